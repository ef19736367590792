//! The timeline as a drawing and as a table that says the same: whoever does not see the one reads the other. The drawing is SVG
//! whose places are percentages, so that its letters keep their size in a narrow window.

use super::markup::{Html, heads, table};
use crate::language::{Language, say};
use crate::render::told::Told;
use crate::render::words;
use crate::report::{Mark, Panel, Span};
use crate::vocabulary::Timestamp;

/// The height of a mark's words, in CSS pixels.
const MARK: usize = 18;
/// The height of a span and its words.
const SPAN: usize = 36;
/// The height of the scale.
const SCALE: usize = 22;
/// How many characters the words of a span have at the most: they fit a window of 400 pixels.
const LONGEST: usize = 56;
/// A whole scale, in tenths of a percent.
const WHOLE: i64 = 1_000;

/// Both panels. None where nothing is dated.
pub(super) fn timeline(report: Told<'_>) -> Option<Html> {
    let panels = report.timeline.iter().enumerate().map(|(place, panel)| one(place, panel, report.language));
    (!report.timeline.is_empty()).then(|| Html::lines(panels))
}

fn one(place: usize, panel: &Panel, language: Language) -> Html {
    let mut rows: Vec<Vec<Html>> = panel
        .spans
        .iter()
        .map(|span| {
            let role = Html::text(format!("{}: ", span.role.to(language)));
            let name = role.then(Html::of("span", "name", Html::text(&span.label)));
            let until = Html::of("span", "date", Html::text(words::span_end(span, language)));
            let remark = span.remark.map_or(Html::new(), |remark| Html::text(remark.to(language)));
            vec![name, date(span.from), until, remark]
        })
        .collect();
    let mark = |mark: &Mark| vec![Html::text(mark.word.to(language)), date(mark.at), Html::new(), Html::new()];
    rows.extend(panel.marks.iter().map(mark));
    let title = panel.title.to(language);
    let caption = say!(language, "html-drawing", "{title}: the drawing in words, in UTC", title = title.as_str());
    let left_out = match panel.left_out {
        0 => Html::new(),
        more => Html::of("p", "note", Html::text(words::not_shown(more, language))),
    };
    let table = table("stack", &caption, &heads(&words::span_heads(), language), rows);
    Html::of("h3", "", Html::text(title))
        .line(Html::new())
        .line(drawing(place, panel, language))
        .line(table)
        .then(left_out)
}

fn date(at: Timestamp) -> Html {
    Html::of("span", "date", Html::text(at))
}

fn drawing(place: usize, panel: &Panel, language: Language) -> Html {
    let top = panel.marks.len() * MARK + 6;
    let bottom = top + panel.spans.len() * SPAN;
    let (title, words) = (format!("timeline-{place}-title"), format!("timeline-{place}-words"));
    let name = panel.title.to(language);
    let named = say!(
        language,
        "html-drawing-words",
        "{title} from {from} to {until}, with {spans} spans and {marks} marks. The table below has each in words.",
        title = name.as_str(),
        from = panel.from.date(),
        until = panel.until.date(),
        spans = panel.spans.len(),
        marks = panel.marks.len()
    );
    let name = say!(language, "html-timeline", "Timeline: {title}", title = name);
    let mut inner = Html::fixed("\n")
        .line(Html::element("title", &[("id", title.clone())], Html::text(name)))
        .line(Html::element("desc", &[("id", words.clone())], Html::text(named)));
    for tick in &panel.ticks {
        let at = percent(panel, tick.at);
        inner = inner.line(vertical("tick", &at, top, bottom)).line(letters(
            "t-tick",
            &at,
            bottom + 15,
            end_of(panel, tick.at),
            Html::text(&tick.label),
        ));
    }
    // Marks cross the bars, and words stand above both.
    let spans = || panel.spans.iter().enumerate().map(|(row, one)| (one, top + row * SPAN));
    let marks = || panel.marks.iter().enumerate().map(|(row, one)| (one, row * MARK));
    inner = inner
        .then(Html::lines(spans().map(|(one, y)| bar(panel, one, y))))
        .then(Html::lines(marks().map(|(one, y)| mark(panel, one, y, bottom))))
        .then(Html::lines(spans().map(|(one, y)| words_of(one, y, language))))
        .then(Html::lines(marks().map(|(one, y)| words_of_mark(panel, one, y, language))));
    let of = [
        ("class", "timeline".to_owned()),
        ("role", "img".to_owned()),
        ("aria-labelledby", format!("{title} {words}")),
        ("width", "100%".to_owned()),
        ("height", (bottom + SCALE).to_string()),
        ("xmlns", "http://www.w3.org/2000/svg".to_owned()),
    ];
    Html::element("svg", &of, inner)
}

fn bar(panel: &Panel, span: &Span, y: usize) -> Html {
    let (from, until) = (share(panel, span.from), share(panel, span.until.unwrap_or(panel.until)));
    let class = match (span.role.english, span.until) {
        (_, None) => "bar open",
        ("retiring root", _) => "bar retiring",
        ("incoming root" | "certificate at hand", _) => "bar incoming",
        ("intermediate", _) => "bar intermediate",
        ("presented" | "this host's own", _) => "bar presented",
        _ => "bar signed",
    };
    let bar = [
        ("class", class.to_owned()),
        ("x", tenths(from)),
        // A span that is shorter than its line would not be seen at all.
        ("width", tenths(until.saturating_sub(from).max(4))),
        ("y", (y + 18).to_string()),
        ("height", "10".to_owned()),
    ];
    Html::empty("rect", &bar)
}

/// What a span is called, cut to what a narrow window holds: the table has it whole.
fn words_of(span: &Span, y: usize, language: Language) -> Html {
    let role = span.role.to(language);
    let until = match span.until {
        None => say!(language, "html-no-end", ", end not said"),
        Some(until) => say!(language, "html-to", ", to {until}", until = until.date()),
    };
    let room = LONGEST.saturating_sub(role.chars().count() + until.chars().count() + 1);
    let label = span.label.as_str().trim_start_matches("http://");
    let label = if label.chars().count() > room {
        let kept: String = label.chars().take(room.saturating_sub(1)).collect();
        format!("{kept}\u{2026}")
    } else {
        label.to_owned()
    };
    letters("t-span", "0%", y + 13, "start", Html::text(format!("{role} {label}{until}")))
}

fn mark(panel: &Panel, mark: &Mark, y: usize, bottom: usize) -> Html {
    let class = if mark.word.english == "cutover" { "mark-line cutover" } else { "mark-line" };
    vertical(class, &percent(panel, mark.at), y + 2, bottom)
}

fn words_of_mark(panel: &Panel, mark: &Mark, y: usize, language: Language) -> Html {
    let (anchor, away) = if share(panel, mark.at) > WHOLE / 2 { ("end", "-5") } else { ("start", "5") };
    let text = [
        ("class", "t-mark".to_owned()),
        ("x", percent(panel, mark.at)),
        ("dx", away.to_owned()),
        ("y", (y + 13).to_string()),
        ("text-anchor", anchor.to_owned()),
    ];
    Html::element("text", &text, Html::text(format!("{} {}", mark.word.to(language), mark.at.date())))
}

fn vertical(class: &'static str, at: &str, from: usize, to: usize) -> Html {
    let line = [
        ("class", class.to_owned()),
        ("x1", at.to_owned()),
        ("x2", at.to_owned()),
        ("y1", from.to_string()),
        ("y2", to.to_string()),
    ];
    Html::empty("line", &line)
}

fn letters(class: &'static str, at: &str, y: usize, anchor: &'static str, words: Html) -> Html {
    let of =
        [("class", class.to_owned()), ("x", at.to_owned()), ("y", y.to_string()), ("text-anchor", anchor.to_owned())];
    Html::element("text", &of, words)
}

/// Where words at the edge of a scale end, so that they stay within it.
fn end_of(panel: &Panel, at: Timestamp) -> &'static str {
    match share(panel, at) {
        0..50 => "start",
        951.. => "end",
        _ => "middle",
    }
}

/// Where an instant lies on the scale, in tenths of a percent: at its edge where it lies beyond.
fn share(panel: &Panel, at: Timestamp) -> i64 {
    let whole = panel.from.seconds_until(panel.until).max(1);
    (panel.from.seconds_until(at).clamp(0, whole)).saturating_mul(WHOLE) / whole
}

fn percent(panel: &Panel, at: Timestamp) -> String {
    tenths(share(panel, at))
}

fn tenths(share: i64) -> String {
    format!("{}.{}%", share / 10, share % 10)
}
