//! Policies: the catalogue, and all that can be wrong with a file.
//!
//! Each bad policy is `tests/fixtures/policy/good.yaml` with exactly one thing replaced; the good one is its twin.

mod catalogue;
mod chain;
mod docs;
mod draft;
mod endpoints;
mod exceptions;
mod header;
mod lint;
mod load;
mod parse;
mod purpose;
mod service;
mod urls;
mod yaml;

use certready::policy::{self, Policy, PolicySource, Problem};
use certready::vocabulary::Shown;

const GOOD: &str = include_str!("../fixtures/policy/good.yaml");

/// The good policy, with the certificates that it names.
fn good() -> PolicySource {
    let files = policy::find("exchange-online-2018").unwrap().files;
    PolicySource { name: Shown::new("mail-2018"), yaml: GOOD.to_owned(), files }
}

/// The good policy with one piece of text replaced.
fn with(old: &str, new: &str) -> PolicySource {
    assert_eq!(GOOD.matches(old).count(), 1, "`{old}` must stand in the good policy exactly once");
    PolicySource { yaml: GOOD.replacen(old, new, 1), ..good() }
}

/// A policy that is valid.
fn valid(source: &PolicySource) -> Policy {
    policy::parse(source).unwrap_or_else(|problems| panic!("{problems}"))
}

/// All problems of a policy that is not.
fn problems(source: &PolicySource) -> Vec<Problem> {
    policy::parse(source).map(|policy| policy.id).unwrap_err().listed
}

/// The one problem of a policy: line, column, what stands there, what was expected.
fn one(source: &PolicySource) -> (u64, u64, String, String) {
    let problems = problems(source);
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let Problem { line, column, what, expected, .. } = &problems[0];
    (*line, *column, what.to_string(), expected.to_string())
}

/// The one problem of the good policy with one piece of text replaced: where, what, and a part of what was expected.
#[track_caller]
fn refused(old: &str, new: &str, (line, column): (u64, u64), what: &str, expected: &str) {
    let found = one(&with(old, new));
    assert_eq!((found.0, found.1, found.2.as_str()), (line, column, what));
    assert!(found.3.contains(expected), "expected `{}`", found.3);
}
