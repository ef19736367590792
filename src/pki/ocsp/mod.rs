//! The online certificate status protocol (RFC 6960, RFC 5019): a question about one certificate, and what comes back.
//!
//! `request` asks, `response` reads leniently where CAs differ and strictly where it matters, `verify` makes an answer a
//! [`Verified`](crate::pki::Verified) one, and only of that can a status with its times be had. Sending and receiving is
//! not done here.

mod answer;
mod fault;
mod request;
mod response;
mod verify;

pub use answer::{BasicResponse, CertStatus, OcspAnswer, Refusal, ResponderId, SingleResponse};
pub use fault::{OcspFault, OcspPart, OcspWhy};
pub use request::{CertId, CertIdHash, encode_request, get_path, suits_get};
pub use response::{LONGEST_ANSWER, MOST_SINGLES};
pub use verify::{OcspSignatureFault, SignedSingle, verify_ocsp};
