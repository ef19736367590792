//! Bytes → values → proofs: certificates, CRLs, OCSP answers, signatures and links. No I/O, no clock, no policy.
//!
//! Four verbs, kept throughout: *decode* (bytes to a value), *inspect* (the object alone against its profile), *verify*
//! (needs the issuer), *validate* (both). What verified is a [`Verified`], which one module alone can make.

mod certificate;

pub use certificate::{Certificate, NotACertificate};
