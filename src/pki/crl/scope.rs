//! Whether a CRL speaks for a certificate (RFC 5280 §6.3.3(b)): the right issuer, the right part of its certificates, and
//! nothing in it that is not understood. A wrong shard of the right CA is out of scope, which is never "not revoked".

use super::CrlReading;
use super::extensions::{Completeness, Issuers, IssuingDistributionPoint, Kind};
use super::point::{Named, named, shown, wanted};
use crate::pki::certificate::{Certificate, Version};
use crate::pki::extensions::known;
use crate::pki::general_name::{DistributionPoint, ReasonFlags};
use crate::pki::name::Name;
use crate::pki::oid::Oid;
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
    /// An indirect CRL (§5.2.5), and the certificate whose entries are looked for is not at hand.
    #[error("it is an indirect CRL, and the certificate is not at hand")]
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

/// Whether a CRL speaks for this certificate. A delta does not, because it says nothing alone.
pub fn scope_for(crl: &Verified<CrlReading>, certificate: &Certificate) -> Scope {
    if crl.value().completeness != Completeness::Complete {
        return Scope::Unsupported(UnsupportedCrl::Delta);
    }
    scope_of_part(crl.value(), certificate)
}

/// Whether a delta CRL speaks of this certificate: as [`scope_for`], and that it is a delta is no hindrance.
pub(crate) fn scope_of_delta(crl: &Verified<CrlReading>, certificate: &Certificate) -> Scope {
    scope_of_part(crl.value(), certificate)
}

fn scope_of_part(crl: &CrlReading, certificate: &Certificate) -> Scope {
    if let Some(why) = not_understood(crl) {
        return Scope::Unsupported(why);
    }
    let point = crl.issuing_point.as_ref();
    if let Some(scope) = point.and_then(|point| wrong_kind(point.kind, certificate)) {
        return scope;
    }
    match reasons_by_points(crl, certificate) {
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

/// What keeps a CRL from being used for a certificate that is not at hand.
fn unsupported(crl: &CrlReading) -> Option<UnsupportedCrl> {
    if crl.completeness != Completeness::Complete {
        return Some(UnsupportedCrl::Delta);
    }
    if is_indirect(crl) {
        return Some(UnsupportedCrl::Indirect);
    }
    not_understood(crl)
}

/// What keeps a CRL from being used for any certificate.
fn not_understood(crl: &CrlReading) -> Option<UnsupportedCrl> {
    if let Some(oid) = crl.unknown_critical.first() {
        return Some(UnsupportedCrl::CriticalExtension(oid.clone()));
    }
    if let Some(oid) = crl.unknown_critical_of_entries.first() {
        return Some(UnsupportedCrl::CriticalEntryExtension(oid.clone()));
    }
    (crl.entries_with_issuer > 0 && !is_indirect(crl)).then_some(UnsupportedCrl::EntryIssuers)
}

fn is_indirect(crl: &CrlReading) -> bool {
    matches!(&crl.issuing_point, Some(point) if point.issuers == Issuers::Others)
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
fn reasons_by_points(crl: &CrlReading, certificate: &Certificate) -> Result<ReasonFlags, Scope> {
    let issuer = certificate.issuer();
    let own = crl.issuer == *issuer;
    let published = crl.issuing_point.as_ref().and_then(|point| point.name.as_ref());
    let published = published.map(|name| named(name, &crl.issuer));
    let points = certificate.distribution_points();
    if points.is_empty() {
        if certificate.extensions().get(&known::CRL_DISTRIBUTION_POINTS).is_some() {
            return Err(Scope::Unsupported(UnsupportedCrl::PointsUnreadable));
        }
        // RFC 5280 §6.3.3, last paragraph: a certificate that names none is sent to its issuer's name.
        let issuers = Named::Directory(issuer.clone());
        return match published {
            _ if !own => Err(other_issuer(crl, certificate)),
            Some(published) if !published.iter().any(|name| name.matches(&issuers)) => {
                Err(other_point(&published, Vec::new()))
            }
            _ => Ok(ReasonFlags::ALL),
        };
    }
    let mine: Vec<&DistributionPoint> = points.iter().filter(|point| asks(point, crl, own)).collect();
    if mine.is_empty() {
        let left = own && points.iter().all(|point| !point.crl_issuer.is_empty());
        return Err(if left { Scope::OutOfScope(OutOfScope::OtherCrlIssuer) } else { other_issuer(crl, certificate) });
    }
    let names = |point: &&DistributionPoint| shown(&wanted(point, &crl.issuer));
    let reasons = mine
        .iter()
        .filter(|point| {
            let named_alike = |published: &Vec<Named<'_>>| {
                wanted(point, &crl.issuer).iter().any(|wanted| published.iter().any(|name| name.matches(wanted)))
            };
            published.as_ref().is_none_or(named_alike)
        })
        .map(|point| point.reasons.unwrap_or(ReasonFlags::ALL))
        .reduce(ReasonFlags::union);
    reasons.ok_or_else(|| other_point(published.as_deref().unwrap_or_default(), mine.iter().flat_map(names).collect()))
}

/// Whether a distribution point can mean this CRL by its issuer (RFC 5280 §6.3.3(b)(1)): the certificate's, or the one that
/// the point leaves its CRLs to, who must then say that the CRL is indirect.
fn asks(point: &DistributionPoint, crl: &CrlReading, own: bool) -> bool {
    if point.crl_issuer.is_empty() { own } else { point.is_left_to(&crl.issuer) && is_indirect(crl) }
}

fn other_issuer(crl: &CrlReading, certificate: &Certificate) -> Scope {
    let (crl, certificate) = (crl.issuer.clone(), certificate.issuer().clone());
    Scope::OutOfScope(OutOfScope::Issuer { crl, certificate })
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

fn list(names: &[Shown]) -> String {
    if names.is_empty() {
        return "no distribution point".to_owned();
    }
    names.iter().map(Shown::as_str).collect::<Vec<_>>().join(", ")
}
