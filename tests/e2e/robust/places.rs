//! Places that can't be written to, said before anything is asked; and an account that may write nowhere.

use std::os::unix::fs::PermissionsExt as _;

use super::{check, for_other_accounts, listing, says};
use crate::common::capability::{NOBODY, own_mounts, require};
use crate::common::lab::Lab;
use crate::common::run::{Finished, clean, finish};

#[track_caller]
fn refused_before_anything(lab: &Lab, run: &Finished, words: &[&str]) {
    says(run, 74, words);
    assert_eq!((run.stdout.as_str(), lab.server.requests().len(), lab.root_server.requests().len()), ("", 0, 0));
}

#[test]
fn a_place_below_a_file_or_in_no_folder_is_refused_before_anything_is_asked() {
    let lab = Lab::good();
    let before = listing(lab.policy().parent().unwrap());
    for place in ["policy.yaml/report", "missing/report", "missing/deeper/report"] {
        let path = lab.path(place);
        let report = lab.check(&["--report", &format!("json={}", path.display())]);
        refused_before_anything(&lab, &report, &["the report could not be written to", path.to_str().unwrap()]);
        let evidence = lab.check(&["--evidence", path.to_str().unwrap()]);
        refused_before_anything(&lab, &evidence, &[path.to_str().unwrap()]);
    }
    assert_eq!(listing(lab.policy().parent().unwrap()), before);
}

#[test]
fn a_folder_on_a_file_system_that_is_read_only_is_refused_before_anything_is_asked() {
    require!("tmpfs");
    let lab = Lab::good();
    let folder = tempfile::tempdir().unwrap();
    let script = r#"mount -t tmpfs -o ro certready-test "$1" || exit 99; shift; exec "$@""#;
    let here = folder.path().to_str().unwrap();
    for more in [["--report".to_owned(), format!("json={here}/r")], ["--evidence".to_owned(), format!("{here}/e")]] {
        let more = more.each_ref().map(String::as_str);
        let inner = super::shell(script, &[folder.path().as_os_str()], &lab.arguments(&more));
        let mut outer = clean("unshare");
        outer.args(own_mounts()).arg("sh").args(inner.get_args());
        refused_before_anything(&lab, &finish(outer), &[here, "Read-only file system"]);
    }
}

/// Runs `check` as nobody, which binds root to the rights of files.
fn as_nobody(lab: &Lab, before: &str, more: &[&str]) -> Finished {
    let mut run = clean("setpriv");
    run.args(NOBODY)
        .args(["sh", "-c", before, "sh"])
        .arg(for_other_accounts(lab))
        .args(lab.arguments(more))
        .env("TMPDIR", "/tmp");
    finish(run)
}

#[test]
fn a_folder_of_another_account_is_refused_before_anything_is_asked() {
    require!("other-account");
    let lab = Lab::good();
    let (report, evidence) = (lab.path("report.json"), lab.path("evidence"));
    let run = as_nobody(&lab, "exec \"$@\"", &["--report", &format!("json={}", report.display())]);
    refused_before_anything(&lab, &run, &[report.to_str().unwrap(), "Permission denied"]);
    let run = as_nobody(&lab, "exec \"$@\"", &["--evidence", evidence.to_str().unwrap()]);
    refused_before_anything(&lab, &run, &[evidence.to_str().unwrap(), "Permission denied"]);
    assert_eq!(listing(lab.policy().parent().unwrap()).iter().filter(|name| name.contains("evidence")).count(), 0);
}

#[test]
fn a_folder_that_is_gone_can_t_hold_a_report_and_prevents_no_run() {
    let lab = Lab::good();
    let gone = |more: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        check(&lab, &format!("cd '{0}' && rmdir '{0}' && exec \"$@\"", folder.path().display()), more)
    };
    refused_before_anything(&lab, &gone(&["--report", "json=report.json"]), &["report.json"]);
    refused_before_anything(&lab, &gone(&["--evidence", "evidence"]), &["evidence"]);
    says(&gone(&[]), 0, &[]);
}

#[test]
fn a_umask_that_leaves_no_rights_leaves_a_report_that_can_be_read() {
    let lab = Lab::good();
    let report = lab.path("report.json");
    says(&check(&lab, "umask 0777; exec \"$@\"", &["--report", &format!("json={}", report.display())]), 0, &[]);
    assert_eq!(report.metadata().unwrap().permissions().mode() & 0o777, 0o644);
}

#[test]
fn a_umask_that_leaves_no_rights_keeps_an_account_from_its_own_evidence() {
    require!("other-account");
    let lab = Lab::good();
    let folder = lab.path("open");
    std::fs::create_dir(&folder).unwrap();
    std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
    let evidence = folder.join("evidence");
    let run = as_nobody(&lab, "umask 0777; exec \"$@\"", &["--evidence", evidence.to_str().unwrap()]);
    refused_before_anything(&lab, &run, &["evidence", "Permission denied"]);
    assert_eq!(listing(&folder), [""; 0]);
}
