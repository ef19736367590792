//! The report as one HTML file that stands for itself: no script, nothing that a reader fetches. What decides stands on top; the rest
//! is in the order in which it is asked for. It opens in a browser, in print, and (without colours) in a mail program's preview.

mod decision;
mod findings;
mod fleet;
mod markup;
mod since;
mod tables;
mod timeline;

pub use fleet::fleet_html;

use data_encoding::BASE64;

use super::told::Told;
use super::{firewall, words};
use crate::language::{Language, Message, message, say};
use crate::report::{Firewall, Report};
use crate::vocabulary::{Digest, Shown};
use markup::{Html, section};

/// How it looks: light and dark, narrow and in print.
const STYLE: &str = include_str!("style.css");

/// The report as HTML.
pub fn html(report: &Report, language: Language) -> String {
    let report = Told::new(report, language);
    page(&words::title(report), language, body(report))
}

/// A page that stands for itself.
fn page(title: &str, language: Language, body: Html) -> String {
    let inner = Html::fixed("\n").line(head(title)).line(body);
    let root = Html::element("html", &[("lang", language.word().to_owned())], inner);
    Html::fixed("<!DOCTYPE html>\n").line(root).into_page()
}

fn head(title: &str) -> Html {
    // A checkout may end lines otherwise; a browser reads them so, and compares the digest of that.
    let style = STYLE.replace('\r', "");
    // Nothing is fetched and nothing runs, whatever stands below; the one style that counts is this one, by its digest.
    let digest = BASE64.encode(Digest::of(style.as_bytes()).as_bytes());
    let policy = format!("default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'");
    let meta = |name: &'static str, content: &str| {
        Html::void("meta", &[("name", name.to_owned()), ("content", content.to_owned())])
    };
    let csp = [("http-equiv", "Content-Security-Policy".to_owned()), ("content", policy)];
    let inner = Html::fixed("\n<meta charset=\"utf-8\">\n")
        .line(Html::void("meta", &csp))
        .line(meta("viewport", "width=device-width, initial-scale=1"))
        .line(meta("color-scheme", "light dark"))
        .line(Html::of("title", "", Html::text(title)))
        // The style sheet is written here, and has no character that an element of its kind would take for its end.
        .line(Html::of("style", "", Html::fixed_style(style)));
    Html::of("head", "", inner)
}

fn body(report: Told<'_>) -> Html {
    let language = report.language;
    let mut sections: Vec<(&'static str, &'static Message, Option<Html>)> = vec![
        ("since", message!("title-since", "Since the baseline"), since::since(report.since.as_ref(), report.language)),
        ("not-proven", message!("title-not-proven", "Not proven by this report"), Some(decision::not_proven(report))),
        (
            "nothing-done",
            message!("title-nothing-done", "If nothing is done"),
            Some(decision::if_nothing_is_done(report)),
        ),
        ("timeline", message!("title-timeline", "Timeline"), timeline::timeline(report)),
        ("roots", words::certificates(report), tables::roots(report)),
        ("paths", message!("title-paths", "The way to each endpoint"), tables::paths(report)),
    ];
    sections.extend(findings::sections(report));
    sections.extend([
        ("firewall", message!("title-firewall", "Firewall request"), request(report)),
        ("services", message!("title-services", "Services"), tables::services(report)),
        ("host", message!("title-host", "Host, account and route"), Some(tables::host(report))),
        ("evidence", message!("title-evidence", "Evidence"), Some(tables::evidence(report))),
    ]);
    let skip = say!(language, "html-skip", "Skip to the decision");
    let sections = sections.into_iter().map(|(id, title, inner)| (id, title.to(language), inner)).collect();
    framed(("decision", &skip), language, decision::top(report), sections, foot(report))
}

/// The body of a page: its top, a list of its sections, the sections that have anything in them, and its foot. `skip` is where the
/// link past the head leads, and its words.
fn framed(
    skip: (&'static str, &str),
    language: Language,
    top: Html,
    sections: Vec<(&'static str, String, Option<Html>)>,
    foot: Html,
) -> Html {
    let sections: Vec<(&'static str, String, Html)> =
        sections.into_iter().filter_map(|(id, title, inner)| Some((id, title, inner?))).collect();
    let links = sections
        .iter()
        .map(|(id, title, _)| Html::of("li", "", Html::element("a", &[("href", format!("#{id}"))], Html::text(title))));
    let contents = Html::of("ul", "", links.fold(Html::new(), Html::then));
    let label = say!(language, "html-sections", "Sections of this report");
    let contents = Html::element("nav", &[("aria-label", label)], contents);
    let main = Html::fixed("\n")
        .line(top)
        .line(contents)
        .then(Html::lines(sections.into_iter().map(|(id, title, inner)| section(id, &title, inner))));
    let main = Html::element("main", &[("id", "main".to_owned()), ("tabindex", "-1".to_owned())], main);
    let (top_id, words) = skip;
    let past = [("class", "skip".to_owned()), ("href", format!("#{top_id}"))];
    let inner = Html::fixed("\n").line(Html::element("a", &past, Html::text(words))).line(main).line(foot);
    Html::of("body", "", inner)
}

/// The firewall request, ready to be copied.
fn request(report: Told<'_>) -> Option<Html> {
    match &report.firewall {
        Firewall::Nothing => None,
        Firewall::Withheld(why) => Some(Html::of("p", "", Html::text(why.to(report.language)))),
        Firewall::Asked(request) => {
            let label = say!(report.language, "html-firewall", "Firewall request, as plain text");
            let of = [("tabindex", "0".to_owned()), ("role", "region".to_owned()), ("aria-label", label)];
            let text = Html::element("pre", &of, Html::text(firewall::request_text(request, report.language)));
            Some(Html::of("p", "", Html::text(words::to_be_pasted(report.language))).line(Html::new()).then(text))
        }
    }
}

fn foot(report: Told<'_>) -> Html {
    let (language, policy) = (report.language, &report.policy);
    let source = |source: &Shown| {
        Html::text(format!(" {}", say!(language, "foot-source", "Source: {source}.", source = source)))
    };
    let sources = policy.sources.iter().map(source);
    let facts = say!(
        language,
        "foot-policy",
        "Policy {policy}: {title}, facts of {as_of}.",
        policy = policy.id.as_str(),
        title = &policy.title,
        as_of = policy.as_of.date()
    );
    let facts = sources.fold(Html::text(facts), Html::then);
    let tool = Html::text(say!(language, "foot-made-by", "Made by certready {tool}, in UTC.", tool = &report.tool));
    Html::of("footer", "", Html::of("p", "", facts).then(Html::of("p", "", tool)))
}
