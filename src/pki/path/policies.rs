//! Certificate policies along a path (RFC 5280 §6.1.2 to §6.1.5, as RFC 9618 rewrote them): the initial set is any-policy,
//! and no initial inhibition is set, which is what a TLS client asks for.
//!
//! RFC 9618 makes a graph of what was a tree, because a tree can be made to grow without bound. With any-policy as the
//! initial set only one question is asked of the graph, whether it is empty, and a node without children is pruned as
//! soon as its level is done: so the last level tells all, and the levels above are not kept.

use std::collections::{BTreeMap, BTreeSet};

use der::asn1::ObjectIdentifier;

use crate::pki::certificate::Certificate;
use crate::pki::extensions::{Criticality, Extension, known};
use crate::pki::oid::Oid;
use crate::pki::tlv::{self, BadElement, Elements};

/// anyPolicy, 2.5.29.32.0 (RFC 5280 §4.2.1.4).
const ANY_POLICY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.32.0");

/// id-qt-cps, 1.3.6.1.5.5.7.2.1 (RFC 5280 §4.2.1.4).
const CPS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.1");
/// id-qt-unotice, 1.3.6.1.5.5.7.2.2 (RFC 5280 §4.2.1.4).
const USER_NOTICE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.2.2");

/// Why the certificate policies break a path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// A certificate above demands a policy that all agree on, and there is none (RFC 5280 §6.1.3(f), §6.1.5(g)).
    #[error("a policy is required, and none is valid for the whole path")]
    NoneValid,
    /// A policy is mapped to or from anyPolicy (§6.1.4(a)).
    #[error("a policy mapping maps anyPolicy")]
    AnyPolicyMapped,
    /// A policy stands twice in one certificate (§4.2.1.4).
    #[error("the policy {0} stands there twice")]
    Repeated(Oid),
    /// A qualifier that is not known here, in an extension that is critical: it must be interpreted (§4.2.1.4).
    #[error("a critical policy has the qualifier {0}, which is not known here")]
    UnknownQualifier(Oid),
    /// One of the extensions that speak of policies can't be read.
    #[error("the extension {extension} can't be read: {why}")]
    Malformed {
        /// Which one.
        extension: Oid,
        /// What is wrong with it.
        why: BadElement,
    },
}

/// What a path's certificates, from the anchor down to here, say of policies.
#[derive(Debug)]
pub(super) struct Policies {
    /// The last level: each valid policy with those that are expected below it. None: the graph is empty.
    level: Option<BTreeMap<Oid, BTreeSet<Oid>>>,
    /// How many more certificates may come before a valid policy is demanded.
    explicit: u32,
    /// How many more certificates anyPolicy is taken from.
    inhibit_any: u32,
    /// How many more certificates may map policies.
    mapping: u32,
}

/// Where a certificate stands in its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Somewhere above the target.
    Above,
    /// It is the target.
    Target,
}

impl Policies {
    /// The state before the first certificate of a path of that many (RFC 5280 §6.1.2(a), (d) to (f)).
    pub(super) fn before(certificates: usize) -> Self {
        let beyond = u32::try_from(certificates).unwrap_or(u32::MAX).saturating_add(1);
        let any = Oid::from(ANY_POLICY);
        let level = BTreeMap::from([(any.clone(), BTreeSet::from([any]))]);
        Self { level: Some(level), explicit: beyond, inhibit_any: beyond, mapping: beyond }
    }

    /// Takes one certificate's policies into account (§6.1.3(d) to (f)), and then what it says of those below it (§6.1.4)
    /// or, of the target, of the whole (§6.1.5).
    ///
    /// # Errors
    /// [`PolicyFault`] where the path ends there.
    pub(super) fn pass(&mut self, certificate: &Certificate, position: Position) -> Result<(), PolicyFault> {
        let issued = read(certificate, &known::CERTIFICATE_POLICIES, policies)?;
        let critical = |extension: &Extension| extension.criticality == Criticality::Critical;
        let critical = certificate.extensions().get(&known::CERTIFICATE_POLICIES).is_some_and(critical);
        let issued = issued.map(|issued| distinct(issued, critical)).transpose()?;
        let mapped = read(certificate, &known::POLICY_MAPPINGS, mappings)?.map(without_any).transpose()?;
        self.level = match (self.level.take(), issued) {
            (Some(above), Some(issued)) => {
                let self_issued_above = position == Position::Above && certificate.is_self_issued();
                let any = self.inhibit_any > 0 || self_issued_above;
                Some(below(&above, &issued, any)).filter(|level| !level.is_empty())
            }
            _ => None,
        };
        self.demanded()?;
        let constraints = read(certificate, &known::POLICY_CONSTRAINTS, constraints)?.unwrap_or_default();
        let inhibit_any = read(certificate, &known::INHIBIT_ANY_POLICY, skip_certificates)?;
        match position {
            Position::Above => {
                self.prepare(certificate, mapped, &constraints, inhibit_any);
                Ok(())
            }
            Position::Target => {
                self.explicit = self.explicit.saturating_sub(1);
                if constraints.explicit == Some(0) {
                    self.explicit = 0;
                }
                self.demanded()
            }
        }
    }

    /// §6.1.3(f) and §6.1.5: a valid policy is there, or none is demanded yet.
    const fn demanded(&self) -> Result<(), PolicyFault> {
        if self.explicit > 0 || self.level.is_some() { Ok(()) } else { Err(PolicyFault::NoneValid) }
    }

    /// §6.1.4(a), (b) and (h) to (j).
    fn prepare(
        &mut self,
        certificate: &Certificate,
        mapped: Option<BTreeMap<Oid, BTreeSet<Oid>>>,
        constraints: &Constraints,
        inhibit_any: Option<u32>,
    ) {
        self.map(mapped.unwrap_or_default());
        if !certificate.is_self_issued() {
            for counter in [&mut self.explicit, &mut self.mapping, &mut self.inhibit_any] {
                *counter = counter.saturating_sub(1);
            }
        }
        self.explicit = constraints.explicit.map_or(self.explicit, |skip| skip.min(self.explicit));
        self.mapping = constraints.mapping.map_or(self.mapping, |skip| skip.min(self.mapping));
        self.inhibit_any = inhibit_any.map_or(self.inhibit_any, |skip| skip.min(self.inhibit_any));
    }

    /// §6.1.4(b).
    fn map(&mut self, mapped: BTreeMap<Oid, BTreeSet<Oid>>) {
        let Some(level) = &mut self.level else { return };
        let any = level.contains_key(&Oid::from(ANY_POLICY));
        for (issuers, subjects) in mapped {
            if self.mapping == 0 {
                level.remove(&issuers);
            } else if any || level.contains_key(&issuers) {
                level.insert(issuers, subjects);
            }
        }
        if level.is_empty() {
            self.level = None;
        }
    }
}

/// Each policy of the issuer with those of the subject that it is mapped to. anyPolicy is never mapped (§6.1.4(a)); that is
/// asked of a target too, whose mappings have no effect.
fn without_any(pairs: Vec<(Oid, Oid)>) -> Result<BTreeMap<Oid, BTreeSet<Oid>>, PolicyFault> {
    let mut mapped: BTreeMap<Oid, BTreeSet<Oid>> = BTreeMap::new();
    for (issuers, subjects) in pairs {
        if issuers == ANY_POLICY || subjects == ANY_POLICY {
            return Err(PolicyFault::AnyPolicyMapped);
        }
        mapped.entry(issuers).or_default().insert(subjects);
    }
    Ok(mapped)
}

/// The level below: for each policy of the certificate the nodes that expect it, and else one that expects any; for
/// anyPolicy, where it still counts, every policy that is expected and was not named (RFC 5280 §6.1.3(d)(1) and (2)).
fn below(
    above: &BTreeMap<Oid, BTreeSet<Oid>>,
    issued: &BTreeSet<Oid>,
    any_counts: bool,
) -> BTreeMap<Oid, BTreeSet<Oid>> {
    let any = Oid::from(ANY_POLICY);
    let expected: BTreeSet<&Oid> = above.values().flatten().collect();
    let expects_any = above.contains_key(&any);
    let named = issued.iter().filter(|policy| **policy != any && (expects_any || expected.contains(policy)));
    let mut level: BTreeMap<Oid, BTreeSet<Oid>> =
        named.map(|policy| (policy.clone(), BTreeSet::from([policy.clone()]))).collect();
    if any_counts && issued.contains(&any) {
        for policy in expected {
            level.entry(policy.clone()).or_insert_with(|| BTreeSet::from([policy.clone()]));
        }
    }
    level
}

/// The policies of a certificate, each once.
fn distinct(issued: Vec<Issued>, critical: bool) -> Result<BTreeSet<Oid>, PolicyFault> {
    let mut distinct = BTreeSet::new();
    for Issued { policy, qualifiers } in issued {
        let unknown = qualifiers.into_iter().find(|kind| *kind != CPS && *kind != USER_NOTICE);
        if let Some(unknown) = unknown.filter(|_| critical) {
            return Err(PolicyFault::UnknownQualifier(unknown));
        }
        if !distinct.insert(policy.clone()) {
            return Err(PolicyFault::Repeated(policy));
        }
    }
    Ok(distinct)
}

/// A `PolicyInformation` (RFC 5280 §4.2.1.4): the policy, and the kinds of its qualifiers.
struct Issued {
    policy: Oid,
    qualifiers: Vec<Oid>,
}

/// The value of an extension. None where the certificate has none.
fn read<T>(
    certificate: &Certificate,
    oid: &ObjectIdentifier,
    decode: impl Fn(&[u8]) -> Result<T, BadElement>,
) -> Result<Option<T>, PolicyFault> {
    let Some(extension) = certificate.extensions().get(oid) else { return Ok(None) };
    decode(&extension.value).map(Some).map_err(|why| PolicyFault::Malformed { extension: extension.oid.clone(), why })
}

/// certificatePolicies (RFC 5280 §4.2.1.4). What a qualifier holds is not checked.
fn policies(der: &[u8]) -> Result<Vec<Issued>, BadElement> {
    let mut list = Elements::inside(der, tlv::SEQUENCE)?;
    let mut policies = Vec::new();
    while let Some(information) = list.next()? {
        let mut fields = Elements::inside(information.raw, tlv::SEQUENCE)?;
        let policy = Oid::from_content(fields.expect(tlv::OID)?.value);
        let mut qualifiers = Vec::new();
        if let Some(list) = fields.optional(tlv::SEQUENCE)? {
            let mut list = Elements::of(list.value);
            while let Some(qualifier) = list.next()? {
                let kind = Elements::inside(qualifier.raw, tlv::SEQUENCE)?.expect(tlv::OID)?.value;
                qualifiers.push(Oid::from_content(kind));
            }
        }
        fields.finish()?;
        policies.push(Issued { policy, qualifiers });
    }
    if policies.is_empty() { Err(BadElement::Missing) } else { Ok(policies) }
}

/// policyMappings (RFC 5280 §4.2.1.5): the issuer's policy and the subject's, pair by pair.
fn mappings(der: &[u8]) -> Result<Vec<(Oid, Oid)>, BadElement> {
    let mut list = Elements::inside(der, tlv::SEQUENCE)?;
    let mut pairs = Vec::new();
    while let Some(pair) = list.next()? {
        let mut fields = Elements::inside(pair.raw, tlv::SEQUENCE)?;
        let issuers = Oid::from_content(fields.expect(tlv::OID)?.value);
        let subjects = Oid::from_content(fields.expect(tlv::OID)?.value);
        fields.finish()?;
        pairs.push((issuers, subjects));
    }
    if pairs.is_empty() { Err(BadElement::Missing) } else { Ok(pairs) }
}

/// policyConstraints (RFC 5280 §4.2.1.11): after how many certificates each begins to hold. None: never.
#[derive(Default)]
struct Constraints {
    explicit: Option<u32>,
    mapping: Option<u32>,
}

fn constraints(der: &[u8]) -> Result<Constraints, BadElement> {
    let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
    // An empty one is what §4.2.1.11 forbids.
    if fields.rest().is_empty() {
        return Err(BadElement::Missing);
    }
    let explicit = fields.optional(tlv::primitive(0))?.map(|field| number(field.value)).transpose()?;
    let mapping = fields.optional(tlv::primitive(1))?.map(|field| number(field.value)).transpose()?;
    fields.finish()?;
    Ok(Constraints { explicit, mapping })
}

/// inhibitAnyPolicy (RFC 5280 §4.2.1.14).
fn skip_certificates(der: &[u8]) -> Result<u32, BadElement> {
    let mut elements = Elements::of(der);
    let skip = number(elements.expect(tlv::INTEGER)?.value)?;
    elements.finish()?;
    Ok(skip)
}

/// `SkipCerts`: an INTEGER that is not negative. One beyond 32 bits is as good as never.
fn number(octets: &[u8]) -> Result<u32, BadElement> {
    match octets {
        [] => Err(BadElement::Value),
        [first, ..] if first & 0x80 != 0 => Err(BadElement::Value),
        [0, second, ..] if second & 0x80 == 0 => Err(BadElement::Value),
        octets => Ok(octets
            .iter()
            .try_fold(0_u32, |number, &octet| number.checked_mul(256)?.checked_add(u32::from(octet)))
            .unwrap_or(u32::MAX)),
    }
}
