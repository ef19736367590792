//! Evidence: kept, judged again with the same result, judged for another date, refused where it was changed.

use std::path::{Path, PathBuf};

use certready::vocabulary::Digest;
use serde_json::Value;

use super::Seen;
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::policy::{PolicyText, labels};
use crate::common::run::{Finished, certready};

/// A run of `check` with its evidence, and the folder.
fn kept(lab: &Lab, more: &[&str]) -> (Finished, PathBuf) {
    let folder = lab.path("evidence");
    let run = lab.check(&[more, &["--evidence", folder.to_str().unwrap()]].concat());
    (run, folder)
}

/// As JSON, where `more` does not say otherwise.
fn evaluate(folder: &Path, more: &[&str]) -> Finished {
    let form: &[&str] = if more.contains(&"--format") { &[] } else { &["--format", "json"] };
    certready(&[&["evaluate", folder.to_str().unwrap()], form, more].concat())
}

/// The findings, as they are written: byte for byte.
fn findings(report: &str) -> &str {
    let from = report.find("\n  \"findings\": [").unwrap();
    let until = report.find("\n  \"endpoints\": [").unwrap();
    report.get(from..until).unwrap()
}

#[test]
fn evidence_that_is_judged_again_gives_the_same_report_byte_for_byte() {
    let lab = Lab::good();
    let (run, folder) = kept(&lab, &[]);
    let again = evaluate(&folder, &[]);
    assert_eq!((run.status, again.status), (0, 0));
    assert_eq!(findings(&again.stdout), findings(&run.stdout));
    assert_eq!(again.stdout, run.stdout);
}

#[test]
fn a_report_names_the_manifest_of_the_evidence_that_it_rests_on_in_every_form_for_people() {
    let lab = Lab::good();
    let (run, folder) = kept(&lab, &[]);
    let manifest = Digest::of(&std::fs::read(folder.join("manifest.json")).unwrap()).to_string();
    assert_eq!(run.json()["evidence"]["manifest_sha256"], *manifest);
    for form in ["json", "text", "html", "markdown"] {
        let again = evaluate(&folder, &["--format", form]);
        assert!(again.stdout.contains(&manifest), "{form}: {}", again.stdout);
    }
    let not_kept = lab.check(&[]);
    assert!(not_kept.json()["evidence"].is_null());
}

#[test]
fn evidence_of_faults_is_judged_again_byte_for_byte_as_well() {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::html("Blocked"));
    lab.root_server.route(paths::ROOT_CRL, Reply::crl(&lab.pki.root_crl().der()).ends_at(50));
    lab.root_server.answer(paths::ROOT_OCSP, |_| Reply::resets());
    lab.root_server.route(paths::ROOT_AIA, Reply::redirect(302, "/there"));
    lab.trusts(&[&lab.pki.retiring]);
    let (run, folder) = kept(&lab, &["--timeout", "1", "--client", "schannel-validating"]);
    assert_eq!(run.status, 2);
    let again = evaluate(&folder, &[]);
    assert_eq!((again.status, again.stdout.as_str()), (2, run.stdout.as_str()));
}

#[test]
fn a_cutover_beyond_the_root_s_end_turns_the_findings() {
    let lab = Lab::good();
    let (run, folder) = kept(&lab, &[]);
    let beyond = lab.pki.root.not_after().plus_days(1).date();
    let turned = evaluate(&folder, &["--cutover", &beyond]);
    assert_eq!((run.status, turned.status), (0, 2));
    let report: Value = turned.json();
    let expired = report["findings"].as_array().unwrap().iter().find(|one| one["code"] == "root-validity").unwrap();
    assert_eq!((expired["level"].as_str(), expired["cause"].as_str()), (Some("failure"), Some("expired")));
    assert_eq!(expired["target"], labels::ROOT);
}

#[test]
fn as_of_moves_the_days_and_leaves_freshness_where_it_was() {
    let lab = Lab::good();
    let (_, folder) = kept(&lab, &[]);
    let later = lab.pki.day(20);
    let run = evaluate(&folder, &["--as-of", &later.to_string()]);
    let report = run.json();
    // Twenty days on the CRLs are stale, and these facts are still of the day on which they were fresh.
    assert_eq!((run.status, &report["times"]["days_to_cutover"]), (0, &Value::from(10)), "{}", run.stdout);
    assert_ne!(report["times"]["observed"], report["times"]["as_of"]);
}

#[test]
fn an_object_that_was_changed_is_refused_by_its_name() {
    let lab = Lab::good();
    let (_, folder) = kept(&lab, &[]);
    let name = object(&folder, &lab.pki.crl().der());
    let mut bytes = std::fs::read(&name).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&name, bytes).unwrap();
    refused(&folder, name.file_name().unwrap().to_str().unwrap());
}

#[test]
fn an_object_that_is_missing_is_refused_by_its_name() {
    let lab = Lab::good();
    let (_, folder) = kept(&lab, &[]);
    let name = object(&folder, lab.pki.root.der());
    std::fs::remove_file(&name).unwrap();
    refused(&folder, name.file_name().unwrap().to_str().unwrap());
}

/// The object of the evidence that is these bytes.
fn object(folder: &Path, bytes: &[u8]) -> PathBuf {
    let path = folder.join("objects").join(Digest::of(bytes).to_string());
    // CRLs of ECDSA are signed anew each time they are asked for: then the largest object that is no certificate will do.
    if path.exists() {
        return path;
    }
    let objects = std::fs::read_dir(folder.join("objects")).unwrap().map(|entry| entry.unwrap().path());
    objects.max_by_key(|path| path.metadata().unwrap().len()).unwrap()
}

#[track_caller]
fn refused(folder: &Path, name: &str) {
    let run = evaluate(folder, &[]);
    assert_eq!((run.status, run.stdout.as_str()), (65, ""));
    assert!(run.stderr.contains(name), "{name} in {}", run.stderr);
}

#[test]
fn a_folder_that_is_no_evidence_is_unreadable() {
    let lab = Lab::good();
    let run = evaluate(&lab.path("nowhere"), &[]);
    assert_eq!((run.status, run.stdout.as_str()), (65, ""));
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn evidence_that_can_t_be_kept_is_said_before_anything_is_asked() {
    let lab = Lab::good();
    for place in ["missing/evidence", "policy.yaml"] {
        let path = lab.path(place);
        let run = lab.check(&["--evidence", path.to_str().unwrap()]);
        assert_eq!((run.status, run.stdout.as_str()), (74, ""), "{run:#?}");
        assert!(run.stderr.contains(path.to_str().unwrap()), "{}", run.stderr);
    }
    assert_eq!(lab.server.requests().len() + lab.root_server.requests().len(), 0);
}

#[test]
fn evidence_of_a_superseded_policy_is_no_proof_of_readiness_for_a_cutover_that_is_named_later() {
    // Nothing was asked for then, so nothing is known now: unknown never folds into ready.
    let lab = Lab::good();
    lab.judges(&PolicyText::of(&lab.pki).superseded_by("the-next-one"));
    let (run, folder) = kept(&lab, &[]);
    assert_eq!(run.status, 3);
    let again = evaluate(&folder, &["--cutover", &lab.pki.day(30).date()]);
    assert_eq!(again.status, 3, "{}", again.stdout);
}

#[test]
fn what_was_asked_of_the_run_is_asked_again() {
    let lab = Lab::good();
    let (run, folder) = kept(&lab, &["--skip", "clock", "--client", "openssl-no-revocation"]);
    let again = evaluate(&folder, &[]);
    assert_eq!((run.status, again.status), (3, 3));
    assert_eq!(again.json()["client"], "openssl-no-revocation");
    let other = evaluate(&folder, &["--client", "schannel-validating"]);
    assert_eq!(other.json()["client"], "schannel-validating");
}

#[test]
fn the_evidence_alone_is_enough() {
    // Neither the policy, nor the store, nor a server is there any more.
    let lab = Lab::good();
    let (run, folder) = kept(&lab, &[]);
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("moved");
    std::fs::rename(&folder, &moved).unwrap();
    drop(lab);
    let again = evaluate(&moved, &[]);
    assert_eq!((again.status, findings(&again.stdout)), (0, findings(&run.stdout)));
}

#[test]
fn a_report_tells_the_same_of_a_body_as_its_object() {
    let lab = Lab::good();
    let (run, folder) = kept(&lab, &[]);
    let seen = Seen::in_report(&lab, &run);
    let row = seen.rows(paths::AIA)[0];
    let digest = Digest::of(lab.pki.intermediate.der()).to_string();
    assert_eq!(row["sha256"], digest);
    assert_eq!(std::fs::read(folder.join("objects").join(digest)).unwrap(), lab.pki.intermediate.der());
}
