//! What is kept of one report: enough for the sum, and a tenth of its size. It judges nothing: the verdict is the report's own.

use std::collections::BTreeMap;

use super::again::EACH_SOURCE;
use super::name::{Name, Names};
use crate::finding::{Level, Phase, Verdict};
use crate::kept::{self, Text};
use crate::report::AS_ASKED;
use crate::vocabulary::Timestamp;

/// What a report says that blocks, where no finding of it does.
const VERDICT: &str = "verdict";

/// Why a report is not counted although it can be read: certready writes no such one.
#[derive(Debug, thiserror::Error)]
pub enum NotCounted {
    /// By these names reports are held together: two that look alike must be alike.
    #[error("its {0} has characters in it that certready does not write")]
    Unclean(&'static str),
    /// The findings decide the verdict.
    #[error("its verdict is `{0}`, and its findings say otherwise: somebody changed it")]
    Contradiction(&'static str),
}

/// By what a report replaces an older one: the same host, account, policy and store.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The host, as hosts are compared.
    pub(super) host: String,
    /// The account's id, else its name. None where the system did not tell.
    pub(super) account: Option<Name>,
    /// The policy's id.
    pub(super) policy: Name,
    /// The store that was read in place of the host's. None where the host's own was, and where `--as` names the host.
    pub(super) store: Option<Name>,
}

/// One report, in brief. Times are UTC.
#[derive(Clone, Debug)]
pub(super) struct Brief {
    /// The file that it stood in.
    pub(super) file: Name,
    /// The host as it is shown.
    pub(super) host: Name,
    /// The host that the report names itself, where `--as` named another.
    pub(super) judged_on: Option<Name>,
    /// The account's name.
    pub(super) account: Option<Name>,
    /// The account's id.
    pub(super) account_id: Option<Name>,
    /// The operating system.
    pub(super) os: Name,
    /// The policy's id.
    pub(super) policy: Name,
    /// The policy's title.
    pub(super) title: Name,
    /// SHA-256 of the policy, in hexadecimal.
    pub(super) digest: Name,
    /// The version of certready.
    pub(super) tool: Name,
    /// The client profile.
    pub(super) client: Name,
    /// The answer.
    pub(super) verdict: Verdict,
    /// Where the rotation stood.
    pub(super) phase: Phase,
    /// When the facts were collected, by the host's clock.
    pub(super) observed: Timestamp,
    /// The time at which they were judged.
    pub(super) as_of: Timestamp,
    /// When the service moves.
    pub(super) cutover: Timestamp,
    /// Until when the verdict may be relied on.
    pub(super) valid_until: Timestamp,
    /// The path of the store that was read in place of the host's own. None where the host's was.
    pub(super) export: Option<Name>,
    /// What blocks.
    pub(super) blocks: Vec<Block>,
    /// What the host says of its own clock, where that asks for attention.
    pub(super) clock: Option<Name>,
    /// How each endpoint was met.
    pub(super) endpoints: Vec<Met>,
    /// Where each certificate of the policy stood.
    pub(super) roots: Vec<Stood>,
    /// What is asked of those who keep the firewall.
    pub(super) asks: Vec<Asked>,
}

/// Something that blocks: a decisive failure or unknown, or what the fleet itself knows of a report. Compared by code, target
/// and cause alone, so that what two hosts say of one thing is one thing.
#[derive(Clone, Debug)]
pub struct Block {
    /// The check; or `report-missing`, `report-stale`, `report-ahead`.
    pub code: Name,
    /// Of what: a URL, a label, a service.
    pub target: Name,
    /// Why. None where the check gives no cause.
    pub cause: Option<Name>,
    /// Failure or unknown.
    pub level: Level,
    /// Who can mend it, as the report's word. None where whoever runs certready has to.
    pub owner: Option<Name>,
    /// What to do. None where that is not said.
    pub next: Option<Name>,
}

impl Block {
    /// By what it is compared.
    pub(super) const fn key(&self) -> (&Name, &Name, &Option<Name>) {
        (&self.code, &self.target, &self.cause)
    }
}

/// How an endpoint was met. The order is that of what counts, where two accounts of a host differ: the worst last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It answered, and nothing of what came falls short.
    Good,
    /// Nobody looked, or it can't be told.
    NotLooked,
    /// It answered, and what came is not what it should be: the cause.
    NotGenuine(Name),
    /// It was not reached: the cause.
    NotReached(Name),
}

/// An endpoint.
#[derive(Clone, Debug)]
pub(super) struct Met {
    /// The URL.
    pub(super) url: Name,
    /// What it serves.
    pub(super) kind: Name,
    /// How it was asked.
    pub(super) method: Name,
    /// How it was met.
    pub(super) outcome: Outcome,
}

/// Whether a certificate stood in a host's store. The worst last, as above.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Presence {
    /// It stood there.
    Present,
    /// It was not found, and part of the store could not be read.
    NotKnown,
    /// It stood nowhere in it.
    Absent,
}

/// A certificate of the policy.
#[derive(Clone, Debug)]
pub(super) struct Stood {
    /// Its label.
    pub(super) label: Name,
    /// Its part.
    pub(super) role: Name,
    /// Whether it was there.
    pub(super) presence: Presence,
}

/// What is asked of those who keep the firewall, for one target.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// `name-resolution`, `port`, `inspection` or `proxy`.
    pub(super) kind: Name,
    /// The destination.
    pub(super) host: Name,
    /// Its TCP port. None where the name does not resolve.
    pub(super) port: Option<u16>,
    /// The proxy between.
    pub(super) proxy: Option<Name>,
    /// The worst level of what fails there.
    pub(super) level: Level,
    /// Whether it decides.
    pub(super) decisive: bool,
    /// The same in sentences, without the host's own name.
    pub(super) asks: Vec<Name>,
    /// The URLs that need it.
    pub(super) urls: Vec<Name>,
    /// Why.
    pub(super) causes: Vec<Name>,
}

/// A report in brief, and what it replaces.
///
/// # Errors
/// [`NotCounted`].
pub(super) fn brief(
    file: &str,
    named: Option<&str>,
    report: &kept::Report<'_>,
    names: &mut Names,
) -> Result<(Key, Brief), NotCounted> {
    let told = report.host.name.as_ref().filter(|name| !name.as_str().trim().is_empty());
    let account = report.host.account_id.as_ref().or(report.host.account.as_ref());
    for (what, text) in [("host's name", told), ("account", account), ("policy's id", Some(&report.policy.id))] {
        if text.is_some_and(|text| text.as_str() != text.shown().as_str()) {
            return Err(NotCounted::Unclean(what));
        }
    }
    contradiction(report)?;
    // A host that tells no name goes by its file's, which no name of a host begins as.
    let (host, shown) = match (named, told) {
        (Some(name), _) => (comparable(name), name),
        (None, Some(told)) => (comparable(told.as_str()), told.as_str()),
        (None, None) => (format!("file {file}"), file),
    };
    let export = report.store.origin.as_str().strip_suffix(AS_ASKED).map(|path| names.of(path));
    let key = Key {
        host,
        account: account.map(|account| names.of(account.as_str())),
        policy: names.of(report.policy.id.as_str()),
        store: export.clone().filter(|_| named.is_none()),
    };
    let mut optional = |text: &Option<Text<'_>>| text.as_ref().map(|text| names.of(text.as_str()));
    let (account, account_id) = (optional(&report.host.account), optional(&report.host.account_id));
    let judged_on = named.and_then(|_| optional(&report.host.name));
    let brief = Brief {
        file: Name::new(file),
        host: names.of(shown),
        judged_on,
        account,
        account_id,
        os: names.of(report.host.os.as_str()),
        policy: key.policy.clone(),
        title: names.of(report.policy.title.as_str()),
        digest: names.of(report.policy.digest.as_str()),
        tool: names.of(report.tool.as_str()),
        client: names.of(report.client.as_str()),
        verdict: report.verdict,
        phase: report.phase,
        observed: report.times.observed,
        as_of: report.times.as_of,
        cutover: report.times.cutover,
        valid_until: report.valid_until,
        export,
        blocks: blocks(report, names),
        clock: report
            .findings
            .iter()
            .find(|one| one.code.as_str() == "clock" && one.level >= Level::Warning)
            .map(|one| names.of(one.observed.as_str())),
        endpoints: endpoints(report, names),
        roots: roots(report, names),
        asks: asks(report, told.map(Text::as_str), names),
    };
    Ok((key, brief))
}

/// A host's name as names are compared: without regard to case (RFC 4343).
pub(super) fn comparable(name: &str) -> String {
    name.trim_end_matches('.').to_lowercase()
}

/// Ready, over findings that decide otherwise.
fn contradiction(report: &kept::Report<'_>) -> Result<(), NotCounted> {
    let stands = |one: &kept::Finding<'_>| one.decisive && matches!(one.level, Level::Failure | Level::Unknown);
    let shown =
        |one: &kept::Finding<'_>| one.decisive && matches!(one.level, Level::Pass | Level::Notice | Level::Warning);
    let ready = matches!(report.verdict, Verdict::Ready | Verdict::ReadyWithWarnings);
    if ready && (report.findings.iter().any(stands) || !report.findings.iter().any(shown)) {
        return Err(NotCounted::Contradiction(report.verdict.word()));
    }
    Ok(())
}

/// What blocks. What follows from a common cause is mended with it, and not told beside it.
fn blocks(report: &kept::Report<'_>, names: &mut Names) -> Vec<Block> {
    if matches!(report.verdict, Verdict::Ready | Verdict::ReadyWithWarnings) {
        return Vec::new();
    }
    let open = |one: &&kept::Finding<'_>| matches!(one.level, Level::Failure | Level::Unknown);
    let mut found: Vec<&kept::Finding<'_>> =
        report.findings.iter().filter(open).filter(|one| one.decisive && one.below.is_none()).collect();
    if found.is_empty() {
        found = report.findings.iter().filter(open).collect();
    }
    let mut blocks: Vec<Block> = found
        .into_iter()
        .map(|one| Block {
            code: names.of(one.code.as_str()),
            target: names.of(one.target.as_str()),
            cause: one.cause.as_ref().map(|cause| names.of(cause.as_str())),
            level: one.level,
            owner: one.owner.as_ref().map(|owner| names.of(owner.as_str())),
            next: one.next.as_ref().map(|next| names.of(next.as_str())),
        })
        .collect();
    if blocks.is_empty() {
        let level = if report.verdict == Verdict::NotReady { Level::Failure } else { Level::Unknown };
        let (code, target) = (names.of(VERDICT), names.of(report.policy.id.as_str()));
        blocks.push(Block { code, target, cause: None, level, owner: None, next: None });
    }
    blocks
}

/// How each endpoint was met, by what the checks say of it.
fn endpoints(report: &kept::Report<'_>, names: &mut Names) -> Vec<Met> {
    let mut said: BTreeMap<&str, Vec<&kept::Finding<'_>>> = BTreeMap::new();
    for finding in &report.findings {
        said.entry(finding.target.as_str()).or_default().push(finding);
    }
    report
        .endpoints
        .iter()
        .map(|endpoint| {
            // An OCSP responder's target has its method behind it.
            let with_method = format!("{} ({})", endpoint.url.as_str(), endpoint.method.as_str());
            let of_it = [endpoint.url.as_str(), &with_method].into_iter().filter_map(|target| said.get(target));
            let of_it: Vec<&kept::Finding<'_>> = of_it.flatten().copied().collect();
            Met {
                url: names.of(endpoint.url.as_str()),
                kind: names.of(endpoint.kind.as_str()),
                method: names.of(endpoint.method.as_str()),
                outcome: outcome(&of_it, names),
            }
        })
        .collect()
}

/// How an endpoint was met. What the policy waives or makes no condition of falls short all the same.
fn outcome(said: &[&kept::Finding<'_>], names: &mut Names) -> Outcome {
    let of = |code: &'static str| said.iter().filter(move |one| one.code.as_str() == code);
    // Where it answers, one finding of it passes, whatever others add.
    if of("endpoint-reachable").any(|one| one.level == Level::Pass) {
        let untidy = ["wrong-content-type", "body-trailing-bytes"];
        let in_its_place =
            of("endpoint-genuine").find_map(|one| one.cause.as_ref().filter(|cause| !untidy.contains(&cause.as_str())));
        let mut amiss = said.iter().filter(|one| {
            let of_what_came = ["crl-signed", "crl-fresh", "ocsp-signed", "ocsp-fresh", "endpoint-tls"];
            of_what_came.contains(&one.code.as_str())
                && (matches!(one.level, Level::Failure | Level::Unknown) || one.waiver.is_some())
        });
        let cause = in_its_place.or_else(|| amiss.find_map(|one| one.cause.as_ref()));
        return cause.map_or(Outcome::Good, |cause| Outcome::NotGenuine(names.of(cause.as_str())));
    }
    let not_reached = of("endpoint-reachable").find(|one| one.level != Level::Unknown && one.cause.is_some());
    match not_reached.and_then(|one| one.cause.as_ref()) {
        Some(cause) => Outcome::NotReached(names.of(cause.as_str())),
        None => Outcome::NotLooked,
    }
}

/// Where each certificate stood: of several that fit an anchor, one is enough.
fn roots(report: &kept::Report<'_>, names: &mut Names) -> Vec<Stood> {
    let mut by_label: BTreeMap<(&str, &str), Presence> = BTreeMap::new();
    for root in &report.roots {
        let presence = match (root.stores.is_empty(), report.store.unread) {
            (false, _) => Presence::Present,
            (true, 0) => Presence::Absent,
            (true, _) => Presence::NotKnown,
        };
        let best = by_label.entry((root.role.as_str(), root.label.as_str())).or_insert(presence);
        *best = (*best).min(presence);
    }
    let stood = |((role, label), presence)| Stood { label: names.of(label), role: names.of(role), presence };
    by_label.into_iter().map(stood).collect()
}

/// What is asked of those who keep the firewall. The sentences name the host: of many hosts, each source.
fn asks(report: &kept::Report<'_>, host: Option<&str>, names: &mut Names) -> Vec<Asked> {
    let host = host.unwrap_or("this host");
    let rows = report.firewall_request.as_ref().map_or(&[][..], |request| &request.rows);
    rows.iter()
        .map(|row| Asked {
            kind: names.of(row.kind.as_str()),
            host: names.of(row.host.as_str()),
            port: row.port,
            proxy: row.proxy.as_ref().map(|proxy| names.of(proxy.as_str())),
            level: row.level,
            decisive: row.decisive,
            asks: row.asks.iter().map(|ask| names.of(&of_each_source(ask.as_str(), host))).collect(),
            urls: row.urls.iter().map(|url| names.of(url.url.as_str())).collect(),
            causes: row.causes.iter().map(|cause| names.of(cause.cause.as_str())).collect(),
        })
        .collect()
}

/// A sentence that asks something for a host, as one that asks it for each source: where the sentences of a report name the
/// host, these words stand around it.
fn of_each_source(ask: &str, host: &str) -> String {
    let around = [("from ", " "), ("Let ", " "), ("resolver of ", " "), ("Give ", " "), ("pass it to ", ",")];
    let found = around.into_iter().find(|(before, behind)| ask.contains(&format!("{before}{host}{behind}")));
    found.map_or(ask.to_owned(), |(before, behind)| {
        ask.replacen(&format!("{before}{host}{behind}"), &format!("{before}{EACH_SOURCE}{behind}"), 1)
    })
}
