//! What the sheet for partners says beside its tables: what must be known before anything is done with it, and what to do.

use crate::case::Times;
use crate::language::{Arg, Say, message};
use crate::policy::{Policy, Side};
use crate::vocabulary::Timestamp;

/// What must be known first.
pub(super) fn warnings(policy: &Policy, made: Timestamp) -> Vec<Say> {
    let superseded = policy.superseded.as_ref().map(|one| {
        let on = message!("sheet-superseded-on", " on {on}");
        let on = one.on.map_or(Arg::from(""), |at| Say::new(on).with("on", day(at)).into());
        let says = message!(
            "sheet-superseded",
            "Superseded: the policy {by} took the place of this one{on}. What follows is not what the service presents today."
        );
        Say::new(says).with("by", one.by.as_str()).with("on", on)
    });
    let due = policy.review_by.filter(|by| policy.superseded.is_none() && *by <= made);
    let says = message!(
        "sheet-review-due",
        "To be reviewed since {by}: compare it with its sources before it goes to partners."
    );
    let due = due.map(|by| Say::new(says).with("by", day(by)));
    superseded.into_iter().chain(due).collect()
}

/// What a partner does with the sheet.
pub(super) fn advice(policy: &Policy, times: &Times) -> Vec<Say> {
    let incoming = policy.presents.iter().find(|one| one.side == Side::Incoming);
    let named = incoming.map(|one| format!(" ({})", one.common_name)).unwrap_or_default();
    let keep = message!(
        "sheet-advice-keep",
        "Keep the root that the service leaves at least until {until}; other services may need it longer."
    );
    let name = message!(
        "sheet-advice-name",
        "Where your mail server holds the service's certificate to a name, give the name alone{named}. A value that pins \
         issuer or subject (<I>…<S>…) no longer fits when the service moves."
    );
    vec![
        message!(
            "sheet-advice-root",
            "Have the root that the service moves to in the trust store that your mail server uses: on Windows the machine's, not \
             an administrator's own. Compare its SHA-256: other certificates may bear its name."
        )
        .into(),
        Say::new(keep).with("until", day(times.rollout_until(policy))),
        Say::new(name).with("named", Arg::from(named)),
        message!(
            "sheet-advice-reach",
            "A mail server that validates must reach the hosts below, by TCP, on the ports that stand there."
        )
        .into(),
    ]
}

/// A date, with its time where it is not midnight UTC.
pub(super) fn day(at: Timestamp) -> String {
    if at.unix().rem_euclid(86_400) == 0 { at.date() } else { at.to_string() }
}
