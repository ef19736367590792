//! What the pages list is what the code has: policies, advice, codes, causes, fields, forms, statuses, bounds, options.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use certready::cli::{Cli, ExitStatus};
use certready::finding::{Cause, Code};
use certready::policy;
use certready::probe::Limits;
use certready::render;
use clap::Parser as _;

use super::{page, root};

/// Every option, and the minutes that it names.
#[test]
fn the_page_of_schedules_shows_what_is_made() {
    let text = page("docs/schedule.md");
    let help = crate::common::run::certready(&["schedule", "--help"]).stdout;
    let options = help.lines().filter_map(|line| line.strip_prefix("      --")?.split_whitespace().next());
    for option in options {
        assert!(text.contains(&format!("`--{option}`")), "{option}");
    }
    let made = |system: &str, program: &str| {
        let arguments =
            ["schedule", system, "exchange-online-smtp-2026", "--cutover", "2999-03-01", "--program", program];
        crate::common::run::certready(&arguments).stdout
    };
    let tasks = made("task-scheduler", r"C:\certready.exe");
    assert!(tasks.contains("<RandomDelay>PT15M<") && tasks.contains("<ExecutionTimeLimit>PT15M<"), "{tasks}");
    let units = made("systemd", "/usr/bin/certready");
    assert!(units.contains("RandomizedDelaySec=15min") && units.contains("TimeoutStartSec=15min"), "{units}");
}

#[test]
fn the_table_of_policies_is_the_catalogue() {
    let readme = page("README.md");
    let (_, table) = readme.split_once("<!-- policies -->\n").unwrap();
    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).skip(2).collect();
    let known = policy::catalogue().map(|source| policy::parse(&source).unwrap()).map(|policy| {
        let state = match (&policy.superseded, policy.review_by) {
            (Some(superseded), _) => format!("superseded by `{}`", superseded.by),
            (None, review_by) => format!("in force, to be reviewed by {}", review_by.unwrap().date()),
        };
        format!("| `{}` | {} | {} | {state} |", policy.id, policy.cutover.at.date(), policy.title)
    });
    assert_eq!(rows, known.collect::<Vec<_>>());
    // And the page on policies has a word on each.
    let page = page("docs/policy.md");
    let (_, list) = page.split_once("## The embedded policies\n").unwrap();
    let listed: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect();
    assert_eq!(listed, policy::ids().collect::<Vec<_>>());
}

/// The codes of advice that the page describes are those that a policy can name.
#[test]
fn the_table_of_advice_has_each_code_once() {
    let page = page("docs/policy.md");
    let (_, table) = page.split_once("| code | what is said |\n").unwrap();
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let mut described: Vec<&str> = rows.filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let mut known = policy::AdviceKind::CODES.to_vec();
    described.sort_unstable();
    known.sort_unstable();
    assert_eq!(described, known);
}

/// The words in backticks that begin the rows of the table below a heading.
fn first_column(text: &str, heading: &str) -> Vec<String> {
    let (_, below) = text.split_once(&format!("\n{heading}\n")).unwrap();
    let section = below.split("\n## ").next().unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| row.split_once('`').unwrap().0.to_owned()).collect()
}

#[test]
fn the_page_of_the_json_report_lists_every_code_and_cause() {
    let text = page("docs/json-v1.md");
    let codes: Vec<String> = Code::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(first_column(&text, "## Codes"), codes);
    let mut causes: Vec<String> = Cause::NAMED.iter().map(ToString::to_string).collect();
    causes.push("status-NNN".to_owned());
    assert_eq!(first_column(&text, "## Causes"), causes);
}

#[test]
fn the_page_of_the_json_report_has_every_field_of_the_schema() {
    let text = page("docs/json-v1.md");
    let schema: serde_json::Value = serde_json::from_str(&page("docs/report.schema.json")).unwrap();
    let described: BTreeSet<String> = first_column(&text, "## The report").into_iter().collect();
    let fields = |object: &serde_json::Value| -> Vec<String> {
        object["properties"].as_object().unwrap().keys().cloned().collect()
    };
    let mut all = fields(&schema);
    for object in ["policy", "times", "host", "store"] {
        all.extend(fields(&schema["properties"][object]));
    }
    let of_the_request = ["firewall_request", "firewall_row", "firewall_url", "firewall_cause"];
    for object in ["finding", "endpoint", "service", "root", "revocation"].into_iter().chain(of_the_request) {
        all.extend(fields(&schema["$defs"][object]));
    }
    let all: BTreeSet<String> = all.into_iter().collect();
    assert_eq!(described, all);
}

#[test]
fn the_page_of_forms_names_every_form_number_metric_and_column() {
    let text = page("docs/formats.md");
    let forms: Vec<String> = first_column(&text, "## Forms");
    let refused = Cli::try_parse_from(["certready", "check", "x", "--format", "none"]).unwrap_err().to_string();
    let known = refused.split_once("possible values: ").unwrap().1.split_once(']').unwrap().0;
    let mut known: Vec<&str> = known.split(", ").collect();
    known.sort_unstable();
    let mut described: Vec<&str> = forms.iter().map(String::as_str).collect();
    described.sort_unstable();
    assert_eq!(described, known);
    let report = crate::common::case::Scene::good(&crate::common::case::pki()).judge().report;
    let nagios = render::nagios(&report);
    let labels = nagios.split('\'').skip(1).step_by(2);
    let prometheus = render::prometheus(&report);
    let metrics = prometheus.lines().filter_map(|line| line.strip_prefix("# HELP ")?.split(' ').next());
    let csv = render::csv(&report);
    let columns = csv.split("\r\n").next().unwrap().split(',');
    for name in labels.chain(metrics).chain(columns) {
        assert!(text.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn the_exit_statuses_are_those_of_the_code() {
    let numbers = |text: &str, end: &str| -> Vec<u8> {
        let table = text.split(end).next().unwrap();
        table.lines().filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse::<u8>().ok()).collect()
    };
    let all = ExitStatus::ALL.map(ExitStatus::number);
    assert_eq!(numbers(&page("docs/exit-status.md"), "## For each command"), all);
    let readme = page("README.md");
    let (_, section) = readme.split_once("## Exit status").unwrap();
    assert_eq!(numbers(section, "\n## "), all);
}

#[test]
fn the_bounds_of_the_page_on_hostile_bytes_are_constants_of_the_code() {
    fn sources(folder: &Path) -> Vec<PathBuf> {
        let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        paths.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
    }
    let code: String = sources(&root().join("src")).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let text = page("docs/security.md");
    let named = text.split('`').skip(1).step_by(2);
    let is_constant = |word: &&str| word.contains('_') && word.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    let constants: BTreeSet<&str> = named.filter(is_constant).collect();
    assert!(constants.len() > 15, "{constants:?}");
    for constant in constants {
        assert!(code.contains(&format!("const {constant}: ")), "{constant}");
    }
}

#[test]
fn the_page_of_diagnosis_has_every_cause_that_a_network_can_make() {
    let text = page("docs/diagnosis.md");
    // What a store, a policy, a certificate or the run itself makes stands in docs/checks.md alone.
    let of_a_network = Cause::NAMED.iter().map(ToString::to_string).filter(|cause| {
        ["dns-", "connect-", "exchange-", "redirect-", "body-", "proxy-", "tls-in", "tls-un", "tls-h"]
            .iter()
            .any(|begin| cause.starts_with(begin))
    });
    let more = ["no-route", "not-http", "block-page", "wrong-content-type", "stale", "ocsp-try-later", "name-mismatch"];
    let missing: Vec<String> =
        of_a_network.chain(more.map(str::to_owned)).filter(|cause| !text.contains(&format!("`{cause}`"))).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_waits_in_the_page_of_diagnosis_are_those_of_the_code() {
    let text = page("docs/diagnosis.md");
    let bounds = Limits::default();
    for (wait, length) in [
        ("a name", bounds.resolve),
        ("a connection attempt", bounds.connect),
        ("an answer's head", bounds.head),
        ("between two pieces of a body", bounds.body_idle),
        ("a whole body", bounds.body_total),
        ("the whole run", bounds.deadline),
    ] {
        let row = format!("| {wait} | {} s |", length.as_secs());
        assert!(text.contains(&row), "docs/diagnosis.md lacks {row}");
    }
    let help = crate::common::run::certready(&["check", "--help"]).stdout;
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("[default: 6, 5, 15 and 15]") && help.contains("[default: 120]"), "{help}");
}
