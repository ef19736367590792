//! The pipeline, top to bottom. `check` collects into evidence and judges that; `evaluate` judges evidence that was read
//! back: there is one way to a verdict.

use std::collections::BTreeSet;
use std::path::Path;

use crate::case::{Case, Standing, Times};
use crate::compare::{Difference, compare};
use crate::evaluate::judge;
use crate::evidence::{self, Asked, Evidence, EvidenceError, Place};
use crate::examine::{BroughtBy, examine};
use crate::kept::{self, NotAReport};
use crate::pki::Certificate;
use crate::plan::{Brought, ChainQuestions, HostSeen, Plan, chain_questions, missed, plan, with_root_update};
use crate::policy::{self, Policy, PolicySource, Problems, TooMuch};
use crate::probe::{self, ProbeError, Progress, Settings, Wanted};
use crate::render;
use crate::report::{self, PartnerSheet, Presence, Report, RunFacts};
use crate::vocabulary::{HttpUrl, Shown, Timestamp};

/// The version that reports and evidence name.
pub const TOOL: &str = concat!(env!("CARGO_PKG_VERSION"), " (", env!("CERTREADY_COMMIT"), ")");

/// What prevents any report.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The policy is not valid.
    #[error(transparent)]
    Policy(#[from] Problems),
    /// More is asked for than one policy takes.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
    /// This host gives no means to look.
    #[error(transparent)]
    Probe(#[from] ProbeError),
    /// The evidence can't be read.
    #[error(transparent)]
    Unreadable(EvidenceError),
    /// The evidence can't be written.
    #[error(transparent)]
    Unwritable(EvidenceError),
    /// A report can't be read back, as one must be that is compared.
    #[error("the report of this run can't be compared")]
    Incomparable(#[source] NotAReport),
}

/// Looks at this host under a policy, keeps the evidence where asked, and judges it.
///
/// # Errors
/// [`RunError`] where the policy is not valid or the evidence can't be kept.
pub fn check(
    source: PolicySource,
    asked: Asked,
    settings: &Settings,
    started: Timestamp,
    keep: Option<&Path>,
    progress: &dyn Progress,
) -> Result<Report, RunError> {
    let policy = policy::parse(&source)?;
    let place = keep.map(Place::claim).transpose().map_err(RunError::Unwritable)?;
    // A superseded policy asks for no firewall hole, so nothing of it is tried.
    let planner = |seen: &HostSeen, brought: &[Brought]| match Standing::of(&policy, &asked) {
        Standing::Superseded => Plan::default(),
        Standing::InForce | Standing::JudgedForItsDate => {
            with_root_update(plan(&policy, &settings.services, brought), &policy, seen)
        }
    };
    let wanted = Wanted {
        chains: chain_questions(&policy, &[started, Times::new(&policy, &asked, started).cutover]),
        missed: &|anchors| missed(&policy, anchors),
        plan: &planner,
    };
    let (observations, objects) = probe::collect(settings, started, progress, &wanted)?;
    let mut evidence =
        Evidence { tool: Shown::new(TOOL), policy: source, asked, observations, objects, manifest: None };
    if let Some(place) = place {
        evidence.manifest = Some(place.write(&evidence).map_err(RunError::Unwritable)?);
    }
    evaluate(&evidence, &evidence.asked)
}

/// The certificates that URLs give, as `check` would fetch them: by the same way out, within the same bounds. Where one that
/// comes names the certificate of its own issuer, that is followed. Beside them each URL that gave none.
///
/// # Errors
/// [`RunError`] where there are more URLs than one policy takes, or this host gives no means to look.
pub fn bring(
    urls: &[HttpUrl],
    settings: &Settings,
    started: Timestamp,
    progress: &dyn Progress,
) -> Result<(Vec<Certificate>, Vec<HttpUrl>), RunError> {
    let source = policy::policy_for(urls, &[], &[], started)?;
    let policy = policy::parse(&source)?;
    let planner = |_: &HostSeen, brought: &[Brought]| plan(&policy, &[], brought);
    let wanted = Wanted { chains: ChainQuestions::default(), missed: &|_| Vec::new(), plan: &planner };
    let (observations, objects) = probe::collect(settings, started, progress, &wanted)?;
    let evidence = Evidence {
        tool: Shown::new(TOOL),
        policy: source,
        asked: Asked::default(),
        observations,
        objects,
        manifest: None,
    };
    let examined = examine(&policy, &evidence);
    let gave = |url: &HttpUrl| {
        examined.brought.iter().any(|one| matches!(&one.by, BroughtBy::Target(target) if target.url == *url))
    };
    let tried = evidence.observations.fetches.iter().map(|fetch| fetch.id.url.clone());
    let empty: BTreeSet<HttpUrl> = tried.filter(|url| !gave(url)).collect();
    Ok((examined.brought.into_iter().map(|one| one.certificate).collect(), empty.into_iter().collect()))
}

/// The sheet for partners, with what the services that `settings` name present. Nothing is fetched but their certificates; with
/// no service nothing is asked at all.
///
/// # Errors
/// [`RunError`] where the policy is not valid, or this host gives no means to look.
pub fn partner_sheet(
    source: PolicySource,
    settings: &Settings,
    started: Timestamp,
    progress: &dyn Progress,
) -> Result<(PartnerSheet, Presence), RunError> {
    let policy = policy::parse(&source)?;
    let mut sheet = PartnerSheet::new(&policy, Shown::new(TOOL), started);
    if settings.services.is_empty() {
        return Ok((sheet, Presence::All));
    }
    let bare = Policy { services: Vec::new(), ..policy.clone() };
    let services =
        |_: &HostSeen, brought: &[Brought]| Plan { targets: Vec::new(), ..plan(&bare, &settings.services, brought) };
    let wanted = Wanted { chains: ChainQuestions::default(), missed: &|_| Vec::new(), plan: &services };
    let (observations, objects) = probe::collect(settings, started, progress, &wanted)?;
    let asked = Asked::default();
    let evidence = Evidence { tool: Shown::new(TOOL), policy: source, asked, observations, objects, manifest: None };
    let examined = examine(&policy, &evidence);
    let presence = sheet.add_presented(&Case::new(&policy, &evidence, &examined, &evidence.asked));
    Ok((sheet, presence))
}

/// Judges evidence, as asked.
///
/// # Errors
/// [`RunError::Policy`] where the evidence's policy is not valid.
pub fn evaluate(evidence: &Evidence, asked: &Asked) -> Result<Report, RunError> {
    let policy = policy::parse(&evidence.policy)?;
    let examined = examine(&policy, evidence);
    let case = Case::new(&policy, evidence, &examined, asked);
    let judgement = judge(&case, asked);
    let run = RunFacts { tool: Shown::new(TOOL), manifest: evidence.manifest };
    Ok(report::build(&case, judgement.verdict, judgement.findings, run))
}

/// What changed since an earlier report: this one is compared as it would be read back.
///
/// # Errors
/// [`RunError::Incomparable`] where it could not be read back.
pub fn since(baseline: &kept::Report<'_>, report: &Report) -> Result<Difference, RunError> {
    let written = render::json(report);
    let read_back = kept::read(written.as_bytes()).map_err(RunError::Incomparable)?;
    let mut difference = compare(baseline, &read_back);
    let sayings = report.sayings();
    difference.retell(|text| sayings.again(text));
    Ok(difference)
}

/// Reads evidence back.
///
/// # Errors
/// [`RunError::Unreadable`] with the object that is missing or changed.
pub fn read(dir: &Path) -> Result<Evidence, RunError> {
    evidence::read(dir).map_err(RunError::Unreadable)
}
