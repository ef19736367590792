//! The search for a path (RFC 4158; RFC 5280 §6.1): by name, with the key identifier as a hint, back from what leads
//! nowhere, and within its bounds.

use std::time::{Duration, Instant};

use certready::pki::chain::{Outcome, Standing, Unknown};
use certready::pki::path::{LONGEST_WAY, MOST_SIGNATURES, PathFault};
use certready::pki::{Certificate, SignatureFault, Unsupported};
use rcgen::KeyUsagePurpose;

use super::super::real;
use crate::common::cert::{Cert, Issued, tampered};
use crate::common::chain::{Case, assert_good, assert_invalid, assert_unknown};
use crate::common::key::{Algorithm, KeyKind};
use crate::common::pki::day;

fn root() -> Issued {
    Cert::ca("Root").self_signed()
}

fn leaf_of(issuer: &Issued) -> Issued {
    Cert::leaf("mail.certready.test").issued_by(issuer)
}

fn no_issuer(of: &Issued) -> PathFault {
    PathFault::NoIssuer { issuer: of.certificate().issuer().clone() }
}

/// The certificates of the chain are exactly these.
#[track_caller]
fn assert_way(case: &Case, way: &[&Issued]) {
    let chain = case.judged();
    let found: Vec<_> = chain.members.iter().map(|member| member.certificate.clone()).collect();
    assert_eq!(found, way.iter().map(|one| one.certificate()).collect::<Vec<_>>());
    assert_eq!((chain.outcome(), chain.anchor()), (Outcome::Good, found.last()));
}

/// RFC 4158 §2.4: of two cross-certificates the one that fails gives place to the other, whichever stands first.
#[test]
fn the_search_goes_back_from_a_cross_certificate_that_fails() {
    let (anchor, other) = (root(), Cert::ca("Other").self_signed());
    let narrow = Cert::ca("Narrow").path_length(0).issued_by(&anchor);
    let sub = || Cert::ca("Sub");
    let good = sub().issued_by(&anchor);
    let leaf = leaf_of(&good);
    let bad = [
        ("leads nowhere", sub().issued_by(&other)),
        ("is expired", sub().valid(day(-90), day(-1)).issued_by(&anchor)),
        ("is not valid yet", sub().valid(day(1), day(90)).issued_by(&anchor)),
        ("is too deep", sub().issued_by(&narrow)),
        ("is no CA", sub().not_a_ca().issued_by(&anchor)),
        ("may not sign", sub().usages(&[KeyUsagePurpose::CrlSign]).issued_by(&anchor)),
        ("is not understood", sub().extension("1.3.6.1.4.1.32473.9", true, &[5, 0]).issued_by(&anchor)),
    ];
    for (why, bad) in bad {
        let case = Case::new(&leaf, &anchor).with(&narrow);
        assert_ne!(case.clone().with(&bad).outcome(), Outcome::Good, "{why}");
        assert_way(&case.clone().with(&bad).with(&good), &[&leaf, &good, &anchor]);
        assert_way(&case.with(&good).with(&bad), &[&leaf, &good, &anchor]);
    }
}

/// What broke off in a circle may lead up from elsewhere: `B` goes on to `X` alone, which stands below it the first time.
#[test]
fn a_certificate_that_led_in_a_circle_is_tried_again_from_elsewhere() {
    let anchor = root();
    let x = Cert::ca("X").issued_by(&anchor);
    let b = Cert::ca("B").issued_by(&x);
    let x_below_b = Cert::ca("X").issued_by(&b);
    let y = Cert::ca("Y").issued_by(&b);
    let blunt = Cert::ca("M").usages(&[KeyUsagePurpose::CrlSign]).issued_by(&x);
    let good = Cert::ca("M").issued_by(&y);
    let leaf = leaf_of(&good);
    let case = Case::new(&leaf, &anchor).with(&blunt).with(&good).with(&x_below_b).with(&x).with(&b).with(&y);
    assert_way(&case, &[&leaf, &good, &y, &b, &x, &anchor]);
}

/// RFC 4210 §4.4: the new key in a certificate signed with the old, and the old key in one signed with the new.
#[test]
fn a_key_rollover_leads_from_either_key_to_the_other() {
    let old = Cert::ca("Root").key_named("old").self_signed();
    let new = Cert::ca("Root").key_named("new").self_signed();
    let new_with_old = Cert::ca("Root").key_named("new").issued_by(&old);
    let old_with_new = Cert::ca("Root").key_named("old").issued_by(&new);
    for (anchor, link, issuer) in [(&old, &new_with_old, &new), (&new, &old_with_new, &old)] {
        let leaf = leaf_of(issuer);
        assert_way(&Case::new(&leaf, anchor).with(&new_with_old).with(&old_with_new), &[&leaf, link, anchor]);
        assert_invalid(&Case::new(&leaf, anchor), 0, &bad_signature(&Case::new(&leaf, anchor)));
        assert_way(&Case::new(&leaf, issuer).with(&new_with_old).with(&old_with_new), &[&leaf, issuer]);
    }
}

/// The fault of the only certificate of a chain that breaks off there, which is a bad signature.
fn bad_signature(case: &Case) -> PathFault {
    let fault = case.faults().remove(0).unwrap();
    assert!(matches!(fault, PathFault::Signature(SignatureFault::Bad { .. })), "{fault:?}");
    fault
}

/// RFC 5280 §4.2.1.1: the key identifier helps to find the issuer. The signature alone says who it is.
#[test]
fn a_wrong_key_identifier_is_no_obstacle_where_the_signature_is_right() {
    let anchor = root();
    let lookalike = Cert::ca("Root").key_named("another").self_signed();
    let leaf = Cert::leaf("mail.certready.test").authority_key(&lookalike.key_id()).issued_by(&anchor);
    assert_way(&Case::new(&leaf, &anchor).anchor(&lookalike), &[&leaf, &anchor]);
    assert_way(&Case::new(&leaf, &lookalike).anchor(&anchor), &[&leaf, &anchor]);
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let leaf = Cert::leaf("mail.certready.test").authority_key(&[1; 20]).issued_by(&sub);
    assert_way(&Case::new(&leaf, &anchor).with(&sub), &[&leaf, &sub, &anchor]);
}

#[test]
fn a_certificate_without_its_issuer_says_whom_it_misses() {
    let anchor = root();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let leaf = leaf_of(&sub);
    let case = Case::new(&leaf, &anchor);
    assert_invalid(&case, 0, &no_issuer(&leaf));
    assert_good(&case.with(&sub));
    let other = Cert::ca("Other").self_signed();
    let case = Case::new(&leaf, &other).with(&sub);
    assert_invalid(&case, 1, &no_issuer(&sub));
    assert_eq!(case.target(), Standing::Unknown(Unknown::BrokenAbove));
    assert_eq!(case.judged().anchor(), None);
    assert_eq!(case.judged().decisive().unwrap().certificate, sub.certificate());
}

#[test]
fn a_self_signed_certificate_that_is_no_anchor_ends_the_path() {
    let (anchor, stranger) = (root(), Cert::ca("Stranger").self_signed());
    let leaf = leaf_of(&stranger);
    assert_invalid(&Case::new(&leaf, &anchor).with(&stranger), 1, &PathFault::NoAnchor);
    assert_invalid(&Case::new(&stranger, &anchor), 0, &PathFault::NoAnchor);
    assert_invalid(&Case::new(&stranger, &anchor).with(&stranger), 0, &PathFault::NoAnchor);
    assert_good(&Case::new(&leaf, &stranger));
}

/// A self-issued certificate is not self-signed (RFC 5280 §3.2): the other half of the rollover is what it misses.
#[test]
fn a_self_issued_certificate_misses_its_issuer_like_any_other() {
    let old = Cert::ca("Old").key_named("old").self_signed();
    let new_with_old = Cert::ca("Old").key_named("new").issued_by(&old);
    let leaf = leaf_of(&new_with_old);
    let case = Case::new(&leaf, &root()).with(&new_with_old);
    assert_invalid(&case, 1, &no_issuer(&new_with_old));
    assert_good(&Case::new(&leaf, &old).with(&new_with_old));
}

/// Each is the other's only issuer: no certificate at hand is above the circle.
#[test]
fn a_circle_leads_nowhere() {
    let first = Cert::ca("A").self_signed();
    let b = Cert::ca("B").issued_by(&first);
    let a = Cert::ca("A").issued_by(&b);
    let leaf = leaf_of(&a);
    let case = Case::new(&leaf, &root()).with(&a).with(&b);
    assert_invalid(&case, 2, &no_issuer(&b));
    assert_good(&Case::new(&leaf, &first).with(&a).with(&b));
}

/// An anchor that could not be read may be the one that is missing: then nobody knows.
#[test]
fn a_missing_anchor_is_unknown_where_the_store_was_not_all_read() {
    let (anchor, stranger) = (root(), Cert::ca("Stranger").self_signed());
    let incomplete = |above: &str| PathFault::AnchorsIncomplete { above: above.into(), unread: 2 };
    let leaf = leaf_of(&stranger);
    assert_unknown(&Case::new(&leaf, &anchor).unread(2), 0, &incomplete("mail.certready.test"));
    assert_unknown(&Case::new(&leaf, &anchor).with(&stranger).unread(2), 1, &incomplete("Stranger"));
    assert_good(&Case::new(&leaf, &stranger).unread(2));
    // The anchor's namesake did not sign it, and the issuer may be another one of that name.
    let namesake = Cert::ca("Stranger").key_named("another").self_signed();
    assert_unknown(&Case::new(&leaf, &namesake).unread(2), 0, &incomplete("mail.certready.test"));
    let other_kind = Cert::ca("Stranger").key(KeyKind::Rsa2048).self_signed();
    assert_unknown(&Case::new(&leaf, &other_kind).unread(2), 0, &incomplete("mail.certready.test"));
    // What is wrong with the path that was found stays wrong.
    let expired = Cert::leaf("mail.certready.test").valid(day(-90), day(-1)).issued_by(&anchor);
    assert_invalid(&Case::new(&expired, &anchor).unread(2), 0, &PathFault::Expired { not_after: day(-1) });
}

/// RFC 5280 §6.1.1(d): an anchor is a name and a key, self-signed or not.
#[test]
fn any_certificate_may_be_the_anchor() {
    let anchor = root();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let leaf = leaf_of(&sub);
    assert_way(&Case::new(&leaf, &sub), &[&leaf, &sub]);
    assert_way(&Case::new(&leaf, &sub).with(&sub).anchor(&anchor), &[&leaf, &sub]);
    assert_way(&Case::new(&leaf, &leaf), &[&leaf]);
    assert_way(&Case::new(&anchor, &anchor), &[&anchor]);
}

#[test]
fn a_root_that_was_issued_again_hangs_on_the_anchor_of_its_name_and_key() {
    let anchor = root();
    let again = Cert::ca("Root").serial(&[0x4c, 2]).self_signed();
    assert_way(&Case::new(&again, &anchor), &[&again, &anchor]);
    let leaf = leaf_of(&anchor);
    assert_way(&Case::new(&leaf, &anchor).with(&again), &[&leaf, &anchor]);
    assert_way(&Case::new(&leaf, &again).with(&anchor), &[&leaf, &again]);
    let lookalike = Cert::ca("Root").key_named("another").self_signed();
    assert_ne!(Case::new(&lookalike, &anchor).outcome(), Outcome::Good);
}

/// A chain of so many certificates: the anchor first.
fn chain_of(length: usize) -> Vec<Issued> {
    let mut chain = vec![root()];
    for step in 1..length {
        let next = Cert::ca(&format!("Step {step}")).issued_by(chain.last().unwrap());
        chain.push(next);
    }
    chain
}

#[test]
fn a_path_has_sixteen_certificates_at_the_most() {
    let chain = chain_of(LONGEST_WAY + 1);
    assert_eq!(LONGEST_WAY, 16);
    let between: Vec<_> = chain.iter().map(Issued::certificate).collect();
    let case = |target: usize| Case::new(&chain[target], &chain[0]).with_all(&between[1..]);
    assert_good(&case(LONGEST_WAY - 1));
    assert_eq!(case(LONGEST_WAY - 1).names().len(), LONGEST_WAY);
    let beyond = case(LONGEST_WAY);
    assert_eq!((beyond.outcome(), beyond.faults().pop().unwrap()), (Outcome::Unknown, Some(PathFault::Bounds)));
}

/// Hundreds of certificates of one name, none of which signed: what a forged bundle could hold.
#[test]
fn a_crowd_of_lookalikes_costs_a_bounded_time() {
    let anchor = root();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let crowd: Vec<Certificate> = (0..MOST_SIGNATURES + 20)
        .map(|one| Cert::ca("Sub").key_named(&format!("lookalike {one}")).self_signed().certificate())
        .collect();
    let started = Instant::now();
    // The key identifier tells which one to try first.
    assert_good(&Case::new(&leaf_of(&sub), &anchor).with_all(&crowd).with(&sub));
    let silent = Cert::leaf("mail.certready.test").authority_key(&[1; 20]).issued_by(&sub);
    assert_unknown(&Case::new(&silent, &anchor).with_all(&crowd).with(&sub), 0, &PathFault::Bounds);
    assert_good(&Case::new(&silent, &anchor).with_all(&crowd[..200]).with(&sub));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// Every one of them has the issuer's name and key and leads to all the others: no anchor, and a step for each pair.
#[test]
fn a_crowd_of_one_name_and_key_costs_a_bounded_time() {
    let anchor = root();
    let again = |serial: u16| {
        let [high, low] = serial.to_be_bytes();
        Cert::ca("Stranger").key_named("one").serial(&[0x4c, high, low]).self_signed()
    };
    let crowd: Vec<Certificate> = (0..3_000).map(|serial| again(serial).certificate()).collect();
    let leaf = leaf_of(&again(0));
    let started = Instant::now();
    assert_eq!(Case::new(&leaf, &anchor).with_all(&crowd).outcome(), Outcome::Unknown);
    // The same one again is no other.
    assert_invalid(&Case::new(&leaf, &anchor).with_all(&vec![crowd[0].clone(); 3_000]), 1, &PathFault::NoAnchor);
    assert_invalid(&Case::new(&leaf, &anchor).with_all(&crowd[..100]), 1, &PathFault::NoAnchor);
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

/// Every one of nine authorities certifies every other: a hundred thousand ways, of which none leads to an anchor.
#[test]
fn a_mesh_of_cross_certificates_costs_a_bounded_time() {
    let names: Vec<String> = (0..9).map(|one| format!("Mesh {one}")).collect();
    let heads: Vec<Issued> = names.iter().map(|name| Cert::ca(name).self_signed()).collect();
    let mut mesh = Vec::new();
    for (issuer, head) in names.iter().zip(&heads) {
        let others = names.iter().filter(|name| *name != issuer);
        mesh.extend(others.map(|name| Cert::ca(name).issued_by(head).certificate()));
    }
    let leaf = leaf_of(&heads[0]);
    let started = Instant::now();
    assert_eq!(Case::new(&leaf, &root()).with_all(&mesh).outcome(), Outcome::Unknown);
    assert_good(&Case::new(&leaf, &heads[8]).with_all(&mesh));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// Sixty-four ways are looked into. Where none of them holds and there are more, nobody knows.
#[test]
fn more_ways_than_are_looked_into_are_unknown() {
    let anchor = Cert::ca("Root").valid(day(-90), day(-1)).self_signed();
    let again = |name: &str, serial: u8, issuer: &Issued| Cert::ca(name).serial(&[0x4c, serial]).issued_by(issuer);
    let upper: Vec<Issued> = (0..8).map(|serial| again("Upper", serial, &anchor)).collect();
    let lower: Vec<Issued> = (0..9).map(|serial| again("Lower", serial, &upper[0])).collect();
    let case = |lower: &[Issued]| {
        let between: Vec<_> = upper.iter().chain(lower).map(Issued::certificate).collect();
        Case::new(&leaf_of(&lower[0]), &anchor).with_all(&between)
    };
    assert_invalid(&case(&lower[..8]), 3, &PathFault::Expired { not_after: day(-1) });
    assert_eq!(case(&lower).outcome(), Outcome::Unknown);
}

/// An authority is a name with a key: one that took another name and kept its key is another.
#[test]
fn an_authority_that_keeps_its_key_under_another_name_is_no_circle() {
    let anchor = root();
    let upper = Cert::ca("Upper").key_named("one key").issued_by(&anchor);
    let lower = Cert::ca("Lower").key_named("one key").issued_by(&upper);
    let leaf = leaf_of(&lower);
    assert_way(&Case::new(&leaf, &anchor).with(&lower).with(&upper), &[&leaf, &lower, &upper, &anchor]);
}

/// RFC 5280 §6.1.3(a)(1).
#[test]
fn a_bad_signature_breaks_the_path() {
    let anchor = root();
    let leaf = leaf_of(&anchor);
    let forged = Certificate::decode(&tampered(leaf.der())).unwrap();
    let case = Case::of(forged, &[anchor.certificate()]);
    assert_invalid(&case, 0, &bad_signature(&case));
    assert_good(&Case::new(&leaf, &anchor));
}

#[test]
fn an_algorithm_that_is_not_known_is_unknown_and_not_forged() {
    let anchor = root();
    let leaf = Cert::leaf("mail.certready.test").signed_with(Algorithm::Unknown).issued_by(&anchor);
    let case = Case::new(&leaf, &anchor);
    let [Some(fault @ PathFault::Signature(SignatureFault::Unsupported(Unsupported::Algorithm(_))))] =
        &case.faults()[..]
    else {
        panic!("{:?}", case.faults())
    };
    assert_unknown(&case, 0, fault);
    // Of two namesakes one did not sign it, and whether the other did can't be told: whichever stands first.
    let leaf = leaf_of(&Cert::ca("Root").key_named("another").self_signed());
    let unreadable = real("algorithms/secp256k1-with-sha256.pem");
    let strange = Cert::ca("Root").spki(unreadable.spki_der()).self_signed();
    assert_eq!(Case::new(&leaf, &anchor).outcome(), Outcome::Invalid);
    assert_eq!(Case::new(&leaf, &anchor).anchor(&strange).outcome(), Outcome::Unknown);
    assert_eq!(Case::new(&leaf, &strange).anchor(&anchor).outcome(), Outcome::Unknown);
}

/// Real signatures that can't be verified here: each certificate beside a copy of itself as the anchor.
#[test]
fn real_signatures_of_unsupported_kinds_are_unknown() {
    for file in ["ed448", "p384-with-sha1", "pss-sha512-mask-sha1", "rsa-2048-with-md5", "rsa-8200-with-sha256"] {
        let anchor = real(&format!("algorithms/{file}.pem"));
        let copy = Certificate::decode(&tampered(anchor.der())).unwrap();
        let case = Case::of(copy, std::slice::from_ref(&anchor)).at(anchor.not_before());
        let faults = case.faults();
        let unsupported = matches!(faults[0], Some(PathFault::Signature(SignatureFault::Unsupported(_))));
        assert!(unsupported && case.outcome() == Outcome::Unknown, "{file}: {faults:?}");
    }
}
