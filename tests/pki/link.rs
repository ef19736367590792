//! Links from a certificate to its issuer.

use certready::pki::{LinkFault, SignatureFault, Version, link, link_to_anchor};
use rcgen::KeyUsagePurpose;

use super::real;
use crate::common::cert::{Cert, Issued, tampered};
use crate::common::der;

#[test]
fn the_issuer_of_the_2018_policy_hangs_on_r1_and_not_on_r3() {
    let issuer = real("intermediates/globalsign-orgval-sha256-g3-by-r1.pem");
    let r1 = real("roots/globalsign-r1.pem");
    let verified = link(&issuer, &r1).unwrap();
    assert_eq!((verified.value(), verified.signer()), (&issuer, &r1));
    let r3 = real("roots/globalsign-r3.pem");
    let (named, subject) = (issuer.issuer().clone(), r3.subject().clone());
    assert_eq!(link(&issuer, &r3).unwrap_err(), LinkFault::WrongName { named, subject });
}

#[test]
fn both_cross_certificates_from_r1_to_r3_hang_on_r1_and_have_r3s_children() {
    let (r1, r3) = (real("roots/globalsign-r1.pem"), real("roots/globalsign-r3.pem"));
    let child = real("intermediates/globalsign-orgval-sha256-g2-by-r3-2016.pem");
    for file in ["cross/r1-to-r3.pem", "cross/r1-to-r3-2018.pem"] {
        let cross = real(file);
        assert!(link(&cross, &r1).is_ok(), "{file}");
        assert!(link(&child, &cross).is_ok(), "{file}");
        assert_eq!(cross.spki_digest(), r3.spki_digest(), "{file}");
    }
}

#[test]
fn every_real_cross_certificate_hangs_on_its_issuer() {
    let pairs = [
        ("cross/baltimore-to-digicert-global-root.pem", "roots/baltimore-cybertrust-root.pem"),
        ("cross/dst-x3-to-isrg-x1.pem", "roots/dst-root-ca-x3.pem"),
        ("cross/r1-to-gts-r1.pem", "roots/globalsign-r1.pem"),
        ("cross/r1-to-r46.pem", "roots/globalsign-r1.pem"),
        ("cross/r3-to-r6.pem", "roots/globalsign-r3.pem"),
        ("intermediates/ms-azure-tls-01-by-digicert-g2.pem", "roots/digicert-global-root-g2.pem"),
        ("intermediates/ms-azure-tls-01-by-ms-rsa-2017.pem", "roots/microsoft-rsa-root-2017.pem"),
    ];
    for (child, issuer) in pairs {
        assert!(link(&real(child), &real(issuer)).is_ok(), "{child}");
    }
}

fn leaf_of(issuer: &Issued) -> Issued {
    Cert::leaf("mail.certready.test").issued_by(issuer)
}

#[test]
fn a_tampered_certificate_hangs_on_nothing() {
    let ca = Cert::ca("CA").self_signed();
    let leaf = leaf_of(&ca);
    assert!(link(&leaf.certificate(), &ca.certificate()).is_ok());
    let forged = certready::pki::Certificate::decode(&tampered(leaf.der())).unwrap();
    let fault = link(&forged, &ca.certificate()).unwrap_err();
    assert!(matches!(fault, LinkFault::Signature(SignatureFault::Bad { .. })), "{fault}");
}

#[test]
fn a_lookalike_of_the_issuer_has_another_key() {
    let ca = Cert::ca("CA").self_signed();
    let lookalike = Cert::ca("CA").key_named("another").self_signed();
    let fault = link(&leaf_of(&ca).certificate(), &lookalike.certificate()).unwrap_err();
    let named = ca.certificate().subject_key_id().unwrap().clone();
    let subject = lookalike.certificate().subject_key_id().unwrap().clone();
    assert_eq!(fault, LinkFault::WrongKeyId { named, subject });
}

#[test]
fn who_is_no_ca_issues_nothing() {
    let ca = Cert::ca("CA").not_a_ca().self_signed();
    let expected = LinkFault::NotACa { issuer: "CA".into(), version: Version::V3 };
    assert_eq!(link(&leaf_of(&ca).certificate(), &ca.certificate()).unwrap_err(), expected);
    assert_eq!(link_to_anchor(&leaf_of(&ca).certificate(), &ca.certificate()).unwrap_err(), expected);
}

#[test]
fn who_may_only_sign_crls_issues_nothing() {
    let ca = Cert::ca("CA").usages(&[KeyUsagePurpose::CrlSign]).self_signed();
    let expected = LinkFault::MayNotSign { issuer: "CA".into() };
    assert_eq!(link(&leaf_of(&ca).certificate(), &ca.certificate()).unwrap_err(), expected);
    let good = Cert::ca("CA").usages(&[KeyUsagePurpose::KeyCertSign]).self_signed();
    assert!(link(&leaf_of(&good).certificate(), &good.certificate()).is_ok());
}

/// A self-signed certificate of version 1: no version field, no extensions.
fn version_1_root(name: &str) -> (certready::pki::Certificate, Issued) {
    let issued = Cert::ca(name).self_signed();
    let fields: Vec<Vec<u8>> = der::children(der::children(issued.der())[0]).into_iter().map(<[u8]>::to_vec).collect();
    let signed = der::seq(fields[1..fields.len() - 1].to_vec());
    let key = issued.key();
    let der = crate::common::cert::signed(&signed, key.usual(), key);
    (certready::pki::Certificate::decode(&der).unwrap(), issued)
}

/// RFC 5280 §6.1.1(d): an anchor is a name and a key.
#[test]
fn a_root_of_version_1_issues_as_an_anchor_and_as_nothing_else() {
    let (root, issued) = version_1_root("Old Root");
    assert_eq!(root.version(), Version::V1);
    let leaf = leaf_of(&issued).certificate();
    assert!(link_to_anchor(&leaf, &root).is_ok());
    let expected = LinkFault::NotACa { issuer: "Old Root".into(), version: Version::V1 };
    assert_eq!(link(&leaf, &root).unwrap_err(), expected);
}
