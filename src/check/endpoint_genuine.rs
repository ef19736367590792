//! `endpoint-genuine`: whether what came back is the CA's object rather than something in its place. Status 200 with an
//! HTML page is the commonest false pass of this field.

use super::{Check, Concerns, REVOKING, path_impossible};
use crate::case::{Case, genuine, in_its_place, named_by};
use crate::examine::{Body, Content, CrlRefusal, OcspRefusal, TrustListRead};
use crate::finding::{Arg, Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Message, Say, message};
use crate::observation::{Answer, BodyEnd, Fetch, Reached};
use crate::pki::Looks;
use crate::policy::EndpointKind;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::EndpointGenuine,
    question: "Is what comes back the CA's object, rather than a page or another thing in its place?",
    citation: "RFC 5280 §4.2.1.13 (a DER CRL) and §4.2.2.1, RFC 2585 §4, RFC 6960 §A.1",
    concerns: Concerns::Fetches,
    decisive: REVOKING,
    templates: &[
        &GENUINE,
        &INTERCEPTED,
        &OTHER_FORM,
        &NOT_UNDERSTOOD,
        &UNRECOGNISED,
        &TRAILING,
        &CONTENT_TYPE,
        &HOST_IO,
    ],
    run,
};

static GENUINE: Template = Template {
    id: "endpoint-genuine.genuine",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "{what}",
    required: "{requirer}: {wanted}",
    next: "",
    verify: "",
};
static INTERCEPTED: Template = Template {
    id: "endpoint-genuine.intercepted",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Firewall),
    observed: "intercepted: with status {status} came {what}{titled}{by}",
    required: "{requirer}: {wanted}",
    next: "Let {host}, TCP {port}, pass whatever stands between unfiltered, and without a sign-in page.",
    verify: "certready url {url}",
};
static OTHER_FORM: Template = Template {
    id: "endpoint-genuine.other-form",
    level: Level::Failure,
    cause: None,
    owner: Some(Owner::Pki),
    observed: "with status {status} came {what}{by}",
    required: "{requirer}: {wanted}",
    next: "Compare with a host outside this network. If it differs, something between changes it; else tell the CA.",
    verify: "certready url {url}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "endpoint-genuine.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "not understood, which is no proof of forgery: {what}",
    required: "{requirer}: {wanted}",
    next: "Look at the bytes that --evidence keeps. A client of this host may understand them, or stop as well.",
    verify: "certready url {url}",
};
static UNRECOGNISED: Template = Template {
    id: "endpoint-genuine.unrecognised",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: Some(Owner::Pki),
    observed: "it begins like no CRL, no OCSP response and no certificate",
    required: "{requirer}: {wanted}",
    next: "Look at the bytes that --evidence keeps. An OCSP responder is asked only with its issuer's certificate: \
           --issuer FILE.",
    verify: "certready url {url}",
};
static TRAILING: Template = Template {
    id: "endpoint-genuine.trailing-bytes",
    level: Level::Warning,
    cause: Some(Cause::BodyTrailingBytes),
    owner: Some(Owner::Pki),
    observed: "{what}, and {bytes} bytes behind its end",
    required: "{requirer}: {wanted}, and nothing behind it",
    next: "Compare with a host outside this network: some clients refuse such a body.",
    verify: "certready url {url}",
};
static CONTENT_TYPE: Template = Template {
    id: "endpoint-genuine.content-type",
    level: Level::Notice,
    cause: Some(Cause::WrongContentType),
    owner: Some(Owner::Pki),
    observed: "{what}, with the content type {type}",
    required: "RFC 2585 §4.2, RFC 6960 §A.1: the content type {right}",
    next: "Tell the CA, or whoever runs the cache between: few clients look at it, and some do.",
    verify: "",
};
static HOST_IO: Template = Template {
    id: "endpoint-genuine.host-io",
    level: Level::Unknown,
    cause: Some(Cause::HostIo),
    owner: None,
    observed: "it came, and could not be read back from this host's own disk: {what}",
    required: "{requirer}: {wanted}",
    next: "See that the folder for temporary files is there and has room, and run again.",
    verify: "certready url {url}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.observed.fetches.iter().flat_map(|fetch| judge(case, fetch)).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch) -> Vec<Finding> {
    // Only what came whole is looked at here: a body that broke off is endpoint-reachable's matter.
    let Reached::Answered { answer, redirect: None, .. } = &fetch.reached else { return Vec::new() };
    let Some(body) = case.examined.bodies.get(&fetch.id).filter(|_| answer.end == BodyEnd::Complete) else {
        return Vec::new();
    };
    if let Some(finding) = path_impossible(case, fetch, Code::EndpointGenuine) {
        return vec![finding];
    }
    let finding = |template: &'static Template, what: Arg| {
        Finding::new(Code::EndpointGenuine, template, fetch.id.shown())
            .with("what", what)
            .with("requirer", named_by(&fetch.named_by))
            .with("wanted", wanted(body.served))
            .with("status", i64::from(answer.status))
            .with("host", fetch.id.url.host())
            .with("port", i64::from(fetch.id.url.port()))
            .with("url", &fetch.id.url)
    };
    let bearing = case.bearing(fetch);
    if let Some((cause, what)) = in_its_place(body, answer.bytes) {
        // A filter's page stands behind a refusal as well as behind a 200. Any other page behind a refusal may be the
        // CA's own, and a proxy's word about itself is endpoint-reachable's matter.
        let refused = answer.status != 200 || case.shortfall(fetch).is_some();
        let proxy = matches!(case.shortfall(fetch), Some(short) if short.cause().is_of_the_proxy());
        if refused && (cause != Cause::BlockPage || proxy) {
            return Vec::new();
        }
        let page = matches!(cause, Cause::BlockPage | Cause::BodyHtml | Cause::RedirectPortal);
        let template = if page { &INTERCEPTED } else { &OTHER_FORM };
        // PEM at an AIA URL is against RFC 5280 §4.2.2.1 and harms few: the certificate is there all the same.
        let readable = cause == Cause::BodyPem && genuine(body).is_some();
        let level = if readable { bearing.level.min(Level::Notice) } else { bearing.level };
        let found = finding(template, what).because(cause).at(level).weighing(bearing.weight);
        return vec![found.with("titled", titled(body)).with("by", by(answer))];
    }
    if answer.status != 200 {
        return Vec::new();
    }
    match (genuine(body), &body.content) {
        (Some(what), _) => {
            let mut found = vec![match trailing(body) {
                0 => finding(&GENUINE, what.clone()),
                bytes => finding(&TRAILING, what.clone()).with("bytes", bytes),
            }];
            found.extend(
                content_type(body.served, answer)
                    .map(|(written, right)| finding(&CONTENT_TYPE, what).with("type", written).with("right", right)),
            );
            found
        }
        (None, Content::HostIo(kind)) => vec![finding(&HOST_IO, Arg::from(kind.to_string())).weighing(bearing.weight)],
        (None, Content::Unrecognised) => vec![finding(&UNRECOGNISED, Arg::from("")).weighing(bearing.weight)],
        (None, _) => vec![finding(&NOT_UNDERSTOOD, refusal(body)).weighing(bearing.weight)],
    }
}

/// The name of what came in the place of an object, with a whole answer of status 200. None where the object came, or
/// nothing that has a name.
pub(super) fn stand_in(case: &Case<'_>, fetch: &Fetch) -> Option<Cause> {
    let Reached::Answered { answer, .. } = &fetch.reached else { return None };
    let body = case.examined.bodies.get(&fetch.id).filter(|_| case.shortfall(fetch).is_none())?;
    in_its_place(body, answer.bytes).map(|(cause, _)| cause)
}

fn refusal(body: &Body) -> Arg {
    match &body.content {
        Content::Crl(Err(CrlRefusal::Unread(fault))) => Arg::from(fault.to_string()),
        Content::Ocsp(Err(OcspRefusal::Unread(fault))) => Arg::from(fault.to_string()),
        Content::TrustList(TrustListRead::NotUnderstood(why)) => Arg::from(why),
        Content::Certificates { errors, .. } => match errors.first() {
            Some(error) => Arg::from(error.to_string()),
            None => message!("words-no-certificate", "no certificate in it").into(),
        },
        _ => message!("words-nothing-named", "nothing that has a name").into(),
    }
}

fn trailing(body: &Body) -> u64 {
    match &body.content {
        Content::Crl(Ok(crl)) => crl.value().trailing,
        Content::Crl(Err(CrlRefusal::Unverified(_, crl))) => crl.trailing,
        Content::Ocsp(Ok(answer)) => behind(answer.value().trailing),
        Content::Ocsp(Err(OcspRefusal::Unverified(_, answer) | OcspRefusal::NoIssuer(answer))) => {
            behind(answer.trailing)
        }
        _ => 0,
    }
}

fn behind(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

fn titled(body: &Body) -> Arg {
    match &body.looks {
        Looks::Html { title: Some(title) } => {
            Say::new(message!("words-titled", ", titled \"{title}\"")).with("title", title).into()
        }
        _ => Arg::from(""),
    }
}

fn by(answer: &Answer) -> Arg {
    let named = |name: &str| answer.header(name).map(|value| Arg::from(format!("{name}: {value}")));
    let signs: Vec<Arg> = ["server", "via", "x-squid-error"].into_iter().filter_map(named).collect();
    Arg::Aside(if signs.is_empty() { signs } else { vec![Arg::Each(signs)] })
}

fn wanted(kind: EndpointKind) -> &'static Message {
    match kind {
        EndpointKind::Crl => message!("words-wanted-crl", "a CRL in DER"),
        EndpointKind::Ocsp => message!("words-wanted-ocsp", "an OCSP response in DER"),
        EndpointKind::Aia => message!("words-wanted-aia", "a certificate in DER, or certificates in PKCS #7"),
        EndpointKind::Connect => message!("words-wanted-connection", "a connection"),
        EndpointKind::Any => message!("words-wanted-any", "a CRL, an OCSP response or a certificate, in DER"),
        EndpointKind::Ctl => message!("words-wanted-ctl", "a certificate trust list, in a cabinet or in DER"),
    }
}

/// The content type as written and as it should be, where they differ. None where it is right, or not written.
fn content_type(served: EndpointKind, answer: &Answer) -> Option<(String, &'static str)> {
    let written = answer.header("content-type")?.as_str();
    let bare = written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let right: &[&str] = match served {
        EndpointKind::Crl => &["application/pkix-crl", "application/x-pkcs7-crl"],
        EndpointKind::Ocsp => &["application/ocsp-response"],
        EndpointKind::Aia => &[
            "application/pkix-cert",
            "application/pkcs7-mime",
            "application/x-x509-ca-cert",
            "application/x-pkcs7-certificates",
        ],
        EndpointKind::Connect | EndpointKind::Any | EndpointKind::Ctl => &[],
    };
    (!right.contains(&bare.as_str())).then(|| (written.to_owned(), right.first().copied().unwrap_or_default()))
}
