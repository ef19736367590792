//! SMTP up to TLS: each step, each way in which it ends there, and how the server is left.

use std::net::Ipv6Addr;
use std::thread;
use std::time::{Duration, Instant};

use certready::observation::{ServiceFault, ServiceStep};
use certready::policy::Protocol;
use certready::vocabulary::Shown;

use super::{SHORT, ask, ended, heard_once};
use crate::common::capability::require;
use crate::common::smtp::{GREETING, MailServer, OFFER, READY, Step, goodbye, say, up_to_tls};
use crate::probe::{hasty, settings};

/// A server that greets so, and goes on from there.
fn greets(greeting: &str) -> Vec<Step> {
    [vec![say(greeting)], goodbye()].concat()
}

/// A server that answers EHLO so, and does nothing else.
fn offers(offer: &str) -> Vec<Step> {
    [vec![say(GREETING), Step::Hear, say(offer), Step::Hear, say("502 5.5.1 No\r\n")], goodbye()].concat()
}

/// What becomes of STARTTLS with a server that [`offers`] it.
fn refused() -> (ServiceStep, ServiceFault) {
    (ServiceStep::Starttls, ServiceFault::Refused(502, "5.5.1 No".into()))
}

/// A server that answers STARTTLS so.
fn starts(answer: &str) -> Vec<Step> {
    [vec![say(GREETING), Step::Hear, say(OFFER), Step::Hear, say(answer)], goodbye()].concat()
}

fn shown(lines: &[&str]) -> Vec<Shown> {
    lines.iter().map(|line| Shown::new(line)).collect()
}

/// RFC 5321 §4.2: the code and the text, of all lines, and a QUIT whatever it was.
#[test]
fn a_refusal_at_each_step_is_its_code_and_text_and_the_server_hears_quit() {
    use ServiceStep::{Banner, Ehlo, Starttls};
    let rows = [
        (greets("554 5.7.1 Not you\r\n"), Banner, 554, "5.7.1 Not you", vec!["QUIT"]),
        (greets("421 4.3.2 Try later\r\n"), Banner, 421, "4.3.2 Try later", vec!["QUIT"]),
        (greets("554-5.7.1 Listed by\r\n554 nobody\r\n"), Banner, 554, "5.7.1 Listed by nobody", vec!["QUIT"]),
        (offers("502 5.5.1 Not implemented\r\n"), Ehlo, 502, "5.5.1 Not implemented", vec!["EHLO", "QUIT"]),
        (offers("421 4.7.0 Busy\r\n"), Ehlo, 421, "4.7.0 Busy", vec!["EHLO", "QUIT"]),
        (offers("500\r\n"), Ehlo, 500, "", vec!["EHLO", "QUIT"]),
        (starts("454 4.7.0 No key\r\n"), Starttls, 454, "4.7.0 No key", vec!["EHLO", "STARTTLS", "QUIT"]),
        (starts("501 5.5.4 Syntax\r\n"), Starttls, 501, "5.5.4 Syntax", vec!["EHLO", "STARTTLS", "QUIT"]),
    ];
    for (script, step, code, text, due) in rows {
        let server = MailServer::start(script);
        let facts = ask(settings(), Protocol::Smtp, server.address());
        assert_eq!(ended(&facts), (step, &ServiceFault::Refused(code, text.into())));
        assert_eq!(facts.older, None);
        assert_eq!(heard_once(&server.heard()), [&due[..], &["(closed)"]].concat());
    }
}

#[test]
fn what_was_said_is_on_record_as_far_as_it_got() {
    let server = MailServer::start(starts("454-4.7.0 No key\r\n454 at hand\r\n"));
    let talk = ask(settings(), Protocol::Smtp, server.address()).talk;
    assert_eq!(talk.banner, Some("mail.certready.test ESMTP".into()));
    assert_eq!(talk.offers, shown(&["SIZE 35882577", "STARTTLS", "8BITMIME"]));
    assert_eq!(talk.starttls, Some("4.7.0 No key".into()));

    let server = MailServer::start(greets("554 5.7.1 Not you\r\n"));
    let talk = ask(settings(), Protocol::Smtp, server.address()).talk;
    assert_eq!((talk.banner, talk.offers, talk.starttls), (Some("5.7.1 Not you".into()), Vec::new(), None));
}

/// RFC 5321 §4.2.1; and lines that end with a line feed alone, as some servers write them.
#[test]
fn a_reply_of_several_lines_is_read_to_its_last() {
    let greeting = "220-mail.certready.test\r\n220-\r\n220 welcomes you\r\n";
    let rest = offers("250-mail\n250-starttls\n250 HELP\n")[1..].to_vec();
    let server = MailServer::start([vec![say(greeting)], rest].concat());
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(facts.talk.banner, Some("mail.certready.test".into()));
    assert_eq!(facts.talk.offers, shown(&["starttls", "HELP"]));
    // The keyword's case is nobody's (RFC 5321 §2.4): STARTTLS was asked for.
    assert_eq!(heard_once(&server.heard()), ["EHLO", "STARTTLS", "QUIT", "(closed)"]);
}

/// What stands in the way may answer for the server, or cover what it says.
#[test]
fn a_greeting_that_is_covered_with_asterisks_is_shown_as_it_came() {
    let masked = "220 ****************************\r\n";
    let server = MailServer::start([vec![say(masked)], offers("250 mail\r\n")[1..].to_vec()].concat());
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(facts.talk.banner, Some("****************************".into()));
    assert_eq!(ended(&facts), (ServiceStep::Ehlo, &ServiceFault::NotOffered));
}

#[test]
fn starttls_that_was_covered_is_not_offered_and_what_covers_it_is_on_record() {
    let server = MailServer::start(offers("250-mail\r\n250-PIPELINING\r\n250 XXXXXXXA\r\n"));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Ehlo, &ServiceFault::NotOffered));
    assert_eq!(facts.talk.offers, shown(&["PIPELINING", "XXXXXXXA"]));
    assert_eq!(heard_once(&server.heard()), ["EHLO", "QUIT", "(closed)"]);
}

/// A server's own name is no offer (RFC 5321 §4.1.1.1), and a keyword with something behind it is one.
#[test]
fn starttls_is_offered_by_its_keyword_behind_the_first_line_alone() {
    let server = MailServer::start(offers("250 STARTTLS\r\n"));
    assert_eq!(ended(&ask(settings(), Protocol::Smtp, server.address())).1, &ServiceFault::NotOffered);
    let server = MailServer::start(offers("250-mail\r\n250-XSTARTTLS\r\n250 STARTTLSX\r\n"));
    assert_eq!(ended(&ask(settings(), Protocol::Smtp, server.address())).1, &ServiceFault::NotOffered);
    let server = MailServer::start(offers("250-mail\r\n250 STARTTLS REQUIRED\r\n"));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    let (step, fault) = refused();
    assert_eq!(ended(&facts), (step, &fault));
}

/// RFC 3207 §4.2: bytes in the clear behind the leave are taken by a careless client for what came by TLS.
#[test]
fn bytes_behind_the_leave_for_tls_are_injected_and_nothing_is_sent_any_more() {
    let server = MailServer::start(starts("220 Ready\r\n250 AUTH PLAIN\r\n"));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Starttls, &ServiceFault::Injected("250 AUTH PLAIN".into())));
    assert_eq!(facts.talk.starttls, Some("Ready".into()));
    assert_eq!(heard_once(&server.heard()), ["EHLO", "STARTTLS", "(closed)"]);
}

/// RFC 5321 §4.3.1: the server speaks first, and some wait to see who can't.
#[test]
fn nothing_is_sent_before_a_greeting_that_is_late() {
    let script = [vec![Step::Wait(SHORT), say(GREETING)], offers(OFFER)[1..].to_vec()].concat();
    let server = MailServer::start(script);
    let facts = ask(hasty(SHORT * 5), Protocol::Smtp, server.address());
    assert_eq!(facts.talk.banner, Some("mail.certready.test ESMTP".into()));
    assert_eq!(heard_once(&server.heard()), ["EHLO", "STARTTLS", "QUIT", "(closed)"]);
}

/// RFC 5321 §4.1.3: an address of IPv6 has its tag.
#[test]
fn a_server_by_ipv6_is_greeted_as_well() {
    let script = greets("220 mail\r\n");
    // Not every machine has the address.
    let Ok(server) = MailServer::start_on(Ipv6Addr::LOCALHOST.into(), vec![script]) else { return };
    ask(settings(), Protocol::Smtp, server.address());
    let heard = server.heard();
    let greeting = &heard[0][0];
    assert!(greeting == "EHLO [IPv6:::1]" || !greeting.contains('['), "{greeting}");
    assert_eq!(heard_once(&heard)[0], "EHLO");
}

/// Each wait has its bound; QUIT is for a server that waits for a command.
#[test]
fn silence_at_each_step_is_a_timeout() {
    let silent = |steps: Vec<Step>| [steps, vec![Step::Hold]].concat();
    let rows = [
        (silent(vec![]), ServiceStep::Banner, vec!["(closed)"]),
        (silent(vec![say("220-mail\r\n")]), ServiceStep::Banner, vec!["(closed)"]),
        (silent(vec![say(GREETING)]), ServiceStep::Ehlo, vec!["EHLO", "QUIT", "(closed)"]),
        (
            silent(vec![say(GREETING), Step::Hear, say("250-mail\r\n250-S")]),
            ServiceStep::Ehlo,
            vec!["EHLO", "QUIT", "(closed)"],
        ),
        (
            silent(vec![say(GREETING), Step::Hear, say(OFFER)]),
            ServiceStep::Starttls,
            vec!["EHLO", "STARTTLS", "(closed)"],
        ),
    ];
    // Side by side: each waits.
    thread::scope(|scope| {
        for (script, step, due) in rows {
            scope.spawn(move || {
                let server = MailServer::start(script);
                let began = Instant::now();
                let facts = ask(hasty(SHORT), Protocol::Smtp, server.address());
                assert_eq!(ended(&facts), (step, &ServiceFault::Timeout));
                assert!(began.elapsed() < SHORT + Duration::from_secs(4), "{:?}", began.elapsed());
                assert_eq!(heard_once(&server.heard()), due);
            });
        }
    });
}

/// A reply that comes a byte at a time has one bound for all of it.
#[test]
fn a_greeting_that_drips_has_one_bound() {
    let drip = GREETING.chars().flat_map(|one| [say(&one.to_string()), Step::Wait(Duration::from_millis(100))]);
    let server = MailServer::start(drip.collect());
    let facts = ask(hasty(SHORT), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Banner, &ServiceFault::Timeout));
}

#[test]
fn a_close_at_each_step_is_a_close() {
    let rows = [
        (vec![], ServiceStep::Banner),
        (vec![say("220-mail\r\n")], ServiceStep::Banner),
        (vec![say(GREETING), Step::Hear], ServiceStep::Ehlo),
        (vec![say(GREETING), Step::Hear, say(OFFER), Step::Hear], ServiceStep::Starttls),
        ([up_to_tls(), vec![Step::HearRecord]].concat(), ServiceStep::Handshake),
    ];
    for (script, step) in rows {
        let server = MailServer::start(script);
        let facts = ask(settings(), Protocol::Smtp, server.address());
        assert_eq!(ended(&facts), (step, &ServiceFault::Closed));
    }
}

#[test]
fn a_reset_at_each_step_is_a_reset() {
    require!("resets");
    // What was said before has to arrive, or the kernel throws it away.
    let pause = Step::Wait(Duration::from_millis(100));
    let rows = [
        (vec![pause.clone(), Step::Reset], ServiceStep::Banner),
        (vec![say(GREETING), Step::Hear, Step::Reset], ServiceStep::Ehlo),
        (vec![say(GREETING), Step::Hear, say(OFFER), Step::Hear, Step::Reset], ServiceStep::Starttls),
        ([up_to_tls(), vec![Step::HearRecord, Step::Reset]].concat(), ServiceStep::Handshake),
    ];
    for (script, step) in rows {
        let server = MailServer::start(script);
        let facts = ask(settings(), Protocol::Smtp, server.address());
        assert_eq!(ended(&facts), (step, &ServiceFault::Reset));
    }
}

/// What is no SMTP is shown, and heard nothing from here.
#[test]
fn what_is_no_smtp_is_shown_and_told_nothing() {
    let rows = [
        ("SSH-2.0-OpenSSH_9.2\r\n", "SSH-2.0-OpenSSH_9.2"),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", "HTTP/1.1 400 Bad Request"),
        ("220mail\r\n", "220mail"),
        ("\r\n", ""),
        ("22\u{b2} mail\r\n", "22\u{b2} mail"),
    ];
    for (greeting, first) in rows {
        let server = MailServer::start(vec![say(greeting), Step::Hold]);
        let facts = ask(settings(), Protocol::Smtp, server.address());
        assert_eq!(ended(&facts), (ServiceStep::Banner, &ServiceFault::NotSmtp(first.into())));
        assert_eq!(heard_once(&server.heard()), ["(closed)"]);
    }
    // A line that ends without an end.
    let server = MailServer::start(vec![say("220 mai")]);
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Banner, &ServiceFault::NotSmtp("220 mai".into())));
}

/// A hostile server has no end: the bounds are 4096 bytes of a line, and 100 lines.
#[test]
fn a_line_or_a_reply_without_end_is_no_smtp() {
    let line = "220 ".to_owned() + &"a".repeat(100_000);
    let server = MailServer::start(vec![say(&line), Step::Hold]);
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert!(matches!(ended(&facts), (ServiceStep::Banner, ServiceFault::NotSmtp(_))), "{facts:?}");

    let many = |lines: usize| format!("{}250 STARTTLS\r\n", "250-mail\r\n".repeat(lines));
    let server = MailServer::start(offers(&many(100)));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Ehlo, &ServiceFault::NotSmtp("250-mail".into())));
    // As many as may be are a reply.
    let server = MailServer::start(offers(&many(99)));
    let facts = ask(settings(), Protocol::Smtp, server.address());
    assert_eq!(facts.talk.offers.len(), 99);
    let (step, fault) = refused();
    assert_eq!(ended(&facts), (step, &fault));
}

/// The server waits for TLS, and the client for a greeting.
#[test]
fn a_port_that_begins_with_tls_is_silent_to_smtp() {
    let server = MailServer::start(vec![Step::HearRecord]);
    let facts = ask(hasty(SHORT), Protocol::Smtp, server.address());
    assert_eq!(ended(&facts), (ServiceStep::Banner, &ServiceFault::Timeout));
    assert_eq!(heard_once(&server.heard()), ["(closed)"]);
}

/// A second reply to EHLO is none to STARTTLS' leave: TLS can't begin with it.
#[test]
fn the_leave_for_tls_is_all_that_comes_before_it() {
    let server = MailServer::start(
        [
            vec![say(GREETING), Step::Hear, say(OFFER), Step::Hear],
            vec![say(READY), Step::Wait(Duration::from_millis(200)), say("250 late\r\n"), Step::Hold],
        ]
        .concat(),
    );
    let facts = ask(hasty(SHORT * 2), Protocol::Smtp, server.address());
    // It comes behind the ClientHello, where only TLS counts.
    assert!(matches!(ended(&facts), (ServiceStep::Handshake, ServiceFault::Tls(_))), "{facts:?}");
}
