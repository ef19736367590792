//! Certification paths (RFC 5280 §6): what the certificates above demand of those below. One step alone is `pki/link.rs`.

mod host;
mod names;
mod subtree;

pub use names::{MOST_COMPARISONS, NameConstraints, NameFault, NamesAllowed};
pub use subtree::{Incomparable, NameForm, Subtree};
