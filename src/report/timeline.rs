//! The rotation's dates as spans and marks: how long each certificate is valid, from when to when each CRL and OCSP answer
//! holds, and where the cutover and the observation lie. Two panels, because the one is told in years and the other in days.

use crate::case::Case;
use crate::examine::Content;
use crate::finding::Purpose;
use crate::language::{Message, message};
use crate::pki::Certificate;
use crate::policy::Anchor;
use crate::vocabulary::{Shown, Timestamp};

/// How far certificates are shown before the first mark and behind the last, in days: what lies beyond is told in the table.
const CERTIFICATES_AROUND: (i64, i64) = (366, 3 * 366);
/// How far signed revocation data is shown around the observation, in days at the most: a CRL's usual life is a week, and a
/// year's beside it would make that a dot.
const REVOCATION_AROUND: (i64, i64) = (15, 45);
/// How many spans a panel has at the most: a drawing with more is read by nobody. The tables below name the rest.
const MOST_SPANS: usize = 24;
/// How many ticks a panel has at the most.
const MOST_TICKS: i64 = 8;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Some spans on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// What its spans are.
    pub title: &'static Message,
    /// Where its scale begins, UTC.
    pub from: Timestamp,
    /// Where it ends, UTC.
    pub until: Timestamp,
    /// The instants that are named on the scale.
    pub ticks: Vec<Tick>,
    /// The spans, in the order in which they are shown. One may begin before the scale and end behind it.
    pub spans: Vec<Span>,
    /// The instants that matter, in their order, all within the scale.
    pub marks: Vec<Mark>,
    /// How many spans more there are than are shown.
    pub left_out: usize,
}

/// An instant that is named on the scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// When, UTC.
    pub at: Timestamp,
    /// Its name: a year or a date.
    pub label: String,
}

/// From when to when something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What it is: `retiring root`, `CRL` and so on.
    pub role: &'static Message,
    /// What it is called.
    pub label: Shown,
    /// Its first instant, UTC.
    pub from: Timestamp,
    /// Its last instant, UTC. None where it does not say.
    pub until: Option<Timestamp>,
    /// What its end means for the rotation. None where it means nothing.
    pub remark: Option<&'static Message>,
}

/// An instant that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What happens.
    pub word: &'static Message,
    /// When, UTC.
    pub at: Timestamp,
}

/// The panels of a case: those that have a span.
pub(super) fn timeline(case: &Case<'_>) -> Vec<Panel> {
    [certificates(case), revocation(case)].into_iter().flatten().collect()
}

fn marks(case: &Case<'_>) -> Vec<Mark> {
    let (times, policy) = (case.times, case.policy);
    let mut marks = vec![Mark { word: message!("mark-observed", "observed"), at: times.observed }];
    if times.as_of != times.observed {
        marks.push(Mark { word: message!("mark-judged-as-of", "judged as of"), at: times.as_of });
    }
    if policy.purpose == Purpose::Rotation {
        marks.push(Mark { word: message!("mark-cutover", "cutover"), at: times.cutover });
        let (from, until) = (times.rollout_from(policy), times.rollout_until(policy));
        if from != times.cutover {
            marks.push(Mark { word: message!("mark-rollout-begins", "rollout begins"), at: from });
        }
        if until != times.cutover {
            marks.push(Mark { word: message!("mark-rollout-ends", "rollout ends"), at: until });
        }
        marks.extend(
            policy
                .review_by
                .map(|at| Mark { word: message!("mark-policy-to-be-reviewed", "policy to be reviewed"), at }),
        );
    }
    marks.sort_by_key(|mark| mark.at);
    marks
}

fn certificates(case: &Case<'_>) -> Option<Panel> {
    let policy = case.policy;
    let rotates = policy.purpose == Purpose::Rotation;
    let mut spans = Vec::new();
    let ends = |one: &Certificate| {
        let before = message!("span-ends-before", "ends before the new chain is judged");
        (one.not_after() < case.judged_at()).then_some(before)
    };
    let (retiring, incoming) =
        (message!("span-retiring-root", "retiring root"), message!("span-incoming-root", "incoming root"));
    for (role, anchors) in [(retiring, &policy.retiring), (incoming, &policy.incoming)] {
        let role = if rotates { role } else { message!("span-at-hand", "certificate at hand") };
        for anchor in anchors {
            for one in known(case, anchor) {
                let remark = if role == retiring { None } else { ends(one) };
                spans.push(of_certificate(role, Shown::new(&anchor.label), one, remark));
            }
        }
    }
    for one in &policy.intermediates {
        spans.push(of_certificate(
            message!("span-intermediate", "intermediate"),
            Shown::new(&one.label),
            &one.certificate,
            ends(&one.certificate),
        ));
    }
    let of_policy: Vec<_> = policy.certificates().map(Certificate::fingerprint).collect();
    let mut seen = of_policy;
    let presented = case
        .examined
        .served
        .values()
        .flat_map(|served| &served.chain)
        .map(|one| (message!("span-presented", "presented"), one));
    let own = case
        .examined
        .own
        .iter()
        .filter_map(|chain| chain.first())
        .map(|one| (message!("span-own", "this host's own"), one));
    for (role, one) in presented.chain(own) {
        if !seen.contains(&one.fingerprint()) {
            seen.push(one.fingerprint());
            spans.push(of_certificate(role, one.label(), one, None));
        }
    }
    let marks = marks(case);
    let (first, last) = (marks.first()?.at, marks.last()?.at);
    let (before, behind) = CERTIFICATES_AROUND;
    let (from, until) = (first.plus_days(-before), last.plus_days(behind));
    panel(message!("panel-certificates", "Certificates"), (from, until), years(from, until), spans, marks)
}

/// An anchor's certificates: the policy's, or those of the store.
fn known<'a>(case: &'a Case<'_>, anchor: &'a Anchor) -> Vec<&'a Certificate> {
    if !anchor.known.is_empty() {
        return anchor.known.iter().collect();
    }
    case.examined.store.iter().map(|entry| &entry.certificate).filter(|one| anchor.is(one)).collect()
}

fn of_certificate(role: &'static Message, label: Shown, one: &Certificate, remark: Option<&'static Message>) -> Span {
    Span { role, label, from: one.not_before(), until: Some(one.not_after()), remark }
}

fn revocation(case: &Case<'_>) -> Option<Panel> {
    let mut spans: Vec<Span> = Vec::new();
    for fetch in &case.observed.fetches {
        let (role, from, until) = match case.examined.bodies.get(&fetch.id).map(|body| &body.content) {
            Some(Content::Crl(Ok(crl))) => {
                (message!("span-crl", "CRL"), crl.value().this_update, crl.value().next_update)
            }
            Some(Content::Ocsp(Ok(answer))) => {
                let Some((_, single)) = case.said(fetch, answer) else { continue };
                (message!("span-ocsp", "OCSP answer"), single.single().this_update, single.single().next_update)
            }
            _ => continue,
        };
        let remark = match until {
            Some(until) if until < case.times.observed => Some(message!("span-ended", "has ended")),
            until if case.must_be_had_again(until) => {
                Some(message!("span-again", "ends before the cutover: it must be had again then"))
            }
            _ => None,
        };
        let span = Span { role, label: Shown::new(fetch.id.url.as_str()), from, until, remark };
        // GET and POST of one responder mostly give one answer.
        if !spans.contains(&span) {
            spans.push(span);
        }
    }
    let observed = case.times.observed;
    let (before, behind) = REVOCATION_AROUND;
    let first = spans.iter().map(|one| one.from).fold(observed, Timestamp::min);
    let last = spans.iter().filter_map(|one| one.until).fold(observed, Timestamp::max);
    let from = first.max(observed.plus_days(-before)).plus_days(-1);
    let until = last.min(observed.plus_days(behind)).plus_days(1);
    let mut marks = marks(case);
    marks.retain(|mark| (from..=until).contains(&mark.at));
    panel(message!("panel-revocation", "CRLs and OCSP answers"), (from, until), days(from, until), spans, marks)
}

fn panel(
    title: &'static Message,
    (from, until): (Timestamp, Timestamp),
    ticks: Vec<Tick>,
    mut spans: Vec<Span>,
    marks: Vec<Mark>,
) -> Option<Panel> {
    let left_out = spans.len().saturating_sub(MOST_SPANS);
    spans.truncate(MOST_SPANS);
    (!spans.is_empty()).then_some(Panel { title, from, until, ticks, spans, marks, left_out })
}

/// The beginnings of years within a scale, every second or fifth one where it is long.
fn years(from: Timestamp, until: Timestamp) -> Vec<Tick> {
    let year = |at: Timestamp| at.date().get(..4).and_then(|digits| digits.parse::<i64>().ok()).unwrap_or_default();
    let (first, last) = (year(from).saturating_add(1), year(until));
    let every = [1, 2, 5, 10, 25].into_iter().find(|every| (last - first) / every < MOST_TICKS).unwrap_or(100);
    let beginnings = (first..=last).filter(|year| year % every == 0);
    beginnings
        .filter_map(|year| {
            Some(Tick { at: Timestamp::parse(&format!("{year:04}-01-01")).ok()?, label: year.to_string() })
        })
        .collect()
}

/// The beginnings of days within a scale, as many as there is room for.
fn days(from: Timestamp, until: Timestamp) -> Vec<Tick> {
    let (first, last) = (from.unix().div_euclid(DAY).saturating_add(1), until.unix().div_euclid(DAY));
    let every = [1, 2, 5, 7, 10].into_iter().find(|every| (last - first) / every < MOST_TICKS).unwrap_or(20);
    (first..=last)
        .filter(|day| (day - first) % every == 0)
        .filter_map(|day| Timestamp::from_unix(day.saturating_mul(DAY)))
        .map(|at| Tick { at, label: at.date().get(5..).unwrap_or_default().to_owned() })
        .collect()
}
