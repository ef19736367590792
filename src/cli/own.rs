//! `--own-certificate` and `--exchange-certificates`: which certificates are this host's own. The second is what
//! `Get-ExchangeCertificate | ConvertTo-Json` writes; those that Exchange uses for SMTP are taken.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::{ExitStatus, Refusal};
use crate::observation::ExchangeCertificate;
use crate::pki::pem_blocks;
use crate::probe::{GivenCertificate, OwnNamed};
use crate::vocabulary::{Sha1Fingerprint, Shown, Timestamp};

/// The longest file that is read, in bytes: with everything that the cmdlet tells, a certificate takes some 20 KB.
const LONGEST: u64 = 4 << 20;

/// The most certificates of a file: a server that nobody tidied has some fifty.
pub const MOST_CERTIFICATES: usize = 1_000;

/// The most domains that are taken of one certificate.
const MOST_DOMAINS: usize = 500;

/// `Services` as a number (`AllowedServices`): the bit of SMTP.
const SMTP_BIT: u64 = 4;

/// Why a file does not say which certificates Exchange has.
#[derive(Debug, thiserror::Error)]
pub enum NotCertificates {
    /// It can't be read.
    #[error("it can't be read")]
    Unreadable(#[from] io::Error),
    /// It is longer than one that was written for this.
    #[error("it is longer than {LONGEST} bytes")]
    TooLong,
    /// It is in another encoding.
    #[error("it is neither UTF-8 nor UTF-16 with its mark (as `>` of Windows PowerShell 5.1 writes it)")]
    Encoding,
    /// It is not JSON.
    #[error("it is no JSON")]
    NotJson(#[from] serde_json::Error),
    /// It is JSON, and not of certificates.
    #[error(
        "certificate {number} of it has no `Thumbprint`: expected what `Get-ExchangeCertificate | ConvertTo-Json` writes"
    )]
    NoThumbprint {
        /// Which, from 1.
        number: usize,
    },
    /// It has certificates, and none that Exchange uses for SMTP.
    #[error("none of its {count} certificates has SMTP among its `Services`")]
    NoneForSmtp {
        /// How many it has.
        count: usize,
    },
    /// It names more than are taken.
    #[error("it names more than {MOST_CERTIFICATES} certificates")]
    TooMany,
}

/// What `--own-certificate` names: a file where one is called so, else a thumbprint where it has the form of one.
pub(super) fn named(text: &Path) -> OwnNamed {
    let thumbprint = text.to_str().and_then(|text| text.parse::<Sha1Fingerprint>().ok());
    match thumbprint.filter(|_| std::fs::metadata(text).is_err()) {
        Some(thumbprint) => OwnNamed::Thumbprint(thumbprint),
        None => OwnNamed::File(PathBuf::from(text)),
    }
}

/// The certificates of a file.
pub(super) fn read(path: &Path) -> Result<Vec<GivenCertificate>, Refusal> {
    let bytes = || {
        let mut bytes = Vec::new();
        File::open(path)?.take(LONGEST.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let place = Shown::new(&path.display().to_string());
    let read = bytes().map_err(NotCertificates::Unreadable).and_then(|bytes| certificates(&bytes, &place));
    read.map_err(|refused| {
        let story = format!("--exchange-certificates {}: {}", path.display(), super::output::whole_story(&refused));
        Refusal { status: ExitStatus::Unreadable, story }
    })
}

/// The certificates of a file's bytes that Exchange uses for SMTP: one object, or a list of them.
///
/// # Errors
/// [`NotCertificates`].
pub fn certificates(bytes: &[u8], place: &Shown) -> Result<Vec<GivenCertificate>, NotCertificates> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LONGEST) {
        return Err(NotCertificates::TooLong);
    }
    let text = text(bytes).ok_or(NotCertificates::Encoding)?;
    let listed = match serde_json::from_str(text.trim())? {
        Value::Array(listed) => listed,
        one => vec![one],
    };
    if listed.len() > MOST_CERTIFICATES {
        return Err(NotCertificates::TooMany);
    }
    let mut taken = Vec::new();
    for (one, number) in listed.iter().zip(1..) {
        let given = one.as_object().and_then(|one| given(one, place));
        let given = given.ok_or(NotCertificates::NoThumbprint { number })?;
        taken.extend(one.get("Services").is_some_and(is_for_smtp).then_some(given));
    }
    if taken.is_empty() { Err(NotCertificates::NoneForSmtp { count: listed.len() }) } else { Ok(taken) }
}

/// UTF-8 with or without its mark, or UTF-16 in little-endian order with it. None where it is neither. `exchange.rs` reads the
/// same.
fn text(bytes: &[u8]) -> Option<String> {
    if let Some(wide) = bytes.strip_prefix(&[0xff, 0xfe]) {
        let (pairs, []) = wide.as_chunks::<2>() else { return None };
        return char::decode_utf16(pairs.iter().map(|pair| u16::from_le_bytes(*pair))).collect::<Result<_, _>>().ok();
    }
    let bare = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(bytes);
    String::from_utf8(bare.to_vec()).ok()
}

/// A certificate. None where it has no thumbprint.
fn given(one: &Map<String, Value>, place: &Shown) -> Option<GivenCertificate> {
    let thumbprint = one.get("Thumbprint")?.as_str()?.trim().parse().ok()?;
    let described = ExchangeCertificate {
        thumbprint,
        services: services(one.get("Services")),
        subject: words(one.get("Subject")),
        issuer: words(one.get("Issuer")),
        not_before: one.get("NotBefore").and_then(instant),
        not_after: one.get("NotAfter").and_then(instant),
        has_private_key: one.get("HasPrivateKey").and_then(Value::as_bool),
        self_signed: one.get("IsSelfSigned").and_then(Value::as_bool),
        status: words(one.get("Status")),
        domains: domains(one.get("CertificateDomains")),
    };
    Some(GivenCertificate { place: place.clone(), described, der: one.get("RawData").and_then(bytes) })
}

/// Whether Exchange uses it for SMTP: `IIS, SMTP` as the documented command writes it, or its number, which a bare `ConvertTo-Json`
/// writes.
fn is_for_smtp(services: &Value) -> bool {
    match services {
        Value::String(text) => text.split([',', ' ']).any(|word| word.eq_ignore_ascii_case("SMTP")),
        Value::Number(number) => number.as_u64().is_some_and(|number| number & SMTP_BIT != 0),
        _ => false,
    }
}

fn services(value: Option<&Value>) -> Shown {
    match value {
        Some(Value::String(text)) => Shown::new(text),
        Some(other) => Shown::new(&other.to_string()),
        None => Shown::new(""),
    }
}

/// A text that is not empty. A number of an enumeration is one too.
fn words(value: Option<&Value>) -> Option<Shown> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(Shown::new(text.trim())),
        Value::Number(number) => Some(Shown::new(&number.to_string())),
        // An X500DistinguishedName.
        Value::Object(parts) => words(parts.get("Name")),
        _ => None,
    }
}

/// The names, each a text or an object with one (`SmtpDomainWithSubdomains`).
fn domains(value: Option<&Value>) -> Vec<Shown> {
    let listed = match value {
        Some(Value::Array(listed)) => listed.as_slice(),
        Some(one @ (Value::String(_) | Value::Object(_))) => std::slice::from_ref(one),
        _ => &[],
    };
    let name = |one: &Value| match one {
        Value::Object(parts) => words(parts.get("Domain")).or_else(|| words(parts.get("Address"))),
        other => words(Some(other)),
    };
    listed.iter().take(MOST_DOMAINS).filter_map(name).collect()
}

/// An instant: RFC 3339 with an offset, or `/Date(milliseconds)/`, which Windows PowerShell 5.1 writes.
fn instant(value: &Value) -> Option<Timestamp> {
    let text = match value {
        Value::String(text) => text.as_str(),
        // A date with what PowerShell added to it.
        Value::Object(parts) => parts.get("value").and_then(Value::as_str)?,
        _ => return None,
    };
    let milliseconds = text.strip_prefix("/Date(").and_then(|rest| rest.split([')', '+', '-']).next());
    match milliseconds {
        Some(number) => Timestamp::from_unix(number.parse::<i64>().ok()?.div_euclid(1_000)),
        None => Timestamp::parse(text).ok(),
    }
}

/// Bytes in Base64, or as a list of numbers, as `ConvertTo-Json` writes an array of bytes.
fn bytes(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::String(text) => {
            let armoured = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", text.trim());
            pem_blocks(armoured.as_bytes(), 1).pop()?.content.ok()
        }
        Value::Array(numbers) => {
            numbers.iter().map(|number| number.as_u64().and_then(|number| u8::try_from(number).ok())).collect()
        }
        _ => None,
    }
}
