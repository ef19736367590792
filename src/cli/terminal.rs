//! What differs between systems in signals and files: the one place of the command line for it.

use std::fs::File;
use std::io;
use std::thread;

use tokio::signal;

use super::ExitStatus;
use crate::probe::Interrupt;

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

/// Lets Ctrl-C, and SIGTERM where there is one, end the run early, so that it reports what it has. A second one ends the
/// process at once: whoever sends it wants no report.
pub(super) fn end_on_signal(interrupt: &Interrupt) {
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
