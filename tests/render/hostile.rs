//! Text from outside: whatever a server, a certificate or a file says, no terminal and no page is moved by it.

use certready::language::Language;
use certready::render::{self, Detail};
use certready::report::{Known, Report};
use certready::vocabulary::Shown;

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
        let styled = render::text(report, detail, Language::English);
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
    report.headline.sentence = BREAKS_OUT.into();
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

/// Ends what it stands in, opens what runs, calls somebody, makes links, cells, headings, code and fences.
pub(super) const MARKUP: &str = "</title></style></pre></svg></text><script>alert(1)</script><img src=x onerror=alert(1)>\" ' onload=\"x\" \
                      &lt; @all https://evil.example www.evil.example [a](b) ![c](d) a|b `e` ```` \\ <!-- # ]]> {{7*7}}";

/// The sample with this in the place of everything that comes from outside.
pub(super) fn sample_with(text: &str) -> Report {
    let mut report = super::sample::report();
    let shown = || text.into();
    report.tool = shown();
    report.headline.sentence = text.into();
    report.not_proven = vec![text.into()];
    report.policy.id = text.to_owned();
    report.policy.title = shown();
    report.policy.sources = vec![shown()];
    let host = &mut report.host;
    (host.name, host.os, host.account, host.account_id, host.route) =
        (Some(shown()), shown(), Some(shown()), Some(shown()), text.into());
    let fact = |value| certready::report::HostFact { name: text.into(), value };
    host.windows = vec![fact(Known::Value(text.into())), fact(Known::Unread(text.into()))];
    report.store.origin = text.into();
    for finding in &mut report.findings {
        finding.target = shown();
        for (_, value) in &mut finding.args {
            *value = text.into();
        }
        if let Some(waiver) = &mut finding.waiver {
            waiver.reason = text.into();
        }
    }
    report.decision =
        certready::report::Decision::new(report.verdict, certready::report::Moves::Ahead, &report.findings);
    for row in &mut report.endpoints {
        (row.url, row.proxy, row.content_type) = (shown(), Some(shown()), Some(shown()));
        (row.named_by, row.redirects) = (vec![shown().into()], vec![shown()]);
        for address in &mut row.addresses {
            (address.address, address.told_by) = (shown(), Some(shown()));
        }
        for word in &mut row.resolvers {
            (word.resolver, word.said) = (shown(), text.to_owned());
        }
    }
    for path in &mut report.paths {
        path.target = shown();
        for step in &mut path.steps {
            step.note = step.note.as_ref().map(|_| text.into());
        }
    }
    for row in &mut report.services {
        (row.service, row.named_by) = (shown(), vec![shown().into()]);
        (row.banner, row.version, row.suite) = (Some(shown()), Some(shown()), Some(shown()));
        for one in row.chain.iter_mut().filter(|one| one.label.is_some()) {
            (one.label, one.issuer) = (Some(shown()), Some(shown()));
        }
    }
    for row in &mut report.roots {
        (row.label, row.stores) = (text.to_owned(), vec![shown()]);
        row.state.says = Some(text.into());
    }
    for span in report.timeline.iter_mut().flat_map(|panel| &mut panel.spans) {
        span.label = shown();
    }
    if let certready::report::Firewall::Asked(request) = &mut report.firewall {
        (request.host, request.account, request.route, request.title) =
            (Some(shown()), Some(shown()), text.into(), shown());
        // These are held to be clean before they come here: an id, a host, words made of clean ones.
        let clean = || Shown::new(text).to_string();
        (request.policy, request.rows[0].host) = (clean(), clean());
        request.rows[0].urls[0].url = shown();
        request.rows[0].causes[0].observed = text.into();
    }
    report
}

/// Tags and the names of their attributes: what a page is, without what it says.
fn skeleton(page: &str) -> Vec<(String, Vec<String>)> {
    let elements = super::page::elements(page).unwrap_or_else(|wrong| panic!("{wrong}\n{page}"));
    elements.into_iter().map(|one| (one.name, one.attributes.into_keys().collect())).collect()
}

#[test]
fn markup_from_outside_is_text_wherever_it_stands_in_the_html() {
    let (tame, hostile) =
        (render::html(&sample_with("tame"), Language::English), render::html(&sample_with(MARKUP), Language::English));
    assert_eq!(skeleton(&hostile), skeleton(&tame));
    assert!(!hostile.contains("<script"));
    let text: String = super::page::elements(&hostile).unwrap().into_iter().map(|one| one.text).collect();
    assert!(text.contains(MARKUP), "it is shown as it is");
}

#[test]
fn what_turns_or_hides_is_seen_in_both_pages() {
    let report = sample_with(HOSTILE);
    for page in [render::html(&report, Language::English), render::markdown(&report, Language::English)] {
        assert!(!page.chars().any(moves), "{page:?}");
        assert!(page.contains('\u{fffd}'));
    }
    // The lines stay the same, the firewall request's aside, which are broken at 80 columns: nothing begins one.
    let of_block = |line: &&str| !line.starts_with(' ') && !line.is_empty();
    let lines = |text: &str| {
        let page = render::markdown(&sample_with(text), Language::English);
        page.lines()
            .filter(of_block)
            .map(|line| line.chars().next())
            .filter(|one| matches!(one, Some('#' | '|' | '-')))
            .count()
    };
    assert_eq!(lines(HOSTILE), lines("tame"));
}

/// What of a line is neither code nor behind a backslash: what Markdown would read. None: a code span has no end.
fn outside_code(line: &str) -> Option<String> {
    let mut outside = String::new();
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|one| *one == '`').count();
        if run > 0 {
            let fence = "`".repeat(run);
            let behind = rest[run..].to_owned();
            let ends = behind
                .match_indices(&fence)
                .find(|(at, _)| !behind[..*at].ends_with('`') && !behind[at + run..].starts_with('`'));
            let (at, _) = ends?;
            // A table takes its cells before it looks for code.
            outside.extend(behind[..at].replace("\\|", "").chars().filter(|one| *one == '|'));
            rest = &rest[run + at + run..];
        } else if first == '\\' {
            rest = rest.get(2..).unwrap_or_default();
        } else {
            outside.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    Some(outside)
}

#[test]
fn markup_from_outside_is_text_wherever_it_stands_in_the_markdown() {
    let (tame, hostile) = (
        render::markdown(&sample_with("tame"), Language::English),
        render::markdown(&sample_with(MARKUP), Language::English),
    );
    // What stands in a block of code is code to its end, which is longer than any run within it.
    let block = |page: &str| {
        let begin = page.lines().position(|line| line.starts_with("```") && line.ends_with("text")).unwrap();
        let fence = page.lines().nth(begin).unwrap().trim_end_matches("text").to_owned();
        let end = page.lines().skip(begin + 1).position(|line| line == fence).unwrap() + begin + 1;
        assert!(page.lines().skip(begin + 1).take(end - begin - 1).all(|line| !line.contains(&fence)));
        let outside = page.lines().take(begin).chain(page.lines().skip(end + 1));
        outside.map(str::to_owned).collect::<Vec<_>>()
    };
    let (tame, hostile) = (block(&tame), block(&hostile));
    assert_eq!(tame.len(), hostile.len());
    for (tame, hostile) in tame.iter().zip(&hostile) {
        let (tame, outside) = (outside_code(tame).unwrap(), outside_code(hostile).expect(hostile));
        let count = |text: &str, one: char| text.matches(one).count();
        assert_eq!(count(&tame, '|'), count(&outside, '|'), "{hostile}");
        for sign in ['<', '>', '[', ']', '@', '!', '&'] {
            assert_eq!(count(&outside, sign), 0, "{sign} in {outside}\n{hostile}");
        }
        assert!(!outside.contains("://") && !outside.contains("www."), "{outside}");
        assert_eq!(tame.starts_with('#'), outside.starts_with('#'), "{hostile}");
    }
}
