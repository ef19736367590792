//! `crl-number`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::kept;
use certready::observation::{Baseline, BaselineCrl};
use certready::pki::crl::CrlNumber;
use certready::render;
use certready::vocabulary::{Digest, Shown, SpkiDigest, Timestamp};

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::crl::Crl;
use crate::common::pki::{TestPki, day, now, paths};

/// The scene where the intermediate publishes this CRL.
fn publishing(pki: &TestPki, crl: &Crl) -> Scene {
    Scene::good(pki).body(&pki.url(paths::CRL), &crl.der())
}

/// What a report of the day before says of its CRLs.
fn baseline(scene: &Scene) -> Baseline {
    let written = render::json(&scene.judge().report);
    let mut baseline = kept::baseline(&kept::read(written.as_bytes()).unwrap(), Digest::of(b"")).unwrap();
    baseline.observed = day(-1);
    baseline
}

/// The judgement of a CRL after another one.
fn after(before: impl FnOnce(Crl) -> Crl, now: impl FnOnce(Crl) -> Crl) -> (Judged, String) {
    let pki = case::pki();
    let before = baseline(&publishing(&pki, &before(pki.crl())));
    let judged = publishing(&pki, &now(pki.crl())).asked(move |asked| asked.baseline = Some(before)).judge();
    (judged, pki.url(paths::CRL))
}

fn said(judged: &(Judged, String)) -> Said {
    judged.0.said(Code::CrlNumber, &judged.1)
}

/// The judgement with a baseline that was changed.
fn with(change: impl FnOnce(&mut Baseline)) -> (Judged, String) {
    let pki = case::pki();
    let mut before = baseline(&Scene::good(&pki));
    change(&mut before);
    (Scene::good(&pki).asked(move |asked| asked.baseline = Some(before)).judge(), pki.url(paths::CRL))
}

fn crl_of<'b>(baseline: &'b mut Baseline, url: &str) -> &'b mut BaselineCrl {
    baseline.crls.as_mut().unwrap().iter_mut().find(|one| one.url.as_str() == url).unwrap()
}

fn pass(id: &'static str) -> Said {
    (id, Level::Pass, None, Weight::Supporting)
}

fn not_applicable(id: &'static str) -> Said {
    (id, Level::NotApplicable, None, Weight::Supporting)
}

fn notice(id: &'static str, cause: Cause) -> Said {
    (id, Level::Notice, Some(cause), Weight::Supporting)
}

#[test]
fn without_a_baseline_there_is_nothing_to_look_at() {
    let judged = Scene::good(&case::pki()).judge();
    assert!(judged.all(Code::CrlNumber).is_empty());
}

#[test]
fn the_same_crl_and_a_later_one_pass() {
    assert_eq!(said(&after(|crl| crl, |crl| crl)), pass("crl-number.same"));
    let later = after(|crl| crl.number(7).this_update(day(-2)), |crl| crl.number(8).this_update(day(-1)));
    assert_eq!(said(&later), pass("crl-number.forward"));
    assert_eq!(later.0.verdict(), Verdict::Ready);
}

/// RFC 5280 §5.2.3: the number grows; 255 and 256 differ in their length too, and 9 and 10 in that of their digits.
#[test]
fn a_number_that_went_back_is_a_failure_that_supports() {
    for (before, now) in [(8, 7), (256, 255), (10, 9)] {
        let back = after(|crl| crl.number(before), |crl| crl.number(now));
        let failed = ("crl-number.rolled-back", Level::Failure, Some(Cause::RolledBack), Weight::Supporting);
        assert_eq!(said(&back), failed, "{before} {now}");
        // A client takes it, so that the host is ready all the same.
        assert_eq!(back.0.verdict(), Verdict::ReadyWithWarnings);
        let observed = back.0.one(Code::CrlNumber, &back.1).observed();
        assert!(observed.contains(&format!("number {now} of ")), "{observed}");
        assert!(observed.contains(&format!("the later {before} of ")), "{observed}");
    }
    assert_eq!(said(&after(|crl| crl.number(255), |crl| crl.number(256))).0, "crl-number.forward");
    assert_eq!(said(&after(|crl| crl.number(9), |crl| crl.number(10))).0, "crl-number.forward");
}

#[test]
fn one_number_for_two_dates_is_a_warning_whichever_came_first() {
    let reused = ("crl-number.reused", Level::Warning, Some(Cause::NumberReused), Weight::Supporting);
    for (before, now) in [(day(-2), day(-1)), (day(-1), day(-2))] {
        assert_eq!(said(&after(|crl| crl.this_update(before), |crl| crl.this_update(now))), reused);
    }
}

#[test]
fn a_crl_of_another_key_is_not_compared() {
    let other = |baseline: &mut Baseline| {
        let crl = crl_of(baseline, &case::pki().url(paths::CRL));
        crl.signer_spki = SpkiDigest::of(b"another key");
        crl.number = CrlNumber::from_decimal("99999999");
    };
    assert_eq!(said(&with(other)), notice("crl-number.other-signer", Cause::OtherSigner));
}

#[test]
fn without_two_numbers_the_dates_alone_tell_an_older_one() {
    let older = ("crl-number.older", Level::Warning, Some(Cause::RolledBack), Weight::Supporting);
    let (first, second) = (|crl: Crl| crl.this_update(day(-2)), |crl: Crl| crl.this_update(day(-1)));
    assert_eq!(said(&after(|crl| second(crl).no_number(), |crl| first(crl).no_number())), older);
    assert_eq!(said(&after(second, |crl| first(crl).no_number())), older);
    let unnumbered = not_applicable("crl-number.unnumbered");
    assert_eq!(said(&after(|crl| first(crl).no_number(), |crl| second(crl).no_number())), unnumbered);
    assert_eq!(said(&after(Crl::no_number, |crl| crl)), unnumbered);
}

#[test]
fn a_crl_that_the_baseline_lacks_has_nothing_to_be_compared_with() {
    let judged = with(|baseline| baseline.crls.as_mut().unwrap().clear());
    assert_eq!(said(&judged), not_applicable("crl-number.not-in-baseline"));
}

#[test]
fn a_row_of_the_same_key_is_taken_where_a_url_has_several() {
    let pki = case::pki();
    let mut before = baseline(&Scene::good(&pki));
    let mut other = crl_of(&mut before, &pki.url(paths::CRL)).clone();
    other.signer_spki = SpkiDigest::of(b"another key");
    let crls = before.crls.as_mut().unwrap();
    crls.insert(0, other.clone());
    crls.push(other);
    let judged = Scene::good(&pki).asked(move |asked| asked.baseline = Some(before)).judge();
    assert_eq!(judged.said(Code::CrlNumber, &pki.url(paths::CRL)), pass("crl-number.same"));
}

#[test]
fn a_baseline_of_another_host_or_policy_is_told_and_compared_all_the_same() {
    for (host, policy, words) in [
        (Some("mail-02"), None, "another host, mail-02"),
        (None, Some("another"), "another policy, another"),
        (Some("mail-02"), Some("another"), "another host, mail-02; another policy, another"),
    ] {
        let pki = case::pki();
        let mut before = baseline(&Scene::good(&pki));
        before.host = host.map(Shown::new).or(before.host);
        before.policy = policy.map_or(before.policy, Shown::new);
        let judged = Scene::good(&pki).asked(move |asked| asked.baseline = Some(before)).judge();
        let about = judged.one(Code::CrlNumber, "baseline");
        assert_eq!(case::said(about), notice("crl-number.other-run", Cause::OtherBaseline));
        assert!(about.observed().contains(words), "{}", about.observed());
        assert_eq!(judged.said(Code::CrlNumber, &pki.url(paths::CRL)), pass("crl-number.same"));
    }
}

#[test]
fn a_baseline_that_is_later_than_the_run_orders_nothing() {
    let second_later = Timestamp::from_unix(now().unix() + 1).unwrap();
    let later = with(|baseline| baseline.observed = second_later);
    assert_eq!(later.0.ids(Code::CrlNumber), ["crl-number.later-baseline"]);
    assert_eq!(later.0.said(Code::CrlNumber, "baseline"), notice("crl-number.later-baseline", Cause::OtherBaseline));
    // Of the same instant is early enough.
    let same = with(|baseline| baseline.observed = now());
    assert!(!same.0.ids(Code::CrlNumber).contains(&"crl-number.later-baseline"));
}

#[test]
fn a_baseline_of_before_crls_were_listed_is_told() {
    let unlisted = with(|baseline| baseline.crls = None);
    assert_eq!(unlisted.0.said(Code::CrlNumber, "baseline"), notice("crl-number.unlisted", Cause::OtherBaseline));
    assert_eq!(unlisted.0.ids(Code::CrlNumber).len(), 1);
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let (url, mut before) = (pki.url(paths::CRL), baseline(&Scene::good(&case::pki())));
    before.crls.as_mut().unwrap().iter_mut().for_each(|crl| crl.number = CrlNumber::from_decimal("99999999"));
    let judged = Scene::good(&pki).asked(move |asked| asked.baseline = Some(before)).judge();
    let impossible = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(judged.said(Code::CrlNumber, &url), impossible);
}
