//! The report as one HTML file that stands for itself: no script, nothing that a reader fetches. What decides stands on top; the rest
//! is in the order in which it is asked for. It opens in a browser, in print, and (without colours) in a mail program's preview.

mod decision;
mod findings;
mod markup;
mod since;
mod tables;
mod timeline;

use data_encoding::BASE64;

use super::{firewall, words};
use crate::report::{Firewall, Report};
use crate::vocabulary::Digest;
use markup::{Html, section};

/// How it looks: light and dark, narrow and in print.
const STYLE: &str = include_str!("style.css");

/// The report as HTML.
pub fn html(report: &Report) -> String {
    let (head, body) = (head(report), body(report));
    let root = Html::element("html", &[("lang", "en".to_owned())], Html::fixed("\n").line(head).line(body));
    Html::fixed("<!DOCTYPE html>\n").line(root).into_page()
}

fn head(report: &Report) -> Html {
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
        .line(Html::of("title", "", Html::text(words::title(report))))
        // The style sheet is written here, and has no character that an element of its kind would take for its end.
        .line(Html::of("style", "", Html::fixed_style(style)));
    Html::of("head", "", inner)
}

fn body(report: &Report) -> Html {
    let mut sections = vec![
        ("since", "Since the baseline", since::since(report.since.as_ref())),
        ("not-proven", "Not proven by this report", Some(decision::not_proven(report))),
        ("nothing-done", "If nothing is done", Some(decision::if_nothing_is_done(report))),
        ("timeline", "Timeline", timeline::timeline(report)),
        ("roots", words::certificates(report), tables::roots(report)),
        ("paths", "The way to each endpoint", tables::paths(report)),
    ];
    sections.extend(findings::sections(report));
    sections.extend([
        ("firewall", "Firewall request", request(report)),
        ("services", "Services", tables::services(report)),
        ("host", "Host, account and route", Some(tables::host(report))),
        ("evidence", "Evidence", Some(tables::evidence(report))),
    ]);
    let sections: Vec<(&'static str, &'static str, Html)> =
        sections.into_iter().filter_map(|(id, title, inner)| Some((id, title, inner?))).collect();
    let links = sections.iter().map(|(id, title, _)| {
        Html::of("li", "", Html::element("a", &[("href", format!("#{id}"))], Html::fixed(title)))
    });
    let contents = Html::of("ul", "", links.fold(Html::new(), Html::then));
    let contents = Html::element("nav", &[("aria-label", "Sections of this report".to_owned())], contents);
    let main = Html::fixed("\n")
        .line(decision::top(report))
        .line(contents)
        .then(Html::lines(sections.into_iter().map(|(id, title, inner)| section(id, title, inner))));
    let main = Html::element("main", &[("id", "main".to_owned()), ("tabindex", "-1".to_owned())], main);
    let skip = Html::fixed("<a class=\"skip\" href=\"#decision\">Skip to the decision</a>");
    let inner = Html::fixed("\n").line(skip).line(main).line(foot(report));
    Html::of("body", "", inner)
}

/// The firewall request, ready to be copied.
fn request(report: &Report) -> Option<Html> {
    match &report.firewall {
        Firewall::Nothing => None,
        Firewall::Withheld(why) => Some(Html::of("p", "", Html::text(why))),
        Firewall::Asked(request) => {
            let words = "To be pasted into a ticket as it stands. Nothing was opened or changed.";
            let label = "Firewall request, as plain text".to_owned();
            let of = [("tabindex", "0".to_owned()), ("role", "region".to_owned()), ("aria-label", label)];
            let text = Html::element("pre", &of, Html::text(firewall::request_text(request)));
            Some(Html::of("p", "", Html::fixed(words)).line(Html::new()).then(text))
        }
    }
}

fn foot(report: &Report) -> Html {
    let sources = report.policy.sources.iter().map(|source| Html::text(format!(" Source: {source}.")));
    let policy =
        format!("Policy {}: {}, facts of {}.", report.policy.id, report.policy.title, report.policy.as_of.date());
    let policy = sources.fold(Html::text(policy), Html::then);
    let tool = Html::text(format!("Made by certready {}, in UTC.", report.tool));
    Html::of("footer", "", Html::of("p", "", policy).then(Html::of("p", "", tool)))
}
