//! `service-tls`.

use certready::finding::{Cause, Client, Code, Level, Weight};
use certready::observation::{OlderTls, ServiceFault, ServiceStep};

use crate::common::case::{self, Said, Scene};
use crate::common::served::{SERVICE, failed, secured, smtp, talk};

fn said(scene: &Scene) -> Said {
    scene.judge().said(Code::ServiceTls, SERVICE)
}

fn alert() -> ServiceFault {
    ServiceFault::Alert("handshake_failure (40)".into())
}

#[test]
fn tls_1_2_and_1_3_with_ephemeral_keys_are_sound() {
    let pki = case::pki();
    for (version, cipher) in [
        ("TLSv1_3", "TLS13_AES_256_GCM_SHA384"),
        ("TLSv1_2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
        ("TLSv1_2", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
    ] {
        let scene =
            Scene::good(&pki).service(smtp(), move |facts, _| facts.reached = secured(version, cipher, Vec::new()));
        assert_eq!(said(&scene), ("service-tls.sound", Level::Pass, None, Weight::Decisive), "{cipher}");
    }
    let scene = Scene::good(&pki).service(smtp(), |facts, _| {
        facts.reached = secured("TLSv1_2", "TLS_RSA_WITH_AES_128_CBC_SHA", Vec::new());
    });
    let due = ("service-tls.no-forward-secrecy", Level::Failure, Some(Cause::NoForwardSecrecy), Weight::Decisive);
    assert_eq!(said(&scene), due);
}

/// What the server chooses of an offer of what is old tells why it refused the offer of what is new.
#[test]
fn a_failed_handshake_is_named_by_what_the_server_would_choose() {
    let pki = case::pki();
    let chosen = |version, suite| Some(OlderTls::Chosen { version, suite });
    for (older, id, level, cause) in [
        (chosen(0x0301, 0xC014), "service-tls.too-old", Level::Failure, Cause::TlsTooOld),
        (chosen(0x0302, 0x002F), "service-tls.too-old", Level::Failure, Cause::TlsTooOld),
        (chosen(0x0303, 0x002F), "service-tls.rsa-alone", Level::Failure, Cause::NoForwardSecrecy),
        (chosen(0x0303, 0x009D), "service-tls.rsa-alone", Level::Failure, Cause::NoForwardSecrecy),
        (chosen(0x0303, 0xC013), "service-tls.old-suites", Level::Warning, Cause::TlsHandshake),
        (chosen(0x0303, 0x009E), "service-tls.old-suites", Level::Warning, Cause::TlsHandshake),
        (Some(OlderTls::Alert(40)), "service-tls.failed", Level::Failure, Cause::TlsHandshake),
        (Some(OlderTls::Nothing), "service-tls.failed", Level::Failure, Cause::TlsHandshake),
        (None, "service-tls.failed", Level::Failure, Cause::TlsHandshake),
    ] {
        let scene = Scene::good(&pki).refusing_tls(alert(), older.clone());
        assert_eq!(said(&scene), (id, level, Some(cause), Weight::Decisive), "{older:?}");
    }
    let judged = Scene::good(&pki).refusing_tls(alert(), chosen(0x0301, 0x002F)).judge();
    let observed = judged.one(Code::ServiceTls, SERVICE).observed();
    assert!(observed.contains("alert handshake_failure (40)"), "{observed}");
    assert!(observed.contains("chose TLS 1.0 with the suite 0x002F"), "{observed}");
}

#[test]
fn where_tls_did_not_begin_another_check_speaks() {
    let pki = case::pki();
    let scene = Scene::good(&pki).failing(ServiceStep::Ehlo, ServiceFault::NotOffered, talk("mail ESMTP", &["SIZE"]));
    assert_eq!(said(&scene), ("service-tls.not-tried", Level::NotApplicable, None, Weight::Decisive));
    // What was cut off was not tried to its end.
    let scene =
        Scene::good(&pki).service(smtp(), |facts, _| facts.reached = failed(ServiceStep::Handshake, ServiceFault::Cut));
    assert_eq!(said(&scene).0, "service-tls.not-tried");
    assert_eq!(scene.judge().said(Code::ServiceReachable, SERVICE).1, Level::Unknown);
}

/// Without TLS even who ignores trust sends in plaintext.
#[test]
fn it_decides_under_every_profile() {
    let pki = case::pki();
    for client in Client::ALL {
        let scene = Scene::good(&pki).client(client).refusing_tls(alert(), None);
        assert_eq!(said(&scene).3, Weight::Decisive, "{client:?}");
    }
}
