//! What the reader says of answers that are made for it: lenient where CAs differ, strict where it matters.

use certready::pki::crl::Reason;
use certready::pki::ocsp::{CertStatus, OcspPart, OcspWhy, Refusal, ResponderId, SignedSingle, verify_ocsp};
use certready::pki::{BadElement, Freshness};

use super::*;
use crate::common::der;
use crate::common::ocsp::{CertIdHash, Ocsp, OcspError, Status};
use crate::common::pki::{at, day};

/// An answer about the leaf, to be changed.
fn answer() -> Ocsp {
    let (ca, leaf) = ca_and_leaf();
    Ocsp::about(&leaf, &ca)
}

/// The status that an answer, once verified, gives for the leaf.
fn status(ocsp: &Ocsp) -> Option<CertStatus> {
    let (ca, leaf) = ca_and_leaf();
    let (issuer, leaf) = (ca.certificate(), leaf.certificate());
    let verified = verify_ocsp(&basic(&ocsp.der()), &issuer).unwrap();
    verified.single_about(&leaf, &issuer).map(SignedSingle::status)
}

/// The fault of a status answer whose BasicOCSPResponse is this.
fn fault_of_basic(basic: &[u8]) -> OcspFault {
    let bytes = der::seq([der::oid("1.3.6.1.5.5.7.48.1.1"), der::octets(basic)]);
    fault(&der::seq([der::enumerated(0), der::context(0, &bytes)]))
}

fn malformed(part: OcspPart, bad: BadElement) -> OcspFault {
    OcspFault::Malformed { part, why: OcspWhy::Encoding(bad) }
}

#[test]
fn every_status_is_told_apart() {
    assert_eq!(status(&answer()), Some(CertStatus::Good));
    assert_eq!(status(&answer().status(Status::Unknown)), Some(CertStatus::Unknown));
    let on = day(-9);
    let revoked = |reason| Some(CertStatus::Revoked { at: on, reason });
    assert_eq!(status(&answer().status(Status::Revoked(on))), revoked(None));
    assert_eq!(status(&answer().status(Status::RevokedFor(on, 1))), revoked(Some(Reason::KeyCompromise)));
}

#[test]
fn an_answer_about_another_certificate_is_no_status_of_this_one() {
    let (ca, leaf) = ca_and_leaf();
    let other = Cert::ca("Somebody Else").self_signed();
    assert_eq!(status(&answer().cert_id_serial(&[0x4c, 1])), None);
    assert_eq!(status(&answer().cert_id_issuer(&other)), None);
    assert_eq!(status(&answer().without_entries()), None);
    let both = Ocsp::about_serial(&[0x4c, 1], &ca).and(Ocsp::about(&leaf, &ca).status(Status::Unknown));
    assert_eq!(status(&both), Some(CertStatus::Unknown));
}

#[test]
fn an_answer_by_sha_256_is_found_too() {
    assert_eq!(status(&answer().cert_id_hash(CertIdHash::Sha256)), Some(CertStatus::Good));
}

#[test]
fn of_two_statuses_for_one_certificate_revoked_counts_and_then_the_newer() {
    let revoked = answer().status(Status::Revoked(day(-9))).this_update(day(-5));
    let expected = Some(CertStatus::Revoked { at: day(-9), reason: None });
    assert_eq!(status(&answer().and(revoked.clone())), expected);
    assert_eq!(status(&revoked.clone().and(answer())), expected);
    // By another hash it is the same certificate (RFC 6960 §4.1.1).
    let by_sha_256 = revoked.clone().cert_id_hash(CertIdHash::Sha256);
    assert_eq!(status(&answer().and(by_sha_256.clone())), expected);
    assert_eq!(status(&by_sha_256.and(answer())), expected);
    let older = answer().status(Status::Unknown).this_update(day(-5));
    assert_eq!(status(&answer().and(older.clone())), Some(CertStatus::Good));
    assert_eq!(status(&older.and(answer())), Some(CertStatus::Good));
}

#[test]
fn what_responders_do_differently_is_read() {
    let (ca, _) = ca_and_leaf();
    assert_eq!(status(&answer().by_name()), Some(CertStatus::Good));
    assert_eq!(status(&answer().explicit_version()), Some(CertStatus::Good));
    assert_eq!(status(&answer().certificate(ca.der())), Some(CertStatus::Good));
    assert_eq!(status(&answer().nonce(&[1; 16])), Some(CertStatus::Good));
    let named = basic(&answer().by_name().der());
    assert_eq!(named.responder, ResponderId::ByName(ca.certificate().subject().clone()));
}

#[test]
fn a_certificate_that_can_not_be_read_is_passed_over() {
    let odd = answer().certificate(&der::seq([der::int(1)]));
    assert_eq!(status(&odd), Some(CertStatus::Good));
    assert_eq!(basic(&odd.der()).odd_certificates.len(), 1);
}

#[test]
fn the_nonce_comes_back_as_it_went_and_without_its_wrapping_from_old_responders() {
    assert_eq!(basic(&answer().der()).nonce, None);
    assert_eq!(basic(&answer().nonce(&[1; 16]).der()).nonce, Some(vec![1; 16]));
    let bare = answer().extension("1.3.6.1.5.5.7.48.1.2", false, &[0xee; 9]);
    assert_eq!(basic(&bare.der()).nonce, Some(vec![0xee; 9]));
}

#[test]
fn unknown_critical_extensions_are_noted() {
    let unknown = |critical| basic(&answer().extension("1.3.6.1.4.1.32473.9", critical, &der::null()).der());
    assert_eq!(unknown(true).unknown_critical[0].to_string(), "1.3.6.1.4.1.32473.9");
    assert!(unknown(false).unknown_critical.is_empty());
}

#[test]
fn times_are_told_apart_and_an_answer_without_next_update_has_an_age() {
    let (ca, leaf) = ca_and_leaf();
    let (issuer, leaf) = (ca.certificate(), leaf.certificate());
    let window = |ocsp: Ocsp, when| {
        let verified = verify_ocsp(&basic(&ocsp.der()), &issuer).unwrap();
        verified.single_about(&leaf, &issuer).unwrap().window(when)
    };
    assert_eq!(window(answer(), day(0)), Freshness::Fresh { until: day(6) });
    assert_eq!(window(answer(), day(7)), Freshness::Stale { next_update: day(6) });
    assert_eq!(window(answer().no_next_update(), day(0)), Freshness::NoNextUpdate { age: 3_600 });
    let ahead = Freshness::NotYet { this_update: day(1) };
    assert_eq!(window(answer().this_update(day(1)), day(0)), ahead);
    let inverted = Freshness::Inverted { this_update: at("2026-11-22T23:00:00Z"), next_update: day(-3) };
    assert_eq!(window(answer().next_update(day(-3)), day(0)), inverted);
}

#[test]
fn what_is_no_answer_at_all_is_named_by_its_first_byte() {
    assert_eq!(fault(b""), OcspFault::Empty);
    assert_eq!(fault(b"<html>"), OcspFault::NotASequence { first: b'<' });
    assert_eq!(fault(&vec![0x30; 1024 * 1024 + 1]), OcspFault::TooLong { had: 1024 * 1024 + 1 });
    assert_eq!(fault(&[0x30, 0x80, 0, 0]), malformed(OcspPart::Response, BadElement::Indefinite));
}

#[test]
fn an_answer_that_ends_early_says_how_far_it_came() {
    let good = answer().der();
    for had in 4..good.len() {
        let missing = u64::try_from(good.len() - had).unwrap();
        assert_eq!(fault(&good[..had]), OcspFault::Truncated { had, missing });
    }
    assert!(OcspAnswer::decode(&good).is_ok());
}

#[test]
fn bytes_behind_an_answer_are_counted() {
    let mut body = answer().der();
    body.extend([0; 5]);
    assert_eq!(basic(&body).trailing, 5);
    let mut body = OcspError::TryLater.der();
    body.push(0);
    let expected = OcspAnswer::Refused { refusal: Refusal::TryLater, trailing: 1 };
    assert_eq!(OcspAnswer::decode(&body), Ok(expected));
}

#[test]
fn a_status_without_a_meaning_is_named() {
    for status in [4, 7, 255] {
        assert_eq!(fault(&der::seq([der::enumerated(status)])), OcspFault::UnknownStatus(status));
    }
    assert_eq!(fault(&der::seq([der::enumerated(0)])), OcspFault::NothingInside);
}

#[test]
fn another_type_or_version_of_answer_is_not_understood() {
    let bytes = der::seq([der::oid("1.3.6.1.4.1.32473.9"), der::octets(&[])]);
    let other = fault(&der::seq([der::enumerated(0), der::context(0, &bytes)]));
    assert!(matches!(&other, OcspFault::UnknownType(oid) if oid.to_string() == "1.3.6.1.4.1.32473.9"), "{other:?}");
    let version_2 = der::context(0, &der::int(1));
    let parts = [der::seq([version_2]), der::seq([der::oid("1.3.101.112")]), der::bits(&[1])];
    assert_eq!(fault_of_basic(&der::seq(parts)), OcspFault::UnknownVersion);
}

#[test]
fn exactly_one_answer_stands_inside() {
    let (ca, leaf) = ca_and_leaf();
    let good = Ocsp::about(&leaf, &ca).der();
    let bytes = der::children(der::children(&good)[1])[0].to_vec();
    let inner = der::open(der::children(&bytes)[1]).0.to_vec();
    let two = der::join([&inner[..], &der::null()]);
    assert_eq!(fault_of_basic(&two), malformed(OcspPart::Basic, BadElement::Trailing { count: 2 }));
    assert_eq!(fault_of_basic(&[]), malformed(OcspPart::Basic, BadElement::Missing));
}

#[test]
fn a_time_of_another_form_is_refused() {
    let good = answer().der();
    let time = b"20261129000000Z";
    let place = good.windows(15).position(|part| part == time).unwrap();
    let mut body = good;
    body[place + 14] = b'0';
    let expected = OcspFault::Malformed { part: OcspPart::Update, why: OcspWhy::NotATime };
    assert_eq!(fault(&body), expected);
}

#[test]
fn an_answer_about_more_certificates_than_are_taken_is_refused() {
    let many = |count: u16| (1..count).fold(answer(), |all, _| all.and(answer()));
    assert_eq!(basic(&many(1_000).der()).singles.len(), 1_000);
    assert_eq!(fault(&many(1_001).der()), OcspFault::TooMany);
}
