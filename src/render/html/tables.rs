//! The tables: what this host makes of each root, the way to each endpoint as a row of steps, services, the host, the evidence.

use super::decision::level_class;
use super::markup::{Html, facts, list, table};
use crate::render::words;
use crate::report::{AddressRow, EndpointRow, PathStep, Report, ResolverRow, RootRow, ServiceRow, StepState};
use crate::vocabulary::Shown;

/// Each root and intermediate, and its state.
pub(super) fn roots(report: &Report) -> Option<Html> {
    let rows: Vec<Vec<Html>> = report
        .roots
        .iter()
        .map(|row| {
            let mark = Html::of("span", level_class(row.state.level), Html::fixed(row.state.word));
            let says = if row.state.says.is_empty() { Html::new() } else { note(&row.state.says) };
            let until = row.not_after.map_or("not known".to_owned(), |until| until.to_string());
            vec![
                Html::of("span", "name", Html::text(&row.label)).then(note(words::role(report, row.role))),
                mark.then(says),
                Html::of("span", "date", Html::text(until)),
                names(&row.stores, "nowhere"),
                digests(row),
            ]
        })
        .collect();
    let heads = ["Certificate", "State", "Valid to", "Where it stands", "Digests"];
    (!rows.is_empty()).then(|| table("roots stack", "What this host makes of each certificate", &heads, rows))
}

fn digests(row: &RootRow) -> Html {
    let named = [
        ("SHA-256", row.sha256.map(|one| one.to_string())),
        ("SHA-1", row.sha1.map(|one| one.to_string())),
        ("Key SHA-256", row.spki_sha256.map(|one| one.to_string())),
        ("Serial", row.serial.clone()),
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

fn names(names: &[Shown], none: &'static str) -> Html {
    if names.is_empty() {
        Html::fixed(none)
    } else {
        list(names.iter().map(|name| Html::of("span", "name", Html::text(name))))
    }
}

/// The way to each endpoint.
pub(super) fn paths(report: &Report) -> Option<Html> {
    let rows: Vec<Vec<Html>> = report
        .paths
        .iter()
        .zip(&report.endpoints)
        .map(|(path, endpoint)| {
            let mut cells = vec![Html::of("span", "name", Html::text(&path.target)).then(behind(endpoint))];
            cells.extend(path.steps.iter().map(|one| match one.name {
                "resolve" => step(one).then(resolvers(&endpoint.resolvers)),
                "connect" => step(one).then(addresses(&endpoint.addresses)),
                _ => step(one),
            }));
            cells
        })
        .collect();
    let heads = ["Endpoint", "Resolve", "Connect", "Exchange", "Genuine", "Signed", "Fresh"];
    let caption = "How far each endpoint got, step by step; what failed first stops the rest";
    (!rows.is_empty()).then(|| table("paths stack", caption, &heads, rows))
}

fn step(step: &PathStep) -> Html {
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
    let word = Html::of("span", class, sign.then(Html::fixed(step.state.word())));
    if step.note.as_str().is_empty() { word } else { word.then(note(step.note.as_str())) }
}

fn addresses(rows: &[AddressRow]) -> Html {
    list(rows.iter().map(|row| {
        let by = row.told_by.as_ref().map(|by| format!(", says {by}")).unwrap_or_default();
        let said = format!(" {} ({} ms{by})", row.connect, row.took_ms);
        Html::of("span", "name", Html::text(&row.address)).then(Html::text(said))
    }))
}

fn resolvers(rows: &[ResolverRow]) -> Html {
    list(rows.iter().map(|row| Html::text(format!("{} says {} ({} ms)", row.resolver, row.said, row.took_ms))))
}

/// Who named an endpoint, and what stands between.
fn behind(row: &EndpointRow) -> Html {
    let named_by: Vec<&str> = row.named_by.iter().map(Shown::as_str).collect();
    let kind = if row.is_connect() { row.kind.to_owned() } else { format!("{} by {}", row.kind, row.method) };
    let mut words = format!("{kind}, named by {}", named_by.join("; "));
    words.extend(row.proxy.as_ref().map(|proxy| format!("; by proxy {proxy}")));
    words.extend(row.redirects.iter().map(|to| format!("; redirect {to}")));
    words.push_str(&format!("; {} ms", row.took_ms));
    note(&words)
}

/// What each service presents.
pub(super) fn services(report: &Report) -> Option<Html> {
    let row = |row: &ServiceRow| {
        let named_by: Vec<&str> = row.named_by.iter().map(Shown::as_str).collect();
        let chain = row.chain.iter().map(|one| match (&one.label, &one.issuer, one.not_after) {
            (Some(label), Some(issuer), Some(until)) => Html::text(format!("{label}, issued by {issuer}, to {until}")),
            _ => Html::fixed("a certificate that is not understood"),
        });
        vec![
            Html::of("span", "name", Html::text(&row.service)).then(note(&format!("named by {}", named_by.join("; ")))),
            Html::text(words::service_step(row)),
            Html::fixed(words::service_root(row)),
            list(chain),
            addresses(&row.addresses).then(resolvers(&row.resolvers)),
        ]
    };
    let rows: Vec<Vec<Html>> = report.services.iter().map(row).collect();
    let heads = ["Service", "Reached", "Root", "Presents", "Addresses"];
    (!rows.is_empty()).then(|| table("services stack", "What each service presents", &heads, rows))
}

/// The host, the account, the way out.
pub(super) fn host(report: &Report) -> Html {
    let rows = words::host(report).into_iter().map(|(name, value)| (Html::text(name), Html::text(value)));
    facts("Where this was seen from", rows)
}

/// What was received, by its digest.
pub(super) fn evidence(report: &Report) -> Html {
    let rows = words::evidence(report).into_iter().map(|(what, size, digest)| {
        vec![Html::of("span", "name", Html::text(what)), Html::text(size), Html::of("code", "", Html::text(digest))]
    });
    let words =
        "Each object stands under its SHA-256 in the folder that --evidence names, and can be judged again from there.";
    let table = table("stack", "What this report rests on, by SHA-256", &["What", "Size", "SHA-256"], rows.collect());
    Html::of("p", "", Html::fixed(words)).line(Html::new()).then(table)
}
