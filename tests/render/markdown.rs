//! The Markdown report: its bytes, its tables, its order.

use certready::language::Language;
use certready::render;

use super::html::reports;
use super::sample;

#[test]
fn the_page_of_the_sample_is_frozen() {
    insta::assert_snapshot!(render::markdown(&sample::report(), Language::English));
}

/// How many cells a line of a table has: a `|` with a backslash is text (GFM, "Tables").
pub(super) fn cells(line: &str) -> usize {
    line.replace("\\\\", "").replace("\\|", "").matches('|').count()
}

/// GFM, "Tables": the row of dashes has as many cells as the heads, and a row with more loses them.
#[test]
fn every_row_of_a_table_has_as_many_cells_as_its_head() {
    for report in reports() {
        let page = render::markdown(&report, Language::English);
        let mut width = None;
        for line in page.lines() {
            let is_row = line.starts_with('|');
            let expected = *width.get_or_insert(cells(line));
            assert!(!is_row || cells(line) == expected, "{line}\n{page}");
            if !is_row {
                width = None;
            }
        }
    }
}

#[test]
fn the_order_is_that_of_the_html() {
    for report in reports() {
        let (markdown, html) = (render::markdown(&report, Language::English), render::html(&report, Language::English));
        let headings: Vec<&str> = markdown.lines().filter_map(|line| line.strip_prefix("## ")).skip(1).collect();
        let places: Vec<usize> = headings
            .iter()
            .map(|one| html.find(&format!("<h2>{one}</h2>")).or_else(|| html.find("<h2>What follows from that</h2>")))
            .map(Option::unwrap)
            .collect();
        assert!(places.is_sorted(), "{headings:?}");
        let sections = html.matches("<h2>").count();
        assert_eq!(sections, headings.len() + 1, "{headings:?}");
    }
}

#[test]
fn what_is_said_with_blank_lines_around_is_no_part_of_a_table() {
    let page = render::markdown(&sample::report(), Language::English);
    for (before, line) in page.lines().zip(page.lines().skip(1)) {
        assert!(!line.starts_with('#') || before.is_empty(), "{before}\n{line}");
        assert!(!line.starts_with('|') || before.is_empty() || before.starts_with('|'), "{before}\n{line}");
    }
}
