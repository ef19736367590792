//! OCSP: our questions against two other encoders, real answers at their own times, and each wrong one beside its twin.

mod answers;
mod hostile;
mod real;
mod request;
mod signature;

use certready::pki::ocsp::{BasicResponse, OcspAnswer, OcspFault};

use super::{fixture, real as issuer};
use crate::common::cert::{Cert, Issued};

/// The status answer in these bytes.
fn basic(der: &[u8]) -> BasicResponse {
    match OcspAnswer::decode(der).unwrap() {
        OcspAnswer::Basic(basic) => *basic,
        refused @ OcspAnswer::Refused { .. } => panic!("{refused:?}"),
    }
}

/// Why these bytes are no answer.
fn fault(der: &[u8]) -> OcspFault {
    OcspAnswer::decode(der).expect_err("it is read")
}

/// The CA that is asked, and a leaf of it.
fn ca_and_leaf() -> (Issued, Issued) {
    let ca = Cert::ca("Certready OCSP Test CA").self_signed();
    let leaf = Cert::leaf("mail.certready.test").issued_by(&ca);
    (ca, leaf)
}
