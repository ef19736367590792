//! The report's model: everything that a renderer shows, decided before it gets there. Renderers decide nothing.

mod build;
mod chain;
mod chain_end;
mod chain_tree;
mod chain_words;
mod decision;
mod firewall;
mod firewall_list;
mod firewall_services;
mod headline;
mod host;
mod kept;
mod metrics;
mod outlook;
mod partner_live;
mod partner_sheet;
mod partner_words;
mod path;
mod revocation;
mod rows;
mod sayings;
mod services;
mod surroundings;
mod timeline;
mod trust;
mod urls;

pub use crate::case::Mend;
pub use build::{RunFacts, build};
pub use chain::{ChainFacts, ChainReport, ChainRow, SourceRow, UnusedRow};
pub use chain_end::{AnchorHeld, Holds, PathAt, PathEnd, WhyNot};
pub use chain_tree::{ChainTree, HeldCertificate, MOST_PATHS, NodeKind, ServiceIssuer, TreeFacts, TreeNode};
pub use decision::{Decision, Moves, Point, owner_words};
pub use firewall::{CauseRow, Firewall, FirewallRequest, FirewallRow, NeededUrl, SeenAddress};
pub use firewall_list::{FirewallList, ListFacts, ListRow, ListUrl, ListedTarget};
pub use headline::{Headline, verdict_word};
pub use host::{HostFact, Known};
pub use kept::{KEPT_ENDINGS, Series};
pub use metrics::{Count, End, Metrics, ServiceEnd, Window};
pub use outlook::Consequence;
pub use partner_live::Presence;
pub use partner_sheet::{
    ColumnOrigin, DateRow, PartnerSheet, Said, SheetCertificate, SheetColumn, SheetHost, SheetRow,
};
pub use path::{PathRow, PathStep, StepState};
pub use revocation::RevocationRow;
pub use rows::{AddressRow, EndpointRow, ResolverRow, RootRow};
pub use sayings::Sayings;
pub use services::{PresentedRow, ServiceRow};
pub use surroundings::{AS_ASKED, store_origin};
pub use timeline::{Mark, Panel, Span, Tick};
pub use trust::TrustState;

use crate::compare::Difference;
use crate::finding::{Client, Finding, Leg, Phase, Purpose, Verdict};
use crate::language::{Message, Say};
use crate::vocabulary::{Digest, Shown, Timestamp};

/// One report over one run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The version of the certready that judged.
    pub tool: Shown,
    /// SHA-256 of the manifest of the evidence that was judged, which holds report and evidence together. None where the run was
    /// not kept.
    pub manifest: Option<Digest>,
    /// The answer.
    pub verdict: Verdict,
    /// What was judged.
    pub purpose: Purpose,
    /// Where the rotation stands. Of single URLs, always after: nothing rotates.
    pub phase: Phase,
    /// What the mail transport does with a certificate.
    pub client: Client,
    /// How that was found, in a few words.
    pub client_origin: &'static Message,
    /// Which directions of mail this report concerns. None of single URLs.
    pub legs: Vec<Leg>,
    /// The sentence on top.
    pub headline: Headline,
    /// What a change ticket asks for: go, no-go, what blocks.
    pub decision: Decision,
    /// What happens if nothing is done.
    pub if_nothing_is_done: Vec<Consequence>,
    /// Until when the verdict may be relied on, UTC: the earliest of the policy's review, seven days, and the next phase.
    pub valid_until: Timestamp,
    /// What this run could not show.
    pub not_proven: Vec<Say>,
    /// The policy as judged.
    pub policy: PolicyRow,
    /// The instants, UTC.
    pub times: TimesRow,
    /// The host, the account and the way out.
    pub host: HostRow,
    /// Whose trust store was read, in a few words.
    pub store: StoreRow,
    /// Sorted by code, target, cause.
    pub findings: Vec<Finding>,
    /// Each target that was planned.
    pub endpoints: Vec<EndpointRow>,
    /// The way of each of them as a row of steps, in the same order.
    pub paths: Vec<PathRow>,
    /// Each service that was asked for its certificate.
    pub services: Vec<ServiceRow>,
    /// Each trust anchor and intermediate of the policy.
    pub roots: Vec<RootRow>,
    /// Each CRL and OCSP answer that was verified.
    pub revocation: Vec<RevocationRow>,
    /// What the failing endpoints ask of those who keep the firewall, the proxy and the resolver.
    pub firewall: Firewall,
    /// What changed since the baseline. None where none was given.
    pub since: Option<Difference>,
    /// The dates as spans and marks. Empty where no certificate and no signed data is known.
    pub timeline: Vec<Panel>,
}

/// The policy as judged.
#[derive(Clone, Debug)]
pub struct PolicyRow {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Shown,
    /// SHA-256 of its text and certificates.
    pub digest: Digest,
    /// The day of its facts.
    pub as_of: Timestamp,
    /// When it is to be reviewed. None where it is superseded.
    pub review_by: Option<Timestamp>,
    /// What took its place.
    pub superseded_by: Option<String>,
    /// Where its facts come from.
    pub sources: Vec<Shown>,
}

/// The instants of the judgement, UTC.
#[derive(Clone, Debug)]
pub struct TimesRow {
    /// When the facts were collected.
    pub observed: Timestamp,
    /// When validity, lead time and the policy's age were judged.
    pub as_of: Timestamp,
    /// When the service moves. Of single URLs, the time of the judgement.
    pub cutover: Timestamp,
    /// How the cutover was named: `policy, a date: midnight UTC`, for instance.
    pub cutover_origin: &'static Message,
    /// Whole days to the cutover. None once it has passed.
    pub days_to_cutover: Option<i64>,
    /// How long the collection took, in milliseconds.
    pub took_ms: u64,
}

/// The host, the account and the way out.
#[derive(Clone, Debug)]
pub struct HostRow {
    /// The host's name. None where the system does not tell.
    pub name: Option<Shown>,
    /// The operating system.
    pub os: Shown,
    /// The account. None where the system does not tell.
    pub account: Option<Shown>,
    /// The account's id: a number, on Windows the SID. None where the system does not tell.
    pub account_id: Option<Shown>,
    /// The way out, in a few words: `direct`, or the proxy and where it came from.
    pub route: Say,
    /// What only Windows tells. Empty on other systems.
    pub windows: Vec<HostFact>,
}

/// Whose trust store was read.
#[derive(Clone, Debug)]
pub struct StoreRow {
    /// In a few words.
    pub origin: Say,
    /// How many distinct certificates it holds.
    pub certificates: usize,
    /// How many places could not be read.
    pub unread: usize,
}
