//! The certificates whose revocation must be learnt, and the fetches that can tell it: each intermediate of the policy,
//! each intermediate that AIA or a service brought, and the service's own certificate, be it at hand or not.

use super::Case;
use crate::examine::Brought;
use crate::finding::Weight;
use crate::language::{Arg, Say, message};
use crate::observation::{Fetch, Method, NamedBy};
use crate::pki::ocsp::{BasicResponse, CertId, SignedSingle, encode_request};
use crate::pki::{Certificate, Verified};
use crate::policy::{Endpoint, EndpointKind, Intermediate, Side};
use crate::vocabulary::{Digest, Shown};

/// A certificate whose revocation must be learnt.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// Its label in the policy, or what it calls itself: what a finding about it is of.
    pub label: Shown,
    /// The same within a sentence.
    pub called: Arg,
    /// The certificate. None for the service's own, which is not at hand: then any fresh CRL of its issuer and any
    /// well-formed OCSP answer of its responder prove the path.
    pub certificate: Option<&'a Certificate>,
    /// The certificate that issued it.
    pub issuer: &'a Certificate,
    /// The CRLs that cover it.
    pub crls: Vec<&'a Fetch>,
    /// The OCSP answers about it, one per method.
    pub ocsp: Vec<&'a Fetch>,
    /// Whether it can decide: what AIA brought beside the policy's chain is no part of a path that must work.
    pub weight: Weight,
}

impl<'a> Case<'a> {
    /// Every subject, the policy's first.
    pub fn subjects(&'a self) -> Vec<Subject<'a>> {
        let policy = self.policy;
        let mut subjects = Vec::new();
        for one in &policy.intermediates {
            if let Some(issuer) = policy.issuer_of(one) {
                let called = Arg::from(one.label.as_str());
                subjects.push(self.subject(called, &one.certificate, issuer, Some(&one.issuer), Weight::Decisive));
            }
        }
        for one in &self.examined.brought {
            let known = policy.intermediates.iter().any(|other| other.certificate == one.certificate);
            let issuer = one.issuer.as_ref().filter(|_| !known && !one.certificate.is_self_issued());
            if let Some(issuer) = issuer {
                let label = one.certificate.label();
                let (called, weight) = match self.own_of_a_service(&one.certificate) {
                    Some(weight) => {
                        let called =
                            Say::new(message!("words-service-certificate", "the service's certificate {label}"));
                        (Arg::from(called.with("label", label)), weight)
                    }
                    None => (Arg::from(label), Weight::Supporting),
                };
                let of_policy = self.label_of(issuer).filter(|_| self.own_of_a_service(&one.certificate).is_some());
                subjects.push(self.subject(called, &one.certificate, issuer, of_policy, weight));
            }
        }
        // Without a source it is a subject all the same: that nothing can tell of it must be said.
        subjects.extend(policy.intermediates.iter().filter_map(|one| self.unseen_leaf(&one.label, &one.certificate)));
        // Without an intermediate the service's certificate hangs on the anchor itself.
        subjects.extend(policy.incoming.iter().filter_map(|one| self.unseen_leaf(&one.label, one.known.first()?)));
        subjects
    }

    /// The subject that an OCSP fetch asks for. None where the certificate is not at hand, or nothing was asked.
    pub fn asked_for(&'a self, fetch: &Fetch) -> Option<Subject<'a>> {
        self.subjects()
            .into_iter()
            .find(|subject| subject.certificate.is_some() && subject.ocsp.iter().any(|one| one.id == fetch.id))
    }

    /// What a verified answer says of the certificate that was asked for, and what that is called. Where the question is not
    /// known, or was asked for want of another, what it says first. None where it says nothing of it.
    pub fn said<'v>(&self, fetch: &Fetch, answer: &'v Verified<BasicResponse>) -> Option<(Arg, SignedSingle<'v>)> {
        if fetch.id.kind == EndpointKind::Any || self.proves_path_only(fetch) {
            let id = &answer.value().singles.first()?.id;
            let called = Say::new(message!("words-certificate-by-serial", "the certificate with the serial {serial}"));
            return Some((called.with("serial", id.serial.to_string()).into(), answer.single_for(id)?));
        }
        let subject = self.asked_for(fetch)?;
        Some((subject.called.clone(), answer.single_about(subject.certificate?, subject.issuer)?))
    }

    /// Whether a fetch is for the responder of the service's own certificate, which is not at hand: any well-formed
    /// answer proves the path there, and says nothing of status.
    pub fn proves_path_only(&self, fetch: &Fetch) -> bool {
        let named_by_certificate = fetch.named_by.iter().any(|by| matches!(by, NamedBy::Certificate(..)));
        fetch.id.kind == EndpointKind::Ocsp
            && !named_by_certificate
            && self.endpoints(fetch).all(|endpoint| endpoint.asks.is_none())
    }

    fn subject(
        &'a self,
        called: Arg,
        certificate: &'a Certificate,
        issuer: &'a Certificate,
        issuer_label: Option<&str>,
        weight: Weight,
    ) -> Subject<'a> {
        let request = Digest::of(&encode_request(&CertId::asked(certificate, issuer), None));
        let by_policy = |endpoint: &Endpoint| {
            issuer_label.is_some() && endpoint.issuer.as_deref() == issuer_label && endpoint.asks.is_none()
        };
        let covers =
            |fetch: &&Fetch| certificate.crl_urls().contains(&fetch.id.url) || self.endpoints(fetch).any(by_policy);
        Subject {
            label: Shown::new(&called.to_string()),
            called,
            weight,
            certificate: Some(certificate),
            issuer,
            crls: self.of_kind(EndpointKind::Crl).filter(covers).collect(),
            // The unseen leaf's responder is asked about its issuer for want of another question: that is not a source.
            ocsp: self
                .of_kind(EndpointKind::Ocsp)
                .filter(|fetch| fetch.id.request == Some(request))
                .filter(|fetch| !self.proves_path_only(fetch))
                .collect(),
        }
    }

    /// The service's certificate below an intermediate, by the policy's endpoints alone.
    fn unseen_leaf(&'a self, label: &str, issuer: &'a Certificate) -> Option<Subject<'a>> {
        // One CA can have several certificates, each with a label of its own: what one signs, every one of them does.
        let same_ca = |one: &&Intermediate| one.certificate.spki_digest() == issuer.spki_digest();
        let labels: Vec<&str> =
            self.policy.intermediates.iter().filter(same_ca).map(|one| one.label.as_str()).collect();
        if labels.first().is_some_and(|first| labels.contains(&label) && *first != label) {
            return None;
        }
        let is_meant = |other: &str| other == label || labels.contains(&other);
        let below = self.policy.intermediates.iter().any(|other| is_meant(&other.issuer));
        let by_policy =
            |endpoint: &Endpoint| endpoint.issuer.as_deref().is_some_and(is_meant) && endpoint.asks.is_none();
        let of = |kind| self.of_kind(kind).filter(|fetch| self.endpoints(fetch).any(by_policy)).collect();
        let is_seen =
            |one: &Brought| self.own_of_a_service(&one.certificate).is_some() && one.issuer.as_ref() == Some(issuer);
        let called =
            Say::new(message!("words-service-certificate-of", "the service's certificate, issued by {issuer}"));
        let called = Arg::from(called.with("issuer", label));
        (!below && !self.examined.brought.iter().any(is_seen)).then(|| Subject {
            label: Shown::new(&called.to_string()),
            called,
            certificate: None,
            weight: Weight::Decisive,
            issuer,
            crls: of(EndpointKind::Crl),
            ocsp: of(EndpointKind::Ocsp),
        })
    }

    /// Whether a certificate is a service's own, as presented, and then whether it can decide: that of a chain which the
    /// rotation leaves behind no longer does. None where it is not.
    fn own_of_a_service(&self, certificate: &Certificate) -> Option<Weight> {
        let mut served = self.examined.served.values();
        let served = served.find(|served| served.chain.first() == Some(certificate))?;
        Some(match self.leads(served).and_then(|leads| leads.side()) {
            Some(Side::Incoming) => Weight::Decisive,
            Some(Side::Retiring) if self.old_chain_counts() => Weight::Decisive,
            Some(Side::Retiring) | None => Weight::Supporting,
        })
    }

    /// The label of a certificate in the policy. None where it bears none.
    fn label_of(&self, certificate: &Certificate) -> Option<&'a str> {
        let anchors = self.policy.incoming.iter().chain(&self.policy.retiring);
        let mut anchors = anchors.filter(|anchor| anchor.is(certificate)).map(|anchor| anchor.label.as_str());
        let below = self.policy.intermediates.iter().find(|one| &one.certificate == certificate);
        below.map(|one| one.label.as_str()).or_else(|| anchors.next())
    }

    fn of_kind(&'a self, kind: EndpointKind) -> impl Iterator<Item = &'a Fetch> {
        let fetches = self.observed.fetches.iter();
        fetches.filter(move |fetch| {
            fetch.id.kind == kind && (kind != EndpointKind::Ocsp || fetch.id.method != Method::Connect)
        })
    }
}
