//! `certready policy list|show|lint|partner-sheet|new|template`: the catalogue, and what is wrong with a policy file.

use std::fmt::Write as _;

use clap::Subcommand;

use super::partner_sheet::PartnerSheetArgs;
use super::policy_new::NewArgs;
use super::{ExitStatus, Moment, Refusal, output, partner_sheet, policy_new};
use crate::finding::Purpose;
use crate::policy::{self, EndpointKind, Need, Policy, PolicySource, Precision, Side, Strictness};
use crate::render::wrap;

const LINT_EXAMPLES: &str = "Examples:
  certready policy lint ./partner.yaml
  certready policy lint --strict exchange-online-smtp-2026

Exit status: 0 valid, 1 valid with advice, 65 not valid.";

const SHOW_EXAMPLES: &str = "Examples:
  certready policy show exchange-online-smtp-2026
  certready policy show exchange-online-smtp-2026 --yaml";

const TEMPLATE_EXAMPLES: &str = "Examples:
  certready policy template > partner.yaml";

/// `certready policy`.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// List the embedded policies
    List,
    /// Show a policy
    #[command(after_help = SHOW_EXAMPLES)]
    Show {
        /// The id of an embedded policy, or a path
        policy: String,
        /// Show the YAML itself
        #[arg(long)]
        yaml: bool,
    },
    /// Say all that is wrong with a policy file, with line and column, and what could be better
    #[command(after_help = LINT_EXAMPLES)]
    Lint {
        /// The id of an embedded policy, or a path
        policy: String,
        /// Say as well what would be missed only later: no review date, certificates of a root's key that the embedded policies
        /// know and this one does not list, a root without a certificate of its own, hosts that are asked for by https alone
        #[arg(long)]
        strict: bool,
    },
    /// Print what partners must be told: the certificate before and after, roots, dates
    PartnerSheet(PartnerSheetArgs),
    /// Write a policy from a few facts and from certificates, with the endpoints that those name
    New(NewArgs),
    /// Print a policy to fill in
    #[command(after_help = TEMPLATE_EXAMPLES)]
    Template,
}

/// Shows, checks or prints a policy.
pub(super) fn run(command: &PolicyCommand, moment: Moment) -> Result<ExitStatus, Refusal> {
    match command {
        PolicyCommand::List => list(),
        PolicyCommand::Show { policy, yaml } => {
            let source = load(policy)?;
            if *yaml {
                // Byte for byte, because its digest stands in reports.
                output::print_exactly(&source.yaml)?;
            } else {
                output::print(&show(&parse(&source)?))?;
            }
            Ok(ExitStatus::Ready)
        }
        PolicyCommand::Lint { policy, strict } => {
            let strictness = if *strict { Strictness::Strict } else { Strictness::Plain };
            lint(&load(policy)?, strictness)
        }
        PolicyCommand::PartnerSheet(args) => partner_sheet::run(args, moment),
        PolicyCommand::New(args) => policy_new::run(args, moment),
        PolicyCommand::Template => {
            output::print(policy::TEMPLATE)?;
            Ok(ExitStatus::Ready)
        }
    }
}

/// The text of a policy.
pub(super) fn load(policy: &str) -> Result<PolicySource, Refusal> {
    policy::load(policy).map_err(|error| Refusal::of(ExitStatus::Unreadable, &error))
}

/// A policy from its text.
pub(super) fn parse(source: &PolicySource) -> Result<Policy, Refusal> {
    policy::parse(source).map_err(|problems| Refusal::of(ExitStatus::Unreadable, &problems))
}

fn list() -> Result<ExitStatus, Refusal> {
    let policies: Vec<Policy> = policy::catalogue().map(|source| parse(&source)).collect::<Result<_, _>>()?;
    let width = policies.iter().map(|policy| policy.id.len()).max().unwrap_or_default();
    let mut text = format!("{:<width$}  {:<10}  STATE\n", "POLICY", "CUTOVER");
    for policy in &policies {
        let state = match (&policy.superseded, policy.review_by) {
            (Some(superseded), _) => format!("superseded by {}", superseded.by),
            (None, Some(review_by)) => format!("in force, to be reviewed by {}", review_by.date()),
            (None, None) => "in force".to_owned(),
        };
        // Writing into a String can't fail.
        let _ = writeln!(text, "{:<width$}  {:<10}  {state}", policy.id, policy.cutover.at.date());
        let _ = wrap(&mut text, "  ", "  ", policy.title.as_str());
    }
    output::print(&text)?;
    Ok(ExitStatus::Ready)
}

/// Says all that is wrong, then what could be better: advice alone leaves a policy usable.
fn lint(source: &PolicySource, strictness: Strictness) -> Result<ExitStatus, Refusal> {
    let mut text = String::new();
    let policy = match policy::parse(source) {
        Ok(policy) => policy,
        // They are the answer, so they go where answers go, and each begins with its place, as editors read it.
        Err(problems) => {
            let _ = writeln!(text, "{problems}\n{}: not valid", source.name);
            output::print(&text)?;
            return Ok(ExitStatus::Unreadable);
        }
    };
    let advice = policy::lint(&policy, strictness);
    for one in &advice {
        let line = one.line.map(|line| format!(":{line}")).unwrap_or_default();
        let _ = writeln!(text, "{}{line}: {}", source.name, one.kind);
    }
    let counted = match advice.len() {
        0 => "valid; nothing to add".to_owned(),
        1 => "valid; 1 piece of advice".to_owned(),
        many => format!("valid; {many} pieces of advice"),
    };
    // What its writer knows is no advice, and is not passed over in silence.
    let known = match policy.known_gaps.len() {
        0 => String::new(),
        1 => " (1 known gap, with its reason)".to_owned(),
        many => format!(" ({many} known gaps, with their reasons)"),
    };
    let _ = writeln!(text, "{}: {counted}{known}", source.name);
    output::print(&text)?;
    Ok(if advice.is_empty() { ExitStatus::Ready } else { ExitStatus::ReadyWithWarnings })
}

fn show(policy: &Policy) -> String {
    let mut text = String::new();
    // Writing into a String can't fail.
    let _ = write_policy(&mut text, policy);
    text
}

fn write_policy(text: &mut String, policy: &Policy) -> std::fmt::Result {
    writeln!(text, "{}", policy.id)?;
    wrap(text, "", "", policy.title.as_str())?;
    writeln!(text)?;
    let precision = match policy.cutover.precision {
        Precision::Date => "a date: midnight UTC is meant",
        Precision::Instant => "an instant",
    };
    match policy.purpose {
        Purpose::Rotation => writeln!(text, "cutover       {} ({precision})", policy.cutover.at)?,
        Purpose::Urls => writeln!(text, "purpose       a list of URLs to watch")?,
    }
    for (name, at) in [("rollout from", policy.rollout_from), ("rollout until", policy.rollout_until)] {
        if let Some(at) = at {
            writeln!(text, "{name:<13} {at}")?;
        }
    }
    for deadline in &policy.history {
        let announced = deadline.announced.map(|at| format!(", announced {}", at.date())).unwrap_or_default();
        let words = format!("{}{announced} ({})", deadline.cutover.date(), deadline.source);
        wrap(text, "earlier       ", "              ", &words)?;
    }
    writeln!(text, "facts of      {}", policy.as_of.date())?;
    if let Some(review_by) = policy.review_by {
        writeln!(text, "review by     {}", review_by.date())?;
    }
    if let Some(superseded) = &policy.superseded {
        let on = superseded.on.map(|on| format!(", on {}", on.date())).unwrap_or_default();
        writeln!(text, "superseded by {}{on}", superseded.by)?;
    }
    for distrust in &policy.distrust {
        writeln!(text, "distrust      {} by {} on {}", distrust.root, distrust.by.word(), distrust.on.date())?;
    }
    for end in &policy.client_authentication_ends {
        writeln!(text, "client use    ends on {} with {}", end.on.date(), end.by)?;
    }
    writeln!(text, "sha256        {}", policy.digest)?;
    write_certificates(text, policy)?;
    write_presented(text, policy)?;
    write_endpoints(text, policy)?;
    write_exceptions(text, policy)?;
    write_gaps(text, policy)?;
    writeln!(text, "\nSources")?;
    for source in &policy.sources {
        wrap(text, "  - ", "    ", source.as_str())?;
    }
    Ok(())
}

fn write_presented(text: &mut String, policy: &Policy) -> std::fmt::Result {
    if !policy.presents.is_empty() {
        writeln!(text, "\nWhat the service presents")?;
    }
    for one in &policy.presents {
        let side = match one.side {
            Side::Retiring => "until the cutover",
            Side::Incoming => "from the cutover on",
        };
        writeln!(text, "  {side}, under {}", one.root)?;
        let or_none = |part: &Option<String>| part.clone().unwrap_or_else(|| "(none)".to_owned());
        let (organisation, unit) = (or_none(&one.organisation), or_none(&one.unit));
        wrap(
            text,
            "    subject     ",
            "                ",
            &format!("CN={}, O={organisation}, OU={unit}", one.common_name),
        )?;
        writeln!(text, "    key         {}", one.key)?;
        if !one.names.is_empty() {
            wrap(text, "    names       ", "                ", &one.names.join(", "))?;
        }
    }
    Ok(())
}

fn write_exceptions(text: &mut String, policy: &Policy) -> std::fmt::Result {
    if !policy.levels.is_empty() {
        writeln!(text, "\nLevels that this policy sets")?;
    }
    for rule in &policy.levels {
        let cause = rule.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
        let words = format!("{}{cause} is a {}: {}", rule.code, rule.level.word(), rule.reason);
        wrap(text, "  - ", "    ", &words)?;
    }
    if !policy.waivers.is_empty() {
        writeln!(text, "\nWaivers")?;
    }
    for waiver in &policy.waivers {
        let until = waiver.expires.date();
        let words = format!("{} [{}] of {} until {until}: {}", waiver.code, waiver.cause, waiver.target, waiver.reason);
        wrap(text, "  - ", "    ", &words)?;
    }
    Ok(())
}

fn write_gaps(text: &mut String, policy: &Policy) -> std::fmt::Result {
    if !policy.known_gaps.is_empty() {
        writeln!(text, "\nKnown gaps")?;
    }
    for gap in &policy.known_gaps {
        let about = gap.about.as_ref().map(|about| format!(" of {about}")).unwrap_or_default();
        wrap(text, "  - ", "    ", &format!("{}{about}: {}", gap.advice, gap.reason))?;
    }
    Ok(())
}

fn write_certificates(text: &mut String, policy: &Policy) -> std::fmt::Result {
    let incoming = if policy.purpose == Purpose::Urls { "Certificates that may sign" } else { "Incoming anchors" };
    for (title, anchors) in [("Retiring anchors", &policy.retiring), (incoming, &policy.incoming)] {
        if !anchors.is_empty() {
            writeln!(text, "\n{title}")?;
        }
        for anchor in anchors {
            writeln!(text, "  {}", anchor.label)?;
            for sha256 in &anchor.certificates {
                writeln!(text, "    sha256      {sha256}")?;
            }
            for spki in &anchor.spki {
                writeln!(text, "    spki sha256 {spki}")?;
            }
            for known in &anchor.known {
                writeln!(text, "    sha1        {}", known.sha1())?;
                writeln!(text, "    serial      {}", known.serial())?;
                writeln!(text, "    valid       {} to {}", known.not_before().date(), known.not_after().date())?;
            }
        }
    }
    if !policy.intermediates.is_empty() {
        writeln!(text, "\nIntermediates")?;
    }
    for one in &policy.intermediates {
        writeln!(text, "  {}", one.label)?;
        writeln!(text, "    issuer      {}", one.issuer)?;
        writeln!(text, "    sha256      {}", one.certificate.fingerprint())?;
        writeln!(text, "    sha1        {}", one.certificate.sha1())?;
        writeln!(text, "    serial      {}", one.certificate.serial())?;
        let (from, until) = (one.certificate.not_before(), one.certificate.not_after());
        writeln!(text, "    valid       {} to {}", from.date(), until.date())?;
    }
    Ok(())
}

fn write_endpoints(text: &mut String, policy: &Policy) -> std::fmt::Result {
    writeln!(text, "\nEndpoints")?;
    for endpoint in &policy.endpoints {
        let need = match &endpoint.need {
            Need::Required => "required".to_owned(),
            Need::OneOf(group) => format!("one of {group}"),
            Need::Optional => "optional".to_owned(),
        };
        writeln!(text, "  {:<8}{}", endpoint.kind.word(), endpoint.url)?;
        let asks = match endpoint.asks.as_ref().filter(|_| endpoint.kind == EndpointKind::Ocsp) {
            Some(asks) => format!(", asked for {asks}"),
            None => String::new(),
        };
        wrap(text, "          ", "          ", &format!("TCP {}, {need}{asks}", endpoint.url.port()))?;
    }
    Ok(())
}
