//! Endpoints and roots by host, and the merged firewall request.

use certready::finding::Level;
use certready::fleet::{EndpointRow, Fleet};
use certready::language::Language;
use serde_json::json;

use super::{account, cut_off, filtered, fleet, good, narrowed, rootless, words};
use crate::common::case;
use crate::common::pki::paths;

/// The row of the intermediate's CRL.
fn crl(fleet: &Fleet) -> &EndpointRow {
    let url = case::pki().url(paths::CRL);
    fleet.endpoints.iter().find(|row| row.url.as_str() == url && row.kind.as_str() == "crl").unwrap()
}

/// Each way in which hosts fell short there.
fn short(row: &EndpointRow) -> Vec<(&'static str, Option<String>, Vec<String>)> {
    row.short.iter().map(|one| (one.how, one.cause.as_ref().map(ToString::to_string), words(&one.hosts))).collect()
}

#[test]
fn an_endpoint_counts_who_reaches_it_and_who_gets_what_the_ca_serves() {
    let fleet = fleet(&[good("a"), cut_off("b"), cut_off("c"), filtered("d"), narrowed("e")]);
    let row = crl(&fleet);
    assert_eq!((row.hosts, row.reached, row.genuine), (5, 2, 1));
    let page = filtered("d")["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["code"] == "endpoint-genuine" && one["level"] == "failure")
        .map(|one| one["cause"].as_str().unwrap().to_owned());
    assert_eq!(
        short(row),
        [
            ("not-reached", Some("connect-timeout".to_owned()), vec!["b".to_owned(), "c".to_owned()]),
            ("not-looked", None, vec!["e".to_owned()]),
            ("not-genuine", page, vec!["d".to_owned()]),
        ]
    );
}

/// One account of the two can't reach it: for the service under that account it is not reached.
#[test]
fn a_host_is_counted_once_by_the_worst_of_its_accounts() {
    let of_two = [account(good("a"), "SYSTEM", "S-1-5-18"), account(cut_off("a"), "NETWORK SERVICE", "S-1-5-20")];
    let fleet = fleet(&of_two);
    assert_eq!((crl(&fleet).hosts, crl(&fleet).reached), (1, 0));
    let root = fleet.roots.iter().find(|row| row.role.as_str() == "incoming").unwrap();
    assert_eq!((root.hosts, root.present), (1, 1));
    let of_two = [account(good("a"), "SYSTEM", "S-1-5-18"), account(rootless("a"), "NETWORK SERVICE", "S-1-5-20")];
    let fleet = super::fleet(&of_two);
    let root = fleet.roots.iter().find(|row| row.role.as_str() == "incoming").unwrap();
    assert_eq!((root.hosts, root.present, words(&root.absent)), (1, 0, vec!["a".to_owned()]));
}

/// An optional endpoint that fails is a notice, a waived one a warning: neither was reached.
#[test]
fn what_makes_no_condition_falls_short_all_the_same() {
    for level in ["notice", "warning"] {
        let mut report = cut_off("a");
        report["verdict"] = json!("ready");
        for finding in report["findings"].as_array_mut().unwrap() {
            if finding["level"] == "failure" {
                finding["level"] = json!(level);
            }
        }
        let fleet = fleet(&[report]);
        assert_eq!((crl(&fleet).hosts, crl(&fleet).reached), (1, 0), "{level} {:?}", fleet.broken);
    }
}

#[test]
fn a_root_is_present_absent_or_not_known() {
    let mut unread = rootless("c");
    unread["store"]["unread"] = json!(1);
    let fleet = fleet(&[good("a"), rootless("b"), unread]);
    let root = fleet.roots.iter().find(|row| row.role.as_str() == "incoming").unwrap();
    assert_eq!((root.hosts, root.present), (3, 1));
    assert_eq!((words(&root.absent), words(&root.not_known)), (vec!["b".to_owned()], vec!["c".to_owned()]));
}

#[test]
fn one_target_is_asked_for_once_with_all_that_need_it() {
    let (mut refused, mut proxied) = (cut_off("refused"), cut_off("proxied"));
    for row in refused["firewall_request"]["rows"].as_array_mut().unwrap() {
        row["level"] = json!("warning");
        row["decisive"] = json!(false);
        row["causes"][0]["cause"] = json!("connect-refused");
    }
    for row in proxied["firewall_request"]["rows"].as_array_mut().unwrap() {
        row["proxy"] = json!("http://proxy.example:3128/");
    }
    let rows = cut_off("a")["firewall_request"]["rows"].as_array().unwrap().len();
    let fleet =
        fleet(&[account(cut_off("a"), "SYSTEM", "S-1-5-18"), account(cut_off("a"), "N", "S-1-5-20"), refused, proxied]);
    assert_eq!(fleet.firewall.len(), 2 * rows);
    let row = &fleet.firewall[0];
    assert_eq!(
        (words(&row.sources), row.level, row.decisive),
        (vec!["a".to_owned(), "refused".to_owned()], Level::Failure, true)
    );
    assert_eq!(words(&row.causes), ["connect-refused", "connect-timeout"]);
    let last = fleet.firewall.last().unwrap();
    assert_eq!((words(&last.sources), last.proxy.is_some()), (vec!["proxied".to_owned()], true));
}

/// The sentences of single reports name their host.
#[test]
fn what_is_asked_for_many_names_none_of_them() {
    let fleet = fleet(&[cut_off("mail-01"), cut_off("mail-02")]);
    for row in &fleet.firewall {
        assert_eq!(row.asks.len(), 1, "{:?}", row.asks);
        let ask = row.asks.first().unwrap().as_str();
        assert!(ask.contains("each source") && !ask.contains("mail-0"), "{ask}");
        let korean = row.asks_said().to(Language::Korean);
        assert!(korean.contains("각 출발지") && !korean.contains("each source"), "{korean}");
    }
}

#[test]
fn a_fleet_that_reaches_everything_asks_for_nothing() {
    assert!(fleet(&[good("a"), good("b")]).firewall.is_empty());
}
