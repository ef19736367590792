//! Certification paths, rule by rule.

mod names;
