//! The fleet as one HTML file that stands for itself, in the manner of the report: what decides on top, hosts grouped by what blocks
//! them, then the tables. However many hosts there are, it names some and counts the rest.

use super::decision::level_class;
use super::markup::{Html, facts, list, table};
use super::{framed, page};
use crate::finding::{Level, Verdict};
use crate::fleet::{Fleet, Group, Name};
use crate::language::Language;
use crate::render::fleet_text::request_facts;
use crate::render::fleet_words::{self as words, MOST_IN_A_ROW, MOST_ROWS, first, left_out, named};
use crate::render::text::level_word;

/// The fleet as HTML.
pub fn fleet_html(fleet: &Fleet) -> String {
    let sections = vec![
        ("blocks", "What blocks", groups(fleet)),
        ("missing", "Without a report", lines(fleet.missing().map(words::host), "hosts")),
        ("old", "Not reported since", lines(fleet.old().map(|(host, report)| words::old(host, report)), "reports")),
        ("broken", "Not counted", lines(fleet.broken.iter().map(|one| format!("{}: {}", one.path, one.why)), "files")),
        ("unexpected", "Not expected, and reported", lines(fleet.unexpected().map(words::host), "hosts")),
        (
            "clocks",
            "Clocks that differ",
            lines(fleet.clocks.iter().map(|one| format!("{}: {}", one.host, one.says)), "clocks"),
        ),
        ("differs", "What differs", differences(fleet)),
        ("exports", "Exports", lines(fleet.exports().map(|(host, report)| words::export(host, report)), "exports")),
        ("firewall", "Firewall request", firewall(fleet)),
        ("endpoints", "Endpoints", endpoints(fleet)),
        ("roots", "Certificates of the policy", roots(fleet)),
    ];
    let foot = Html::text(format!("Made by certready {}, in UTC.", fleet.tool));
    let foot = Html::of("footer", "", Html::of("p", "", foot));
    let sections = sections.into_iter().map(|(id, title, inner)| (id, title.to_owned(), inner)).collect();
    let language = Language::English;
    page(
        &words::title(fleet),
        language,
        framed(("verdict", "Skip to the verdict"), language, top(fleet), sections, foot),
    )
}

/// The title, the verdict, and what the sum is of.
fn top(fleet: &Fleet) -> Html {
    let class = match fleet.verdict {
        Verdict::Ready => "decision pass",
        Verdict::ReadyWithWarnings => "decision warning",
        Verdict::NotReady => "decision failure",
        Verdict::Undetermined => "decision unknown",
    };
    let word = Html::of("strong", "", Html::fixed(words::verdict(fleet.verdict)));
    let verdict = Html::new().line(Html::of("h2", "", Html::fixed("Verdict: ").then(word))).line(Html::of(
        "p",
        "",
        Html::text(&fleet.sentence),
    ));
    let rows = words::facts(fleet).into_iter().map(|(name, value)| (Html::fixed(name), Html::text(value)));
    let inner = Html::fixed("\n")
        .line(Html::of("div", class, Html::fixed("\n").then(verdict)))
        .line(facts("Of what this is the sum", rows));
    let header = Html::fixed("\n")
        .line(Html::of("p", "kicker", Html::fixed("Many hosts, one rotation")))
        .line(Html::of("h1", "", Html::text(words::title(fleet))));
    let section = Html::element("section", &[("id", "verdict".to_owned())], inner);
    Html::of("header", "", header).line(Html::new()).then(section)
}

/// Hosts by what blocks them.
fn groups(fleet: &Fleet) -> Option<Html> {
    let (shown, rest) = first(&fleet.groups, MOST_ROWS);
    let all = Html::lines(shown.iter().map(group)).then(more(rest, "groups"));
    (!shown.is_empty()).then_some(all)
}

fn group(group: &Group) -> Html {
    let class = if group.verdict == Verdict::NotReady { Level::Failure } else { Level::Unknown };
    let mark = Html::of("span", level_class(class), Html::fixed(words::verdict(group.verdict)));
    let heading = Html::of("h3", "", mark.then(Html::text(format!(" {}", words::hosts(group.hosts.len())))));
    let (blocks, rest) = first(&group.blocks, MOST_IN_A_ROW);
    let rows = blocks.iter().map(|block| {
        let level = Html::of("span", level_class(block.level), Html::fixed(level_word(block.level).english));
        vec![
            level.then(Html::text(format!(" {}", words::code_and_cause(block)))),
            name(&block.target),
            Html::text(words::owner(block)),
            block.next.as_ref().map_or_else(Html::new, Html::text),
        ]
    });
    let heads = ["Check", "Of what", "Owner", "Next"];
    let caption = format!("What blocks {}", words::hosts(group.hosts.len()));
    let hosts = Html::of("p", "name", Html::text(named(&group.hosts)));
    let inner = Html::fixed("\n")
        .line(heading)
        .line(hosts)
        .line(table("points stack", &caption, &heads, rows.collect()))
        .then(more(rest, "findings"));
    Html::of("article", "finding", inner)
}

fn name(name: &Name) -> Html {
    Html::of("span", "name", Html::text(name))
}

/// A list. None where there is nothing in it.
fn lines(lines: impl Iterator<Item = String>, what: &str) -> Option<Html> {
    let lines: Vec<String> = lines.collect();
    let (shown, rest) = first(&lines, MOST_ROWS);
    let items = shown.iter().map(|line| Html::of("span", "name", Html::text(line)));
    (!shown.is_empty()).then(|| list(items).then(more(rest, what)))
}

/// What is not named here.
fn more(rest: usize, what: &str) -> Html {
    left_out(rest, what).map_or_else(Html::new, |words| Html::of("p", "note", Html::text(words)))
}

fn differences(fleet: &Fleet) -> Option<Html> {
    let of = |one: &crate::fleet::Difference| {
        let (shown, rest) = first(&one.values, MOST_ROWS);
        let values = shown.iter().map(|(value, hosts)| {
            let of = format!(": {}, {}", words::hosts(hosts.len()), named(hosts));
            name(value).then(Html::text(of))
        });
        let heading = Html::of("h3", "", Html::text(words::difference(one)));
        heading.line(Html::new()).then(list(values)).then(more(rest, "values"))
    };
    (!fleet.differences.is_empty()).then(|| Html::lines(fleet.differences.iter().map(of)))
}

fn firewall(fleet: &Fleet) -> Option<Html> {
    let (shown, rest) = first(&fleet.firewall, MOST_ROWS);
    let about = words::ABOUT_THE_REQUEST.into_iter().map(|about| Html::of("p", "", Html::fixed(about)));
    let rows = shown.iter().enumerate().map(|(index, row)| {
        let asks = row.asks.iter().map(Name::as_str).collect::<Vec<_>>().join(" ");
        let facts = request_facts(row).into_iter().map(|(name, value)| Html::text(format!("{name}: {value}")));
        vec![Html::text(index.saturating_add(1)), Html::text(asks), list(facts)]
    });
    let table = table("stack", "What is asked for, and for whom", &["No.", "What", "Facts"], rows.collect());
    (!shown.is_empty()).then(|| Html::lines(about).then(table).then(more(rest, "targets")))
}

fn endpoints(fleet: &Fleet) -> Option<Html> {
    let (shown, rest) = first(&fleet.endpoints, MOST_ROWS);
    let rows = shown.iter().map(|row| {
        let short = row.short.iter().take(words::MOST_NAMES).map(|one| {
            let hosts = format!(": {}, {}", words::hosts(one.hosts.len()), named(&one.hosts));
            let how = if one.how == "not-looked" { "step unknown" } else { "step failure" };
            Html::of("span", how, Html::text(words::short(one))).then(Html::text(hosts))
        });
        vec![
            name(&row.url).then(Html::of("p", "note", Html::text(format!("{} by {}", row.kind, row.method)))),
            Html::text(format!("{} of {}", row.reached, row.hosts)),
            Html::text(format!("{} of {}", row.genuine, row.hosts)),
            list(short),
        ]
    });
    let heads = ["Endpoint", "Reached", "Genuine", "Not, and where"];
    let table =
        table("stack", "How many hosts reach each endpoint, and get what the CA serves", &heads, rows.collect());
    (!shown.is_empty()).then(|| table.then(more(rest, "endpoints")))
}

fn roots(fleet: &Fleet) -> Option<Html> {
    let (shown, rest) = first(&fleet.roots, MOST_ROWS);
    let rows = shown.iter().map(|row| {
        let hosts = |hosts: &[Name]| match hosts.len() {
            0 => Html::new(),
            count => Html::text(format!("{}: {}", words::hosts(count), named(hosts))),
        };
        vec![
            name(&row.label).then(Html::of("p", "note", Html::text(&row.role))),
            Html::text(format!("{} of {}", row.present, row.hosts)),
            hosts(&row.absent),
            hosts(&row.not_known),
        ]
    });
    let heads = ["Certificate", "Present", "Absent", "Not known"];
    let table = table("stack", "In whose store each certificate stands", &heads, rows.collect());
    (!shown.is_empty()).then(|| table.then(more(rest, "certificates")))
}
