//! The fleet's forms: their bytes for one sample, the schema, and what hostile names do to each. Each page of a fleet of any size is
//! bounded, and what it does not name it counts.

use certready::fleet::Fleet;
use certready::language::Language;
use certready::render::{self, Detail};
use jsonschema::Validator;
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

use super::firewall_list::records;
use super::markdown::cells;
use super::page::elements;
use crate::common::pki::day;
use crate::fleet::{account, add, asked, cut_off, expecting, fleet, gathered, good, narrowed, observed, of};

const SCHEMA: &str = include_str!("../../docs/fleet.schema.json");

/// Ten megabytes and more in JSON, and no more than this as a page.
const LONGEST_PAGE: usize = 5 * 1024 * 1024;

fn validator() -> Validator {
    jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap()
}

fn errors(fleet: &Value) -> Vec<String> {
    validator().iter_errors(fleet).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// One of everything: ready, cut off, undetermined, two accounts, old, missed, not expected, broken, an export, another digest, a
/// clock that differs.
fn sample() -> Fleet {
    let mut digest = good("mail-04");
    digest["policy"]["digest"] = json!("0".repeat(64));
    let clock = digest["findings"].as_array_mut().unwrap().iter_mut().find(|one| one["code"] == "clock").unwrap();
    clock["level"] = json!("warning");
    let mut export = good("jump-host");
    export["store"]["origin"] = json!("/srv/gateway.pem, as asked, in place of the host's");
    let mut gathering = gathered(&[
        account(good("mail-01"), "SYSTEM", "S-1-5-18"),
        account(cut_off("mail-01"), "NETWORK SERVICE", "S-1-5-20"),
        account(observed(good("mail-01"), day(-1)), "SYSTEM", "S-1-5-18"),
        cut_off("mail-02"),
        narrowed("mail-03"),
        digest,
        observed(good("mail-05"), day(-5)),
        good("stranger"),
    ]);
    add(&mut gathering, "gateway.json", Some("gateway-dmz"), &export);
    gathering.broken("site-b/mail-07.json", "it is no report of certready: EOF while parsing");
    gathering.other_schema();
    gathering.links(1);
    let list = "gateway-dmz appliance\nmail-01\nmail-02\nmail-03\nmail-04\nmail-05\nmail-06 branch office\n";
    let fleet = Fleet::new(gathering, &expecting(list));
    assert_eq!(fleet.hosts.len(), 8);
    fleet
}

/// Every text of it through the commit that the reports were judged by.
fn without_version(text: &str) -> String {
    text.replace(certready::run::TOOL, "0.1.0 (000000000000)")
}

fn plain(fleet: &Fleet, detail: Detail) -> String {
    plain_in(fleet, detail, Language::English)
}

fn plain_in(fleet: &Fleet, detail: Detail, language: Language) -> String {
    without_version(&anstream::adapter::strip_str(&render::fleet_text(fleet, detail, language)).to_string())
}

#[test]
fn the_text_is_as_it_was_seen() {
    insta::assert_snapshot!(plain(&sample(), Detail::Verbose));
}

#[test]
fn the_quiet_text_is_the_begin_of_the_usual_and_the_usual_of_the_verbose() {
    let [quiet, usual, verbose] =
        [Detail::Quiet, Detail::Usual, Detail::Verbose].map(|detail| plain(&sample(), detail));
    assert!(usual.starts_with(&quiet) && quiet.contains("Without a report") && !quiet.contains("Endpoints"));
    let usual = usual.split_once("\ncertready ").unwrap().0;
    assert!(verbose.starts_with(usual) && verbose.contains("\nHosts\n") && !usual.contains("\nHosts\n"));
}

/// What can't be broken stays whole: URLs, paths.
#[test]
fn the_text_keeps_to_80_columns() {
    for language in Language::ALL {
        for line in plain_in(&sample(), Detail::Verbose, language).lines().filter(|line| line.width() > 80) {
            assert!(line.trim_start().split(' ').count() <= 2, "{line}");
        }
    }
}

#[test]
fn the_korean_text_is_as_it_was_seen() {
    insta::assert_snapshot!(plain_in(&sample(), Detail::Verbose, Language::Korean));
}

/// What the reports say in English is told in Korean, and the page is the same one.
#[test]
fn the_korean_pages_have_the_same_elements_and_no_heading_in_english() {
    let pages = Language::ALL.map(|language| elements(&render::fleet_html(&sample(), language)).unwrap());
    let [english, korean] = pages.each_ref().map(|page| page.iter().map(|one| &one.name).collect::<Vec<_>>());
    assert_eq!(english, korean);
    let is_korean = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter));
    for one in pages[1].iter().filter(|one| matches!(one.name.as_str(), "h1" | "h2" | "h3" | "caption" | "title")) {
        assert!(one.text.is_empty() || is_korean(&one.text), "{}: {}", one.name, one.text);
    }
    let markdown = render::fleet_markdown(&sample(), Language::Korean);
    for line in markdown.lines().filter(|line| line.starts_with('#')) {
        assert!(is_korean(line), "{line}");
    }
    for page in [markdown, render::fleet_html(&sample(), Language::Korean)] {
        assert!(page.contains("정책의 호스트로 나가는 외부 연결 경로를 여세요."), "{page}");
        assert!(
            !page.contains("Open the way") && !page.contains("Run certready") && !page.contains("Open TCP"),
            "{page}"
        );
    }
}

#[test]
fn the_json_is_as_it_was_seen_and_keeps_to_the_schema() {
    let text = render::fleet_json(&sample());
    assert_eq!(errors(&serde_json::from_str(&text).unwrap()), [""; 0]);
    insta::assert_snapshot!(without_version(&text));
}

#[test]
fn fleets_of_every_kind_keep_to_the_schema() {
    for fleet in
        [fleet(&[]), fleet(&[good("a")]), fleet(&[cut_off("a"), good("b")]), Fleet::new(gathered(&[]), &expecting("a"))]
    {
        let value: Value = serde_json::from_str(&render::fleet_json(&fleet)).unwrap();
        assert_eq!(errors(&value), [""; 0]);
    }
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::is_valid(&schema));
}

#[test]
fn a_field_more_or_less_does_not_keep_to_the_schema() {
    let good: Value = serde_json::from_str(&render::fleet_json(&sample())).unwrap();
    let short = good["endpoints"].as_array().unwrap().iter().position(|row| row["short"] != json!([])).unwrap();
    let objects = [
        String::new(),
        "/counts".to_owned(),
        "/policies/0".to_owned(),
        "/groups/0".to_owned(),
        "/groups/0/blocks/0".to_owned(),
        "/hosts/1".to_owned(),
        "/hosts/1/reports/0".to_owned(),
        format!("/endpoints/{short}"),
        format!("/endpoints/{short}/short/0"),
        "/roots/0".to_owned(),
        "/firewall_request/0".to_owned(),
        "/differences/0".to_owned(),
        "/differences/0/values/0".to_owned(),
        "/clocks/0".to_owned(),
        "/broken/0".to_owned(),
        "/passed_over".to_owned(),
    ];
    for place in objects {
        let mut more = good.clone();
        more.pointer_mut(&place).unwrap_or_else(|| panic!("{place}"))["misspelt"] = json!(1);
        assert_eq!(errors(&more).len(), 1, "{place}");
        for field in good.pointer(&place).unwrap().as_object().unwrap().keys() {
            let mut less = good.clone();
            less.pointer_mut(&place).unwrap().as_object_mut().unwrap().remove(field);
            assert_eq!(errors(&less).len(), 1, "{place}/{field} may be missing");
        }
    }
}

#[test]
fn the_records_of_hosts_are_one_for_each_report_and_each_host_without_one() {
    let fleet = sample();
    let records = records(&render::fleet_csv(&fleet));
    let column = |record: &[String], name: &str| record[records[0].iter().position(|one| one == name).unwrap()].clone();
    assert_eq!(records.len(), 1 + fleet.reports().count() + fleet.missing().count());
    for record in &records {
        assert_eq!(record.len(), records[0].len());
    }
    let missed = records.iter().find(|record| record[0] == "mail-06").unwrap();
    assert_eq!(
        (column(missed, "host_verdict"), column(missed, "note")),
        ("undetermined".into(), "branch office".into())
    );
    assert_eq!((column(missed, "verdict"), column(missed, "observed_at")), (String::new(), String::new()));
    let old = records.iter().find(|record| record[0] == "mail-05").unwrap();
    assert_eq!(
        (column(old, "verdict"), column(old, "said"), column(old, "age")),
        ("undetermined".into(), "ready".into(), "stale".into())
    );
    let of_two: Vec<_> =
        records.iter().filter(|record| record[0] == "mail-01").map(|one| column(one, "verdict")).collect();
    assert_eq!(of_two, ["ready", "not-ready"]);
}

/// What a firewall's admin imports: from where to where.
#[test]
fn the_records_of_the_firewall_are_one_for_each_source_and_target() {
    let fleet = sample();
    let records = records(&render::fleet_firewall_csv(&fleet));
    assert_eq!(records.len(), 1 + fleet.firewall.iter().map(|row| row.sources.len()).sum::<usize>());
    assert_eq!(records[0][..5], ["source_host", "destination", "port", "protocol", "direction"].map(str::to_owned));
    assert_eq!(records[1][0], "mail-01");
    assert_eq!((records[1][2].as_str(), records[1][3].as_str(), records[1][4].as_str()), ("80", "TCP", "outbound"));
}

#[test]
fn the_page_is_as_it_was_seen() {
    let page = render::fleet_html(&sample(), Language::English);
    let (head, body) = page.split_once("<body>").unwrap();
    assert!(head.contains("<title>NOT READY: fleet of 8 hosts</title>"), "{head}");
    assert!(head.contains("Content-Security-Policy"), "{head}");
    insta::assert_snapshot!(without_version(body));
}

/// WCAG 2.2 as far as it can be said without a browser, as of the report's own page.
#[test]
fn every_page_is_well_formed_runs_nothing_and_can_be_read_without_seeing_it() {
    for fleet in [sample(), fleet(&[]), fleet(&[good("a")])] {
        let page = elements(&render::fleet_html(&fleet, Language::English)).unwrap();
        let named = |name: &str| page.iter().filter(|one| one.name == name).collect::<Vec<_>>();
        assert_eq!((named("h1").len(), named("main").len(), named("script").len()), (1, 1, 0));
        let ids: Vec<&str> = page.iter().filter_map(|one| one.attribute("id")).collect();
        for link in named("a") {
            let to = link.attribute("href").unwrap().strip_prefix('#').unwrap();
            assert_eq!(ids.iter().filter(|id| **id == to).count(), 1, "{to}");
        }
        let mut level = 0;
        for one in &page {
            if let Some(next) = one.name.strip_prefix('h').and_then(|digits| digits.parse::<u8>().ok()) {
                assert!(next <= level + 1, "{} follows h{level}", one.name);
                level = next;
            }
            assert!(one.attributes.keys().all(|name| !name.starts_with("on") && name != "src" && name != "style"));
        }
        for table in named("table") {
            assert_eq!(table.first.as_deref(), Some("caption"));
        }
        for head in named("th") {
            assert!(matches!(head.attribute("scope"), Some("row" | "col")), "{head:?}");
        }
    }
}

#[test]
fn the_markdown_is_as_it_was_seen() {
    insta::assert_snapshot!(without_version(&render::fleet_markdown(&sample(), Language::English)));
}

/// Ends a cell, a field, an element, a block; begins a formula, a link, a heading, a comment.
const BREAKS_OUT: &str = "=1+1|`'\"><script>alert(1)</script><!--&amp;](http://x.example)\\{} @all, a;b # h";
/// Clears the screen, turns what follows around, ends lines.
const MOVES: &str = "a\u{1b}[2Jb\u{202e}c\u{7}d\re\nf\u{9b}31mg";

/// Hostile texts wherever a report has one that is shown.
fn hostile(text: &str, host: &str) -> Fleet {
    let mut report = of(cut_off("x"), host);
    for place in ["/host/account", "/host/os", "/policy/title", "/policy/digest", "/tool", "/client", "/store/origin"] {
        *report.pointer_mut(place).unwrap() = json!(text);
    }
    report["store"]["origin"] = json!(format!("{text}, as asked, in place of the host's"));
    for finding in report["findings"].as_array_mut().unwrap() {
        for field in ["code", "target", "next", "owner", "observed"] {
            finding[field] = json!(text);
        }
        finding["cause"] = json!(text);
    }
    for endpoint in report["endpoints"].as_array_mut().unwrap() {
        for field in ["url", "kind", "method"] {
            endpoint[field] = json!(text);
        }
    }
    for root in report["roots"].as_array_mut().unwrap() {
        root["label"] = json!(text);
        root["role"] = json!(text);
    }
    for row in report["firewall_request"]["rows"].as_array_mut().unwrap() {
        for field in ["kind", "host", "proxy"] {
            row[field] = json!(text);
        }
        row["asks"] = json!([text]);
        row["urls"][0]["url"] = json!(text);
        row["causes"][0]["cause"] = json!(text);
    }
    let mut gathering = gathered(&[report]);
    gathering.broken(text, text);
    let mut second = of(good("y"), "second");
    second["tool"] = json!("0.2.0");
    add(&mut gathering, text, None, &second);
    Fleet::new(gathering, &asked())
}

#[test]
fn what_ends_a_field_of_a_form_ends_none() {
    let fleet = hostile(BREAKS_OUT, BREAKS_OUT);
    assert_eq!(fleet.hosts.len(), 2, "{:?}", fleet.broken);
    let page = elements(&render::fleet_html(&fleet, Language::English)).unwrap();
    assert!(page.iter().all(|one| one.name != "script"));
    assert!(page.iter().any(|one| one.text.contains("<script>alert(1)</script>")), "the words are shown");
    for csv in [render::fleet_csv(&fleet), render::fleet_firewall_csv(&fleet)] {
        let records = records(&csv);
        for record in &records {
            assert_eq!(record.len(), records[0].len());
            assert!(record.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{record:?}");
        }
        assert!(records.len() > 1);
    }
    let markdown = render::fleet_markdown(&fleet, Language::English);
    let mut width = None;
    for line in markdown.lines() {
        if line.starts_with('|') {
            assert_eq!(*width.get_or_insert(cells(line)), cells(line), "{line}");
        } else {
            width = None;
        }
    }
    // What would begin an element, a link or a comment has a backslash before it.
    for means in ["<script", "](http", "<!--", "://"] {
        assert_eq!(markdown.matches(means).count(), markdown.matches(&format!("\\{means}")).count(), "{means}");
    }
    let value: Value = serde_json::from_str(&render::fleet_json(&fleet)).unwrap();
    assert!(value["hosts"].as_array().unwrap().iter().any(|host| host["name"] == BREAKS_OUT));
}

#[test]
fn what_moves_a_terminal_moves_none() {
    let fleet = hostile(MOVES, "mail-01");
    let moves = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\r')) || matches!(character, '\u{200b}'..='\u{202e}')
    };
    let text =
        anstream::adapter::strip_str(&render::fleet_text(&fleet, Detail::Verbose, Language::English)).to_string();
    let pages = [
        text,
        render::fleet_html(&fleet, Language::English),
        render::fleet_markdown(&fleet, Language::English),
        render::fleet_json(&fleet),
        render::fleet_csv(&fleet).replace("\r\n", "\n"),
        render::fleet_firewall_csv(&fleet).replace("\r\n", "\n"),
    ];
    for page in pages {
        assert!(page.contains("2Jb\u{fffd}c\u{fffd}d"), "{page}");
        let found: Vec<char> = page.chars().filter(|character| moves(*character) || *character == '\r').collect();
        assert_eq!(found, [' '; 0], "{page}");
    }
}

/// Every host in a group of its own, with a URL and a label of its own: nothing can be told once for many.
#[test]
fn a_page_of_a_large_fleet_without_anything_alike_is_bounded_and_counts_the_rest() {
    let mut gathering = certready::fleet::Gathering::new(None);
    let model = cut_off("x");
    for host in 0..1_000 {
        let mut report = of(model.clone(), &format!("mail-{host:05}"));
        for finding in report["findings"].as_array_mut().unwrap() {
            finding["target"] = json!(format!("http://{host}.example/{}", "x".repeat(200)));
        }
        for (place, endpoint) in report["endpoints"].as_array_mut().unwrap().iter_mut().enumerate() {
            endpoint["url"] = json!(format!("http://{host}.example/{place}/{}", "&".repeat(200)));
        }
        add(&mut gathering, &format!("{host}.json"), None, &report);
    }
    let fleet = Fleet::new(gathering, &asked());
    assert_eq!((fleet.hosts.len(), fleet.groups.len()), (1_000, 1_000));
    let page = render::fleet_html(&fleet, Language::English);
    assert!(page.len() < LONGEST_PAGE, "{}", page.len());
    assert!(page.contains("800 more groups: --format json and csv have them all"));
    assert!(render::fleet_text(&fleet, Detail::Verbose, Language::English).len() < LONGEST_PAGE);
    assert!(render::fleet_markdown(&fleet, Language::English).len() < LONGEST_PAGE);
    let csv = render::fleet_csv(&fleet);
    assert_eq!(csv.matches("\r\n").count(), 1_001);
}
