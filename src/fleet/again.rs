//! What reports that were read back advise, ask for and say of their clocks, as messages again: a report's JSON is English, and the
//! page that sums it up has a language. What is not known again stays as it is.

use std::sync::LazyLock;

use super::{Block, Broken, ClockRow, FirewallRow, Name};
use crate::check::{REGISTRY, advice};
use crate::evaluate::RUN_COMPLETE;
use crate::finding::{Code, Template};
use crate::language::{Message, Say, message};
use crate::vocabulary::Shown;

/// Who is asked for in the merged request.
pub(super) static EACH_SOURCE: Message = Message { id: "words-each-source", english: "each source" };
/// What a host without a report blocks.
pub(super) static RUN: Message =
    Message { id: "fleet-next-missing", english: "Run certready on it, or see why its report does not arrive." };
/// What an old report blocks.
pub(super) static RUN_AGAIN: Message =
    Message { id: "fleet-next-stale", english: "Run certready on it again, or see why its reports no longer arrive." };
/// What a report from the future blocks.
pub(super) static SET_CLOCKS: Message = Message {
    id: "fleet-next-ahead",
    english: "Set the clocks by their time servers, run certready again, and take the report from the future away: it stands before \
              all newer ones.",
};
/// What is said of the clock that a report from the future was observed by.
pub(super) static AHEAD: Message = Message {
    id: "fleet-clock-ahead",
    english: "its report was observed at {at}, which lies ahead of this machine's clock",
};

/// What the checks put into their words, and what the fleet says itself.
static KNOWN: LazyLock<Vec<&'static Message>> =
    LazyLock::new(|| advice().chain([&EACH_SOURCE, &RUN, &RUN_AGAIN, &SET_CLOCKS, &AHEAD]).collect());

impl Block {
    /// What to do next, in no language yet. None where nothing is known.
    pub fn next_said(&self) -> Option<Say> {
        let next = self.next.as_ref()?;
        let of_check = said(self.code.as_str(), "next", |template| template.next, next);
        Some(of_check.unwrap_or_else(|| again(next)))
    }
}

impl ClockRow {
    /// What is known of the clock, likewise.
    pub fn said(&self) -> Say {
        let of_check = said(Code::Clock.word(), "observed", |template| template.observed, &self.says);
        of_check.unwrap_or_else(|| again(&self.says))
    }
}

impl Broken {
    /// Why, likewise. The system's own words stay what they are.
    pub fn said(&self) -> Say {
        Say::again(self.why.as_str(), &reasons()).unwrap_or_else(|| Shown::new(self.why.as_str()).into())
    }
}

impl FirewallRow {
    /// What is asked for, likewise.
    pub fn asks_said(&self) -> Say {
        Say::several(self.asks.iter().map(again))
    }
}

fn again(text: &Name) -> Say {
    Say::again(text.as_str(), &KNOWN).unwrap_or_else(|| Shown::new(text.as_str()).into())
}

/// What one of a check's templates says. None where the check is not known here, or none of them says it.
fn said(code: &str, part: &'static str, of: fn(&Template) -> &'static str, text: &Name) -> Option<Say> {
    let check = REGISTRY.iter().copied().chain([&RUN_COMPLETE]).find(|check| check.code.word() == code)?;
    let mut templates = check.templates.iter().filter(|template| !of(template).is_empty());
    templates.find_map(|template| Say::part_again(template.id, part, of(template), text.as_str(), &KNOWN))
}

/// Why a file could not be counted, as `kept`, `brief` and the reader of the files say it themselves.
fn reasons() -> [&'static Message; 14] {
    [
        message!("fleet-why-unread", "it is no report of certready: {why}"),
        message!("fleet-why-none", "it is no report of certready"),
        message!("fleet-why-schema", "its schema is `{schema}`, and not `{ours}`"),
        message!("fleet-why-long", "it has more than {most} bytes, which no report has"),
        message!("fleet-why-unclean", "its {what} has characters in it that certready does not write"),
        message!("fleet-why-of-host", "host's name"),
        message!("fleet-why-of-account", "account"),
        message!("fleet-why-of-policy", "policy's id"),
        message!(
            "fleet-why-contradiction",
            "its verdict is `{verdict}`, and its findings say otherwise: somebody changed it"
        ),
        message!("fleet-why-deep", "it lies deeper than {most} folders, and was not looked into"),
        message!("fleet-why-many", "more than {most} files: this one and what follows was not read"),
        message!("fleet-why-no-file", "it is no plain file"),
        message!("fleet-why-large", "file too large"),
        message!(
            "fleet-why-utf-16",
            "it is in UTF-16, as `>` of Windows PowerShell writes it: have it written by --report json=PATH"
        ),
    ]
}
