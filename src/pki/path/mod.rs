//! Certification paths (RFC 5280 §6): from a certificate over those at hand to a trust anchor, and whether each step holds
//! at a time and for a purpose. Revocation is not asked here.
//!
//! `search` finds ways whose signatures verify, `validate` holds each to everything else, with `names` and `policies` as
//! the state that is carried down from the anchor.

mod fault;
mod host;
mod ledger;
mod names;
mod policies;
mod purpose;
mod search;
mod subtree;
mod validate;

pub use fault::{PathFault, Proof};
pub use ledger::MOST_SIGNATURES;
pub use names::{MOST_COMPARISONS, NameConstraints, NameFault, NamesAllowed};
pub use policies::PolicyFault;
pub use purpose::{KeyPurpose, Lack};
pub use search::{LONGEST_WAY, MOST_STEPS};
pub use subtree::{Incomparable, NameForm, Subtree};

pub(crate) use ledger::Ledger;
pub(crate) use search::{Ground, ways};
pub(crate) use validate::validate;
