//! What Windows answers when it is asked itself, as version 1 writes it: its chain engine, and its own retrieval.

use serde::{Deserialize, Serialize};

use super::bounded::{List, Sha256, words};
use super::exchange::Target;
use crate::observation as seen;
use crate::vocabulary::{Shown, Timestamp};

/// The most chains that Windows is asked for: each intermediate and root of a policy, at two times, for two purposes.
pub(super) const CHAINS: usize = 1_000;

/// The most retrievals: one for each fetch.
pub(super) const RETRIEVALS: usize = super::FETCHES;

/// The most certificates of a chain that Windows built.
const ELEMENTS: usize = 100;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct OsChain {
    subject: Sha256,
    purpose: Purpose,
    at: Timestamp,
    answer: OsAnswer,
}

words! {
    /// What a chain is asked to be good for.
    Purpose = seen::ChainPurpose { Server, Client, }
}

impl From<&seen::OsChain> for OsChain {
    fn from(chain: &seen::OsChain) -> Self {
        let seen::OsChain { subject, purpose, at, answer } = chain;
        Self { subject: subject.into(), purpose: purpose.into(), at: *at, answer: answer.into() }
    }
}

impl From<OsChain> for seen::OsChain {
    fn from(chain: OsChain) -> Self {
        let OsChain { subject, purpose, at, answer } = chain;
        Self { subject: subject.into(), purpose: purpose.into(), at, answer: answer.into() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OsAnswer {
    Chain { errors: u32, info: u32, elements: List<OsElement, ELEMENTS> },
    Failed(u32),
}

impl From<&seen::OsAnswer> for OsAnswer {
    fn from(answer: &seen::OsAnswer) -> Self {
        match answer {
            seen::OsAnswer::Chain { errors, info, elements } => {
                Self::Chain { errors: *errors, info: *info, elements: List::from_domain(elements) }
            }
            seen::OsAnswer::Failed(error) => Self::Failed(*error),
        }
    }
}

impl From<OsAnswer> for seen::OsAnswer {
    fn from(answer: OsAnswer) -> Self {
        match answer {
            OsAnswer::Chain { errors, info, elements } => {
                Self::Chain { errors, info, elements: elements.into_domain() }
            }
            OsAnswer::Failed(error) => Self::Failed(error),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct OsElement {
    sha256: Sha256,
    errors: u32,
    info: u32,
}

impl From<&seen::OsElement> for OsElement {
    fn from(element: &seen::OsElement) -> Self {
        let seen::OsElement { certificate, errors, info } = element;
        Self { sha256: certificate.into(), errors: *errors, info: *info }
    }
}

impl From<OsElement> for seen::OsElement {
    fn from(element: OsElement) -> Self {
        let OsElement { sha256, errors, info } = element;
        Self { certificate: sha256.into(), errors, info }
    }
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Retrieval {
    target: Target,
    outcome: Retrieved,
    took_ms: u64,
}

impl From<&seen::Retrieval> for Retrieval {
    fn from(retrieval: &seen::Retrieval) -> Self {
        let seen::Retrieval { id, outcome, took_ms } = retrieval;
        Self { target: id.into(), outcome: outcome.into(), took_ms: *took_ms }
    }
}

impl From<Retrieval> for seen::Retrieval {
    fn from(retrieval: Retrieval) -> Self {
        let Retrieval { target, outcome, took_ms } = retrieval;
        Self { id: target.into(), outcome: outcome.into(), took_ms }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Retrieved {
    Came { body: Sha256, bytes: u64 },
    Failed(u32),
    Late,
    Cut,
    Unstarted(Shown),
}

impl From<&seen::Retrieved> for Retrieved {
    fn from(retrieved: &seen::Retrieved) -> Self {
        match retrieved {
            seen::Retrieved::Came { body, bytes } => Self::Came { body: body.into(), bytes: *bytes },
            seen::Retrieved::Failed(error) => Self::Failed(*error),
            seen::Retrieved::Late => Self::Late,
            seen::Retrieved::Cut => Self::Cut,
            seen::Retrieved::Unstarted(why) => Self::Unstarted(why.clone()),
        }
    }
}

impl From<Retrieved> for seen::Retrieved {
    fn from(retrieved: Retrieved) -> Self {
        match retrieved {
            Retrieved::Came { body, bytes } => Self::Came { body: body.into(), bytes },
            Retrieved::Failed(error) => Self::Failed(error),
            Retrieved::Late => Self::Late,
            Retrieved::Cut => Self::Cut,
            Retrieved::Unstarted(why) => Self::Unstarted(why),
        }
    }
}
