//! A run that has one of everything that can be observed, and the folder to keep it in.

use std::collections::BTreeMap;
use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};

use certready::evidence::{Asked, Evidence, Objects};
use certready::finding::{Client, Code};
use certready::observation::{
    AccountProxy, Answer, Attempt, Baseline, BaselineCrl, BodyEnd, Bounds, CertificateName, ChainPurpose, Compared,
    Connect, Connector, ConnectorKind, DomainCapabilities, Ended, ExchangeCertificate, ExchangeFault, ExchangeServer,
    Fetch, Form, Header, Hop, HostFacts, InboundLog, Kept, KeyAccess, LogClient, LogFailure, LogUnread, LogVerdict,
    LogWord, Logon, Method, NamedBy, NotStarted, Observations, OsAnswer, OsChain, OsElement, OwnCertificate, OwnFacts,
    OwnKey, OwnSource, OwnUnread, Place, Portable, Postfix, Proxies, ProxyChoice, ProxyFault, ProxySetting,
    ProxySource, Reached, RedirectFault, ResolveFault, ResolverWord, Retrieval, Retrieved, RootUpdate, RouteFacts,
    Said, Scope, Setting, SourceFile, StoreCertificate, StoreFacts, StoreOrigin, Switch, SystemStore, TargetId,
    TlsAuthLevel, TlsFacts, Unread, WindowsFacts,
};
use certready::pki::crl::CrlNumber;
use certready::policy::{EndpointKind, PolicySource};
use certready::vocabulary::{Digest, HostName, HttpUrl, Sha1Fingerprint, Shown, SpkiDigest, Timestamp};

use super::services;

pub(super) fn url(text: &str) -> HttpUrl {
    HttpUrl::parse(text).unwrap()
}

fn time(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

pub(super) fn resolve_faults() -> Vec<ResolveFault> {
    use ResolveFault::{Cut, NameNotFound, NoAddress, Other, Timeout, TryAgain};
    vec![NameNotFound, NoAddress, TryAgain, Timeout, Other(-11), Cut]
}

pub(super) fn connects() -> Vec<Connect> {
    use Connect::{
        Connected, Cut, HostUnreachable, NetworkUnreachable, NoRoute, Other, OwnFilter, Prohibited, Refused, Reset,
        Timeout,
    };
    let plain = [Connected, Timeout, Refused, Reset, HostUnreachable, NetworkUnreachable, Prohibited, NoRoute, Cut];
    // What came later stands last: a folder of before has none of it.
    plain.into_iter().chain([Other(i32::MIN), OwnFilter]).collect()
}

/// Everything that a resolver can say.
pub(super) fn said() -> Vec<Said> {
    use Said::{Addresses, Code, Cut, Garbled, NoData, Silence, Stuck, Unsent};
    vec![Addresses(u64::MAX), NoData, Code(u16::MAX), Silence, Stuck, Unsent(i32::MIN), Garbled, Cut]
}

/// One word for each of it.
pub(super) fn resolver_words() -> Vec<ResolverWord> {
    let resolver = "[2001:db8::53]:53".parse().unwrap();
    said().into_iter().map(|said| ResolverWord { resolver, said, took_ms: 3_000 }).collect()
}

/// One attempt for each way to end, over IPv4 and IPv6, a link-local address with its zone among them.
pub(super) fn attempts() -> Vec<Attempt> {
    let addresses = ["192.0.2.1:80", "[2001:db8::1]:443", "[fe80::1%3]:80"];
    let ends = connects().into_iter().zip(addresses.into_iter().cycle());
    ends.map(|(outcome, address)| Attempt {
        address: address.parse().unwrap(),
        outcome,
        took_ms: 15_000,
        told_by: told_by(outcome),
    })
    .collect()
}

fn told_by(outcome: Connect) -> Option<IpAddr> {
    (outcome == Connect::Prohibited).then(|| "192.0.2.254".parse().unwrap())
}

pub(super) fn exchange_faults() -> Vec<ExchangeFault> {
    use ExchangeFault::{Cut, Empty, NotHttp, Other, Proxy, Reset, Timeout, Tls, Truncated};
    let header = Header { name: "proxy-authenticate".into(), value: "Basic realm=\"x\"".into() };
    let proxy = connects().into_iter().filter(|one| *one != Connect::OwnFilter).map(ProxyFault::Unconnected);
    let proxy = proxy.chain(resolve_faults().into_iter().map(ProxyFault::Unresolved));
    let more = [ProxyFault::Refused(407, vec![header]), ProxyFault::Unusable(Shown::new("socks5://"))];
    let plain = [Timeout, Reset, Empty, Truncated, Cut, NotHttp("SSH-2.0".into()), Tls("alert".into()), Other(5)];
    plain.into_iter().chain(proxy.chain(more).map(Proxy)).collect()
}

pub(super) fn redirect_faults() -> Vec<RedirectFault> {
    use RedirectFault::{Downgrade, Loop, TooMany, Unconnected, Unresolved, Unusable};
    let to = url("https://portal.example/login?a=b");
    let unresolved = resolve_faults().into_iter().map(|fault| Unresolved(to.clone(), fault));
    let plain = [Loop(to.clone()), TooMany(to.clone()), Downgrade(to.clone()), Unusable("ldap:///x".into())];
    plain.into_iter().chain(unresolved).chain([Unconnected(to.clone(), attempts())]).collect()
}

pub(super) fn body_ends() -> Vec<BodyEnd> {
    use BodyEnd::{Complete, Cut, HostIo, Reset, Stalled, TooLarge, Truncated};
    vec![Complete, Truncated, Reset, Stalled, TooLarge, Cut, HostIo]
}

fn hops() -> Vec<Hop> {
    vec![Hop { from: url("http://crl.example/a.crl"), status: 301, to: url("http://cdn.example/%7Ea.crl?x=%20") }]
}

pub(super) fn answer(end: BodyEnd, body: Option<Digest>) -> Answer {
    let header = |name: &str, value: &str| Header { name: name.into(), value: value.into() };
    Answer {
        status: 200,
        remote: body.map(|_| "[2001:db8::1]:80".parse().unwrap()),
        headers: vec![header("content-type", "application/pkix-crl"), header("via", "1.1 prox\u{1b}y")],
        date: body.map(|_| time("2018-08-01T10:00:00Z")),
        age: body.map(|_| u64::MAX),
        announced: body.map(|_| 0),
        bytes: 12,
        body,
        end,
        head_ms: 3,
        at: time("9999-12-31T23:59:59Z"),
    }
}

/// Every way that a fetch can end.
pub(super) fn reached(body: Digest) -> Vec<Reached> {
    use NotStarted::{Bytes, Deadline, Interrupted, UrlTooLong};
    let mut all: Vec<Reached> = [Deadline, Interrupted, Bytes, UrlTooLong].map(Reached::Nothing).into();
    all.extend(resolve_faults().into_iter().map(Reached::Unresolved));
    all.push(Reached::Resolved { attempts: attempts() });
    let faults = exchange_faults().into_iter().map(Some).chain([None]);
    all.extend(faults.map(|fault| Reached::Connected { attempts: attempts(), fault, hops: hops() }));
    let ends = body_ends().into_iter().zip([Some(body), None].into_iter().cycle());
    all.extend(ends.map(|(end, body)| Reached::Answered {
        attempts: vec![],
        answer: answer(end, body),
        hops: vec![],
        redirect: None,
    }));
    all.extend(redirect_faults().into_iter().map(|fault| Reached::Answered {
        attempts: attempts(),
        answer: answer(BodyEnd::Complete, None),
        hops: hops(),
        redirect: Some(fault),
    }));
    all
}

fn fetches(objects: &Objects) -> Vec<Fetch> {
    let body = objects.put(b"the body of a CRL").unwrap();
    let chain: Vec<Digest> = [b"leaf", b"root"].map(|bytes| objects.put(bytes).unwrap()).into();
    let tls = TlsFacts { version: "TLSv1_3".into(), cipher: "TLS13_AES_256_GCM_SHA384".into(), chain };
    let kinds = [EndpointKind::Crl, EndpointKind::Ocsp, EndpointKind::Aia, EndpointKind::Connect];
    let methods = [Method::Connect, Method::Get, Method::Post];
    let mut fetches: Vec<_> = reached(body)
        .into_iter()
        .enumerate()
        .map(|(at, reached)| Fetch {
            id: TargetId {
                kind: kinds[at % kinds.len()],
                url: url(&format!("http://host{at}.example:8080/path?q={at}")),
                method: methods[at % methods.len()],
                request: (at % 2 == 0).then(|| Digest::of(&at.to_le_bytes())),
            },
            named_by: vec![
                NamedBy::Policy(at as u64),
                NamedBy::Certificate("CN=Émile".into(), Digest::of(b"cert")),
                NamedBy::CommandLine,
                NamedBy::Mx(HostName::parse("contoso.example").unwrap()),
            ],
            offset_ms: (at % 3 == 0).then_some(at as u64),
            took_ms: u64::MAX,
            proxy: (at % 5 == 0).then(|| "http://proxy.example:3128".into()),
            instead: (at % 7 == 0).then(|| "ca.example:8080".into()),
            resolvers: if at % 6 == 0 { resolver_words() } else { Vec::new() },
            tls: (at % 4 == 0).then(|| tls.clone()),
            reached,
        })
        .collect();
    fetches.sort_by(|a, b| a.id.cmp(&b.id));
    fetches
}

fn exchange_server(at: usize) -> ExchangeServer {
    let told = |text: &str| (at.is_multiple_of(2)).then(|| Shown::new(text));
    ExchangeServer {
        name: "EX01".into(),
        fqdn: told("ex01.contoso.example"),
        version: told("Version 15.2 (Build 1748.10)"),
        web_proxy: told("http://proxy:8080/"),
    }
}

/// One connector of each kind.
fn connectors(at: usize) -> Vec<Connector> {
    let told = |text: &str| (at.is_multiple_of(2)).then(|| Shown::new(text));
    let truth = [Some(true), Some(false), None][at % 3];
    let name = || CertificateName { text: "<I>CN=A<S>CN=b".into(), issuer: told("CN=A"), subject: told("CN=b") };
    let levels = [TlsAuthLevel::EncryptionOnly, TlsAuthLevel::CertificateValidation, TlsAuthLevel::DomainValidation];
    let kinds = [ConnectorKind::Send, ConnectorKind::Receive, ConnectorKind::Inbound, ConnectorKind::Outbound];
    let connector = |kind| Connector {
        kind,
        name: "To the cloud".into(),
        enabled: truth,
        category: told("OnPremises"),
        fqdn: told("mail.contoso.example"),
        require_tls: truth,
        ignore_starttls: truth,
        domain_secure: truth,
        level: (at.is_multiple_of(2)).then(|| levels[at % 3]),
        tls_domain: told("mail.protection.outlook.com"),
        own_certificate: (at.is_multiple_of(2)).then(name),
        capabilities: vec![DomainCapabilities {
            text: "mail.protection.outlook.com:AcceptCloudServicesMail".into(),
            domain: told("mail.protection.outlook.com"),
            certificate: (at.is_multiple_of(2)).then(name),
            granted: vec!["AcceptCloudServicesMail".into()],
        }],
        sender_certificate: (at.is_multiple_of(2)).then(name),
        restrict_to_certificate: truth,
        cloud_services_mail: truth,
        domains: told("*.contoso.example").into_iter().collect(),
        smart_hosts: told("contoso-example.mail.protection.outlook.com").into_iter().collect(),
    };
    kinds.map(connector).into()
}

/// The host's own certificates, with one of everything.
fn own(objects: &Objects) -> OwnFacts {
    let sources = [OwnSource::Asked, OwnSource::Exchange, OwnSource::PostfixServer, OwnSource::PostfixClient];
    let present = |access| OwnKey::Present { place: Some("C:\\key".into()), access };
    let refused = || KeyAccess::NotKnown("access denied".into());
    let keys = [KeyAccess::NotAsked, KeyAccess::Allowed, KeyAccess::Refused, refused()].map(present);
    let keys = keys.into_iter().chain([OwnKey::NotSeen, OwnKey::Absent]);
    let described = ExchangeCertificate {
        thumbprint: Sha1Fingerprint::of(b"own"),
        services: "IIS, SMTP".into(),
        subject: Some("CN=mail.contoso.example".into()),
        issuer: None,
        not_before: Some(time("2018-08-01")),
        not_after: None,
        has_private_key: Some(true),
        self_signed: Some(false),
        status: Some("Valid".into()),
        domains: vec!["mail.contoso.example".into()],
    };
    let certificate = |(key, source): (OwnKey, OwnSource)| OwnCertificate {
        source,
        place: "/etc/own.pem".into(),
        chain: [&b"own"[..], b"ca"].map(|der| objects.put(der).unwrap()).into(),
        described: (source == OwnSource::Exchange).then(|| described.clone()),
        key,
    };
    let unread =
        OwnUnread { source: OwnSource::Asked, place: "own.pem".into(), reason: "not found".into(), denied: false };
    OwnFacts { certificates: keys.zip(sources.into_iter().cycle()).map(certificate).collect(), unread: vec![unread] }
}

/// Exchange's receive logs, with one of everything.
fn inbound() -> InboundLog {
    let at = || time("2018-08-01T10:00:00Z");
    let abouts = [LogVerdict::ChainHeld, LogVerdict::CrlPassedOver, LogVerdict::ChainRefused, LogVerdict::Capabilities];
    let client = LogClient {
        thumbprint: "AA".repeat(20).as_str().into(),
        subject: "CN=mail.contoso.example".into(),
        issuer: "CN=CA".into(),
        serial: "01".into(),
        names: vec!["mail.contoso.example".into()],
        first: at(),
        last: at(),
        sessions: u64::MAX,
        tls: vec!["SP_PROT_TLS1_2_SERVER CALG_ECDH_EPHEM CALG_AES_256".into()],
        said: abouts.map(|about| LogWord { about, word: "Valid".into(), last: at(), count: 2 }).into(),
    };
    InboundLog {
        files: 2,
        lines: u64::MAX,
        from: Some(at()),
        until: Some(at()),
        unread: vec![LogUnread { place: "C:\\logs".into(), reason: "access denied".into(), denied: true }],
        clients: vec![client],
        clients_left_out: 1,
        failures: vec![LogFailure { ehlo: "a.example".into(), error: "SocketError".into(), last: at(), count: 3 }],
    }
}

/// What Windows told, with one of everything over the runs.
fn windows(objects: &Objects, at: usize) -> WindowsFacts {
    let refused = || Shown::new("HKLM\\SOFTWARE: access denied");
    let digest = |bytes: &[u8]| match at % 3 {
        0 => Setting::Is(objects.put(bytes).unwrap()),
        1 => Setting::Absent,
        _ => Setting::Unreadable(refused()),
    };
    let number = |value: u32| [Setting::Is(value), Setting::Absent, Setting::Unreadable(refused())][at % 3].clone();
    let text = |text: &str| [Setting::Is(text.into()), Setting::Absent, Setting::Unreadable(refused())][at % 3].clone();
    let instant = || [Setting::Is(time("2018-08-01")), Setting::Absent, Setting::Unreadable(refused())][at % 3].clone();
    let setting = ProxySetting { proxy: "proxy:8080".into(), bypass: (at.is_multiple_of(2)).then(|| "<local>".into()) };
    let account = AccountProxy {
        detect: at.is_multiple_of(2),
        script: Some("http://wpad/wpad.dat".into()),
        named: Some(setting.clone()),
    };
    let logons = [Logon::Interactive, Logon::Service, Logon::Batch, Logon::Network, Logon::Unknown];
    let sources =
        [ProxySource::Machine, ProxySource::Account, ProxySource::Script, ProxySource::Automatic, ProxySource::Direct];
    let subject = Digest::of(b"subject");
    let element = OsElement { certificate: subject, errors: 0x20, info: 0x10c };
    let answers = [OsAnswer::Chain { errors: 0x20, info: 1, elements: vec![element] }, OsAnswer::Failed(0x8009_2004)];
    let came = Retrieved::Came { body: objects.put(b"retrieved").unwrap(), bytes: 9 };
    let outcomes =
        [came, Retrieved::Failed(12_002), Retrieved::Late, Retrieved::Cut, Retrieved::Unstarted("no".into())];
    let retrieval = |(place, outcome): (usize, Retrieved)| Retrieval {
        id: TargetId {
            kind: EndpointKind::Crl,
            url: url(&format!("http://ca.example/{place}.crl")),
            method: Method::Get,
            request: None,
        },
        outcome,
        took_ms: 12,
    };
    WindowsFacts {
        logon: logons[at % 5],
        elevated: [Some(true), Some(false), None][at % 3],
        domain_role: text("member server"),
        exchange: text("15.2.1748.10"),
        transport_started: instant(),
        tls: vec![Switch { place: "HKLM\\SYSTEM".into(), value: number(0) }],
        chain_engine: vec![Switch { place: "HKLM\\SOFTWARE".into(), value: number(u32::MAX) }],
        root_update: RootUpdate {
            disabled: number(1),
            source: text("file://\\\\server\\share"),
            synced: instant(),
            roots: digest(b"roots"),
            disallowed: digest(b"disallowed"),
            folder: vec![SourceFile { path: "\\\\server\\share\\authroot.stl".into(), bytes: digest(b"authroot") }],
        },
        proxies: Proxies {
            machine: [Setting::Is(setting), Setting::Absent, Setting::Unreadable(refused())][at % 3].clone(),
            account: [Setting::Is(account), Setting::Absent, Setting::Unreadable(refused())][at % 3].clone(),
            in_force: sources[at % 5],
        },
        chains: ChainPurpose::ALL
            .into_iter()
            .zip(answers)
            .map(|(purpose, answer)| OsChain { subject, purpose, at: time("2018-09-03"), answer })
            .collect(),
        retrievals: outcomes.into_iter().enumerate().map(retrieval).collect(),
    }
}

/// A place in a physical store, with everything that one can keep.
fn in_windows() -> Place {
    let kept = Kept {
        scope: Scope::Account,
        store: SystemStore::Disallowed,
        physical: ".GroupPolicy".into(),
        friendly_name: Some("a name".into()),
        usages: Some(vec!["1.3.6.1.5.5.7.3.1".into()]),
        not_before: Some(time("2018-08-01")),
        not_before_usages: Some(vec!["1.3.6.1.5.5.7.3.3".into()]),
        disabled: Some(time("2018-08-02")),
        disabled_usages: Some(Vec::new()),
        written: Some(time("2018-08-03")),
    };
    Place { path: kept.to_string().as_str().into(), line: None, form: Form::Kept, kept: Some(kept) }
}

fn store(objects: &Objects, origin: StoreOrigin) -> StoreFacts {
    let forms = [Form::Pem, Form::TrustedPem, Form::Distrusted, Form::Unhashed, Form::Der, Form::Api];
    let place = |form| Place {
        path: "/etc/ssl/certs/ca.pem".into(),
        line: (form == Form::Pem).then_some(17),
        form,
        kept: None,
    };
    let mut certificates: Vec<_> = [&b"one"[..], b"two", b"three"]
        .map(|der| StoreCertificate {
            object: objects.put(der).unwrap(),
            places: forms.map(place).into_iter().chain([in_windows()]).collect(),
        })
        .into();
    certificates.sort_by_key(|certificate| certificate.object);
    let unread =
        [true, false].map(|denied| Unread { place: place(Form::Der), reason: "permission denied".into(), denied });
    StoreFacts { origin, certificates, unread: unread.into(), searched: vec!["/etc/ssl/certs".into()] }
}

pub(super) fn origins() -> Vec<StoreOrigin> {
    let full = Postfix {
        ca_file: Some("/etc/ssl/ca.pem".into()),
        ca_path: Some("/etc/ssl".into()),
        append_default: true,
        level: Some("verify".into()),
        jail: Some("/var/spool/postfix".into()),
        unloadable: Some("smtp_tls_CAfile holds no certificate in PEM".into()),
    };
    let empty =
        Postfix { ca_file: None, ca_path: None, append_default: false, level: None, jail: None, unloadable: None };
    let given = StoreOrigin::Given(PathBuf::from("/tmp/a bundle.pem"));
    let postfix = [full, empty].map(StoreOrigin::Postfix);
    // What came later stands last.
    [StoreOrigin::System, StoreOrigin::Environment, given]
        .into_iter()
        .chain(postfix)
        .chain([StoreOrigin::Windows])
        .chain([Portable::Keychains, Portable::Files].map(StoreOrigin::Portable))
        .collect()
}

/// A run with one of everything, in each of the variants that a whole run can have.
pub(super) fn runs() -> Vec<Evidence> {
    let ends = [Ended::Complete, Ended::Deadline, Ended::Interrupted];
    let choices = [ProxyChoice::Auto, ProxyChoice::None, ProxyChoice::Given];
    origins()
        .into_iter()
        .enumerate()
        .map(|(at, origin)| {
            let objects = Objects::new();
            let told = |text: &str| (at % 2 == 0).then(|| Shown::new(text));
            let host = HostFacts {
                name: told("mail-01"),
                os: "Debian GNU/Linux 12".into(),
                account: told("postfix"),
                account_id: told("101"),
                postfix: told("3.7.11"),
            };
            let route = RouteFacts {
                choice: choices[at % 3],
                http_proxy: told("http://proxy:3128"),
                https_proxy: told("http://proxy:3128"),
                origin: told("http_proxy"),
                bypass: told("localhost").into_iter().collect(),
                search: (at == 2).then(|| Shown::new("what WPAD finds")),
            };
            let observations = Observations {
                started: time("2018-08-01T10:00:00Z"),
                took_ms: 1234,
                ended: ends[at % 3],
                bounds: (at != 1).then_some(Bounds {
                    resolve_ms: 1,
                    connect_ms: 2,
                    head_ms: 3,
                    body_idle_ms: 4,
                    body_total_ms: 5,
                    deadline_ms: u64::MAX,
                }),
                compared: (at != 1).then(|| Compared { route: route.clone(), fetches: fetches(&objects) }),
                host,
                route,
                store: store(&objects, origin),
                windows: (at != 1).then(|| windows(&objects, at)),
                exchange: (at != 1).then(|| vec![exchange_server(at)]),
                connectors: (at != 1).then(|| connectors(at)),
                own: (at != 1).then(|| own(&objects)),
                inbound: (at != 1).then(inbound),
                fetches: fetches(&objects),
                mx: services::mx(),
                services: services::services(&objects),
                urls_left_out: at as u64,
            };
            let asked = match at {
                0 => Asked::default(),
                _ => Asked {
                    cutover: Some(time("2018-09-03")),
                    as_of: Some(time("2018-09-02T09:00:00+09:00")),
                    client: Some(Client::ALL[at % 3]),
                    only: Code::ALL.to_vec(),
                    skip: vec![Code::Clock],
                    baseline: Some(baseline(at)),
                },
            };
            Evidence { tool: "0.1.0".into(), policy: policy(), asked, observations, objects, manifest: None }
        })
        .collect()
}

pub(super) fn run() -> Evidence {
    runs().remove(2)
}

/// Of a version that listed no CRLs, and one with a number of twenty octets beside one without any.
fn baseline(at: usize) -> Baseline {
    let crl = |number: Option<&str>, next_update| BaselineCrl {
        url: "http://ca.example/ca.crl".into(),
        signer_spki: SpkiDigest::of(b"key"),
        number: number.and_then(CrlNumber::from_decimal),
        this_update: time("2018-09-01"),
        next_update,
    };
    let largest = (u128::MAX.to_string(), Some(time("2018-09-08")));
    Baseline {
        digest: Digest::of(b"report"),
        observed: time("2018-09-02"),
        policy: "exchange-online-2018".into(),
        host: (at != 1).then(|| "mail-01".into()),
        crls: (at != 1).then(|| vec![crl(Some(&largest.0), largest.1), crl(None, None)]),
    }
}

fn policy() -> PolicySource {
    let files = [("root.pem", "-----BEGIN CERTIFICATE-----\n"), ("other-1.pem", "")];
    let files: BTreeMap<_, _> = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).into();
    PolicySource { name: "exchange-online-2018".into(), yaml: "schema: 1\ntitle: é\n".to_owned(), files }
}

/// A folder of its own for one test, and within it a run that was kept at `kept`.
pub(super) fn kept() -> (tempfile::TempDir, PathBuf) {
    let room = tempfile::tempdir().unwrap();
    let dir = room.path().join("kept");
    certready::evidence::write(&run(), &dir).unwrap();
    (room, dir)
}

/// The names in a folder, sorted.
pub(super) fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
