//! `endpoint-tls`: whether TLS to an https endpoint ends at its host, or at something that stands between. What is fetched
//! is signed and needs no TLS to be believed; but who takes one connection apart takes others apart too, mail among them.

use super::{Check, Concerns, NONE, path_impossible};
use crate::case::{Case, covers, is_public_name, names_of};
use crate::examine::{ChainEnd, Presented};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Arg, message};
use crate::observation::Fetch;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::EndpointTls,
    question: "Does TLS to an https endpoint end at its host, or at something between?",
    citation: "RFC 9110 §4.3.4, RFC 9525 §6; Exchange Online: TLS interception on the way is not supported",
    concerns: Concerns::Fetches,
    decisive: NONE,
    templates: &[&EXPECTED, &OF_THIS_HOST, &INTERCEPTED, &UNTRUSTED, &OTHER_NAME, &INCOMPLETE, &NOT_UNDERSTOOD],
    run,
};

static EXPECTED: Template = Template {
    id: "endpoint-tls.expected",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "the chain that {host} presents ends in {root}",
    required: "a root of a public programme, or an anchor of the policy",
    next: "",
    verify: "",
};
static OF_THIS_HOST: Template = Template {
    id: "endpoint-tls.of-this-host",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "the chain that {host}, a host of an inner network, presents ends in {root} of this host's store",
    required: "a root that this host trusts",
    next: "",
    verify: "",
};
static INTERCEPTED: Template = Template {
    id: "endpoint-tls.intercepted",
    level: Level::Warning,
    cause: Some(Cause::TlsIntercepted),
    owner: Some(Owner::Firewall),
    observed: "the certificate that {host} presents was issued by {issuer}; its chain ends in {root}, {trusted}: an \
               inspection takes TLS apart, or it is a CA of this house",
    required: "a root of a public programme, or an anchor of the policy",
    next: "Take {host} out of TLS inspection, and see that the inspection leaves mail alone (TCP 25): between Exchange \
           Online and this host it is not supported.",
    verify: "certready url {url}",
};
static UNTRUSTED: Template = Template {
    id: "endpoint-tls.untrusted",
    level: Level::Warning,
    cause: Some(Cause::TlsUntrusted),
    owner: Some(Owner::Firewall),
    observed: "the chain that {host} presents ends in {root}, which neither this host nor Mozilla's programme trusts",
    required: "a root of a public programme, or an anchor of the policy",
    next: "See what answers for {host}: a portal, a filter, or a server with a certificate of its own making.",
    verify: "certready url {url}",
};
static OTHER_NAME: Template = Template {
    id: "endpoint-tls.other-name",
    level: Level::Warning,
    cause: Some(Cause::NameMismatch),
    owner: Some(Owner::Firewall),
    observed: "{host} presents a certificate for {names}; its chain leads to {root}",
    required: "RFC 9525 §6: a certificate for {host}",
    next: "See what answers for {host}: a portal or a filter presents its own name.",
    verify: "certready url {url}",
};
static INCOMPLETE: Template = Template {
    id: "endpoint-tls.incomplete",
    level: Level::Unknown,
    cause: Some(Cause::TlsUntrusted),
    owner: Some(Owner::Firewall),
    observed: "the chain that {host} presents ends below {root}, whose certificate is not at hand: in what it ends is not \
               known",
    required: "a root of a public programme, or an anchor of the policy",
    next: "Compare with what {host} presents to a host outside of this network: either its chain is incomplete, or an \
           inspection presents its own.",
    verify: "certready url {url}",
};
static NOT_UNDERSTOOD: Template = Template {
    id: "endpoint-tls.not-understood",
    level: Level::Unknown,
    cause: Some(Cause::NotUnderstood),
    owner: None,
    observed: "what {host} presents holds no certificate that is understood",
    required: "a certificate for {host}",
    next: "Look at what is presented there with another tool.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let fetches = case.observed.fetches.iter();
    fetches.filter_map(|fetch| Some(judge(case, fetch, case.examined.presented.get(&fetch.id)?))).collect()
}

fn judge(case: &Case<'_>, fetch: &Fetch, presented: &Presented) -> Finding {
    if let Some(finding) = path_impossible(case, fetch, Code::EndpointTls) {
        return finding;
    }
    let host = presented.host.as_str();
    let names_host = presented.chain.first().is_some_and(|leaf| covers(leaf, host));
    let (template, root, trusted) = match &presented.end {
        ChainEnd::Incomplete(root) if names_host => (&INCOMPLETE, root.clone(), Arg::from("")),
        ChainEnd::NotUnderstood => (&NOT_UNDERSTOOD, Shown::default(), Arg::from("")),
        ChainEnd::Expected(root) if names_host => (&EXPECTED, root.clone(), Arg::from("")),
        // In what an incomplete one ends is not known; that it is for another is.
        ChainEnd::Expected(root) | ChainEnd::Incomplete(root) => (&OTHER_NAME, root.clone(), Arg::from("")),
        ChainEnd::OfThisHost(root) if !is_public_name(host) && names_host => {
            (&OF_THIS_HOST, root.clone(), Arg::from(""))
        }
        ChainEnd::OfThisHost(root) if !is_public_name(host) => (&OTHER_NAME, root.clone(), Arg::from("")),
        ChainEnd::OfThisHost(root) => {
            let trusted = message!("words-trusted-here", "which this host trusts and Mozilla's programme does not");
            (&INTERCEPTED, root.clone(), trusted.into())
        }
        // A certificate for the very name of a public host, and of nobody whom a public CA would be: made on the way.
        ChainEnd::Elsewhere(root) if names_host && is_public_name(host) => {
            let trusted = message!("words-trusted-nowhere", "which neither this host nor Mozilla's programme trusts");
            (&INTERCEPTED, root.clone(), trusted.into())
        }
        ChainEnd::Elsewhere(root) => (&UNTRUSTED, root.clone(), Arg::from("")),
    };
    let issuer = presented.chain.first().map(|leaf| leaf.issuer().label()).unwrap_or_default();
    let names = presented.chain.first().map(names_of).unwrap_or_default();
    Finding::new(Code::EndpointTls, template, fetch.id.shown())
        .weighing(Weight::Supporting)
        .with("host", host)
        .with("root", root)
        .with("issuer", issuer)
        .with("trusted", trusted)
        .with("names", names)
        .with("url", &fetch.id.url)
}
