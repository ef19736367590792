//! What a certificate is for (RFC 5280 §4.2.1.3, §4.2.1.12), on the target and above it.

use certready::pki::path::{KeyPurpose, Lack, PathFault};
use rcgen::{ExtendedKeyUsagePurpose as For, KeyUsagePurpose as Usage};

use crate::common::cert::Cert;
use crate::common::chain::{Case, assert_good, assert_invalid};

/// `Root`, `Sub` with these purposes, and a leaf with those.
fn case(sub: &[For], leaf: &[For]) -> Case {
    built(&Cert::ca("Sub").extended_usages(sub), &Cert::leaf("mail.certready.test").extended_usages(leaf))
}

fn built(sub: &Cert, leaf: &Cert) -> Case {
    let anchor = Cert::ca("Root").self_signed();
    let sub = sub.clone().issued_by(&anchor);
    Case::new(&leaf.clone().issued_by(&sub), &anchor).with(&sub)
}

fn lacks(purpose: KeyPurpose, lack: Lack) -> PathFault {
    PathFault::Purpose { purpose, lack }
}

const SERVER: KeyPurpose = KeyPurpose::Server;
const CLIENT: KeyPurpose = KeyPurpose::Client;

#[test]
fn a_target_is_for_the_purposes_that_it_names_and_for_all_where_it_names_none() {
    for purpose in [SERVER, CLIENT] {
        assert_good(&case(&[], &[]).purpose(purpose));
        assert_good(&case(&[], &[For::Any]).purpose(purpose));
        assert_good(&case(&[], &[For::ServerAuth, For::ClientAuth]).purpose(purpose));
        let other = case(&[], &[For::EmailProtection]).purpose(purpose);
        assert_invalid(&other, 0, &lacks(purpose, Lack::ExtendedKeyUsage));
    }
    assert_good(&case(&[], &[For::ServerAuth]).purpose(SERVER));
    assert_invalid(&case(&[], &[For::ServerAuth]).purpose(CLIENT), 0, &lacks(CLIENT, Lack::ExtendedKeyUsage));
    assert_invalid(&case(&[], &[For::ClientAuth]).purpose(SERVER), 0, &lacks(SERVER, Lack::ExtendedKeyUsage));
}

#[test]
fn no_purpose_asks_nothing() {
    assert_good(&case(&[For::ClientAuth], &[For::EmailProtection]));
    assert_good(&built(&Cert::ca("Sub"), &Cert::leaf("mail.certready.test").usages(&[Usage::CrlSign])));
}

/// Windows, Mozilla and OpenSSL read the purposes of a CA as those that it may hand down.
#[test]
fn the_purposes_of_an_issuer_restrict_those_below() {
    let below = [For::ServerAuth];
    for above in [&[][..], &[For::Any], &[For::ServerAuth], &[For::ClientAuth, For::ServerAuth]] {
        assert_good(&case(above, &below).purpose(SERVER));
    }
    let other = case(&[For::ClientAuth], &below);
    assert_invalid(&other.clone().purpose(SERVER), 1, &lacks(SERVER, Lack::ExtendedKeyUsage));
    assert_good(&other);
}

/// The anchor's purposes count like any issuer's, as the stores of Windows and OpenSSL have it.
#[test]
fn the_purposes_of_an_anchor_restrict_those_below() {
    let of = |purposes: &[For]| {
        let anchor = Cert::ca("Root").extended_usages(purposes).self_signed();
        Case::new(&Cert::leaf("mail.certready.test").issued_by(&anchor), &anchor).purpose(SERVER)
    };
    assert_invalid(&of(&[For::ClientAuth]), 1, &lacks(SERVER, Lack::ExtendedKeyUsage));
    assert_good(&of(&[For::ServerAuth]));
}

/// RFC 5246 §7.4.2: a server signs, or is sent the keys; a client signs, or agrees on them.
#[test]
fn the_key_usage_allows_what_the_purpose_needs() {
    let with = |usages: &[Usage], purpose| {
        let leaf = Cert::leaf("mail.certready.test").extended_usages(&[]).usages(usages);
        built(&Cert::ca("Sub"), &leaf).purpose(purpose)
    };
    for usage in [Usage::DigitalSignature, Usage::KeyEncipherment, Usage::KeyAgreement] {
        assert_good(&with(&[usage], SERVER));
    }
    for usage in [Usage::DigitalSignature, Usage::KeyAgreement] {
        assert_good(&with(&[usage], CLIENT));
    }
    assert_good(&with(&[], SERVER));
    assert_good(&with(&[], CLIENT));
    assert_invalid(&with(&[Usage::KeyEncipherment], CLIENT), 0, &lacks(CLIENT, Lack::KeyUsage));
    for purpose in [SERVER, CLIENT] {
        let others = [Usage::ContentCommitment, Usage::DataEncipherment, Usage::KeyCertSign, Usage::CrlSign];
        assert_invalid(&with(&others, purpose), 0, &lacks(purpose, Lack::KeyUsage));
    }
}

/// RFC 6960 §4.2.2.2: OCSP signing is named, and no wider purpose includes it; the issuer need not name it.
#[test]
fn signing_ocsp_answers_is_named() {
    let purpose = KeyPurpose::OcspSigning;
    assert_good(&case(&[For::ServerAuth], &[For::OcspSigning]).purpose(purpose));
    for other in [&[][..], &[For::Any], &[For::ServerAuth]] {
        assert_invalid(&case(&[], other).purpose(purpose), 0, &lacks(purpose, Lack::ExtendedKeyUsage));
    }
    let with =
        |usages: &[Usage]| built(&Cert::ca("Sub"), &Cert::ocsp_responder("OCSP").usages(usages)).purpose(purpose);
    assert_good(&with(&[]));
    assert_good(&with(&[Usage::DigitalSignature]));
    assert_good(&with(&[Usage::ContentCommitment]));
    assert_invalid(&with(&[Usage::KeyEncipherment]), 0, &lacks(purpose, Lack::KeyUsage));
}
