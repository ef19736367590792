//! Who signed an answer, and who was entitled to.

use certready::pki::ocsp::{OcspSignatureFault, verify_ocsp};
use certready::pki::{Certificate, LinkFault, SignatureFault, Strength, Weakness};
use rcgen::ExtendedKeyUsagePurpose;

use super::*;
use crate::common::der;
use crate::common::key::{Algorithm, KeyKind};
use crate::common::ocsp::Ocsp;

/// The signer of an answer about certificates of this issuer.
fn signer(ocsp: &Ocsp, issuer: &Issued) -> Result<Certificate, OcspSignatureFault> {
    verify_ocsp(&basic(&ocsp.der()), &issuer.certificate()).map(|verified| verified.signer().clone())
}

fn answer() -> (Issued, Ocsp) {
    let (ca, leaf) = ca_and_leaf();
    let ocsp = Ocsp::about(&leaf, &ca);
    (ca, ocsp)
}

#[test]
fn the_issuer_itself_may_sign_by_key_and_by_name() {
    let (ca, ocsp) = answer();
    assert_eq!(signer(&ocsp, &ca), Ok(ca.certificate()));
    assert_eq!(signer(&ocsp.by_name(), &ca), Ok(ca.certificate()));
}

#[test]
fn a_responder_that_the_issuer_certified_may_sign() {
    let (ca, ocsp) = answer();
    let responder = Cert::ocsp_responder("Responder").issued_by(&ca);
    let ocsp = ocsp.delegated(&responder);
    assert_eq!(signer(&ocsp, &ca), Ok(responder.certificate()));
    assert_eq!(signer(&ocsp.clone().by_name(), &ca), Ok(responder.certificate()));
    let without = signer(&ocsp.without_certificates(), &ca).unwrap_err();
    assert!(matches!(without, OcspSignatureFault::NoResponder { .. }), "{without:?}");
}

#[test]
fn a_responder_that_somebody_else_certified_may_not() {
    let (ca, ocsp) = answer();
    let other = Cert::ca("Somebody Else").self_signed();
    let responder = Cert::ocsp_responder("Responder").issued_by(&other);
    let fault = signer(&ocsp.clone().delegated(&responder), &ca).unwrap_err();
    let named = matches!(&fault, OcspSignatureFault::NotCertified { fault: LinkFault::WrongName { .. }, .. });
    assert!(named, "{fault:?}");
    // The issuer's name over another key: the link's signature gives it away.
    let forger = Cert::ca("Certready OCSP Test CA").key_named("a forger's key").self_signed();
    let responder = Cert::ocsp_responder("Responder").issued_by(&forger);
    let fault = signer(&ocsp.delegated(&responder), &ca).unwrap_err();
    assert!(matches!(&fault, OcspSignatureFault::NotCertified { .. }), "{fault:?}");
}

#[test]
fn a_certificate_for_something_else_may_not() {
    let (ca, ocsp) = answer();
    for usages in [&[][..], &[ExtendedKeyUsagePurpose::ServerAuth], &[ExtendedKeyUsagePurpose::Any]] {
        let responder = Cert::ocsp_responder("Responder").extended_usages(usages).issued_by(&ca);
        let fault = signer(&ocsp.clone().delegated(&responder), &ca).unwrap_err();
        assert!(matches!(fault, OcspSignatureFault::NotDelegated { .. }), "{usages:?} {fault:?}");
    }
}

#[test]
fn a_responder_with_an_unknown_critical_extension_may_not() {
    let (ca, ocsp) = answer();
    let responder = Cert::ocsp_responder("Responder").extension("1.3.6.1.4.1.32473.9", true, &der::null());
    let fault = signer(&ocsp.delegated(&responder.issued_by(&ca)), &ca).unwrap_err();
    assert!(matches!(fault, OcspSignatureFault::CriticalExtension { .. }), "{fault:?}");
}

#[test]
fn a_tampered_answer_and_another_key_are_bad_signatures() {
    let (ca, ocsp) = answer();
    let bad = |fault: &OcspSignatureFault| matches!(fault, OcspSignatureFault::Signature(SignatureFault::Bad { .. }));
    let tampered = verify_ocsp(&basic(&ocsp.der_tampered()), &ca.certificate()).unwrap_err();
    assert!(bad(&tampered), "{tampered:?}");
    let other = Cert::ca("Somebody Else").self_signed();
    let forged = signer(&ocsp.clone().signed_by(&other), &ca).unwrap_err();
    assert!(bad(&forged), "{forged:?}");
    let responder = Cert::ocsp_responder("Responder").issued_by(&ca);
    let forged = signer(&ocsp.delegated(&responder).signed_by(&other), &ca).unwrap_err();
    assert!(bad(&forged), "{forged:?}");
}

#[test]
fn a_weak_algorithm_is_weak_and_an_unknown_one_unsupported() {
    let ca = Cert::ca("Certready OCSP Test CA RSA").key(KeyKind::Rsa2048).self_signed();
    let ocsp = Ocsp::about_serial(&[5], &ca);
    let verified = verify_ocsp(&basic(&ocsp.clone().signed_with(Algorithm::RsaSha1).der()), &ca.certificate()).unwrap();
    assert_eq!(verified.strength(), &Strength::Weak(vec![Weakness::Sha1]));
    let (ca, ocsp) = answer();
    let fault = signer(&ocsp.signed_with(Algorithm::Unknown), &ca).unwrap_err();
    assert!(matches!(fault, OcspSignatureFault::Signature(SignatureFault::Unsupported(_))), "{fault:?}");
}

#[test]
fn every_kind_of_key_verifies() {
    for kind in [KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519, KeyKind::Rsa2048] {
        let ca = Cert::ca(&format!("Certready OCSP Test CA {kind:?}")).key(kind).self_signed();
        assert_eq!(signer(&Ocsp::about_serial(&[5], &ca), &ca), Ok(ca.certificate()), "{kind:?}");
    }
}
