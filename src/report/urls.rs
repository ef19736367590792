//! What single URLs came to, in a sentence: of a rotation the headline speaks of the host, here of what each URL gave.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::examine::Content;
use crate::finding::{Code, Finding, Level};
use crate::observation::Fetch;
use crate::policy::EndpointKind;
use crate::vocabulary::HttpUrl;

/// How many URLs a sentence names; the findings name them all.
const NAMED: usize = 3;

/// What one URL came to, the worst of all that it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Came {
    /// A CRL or an OCSP answer: genuine, signed, in its time.
    Signed,
    /// Certificates, issued by somebody at hand.
    Certificates,
    /// Certificates, and who issued one of them is not verified.
    Unlinked,
    /// A connection, which was all that was asked for.
    Connection,
    /// An answer that nobody signed, as a responder gives where it does not know what it was asked.
    Answer,
    /// It can't be told.
    Unknown,
    /// Not what it should.
    Failed,
}

/// The sentence.
pub(super) fn sentence(case: &Case<'_>, findings: &[Finding]) -> String {
    let urls = urls(case, findings);
    let total = urls.len();
    let of = |wanted: Came| urls.iter().filter(move |(_, (came, _))| *came == wanted);
    let mut parts = Vec::new();
    for (came, one, many) in [
        (Came::Signed, "gives genuine, signed, fresh data", "give genuine, signed, fresh data"),
        (Came::Certificates, "gives genuine certificates", "give genuine certificates"),
        (
            Came::Unlinked,
            "gives certificates whose issuer is not verified",
            "give certificates whose issuer is not verified",
        ),
        (Came::Connection, "takes a connection", "take a connection"),
        (
            Came::Answer,
            "answers as a responder does, unsigned: that proves the way to it alone",
            "answer as responders do, unsigned: that proves the way to them alone",
        ),
        (Came::Failed, "does not give what it should", "do not give what they should"),
    ] {
        let which: Vec<_> = of(came).collect();
        if which.is_empty() {
            continue;
        }
        let words = if which.len() == 1 { one } else { many };
        let named = if came == Came::Failed { named(&which) } else { String::new() };
        parts.push(match total {
            1 => format!("The URL {words}{named}"),
            _ if parts.is_empty() => format!("{} of {total} URLs {words}{named}", which.len()),
            _ => format!("{} {words}{named}", which.len()),
        });
    }
    let unknown: Vec<_> = of(Came::Unknown).collect();
    if !unknown.is_empty() {
        let named = named(&unknown);
        parts.push(match total {
            1 => format!("Whether the URL gives what it should is not known{named}"),
            _ if parts.is_empty() => {
                format!("Whether {} of {total} URLs give what they should is not known{named}", unknown.len())
            }
            _ => format!("of {} it is not known{named}", unknown.len()),
        });
    }
    if parts.is_empty() { "No URL was tried.".to_owned() } else { format!("{}.", parts.join("; ")) }
}

/// What each URL came to: of several questions the worst, and of the two methods of one question the better.
fn urls<'a>(case: &Case<'a>, findings: &[Finding]) -> BTreeMap<&'a HttpUrl, (Came, String)> {
    let mut questions: BTreeMap<_, (Came, String)> = BTreeMap::new();
    for fetch in case.observed.fetches.iter().filter(|fetch| case.endpoint(fetch).is_some()) {
        let came = came(case, fetch, findings);
        let best = questions.entry((&fetch.id.url, fetch.id.kind, fetch.id.request)).or_insert_with(|| came.clone());
        if came.0 < best.0 {
            *best = came;
        }
    }
    let mut urls: BTreeMap<_, (Came, String)> = BTreeMap::new();
    for ((url, ..), came) in questions {
        let worst = urls.entry(url).or_insert_with(|| came.clone());
        if came.0 > worst.0 {
            *worst = came;
        }
    }
    urls
}

/// What a fetch came to, and the cause where it is not what it should be. That a URL is optional, or its failure waived,
/// changes what that means, and not what came.
fn came(case: &Case<'_>, fetch: &Fetch, findings: &[Finding]) -> (Came, String) {
    let shown = fetch.id.shown();
    let says = |one: &Finding, level| one.level == level || one.template.level == level;
    let worst = |level| findings.iter().find(|one| one.target == shown && says(one, level));
    let cause = |one: &Finding| one.cause.map(|cause| cause.to_string()).unwrap_or_default();
    if let Some(failed) = worst(Level::Failure) {
        return (Came::Failed, cause(failed));
    }
    if let Some(unknown) = worst(Level::Unknown) {
        return (Came::Unknown, cause(unknown));
    }
    let timed = |one: &Finding| matches!(one.code, Code::CrlFresh | Code::OcspFresh) && one.target == shown;
    let unlinked = |one: &Finding| one.code == Code::AiaChains && one.level > Level::Notice && one.target == shown;
    let came = match case.examined.bodies.get(&fetch.id).map(|body| &body.content) {
        // A run without the check of its time does not call it fresh.
        Some(Content::Crl(Ok(_)) | Content::Ocsp(Ok(_))) if findings.iter().any(timed) => Came::Signed,
        Some(Content::Certificates { .. }) if findings.iter().any(unlinked) => Came::Unlinked,
        Some(Content::Certificates { .. }) => Came::Certificates,
        Some(Content::Ocsp(Err(_))) => Came::Answer,
        None if fetch.id.kind == EndpointKind::Connect => Came::Connection,
        _ => Came::Unknown,
    };
    (came, String::new())
}

fn named(which: &[(&&HttpUrl, &(Came, String))]) -> String {
    let one = |(url, (_, cause)): &(&&HttpUrl, &(Came, String))| {
        if cause.is_empty() { url.to_string() } else { format!("{url} ({cause})") }
    };
    let mut words: Vec<String> = which.iter().take(NAMED).map(one).collect();
    let further = which.len().saturating_sub(NAMED);
    if further > 0 {
        words.push(format!("{further} more"));
    }
    format!(": {}", words.join(", "))
}
