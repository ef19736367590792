//! What is wrong with a policy file: each problem with its line, its column, what stands there and what was expected. It
//! collects and shows; what is a problem is decided by those who read the file.

use std::fmt;

use crate::vocabulary::Shown;

/// The most problems that are listed: nobody mends more at a time, and a hostile file could hold one for each byte.
const LISTED: usize = 100;

/// The widest piece of a source line that is shown, in characters: what fits a terminal beside the line's number.
const WIDTH: usize = 100;

/// How many characters before the column stay in view where a line is wider than that.
const BEFORE: usize = 60;

/// A place in the YAML text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    /// From 1.
    pub(super) line: u64,
    /// In characters, from 1.
    pub(super) column: u64,
}

impl Place {
    /// The first character: where a problem of the whole file is shown.
    pub(super) const START: Self = Self { line: 1, column: 1 };
}

/// One thing that is wrong with a policy file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u64,
    /// The column in characters, from 1.
    pub column: u64,
    /// What stands there.
    pub what: Shown,
    /// What was expected instead.
    pub expected: Shown,
    /// The line itself, or the piece of it around the column. Empty where the file has no such line.
    pub source_line: Shown,
    /// The column within `source_line`, from 1: where the caret goes.
    pub caret: usize,
}

/// All that is wrong with a policy file, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problems {
    /// The policy's id, or the path as it was given.
    pub name: Shown,
    /// The problems, at most a hundred.
    pub listed: Vec<Problem>,
    /// How many more there are.
    pub further: usize,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; expected {}", self.what, self.expected)?;
        if self.source_line.as_str().is_empty() {
            return Ok(());
        }
        let (number, indent) = (self.line.to_string(), self.caret.saturating_sub(1));
        write!(f, "\n  {number} | {}\n  {:width$} | {:indent$}^", self.source_line, "", "", width = number.len())
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.listed.iter().enumerate() {
            let end = if at == 0 { "" } else { "\n" };
            write!(f, "{end}{}:{}:{}: {problem}", self.name, problem.line, problem.column)?;
        }
        if self.further > 0 {
            write!(f, "\nand {} more", self.further)?;
        }
        Ok(())
    }
}

/// The problems found so far while a file is read.
#[derive(Debug, Default)]
pub(super) struct Faults {
    found: Vec<(Place, Shown, Shown)>,
    further: usize,
}

impl Faults {
    /// Notes one problem. The texts may quote the file: they are cleaned here.
    pub(super) fn add(&mut self, place: Place, what: &str, expected: &str) {
        if self.found.len() < LISTED {
            self.found.push((place, Shown::new(what), Shown::new(expected)));
        } else {
            self.further = self.further.saturating_add(1);
        }
    }

    /// Whether nothing is wrong so far.
    pub(super) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The problems in the order of the file, each with its line of `yaml`.
    pub(super) fn into_problems(mut self, name: &Shown, yaml: &str) -> Problems {
        self.found.sort_by_key(|(place, ..)| *place);
        let listed = self.found.into_iter().map(|(place, what, expected)| {
            let (source_line, caret) = piece_around(place, yaml);
            Problem { line: place.line, column: place.column, what, expected, source_line, caret }
        });
        Problems { name: name.clone(), listed: listed.collect(), further: self.further }
    }
}

/// The line of a place, or the piece of it around the column, and the column within that piece.
fn piece_around(place: Place, yaml: &str) -> (Shown, usize) {
    let line = usize::try_from(place.line.saturating_sub(1)).ok().and_then(|at| yaml.lines().nth(at)).unwrap_or("");
    let column = usize::try_from(place.column).unwrap_or(1);
    if line.chars().nth(WIDTH).is_none() {
        return (Shown::new(line), column);
    }
    let left = column.saturating_sub(BEFORE);
    let piece: String = line.chars().skip(left).take(WIDTH).collect();
    (Shown::new(&piece), column.saturating_sub(left))
}
