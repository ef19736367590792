//! Signatures: what verifies, what is weak, what can't be verified, and what alone is called bad.
//!
//! The certificates of `fixtures/algorithms` are self-signed by OpenSSL; the file's name says with what.

use certready::pki::{
    Certificate, Curve, HashAlgorithm, KeyFacts, LinkFault, Scheme, SignatureAlgorithm, SignatureFault, Strength,
    UnknownAlgorithm, Unsupported, Weakness, link,
};

use super::real;
use crate::common::cert::{Cert, tampered};
use crate::common::der;
use crate::common::key::{Algorithm, KeyKind};

/// What comes of verifying a certificate with its own key.
fn own_signature(certificate: &Certificate) -> Result<Strength, SignatureFault> {
    match link(certificate, certificate) {
        Ok(verified) => Ok(verified.strength().clone()),
        Err(LinkFault::Signature(fault)) => Err(fault),
        Err(other) => panic!("{other}"),
    }
}

fn own_signature_of(file: &str) -> Result<Strength, SignatureFault> {
    own_signature(&real(&format!("algorithms/{file}.pem")))
}

fn unsupported(file: &str) -> Unsupported {
    match own_signature_of(file) {
        Err(SignatureFault::Unsupported(why)) => why,
        other => panic!("{file}: {other:?}"),
    }
}

#[test]
fn openssls_signatures_of_every_usual_kind_verify() {
    let strong = [
        "ed25519",
        "p256-with-sha512",
        "p384-with-sha256",
        "p521-with-sha256",
        "p521-with-sha512",
        "pss-only-key-sha384",
        "pss-sha256-salt-32",
        "rsa-2048-with-sha384",
    ];
    for file in strong {
        assert_eq!(own_signature_of(file), Ok(Strength::Strong), "{file}");
    }
}

#[test]
fn the_roots_verify_with_their_own_keys() {
    for root in ["globalsign-r3", "globalsign-r4-a", "digicert-global-root-g3", "globalsign-r46", "isrg-root-x2"] {
        assert_eq!(own_signature(&real(&format!("roots/{root}.pem"))), Ok(Strength::Strong), "{root}");
    }
}

#[test]
fn a_sha_1_signature_is_weak_and_never_forged() {
    for root in ["roots/globalsign-r1.pem", "roots/baltimore-cybertrust-root.pem", "cross/r1-to-r3.pem"] {
        let certificate = real(root);
        let signer = if root.starts_with("cross") { real("roots/globalsign-r1.pem") } else { certificate.clone() };
        let verified = link(&certificate, &signer).unwrap();
        assert_eq!(verified.strength(), &Strength::Weak(vec![Weakness::Sha1]), "{root}");
    }
    assert_eq!(own_signature_of("p256-with-sha1"), Ok(Strength::Weak(vec![Weakness::Sha1])));
}

#[test]
fn a_short_rsa_key_is_weak_and_never_forged() {
    let short = Weakness::ShortRsaKey { bits: 1024 };
    assert_eq!(own_signature_of("rsa-1024-with-sha256"), Ok(Strength::Weak(vec![short])));
    assert_eq!(own_signature_of("rsa-1024-with-sha1"), Ok(Strength::Weak(vec![Weakness::Sha1, short])));
}

#[test]
fn what_the_library_can_not_verify_is_said_to_be_so() {
    let rsa = |bits| KeyFacts::Rsa { bits };
    assert_eq!(unsupported("rsa-512-with-sha256"), Unsupported::RsaSize { bits: 512 });
    assert_eq!(unsupported("rsa-8200-with-sha256"), Unsupported::RsaSize { bits: 8200 });
    let scheme = Scheme::RsaPkcs1(HashAlgorithm::Sha384);
    assert_eq!(unsupported("rsa-1024-with-sha384"), Unsupported::Combination { scheme, key: rsa(1024) });
    let scheme = Scheme::Ecdsa(HashAlgorithm::Sha1);
    assert_eq!(unsupported("p384-with-sha1"), Unsupported::Combination { scheme, key: KeyFacts::Ec(Curve::P384) });
    assert!(matches!(unsupported("secp256k1-with-sha256"), Unsupported::Curve(Curve::Other(_))));
    let unknown = |why: Unsupported| match why {
        Unsupported::Algorithm(UnknownAlgorithm::Oid(oid)) => oid.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(unknown(unsupported("rsa-2048-with-md5")), "1.2.840.113549.1.1.4");
    assert_eq!(unknown(unsupported("ed448")), "1.3.101.113");
}

#[test]
fn pss_with_unusual_parameters_is_unsupported_with_what_is_unusual() {
    let salt_of = |file: &str| match unsupported(file) {
        Unsupported::Algorithm(UnknownAlgorithm::Pss { hash, mask_hash, salt }) => {
            (hash.to_string(), mask_hash.to_string(), salt)
        }
        other => panic!("{file}: {other:?}"),
    };
    let (sha1, sha256, sha512) = ("1.3.14.3.2.26", "2.16.840.1.101.3.4.2.1", "2.16.840.1.101.3.4.2.3");
    assert_eq!(salt_of("pss-sha256-salt-222"), (sha256.to_owned(), sha256.to_owned(), 222));
    assert_eq!(salt_of("pss-sha1-by-default"), (sha1.to_owned(), sha1.to_owned(), 20));
    assert_eq!(salt_of("pss-sha512-mask-sha1"), (sha512.to_owned(), sha1.to_owned(), 64));
}

#[test]
fn one_bit_of_the_signature_turned_is_bad() {
    for kind in [KeyKind::P256, KeyKind::P384, KeyKind::P521, KeyKind::Ed25519, KeyKind::Rsa2048, KeyKind::Rsa1024] {
        let issued = Cert::ca("CA").key(kind).self_signed();
        assert!(own_signature(&issued.certificate()).is_ok(), "{kind:?}");
        let forged = Certificate::decode(&tampered(issued.der())).unwrap();
        assert!(matches!(own_signature(&forged), Err(SignatureFault::Bad { .. })), "{kind:?}");
    }
}

#[test]
fn one_bit_of_what_is_signed_turned_is_bad() {
    let mut der = real("roots/globalsign-r3.pem").der().to_vec();
    let name = der.windows(10).rposition(|window| window == b"GlobalSign").unwrap();
    // A letter of the subject and of the issuer both, so that it is still self-issued.
    let first = der.windows(10).position(|window| window == b"GlobalSign").unwrap();
    let all: Vec<usize> = (first..=name).filter(|&at| der[at..].starts_with(b"GlobalSign")).collect();
    for at in all {
        der[at] = b'H';
    }
    let forged = Certificate::decode(&der).unwrap();
    let key = KeyFacts::Rsa { bits: 2048 };
    let scheme = Scheme::RsaPkcs1(HashAlgorithm::Sha256);
    assert_eq!(own_signature(&forged), Err(SignatureFault::Bad { scheme, key }));
}

/// RFC 5280 §4.1.1.2: the two must be the same, parameters included.
#[test]
fn two_algorithms_that_differ_are_a_fault_of_their_own() {
    let good = Cert::ca("CA").self_signed();
    let parts = der::children(good.der());
    let other = der::seq([&der::seq([der::oid("1.2.840.10045.4.3.2"), der::null()])]);
    let other = &other[2..];
    let differing = Certificate::decode(&der::seq([parts[0], other, parts[2]])).unwrap();
    let Err(SignatureFault::AlgorithmsDiffer { inner, outer }) = own_signature(&differing) else { panic!() };
    assert_eq!((inner.der(), outer.der()), (parts[1], other));
}

#[test]
fn an_algorithm_for_another_kind_of_key_is_a_mismatch() {
    let rsa = Cert::ca("CA").key(KeyKind::Rsa2048).self_signed();
    let p256 = Cert::ca("CA").key(KeyKind::P256).self_signed();
    let ca = |issued: &crate::common::cert::Issued| issued.certificate();
    // One name, two keys: the certificate of the one is tried with the key of the other. No key identifiers, which would
    // be asked first.
    let child = Cert::ca("CA").key(KeyKind::Rsa2048).without_urls().self_signed();
    let fault = link(&ca(&child), &ca(&p256));
    let key = KeyFacts::Ec(Curve::P256);
    let scheme = Scheme::RsaPkcs1(HashAlgorithm::Sha256);
    assert_eq!(fault.unwrap_err(), LinkFault::Signature(SignatureFault::KeyMismatch { scheme, key }));
    assert!(link(&ca(&child), &ca(&rsa)).is_ok());
}

#[test]
fn an_unknown_algorithm_keeps_nothing_from_being_read() {
    let unknown = Cert::ca("CA").signed_with(Algorithm::Unknown).self_signed().certificate();
    assert_eq!(unknown.label().as_str(), "CA");
    let fault = own_signature(&unknown).unwrap_err();
    assert!(matches!(fault, SignatureFault::Unsupported(Unsupported::Algorithm(UnknownAlgorithm::Oid(_)))));
}

#[test]
fn pss_of_the_test_pki_verifies_and_an_odd_salt_is_unsupported() {
    let with = |algorithm| Cert::ca("CA").key(KeyKind::Rsa2048).signed_with(algorithm).self_signed().certificate();
    for algorithm in [Algorithm::RsaPssSha256, Algorithm::RsaPssSha384, Algorithm::RsaPssSha512] {
        assert_eq!(own_signature(&with(algorithm)), Ok(Strength::Strong), "{algorithm:?}");
    }
    let fault = own_signature(&with(Algorithm::RsaPssSha256Salt(20))).unwrap_err();
    let SignatureFault::Unsupported(Unsupported::Algorithm(UnknownAlgorithm::Pss { salt, .. })) = fault else {
        panic!()
    };
    assert_eq!(salt, 20);
}

#[test]
fn parameters_that_do_not_belong_to_an_algorithm_are_not_understood() {
    let scheme = |oid: &str, parameters: &[u8]| {
        SignatureAlgorithm::decode(&der::seq([der::oid(oid), parameters.to_vec()])).unwrap().scheme()
    };
    let (sha256_with_rsa, ed25519) = ("1.2.840.113549.1.1.11", "1.3.101.112");
    assert_eq!(scheme(sha256_with_rsa, &der::null()), Ok(Scheme::RsaPkcs1(HashAlgorithm::Sha256)));
    assert_eq!(scheme(sha256_with_rsa, &[]), Ok(Scheme::RsaPkcs1(HashAlgorithm::Sha256)));
    assert!(matches!(scheme(sha256_with_rsa, &der::int(1)), Err(UnknownAlgorithm::Parameters(_))));
    assert_eq!(scheme(ed25519, &[]), Ok(Scheme::Ed25519));
    assert!(matches!(scheme(ed25519, &der::null()), Err(UnknownAlgorithm::Parameters(_))));
    assert!(matches!(scheme("1.2.840.113549.1.1.10", &[]), Err(UnknownAlgorithm::Parameters(_))));
}

#[test]
fn an_ec_key_that_is_no_point_of_its_curve_can_not_be_read() {
    let good = Cert::ca("CA").self_signed();
    let (parts, point) = (der::children(good.der()), good.key().public_bits().to_vec());
    let at = parts[0].windows(point.len()).position(|window| window == point).unwrap();
    let mut signed = parts[0].to_vec();
    signed[at + 40] ^= 1;
    let off_curve = Certificate::decode(&der::seq([&signed[..], parts[1], parts[2]])).unwrap();
    let key = KeyFacts::Ec(Curve::P256);
    assert_eq!(own_signature(&off_curve), Err(SignatureFault::Unsupported(Unsupported::Key(key))));
}
