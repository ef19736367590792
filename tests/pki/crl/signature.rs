//! Who signed a CRL: each way in which a certificate at hand is not its signer, beside the good twin.

use certready::pki::crl::{CrlSignatureFault, NotEntitled};
use certready::pki::{SignatureFault, Strength, Unsupported, Version, Weakness};
use rcgen::KeyUsagePurpose;

use super::*;
use crate::common::cert::signed;
use crate::common::crl::Crl;
use crate::common::der;
use crate::common::key::{Algorithm, KeyKind};
use crate::common::pki::day;

/// What verifying this CRL with these candidates comes to.
fn outcome(crl: &Crl, candidates: &[&Issued]) -> Result<Strength, CrlSignatureFault> {
    let candidates: Vec<Certificate> = candidates.iter().map(|issued| issued.certificate()).collect();
    verify_crl(&read(&crl.der()).unwrap(), &candidates).map(|crl| crl.strength().clone())
}

fn of_kind(kind: KeyKind) -> Issued {
    Cert::ca(&format!("Certready CRL Test CA {kind:?}")).key(kind).self_signed()
}

#[test]
fn every_kind_of_key_verifies() {
    for kind in [KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519, KeyKind::Rsa2048] {
        let issuer = of_kind(kind);
        let crl = Crl::by(&issuer).revoke(&[5], day(-3));
        assert_eq!(outcome(&crl, &[&issuer]), Ok(Strength::Strong), "{kind:?}");
        let other = Cert::ca(&format!("Certready CRL Test CA {kind:?}")).key(kind).key_named("other").self_signed();
        let forged = outcome(&crl.no_key_id(), &[&other]);
        assert!(matches!(forged, Err(CrlSignatureFault::Signature(SignatureFault::Bad { .. }))), "{kind:?} {forged:?}");
    }
}

#[test]
fn every_rsa_scheme_verifies() {
    let issuer = of_kind(KeyKind::Rsa2048);
    for algorithm in [
        Algorithm::RsaSha384,
        Algorithm::RsaSha512,
        Algorithm::RsaPssSha256,
        Algorithm::RsaPssSha384,
        Algorithm::RsaPssSha512,
    ] {
        let crl = Crl::by(&issuer).signed_with(algorithm);
        assert_eq!(outcome(&crl, &[&issuer]), Ok(Strength::Strong), "{algorithm:?}");
    }
}

#[test]
fn sha_1_and_short_keys_verify_and_are_weak() {
    let issuer = of_kind(KeyKind::Rsa2048);
    let crl = Crl::by(&issuer).signed_with(Algorithm::RsaSha1);
    assert_eq!(outcome(&crl, &[&issuer]), Ok(Strength::Weak(vec![Weakness::Sha1])));
    let short = of_kind(KeyKind::Rsa1024);
    let weak = Strength::Weak(vec![Weakness::ShortRsaKey { bits: 1024 }]);
    assert_eq!(outcome(&Crl::by(&short), &[&short]), Ok(weak));
}

#[test]
fn an_unknown_algorithm_and_an_odd_salt_are_unsupported_and_not_forged() {
    let unsupported = |outcome| matches!(outcome, Err(CrlSignatureFault::Signature(SignatureFault::Unsupported(_))));
    let issuer = ca();
    assert!(unsupported(outcome(&Crl::by(&issuer).signed_with(Algorithm::Unknown), &[&issuer])));
    let rsa = of_kind(KeyKind::Rsa2048);
    let crl = Crl::by(&rsa).signed_with(Algorithm::RsaPssSha256Salt(20));
    assert!(unsupported(outcome(&crl, &[&rsa])));
}

#[test]
fn no_certificate_with_the_issuers_name_is_no_candidate() {
    let other = Cert::ca("Somebody Else").self_signed();
    let issuer = ca().certificate().subject().clone();
    assert_eq!(outcome(&Crl::by(&ca()), &[&other]), Err(CrlSignatureFault::NoCandidate { issuer: issuer.clone() }));
    assert_eq!(outcome(&Crl::by(&ca()), &[]), Err(CrlSignatureFault::NoCandidate { issuer }));
    assert_eq!(outcome(&Crl::by(&ca()), &[&other, &ca()]), Ok(Strength::Strong));
}

#[test]
fn another_key_identifier_under_the_same_name_is_named() {
    let other = Cert::ca("Certready CRL Test CA").key_named("another key").self_signed();
    let fault = outcome(&Crl::by(&ca()), &[&other]).unwrap_err();
    let CrlSignatureFault::KeyIdDiffers { named, has, .. } = fault else { panic!("{fault:?}") };
    assert_eq!((named.content(), has.content()), (&*ca().key_id(), &*other.key_id()));
}

#[test]
fn a_signer_without_crl_sign_may_not() {
    let issuer = Cert::ca("Certready CRL Test CA").usages(&[KeyUsagePurpose::KeyCertSign]).self_signed();
    let fault = outcome(&Crl::by(&issuer), &[&issuer]).unwrap_err();
    assert!(matches!(fault, CrlSignatureFault::MayNotSignCrls { why: NotEntitled::KeyUsage, .. }), "{fault:?}");
    let alone = Cert::ca("Certready CRL Test CA").usages(&[KeyUsagePurpose::CrlSign]).self_signed();
    assert_eq!(outcome(&Crl::by(&alone), &[&alone]), Ok(Strength::Strong));
}

#[test]
fn an_end_entity_that_bears_a_cas_name_and_has_no_key_usage_may_not() {
    let impostor = Cert::ca("Certready CRL Test CA").usages(&[]).not_a_ca().self_signed();
    let fault = outcome(&Crl::by(&impostor), &[&impostor]).unwrap_err();
    assert!(matches!(fault, CrlSignatureFault::MayNotSignCrls { why: NotEntitled::NotACa, .. }), "{fault:?}");
    let without_usage = Cert::ca("Certready CRL Test CA").usages(&[]).self_signed();
    assert_eq!(outcome(&Crl::by(&without_usage), &[&without_usage]), Ok(Strength::Strong));
}

#[test]
fn a_certificate_of_version_1_can_not_say_that_it_may() {
    let issuer = ca();
    let body = der::children(issuer.der())[0];
    let fields = der::children(body);
    let version_1 = signed(&der::seq(&fields[1..fields.len() - 1]), issuer.key().usual(), issuer.key());
    let reading = read(&Crl::by(&issuer).der()).unwrap();
    let fault = verify_crl(&reading, &[Certificate::decode(&version_1).unwrap()]).unwrap_err();
    let why = NotEntitled::Version(Version::V1);
    assert!(matches!(fault, CrlSignatureFault::MayNotSignCrls { why: found, .. } if found == why), "{fault:?}");
    assert!(verify_crl(&reading, &[issuer.certificate()]).is_ok());
}

#[test]
fn a_key_of_another_kind_is_a_mismatch() {
    let rsa = Cert::ca("Certready CRL Test CA").key(KeyKind::Rsa2048).self_signed();
    let fault = outcome(&Crl::by(&ca()).no_key_id(), &[&rsa]).unwrap_err();
    assert!(matches!(fault, CrlSignatureFault::Signature(SignatureFault::KeyMismatch { .. })), "{fault:?}");
}

#[test]
fn of_several_faults_the_one_that_tells_most_is_given() {
    let crl = Crl::by(&ca()).no_key_id();
    let may_not = Cert::ca("Certready CRL Test CA").usages(&[KeyUsagePurpose::KeyCertSign]).self_signed();
    let other_key = Cert::ca("Certready CRL Test CA").key_named("another key").self_signed();
    let fault = outcome(&crl, &[&may_not, &other_key, &may_not]).unwrap_err();
    assert!(matches!(fault, CrlSignatureFault::Signature(SignatureFault::Bad { .. })), "{fault:?}");
    let short = Cert::ca("Certready CRL Test CA").key(KeyKind::Rsa1024).self_signed();
    let pss = Crl::by(&of_kind(KeyKind::Rsa2048)).issuer_name(&ca()).no_key_id().signed_with(Algorithm::RsaPssSha256);
    let rsa = Cert::ca("Certready CRL Test CA").key(KeyKind::Rsa2048).self_signed();
    let fault = outcome(&pss, &[&short, &rsa]).unwrap_err();
    let unsupported = SignatureFault::Unsupported(Unsupported::Combination {
        scheme: certready::pki::Scheme::RsaPss(certready::pki::HashAlgorithm::Sha256),
        key: short.certificate().key().clone(),
    });
    assert_eq!(fault, CrlSignatureFault::Signature(unsupported));
}

#[test]
fn an_ed25519_crl_above_16_mib_is_too_long_and_not_forged() {
    let issuer = of_kind(KeyKind::Ed25519);
    let crl = Crl::by(&issuer).many(500_000).der();
    assert!(crl.len() > 16 * 1024 * 1024);
    let reading = read(&crl).unwrap();
    assert_eq!(reading.entries, 500_000);
    let fault = verify_crl(&reading, &[issuer.certificate()]).unwrap_err();
    assert_eq!(fault, CrlSignatureFault::TooLong { algorithm: reading.algorithm.clone() });
}
