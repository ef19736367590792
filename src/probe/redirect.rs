//! Whether an answer leads elsewhere, and whether it is followed. Pure: it sends nothing.
//!
//! A POST stays a POST but after 303 (RFC 9110 §15.4.4): 301 and 302 allow a change to GET for history's sake, and an
//! OCSP request that loses its body would ask for nothing.

use crate::observation::{Hop, RedirectFault};
use crate::vocabulary::{HttpUrl, Scheme, Shown};

/// What to do with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// It is no redirect: it is the answer.
    Stay,
    /// Go there, by the same method or by GET.
    Follow(HttpUrl, By),
    /// It is a redirect, and is not followed.
    Refuse(RedirectFault),
}

/// How the next request is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    /// As this one was.
    SameMethod,
    /// By GET, without a body.
    Get,
}

/// Judges one answer's redirect. `hops` are those that were followed until `from`.
pub(super) fn next(from: &HttpUrl, status: u16, location: Option<&[u8]>, hops: &[Hop], most: usize) -> Next {
    let by = match status {
        301 | 302 | 307 | 308 => By::SameMethod,
        303 => By::Get,
        _ => return Next::Stay,
    };
    let Some(location) = location else {
        return Next::Refuse(RedirectFault::Unusable(Shown::new("no Location header")));
    };
    let joined = std::str::from_utf8(location).ok().and_then(|text| from.join(text.trim()).ok());
    let Some(to) = joined else {
        return Next::Refuse(RedirectFault::Unusable(without_userinfo(location)));
    };
    if from.scheme() == Scheme::Https && to.scheme() == Scheme::Http {
        return Next::Refuse(RedirectFault::Downgrade(to));
    }
    if &to == from || hops.iter().any(|hop| hop.from == to) {
        return Next::Refuse(RedirectFault::Loop(to));
    }
    if hops.len() >= most {
        return Next::Refuse(RedirectFault::TooMany(to));
    }
    Next::Follow(to, by)
}

/// A location that is no http or https URL, as far as it may be shown: what stands between the scheme and an `@` could be
/// a password.
fn without_userinfo(location: &[u8]) -> Shown {
    let text = String::from_utf8_lossy(location);
    match (text.split_once("//"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, rest))) => Shown::new(&format!("{scheme}//{rest}")),
        (None, Some((_, rest))) => Shown::new(rest),
        _ => Shown::new(&text),
    }
}
