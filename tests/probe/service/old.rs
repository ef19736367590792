//! What a server chooses that refuses this program's TLS: the second ClientHello, to scripts that answer it, and to OpenSSL.

use std::time::{Duration, Instant};

use certready::observation::{OlderTls, ServiceFault, ServiceStep};
use certready::policy::Protocol;

use super::{NAME, SHORT, ask, ended};
use crate::common::capability::require;
use crate::common::cert::Cert;
use crate::common::key::KeyKind;
use crate::common::openssl::TlsServer;
use crate::common::smtp::{MailServer, Step, up_to_tls};
use crate::probe::{hasty, settings};

/// `handshake_failure`, fatal.
const REFUSAL: [u8; 7] = [21, 3, 3, 0, 2, 2, 40];

/// A ServerHello within its handshake message: this version and suite, behind a session id of this length.
fn hello(version: [u8; 2], suite: u16, session: u8) -> Vec<u8> {
    let mut body = version.to_vec();
    body.extend([7; 32]);
    body.push(session);
    body.extend(vec![9; usize::from(session)]);
    body.extend(suite.to_be_bytes());
    body.push(0);
    [vec![2, 0, 0, u8::try_from(body.len()).unwrap()], body].concat()
}

/// A record of this kind.
fn record(kind: u8, content: &[u8]) -> Vec<u8> {
    [&[kind, 3, 1][..], &u16::try_from(content.len()).unwrap().to_be_bytes(), content].concat()
}

/// Refuses at first, and answers the second ClientHello with this.
fn answers(bytes: &[u8]) -> MailServer {
    let first = [up_to_tls(), vec![Step::HearRecord, Step::Say(REFUSAL.to_vec())]].concat();
    let then = [up_to_tls(), vec![Step::HearRecord, Step::Say(bytes.to_vec()), Step::Wait(SHORT)]].concat();
    MailServer::start_with(vec![first, then])
}

/// Holds the answer to what is made of it, and gives what was heard of the second connection behind its ClientHello.
#[track_caller]
fn says(bytes: &[u8], older: OlderTls) -> Vec<String> {
    let server = answers(bytes);
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Handshake, &ServiceFault::Alert("handshake_failure (40)".into())));
    assert_eq!(facts.older, Some(older));
    // A connection of its own, by way of STARTTLS again.
    let heard = server.heard();
    assert_eq!(heard.len(), 2, "{heard:?}");
    assert_eq!(heard[1][1..3], ["STARTTLS", "(record)"]);
    heard[1][3..].to_vec()
}

#[test]
fn the_version_and_the_suite_of_a_server_hello_are_read() {
    says(&record(22, &hello([3, 1], 0x002F, 0)), OlderTls::Chosen { version: 0x0301, suite: 0x002F });
    says(&record(22, &hello([3, 2], 0xC013, 32)), OlderTls::Chosen { version: 0x0302, suite: 0xC013 });
    says(&record(22, &hello([3, 0], 0x000A, 16)), OlderTls::Chosen { version: 0x0300, suite: 0x000A });
}

/// RFC 5246 §7.2.1: a server that took part is told that it is over, in the version that it chose.
#[test]
fn a_server_that_took_part_is_taken_leave_of() {
    let heard = says(&record(22, &hello([3, 2], 0xC013, 32)), OlderTls::Chosen { version: 0x0302, suite: 0xC013 });
    assert_eq!(heard, ["(too early)", "\u{15}\u{3}\u{2}\0\u{2}\u{1}\0", "(over)"]);
}

/// RFC 6066 §3: a name that the server does not know is a warning, and it goes on.
#[test]
fn a_warning_before_the_choice_is_passed_over() {
    let both = [record(21, &[1, 112]), record(22, &hello([3, 3], 0x009C, 0))].concat();
    says(&both, OlderTls::Chosen { version: 0x0303, suite: 0x009C });
}

#[test]
fn a_choice_that_comes_in_pieces_is_put_together() {
    let whole = hello([3, 1], 0x0035, 32);
    let pieces = [record(22, &whole[..3]), record(22, &whole[3..50]), record(22, &whole[50..])].concat();
    says(&pieces, OlderTls::Chosen { version: 0x0301, suite: 0x0035 });
}

#[test]
fn a_second_refusal_is_its_alert() {
    says(&record(21, &[2, 70]), OlderTls::Alert(70));
    // The end of the session, though it is a warning, is no more than that.
    says(&record(21, &[1, 0]), OlderTls::Alert(0));
}

/// Whatever else comes says nothing, and is no fault of ours.
#[test]
fn what_is_no_choice_says_nothing() {
    for bytes in [
        &b""[..],
        b"220 mail.certready.test ESMTP\r\n",
        &[22, 3, 1, 0xff, 0xff, 2],
        &record(22, &[11, 0, 0, 1, 0]),
        &record(22, &[2]),
        &record(22, &hello([3, 3], 0x002F, 200)),
        &record(23, b"data"),
        &record(21, &[1, 112]).repeat(20),
    ] {
        says(bytes, OlderTls::Nothing);
    }
}

/// It is bounded as the first one is, and the run's end cuts it.
#[test]
fn a_server_that_says_nothing_to_it_is_not_waited_for() {
    let first = vec![Step::HearRecord, Step::Say(REFUSAL.to_vec())];
    let mute = vec![Step::HearRecord, Step::Hold];
    let server = MailServer::start_with(vec![first.clone(), mute.clone()]);
    let began = Instant::now();
    let facts = ask(hasty(SHORT), Protocol::Tls, server.address());
    assert_eq!(facts.older, Some(OlderTls::Nothing));
    assert!(began.elapsed() < SHORT + Duration::from_secs(3), "{:?}", began.elapsed());

    let server = MailServer::start_with(vec![first, mute]);
    let mut settings = settings();
    settings.limits = settings.limits.with_deadline(SHORT);
    let began = Instant::now();
    let facts = ask(settings, Protocol::Tls, server.address());
    assert_eq!(facts.older, Some(OlderTls::Nothing));
    assert!(began.elapsed() < SHORT + Duration::from_secs(3), "{:?}", began.elapsed());
}

/// OpenSSL with what this program's TLS does not offer, and nothing else.
#[track_caller]
fn openssl_chooses(options: &[&str], version: u16, suites: &[u16]) {
    let leaf = Cert::leaf(NAME).key(KeyKind::Rsa2048).self_signed();
    let server = TlsServer::start(&leaf, options);
    let facts = ask(settings(), Protocol::Tls, server.address());
    assert!(
        matches!(ended(&facts), (ServiceStep::Handshake, ServiceFault::Alert(_) | ServiceFault::Tls(_))),
        "{facts:?}"
    );
    match facts.older {
        Some(OlderTls::Chosen { version: chosen, suite }) => {
            assert_eq!(chosen, version);
            assert!(suites.contains(&suite), "{suite:#06x}");
        }
        other => panic!("{other:?} with {options:?}"),
    }
}

#[test]
fn openssl_with_tls_1_0_alone_chooses_it() {
    require!("openssl");
    openssl_chooses(&["-tls1", "-cipher", "DEFAULT@SECLEVEL=0"], 0x0301, &[0xC013, 0xC014]);
}

#[test]
fn openssl_with_tls_1_1_alone_chooses_it() {
    require!("openssl");
    openssl_chooses(&["-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"], 0x0302, &[0xC013, 0xC014]);
}

#[test]
fn openssl_with_key_exchange_by_rsa_alone_chooses_it() {
    require!("openssl");
    openssl_chooses(&["-tls1_2", "-cipher", "AES128-SHA"], 0x0303, &[0x002F]);
    openssl_chooses(&["-tls1_2", "-cipher", "AES256-GCM-SHA384"], 0x0303, &[0x009D]);
}

/// Forward secrecy, and no suite that this program's TLS knows: Windows before 2016 with an RSA key.
#[test]
fn openssl_with_cbc_alone_chooses_that() {
    require!("openssl");
    openssl_chooses(&["-tls1_2", "-cipher", "ECDHE-RSA-AES256-SHA384"], 0x0303, &[0xC028]);
    openssl_chooses(&["-tls1_2", "-cipher", "DHE-RSA-AES128-SHA256"], 0x0303, &[0x0067]);
}

/// The good twin: what is offered by both is set up, and nothing old is offered.
#[test]
fn openssl_as_it_comes_needs_nothing_old() {
    require!("openssl");
    let leaf = Cert::leaf(NAME).key(KeyKind::Rsa2048).self_signed();
    for options in [&["-tls1_2"][..], &["-tls1_3"], &[]] {
        let server = TlsServer::start(&leaf, options);
        let facts = ask(settings(), Protocol::Tls, server.address());
        super::secured(&facts);
        assert_eq!(facts.older, None);
    }
}
