//! The extensions of a certificate (RFC 5280 §4.2), decoded one by one: a broken one is noted and the rest still count.
//!
//! What is broken or stands twice is never taken for absent: a broken basicConstraints is no CA, a broken keyUsage allows
//! nothing.

use std::collections::BTreeSet;

use der::asn1::ObjectIdentifier;
use x509_parser::asn1_rs::FromDer as _;
use x509_parser::extensions as parser;

use super::general_name::{DistributionPoint, DistributionPointName, GeneralName, Places, named_bits};
use super::oid::Oid;
use super::serial::{KeyId, Serial};
use super::tlv::{self, BadElement, Elements};

/// Identifiers of extensions and key purposes, each with its section.
pub mod known {
    use der::asn1::ObjectIdentifier as O;

    /// id-ce-subjectKeyIdentifier, RFC 5280 §4.2.1.2.
    pub const SUBJECT_KEY_ID: O = O::new_unwrap("2.5.29.14");
    /// id-ce-keyUsage, RFC 5280 §4.2.1.3.
    pub const KEY_USAGE: O = O::new_unwrap("2.5.29.15");
    /// id-ce-subjectAltName, RFC 5280 §4.2.1.6.
    pub const SUBJECT_ALT_NAME: O = O::new_unwrap("2.5.29.17");
    /// id-ce-basicConstraints, RFC 5280 §4.2.1.9.
    pub const BASIC_CONSTRAINTS: O = O::new_unwrap("2.5.29.19");
    /// id-ce-nameConstraints, RFC 5280 §4.2.1.10.
    pub const NAME_CONSTRAINTS: O = O::new_unwrap("2.5.29.30");
    /// id-ce-cRLDistributionPoints, RFC 5280 §4.2.1.13.
    pub const CRL_DISTRIBUTION_POINTS: O = O::new_unwrap("2.5.29.31");
    /// id-ce-certificatePolicies, RFC 5280 §4.2.1.4.
    pub const CERTIFICATE_POLICIES: O = O::new_unwrap("2.5.29.32");
    /// id-ce-policyMappings, RFC 5280 §4.2.1.5.
    pub const POLICY_MAPPINGS: O = O::new_unwrap("2.5.29.33");
    /// id-ce-authorityKeyIdentifier, RFC 5280 §4.2.1.1.
    pub const AUTHORITY_KEY_ID: O = O::new_unwrap("2.5.29.35");
    /// id-ce-policyConstraints, RFC 5280 §4.2.1.11.
    pub const POLICY_CONSTRAINTS: O = O::new_unwrap("2.5.29.36");
    /// id-ce-extKeyUsage, RFC 5280 §4.2.1.12.
    pub const EXTENDED_KEY_USAGE: O = O::new_unwrap("2.5.29.37");
    /// id-ce-freshestCRL, RFC 5280 §4.2.1.15.
    pub const FRESHEST_CRL: O = O::new_unwrap("2.5.29.46");
    /// id-ce-inhibitAnyPolicy, RFC 5280 §4.2.1.14.
    pub const INHIBIT_ANY_POLICY: O = O::new_unwrap("2.5.29.54");
    /// id-pe-authorityInfoAccess, RFC 5280 §4.2.2.1.
    pub const AUTHORITY_INFO_ACCESS: O = O::new_unwrap("1.3.6.1.5.5.7.1.1");
    /// id-pkix-ocsp-nocheck, RFC 6960 §4.2.2.2.1.
    pub const OCSP_NO_CHECK: O = O::new_unwrap("1.3.6.1.5.5.7.48.1.5");
    /// id-ad-ocsp, RFC 5280 §4.2.2.1.
    pub const AD_OCSP: O = O::new_unwrap("1.3.6.1.5.5.7.48.1");
    /// id-ad-caIssuers, RFC 5280 §4.2.2.1.
    pub const AD_CA_ISSUERS: O = O::new_unwrap("1.3.6.1.5.5.7.48.2");
    /// anyExtendedKeyUsage, RFC 5280 §4.2.1.12.
    pub const ANY_EXTENDED_KEY_USAGE: O = O::new_unwrap("2.5.29.37.0");
    /// id-kp-serverAuth, RFC 5280 §4.2.1.12.
    pub const SERVER_AUTH: O = O::new_unwrap("1.3.6.1.5.5.7.3.1");
    /// id-kp-clientAuth, RFC 5280 §4.2.1.12.
    pub const CLIENT_AUTH: O = O::new_unwrap("1.3.6.1.5.5.7.3.2");
    /// id-kp-OCSPSigning, RFC 6960 §4.2.2.2.
    pub const OCSP_SIGNING: O = O::new_unwrap("1.3.6.1.5.5.7.3.9");
}

/// Extensions that a path validation knows what to do with (RFC 5280 §4.2): the constraints among them are the path's
/// business, their values can be had by [`Extensions::get`].
const RECOGNISED: [ObjectIdentifier; 15] = [
    known::SUBJECT_KEY_ID,
    known::KEY_USAGE,
    known::SUBJECT_ALT_NAME,
    known::BASIC_CONSTRAINTS,
    known::NAME_CONSTRAINTS,
    known::CRL_DISTRIBUTION_POINTS,
    known::CERTIFICATE_POLICIES,
    known::POLICY_MAPPINGS,
    known::AUTHORITY_KEY_ID,
    known::POLICY_CONSTRAINTS,
    known::EXTENDED_KEY_USAGE,
    known::FRESHEST_CRL,
    known::INHIBIT_ANY_POLICY,
    known::AUTHORITY_INFO_ACCESS,
    known::OCSP_NO_CHECK,
];

/// One extension as received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Which one.
    pub oid: Oid,
    /// Whether a validator that does not know it must refuse the certificate (RFC 5280 §4.2).
    pub criticality: Criticality,
    /// The content of its OCTET STRING.
    pub value: Box<[u8]>,
}

/// Whether an extension may be passed over by who does not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Criticality {
    /// It must be processed.
    Critical,
    /// It may be passed over.
    NonCritical,
}

impl Extension {
    /// Decodes the value of an Extensions field: a SEQUENCE of extensions, in certificates, CRLs and OCSP answers alike.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly that; what the extensions hold is not looked at.
    pub fn decode_all(der: &[u8]) -> Result<Vec<Self>, BadElement> {
        let mut extensions = Elements::inside(der, tlv::SEQUENCE)?;
        let mut decoded = Vec::new();
        while let Some(extension) = extensions.next()? {
            let mut fields = Elements::inside(extension.raw, tlv::SEQUENCE)?;
            let oid = Oid::from_content(fields.expect(tlv::OID)?.value);
            // Any octet but zero is true: some CAs wrote 0x01, which DER forbids and everybody reads.
            let criticality = match fields.optional(tlv::BOOLEAN)?.map(|field| field.value) {
                None | Some([0]) => Criticality::NonCritical,
                Some([_]) => Criticality::Critical,
                Some(_) => return Err(BadElement::Value),
            };
            let value = fields.expect(tlv::OCTET_STRING)?.value.into();
            fields.finish()?;
            decoded.push(Self { oid, criticality, value });
        }
        Ok(decoded)
    }
}

/// What is wrong with a certificate that could still be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Odd {
    /// An extension whose value can't be read.
    #[error("the extension {0} can't be read")]
    Extension(Oid),
    /// An extension that stands more than once (RFC 5280 §4.2 forbids it): none of them counts.
    #[error("the extension {0} stands more than once")]
    Duplicate(Oid),
    /// Extensions in a certificate that says it is of a version before 3.
    #[error("extensions in a certificate of a version before 3")]
    ExtensionsBeforeVersion3,
    /// A serial number that is not positive.
    #[error("the serial number {0} is not positive")]
    SerialNotPositive(Serial),
    /// A serial number of more than 20 octets.
    #[error("the serial number {0} has more than 20 octets")]
    SerialTooLong(Serial),
}

/// The basic constraints (RFC 5280 §4.2.1.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BasicConstraints {
    /// Whether the subject is a CA.
    pub ca: bool,
    /// How many CA certificates may follow below it. None: any number.
    pub path_len: Option<u32>,
}

/// What the key may be used for (RFC 5280 §4.2.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUsage {
    /// No such extension: no restriction.
    Absent,
    /// The bits; bit 0, digitalSignature, lowest.
    Flags(u16),
    /// The extension can't be read: nothing is allowed.
    Unreadable,
}

impl KeyUsage {
    const DIGITAL_SIGNATURE: u16 = 1;
    const NON_REPUDIATION: u16 = 1 << 1;
    const KEY_ENCIPHERMENT: u16 = 1 << 2;
    const KEY_AGREEMENT: u16 = 1 << 4;
    const KEY_CERT_SIGN: u16 = 1 << 5;
    const CRL_SIGN: u16 = 1 << 6;

    /// keyCertSign.
    pub const fn may_sign_certificates(self) -> bool {
        self.allows(Self::KEY_CERT_SIGN)
    }

    /// cRLSign.
    pub const fn may_sign_crls(self) -> bool {
        self.allows(Self::CRL_SIGN)
    }

    /// digitalSignature: what a TLS key exchange and an OCSP responder need.
    pub const fn may_sign_data(self) -> bool {
        self.allows(Self::DIGITAL_SIGNATURE)
    }

    /// nonRepudiation, also called contentCommitment: some OCSP responders have it in place of digitalSignature.
    pub const fn may_commit(self) -> bool {
        self.allows(Self::NON_REPUDIATION)
    }

    /// keyEncipherment or keyAgreement: what a TLS server needs where it signs nothing.
    pub const fn may_receive_keys(self) -> bool {
        self.allows(Self::KEY_ENCIPHERMENT | Self::KEY_AGREEMENT)
    }

    /// keyAgreement: what a TLS client with a fixed key needs.
    pub const fn may_agree_on_keys(self) -> bool {
        self.allows(Self::KEY_AGREEMENT)
    }

    const fn allows(self, flag: u16) -> bool {
        match self {
            Self::Absent => true,
            Self::Flags(flags) => flags & flag != 0,
            Self::Unreadable => false,
        }
    }
}

/// Whom a certificate names as its issuer, beside the name in it (RFC 5280 §4.2.1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuthorityKeyId {
    /// The issuer's key. None where it is not given.
    pub key_id: Option<KeyId>,
    /// The name of the issuer's issuer. Empty where it is not given.
    pub issuer: Vec<GeneralName>,
    /// The serial of the issuer's certificate. None where it is not given.
    pub serial: Option<Serial>,
}

impl AuthorityKeyId {
    /// Decodes the value of an authorityKeyIdentifier extension, of a certificate or a CRL.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly that.
    pub fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
        let key_id = fields.optional(tlv::primitive(0))?.map(|field| KeyId::from_content(field.value));
        let issuer =
            fields.optional(tlv::constructed(1))?.map(|field| GeneralName::decode_all(field.value)).transpose()?;
        let serial = fields.optional(tlv::primitive(2))?.map(|field| Serial::from_content(field.value));
        fields.finish()?;
        Ok(Self { key_id, issuer: issuer.unwrap_or_default(), serial })
    }
}

/// All extensions of a certificate, and the values of those that count here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extensions {
    all: Vec<Extension>,
    pub(super) odd: Vec<Odd>,
    pub(super) basic_constraints: Option<BasicConstraints>,
    pub(super) key_usage: KeyUsage,
    pub(super) extended_key_usage: Option<Vec<Oid>>,
    pub(super) subject_key_id: Option<KeyId>,
    pub(super) authority: AuthorityKeyId,
    pub(super) distribution_points: Vec<DistributionPoint>,
    pub(super) alternative_names: Vec<GeneralName>,
    pub(super) crl: Places,
    pub(super) ocsp: Places,
    pub(super) ca_issuers: Places,
    pub(super) ocsp_no_check: bool,
}

impl Extensions {
    pub(super) fn decode(all: Vec<Extension>) -> Self {
        let mut odd = repeated(&all);
        let basic_constraints = read(&all, &mut odd, &known::BASIC_CONSTRAINTS, basic_constraints);
        let key_usage = match read(&all, &mut odd, &known::KEY_USAGE, key_usage) {
            Value::Absent => KeyUsage::Absent,
            Value::Is(flags) => KeyUsage::Flags(flags),
            Value::Unreadable => KeyUsage::Unreadable,
        };
        let extended_key_usage = match read(&all, &mut odd, &known::EXTENDED_KEY_USAGE, key_purposes) {
            Value::Absent => None,
            Value::Is(purposes) => Some(purposes),
            Value::Unreadable => Some(Vec::new()),
        };
        let subject_key_id = read(&all, &mut odd, &known::SUBJECT_KEY_ID, subject_key_id).value();
        let authority =
            read(&all, &mut odd, &known::AUTHORITY_KEY_ID, AuthorityKeyId::decode).value().unwrap_or_default();
        let points = read(&all, &mut odd, &known::CRL_DISTRIBUTION_POINTS, DistributionPoint::decode_all);
        let distribution_points = points.value().unwrap_or_default();
        // Nobody follows them here: a complete CRL says as much. That they can't be read is noted all the same.
        read(&all, &mut odd, &known::FRESHEST_CRL, DistributionPoint::decode_all);
        let ocsp_no_check = read(&all, &mut odd, &known::OCSP_NO_CHECK, null).value().is_some();
        let names = read(&all, &mut odd, &known::SUBJECT_ALT_NAME, general_names);
        let access = read(&all, &mut odd, &known::AUTHORITY_INFO_ACCESS, access).value().unwrap_or_default();
        let mut crl = Places::default();
        crl.take(
            distribution_points.iter().filter_map(|point| point.name.as_ref()).flat_map(DistributionPointName::full),
        );
        let at = |method: &ObjectIdentifier| {
            let mut places = Places::default();
            places.take(access.iter().filter(|(kind, _)| kind == method).flat_map(|(_, names)| names));
            places
        };
        Self {
            basic_constraints: basic_constraints.value(),
            key_usage,
            extended_key_usage,
            subject_key_id,
            authority,
            alternative_names: names.value().unwrap_or_default(),
            ocsp: at(&known::AD_OCSP),
            ca_issuers: at(&known::AD_CA_ISSUERS),
            distribution_points,
            crl,
            ocsp_no_check,
            odd,
            all,
        }
    }

    /// Every extension, as received.
    pub fn all(&self) -> &[Extension] {
        &self.all
    }

    /// The extension with this identifier: the first, where it wrongly stands twice.
    pub fn get(&self, oid: &ObjectIdentifier) -> Option<&Extension> {
        self.all.iter().find(|extension| extension.oid == *oid)
    }

    /// Critical extensions that this tool does not know, or whose value it can't read: a validator must refuse the
    /// certificate for them (RFC 5280 §4.2).
    pub fn unknown_critical(&self) -> impl Iterator<Item = &Oid> {
        let broken =
            |oid: &Oid| self.odd.iter().any(|odd| matches!(odd, Odd::Extension(o) | Odd::Duplicate(o) if o == oid));
        self.all
            .iter()
            .filter(|extension| extension.criticality == Criticality::Critical)
            .map(|extension| &extension.oid)
            .filter(move |oid| !RECOGNISED.iter().any(|known| *oid == known) || broken(oid))
    }
}

/// What became of an extension that is looked for.
enum Value<T> {
    Absent,
    Is(T),
    Unreadable,
}

impl<T> Value<T> {
    fn value(self) -> Option<T> {
        match self {
            Self::Is(value) => Some(value),
            Self::Absent | Self::Unreadable => None,
        }
    }
}

/// Those that stand more than once, each told once.
fn repeated(all: &[Extension]) -> Vec<Odd> {
    let (mut seen, mut repeated) = (BTreeSet::new(), BTreeSet::new());
    for extension in all {
        if !seen.insert(extension.oid.content()) {
            repeated.insert(extension.oid.content());
        }
    }
    repeated.into_iter().map(|content| Odd::Duplicate(Oid::from_content(content))).collect()
}

/// Finds an extension and decodes its value; notes one that can't be read. None of several counts.
fn read<T>(
    all: &[Extension],
    odd: &mut Vec<Odd>,
    oid: &ObjectIdentifier,
    decode: impl Fn(&[u8]) -> Result<T, BadElement>,
) -> Value<T> {
    let mut found = all.iter().filter(|extension| extension.oid == *oid);
    let Some(extension) = found.next() else { return Value::Absent };
    if found.next().is_some() {
        return Value::Unreadable;
    }
    decode(&extension.value).map_or_else(
        |_| {
            odd.push(Odd::Extension(extension.oid.clone()));
            Value::Unreadable
        },
        Value::Is,
    )
}

fn basic_constraints(der: &[u8]) -> Result<BasicConstraints, BadElement> {
    let (rest, read) = parser::BasicConstraints::from_der(der).map_err(|_| BadElement::Value)?;
    Elements::of(rest).finish()?;
    Ok(BasicConstraints { ca: read.ca, path_len: read.path_len_constraint })
}

fn key_usage(der: &[u8]) -> Result<u16, BadElement> {
    let mut elements = Elements::of(der);
    let flags = named_bits(elements.expect(tlv::BIT_STRING)?.value)?;
    elements.finish()?;
    Ok(flags)
}

/// The purposes of an `ExtKeyUsageSyntax` (RFC 5280 §4.2.1.12), which Windows' `CTL_USAGE` equals. None at all is well-formed
/// there.
///
/// # Errors
/// [`BadElement`] where the bytes are not exactly that.
pub fn key_purposes(der: &[u8]) -> Result<Vec<Oid>, BadElement> {
    let mut elements = Elements::inside(der, tlv::SEQUENCE)?;
    let mut purposes = Vec::new();
    while !elements.rest().is_empty() {
        purposes.push(Oid::from_content(elements.expect(tlv::OID)?.value));
    }
    Ok(purposes)
}

/// The value of id-pkix-ocsp-nocheck, which says all by being there (RFC 6960 §4.2.2.2.1).
fn null(der: &[u8]) -> Result<(), BadElement> {
    Elements::inside(der, tlv::NULL)?.finish()
}

fn subject_key_id(der: &[u8]) -> Result<KeyId, BadElement> {
    let mut elements = Elements::of(der);
    let id = KeyId::from_content(elements.expect(tlv::OCTET_STRING)?.value);
    elements.finish()?;
    Ok(id)
}

/// GeneralNames (RFC 5280 §4.2.1.6). There must be at least one; a CA is known that wrote none, which names nobody.
fn general_names(der: &[u8]) -> Result<Vec<GeneralName>, BadElement> {
    GeneralName::decode_all(Elements::inside(der, tlv::SEQUENCE)?.rest())
}

/// AuthorityInfoAccessSyntax (RFC 5280 §4.2.2.1): method and place, pair by pair.
fn access(der: &[u8]) -> Result<Vec<(Oid, Vec<GeneralName>)>, BadElement> {
    let mut descriptions = Elements::inside(der, tlv::SEQUENCE)?;
    let mut decoded = Vec::new();
    while let Some(description) = descriptions.next()? {
        let mut fields = Elements::inside(description.raw, tlv::SEQUENCE)?;
        let method = Oid::from_content(fields.expect(tlv::OID)?.value);
        decoded.push((method, GeneralName::decode_all(fields.rest())?));
    }
    Ok(decoded)
}
