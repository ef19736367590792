//! The documentation says what is so: its commands are accepted, its links lead somewhere, its tables are the code's, and
//! the report in README.md is the report.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use certready::case::Case;
use certready::cli::{Cli, ExitStatus};
use certready::evaluate::judge;
use certready::evidence::{Asked, Evidence, Objects};
use certready::examine::examine;
use certready::finding::{Cause, Code};
use certready::language::Language;
use certready::observation::{
    Ended, Fetch, Form, HostFacts, Observations, Place, ProxyChoice, Reached, ResolveFault, ResolverWord, RouteFacts,
    Said, StoreCertificate, StoreFacts, StoreOrigin,
};
use certready::pki::decode_certificates;
use certready::plan::plan;
use certready::policy;
use certready::probe::Limits;
use certready::render::{self, Detail};
use certready::report::{RunFacts, build};
use certready::vocabulary::Timestamp;
use clap::Parser as _;
use clap::error::ErrorKind;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and every page of docs/.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.chain([root().join("README.md")]).map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// The lines within fences of one of these languages.
fn fenced<'t>(text: &'t str, languages: &[&str]) -> Vec<&'t str> {
    let mut lines = Vec::new();
    let mut language: Option<&str> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), language) {
            (Some(begun), None) => language = Some(begun),
            (Some(_), Some(_)) => language = None,
            (None, Some(known)) if languages.contains(&known) => lines.push(line),
            (None, _) => {}
        }
    }
    assert_eq!(language, None, "a fence without an end");
    lines
}

/// The words of a command as a shell takes them; of its quotes, the double ones are used here.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, piece) in line.split('"').enumerate() {
        match at % 2 {
            0 => words.extend(piece.split_whitespace().map(str::to_owned)),
            _ => words.push(piece.to_owned()),
        }
    }
    words
}

#[test]
fn every_command_that_is_shown_is_accepted() {
    let mut seen = 0;
    for (path, text) in pages() {
        for line in fenced(&text, &["sh", "console"]) {
            let line = line
                .strip_prefix("cargo run --release -- ")
                .map_or(line.to_owned(), |rest| format!("certready {rest}"));
            if !line.starts_with("certready ") {
                continue;
            }
            seen += 1;
            let line = line.split(" | ").next().unwrap_or_default();
            let refused = Cli::try_parse_from(words(line)).err().map(|error| error.kind());
            assert!(matches!(refused, None | Some(ErrorKind::DisplayHelp)), "{}: {line}: {refused:?}", path.display());
        }
    }
    assert!(seen >= 10, "only {seen} commands were seen");
}

/// The page on Windows has a command that makes the tasks; what it makes is taken as far as Wine's scheduler reads a definition.
#[cfg(windows)]
#[test]
fn the_tasks_of_the_page_on_windows_are_taken_by_the_scheduler() {
    let folder = tempfile::tempdir().unwrap();
    let page = page("docs/windows.md");
    let line = fenced(&page, &["console"]).into_iter().find(|line| line.starts_with("certready schedule ")).unwrap();
    let place = folder.path().to_str().unwrap();
    let arguments = words(&line.replace(r"--write C:\Tasks", "").replace("2027-03-01", "2999-03-01"));
    let mut arguments: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    arguments.extend(["--write", place]);
    let made = crate::common::run::certready(&arguments);
    assert_eq!((made.status, made.stdout.lines().count()), (0, 2), "{made:#?}");
    let taken = |file: &str| {
        let mut schtasks = crate::common::run::clean("schtasks");
        schtasks.args(["/create", "/tn", "certready docs", "/f", "/xml", file]);
        crate::common::run::status(schtasks)
    };
    for file in made.stdout.lines() {
        assert_eq!(taken(file), Some(0), "{file}");
        // With a tag that is not closed it is refused. (Of a file that ends within a text, Wine 8 reads on for ever.)
        let bytes = fs::read(file).unwrap();
        let end: Vec<u8> = "</Triggers>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let at = bytes.windows(end.len()).position(|piece| piece == end).unwrap();
        fs::write(file, [&bytes[..at], &bytes[at + end.len()..]].concat()).unwrap();
        assert_eq!(taken(file), Some(1), "without </Triggers>: {file}");
    }
}

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

/// GitHub's name of a heading: lower case, hyphens for spaces, no other punctuation.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    for (path, text) in pages() {
        for link in text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)) {
            if link.starts_with("http") {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link}", path.display());
            if !fragment.is_empty() {
                let there = fs::read_to_string(&target).unwrap();
                let headings = there.lines().filter(|line| line.starts_with('#'));
                let known: BTreeSet<String> = headings.map(|line| anchor(line.trim_start_matches('#'))).collect();
                assert!(known.contains(fragment), "{}: {link}", path.display());
            }
        }
    }
}

/// docs/README.md is the book's table of contents, numbered through.
#[test]
fn every_page_stands_once_in_the_table_of_contents() {
    let text = page("docs/README.md");
    let mut listed: Vec<&str> = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).collect();
    let numbers: Vec<usize> = text.lines().filter_map(|line| line.split_once(". [")?.0.parse().ok()).collect();
    assert_eq!(numbers, (1..=listed.len()).collect::<Vec<_>>());
    let docs =
        fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut there: Vec<String> = docs
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md") && name != "README.md")
        .collect();
    listed.sort_unstable();
    there.sort_unstable();
    assert_eq!(listed, there);
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
fn ci_finds_its_two_commands() {
    for (name, command) in
        [("check", "cargo run --release -- check exchange-online-2018 --cutover 2018-09-03"), ("test", "cargo test")]
    {
        let text = page("README.md");
        let (_, below) = text.split_once(&format!("<!-- ci: {name} -->\n```sh\n")).unwrap();
        assert_eq!(below.split_once("\n```").unwrap().0, command);
    }
}

/// The run that README.md shows: Debian's store, and a resolver that says of every name that it does not exist.
fn run_of_readme() -> Evidence {
    let source = policy::find("exchange-online-2018").unwrap();
    let parsed = policy::parse(&source).unwrap();
    let objects = Objects::new();
    let bundle = fs::read(root().join("tests/fixtures/truststores/debian-bookworm-20250419.pem")).unwrap();
    let at = |line| Place {
        path: "/etc/ssl/certs/ca-certificates.crt".into(),
        line: Some(line),
        form: Form::Pem,
        kept: None,
    };
    // As many as that host had: another release of the same bundle.
    let certificates = decode_certificates(&bundle).items.into_iter().take(145).zip(1..).map(|(certificate, line)| {
        StoreCertificate { object: objects.put(certificate.der()).unwrap(), places: vec![at(line)] }
    });
    let mut certificates: Vec<StoreCertificate> = certificates.collect();
    certificates.sort_by_key(|certificate| certificate.object);
    let fetches = plan(&parsed, &[], &[]).targets.into_iter().map(|target| Fetch {
        id: target.id,
        named_by: target.named_by,
        offset_ms: Some(1),
        took_ms: 2,
        proxy: None,
        instead: None,
        resolvers: vec![ResolverWord { resolver: "192.0.2.53:53".parse().unwrap(), said: Said::Code(3), took_ms: 1 }],
        tls: None,
        reached: Reached::Unresolved(ResolveFault::NameNotFound),
    });
    let observations = Observations {
        started: Timestamp::parse("2026-11-24T00:31:48Z").unwrap(),
        took_ms: 12,
        ended: Ended::Complete,
        bounds: None,
        compared: None,
        host: HostFacts {
            name: Some("vm".into()),
            os: "Debian GNU/Linux 12 (bookworm), Linux 6.18.44".into(),
            account: Some("root".into()),
            account_id: Some("0".into()),
            postfix: None,
        },
        route: RouteFacts {
            choice: ProxyChoice::Auto,
            http_proxy: None,
            https_proxy: None,
            origin: None,
            bypass: Vec::new(),
            search: None,
        },
        store: StoreFacts {
            origin: StoreOrigin::System,
            certificates,
            unread: Vec::new(),
            searched: vec!["/etc/ssl/certs/ca-certificates.crt".into()],
        },
        windows: None,
        exchange: None,
        connectors: None,
        own: None,
        inbound: None,
        fetches: fetches.collect(),
        mx: Vec::new(),
        services: Vec::new(),
        urls_left_out: 0,
    };
    let asked = Asked { cutover: Some(Timestamp::parse("2018-09-03").unwrap()), ..Asked::default() };
    Evidence { tool: "0.1.0 (test)".into(), policy: source, asked, observations, objects, manifest: None }
}

#[test]
fn the_report_in_the_readme_is_the_report() {
    let evidence = run_of_readme();
    let parsed = policy::parse(&evidence.policy).unwrap();
    let examined = examine(&parsed, &evidence);
    let case = Case::new(&parsed, &evidence, &examined, &evidence.asked);
    let judgement = judge(&case, &evidence.asked);
    let report =
        build(&case, judgement.verdict, judgement.findings, RunFacts { tool: "0.1.0 (test)".into(), manifest: None });
    let text = anstream::adapter::strip_str(&render::text(&report, Detail::Usual, Language::English)).to_string();
    let readme = page("README.md");
    let (_, below) = readme.split_once("<!-- report -->\n```text\n").unwrap();
    let shown = below.split_once("```").unwrap().0;
    let mut rest = text.as_str();
    for (at, piece) in shown.split("[…]\n").enumerate() {
        let Some(place) = rest.find(piece) else {
            panic!("README.md shows\n{piece}\nwhich the report does not have there:\n{rest}");
        };
        assert!(at > 0 || place == 0, "README.md leaves out the report's begin");
        rest = rest.split_at(place + piece.len()).1;
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
