//! Questions to the system that may never be answered: they are asked in a thread of their own, and the run waits so long and
//! no longer. A thread that hangs is left behind, and ends with the process; so it may hold nothing of the run's.
#![expect(clippy::disallowed_methods, reason = "a system that does not answer must not hold the run")]

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

/// What comes from aside, one after the other.
pub(in crate::probe) struct Answers<T> {
    from: Receiver<T>,
    until: Instant,
}

/// Begins to ask; the answers end when nobody is left to send one, or when the patience is at its end.
pub(in crate::probe) fn ask<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce(&Sender<T>) + Send + 'static,
) -> io::Result<Answers<T>> {
    let (answers, from) = channel();
    thread::Builder::new().name("system".to_owned()).spawn(move || work(&answers))?;
    Ok(Answers { from, until: Instant::now() + patience })
}

impl<T> Iterator for Answers<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.from.recv_timeout(self.until.saturating_duration_since(Instant::now())).ok()
    }
}
