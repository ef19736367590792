//! Bytes that somebody made to break a reader, whichever: `entry` reads them as production does, `mutate` makes them out
//! of real ones, `corpus` takes them from where they were found; `seeds` are the real ones, `mutation` what is done to them.

mod corpus;
pub(crate) mod entry;
mod mutate;
mod mutation;
mod seeds;

use std::time::{Duration, Instant};

/// Where `entry` finds what it compares with.
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");

/// How long something took: the shortest of several runs where one was longer than `bound`. On one thread the time by the
/// clock is never less than the CPU's, so what is within the bound here is within it there; a machine that is busy
/// otherwise hardly is so each time.
fn shortest(bound: Duration, mut work: impl FnMut()) -> Duration {
    let mut once = || {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    let mut shortest = once();
    for _ in 0..10 {
        if shortest <= bound {
            break;
        }
        shortest = shortest.min(once());
    }
    shortest
}
