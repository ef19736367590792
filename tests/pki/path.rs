//! Certification paths, rule by rule.

mod issuer;
mod names;
mod policies;
mod purpose;
mod search;
mod validate;
