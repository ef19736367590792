//! What CRLs say of a chain's certificates (RFC 5280 §6.3.3): who may sign them, of whom they speak, and when.

use certready::pki::ReasonFlags;
use certready::pki::chain::{Outcome, Revoked, Said, Source, SourceId, Standing, Unknown, Unusable};
use certready::pki::crl::{CrlSignatureFault, NotEntitled, OutOfScope, Reason, UnsupportedCrl};
use certready::pki::{Certificate, SignatureFault};
use certready::vocabulary::Timestamp;
use rcgen::KeyUsagePurpose as Usage;

use crate::common::cert::{Cert, Issued, tampered};
use crate::common::chain::{Case, assert_good};
use crate::common::crl::{Crl, full_name};
use crate::common::der;
use crate::common::key::Algorithm;
use crate::common::pki::day;

const DAY: i64 = 86_400;
const POINTS: &str = "2.5.29.31";

fn root() -> Issued {
    Cert::ca("Root").self_signed()
}

fn leaf_of(issuer: &Issued) -> Issued {
    Cert::leaf("mail.certready.test").issued_by(issuer)
}

/// A leaf below the root, whose revocation is asked for.
fn asked() -> (Issued, Issued, Case) {
    let root = root();
    let leaf = leaf_of(&root);
    let case = Case::new(&leaf, &root).required();
    (root, leaf, case)
}

fn unusable(why: Unusable) -> Standing {
    Standing::Unknown(Unknown::Unusable(why))
}

fn revoked(at: Timestamp, reason: Option<Reason>, crl: usize) -> Standing {
    Standing::Revoked(Revoked { at, reason, by: SourceId::Crl(crl) })
}

/// What the target's only source gives as the reason why it proves nothing; the target is unknown for that.
#[track_caller]
fn nothing(case: &Case) -> Unusable {
    let sources = case.sources();
    let [Source { said: Err(why), .. }] = &sources[..] else { panic!("{sources:?}") };
    assert_eq!(case.target(), unusable(why.clone()));
    why.clone()
}

#[test]
fn without_data_nothing_is_known() {
    let (root, leaf, case) = asked();
    assert_eq!(case.standings(), [Standing::Unknown(Unknown::NoData), Standing::Good]);
    assert_good(&Case::new(&leaf, &root));
    // Of every certificate below the anchor.
    let sub = Cert::ca("Sub").issued_by(&root);
    let case = Case::new(&leaf_of(&sub), &root).with(&sub).required();
    let missing = Standing::Unknown(Unknown::NoData);
    assert_eq!(case.clone().crl(&Crl::by(&sub)).standings(), [Standing::Good, missing.clone(), Standing::Good]);
    assert_eq!(case.clone().crl(&Crl::by(&root)).standings(), [missing, Standing::Good, Standing::Good]);
    assert_good(&case.crl(&Crl::by(&root)).crl(&Crl::by(&sub)));
}

#[test]
fn a_crl_of_the_issuer_says_good_or_revoked_with_date_and_reason() {
    let (root, leaf, case) = asked();
    let good = case.clone().crl(&Crl::by(&root));
    assert_good(&good);
    assert_eq!(good.sources(), [Source { id: SourceId::Crl(0), said: Ok(Said::NotRevoked(ReasonFlags::ALL)) }]);
    let listed = case.clone().crl(&Crl::by(&root).revoke(&leaf.serial(), day(-3)));
    assert_eq!(listed.target(), revoked(day(-3), None, 0));
    let compromised = case.clone().crl(&Crl::by(&root).revoke_for(&leaf.serial(), day(-3), 1));
    assert_eq!(compromised.target(), revoked(day(-3), Some(Reason::KeyCompromise), 0));
    assert_good(&case.clone().crl(&Crl::by(&root).revoke(&[0x4c, 1], day(-3))));
    // Not asked for, it counts for nothing.
    assert_good(&Case::new(&leaf, &root).crl(&Crl::by(&root).revoke(&leaf.serial(), day(-3))));
    // Of two, one that says revoked counts, wherever it stands.
    let both = listed.crl(&Crl::by(&root));
    assert_eq!(both.target(), revoked(day(-3), None, 0));
    assert_eq!(good.crl(&Crl::by(&root).revoke(&leaf.serial(), day(-3))).target(), revoked(day(-3), None, 1));
}

#[test]
fn a_revoked_intermediate_makes_the_chain_revoked() {
    let root = root();
    let sub = Cert::ca("Sub").issued_by(&root);
    let case = Case::new(&leaf_of(&sub), &root).with(&sub).required().crl(&Crl::by(&sub));
    let case = case.crl(&Crl::by(&root).revoke(&sub.serial(), day(-3)));
    assert_eq!(case.standings(), [Standing::Good, revoked(day(-3), None, 1), Standing::Good]);
    assert_eq!(case.outcome(), Outcome::Revoked);
}

/// RFC 5280 §5.1.2.4 and §5.1.2.5: from thisUpdate to nextUpdate, both included.
#[test]
fn a_crl_counts_in_its_time() {
    let (root, leaf, case) = asked();
    let with = |crl: Crl| case.clone().crl(&crl);
    let crl = || Crl::by(&root);
    let (early, late) = (day(0).plus_days(-5), day(5));
    assert_good(&with(crl().this_update(early).next_update(late)).at(early));
    assert_good(&with(crl().this_update(early).next_update(late)).at(late));
    let second = std::time::Duration::from_secs(1);
    let stale = with(crl().next_update(late)).at(late.plus(second));
    assert_eq!(nothing(&stale), Unusable::Stale { next_update: late });
    let future = with(crl().this_update(day(1).plus(second))).at(day(1));
    assert_eq!(nothing(&future), Unusable::NotYetValid { this_update: day(1).plus(second) });
    let inverted = Unusable::Inverted { this_update: day(-1), next_update: day(-2) };
    assert_eq!(nothing(&with(crl().next_update(day(-2)))), inverted);
    // What is not current does not revoke either: a hold may have been lifted.
    let old = with(crl().this_update(day(-9)).next_update(day(-2)).revoke_for(&leaf.serial(), day(-20), HOLD));
    assert_eq!(nothing(&old), Unusable::Stale { next_update: day(-2) });
}

#[test]
fn a_greatest_age_is_counted_from_this_update() {
    let (root, _, case) = asked();
    let with = |crl: &Crl, age| case.clone().crl(crl).max_age(age);
    let crl = Crl::by(&root);
    assert_good(&with(&crl, DAY));
    assert_eq!(nothing(&with(&crl, DAY - 1)), Unusable::TooOld { age: DAY, max_age: DAY - 1 });
    let open = crl.no_next_update();
    assert_eq!(nothing(&case.clone().crl(&open)), Unusable::NoNextUpdate);
    assert_good(&with(&open, DAY));
    assert_eq!(nothing(&with(&open, DAY - 1)), Unusable::TooOld { age: DAY, max_age: DAY - 1 });
}

#[test]
fn a_crl_that_nobody_entitled_signed_proves_nothing() {
    let (root, leaf, case) = asked();
    let crl = || Crl::by(&root).revoke(&leaf.serial(), day(-3));
    let why = nothing(&case.clone().crl_der(&tampered(&crl().der())));
    assert!(matches!(why, Unusable::CrlSignature(CrlSignatureFault::Signature(SignatureFault::Bad { .. }))), "{why}");
    let why = nothing(&case.clone().crl(&crl().signed_with(Algorithm::Unknown)));
    assert!(
        matches!(why, Unusable::CrlSignature(CrlSignatureFault::Signature(SignatureFault::Unsupported(_)))),
        "{why}"
    );
    // RFC 5280 §5.2.1: it names another key of its issuer, which is not at hand.
    let other = Cert::ca("Root").key_named("another").self_signed();
    let why = nothing(&case.clone().crl(&Crl::by(&other)));
    assert!(matches!(why, Unusable::CrlSignature(CrlSignatureFault::KeyIdDiffers { .. })), "{why}");
    // A CRL of another issuer is none that speaks of it.
    let stranger = Cert::ca("Stranger").self_signed();
    let case = case.anchor(&stranger).crl(&Crl::by(&stranger));
    assert_eq!((case.sources(), case.target()), (Vec::new(), Standing::Unknown(Unknown::NoData)));
}

/// §6.3.3(f): the key usage of a CRL's issuer says cRLSign, of an anchor too.
#[test]
fn an_issuer_without_crl_sign_signs_no_crls() {
    let anchor = root();
    let sub = Cert::ca("Sub").usages(&[Usage::KeyCertSign]).issued_by(&anchor);
    let case = |sub: &Issued| Case::new(&leaf_of(sub), &anchor).with(sub).required().crl(&Crl::by(&anchor));
    let why = Unusable::CrlSignature(CrlSignatureFault::MayNotSignCrls {
        candidate: "Sub".into(),
        why: NotEntitled::KeyUsage,
    });
    assert_eq!(nothing(&case(&sub).crl(&Crl::by(&sub))), why);
    let sub = Cert::ca("Sub").issued_by(&anchor);
    assert_good(&case(&sub).crl(&Crl::by(&sub)));
    let blunt = Cert::ca("Root").usages(&[Usage::KeyCertSign]).self_signed();
    let leaf = leaf_of(&blunt);
    let why = CrlSignatureFault::MayNotSignCrls { candidate: "Root".into(), why: NotEntitled::KeyUsage };
    assert_eq!(nothing(&Case::new(&leaf, &blunt).required().crl(&Crl::by(&blunt))), Unusable::CrlSignature(why));
}

/// RFC 5280 §6.1.1(d): that an anchor is a CA is known by other means than its own word.
#[test]
fn an_anchor_of_version_1_signs_crls() {
    let anchor = Cert::ca("Root").version_1().self_signed();
    let leaf = leaf_of(&anchor);
    assert_good(&Case::new(&leaf, &anchor).required().crl(&Crl::by(&anchor)));
    let listed = Crl::by(&anchor).revoke(&leaf.serial(), day(-3));
    assert_eq!(Case::new(&leaf, &anchor).required().crl(&listed).target(), revoked(day(-3), None, 0));
}

/// §6.3.3(f): another key of the CA, in a certificate of its own that is good under the same anchor, signs the CRL.
#[test]
fn a_second_key_of_the_issuer_may_sign_its_crls() {
    let anchor = root();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let second = Cert::ca("Sub").key_named("second").serial(&[0x4c, 2]);
    let signer = second.clone().issued_by(&anchor);
    let leaf = leaf_of(&sub);
    let case = |signer: &Issued| Case::new(&leaf, &anchor).with(&sub).with(signer).required().crl(&Crl::by(signer));
    let root_crl = || Crl::by(&anchor);
    assert_good(&case(&signer).crl(&root_crl()));
    let listed = Case::new(&leaf, &anchor).with(&sub).with(&signer).required().crl(&root_crl());
    let listed = listed.crl(&Crl::by(&signer).revoke(&leaf.serial(), day(-3)));
    assert_eq!(listed.target(), revoked(day(-3), None, 1));
    let untrusted = |case: &Case| match case.target() {
        Standing::Unknown(Unknown::Unusable(Unusable::Signer { signer, why })) => {
            assert_eq!(signer.as_str(), "Sub");
            why.as_str().to_owned()
        }
        other => panic!("{other:?}"),
    };
    // Revoked, of unknown revocation, expired, not for CRLs, under another anchor: each is no good signer.
    let revoked = case(&signer).crl(&root_crl().revoke(&signer.serial(), day(-3)));
    assert!(untrusted(&revoked).starts_with("`Sub` was revoked at "), "{}", untrusted(&revoked));
    assert!(untrusted(&case(&signer)).ends_with("speaks of it"), "{}", untrusted(&case(&signer)));
    let expired = second.clone().valid(day(-90), day(-1)).issued_by(&anchor);
    assert!(untrusted(&case(&expired).crl(&root_crl())).contains("it expired at"));
    let other = Cert::ca("Other").self_signed();
    let elsewhere = second.clone().issued_by(&other);
    let elsewhere = case(&elsewhere).anchor(&other).crl(&root_crl()).crl(&Crl::by(&other));
    assert!(untrusted(&elsewhere).contains("no certificate at hand is its issuer"));
    let blunt = second.usages(&[Usage::KeyCertSign]).issued_by(&anchor);
    let why = CrlSignatureFault::MayNotSignCrls { candidate: "Sub".into(), why: NotEntitled::KeyUsage };
    assert_eq!(case(&blunt).crl(&root_crl()).target(), unusable(Unusable::CrlSignature(why)));
}

/// The other half of an anchor's own rollover, in the store itself, signs the CRLs of both.
#[test]
fn an_anchor_of_the_same_name_may_sign_the_crls_of_an_anchor() {
    let (root, leaf, case) = asked();
    let second = Cert::ca("Root").key_named("second").self_signed();
    assert_good(&case.clone().anchor(&second).crl(&Crl::by(&second)));
    let listed = case.clone().anchor(&second).crl(&Crl::by(&second).revoke(&leaf.serial(), day(-3)));
    assert_eq!(listed.target(), revoked(day(-3), None, 0));
    assert_ne!(case.clone().with(&second).crl(&Crl::by(&second)).outcome(), Outcome::Good);
    // An anchor that bears an intermediate's name is none of its path.
    let sub = Cert::ca("Sub").issued_by(&root);
    let namesake = Cert::ca("Sub").key_named("second").self_signed();
    let case = Case::new(&leaf_of(&sub), &root).with(&sub).required().crl(&Crl::by(&root));
    assert_ne!(case.anchor(&namesake).crl(&Crl::by(&namesake)).outcome(), Outcome::Good);
}

/// `{ distributionPoint, reasons, cRLIssuer }`, each where it is given.
fn point(url: Option<&str>, reasons: Option<&[u8]>, crl_issuer: Option<&Issued>) -> Vec<u8> {
    let name = url.map(|url| full_name(&[url])).unwrap_or_default();
    let reasons = reasons.map(|bits| der::primitive(1, bits)).unwrap_or_default();
    let issuer = crl_issuer.map(|issuer| der::context(2, &der::context(4, &issuer.subject()))).unwrap_or_default();
    der::seq([name, reasons, issuer])
}

fn with_points(cert: Cert, points: &[Vec<u8>]) -> Cert {
    cert.extension(POINTS, false, &der::seq(points))
}

/// A CRL that says it is indirect.
fn indirect(crl: Crl) -> Crl {
    crl.issuing(&[&der::primitive(4, &[0xff])])
}

/// An entry with a certificateIssuer (RFC 5280 §5.3.3).
fn entry_of(crl: Crl, issuer: &Issued, serial: &[u8]) -> Crl {
    let name = der::seq([der::context(4, &issuer.subject())]);
    crl.entry(serial, day(-3), &der::seq([der::extension("2.5.29.29", true, &name)]))
}

/// §4.2.1.13 cRLIssuer, §5.2.5 indirectCRL, §5.3.3: another authority's CRL, in which an entry counts for the certificate's
/// issuer only where it says so, for itself or by the entry before it.
#[test]
fn an_indirect_crl_speaks_for_the_issuers_that_its_entries_name() {
    let anchor = root();
    let speaker = Cert::ca("Speaker").issued_by(&anchor);
    let leaf = with_points(Cert::leaf("mail.certready.test"), &[point(None, None, Some(&speaker))]).issued_by(&anchor);
    let serial = leaf.serial();
    let case = |crl: &Crl| {
        let case = Case::new(&leaf, &anchor).with(&speaker).required();
        case.crl(&Crl::by(&anchor)).crl(crl)
    };
    let crl = || indirect(Crl::by(&speaker));
    assert_eq!(case(&crl()).target(), Standing::Good);
    // The speaker's own certificate with that serial.
    assert_eq!(case(&crl().revoke(&serial, day(-3))).target(), Standing::Good);
    assert_eq!(case(&entry_of(crl(), &anchor, &serial)).target(), revoked(day(-3), None, 1));
    assert_eq!(case(&entry_of(crl(), &speaker, &serial)).target(), Standing::Good);
    let sticky = entry_of(crl(), &anchor, &[0x4c, 1]).revoke(&serial, day(-4));
    assert_eq!(case(&sticky).target(), revoked(day(-4), None, 1));
    let passed_on = entry_of(entry_of(crl(), &anchor, &[0x4c, 1]), &speaker, &[0x4c, 2]).revoke(&serial, day(-4));
    assert_eq!(case(&passed_on).target(), Standing::Good);
    // The issuer's own CRL is not what the certificate asks for.
    let own = Case::new(&leaf, &anchor).with(&speaker).required().crl(&Crl::by(&anchor));
    assert_eq!(nothing(&own), Unusable::OutOfScope(OutOfScope::OtherCrlIssuer));
    // One that does not say that it is indirect speaks for its own certificates.
    let direct = case(&Crl::by(&speaker));
    assert_eq!(direct.outcome(), Outcome::Unknown);
    let said = direct.sources().into_iter().find(|source| source.id == SourceId::Crl(1)).unwrap().said;
    assert!(matches!(said, Err(Unusable::OutOfScope(OutOfScope::Issuer { .. }))), "{said:?}");
    let undeclared = case(&entry_of(Crl::by(&speaker), &anchor, &serial));
    let said = undeclared.sources().into_iter().find(|source| source.id == SourceId::Crl(1)).unwrap().said;
    assert_eq!(said, Err(Unusable::Unsupported(UnsupportedCrl::EntryIssuers)));
    // And its signer must be good.
    let case = Case::new(&leaf, &anchor).with(&speaker).required().crl(&crl());
    let case = case.crl(&Crl::by(&anchor).revoke(&speaker.serial(), day(-3)));
    assert!(matches!(case.target(), Standing::Unknown(Unknown::Unusable(Unusable::Signer { .. }))));
}

/// NIST PKITS 4.14.30: a CRL issuer whose own certificate is covered by the CRL that it signs alone. Its word counts against it.
#[test]
fn a_crl_issuer_may_be_covered_by_its_own_crl() {
    let anchor = root();
    let plain = Cert::ca("Speaker").self_signed();
    let speaker = with_points(Cert::ca("Speaker"), &[point(None, None, Some(&plain))]).issued_by(&anchor);
    let leaf = with_points(Cert::leaf("mail.certready.test"), &[point(None, None, Some(&plain))]).issued_by(&anchor);
    let case = |crl: &Crl| Case::new(&leaf, &anchor).with(&speaker).required().crl(crl);
    let crl = || indirect(Crl::by(&speaker));
    assert_good(&case(&crl()));
    let against = case(&entry_of(crl(), &anchor, &speaker.serial()));
    assert!(matches!(nothing(&against), Unusable::Signer { .. }));
    let elsewhere = Cert::ca("Other").self_signed();
    let stranger = with_points(Cert::ca("Speaker"), &[point(None, None, Some(&plain))]).issued_by(&elsewhere);
    let strange = Case::new(&leaf, &anchor).with(&stranger).required().crl(&crl());
    assert!(matches!(nothing(&strange), Unusable::Signer { .. }));
}

/// A signer has no word for those above it: a revoked CA could issue one under its own issuer's name and vouch for itself.
#[test]
fn a_crl_issuer_vouches_for_nobody_above_it() {
    let anchor = root();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let forger = Cert::ca("Root").key_named("forger").serial(&[0x4c, 3]).issued_by(&sub);
    let leaf = leaf_of(&sub);
    let case = Case::new(&leaf, &anchor).with(&sub).with(&forger).required().crl(&Crl::by(&sub));
    let forged = case.clone().crl(&Crl::by(&forger));
    let standing = forged.standings().remove(1);
    assert!(matches!(standing, Standing::Unknown(Unknown::Unusable(Unusable::Signer { .. }))), "{standing:?}");
    assert_good(&case.crl(&Crl::by(&anchor)));
}

/// Any CA below the anchor could certify a namesake of another CA: who signs that CA's CRLs beside it must be certified by it,
/// or by one above it.
#[test]
fn a_namesake_of_the_issuer_that_another_ca_certified_signs_nothing_for_it() {
    let anchor = root();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let leaf = leaf_of(&anchor);
    let namesake = |by: &Issued| Cert::ca("Root").key_named("namesake").serial(&[0x4c, 3]).issued_by(by);
    let case = |signer: &Issued| {
        let case = Case::new(&leaf, &anchor).with(&sub).with(signer).required();
        case.crl(&Crl::by(signer)).crl(&Crl::by(&sub))
    };
    let by_sub = case(&namesake(&sub));
    let standing = by_sub.target();
    assert!(matches!(standing, Standing::Unknown(Unknown::Unusable(Unusable::Signer { .. }))), "{standing:?}");
    // The anchor's own second key, for CRLs alone, is covered by the anchor's own CRL.
    let second = namesake(&anchor);
    let of_the_second_key = Crl::by(&second).distribution_point(&["http://crl.certready.test/leaves.crl"]);
    let leaf = Cert::leaf("mail.certready.test").crl("http://crl.certready.test/leaves.crl").issued_by(&anchor);
    let by_root = Case::new(&leaf, &anchor).with(&second).required().crl(&of_the_second_key).crl(&Crl::by(&anchor));
    assert_good(&by_root);
}

/// A new key that its old one certified has no word for itself: whoever stole the old one could certify it.
#[test]
fn the_new_key_of_a_rollover_does_not_vouch_for_itself() {
    let anchor = root();
    let old = Cert::ca("CA").key_named("old").issued_by(&anchor);
    let new_with_old = Cert::ca("CA").key_named("new").serial(&[0x4c, 7]).issued_by(&old);
    let leaf = leaf_of(&new_with_old);
    let case = Case::new(&leaf, &anchor).with(&old).with(&new_with_old).required().crl(&Crl::by(&anchor));
    let by_new = case.clone().crl(&Crl::by(&new_with_old));
    assert_eq!(by_new.outcome(), Outcome::Unknown);
    assert_good(&by_new.crl(&Crl::by(&old)));
}

/// Two signers that vouch for each other prove nothing.
#[test]
fn two_crl_issuers_that_vouch_for_each_other_prove_nothing() {
    let anchor = root();
    let (a, b) = (Cert::ca("A").self_signed(), Cert::ca("B").self_signed());
    let left = |name: &str, to: &Issued| with_points(Cert::ca(name), &[point(None, None, Some(to))]).issued_by(&anchor);
    let (a_by_b, b_by_a) = (left("A", &b), left("B", &a));
    let leaf = with_points(Cert::leaf("mail.certready.test"), &[point(None, None, Some(&a))]).issued_by(&anchor);
    let case = Case::new(&leaf, &anchor).with(&a_by_b).with(&b_by_a).required();
    let case = case.crl(&indirect(Crl::by(&a_by_b))).crl(&indirect(Crl::by(&b_by_a)));
    let why = nothing(&case);
    let Unusable::Signer { why, .. } = &why else { panic!("{why:?}") };
    assert!(why.as_str().contains("by its own word alone"), "{why:?}");
    // With a third whom the anchor's CRL covers the circle is open.
    let plain = Cert::ca("B").issued_by(&anchor);
    let case = Case::new(&leaf, &anchor).with(&a_by_b).with(&plain).required();
    let case = case.crl(&indirect(Crl::by(&a_by_b))).crl(&indirect(Crl::by(&plain))).crl(&Crl::by(&anchor));
    assert_eq!(case.target(), Standing::Good);
}

/// Signers that hang on further signers are followed four deep.
#[test]
fn crl_issuers_hang_on_each_other_up_to_a_depth() {
    let anchor = root();
    let outcome = |depth: usize| {
        let plain: Vec<Issued> = (0..depth).map(|at| Cert::ca(&format!("Speaker {at}")).self_signed()).collect();
        let left = |cert: Cert, to: Option<&Issued>| match to {
            Some(to) => with_points(cert, &[point(None, None, Some(to))]).issued_by(&anchor),
            None => cert.issued_by(&anchor),
        };
        let leaf = left(Cert::leaf("mail.certready.test"), plain.first());
        let case = Case::new(&leaf, &anchor).required().crl(&Crl::by(&anchor));
        let speakers = (0..depth).map(|at| left(Cert::ca(&format!("Speaker {at}")), plain.get(at + 1)));
        speakers.fold(case, |case, speaker| case.with(&speaker).crl(&indirect(Crl::by(&speaker)))).outcome()
    };
    assert_eq!((outcome(4), outcome(5)), (Outcome::Good, Outcome::Unknown));
}

/// Reasons as the content of a BIT STRING: keyCompromise and cACompromise; all others.
const COMPROMISE: &[u8] = &[5, 0x60];
const OTHERS: &[u8] = &[7, 0x1f, 0x80];

fn for_some(crl: Crl, reasons: &[u8]) -> Crl {
    crl.issuing(&[&der::primitive(3, reasons)])
}

/// §6.3.3(e) and (l): good for all reasons together, revoked by any.
#[test]
fn crls_for_some_reasons_add_up() {
    let (root, leaf, case) = asked();
    let crl = |reasons| for_some(Crl::by(&root), reasons);
    let listed = |reasons| crl(reasons).revoke_for(&leaf.serial(), day(-3), 1);
    assert_eq!(case.clone().crl(&crl(COMPROMISE)).target(), Standing::Unknown(Unknown::SomeReasons));
    assert_eq!(case.clone().crl(&crl(OTHERS)).target(), Standing::Unknown(Unknown::SomeReasons));
    assert_good(&case.clone().crl(&crl(COMPROMISE)).crl(&crl(OTHERS)));
    assert_good(&case.clone().crl(&crl(COMPROMISE)).crl(&Crl::by(&root)));
    let why = Some(Reason::KeyCompromise);
    assert_eq!(case.clone().crl(&listed(COMPROMISE)).crl(&crl(OTHERS)).target(), revoked(day(-3), why, 0));
    assert_eq!(case.clone().crl(&crl(COMPROMISE)).crl(&listed(OTHERS)).target(), revoked(day(-3), why, 1));
    let stale = crl(OTHERS).this_update(day(-9)).next_update(day(-2));
    assert_eq!(case.crl(&crl(COMPROMISE)).crl(&stale).target(), Standing::Unknown(Unknown::SomeReasons));
}

/// A base of number 5, deltas to it, and what a chain is with both.
struct Deltas {
    root: Issued,
    leaf: Issued,
    case: Case,
}

impl Deltas {
    fn new() -> Self {
        let (root, leaf, case) = asked();
        Self { root, leaf, case }
    }

    fn base(&self) -> Crl {
        Crl::by(&self.root).number(5)
    }

    fn delta(&self, base: u64, number: u64) -> Crl {
        Crl::by(&self.root).delta_of(base).number(number)
    }

    /// Revoked for this reason.
    fn listed(&self, crl: Crl, reason: u8) -> Crl {
        crl.revoke_for(&self.leaf.serial(), day(-3), reason)
    }

    fn of(&self, crls: &[Crl]) -> Case {
        crls.iter().fold(self.case.clone(), Case::crl)
    }
}

const HOLD: u8 = 6;
const COMPROMISED: u8 = 1;
const REMOVED: u8 = 8;

/// §5.2.4, §6.3.3(i) and (j).
#[test]
fn a_delta_is_applied_to_its_base() {
    let d = Deltas::new();
    let why = Some(Reason::KeyCompromise);
    assert_good(&d.of(&[d.base(), d.delta(5, 6)]));
    assert_eq!(d.of(&[d.base(), d.delta(5, 6)]).sources().len(), 1);
    let revoked_by_delta = d.of(&[d.base(), d.listed(d.delta(5, 6), COMPROMISED)]);
    assert_eq!(revoked_by_delta.target(), revoked(day(-3), why, 0));
    let on_hold = || d.listed(d.base(), HOLD);
    assert_eq!(d.of(&[on_hold(), d.delta(5, 6)]).target(), revoked(day(-3), Some(Reason::CertificateHold), 0));
    assert_good(&d.of(&[on_hold(), d.listed(d.delta(5, 6), REMOVED)]));
    assert_good(&d.of(&[d.base(), d.listed(d.delta(5, 6), REMOVED)]));
    assert_eq!(d.of(&[on_hold(), d.listed(d.delta(5, 6), COMPROMISED)]).target(), revoked(day(-3), why, 0));
    // To a base that is older than the one at hand (§5.2.4(c)); the newest of several.
    assert_good(&d.of(&[on_hold(), d.listed(d.delta(4, 6), REMOVED)]));
    let (six, seven) = (d.listed(d.delta(5, 6), REMOVED), d.listed(d.delta(5, 7), COMPROMISED));
    assert_eq!(d.of(&[on_hold(), six.clone(), seven.clone()]).target(), revoked(day(-3), why, 0));
    assert_eq!(d.of(&[on_hold(), seven, six]).outcome(), Outcome::Revoked);
}

/// A hold may end, and a newer CRL of the same scope says whether it has; every other reason is for ever, whatever a newer CRL
/// leaves out.
#[test]
fn a_newer_crl_ends_a_hold_and_nothing_else() {
    let d = Deltas::new();
    let newer = || d.base().number(6);
    assert_good(&d.of(&[d.listed(d.base(), HOLD), newer()]));
    assert_good(&d.of(&[newer(), d.listed(d.base(), HOLD)]));
    let why = Some(Reason::KeyCompromise);
    assert_eq!(d.of(&[d.listed(d.base(), COMPROMISED), newer()]).target(), revoked(day(-3), why, 0));
    // As old, or of another scope, it says nothing of it.
    let hold = revoked(day(-3), Some(Reason::CertificateHold), 0);
    assert_eq!(d.of(&[d.listed(d.base(), HOLD), d.base()]).target(), hold);
    assert_eq!(d.of(&[d.listed(d.base(), HOLD), for_some(newer(), COMPROMISE)]).target(), hold);
    // A delta that says so alone stands against newer deltas and complete CRLs that don't.
    let alone = d.listed(d.delta(5, 6), COMPROMISED);
    assert_eq!(d.of(&[d.base(), alone.clone(), d.delta(5, 7)]).outcome(), Outcome::Revoked);
    assert_eq!(d.of(&[d.base().number(8), alone]).outcome(), Outcome::Revoked);
}

/// Its issuer has revoked it once and for all: that a CRL is stale, of another shard or not understood makes nothing good.
#[test]
fn a_crl_that_does_not_count_and_lists_it_leaves_nothing_good() {
    let (root, leaf, case) = asked();
    let listing = || Crl::by(&root).revoke_for(&leaf.serial(), day(-3), COMPROMISED);
    let unknown = "1.3.6.1.4.1.32473.9";
    for doubtful in [
        listing().this_update(day(-9)).next_update(day(-2)),
        listing().distribution_point(&["http://crl.certready.test/7.crl"]),
        listing().extension(unknown, true, &der::null()),
    ] {
        let both = case.clone().crl(&Crl::by(&root)).crl(&doubtful);
        let standing = both.target();
        assert!(matches!(standing, Standing::Unknown(Unknown::Unusable(Unusable::Lists { .. }))), "{standing:?}");
    }
    // A hold may have ended since; another signer's word is none; and what does not list it says nothing.
    let hold = Crl::by(&root).revoke_for(&leaf.serial(), day(-3), HOLD).this_update(day(-9)).next_update(day(-2));
    assert_good(&case.clone().crl(&Crl::by(&root)).crl(&hold));
    let forged = tampered(&listing().distribution_point(&["http://crl.certready.test/7.crl"]).der());
    assert_good(&case.clone().crl(&Crl::by(&root)).crl_der(&forged));
    assert_good(&case.crl(&Crl::by(&root)).crl(&Crl::by(&root).this_update(day(-9)).next_update(day(-2))));
}

/// §5.2.1: the identifier says which key is meant; a wrong one does not undo a signature, and hides no revocation.
#[test]
fn a_crl_that_names_another_key_counts_where_its_signature_does() {
    let (root, leaf, case) = asked();
    let other = Cert::ca("Other").self_signed();
    let named = |crl: Crl| crl.no_key_id().extension("2.5.29.35", false, &key_identifier(&other));
    assert_good(&case.clone().crl(&named(Crl::by(&root))));
    let listed = case.crl(&Crl::by(&root)).crl(&named(Crl::by(&root).revoke(&leaf.serial(), day(-3))));
    assert_eq!(listed.target(), revoked(day(-3), None, 1));
}

/// `AuthorityKeyIdentifier` with a certificate's key identifier.
fn key_identifier(of: &Issued) -> Vec<u8> {
    der::seq([der::primitive(0, &of.key_id())])
}

/// Another anchor of the anchor's name signs for it where it is an anchor that could issue at all.
#[test]
fn a_namesake_of_the_anchor_must_hold_itself() {
    let (_, _, case) = asked();
    let second = |change: fn(Cert) -> Cert| change(Cert::ca("Root").key_named("second")).self_signed();
    let with = |second: &Issued| case.clone().anchor(second).crl(&Crl::by(second)).outcome();
    assert_eq!(with(&second(|cert| cert)), Outcome::Good);
    assert_eq!(with(&second(|cert| cert.valid(day(-20), day(-1)))), Outcome::Unknown);
    assert_eq!(with(&second(Cert::not_a_ca)), Outcome::Unknown);
    assert_eq!(with(&second(|cert| cert.extension("1.3.6.1.4.1.32473.9", true, &der::null()))), Outcome::Unknown);
}

/// Signers whose own status hangs on one another's CRLs are asked so many times and no more.
#[test]
fn signers_that_hang_on_each_other_cost_a_bounded_time() {
    let root = root();
    let signer = |one: u8| {
        Cert::ca("Root")
            .key_named("shared")
            .serial(&[0x4c, one])
            .crl("http://crl.certready.test/x.crl")
            .issued_by(&root)
    };
    let crowd: Vec<Issued> = (0..8).map(signer).collect();
    let leaf = leaf_of(&root);
    let mut case = crowd.iter().fold(Case::new(&leaf, &root).required(), Case::with);
    for number in 1..9 {
        case = case.crl(&Crl::by(&crowd[0]).number(number));
    }
    let started = std::time::Instant::now();
    assert_eq!(case.outcome(), Outcome::Unknown);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

/// A delta says all that changed since its base: what an older one put on hold, a newer one has released.
#[test]
fn a_newer_delta_has_all_that_an_older_one_says() {
    let d = Deltas::new();
    let held = || d.listed(d.delta(5, 6), HOLD);
    assert_good(&d.of(&[d.base(), held(), d.listed(d.delta(5, 7), REMOVED)]));
    assert_good(&d.of(&[d.base(), d.listed(d.delta(5, 7), REMOVED), held()]));
    let other_way = d.of(&[d.base(), d.listed(d.delta(5, 7), HOLD), d.listed(d.delta(5, 6), REMOVED)]);
    assert_eq!(other_way.target(), revoked(day(-3), Some(Reason::CertificateHold), 0));
}

/// §5.2.4(a) to (d), §6.3.3(c): what does not fit lifts no hold.
#[test]
fn a_delta_that_does_not_fit_is_not_applied() {
    let d = Deltas::new();
    let hold = Some(Reason::CertificateHold);
    let lifts = |crl: Crl| d.listed(crl, REMOVED);
    let second = Cert::ca("Root").key_named("second").self_signed();
    let url = "http://crl.certready.test/7.crl";
    let unfit = [
        ("its base is newer", lifts(d.delta(6, 7))),
        ("it is older", lifts(d.delta(3, 4))),
        ("it is as old", lifts(d.delta(4, 5))),
        ("it has no number", lifts(d.delta(5, 6).no_number())),
        ("it is of another scope", lifts(d.delta(5, 6).distribution_point(&[url]))),
        ("it names no key", lifts(d.delta(5, 6).no_key_id())),
        ("it is of another key", lifts(Crl::by(&second).delta_of(5).number(6))),
        ("it is stale", lifts(d.delta(5, 6).this_update(day(-3)).next_update(day(-2)))),
        ("it is from the future", lifts(d.delta(5, 6).this_update(day(2)))),
        ("it is not understood", lifts(d.delta(5, 6)).extension("1.3.6.1.4.1.32473.9", true, &der::null())),
    ];
    assert_good(&d.of(&[d.listed(d.base(), HOLD), lifts(d.delta(5, 6))]));
    for (why, delta) in unfit {
        let case = d.of(&[d.listed(d.base(), HOLD), delta]).anchor(&second);
        assert_eq!(case.target(), revoked(day(-3), hold, 0), "{why}");
    }
    let forged = d.of(&[d.listed(d.base(), HOLD)]).crl_der(&tampered(&lifts(d.delta(5, 6)).der()));
    assert_eq!(forged.target(), revoked(day(-3), hold, 0));
    // A base without a number has no place in the row.
    let unnumbered = d.of(&[d.listed(d.base().no_number(), HOLD), lifts(d.delta(5, 6))]);
    assert_eq!(unnumbered.target(), revoked(day(-3), hold, 0));
}

/// §5.2.4: "signed with the same private key", also where neither names it.
#[test]
fn a_delta_that_another_key_signed_is_not_applied() {
    let d = Deltas::new();
    let second = Cert::ca("Root").key_named("second").self_signed();
    let base = d.listed(d.base(), HOLD).no_key_id();
    let lifts = |by: &Issued| d.listed(Crl::by(by).delta_of(5).number(6).no_key_id(), REMOVED);
    assert_good(&d.of(&[base.clone(), lifts(&d.root)]).anchor(&second));
    let other = d.of(&[base, lifts(&second)]).anchor(&second);
    assert_eq!(other.target(), revoked(day(-3), Some(Reason::CertificateHold), 0));
}

/// §6.3.3(a)(1)(i): a delta brings its base up to date. Without one a stale base is stale.
#[test]
fn a_stale_base_is_brought_up_to_date_by_a_fresh_delta() {
    let d = Deltas::new();
    let stale = d.base().this_update(day(-9)).next_update(day(-2));
    assert_good(&d.of(&[stale.clone(), d.delta(5, 6)]));
    assert_eq!(nothing(&d.of(std::slice::from_ref(&stale))), Unusable::Stale { next_update: day(-2) });
    // The greatest age that was asked for holds for both.
    let aged = |days: i64| d.of(&[stale.clone(), d.delta(5, 6)]).max_age(days * DAY);
    assert_good(&aged(9));
    assert_eq!(aged(8).target(), unusable(Unusable::TooOld { age: 9 * DAY, max_age: 8 * DAY }));
    let unfit = d.of(&[stale, d.delta(6, 7)]);
    assert_eq!(unfit.target(), unusable(Unusable::Stale { next_update: day(-2) }));
    let future = d.base().this_update(day(1));
    assert_eq!(d.of(&[future, d.delta(5, 6)]).target(), unusable(Unusable::NotYetValid { this_update: day(1) }));
}

#[test]
fn a_delta_alone_revokes_and_proves_nothing_else() {
    let d = Deltas::new();
    assert_eq!(nothing(&d.of(&[d.delta(5, 6)])), Unusable::DeltaAlone);
    assert_eq!(nothing(&d.of(&[d.listed(d.delta(5, 6), REMOVED)])), Unusable::DeltaAlone);
    let listed = || d.listed(d.delta(6, 7), COMPROMISED);
    let why = Some(Reason::KeyCompromise);
    assert_eq!(d.of(&[listed()]).target(), revoked(day(-3), why, 0));
    // Beside a base that it does not fit it revokes all the same.
    assert_eq!(d.of(&[d.base(), listed()]).target(), revoked(day(-3), why, 1));
    let stale = listed().this_update(day(-9)).next_update(day(-2));
    let why = Box::new(Unusable::Stale { next_update: day(-2) });
    assert_eq!(nothing(&d.of(&[stale])), Unusable::Lists { at: day(-3), why });
    let elsewhere = listed().distribution_point(&["http://crl.certready.test/7.crl"]);
    let Unusable::Lists { why, .. } = nothing(&d.of(&[elsewhere])) else { panic!("it lists it") };
    assert!(matches!(*why, Unusable::OutOfScope(OutOfScope::DistributionPoint { .. })), "{why:?}");
}

/// A complete CRL that is newer has all that a delta says. A forged one, or one of another scope, silences none.
#[test]
fn a_delta_is_superseded_by_a_newer_complete_crl_that_counts() {
    let d = Deltas::new();
    let on_hold = || d.listed(d.delta(6, 7), HOLD);
    let newer = || Crl::by(&d.root).number(9);
    assert_good(&d.of(&[newer(), on_hold()]));
    assert_eq!(d.of(&[newer(), on_hold()]).sources().len(), 1);
    // One that proves nothing is still told.
    assert_eq!(d.of(&[newer()]).crl_der(&tampered(&on_hold().der())).sources().len(), 2);
    let stands = revoked(day(-3), Some(Reason::CertificateHold), 1);
    assert_eq!(d.of(&[d.base(), on_hold()]).target(), stands);
    let forged = d.of(&[d.base(), on_hold()]).crl_der(&tampered(&newer().der()));
    assert_eq!(forged.target(), stands);
    assert_eq!(d.of(&[d.base(), on_hold(), newer().issuing(&[&der::primitive(2, &[0xff])])]).target(), stands);
    assert_eq!(d.of(&[d.base(), on_hold(), for_some(newer(), COMPROMISE)]).target(), stands);
}

#[test]
fn a_certificate_is_not_taken_for_its_issuers_sibling() {
    // The same serial, by another issuer: an entry of the one says nothing of the other.
    let anchor = root();
    let (a, b) = (Cert::ca("A").issued_by(&anchor), Cert::ca("B").issued_by(&anchor));
    let leaf = leaf_of(&a);
    let case = Case::new(&leaf, &anchor).with(&a).with(&b).required().crl(&Crl::by(&anchor));
    assert_good(&case.clone().crl(&Crl::by(&a)).crl(&Crl::by(&b).revoke(&leaf.serial(), day(-3))));
    let in_its_name = Crl::by(&b).issuer_name(&a).no_key_id();
    assert_ne!(case.crl(&in_its_name).outcome(), Outcome::Good);
}

/// More entries of one serial than are kept, all of other issuers: whether one is ours can't be told.
#[test]
fn an_entry_that_was_not_kept_may_be_ours() {
    let (root, leaf, _) = asked();
    let other = Cert::ca("Other").self_signed();
    let points = [point(None, None, None), point(Some("http://crl.certready.test/7.crl"), None, None)];
    let leaf = with_points(Cert::leaf("mail.certready.test").serial(&leaf.serial()), &points[1..]).issued_by(&root);
    let crowd = |count: usize| {
        let first = entry_of(indirect(Crl::by(&root)), &other, &leaf.serial());
        (1..count).fold(first, |crl, _| crl.revoke(&leaf.serial(), day(-3)))
    };
    let case = |crl: &Crl| Case::new(&leaf, &root).required().crl(crl);
    assert_good(&case(&crowd(1_000)));
    assert_eq!(nothing(&case(&crowd(1_001))), Unusable::TooManyEntries);
}

/// The certificates of a CRL's signer are tried up to a bound; then nobody knows.
#[test]
fn a_crowd_of_crl_signers_costs_a_bounded_time() {
    let (root, _, case) = asked();
    let second = Cert::ca("Root").key_named("second");
    let crowd: Vec<Certificate> = (0..280_u16)
        .map(|one| second.clone().serial(&(0x4c00 + one).to_be_bytes()).self_signed().certificate())
        .collect();
    let forged = Crl::by(&second.self_signed());
    let started = std::time::Instant::now();
    assert_eq!(nothing(&case.clone().with_all(&crowd).crl(&forged)), Unusable::Bounds);
    let both = case.with_all(&crowd).crl(&Crl::by(&root)).crl(&forged);
    assert_good(&both);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}
