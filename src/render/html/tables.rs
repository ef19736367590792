//! The tables: what this host makes of each root, the way to each endpoint as a row of steps, services, the host, the evidence.

use super::decision::level_class;
use super::markup::{Html, facts, heads, list, table};
use crate::language::{Language, say};
use crate::render::endpoints::told_by;
use crate::render::services::certificate_words;
use crate::render::told::Told;
use crate::render::words;
use crate::report::{AddressRow, EndpointRow, PathStep, ResolverRow, RootRow, ServiceRow, StepState};
use crate::vocabulary::Shown;

/// Each root and intermediate, and its state.
pub(super) fn roots(report: Told<'_>) -> Option<Html> {
    let language = report.language;
    let rows: Vec<Vec<Html>> = report
        .roots
        .iter()
        .map(|row| {
            let mark = Html::of("span", level_class(row.state.level), Html::text(row.state.word.to(language)));
            let says = row.state.says.as_ref().map_or(Html::new(), |says| note(&says.to(language)));
            let not_known = || say!(language, "not-known", "not known");
            let until = row.not_after.map_or_else(not_known, |until| until.to_string());
            vec![
                Html::of("span", "name", Html::text(&row.label)).then(note(&words::role(report, row.role))),
                mark.then(says),
                Html::of("span", "date", Html::text(until)),
                names(&row.stores, language),
                digests(row, language),
            ]
        })
        .collect();
    let caption = say!(language, "html-roots", "What this host makes of each certificate");
    (!rows.is_empty()).then(|| table("roots stack", &caption, &heads(&words::root_heads(), language), rows))
}

fn digests(row: &RootRow, language: Language) -> Html {
    let named = [
        ("SHA-256".to_owned(), row.sha256.map(|one| one.to_string())),
        ("SHA-1".to_owned(), row.sha1.map(|one| one.to_string())),
        (say!(language, "digest-key", "Key SHA-256"), row.spki_sha256.map(|one| one.to_string())),
        (say!(language, "digest-serial", "Serial"), row.serial.clone()),
    ];
    let pieces = named.into_iter().filter_map(|(name, value)| {
        let value = Html::of("code", "", Html::text(value?));
        Some(Html::text(format!("{name} ")).then(value))
    });
    list(pieces)
}

fn note(words: &str) -> Html {
    Html::of("p", "note", Html::text(words))
}

fn names(names: &[Shown], language: Language) -> Html {
    if names.is_empty() {
        Html::text(say!(language, "nowhere", "nowhere"))
    } else {
        list(names.iter().map(|name| Html::of("span", "name", Html::text(name))))
    }
}

/// The way to each endpoint.
pub(super) fn paths(report: Told<'_>) -> Option<Html> {
    let language = report.language;
    let rows: Vec<Vec<Html>> = report
        .paths
        .iter()
        .zip(&report.endpoints)
        .map(|(path, endpoint)| {
            let mut cells = vec![Html::of("span", "name", Html::text(&path.target)).then(behind(endpoint, language))];
            cells.extend(path.steps.iter().map(|one| match one.name {
                "resolve" => step(one, language).then(resolvers(&endpoint.resolvers, language)),
                "connect" => step(one, language).then(addresses(&endpoint.addresses, language)),
                _ => step(one, language),
            }));
            cells
        })
        .collect();
    let caption =
        say!(language, "html-paths", "How far each endpoint got, step by step; what failed first stops the rest");
    (!rows.is_empty()).then(|| table("paths stack", &caption, &heads(&words::path_heads(), language), rows))
}

fn step(step: &PathStep, language: Language) -> Html {
    let (class, sign) = match step.state {
        StepState::Done => ("step pass", "\u{2713} "),
        StepState::Warned => ("step warning", "! "),
        StepState::Failed => ("step failure", "\u{2717} "),
        StepState::Unknown => ("step unknown", "? "),
        StepState::NotReached => ("step none", "\u{2013} "),
        StepState::NotAsked => ("step none", ""),
    };
    let sign = match sign {
        "" => Html::new(),
        sign => Html::element("span", &[("aria-hidden", "true".to_owned())], Html::fixed(sign)),
    };
    let word = Html::of("span", class, sign.then(Html::text(step.state.word().to(language))));
    word.then(step.note.as_ref().map_or(Html::new(), |said| note(&said.to(language))))
}

fn addresses(rows: &[AddressRow], language: Language) -> Html {
    list(rows.iter().map(|row| {
        let by = told_by(row, language);
        let said = format!(" {} ({} ms{by})", row.connect, row.took_ms);
        Html::of("span", "name", Html::text(&row.address)).then(Html::text(said))
    }))
}

fn resolvers(rows: &[ResolverRow], language: Language) -> Html {
    list(rows.iter().map(|row| {
        Html::text(say!(
            language,
            "html-resolver",
            "{resolver} says {said} ({ms} ms)",
            resolver = &row.resolver,
            said = row.said.as_str(),
            ms = row.took_ms
        ))
    }))
}

/// Who named an endpoint, and what stands between.
fn behind(row: &EndpointRow, language: Language) -> Html {
    let by = || say!(language, "html-by-method", "{kind} by {method}", kind = row.kind, method = row.method);
    let kind = if row.is_connect() { row.kind.to_owned() } else { by() };
    let named_by = words::named_by(&row.named_by, language);
    let mut parts = vec![say!(language, "html-kind", "{kind}, named by {named_by}", kind = kind, named_by = named_by)];
    parts.extend(row.proxy.as_ref().map(|proxy| say!(language, "html-by-proxy", "by proxy {proxy}", proxy = proxy)));
    parts.extend(row.redirects.iter().map(|to| say!(language, "html-redirect", "redirect {to}", to = to)));
    parts.push(format!("{} ms", row.took_ms));
    note(&parts.join("; "))
}

/// What each service presents.
pub(super) fn services(report: Told<'_>) -> Option<Html> {
    let language = report.language;
    let row = |row: &ServiceRow| {
        let named_by = words::named_by(&row.named_by, language);
        let named_by = say!(language, "html-named-by", "named by {named_by}", named_by = named_by);
        let chain = row.chain.iter().map(|one| match (&one.label, &one.issuer, one.not_after) {
            (Some(label), Some(issuer), Some(until)) => Html::text(certificate_words(label, issuer, until, language)),
            _ => Html::text(words::not_understood(language)),
        });
        vec![
            Html::of("span", "name", Html::text(&row.service)).then(note(&named_by)),
            Html::text(words::service_step(row)),
            Html::text(words::service_root(row, language)),
            list(chain),
            addresses(&row.addresses, language).then(resolvers(&row.resolvers, language)),
        ]
    };
    let rows: Vec<Vec<Html>> = report.services.iter().map(row).collect();
    let caption = say!(language, "html-services", "What each service presents");
    (!rows.is_empty()).then(|| table("services stack", &caption, &heads(&words::service_heads(), language), rows))
}

/// The host, the account, the way out.
pub(super) fn host(report: Told<'_>) -> Html {
    let rows = words::host(report).into_iter().map(|(name, value)| (Html::text(name), Html::text(value)));
    facts(&say!(report.language, "html-host", "Where this was seen from"), rows)
}

/// What was received, by its digest.
pub(super) fn evidence(report: Told<'_>) -> Html {
    let language = report.language;
    let rows = words::evidence(report).into_iter().map(|(what, size, digest)| {
        vec![Html::of("span", "name", Html::text(what)), Html::text(size), Html::of("code", "", Html::text(digest))]
    });
    let words = say!(
        language,
        "html-evidence-words",
        "Each object stands under its SHA-256 in the folder that --evidence names, and can be judged again from there."
    );
    let caption = say!(language, "html-evidence", "What this report rests on, by SHA-256");
    let table = table("stack", &caption, &heads(&words::evidence_heads(), language), rows.collect());
    Html::of("p", "", Html::text(words)).line(Html::new()).then(table)
}
