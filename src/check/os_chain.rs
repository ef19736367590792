//! `os-chain`: what Windows' own chain engine says of the chains that the policy names, with the machine's stores, when the
//! facts were observed and at the cutover, for servers and for clients. It fetched nothing for that. Where it does not say what
//! certready reads in the stores, that is a failure of its own: trust Windows.
//!
//! The time that it is asked for moves the validity of certificates alone; for the trust in a root and for its lists Windows
//! knows no other time than now.

use super::{Check, Concerns, VALIDATING, root_trusted};
use crate::case::{Case, Standing, path_words};
use crate::finding::{Cause, Code, Finding, Level, Owner, Phase, Template};
use crate::language::{Arg, Message, Say, message};
use crate::observation::{ChainPurpose, OsAnswer, OsChain};
use crate::pki::Certificate;
use crate::pki::path::{Ground, KeyPurpose, path_of_issuer};
use crate::vocabulary::{Digest, Shown, Timestamp};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::OsChain,
    question: "Does Windows' own chain engine say what the stores say?",
    citation: "Microsoft, CertGetCertificateChain and CERT_TRUST_STATUS",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[&AGREES, &REFUSES_TOO, &REFUSES, &ACCEPTS, &FAILED, &NOT_ASKED],
    run,
};

/// The bits of `CERT_TRUST_STATUS.dwErrorStatus` (wincrypt.h), and a word for each.
static ERRORS: [(u32, &Message); 21] = [
    (0x0400_0000, message!("words-windows-distrusted", "expressly distrusted")),
    (0x0000_0020, message!("words-windows-untrusted-root", "untrusted root")),
    (0x0001_0000, message!("words-windows-no-path", "no path to a root")),
    (0x0000_0004, message!("words-windows-revoked", "revoked")),
    (0x0000_0008, message!("words-windows-signature", "a signature that does not verify")),
    (0x0000_0001, message!("words-windows-out-of-validity", "out of its validity")),
    (0x0000_0002, message!("words-windows-not-nested", "validity not nested")),
    (0x0000_0010, message!("words-windows-not-for-use", "not for this use")),
    (0x0010_0000, message!("words-windows-weak-signature", "weak signature")),
    (0x0800_0000, message!("words-windows-critical-extension", "a critical extension that it does not know")),
    (0x0000_0400, message!("words-windows-basic-constraints", "basic constraints")),
    (0x0000_0200, message!("words-windows-policy-constraints", "policy constraints")),
    (0x0000_0800, message!("words-windows-name-constraints", "name constraints")),
    (0x0000_1000, message!("words-windows-unknown-constraint", "a name constraint that it does not know")),
    (0x0000_2000, message!("words-windows-undefined-constraint", "name constraint not defined")),
    (0x0000_4000, message!("words-windows-name-not-permitted", "name not permitted")),
    (0x0000_8000, message!("words-windows-name-excluded", "name excluded")),
    (0x0000_0100, message!("words-windows-unread-extension", "an extension that it can't read")),
    (0x0200_0000, message!("words-windows-no-policy", "no policy of the chain")),
    (0x0000_0080, message!("words-windows-circle", "a circle")),
    (0x010e_0040, message!("words-windows-other", "other")),
];

/// What of it belongs to the time that is asked for: out of its validity, or not nested.
const OF_TIME: u32 = 0x0000_0003;

static AGREES: Template = Template {
    id: "os-chain.agrees",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "a chain for {purposes}, at {times}",
    required: "a chain to a root that Windows trusts, by the machine's stores alone",
    next: "",
    verify: "",
};
static REFUSES_TOO: Template = Template {
    id: "os-chain.refuses-too",
    level: Level::Notice,
    cause: Some(Cause::OsDisagrees),
    owner: None,
    observed: "Windows refuses the chain as well, for {purposes}: {errors}",
    required: "a chain to a root that Windows trusts, by the machine's stores alone",
    next: "Mend what the other checks say of it.",
    verify: "{again}",
};
static REFUSES: Template = Template {
    id: "os-chain.refuses",
    level: Level::Failure,
    cause: Some(Cause::OsDisagrees),
    owner: Some(Owner::RootStore),
    observed: "Windows refuses the chain for {purposes}: {errors}; certready finds nothing in the stores that explains it",
    required: "a chain to a root that Windows trusts, by the machine's stores alone",
    next: "Trust Windows: its services will refuse the chain too. Its words above say why; certutil -verify tells more.",
    verify: "{again}",
};
static ACCEPTS: Template = Template {
    id: "os-chain.accepts",
    level: Level::Failure,
    cause: Some(Cause::OsDisagrees),
    owner: Some(Owner::RootStore),
    observed: "Windows accepts the chain for {purposes}, at {times}, though {ours}",
    required: "one answer: Windows' own and that of its stores",
    next: "Trust Windows for today, and find out why the two differ before you rely on it: the reason may not last.",
    verify: "{again}",
};
static FAILED: Template = Template {
    id: "os-chain.failed",
    level: Level::Unknown,
    cause: Some(Cause::OsDisagrees),
    owner: Some(Owner::RootStore),
    observed: "Windows gave no answer: error {error}",
    required: "a chain to a root that Windows trusts, by the machine's stores alone",
    next: "Run again; see whether the service CryptSvc runs.",
    verify: "{again}",
};
static NOT_ASKED: Template = Template {
    id: "os-chain.not-asked",
    level: Level::Unknown,
    cause: Some(Cause::OsDisagrees),
    owner: None,
    observed: "Windows was not asked about this chain when the run was kept",
    required: "a chain to a root that Windows trusts, by the machine's stores alone",
    next: "Run again on the host.",
    verify: "{again}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(windows) = case.windows_stores() else { return Vec::new() };
    let subjects = case.policy.intermediates.iter().map(|one| (one.label.as_str(), &one.certificate));
    let bare = case
        .policy
        .incoming
        .iter()
        .filter(|anchor| !case.policy.intermediates.iter().any(|one| one.issuer == anchor.label));
    let bare = bare.filter_map(|anchor| Some((anchor.label.as_str(), anchor.known.first()?)));
    // A path through what has ended is impossible, whatever Windows says of it.
    let possible = subjects.chain(bare).filter(|(_, certificate)| case.ended(certificate).is_none());
    possible.map(|(label, certificate)| judge(case, label, certificate, &windows.chains)).collect()
}

fn judge(case: &Case<'_>, label: &str, certificate: &Certificate, chains: &[OsChain]) -> Finding {
    let subject = Digest::of(certificate.der());
    let asked: Vec<&OsChain> = chains.iter().filter(|chain| chain.subject == subject).collect();
    let finding = |template, of: &[&OsChain]| {
        let asked = |purpose| of.iter().any(|chain| chain.purpose == purpose);
        let purposes: Arg = match (asked(ChainPurpose::Client), asked(ChainPurpose::Server)) {
            (true, true) => message!("words-client-and-server", "client and server").into(),
            (true, false) => message!("words-client", "client").into(),
            (false, true) => message!("words-server", "server").into(),
            (false, false) => Arg::from(""),
        };
        let mut times: Vec<Timestamp> = of.iter().map(|chain| chain.at).collect();
        times.sort_unstable();
        times.dedup();
        let times: Vec<Shown> = times.into_iter().map(|at| Shown::new(&at.to_string())).collect();
        Finding::new(Code::OsChain, template, label)
            .with("purposes", purposes)
            .with("times", times)
            .with("again", case.again())
    };
    if asked.is_empty() {
        return finding(&NOT_ASKED, &asked);
    }
    let failed = asked.iter().find_map(|chain| match chain.answer {
        OsAnswer::Failed(error) => Some(error),
        OsAnswer::Chain { .. } => None,
    });
    if let Some(error) = failed {
        return finding(&FAILED, &asked).with("error", format!("0x{error:08x}"));
    }
    let refused: Vec<&OsChain> = asked.iter().copied().filter(|chain| errors(case, chain) != 0).collect();
    let all = refused.iter().fold(0, |all, chain| all | errors(case, chain));
    match (refused.is_empty(), against(case, certificate)) {
        (true, None) => finding(&AGREES, &asked),
        (true, Some(ours)) => finding(&ACCEPTS, &asked).with("ours", ours),
        (false, None) => finding(&REFUSES, &refused).with("errors", words(all)),
        (false, Some(_)) => finding(&REFUSES_TOO, &refused).with("errors", words(all)),
    }
}

/// What Windows has against a chain, of that which counts: its validity at another time than the judged one does not. Today's
/// does once the rollout has begun, but not where a superseded policy is judged for its own date.
fn errors(case: &Case<'_>, chain: &OsChain) -> u32 {
    let OsAnswer::Chain { errors, .. } = chain.answer else { return 0 };
    let today = chain.at == case.times.observed && case.phase != Phase::Before && case.standing == Standing::InForce;
    if today || chain.at == case.judged_at() { errors } else { errors & !OF_TIME }
}

fn words(errors: u32) -> Arg {
    let said = ERRORS.iter().filter(|(bit, _)| errors & bit != 0).map(|(_, word)| Arg::from(*word)).collect();
    Arg::Joined(vec![Arg::Each(said), Arg::Aside(vec![Arg::from(format!("0x{errors:08x}"))])])
}

/// What certready itself finds against the chain of a certificate, in a few words. None where it finds nothing.
fn against(case: &Case<'_>, certificate: &Certificate) -> Option<Say> {
    let policy = case.policy;
    let candidates: Vec<Certificate> = policy.certificates().cloned().collect();
    let trusted = policy.incoming.iter().filter(|anchor| {
        case.stored_root(anchor).iter().any(|one| one.kept.is_of_services()) && !root_trusted::fails(case, anchor)
    });
    let is_trusted = |one: &Certificate| trusted.clone().any(|anchor| anchor.is(one));
    let anchors: Vec<Certificate> =
        case.stored().map(|one| one.certificate).filter(|one| is_trusted(one)).cloned().collect();
    if anchors.iter().any(|one| one == certificate) {
        return None;
    }
    if anchors.is_empty() {
        let words =
            message!("words-no-root-trusted", "no incoming root is trusted by the machine's stores as they are");
        return Some(Say::new(words));
    }
    let ground = Ground { candidates: &candidates, anchors: &anchors, at: case.judged_at() };
    match path_of_issuer(certificate, ground, KeyPurpose::Server) {
        Ok(_) => None,
        Err(broken) => {
            let said = Say::new(message!("words-no-path-holds", "no path by RFC 5280 §6.1 holds: {label}: {fault}"));
            Some(said.with("label", broken.certificate.label()).with("fault", path_words(&broken.fault)))
        }
    }
}
