//! A chain to be judged: a target, and what is at hand. Everything else of the terms is as most tests want it.

use std::collections::BTreeSet;

use certready::pki::Certificate;
use certready::pki::chain::{Chain, Material, Outcome, Revocation, Source, Standing, Terms, Unknown, judge};
use certready::pki::crl::{Body, read_crl};
use certready::pki::ocsp::OcspAnswer;
use certready::pki::path::{KeyPurpose, PathFault};
use certready::vocabulary::Timestamp;

use super::cert::Issued;
use super::crl::Crl;
use super::ocsp::Ocsp;
use super::pki::now;

/// A question about a target. Unless told otherwise: now, for any purpose, revocation not asked, no greatest age.
#[derive(Clone)]
pub(crate) struct Case {
    target: Certificate,
    candidates: Vec<Certificate>,
    anchors: Vec<Certificate>,
    anchors_unread: usize,
    sources_unread: usize,
    crls: Vec<Vec<u8>>,
    answers: Vec<Vec<u8>>,
    terms: Terms,
}

impl Case {
    /// A question about a target below one anchor.
    pub(crate) fn new(target: &Issued, anchor: &Issued) -> Self {
        Self::of(target.certificate(), &[anchor.certificate()])
    }

    /// A question about a target below these anchors.
    pub(crate) fn of(target: Certificate, anchors: &[Certificate]) -> Self {
        let terms = Terms { at: now(), max_age: None, purpose: KeyPurpose::Any, revocation: Revocation::Off };
        Self {
            target,
            candidates: Vec::new(),
            anchors: anchors.to_vec(),
            anchors_unread: 0,
            sources_unread: 0,
            crls: Vec::new(),
            answers: Vec::new(),
            terms,
        }
    }

    /// One more certificate that may stand between, or have signed a CRL.
    pub(crate) fn with(mut self, candidate: &Issued) -> Self {
        self.candidates.push(candidate.certificate());
        self
    }

    /// More certificates that may stand between.
    pub(crate) fn with_all(mut self, candidates: &[Certificate]) -> Self {
        self.candidates.extend_from_slice(candidates);
        self
    }

    /// One more anchor.
    pub(crate) fn anchor(mut self, anchor: &Issued) -> Self {
        self.anchors.push(anchor.certificate());
        self
    }

    /// So many parts of the store could not be read.
    pub(crate) fn unread(mut self, parts: usize) -> Self {
        self.anchors_unread = parts;
        self
    }

    /// So many CRLs or OCSP answers could not be read.
    pub(crate) fn sources_unread(mut self, sources: usize) -> Self {
        self.sources_unread = sources;
        self
    }

    pub(crate) fn at(mut self, at: Timestamp) -> Self {
        self.terms.at = at;
        self
    }

    pub(crate) fn purpose(mut self, purpose: KeyPurpose) -> Self {
        self.terms.purpose = purpose;
        self
    }

    /// Revocation is asked for.
    pub(crate) fn required(mut self) -> Self {
        self.terms.revocation = Revocation::Required;
        self
    }

    pub(crate) fn max_age(mut self, seconds: i64) -> Self {
        self.terms.max_age = Some(seconds);
        self
    }

    /// One more CRL.
    pub(crate) fn crl(self, crl: &Crl) -> Self {
        self.crl_der(&crl.der())
    }

    pub(crate) fn crl_der(mut self, der: &[u8]) -> Self {
        self.crls.push(der.to_vec());
        self
    }

    /// One more OCSP answer.
    pub(crate) fn ocsp(self, answer: &Ocsp) -> Self {
        self.ocsp_der(&answer.der())
    }

    pub(crate) fn ocsp_der(mut self, der: &[u8]) -> Self {
        self.answers.push(der.to_vec());
        self
    }

    /// The chain, judged.
    pub(crate) fn judged(&self) -> Chain {
        let answers: Vec<_> = self
            .answers
            .iter()
            .map(|der| match OcspAnswer::decode(der).unwrap() {
                OcspAnswer::Basic(basic) => *basic,
                refused @ OcspAnswer::Refused { .. } => panic!("{refused:?}"),
            })
            .collect();
        let known = self.candidates.iter().chain(&self.anchors).chain([&self.target]);
        let asked: BTreeSet<_> = known
            .chain(answers.iter().flat_map(|answer| &answer.certificates))
            .map(|certificate| certificate.serial().clone())
            .collect();
        let crls = self.crls.iter().map(|der| read_crl(&der[..], &asked, Body::NotDigested).unwrap()).collect();
        let material = Material {
            candidates: self.candidates.clone(),
            anchors: self.anchors.clone(),
            anchors_unread: self.anchors_unread,
            crls,
            answers,
            sources_unread: self.sources_unread,
        };
        judge(&self.target, &material, &self.terms)
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.judged().outcome()
    }

    /// What is known of each certificate, the target first.
    pub(crate) fn standings(&self) -> Vec<Standing> {
        self.judged().members.into_iter().map(|member| member.standing).collect()
    }

    /// What is known of the target.
    pub(crate) fn target(&self) -> Standing {
        self.standings().remove(0)
    }

    /// What speaks of the target.
    pub(crate) fn sources(&self) -> Vec<Source> {
        self.judged().members.remove(0).sources
    }

    /// What breaks the path at each certificate, the target first.
    pub(crate) fn faults(&self) -> Vec<Option<PathFault>> {
        let fault = |standing| match standing {
            Standing::Invalid(fault) | Standing::Unknown(Unknown::Path(fault)) => Some(fault),
            Standing::Good | Standing::Unknown(Unknown::BrokenAbove) => None,
            other => panic!("{other:?}"),
        };
        self.standings().into_iter().map(fault).collect()
    }

    /// The common names of the chain's certificates.
    pub(crate) fn names(&self) -> Vec<String> {
        self.judged().members.iter().map(|member| member.certificate.label().to_string()).collect()
    }
}

/// Asserts that the path breaks at one certificate only, for this reason, and that this proves it invalid.
#[track_caller]
pub(crate) fn assert_invalid(case: &Case, place: usize, fault: &PathFault) {
    assert_broken(case, place, fault, Outcome::Invalid);
}

/// Asserts that one certificate only is not understood, for this reason: unknown, never invalid and never good.
#[track_caller]
pub(crate) fn assert_unknown(case: &Case, place: usize, fault: &PathFault) {
    assert_broken(case, place, fault, Outcome::Unknown);
}

#[track_caller]
fn assert_broken(case: &Case, place: usize, fault: &PathFault, outcome: Outcome) {
    let faults = case.faults();
    let expected: Vec<_> = (0..faults.len()).map(|at| (at == place).then(|| fault.clone())).collect();
    assert_eq!((faults, case.outcome()), (expected, outcome));
}

#[track_caller]
pub(crate) fn assert_good(case: &Case) {
    let standings = case.standings();
    assert!(standings.iter().all(|standing| *standing == Standing::Good), "{standings:?}");
}
