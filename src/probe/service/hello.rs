//! A ClientHello of what is old: TLS 1.0 to 1.2 with every key exchange that was in use, RSA's among them. This program's TLS
//! offers none of it, so that a server which has nothing newer refuses, and only this tells why. The session is never set up:
//! what counts is what the server would choose (RFC 5246 §7.4.1).

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::super::wire::Stream;
use crate::observation::OlderTls;
use crate::vocabulary::{HostName, Shown};

/// TLS 1.2, the newest that is offered.
const TLS12: [u8; 2] = [3, 3];

/// The suites that are offered, the better first, so that a server which follows the client's order shows its best: ECDHE, DHE,
/// then RSA; AES-GCM, AES-CBC, 3DES and RC4 (the TLS Cipher Suites registry of IANA). The last says that this side knows of
/// secure renegotiation, without which some servers take nobody (RFC 5746 §3.3).
const SUITES: [u16; 30] = [
    0xC02F, 0xC030, 0xC02B, 0xC02C, 0xCCA8, 0xCCA9, 0xC027, 0xC028, 0xC023, 0xC024, 0xC013, 0xC014, 0xC009, 0xC00A,
    0x009E, 0x009F, 0x0067, 0x006B, 0x0033, 0x0039, 0x009C, 0x009D, 0x003C, 0x003D, 0x002F, 0x0035, 0x000A, 0x0005,
    0x0004, 0x00FF,
];

/// Curves: X25519, P-256, P-384, P-521 (RFC 8422 §5.1.1).
const GROUPS: [u16; 4] = [0x001D, 0x0017, 0x0018, 0x0019];

/// Signatures: RSA-PSS, ECDSA and RSA with SHA-2, and with SHA-1 for the oldest (RFC 5246 §7.4.1.4.1, RFC 8446 §4.2.3).
const SIGNATURES: [u16; 11] = [0x0804, 0x0805, 0x0806, 0x0403, 0x0503, 0x0603, 0x0401, 0x0501, 0x0601, 0x0203, 0x0201];

/// The largest record that is read: 2^14 bytes, and what old versions may add (RFC 5246 §6.2.3).
const RECORD: usize = (16 << 10) + 2048;

/// Records that are read until the choice is there: a warning or two may come first, and a ServerHello may come in pieces.
const RECORDS: usize = 8;

/// Where a ServerHello's session id begins: behind its header, version and random (RFC 5246 §7.4.1.3).
const SESSION: usize = 4 + 2 + 32;

/// The longest session id (RFC 5246 §7.4.1.3).
const LONGEST_SESSION: usize = 32;

/// Offers what is old, reads what is chosen, and takes its leave.
///
/// # Errors
/// The socket's, where nothing that says anything came before.
pub(super) async fn ask_for_older(mut stream: Box<dyn Stream>, host: &HostName) -> io::Result<OlderTls> {
    stream.write_all(&client_hello(host)).await?;
    stream.flush().await?;
    let answer = answer(&mut stream).await?;
    if let OlderTls::Chosen { version, .. } = &answer {
        let [major, minor] = version.to_be_bytes();
        // `close_notify`, a warning, in the version that was agreed on (RFC 5246 §7.2.1). What comes of it changes nothing.
        let _ = stream.write_all(&[21, major, minor, 0, 2, 1, 0]).await;
        let _ = stream.shutdown().await;
    }
    Ok(answer)
}

/// What the records say: a fatal alert (21), or a ServerHello (2) within a handshake (22). A warning says nothing: the server
/// goes on (RFC 6066 §3 has one for a name that it does not know).
async fn answer(stream: &mut Box<dyn Stream>) -> io::Result<OlderTls> {
    let mut hello = Vec::new();
    for _ in 0..RECORDS {
        let (kind, body) = record(stream).await?;
        match (kind, &*body) {
            (21, [1, number, ..]) if *number != 0 => {}
            (21, [_, number, ..]) => return Ok(OlderTls::Alert(*number)),
            (22, _) => {
                hello.extend_from_slice(&body);
                if hello.first() != Some(&2) {
                    break;
                }
                if let Some(chosen) = chosen(&hello) {
                    return Ok(chosen);
                }
            }
            _ => break,
        }
    }
    Ok(OlderTls::Nothing)
}

/// A record's kind and content. What is no record of TLS has the kind 0, which none has.
async fn record(stream: &mut Box<dyn Stream>) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head).await?;
    let [kind, major, _, high, low] = head;
    let length = usize::from(u16::from_be_bytes([high, low]));
    if major != 3 || length > RECORD {
        return Ok((0, Vec::new()));
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok((kind, body))
}

/// The choice in a ServerHello, once it is there.
fn chosen(hello: &[u8]) -> Option<OlderTls> {
    let number = |at: usize| Some(u16::from_be_bytes([*hello.get(at)?, *hello.get(at.checked_add(1)?)?]));
    let session = usize::from(*hello.get(SESSION)?);
    if session > LONGEST_SESSION {
        return Some(OlderTls::Nothing);
    }
    let suite = SESSION.checked_add(1)?.checked_add(session)?;
    Some(OlderTls::Chosen { version: number(4)?, suite: number(suite)? })
}

fn client_hello(host: &HostName) -> Vec<u8> {
    let mut body = TLS12.to_vec();
    // Nothing is kept secret by it: the session ends before a key is made.
    body.extend([0x63; 32]);
    body.push(0);
    body.extend(list(&words(&SUITES)));
    body.extend([1, 0]);
    body.extend(list(&extensions(host)));
    let mut handshake = vec![1, 0];
    handshake.extend(list(&body));
    // The record's own version is TLS 1.0: some servers take no other in a first record (RFC 5246 Appendix E.1).
    let mut record = vec![22, 3, 1];
    record.extend(list(&handshake));
    record
}

fn extensions(host: &HostName) -> Vec<u8> {
    let mut all = Vec::new();
    let mut add = |kind: u16, content: &[u8]| {
        all.extend(kind.to_be_bytes());
        all.extend(list(content));
    };
    if host.address().is_none() {
        // server_name (RFC 6066 §3).
        let name = [&[0_u8][..], &list(host.as_str().as_bytes())].concat();
        add(0, &list(&name));
    }
    add(10, &list(&words(&GROUPS)));
    // Uncompressed points alone.
    add(11, &[1, 0]);
    add(13, &list(&words(&SIGNATURES)));
    all
}

fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// Bytes behind their length in two bytes.
fn list(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap_or(u16::MAX);
    [&length.to_be_bytes()[..], content].concat()
}

/// The name of an alert, with its number (RFC 8446 §6, RFC 5246 §7.2): `handshake_failure (40)`.
pub(super) fn alert_name(number: u8) -> Shown {
    let name = match number {
        0 => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        22 => "record_overflow",
        40 => "handshake_failure",
        42 => "bad_certificate",
        43 => "unsupported_certificate",
        44 => "certificate_revoked",
        45 => "certificate_expired",
        46 => "certificate_unknown",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        49 => "access_denied",
        50 => "decode_error",
        51 => "decrypt_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        90 => "user_canceled",
        109 => "missing_extension",
        110 => "unsupported_extension",
        112 => "unrecognized_name",
        113 => "bad_certificate_status_response",
        115 => "unknown_psk_identity",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => return Shown::new(&format!("alert {number}")),
    };
    Shown::new(&format!("{name} ({number})"))
}
