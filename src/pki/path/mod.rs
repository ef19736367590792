//! Certification paths (RFC 5280 §6): from a certificate over those at hand to a trust anchor, and whether each step holds
//! at a time and for a purpose. Revocation is not asked here.
//!
//! `search` finds ways whose signatures verify, `validate` holds each to everything else, with `names` and `policies` as
//! the state that is carried down from the anchor. One step alone is `pki/link.rs`.

mod fault;
mod host;
mod issuer;
mod ledger;
mod names;
mod policies;
mod purpose;
mod search;
mod subtree;
mod validate;

pub use fault::{PathFault, Proof};
pub use issuer::{Break, path_of_issuer};
pub use ledger::MOST_SIGNATURES;
pub use names::{MOST_COMPARISONS, NameConstraints, NameFault, NamesAllowed};
pub use policies::PolicyFault;
pub use purpose::{KeyPurpose, Lack};
pub use search::{Ground, LONGEST_WAY, MOST_STEPS};
pub use subtree::{Incomparable, NameForm, Subtree};

pub(crate) use ledger::Ledger;
pub use search::is_same_authority;
pub(crate) use search::ways;
pub(crate) use validate::{End, validate};
