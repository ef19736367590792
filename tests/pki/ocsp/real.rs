//! Real answers at their own times. What they say is what `openssl ocsp -resp_text` shows of them.

use certready::pki::ocsp::{CertId, CertStatus, OcspSignatureFault, Refusal, ResponderId, SignedSingle, verify_ocsp};
use certready::pki::{Certificate, Freshness, HashAlgorithm, Serial, SignatureFault, Strength, Verified, Weakness};

use super::*;
use crate::common::pki::at;

/// What an answer says of the certificate with this serial, which is not at hand.
fn about<'a>(answer: &'a Verified<BasicResponse>, issuer: &Certificate, serial: &Serial) -> Option<SignedSingle<'a>> {
    answer.single_for(&CertId::of(HashAlgorithm::Sha1, issuer.subject(), issuer, serial))
}

#[test]
fn globalsigns_answer_of_2012_verifies_through_its_delegated_responder() {
    let issuer = issuer("ocsp/globalsign-root-r1-2012-delegated.issuer.pem");
    let basic = basic(&fixture("ocsp/globalsign-root-r1-2012-delegated.der"));
    let ResponderId::ByKey(hash) = &basic.responder else { panic!("{:?}", basic.responder) };
    assert_eq!(hash.to_string(), "EA97079C4DAAC1C9575B1F100D44B085623D66A8");
    assert_eq!((basic.produced_at, basic.nonce.as_ref()), (at("2012-10-23T10:25:36Z"), None));
    let verified = verify_ocsp(&basic, &issuer).unwrap();
    assert_ne!(verified.signer(), &issuer);
    assert!(verified.signer().has_ocsp_signing() && verified.signer().is_valid_at(basic.produced_at));
    assert_eq!(verified.strength(), &Strength::Weak(vec![Weakness::Sha1]));
    let serial = Serial::from_content(&hex::decode("0400000000012F4EE14710").unwrap());
    let single = about(&verified, &issuer, &serial).unwrap();
    assert_eq!(single.status(), CertStatus::Good);
    let next_update = at("2013-04-15T06:00:00Z");
    assert_eq!(single.window(at("2012-10-24")), Freshness::Fresh { until: next_update });
    assert_eq!(single.window(at("2026-11-23")), Freshness::Stale { next_update });
    assert_eq!(single.window(at("2012-09-30")), Freshness::NotYet { this_update: at("2012-10-01T06:00:00Z") });
    assert_eq!(about(&verified, &issuer, &Serial::from_content(&[1])), None);
}

#[test]
fn digicerts_answer_of_2026_is_good_and_signed_by_the_issuer() {
    let issuer = issuer("ocsp/digicert-20261003.issuer.pem");
    let basic = basic(&fixture("ocsp/digicert-20261003.der"));
    let verified = verify_ocsp(&basic, &issuer).unwrap();
    assert_eq!((verified.signer(), verified.strength()), (&issuer, &Strength::Strong));
    let serial = Serial::from_content(&hex::decode("0AEC2491F01C8C5A0D19F41F9BA3E4CD").unwrap());
    let single = about(&verified, &issuer, &serial).unwrap();
    assert_eq!(single.status(), CertStatus::Good);
    assert_eq!(single.single().this_update, at("2026-10-03T15:33:01Z"));
    assert_eq!(single.window(at("2026-10-04")), Freshness::Fresh { until: at("2026-10-10T14:33:01Z") });
}

#[test]
fn revoked_badssl_com_is_revoked() {
    let issuer = issuer("ocsp/revoked-badssl-20211202.issuer.pem");
    let basic = basic(&fixture("ocsp/revoked-badssl-20211202.der"));
    let verified = verify_ocsp(&basic, &issuer).unwrap();
    let serial = Serial::from_content(&hex::decode("0D2E67A298853B9A5452E3A285A4572F").unwrap());
    let single = about(&verified, &issuer, &serial).unwrap();
    assert_eq!(single.status(), CertStatus::Revoked { at: at("2021-10-27T21:38:48Z"), reason: None });
    assert_eq!(single.window(at("2021-12-03")), Freshness::Fresh { until: at("2021-12-09T01:24:01Z") });
}

#[test]
fn another_ca_is_not_the_responder() {
    let other = issuer("ocsp/digicert-20261003.issuer.pem");
    let basic = basic(&fixture("ocsp/revoked-badssl-20211202.der"));
    let responder = basic.responder.clone();
    assert_eq!(verify_ocsp(&basic, &other), Err(OcspSignatureFault::NoResponder { responder }));
}

#[test]
fn one_flipped_bit_in_a_time_of_a_real_answer_is_a_bad_signature() {
    let issuer = issuer("ocsp/digicert-20261003.issuer.pem");
    let mut body = fixture("ocsp/digicert-20261003.der");
    let time = body.windows(15).position(|part| part == b"20261010143301Z").unwrap();
    body[time + 7] ^= 1;
    let fault = verify_ocsp(&basic(&body), &issuer).unwrap_err();
    assert!(matches!(fault, OcspSignatureFault::Signature(SignatureFault::Bad { .. })), "{fault}");
}

#[test]
fn the_five_refusals_are_five_answers() {
    for (file, expected) in [
        ("malformed", Refusal::MalformedRequest),
        ("internal-error", Refusal::InternalError),
        ("try-later", Refusal::TryLater),
        ("sig-required", Refusal::SigRequired),
        ("unauthorized", Refusal::Unauthorized),
    ] {
        let answer = OcspAnswer::decode(&fixture(&format!("ocsp/refused-{file}.der"))).unwrap();
        assert_eq!(answer, OcspAnswer::Refused { refusal: expected, trailing: 0 });
    }
}
