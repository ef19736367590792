//! Changed facts: each kind once, in both directions.

use certready::compare::{FactKind, Outcome};
use serde_json::{Value, json};

use super::{changed, compared, facts, with, written};

/// The sample's CRL, changed.
fn crl(change: Value) -> Value {
    with(|report| {
        let Value::Object(change) = change else { panic!("{change}") };
        for (name, value) in change {
            report["revocation"][0][name] = value;
        }
    })
}

fn url() -> String {
    written()["revocation"][0]["url"].as_str().unwrap().to_owned()
}

#[test]
fn a_crl_number_that_went_back_stands_first_and_is_worse_and_forward_it_is_usual() {
    let older = crl(json!({ "number": "999", "this_update": "2026-11-01T00:00:00Z" }));
    let newer = crl(json!({ "number": "1000", "this_update": "2026-11-02T00:00:00Z" }));
    let ends = ["999 of 2026-11-01T00:00:00Z", "1000 of 2026-11-02T00:00:00Z"];
    let back = compared(&newer, &older);
    assert_eq!(facts(&back), [format!("crl-number-back {}: {} > {}", url(), ends[1], ends[0])]);
    assert_eq!((back.outcome(), back.regressions.len()), (Outcome::Worse, 0));
    let forward = compared(&older, &newer);
    assert_eq!(facts(&forward), [format!("crl-number-forward {}: {} > {}", url(), ends[0], ends[1])]);
    assert_eq!(forward.outcome(), Outcome::NothingWorse);
    assert!(forward.facts[0].kind.is_usual() && !back.facts[0].kind.is_usual());
    // Before all others.
    let mut also = older;
    also["host"]["os"] = json!("another");
    also["endpoints"][0]["proxy"] = json!("http://proxy.example:3128");
    assert_eq!(compared(&newer, &also).facts[0].kind, FactKind::CrlNumberBack);
}

/// RFC 5280 §5.2.3.
#[test]
fn a_number_for_two_dates_and_an_older_crl_without_numbers_are_facts() {
    let (first, second) = ("2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z");
    let of = |number: Value, at: &str| crl(json!({ "number": number, "this_update": at }));
    let kinds =
        |before: &Value, after: &Value| compared(before, after).facts.iter().map(|fact| fact.kind).collect::<Vec<_>>();
    let (seven, none) = (|| json!("7"), || json!(null));
    assert_eq!(kinds(&of(seven(), first), &of(seven(), second)), [FactKind::CrlNumberReused]);
    assert_eq!(kinds(&of(none(), second), &of(none(), first)), [FactKind::CrlOlder]);
    assert_eq!(kinds(&of(seven(), second), &of(none(), first)), [FactKind::CrlOlder]);
    assert_eq!(kinds(&of(none(), first), &of(none(), second)), []);
    assert_eq!(kinds(&of(seven(), first), &of(none(), second)), [FactKind::CrlNumbered]);
    // A number that is none is not compared as one.
    assert_eq!(kinds(&of(seven(), first), &of(json!("6.5"), second)), [FactKind::CrlNumbered]);
}

#[test]
fn another_key_of_the_signer_is_a_fact_and_its_numbers_are_another_sequence() {
    let (was, is) = ("a".repeat(64), "b".repeat(64));
    let before = crl(json!({ "signer": "CA", "signer_spki_sha256": was, "number": "9" }));
    let after = crl(json!({ "signer": "CA", "signer_spki_sha256": is, "number": "1" }));
    let (was, is) = (format!("CA (key sha256 {was})"), format!("CA (key sha256 {is})"));
    let (there, back) = (format!("signer-key {}: {was} > {is}", url()), format!("signer-key {}: {is} > {was}", url()));
    changed(&before, &after, &[&there], &[&back]);
}

#[test]
fn signed_data_that_came_or_went_is_a_fact() {
    let without = with(|report| drop(report["revocation"].as_array_mut().unwrap().remove(0)));
    let (there, back) = (format!("signed-data revocation: -{}", url()), format!("signed-data revocation: +{}", url()));
    changed(&written(), &without, &[&there], &[&back]);
}

/// One field of the sample, before and after, and the word of its fact.
#[test]
fn what_policy_host_and_store_say_otherwise_is_a_fact() {
    for (pointer, value, fact, was) in [
        ("/host/route", json!("proxy"), "route route", "direct: no proxy is set"),
        ("/store/origin", json!("another"), "store-origin store", "the system's store"),
        ("/store/certificates", json!(146), "store-certificates store", "145"),
        ("/store/unread", json!(0), "store-unread store", "1"),
        ("/policy/title", json!("Another"), "policy title", "Example Mail moves from Old Root to New Root"),
        ("/times/cutover", json!("2026-12-06T12:00:00Z"), "cutover cutover", "2026-12-05T12:00:00Z"),
        ("/phase", json!("overlap"), "phase phase", "before"),
        ("/client", json!("openssl-no-revocation"), "client client", "schannel-validating"),
        ("/host/name", json!("mail-02"), "host host", "mail-01"),
        ("/host/os", json!("Debian GNU/Linux 13"), "os os", "Debian GNU/Linux 12 (bookworm)"),
        ("/host/account", json!("postfix"), "account account", "-"),
        ("/tool", json!("0.2.0"), "tool tool", "0.1.0 (000000000000)"),
        ("/purpose", json!("urls"), "purpose purpose", "rotation"),
    ] {
        let after = with(|report| *report.pointer_mut(pointer).unwrap() = value.clone());
        let is = value.as_str().map_or(value.to_string(), str::to_owned);
        changed(&written(), &after, &[&format!("{fact}: {was} > {is}")], &[&format!("{fact}: {is} > {was}")]);
    }
    let digest = with(|report| report["policy"]["digest"] = json!("a".repeat(64)));
    assert_eq!(facts(&compared(&written(), &digest)).len(), 1);
    let id = with(|report| report["policy"]["id"] = json!("another"));
    assert_eq!(facts(&compared(&written(), &id)), ["policy id: example-mail-2026 > another"]);
}

/// Of a list of URLs the cutover is the time of the judgement, another one each time.
#[test]
fn the_cutover_of_what_does_not_rotate_is_none() {
    let urls = |at: &str| {
        with(|report| {
            report["purpose"] = json!("urls");
            report["times"]["cutover"] = json!(at);
        })
    };
    changed(&urls("2026-11-23T06:17:00Z"), &urls("2026-11-24T06:17:00Z"), &[], &[]);
}

/// The sample with an endpoint's addresses.
fn at(addresses: &[&str]) -> Value {
    let addresses: Vec<Value> = addresses
        .iter()
        .map(|address| json!({ "address": address, "connect": "connected", "took_ms": 3, "told_by": null }))
        .collect();
    with(|report| report["endpoints"][0]["addresses"] = json!(addresses))
}

#[test]
fn addresses_that_came_and_went_are_a_fact_with_their_ports() {
    let row = &written()["endpoints"][0];
    let name = match row["kind"].as_str().unwrap() {
        "ocsp" => format!("{} ({})", row["url"].as_str().unwrap(), row["method"].as_str().unwrap()),
        _ => row["url"].as_str().unwrap().to_owned(),
    };
    changed(
        &at(&["192.0.2.1:80", "192.0.2.2:80"]),
        &at(&["192.0.2.2:80", "192.0.2.1:8080"]),
        &[&format!("addresses {name}: +192.0.2.1:8080 -192.0.2.1:80")],
        &[&format!("addresses {name}: +192.0.2.1:80 -192.0.2.1:8080")],
    );
    // Their order is nobody's word, and where there is none a finding says why.
    changed(&at(&["192.0.2.1:80", "192.0.2.2:80"]), &at(&["192.0.2.2:80", "192.0.2.1:80"]), &[], &[]);
    changed(&at(&["192.0.2.1:80"]), &at(&[]), &[], &[]);
}

#[test]
fn an_endpoint_that_came_or_went_and_its_proxy_are_facts() {
    let without = with(|report| drop(report["endpoints"].as_array_mut().unwrap().remove(0)));
    let difference = compared(&written(), &without);
    assert_eq!(difference.facts[0].kind, FactKind::Endpoint);
    assert_eq!((difference.facts[0].added.len(), difference.facts[0].removed.len()), (0, 1));
    let back = compared(&without, &written());
    assert_eq!((back.facts[0].added.len(), back.facts[0].removed.len()), (1, 0));
    let proxied = |proxy: Value| with(|report| report["endpoints"][0]["proxy"] = proxy);
    let difference = compared(&proxied(json!(null)), &proxied(json!("http://proxy.example:3128")));
    assert!(facts(&difference)[0].ends_with(": direct > http://proxy.example:3128"), "{:?}", facts(&difference));
}

/// The sample with one service, changed.
fn service(change: impl FnOnce(&mut Value)) -> Value {
    let presented = |label: &str, digit: &str| json!({ "label": label, "issuer": "CA", "sha256": digit.repeat(64), "not_after": null });
    let mut row = json!({
        "service": "smtp://mail.example.com:25", "named_by": ["x"], "step": "secured", "addresses": [], "resolvers": [],
        "banner": null, "version": "TLSv1_3", "suite": null, "root": "retiring",
        "chain": [presented("mail.example.com", "1"), presented("CA", "2")], "offset_ms": 1, "took_ms": 2
    });
    change(&mut row);
    with(|report| report["services"] = json!([row]))
}

#[test]
fn what_a_service_presents_otherwise_is_a_fact() {
    let name = "smtp://mail.example.com:25";
    let base = service(|_| ());
    let digest = |digit: &str| digit.repeat(64);
    changed(
        &base,
        &service(|row| row["chain"][0]["sha256"] = json!(digest("3"))),
        &[&format!(
            "presented {name}: mail.example.com (sha256 {}) > mail.example.com (sha256 {})",
            digest("1"),
            digest("3")
        )],
        &[&format!(
            "presented {name}: mail.example.com (sha256 {}) > mail.example.com (sha256 {})",
            digest("3"),
            digest("1")
        )],
    );
    changed(
        &base,
        &service(|row| row["chain"][1]["sha256"] = json!(digest("4"))),
        &[&format!("intermediate {name}: +CA (sha256 {}) -CA (sha256 {})", digest("4"), digest("2"))],
        &[&format!("intermediate {name}: +CA (sha256 {}) -CA (sha256 {})", digest("2"), digest("4"))],
    );
    for (field, value, fact, was) in
        [("version", "TLSv1_2", "tls-version", "TLSv1_3"), ("root", "incoming", "presented-root", "retiring")]
    {
        let (there, back) = (format!("{fact} {name}: {was} > {value}"), format!("{fact} {name}: {value} > {was}"));
        changed(&base, &service(|row| row[field] = json!(value)), &[&there], &[&back]);
    }
    let moved = service(|row| {
        row["addresses"] =
            json!([{ "address": "192.0.2.9:25", "connect": "connected", "took_ms": 1, "told_by": null }]);
    });
    changed(&base, &moved, &[], &[]);
    // Where nothing was presented, a finding says why.
    let nothing = service(|row| {
        row["chain"] = json!([]);
        row["root"] = json!(null);
        row["version"] = json!(null);
    });
    changed(&base, &nothing, &[], &[]);
    let none = with(|report| report["services"] = json!([]));
    changed(&base, &none, &[&format!("service services: -{name}")], &[&format!("service services: +{name}")]);
}

/// The sample with one certificate of the policy.
fn root(role: &str, label: &str, sha256: Value, stores: &[&str]) -> Value {
    let mut row = json!({
        "label": label, "role": role, "sha1": null, "sha256": null, "spki_sha256": null, "serial": null,
        "not_after": null, "stores": stores
    });
    row["sha256"] = sha256;
    with(|report| report["roots"] = json!([row]))
}

#[test]
fn a_root_that_came_into_a_store_or_went_from_it_is_a_fact() {
    let digest = "a".repeat(64);
    let (there, back) = (
        format!("root-stores New Root: +ROOT (sha256 {digest})"),
        format!("root-stores New Root: -ROOT (sha256 {digest})"),
    );
    changed(
        &root("incoming", "New Root", json!(digest), &[]),
        &root("incoming", "New Root", json!(digest), &["ROOT"]),
        &[&there],
        &[&back],
    );
    // A root that the policy knows by its digest alone is nobody's until a store has it.
    changed(
        &root("incoming", "New Root", json!(null), &[]),
        &root("incoming", "New Root", json!(digest), &["ROOT"]),
        &[&there],
        &[&back],
    );
}

#[test]
fn a_new_anchor_or_intermediate_of_the_policy_is_a_fact() {
    let digest = json!("a".repeat(64));
    let of = |role: &str, label: &str| root(role, label, digest.clone(), &[]);
    changed(
        &of("intermediate", "CA 1"),
        &of("intermediate", "CA 2"),
        &["intermediate policy: +CA 2 (intermediate) -CA 1 (intermediate)"],
        &["intermediate policy: +CA 1 (intermediate) -CA 2 (intermediate)"],
    );
    changed(
        &of("incoming", "Root 1"),
        &of("retiring", "Root 1"),
        &["root policy: +Root 1 (retiring) -Root 1 (incoming)"],
        &["root policy: +Root 1 (incoming) -Root 1 (retiring)"],
    );
}
