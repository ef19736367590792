//! The tree of `certready chains` for a terminal: 80 columns, the two marks of each path in columns of their own on the left,
//! where no depth of the tree moves them. They are words; colour is only a help.

use std::fmt::{self, Write as _};

use anstyle::{AnsiColor, Style};

use super::lines::wrap;
use super::text::{Detail, colour};
use crate::finding::Verdict;
use crate::report::{AnchorHeld, ChainTree, Holds, PathEnd, ServiceIssuer, TreeNode, WhyNot};
use crate::vocabulary::{Fingerprint, Shown};

/// How wide the column of one mark is: the longest word's width and a gap.
const MARK: usize = 9;

/// How many hexadecimal digits of a digest are shown: enough to find it again, and two of them stand on a line.
const SHORT: usize = 12;

/// With what the tree is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strokes {
    /// The box-drawing characters of Unicode.
    Lines,
    /// ASCII alone, where those can't be shown.
    Ascii,
}

impl Strokes {
    /// Before a node that others follow, and before the last one.
    const fn branch(self, place: Place) -> &'static str {
        match (self, place) {
            (Self::Lines, Place::Last) => "└─ ",
            (Self::Lines, Place::Among) => "├─ ",
            (Self::Ascii, Place::Last) => "`- ",
            (Self::Ascii, Place::Among) => "|- ",
        }
    }

    /// Below it.
    const fn trunk(self, place: Place) -> &'static str {
        match (self, place) {
            (_, Place::Last) => "   ",
            (Self::Lines, Place::Among) => "│  ",
            (Self::Ascii, Place::Among) => "|  ",
        }
    }
}

/// Where a node stands among its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Among,
    Last,
}

/// What does not change from line to line.
#[derive(Clone, Copy)]
struct Drawn {
    detail: Detail,
    strokes: Strokes,
}

/// A line beside the tree.
enum Line {
    /// Words, broken where the terminal ends.
    Words(String),
    /// A digest, which stays whole to be copied, and stays beside its name.
    Whole(String),
}

/// The tree as text with ANSI styles; whoever writes it strips them where they don't belong.
pub fn chain_tree_text(tree: &ChainTree, detail: Detail, strokes: Strokes) -> String {
    let mut page = String::new();
    // Writing into a String can't fail.
    let _ = write_page(&mut page, tree, Drawn { detail, strokes });
    page
}

fn write_page(page: &mut String, tree: &ChainTree, drawn: Drawn) -> fmt::Result {
    let shown = if tree.outcome() == "in-part" { Verdict::ReadyWithWarnings } else { tree.verdict };
    let style = colour(shown);
    writeln!(page, "{style}{}{style:#}  {}", tree.word(), tree.policy)?;
    wrap(page, "", "", &tree.sentence())?;
    writeln!(page)?;
    wrap(page, "policy     ", "           ", tree.title.as_str())?;
    if let Some(by) = &tree.superseded_by {
        writeln!(page, "           superseded by {by}")?;
    }
    let anchors =
        if tree.anchors == 1 { "1 trust anchor".to_owned() } else { format!("{} trust anchors", tree.anchors) };
    wrap(page, "store      ", "           ", &format!("{}: {anchors}", tree.store))?;
    writeln!(page, "today      {}", tree.today)?;
    let by = if tree.cutover_origin == "asked" { "as asked" } else { "by the policy" };
    writeln!(page, "cutover    {}, {by}", tree.cutover)?;
    for (heading, issuers) in tree.sections() {
        write_section(page, heading, &issuers, drawn)?;
    }
    write_list(page, "Could not be read", &tree.unread)?;
    write_list(page, "In no path", &tree.unused)?;
    writeln!(page)?;
    if tree.bounded {
        wrap(page, "", "", "There may be further paths: a bound of the search was met.")?;
    }
    wrap(page, "", "", &tree.terms())
}

fn write_list(page: &mut String, heading: &str, entries: &[Shown]) -> fmt::Result {
    if !entries.is_empty() {
        writeln!(page, "\n{heading}")?;
    }
    entries.iter().try_for_each(|one| wrap(page, "  - ", "    ", one.as_str()))
}

fn write_section(page: &mut String, heading: &str, issuers: &[&ServiceIssuer], drawn: Drawn) -> fmt::Result {
    let (today, cutover) = ("today", "cutover");
    writeln!(page)?;
    wrap(page, &format!("{today:<MARK$}{cutover:<MARK$}"), &" ".repeat(2 * MARK), heading)?;
    let nodes: Vec<&TreeNode> = issuers.iter().flat_map(|one| &one.certificates).collect();
    write_nodes(page, &nodes, "", drawn)
}

fn write_nodes(page: &mut String, nodes: &[&TreeNode], stem: &str, drawn: Drawn) -> fmt::Result {
    for (place, node) in nodes.iter().enumerate() {
        let place = if place.saturating_add(1) == nodes.len() { Place::Last } else { Place::Among };
        write_node(page, node, stem, place, drawn)?;
    }
    Ok(())
}

fn write_node(page: &mut String, node: &TreeNode, stem: &str, place: Place, drawn: Drawn) -> fmt::Result {
    let Drawn { detail, strokes } = drawn;
    let blank = " ".repeat(2 * MARK);
    let below = format!("{stem}{}", strokes.trunk(place));
    let bar = strokes.trunk(if node.above.is_empty() { Place::Last } else { Place::Among });
    let beside = format!("{blank}{below}{bar}");
    let first = format!("{stem}{}", strokes.branch(place));
    let label = node.label();
    match &node.end {
        Some(end) => write_marked(page, end, &first, &beside, label.as_str())?,
        None => wrap(page, &format!("{blank}{first}"), &beside, label.as_str())?,
    }
    for line in facts(node, detail) {
        match line {
            Line::Words(words) => wrap(page, &beside, &beside, &words)?,
            Line::Whole(line) => writeln!(page, "{beside}{line}")?,
        }
    }
    if let Some(end) = &node.end {
        for line in reasons(end, detail) {
            wrap(page, &beside, &beside, &line)?;
        }
    }
    let above: Vec<&TreeNode> = node.above.iter().collect();
    write_nodes(page, &above, &below, drawn)
}

/// The first line of a node in which paths end: the marks stand before the tree.
fn write_marked(page: &mut String, end: &PathEnd, first: &str, beside: &str, label: &str) -> fmt::Result {
    let marks = [end.today.holds, end.cutover.holds];
    let plain: String = marks.iter().map(|holds| format!("{:<MARK$}", holds.word())).collect();
    let mut lines = String::new();
    wrap(&mut lines, &format!("{plain}{first}"), beside, label)?;
    // The width of a line is that of its letters, so that the styles come last.
    let rest = lines.strip_prefix(&plain).unwrap_or(&lines);
    for holds in marks {
        let (style, word) = (shade(holds), holds.word());
        write!(page, "{style}{word}{style:#}{}", " ".repeat(MARK.saturating_sub(word.len())))?;
    }
    write!(page, "{rest}")
}

const fn shade(holds: Holds) -> Style {
    let colour = match holds {
        Holds::Yes => AnsiColor::Green,
        Holds::Unknown => AnsiColor::Magenta,
        Holds::No => AnsiColor::Red,
    };
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

/// What a certificate is.
fn facts(node: &TreeNode, detail: Detail) -> Vec<Line> {
    let one = &node.certificate;
    let validity = format!("{}, {} to {}", node.kind.word(), one.not_before().date(), one.not_after().date());
    if detail == Detail::Verbose {
        let mut lines = vec![
            Line::Words(validity),
            Line::Whole(format!("sha256 {}", one.fingerprint())),
            Line::Whole(format!("key    {}", one.spki_digest())),
            Line::Whole(format!("serial {}", one.serial())),
            Line::Words(format!("subject {}", one.subject())),
            Line::Words(format!("from the {}", node.source)),
        ];
        lines.extend(node.same_key.iter().map(|other| Line::Whole(format!("same key as {other}"))));
        lines.extend(node.listed.iter().map(|other| Line::Whole(format!("the policy lists, not at hand: {other}"))));
        return lines;
    }
    let many = |of: &[Fingerprint]| of.iter().map(short).collect::<Vec<_>>().join(", ");
    let mut lines = vec![Line::Words(format!("{validity}, {}", short(&one.fingerprint())))];
    if !node.same_key.is_empty() {
        lines.push(Line::Words(format!("same key as {}", many(&node.same_key))));
    }
    if !node.listed.is_empty() {
        lines.push(Line::Words(format!("the policy lists, not at hand: {}", many(&node.listed))));
    }
    lines
}

/// Why a path does not hold, and as what the store holds its end where that is not this certificate itself.
fn reasons(end: &PathEnd, detail: Detail) -> Vec<String> {
    let mut lines = Vec::new();
    if let AnchorHeld::Key(by, _) = &end.held {
        lines.push(format!("in the store by its key, as {}", short(by)));
    }
    let both = |one: &&WhyNot| end.today.because.contains(one) && end.cutover.because.contains(one);
    let (shared, today): (Vec<&WhyNot>, Vec<&WhyNot>) = end.today.because.iter().partition(both);
    let cutover: Vec<&WhyNot> = end.cutover.because.iter().filter(|one| !both(one)).collect();
    for (when, because) in [("", shared), ("today: ", today), ("at the cutover: ", cutover)] {
        lines.extend(because.iter().map(|one| format!("{when}{}", one.why)));
    }
    if detail == Detail::Verbose {
        lines.extend(end.held.places().iter().map(|place| format!("in {place}")));
    }
    lines
}

fn short(digest: &Fingerprint) -> String {
    digest.to_string().chars().take(SHORT).collect()
}
