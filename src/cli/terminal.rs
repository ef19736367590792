//! What differs between systems in signals, files, text and logs: the one place of the command line for it.

mod event_log;

pub(super) use event_log::EventLog;

use std::fs::File;
use std::io;
use std::iter;
use std::path::{Path, PathBuf};
use std::thread;

use tokio::signal;

use super::ExitStatus;
use crate::probe::Interrupt;

/// The end of a line of text on this system. Notepad before Windows Server 2019 shows a bare line feed as nothing.
pub(super) const LINE_END: &str = if cfg!(windows) { "\r\n" } else { "\n" };

/// What a file of text begins with: on Windows the mark of UTF-8, without which Windows PowerShell 5.1 and older programs
/// read a file in the system's own code page.
pub(super) const TEXT_MARK: &str = if cfg!(windows) { "\u{feff}" } else { "" };

/// What Windows takes for a device in any folder, whatever extension is behind it ("Naming Files, Paths, and Namespaces"
/// in Microsoft's documentation). The ports are here without their digit.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
const PORTS: [&str; 2] = ["com", "lpt"];
/// What stands behind the name of a port; Windows takes the superior figures for digits, too.
const PORT_DIGITS: &str = "0123456789\u{b9}\u{b2}\u{b3}";

/// Why this system gives no file or folder the name that a path ends in. None where it does, and where there is no name.
pub(super) fn refused_name(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy().to_lowercase();
    if !cfg!(windows) {
        return None;
    }
    let first = name.split('.').next().unwrap_or_default().trim_end_matches(' ');
    let port = PORTS
        .iter()
        .filter_map(|port| first.strip_prefix(port))
        .any(|digit| digit.chars().count() == 1 && digit.chars().all(|one| PORT_DIGITS.contains(one)));
    if DEVICES.contains(&first) || port {
        Some("on Windows that is the name of a device")
    } else if name.ends_with(['.', ' ']) {
        Some("on Windows no name ends in a dot or a space")
    } else if name.contains(':') {
        Some("on Windows a colon in a name leads to a stream that no folder shows")
    } else if name.contains(['<', '>', '"', '|', '?', '*', '/']) || name.contains(|one: char| one < ' ') {
        Some("on Windows no name has any of < > \" | ? * or a control character in it")
    } else {
        None
    }
}

/// Whether two paths lead to one file by their words alone; on Windows upper and lower case are the same there.
pub(super) fn same_place(one: &Path, other: &Path) -> bool {
    let (one, other) = (absolute(one), absolute(other));
    if cfg!(windows) {
        one.to_string_lossy().to_lowercase() == other.to_string_lossy().to_lowercase()
    } else {
        one == other
    }
}

/// The path from the root on; as it is where the system can't tell the current folder.
pub(super) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The path in a form that may be of any length: Windows takes no more than 260 characters where the path does not say that
/// it is to be taken as it is. std knows that by itself, what moves a report into its place does not.
#[cfg(windows)]
pub(super) fn of_any_length(path: &Path) -> PathBuf {
    use std::ffi::OsString;
    use std::path::{Component, Prefix};
    let whole = absolute(path);
    let mut parts = whole.components();
    let Some(Component::Prefix(prefix)) = parts.next() else { return whole };
    let begin: OsString = match prefix.kind() {
        Prefix::Disk(letter) => format!(r"\\?\{}:", char::from(letter)).into(),
        Prefix::UNC(server, share) => [r"\\?\UNC\".as_ref(), server, r"\".as_ref(), share].into_iter().collect(),
        // It says so already.
        _ => return whole,
    };
    Path::new(&begin).join(parts.as_path())
}

/// The path, which may be of any length that this system knows.
#[cfg(not(windows))]
pub(super) fn of_any_length(path: &Path) -> PathBuf {
    path.to_owned()
}

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
