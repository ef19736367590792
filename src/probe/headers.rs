//! The header fields of an answer that can matter, cleaned: who answered, from which cache, how fresh, and what a proxy
//! says of itself. Cookies and challenges to sign in elsewhere are left out. It reads no body.

use hyper::header::{AGE, CONTENT_LENGTH, DATE, HeaderMap};
use time::PrimitiveDateTime;
use time::macros::format_description;

use crate::observation::Header;
use crate::vocabulary::{Shown, Timestamp};

/// The fields that are kept, in the order of their names. `location` is not among them: where it leads is kept as a hop,
/// parsed, without user information.
const KEPT: [&str; 21] = [
    "age",
    "cache-control",
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "proxy-authenticate",
    "proxy-status",
    "retry-after",
    "server",
    "transfer-encoding",
    "vary",
    "via",
    "warning",
    "www-authenticate",
    "x-cache",
    "x-cache-lookup",
    "x-squid-error",
];

/// How often one field is kept: proxies in a row may each add a `Via`.
const REPEATED: usize = 4;

/// The fields that can matter, in the order of their names.
pub(super) fn kept(headers: &HeaderMap) -> Vec<Header> {
    let of = |name: &'static str| {
        let values = headers.get_all(name).iter().take(REPEATED);
        values.map(move |value| Header { name: Shown::new(name), value: Shown::from_bytes(value.as_bytes()) })
    };
    KEPT.into_iter().flat_map(of).collect()
}

/// `Date` as an instant, UTC (RFC 9110 §6.6.1): IMF-fixdate, the one form that is to be sent. None for anything else.
pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    let form =
        format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
    let text = headers.get(DATE)?.to_str().ok()?;
    PrimitiveDateTime::parse(text.trim(), form).ok().and_then(|time| Timestamp::from_offset(time.assume_utc()))
}

/// `Age` in seconds (RFC 9111 §5.1). None where absent or no number.
pub(super) fn age(headers: &HeaderMap) -> Option<u64> {
    headers.get(AGE)?.to_str().ok()?.trim().parse().ok()
}

/// The announced length in bytes. None where there was none.
pub(super) fn announced(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}
