//! The evidence of one run: received facts as versioned JSON, and every byte that came in, by its SHA-256. It holds
//! nothing decoded and nothing verified, so that judging again later needs no luck.
//!
//! `check` collects into an [`Evidence`] and judges that; `evaluate` reads one back and judges it in the same way.

mod error;
mod layout;
mod objects;
mod place;
mod read;
mod v1;
mod write;

pub use error::EvidenceError;
pub use objects::{Objects, RUN_BYTES, Reader, SMALL, Spool, SpoolFault};
pub use place::{Place, check_place};
pub use read::read;
pub use write::write;

use crate::finding::{Client, Code};
use crate::observation::{Baseline, Observations};
use crate::policy::PolicySource;
use crate::vocabulary::{Digest, Shown, Timestamp};

/// One run, whole: all that the judgement needs.
#[derive(Debug)]
pub struct Evidence {
    /// The version of the certready that collected it.
    pub tool: Shown,
    /// The policy's text and certificates.
    pub policy: PolicySource,
    /// What was asked of the judgement.
    pub asked: Asked,
    /// What was received.
    pub observations: Observations,
    /// The bytes that it received, and those that the policy brought, by their SHA-256.
    pub objects: Objects,
    /// SHA-256 of the manifest of the folder that keeps the run. None where no folder does.
    pub manifest: Option<Digest>,
}

/// What was asked of the judgement on the command line; `evaluate` may ask anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// `--cutover`, UTC. None: the policy's.
    pub cutover: Option<Timestamp>,
    /// `--as-of`, UTC: moves validity, lead time and the policy's age. None: the time of the observation.
    pub as_of: Option<Timestamp>,
    /// `--client`. None: what the host tells, else the strictest.
    pub client: Option<Client>,
    /// `--only`. Empty: every check.
    pub only: Vec<Code>,
    /// `--skip`.
    pub skip: Vec<Code>,
    /// `--baseline`: what an earlier report says of its CRLs. None: nothing is compared.
    pub baseline: Option<Baseline>,
}
