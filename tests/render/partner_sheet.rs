//! The sheet for partners in each form: what it has, what it never has, and what hostile text in a policy comes to.

use std::collections::BTreeSet;
use std::path::Path;

use certready::language::Language;
use certready::policy::{find, parse};
use certready::render::{partner_sheet_html, partner_sheet_json, partner_sheet_markdown, partner_sheet_text};
use certready::report::{PartnerSheet, Said, SheetCertificate};

use crate::common::pki::at;

fn sheet() -> PartnerSheet {
    let policy = parse(&find("exchange-online-2018").unwrap()).unwrap();
    PartnerSheet::new(&policy, "0.1.0 (test)".into(), at("2018-09-30"))
}

const HOSTILE: &str =
    "\"><script>alert('x')</script>|`a`*b*_c_![i](http://evil.example/i.png)[l](javascript:x)&amp;&#60;~~d~~ $e$ \\";

/// A sheet with this text wherever a policy's text can stand.
fn spoilt(text: &str) -> PartnerSheet {
    let mut sheet = sheet();
    let certificate = |one: &mut SheetCertificate| {
        one.label = text.to_owned();
        one.issuer = Some(text.to_owned());
        one.subject = Some(text.to_owned());
    };
    (sheet.title, sheet.tool, sheet.policy) = (text.into(), text.into(), text.to_owned());
    sheet.warnings = vec![text.into()];
    sheet.dates.iter_mut().for_each(|one| one.what = text.into());
    for column in &mut sheet.columns {
        column.heading = text.into();
        for said in [&mut column.root, &mut column.name, &mut column.organisation, &mut column.unit, &mut column.key] {
            *said = Said::Is(text.to_owned());
        }
        column.names = vec![text.to_owned()];
    }
    sheet.roots.iter_mut().chain(&mut sheet.intermediates).for_each(certificate);
    sheet.hosts.iter_mut().for_each(|one| (one.host, one.serves) = (text.to_owned(), text.into()));
    sheet.advice = vec![text.into()];
    sheet.sources = vec![text.into()];
    sheet
}

#[test]
fn each_form_has_the_table_the_digests_the_dates_and_the_sources() {
    let sheet = sheet();
    let forms = [
        partner_sheet_text(&sheet, Language::English),
        partner_sheet_markdown(&sheet, Language::English),
        partner_sheet_html(&sheet, Language::English),
        partner_sheet_json(&sheet),
    ];
    for form in forms {
        for part in [
            "GlobalSign Root CA - R1",
            "Baltimore CyberTrust Root",
            "mail.protection.outlook.com",
            "RSA 2048",
            "2018-09-03",
            "ebd41040e4bb3ec742c9e381d31ef2a41a48b6685c96e7cef3c1df6cd4331c99",
            "b1bc968bd4f49d622aa89a81f2150152a41d829c",
            "4707B1019A0C57AD39B3E17DA9F9",
            "ocsp2.globalsign.com",
            "exchange-online-2021",
            "ms.date 8/2/2018",
        ] {
            assert!(form.contains(part), "{part} is missing in\n{form}");
        }
        assert!(form.ends_with('\n') && !form.ends_with("\n\n"));
    }
}

#[test]
fn text_stays_within_80_columns_but_for_what_has_no_space() {
    let text = partner_sheet_text(&sheet(), Language::English);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
        assert_eq!(line, line.trim_end());
    }
    assert!(text.contains("    Organisational unit none\n"), "{text}");
    assert!(text.contains("! Superseded: the policy exchange-online-2021"), "{text}");
}

/// A partner opens it from a mail: nothing in it may act, or tell anybody that it was opened.
#[test]
fn html_has_no_script_and_nothing_that_a_reader_fetches() {
    let html = partner_sheet_html(&sheet(), Language::English);
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
    let elements: BTreeSet<&str> = html
        .split('<')
        .skip(1)
        .map(|rest| rest.split([' ', '>', '\n']).next().unwrap())
        .filter(|name| !name.starts_with('/'))
        .collect();
    let known = [
        "!DOCTYPE", "body", "h1", "h2", "h3", "head", "html", "li", "main", "meta", "p", "span", "style", "table",
        "tbody", "td", "th", "thead", "title", "tr", "ul",
    ];
    assert_eq!(elements, BTreeSet::from(known));
    for fetched in ["src=", "href=", "url(", "@import", "@font-face", "refresh", "javascript:", " onload", " onclick"] {
        assert!(!html.contains(fetched), "{fetched}");
    }
    assert!(html.contains("default-src 'none'; style-src 'unsafe-inline'"));
    assert!(html.contains("<th scope=\"row\">Organisational unit</th><td>none</td>"), "{html}");
}

/// HTML: text is text, within elements and attributes.
#[test]
fn hostile_text_is_no_markup_in_html() {
    let (html, good) =
        (partner_sheet_html(&spoilt(HOSTILE), Language::English), partner_sheet_html(&sheet(), Language::English));
    assert!(!html.contains("<script") && !html.contains("alert('x')"), "{html}");
    assert!(html.contains("&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"), "{html}");
    // Another text has another number of rows of names, and no other element.
    let tags = |text: &str| {
        let each = text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap().to_owned());
        each.collect::<BTreeSet<_>>()
    };
    assert_eq!(tags(&html), tags(&good));
}

/// `CommonMark` §2.4: a backslash before a character that means something makes text of it.
#[test]
fn hostile_text_is_no_markup_in_markdown() {
    let page = partner_sheet_markdown(&spoilt(HOSTILE), Language::English);
    for line in page.lines().filter(|line| line.contains("script")) {
        let bare = without_escapes(line);
        for mark in ["<", "`", "](", "![", "_", "&", "~", "$"] {
            assert!(!bare.contains(mark), "{mark} in {line}");
        }
        let bars = bare.matches('|').count();
        assert_eq!(bars, if line.starts_with('|') { bars_of(line) } else { 0 }, "{line}");
    }
    for start in ["# h", "- i", "+ i", "1. n", "12) n", "= s", ":-: t"] {
        let page = partner_sheet_markdown(&spoilt(start), Language::English);
        let marked = format!("- {start}");
        assert!(!page.lines().any(|line| line == marked), "{page}");
        assert!(!page.contains(&format!("\n{start}")), "{page}");
    }
    // What a reader sees is what the policy says.
    let page = partner_sheet_markdown(&spoilt("a_b *c* | 1.2.3"), Language::English);
    assert!(page.contains(r"- a\_b \*c\* \| 1.2.3"), "{page}");
}

fn bars_of(line: &str) -> usize {
    // Every table of the page has two or three columns.
    if without_escapes(line).matches('|').count() == 3 { 3 } else { 4 }
}

/// The line without each backslash and the character behind it.
fn without_escapes(line: &str) -> String {
    let mut bare = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\\' {
            characters.next();
        } else {
            bare.push(character);
        }
    }
    bare
}

#[test]
fn json_tells_none_from_not_said() {
    let value: serde_json::Value = serde_json::from_str(&partner_sheet_json(&sheet())).unwrap();
    assert_eq!(value["schema"], "certready.partner-sheet/1");
    assert_eq!(value["certificates"][0]["unit"], serde_json::Value::Null);
    assert!(value["certificates"][0].as_object().unwrap().contains_key("unit"));
    assert_eq!(value["certificates"][1]["unit"], "Microsoft Corporation");
    let policy = parse(&find("exchange-online-smtp-2026").unwrap()).unwrap();
    let silent = partner_sheet_json(&PartnerSheet::new(&policy, "t".into(), at("2026-11-25")));
    let value: serde_json::Value = serde_json::from_str(&silent).unwrap();
    assert!(!value["certificates"][0].as_object().unwrap().contains_key("unit"), "{silent}");
    assert_eq!(value["certificates"][1]["names"].as_array().unwrap().len(), 8);
    let hostile: serde_json::Value = serde_json::from_str(&partner_sheet_json(&spoilt(HOSTILE))).unwrap();
    assert_eq!(hostile["policy"]["title"], HOSTILE);
}

/// The names of every field, at whatever depth.
fn fields(value: &serde_json::Value, into: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(object) => {
            into.extend(object.keys().cloned());
            object.values().for_each(|value| fields(value, into));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| fields(value, into)),
        _ => {}
    }
}

/// `docs/json-v1.md` names every field of the JSON form.
#[test]
fn the_page_of_the_json_forms_has_every_field_of_the_sheet() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/json-v1.md")).unwrap();
    let (_, section) = page.split_once("\n## The sheet for partners\n").unwrap();
    let mut all = BTreeSet::new();
    fields(&serde_json::from_str(&partner_sheet_json(&sheet())).unwrap(), &mut all);
    for field in all {
        assert!(section.contains(&format!("| `{field}` |")), "{field}");
    }
}
