//! The report as JUnit XML, for whatever shows test results: a suite for the verdict and one for each check, a case for each
//! target. It keeps to the schema of Jenkins' xUnit plugin and to the stricter one of Ant's task, which forbids attributes that
//! others have.
//!
//! *failure*: a check failed; *error*: it could not be determined; *skipped*: it does not apply. What is worth knowing of a
//! check that passed stands in its suite's `system-out`.

use std::fmt::{self, Write as _};

use crate::finding::{Code, Finding, Level, Verdict, Weight};
use crate::report::{Metrics, Report};
use crate::vocabulary::Shown;

/// The report as a JUnit file.
pub fn junit(report: &Report) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, report);
    page
}

/// One case: what is said of one target by one check.
struct Case<'a> {
    name: &'a str,
    /// The worst of its findings.
    outcome: Outcome,
    /// In one line.
    message: String,
    /// In full.
    told: Vec<String>,
}

/// What becomes of a case; where it did not pass, with a word for the attribute `type`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Skipped,
    Error(&'static str),
    Failure(&'static str),
}

fn write_page(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>")?;
    let mut id = 0_usize;
    write_suite(page, report, (id, "verdict"), &[verdict(report)], &[])?;
    for code in Code::ALL {
        let findings: Vec<&Finding> = report.findings.iter().filter(|one| one.code == *code).collect();
        if findings.is_empty() {
            continue;
        }
        id = id.saturating_add(1);
        let asides: Vec<String> = findings.iter().filter(|one| is_aside(one)).map(|one| aside(one)).collect();
        write_suite(page, report, (id, code.word()), &cases(&findings), &asides)?;
    }
    writeln!(page, "</testsuites>")
}

/// The case that fails where the whole does, so that no reader takes a report without a failed check for a ready host.
fn verdict(report: &Report) -> Case<'_> {
    let outcome = match report.verdict {
        Verdict::Ready | Verdict::ReadyWithWarnings => Outcome::Passed,
        Verdict::NotReady => Outcome::Failure(report.verdict.word()),
        Verdict::Undetermined => Outcome::Error(report.verdict.word()),
    };
    let told = vec![format!("{}: {}", report.headline.word, report.headline.sentence)];
    Case { name: &report.policy.id, outcome, message: report.headline.sentence.to_string(), told }
}

/// A case for each target, in the order of the findings.
fn cases<'a>(findings: &[&'a Finding]) -> Vec<Case<'a>> {
    let mut targets: Vec<&Shown> = findings.iter().map(|one| &one.target).collect();
    targets.dedup();
    let mut cases = Vec::new();
    for target in targets {
        let of: Vec<&&Finding> = findings.iter().filter(|one| one.target == *target).collect();
        let Some(worst) = of.iter().max_by_key(|one| (one.level, one.weight == Weight::Decisive)) else { continue };
        let kind = if worst.weight == Weight::Decisive { "decisive" } else { "supporting" };
        let outcome = match worst.level {
            Level::NotApplicable => Outcome::Skipped,
            Level::Pass | Level::Notice | Level::Warning => Outcome::Passed,
            Level::Unknown => Outcome::Error(kind),
            Level::Failure => Outcome::Failure(kind),
        };
        let told = of.iter().flat_map(|one| told(one)).collect();
        cases.push(Case { name: target.as_str(), outcome, message: summary(worst), told });
    }
    cases
}

fn summary(finding: &Finding) -> String {
    let cause = finding.cause.map(|cause| format!("{cause}: ")).unwrap_or_default();
    format!("{cause}{}", finding.observed())
}

/// All that is known of a finding, a line each.
fn told(finding: &Finding) -> Vec<String> {
    let owner = finding.template.owner.map(|owner| owner.word().to_owned());
    let below = finding.below.map(|code| code.word().to_owned());
    let lines = [
        ("observed", Some(summary(finding))),
        ("required", Some(finding.required())),
        ("next", finding.next()),
        ("owner", owner),
        ("verify", finding.verify()),
        ("follows from", below),
    ];
    lines.into_iter().filter_map(|(name, words)| Some(format!("{name}: {}", words?))).collect()
}

fn is_aside(finding: &Finding) -> bool {
    finding.waiver.is_some() || matches!(finding.level, Level::Warning | Level::Notice)
}

fn aside(finding: &Finding) -> String {
    let waiver = finding.waiver.as_ref();
    let waiver = waiver.map(|one| format!(" (waived until {}: {})", one.until, one.reason)).unwrap_or_default();
    format!("{} {}: {}{waiver}", finding.level.word(), finding.target, summary(finding))
}

fn write_suite(
    page: &mut String,
    report: &Report,
    (id, name): (usize, &str),
    cases: &[Case<'_>],
    asides: &[String],
) -> fmt::Result {
    let count = |fits: fn(Outcome) -> bool| cases.iter().filter(|case| fits(case.outcome)).count();
    let failures = count(|outcome| matches!(outcome, Outcome::Failure(_)));
    let errors = count(|outcome| matches!(outcome, Outcome::Error(_)));
    let skipped = count(|outcome| outcome == Outcome::Skipped);
    // Without an offset, as Ant's schema wants it: UTC all the same.
    let at = report.times.observed.to_string();
    let at = at.trim_end_matches('Z');
    let host = report.host.name.as_ref().map_or("localhost", |name| name.as_str());
    // The whole run was one collection, whose time no single check took.
    let took = if id == 0 { report.times.took_ms } else { 0 };
    let took = format!("{}.{:03}", took / 1000, took % 1000);
    writeln!(
        page,
        "  <testsuite package=\"certready\" id=\"{id}\" name=\"{}\" timestamp=\"{at}\" hostname=\"{}\" tests=\"{}\" \
         failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"{took}\">",
        escaped(name),
        escaped(host),
        cases.len(),
    )?;
    write_properties(page, report)?;
    for case in cases {
        write_case(page, name, case, &took)?;
    }
    if asides.is_empty() {
        writeln!(page, "    <system-out/>")?;
    } else {
        writeln!(page, "    <system-out>{}</system-out>", escaped(&asides.join("\n")))?;
    }
    writeln!(page, "    <system-err/>\n  </testsuite>")
}

fn write_properties(page: &mut String, report: &Report) -> fmt::Result {
    writeln!(page, "    <properties>")?;
    let or_empty = |value: Option<&Shown>| value.map(ToString::to_string).unwrap_or_default();
    for (name, value) in [
        ("certready", report.tool.to_string()),
        ("verdict", report.verdict.word().to_owned()),
        ("policy", report.policy.id.clone()),
        ("policy_sha256", report.policy.digest.to_string()),
        ("host", or_empty(report.host.name.as_ref())),
        ("account", or_empty(report.host.account.as_ref())),
        ("route", report.host.route.to_string()),
        ("client", report.client.word().to_owned()),
        ("phase", report.phase.word().to_owned()),
        ("cutover", Metrics::of(report).cutover.map(|cutover| cutover.to_string()).unwrap_or_default()),
        ("judged_at", report.times.as_of.to_string()),
        ("valid_until", report.valid_until.to_string()),
    ] {
        writeln!(page, "      <property name=\"{name}\" value=\"{}\"/>", escaped(&value))?;
    }
    writeln!(page, "    </properties>")
}

fn write_case(page: &mut String, suite: &str, case: &Case<'_>, took: &str) -> fmt::Result {
    // No name is empty, which Ant's schema forbids and Jenkins can't show.
    let name = if case.name.trim().is_empty() { "(unnamed)" } else { case.name };
    write!(page, "    <testcase classname=\"certready.{suite}\" name=\"{}\" time=\"{took}\"", escaped(name))?;
    let told = || escaped(&case.told.join("\n"));
    let (element, kind) = match case.outcome {
        Outcome::Passed => return writeln!(page, "/>"),
        Outcome::Skipped => return writeln!(page, ">\n      <skipped/>\n    </testcase>"),
        Outcome::Error(kind) => ("error", kind),
        Outcome::Failure(kind) => ("failure", kind),
    };
    let message = escaped(&case.message);
    writeln!(page, ">\n      <{element} type=\"{kind}\" message=\"{message}\">{}</{element}>", told())?;
    writeln!(page, "    </testcase>")
}

/// Text of XML 1.0, in an element or in quotation marks. What XML can't hold at all (§2.2: most control characters, U+FFFE,
/// U+FFFF) becomes U+FFFD.
fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => shown.push_str("&amp;"),
            '<' => shown.push_str("&lt;"),
            '>' => shown.push_str("&gt;"),
            '"' => shown.push_str("&quot;"),
            '\'' => shown.push_str("&apos;"),
            '\n' | '\t' => shown.push(character),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => shown.push('\u{fffd}'),
            c => shown.push(c),
        }
    }
    shown
}
