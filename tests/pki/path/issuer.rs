//! The path of an issuer, before the certificate that it will have signed is seen: real cross-certificates at their time, and
//! what holds for an issuer and not for a target.

use certready::pki::path::{Ground, KeyPurpose, PathFault, path_of_issuer};
use certready::pki::{Certificate, SignatureFault};

use crate::common::cert::{Cert, Issued};
use crate::common::pki::{at, now};
use crate::pki::real;

/// The labels of the path, or where it breaks.
fn path(issuer: &Certificate, candidates: &[Certificate], anchors: &[Certificate], date: &str) -> Vec<String> {
    let ground = Ground { candidates, anchors, at: at(date) };
    match path_of_issuer(issuer, ground, KeyPurpose::Server) {
        Ok(path) => path.iter().map(|one| one.label().to_string()).collect(),
        Err(broken) => vec![broken.to_string()],
    }
}

fn fault(issuer: &Issued, candidates: &[&Issued], anchor: &Issued) -> Option<PathFault> {
    let candidates: Vec<Certificate> = candidates.iter().map(|one| one.certificate()).collect();
    let ground = Ground { candidates: &candidates, anchors: &[anchor.certificate()], at: now() };
    path_of_issuer(&issuer.certificate(), ground, KeyPurpose::Any).err().map(|broken| broken.fault)
}

/// One key under two names of issuers: the cross-certificate leads to the older root, the root itself is an anchor too.
#[test]
fn an_issuer_below_r3_leads_to_r3_and_over_the_cross_certificate_to_r1() {
    let issuer = real("intermediates/globalsign-orgval-sha256-g2-by-r3-2016.pem");
    let (r1, r3) = (real("roots/globalsign-r1.pem"), real("roots/globalsign-r3.pem"));
    let cross = real("cross/r1-to-r3-2018.pem");
    let name = "GlobalSign Organization Validation CA - SHA256 - G2";
    assert_eq!(path(&issuer, &[], std::slice::from_ref(&r3), "2019-01-01"), [name, "GlobalSign Root CA - R3"]);
    let over = path(&issuer, std::slice::from_ref(&cross), std::slice::from_ref(&r1), "2019-01-01");
    assert_eq!(over, [name, "GlobalSign Root CA - R3", "GlobalSign Root CA"]);
    let alone = path(&issuer, &[], std::slice::from_ref(&r1), "2019-01-01");
    assert!(alone[0].contains("no certificate at hand is its issuer"), "{alone:?}");
}

/// The search takes a detour where the likelier candidate leads nowhere: R46 was crossed by R6, and R6 by R3, and R3 by R1.
#[test]
fn a_detour_over_three_cross_certificates_is_found() {
    let child = real("cross/r6-to-r46.pem");
    let r1 = real("roots/globalsign-r1.pem");
    let candidates =
        ["roots/globalsign-r6.pem", "cross/r3-to-r6.pem", "roots/globalsign-r3.pem", "cross/r1-to-r3-2018.pem"];
    let candidates: Vec<Certificate> = candidates.iter().map(|file| real(file)).collect();
    let found = path(&child, &candidates, std::slice::from_ref(&r1), "2020-06-01");
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found.last().unwrap(), "GlobalSign Root CA");
}

/// RFC 5280 §6.1.4(l): a path length limits the CA certificates between, and an issuer is one of them; a target is not.
#[test]
fn an_issuer_counts_as_a_ca_below_those_above_it() {
    let root = Cert::ca("Root").path_length(0).self_signed();
    let ca = Cert::ca("CA").issued_by(&root);
    assert_eq!(fault(&ca, &[], &root), Some(PathFault::TooManyBelow));
    let root = Cert::ca("Root").path_length(1).self_signed();
    assert_eq!(fault(&Cert::ca("CA").issued_by(&root), &[], &root), None);
}

/// RFC 5280 §6.1.4(k): who issues must say that it is a CA.
#[test]
fn an_end_entity_is_no_issuer() {
    let root = Cert::ca("Root").self_signed();
    let leaf = Cert::leaf("mail.certready.test").issued_by(&root);
    assert!(matches!(fault(&leaf, &[], &root), Some(PathFault::NotACa { .. })));
}

#[test]
fn an_anchor_of_the_same_name_and_another_key_is_not_its_issuer() {
    let root = Cert::ca("Root").self_signed();
    let lookalike = Cert::ca("Root").key_named("another").self_signed();
    let ca = Cert::ca("CA").issued_by(&root);
    let broken = fault(&ca, &[], &lookalike);
    assert!(matches!(broken, Some(PathFault::Signature(SignatureFault::Bad { .. }))), "{broken:?}");
}
