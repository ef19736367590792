//! `root-trusted`: whether anything takes its trust from an incoming anchor that is listed. Listed is not trusted: a copy in
//! *Disallowed* wins, a list of hashes disallows as well, and a store may leave a root no use, or none beyond a date. Of
//! Windows alone.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, Stored};
use crate::examine::Listed;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template, Weight};
use crate::language::{Arg, Message, Say, message};
use crate::observation::{Kept, Scope};
use crate::pki::Certificate;
use crate::policy::Anchor;
use crate::vocabulary::{Shown, Timestamp};

/// The longest that a public TLS certificate may be valid until 2026, in days (CA/Browser Forum, Baseline Requirements
/// §6.3.2): one that is presented so long after a date was issued after it.
const LONGEST_LEAF_DAYS: i64 = 398;

/// What a root must be good for, on both legs: server authentication and client authentication (RFC 5280 §4.2.1.12), or any
/// use.
const SERVER: &str = "1.3.6.1.5.5.7.3.1";
const CLIENT: &str = "1.3.6.1.5.5.7.3.2";
const ANY: &str = "2.5.29.37.0";

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RootTrusted,
    question: "Does nothing take its trust from an incoming trust anchor that is listed?",
    citation: "Microsoft, \"Certificate Extended Properties\" and \"Disallowed Certificates\"; RFC 5280 §6.1.1 (d)",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[
        &TRUSTED,
        &DISALLOWED,
        &LISTED,
        &DISALLOWED_ELSEWHERE,
        &CONSTRAINED,
        &CONSTRAINED_IN_PART,
        &DATED,
        &NOT_KNOWN,
        &ABSENT,
    ],
    run,
};

static TRUSTED: Template = Template {
    id: "root-trusted.trusted",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "no store and no list disallows it, and {places} leaves it every use that is needed",
    required: "trusted for servers and for clients, in the machine's store",
    next: "",
    verify: "",
};
static DISALLOWED: Template = Template {
    id: "root-trusted.disallowed",
    level: Level::Failure,
    cause: Some(Cause::RootDisallowed),
    owner: Some(Owner::RootStore),
    observed: "it stands in {places}, a store of what is not to be trusted, which wins over every store of trust anchors",
    required: "in no store of what is not to be trusted",
    next: "Find out who put it there and why (group policy, a security product, by hand): while it stands there, no copy \
           elsewhere counts.",
    verify: "certready store find {wanted}",
};
static LISTED: Template = Template {
    id: "root-trusted.listed",
    level: Level::Failure,
    cause: Some(Cause::RootDisallowed),
    owner: Some(Owner::RootStore),
    observed: "the list of disallowed certificates that Windows keeps names it",
    required: "on no list of what is not to be trusted",
    next: "Its trust is gone, by Microsoft's word or by an administrator's list: look for a newer policy.",
    verify: "certready policy list",
};
static DISALLOWED_ELSEWHERE: Template = Template {
    id: "root-trusted.disallowed-elsewhere",
    level: Level::Warning,
    cause: Some(Cause::RootDisallowed),
    owner: Some(Owner::RootStore),
    observed: "{what} in {places}; Windows' own chain engine {engine}",
    required: "in no store of what is not to be trusted",
    next: "Find out who put it there and why; what Windows says of the chain is what counts (os-chain).",
    verify: "certready store find {wanted}",
};
static CONSTRAINED: Template = Template {
    id: "root-trusted.constrained",
    level: Level::Failure,
    cause: Some(Cause::RootConstrained),
    owner: Some(Owner::RootStore),
    observed: "{places} limits it: {limits}",
    required: "good for servers ({server}) and for clients ({client}): the service presents its certificate as both",
    next: "Lift the limit in the certificate's properties (certlm.msc, \"Enable all purposes for this certificate\"); where \
           the root programme set it, look for a newer policy.",
    verify: "certready store find {wanted}",
};
static CONSTRAINED_IN_PART: Template = Template {
    id: "root-trusted.constrained-in-part",
    level: Level::Warning,
    cause: Some(Cause::RootConstrained),
    owner: Some(Owner::RootStore),
    observed: "{places} limits it: {limits}; another copy has no such limit, and Windows' own chain engine {engine}",
    required: "the same in every copy: which of them Windows takes is not for certain",
    next: "Lift the limit, so that every copy is the same.",
    verify: "certready store find {wanted}",
};
static DATED: Template = Template {
    id: "root-trusted.dated",
    level: Level::Warning,
    cause: Some(Cause::RootConstrained),
    owner: Some(Owner::RootStore),
    observed: "{places} limits it: {limits}",
    required: "trusted at {at}, and for certificates that are issued until then",
    next: "Look for a newer policy: the trust in this root has an end.",
    verify: "certready policy list",
};
static NOT_KNOWN: Template = Template {
    id: "root-trusted.not-known",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::RootStore),
    observed: "whether the list of disallowed certificates names it is not known: {why}",
    required: "on no list of what is not to be trusted",
    next: "Run as an account that may read it (SYSTEM), or see what keeps it from being read.",
    verify: "{again}",
};
static ABSENT: Template = Template {
    id: "root-trusted.absent",
    level: Level::NotApplicable,
    cause: None,
    owner: None,
    observed: "in no store that services read",
    required: "nothing: root-present speaks of that",
    next: "",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    if case.windows_stores().is_none() {
        return Vec::new();
    }
    case.policy.incoming.iter().flat_map(|anchor| judge(case, anchor)).collect()
}

fn judge(case: &Case<'_>, anchor: &Anchor) -> Vec<Finding> {
    let engine = if case.windows_distrusts(anchor) {
        message!("words-engine-distrusts", "distrusts it")
    } else {
        message!("words-engine-does-not-distrust", "does not distrust it")
    };
    let finding = |template, places: Vec<Shown>| {
        Finding::new(Code::RootTrusted, template, anchor.label.as_str())
            .with("places", places)
            .with("engine", engine)
            .with("at", case.judged_at())
            .with("server", SERVER)
            .with("client", CLIENT)
            .with("again", case.again())
            .with("wanted", anchor.wanted())
    };
    let stored = case.stored_root(anchor);
    let of_services: Vec<&Stored<'_>> = stored.iter().filter(|one| one.kept.is_of_services()).collect();
    let mut found = disallowed(case, anchor, &stored, &finding);
    match case.examined.update.disallowed.names(anchor) {
        Listed::Yes => found.push(finding(&LISTED, Vec::new())),
        Listed::NotKnown(why) => found.push(finding(&NOT_KNOWN, Vec::new()).with("why", why)),
        Listed::No => {}
    }
    found.extend(limited(case, anchor, &of_services, &finding));
    if found.is_empty() {
        let places: Vec<Shown> = of_services.iter().map(|one| one.place()).collect();
        let said = if places.is_empty() {
            finding(&ABSENT, places).weighing(Weight::Supporting)
        } else {
            finding(&TRUSTED, places)
        };
        found.push(said);
    }
    found
}

/// Whether a finding of this check fails the root.
pub(super) fn fails(case: &Case<'_>, anchor: &Anchor) -> bool {
    judge(case, anchor).iter().any(|one| one.level == Level::Failure)
}

/// Copies in a store of what is not to be trusted. The machine's wins; of another certificate of the key, and of this account's
/// store, the chain engine tells whether they count.
fn disallowed(
    case: &Case<'_>,
    anchor: &Anchor,
    stored: &[Stored<'_>],
    finding: &dyn Fn(&'static Template, Vec<Shown>) -> Finding,
) -> Vec<Finding> {
    let (machine, account): (Vec<&Stored<'_>>, Vec<&Stored<'_>>) =
        stored.iter().filter(|one| one.kept.is_disallowed()).partition(|one| one.kept.scope == Scope::Machine);
    if !machine.is_empty() {
        return vec![finding(&DISALLOWED, machine.into_iter().map(Stored::place).collect())];
    }
    let is_same_key = |one: &Stored<'_>| {
        let key = one.certificate.spki_digest();
        let known = anchor.known.iter().chain(stored.iter().map(|one| one.certificate));
        anchor.spki.contains(&key) || known.map(Certificate::spki_digest).any(|known| known == key)
    };
    let by_key: Vec<Shown> = case
        .stored()
        .filter(|one| one.kept.is_disallowed() && !anchor.is(one.certificate) && is_same_key(one))
        .map(|one| one.place())
        .collect();
    let account: Vec<Shown> = account.into_iter().map(Stored::place).collect();
    let said = [
        (message!("words-it-stands", "it stands"), account),
        (message!("words-same-key-stands", "another certificate of its key stands"), by_key),
    ];
    let level = if case.windows_distrusts(anchor) { Level::Failure } else { Level::Warning };
    let said = said.into_iter().filter(|(_, places)| !places.is_empty());
    said.map(|(what, places)| finding(&DISALLOWED_ELSEWHERE, places).at(level).with("what", what)).collect()
}

/// What a store keeps beside the copies that services read.
fn limited(
    case: &Case<'_>,
    anchor: &Anchor,
    of_services: &[&Stored<'_>],
    finding: &dyn Fn(&'static Template, Vec<Shown>) -> Finding,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let limits: Vec<(&Stored<'_>, Say)> =
        of_services.iter().filter_map(|one| Some((*one, now_limited(case, one)?))).collect();
    if !limits.is_empty() {
        let all = limits.len() == of_services.len();
        let places: Vec<Shown> = limits.iter().map(|(one, _)| one.place()).collect();
        let mut words: Vec<Arg> = limits.into_iter().map(|(_, words)| words.into()).collect();
        words.dedup();
        let template = if all { &CONSTRAINED } else { &CONSTRAINED_IN_PART };
        let level = if all || case.windows_distrusts(anchor) { Level::Failure } else { Level::Warning };
        found.push(finding(template, places).at(level).with("limits", Arg::Listed(words)));
    }
    for one in of_services.iter().filter(|one| now_limited(case, one).is_none()) {
        let kept = one.kept;
        let dates = [
            dated(not_from(), kept.disabled, kept.disabled_usages.as_deref()),
            dated(not_issued_after(), kept.not_before, kept.not_before_usages.as_deref()),
        ];
        let dates: Vec<Arg> = dates.into_iter().flatten().map(Arg::from).collect();
        if !dates.is_empty() {
            found.push(finding(&DATED, vec![one.place()]).with("limits", Arg::Listed(dates)));
        }
    }
    found
}

/// What is limited at the judged time. None where nothing is, or not yet.
fn now_limited(case: &Case<'_>, one: &Stored<'_>) -> Option<Say> {
    limit_at(one.kept, case.judged_at())
}

/// What a store keeps from a copy of a root at a time, of the uses that are needed here. None where nothing, or not yet.
pub(crate) fn limit_at(kept: &Kept, at: Timestamp) -> Option<Say> {
    if let Some(usages) = &kept.usages {
        let has = |wanted: &str| usages.iter().any(|usage| usage.as_str() == wanted || usage.as_str() == ANY);
        if usages.is_empty() {
            return Some(Say::new(message!("words-no-use", "no use at all")));
        }
        match (has(SERVER), has(CLIENT)) {
            (true, true) => {}
            (false, true) => return Some(Say::new(message!("words-not-for-servers", "not for servers"))),
            (true, false) => return Some(Say::new(message!("words-not-for-clients", "not for clients"))),
            (false, false) => {
                return Some(Say::new(message!("words-not-for-either", "not for servers and not for clients")));
            }
        }
    }
    match (kept.disabled, &kept.disabled_usages) {
        (Some(date), usages) if date <= at => {
            if let Some(said) = dated(not_from(), Some(date), usages.as_deref()) {
                return Some(said);
            }
        }
        (None, Some(usages)) => {
            if let Some(whose) = whose(Some(usages)) {
                return Some(Say::new(message!("words-not-trusted", "not trusted{whose}")).with("whose", whose));
            }
        }
        _ => {}
    }
    // The service's own certificate is not at hand: so long after the date, it was issued after it.
    let late = kept.not_before.filter(|date| date.days_until(at) >= LONGEST_LEAF_DAYS);
    dated(not_issued_after(), late, kept.not_before_usages.as_deref())
}

fn not_from() -> &'static Message {
    message!("words-not-trusted-from", "not trusted{whose} from {date}")
}

fn not_issued_after() -> &'static Message {
    message!("words-not-trusted-after", "not trusted{whose} for what is issued after {date}")
}

/// A limit with its date and whose use it takes away. None where it has no date, or concerns no use that is needed.
fn dated(words: &'static Message, date: Option<Timestamp>, usages: Option<&[Shown]>) -> Option<Say> {
    Some(Say::new(words).with("whose", whose(usages)?).with("date", date?))
}

/// Whose use a limit takes away, of those that are needed: nothing is said where it is every one, or where it names none. None
/// where it concerns another use, code signing for instance.
fn whose(usages: Option<&[Shown]>) -> Option<Arg> {
    let concerns = |oid: &str| {
        usages.is_none_or(|usages| usages.iter().any(|usage| usage.as_str() == oid || usage.as_str() == ANY))
    };
    match (concerns(SERVER), concerns(CLIENT)) {
        (true, true) => Some(Arg::from("")),
        (true, false) => Some(message!("words-for-servers", " for servers").into()),
        (false, true) => Some(message!("words-for-clients", " for clients").into()),
        (false, false) => None,
    }
}
