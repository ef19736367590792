//! The fold of findings into one of four verdicts, by itself.

use certready::evaluate::fold;
use certready::finding::{Code, Finding, Level, Template, Verdict, Waived, Weight};
use proptest::prelude::*;

use crate::common::pki::day;

static TEMPLATE: Template = Template {
    id: "root-present.test",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "",
    required: "",
    next: "",
    verify: "",
};

fn finding(level: Level, weight: Weight) -> Finding {
    Finding::new(Code::RootPresent, &TEMPLATE, "somewhere").at(level).weighing(weight)
}

fn decisive(level: Level) -> Finding {
    finding(level, Weight::Decisive)
}

fn supporting(level: Level) -> Finding {
    finding(level, Weight::Supporting)
}

/// A failure that was waived: the level that it has now, and a memory.
fn waived(level: Level, weight: Weight) -> Finding {
    let waiver = Waived { reason: "known".into(), until: day(30), from: Level::Failure };
    Finding { waiver: Some(waiver), ..finding(level, weight) }
}

#[test]
fn an_empty_run_is_undetermined() {
    assert_eq!(fold(&[]), Verdict::Undetermined);
}

#[test]
fn what_supports_alone_shows_nothing() {
    for level in Level::ALL {
        assert_eq!(fold(&[supporting(level)]), Verdict::Undetermined, "{level:?}");
    }
    assert_eq!(fold(&[decisive(Level::NotApplicable)]), Verdict::Undetermined);
}

#[test]
fn decisive_passes_and_notices_make_ready() {
    let all = [decisive(Level::Pass), decisive(Level::Notice), decisive(Level::NotApplicable)];
    assert_eq!(fold(&all), Verdict::Ready);
    let more = [decisive(Level::Pass), supporting(Level::Pass), supporting(Level::Notice)];
    assert_eq!(fold(&more), Verdict::Ready);
}

#[test]
fn a_decisive_failure_is_not_ready_whatever_else_is_unknown() {
    let all = [decisive(Level::Pass), decisive(Level::Unknown), decisive(Level::Failure)];
    assert_eq!(fold(&all), Verdict::NotReady);
}

#[test]
fn a_decisive_unknown_is_undetermined_whatever_else_passed() {
    assert_eq!(fold(&[decisive(Level::Pass), decisive(Level::Unknown)]), Verdict::Undetermined);
}

#[test]
fn a_supporting_failure_unknown_or_warning_is_ready_with_warnings_at_best() {
    for level in [Level::Failure, Level::Unknown, Level::Warning] {
        assert_eq!(fold(&[decisive(Level::Pass), supporting(level)]), Verdict::ReadyWithWarnings, "{level:?}");
    }
    assert_eq!(fold(&[decisive(Level::Pass), decisive(Level::Warning)]), Verdict::ReadyWithWarnings);
}

#[test]
fn a_waived_failure_is_ready_with_warnings() {
    for weight in [Weight::Decisive, Weight::Supporting] {
        // Whatever level the waiver leaves: it is the waiver that is a condition.
        for level in [Level::Notice, Level::Warning] {
            let verdict = fold(&[decisive(Level::Pass), waived(level, weight)]);
            assert_eq!(verdict, Verdict::ReadyWithWarnings, "{level:?} {weight:?}");
        }
    }
}

/// From bad to good. Undetermined is better than a failure and worse than any kind of ready.
fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotReady => 0,
        Verdict::Undetermined => 1,
        Verdict::ReadyWithWarnings => 2,
        Verdict::Ready => 3,
    }
}

fn shows(finding: &Finding) -> bool {
    finding.weight == Weight::Decisive && matches!(finding.level, Level::Pass | Level::Notice | Level::Warning)
}

fn any_finding() -> impl Strategy<Value = Finding> {
    let weight = prop_oneof![Just(Weight::Decisive), Just(Weight::Supporting)];
    prop_oneof![
        9 => (0..Level::ALL.len(), weight.clone()).prop_map(|(at, weight)| finding(Level::ALL[at], weight)),
        1 => weight.prop_map(|weight| waived(Level::Warning, weight)),
    ]
}

fn some_findings() -> impl Strategy<Value = Vec<Finding>> {
    proptest::collection::vec(any_finding(), 0..8)
}

fn with(findings: &[Finding], more: Finding) -> Vec<Finding> {
    findings.iter().cloned().chain([more]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_the_findings_does_not_matter(
        (all, shuffled) in some_findings().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
    ) {
        prop_assert_eq!(fold(&all), fold(&shuffled));
    }

    // The one exception: the first thing that is shown at all turns "nothing was shown" into an answer.
    #[test]
    fn one_finding_more_never_improves_the_verdict(all in some_findings(), more in any_finding()) {
        let first_shown = shows(&more) && !all.iter().any(shows);
        let (before, after) = (fold(&all), fold(&with(&all, more)));
        prop_assert!(first_shown || rank(after) <= rank(before), "{before:?} became {after:?}");
    }

    #[test]
    fn a_finding_said_twice_counts_once(all in some_findings(), at in any::<prop::sample::Index>()) {
        if !all.is_empty() {
            prop_assert_eq!(fold(&with(&all, all[at.index(all.len())].clone())), fold(&all));
        }
    }

    #[test]
    fn unknown_never_folds_into_ready(all in some_findings(), weight in prop_oneof![
        Just(Weight::Decisive), Just(Weight::Supporting),
    ]) {
        let verdict = fold(&with(&all, finding(Level::Unknown, weight)));
        prop_assert_ne!(verdict, Verdict::Ready);
        if weight == Weight::Decisive {
            prop_assert!(rank(verdict) <= rank(Verdict::Undetermined));
        }
    }

    #[test]
    fn only_a_decisive_failure_makes_not_ready(all in some_findings()) {
        let failed = all.iter().any(|one| one.weight == Weight::Decisive && one.level == Level::Failure);
        prop_assert_eq!(fold(&all) == Verdict::NotReady, failed);
    }

    #[test]
    fn ready_means_that_something_was_shown_and_nothing_is_open(all in some_findings()) {
        let open = |one: &Finding| {
            one.waiver.is_some() || matches!(one.level, Level::Warning | Level::Unknown | Level::Failure)
        };
        prop_assert_eq!(fold(&all) == Verdict::Ready, all.iter().any(shows) && !all.iter().any(open));
    }
}
