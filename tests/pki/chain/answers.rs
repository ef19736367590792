//! What OCSP answers say of a chain's certificates (RFC 6960 §3.2, §4.2.2): who may give them, and when.

use certready::pki::chain::{Outcome, Revoked, Said, Source, SourceId, Standing, Unknown, Unusable};
use certready::pki::crl::Reason;
use certready::pki::ocsp::OcspSignatureFault;
use certready::pki::path::{KeyPurpose, Lack, PathFault};
use certready::pki::{Oid, SignatureFault};
use rcgen::{ExtendedKeyUsagePurpose as For, KeyUsagePurpose as Usage};

use crate::common::cert::{Cert, Issued};
use crate::common::chain::{Case, assert_good};
use crate::common::crl::Crl;
use crate::common::der;
use crate::common::key::Algorithm;
use crate::common::ocsp::{CertIdHash, Ocsp, Status};
use crate::common::pki::day;

const NO_CHECK: &str = "1.3.6.1.5.5.7.48.1.5";
const UNKNOWN: &str = "1.3.6.1.4.1.32473.9";

/// A root, a leaf below it, and the question of the leaf's revocation.
fn asked() -> (Issued, Issued, Case) {
    let root = Cert::ca("Root").self_signed();
    let leaf = Cert::leaf("mail.certready.test").issued_by(&root);
    let case = Case::new(&leaf, &root).required();
    (root, leaf, case)
}

fn revoked(at: i64, reason: Option<Reason>, by: SourceId) -> Standing {
    Standing::Revoked(Revoked { at: day(at), reason, by })
}

/// Why the target's only source proves nothing; the target is unknown for that.
#[track_caller]
fn nothing(case: &Case) -> Unusable {
    let sources = case.sources();
    let [Source { said: Err(why), .. }] = &sources[..] else { panic!("{sources:?}") };
    assert_eq!(case.target(), Standing::Unknown(Unknown::Unusable(why.clone())));
    why.clone()
}

#[test]
fn the_issuers_own_answer_says_good_revoked_or_unknown() {
    let (root, leaf, case) = asked();
    let answer = || Ocsp::about(&leaf, &root);
    assert_good(&case.clone().ocsp(&answer()));
    assert_good(&case.clone().ocsp(&answer().cert_id_hash(CertIdHash::Sha256)));
    let by = SourceId::Answer(0);
    let listed = case.clone().ocsp(&answer().status(Status::RevokedFor(day(-3), 1)));
    assert_eq!(listed.target(), revoked(-3, Some(Reason::KeyCompromise), by));
    let listed = case.clone().ocsp(&answer().status(Status::Revoked(day(-3))));
    assert_eq!(listed.target(), revoked(-3, None, by));
    assert_eq!(nothing(&case.clone().ocsp(&answer().status(Status::Unknown))), Unusable::StatusUnknown);
    // Both say it of one certificate, by different hashes: what revokes counts.
    let sha256 = answer().cert_id_hash(CertIdHash::Sha256);
    let both = answer().and(sha256.clone().status(Status::Revoked(day(-3))));
    assert_eq!(case.clone().ocsp(&both).target(), revoked(-3, None, by));
    assert_good(&case.ocsp(&answer().and(sha256)));
}

/// RFC 6960 §4.1.1 has the issuer's name hashed as the certificate's issuer field has it. The issuer's own subject is the same
/// name, and may have other octets (RFC 5280 §7.1); some responders hash those.
#[test]
fn an_answer_names_the_issuer_as_the_certificate_does_or_as_the_issuer_does() {
    let (root, leaf, _) = asked();
    let anchor = Cert::ca("Root").in_printable_strings().self_signed();
    assert_ne!(anchor.subject(), root.subject());
    let case = Case::new(&leaf, &anchor).required();
    for named in [&root, &anchor] {
        let answer = || Ocsp::about(&leaf, named);
        assert_good(&case.clone().ocsp(&answer()));
        assert_good(&case.clone().ocsp(&answer().cert_id_hash(CertIdHash::Sha256)));
        let revoking = answer().status(Status::Revoked(day(-3)));
        assert_eq!(case.clone().ocsp(&revoking).target(), revoked(-3, None, SourceId::Answer(0)));
    }
    // Both in one answer: what revokes counts.
    let both = Ocsp::about(&leaf, &root).and(Ocsp::about(&leaf, &anchor).status(Status::Revoked(day(-3))));
    assert_eq!(case.ocsp(&both).target(), revoked(-3, None, SourceId::Answer(0)));
}

/// A serial is a number, and X.690 §8.3.2 forbids the octet that pads it: with it, it is still that number.
#[test]
fn a_padded_serial_is_the_same_serial() {
    let (root, leaf, case) = asked();
    let padded = [&[0][..], &leaf.serial()].concat();
    let (good, bad) = (Ocsp::about(&leaf, &root), Ocsp::about_serial(&padded, &root));
    assert_good(&case.clone().ocsp(&bad));
    let both = good.and(bad.status(Status::Revoked(day(-3))));
    assert_eq!(case.ocsp(&both).target(), revoked(-3, None, SourceId::Answer(0)));
}

/// RFC 6960 §4.2.2.2 delegates to a certificate, and not to the one that is asked about: it would vouch for itself.
#[test]
fn a_certificate_does_not_vouch_for_itself() {
    let root = Cert::ca("Root").self_signed();
    let responder = |name: &str| Cert::ocsp_responder(name).issued_by(&root);
    let (own, other) = (responder("mail.certready.test"), responder("Responder"));
    let case = |by: &Issued| Case::new(&own, &root).required().ocsp(&Ocsp::about(&own, &root).delegated(by));
    assert_eq!(nothing(&case(&own)), Unusable::Circular { signer: "mail.certready.test".into() });
    assert_good(&case(&other));
}

#[test]
fn an_answer_about_another_certificate_is_no_source() {
    let (root, leaf, case) = asked();
    let other = Cert::ca("Other").self_signed();
    for answer in [
        Ocsp::about(&leaf, &root).cert_id_serial(&[0x4c, 1]),
        Ocsp::about(&leaf, &root).cert_id_issuer(&other),
        Ocsp::about(&leaf, &root).without_entries().and(Ocsp::about_serial(&[0x4c, 1], &root)),
    ] {
        let case = case.clone().ocsp(&answer);
        assert_eq!((case.sources(), case.target()), (Vec::new(), Standing::Unknown(Unknown::NoData)));
    }
    let both = Ocsp::about_serial(&[0x4c, 1], &root).status(Status::Revoked(day(-3))).and(Ocsp::about(&leaf, &root));
    assert_good(&case.ocsp(&both));
}

/// RFC 6960 §4.2.2.1, §3.2: thisUpdate and nextUpdate, as those of a CRL.
#[test]
fn an_answer_counts_in_its_time() {
    let (root, leaf, case) = asked();
    let answer = || Ocsp::about(&leaf, &root);
    let hour_ago = answer_time();
    assert_good(&case.clone().ocsp(&answer()).at(hour_ago));
    assert_good(&case.clone().ocsp(&answer()).at(day(6)));
    let second = std::time::Duration::from_secs(1);
    let stale = case.clone().ocsp(&answer()).at(day(6).plus(second));
    assert_eq!(nothing(&stale), Unusable::Stale { next_update: day(6) });
    let ahead = case.clone().ocsp(&answer().this_update(day(1)));
    assert_eq!(nothing(&ahead), Unusable::NotYetValid { this_update: day(1) });
    let inverted = case.clone().ocsp(&answer().next_update(day(-2)));
    assert_eq!(nothing(&inverted), Unusable::Inverted { this_update: hour_ago, next_update: day(-2) });
    let open = case.clone().ocsp(&answer().no_next_update());
    assert_eq!(nothing(&open), Unusable::NoNextUpdate);
    assert_good(&open.clone().max_age(3_600));
    assert_eq!(nothing(&open.max_age(3_599)), Unusable::TooOld { age: 3_600, max_age: 3_599 });
    assert_eq!(nothing(&case.ocsp(&answer()).max_age(3_599)), Unusable::TooOld { age: 3_600, max_age: 3_599 });
}

/// An hour before now: thisUpdate and producedAt of answers.
fn answer_time() -> certready::vocabulary::Timestamp {
    certready::vocabulary::Timestamp::from_unix(day(0).unix() - 3_600).unwrap()
}

/// RFC 6960 §4.4.4: a responder may forget a certificate that has expired.
#[test]
fn an_answer_is_produced_within_the_certificates_validity() {
    let (root, leaf, case) = asked();
    let answer = |at| case.clone().ocsp(&Ocsp::about(&leaf, &root).produced_at(at));
    assert_good(&answer(day(-30)));
    assert_good(&answer(day(335)));
    for outside in [day(-31), day(336)] {
        assert_eq!(nothing(&answer(outside)), Unusable::ProducedOutside { produced_at: outside });
    }
}

/// RFC 6960 §4.4, RFC 5280 §4.2.
#[test]
fn a_critical_extension_of_an_answer_is_not_understood() {
    let (root, leaf, case) = asked();
    let answer = |critical| Ocsp::about(&leaf, &root).extension(UNKNOWN, critical, &der::null());
    let oid = Oid::from_content(&der::oid(UNKNOWN)[2..]);
    assert_eq!(nothing(&case.clone().ocsp(&answer(true))), Unusable::CriticalExtension(oid.clone()));
    assert_good(&case.clone().ocsp(&answer(false)));
    let entry = |critical| Ocsp::about(&leaf, &root).single_extension(UNKNOWN, critical, &der::null());
    assert_eq!(nothing(&case.clone().ocsp(&entry(true))), Unusable::CriticalExtension(oid));
    assert_good(&case.ocsp(&entry(false)));
}

#[test]
fn an_answer_that_nobody_entitled_signed_proves_nothing() {
    let (root, leaf, case) = asked();
    let answer = || Ocsp::about(&leaf, &root);
    let why = nothing(&case.clone().ocsp_der(&answer().der_tampered()));
    assert!(matches!(why, Unusable::AnswerSignature(OcspSignatureFault::Signature(SignatureFault::Bad { .. }))));
    let why = nothing(&case.clone().ocsp(&answer().signed_with(Algorithm::Unknown)));
    assert!(matches!(why, Unusable::AnswerSignature(OcspSignatureFault::Signature(SignatureFault::Unsupported(_)))));
    let stranger = Cert::ca("Stranger").self_signed();
    let why = nothing(&case.clone().ocsp(&answer().signed_by(&stranger).responder_id(&stranger)));
    assert!(matches!(why, Unusable::AnswerSignature(OcspSignatureFault::NoResponder { .. })));
    let elsewhere = Cert::ocsp_responder("OCSP").issued_by(&stranger);
    let why = nothing(&case.ocsp(&answer().delegated(&elsewhere)));
    assert!(matches!(why, Unusable::AnswerSignature(OcspSignatureFault::NotCertified { .. })));
}

/// A leaf's answer by a responder that is changed, under a root.
fn delegated(change: impl FnOnce(Cert) -> Cert) -> (Issued, Issued, Case) {
    let (root, leaf, case) = asked();
    let responder = change(Cert::ocsp_responder("OCSP")).issued_by(&root);
    let case = case.ocsp(&Ocsp::about(&leaf, &root).delegated(&responder));
    (root, responder, case)
}

/// A responder's certificate without ocsp-nocheck.
fn checked() -> Cert {
    let cert = Cert::leaf("OCSP").names(&[]);
    cert.usages(&[Usage::DigitalSignature]).extended_usages(&[For::OcspSigning])
}

/// RFC 6960 §4.2.2.2: a responder that the issuer certified, in its time and for that.
#[test]
fn a_delegated_responder_has_a_valid_certificate_for_it() {
    assert_good(&delegated(|cert| cert).2);
    let fault_of = |change: fn(Cert) -> Cert| match nothing(&delegated(change).2) {
        Unusable::Responder { responder, fault } => {
            assert_eq!(responder.as_str(), "OCSP");
            fault
        }
        other => panic!("{other:?}"),
    };
    let expired = fault_of(|cert| cert.valid(day(-30), day(-1)));
    assert_eq!(expired, PathFault::Expired { not_after: day(-1) });
    let early = fault_of(|cert| cert.valid(day(1), day(30)));
    assert_eq!(early, PathFault::NotYetValid { not_before: day(1) });
    let usage = fault_of(|cert| cert.usages(&[Usage::KeyEncipherment]));
    let purpose = KeyPurpose::OcspSigning;
    assert_eq!(usage, PathFault::Purpose { purpose, lack: Lack::KeyUsage });
    let broken = fault_of(|cert| cert.extension("2.5.29.17", false, &der::null()));
    assert!(matches!(broken, PathFault::Unreadable(_)));
    let why = nothing(&delegated(|cert| cert.extended_usages(&[For::ServerAuth])).2);
    assert!(matches!(why, Unusable::AnswerSignature(OcspSignatureFault::NotDelegated { .. })));
    let why = nothing(&delegated(|cert| cert.extension(UNKNOWN, true, &der::null())).2);
    assert!(matches!(why, Unusable::AnswerSignature(OcspSignatureFault::CriticalExtension { .. })));
}

/// RFC 6960 §4.2.2.2.1: nocheck; nothing said; a place where its revocation is to be had.
#[test]
fn the_revocation_of_a_responder_counts_as_its_certificate_says() {
    let (_, _, silent) = delegated(|_| checked());
    assert_good(&silent);
    let named = |cert: Cert| cert.crl("http://crl.certready.test/ocsp.crl");
    let (root, responder, named_case) = delegated(|_| named(checked()));
    let why = nothing(&named_case);
    let Unusable::ResponderRevocation { responder: label, why } = &why else { panic!("{why:?}") };
    assert_eq!((label.as_str(), why.as_str()), ("OCSP", "no CRL and no OCSP answer at hand speaks of it"));
    let (_, _, by_ocsp) = delegated(|_| checked().ocsp("http://ocsp.certready.test/"));
    assert!(matches!(nothing(&by_ocsp), Unusable::ResponderRevocation { .. }));
    // nocheck stands above the place.
    assert_good(&delegated(|_| named(checked()).extension(NO_CHECK, false, &der::null())).2);
    // A CRL that covers both; one that lists the responder takes its answer away.
    assert_good(&named_case.clone().crl(&Crl::by(&root)));
    let said = |case: &Case| case.sources().remove(0).said;
    let listed = Crl::by(&root).revoke(&responder.serial(), day(-3));
    let taken = said(&named_case.crl(&listed));
    assert!(matches!(taken, Err(Unusable::ResponderRevocation { .. })), "{taken:?}");
    let (root, responder, silent) = delegated(|_| checked());
    let listed = Crl::by(&root).revoke(&responder.serial(), day(-3));
    let taken = said(&silent.crl(&listed));
    assert!(matches!(taken, Err(Unusable::ResponderRevocation { .. })), "{taken:?}");
}

/// A responder's word for itself is none.
#[test]
fn a_responder_does_not_vouch_for_itself() {
    let named = || checked().ocsp("http://ocsp.certready.test/");
    let (root, responder, case) = delegated(|_| named());
    let own = Ocsp::about(&responder, &root).delegated(&responder);
    let why = nothing(&case.clone().ocsp(&own));
    let Unusable::ResponderRevocation { why, .. } = &why else { panic!("{why:?}") };
    assert!(why.as_str().contains("by its own word alone"), "{why:?}");
    assert_good(&case.ocsp(&Ocsp::about(&responder, &root)));
}

/// Each of many responders hangs on every other: the ways through them are not all walked.
#[test]
fn a_crowd_of_responders_costs_a_bounded_time() {
    let (root, leaf, case) = asked();
    let crowd: Vec<Issued> = (0..8_u8)
        .map(|one| checked().key_named(&format!("responder {one}")).serial(&[0x4c, one]).ocsp("http://o.test/"))
        .map(|cert| cert.issued_by(&root))
        .collect();
    let mut case = case.ocsp(&Ocsp::about(&leaf, &root).delegated(&crowd[0]));
    for about in &crowd {
        for by in crowd.iter().filter(|by| by.serial() != about.serial()) {
            case = case.ocsp(&Ocsp::about(about, &root).delegated(by));
        }
    }
    let started = std::time::Instant::now();
    assert!(matches!(nothing(&case), Unusable::ResponderRevocation { .. }));
    assert!(started.elapsed().as_secs() < 15, "{:?}", started.elapsed());
}

/// Whichever says it: revoked counts before good.
#[test]
fn revoked_counts_before_good_across_crls_and_answers() {
    let (root, leaf, case) = asked();
    let (good, bad) = (Ocsp::about(&leaf, &root), Ocsp::about(&leaf, &root).status(Status::Revoked(day(-4))));
    let (clean, listing) = (Crl::by(&root), Crl::by(&root).revoke(&leaf.serial(), day(-3)));
    assert_good(&case.clone().ocsp(&good).crl(&clean));
    assert_eq!(case.clone().ocsp(&bad).crl(&clean).target(), revoked(-4, None, SourceId::Answer(0)));
    assert_eq!(case.clone().ocsp(&good).crl(&listing).target(), revoked(-3, None, SourceId::Crl(0)));
    assert_eq!(case.clone().ocsp(&good).ocsp(&bad).target(), revoked(-4, None, SourceId::Answer(1)));
    // One that is good is enough where the other proves nothing.
    let stale = clean.this_update(day(-9)).next_update(day(-2));
    let case = case.ocsp(&good).crl(&stale);
    assert_good(&case);
    let said: Vec<_> = case.sources().into_iter().map(|source| source.said.is_ok()).collect();
    assert_eq!(said, [true, false]);
    assert!(matches!(case.sources()[0].said, Ok(Said::NotRevoked(_))));
    assert_eq!(case.outcome(), Outcome::Good);
}
