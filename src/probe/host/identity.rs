//! The account of this run, as its token tells it on Windows: its name and SID, whether it is elevated, and how it was logged
//! on. A report proves nothing for another account. It asks for no right and changes none.
#![cfg_attr(windows, expect(unsafe_code, reason = "no safe crate reads a token"))]

use crate::observation::Logon;
use crate::vocabulary::Shown;

/// The account of this run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its name, with its domain or its host before it: `NT AUTHORITY\SYSTEM`. None where the system does not tell.
    pub account: Option<Shown>,
    /// Its SID: `S-1-5-18`. None where the system does not tell.
    pub sid: Option<Shown>,
    /// Whether the process is elevated. None where the system does not tell.
    pub elevated: Option<bool>,
    /// How it was logged on.
    pub logon: Logon,
}

/// `INTERACTIVE`: at a desktop.
const INTERACTIVE: &str = "S-1-5-4";
/// `REMOTE INTERACTIVE LOGON`: at a desktop, from afar.
const REMOTE: &str = "S-1-5-14";
/// `SERVICE`.
const SERVICE: &str = "S-1-5-6";
/// `BATCH`: a task of the scheduler's.
const BATCH: &str = "S-1-5-3";
/// `NETWORK`.
const NETWORK: &str = "S-1-5-2";
/// `SYSTEM`, `LOCAL SERVICE` and `NETWORK SERVICE`: who runs under them runs as a service does, whoever started it.
const OF_SERVICES: [&str; 3] = ["S-1-5-18", "S-1-5-19", "S-1-5-20"];

/// How an account was logged on, by the SIDs of its token's groups and its own.
pub fn logon(groups: &[&str], account: Option<&str>) -> Logon {
    let of = |sid: &str| groups.contains(&sid);
    match () {
        () if of(INTERACTIVE) || of(REMOTE) => Logon::Interactive,
        () if of(BATCH) => Logon::Batch,
        () if of(SERVICE) || account.is_some_and(|sid| OF_SERVICES.contains(&sid)) => Logon::Service,
        () if of(NETWORK) => Logon::Network,
        () => Logon::Unknown,
    }
}

/// The account of this run. None on other systems.
#[cfg(not(windows))]
pub const fn identity() -> Option<Identity> {
    None
}

#[cfg(windows)]
pub use system::identity;

/// The calls themselves.
#[cfg(windows)]
mod system {
    use std::mem::align_of;
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::{CloseHandle, HANDLE, LocalFree};
    use windows_sys::Win32::Security::Authorization::ConvertSidToStringSidW;
    use windows_sys::Win32::Security::{
        GetTokenInformation, LookupAccountSidW, PSID, SID_AND_ATTRIBUTES, TOKEN_ELEVATION, TOKEN_GROUPS,
        TOKEN_INFORMATION_CLASS, TOKEN_QUERY, TOKEN_USER, TokenElevation, TokenGroups, TokenUser,
    };
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

    use super::{Identity, logon};
    use crate::observation::Logon;
    use crate::probe::host::wide::read_wide;
    use crate::vocabulary::Shown;

    /// The most bytes that are taken of a token's information: a token has at most 1024 groups, each a SID of 68 bytes at the
    /// longest and the 16 bytes that name it.
    const LONGEST: u32 = 128 * 1024;

    /// The longest SID in words is `S-1-` and 15 numbers of ten digits and a dash; it is the bound on what is read of one.
    const LONGEST_SID: usize = 256;

    /// The account of this run.
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    pub fn identity() -> Option<Identity> {
        let Some(token) = Token::of_process() else {
            return Some(Identity { account: None, sid: None, elevated: None, logon: Logon::Unknown });
        };
        let user = token.user();
        let sid = user.as_ref().and_then(|user| user.sid.clone());
        let groups = token.groups();
        let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
        Some(Identity {
            account: user.and_then(|user| user.name).as_deref().map(Shown::new),
            sid: sid.as_deref().map(Shown::new),
            elevated: token.elevated(),
            logon: logon(&groups, sid.as_deref()),
        })
    }

    /// An open handle.
    struct Token(HANDLE);

    /// Whose token it is.
    struct User {
        name: Option<String>,
        sid: Option<String>,
    }

    /// A token's information of one kind, in memory that is aligned for it.
    struct Information(Vec<u64>);

    impl Token {
        fn of_process() -> Option<Self> {
            let mut token = null_mut();
            // SAFETY: the process's own handle needs no closing, and the place lives through the call.
            let opened = unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &raw mut token) };
            (opened != 0).then_some(Self(token))
        }

        /// Asks twice: for the length, and for the bytes.
        fn information(&self, class: TOKEN_INFORMATION_CLASS) -> Option<Information> {
            let mut length = 0;
            // SAFETY: no bytes are taken, and the place for the length lives through the call.
            unsafe { GetTokenInformation(self.0, class, null_mut(), 0, &raw mut length) };
            if length == 0 || length > LONGEST {
                return None;
            }
            let words = usize::try_from(length).ok()?.div_ceil(size_of::<u64>());
            let mut bytes = vec![0_u64; words];
            let given = length;
            // SAFETY: there is room for `given` bytes, and both places live through the call.
            let told = unsafe { GetTokenInformation(self.0, class, bytes.as_mut_ptr().cast(), given, &raw mut length) };
            (told != 0).then_some(Information(bytes))
        }

        fn user(&self) -> Option<User> {
            let information = self.information(TokenUser)?;
            // SAFETY: the system wrote a TOKEN_USER there.
            let user = unsafe { information.read::<TOKEN_USER>() }?;
            let sid = user.User.Sid;
            // SAFETY: the SID stands in `information`, which lives on.
            unsafe { Some(User { name: name(sid), sid: in_words(sid) }) }
        }

        fn groups(&self) -> Vec<String> {
            let Some(information) = self.information(TokenGroups) else { return Vec::new() };
            // SAFETY: the system wrote a TOKEN_GROUPS there.
            let Some(head) = (unsafe { information.read::<TOKEN_GROUPS>() }) else { return Vec::new() };
            let count = usize::try_from(head.GroupCount).unwrap_or(0);
            let first = std::mem::offset_of!(TOKEN_GROUPS, Groups);
            let room = size_of_val(information.0.as_slice()).saturating_sub(first) / size_of::<SID_AND_ATTRIBUTES>();
            let mut groups = Vec::new();
            for at in 0..count.min(room) {
                // SAFETY: the system says that there are so many, and they stand within the bytes that it wrote.
                let group = unsafe {
                    let groups = information.0.as_ptr().byte_add(first).cast::<SID_AND_ATTRIBUTES>();
                    groups.add(at).read_unaligned()
                };
                // SAFETY: the SID stands in `information`, which lives on.
                groups.extend(unsafe { in_words(group.Sid) });
            }
            groups
        }

        fn elevated(&self) -> Option<bool> {
            let information = self.information(TokenElevation)?;
            // SAFETY: the system wrote a TOKEN_ELEVATION there.
            let elevation = unsafe { information.read::<TOKEN_ELEVATION>() }?;
            Some(elevation.TokenIsElevated != 0)
        }
    }

    impl Drop for Token {
        fn drop(&mut self) {
            // SAFETY: the handle is ours and is closed once.
            unsafe { CloseHandle(self.0) };
        }
    }

    impl Information {
        /// The structure that stands there. None where there are fewer bytes than it has.
        ///
        /// # Safety
        /// The system must have written a `T` there.
        unsafe fn read<T>(&self) -> Option<&T> {
            let fits = size_of_val(self.0.as_slice()) >= size_of::<T>() && align_of::<T>() <= align_of::<u64>();
            // SAFETY: there are enough bytes, aligned for it, and what stands there is the caller's word.
            fits.then(|| unsafe { &*self.0.as_ptr().cast::<T>() })
        }
    }

    /// A SID in words.
    ///
    /// # Safety
    /// It must be a SID.
    unsafe fn in_words(sid: PSID) -> Option<String> {
        let mut text = null_mut();
        // SAFETY: the caller's word, and the place lives through the call.
        if unsafe { ConvertSidToStringSidW(sid, &raw mut text) } == 0 || text.is_null() {
            return None;
        }
        // SAFETY: the call says that it gave a text that ends in a zero.
        let told = unsafe { read_wide(text, LONGEST_SID) };
        // SAFETY: the call allocated it, says to free it so, and it is freed once.
        unsafe { LocalFree(text.cast()) };
        told
    }

    /// An account's name with its domain. A domain controller may be asked for it, as for every name of an account.
    ///
    /// # Safety
    /// It must be a SID.
    unsafe fn name(sid: PSID) -> Option<String> {
        // What names can have: 256 characters of an account and 255 of a domain, and their zeros.
        let (mut name, mut domain) = ([0_u16; 257], [0_u16; 257]);
        let (mut name_length, mut domain_length) = (257_u32, 257_u32);
        let mut kind = 0;
        // SAFETY: the caller's word; every place lives through the call and is as long as it is said to be.
        let told = unsafe {
            LookupAccountSidW(
                null(),
                sid,
                name.as_mut_ptr(),
                &raw mut name_length,
                domain.as_mut_ptr(),
                &raw mut domain_length,
                &raw mut kind,
            )
        };
        let text = |units: &[u16]| {
            let end = units.iter().position(|unit| *unit == 0).unwrap_or(units.len());
            units.get(..end).map(String::from_utf16_lossy).unwrap_or_default()
        };
        let (name, domain) = (text(&name), text(&domain));
        match (told != 0 && !name.is_empty(), domain.is_empty()) {
            (false, _) => None,
            (true, true) => Some(name),
            (true, false) => Some(format!("{domain}\\{name}")),
        }
    }
}
