//! What people read, in Korean: of every verdict, within a terminal's columns, as one well-formed page, and the same facts as in
//! English.

use certready::finding::{Client, Code, Verdict};
use certready::kept;
use certready::language::Language;
use certready::observation::Connect;
use certready::render::{self, Detail};
use certready::report::Report;
use certready::run;
use unicode_width::UnicodeWidthStr as _;

use crate::common::case::{self, Scene};
use crate::common::pki::paths;

/// The second report with what changed since the first.
fn since(baseline: &Report, report: Report) -> Report {
    let written = render::json(baseline);
    let since = run::since(&kept::read(written.as_bytes()).unwrap(), &report).unwrap();
    Report { since: Some(since), ..report }
}

/// A host that is cut off now and was not, and the other way round.
fn compared() -> [Report; 2] {
    let (good, cut_off) = (|| reports().remove(0), || reports().remove(3));
    [since(&good(), cut_off()), since(&cut_off(), good())]
}

/// A report of each verdict, and one of single URLs.
fn reports() -> Vec<Report> {
    let pki = case::pki();
    let crl = pki.url(paths::CRL);
    let good = || Scene::good(&pki);
    let scenes = [
        good(),
        good().status(&crl, 403).unreachable(&pki.url(paths::OCSP), Connect::Refused),
        good().status(&crl, 403).client(Client::OpensslNoRevocation),
        good().cut_off(Connect::Timeout),
        good().store(&[]),
        good().asked(|asked| asked.only = vec![Code::RootPresent]),
        good().policy(|text| text.superseded_by("certready-next")),
        good().urls(&[&crl], &[]),
    ];
    scenes.into_iter().map(|scene| scene.judge().report).collect()
}

fn text(report: &Report, detail: Detail) -> String {
    anstream::adapter::strip_str(&render::text(report, detail, Language::Korean)).to_string()
}

#[test]
fn each_verdict_has_its_word_in_every_form() {
    let mut seen = Vec::new();
    for report in reports() {
        let word = match report.verdict {
            Verdict::Ready => "준비됨",
            Verdict::ReadyWithWarnings => "준비됨(경고 있음)",
            Verdict::NotReady => "준비 안 됨",
            Verdict::Undetermined => "판정 불가",
        };
        seen.push(report.verdict);
        assert!(text(&report, Detail::Usual).starts_with(&format!("{word}  ")), "{}", text(&report, Detail::Usual));
        let (html, markdown) = (render::html(&report, Language::Korean), render::markdown(&report, Language::Korean));
        assert!(html.contains(&format!("<h1>{word}: ")), "{html}");
        let heading = markdown.lines().next().unwrap().replace('\\', "");
        assert!(heading.starts_with(&format!("# {word}: ")), "{heading}");
        assert!(html.contains("<html lang=\"ko\">"));
    }
    for verdict in [Verdict::Ready, Verdict::ReadyWithWarnings, Verdict::NotReady, Verdict::Undetermined] {
        assert!(seen.contains(&verdict), "{verdict:?} was not seen: {seen:?}");
    }
}

#[test]
fn no_line_is_wider_than_80_columns_unless_one_word_is() {
    for report in reports().into_iter().chain(compared()) {
        for detail in [Detail::Quiet, Detail::Usual, Detail::Verbose] {
            for line in text(&report, detail).lines() {
                let one_word = line.trim_start().split(' ').next_back().is_some_and(|word| word.width() > 40);
                assert!(line.width() <= 80 || one_word, "{} columns: {line}", line.width());
            }
        }
    }
}

/// The names in the first column are of different widths, and what stands behind them begins in one column all the same.
#[test]
fn values_begin_in_one_column_behind_korean_names() {
    let report = reports().remove(3);
    let head = text(&report, Detail::Quiet);
    let names = ["정책", "전환", "단계", "클라이언트", "호스트", "경로", "저장소", "관찰 시각", "유효 기한"];
    for name in names {
        let line =
            head.lines().find(|line| line.starts_with(&format!("{name} "))).unwrap_or_else(|| panic!("{name}\n{head}"));
        let rest = line.strip_prefix(name).unwrap();
        assert_eq!(name.width() + rest.len() - rest.trim_start().len(), 12, "{line}");
    }
}

#[test]
fn the_page_has_the_same_elements_as_in_english() {
    for report in reports().into_iter().chain(compared()) {
        let names = |language| {
            let page = render::html(&report, language);
            let elements = super::page::elements(&page).unwrap_or_else(|wrong| panic!("{wrong}\n{page}"));
            elements
                .into_iter()
                .map(|one| (one.name, one.attributes.into_keys().collect()))
                .collect::<Vec<(String, Vec<String>)>>()
        };
        assert_eq!(names(Language::Korean), names(Language::English));
    }
}

/// No sentence of the report's own is left in English: of what people read, headings and the heads of tables are wholly Korean.
#[test]
fn headings_of_the_page_for_tickets_are_korean() {
    let korean = |text: &str| text.chars().any(|letter| ('가'..='힣').contains(&letter));
    for report in reports().into_iter().chain(compared()) {
        for line in render::markdown(&report, Language::Korean).lines() {
            let of_a_finding = line.starts_with("### ");
            let heads = line.strip_prefix("## ").or(of_a_finding.then_some(line));
            assert!(heads.is_none_or(korean), "{line}");
        }
    }
}

/// JSON has no language. Where the report that is compared is at hand, its sentences have one all the same.
#[test]
fn what_changed_since_the_baseline_is_told_in_korean() {
    let [worse, _] = compared();
    let page = text(&worse, Detail::Usual);
    for line in [
        "\n기준 보고서(2026-11-23T00:00:00Z) 이후\n  악화됨: 악화 ",
        "\n  악화    판정: 이전 준비됨, 이후 준비 안 됨\n",
        "\n  악화    way-out all endpoints: 이전 통과, 이후 실패 [connect-timeout]\n",
        "\n기준 보고서 이후 변경된 정보\n  서명된 데이터         해지 정보\n      제거    http://",
        "\n  수준                  clock clock\n      이전    통과\n      이후    해당 없음\n",
    ] {
        assert!(page.contains(line), "{line}{page}");
    }
    let regressions = &worse.since.as_ref().unwrap().regressions;
    let sentence = |language| regressions[0].observed.as_ref().unwrap().to(language);
    assert_eq!(sentence(Language::English), worse.headline.sentence.to(Language::English));
    assert_eq!(sentence(Language::Korean), worse.headline.sentence.to(Language::Korean));
    for page in [render::html(&worse, Language::Korean), render::markdown(&worse, Language::Korean)] {
        assert!(page.contains(&sentence(Language::Korean)) && !page.contains(&sentence(Language::English)), "{page}");
    }
}

#[test]
fn whoever_can_mend_it_is_named_in_the_report_s_language() {
    let report = reports().remove(3);
    let english = anstream::adapter::strip_str(&render::text(&report, Detail::Usual, Language::English)).to_string();
    assert!(english.contains("\n  owner     firewall\n"), "{english}");
    let korean = text(&report, Detail::Usual);
    assert!(korean.contains("\n  담당      방화벽, 프록시, DNS 확인자\n"), "{korean}");
}

#[test]
fn who_named_a_target_is_told_in_korean_in_every_form() {
    let mut told = 0;
    for report in reports() {
        let (html, markdown) = (render::html(&report, Language::Korean), render::markdown(&report, Language::Korean));
        for page in [text(&report, Detail::Verbose), html, markdown] {
            assert!(!page.contains("policy, line "), "{page}");
            told += usize::from(page.contains("정책 ") && page.contains("행"));
        }
    }
    assert!(told > 10, "{told}");
}
