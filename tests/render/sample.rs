//! A report that was put together by hand: fixed to the last byte, with every optional thing in it once.

use certready::finding::{
    Cause, Client, Code, Finding, Leg, Level, Owner, Phase, Purpose, Template, Verdict, Waived, Weight,
};
use certready::language::Message;
use certready::report::StepState::{self, Done, Failed, NotAsked, NotReached, Unknown, Warned};
use certready::report::{
    AddressRow, CauseRow, Consequence, Decision, EndpointRow, Firewall, FirewallRequest, FirewallRow, Headline,
    HostRow, Mark, Mend, Moves, NeededUrl, Panel, PathRow, PathStep, PolicyRow, PresentedRow, Report, ResolverRow,
    RevocationRow, RootRow, SeenAddress, ServiceRow, Span, StoreRow, Tick, TimesRow, TrustState,
};
use certready::vocabulary::{Digest, Fingerprint, Sha1Fingerprint, Shown, SpkiDigest, Timestamp};

static FAILED: Template = Template {
    id: "endpoint-reachable.sample",
    level: Level::Failure,
    cause: Some(Cause::ConnectTimeout),
    owner: Some(Owner::Firewall),
    observed: "no answer to the connection attempt at {addresses}",
    required: "policy, line 7: reachable from this host at crl.example.com, TCP 80",
    next: "Open TCP {port} to crl.example.com.",
    verify: "certready url http://crl.example.com/ca.crl",
};
static PASSED: Template = Template {
    id: "root-present.sample",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "present as the very certificate",
    required: "policy, line 3: in the store",
    next: "",
    verify: "",
};

/// Words that stand in no catalogue.
fn words(english: &'static str) -> &'static Message {
    Box::leak(Box::new(Message { id: "sample", english }))
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Not ready, twelve days before the cutover: an endpoint that drops, asked for by GET and by POST, a waived failure, a pass.
pub(crate) fn report() -> Report {
    let addresses = || vec![Shown::new("192.0.2.1:80"), Shown::new("[2001:db8::1]:80")];
    let failed = |target: &str| {
        let mut finding = Finding::new(Code::EndpointReachable, &FAILED, target);
        finding.leg = Some(Leg::Outbound);
        finding.with("addresses", addresses()).with("port", 80_i64)
    };
    let mut waived = failed("http://aia.example.com/ca.crt").because(Cause::Status(403)).at(Level::Warning);
    waived.weight = Weight::Supporting;
    waived.waiver =
        Some(Waived { reason: "the proxy team mends it".into(), until: at("2027-01-31"), from: Level::Failure });
    let findings = vec![
        Finding::new(Code::RootPresent, &PASSED, "New Root"),
        waived,
        failed("http://ocsp.example.com/ (GET)"),
        failed("http://ocsp.example.com/ (POST)"),
    ];
    Report {
        tool: "0.1.0 (000000000000)".into(),
        manifest: Some(Digest::of(b"the manifest")),
        verdict: Verdict::NotReady,
        purpose: Purpose::Rotation,
        phase: Phase::Before,
        client: Client::SchannelValidating,
        client_origin: words("as asked"),
        legs: vec![Leg::Outbound, Leg::Inbound],
        headline: Headline {
            word: words("NOT READY"),
            sentence: "This host will not validate after the cutover on 2026-12-05, in 12 days. 2 failures, 1 warning."
                .into(),
        },
        valid_until: at("2026-11-30T06:17:00Z"),
        not_proven: vec!["The inbound leg: the service's certificate as a client was not seen.".into()],
        policy: PolicyRow {
            id: "example-mail-2026".to_owned(),
            title: "Example Mail moves from Old Root to New Root".into(),
            digest: Digest::of(b"the policy"),
            as_of: at("2026-11-01"),
            review_by: Some(at("2027-02-01")),
            superseded_by: None,
            sources: vec!["https://example.com/announcement".into()],
        },
        times: TimesRow {
            observed: at("2026-11-23T06:17:00Z"),
            as_of: at("2026-11-23T06:17:00Z"),
            cutover: at("2026-12-05T12:00:00Z"),
            cutover_origin: words("policy"),
            days_to_cutover: Some(12),
            took_ms: 5_012,
        },
        host: HostRow {
            name: Some("mail-01".into()),
            os: "Debian GNU/Linux 12 (bookworm)".into(),
            account: None,
            account_id: None,
            windows: Vec::new(),
            route: "direct: no proxy is set".into(),
        },
        store: StoreRow { origin: "the system's store".into(), certificates: 145, unread: 1 },
        decision: Decision::new(Verdict::NotReady, Moves::Ahead, &findings),
        if_nothing_is_done: vec![
            Consequence {
                about: words("From when"),
                says: "From 2026-12-05T12:00:00Z on, when the service moves.".into(),
            },
            Consequence { about: words("Outbound"), says: "Mail queues: `454 4.7.5`.".into() },
        ],
        findings,
        endpoints: endpoints(),
        paths: paths(),
        services: services(),
        roots: roots(),
        revocation: revocation(),
        since: None,
        firewall: Firewall::Asked(request()),
        timeline: timeline(),
    }
}

/// One that comes through to its end with a warning, and one that can't be resolved.
fn paths() -> Vec<PathRow> {
    let names = ["resolve", "connect", "exchange", "genuine", "signed", "fresh"];
    let path = |target: &str, kind, states: [(StepState, &str); 6]| PathRow {
        target: target.into(),
        kind,
        steps: names
            .into_iter()
            .zip(states)
            .map(|(name, (state, note))| PathStep { name, state, note: (!note.is_empty()).then(|| note.into()) })
            .collect(),
    };
    vec![
        path(
            "http://crl.example.com/ca.crl",
            "crl",
            [
                (Done, "by the proxy"),
                (Done, ""),
                (Done, "status 200"),
                (Warned, "too-slow"),
                (Unknown, ""),
                (NotAsked, ""),
            ],
        ),
        path(
            "http://ocsp.example.com/ (POST)",
            "ocsp",
            [
                (Failed, "dns-refused"),
                (NotReached, ""),
                (NotReached, ""),
                (NotReached, ""),
                (NotReached, ""),
                (NotReached, ""),
            ],
        ),
    ]
}

/// Two roots and an intermediate in years, a CRL without an end in days.
fn timeline() -> Vec<Panel> {
    let span = |role, label: &str, from, until: Option<&str>, remark: &'static str| Span {
        role: words(role),
        label: label.into(),
        from: at(from),
        until: until.map(at),
        remark: (!remark.is_empty()).then(|| words(remark)),
    };
    let mark = |word, when| Mark { word: words(word), at: at(when) };
    let tick = |when, label: &str| Tick { at: at(when), label: label.to_owned() };
    vec![
        Panel {
            title: words("Certificates"),
            from: at("2025-11-22"),
            until: at("2030-01-01"),
            ticks: vec![tick("2026-01-01", "2026"), tick("2027-01-01", "2027"), tick("2029-12-31", "2030")],
            spans: vec![
                span("retiring root", "Old Root", "2006-11-10", Some("2031-11-10"), ""),
                span("incoming root", "New Root", "2013-08-01T12:00:00Z", Some("2038-01-15T12:00:00Z"), ""),
                span(
                    "intermediate",
                    "New Issuing CA",
                    "2020-01-01",
                    Some("2026-12-01"),
                    "ends before the new chain is judged",
                ),
            ],
            marks: vec![mark("observed", "2026-11-23T06:17:00Z"), mark("cutover", "2026-12-05T12:00:00Z")],
            left_out: 0,
        },
        Panel {
            title: words("CRLs and OCSP answers"),
            from: at("2026-11-20"),
            until: at("2026-12-02"),
            ticks: vec![tick("2026-11-25", "11-25")],
            spans: vec![span(
                "CRL",
                "http://crl.example.com/a/very/long/path/to/a/list/ca.crl",
                "2026-11-21",
                None,
                "",
            )],
            marks: vec![mark("observed", "2026-11-23T06:17:00Z")],
            left_out: 2,
        },
    ]
}

/// One that presents two certificates, the second not understood, and one whose name does not resolve.
fn services() -> Vec<ServiceRow> {
    let presented = |label: Option<&str>, of: &[u8]| PresentedRow {
        label: label.map(Shown::new),
        issuer: label.map(|_| "New Issuing CA".into()),
        sha256: Digest::of(of),
        not_after: label.map(|_| at("2027-06-01T12:00:00Z")),
    };
    let secured = ServiceRow {
        service: "smtp://mail.example.com:25".into(),
        named_by: vec!["command line".into(), "MX of example.com".into()],
        step: "secured",
        addresses: vec![AddressRow {
            address: "192.0.2.25:25".into(),
            connect: "connected",
            took_ms: 12,
            told_by: None,
        }],
        resolvers: Vec::new(),
        banner: Some("mail.example.com ESMTP".into()),
        version: Some("TLSv1_3".into()),
        suite: Some("TLS13_AES_256_GCM_SHA384".into()),
        root: Some("incoming"),
        chain: vec![presented(Some("mail.example.com"), b"leaf"), presented(None, b"odd")],
        took_ms: 140,
        offset_ms: Some(3),
    };
    let unresolved = ServiceRow {
        service: "tls://gone.example.com:8443".into(),
        named_by: vec!["policy, line 40".into()],
        step: "unresolved",
        addresses: Vec::new(),
        resolvers: vec![ResolverRow { resolver: "192.0.2.53".into(), said: "rcode-3".to_owned(), took_ms: 4 }],
        banner: None,
        version: None,
        suite: None,
        root: None,
        chain: Vec::new(),
        took_ms: 9,
        offset_ms: Some(4),
    };
    vec![secured, unresolved]
}

/// A port that drops with a page behind it, a name that does not resolve, and a proxy that denies.
fn request() -> FirewallRequest {
    let url = |url: &str, need: Option<&str>| NeededUrl {
        url: url.into(),
        kinds: vec!["ocsp"],
        methods: vec!["GET", "POST"],
        need: need.map(str::to_owned),
        named_by: vec!["policy, line 12".into(), "certificate New Issuing CA".into()],
        redirected_to: None,
    };
    let cause = |cause, step, observed: &str| CauseRow {
        cause,
        at: at("2026-11-23T06:17:02Z"),
        step,
        observed: observed.into(),
    };
    let port = FirewallRow {
        mend: Mend::Port,
        asks: vec![
            "Open TCP 80 from mail-01 to ocsp.example.com, outbound.".into(),
            "Let what goes there pass as it is.".into(),
        ],
        host: "ocsp.example.com".to_owned(),
        port: Some(80),
        proxy: None,
        level: Level::Failure,
        decisive: true,
        of_a_group: false,
        addresses: vec![
            SeenAddress { address: "192.0.2.1:80".into(), connect: vec!["timeout"] },
            SeenAddress { address: "[2001:db8::1]:80".into(), connect: vec!["connected", "reset"] },
        ],
        urls: vec![url("http://ocsp.example.com/", Some("required"))],
        causes: vec![
            cause(Cause::ConnectTimeout, "resolved", "no answer to the connection attempt"),
            cause(Cause::BlockPage, "answered", "intercepted: a page of a filter"),
        ],
    };
    let name = FirewallRow {
        mend: Mend::NameResolution,
        asks: vec!["Let the resolver of mail-01 resolve crl.example.com.".into()],
        host: "crl.example.com".to_owned(),
        port: None,
        of_a_group: true,
        addresses: Vec::new(),
        urls: vec![url("http://crl.example.com/ca.crl", Some("one-of crl"))],
        causes: vec![cause(Cause::DnsNxdomain, "unresolved", "the resolver says that the name does not exist")],
        ..port.clone()
    };
    let mut redirected = url("http://aia.example.com/ca.crt", None);
    redirected.redirected_to = Some("http://cdn.example.com/ca.crt".into());
    let proxy = FirewallRow {
        mend: Mend::Proxy,
        asks: vec!["Let the proxy http://proxy.example:3128 pass cdn.example.com, TCP 80.".into()],
        host: "cdn.example.com".to_owned(),
        proxy: Some("http://proxy.example:3128".into()),
        level: Level::Warning,
        decisive: false,
        addresses: Vec::new(),
        urls: vec![redirected],
        causes: vec![cause(Cause::ProxyDenied, "answered", "the proxy denies it")],
        ..port.clone()
    };
    FirewallRequest {
        host: Some("mail-01".into()),
        account: None,
        route: "direct: no proxy is set".into(),
        policy: "example-mail-2026".to_owned(),
        title: "Example Mail moves from Old Root to New Root".into(),
        sources: vec!["https://example.com/announcement".into()],
        observed: at("2026-11-23T06:17:00Z"),
        notes: vec!["Addresses change.".into()],
        rows: vec![port, name, proxy],
        left_out: vec!["Not asked for: crl2.example.com, TCP 80.".into()],
    }
}

fn endpoints() -> Vec<EndpointRow> {
    vec![
        EndpointRow {
            url: "http://crl.example.com/ca.crl".into(),
            kind: "crl",
            method: "GET",
            named_by: vec!["policy, line 7".into()],
            step: "answered",
            addresses: vec![AddressRow {
                address: "192.0.2.1:80".into(),
                connect: "connected",
                took_ms: 3,
                told_by: Some("192.0.2.254".into()),
            }],
            resolvers: Vec::new(),
            proxy: Some("http://proxy.example:3128".into()),
            redirects: vec!["301 http://cdn.example.com/ca.crl".into()],
            status: Some(200),
            content_type: Some("application/pkix-crl".into()),
            bytes: Some(634),
            sha256: Some(Digest::of(b"the CRL")),
            date: Some(at("2026-11-23T06:17:01Z")),
            took_ms: 20,
            offset_ms: Some(2),
        },
        EndpointRow {
            url: "http://ocsp.example.com/".into(),
            kind: "ocsp",
            method: "POST",
            named_by: vec!["policy, line 12".into(), "certificate New Issuing CA".into()],
            step: "nothing",
            addresses: Vec::new(),
            resolvers: vec![ResolverRow { resolver: "192.0.2.53".into(), said: "rcode-5".to_owned(), took_ms: 4 }],
            proxy: None,
            redirects: Vec::new(),
            status: None,
            content_type: None,
            bytes: None,
            sha256: None,
            date: None,
            took_ms: 0,
            offset_ms: None,
        },
    ]
}

/// A CRL and two answers of one responder, of which the one without nextUpdate was asked by POST.
fn revocation() -> Vec<RevocationRow> {
    let row = |url: &str, kind, method, next: Option<&str>| RevocationRow {
        url: url.into(),
        kind,
        method,
        signer: "Example CA".into(),
        signer_spki: SpkiDigest::of(b"the key of Example CA"),
        number: (kind == "crl").then(|| "4711".to_owned()),
        this_update: at("2026-11-20T00:00:00Z"),
        next_update: next.map(at),
    };
    vec![
        row("http://crl.example.com/ca.crl", "crl", "GET", Some("2026-11-27T00:00:00Z")),
        row("http://ocsp.example.com/", "ocsp", "GET", Some("2026-11-23T06:16:00Z")),
        row("http://ocsp.example.com/", "ocsp", "POST", None),
    ]
}

fn roots() -> Vec<RootRow> {
    vec![
        RootRow {
            label: "New Root".to_owned(),
            role: "incoming",
            sha1: Some(Sha1Fingerprint::of(b"a root")),
            sha256: Some(Fingerprint::of(b"a root")),
            spki_sha256: Some(SpkiDigest::of(b"a key")),
            serial: Some("01AB".to_owned()),
            not_after: Some(at("2038-01-15T12:00:00Z")),
            stores: vec!["/etc/ssl/certs/ca-certificates.crt".into()],
            state: TrustState {
                word: words("trusted"),
                level: Level::Pass,
                says: Some("present as the very certificate".into()),
            },
        },
        RootRow {
            label: "Old Root".to_owned(),
            role: "retiring",
            sha1: None,
            sha256: None,
            spki_sha256: None,
            serial: None,
            not_after: None,
            stores: Vec::new(),
            state: TrustState::default(),
        },
    ]
}
