//! The links between the pages, and the table of contents.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::{page, pages, root};

/// GitHub's name of a heading: lower case, hyphens for spaces, no other punctuation.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    for (path, text) in pages() {
        for link in text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)) {
            if link.starts_with("http") {
                continue;
            }
            let (file, fragment) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            assert!(target.exists(), "{}: {link}", path.display());
            if !fragment.is_empty() {
                let there = fs::read_to_string(&target).unwrap();
                let headings = there.lines().filter(|line| line.starts_with('#'));
                let known: BTreeSet<String> = headings.map(|line| anchor(line.trim_start_matches('#'))).collect();
                assert!(known.contains(fragment), "{}: {link}", path.display());
            }
        }
    }
}

/// docs/README.md is the book's table of contents, numbered through.
#[test]
fn every_page_stands_once_in_the_table_of_contents() {
    let text = page("docs/README.md");
    let mut listed: Vec<&str> = text.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).collect();
    let numbers: Vec<usize> = text.lines().filter_map(|line| line.split_once(". [")?.0.parse().ok()).collect();
    assert_eq!(numbers, (1..=listed.len()).collect::<Vec<_>>());
    let docs =
        fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut there: Vec<String> = docs
        .filter(|name| Path::new(name).extension().is_some_and(|ending| ending == "md") && name != "README.md")
        .collect();
    listed.sort_unstable();
    there.sort_unstable();
    assert_eq!(listed, there);
}
