//! The run's monotonic clock: every wait of the probe ends with its bound, with the run's deadline, or with a signal,
//! whichever comes first. The wall clock is not read here: the run's start is given.
#![expect(clippy::disallowed_methods, reason = "this is the run's monotonic clock")]

use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use crate::observation::Ended;
use crate::vocabulary::Timestamp;

/// Ends a run early, from any thread: Ctrl-C and SIGTERM raise it. A clone is another handle to the same.
#[derive(Clone, Debug)]
pub struct Interrupt(Arc<watch::Sender<bool>>);

impl Interrupt {
    /// One that is not raised.
    pub fn new() -> Self {
        Self(Arc::new(watch::Sender::new(false)))
    }

    /// Ends the run: what is under way is cut with what it has, what has not begun never begins.
    pub fn raise(&self) {
        self.0.send_replace(true);
    }
}

impl Default for Interrupt {
    fn default() -> Self {
        Self::new()
    }
}

/// Why a wait ended before what it waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Late {
    /// Its own bound.
    Bound,
    /// The run's deadline, or a signal.
    Cut,
}

/// The clock of one run.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    began: Instant,
    deadline: Instant,
    started: Timestamp,
    interrupt: Interrupt,
    cut: Arc<OnceLock<Ended>>,
}

impl Clock {
    /// Starts now. `started` is what the wall clock says of this moment, UTC.
    pub(super) fn start(started: Timestamp, deadline: Duration, interrupt: &Interrupt) -> Self {
        let began = Instant::now();
        // Where the sum can't be told, a day is as good as for ever.
        let deadline = began.checked_add(deadline).unwrap_or_else(|| began + Duration::from_secs(86_400));
        Self { began, deadline, started, interrupt: interrupt.clone(), cut: Arc::default() }
    }

    /// Time since the run began.
    pub(super) fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }

    /// Now as the wall clock would have it, UTC: the start and the monotonic offset.
    pub(super) fn now(&self) -> Timestamp {
        self.started.plus(self.elapsed())
    }

    /// Whether the run is over for what has not begun yet, and by what. None while it goes on.
    pub(super) fn over(&self) -> Option<Ended> {
        let over = if *self.interrupt.0.borrow() {
            Some(Ended::Interrupted)
        } else {
            (Instant::now() >= self.deadline).then_some(Ended::Deadline)
        };
        over.map(|by| self.noted(by))
    }

    /// How the run ended: [`Ended::Complete`] where nothing was cut and nothing was left undone.
    pub(super) fn ended(&self) -> Ended {
        self.cut.get().copied().unwrap_or(Ended::Complete)
    }

    /// The first end counts: a signal after the deadline changes nothing.
    fn noted(&self, by: Ended) -> Ended {
        *self.cut.get_or_init(|| by)
    }

    /// Waits for the end of the run.
    pub(super) async fn end(&self) -> Ended {
        let mut raised = self.interrupt.0.subscribe();
        let by = tokio::select! {
            biased;
            // The sender lives as long as this clock, so that the wait ends by a raise alone.
            _ = raised.wait_for(|raised| *raised) => Ended::Interrupted,
            () = tokio::time::sleep_until(self.deadline) => Ended::Deadline,
        };
        self.noted(by)
    }

    /// What comes first: the outcome, its bound, or the end of the run. An outcome that is there wins.
    pub(super) async fn within<F: Future>(&self, bound: Duration, work: F) -> Result<F::Output, Late> {
        tokio::select! {
            biased;
            outcome = work => Ok(outcome),
            _ = self.end() => Err(Late::Cut),
            () = tokio::time::sleep(bound) => Err(Late::Bound),
        }
    }
}

/// A duration in whole milliseconds.
pub(super) fn milliseconds(length: Duration) -> u64 {
    u64::try_from(length.as_millis()).unwrap_or(u64::MAX)
}
