//! An answer's body, streamed into the run's objects within bounds of bytes, of silence and of time. It is never decoded
//! here, and never held in memory as a whole.
#![expect(clippy::disallowed_methods, reason = "a body has a bound on its whole time")]

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use hyper::body::{Body, Bytes, Incoming};
use tokio::time::Instant;

use super::clock::{Clock, Late};
use super::limits::{Limits, PAGE_BYTES};
use super::wire::{End, Log};
use crate::evidence::{Objects, Spool, SpoolFault};
use crate::observation::BodyEnd;
use crate::vocabulary::Digest;

/// What was taken of a body. Dropped, it leaves nothing behind.
#[derive(Debug)]
pub(super) struct Taken {
    spool: Spool,
    /// How many bytes came and were kept.
    pub(super) bytes: u64,
    /// How the body ended.
    pub(super) end: BodyEnd,
}

impl Taken {
    /// Keeps the bytes as an object. None where there are none, or where our own disk failed.
    pub(super) fn keep(self) -> (Option<Digest>, u64, BodyEnd) {
        if self.bytes == 0 {
            return (None, 0, self.end);
        }
        match self.spool.finish() {
            Ok((digest, length)) => (Some(digest), length, self.end),
            Err(_) => (None, 0, BodyEnd::HostIo),
        }
    }
}

/// Takes a body.
pub(super) async fn take(
    mut body: Incoming,
    announced: Option<u64>,
    most: u64,
    log: &Log,
    limits: &Limits,
    clock: &Clock,
    objects: &Objects,
) -> Taken {
    // What announces more than is taken is looked at, and not downloaded for nothing.
    let most = if announced.is_some_and(|length| length > most) { PAGE_BYTES.min(most) } else { most };
    let mut taken = Taken { spool: objects.begin(), bytes: 0, end: BodyEnd::Complete };
    let began = Instant::now();
    loop {
        let left = limits.body_total.saturating_sub(began.elapsed());
        match next(&mut body, limits.body_idle.min(left), clock).await {
            Ok(Some(Ok(bytes))) => {
                let room = usize::try_from(most.saturating_sub(taken.bytes)).unwrap_or(usize::MAX);
                let part = bytes.get(..room).unwrap_or(&bytes);
                if let Err(fault) = taken.spool.write(part) {
                    taken.end = match fault {
                        SpoolFault::RunBound(_) => BodyEnd::Cut,
                        SpoolFault::Io(_) => BodyEnd::HostIo,
                    };
                    return taken;
                }
                taken.bytes = taken.spool.length();
                if part.len() < bytes.len() {
                    taken.end = BodyEnd::TooLarge;
                    return taken;
                }
            }
            Ok(Some(Err(()))) => {
                taken.end = if log.record().end == Some(End::Reset) { BodyEnd::Reset } else { BodyEnd::Truncated };
                return taken;
            }
            Ok(None) => return taken,
            Err(late) => {
                taken.end = match late {
                    Late::Bound => BodyEnd::Stalled,
                    Late::Cut => BodyEnd::Cut,
                };
                return taken;
            }
        }
    }
}

/// The next bytes of a body: None at its end, an error where it broke off. Trailers are passed over.
async fn next(body: &mut Incoming, bound: Duration, clock: &Clock) -> Result<Option<Result<Bytes, ()>>, Late> {
    let work = async {
        loop {
            match poll_fn(|context| Pin::new(&mut *body).poll_frame(context)).await {
                None => return None,
                Some(Err(_)) => return Some(Err(())),
                Some(Ok(frame)) => {
                    if let Ok(bytes) = frame.into_data() {
                        return Some(Ok(bytes));
                    }
                }
            }
        }
    };
    clock.within(bound, work).await
}
