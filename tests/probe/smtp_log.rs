//! Exchange's SMTP receive logs. The lines are made by hand, of the forms and fixed words that Microsoft's support articles, log
//! excerpts in public and tools that read such logs show; the hosts and certificates are nobody's.

use std::fmt::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use certready::observation::{InboundLog, LogVerdict};
use certready::probe::{LONGEST_LOG_LINE, LogLines, MOST_CLIENTS, read_smtp_logs};

use certready::vocabulary::Shown;

use crate::common::pki::at;

const HEAD: &str = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n\
                    #Date: 2026-11-23T10:00:00.000Z\r\n#Fields: date-time,connector-id,session-id,sequence-number,\
                    local-endpoint,remote-endpoint,event,data,context\r\n";
const SUBJECT: &str = "CN=mail.protection.outlook.example, O=Contoso Corporation, L=Redmond, S=Washington, C=US";
const ISSUER: &str = "CN=Contoso Cloud Services CA-1, O=Contoso CA Inc, C=US";
const THUMBPRINT: &str = "0123456789ABCDEF0123456789ABCDEF01234567";
const TLS: &str = "\"TLS protocol SP_PROT_TLS1_2_SERVER negotiation succeeded using bulk encryption algorithm CALG_AES_256 \
                   with strength 256 bits, MAC hash algorithm CALG_SHA_384 with strength 0 bits and key exchange algorithm \
                   CALG_ECDH_EPHEM with strength 384 bits\"";

/// A line of a session at this minute.
fn line(session: &str, minute: u32, event: &str, data: &str, context: &str) -> String {
    format!(
        "2026-11-23T10:{minute:02}:00.123Z,EX01\\Default Frontend EX01,{session},7,192.0.2.10:25,198.51.100.7:41236,\
         {event},{data},{context}\r\n"
    )
}

/// A certificate in one line, as later versions write it.
fn in_one_line(session: &str, minute: u32, context: &str) -> String {
    let data = format!(
        "\" {SUBJECT} {ISSUER} 0A0B0C0D0E0F {THUMBPRINT} 2026-10-01T00:00:00.000Z 2027-03-01T23:59:59.000Z \
         mail.protection.outlook.example;*.mail.protection.outlook.example\""
    );
    let context =
        format!("{context} Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names");
    line(session, minute, "*", &data, &context)
}

/// The same in a line for each part, as earlier versions write it.
fn in_lines(session: &str, minute: u32, context: &str) -> String {
    let part = |data: &str, context: &str| line(session, minute, "*", data, context);
    [
        part("", context),
        part(&format!("\"{SUBJECT}\""), "Certificate subject"),
        part(&format!("\"{ISSUER}\""), "Certificate issuer name"),
        part("0A0B0C0D0E0F", "Certificate serial number"),
        part(THUMBPRINT, "Certificate thumbprint"),
        part("mail.protection.outlook.example;*.mail.protection.outlook.example", "Certificate alternate names"),
    ]
    .concat()
}

fn read(text: &str) -> InboundLog {
    let mut lines = LogLines::default();
    lines.begin();
    text.lines().for_each(|line| lines.read(line));
    lines.finish()
}

/// Ends of sessions: what is told after them is another's.
fn session(certificate: &dyn Fn(&str, u32, &str) -> String) -> String {
    [
        line("A", 0, ">", "\"220 ex01.contoso.example Microsoft ESMTP MAIL Service ready\"", ""),
        line("A", 0, "<", "EHLO outbound.protection.outlook.example", ""),
        line("A", 0, "<", "STARTTLS", ""),
        certificate("A", 0, "Sending certificate").replace(THUMBPRINT, &"F".repeat(40)),
        certificate("A", 1, "Remote certificate"),
        line("A", 1, "*", "", TLS),
        line("A", 1, "<", "EHLO outbound.protection.outlook.example", ""),
        certificate("A", 2, "Validated received certificate"),
        line("A", 2, "*", "", "TlsDomainCapabilities='AcceptCloudServicesMail'; Status='Success'; Domain='mail.protection.outlook.example'"),
        line("A", 3, "-", "", "Remote"),
    ]
    .concat()
}

#[test]
fn a_clients_certificate_is_read_in_both_forms_and_the_servers_own_is_not() {
    for certificate in [&in_one_line as &dyn Fn(&str, u32, &str) -> String, &in_lines] {
        let log = read(&format!("{HEAD}{}", session(certificate)));
        assert_eq!(log.clients.len(), 1, "{log:#?}");
        let client = &log.clients[0];
        assert_eq!((client.subject.as_str(), client.issuer.as_str()), (SUBJECT, ISSUER));
        assert_eq!((client.serial.as_str(), client.thumbprint.as_str()), ("0A0B0C0D0E0F", THUMBPRINT));
        let names: Vec<&str> = client.names.iter().map(Shown::as_str).collect();
        assert_eq!(names, ["mail.protection.outlook.example", "*.mail.protection.outlook.example"]);
        assert_eq!(
            (client.first, client.last, client.sessions),
            (at("2026-11-23T10:01:00Z"), at("2026-11-23T10:02:00Z"), 1)
        );
        assert_eq!(client.tls[0].as_str(), "SP_PROT_TLS1_2_SERVER CALG_ECDH_EPHEM CALG_AES_256");
        let said: Vec<_> = client.said.iter().map(|word| (word.about, word.word.as_str())).collect();
        let capabilities = "AcceptCloudServicesMail for mail.protection.outlook.example";
        assert_eq!(said, [(LogVerdict::ChainHeld, "Valid"), (LogVerdict::Capabilities, capabilities)]);
        assert_eq!((log.from, log.until), (Some(at("2026-11-23T10:00:00Z")), Some(at("2026-11-23T10:03:00Z"))));
    }
}

#[test]
fn what_exchange_says_against_a_chain_is_kept_in_its_own_words() {
    let text = [
        in_one_line("A", 0, "Remote certificate"),
        line("A", 1, "*", "", "Client certificate chain validation status: 'UntrustedRoot'"),
        line("A", 2, ">", "454 4.7.5 Certificate validation failure", ""),
        in_lines("B", 3, "Remote certificate"),
        in_lines("B", 4, "CRL validation failed with status RevocationOffline. Treating the failure as success."),
        // These say that there is none.
        line("C", 5, "*", "", "Client certificate chain validation status: 'EmptyCertificate'"),
        line("C", 5, "*", "", "TlsDomainCapabilities='None'; Status='NoRemoteCertificate'"),
    ];
    let log = read(&text.concat());
    let client = &log.clients[0];
    let said: Vec<_> = client.said.iter().map(|word| (word.about, word.word.as_str())).collect();
    assert_eq!(
        said,
        [
            (LogVerdict::ChainRefused, "UntrustedRoot"),
            (LogVerdict::ChainRefused, "454 4.7.5 Certificate validation failure"),
            (LogVerdict::CrlPassedOver, "RevocationOffline"),
        ]
    );
    assert_eq!((log.clients.len(), client.sessions), (1, 2));
}

/// Sessions run side by side, and their lines stand between each other's.
#[test]
fn lines_of_two_sessions_do_not_mix() {
    let other = "89ABCDEF0123456789ABCDEF0123456789ABCDEF";
    let first = in_lines("A", 0, "Remote certificate");
    let second = in_lines("B", 0, "Remote certificate").replace(THUMBPRINT, other).replace("CN=mail", "CN=smtp");
    let mixed: String = first.lines().zip(second.lines()).flat_map(|(a, b)| [a, "\n", b, "\n"]).collect();
    let refused = line("B", 1, "*", "", "Client certificate chain validation status: 'UntrustedRoot'");
    let log = read(&format!("{mixed}{refused}"));
    let told: Vec<_> = log.clients.iter().map(|one| (one.thumbprint.as_str(), one.said.len())).collect();
    assert_eq!(told, [(THUMBPRINT, 0), (other, 1)]);
    assert!(log.clients[1].subject.as_str().starts_with("CN=smtp"));
}

#[test]
fn tls_that_failed_is_kept_by_what_the_client_called_itself() {
    let text = [
        line("A", 0, "<", "EHLO outbound.protection.outlook.example", ""),
        line("A", 1, "*", "", "TLS negotiation failed with error SocketError"),
        line("B", 2, "<", "EHLO outbound.protection.outlook.example", ""),
        line("B", 3, "*", "", "TLS negotiation failed with error SocketError"),
    ];
    let log = read(&text.concat());
    assert_eq!((log.failures.len(), log.failures[0].count), (1, 2));
    assert_eq!(log.failures[0].ehlo.as_str(), "outbound.protection.outlook.example");
    assert_eq!((log.failures[0].error.as_str(), log.failures[0].last), ("SocketError", at("2026-11-23T10:03:00Z")));
}

#[test]
fn fields_in_another_order_are_found_by_the_logs_own_list() {
    let text = format!(
        "#Fields: session-id,date-time,event,context,data\n\
         A,2026-11-23T10:00:00Z,*,Remote certificate,\n\
         A,2026-11-23T10:00:00Z,*,Certificate thumbprint,{THUMBPRINT}\n"
    );
    assert_eq!(read(&text).clients[0].thumbprint.as_str(), THUMBPRINT);
    // A list that lacks one of them is none: the usual order holds.
    let text = format!("#Fields: date-time,data\n{}", in_one_line("A", 0, "Remote certificate"));
    assert_eq!(read(&text).clients.len(), 1);
}

#[test]
fn hostile_lines_are_passed_over_and_never_more_is_kept_than_is_bounded() {
    let log = read("\n,,,\n\"\"\"\",\n\u{0},\u{202e}\n2026-11-23T10:00:00Z\n2026-11-23T10:00:00Z,,,,,,*,a,b\n");
    assert_eq!((log.lines, log.clients.len()), (0, 0));
    let mut text = String::new();
    for number in 0..MOST_CLIENTS + 5 {
        let thumbprint = format!("{number:040X}");
        let _ = write!(text, "{}", line("A", 0, "*", "", "Remote certificate"));
        let _ = write!(text, "{}", line("A", 0, "*", &thumbprint, "Certificate thumbprint"));
    }
    let log = read(&text);
    assert_eq!((log.clients.len(), log.clients_left_out), (MOST_CLIENTS, 5));
}

fn write(folder: &Path, name: &str, text: &str, age: u64) {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
}

#[test]
fn a_folder_gives_its_logs_and_says_what_is_none() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "RECV2026112310-1.LOG", &format!("{HEAD}{}", in_one_line("A", 0, "Remote certificate")), 0);
    write(folder.path(), "SEND2026112310-1.LOG", "#Log-type: SMTP Send Protocol Log\r\n", 60);
    write(folder.path(), "notes.txt", "not looked at", 0);
    let log = read_smtp_logs(&[folder.path().to_owned()]).unwrap();
    assert_eq!((log.files, log.clients.len(), log.unread.len()), (1, 1, 1));
    assert!(log.unread[0].reason.as_str().contains("no receive log"), "{log:#?}");
    assert_eq!(read_smtp_logs(&[]), None);
    let empty = tempfile::tempdir().unwrap();
    let log = read_smtp_logs(&[empty.path().to_owned(), empty.path().join("missing")]).unwrap();
    let reasons: Vec<_> = log.unread.iter().map(|unread| (unread.reason.as_str(), unread.denied)).collect();
    assert_eq!(reasons, [("there is no log", false); 2]);
}

#[test]
fn a_line_beyond_the_bound_is_passed_over_and_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(usize::try_from(LONGEST_LOG_LINE).unwrap() * 3);
    let text = format!("\u{feff}{HEAD}{long}\r\n{}", in_one_line("A", 0, "Remote certificate"));
    write(folder.path(), "RECV.log", &text, 0);
    let log = read_smtp_logs(&[folder.path().join("RECV.log")]).unwrap();
    assert_eq!((log.files, log.clients.len()), (1, 1), "{log:#?}");
    assert!(log.unread[0].reason.as_str().starts_with("1 lines are longer"), "{log:#?}");
}
