//! `inbound-chain`.

use certready::finding::{Cause, Code, Leg, Level, Verdict, Weight};
use certready::observation::{InboundLog, LogClient, LogFailure, LogUnread, LogVerdict, LogWord};
use certready::vocabulary::Timestamp;
use rcgen::ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};

use crate::common::case::{self, Judged, Scene};
use crate::common::pki::{TestPki, day};
use crate::common::policy::PolicyText;
use crate::common::policy::labels::{INTERMEDIATE, RETIRING, ROOT};
use crate::common::windows::machine_root;

/// What the policy says that the service is called.
const SERVICE: &str = "CN=mail.certready.test, O=Certready Test, C=BE";
const THUMBPRINT: &str = "0123456789ABCDEF0123456789ABCDEF01234567";

fn word(about: LogVerdict, word: &str, last: Timestamp) -> LogWord {
    LogWord { about, word: word.into(), last, count: 2 }
}

/// A certificate of the service's, as a log shows it.
fn client(issuer: &str, said: Vec<LogWord>) -> LogClient {
    LogClient {
        thumbprint: THUMBPRINT.into(),
        subject: SERVICE.into(),
        issuer: format!("CN={issuer}, O=Certready Test, C=BE").as_str().into(),
        serial: "01".into(),
        names: vec!["mail.certready.test".into()],
        first: day(-2),
        last: day(-1),
        sessions: 3,
        tls: Vec::new(),
        said,
    }
}

fn log(clients: Vec<LogClient>) -> InboundLog {
    InboundLog { files: 2, lines: 40, from: Some(day(-2)), until: Some(day(-1)), clients, ..InboundLog::default() }
}

fn held() -> Vec<LogWord> {
    vec![word(LogVerdict::ChainHeld, "Valid", day(-1))]
}

fn judge(pki: &TestPki, log: InboundLog) -> Judged {
    Scene::good(pki).inbound(log).judge()
}

#[test]
fn a_policys_chain_that_is_good_for_clients_holds_and_is_said_not_to_have_been_observed() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    let said = judged.one(Code::InboundChain, INTERMEDIATE);
    assert_eq!((said.template.id, said.level), ("inbound-chain.holds", Level::Pass));
    assert_eq!((said.weight, said.leg), (Weight::Decisive, Some(Leg::Inbound)));
    assert!(said.observed().contains("was not observed"), "{}", said.observed());
    assert!(said.observed().contains(&format!("{INTERMEDIATE} → {ROOT}")), "{}", said.observed());
    let both = case::pki_plan().intermediate(|ca| ca.extended_usages(&[ServerAuth, ClientAuth])).build();
    assert_eq!(Scene::good(&both).judge().ids(Code::InboundChain), ["inbound-chain.holds"]);
    // Without an intermediate the root itself is asked.
    let bare = Scene::good(&pki).policy(PolicyText::roots_only).judge();
    assert_eq!(bare.one(Code::InboundChain, ROOT).template.id, "inbound-chain.holds");
}

/// An issuer's extended key usage restricts what is below, for Windows as for OpenSSL.
#[test]
fn an_intermediate_for_servers_alone_is_not_what_the_service_presents_as_a_client() {
    let pki = case::pki_plan().intermediate(|ca| ca.extended_usages(&[ServerAuth])).build();
    let judged = Scene::good(&pki).judge();
    let expected = ("inbound-chain.not-for-clients", Level::Notice, Some(Cause::PurposeMissing), Weight::Supporting);
    assert_eq!(judged.said(Code::InboundChain, INTERMEDIATE), expected);
    assert_eq!(judged.verdict(), Verdict::Ready);
}

#[test]
fn what_other_checks_fail_is_left_to_them() {
    let pki = case::pki();
    let absent = Scene::good(&pki).store(&[&pki.retiring]).judge();
    let expected = ("inbound-chain.elsewhere", Level::NotApplicable, None, Weight::Supporting);
    assert_eq!(absent.said(Code::InboundChain, INTERMEDIATE), expected);
    assert!(absent.by_id("inbound-chain.elsewhere").required().contains("root-present"));
    let expired = case::pki_plan().intermediate(|ca| ca.valid(day(-400), day(-1))).build();
    let judged = Scene::good(&expired).judge();
    assert!(judged.by_id("inbound-chain.elsewhere").required().contains("path-valid"));
}

#[test]
fn a_root_that_windows_leaves_to_servers_alone_fails_on_this_leg() {
    let pki = case::pki();
    let scene = |usages: &[&str]| {
        let mut limited = machine_root();
        limited.usages = Some(usages.iter().map(|usage| (*usage).into()).collect());
        let scene = Scene::good(&pki).on_windows().store_facts(move |facts, _| {
            for place in facts.certificates.iter_mut().flat_map(|held| &mut held.places) {
                place.kept = Some(limited.clone());
            }
        });
        scene.judge()
    };
    let judged = scene(&["1.3.6.1.5.5.7.3.1"]);
    let expected = ("inbound-chain.limited", Level::Failure, Some(Cause::RootConstrained), Weight::Supporting);
    assert_eq!(judged.said(Code::InboundChain, INTERMEDIATE), expected);
    assert_eq!(judged.said(Code::RootTrusted, ROOT).0, "root-trusted.constrained");
    assert_eq!(scene(&["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]).ids(Code::InboundChain), ["inbound-chain.holds"]);
}

#[test]
fn a_log_that_shows_the_new_chain_passes_and_takes_back_that_it_was_not_seen() {
    let pki = case::pki();
    let judged = judge(&pki, log(vec![client(INTERMEDIATE, held())]));
    let said = judged.one(Code::InboundChain, SERVICE);
    assert_eq!((said.template.id, said.level, said.leg), ("inbound-chain.seen", Level::Pass, Some(Leg::Inbound)));
    assert!(said.observed().contains("Exchange took its chain"), "{}", said.observed());
    let not_seen =
        |judged: &Judged| judged.report.not_proven.iter().any(|line| line.to_string().contains("was not seen"));
    assert!(!not_seen(&judged));
    assert!(not_seen(&Scene::good(&pki).judge()));
}

#[test]
fn before_the_cutover_the_old_chain_is_right_and_after_it_a_warning() {
    let pki = case::pki();
    let seen = || log(vec![client(RETIRING, held())]);
    assert_eq!(judge(&pki, seen()).said(Code::InboundChain, SERVICE).0, "inbound-chain.seen-retiring");
    let after = |days| {
        let scene = Scene::good(&pki).policy(|policy| policy.cutover(day(days)).header("as_of", "2026-01-01"));
        scene.inbound(seen()).judge()
    };
    let judged = after(-10);
    let expected = ("inbound-chain.still-retiring", Level::Warning, Some(Cause::WrongRoot), Weight::Decisive);
    assert_eq!(judged.said(Code::InboundChain, SERVICE), expected);
    // What was seen before the cutover says nothing of the time after it.
    assert_eq!(after(0).said(Code::InboundChain, SERVICE).0, "inbound-chain.seen-retiring");
}

#[test]
fn another_issuer_is_noted_with_its_name() {
    let pki = case::pki();
    let judged = judge(&pki, log(vec![client("Some Other CA", held())]));
    let said = judged.one(Code::InboundChain, SERVICE);
    assert_eq!((said.template.id, said.level), ("inbound-chain.seen-other", Level::Notice));
    assert!(said.observed().contains("Some Other CA"), "{}", said.observed());
    assert_eq!(said.verify().unwrap(), "certready store find \"Some Other CA\"");
    assert_eq!(judged.verdict(), Verdict::Ready);
}

#[test]
fn a_chain_that_exchange_refused_fails_with_its_words() {
    let pki = case::pki();
    let refused = word(LogVerdict::ChainRefused, "UntrustedRoot", day(-1));
    let judged = judge(&pki, log(vec![client(INTERMEDIATE, vec![refused.clone()])]));
    let said = judged.one(Code::InboundChain, SERVICE);
    assert_eq!((said.template.id, said.level), ("inbound-chain.refused", Level::Failure));
    assert_eq!((said.cause, said.weight), (Some(Cause::ChainRefused), Weight::Decisive));
    assert!(said.observed().contains("UntrustedRoot") && said.observed().contains(THUMBPRINT), "{}", said.observed());
    assert_eq!(judged.verdict(), Verdict::NotReady);
    // It held before, and does no longer.
    let before = word(LogVerdict::ChainHeld, "Valid", day(-2));
    let judged = judge(&pki, log(vec![client(INTERMEDIATE, vec![before, refused])]));
    assert_eq!(judged.said(Code::InboundChain, SERVICE).0, "inbound-chain.refused");
}

#[test]
fn a_chain_that_held_again_since_is_a_warning() {
    let pki = case::pki();
    let said = vec![
        word(LogVerdict::ChainRefused, "RevocationOffline", day(-2)),
        word(LogVerdict::ChainHeld, "Valid", day(-1)),
    ];
    let judged = judge(&pki, log(vec![client(INTERMEDIATE, said)]));
    assert_eq!(
        judged.ids(Code::InboundChain),
        ["inbound-chain.seen", "inbound-chain.refused-earlier", "inbound-chain.holds"]
    );
    assert_eq!(judged.by_id("inbound-chain.refused-earlier").level, Level::Warning);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn revocation_that_exchange_passed_over_is_a_warning() {
    let pki = case::pki();
    let said = vec![word(LogVerdict::CrlPassedOver, "RevocationOffline", day(-1))];
    let judged = judge(&pki, log(vec![client(INTERMEDIATE, said)]));
    let said = judged.by_id("inbound-chain.revocation-passed-over");
    assert_eq!((said.level, said.cause), (Level::Warning, Some(Cause::RetrievalFailed)));
    assert!(said.observed().contains("RevocationOffline"), "{}", said.observed());
}

#[test]
fn tls_that_failed_with_the_service_is_told_and_with_others_is_not() {
    let pki = case::pki();
    let failure = |ehlo: &str| LogFailure { ehlo: ehlo.into(), error: "SocketError".into(), last: day(-1), count: 4 };
    let judged = judge(
        &pki,
        InboundLog {
            failures: vec![failure("mail.certready.test"), failure("mail.elsewhere.test")],
            ..log(vec![client(INTERMEDIATE, held())])
        },
    );
    let said = judged.by_id("inbound-chain.tls-failed");
    assert_eq!((said.target.as_str(), said.level), ("mail.certready.test", Level::Warning));
    assert_eq!(said.cause, Some(Cause::TlsHandshake));
}

#[test]
fn a_log_without_the_service_is_noted_whoever_else_presents_a_certificate() {
    let pki = case::pki();
    let mut other = client(INTERMEDIATE, held());
    (other.subject, other.names) = ("CN=mail.elsewhere.test".into(), vec!["mail.elsewhere.test".into()]);
    let judged = judge(&pki, log(vec![other]));
    let said = judged.by_id("inbound-chain.not-in-log");
    assert_eq!((said.level, said.weight), (Level::Notice, Weight::Supporting));
    assert!(said.observed().contains("40 lines of 2 logs"), "{}", said.observed());
}

#[test]
fn a_log_that_could_not_be_read_is_unknown() {
    let pki = case::pki();
    let unread = LogUnread { place: r"C:\logs".into(), reason: "permission denied".into(), denied: true };
    let judged = judge(&pki, InboundLog { unread: vec![unread], ..InboundLog::default() });
    let expected = ("inbound-chain.log-not-read", Level::Unknown, Some(Cause::SettingUnread), Weight::Supporting);
    assert_eq!(judged.said(Code::InboundChain, r"C:\logs"), expected);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
}

/// Exchange Online's hosts call themselves by names below the domain of the certificate's name.
#[test]
fn the_service_is_known_by_its_names_and_below_a_domain_of_three_labels() {
    let pki = case::pki();
    let scene = |ehlo: &str| {
        let failure = LogFailure { ehlo: ehlo.into(), error: "SocketError".into(), last: day(-1), count: 1 };
        let scene = Scene::good(&pki).policy(|policy| {
            policy.replacing("common_name: mail.certready.test", "common_name: mail.protection.certready.test")
        });
        let judged = scene.inbound(InboundLog { failures: vec![failure], ..log(Vec::new()) }).judge();
        judged.ids(Code::InboundChain).contains(&"inbound-chain.tls-failed")
    };
    assert!(scene("mail.protection.certready.test"));
    assert!(scene("EUR05-obe.outbound.protection.certready.test"));
    assert!(!scene("mail.certready.test"));
    assert!(!scene("protection.certready.test.evil.test"));
    assert!(!scene("notprotection.certready.test"));
}
