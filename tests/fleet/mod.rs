//! The fleet: what many reports come to, whichever order they are read in. Each report is one that was judged, in JSON, with what
//! the test is about changed in it.

mod brief;
mod differences;
mod expected;
mod gathering;
mod groups;
mod hosts;
mod tables;

use std::sync::OnceLock;
use std::time::Duration;

use certready::finding::{Code, Verdict};
use certready::fleet::{Asked, Expected, Fleet, Gathering};
use certready::kept;
use certready::observation::Connect;
use certready::render;
use certready::vocabulary::Timestamp;
use serde_json::{Value, json};

use crate::common::case::{self, Scene};
use crate::common::pki::{day, now, paths};

/// How old a report may be in these tests.
pub(crate) const STALE: Duration = Duration::from_secs(48 * 3_600);

/// A report that was judged once and is changed many times.
fn judged(at: &'static OnceLock<Value>, scene: fn() -> Scene) -> Value {
    let judge = || {
        let mut report: Value = serde_json::from_str(&render::json(&scene().judge().report)).unwrap();
        // Each scene has keys of its own; here all are judged by one policy.
        report["policy"]["digest"] = json!("1".repeat(64));
        report
    };
    at.get_or_init(judge).clone()
}

/// With a host's name.
pub(crate) fn of(mut report: Value, host: &str) -> Value {
    let old = report["host"]["name"].as_str().unwrap().to_owned();
    report["host"]["name"] = json!(host);
    let rows = report.pointer_mut("/firewall_request/rows").and_then(Value::as_array_mut);
    for ask in rows.into_iter().flatten().flat_map(|row| row["asks"].as_array_mut().unwrap()) {
        *ask = json!(ask.as_str().unwrap().replace(&format!("from {old} "), &format!("from {host} ")));
    }
    report
}

/// A host that is ready.
pub(crate) fn good(host: &str) -> Value {
    static AT: OnceLock<Value> = OnceLock::new();
    of(judged(&AT, || Scene::good(&case::pki())), host)
}

/// One that can connect to nothing: not ready, by one cause.
pub(crate) fn cut_off(host: &str) -> Value {
    static AT: OnceLock<Value> = OnceLock::new();
    of(judged(&AT, || Scene::good(&case::pki()).cut_off(Connect::Timeout)), host)
}

/// One that gets a page in a CRL's place: not ready.
pub(crate) fn filtered(host: &str) -> Value {
    static AT: OnceLock<Value> = OnceLock::new();
    let page = || {
        let pki = case::pki();
        Scene::good(&pki).body(&pki.url(paths::CRL), b"<html><title>Denied</title></html>")
    };
    of(judged(&AT, page), host)
}

/// One without any root in its store: not ready.
pub(crate) fn rootless(host: &str) -> Value {
    static AT: OnceLock<Value> = OnceLock::new();
    of(judged(&AT, || Scene::good(&case::pki()).store(&[])), host)
}

/// One that looked at a part alone: undetermined.
pub(crate) fn narrowed(host: &str) -> Value {
    static AT: OnceLock<Value> = OnceLock::new();
    let narrow = || Scene::good(&case::pki()).asked(|asked| asked.only = vec![Code::RootPresent]);
    of(judged(&AT, narrow), host)
}

/// With another moment of observation.
pub(crate) fn observed(mut report: Value, at: Timestamp) -> Value {
    report["times"]["observed"] = json!(at.to_string());
    report["times"]["as_of"] = json!(at.to_string());
    report["valid_until"] = json!(at.plus_days(7).to_string());
    report
}

/// With another account.
pub(crate) fn account(mut report: Value, name: &str, id: &str) -> Value {
    report["host"]["account"] = json!(name);
    report["host"]["account_id"] = json!(id);
    report
}

/// What is asked in these tests unless one says otherwise: an hour after the observation, and nobody is expected.
pub(crate) fn asked() -> Asked {
    Asked { tool: "0.1.0 (test)".into(), now: now().plus(Duration::from_secs(3_600)), stale: STALE, expected: None }
}

/// The same with a list.
pub(crate) fn expecting(list: &str) -> Asked {
    Asked { expected: Some(Expected::parse(list).unwrap()), ..asked() }
}

/// Takes reports in, each from a file of its own.
pub(crate) fn gathered(reports: &[Value]) -> Gathering {
    let mut gathering = Gathering::new(None);
    for (place, report) in reports.iter().enumerate() {
        add(&mut gathering, &format!("{place:03}.json"), None, report);
    }
    gathering
}

/// Takes one report in.
pub(crate) fn add(gathering: &mut Gathering, file: &str, named: Option<&str>, report: &Value) {
    let bytes = serde_json::to_vec(report).unwrap();
    gathering.add(file, named, &kept::read(&bytes).unwrap());
}

/// What reports come to.
pub(crate) fn fleet(reports: &[Value]) -> Fleet {
    Fleet::new(gathered(reports), &asked())
}

/// The hosts with their verdicts.
fn verdicts(fleet: &Fleet) -> Vec<(&str, Verdict)> {
    fleet.hosts.iter().map(|host| (host.name.as_str(), host.verdict)).collect()
}

/// As texts.
fn words<T: ToString>(names: impl IntoIterator<Item = T>) -> Vec<String> {
    names.into_iter().map(|name| name.to_string()).collect()
}

/// The samples are what the other tests take them for.
#[test]
fn the_reports_of_these_tests_are_what_they_are_called() {
    let verdict = |report: Value| report["verdict"].as_str().unwrap().to_owned();
    assert_eq!(verdict(good("a")), "ready");
    for bad in [cut_off("a"), filtered("a"), rootless("a")] {
        assert_eq!(verdict(bad), "not-ready");
    }
    assert_eq!(verdict(narrowed("a")), "undetermined");
}

/// Not ready if any is; else unknown before ready, and an empty fleet is nothing that is known.
#[test]
fn the_worst_host_decides_and_unknown_never_folds_into_ready() {
    let mut warned = good("warned");
    warned["verdict"] = json!("ready-with-warnings");
    for (reports, verdict) in [
        (vec![good("a"), good("b")], Verdict::Ready),
        (vec![good("a"), warned.clone()], Verdict::ReadyWithWarnings),
        (vec![good("a"), warned.clone(), narrowed("c")], Verdict::Undetermined),
        (vec![good("a"), warned, narrowed("c"), cut_off("d")], Verdict::NotReady),
        (vec![], Verdict::Undetermined),
    ] {
        let fleet = fleet(&reports);
        assert_eq!(fleet.verdict, verdict, "{}", fleet.sentence);
        assert_eq!(fleet.counts.all(), reports.len());
    }
}

#[test]
fn the_sentence_counts_each_host_once() {
    let fleet = Fleet::new(gathered(&[good("a"), cut_off("b"), narrowed("c")]), &expecting("a\nb\nc\nd\n"));
    assert_eq!(fleet.sentence, "Of 4 hosts, 1 is not ready, 1 is undetermined, 1 has no report, 1 is ready.");
    assert_eq!(Fleet::new(gathered(&[]), &asked()).sentence, "No report of any host was found.");
}

/// A file of which nothing is known may be of a host that is not ready.
#[test]
fn a_broken_file_leaves_the_verdict_undetermined_at_best() {
    let mut gathering = gathered(&[good("a")]);
    gathering.broken("b.json", "it is no report of certready");
    let fleet = Fleet::new(gathering, &asked());
    assert_eq!(fleet.verdict, Verdict::Undetermined);
    assert!(fleet.sentence.to_string().ends_with("1 file could not be counted."), "{}", fleet.sentence);
    assert_eq!((fleet.broken[0].path.as_str(), fleet.hosts.len()), ("b.json", 1));
    let mut gathering = gathered(&[cut_off("a")]);
    gathering.broken("b.json", "it is no report of certready");
    assert_eq!(Fleet::new(gathering, &asked()).verdict, Verdict::NotReady);
}

#[test]
fn each_policy_has_its_own_count() {
    let mut other = cut_off("a");
    other["policy"]["id"] = json!("another-2027");
    let fleet = fleet(&[good("a"), good("b"), other]);
    let rows: Vec<(String, usize, usize)> =
        fleet.policies.iter().map(|row| (row.id.to_string(), row.counts.ready, row.counts.not_ready)).collect();
    let id = good("a")["policy"]["id"].as_str().unwrap().to_owned();
    assert_eq!(rows, [("another-2027".to_owned(), 0, 1), (id, 2, 0)]);
    assert_eq!(fleet.hosts.iter().map(|host| host.reports.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(verdicts(&fleet), [("a", Verdict::NotReady), ("b", Verdict::Ready)]);
}

#[test]
fn a_report_of_every_day_before_and_after_is_understood() {
    for offset in [-400, -1, 0, 400] {
        let report = observed(good("a"), day(offset));
        let fleet = Fleet::new(gathered(&[report]), &Asked { now: day(offset), ..asked() });
        assert_eq!(fleet.verdict, Verdict::Ready, "{offset}");
    }
}
