//! The words that the report has in HTML and in Markdown alike: its title, its scope, its host, and what is said of one row. They
//! are made of the model and decide nothing.

use super::text::{days_words, observed_words, phase_words, store_words};
use super::told::Told;
use crate::finding::{Finding, Leg, Level, Purpose, Weight};
use crate::language::{Language, Message, Say, message, say};
use crate::report::{HostFact, Known, Point, ServiceRow, Span};
use crate::vocabulary::Shown;

/// The title of the page: the verdict, the host, the policy.
pub(super) fn title(report: Told<'_>) -> String {
    let (word, host) =
        (report.headline.word.to(report.language), or_unnamed(report.host.name.as_ref(), report.language));
    format!("{word}: {host}, {}", report.policy.id)
}

/// For what the decision holds: a name and a value each.
pub(super) fn scope(report: Told<'_>) -> Vec<(&'static Message, String)> {
    let language = report.language;
    let host = or_unnamed(report.host.name.as_ref(), language);
    let id = report.host.account_id.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let mut scope = vec![
        (message!("scope-host", "Host"), format!("{host}, {}", report.host.os)),
        (message!("scope-account", "Account"), format!("{}{id}", or_unnamed(report.host.account.as_ref(), language))),
        (message!("scope-route", "Route"), report.host.route.to(language)),
    ];
    if report.purpose == Purpose::Rotation {
        let days = days_words(report);
        let legs: Vec<String> = report.legs.iter().map(|one| leg(*one).to(language)).collect();
        scope.extend([
            (message!("scope-client", "Client"), format!("{} ({})", report.client, report.client_origin.to(language))),
            (message!("scope-legs", "Legs"), legs.join("; ")),
            (message!("scope-phase", "Phase"), phase_words(report)),
            (
                message!("scope-cutover", "Cutover"),
                format!("{}, {days} ({})", report.times.cutover, report.times.cutover_origin.to(language)),
            ),
        ]);
    }
    scope.extend([
        (message!("scope-observed", "Observed"), observed_words(report)),
        (message!("scope-valid-until", "Valid until"), report.valid_until.to_string()),
    ]);
    scope
}

fn leg(leg: Leg) -> &'static Message {
    match leg {
        Leg::Outbound => message!("leg-outbound", "outbound (this host sends)"),
        Leg::Inbound => message!("leg-inbound", "inbound (the service sends)"),
    }
}

/// The host, the account, the way out and the store.
pub(super) fn host(report: Told<'_>) -> Vec<(String, String)> {
    let (host, language) = (&report.host, report.language);
    let not_told = || say!(language, "host-not-told", "(not told)");
    let mut rows: Vec<(String, String)> = [
        (message!("host-name", "Name"), or_unnamed(host.name.as_ref(), language)),
        (message!("host-system", "System"), host.os.to_string()),
        (message!("host-account", "Account"), or_unnamed(host.account.as_ref(), language)),
        (
            message!("host-account-id", "Account id"),
            host.account_id.as_ref().map_or_else(not_told, ToString::to_string),
        ),
        (message!("host-route", "Route"), host.route.to(language)),
        (message!("host-store", "Trust store"), store_words(report)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to(language), value))
    .collect();
    rows.extend(host.windows.iter().map(|fact| (fact.name.to_string(), fact_value(fact, language))));
    rows
}

/// The value of a fact of the host.
pub(super) fn fact_value(fact: &HostFact, language: Language) -> String {
    match &fact.value {
        Known::Nothing => say!(language, "host-none", "(none)"),
        Known::Value(value) => value.to_string(),
        Known::Unread(why) => say!(language, "host-not-read", "not read: {why}", why = why),
    }
}

/// The findings of a report by what they ask for, each list with its heading, in the order in which they are read.
pub(super) fn asking<'a>(report: &Told<'a>) -> [(&'static str, &'static Message, Vec<&'a Finding>); 3] {
    let by = |meant: &dyn Fn(&Finding) -> bool| -> Vec<&'a Finding> {
        report.report().findings.iter().filter(|one| one.below.is_none() && meant(one)).collect()
    };
    let open = |one: &Finding| matches!(one.level, Level::Failure | Level::Unknown);
    [
        ("blocks", message!("title-blocks", "What blocks"), by(&|one| open(one) && one.weight == Weight::Decisive)),
        (
            "attention",
            message!("title-attention", "What needs attention"),
            by(&|one| one.level == Level::Warning || (open(one) && one.weight == Weight::Supporting)),
        ),
        ("notices", message!("title-notices", "Worth knowing"), by(&|one| one.level == Level::Notice)),
    ]
}

/// The findings at a level, and those that follow from another.
pub(super) fn at<'a>(report: &Told<'a>, level: Level) -> Vec<&'a Finding> {
    report.report().findings.iter().filter(|one| one.level == level).collect()
}

/// Those that follow from a common cause, and from which.
pub(super) fn following<'a>(report: &Told<'a>) -> Vec<&'a Finding> {
    let quiet = |one: &Finding| matches!(one.level, Level::Pass | Level::NotApplicable);
    report.report().findings.iter().filter(|one| one.below.is_some() && !quiet(one)).collect()
}

/// What belongs to a finding, a name and a value each. The one whose value is a command is last but for a waiver.
pub(super) fn details(finding: &Finding, language: Language) -> Vec<(Detail, String)> {
    let mut details = vec![
        (Detail::Words(message!("detail-observed", "Observed")), finding.observed_in(language)),
        (Detail::Words(message!("detail-required", "Required")), finding.required_in(language)),
    ];
    details.extend(finding.next_in(language).map(|next| (Detail::Words(message!("detail-next", "Next")), next)));
    details.extend(finding.template.owner.map(|owner| {
        (Detail::Words(message!("detail-owner", "Owner")), crate::report::owner_words(Some(owner)).to(language))
    }));
    details.extend(
        finding.verify_in(language).map(|verify| (Detail::Command(message!("detail-verify", "Verify")), verify)),
    );
    details.extend(
        finding
            .waiver
            .as_ref()
            .map(|waiver| (Detail::Words(message!("detail-waived", "Waived")), waived(waiver, language))),
    );
    details
}

/// What a detail of a finding is, by its name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Detail {
    /// Sentences.
    Words(&'static Message),
    /// A command that can be copied.
    Command(&'static Message),
}

/// That a finding was waived, until when and why.
pub(super) fn waived(waiver: &crate::finding::Waived, language: Language) -> String {
    say!(
        language,
        "waived",
        "a {level} until {until}: {reason}",
        level = waiver.from.words(),
        until = waiver.until.date(),
        reason = &waiver.reason
    )
}

/// A finding's check and cause: `endpoint-reachable [connect-timeout]`.
pub(super) fn code_and_cause(finding: &Finding) -> String {
    let cause = finding.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{}{cause}", finding.code)
}

/// A certificate's part, as it is told where nothing rotates too.
pub(super) fn role(report: Told<'_>, role: &str) -> String {
    let role = match role {
        "incoming" if report.purpose == Purpose::Urls => message!("role-anchor", "anchor"),
        "incoming" => message!("role-incoming", "incoming"),
        "retiring" => message!("role-retiring", "retiring"),
        _ => message!("role-intermediate", "intermediate"),
    };
    role.to(report.language)
}

/// The heading of the table of certificates.
pub(super) fn certificates(report: Told<'_>) -> &'static Message {
    match report.purpose {
        Purpose::Rotation => message!("title-certificates", "Roots and intermediates"),
        Purpose::Urls => message!("title-certificates-at-hand", "Certificates at hand"),
    }
}

/// How far a service got: `secured, TLSv1_3, TLS13_AES_256_GCM_SHA384`.
pub(super) fn service_step(row: &ServiceRow) -> String {
    let tls = [row.version.as_ref(), row.suite.as_ref()].into_iter().flatten().map(Shown::as_str);
    std::iter::once(row.step).chain(tls).collect::<Vec<_>>().join(", ")
}

/// Of which root what a service presents is.
pub(super) fn service_root(row: &ServiceRow, language: Language) -> String {
    let words = match row.root {
        Some("incoming") => message!("role-incoming", "incoming"),
        Some("retiring") => message!("role-retiring", "retiring"),
        Some(_) => message!("role-other", "other"),
        None => message!("service-nothing-presented", "nothing was presented"),
    };
    words.to(language)
}

/// The end of a span.
pub(super) fn span_end(span: &Span, language: Language) -> String {
    span.until.map_or_else(|| say!(language, "span-not-said", "not said"), |until| until.to_string())
}

/// What is in the evidence under a SHA-256: what it is, how large, and the digest.
pub(super) fn evidence(report: Told<'_>) -> Vec<(String, String, String)> {
    let language = report.language;
    let whole = || say!(language, "evidence-whole", "the whole run");
    let mut rows: Vec<_> =
        report.manifest.map(|digest| ("manifest.json".to_owned(), whole(), digest.to_string())).into_iter().collect();
    rows.push((
        say!(language, "evidence-policy", "policy {id}", id = report.policy.id.as_str()),
        say!(language, "evidence-policy-files", "its text and certificates"),
        report.policy.digest.to_string(),
    ));
    for row in &report.endpoints {
        let Some(sha256) = row.sha256 else { continue };
        let bytes = |bytes| say!(language, "evidence-bytes", "{bytes} bytes", bytes = bytes);
        let bytes = row.bytes.map(bytes).unwrap_or_default();
        rows.push((format!("{} {} {}", row.kind, row.method, row.url), bytes, sha256.to_string()));
    }
    for row in &report.services {
        for one in &row.chain {
            let label = one.label.as_ref().map_or_else(|| not_understood(language), ToString::to_string);
            rows.push((
                say!(
                    language,
                    "evidence-presented",
                    "{label}, presented by {service}",
                    label = label,
                    service = &row.service
                ),
                say!(language, "evidence-certificate", "certificate"),
                one.sha256.to_string(),
            ));
        }
    }
    rows
}

/// What is said in the place of a certificate's name.
pub(super) fn not_understood(language: Language) -> String {
    say!(language, "certificate-not-understood", "a certificate that is not understood")
}

/// How many findings follow from one. None where none does.
pub(super) fn following_words(many: usize, language: Language) -> Option<String> {
    match many {
        0 => None,
        1 => Some(say!(language, "one-follows", "1 further finding follows from it")),
        many => Some(say!(language, "several-follow", "{many} further findings follow from it", many = many)),
    }
}

/// Who named a target.
pub(super) fn named_by(all: &[Say], language: Language) -> String {
    all.iter().map(|by| by.shown(language).to_string()).collect::<Vec<_>>().join("; ")
}

/// A name, or what stands for one that the system does not tell.
pub(super) fn or_unnamed(name: Option<&Shown>, language: Language) -> String {
    name.map_or_else(|| say!(language, "unnamed", "(unnamed)"), ToString::to_string)
}

/// The heads of the table of what blocks.
pub(super) fn point_heads() -> [&'static Message; 5] {
    [
        message!("head-check", "Check"),
        message!("head-of-what", "Of what"),
        message!("detail-observed", "Observed"),
        message!("detail-owner", "Owner"),
        message!("detail-next", "Next"),
    ]
}

/// The heads of a table of findings.
pub(super) fn line_heads() -> [&'static Message; 3] {
    [message!("head-check", "Check"), message!("head-of-what", "Of what"), message!("detail-observed", "Observed")]
}

/// The heads of the timeline in words.
pub(super) fn span_heads() -> [&'static Message; 4] {
    [
        message!("head-what", "What"),
        message!("head-from", "From"),
        message!("head-until", "Until"),
        message!("head-remark", "Remark"),
    ]
}

/// The heads of the table of certificates.
pub(super) fn root_heads() -> [&'static Message; 5] {
    [
        message!("head-certificate", "Certificate"),
        message!("head-state", "State"),
        message!("head-valid-to", "Valid to"),
        message!("head-stands", "Where it stands"),
        message!("head-digests", "Digests"),
    ]
}

/// The heads of the ways to the endpoints.
pub(super) fn path_heads() -> [&'static Message; 7] {
    [
        message!("head-endpoint", "Endpoint"),
        message!("head-resolve", "Resolve"),
        message!("head-connect", "Connect"),
        message!("head-exchange", "Exchange"),
        message!("head-genuine", "Genuine"),
        message!("head-signed", "Signed"),
        message!("head-fresh", "Fresh"),
    ]
}

/// The heads of the table of services.
pub(super) fn service_heads() -> [&'static Message; 5] {
    [
        message!("head-service", "Service"),
        message!("head-reached", "Reached"),
        message!("head-root", "Root"),
        message!("head-presents", "Presents"),
        message!("head-addresses", "Addresses"),
    ]
}

/// The heads of the table of evidence.
pub(super) fn evidence_heads() -> [&'static Message; 3] {
    [message!("head-what", "What"), message!("head-size", "Size"), message!("head-sha256", "SHA-256")]
}

/// What is to be done about a point.
pub(super) fn next(point: &Point, language: Language) -> String {
    point.next.as_ref().map_or_else(|| say!(language, "see-finding", "See the finding."), |next| next.to(language))
}

/// How many spans a panel does not show.
pub(super) fn not_shown(many: usize, language: Language) -> String {
    say!(language, "spans-not-shown", "{many} more are not shown.", many = many)
}

/// What stands above a firewall request.
pub(super) fn to_be_pasted(language: Language) -> String {
    say!(language, "firewall-as-it-stands", "To be pasted into a ticket as it stands. Nothing was opened or changed.")
}
