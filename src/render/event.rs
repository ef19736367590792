//! The report as one event for Windows' log: a number by the verdict, for whoever watches, and the words for whoever looks.
//! Nothing is written here.

use crate::finding::{Finding, Level, Verdict, Weight};
use crate::report::Report;

/// The longest text that an event takes, in UTF-16 units (`ReportEventW`).
pub const LONGEST_EVENT: usize = 31_839;

/// What ends a text that is cut.
const CUT: &str = "\r\n…";

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its number: our own, of those that `EventCreate.exe` has a text for (1 to 1000). They never change their meaning.
    pub id: u16,
    /// How it is marked.
    pub kind: EventKind,
    /// Its words, at most [`LONGEST_EVENT`] long.
    pub text: String,
}

/// How an event is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Nothing is to be done.
    Information,
    /// Somebody should look.
    Warning,
    /// Something is to be done.
    Error,
}

/// The event of a report: verdict, headline, policy, cutover, and what blocks in a line each.
pub fn event(report: &Report) -> Event {
    let (id, kind) = match report.verdict {
        Verdict::Ready => (1, EventKind::Information),
        Verdict::ReadyWithWarnings => (2, EventKind::Warning),
        Verdict::NotReady => (3, EventKind::Error),
        Verdict::Undetermined => (4, EventKind::Warning),
    };
    let host = report.host.name.as_ref().map_or("(unnamed)", |name| name.as_str());
    let account = report.host.account.as_ref().map_or("(unnamed)", |name| name.as_str());
    let mut lines = vec![
        format!("{}  {}", report.headline.word, report.policy.id),
        report.headline.sentence.to_string(),
        String::new(),
        format!("policy: {}", report.policy.title),
        format!("cutover: {}", report.times.cutover),
        format!("client: {}", report.client),
        format!("host: {host}, as {account}"),
        format!("valid until: {}", report.valid_until),
    ];
    let levels = [Level::Failure, Level::Unknown];
    let decides = |one: &&Finding| levels.contains(&one.level) && one.weight == Weight::Decisive;
    let mut blocks = report.findings.iter().filter(decides).filter(|one| one.below.is_none()).peekable();
    if blocks.peek().is_some() {
        lines.extend([String::new(), "What blocks:".to_owned()]);
    }
    lines.extend(blocks.map(line));
    Event { id, kind, text: fitting(&lines) }
}

/// The event of a run that gave no report, with the story that the command line tells.
pub fn event_without_report(story: &str) -> Event {
    let lines = ["No report could be made: this host is not known to be ready.".to_owned(), story.to_owned()];
    Event { id: 10, kind: EventKind::Error, text: fitting(&lines) }
}

fn line(finding: &Finding) -> String {
    let cause = finding.cause.map(|cause| format!(" [{cause}]")).unwrap_or_default();
    format!("{} {}{cause} {}: {}", finding.level.word(), finding.code, finding.target, finding.observed())
}

/// The lines as one text that an event takes. A `%` before a digit would be read as an argument's place.
fn fitting(lines: &[String]) -> String {
    let mut text = String::new();
    let mut before = None;
    for character in lines.join("\n").chars() {
        if before == Some('%') && character.is_ascii_digit() {
            text.push(' ');
        }
        if character == '\n' && before != Some('\r') {
            text.push('\r');
        }
        text.push(character);
        before = Some(character);
    }
    let most = LONGEST_EVENT.saturating_sub(CUT.encode_utf16().count());
    if text.encode_utf16().count() > LONGEST_EVENT {
        let mut units = 0_usize;
        let end = text.char_indices().find(|(_, character)| {
            units = units.saturating_add(character.len_utf16());
            units > most
        });
        text.truncate(end.map_or(text.len(), |(at, _)| at));
        text.push_str(CUT);
    }
    text
}
