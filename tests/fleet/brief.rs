//! What is taken of one report, and which reports certready can't have written.

use certready::finding::Verdict;
use certready::fleet::Gathering;
use serde_json::{Value, json};

use super::{add, cut_off, fleet, good, narrowed, verdicts, words};

/// Why a report is not counted.
fn refused(report: &Value) -> String {
    let fleet = fleet(std::slice::from_ref(report));
    assert!(fleet.hosts.is_empty() && fleet.broken.len() == 1, "{:?}", verdicts(&fleet));
    fleet.broken[0].why.to_string()
}

/// By these texts reports are held together and older ones are dropped: what looks like another's name must be it.
#[test]
fn a_name_that_is_not_clean_is_of_no_report_of_ours() {
    for (place, what) in [
        ("/host/name", "its host's name has characters in it that certready does not write"),
        ("/host/account_id", "its account has characters in it that certready does not write"),
        ("/policy/id", "its policy's id has characters in it that certready does not write"),
    ] {
        for hostile in ["mail\u{1b}[2J", "mail\u{202e}", "mail\nb", "mail\u{200b}"] {
            let mut report = good("a");
            *report.pointer_mut(place).unwrap() = json!(hostile);
            assert_eq!(refused(&report), what);
        }
    }
    assert_eq!(verdicts(&fleet(&[good("mail <b>=1+1")])), [("mail <b>=1+1", Verdict::Ready)]);
}

/// The verdict is the fold of the findings (docs/exit-status.md).
#[test]
fn a_ready_verdict_over_findings_that_say_otherwise_is_not_believed() {
    for (report, verdict) in [(cut_off("a"), "ready"), (cut_off("a"), "ready-with-warnings"), (narrowed("a"), "ready")]
    {
        let mut report = report;
        if report["verdict"] == "undetermined" {
            for finding in report["findings"].as_array_mut().unwrap() {
                finding["decisive"] = json!(true);
            }
        }
        report["verdict"] = json!(verdict);
        assert_eq!(
            refused(&report),
            format!("its verdict is `{verdict}`, and its findings say otherwise: somebody changed it")
        );
    }
    let mut empty = good("a");
    for finding in empty["findings"].as_array_mut().unwrap() {
        finding["decisive"] = json!(false);
    }
    assert!(refused(&empty).starts_with("its verdict is `ready`"), "nothing was shown");
}

#[test]
fn a_host_that_tells_no_name_goes_by_its_file() {
    let mut unnamed = good("");
    let mut gathering = Gathering::new(None);
    add(&mut gathering, "site-a/mail-01", None, &unnamed);
    unnamed["host"]["name"] = Value::Null;
    add(&mut gathering, "site-b/mail-01", None, &unnamed);
    add(&mut gathering, "c.json", None, &good("site-a/mail-01"));
    let fleet = certready::fleet::Fleet::new(gathering, &super::asked());
    assert_eq!(
        words(fleet.hosts.iter().map(|host| &host.name)),
        ["site-a/mail-01", "site-b/mail-01", "site-a/mail-01"]
    );
}

/// What follows from a common cause is mended with it.
#[test]
fn what_blocks_is_the_common_cause_alone() {
    let fleet = fleet(&[cut_off("a")]);
    let blocks: Vec<&str> = fleet.hosts[0].blocks.iter().map(|block| block.code.as_str()).collect();
    assert_eq!(blocks, ["way-out"]);
    assert_eq!(fleet.hosts[0].blocks[0].owner.as_ref().map(ToString::to_string).as_deref(), Some("firewall"));
}

/// No finding of it decides, and still it is not ready: the host is told all the same.
#[test]
fn a_verdict_without_a_finding_behind_it_is_told_as_itself() {
    let mut report = good("a");
    report["verdict"] = json!("undetermined");
    let fleet = fleet(&[report]);
    assert_eq!((fleet.verdict, fleet.hosts[0].blocks[0].code.as_str()), (Verdict::Undetermined, "verdict"));
}
