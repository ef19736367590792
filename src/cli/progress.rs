//! Progress for a person at a terminal; nothing where standard error is none.

use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::probe::Progress;

/// A line on standard error that says what the run waits for.
#[derive(Debug)]
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    /// A bar. indicatif hides it where standard error is no terminal; `quiet` hides it everywhere.
    pub(super) fn new(quiet: bool) -> Self {
        Self::saying(quiet, "{spinner} {pos} of {len} answered  {wide_msg}")
    }

    /// The same of files that are read.
    pub(super) fn of_files(quiet: bool) -> Self {
        Self::saying(quiet, "{spinner} {pos} of {len} read")
    }

    fn saying(quiet: bool, template: &str) -> Self {
        let bar = ProgressBar::new(0);
        bar.set_draw_target(if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() });
        if let Ok(style) = ProgressStyle::with_template(template) {
            // In ASCII: neither the console of Windows nor that of Linux has Braille in its font.
            bar.set_style(style.tick_chars(r"|/-\ "));
        }
        // indicatif ticks in a thread of its own, and panics where none can be had: it is tried for first, and where nobody
        // looks there is nothing to tick for.
        let watched = !bar.is_hidden() && thread::Builder::new().spawn(|| ()).is_ok_and(|tried| tried.join().is_ok());
        if watched {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Self { bar }
    }

    /// Clears the line.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn planned(&self, targets: u64) {
        self.bar.set_length(targets);
    }

    fn began(&self, target: &str) {
        self.bar.set_message(target.to_owned());
    }

    fn ended(&self, _target: &str) {
        self.bar.inc(1);
    }
}
