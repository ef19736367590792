//! What a Windows host says of itself.

use certready::probe::host::machine::{Release, role};

fn shown(release: Release<'_>) -> String {
    release.shown().unwrap().to_string()
}

#[test]
fn a_release_has_its_name_and_its_build() {
    let server = Release {
        product: Some("Windows Server 2019 Standard"),
        display: Some("1809"),
        build: Some("17763"),
        update: Some(6293),
        kind: Some("Server"),
    };
    assert_eq!(shown(server), "Windows Server 2019 Standard 1809, build 17763.6293");
    let core = Release { kind: Some("Server Core"), update: None, ..server };
    assert_eq!(shown(core), "Windows Server 2019 Standard 1809 (Server Core), build 17763");
    assert_eq!(shown(Release { build: Some("17763"), ..Release::default() }), "build 17763");
    assert_eq!(Release::default().shown(), None);
}

/// `ProductName` says Windows 10 on 11 as well: the build tells. A server's name is its own.
#[test]
fn windows_11_is_told_by_its_build() {
    let of = |product, build, kind| {
        shown(Release { product: Some(product), build: Some(build), kind: Some(kind), ..Release::default() })
    };
    assert_eq!(of("Windows 10 Pro", "22631", "Client"), "Windows 11 Pro, build 22631");
    assert_eq!(of("Windows 10 Pro", "19045", "Client"), "Windows 10 Pro, build 19045");
    assert_eq!(of("Windows Server 2025 Datacenter", "26100", "Server"), "Windows Server 2025 Datacenter, build 26100");
}

#[test]
fn a_hosts_part_in_its_domain_is_told_with_the_domains_name() {
    let domain = Some("contoso.example");
    for (number, words) in [
        (0, "standalone workstation"),
        (1, "member workstation of contoso.example"),
        (2, "standalone server"),
        (3, "member server of contoso.example"),
        (4, "backup domain controller of contoso.example"),
        (5, "primary domain controller of contoso.example"),
        (9, "role 9"),
    ] {
        assert_eq!(role(number, domain).as_str(), words);
    }
    assert_eq!(role(3, None).as_str(), "member server");
}

/// The registry of a prefix that is thrown away.
#[cfg(windows)]
mod read {
    use certready::observation::{Setting, Switch};
    use certready::probe::host::machine::{machine, release, service_started};
    use certready::vocabulary::Timestamp;

    use crate::common::registry::Settings;
    use crate::common::run::clock;

    const PROTOCOLS: &str = r"HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols";
    const ENGINE: &str =
        r"HKLM\SOFTWARE\Microsoft\Cryptography\OID\EncodingType 0\CertDllCreateCertificateChainEngine\Config";
    const POLICY: &str = r"HKLM\SOFTWARE\Policies\Microsoft\SystemCertificates\ChainEngine\Config";
    const EXCHANGE: &str = r"HKLM\SOFTWARE\Microsoft\ExchangeServer\v15\Setup";

    /// Since when a service runs that every Windows has. Wine's service manager and its services come up beside the first
    /// programs, so that it is asked again for half a minute.
    fn services_are_up() -> Timestamp {
        for _ in 0..150 {
            if let Setting::Is(started) = service_started("PlugPlay") {
                return started;
            }
            std::thread::sleep(std::time::Duration::from_millis(200));
        }
        panic!("{:?}", service_started("PlugPlay"));
    }

    fn find<'a>(switches: &'a [Switch], place: &str) -> Option<&'a Setting<u32>> {
        switches.iter().find(|one| one.place.as_str() == place).map(|one| &one.value)
    }

    #[test]
    fn a_host_without_exchange_has_none_and_its_switches_are_absent() {
        let _alone = Settings::alone();
        services_are_up();
        let machine = machine().unwrap();
        assert_eq!(machine.exchange, Setting::Absent);
        assert_eq!(machine.transport_started, Setting::Absent);
        assert_eq!(machine.chain_engine, []);
        assert_eq!(machine.tls.len(), 14);
        assert!(machine.domain_role.value().is_some(), "{:?}", machine.domain_role);
        assert!(release().unwrap().as_str().contains("build "));
    }

    #[test]
    fn exchanges_version_is_of_four_numbers() {
        let mut set = Settings::alone();
        let parts = [("MsiProductMajor", 15), ("MsiProductMinor", 2), ("MsiBuildMajor", 1748), ("MsiBuildMinor", 10)];
        for (name, value) in parts {
            assert_eq!(machine().unwrap().exchange, Setting::Absent);
            set.number(EXCHANGE, name, value);
        }
        assert_eq!(machine().unwrap().exchange, Setting::Is("15.2.1748.10".into()));
        set.text(EXCHANGE, "MsiBuildMinor", "ten");
        let refused = machine().unwrap().exchange;
        assert!(refused.refused().is_some_and(|why| why.as_str().contains("MsiBuildMinor")), "{refused:?}");
    }

    #[test]
    fn switches_of_tls_are_read_by_their_whole_place() {
        let mut set = Settings::alone();
        let key = format!(r"{PROTOCOLS}\TLS 1.2\Client");
        let net = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v4.0.30319";
        let winhttp = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp";
        set.number(&key, "Enabled", 0);
        set.number(net, "SchUseStrongCrypto", 1);
        set.number(winhttp, "DefaultSecureProtocols", 0xa80);
        let tls = machine().unwrap().tls;
        for (place, value) in [
            (format!(r"{key}\Enabled"), Setting::Is(0)),
            (format!(r"{key}\DisabledByDefault"), Setting::Absent),
            (format!(r"{PROTOCOLS}\TLS 1.3\Server\Enabled"), Setting::Absent),
            (format!(r"{net}\SchUseStrongCrypto"), Setting::Is(1)),
            (format!(r"{winhttp}\DefaultSecureProtocols"), Setting::Is(0xa80)),
        ] {
            assert_eq!(find(&tls, &place), Some(&value), "{place} {tls:#?}");
        }
    }

    #[test]
    fn what_stands_in_the_place_of_cryptoapis_bounds_is_read_of_the_host_and_of_the_policy() {
        let mut set = Settings::alone();
        set.number(ENGINE, "ChainUrlRetrievalTimeoutMilliseconds", 500);
        set.number(POLICY, "ChainRevAccumulativeUrlRetrievalTimeoutMilliseconds", 1000);
        let engine = machine().unwrap().chain_engine;
        assert_eq!(engine.len(), 2, "{engine:#?}");
        assert_eq!(find(&engine, &format!(r"{ENGINE}\ChainUrlRetrievalTimeoutMilliseconds")), Some(&Setting::Is(500)));
        let policy = format!(r"{POLICY}\ChainRevAccumulativeUrlRetrievalTimeoutMilliseconds");
        assert_eq!(find(&engine, &policy), Some(&Setting::Is(1000)));
    }

    #[test]
    fn a_service_that_runs_tells_since_when_and_one_that_is_not_there_is_absent() {
        let started = services_are_up();
        assert!(started <= clock() && started >= clock().plus_days(-30), "{started}");
        assert_eq!(service_started("NoServiceOfThisName"), Setting::Absent);
    }
}
