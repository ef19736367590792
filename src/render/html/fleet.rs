//! The fleet as one HTML file that stands for itself, in the manner of the report: what decides on top, hosts grouped by what blocks
//! them, then the tables. However many hosts there are, it names some and counts the rest.

use super::decision::level_class;
use super::markup::{Html, facts, heads, list, table};
use super::{framed, page};
use crate::finding::{Level, Verdict};
use crate::fleet::{Fleet, Group, Name};
use crate::language::{Language, Message, message, say};
use crate::render::fleet_text::request_facts;
use crate::render::fleet_words::{self as words, List, MOST_IN_A_ROW, MOST_ROWS, first, left_out};
use crate::render::text::level_word;
use crate::report::verdict_word;

/// The fleet as HTML.
pub fn fleet_html(fleet: &Fleet, language: Language) -> String {
    let of = |list: List| (list.id, list.title, lines(&list, language));
    let [missing, old, broken, unexpected, clocks, exports] = words::lists(fleet, language).map(of);
    let sections = vec![
        ("blocks", message!("title-blocks", "What blocks"), groups(fleet, language)),
        missing,
        old,
        broken,
        unexpected,
        clocks,
        ("differs", message!("fleet-title-differs", "What differs"), differences(fleet, language)),
        exports,
        ("firewall", message!("fleet-title-firewall", "Firewall request"), firewall(fleet, language)),
        ("endpoints", message!("title-endpoints", "Endpoints"), endpoints(fleet, language)),
        ("roots", message!("title-certificates-of-policy", "Certificates of the policy"), roots(fleet, language)),
    ];
    let foot = say!(language, "fleet-foot", "Made by certready {tool}, in UTC.", tool = &fleet.tool);
    let foot = Html::of("footer", "", Html::of("p", "", Html::text(foot)));
    let sections = sections.into_iter().map(|(id, title, inner)| (id, title.to(language), inner)).collect();
    let skip = say!(language, "fleet-skip", "Skip to the verdict");
    let body = framed(("verdict", &skip), language, top(fleet, language), sections, foot);
    page(&words::title(fleet, language), language, body)
}

/// The title, the verdict, and what the sum is of.
fn top(fleet: &Fleet, language: Language) -> Html {
    let class = match fleet.verdict {
        Verdict::Ready => "decision pass",
        Verdict::ReadyWithWarnings => "decision warning",
        Verdict::NotReady => "decision failure",
        Verdict::Undetermined => "decision unknown",
    };
    let word = Html::of("strong", "", Html::text(verdict_word(fleet.verdict).to(language)));
    let name = Html::text(format!("{} ", say!(language, "fleet-verdict", "Verdict:")));
    let verdict = Html::new().line(Html::of("h2", "", name.then(word))).line(Html::of(
        "p",
        "",
        Html::text(fleet.sentence.to(language)),
    ));
    let rows = words::facts(fleet, language).into_iter();
    let rows = rows.map(|(name, value)| (Html::text(name.to(language)), Html::text(value)));
    let inner = Html::fixed("\n")
        .line(Html::of("div", class, Html::fixed("\n").then(verdict)))
        .line(facts(&say!(language, "fleet-facts", "Of what this is the sum"), rows));
    let kicker = say!(language, "fleet-kicker", "Many hosts, one rotation");
    let header = Html::fixed("\n").line(Html::of("p", "kicker", Html::text(kicker))).line(Html::of(
        "h1",
        "",
        Html::text(words::title(fleet, language)),
    ));
    let section = Html::element("section", &[("id", "verdict".to_owned())], inner);
    Html::of("header", "", header).line(Html::new()).then(section)
}

/// Hosts by what blocks them.
fn groups(fleet: &Fleet, language: Language) -> Option<Html> {
    let (shown, rest) = first(&fleet.groups, MOST_ROWS);
    let all = Html::lines(shown.iter().map(|one| group(one, language)));
    let all = all.then(more(rest, message!("fleet-what-groups", "groups"), language));
    (!shown.is_empty()).then_some(all)
}

fn group(group: &Group, language: Language) -> Html {
    let class = if group.verdict == Verdict::NotReady { Level::Failure } else { Level::Unknown };
    let mark = Html::of("span", level_class(class), Html::text(verdict_word(group.verdict).to(language)));
    let many = words::hosts(group.hosts.len(), language);
    let heading = Html::of("h3", "", mark.then(Html::text(format!(" {many}"))));
    let (blocks, rest) = first(&group.blocks, MOST_IN_A_ROW);
    let rows = blocks.iter().map(|block| {
        let level = Html::of("span", level_class(block.level), Html::text(level_word(block.level).to(language)));
        vec![
            level.then(Html::text(format!(" {}", words::code_and_cause(block)))),
            Html::of("span", "name", Html::text(words::target(block, language))),
            Html::text(words::owner(block, language)),
            words::next(block, language).map_or_else(Html::new, Html::text),
        ]
    });
    let caption = say!(language, "fleet-blocks", "What blocks {hosts}", hosts = many);
    let hosts = Html::of("p", "name", Html::text(words::named(&group.hosts, language)));
    let inner = Html::fixed("\n")
        .line(heading)
        .line(hosts)
        .line(table("points stack", &caption, &heads(&words::block_heads(), language), rows.collect()))
        .then(more(rest, message!("fleet-what-findings", "findings"), language));
    Html::of("article", "finding", inner)
}

fn name(name: &Name) -> Html {
    Html::of("span", "name", Html::text(name))
}

/// A list. None where there is nothing in it.
fn lines(all: &List, language: Language) -> Option<Html> {
    let (shown, rest) = first(&all.rows, MOST_ROWS);
    let items = shown.iter().map(|line| Html::of("span", "name", Html::text(line)));
    (!shown.is_empty()).then(|| list(items).then(more(rest, all.what, language)))
}

/// What is not named here.
fn more(rest: usize, what: &'static Message, language: Language) -> Html {
    left_out(rest, what, language).map_or_else(Html::new, |words| Html::of("p", "note", Html::text(words)))
}

fn differences(fleet: &Fleet, language: Language) -> Option<Html> {
    let of = |one: &crate::fleet::Difference| {
        let (shown, rest) = first(&one.values, MOST_ROWS);
        let values = shown
            .iter()
            .map(|(value, hosts)| name(value).then(Html::text(format!(": {}", words::counted(hosts, language)))));
        let heading = Html::of("h3", "", Html::text(words::difference(one, language)));
        let more = more(rest, message!("fleet-what-values", "values"), language);
        heading.line(Html::new()).then(list(values)).then(more)
    };
    (!fleet.differences.is_empty()).then(|| Html::lines(fleet.differences.iter().map(of)))
}

fn firewall(fleet: &Fleet, language: Language) -> Option<Html> {
    let (shown, rest) = first(&fleet.firewall, MOST_ROWS);
    let about = words::about_the_request().into_iter();
    let about = about.map(|about| Html::of("p", "", Html::text(about.to(language))));
    let rows = shown.iter().enumerate().map(|(index, row)| {
        let facts = request_facts(row, language).into_iter();
        let facts = facts.map(|(name, value)| Html::text(format!("{}: {value}", name.to(language))));
        vec![Html::text(index.saturating_add(1)), Html::text(row.asks_said().to(language)), list(facts)]
    });
    let names =
        [message!("fleet-head-number", "No."), message!("head-what", "What"), message!("fleet-head-facts", "Facts")];
    let caption = say!(language, "fleet-request", "What is asked for, and for whom");
    let table = table("stack", &caption, &heads(&names, language), rows.collect());
    let more = more(rest, message!("fleet-what-targets", "targets"), language);
    (!shown.is_empty()).then(|| Html::lines(about).then(table).then(more))
}

fn endpoints(fleet: &Fleet, language: Language) -> Option<Html> {
    let (shown, rest) = first(&fleet.endpoints, MOST_ROWS);
    let rows = shown.iter().map(|row| {
        let short = row.short.iter().take(words::MOST_NAMES).map(|one| {
            let how = if one.how == "not-looked" { "step unknown" } else { "step failure" };
            let hosts = Html::text(format!(": {}", words::counted(&one.hosts, language)));
            Html::of("span", how, Html::text(words::short(one, language))).then(hosts)
        });
        let kind = say!(
            language,
            "fleet-kind-by-method",
            "{kind} by {method}",
            kind = row.kind.as_str(),
            method = row.method.as_str()
        );
        vec![
            name(&row.url).then(Html::of("p", "note", Html::text(kind))),
            Html::text(words::of(row.reached, row.hosts, language)),
            Html::text(words::of(row.genuine, row.hosts, language)),
            list(short),
        ]
    });
    let caption = say!(language, "fleet-endpoints", "How many hosts reach each endpoint, and get what the CA serves");
    let table = table("stack", &caption, &heads(&words::endpoint_heads(), language), rows.collect());
    let more = more(rest, message!("fleet-what-endpoints", "endpoints"), language);
    (!shown.is_empty()).then(|| table.then(more))
}

fn roots(fleet: &Fleet, language: Language) -> Option<Html> {
    let (shown, rest) = first(&fleet.roots, MOST_ROWS);
    let rows = shown.iter().map(|row| {
        let hosts = |hosts: &[Name]| match hosts.len() {
            0 => Html::new(),
            count => Html::text(format!("{}: {}", words::hosts(count, language), words::named(hosts, language))),
        };
        vec![
            name(&row.label).then(Html::of("p", "note", Html::text(words::role(&row.role, language)))),
            Html::text(words::of(row.present, row.hosts, language)),
            hosts(&row.absent),
            hosts(&row.not_known),
        ]
    });
    let caption = say!(language, "fleet-roots", "In whose store each certificate stands");
    let table = table("stack", &caption, &heads(&words::root_heads(), language), rows.collect());
    let more = more(rest, message!("fleet-what-certificates", "certificates"), language);
    (!shown.is_empty()).then(|| table.then(more))
}
