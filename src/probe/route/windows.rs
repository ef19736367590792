//! Windows' proxy settings, as `WinHTTP` tells them, and the proxy that it finds for a URL. It sets nothing; only what finds a
//! proxy goes to the network, as `WinHTTP` itself would: WPAD's names, and the script that they or the settings name. Other
//! systems have none of it.
#![cfg_attr(windows, expect(unsafe_code, reason = "no safe crate tells WinHTTP's proxies"))]

use super::settings::{Listed, Search, WindowsProxies};

/// What a search for a proxy brought.
#[cfg_attr(not(windows), expect(dead_code, reason = "only Windows brings a proxy"))]
#[derive(Debug)]
pub(super) enum Answer {
    /// These proxies.
    Proxy(Listed),
    /// The URL is to go straight.
    Straight,
    /// No script was found or could be followed.
    Nothing,
}

#[cfg(windows)]
pub(super) use system::proxy_for;
#[cfg(windows)]
pub use system::windows_proxies;

/// Windows' proxy settings. None on this system.
#[cfg(not(windows))]
pub const fn windows_proxies() -> Option<WindowsProxies> {
    None
}

/// The proxy for a URL. Nothing on this system.
#[cfg(not(windows))]
pub(super) const fn proxy_for(_: &Search, _: &str) -> Answer {
    Answer::Nothing
}

/// The calls themselves.
#[cfg(windows)]
mod system {
    use std::io;
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::{ERROR_FILE_NOT_FOUND, GlobalFree};
    use windows_sys::Win32::Networking::WinHttp::{
        ERROR_WINHTTP_LOGIN_FAILURE, WINHTTP_ACCESS_TYPE_NAMED_PROXY, WINHTTP_ACCESS_TYPE_NO_PROXY,
        WINHTTP_AUTO_DETECT_TYPE_DHCP, WINHTTP_AUTO_DETECT_TYPE_DNS_A, WINHTTP_AUTOPROXY_AUTO_DETECT,
        WINHTTP_AUTOPROXY_CONFIG_URL, WINHTTP_AUTOPROXY_OPTIONS, WINHTTP_CURRENT_USER_IE_PROXY_CONFIG,
        WINHTTP_PROXY_INFO, WinHttpCloseHandle, WinHttpGetDefaultProxyConfiguration,
        WinHttpGetIEProxyConfigForCurrentUser, WinHttpGetProxyForUrl, WinHttpOpen,
    };
    use windows_sys::core::PWSTR;

    use super::super::settings::AccountSettings;
    use super::{Answer, Listed, Search, WindowsProxies};
    use crate::observation::Setting;
    use crate::probe::host::wide::{read_wide, wide};
    use crate::vocabulary::Shown;

    /// The longest text that is taken of a setting, in UTF-16 units: the registry editor itself writes no longer one.
    const LONGEST: usize = 32_767;

    /// Windows' proxy settings: the machine's and this account's.
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    pub fn windows_proxies() -> Option<WindowsProxies> {
        Some(WindowsProxies { machine: of_machine(), account: of_account() })
    }

    fn of_machine() -> Setting<Listed> {
        let mut info = WINHTTP_PROXY_INFO::default();
        // SAFETY: the place that is written to lives through the call; what it gets is freed by `Text`.
        let told = unsafe { WinHttpGetDefaultProxyConfiguration(&raw mut info) };
        match refusal(told) {
            None => match answer(&info) {
                Answer::Proxy(listed) => Setting::Is(listed),
                Answer::Straight | Answer::Nothing => Setting::Absent,
            },
            Some(error) => unless_absent(&error, "this machine's WinHTTP settings"),
        }
    }

    fn of_account() -> Setting<AccountSettings> {
        let mut config = WINHTTP_CURRENT_USER_IE_PROXY_CONFIG::default();
        // SAFETY: the place that is written to lives through the call; what it gets is freed by `Text`.
        let told = unsafe { WinHttpGetIEProxyConfigForCurrentUser(&raw mut config) };
        if let Some(error) = refusal(told) {
            return unless_absent(&error, "this account's proxy settings");
        }
        let [script, proxy, bypass] =
            [config.lpszAutoConfigUrl, config.lpszProxy, config.lpszProxyBypass].map(|text| Text(text).read());
        let named = proxy.and_then(|proxy| Listed::new(&proxy, bypass.as_deref()));
        Setting::Is(AccountSettings::new(config.fAutoDetect != 0, script.as_deref(), named))
    }

    /// The proxy that `WinHTTP` finds for a URL. It may take many seconds: WPAD asks by DHCP and DNS, and a script is fetched.
    pub(in super::super) fn proxy_for(search: &Search, url: &str) -> Answer {
        let Some(session) = Session::open() else { return Answer::Nothing };
        match session.ask(search, url, 0) {
            // Whoever keeps the script wants to know who asks: the account says so, as WinHTTP's documentation has it.
            Err(ERROR_WINHTTP_LOGIN_FAILURE) => session.ask(search, url, 1).unwrap_or(Answer::Nothing),
            Err(_) => Answer::Nothing,
            Ok(answer) => answer,
        }
    }

    /// What is asked for proxies: it connects to nothing itself.
    struct Session(*mut core::ffi::c_void);

    impl Session {
        fn open() -> Option<Self> {
            let agent = wide("certready");
            // SAFETY: the name ends in a zero and lives through the call; null is allowed for what is not named.
            let handle = unsafe { WinHttpOpen(agent.as_ptr(), WINHTTP_ACCESS_TYPE_NO_PROXY, null(), null(), 0) };
            (!handle.is_null()).then_some(Self(handle))
        }

        /// Asks for a URL's proxy; `login` is 1 where the account may prove itself to who keeps the script.
        fn ask(&self, search: &Search, url: &str, login: i32) -> Result<Answer, u32> {
            let url = wide(url);
            let script = search.script.as_deref().map(wide);
            let by_script = script.as_ref().map_or(0, |_| WINHTTP_AUTOPROXY_CONFIG_URL);
            let by_wpad = if search.detect { WINHTTP_AUTOPROXY_AUTO_DETECT } else { 0 };
            let detect = WINHTTP_AUTO_DETECT_TYPE_DHCP | WINHTTP_AUTO_DETECT_TYPE_DNS_A;
            let mut options = WINHTTP_AUTOPROXY_OPTIONS {
                dwFlags: by_script | by_wpad,
                dwAutoDetectFlags: if search.detect { detect } else { 0 },
                lpszAutoConfigUrl: script.as_ref().map_or(null(), Vec::as_ptr),
                lpvReserved: null_mut(),
                dwReserved: 0,
                fAutoLogonIfChallenged: login,
            };
            let mut info = WINHTTP_PROXY_INFO::default();
            // SAFETY: the session is open; both texts end in a zero and live, as the two places do, through the call; what it
            // gets is freed by `Text`.
            let told = unsafe { WinHttpGetProxyForUrl(self.0, url.as_ptr(), &raw mut options, &raw mut info) };
            match refusal(told) {
                None => Ok(answer(&info)),
                Some(error) => Err(error.raw_os_error().and_then(|code| u32::try_from(code).ok()).unwrap_or(0)),
            }
        }
    }

    impl Drop for Session {
        fn drop(&mut self) {
            // SAFETY: the handle is ours and is closed once.
            unsafe { WinHttpCloseHandle(self.0) };
        }
    }

    /// A text that `WinHTTP` gave, which is to be freed; null is none.
    struct Text(PWSTR);

    impl Text {
        /// The text; what is no UTF-16 in it becomes U+FFFD. None where there is none.
        fn read(&self) -> Option<String> {
            // SAFETY: WinHTTP's texts end in a zero, and this one is ours until it is freed.
            unsafe { read_wide(self.0, LONGEST) }
        }
    }

    impl Drop for Text {
        fn drop(&mut self) {
            if !self.0.is_null() {
                // SAFETY: WinHTTP allocated it for us, says to free it so, and it is freed once.
                unsafe { GlobalFree(self.0.cast()) };
            }
        }
    }

    /// What an answer of `WinHTTP`'s names; its texts are freed.
    fn answer(info: &WINHTTP_PROXY_INFO) -> Answer {
        let [proxy, bypass] = [info.lpszProxy, info.lpszProxyBypass].map(|text| Text(text).read());
        let named = proxy.filter(|_| info.dwAccessType == WINHTTP_ACCESS_TYPE_NAMED_PROXY);
        named.and_then(|proxy| Listed::new(&proxy, bypass.as_deref())).map_or(Answer::Straight, Answer::Proxy)
    }

    /// The system's error where a call says that it failed. To be asked right behind the call.
    fn refusal(told: i32) -> Option<io::Error> {
        (told == 0).then(io::Error::last_os_error)
    }

    fn unless_absent<T>(error: &io::Error, what: &str) -> Setting<T> {
        let number = error.raw_os_error().and_then(|number| u32::try_from(number).ok());
        match number {
            Some(ERROR_FILE_NOT_FOUND) => Setting::Absent,
            _ => Setting::Unreadable(Shown::new(&format!("{what}: {error}"))),
        }
    }
}
