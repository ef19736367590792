//! Text from outside: whatever a server, a certificate or a file says, no terminal and no page is moved by it.

use certready::render::{self, Detail};
use certready::report::Report;

use super::text::plain;
use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::pki::paths;

/// Clears the screen, sets the title, turns what follows around, hides, ends lines.
const HOSTILE: &str = "a\u{1b}[2Jb\u{1b}]0;c\u{7}d\u{202e}e\u{2066}f\u{200b}g\rh\ni\u{9b}31mj\u{0}k";

fn moves(character: char) -> bool {
    let turns = matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}');
    (character.is_control() && character != '\n') || turns
}

fn assert_harmless(report: &Report) {
    for detail in [Detail::Quiet, Detail::Usual, Detail::Verbose] {
        let text = plain(report, detail);
        assert!(!text.chars().any(moves), "{text:?}");
        // Escapes are the styles' own and nothing else: `ESC [ digits m`.
        let styled = render::text(report, detail);
        for escape in styled.split('\u{1b}').skip(1) {
            let style = escape.strip_prefix('[').and_then(|rest| rest.split_once('m')).map(|(style, _)| style);
            assert!(style.is_some_and(|style| style.bytes().all(|byte| byte.is_ascii_digit())), "{escape:?}");
        }
    }
    for machine in [render::nagios(report), render::prometheus(report), render::junit(report), render::csv(report)] {
        assert!(!machine.replace("\r\n", "\n").chars().any(moves), "{machine:?}");
    }
    assert_eq!(render::nagios(report).matches('|').count(), 1);
    let json = render::json(report);
    assert!(!json.chars().any(moves), "{json:?}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(!strings(&value).iter().any(|text| text.chars().any(|c| moves(c) || c == '\n')), "{json}");
}

/// Ends a field, a line, an element, a label's value and a comment of each form.
const BREAKS_OUT: &str = "'\"`|;,=1+1</failure><x/>]]>-->&amp;&#0;\\{} 1 | 'x'=1 \u{fffe}\u{ffff}\u{85}\u{2028}";

#[test]
fn what_ends_a_field_of_a_machines_form_ends_none() {
    let mut report = super::sample::report();
    report.headline.sentence = BREAKS_OUT.to_owned();
    report.policy.id = BREAKS_OUT.to_owned();
    report.host.name = Some(BREAKS_OUT.into());
    report.host.account = Some(BREAKS_OUT.into());
    report.host.route = BREAKS_OUT.into();
    for finding in &mut report.findings {
        finding.target = BREAKS_OUT.into();
        if let Some(waiver) = &mut finding.waiver {
            waiver.reason = BREAKS_OUT.into();
        }
        for (_, value) in &mut finding.args {
            *value = BREAKS_OUT.into();
        }
    }
    for row in &mut report.roots {
        row.label = BREAKS_OUT.to_owned();
    }
    for row in &mut report.revocation {
        row.url = BREAKS_OUT.into();
    }
    for row in &mut report.services {
        row.service = BREAKS_OUT.into();
    }
    let nagios = render::nagios(&report);
    let sound = super::sample::report();
    assert_eq!((nagios.matches('|').count(), nagios.contains('<')), (1, false), "{nagios}");
    assert_eq!(nagios.lines().count(), render::nagios(&sound).lines().count(), "{nagios}");

    let csv = super::firewall_list::records(&render::csv(&report));
    assert_eq!(csv.len(), report.findings.len() + 1);
    assert!(csv.iter().all(|record| record.len() == csv[0].len()), "{csv:#?}");

    let prometheus = render::prometheus(&report);
    assert_eq!(prometheus.lines().count(), render::prometheus(&sound).lines().count(), "{prometheus}");
    let label = format!(
        "account=\"{}\",",
        report.host.account.as_ref().unwrap().as_str().replace('\\', "\\\\").replace('"', "\\\"")
    );
    let samples = prometheus.lines().filter(|line| !line.starts_with('#'));
    assert!(samples.clone().all(|line| line.contains(&label)), "{label} {prometheus}");

    let junit = render::junit(&report);
    assert!(!junit.contains("<x/>") && !junit.contains(['\u{fffe}', '\u{ffff}', '\u{85}']), "{junit}");
    assert_eq!(junit.matches("<failure ").count(), junit.matches("</failure>").count());
    // Nothing of the text ends an attribute: in its tags, every quotation mark is one of our own.
    for tag in junit.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)) {
        assert_eq!(tag.matches('"').count(), 2 * tag.matches("=\"").count(), "{tag}");
    }
}

fn strings(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Array(items) => items.iter().flat_map(strings).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_page_with_a_hostile_title_and_headers_moves_nothing() {
    let pki = case::pki();
    // A page with control characters is taken for no page at all; one that turns its direction still is one.
    let title = "Denied \u{202e}\u{2066} by \u{200b}proxy";
    let page = format!("<html><head><title>{title}</title></head><body>{title}</body></html>");
    let judged = Scene::good(&pki)
        .body(&pki.url(paths::CRL), page.as_bytes())
        .answer(&pki.url(paths::CRL), |answer| {
            for header in &mut answer.headers {
                header.value = HOSTILE.into();
            }
        })
        .judge();
    assert_harmless(&judged.report);
    let text = plain(&judged.report, Detail::Usual);
    assert!(text.contains('\u{fffd}'), "the title should be named, with its tampering visible: {text}");
}

#[test]
fn a_certificate_with_a_hostile_name_moves_nothing() {
    let pki = case::pki();
    let root = Cert::ca(HOSTILE).organisation(Some(HOSTILE)).self_signed();
    let judged = Scene::good(&pki).store(&[&pki.retiring, &root]).judge();
    assert_harmless(&judged.report);
}

#[test]
fn paths_and_reasons_of_a_store_move_nothing() {
    let judged = Scene::good(&case::pki()).unread(HOSTILE, HOSTILE, false).judge();
    assert_harmless(&judged.report);
}
