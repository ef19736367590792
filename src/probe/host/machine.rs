//! What a Windows host says of itself: its release, its part in its domain, Exchange, and the switches that decide which TLS
//! it offers and how long `CryptoAPI` waits. It reads the registry and asks for states; it changes nothing.
#![cfg_attr(windows, expect(unsafe_code, reason = "no safe crate tells a domain's role and since when a service runs"))]

use crate::observation::{Setting, Switch};
use crate::vocabulary::{Shown, Timestamp};

/// What a Windows host says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The host's part in its domain, in a few words.
    pub domain_role: Setting<Shown>,
    /// The version of Exchange that its setup wrote.
    pub exchange: Setting<Shown>,
    /// Since when the transport service runs, UTC. Absent where none runs.
    pub transport_started: Setting<Timestamp>,
    /// Schannel's, .NET's and `WinHTTP`'s switches that decide whether TLS 1.2 is offered.
    pub tls: Vec<Switch>,
    /// What stands in the place of `CryptoAPI`'s own bounds; those that are absent are left out.
    pub chain_engine: Vec<Switch>,
}

/// What the registry says of the release, under `Windows NT\CurrentVersion`. None where a value is not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Release<'a> {
    /// `ProductName`.
    pub product: Option<&'a str>,
    /// `DisplayVersion`, or `ReleaseId` before it: `22H2`, `1809`.
    pub display: Option<&'a str>,
    /// `CurrentBuildNumber`.
    pub build: Option<&'a str>,
    /// `UBR`: which of the build's updates.
    pub update: Option<u32>,
    /// `InstallationType`: `Client`, `Server`, `Server Core`.
    pub kind: Option<&'a str>,
}

/// The first build of Windows 11, whose `ProductName` still says Windows 10.
const ELEVEN: u32 = 22_000;

impl Release<'_> {
    /// The release in words: `Windows Server 2019 Standard 1809 (Server Core), build 17763.6293`. None where nothing is known.
    pub fn shown(&self) -> Option<Shown> {
        let build = self.build.and_then(|build| build.parse::<u32>().ok());
        let eleven = self.kind == Some("Client") && build.is_some_and(|build| build >= ELEVEN);
        let product = self.product.map(|product| match product.strip_prefix("Windows 10") {
            Some(edition) if eleven => format!("Windows 11{edition}"),
            _ => product.to_owned(),
        });
        let core = self.kind.filter(|kind| !matches!(*kind, "Client" | "Server")).map(|kind| format!("({kind})"));
        let name = [product, self.display.map(str::to_owned), core];
        let name = name.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let build = self.build.map(|build| match self.update {
            Some(update) => format!("build {build}.{update}"),
            None => format!("build {build}"),
        });
        let parts: Vec<String> = [Some(name).filter(|name| !name.is_empty()), build].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| Shown::new(&parts.join(", ")))
    }
}

/// A host's part in its domain, in words: `role` is a `DSROLE_MACHINE_ROLE`, `domain` the domain's or the workgroup's name.
pub fn role(role: i32, domain: Option<&str>) -> Shown {
    let of = |what: &str| domain.map_or(what.to_owned(), |domain| format!("{what} of {domain}"));
    Shown::new(&match role {
        0 => "standalone workstation".to_owned(),
        1 => of("member workstation"),
        2 => "standalone server".to_owned(),
        3 => of("member server"),
        4 => of("backup domain controller"),
        5 => of("primary domain controller"),
        other => format!("role {other}"),
    })
}

/// This host's release. None on other systems.
#[cfg(not(windows))]
pub const fn release() -> Option<Shown> {
    None
}

/// What a Windows host says of itself. None on other systems.
#[cfg(not(windows))]
pub const fn machine() -> Option<Machine> {
    None
}

#[cfg(windows)]
pub use system::{machine, release, service_started};

/// The questions themselves.
#[cfg(windows)]
mod system {
    use std::io;
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::{CloseHandle, ERROR_SERVICE_DOES_NOT_EXIST, FILETIME, HANDLE};
    use windows_sys::Win32::Networking::ActiveDirectory::{
        DSROLE_PRIMARY_DOMAIN_INFO_BASIC, DsRoleFreeMemory, DsRoleGetPrimaryDomainInformation,
        DsRolePrimaryDomainInfoBasic,
    };
    use windows_sys::Win32::System::Services::{
        CloseServiceHandle, OpenSCManagerW, OpenServiceW, QueryServiceStatusEx, SC_HANDLE, SC_MANAGER_CONNECT,
        SC_STATUS_PROCESS_INFO, SERVICE_QUERY_STATUS, SERVICE_STATUS_PROCESS,
    };
    use windows_sys::Win32::System::Threading::{GetProcessTimes, OpenProcess, PROCESS_QUERY_LIMITED_INFORMATION};

    use super::{Machine, Release, role};
    use crate::observation::{Setting, Switch};
    use crate::probe::host::registry::Key;
    use crate::probe::host::wide::{read_wide, wide};
    use crate::vocabulary::{Shown, Timestamp};

    const RELEASE: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    const EXCHANGE: &str = r"SOFTWARE\Microsoft\ExchangeServer\v15\Setup";
    const TRANSPORT: &str = "MSExchangeTransport";
    const PROTOCOLS: &str = r"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols";
    const DOTNET: [&str; 2] =
        [r"SOFTWARE\Microsoft\.NETFramework\v4.0.30319", r"SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v4.0.30319"];
    const WINHTTP: [&str; 2] = [
        r"SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp",
        r"SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp",
    ];

    /// Where `CryptoAPI` takes its own bounds from: the host's, and a group policy's (wincrypt.h, `CERT_CHAIN_CONFIG_REGPATH`,
    /// `CERT_GROUP_POLICY_CHAIN_CONFIG_REGPATH`).
    const CHAIN_ENGINE: [&str; 2] = [
        r"SOFTWARE\Microsoft\Cryptography\OID\EncodingType 0\CertDllCreateCertificateChainEngine\Config",
        r"SOFTWARE\Policies\Microsoft\SystemCertificates\ChainEngine\Config",
    ];

    /// Which of its numbers change what is retrieved, for how long and how large it may be, and what is fresh (wincrypt.h).
    const BOUNDS: [&str; 13] = [
        "ChainUrlRetrievalTimeoutMilliseconds",
        "ChainRevAccumulativeUrlRetrievalTimeoutMilliseconds",
        "MaxUrlRetrievalByteCount",
        "MaxAIAUrlCountInCert",
        "MaxAIAUrlRetrievalCountPerChain",
        "MaxAIAUrlRetrievalByteCount",
        "MaxAIAUrlRetrievalCertCount",
        "DisableAIAUrlRetrieval",
        "Options",
        "CryptnetCachedOcspSwitchToCrlCount",
        "CryptnetMaxCachedOcspPerCrlCount",
        "OcspValiditySeconds",
        "CRLValidityExtensionPeriod",
    ];

    /// The longest name of a domain that is read, in UTF-16 units (DNS: 255).
    const LONGEST_DOMAIN: usize = 256;

    /// What this host says of itself.
    #[expect(clippy::unnecessary_wraps, reason = "other systems have none")]
    pub fn machine() -> Option<Machine> {
        Some(Machine {
            domain_role: domain_role(),
            exchange: exchange(),
            transport_started: service_started(TRANSPORT),
            tls: tls(),
            chain_engine: chain_engine(),
        })
    }

    /// This host's release, with its build. None where the system does not tell.
    pub fn release() -> Option<Shown> {
        let key = Key::of_machine(RELEASE);
        let [product, display, id, build, kind] =
            ["ProductName", "DisplayVersion", "ReleaseId", "CurrentBuildNumber", "InstallationType"]
                .map(|name| key.text(name).value().cloned());
        Release {
            product: product.as_deref(),
            display: display.as_deref().or(id.as_deref()),
            build: build.as_deref(),
            update: key.number("UBR").value().copied(),
            kind: kind.as_deref(),
        }
        .shown()
    }

    /// `15.2.1748.10`: what Exchange's setup wrote. Its own updates may bring files of a later build.
    fn exchange() -> Setting<Shown> {
        let key = Key::of_machine(EXCHANGE);
        let mut parts = Vec::new();
        for name in ["MsiProductMajor", "MsiProductMinor", "MsiBuildMajor", "MsiBuildMinor"] {
            match key.number(name) {
                Setting::Is(number) => parts.push(number.to_string()),
                Setting::Absent => return Setting::Absent,
                Setting::Unreadable(why) => return Setting::Unreadable(why),
            }
        }
        Setting::Is(Shown::new(&parts.join(".")))
    }

    fn tls() -> Vec<Switch> {
        let mut switches = Vec::new();
        for protocol in ["TLS 1.2", "TLS 1.3"] {
            for side in ["Client", "Server"] {
                let key = format!("{PROTOCOLS}\\{protocol}\\{side}");
                switches.extend(["Enabled", "DisabledByDefault"].map(|name| switch(&key, name)));
            }
        }
        for key in DOTNET {
            switches.extend(["SchUseStrongCrypto", "SystemDefaultTlsVersions"].map(|name| switch(key, name)));
        }
        switches.extend(WINHTTP.map(|key| switch(key, "DefaultSecureProtocols")));
        switches
    }

    fn chain_engine() -> Vec<Switch> {
        let all = CHAIN_ENGINE.into_iter().flat_map(|key| BOUNDS.map(|name| switch(key, name)));
        all.filter(|switch| switch.value != Setting::Absent).collect()
    }

    fn switch(key: &str, name: &str) -> Switch {
        let key = Key::of_machine(key);
        Switch { place: key.place(name), value: key.number(name) }
    }

    fn domain_role() -> Setting<Shown> {
        let mut given: *mut DSROLE_PRIMARY_DOMAIN_INFO_BASIC = null_mut();
        // SAFETY: null is this host, and the place lives through the call, which leads it to what is asked for.
        let status =
            unsafe { DsRoleGetPrimaryDomainInformation(null(), DsRolePrimaryDomainInfoBasic, (&raw mut given).cast()) };
        if status != 0 || given.is_null() {
            let error = io::Error::from_raw_os_error(status.cast_signed());
            return Setting::Unreadable(Shown::new(&format!("the host's part in its domain: {error}")));
        }
        // SAFETY: the call says that it gave such a structure, whose texts end in a zero.
        let told = unsafe {
            let info = given.read();
            let names = [info.DomainNameDns, info.DomainNameFlat].map(|name| read_wide(name, LONGEST_DOMAIN));
            let domain = names.into_iter().flatten().find(|name| !name.is_empty());
            role(info.MachineRole, domain.as_deref())
        };
        // SAFETY: the call allocated it, says to free it so, and it is freed once.
        unsafe { DsRoleFreeMemory(given.cast()) };
        Setting::Is(told)
    }

    /// Since when a service's process runs, UTC. Absent where there is no such service, or it does not run.
    pub fn service_started(name: &str) -> Setting<Timestamp> {
        match process_of(name).and_then(|process| process.map(started).transpose()) {
            Ok(Some(Some(started))) => Setting::Is(started),
            Ok(Some(None) | None) => Setting::Absent,
            Err(error) => Setting::Unreadable(Shown::new(&format!("the service {name}: {error}"))),
        }
    }

    /// The process of a service. None where there is no such service, or it does not run.
    fn process_of(name: &str) -> io::Result<Option<u32>> {
        let name = wide(name);
        // SAFETY: null is this host and its services of today.
        let manager = Service::of(unsafe { OpenSCManagerW(null(), null(), SC_MANAGER_CONNECT) })?;
        // SAFETY: the manager is open, and the name ends in a zero.
        let service = match Service::of(unsafe { OpenServiceW(manager.0, name.as_ptr(), SERVICE_QUERY_STATUS) }) {
            Err(error) if error.raw_os_error() == Some(ERROR_SERVICE_DOES_NOT_EXIST.cast_signed()) => return Ok(None),
            other => other?,
        };
        let mut status = SERVICE_STATUS_PROCESS::default();
        let length = u32::try_from(size_of::<SERVICE_STATUS_PROCESS>()).unwrap_or(0);
        let mut needed = 0;
        // SAFETY: the service is open; both places live through the call, and the first is as long as it is said to be.
        let told = unsafe {
            QueryServiceStatusEx(service.0, SC_STATUS_PROCESS_INFO, (&raw mut status).cast(), length, &raw mut needed)
        };
        if told == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok((status.dwProcessId != 0).then_some(status.dwProcessId))
    }

    /// When a process began. None where it tells none.
    fn started(process: u32) -> io::Result<Option<Timestamp>> {
        // SAFETY: it asks for a handle that may ask for times and no more.
        let process = Process::of(unsafe { OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, process) })?;
        let mut times = [FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 }; 4];
        let [began, ended, in_system, in_user] = &mut times;
        // SAFETY: the process is open, and the four places live through the call.
        let told = unsafe {
            GetProcessTimes(process.0, &raw mut *began, &raw mut *ended, &raw mut *in_system, &raw mut *in_user)
        };
        if told == 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Timestamp::from_filetime((u64::from(began.dwHighDateTime) << 32) | u64::from(began.dwLowDateTime)))
    }

    /// A handle of the service manager's.
    struct Service(SC_HANDLE);

    impl Service {
        /// To be asked right behind the call that opened it.
        fn of(handle: SC_HANDLE) -> io::Result<Self> {
            if handle.is_null() { Err(io::Error::last_os_error()) } else { Ok(Self(handle)) }
        }
    }

    impl Drop for Service {
        fn drop(&mut self) {
            // SAFETY: the handle is ours and is closed once.
            unsafe { CloseServiceHandle(self.0) };
        }
    }

    /// A handle of a process.
    struct Process(HANDLE);

    impl Process {
        /// To be asked right behind the call that opened it.
        fn of(handle: HANDLE) -> io::Result<Self> {
            if handle.is_null() { Err(io::Error::last_os_error()) } else { Ok(Self(handle)) }
        }
    }

    impl Drop for Process {
        fn drop(&mut self) {
            // SAFETY: the handle is ours and is closed once.
            unsafe { CloseHandle(self.0) };
        }
    }
}
