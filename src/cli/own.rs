//! `--own-certificate` and `--exchange-certificates`: which certificates are this host's own. The second is what
//! `Get-ExchangeCertificate | ConvertTo-Json` writes; those that Exchange uses for SMTP are taken.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::powershell::{self, NotPowerShell, property, several, truth};
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
    /// It is nothing that `ConvertTo-Json` writes.
    #[error(transparent)]
    Form(#[from] NotPowerShell),
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
    let place = Shown::new(&path.display().to_string());
    let bytes = powershell::bytes(path, LONGEST).map_err(NotCertificates::from);
    let read = bytes.and_then(|bytes| certificates(&bytes, &place));
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
    let listed = powershell::listed(bytes, LONGEST)?;
    if listed.len() > MOST_CERTIFICATES {
        return Err(NotCertificates::TooMany);
    }
    let mut taken = Vec::new();
    for (one, number) in listed.iter().zip(1..) {
        let one = one.as_object().ok_or(NotCertificates::NoThumbprint { number })?;
        let given = given(one, place).ok_or(NotCertificates::NoThumbprint { number })?;
        taken.extend(property(one, "Services").is_some_and(is_for_smtp).then_some(given));
    }
    if taken.is_empty() { Err(NotCertificates::NoneForSmtp { count: listed.len() }) } else { Ok(taken) }
}

/// A certificate. None where it has no thumbprint.
fn given(one: &Map<String, Value>, place: &Shown) -> Option<GivenCertificate> {
    let thumbprint = property(one, "Thumbprint")?.as_str()?.trim().parse().ok()?;
    let described = ExchangeCertificate {
        thumbprint,
        services: services(property(one, "Services")),
        subject: words(property(one, "Subject")),
        issuer: words(property(one, "Issuer")),
        not_before: property(one, "NotBefore").and_then(instant),
        not_after: property(one, "NotAfter").and_then(instant),
        has_private_key: truth(property(one, "HasPrivateKey")),
        self_signed: truth(property(one, "IsSelfSigned")),
        status: words(property(one, "Status")),
        domains: domains(property(one, "CertificateDomains")),
    };
    Some(GivenCertificate { place: place.clone(), described, der: property(one, "RawData").and_then(bytes) })
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
    let name = |one: &Value| match one {
        Value::Object(parts) => words(parts.get("Domain")).or_else(|| words(parts.get("Address"))),
        other => words(Some(other)),
    };
    several(value).iter().take(MOST_DOMAINS).filter_map(name).collect()
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
