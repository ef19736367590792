//! certready answers one question for one host and one dated certificate rotation: will this host still validate the
//! service's certificate after the cutover?
//!
//! The modules stand in the order of the flow; each imports only from those before it, and `docs/architecture.md` says
//! what each may do.

pub mod vocabulary;

pub mod language;

pub mod finding;

pub mod pki;

pub mod policy;

pub mod observation;

pub mod evidence;

pub mod plan;

pub mod probe;

pub mod examine;

pub mod case;

pub mod check;

pub mod evaluate;

pub mod kept;

pub mod compare;

pub mod report;

pub mod fleet;

pub mod render;

pub mod schedule;

pub mod run;

pub mod cli;
