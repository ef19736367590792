//! JSON v1: the schema holds for real reports of every kind and for nothing else; bytes and order are frozen.

use certready::finding::{Cause, Code, Level};
use certready::observation::Connect;
use certready::render;
use jsonschema::Validator;
use serde_json::{Value, json};

use super::sample;
use crate::common::case::{self, Scene};
use crate::common::pki::{day, paths};
use crate::common::run::certready;

const SCHEMA: &str = include_str!("../../docs/report.schema.json");

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

fn errors(report: &Value) -> Vec<String> {
    validator().iter_errors(report).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn judged(scene: &Scene) -> Value {
    serde_json::from_str(&render::json(&scene.judge().report)).unwrap()
}

#[test]
fn the_schema_is_a_schema_of_2020_12() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn reports_of_every_verdict_keep_to_the_schema() {
    let pki = case::pki();
    let good = || Scene::good(&pki);
    let waiver = |target: &str| {
        format!(
            "waivers:\n  - code: endpoint-reachable\n    target: {target}\n    cause: status-403\n    reason: it is \
             known\n    expires: {}\n",
            day(60)
        )
    };
    let crl = pki.url(paths::CRL);
    for (verdict, scene) in [
        ("ready", good()),
        ("ready-with-warnings", good().status(&crl, 403).policy(|text| text.more(&waiver(&crl)))),
        ("not-ready", good().cut_off(Connect::Timeout)),
        ("not-ready", good().store(&[])),
        ("undetermined", good().policy(|text| text.superseded_by("certready-next"))),
        ("undetermined", good().asked(|asked| asked.only = vec![Code::RootPresent])),
        ("not-ready", good().body(&crl, b"<html><title>Denied</title></html>")),
        ("ready", good().asked(|asked| asked.as_of = Some(day(31)))),
    ] {
        let report = judged(&scene);
        assert_eq!(errors(&report), [""; 0], "{report:#}");
        assert_eq!(report["verdict"], verdict, "{report:#}");
    }
}

#[test]
fn the_report_of_single_urls_keeps_to_the_schema() {
    let store = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/roots/globalsign-r1.pem");
    // Nothing listens on the port of tcpmux.
    let url = "http://127.0.0.1:1/ca.crl";
    let finished = certready(&["url", url, "--proxy", "none", "--trust-store", store, "--format", "json"]);
    let report = finished.json();
    assert_eq!(errors(&report), [""; 0], "{report:#}");
    assert_eq!((finished.status, &report["purpose"], &report["verdict"]), (2, &json!("urls"), &json!("not-ready")));
}

#[test]
fn the_report_of_single_urls_has_every_form() {
    let store = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/roots/globalsign-r1.pem");
    for (form, begins) in [
        ("csv", "host,account,"),
        ("nagios", "CERTREADY CRITICAL - NOT READY "),
        ("prometheus", "# HELP certready_info "),
        ("junit", "<?xml "),
    ] {
        let url = "http://127.0.0.1:1/ca.crl";
        let run = certready(&["url", url, "--proxy", "none", "--trust-store", store, "--format", form]);
        assert!(run.status == 2 && run.stdout.starts_with(begins), "{run:#?}");
        assert!(!run.stdout.contains("cutover_timestamp") && !run.stdout.contains("days_to_cutover"), "{run:#?}");
        assert!(!run.stdout.contains("root_valid_days") && !run.stdout.contains("incoming"), "{run:#?}");
    }
}

#[test]
fn the_sample_keeps_to_the_schema_and_what_is_none_of_it_does_not() {
    let good: Value = serde_json::from_str(&render::json(&sample::report())).unwrap();
    assert_eq!(errors(&good), [""; 0]);
    let spoilt: [(&str, Value); 26] = [
        ("/schema", json!("certready.report/2")),
        ("/verdict", json!("fine")),
        ("/decision", json!("perhaps")),
        ("/purpose", json!("fun")),
        ("/phase", json!("during")),
        ("/client", json!("postfix")),
        ("/legs/0", json!("sideways")),
        ("/valid_until", json!("tomorrow")),
        ("/policy/digest", json!("ABC")),
        ("/times/days_to_cutover", json!(-1)),
        ("/findings", json!([])),
        ("/findings/0/code", json!("root-there")),
        ("/findings/0/level", json!("ok")),
        ("/findings/1/cause", json!("status-teapot")),
        ("/findings/1/owner", json!("somebody")),
        ("/endpoints/0/step", json!("half-way")),
        ("/endpoints/0/named_by", json!([])),
        ("/services/0/step", json!("half-way")),
        ("/services/0/root", json!("mine")),
        ("/services/0/chain/0/sha256", json!("ABC")),
        ("/roots/0/role", json!("anchor")),
        ("/firewall_request/rows", json!([])),
        ("/firewall_request/rows/0/kind", json!("hole")),
        ("/firewall_request/rows/0/port", json!(65_536)),
        ("/firewall_request/rows/0/level", json!("notice")),
        ("/firewall_request/rows/0/causes/0/at", json!("today")),
    ];
    for (place, value) in spoilt {
        let mut report = good.clone();
        *report.pointer_mut(place).unwrap() = value;
        assert_eq!(errors(&report).len(), 1, "{place} passes: {:?}", errors(&report));
    }
}

#[test]
fn a_field_more_or_less_does_not_keep_to_the_schema() {
    let good: Value = serde_json::from_str(&render::json(&sample::report())).unwrap();
    let request = ["", "/from", "/why", "/rows/0", "/rows/0/addresses/0", "/rows/0/urls/0", "/rows/0/causes/0"];
    let request = request.map(|place| format!("/firewall_request{place}"));
    let objects = [
        "",
        "/if_nothing_is_done/0",
        "/policy",
        "/times",
        "/host",
        "/store",
        "/findings/0",
        "/endpoints/0",
        "/services/0",
        "/services/0/chain/0",
        "/roots/0",
    ];
    for place in objects.into_iter().chain(request.iter().map(String::as_str)) {
        let mut more = good.clone();
        more.pointer_mut(place).unwrap()["misspelt"] = json!(1);
        assert_eq!(errors(&more).len(), 1, "{place}");
        let fields: Vec<String> = good.pointer(place).unwrap().as_object().unwrap().keys().cloned().collect();
        for field in fields {
            let mut less = good.clone();
            less.pointer_mut(place).unwrap().as_object_mut().unwrap().remove(&field);
            assert_eq!(errors(&less).len(), 1, "{place}/{field} may be missing");
        }
    }
}

/// Field order, names, nulls and number forms of version 1. If this changes, readers break: add fields at most.
#[test]
fn version_1_is_frozen() {
    insta::assert_snapshot!(render::json(&sample::report()));
}

#[test]
fn every_code_and_cause_is_in_the_schema() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let words = |list: &Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
    };
    let codes: Vec<String> = Code::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(words(&schema["$defs"]["code"]["enum"]), codes);
    let causes: Vec<String> = Cause::NAMED.iter().map(ToString::to_string).collect();
    assert_eq!(words(&schema["$defs"]["cause"]["anyOf"][0]["enum"]), causes);
    let mut levels = words(&schema["$defs"]["level"]["enum"]);
    levels.sort_unstable();
    let mut known: Vec<&str> = Level::ALL.iter().map(|level| level.word()).collect();
    known.sort_unstable();
    assert_eq!(levels, known);
}
