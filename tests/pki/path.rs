//! Certification paths, rule by rule.

mod issuer;
mod names;
