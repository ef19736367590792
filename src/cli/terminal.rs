//! What differs between systems in signals, files and logs: the one place of the command line for it.

mod event_log;

pub(super) use event_log::EventLog;

use std::fs::File;
use std::io;
use std::iter;
use std::path::PathBuf;
use std::thread;

use tokio::signal;

use super::ExitStatus;
use crate::probe::Interrupt;

/// The program that asks Windows itself for what is fetched: this one, at its own path. None where that is not known.
#[cfg(windows)]
pub(super) fn retriever() -> Option<PathBuf> {
    std::env::current_exe().ok()
}

/// There is nobody to ask on this system.
#[cfg(not(windows))]
pub(super) const fn retriever() -> Option<PathBuf> {
    None
}

/// Gives a file that was made privately the rights that a new file would have had: reports are read by others.
///
/// # Errors
/// What the system says where the rights can't be set.
#[cfg(unix)]
pub(super) fn share_like_a_new_file(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    // 0644: a report is for those who decide on the ticket, and holds no secret. A umask can't be read without setting it.
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

/// Gives a file that was made privately the rights that a new file would have had. On Windows it has them: rights are
/// inherited from the folder.
///
/// # Errors
/// None on this system.
#[cfg(not(unix))]
pub(super) fn share_like_a_new_file(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Handles that tokio opens before it hears of signals: two pairs, one of them twice, and what it waits with. Where they
/// can't be had it panics, so that they are tried for first.
const FOR_SIGNALS: usize = 8;

/// Whether so many handles can be had at this moment.
fn handles_for_signals() -> bool {
    let pipes: io::Result<Vec<_>> = iter::repeat_with(io::pipe).take(FOR_SIGNALS.div_ceil(2)).collect();
    pipes.is_ok()
}

/// SIGXFSZ, which std does not name: the same on Linux, macOS and the BSDs, but for MIPS.
#[cfg(all(unix, not(any(target_arch = "mips", target_arch = "mips64"))))]
const FILE_TOO_LONG: i32 = 25;
#[cfg(all(unix, any(target_arch = "mips", target_arch = "mips64")))]
const FILE_TOO_LONG: i32 = 31;

/// Lets a write beyond the length that files of this account may have (`ulimit -f`) fail with an error that can be told.
/// Without this the system ends the process, with half a report beside its place and no word.
#[cfg(unix)]
pub(super) fn be_told_of_long_files() {
    if !handles_for_signals() {
        return;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
    if let Ok(runtime) = runtime {
        let _inside = runtime.enter();
        // What listens may go: that the signal no longer ends the process stays.
        let _ = signal::unix::signal(signal::unix::SignalKind::from_raw(FILE_TOO_LONG));
    }
}

/// There is no such signal on this system.
#[cfg(not(unix))]
pub(super) fn be_told_of_long_files() {}

/// Lets Ctrl-C, and SIGTERM where there is one, end the run early, so that it reports what it has. A second one ends the
/// process at once: whoever sends it wants no report.
pub(super) fn end_on_signal(interrupt: &Interrupt) {
    // The run itself refuses to begin then, and says so.
    if !handles_for_signals() {
        return;
    }
    let interrupt = interrupt.clone();
    // Where no thread or no signal can be had, signals do what they always do: they end the process.
    let _ = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        if let Ok(runtime) = runtime {
            runtime.block_on(async {
                if next_signal().await.is_ok() {
                    interrupt.raise();
                    let _ = next_signal().await;
                    leave();
                }
            });
        }
    });
}

#[expect(clippy::exit, reason = "the second signal asks for the end without anything more")]
fn leave() -> ! {
    std::process::exit(ExitStatus::Undetermined.number().into())
}

#[cfg(unix)]
async fn next_signal() -> io::Result<()> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    tokio::select! {
        pressed = signal::ctrl_c() => pressed,
        _ = terminate.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn next_signal() -> io::Result<()> {
    signal::ctrl_c().await
}
