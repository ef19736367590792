//! `certready check POLICY --firewall-list`: every endpoint of a policy for the firewall team. It resolves their names by
//! this host's own resolver, and contacts nothing else; it judges nothing.

use std::collections::BTreeSet;
use std::path::Path;

use clap::{Args, ValueEnum};

use super::args::CheckArgs;
use super::check::settings;
use super::{ExitStatus, Moment, Refusal, output, terminal};
use crate::observation::TargetId;
use crate::plan::plan;
use crate::policy::{self, EndpointKind};
use crate::probe::route::Way;
use crate::probe::{Settings, host::read_host, resolve_names};
use crate::render::{self, ListForm};
use crate::report::{FirewallList, ListFacts, ListedTarget};
use crate::run::{RunError, TOOL};
use crate::vocabulary::Shown;

/// What is listed in place of a run.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What it lists instead")]
pub struct ListArgs {
    /// List every endpoint of the policy for the firewall team, with the addresses of now; nothing is fetched, judged or
    /// opened [default: text]
    #[arg(long, value_enum, value_name = "text|csv|windows|nftables", hide_possible_values = true)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "text", conflicts_with_all = NOT_FOR_A_LIST)]
    pub firewall_list: Option<FormArg>,
}

/// What has no meaning where nothing is fetched and judged.
const NOT_FOR_A_LIST: [&str; 18] = [
    "cutover",
    "as_of",
    "client",
    "only",
    "skip",
    "baseline",
    "trust_store",
    "connect_to",
    "format",
    "report",
    "quiet",
    "verbose",
    "evidence",
    "reports",
    "keep",
    "exchange",
    "connectors",
    "event_log",
];

/// `--firewall-list`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormArg {
    /// For a person.
    Text,
    /// For a spreadsheet.
    Csv,
    /// `PowerShell`, for review.
    Windows,
    /// A file for nft, for review.
    Nftables,
}

impl From<FormArg> for ListForm {
    fn from(form: FormArg) -> Self {
        match form {
            FormArg::Text => Self::Text,
            FormArg::Csv => Self::Csv,
            FormArg::Windows => Self::Windows,
            FormArg::Nftables => Self::Nftables,
        }
    }
}

/// Resolves and lists.
pub(super) fn run(args: &CheckArgs, form: FormArg, moment: Moment) -> Result<ExitStatus, Refusal> {
    let settings = settings(&args.looks)?;
    let source = policy::load(&args.policy).map_err(|error| Refusal::of(ExitStatus::Unreadable, &error))?;
    let policy = policy::parse(&source).map_err(|problems| Refusal::of(ExitStatus::Unreadable, &problems))?;
    terminal::end_on_signal(&settings.interrupt);
    let planned = plan(&policy, &args.service, &[]);
    let of_services = planned.services.iter().map(|service| service.id.host.as_str().to_owned());
    let hosts: BTreeSet<String> =
        planned.targets.iter().map(|target| target.id.url.host()).chain(of_services).collect();
    let names = resolve_names(&hosts, &settings, moment.started).map_err(RunError::Probe)?;
    let targets = planned.targets.into_iter().map(|target| {
        let proxy = proxy(&settings, &target.id);
        ListedTarget { id: target.id, named_by: target.named_by, proxy }
    });
    let facts = ListFacts {
        tool: Shown::new(TOOL),
        made: moment.started,
        host: read_host(Path::new("/"), &settings.surroundings.search).name,
        targets: targets.collect(),
        services: planned.services.into_iter().map(|service| (service.id, service.named_by)).collect(),
        domains: planned.lookups.into_iter().map(|lookup| lookup.domain).collect(),
        names,
        urls_left_out: planned.urls_left_out,
    };
    let list = FirewallList::new(&policy, facts);
    // Where the list goes into a file, a person still sees this.
    for warning in &list.warnings {
        output::complain(&format!("certready: {warning}"));
    }
    let text = render::firewall_list(&list, form.into());
    match form {
        // It is read on the firewall, whichever system it was made on.
        FormArg::Nftables => output::print_exactly(&text)?,
        FormArg::Text | FormArg::Csv | FormArg::Windows => output::print(&text)?,
    }
    Ok(ExitStatus::Ready)
}

/// The proxy that this host's settings name for a target, as a fetch would go: a mere connection goes past it.
fn proxy(settings: &Settings, id: &TargetId) -> Option<Shown> {
    match settings.route.way(&id.url) {
        Way::Proxy(proxy) if id.kind != EndpointKind::Connect => Some(proxy.shown()),
        Way::Proxy(_) | Way::Direct | Way::Unusable(_) => None,
    }
}
