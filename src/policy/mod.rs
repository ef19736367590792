//! A rotation as data: the YAML's shape, the valid policy made from it, the embedded catalogue. All that is wrong with a
//! file is said at once, each problem with its line and column. Only `load.rs` reads files.
//!
//! The way of a policy: [`catalogue()`] or [`load()`] gives a [`PolicySource`] (text and certificate files), [`parse()`]
//! makes a valid [`Policy`] of it or says all [`Problems`]. Within: `tree` reads YAML, `shape` its values, `purpose`,
//! `header`, `chain`, `endpoints`, `service` and `exceptions` the parts of a policy.

mod advice;
mod beside;
mod catalogue;
mod chain;
mod draft;
mod draft_text;
mod endpoints;
mod exceptions;
mod gaps;
mod header;
mod lint;
mod load;
mod model;
mod nearest;
mod parse;
mod problem;
mod purpose;
mod served;
mod service;
mod shape;
mod template;
mod tree;
mod urls;

pub use advice::{Advice, AdviceKind};
pub use catalogue::{catalogue, find, ids};
pub use draft::{DraftFault, Drafted, Facts, Given, draft, wanted};
pub use gaps::KnownGap;
pub use lint::{Strictness, lint};
pub use load::{LoadError, is_path, load};
pub use model::{
    Anchor, ClientAuthenticationEnd, Cutover, Deadline, Distrust, Endpoint, EndpointKind, Intermediate, LevelRule,
    Need, Policy, PolicySource, Precision, Presented, Programme, Question, Side, Superseded, Waiver,
};
pub use parse::{SCHEMA, parse};
pub use problem::{Problem, Problems};
pub use served::{NotAService, Protocol, ServedAt, Service};
pub use template::TEMPLATE;
pub use urls::{TooMuch, policy_for};
