//! certready answers one question for one host and one dated certificate rotation: will this host still validate the
//! service's certificate after the cutover?

pub mod evidence;
pub mod finding;
pub mod observation;
pub mod pki;
pub mod policy;
pub mod probe;
pub mod vocabulary;
