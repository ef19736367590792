//! The tree of paths in a terminal: every embedded policy's as it was seen against two real stores, the two columns of marks, the
//! strokes, and what hostile names do to it.

use certready::pki::Certificate;
use certready::policy;
use certready::render::{Detail, Strokes, chain_tree_json, chain_tree_text};
use certready::report::ChainTree;

use crate::common::case;
use crate::common::cert::{Cert, Issued};
use crate::common::pki::{NOW, day};
use crate::common::policy::PolicyText;
use crate::report::chain_tree::{Store, bundle, embedded, fixture};

/// The day that stands for today in what was seen.
const TODAY: &str = "2026-11-26";

fn plain(tree: &ChainTree, detail: Detail, strokes: Strokes) -> String {
    anstream::adapter::strip_str(&chain_tree_text(tree, detail, strokes)).to_string()
}

#[test]
fn each_embedded_policy_is_drawn_as_it_was_seen_against_two_real_stores() {
    for store in ["debian-bookworm-20250419", "certifi-2018.8.24"] {
        let held = Store::of(&bundle(&format!("truststores/{store}.pem")));
        let mut all = String::new();
        for id in policy::ids() {
            let tree = held.tree(&embedded(id), &[], TODAY);
            all.push_str(&format!("$ certready chains {id}\n{}\n", plain(&tree, Detail::Usual, Strokes::Lines)));
        }
        insta::assert_snapshot!(store, all);
    }
}

/// A root, a cross-certificate of its key by another root, and an intermediate below: the policy's and a file's.
fn crossed() -> ChainTree {
    let pki = case::pki();
    let other = Cert::ca("Other Root").valid(day(-900), day(10)).self_signed();
    let cross = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(&other).certificate();
    let store = Store::of(&[pki.root.certificate(), other.certificate()]);
    store.tree(&PolicyText::of(&pki).policy(), &[cross], NOW)
}

#[test]
fn everything_is_told_where_it_is_asked_for() {
    let store = Store::of(&[fixture("roots/baltimore-cybertrust-root.pem")]);
    let cross = [fixture("cross/baltimore-to-digicert-global-root.pem"), fixture("cross/r1-to-r3.pem")];
    let tree = store.tree(&embedded("exchange-online-2021"), &cross, TODAY);
    insta::assert_snapshot!(plain(&tree, Detail::Verbose, Strokes::Lines));
}

#[test]
fn ascii_draws_the_same_tree_without_another_character() {
    let tree = crossed();
    let (lines, ascii) = [Strokes::Lines, Strokes::Ascii].map(|strokes| plain(&tree, Detail::Usual, strokes)).into();
    assert!(ascii.is_ascii(), "{ascii}");
    let same = lines.replace("├─", "|-").replace("└─", "`-").replace('│', "|");
    assert_eq!(ascii, same);
    assert!(ascii.contains("|- Certready Test Root R1") && ascii.contains("`- Other Root"), "{ascii}");
}

#[test]
fn the_marks_stand_in_their_columns_and_are_words() {
    let text = plain(&crossed(), Detail::Usual, Strokes::Lines);
    let marks: Vec<&str> = text.lines().filter(|line| line.starts_with("yes ")).map(|line| &line[..18]).collect();
    assert_eq!(marks, ["yes      yes      ", "yes      no       "]);
    // Colours are beside the words, never in their place, and take no column.
    let styled = chain_tree_text(&crossed(), Detail::Usual, Strokes::Lines);
    assert!(styled.contains("\u{1b}[32myes\u{1b}[0m      \u{1b}[31mno\u{1b}[0m       "), "{styled:?}");
}

#[test]
fn the_longest_way_stays_within_80_columns() {
    let pki = case::pki();
    let mut above: Vec<Issued> = vec![Cert::ca("Root 0").self_signed()];
    for number in 1..12 {
        let next = Cert::ca(&format!("Root {number}")).issued_by(above.last().unwrap());
        above.push(next);
    }
    above.push(Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(above.last().unwrap()));
    let given: Vec<Certificate> = above.iter().map(Issued::certificate).collect();
    let tree = Store::of(&given[..1]).tree(&PolicyText::of(&pki).policy(), &given, NOW);
    assert_eq!(tree.counted(), (1, 2));
    let text = plain(&tree, Detail::Usual, Strokes::Lines);
    let wide: Vec<&str> = text.lines().filter(|line| line.chars().count() > 80).collect();
    assert_eq!(wide, [""; 0], "{text}");
}

/// A name that clears the screen, turns what follows around, and draws a branch of its own.
#[test]
fn a_hostile_name_moves_nothing() {
    let pki = case::pki();
    let hostile = Cert::ca("a\u{1b}[2Jb\u{202e}c\rd\ne\u{200b}f\u{7}").self_signed();
    let cross = Cert::ca("Certready Test Root R1").serial(&[0x55, 1]).issued_by(&hostile);
    let given = [hostile.certificate(), cross.certificate()];
    let tree = Store::of(&[pki.root.certificate()]).tree(&PolicyText::of(&pki).policy(), &given, NOW);
    let moves = |one: char| (one.is_control() && one != '\n') || matches!(one, '\u{200b}' | '\u{202e}');
    for detail in [Detail::Usual, Detail::Verbose] {
        let text = plain(&tree, detail, Strokes::Lines);
        assert!(text.contains("└─ a\u{fffd}[2Jb\u{fffd}c d e\u{fffd}f\u{fffd}\n"), "{text}");
        assert!(!text.chars().any(moves), "{text:?}");
    }
    let json = chain_tree_json(&tree);
    assert!(!json.chars().any(moves) && !json.contains("\\u001b") && !json.contains("\\n"), "{json}");
}

/// What docs/chains.md shows, but for what it leaves out.
#[test]
fn the_tree_of_the_page_is_the_tree() {
    let store = Store::of(&[fixture("roots/baltimore-cybertrust-root.pem")]);
    let cross = [fixture("cross/baltimore-to-digicert-global-root.pem")];
    let tree = store.tree_for(&embedded("exchange-online-2021"), &cross, "2021-02-06", Some("2025-06-01"));
    let text = plain(&tree, Detail::Usual, Strokes::Lines);
    let page = include_str!("../../docs/chains.md");
    let shown = page.split_once("<!-- tree -->\n```text\n").unwrap().1.split_once("```").unwrap().0;
    let mut rest = text.as_str();
    for piece in shown.split("[…]\n") {
        let Some(place) = rest.find(piece) else { panic!("docs/chains.md shows\n{piece}\nwhich is not in\n{rest}") };
        rest = rest.split_at(place + piece.len()).1;
    }
}
