//! Certification paths, rule by rule.

mod names;
mod policies;
mod purpose;
mod search;
mod validate;
