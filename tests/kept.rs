//! Reports read back: what was written is what is read, later and earlier versions are understood, anything else is refused by
//! its reason, and what is shown of it is clean.

use certready::finding::{Phase, Purpose, Verdict};
use certready::kept::{self, NotAReport, REPORT_BYTES, Text};
use certready::render;
use serde_json::{Value, json};

use crate::common::case::{self, Scene};
use crate::common::pki::paths;
use crate::render::sample;

fn written() -> Value {
    serde_json::from_str(&render::json(&sample::report())).unwrap()
}

/// The sample with one change.
fn with(change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let mut report = written();
    change(&mut report);
    serde_json::to_vec(&report).unwrap()
}

#[test]
fn what_was_written_is_what_is_read() {
    let bytes = render::json(&sample::report());
    let report = kept::read(bytes.as_bytes()).unwrap();
    assert_eq!(
        (report.verdict, report.phase, report.purpose),
        (Verdict::NotReady, Phase::Before, Some(Purpose::Rotation))
    );
    assert_eq!(report.policy.id.as_str(), "example-mail-2026");
    assert_eq!(report.times.observed.to_string(), "2026-11-23T06:17:00Z");
    assert_eq!(report.host.name.as_ref().map(Text::as_str), Some("mail-01"));
    assert_eq!(report.host.account, None);
    let (written, findings) = (written(), &report.findings);
    assert_eq!(findings.len(), written["findings"].as_array().unwrap().len());
    for (read, written) in findings.iter().zip(written["findings"].as_array().unwrap()) {
        assert_eq!(read.code.as_str(), written["code"]);
        assert_eq!(read.level.word(), written["level"]);
        assert_eq!(read.cause.as_ref().map_or(Value::Null, |cause| json!(cause.as_str())), written["cause"]);
        assert_eq!(read.waiver.is_some(), written["waiver"].is_object());
    }
    assert_eq!(report.endpoints.len(), written["endpoints"].as_array().unwrap().len());
    assert_eq!(report.services.unwrap().len(), written["services"].as_array().unwrap().len());
    assert_eq!(report.roots.len(), written["roots"].as_array().unwrap().len());
    let crl = &report.revocation.unwrap()[0];
    assert_eq!((crl.kind.as_str(), crl.number.as_ref().map(Text::as_str)), ("crl", Some("4711")));
    assert_eq!(
        report.firewall_request.unwrap().rows.len(),
        written["firewall_request"]["rows"].as_array().unwrap().len()
    );
    assert_eq!(report.evidence.unwrap().manifest_sha256.as_str(), written["evidence"]["manifest_sha256"]);
}

#[test]
fn a_judged_report_of_every_shape_is_read() {
    let pki = case::pki();
    for scene in [Scene::good(&pki), Scene::good(&pki).store(&[]), Scene::good(&pki).urls(&[&pki.url(paths::CRL)], &[])]
    {
        let bytes = render::json(&scene.judge().report);
        kept::read(bytes.as_bytes()).unwrap();
    }
}

/// docs/json-v1.md: a reader passes over what it does not know; what a later version added is absent from an older report.
#[test]
fn what_later_versions_add_is_passed_over_and_what_earlier_ones_lack_is_absent() {
    let later = with(|report| {
        report["moon"] = json!({ "phase": [1, 2, 3] });
        report["findings"][0]["code"] = json!("a-check-of-tomorrow");
        report["findings"][0]["cause"] = json!("a-cause-of-tomorrow");
        report["endpoints"][0]["tide"] = json!("high");
    });
    assert_eq!(kept::read(&later).unwrap().findings[0].code.as_str(), "a-check-of-tomorrow");
    let earlier = with(|report| {
        for added in ["purpose", "services", "revocation", "evidence"] {
            assert!(report.as_object_mut().unwrap().remove(added).is_some(), "{added}");
        }
        for finding in report["findings"].as_array_mut().unwrap() {
            finding.as_object_mut().unwrap().remove("below");
        }
    });
    let earlier = kept::read(&earlier).unwrap();
    assert!(earlier.services.is_none() && earlier.revocation.is_none() && earlier.evidence.is_none());
    assert_eq!(earlier.purpose, None);
}

#[test]
fn a_mark_of_windows_in_front_is_no_fault() {
    let marked = [b"\xef\xbb\xbf".as_slice(), &with(|_| ())].concat();
    assert_eq!(kept::read(&marked).unwrap().findings.len(), sample::report().findings.len());
}

#[test]
fn anything_else_is_refused_and_says_why() {
    let other = kept::read(br#"{ "schema": "certready.report/2", "verdict": 7 }"#);
    assert!(matches!(&other, Err(NotAReport::Schema(schema)) if schema.as_str() == "certready.report/2"), "{other:?}");
    let whole = with(|report| report["schema"] = json!("certready.verify/1"));
    assert!(matches!(kept::read(&whole), Err(NotAReport::Schema(_))));
    for broken in [
        b"".to_vec(),
        b"{}".to_vec(),
        b"[1]".to_vec(),
        b"\xff\xfe{\0".to_vec(),
        with(|report| report["verdict"] = json!("perhaps")),
        with(|report| report["times"]["observed"] = json!("yesterday")),
        with(|report| report["findings"] = json!(null)),
        render::json(&sample::report()).into_bytes().split_off(1),
        [with(|_| ()), b"{}".to_vec()].concat(),
        // Nesting that would fill the stack of a reader that follows it.
        [br#"{"schema":"certready.report/1","x":"#.as_slice(), &[b'['; 100_000]].concat(),
    ] {
        assert!(matches!(kept::read(&broken), Err(NotAReport::Shape(_))), "{}", String::from_utf8_lossy(&broken));
    }
    let long = vec![b' '; usize::try_from(REPORT_BYTES).unwrap() + 1];
    assert!(matches!(kept::read(&long), Err(NotAReport::TooLong)));
}

#[test]
fn what_is_shown_of_it_is_clean_and_what_is_compared_is_not_changed() {
    let hostile = with(|report| report["findings"][0]["target"] = json!("\u{1b}[2Jroot\u{202e}"));
    let report = kept::read(&hostile).unwrap();
    let target = &report.findings[0].target;
    assert_eq!(target.as_str(), "\u{1b}[2Jroot\u{202e}");
    assert_eq!(target.to_string(), "\u{fffd}[2Jroot\u{fffd}");
    assert_eq!(serde_json::to_string(target).unwrap(), "\"\u{fffd}[2Jroot\u{fffd}\"");
}
