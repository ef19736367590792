//! The HTML report: its bytes, that it stands for itself, that it is well formed, and what can be said of its accessibility
//! without a browser (WCAG 2.2, by number).

use std::collections::BTreeSet;

use certready::finding::{Client, Code};
use certready::language::Language;
use certready::observation::Connect;
use certready::render;
use certready::report::Report;
use certready::vocabulary::Digest;
use data_encoding::BASE64;

use super::page::{Element, elements};
use super::sample;
use crate::common::case::{self, Scene};
use crate::common::pki::paths;

fn page(report: &Report) -> Vec<Element> {
    let page = render::html(report, Language::English);
    elements(&page).unwrap_or_else(|wrong| panic!("{wrong}\n{page}"))
}

/// One report of each verdict, on Windows, and of single URLs.
pub(super) fn reports() -> Vec<Report> {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    [
        Scene::good(&pki),
        Scene::good(&pki).on_windows(),
        Scene::good(&pki).cut_off(Connect::Timeout),
        Scene::good(&pki).store(&[]).client(Client::OpensslNoRevocation),
        Scene::good(&pki).body(&crl, b"<html><title>Denied</title></html>"),
        Scene::good(&pki).policy(|text| text.superseded_by("certready-next")),
        Scene::good(&pki).asked(|asked| asked.only = vec![Code::RootPresent]),
        Scene::good(&pki).urls(&[&crl], &[&pki.intermediate]),
    ]
    .iter()
    .map(|scene| scene.judge().report)
    .chain([sample::report()])
    .collect()
}

/// Without its head: the style sheet stands in a file of its own.
#[test]
fn the_page_of_the_sample_is_frozen() {
    let page = render::html(&sample::report(), Language::English);
    let (head, body) = page.split_once("<body>").unwrap();
    assert!(head.contains("<title>NOT READY: mail-01, example-mail-2026</title>"), "{head}");
    insta::assert_snapshot!(body);
}

#[test]
fn every_page_is_well_formed() {
    for report in reports() {
        let ids: Vec<String> = page(&report).iter().filter_map(|one| one.attribute("id")).map(str::to_owned).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id stands twice: {ids:?}");
        for one in page(&report) {
            let to = one.attribute("href").into_iter().chain(one.attribute("aria-labelledby"));
            for name in to.flat_map(|names| names.split(' ')) {
                assert!(ids.iter().any(|id| id == name.trim_start_matches('#')), "nothing is called {name}");
            }
        }
    }
}

/// No script, no style of its own, no address that anything would be fetched from.
#[test]
fn no_page_runs_or_fetches_anything() {
    for report in reports() {
        for one in page(&report) {
            let fetches = ["script", "link", "img", "image", "iframe", "object", "embed", "form", "base", "use", "a"];
            let is_local = one.attribute("href").is_some_and(|to| to.starts_with('#'));
            assert!(!fetches.contains(&one.name.as_str()) || is_local, "{one:?}");
            for name in one.attributes.keys() {
                let runs =
                    name.starts_with("on") || ["src", "style", "action", "srcset", "ping"].contains(&name.as_str());
                assert!(!runs, "{one:?}");
            }
            if one.name == "style" {
                assert!(!one.text.contains("url(") && !one.text.contains("@import"), "{}", one.text);
            }
        }
    }
}

/// CSP3 §6.7.3.3: the digest is of the element's text, and a browser that does not find it applies no style at all.
#[test]
fn the_policy_allows_this_style_sheet_and_nothing_else() {
    let page = page(&sample::report());
    let style = page.iter().find(|one| one.name == "style").unwrap();
    let digest = BASE64.encode(Digest::of(style.text.as_bytes()).as_bytes());
    let policy = page.iter().find(|one| one.attribute("http-equiv") == Some("Content-Security-Policy")).unwrap();
    let expected = format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'");
    assert_eq!(policy.attribute("content"), Some(expected.as_str()));
}

/// 3.1.1, 2.4.2, 1.3.1, 1.1.1, 2.4.1: language, title, one heading of the first level and none passed over, tables with captions
/// and heads that say what they head, drawings with words, a way past what repeats.
#[test]
fn every_page_can_be_read_without_seeing_it() {
    for report in reports() {
        let page = page(&report);
        let named = |name: &str| page.iter().filter(|one| one.name == name).collect::<Vec<_>>();
        assert_eq!(named("html")[0].attribute("lang"), Some("en"));
        let title = named("title").into_iter().find(|one| one.within == ["html", "head"]).unwrap();
        assert!(
            title.text.starts_with(report.headline.word.english) && title.text.ends_with(&report.policy.id),
            "{title:?}"
        );
        assert_eq!(named("h1").len(), 1);
        assert_eq!(named("main").len(), 1);
        let mut level = 0;
        for one in &page {
            let is_heading = one.name.len() == 2 && one.name.starts_with('h') && one.name != "hr";
            if let Some(next) = one.name[1..].parse::<u8>().ok().filter(|_| is_heading) {
                assert!(next <= level + 1, "{} follows h{level}", one.name);
                level = next;
            }
        }
        for table in named("table") {
            assert_eq!(table.first.as_deref(), Some("caption"));
        }
        for caption in named("caption") {
            assert!(!caption.text.trim().is_empty());
        }
        for head in named("th") {
            assert!(matches!(head.attribute("scope"), Some("row" | "col")), "{head:?}");
        }
        for drawing in named("svg") {
            assert_eq!((drawing.attribute("role"), drawing.first.as_deref()), (Some("img"), Some("title")));
        }
        let first = page.iter().find(|one| one.name == "a").unwrap();
        assert_eq!((first.attribute("class"), first.attribute("href")), (Some("skip"), Some("#decision")));
        // 2.1.1: what scrolls can be reached by the keyboard, and says what it is.
        for pre in named("pre") {
            assert_eq!(pre.attribute("tabindex"), Some("0"));
            assert!(pre.attribute("aria-label").is_some());
        }
    }
}

/// A printer opens nothing.
#[test]
fn nothing_is_folded_away() {
    for report in reports() {
        assert!(page(&report).iter().all(|one| one.name != "details" || one.attribute("open").is_some()));
    }
}

#[test]
fn the_decision_stands_before_everything_else() {
    for report in reports() {
        let html = render::html(&report, Language::English);
        let places = [
            "id=\"decision\"",
            "Decision: <strong>",
            "<caption>Scope",
            "Blockers (",
            "id=\"not-proven\"",
            "id=\"nothing-done\"",
        ];
        let places: Vec<usize> =
            places.iter().map(|word| html.find(word).unwrap_or_else(|| panic!("{word}"))).collect();
        assert!(places.is_sorted(), "{places:?}");
        let word = report.decision.word.english.replace('\'', "&#39;");
        assert!(html.contains(&word), "{}", report.decision.word.english);
    }
}

/// A colour as red, green, blue.
fn colour(text: &str) -> Option<[f64; 3]> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok().map(f64::from);
    Some([part(0)?, part(2)?, part(4)?])
}

/// Relative luminance and contrast as WCAG 2.2 defines them.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let luminance = |colour: [f64; 3]| {
        let [red, green, blue] = colour.map(|part| {
            let part = part / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// 1.4.3: words have a contrast of 4.5 to what is behind them; 1.4.11: what is drawn has one of 3. A rule that names no
/// background of its own stands on each of its scheme's: the page, heads of tables, marks without colour.
#[test]
fn every_colour_stands_out_from_what_is_behind_it() {
    let css = include_str!("../../src/render/html/style.css");
    let (light, dark) = css.split_once("@media screen and (prefers-color-scheme: dark) {").unwrap();
    let mut looked = 0;
    for (scheme, behind) in [(light, ["#ffffff", "#eef1f4", "#f7f8fa"]), (dark, ["#14171a", "#262c33", "#1d2227"])] {
        for rule in scheme.split('}') {
            let Some((selector, body)) = rule.rsplit_once('{') else { continue };
            let value = |name: &str| {
                body.split(';')
                    .filter_map(|one| one.split_once(':'))
                    .find(|(key, _)| key.trim() == name)
                    .map(|(_, value)| value)
            };
            let own = value("background").and_then(colour);
            let backs: Vec<_> =
                own.map_or_else(|| behind.iter().filter_map(|back| colour(back)).collect(), |own| vec![own]);
            let words = if selector.contains(".t-") { value("fill") } else { value("color") };
            let drawn =
                if selector.contains(".bar") || selector.contains(".mark-line") { value("stroke") } else { None };
            let outline = value("outline-color");
            for (found, least) in [(words, 4.5), (drawn, 3.0), (outline, 3.0)] {
                let Some(found) = found.and_then(colour) else { continue };
                let backs = if least < 4.0 { &backs[..1] } else { &backs[..] };
                for back in backs {
                    let contrast = contrast(found, *back);
                    assert!(contrast >= least, "{}: {contrast:.2} is less than {least}", selector.trim());
                    looked += 1;
                }
            }
        }
    }
    assert!(looked > 60, "only {looked} pairs were found");
}
