//! The report in README.md is the report: the run that it shows, judged in memory.

use std::fs;

use certready::case::Case;
use certready::evaluate::judge;
use certready::evidence::{Asked, Evidence, Objects};
use certready::examine::examine;
use certready::language::Language;
use certready::observation::{
    Ended, Fetch, Form, HostFacts, Observations, Place, ProxyChoice, Reached, ResolveFault, ResolverWord, RouteFacts,
    Said, StoreCertificate, StoreFacts, StoreOrigin,
};
use certready::pki::decode_certificates;
use certready::plan::plan;
use certready::policy;
use certready::render::{self, Detail};
use certready::report::{RunFacts, build};
use certready::vocabulary::Timestamp;

use super::{assert_shown, page, root};

/// The run that README.md shows: Debian's store, and a resolver that says of every name that it does not exist.
fn run_of_readme() -> Evidence {
    let source = policy::find("exchange-online-2018").unwrap();
    let parsed = policy::parse(&source).unwrap();
    let objects = Objects::new();
    let bundle = fs::read(root().join("tests/fixtures/truststores/debian-bookworm-20250419.pem")).unwrap();
    let at = |line| Place {
        path: "/etc/ssl/certs/ca-certificates.crt".into(),
        line: Some(line),
        form: Form::Pem,
        kept: None,
    };
    // As many as that host had: another release of the same bundle.
    let certificates = decode_certificates(&bundle).items.into_iter().take(145).zip(1..).map(|(certificate, line)| {
        StoreCertificate { object: objects.put(certificate.der()).unwrap(), places: vec![at(line)] }
    });
    let mut certificates: Vec<StoreCertificate> = certificates.collect();
    certificates.sort_by_key(|certificate| certificate.object);
    let fetches = plan(&parsed, &[], &[]).targets.into_iter().map(|target| Fetch {
        id: target.id,
        named_by: target.named_by,
        offset_ms: Some(1),
        took_ms: 2,
        proxy: None,
        instead: None,
        resolvers: vec![ResolverWord { resolver: "192.0.2.53:53".parse().unwrap(), said: Said::Code(3), took_ms: 1 }],
        tls: None,
        reached: Reached::Unresolved(ResolveFault::NameNotFound),
    });
    let observations = Observations {
        started: Timestamp::parse("2026-11-24T00:31:48Z").unwrap(),
        took_ms: 12,
        ended: Ended::Complete,
        bounds: None,
        compared: None,
        host: HostFacts {
            name: Some("vm".into()),
            os: "Debian GNU/Linux 12 (bookworm), Linux 6.18.44".into(),
            account: Some("root".into()),
            account_id: Some("0".into()),
            postfix: None,
        },
        route: RouteFacts {
            choice: ProxyChoice::Auto,
            http_proxy: None,
            https_proxy: None,
            origin: None,
            bypass: Vec::new(),
            search: None,
        },
        store: StoreFacts {
            origin: StoreOrigin::System,
            certificates,
            unread: Vec::new(),
            searched: vec!["/etc/ssl/certs/ca-certificates.crt".into()],
        },
        windows: None,
        exchange: None,
        connectors: None,
        own: None,
        inbound: None,
        fetches: fetches.collect(),
        mx: Vec::new(),
        services: Vec::new(),
        urls_left_out: 0,
    };
    let asked = Asked { cutover: Some(Timestamp::parse("2018-09-03").unwrap()), ..Asked::default() };
    Evidence { tool: "0.1.0 (test)".into(), policy: source, asked, observations, objects, manifest: None }
}

#[test]
fn the_report_in_the_readme_is_the_report() {
    let evidence = run_of_readme();
    let parsed = policy::parse(&evidence.policy).unwrap();
    let examined = examine(&parsed, &evidence);
    let case = Case::new(&parsed, &evidence, &examined, &evidence.asked);
    let judgement = judge(&case, &evidence.asked);
    let report =
        build(&case, judgement.verdict, judgement.findings, RunFacts { tool: "0.1.0 (test)".into(), manifest: None });
    let text = anstream::adapter::strip_str(&render::text(&report, Detail::Usual, Language::English)).to_string();
    let readme = page("README.md");
    let (_, below) = readme.split_once("<!-- report -->\n```text\n").unwrap();
    let shown = below.split_once("```").unwrap().0;
    assert_shown("README.md", shown, &text);
}
