//! Names of distribution points, compared (RFC 5280 §6.3.3(b)(2)(i)): those under which a CRL is published, and those at which
//! a certificate looks for its CRLs.

use crate::pki::general_name::{DistributionPoint, DistributionPointName, GeneralName, GeneralNameKind};
use crate::pki::name::Name;
use crate::pki::tlv::{self, Elements};
use crate::vocabulary::{HttpUrl, Shown};

/// A name of a distribution point in the form in which two are compared.
pub(super) enum Named<'a> {
    Directory(Name),
    Uri(&'a str),
    Other(&'a GeneralName),
}

impl Named<'_> {
    /// Distinguished names by RFC 5280 §7.1, URLs by their meaning (§7.4: scheme and host in any case), others octet by
    /// octet.
    pub(super) fn matches(&self, other: &Named<'_>) -> bool {
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
pub(super) fn named<'a>(name: &'a DistributionPointName, issuer: &Name) -> Vec<Named<'a>> {
    match name {
        DistributionPointName::Full(names) => names.iter().map(one).collect(),
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

/// As a report shows them.
pub(super) fn shown(names: &[Named<'_>]) -> Vec<Shown> {
    let text = |name: &Named<'_>| match name {
        Named::Directory(name) => Shown::new(&name.to_string()),
        Named::Uri(uri) => Shown::new(uri),
        Named::Other(name) => Shown::new(&name.to_string()),
    };
    names.iter().map(text).collect()
}

/// The names at which a certificate's distribution point looks for its CRL (RFC 5280 §6.3.3(b)(2)(i)): its own, and where it
/// has none, the names of whom it leaves its CRLs to. A relative name stands behind the name of the CRL's issuer.
pub(super) fn wanted<'a>(point: &'a DistributionPoint, crl_issuer: &Name) -> Vec<Named<'a>> {
    match &point.name {
        Some(name) => named(name, crl_issuer),
        None => point.crl_issuer.iter().map(one).collect(),
    }
}

fn one(name: &GeneralName) -> Named<'_> {
    match name.kind() {
        GeneralNameKind::Directory(name) => Named::Directory(name.clone()),
        GeneralNameKind::Uri(uri) => Named::Uri(uri),
        _ => Named::Other(name),
    }
}
