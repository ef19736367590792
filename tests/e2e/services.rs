//! The service itself: the binary asks a mail server on loopback, judges what it presents, and tells partners of it.

use std::net::SocketAddr;

use serde_json::Value;

use super::Seen;
use crate::common::cert::{Cert, Issued};
use crate::common::lab::Lab;
use crate::common::run;
use crate::common::served::SERVICE;
use crate::common::smtp::{GREETING, MailServer, goodbye, replayed, say, tls, with_tls};

/// The arguments by which the scene's service is asked at this address.
fn at(address: SocketAddr) -> [String; 4] {
    let [service, instead] = ["--service", "--connect-to"].map(str::to_owned);
    [service, "mail.certready.test".to_owned(), instead, format!("mail.certready.test:25:127.0.0.1:{}", address.port())]
}

fn check(lab: &Lab, server: &MailServer, more: &[&str]) -> Seen {
    let service = at(server.address());
    let arguments: Vec<&str> = service.iter().map(String::as_str).chain(more.iter().copied()).collect();
    Seen::of(lab, &arguments)
}

/// The findings of the four checks of services, as `LEVEL CODE CAUSE`.
fn said(seen: &Seen) -> Vec<String> {
    let of_service = |one: &&Value| one["target"] == SERVICE;
    let word = |one: &Value, name: &str| one[name].as_str().unwrap_or("-").to_owned();
    let found = seen.findings().filter(of_service);
    found.map(|one| format!("{} {} {}", word(one, "level"), word(one, "code"), word(one, "cause"))).collect()
}

fn presenting(chain: &[&Issued]) -> MailServer {
    MailServer::start(with_tls(&tls(chain)))
}

const GOOD: [&str; 5] = [
    "pass service-reachable -",
    "pass service-chain -",
    "pass service-chain -",
    "pass service-identity -",
    "pass service-tls -",
];

#[test]
fn a_service_that_presents_the_incoming_chain_makes_a_good_lab_ready() {
    let lab = Lab::good();
    let server = presenting(&[&lab.pki.leaf, &lab.pki.intermediate]);
    let seen = check(&lab, &server, &[]);
    assert_eq!(said(&seen), GOOD);
    assert_eq!((seen.status, seen.verdict(), seen.asks()), (0, "ready", Vec::new()));
    let row = &seen.report["services"][0];
    assert_eq!((&row["service"], &row["step"], &row["root"]), (&SERVICE.into(), &"secured".into(), &"incoming".into()));
    assert_eq!((&row["chain"][0]["label"], &row["version"]), (&"mail.certready.test".into(), &"TLSv1_3".into()));
    // The presented certificate is asked for its own revocation.
    let path = seen.one("revocation-path", "the service's certificate mail.certready.test");
    assert_eq!(path["level"], "pass");
    // It hears no sender, no recipient and no message.
    let heard = server.heard().concat();
    assert!(heard.iter().all(|line| !line.starts_with("MAIL") && !line.starts_with("RCPT")), "{heard:?}");
}

/// Revoked at the cutover's eve: a chain alone does not tell.
#[test]
fn a_presented_certificate_that_its_ca_revoked_is_not_ready() {
    let lab = Lab::good();
    let revoked = lab.pki.crl().revoke(&lab.pki.leaf.serial(), lab.pki.day(-1)).der();
    lab.server.route(crate::common::pki::paths::CRL, crate::common::faults::Reply::crl(&revoked));
    let server = presenting(&[&lab.pki.leaf, &lab.pki.intermediate]);
    let seen = check(&lab, &server, &[]);
    assert_eq!(said(&seen), GOOD);
    let path = seen.one("revocation-path", "the service's certificate mail.certready.test");
    assert_eq!((&path["level"], &path["cause"]), (&"failure".into(), &"revoked".into()));
    assert_eq!(seen.status, 2);
}

#[test]
fn a_service_without_starttls_is_not_ready() {
    let lab = Lab::good();
    let offer = "250-mail.certready.test\r\n250 SIZE 1000\r\n";
    let script = [vec![say(GREETING), crate::common::smtp::Step::Hear, say(offer)], goodbye()].concat();
    let server = MailServer::start(script);
    let seen = check(&lab, &server, &[]);
    assert_eq!(
        said(&seen),
        [
            "failure service-reachable starttls-absent",
            "not-applicable service-chain -",
            "not-applicable service-identity -",
            "not-applicable service-tls -",
        ]
    );
    assert_eq!(seen.status, 2);
}

/// What real services presented, replayed, judged at their time under the policy of 2018: each is named for what it is.
#[test]
fn real_chains_lead_where_history_says() {
    let both: &[&rustls::SupportedProtocolVersion] = &[&rustls::version::TLS13, &rustls::version::TLS12];
    for (file, host, root) in [
        ("outlook-mx-2021.pem", "mail.protection.outlook.com", "DigiCert Global Root CA"),
        ("google-mx-2021-with-cross.pem", "mx.google.com", "GlobalSign Root CA - R1"),
        ("ec-europa-2018.pem", "ec.europa.eu", "GlobalSign Root CA - R1"),
    ] {
        let (config, chain) = replayed(file, both);
        let server = MailServer::start(with_tls(&config));
        let instead = format!("{host}:25:127.0.0.1:{}", server.address().port());
        let arguments = ["check", "exchange-online-2018", "--cutover", "2018-09-03", "--proxy", "http://127.0.0.1:1"];
        let asked = ["--service", host, "--connect-to", &instead, "--format", "json", "--timeout", "1"];
        let run = run::certready(&[&arguments[..], &asked[..]].concat());
        let report = run.json();
        let row = &report["services"][0];
        assert_eq!(row["chain"].as_array().unwrap().len(), chain.len(), "{file}");
        let finding = report["findings"].as_array().unwrap().iter();
        let mut finding = finding.filter(|one| one["code"] == "service-chain");
        let observed = finding.find(|one| one["observed"].as_str().unwrap().contains(root));
        assert!(observed.is_some(), "{file}: {report:#}");
    }
}

/// The certificate of today beside what the policy says, in each form of the sheet.
#[test]
fn the_sheet_for_partners_shows_what_is_presented_now() {
    let lab = Lab::good();
    let leaf = Cert::leaf("mail.certready.test").unit("Mail").without_urls().issued_by(&lab.pki.intermediate);
    let server = presenting(&[&leaf, &lab.pki.intermediate]);
    let (policy, service) = (lab.policy(), at(server.address()));
    let sheet = |more: &[&str]| {
        let arguments = ["policy", "partner-sheet", policy.to_str().unwrap()].into_iter();
        let service = service.iter().map(String::as_str);
        run::certready(&arguments.chain(service).chain(more.iter().copied()).collect::<Vec<_>>())
    };
    let text = sheet(&[]);
    assert_eq!(text.status, 0, "{text:#?}");
    assert!(text.stdout.contains("Presented by smtp://mail.certready.test:25"), "{}", text.stdout);
    let json = sheet(&["--format", "json"]).json();
    let column = json["certificates"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&column["origin"], &column["side"], &column["unit"]),
        (&"presented".into(), &"incoming".into(), &"Mail".into())
    );
    // One that presents nothing leaves the sheet whole, says so, and is no success.
    drop(server);
    let text = sheet(&[]);
    assert_eq!(text.status, 3);
    assert!(text.stdout.contains("smtp://mail.certready.test:25: nothing was presented"), "{}", text.stdout);
}
