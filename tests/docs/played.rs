//! The pages are played: each command of certready that one shows is typed as it stands there, in the order of the page, in a
//! folder that plays the reader's host. It ends as its page or docs/exit-status.md says, writes what it was told to write,
//! and says what is shown directly below it.
//!
//! No packet leaves: each runs in a network of its own with nothing in it (`unshare --net`), so that every `check` and `url`
//! ends not ready. Three things are changed in what is typed: absolute paths lie below the reader's folder, Windows' folders
//! too; on the pages that are [`AHEAD`], dates move with the clock; and what [`OTHERWISE`] says. `mkdir` is typed as well.
//! Everything else in a shell's fence (cargo, `.ci/…`, systemctl, certutil, nft, curl …) is not certready's and is left out, and so
//! are the fences of `PowerShell`, of crontabs and of what another account runs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;

use certready::vocabulary::Timestamp;
use tempfile::TempDir;

use super::commands::{Fence, fences, of_certready, typed, words};
use super::otherwise::{OF_ANOTHER_RUN, OTHERWISE};
use super::reader::{self, Given, copy, in_a_shell};
use super::{assert_shown, page, pages, root};
use crate::common::capability::require;
use crate::common::pki::at;
use crate::common::run::{Finished, clock, finish};
use crate::common::tool;

/// What the reader's host has for folders, and the folders for which a page says that they are there.
const FOLDERS: [&str; 8] = [
    "etc/bash_completion.d",
    "etc/cron.d",
    "etc/systemd/system",
    "files/certready$",
    "srv/certready",
    "var/lib/certready/srv",
    "var/lib/prometheus/node-exporter",
    "Tasks",
];

/// How long one command may take, which contacts nobody: a few tenths of a second, and more on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// The pages whose dates of 2027 lie ahead of their reader, because nothing is scheduled for days that have passed.
const AHEAD: [&str; 3] = ["docs/schedule.md", "docs/walkthrough.md", "docs/windows.md"];
/// The day on which they begin, which is today.
const BEGIN: &str = "2027-01-04";
/// How many days ago that is. Told once, so that midnight parts no page.
static GONE: LazyLock<i64> = LazyLock::new(|| (clock().unix() - at(BEGIN).unix()).div_euclid(86_400));

/// Each page that shows a command of certready, and what its reader has beforehand.
macro_rules! pages {
    ($($name:ident: $page:literal, [$($path:literal: $given:expr),* $(,)?];)*) => {
        const PAGES: &[&str] = &[$($page),*];
        $(
            #[test]
            fn $name() {
                require!("own-network");
                let given: &[(&str, Given)] = &[$(($path, $given)),*];
                play($page, given);
            }
        )*
    };
}

pages! {
    the_page_on_chains: "docs/chains.md", [
        "baltimore-to-digicert.pem": |to| copy("tests/fixtures/cross/baltimore-to-digicert-global-root.pem", to),
        "bundle.pem": |to| copy("tests/fixtures/roots/baltimore-cybertrust-root.pem", to),
    ];
    the_page_on_conformance: "docs/conformance.md", [
        "certs": |to| copy("tests/fixtures/suites/pkits/certs", to),
        "crls": |to| copy("tests/fixtures/suites/pkits/crls", to),
        "CRL_06_ee.TC.pem.crt": |to| copy("tests/fixtures/suites/bsi/CRL_06/CRL_06_ee.TC.pem.crt", to),
        "CRL_06_sub_ca.ca.pem.crt": |to| copy("tests/fixtures/suites/bsi/CRL_06/CRL_06_sub_ca.ca.pem.crt", to),
        "CRL_06_root_ca.TA.pem.crt": |to| copy("tests/fixtures/suites/bsi/CRL_06/CRL_06_root_ca.TA.pem.crt", to),
        "crls/": |to| copy("tests/fixtures/suites/bsi/CRL_06/crls", to),
        "leaf.pem": reader::boringssl_leaf,
        "ca.pem": reader::boringssl_issuer,
        "good.pem": |to| copy("tests/fixtures/crl/boringssl/good.pem", to),
    ];
    the_page_on_diagnosis: "docs/diagnosis.md", [];
    the_page_on_differences: "docs/diff.md", [
        "monday.json": reader::ready,
        "tuesday.json": reader::ready,
        "kept-monday": reader::kept,
        "kept-tuesday": reader::kept,
        "kept": reader::kept,
        "yesterday.json": reader::ready,
    ];
    the_page_on_evidence: "docs/evidence.md", [];
    the_page_on_fleets: "docs/fleet.md", [
        "srv/certready/mail-01.json": reader::ready,
        "srv/certready/mail-02.json": reader::ready,
        "site-a/mail-02.json": reader::shut_in,
        "site-b/mail-01.json": reader::ready,
        "branch-7.json": reader::ready,
        "mail-hops.txt": reader::mail_hops,
        "gateway-bundle.pem": |to| copy("tests/fixtures/roots/digicert-global-root-g2.pem", to),
    ];
    the_page_on_forms: "docs/formats.md", [
        "var/lib/certready/2026-03-21": reader::kept,
    ];
    the_page_on_mail: "docs/mail.md", [
        "partner.yaml": reader::partner,
        "send.json": reader::send,
        "receive.json": reader::receive,
        "inbound.json": reader::inbound,
        "outbound.json": reader::outbound,
    ];
    the_page_on_operations: "docs/operations.md", [
        "partner.yaml": reader::partner,
        "last.json": reader::ready,
        "today.json": reader::ready,
        "mail-hops.txt": reader::mail_hops,
        "srv/certready/mail-01.json": reader::ready,
        "srv/certready/mail-02.json": reader::ready,
        "srv/certready/gateway-dmz.json": reader::ready,
        "exchange.json": reader::servers,
        "send.json": reader::send,
        "receive.json": reader::receive,
    ];
    the_page_on_policies: "docs/policy.md", [
        "r3.pem": |to| copy("policies/globalsign-r46/globalsign-root-ca-r3.pem", to),
        "r46.pem": |to| copy("policies/globalsign-r46/globalsign-root-r46.pem", to),
        "chain.pem": |to| copy("policies/globalsign-r46/globalsign-gcc-r46-ov-tls-ca-2025.pem", to),
        "leaf.cer": reader::leaf_alone,
    ];
    the_page_on_releases: "docs/release.md", [];
    the_page_on_reports: "docs/report.md", [
        "kept": reader::kept,
        "kept-monday": reader::kept,
        "kept-tuesday": reader::kept,
        "srv/certready/mail-01.json": reader::ready,
    ];
    the_page_on_schedules: "docs/schedule.md", [
        "partner.yaml": reader::partner,
    ];
    the_page_for_a_start: "docs/start.md", [
        "partner.yaml": reader::partner,
    ];
    the_page_on_urls: "docs/url.md", [
        "ca.pem": reader::issuer,
    ];
    the_page_on_verifying: "docs/verify.md", [
        "leaf.pem": |to| copy("tests/fixtures/crl/letsencrypt-ye2-96-leaf.pem", to),
        "ye2.pem": |to| copy("tests/fixtures/crl/letsencrypt-ye2-96-20261004.issuer.pem", to),
        "ye2-96.crl": |to| copy("tests/fixtures/crl/letsencrypt-ye2-96-20261004.crl", to),
    ];
    the_story_of_a_change_ticket: "docs/walkthrough.md", [
        "root-g1.pem": reader::story_old_root,
        "root-g2.pem": reader::story_root,
        "chain.pem": reader::story_chain,
        "old-chain.pem": reader::story_old_chain,
        "mail-hops.txt": reader::mail_hops,
        "var/lib/certready/srv/mail-01.json": reader::ready,
        "var/lib/certready/srv/mail-02.json": reader::without_the_root,
        "gateway-bundle.pem": reader::story_root,
    ];
    the_page_on_windows: "docs/windows.md", [
        "exchange.json": reader::servers,
        "certificates.json": reader::certificates,
        "mail.cer": reader::own_certificate,
        "Exchange/Logs/FrontEnd/ProtocolLog/SmtpReceive/RECV2026112310-1.LOG": reader::receive_log,
    ];
    the_readme: "README.md", [
        "partner.yaml": reader::partner,
        "send.json": reader::send,
        "certificates.json": reader::certificates,
        "chain.pem": reader::judged_chain,
        "root.pem": reader::judged_root,
        "ca.crl": reader::judged_crl,
        "root.crl": reader::judged_root_crl,
        "mail-hops.txt": reader::mail_hops,
        "srv/certready/mail-01.json": reader::ready,
        "srv/certready/mail-02.json": reader::ready,
        "srv/certready/gateway-dmz.json": reader::ready,
        "monday.json": reader::ready,
        "tuesday.json": reader::shut_in,
    ];
}

#[test]
fn every_page_with_a_command_is_played() {
    let shows = |text: &str| fences(text).iter().flat_map(typed).any(|typed| of_certready(&typed).is_some());
    let with: Vec<_> = pages().into_iter().filter(|(_, text)| shows(text)).map(|(path, _)| path).collect();
    let with: BTreeSet<&str> = with.iter().map(|path| path.strip_prefix(root()).unwrap().to_str().unwrap()).collect();
    assert_eq!(with, PAGES.iter().copied().collect());
}

/// The script of docs/operations.md, on two days.
#[test]
fn the_script_for_cron_compares_each_day_with_the_one_before() {
    require!("own-network");
    let text = page("docs/operations.md");
    let script = fences(&text).iter().flat_map(typed).find(|typed| is_script(typed)).unwrap();
    let reader = Reader::with(&[]);
    for baseline in [false, true] {
        let run = reader.types(&at_home(&script));
        assert_eq!(run.status, 2, "{run:#?}");
        let last = fs::read_to_string(reader.path("var/lib/certready/last.json")).unwrap();
        assert_eq!(last.contains("\"since\": {"), baseline, "{last}");
        assert!(!reader.path("var/lib/certready/today.json").exists());
    }
}

#[test]
fn every_exception_is_that_of_a_command() {
    for one in OTHERWISE {
        let text = page(one.page);
        let begin = format!("certready {}", one.begins);
        let any = fences(&text).iter().flat_map(typed).any(|typed| typed.starts_with(&begin));
        assert!(any, "{} has no {begin}", one.page);
    }
    for (name, begin, _) in OF_ANOTHER_RUN {
        let text = page(name);
        assert!(outputs(&text).any(|shown| shown.starts_with(begin)), "{name} shows no {begin}");
    }
}

/// What stands directly below what is typed.
fn outputs(text: &str) -> impl Iterator<Item = String> + '_ {
    let all = fences(text);
    let shown: Vec<String> = all.windows(2).filter_map(|two| Some(below(two)?.join("\n") + "\n")).collect();
    shown.into_iter()
}

/// The second of two fences, where it shows what the first comes to.
fn below<'t>(two: &[Fence<'t>]) -> Option<Vec<&'t str>> {
    let [first, second] = two else { return None };
    let shows = second.directly_below && second.language == "text";
    (shows && typed(first).iter().any(|typed| of_certready(typed).is_some())).then(|| second.lines.clone())
}

/// The host of a reader: a folder, in which everything is typed.
struct Reader {
    folder: TempDir,
}

impl Reader {
    fn with(given: &[(&str, Given)]) -> Self {
        let folder = crate::common::place::seen_by_units();
        for below in FOLDERS {
            fs::create_dir_all(folder.path().join(below)).unwrap();
        }
        for (name, write) in given {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            write(&path);
        }
        Self { folder }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Types it. What stands behind a `|` is given what was said, and takes it.
    fn types(&self, typed: &str) -> Finished {
        let (typed, filter) = typed.split_once(" | ").map_or((typed, None), |(typed, filter)| (typed, Some(filter)));
        // So that what is ended for its time is certready.
        let exec = if is_script(typed) { "" } else { "exec " };
        let finished = finish(in_a_shell(&format!("{exec}{typed}"), self.folder.path()));
        if let Some(filter) = filter {
            let (taken, said) = tool::fed("sh", &["-c", filter], &finished.stdout);
            assert!(taken, "{filter} finds nothing in {finished:#?}: {said}");
        }
        finished
    }
}

/// Types what a page shows, from its begin to its end.
fn play(name: &str, given: &[(&str, Given)]) {
    let text = page(name);
    let reader = Reader::with(given);
    let all = fences(&text);
    for (at, fence) in all.iter().enumerate() {
        let mut said = String::new();
        for typed in typed(fence) {
            if typed.starts_with("mkdir ") || of_certready(&typed).is_some() {
                said += &follow(name, &reader, &typed);
            }
        }
        let Some(shown) = all.get(at..at + 2).and_then(below) else { continue };
        let shown = on_this_day(name, &(shown.join("\n") + "\n"));
        match OF_ANOTHER_RUN.iter().find(|(page, begin, _)| *page == name && shown.starts_with(begin)) {
            Some((.., because)) => say(&format!("{name}: not held, {because}:\n{shown}")),
            None => assert_shown(name, &without_places(&shown), &without_places(&said)),
        }
    }
    for (path, _) in given {
        let mut above = Path::new(path).ancestors().filter(|above| above.components().count() > 0);
        let named = |part: &Path| {
            let part = part.to_str().unwrap();
            text.contains(part) || text.contains(&part.replace(|c: char| c.is_ascii_digit(), "*"))
        };
        assert!(above.any(named), "{name} has no use for {path}");
    }
}

/// Types one thing, and holds it to its status and to what it was to write. What it said, standard error first.
fn follow(name: &str, reader: &Reader, typed: &str) -> String {
    let line = of_certready(typed);
    let otherwise = OTHERWISE.iter().find(|one| {
        one.page == name && typed.strip_prefix("certready ").is_some_and(|rest| rest.starts_with(one.begins))
    });
    let more = otherwise.map_or("", |one| one.more);
    // A reader has certready where a unit sees it; the build may lie where none does.
    let typed = (at_home(&on_this_day(name, typed)) + more)
        .replace("certready schedule systemd ", "certready schedule systemd --program /usr/bin/certready ");
    if let Some(one) = otherwise {
        say(&format!("{name}: {typed}\n    ends with {}: {}", one.status, one.because));
    }
    let usual = |line: &str| match words(line)[1].as_str() {
        _ if line.contains(" --firewall-list") || line.contains(" --help") => 0,
        "check" | "url" | "evaluate" => 2,
        _ => 0,
    };
    let expected = otherwise.map_or_else(|| line.map_or(0, usual), |one| one.status);
    // A script may take away what it wrote.
    let files = if expected < 64 && !is_script(&typed) { written(&typed) } else { Vec::new() };
    // What is written a second time is seen to be.
    for file in &files {
        let _ = fs::remove_file(reader.path(file));
    }
    let finished = reader.types(&typed);
    assert_eq!(finished.status, expected, "{name}: {typed}\n{finished:#?}");
    assert!(!finished.stderr.contains("panicked at"), "{name}: {typed}\n{finished:#?}");
    assert!(finished.took < LONGEST, "{name}: {typed}\n{finished:#?}");
    if let Some(line) = line.filter(|_| expected < 64) {
        assert!(documented(line).contains(&expected), "docs/exit-status.md knows no {expected} of {line}");
    }
    for file in files {
        let there = fs::metadata(reader.path(&file)).is_ok_and(|there| there.len() > 0);
        assert!(there, "{name}: {typed}\nwrote no {file}: {finished:#?}");
    }
    if typed.contains(" --write ") && expected == 0 {
        let made: Vec<_> = finished.stdout.lines().map(|path| reader.path(path)).collect();
        assert!(!made.is_empty() && made.iter().all(|path| path.is_file()), "{name}: {typed}\n{finished:#?}");
    }
    finished.stderr + &finished.stdout
}

#[expect(clippy::print_stdout, reason = "what is otherwise, for whoever asks with --show-output")]
fn say(what: &str) {
    println!("{what}");
}

fn is_script(typed: &str) -> bool {
    typed.contains('\n')
}

/// Absolute paths, and those of Windows, below the folder in which it is typed.
fn at_home(typed: &str) -> String {
    let windows = typed.contains(r"C:\") || typed.contains(r"\\");
    let typed = typed.replace(" /", " ./").replace("=/", "=./");
    if windows { typed.replace(r"C:\", "./").replace(r"\\", "./").replace('\\', "/") } else { typed }
}

/// The dates of 2027 of a page that is ahead, as far from today as they are from its begin.
fn on_this_day(name: &str, text: &str) -> String {
    if !AHEAD.contains(&name) {
        return text.to_owned();
    }
    let mut pieces = text.split("2027-");
    let mut moved = pieces.next().unwrap().to_owned();
    for piece in pieces {
        match piece.get(..5).and_then(|day| Timestamp::parse(&format!("2027-{day}")).ok()) {
            Some(date) => moved += &format!("{}{}", date.plus_days(*GONE).date(), &piece[5..]),
            None => moved += &format!("2027-{piece}"),
        }
    }
    moved
}

/// Addresses are another network's, and digests another CA's.
fn without_places(text: &str) -> String {
    let digest = |word: &str| word.len() == 64 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let line = |line: &str| {
        let words = line.split(' ').map(|word| if digest(word) { "digest" } else { word });
        let addresses = line.trim_start().starts_with("addresses ");
        if addresses { "addresses\n".to_owned() } else { words.collect::<Vec<_>>().join(" ") + "\n" }
    };
    text.lines().map(line).collect()
}

/// The files that a command is told to write; of a folder, one that stands for the rest. Those of `--write` it says itself.
fn written(typed: &str) -> Vec<String> {
    let words = words(typed);
    let behind = |option: &str| words.iter().skip_while(move |word| *word != option).nth(1);
    let id = behind("--id").map_or("", String::as_str);
    let files = words.windows(2).filter_map(|two| match (two[0].as_str(), &two[1]) {
        ("--report", form) => Some(form.split_once('=').unwrap().1.to_owned()),
        ("--evidence", folder) => Some(format!("{folder}/manifest.json")),
        ("--output", folder) => Some(format!("{folder}/{id}.yaml")),
        ("--out", folder) => Some(format!("{folder}/certready.1")),
        (">", path) => Some(path.clone()),
        _ => None,
    });
    files.collect()
}

/// The statuses that docs/exit-status.md has for a command: of the row that names most of its words.
fn documented(line: &str) -> Vec<i32> {
    let words = words(line);
    let text = page("docs/exit-status.md");
    let (_, below) = text.split_once("\n## For each command\n").unwrap();
    let rows = below.lines().skip_while(|row| !row.starts_with('|')).skip(2).take_while(|row| row.starts_with('|'));
    let cells = rows.map(|row| row.split('|').skip(1).map(str::trim).collect::<Vec<_>>());
    let named = |cell: &str| {
        let names = cell.split('`').skip(1).step_by(2).map(|name| name.split(' ').collect::<Vec<_>>());
        let has = |part: &str| words.iter().any(|word| word.split('=').next() == Some(part));
        names.filter(|name| name.iter().all(|part| has(part))).map(|name| name.len()).max()
    };
    let best = cells.filter_map(|cells| Some((named(cells[0])?, cells))).max_by_key(|(named, _)| *named);
    let Some((_, cells)) = best else { panic!("docs/exit-status.md has no row for {line}") };
    (0..).zip(&cells[1..]).filter(|(_, cell)| !cell.is_empty()).map(|(status, _)| status).collect()
}
