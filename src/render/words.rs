//! The words that the report has in HTML and in Markdown alike: its title, its scope, its host, and what is said of one row. They
//! are made of the model and decide nothing.

use super::text::{observed_words, phase_words, store_words};
use crate::finding::{Finding, Leg, Level, Purpose, Weight};
use crate::report::{HostFact, Known, Report, ServiceRow, Span};
use crate::vocabulary::Shown;

/// What stands for a name that the system does not tell.
const UNNAMED: &str = "(unnamed)";

/// The title of the page: the verdict, the host, the policy.
pub(super) fn title(report: &Report) -> String {
    format!("{}: {}, {}", report.headline.word, or_unnamed(report.host.name.as_ref()), report.policy.id)
}

/// For what the decision holds: a name and a value each.
pub(super) fn scope(report: &Report) -> Vec<(&'static str, String)> {
    let host = or_unnamed(report.host.name.as_ref());
    let id = report.host.account_id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let mut scope = vec![
        ("Host", format!("{host}, {}", report.host.os)),
        ("Account", format!("{}{id}", or_unnamed(report.host.account.as_ref()))),
        ("Route", report.host.route.to_string()),
    ];
    if report.purpose == Purpose::Rotation {
        let days = match report.times.days_to_cutover {
            None => "passed".to_owned(),
            Some(0) => "in less than a day".to_owned(),
            Some(1) => "in 1 day".to_owned(),
            Some(many) => format!("in {many} days"),
        };
        let legs: Vec<&str> = report.legs.iter().copied().map(leg).collect();
        scope.extend([
            ("Client", format!("{} ({})", report.client, report.client_origin)),
            ("Legs", legs.join("; ")),
            ("Phase", format!("{} the rollout", phase_words(report))),
            ("Cutover", format!("{}, {days} ({})", report.times.cutover, report.times.cutover_origin)),
        ]);
    }
    scope.extend([("Observed", observed_words(report)), ("Valid until", report.valid_until.to_string())]);
    scope
}

const fn leg(leg: Leg) -> &'static str {
    match leg {
        Leg::Outbound => "outbound (this host sends)",
        Leg::Inbound => "inbound (the service sends)",
    }
}

/// The host, the account, the way out and the store.
pub(super) fn host(report: &Report) -> Vec<(String, String)> {
    let host = &report.host;
    let mut rows = vec![
        ("Name".to_owned(), or_unnamed(host.name.as_ref())),
        ("System".to_owned(), host.os.to_string()),
        ("Account".to_owned(), or_unnamed(host.account.as_ref())),
        ("Account id".to_owned(), host.account_id.as_ref().map_or("(not told)".to_owned(), ToString::to_string)),
        ("Route".to_owned(), host.route.to_string()),
        ("Trust store".to_owned(), store_words(report)),
    ];
    rows.extend(host.windows.iter().map(|HostFact { name, value }| {
        let value = match value {
            Known::Nothing => "(none)".to_owned(),
            Known::Value(value) => value.to_string(),
            Known::Unread(why) => format!("not read: {why}"),
        };
        (name.to_string(), value)
    }));
    rows
}

/// The findings of a report by what they ask for, each list with its heading, in the order in which they are read.
pub(super) fn asking(report: &Report) -> [(&'static str, &'static str, Vec<&Finding>); 3] {
    let by = |meant: &dyn Fn(&Finding) -> bool| -> Vec<&Finding> {
        report.findings.iter().filter(|one| one.below.is_none() && meant(one)).collect()
    };
    let open = |one: &Finding| matches!(one.level, Level::Failure | Level::Unknown);
    [
        ("blocks", "What blocks", by(&|one| open(one) && one.weight == Weight::Decisive)),
        (
            "attention",
            "What needs attention",
            by(&|one| one.level == Level::Warning || (open(one) && one.weight == Weight::Supporting)),
        ),
        ("notices", "Worth knowing", by(&|one| one.level == Level::Notice)),
    ]
}

/// The findings at a level, and those that follow from another.
pub(super) fn at(report: &Report, level: Level) -> Vec<&Finding> {
    report.findings.iter().filter(|one| one.level == level).collect()
}

/// Those that follow from a common cause, and from which.
pub(super) fn following(report: &Report) -> Vec<&Finding> {
    let quiet = |one: &Finding| matches!(one.level, Level::Pass | Level::NotApplicable);
    report.findings.iter().filter(|one| one.below.is_some() && !quiet(one)).collect()
}

/// What belongs to a finding, a name and a value each.
pub(super) fn details(finding: &Finding) -> Vec<(&'static str, String)> {
    let mut details = vec![("Observed", finding.observed()), ("Required", finding.required())];
    details.extend(finding.next().map(|next| ("Next", next)));
    details.extend(finding.template.owner.map(|owner| ("Owner", crate::report::owner_words(Some(owner)).to_owned())));
    details.extend(finding.verify().map(|verify| ("Verify", verify)));
    details.extend(finding.waiver.as_ref().map(|waiver| {
        ("Waived", format!("a {} until {}: {}", waiver.from.word(), waiver.until.date(), waiver.reason))
    }));
    details
}

/// A finding's check and cause: `endpoint-reachable [connect-timeout]`.
pub(super) fn code_and_cause(finding: &Finding) -> String {
    let cause = finding.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{}{cause}", finding.code)
}

/// A certificate's part, as it is told where nothing rotates too.
pub(super) fn role(report: &Report, role: &'static str) -> &'static str {
    if report.purpose == Purpose::Urls && role == "incoming" { "anchor" } else { role }
}

/// The heading of the table of certificates.
pub(super) const fn certificates(report: &Report) -> &'static str {
    match report.purpose {
        Purpose::Rotation => "Roots and intermediates",
        Purpose::Urls => "Certificates at hand",
    }
}

/// How far a service got: `secured, TLSv1_3, TLS13_AES_256_GCM_SHA384`.
pub(super) fn service_step(row: &ServiceRow) -> String {
    let tls = [row.version.as_ref(), row.suite.as_ref()].into_iter().flatten().map(Shown::as_str);
    std::iter::once(row.step).chain(tls).collect::<Vec<_>>().join(", ")
}

/// Of which root what a service presents is.
pub(super) const fn service_root(row: &ServiceRow) -> &'static str {
    match row.root {
        Some(root) => root,
        None => "nothing was presented",
    }
}

/// The end of a span.
pub(super) fn span_end(span: &Span) -> String {
    span.until.map_or("not said".to_owned(), |until| until.to_string())
}

/// What is in the evidence under a SHA-256: what it is, how large, and the digest.
pub(super) fn evidence(report: &Report) -> Vec<(String, String, String)> {
    let manifest =
        report.manifest.map(|digest| ("manifest.json".to_owned(), "the whole run".to_owned(), digest.to_string()));
    let mut rows: Vec<_> = manifest.into_iter().collect();
    rows.push((
        format!("policy {}", report.policy.id),
        "its text and certificates".to_owned(),
        report.policy.digest.to_string(),
    ));
    for row in &report.endpoints {
        let Some(sha256) = row.sha256 else { continue };
        let bytes = row.bytes.map(|bytes| format!("{bytes} bytes")).unwrap_or_default();
        rows.push((format!("{} {} {}", row.kind, row.method, row.url), bytes, sha256.to_string()));
    }
    for row in &report.services {
        for one in &row.chain {
            let label = one.label.as_ref().map_or("a certificate that is not understood", Shown::as_str);
            rows.push((
                format!("{label}, presented by {}", row.service),
                "certificate".to_owned(),
                one.sha256.to_string(),
            ));
        }
    }
    rows
}

pub(super) fn or_unnamed(name: Option<&Shown>) -> String {
    name.map_or(UNNAMED.to_owned(), ToString::to_string)
}
