//! `--event-log`: one event into Windows' application log, to a source that an administrator registered. It registers nothing;
//! other systems have no such log.
#![cfg_attr(
    windows,
    expect(unsafe_code, reason = "no safe crate writes an event without registering a source of its own")
)]

use std::io;

use crate::cli::{ExitStatus, Refusal};
use crate::render::Event;

/// Why there is no event.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum NotLogged {
    /// Another system.
    #[cfg_attr(windows, expect(dead_code, reason = "this is Windows"))]
    #[error("--event-log: this system has no event log of Windows")]
    OtherSystem,
    /// Nobody registered the source.
    #[cfg_attr(not(windows), expect(dead_code, reason = "only Windows has sources"))]
    #[error(
        "--event-log: the source `certready` is not registered in the application log, and certready registers nothing; an \
         administrator does so once: eventcreate /L APPLICATION /SO certready /T INFORMATION /ID 1000 /D \"registered\""
    )]
    NotRegistered,
    /// Whether somebody did could not be looked at.
    #[cfg_attr(not(windows), expect(dead_code, reason = "only Windows has sources"))]
    #[error("--event-log: whether the source is registered can't be read: {0}")]
    Unreadable(crate::vocabulary::Shown),
    /// The log took no event.
    #[cfg_attr(not(windows), expect(dead_code, reason = "only Windows has the log"))]
    #[error("--event-log: the event could not be written")]
    Unwritable(#[source] io::Error),
}

impl From<NotLogged> for Refusal {
    fn from(error: NotLogged) -> Self {
        let status = match error {
            NotLogged::OtherSystem => ExitStatus::Usage,
            NotLogged::NotRegistered | NotLogged::Unreadable(_) | NotLogged::Unwritable(_) => ExitStatus::Unwritable,
        };
        Self::of(status, &error)
    }
}

/// The application log, with a source that is registered.
#[derive(Debug)]
pub(in crate::cli) struct EventLog(());

#[cfg(not(windows))]
impl EventLog {
    /// Says before a run what could not be written after it.
    ///
    /// # Errors
    /// [`NotLogged`], always.
    pub(in crate::cli) const fn open() -> Result<Self, NotLogged> {
        Err(NotLogged::OtherSystem)
    }

    /// Writes an event.
    ///
    /// # Errors
    /// [`NotLogged`], always.
    #[expect(clippy::unused_self, reason = "as on Windows")]
    pub(in crate::cli) const fn write(&self, _: &Event) -> Result<(), NotLogged> {
        Err(NotLogged::OtherSystem)
    }
}

#[cfg(windows)]
impl EventLog {
    /// Says before a run what could not be written after it: looks whether the source is registered.
    ///
    /// # Errors
    /// [`NotLogged`].
    pub(in crate::cli) fn open() -> Result<Self, NotLogged> {
        use crate::observation::Setting;
        use crate::probe::host::registry::Key;

        // Without a file of messages the log shows no text.
        match Key::of_machine(system::SOURCES).text("EventMessageFile") {
            Setting::Is(_) => Ok(Self(())),
            Setting::Absent => Err(NotLogged::NotRegistered),
            Setting::Unreadable(why) => Err(NotLogged::Unreadable(why)),
        }
    }

    /// Writes an event.
    ///
    /// # Errors
    /// [`NotLogged::Unwritable`].
    #[expect(clippy::unused_self, reason = "who has looked may write")]
    pub(in crate::cli) fn write(&self, event: &Event) -> Result<(), NotLogged> {
        system::report(event).map_err(NotLogged::Unwritable)
    }
}

/// The calls themselves.
#[cfg(windows)]
mod system {
    use std::io;
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::HANDLE;
    use windows_sys::Win32::System::EventLog::{
        DeregisterEventSource, EVENTLOG_ERROR_TYPE, EVENTLOG_INFORMATION_TYPE, EVENTLOG_WARNING_TYPE,
        RegisterEventSourceW, ReportEventW,
    };

    use crate::render::{Event, EventKind};

    /// Where the source is registered.
    pub(super) const SOURCES: &str = r"SYSTEM\CurrentControlSet\Services\EventLog\Application\certready";

    pub(super) fn report(event: &Event) -> io::Result<()> {
        let source = Source::open()?;
        let kind = match event.kind {
            EventKind::Information => EVENTLOG_INFORMATION_TYPE,
            EventKind::Warning => EVENTLOG_WARNING_TYPE,
            EventKind::Error => EVENTLOG_ERROR_TYPE,
        };
        let text = wide(&event.text);
        let texts = [text.as_ptr()];
        // SAFETY: the source is open; the one text ends in a zero and lives, as the list does, through the call; null is allowed
        // for who it was and for further data.
        let told =
            unsafe { ReportEventW(source.0, kind, 0, event.id.into(), null_mut(), 1, 0, texts.as_ptr(), null()) };
        if told == 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    /// An open source.
    struct Source(HANDLE);

    impl Source {
        fn open() -> io::Result<Self> {
            let name = wide("certready");
            // SAFETY: null is this host, and the name ends in a zero and lives through the call.
            let handle = unsafe { RegisterEventSourceW(null(), name.as_ptr()) };
            if handle.is_null() { Err(io::Error::last_os_error()) } else { Ok(Self(handle)) }
        }
    }

    impl Drop for Source {
        fn drop(&mut self) {
            // SAFETY: the handle is ours and is closed once.
            unsafe { DeregisterEventSource(self.0) };
        }
    }

    /// A text as Windows takes it, with its zero.
    fn wide(text: &str) -> Vec<u16> {
        text.encode_utf16().filter(|unit| *unit != 0).chain([0]).collect()
    }
}
