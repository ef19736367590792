//! Whether a CRL speaks for a certificate (RFC 5280 §6.3.3(b)): the right issuer, the right part of its certificates, and
//! nothing in it that is not understood. A wrong shard of the right CA is out of scope, which is never "not revoked".

use super::CrlReading;
use super::extensions::{Completeness, Issuers, IssuingDistributionPoint, Kind};
use crate::pki::certificate::{Certificate, Version};
use crate::pki::extensions::known;
use crate::pki::general_name::{DistributionPoint, DistributionPointName, GeneralName, GeneralNameKind, ReasonFlags};
use crate::pki::name::Name;
use crate::pki::oid::Oid;
use crate::pki::tlv::{self, Elements};
use crate::pki::verified::Verified;
use crate::vocabulary::{HttpUrl, Shown};

/// Whether a CRL speaks for a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// It does, for every reason: a serial that it does not list is not revoked.
    Covers,
    /// It does for these reasons only: a serial that it lists is revoked, and of one that it does not list nothing is
    /// known until other CRLs have spoken for the other reasons (RFC 5280 §6.3.3(l)).
    CoversSome(ReasonFlags),
    /// It does not.
    OutOfScope(OutOfScope),
    /// It can't be used here: unknown, never good.
    Unsupported(UnsupportedCrl),
}

/// Why a CRL does not speak for a certificate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfScope {
    /// The CRL is another issuer's (RFC 5280 §6.3.3(b)(1)).
    #[error("the CRL is issued by `{crl}`, the certificate by `{certificate}`")]
    Issuer {
        /// The CRL's issuer.
        crl: Name,
        /// The certificate's issuer.
        certificate: Name,
    },
    /// The CRL is for other distribution points: another shard (§6.3.3(b)(2)(i)).
    #[error("the CRL is for {}, and {} was asked for", list(published), list(wanted))]
    DistributionPoint {
        /// The names under which it is published, by its own word.
        published: Vec<Shown>,
        /// The names that the certificate gives, or the URL that was asked; empty where the certificate gives none.
        wanted: Vec<Shown>,
    },
    /// The certificate's distribution points all leave its CRLs to other issuers (§4.2.1.13 cRLIssuer).
    #[error("the certificate leaves its CRLs to another issuer")]
    OtherCrlIssuer,
    /// The CRL is for end entities, and the certificate is a CA's (§6.3.3(b)(2)(ii)).
    #[error("the CRL is for end entities only, and the certificate is a CA's")]
    UserOnly,
    /// The CRL is for CAs, and the certificate is an end entity's (§6.3.3(b)(2)(iii)).
    #[error("the CRL is for CAs only, and the certificate is an end entity's")]
    CaOnly,
    /// The CRL is for attribute certificates (§6.3.3(b)(2)(iv)).
    #[error("the CRL is for attribute certificates only")]
    AttributeOnly,
}

/// Why a CRL can't be used here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnsupportedCrl {
    /// A critical extension of the CRL is not known (RFC 5280 §5.2).
    #[error("the CRL has the critical extension {0}, which is not known here")]
    CriticalExtension(Oid),
    /// A critical extension of an entry is not known (§5.3).
    #[error("an entry has the critical extension {0}, which is not known here")]
    CriticalEntryExtension(Oid),
    /// A delta CRL (§5.2.4), which says nothing without its base.
    #[error("it is a delta CRL, which says nothing without its base")]
    Delta,
    /// An indirect CRL (§5.2.5), whose entries may be of other issuers.
    #[error("it is an indirect CRL")]
    Indirect,
    /// Entries name a certificate issuer (§5.3.3), and the CRL does not say that it is indirect.
    #[error("entries name a certificate issuer, and it does not say that it is an indirect CRL")]
    EntryIssuers,
    /// The CRL is for CAs only or for end entities only, and the certificate, of a version before 3, does not say which
    /// it is.
    #[error("it is for one kind of certificates, and a certificate of a version before 3 does not say which it is")]
    KindUnknown,
    /// The certificate's distribution points can't be read.
    #[error("the certificate's distribution points can't be read")]
    PointsUnreadable,
    /// The CRL is published under names that are no URLs, and a URL is all that is known of what was asked.
    #[error("it is published under names that are no URLs")]
    NoUrl,
}

/// Whether a CRL speaks for this certificate.
pub fn scope_for(crl: &Verified<CrlReading>, certificate: &Certificate) -> Scope {
    let crl = crl.value();
    if let Some(why) = unsupported(crl) {
        return Scope::Unsupported(why);
    }
    if crl.issuer != *certificate.issuer() {
        let (crl, certificate) = (crl.issuer.clone(), certificate.issuer().clone());
        return Scope::OutOfScope(OutOfScope::Issuer { crl, certificate });
    }
    let point = crl.issuing_point.as_ref();
    if let Some(scope) = point.and_then(|point| wrong_kind(point.kind, certificate)) {
        return scope;
    }
    match reasons_by_points(point, certificate) {
        Ok(reasons) => covers(point, reasons),
        Err(scope) => scope,
    }
}

/// Whether a CRL is the one that this URL, which a policy names, stands for. The certificate is not at hand, so its kind
/// is not asked.
pub fn scope_of_url(crl: &Verified<CrlReading>, url: &HttpUrl) -> Scope {
    let crl = crl.value();
    if let Some(why) = unsupported(crl) {
        return Scope::Unsupported(why);
    }
    let point = crl.issuing_point.as_ref();
    if matches!(point, Some(point) if point.kind == Kind::Attribute) {
        return Scope::OutOfScope(OutOfScope::AttributeOnly);
    }
    if let Some(name) = point.and_then(|point| point.name.as_ref()) {
        let published = named(name, &crl.issuer);
        if !published.iter().any(|name| matches!(name, Named::Uri(_))) {
            return Scope::Unsupported(UnsupportedCrl::NoUrl);
        }
        if !published.iter().any(|name| name.matches(&Named::Uri(url.as_str()))) {
            let wanted = vec![Shown::new(url.as_str())];
            return Scope::OutOfScope(OutOfScope::DistributionPoint { published: shown(&published), wanted });
        }
    }
    covers(point, ReasonFlags::ALL)
}

/// Whether a CRL speaks for an end entity's certificate that is not at hand, which this URL is known to serve.
pub fn scope_for_unseen(crl: &Verified<CrlReading>, url: &HttpUrl) -> Scope {
    match &crl.value().issuing_point {
        Some(point) if point.kind == Kind::Ca => Scope::OutOfScope(OutOfScope::CaOnly),
        _ => scope_of_url(crl, url),
    }
}

/// What keeps a CRL from being used for any certificate.
fn unsupported(crl: &CrlReading) -> Option<UnsupportedCrl> {
    if let Some(oid) = crl.unknown_critical.first() {
        return Some(UnsupportedCrl::CriticalExtension(oid.clone()));
    }
    if let Some(oid) = crl.unknown_critical_of_entries.first() {
        return Some(UnsupportedCrl::CriticalEntryExtension(oid.clone()));
    }
    if crl.completeness != Completeness::Complete {
        return Some(UnsupportedCrl::Delta);
    }
    if matches!(&crl.issuing_point, Some(point) if point.issuers == Issuers::Others) {
        return Some(UnsupportedCrl::Indirect);
    }
    (crl.entries_with_issuer > 0).then_some(UnsupportedCrl::EntryIssuers)
}

/// Whether the CRL is for certificates of another kind (RFC 5280 §6.3.3(b)(2)(ii) to (iv)).
fn wrong_kind(kind: Kind, certificate: &Certificate) -> Option<Scope> {
    let out = match kind {
        Kind::Attribute => OutOfScope::AttributeOnly,
        Kind::User | Kind::Ca if certificate.version() != Version::V3 => {
            return Some(Scope::Unsupported(UnsupportedCrl::KindUnknown));
        }
        Kind::User if certificate.is_ca() => OutOfScope::UserOnly,
        Kind::Ca if !certificate.is_ca() => OutOfScope::CaOnly,
        Kind::All | Kind::User | Kind::Ca => return None,
    };
    Some(Scope::OutOfScope(out))
}

/// The reasons for which the certificate's distribution points send it to this CRL (RFC 5280 §6.3.3(b)(1), (b)(2)(i) and
/// (d)), or why none of them does.
fn reasons_by_points(
    issuing: Option<&IssuingDistributionPoint>,
    certificate: &Certificate,
) -> Result<ReasonFlags, Scope> {
    let issuer = certificate.issuer();
    let published = issuing.and_then(|point| point.name.as_ref()).map(|name| named(name, issuer));
    let points = certificate.distribution_points();
    if points.is_empty() {
        if certificate.extensions().get(&known::CRL_DISTRIBUTION_POINTS).is_some() {
            return Err(Scope::Unsupported(UnsupportedCrl::PointsUnreadable));
        }
        // RFC 5280 §6.3.3, last paragraph: a certificate that names none is sent to its issuer's name.
        let own = Named::Directory(issuer.clone());
        return match published {
            Some(published) if !published.iter().any(|name| name.matches(&own)) => {
                Err(other_point(&published, Vec::new()))
            }
            _ => Ok(ReasonFlags::ALL),
        };
    }
    // A point with a cRLIssuer asks for an indirect CRL, which this is not (§6.3.3(b)(1)).
    let own: Vec<&DistributionPoint> = points.iter().filter(|point| point.crl_issuer.is_empty()).collect();
    if own.is_empty() {
        return Err(Scope::OutOfScope(OutOfScope::OtherCrlIssuer));
    }
    let names = |point: &&DistributionPoint| point.name.as_ref().map(|name| shown(&named(name, issuer)));
    let reasons = own
        .iter()
        .filter(|point| match (&published, &point.name) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(published), Some(name)) => {
                named(name, issuer).iter().any(|wanted| published.iter().any(|name| name.matches(wanted)))
            }
        })
        .map(|point| point.reasons.unwrap_or(ReasonFlags::ALL))
        .reduce(ReasonFlags::union);
    reasons.ok_or_else(|| {
        let wanted = own.iter().filter_map(names).flatten().collect();
        other_point(published.as_deref().unwrap_or_default(), wanted)
    })
}

fn other_point(published: &[Named<'_>], wanted: Vec<Shown>) -> Scope {
    Scope::OutOfScope(OutOfScope::DistributionPoint { published: shown(published), wanted })
}

/// The scope, given the reasons that the certificate's points ask for.
fn covers(issuing: Option<&IssuingDistributionPoint>, asked: ReasonFlags) -> Scope {
    let spoken = issuing.and_then(|point| point.reasons).unwrap_or(ReasonFlags::ALL);
    let reasons = asked.intersection(spoken);
    if reasons.covers_all() { Scope::Covers } else { Scope::CoversSome(reasons) }
}

/// A name of a distribution point in the form in which two are compared.
enum Named<'a> {
    Directory(Name),
    Uri(&'a str),
    Other(&'a GeneralName),
}

impl Named<'_> {
    /// Distinguished names by RFC 5280 §7.1, URLs by their meaning (§7.4: scheme and host in any case), others octet by
    /// octet.
    fn matches(&self, other: &Named<'_>) -> bool {
        match (self, other) {
            (Self::Directory(one), Named::Directory(two)) => one == two,
            (Self::Uri(one), Named::Uri(two)) => {
                one == two || matches!((HttpUrl::parse(one), HttpUrl::parse(two)), (Ok(one), Ok(two)) if one == two)
            }
            (Self::Other(one), Named::Other(two)) => one.matches(two),
            _ => false,
        }
    }
}

/// The names of a distribution point; a relative one is put behind the CRL issuer's (RFC 5280 §4.2.1.13).
fn named<'a>(name: &'a DistributionPointName, issuer: &Name) -> Vec<Named<'a>> {
    match name {
        DistributionPointName::Full(names) => names
            .iter()
            .map(|name| match name.kind() {
                GeneralNameKind::Directory(name) => Named::Directory(name.clone()),
                GeneralNameKind::Uri(uri) => Named::Uri(uri),
                _ => Named::Other(name),
            })
            .collect(),
        DistributionPointName::Relative(relative) => {
            below(issuer, relative).map(Named::Directory).into_iter().collect()
        }
    }
}

/// A name with one more relative distinguished name behind it. None where that is none.
fn below(issuer: &Name, relative: &[u8]) -> Option<Name> {
    let parts = Elements::inside(issuer.der(), tlv::SEQUENCE).ok()?;
    Name::decode(&tlv::element(tlv::SEQUENCE, &[parts.rest(), relative])).ok()
}

fn shown(names: &[Named<'_>]) -> Vec<Shown> {
    let text = |name: &Named<'_>| match name {
        Named::Directory(name) => Shown::new(&name.to_string()),
        Named::Uri(uri) => Shown::new(uri),
        Named::Other(name) => Shown::new(&name.to_string()),
    };
    names.iter().map(text).collect()
}

fn list(names: &[Shown]) -> String {
    if names.is_empty() {
        return "no distribution point".to_owned();
    }
    names.iter().map(Shown::as_str).collect::<Vec<_>>().join(", ")
}
