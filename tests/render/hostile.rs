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
    let json = render::json(report);
    assert!(!json.chars().any(moves), "{json:?}");
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(!strings(&value).iter().any(|text| text.chars().any(|c| moves(c) || c == '\n')), "{json}");
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
