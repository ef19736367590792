//! The extensions of a CRL (RFC 5280 §5.2), which stand behind its entries.

use der::asn1::ObjectIdentifier;

use super::fault::{CrlFault, Part, Why};
use super::number::{BadNumber, CrlNumber};
use crate::pki::extensions::{AuthorityKeyId, Criticality, Extension, known};
use crate::pki::general_name::{DistributionPoint, DistributionPointName, ReasonFlags};
use crate::pki::oid::Oid;
use crate::pki::tlv::{self, BadElement, Elements};

/// id-ce-cRLNumber, 2.5.29.20 (RFC 5280 §5.2.3).
const NUMBER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.20");
/// id-ce-deltaCRLIndicator, 2.5.29.27 (RFC 5280 §5.2.4).
const DELTA_INDICATOR: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.27");
/// id-ce-issuingDistributionPoint, 2.5.29.28 (RFC 5280 §5.2.5).
const ISSUING_DISTRIBUTION_POINT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.28");

/// Which part of a CA's certificates a CRL speaks for (RFC 5280 §5.2.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssuingDistributionPoint {
    /// The names under which the CRL is published. None: no name restricts it.
    pub name: Option<DistributionPointName>,
    /// The certificates that it speaks for, by their kind.
    pub kind: Kind,
    /// onlySomeReasons: the reasons that it speaks for. None: all.
    pub reasons: Option<ReasonFlags>,
    /// indirectCRL: whether entries may be of other issuers than the CRL's.
    pub issuers: Issuers,
}

/// The certificates that a CRL speaks for, by their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Every kind.
    All,
    /// onlyContainsUserCerts: end entities.
    User,
    /// onlyContainsCACerts.
    Ca,
    /// onlyContainsAttributeCerts: no public-key certificate at all.
    Attribute,
}

/// Whose certificates a CRL may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issuers {
    /// The CRL issuer's own.
    Own,
    /// Other issuers' too: an indirect CRL.
    Others,
}

/// Whether a CRL stands alone (RFC 5280 §5.2.4).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Completeness {
    /// It does.
    #[default]
    Complete,
    /// It says only what changed since the CRL of this number.
    DeltaTo(CrlNumber),
    /// It says only what changed since another CRL, whose number is not as §5.2.3 has it.
    DeltaToUnknown,
}

impl Completeness {
    /// The number of a delta's base in decimal digits, or `unknown`. None for a complete CRL.
    pub fn base(&self) -> Option<String> {
        match self {
            Self::Complete => None,
            Self::DeltaTo(base) => Some(base.decimal()),
            Self::DeltaToUnknown => Some("unknown".to_owned()),
        }
    }
}

/// What the extensions of a CRL say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CrlExtensions {
    pub(super) number: Option<CrlNumber>,
    pub(super) bad_number: Option<BadNumber>,
    pub(super) completeness: Completeness,
    pub(super) authority: AuthorityKeyId,
    pub(super) issuing_point: Option<IssuingDistributionPoint>,
    pub(super) freshest: Vec<DistributionPoint>,
    pub(super) unknown_critical: Vec<Oid>,
}

impl CrlExtensions {
    /// Decodes the Extensions field, which stands at this offset of the body.
    pub(super) fn decode(der: &[u8], at: u64) -> Result<Self, CrlFault> {
        let fault = |part, why: Why| CrlFault::Malformed { part, at, why };
        let all = Extension::decode_all(der).map_err(|bad| fault(Part::Extensions, bad.into()))?;
        if all.is_empty() {
            return Err(fault(Part::Extensions, BadElement::Missing.into()));
        }
        let mut read = Self::default();
        for (place, extension) in all.iter().enumerate() {
            if all.iter().take(place).any(|before| before.oid == extension.oid) {
                return Err(fault(Part::Extensions, Why::Repeated));
            }
            read.take(extension).map_err(|(part, why)| fault(part, why))?;
        }
        Ok(read)
    }

    fn take(&mut self, extension: &Extension) -> Result<(), (Part, Why)> {
        let (oid, value) = (&extension.oid, &*extension.value);
        if *oid == NUMBER {
            match CrlNumber::decode(value).map_err(|bad| (Part::Number, bad.into()))? {
                Ok(number) => self.number = Some(number),
                Err(bad) => self.bad_number = Some(bad),
            }
        } else if *oid == DELTA_INDICATOR {
            let base = CrlNumber::decode(value).map_err(|bad| (Part::Number, bad.into()))?;
            self.completeness = base.map_or(Completeness::DeltaToUnknown, Completeness::DeltaTo);
        } else if *oid == known::AUTHORITY_KEY_ID {
            self.authority = AuthorityKeyId::decode(value).map_err(|bad| (Part::AuthorityKeyIdentifier, bad.into()))?;
        } else if *oid == ISSUING_DISTRIBUTION_POINT {
            let point = IssuingDistributionPoint::decode(value);
            self.issuing_point = Some(point.map_err(|why| (Part::IssuingDistributionPoint, why))?);
        } else if *oid == known::FRESHEST_CRL {
            self.freshest =
                DistributionPoint::decode_all(value).map_err(|bad| (Part::DistributionPoints, bad.into()))?;
        } else if extension.criticality == Criticality::Critical {
            self.unknown_critical.push(oid.clone());
        }
        Ok(())
    }
}

impl IssuingDistributionPoint {
    /// Decodes the extension's value. Absent fields mean what RFC 5280 §5.2.5 gives as their default; a value that
    /// restricts nothing, or restricts to two kinds at once, is what that section forbids.
    fn decode(der: &[u8]) -> Result<Self, Why> {
        let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
        if fields.rest().is_empty() {
            return Err(Why::Contradiction);
        }
        let name = fields.optional(tlv::constructed(0))?;
        let name = name.map(|field| DistributionPointName::decode(field.value)).transpose()?;
        if matches!(&name, Some(DistributionPointName::Full(names)) if names.is_empty()) {
            return Err(Why::Contradiction);
        }
        let mut kind = Kind::All;
        only(&mut kind, flag(&mut fields, 1)?, Kind::User)?;
        only(&mut kind, flag(&mut fields, 2)?, Kind::Ca)?;
        let reasons = fields.optional(tlv::primitive(3))?;
        let reasons = reasons.map(|field| ReasonFlags::decode(field.value)).transpose()?;
        let issuers = if flag(&mut fields, 4)? { Issuers::Others } else { Issuers::Own };
        only(&mut kind, flag(&mut fields, 5)?, Kind::Attribute)?;
        fields.finish()?;
        Ok(Self { name, kind, reasons, issuers })
    }
}

/// Narrows the kind where a flag is set; at most one may be (RFC 5280 §5.2.5).
const fn only(kind: &mut Kind, set: bool, to: Kind) -> Result<(), Why> {
    if set {
        if !matches!(kind, Kind::All) {
            return Err(Why::Contradiction);
        }
        *kind = to;
    }
    Ok(())
}

/// A `[n] IMPLICIT BOOLEAN DEFAULT FALSE`. A FALSE that is written out is tolerated, because it says the same.
fn flag(fields: &mut Elements<'_>, number: u8) -> Result<bool, BadElement> {
    match fields.optional(tlv::primitive(number))?.map(|field| field.value) {
        None | Some([0]) => Ok(false),
        Some([0xff]) => Ok(true),
        Some(_) => Err(BadElement::Value),
    }
}
