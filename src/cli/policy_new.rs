//! `certready policy new`: a policy from a few facts and from certificates, with the endpoints that those name. It writes a
//! whole policy or nothing, and over nothing that is there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{LookArgs, service};
use super::check::settings;
use super::progress::Bar;
use super::url::certificates;
use super::{ExitStatus, Moment, Refusal, output, terminal};
use crate::policy::{self, DraftFault, Facts, Given, PolicySource, Service, Strictness};
use crate::run;
use crate::vocabulary::{HttpUrl, Shown, Timestamp};

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready policy new --id partner-2027 --title \"Partner moves to R46\" \\
    --cutover 2027-03-01 --source https://partner.example/notice \\
    --review-by 2027-02-01 --retiring r3.pem --incoming r46.pem \\
    --certificate chain.pem --output policies
  certready policy lint --strict policies/partner-2027.yaml

Exit status: 0 written, 1 written and lint --strict has advice, 64 and 65
nothing written: the command line, or a certificate that is missing or can't be
read; 74 the files could not be written.";

/// `certready policy new`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct NewArgs {
    /// Its id: lower-case letters, digits, single hyphens; by custom the service and the year
    #[arg(long, value_parser = line)]
    pub id: String,
    /// One line for a person: what moves from where to where
    #[arg(long, value_parser = line)]
    pub title: String,
    /// When the service moves: YYYY-MM-DD (midnight UTC), or a date and time with an offset
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub cutover: String,
    /// The first instant at which the new chain may be presented, where that is before the cutover
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub rollout_from: Option<String>,
    /// From when on only the new chain is presented, where that is after the cutover
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub rollout_until: Option<String>,
    /// A document that the facts come from, by its URL or its name; may be repeated
    #[arg(long, value_name = "DOCUMENT", required = true, value_parser = line)]
    pub source: Vec<String>,
    /// The day for which the facts were collected [default: today]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub as_of: Option<String>,
    /// The day after which somebody must look again
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub review_by: String,
    /// A root that the service leaves: PEM, DER or PKCS #7; several of one key are one root; may be repeated
    #[arg(long, value_name = "FILE")]
    pub retiring: Vec<PathBuf>,
    /// A root that the service moves to, each of them required; left out, the roots among --certificate; may be repeated
    #[arg(long, value_name = "FILE")]
    pub incoming: Vec<PathBuf>,
    /// Intermediates, cross-certificates, the service's own certificate, in one file or several: each says itself what it is; may
    /// be repeated
    #[arg(long, value_name = "FILE")]
    pub certificate: Vec<PathBuf>,
    /// Fetch the issuers that are missing from where the certificates name them, and contact nothing else
    #[arg(long)]
    pub fetch_aia: bool,
    /// Where the service presents its certificate, as `check --service` has it; may be repeated
    #[arg(long, value_name = "SERVICE", value_parser = service)]
    pub service: Vec<Service>,
    /// Write ID.yaml and the folder ID with the certificates into this folder, over nothing that is there; left out, the YAML alone
    /// goes to standard output
    #[arg(long, value_name = "DIR")]
    pub output: Option<PathBuf>,
    /// Where it looks.
    #[command(flatten)]
    pub looks: LookArgs,
}

/// A date as it is to be written.
fn date(text: &str) -> Result<String, String> {
    Timestamp::parse(text).map(|_| text.to_owned()).map_err(|refused| refused.to_string())
}

/// A text as a policy takes it.
fn line(text: &str) -> Result<String, String> {
    let fits = !text.is_empty() && Shown::new(text).as_str() == text;
    fits.then(|| text.to_owned())
        .ok_or_else(|| "expected one line of at most 400 characters, all of which can be seen".to_owned())
}

/// Makes the policy.
pub(super) fn run(args: &NewArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let mut given = Given::default();
    for (paths, into) in [
        (&args.retiring, &mut given.retiring),
        (&args.incoming, &mut given.incoming),
        (&args.certificate, &mut given.others),
    ] {
        for path in paths {
            into.extend(certificates(path, "")?);
        }
    }
    if args.fetch_aia {
        fetch(args, &mut given, moment)?;
    }
    let facts = Facts {
        id: args.id.clone(),
        title: args.title.clone(),
        sources: args.source.clone(),
        as_of: args.as_of.clone().unwrap_or_else(|| moment.started.date()),
        review_by: args.review_by.clone(),
        cutover: args.cutover.clone(),
        rollout_from: args.rollout_from.clone(),
        rollout_until: args.rollout_until.clone(),
        services: args.service.clone(),
    };
    let drafted = policy::draft(&facts, &given).map_err(|fault| {
        let status = if fault == DraftFault::NoRoot { ExitStatus::Usage } else { ExitStatus::Unreadable };
        Refusal::of(status, &fault)
    })?;
    // The facts are the command line's, so that what is wrong with the policy is wrong there.
    let policy = policy::parse(&drafted.source).map_err(|problems| Refusal::of(ExitStatus::Usage, &problems))?;
    match &args.output {
        Some(folder) => write(folder, &policy.id, &drafted.source)?,
        None => output::print_exactly(&drafted.source.yaml)?,
    }
    for (certificate, why) in &drafted.passed_over {
        output::complain(&format!("certready: passed over: {}: {why}", certificate.label()));
    }
    if args.output.is_none() {
        let count = drafted.source.files.len();
        output::complain(&format!("certready: {count} certificates belong beside it: --output DIR writes both"));
    }
    let advice = policy::lint(&policy, Strictness::Strict);
    for one in &advice {
        output::complain(&format!("certready: advice: {}", one.kind));
    }
    Ok(if advice.is_empty() { ExitStatus::Ready } else { ExitStatus::ReadyWithWarnings })
}

/// Adds what the certificates name as their issuers.
fn fetch(args: &NewArgs, given: &mut Given, moment: Moment) -> Result<(), Refusal> {
    let urls: Vec<HttpUrl> = policy::wanted(given);
    if urls.is_empty() {
        return Ok(());
    }
    let settings = settings(&args.looks)?;
    terminal::end_on_signal(&settings.interrupt);
    let bar = Bar::new(false);
    let brought = run::bring(&urls, &settings, moment.started, &bar);
    bar.finish();
    let (certificates, empty) = brought?;
    for url in &empty {
        output::complain(&format!("certready: {url} brought no certificate"));
    }
    given.others.extend(certificates);
    Ok(())
}

/// Writes the YAML and the certificates beside it: the YAML last, so that there is no policy before it is whole.
fn write(folder: &Path, id: &str, source: &PolicySource) -> Result<(), Refusal> {
    let (yaml, beside) = (folder.join(format!("{id}.yaml")), terminal::of_any_length(&folder.join(id)));
    for path in [&yaml, &beside] {
        if let Some(why) = terminal::refused_name(path) {
            return Err(output::NotWritten::Name { path: path.clone(), why }.into());
        }
    }
    let refused = |path: &Path, error: &io::Error| Refusal {
        status: ExitStatus::Unwritable,
        story: format!("the policy could not be written: {}: {error}", path.display()),
    };
    if fs::symlink_metadata(&yaml).is_ok() {
        return Err(refused(&yaml, &io::ErrorKind::AlreadyExists.into()));
    }
    // A folder that is there belongs to another policy.
    fs::create_dir(&beside).map_err(|error| refused(&beside, &error))?;
    let written = source
        .files
        .iter()
        .try_for_each(|(name, bytes)| {
            output::write_whole(&beside.join(name), bytes).map_err(|error| (beside.join(name), error))
        })
        .and_then(|()| output::write_new(&yaml, source.yaml.as_bytes()).map_err(|error| (yaml.clone(), error)));
    written.map_err(|(path, error)| {
        // What is left of it is ours: the folder was made above. Where it can't be taken away, the first error says more.
        let _ = fs::remove_dir_all(&beside);
        refused(&path, &error)
    })
}
