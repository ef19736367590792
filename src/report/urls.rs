//! What single URLs came to, in a sentence: of a rotation the headline speaks of the host, here of what each URL gave.

use std::collections::BTreeMap;

use crate::case::Case;
use crate::examine::Content;
use crate::finding::{Code, Finding, Level};
use crate::language::{Arg, Message, Say, message};
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
pub(super) fn sentence(case: &Case<'_>, findings: &[Finding]) -> Say {
    let urls = urls(case, findings);
    let total = urls.len();
    let of = |wanted: Came| urls.iter().filter(move |(_, (came, _))| *came == wanted).collect::<Vec<_>>();
    let mut parts: Vec<Say> = Vec::new();
    for came in [Came::Signed, Came::Certificates, Came::Unlinked, Came::Connection, Came::Answer, Came::Failed] {
        let which = of(came);
        if which.is_empty() {
            continue;
        }
        let who = match total {
            1 => message!("urls-the-one", "The URL"),
            _ if parts.is_empty() => message!("urls-of-all", "{count} of {total} URLs"),
            _ => message!("urls-further", "{count}"),
        };
        let who = Say::new(who).with("count", which.len()).with("total", total);
        let named = if came == Came::Failed { named(&which) } else { Arg::from("") };
        let says = Say::new(message!("urls-part", "{who} {gives}{named}")).with("who", who);
        parts.push(says.with("gives", gives(came, which.len())).with("named", named));
    }
    let unknown = of(Came::Unknown);
    if !unknown.is_empty() {
        let says = match total {
            1 => message!("urls-unknown-one", "Whether the URL gives what it should is not known{named}"),
            _ if parts.is_empty() => {
                message!("urls-unknown", "Whether {count} of {total} URLs give what they should is not known{named}")
            }
            _ => message!("urls-unknown-further", "of {count} it is not known{named}"),
        };
        let says = Say::new(says).with("count", unknown.len()).with("total", total);
        parts.push(says.with("named", named(&unknown)));
    }
    let all = parts.into_iter().reduce(|before, next| {
        Say::new(message!("urls-and", "{before}; {next}")).with("before", before).with("next", next)
    });
    match all {
        Some(all) => Say::new(message!("urls-sentence", "{all}.")).with("all", all),
        None => message!("urls-none", "No URL was tried.").into(),
    }
}

/// What URLs that came to one end do.
fn gives(came: Came, count: usize) -> &'static Message {
    match (came, count) {
        (Came::Signed, 1) => message!("urls-signed-one", "gives genuine, signed, fresh data"),
        (Came::Signed, _) => message!("urls-signed", "give genuine, signed, fresh data"),
        (Came::Certificates, 1) => message!("urls-certificates-one", "gives genuine certificates"),
        (Came::Certificates, _) => message!("urls-certificates", "give genuine certificates"),
        (Came::Unlinked, 1) => message!("urls-unlinked-one", "gives certificates whose issuer is not verified"),
        (Came::Unlinked, _) => message!("urls-unlinked", "give certificates whose issuer is not verified"),
        (Came::Connection, 1) => message!("urls-connection-one", "takes a connection"),
        (Came::Connection, _) => message!("urls-connection", "take a connection"),
        (Came::Answer, 1) => {
            message!("urls-answer-one", "answers as a responder does, unsigned: that proves the way to it alone")
        }
        (Came::Answer, _) => {
            message!("urls-answer", "answer as responders do, unsigned: that proves the way to them alone")
        }
        (Came::Failed | Came::Unknown, 1) => message!("urls-failed-one", "does not give what it should"),
        (Came::Failed | Came::Unknown, _) => message!("urls-failed", "do not give what they should"),
    }
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

fn named(which: &[(&&HttpUrl, &(Came, String))]) -> Arg {
    let one = |(url, (_, cause)): &(&&HttpUrl, &(Came, String))| {
        Arg::from(if cause.is_empty() { url.to_string() } else { format!("{url} ({cause})") })
    };
    let mut words: Vec<Arg> = which.iter().take(NAMED).map(one).collect();
    let further = which.len().saturating_sub(NAMED);
    if further > 0 {
        words.push(Say::new(message!("urls-more", "{further} more")).with("further", further).into());
    }
    Say::new(message!("urls-named", ": {which}")).with("which", Arg::Each(words)).into()
}
