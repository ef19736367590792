//! `certready chains`: every path that a service's certificate can take to a trust anchor, as a tree, by the policy, the store and
//! files alone. Nothing is fetched.

use std::path::PathBuf;

use clap::Args;

use super::args::{Shape, time};
use super::url::certificates;
use super::{ExitStatus, Moment, Refusal, output, policy};
use crate::evidence::Objects;
use crate::finding::{Purpose, Verdict};
use crate::observation::StoreFacts;
use crate::pki::{Certificate, LONGEST_CERTIFICATE};
use crate::probe::{StoreChoice, Surroundings, read_store};
use crate::render::{self, Detail, Strokes};
use crate::report::{ChainTree, HeldCertificate, TreeFacts};
use crate::run::TOOL;
use crate::vocabulary::{Shown, Timestamp};

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready chains exchange-online-smtp-2026
  certready chains globalsign-r46 --at 2027-04-15
  certready chains exchange-online-2018 --certificate r1-to-r3.pem -v
  certready chains ./partner.yaml --trust-store ./bundle.pem --format json

The tree begins with the issuers of the service's certificate and ends in roots.
Beside each end stands whether this host can build the path, today and at the
cutover: yes, no or unknown, and why. Nothing is fetched.

Exit status: 0 a path holds at the cutover (an issuer without one is named), 2
none does, 3 it is not known, 65 the policy or a certificate can't be read.";

/// `certready chains`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct ChainsArgs {
    /// The id of an embedded policy (`certready policy list`), or the path of a policy file
    pub policy: String,
    /// Further certificates that paths may go over, cross-certificates for instance: PEM, DER or PKCS #7; may be repeated
    #[arg(long, value_name = "FILE", help_heading = "What is at hand")]
    pub certificate: Vec<PathBuf>,
    /// Read this bundle or directory in place of the host's trust store
    #[arg(long, value_name = "PATH", help_heading = "What is at hand")]
    pub trust_store: Option<PathBuf>,
    /// The cutover, in place of the policy's: YYYY-MM-DD (midnight UTC), or a date and time with an offset
    #[arg(long, value_name = "DATE", value_parser = time, help_heading = "What is judged")]
    pub cutover: Option<Timestamp>,
    /// The time that stands for today: YYYY-MM-DD (midnight UTC), or a date and time with an offset [default: now]
    #[arg(long, value_name = "DATE", value_parser = time, help_heading = "What is judged")]
    pub at: Option<Timestamp>,
    /// The form of the answer
    #[arg(long, value_enum, value_name = "text|json", hide_possible_values = true, default_value_t = Shape::Text)]
    #[arg(help_heading = "What it writes")]
    pub format: Shape,
    /// Draw with ASCII alone, where a terminal or a ticket does not show lines
    #[arg(long, help_heading = "What it writes")]
    pub ascii: bool,
    /// Whole digests, keys, serials, subjects and places as well
    #[arg(long, short, help_heading = "What it writes")]
    pub verbose: bool,
}

/// Reads policy, files and store, and draws.
pub(super) fn run(args: &ChainsArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let policy = policy::parse(&policy::load(&args.policy)?)?;
    if policy.purpose == Purpose::Urls {
        let story = format!("{} is a list of URLs: no certificate of a service hangs on it", policy.id);
        return Err(Refusal { status: ExitStatus::Usage, story });
    }
    let mut given = Vec::new();
    for path in &args.certificate {
        given.extend(certificates(path, "")?);
    }
    let objects = Objects::new();
    let choice = args.trust_store.clone().map_or(StoreChoice::Host, StoreChoice::Given);
    let store = read_store(&choice, &objects, &Surroundings::of_process());
    let held = held(&store, &objects);
    let facts = TreeFacts {
        tool: Shown::new(TOOL),
        today: args.at.unwrap_or(moment.started),
        cutover: args.cutover,
        given,
        not_understood: store.certificates.len().saturating_sub(held.len()),
        store: &store,
        held,
    };
    let tree = ChainTree::build(&policy, facts);
    let detail = if args.verbose { Detail::Verbose } else { Detail::Usual };
    let strokes = if args.ascii { Strokes::Ascii } else { Strokes::Lines };
    let text = match args.format {
        Shape::Text => render::chain_tree_text(&tree, detail, strokes),
        Shape::Json => render::chain_tree_json(&tree),
    };
    output::print_in(args.format.into(), &text)?;
    Ok(match tree.verdict {
        // The service may present one of the issuers that have no path.
        Verdict::Ready if tree.is_in_part() => ExitStatus::ReadyWithWarnings,
        verdict => verdict.into(),
    })
}

/// The certificates of the store, those that its reader passes over among them.
fn held<'a>(store: &'a StoreFacts, objects: &Objects) -> Vec<HeldCertificate<'a>> {
    let understood = store.certificates.iter().filter_map(|held| {
        let bytes = objects.small(&held.object, LONGEST_CERTIFICATE).ok().flatten()?;
        Some(HeldCertificate { certificate: Certificate::decode(&bytes).ok()?, held })
    });
    understood.collect()
}
