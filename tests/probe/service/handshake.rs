//! TLS with a service: what is presented is on record in its order, whatever it is; how it ends, and what is said within it.

use std::time::Duration;

use certready::evidence::Objects;
use certready::observation::{OlderTls, ServiceFault, ServiceReached, ServiceStep, Talk};
use certready::policy::Protocol;
use certready::vocabulary::Digest;

use super::{NAME, SHORT, ask, ask_these, ended, heard_once, secured, service};
use crate::common::cert::{Cert, Issued};
use crate::common::smtp::{GREETING, MailServer, Step, goodbye, replayed, say, tls, tls12, up_to_tls, with_tls};
use crate::probe::{hasty, settings};

fn chain() -> [Issued; 3] {
    let root = Cert::ca("Somebody's Own Root").self_signed();
    let issuer = Cert::ca("Somebody's Own CA").issued_by(&root);
    [Cert::leaf(NAME).issued_by(&issuer), issuer, root]
}

#[test]
fn a_mail_server_s_chain_is_kept_leaf_first_and_it_hears_quit_within_tls() {
    let [leaf, issuer, root] = chain();
    let server = MailServer::start(with_tls(&tls(&[&leaf, &issuer, &root])));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    let presented = secured(&facts);
    assert_eq!(presented.chain, [&leaf, &issuer, &root].map(|one| Digest::of(one.der())));
    assert_eq!(presented.version.as_str(), "TLSv1_3");
    assert_eq!(facts.older, None);
    assert_eq!(facts.talk.starttls, Some("2.0.0 Ready to start TLS".into()));
    assert_eq!(heard_once(&server.heard()), ["EHLO", "STARTTLS", "(TLS for mail.certready.test)", "QUIT", "(closed)"]);
}

#[test]
fn tls_1_2_is_set_up_as_well() {
    let [leaf, issuer, _] = chain();
    let server = MailServer::start(with_tls(&tls12(&[&leaf, &issuer])));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(secured(&facts).version.as_str(), "TLSv1_2");
    assert!(secured(&facts).cipher.as_str().starts_with("TLS_ECDHE_ECDSA_"), "{}", secured(&facts).cipher);
}

/// Nothing is refused: to judge it is for others.
#[test]
fn a_certificate_for_another_name_that_has_expired_and_is_its_own_issuer_is_kept() {
    let day = crate::common::pki::day;
    let leaf = Cert::leaf("another.certready.test").valid(day(-400), day(-35)).self_signed();
    let server = MailServer::start(with_tls(&tls(&[&leaf])));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(secured(&facts).chain, [Digest::of(leaf.der())]);
}

/// RFC 8314 §3.3: TLS first, then the greeting.
#[test]
fn a_submission_server_by_tls_is_greeted_and_left_within_tls() {
    let [leaf, issuer, _] = chain();
    let config = tls(&[&leaf, &issuer]);
    let server = MailServer::start([vec![Step::Tls(config), say(GREETING)], goodbye()].concat());
    let facts = ask(settings(), Protocol::Smtps, server.address());
    assert_eq!(secured(&facts).chain.len(), 2);
    // That is kept for what is said in the clear.
    assert_eq!(facts.talk, Talk::default());
    assert_eq!(heard_once(&server.heard()), ["(TLS for mail.certready.test)", "QUIT", "(closed)"]);
}

/// The certificate is there: a server that is slow, silent or rude after it costs a moment, and no more.
#[test]
fn a_server_that_says_no_goodbye_is_not_waited_for() {
    let leaf = Cert::leaf(NAME).self_signed();
    let config = tls(&[&leaf]);
    let mute = vec![Step::Tls(config.clone()), Step::Hold];
    let refuses = [vec![Step::Tls(config.clone()), say("554 5.7.1 Not you\r\n")], goodbye()].concat();
    let leaves = [up_to_tls(), vec![Step::Tls(config)]].concat();
    for (protocol, script, due) in [
        (Protocol::Smtps, mute, &["(TLS for mail.certready.test)", "(closed)"][..]),
        (Protocol::Smtps, refuses, &["(TLS for mail.certready.test)", "QUIT", "(closed)"]),
        (Protocol::Smtp, leaves, &["EHLO", "STARTTLS", "(TLS for mail.certready.test)", "QUIT", "(over)"]),
    ] {
        let server = MailServer::start(script);
        let facts = ask(settings(), protocol, server.address());
        assert_eq!(secured(&facts).chain, [Digest::of(leaf.der())]);
        assert!(facts.took_ms < 10_000, "{facts:?}");
        assert_eq!(heard_once(&server.heard()), due);
    }
}

#[test]
fn by_tls_alone_nothing_is_said() {
    let leaf = Cert::leaf(NAME).self_signed();
    for protocol in [Protocol::Tls, Protocol::Https] {
        let server = MailServer::start(vec![Step::Tls(tls(&[&leaf])), Step::Hold]);
        let facts = ask(settings(), protocol, server.address());
        assert_eq!(secured(&facts).chain, [Digest::of(leaf.der())]);
        assert_eq!(heard_once(&server.heard()), ["(TLS for mail.certready.test)", "(closed)"]);
    }
}

/// An address is no name that could be asked for (RFC 6066 §3).
#[test]
fn a_service_by_its_address_is_asked_for_no_name() {
    let leaf = Cert::leaf("127.0.0.1").self_signed();
    let server = MailServer::start(vec![Step::Tls(tls(&[&leaf])), Step::Hold]);
    let target = service(Protocol::Tls, "127.0.0.1", server.address().port());
    let facts = ask_these(&settings(), &[target], &Objects::new()).remove(0);
    assert_eq!(facts.instead, None);
    match &facts.reached {
        ServiceReached::Secured { remote, attempts, .. } => {
            assert_eq!(*remote, server.address());
            assert_eq!(attempts.len(), 1);
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(heard_once(&server.heard()), ["(TLS for nobody)", "(closed)"]);
}

#[test]
fn connect_to_leads_elsewhere_and_asks_for_the_service_s_own_name() {
    let leaf = Cert::leaf(NAME).self_signed();
    let server = MailServer::start(with_tls(&tls(&[&leaf])));
    let mut settings = settings();
    settings.connect_to = vec![format!("{NAME}:25:127.0.0.1:{}", server.address().port()).parse().unwrap()];
    let facts = ask_these(&settings, &[service(Protocol::Smtp, NAME, 25)], &Objects::new()).remove(0);
    assert_eq!(facts.instead, Some(server.address().to_string().as_str().into()));
    assert_eq!(secured(&facts).chain, [Digest::of(leaf.der())]);
    assert!(server.heard()[0].contains(&format!("(TLS for {NAME})")));
}

/// What mail servers did present, byte by byte, in their order, by TLS 1.3 and by TLS 1.2.
#[test]
fn the_chains_of_real_servers_are_kept_as_they_were_presented() {
    let rows = [
        ("outlook-mx-2021.pem", 2),
        ("google-mx-2021-with-cross.pem", 3),
        ("ec-europa-2018.pem", 2),
        ("letsencrypt-2026-09.pem", 4),
    ];
    for (name, certificates) in rows {
        for version in [&rustls::version::TLS13, &rustls::version::TLS12] {
            let (config, chain) = replayed(name, &[version]);
            let server = MailServer::start(with_tls(&config));
            let mut settings = settings();
            let port = server.address().port();
            settings.connect_to = vec![format!("::127.0.0.1:{port}").parse().unwrap()];
            let objects = Objects::new();
            let facts = ask_these(&settings, &[service(Protocol::Smtp, NAME, 25)], &objects).remove(0);
            let kept = &secured(&facts).chain;
            assert_eq!(kept.len(), certificates, "{name}");
            let kept: Vec<Vec<u8>> = kept.iter().map(|one| objects.small(one, 10_000).unwrap().unwrap()).collect();
            assert_eq!(kept, chain, "{name}");
        }
    }
}

/// RFC 8446 §6: the alert's own name, and its number.
#[test]
fn an_alert_is_called_by_its_name() {
    for (level, number, name) in [
        (2, 40, "handshake_failure (40)"),
        (2, 70, "protocol_version (70)"),
        (2, 71, "insufficient_security (71)"),
        (2, 80, "internal_error (80)"),
        (2, 112, "unrecognized_name (112)"),
        (2, 116, "certificate_required (116)"),
        (2, 200, "alert 200"),
    ] {
        let alert = Step::Say(vec![21, 3, 3, 0, 2, level, number]);
        let server = MailServer::start([up_to_tls(), vec![Step::HearRecord, alert]].concat());
        let facts = ask(settings(), Protocol::Smtp, server.address());
        assert_eq!(ended(&facts), (ServiceStep::Handshake, &ServiceFault::Alert(name.into())));
        assert_eq!(facts.older, Some(OlderTls::Alert(number)), "{name}");
    }
}

#[test]
fn silence_within_the_handshake_is_a_timeout_and_nothing_old_is_offered() {
    let server = MailServer::start([up_to_tls(), vec![Step::HearRecord, Step::Hold]].concat());
    let facts = ask(hasty(SHORT), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Handshake, &ServiceFault::Timeout));
    assert_eq!(facts.older, None);
    assert_eq!(heard_once(&server.heard()), ["EHLO", "STARTTLS", "(record)", "(closed)"]);
}

/// A plain greeting where TLS was to begin.
#[test]
fn a_port_that_speaks_in_the_clear_has_no_tls() {
    for protocol in [Protocol::Smtps, Protocol::Tls, Protocol::Https] {
        let server = MailServer::start(vec![say(GREETING), Step::Wait(Duration::from_millis(200))]);
        let facts = ask(settings(), protocol, server.address());
        assert!(
            matches!(ended(&facts), (ServiceStep::Handshake, ServiceFault::Tls(words)) if !words.as_str().is_empty())
        );
        assert_eq!(facts.older, Some(OlderTls::Nothing));
    }
}
