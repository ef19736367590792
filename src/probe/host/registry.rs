//! The registry of Windows, read and never written: a value by its key and name, and when a key was last written. Absent is
//! no fault; whatever else stands between us and a value is told with the value's whole name and in the system's own words.
//!
//! The handles are those of the crate `windows-registry`, which opens a key for one question and closes it after it.
#![expect(unsafe_code, reason = "no safe crate tells when a key was written, and how long its values are")]

use std::fmt;
use std::io;
use std::ptr::{null, null_mut};

use windows_registry::{CURRENT_USER, LOCAL_MACHINE, Type, Value};
use windows_sys::Win32::Foundation::{ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, FILETIME};
use windows_sys::Win32::System::Registry::{KEY_QUERY_VALUE, RegQueryInfoKeyW};

use crate::observation::{Scope, Setting};
use crate::vocabulary::{Shown, Timestamp};

/// The longest value that is read, in bytes. The longest in the keys that are read here are the root programme's lists, of
/// under 200 kB; a key with a longer one is not read at all.
pub const LONGEST_VALUE: u32 = 2 << 20;

/// A key, by its hive and its path in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    hive: Scope,
    path: String,
}

/// What a key says of itself.
struct About {
    /// Ticks of a FILETIME.
    written: u64,
    /// Bytes of its longest value.
    longest: u32,
}

impl Key {
    /// A key of `HKEY_LOCAL_MACHINE`.
    pub fn of_machine(path: &str) -> Self {
        Self::new(Scope::Machine, path)
    }

    /// A key of `HKEY_CURRENT_USER`: this account's.
    pub fn of_account(path: &str) -> Self {
        Self::new(Scope::Account, path)
    }

    /// A key of the machine's hive or the account's.
    pub fn new(hive: Scope, path: &str) -> Self {
        Self { hive, path: path.to_owned() }
    }

    /// A key below it.
    #[must_use]
    pub fn below(&self, name: &str) -> Self {
        Self { hive: self.hive, path: format!("{}\\{name}", self.path) }
    }

    /// The whole name of one of its values, as an administrator writes it: `HKLM\SOFTWARE\…\LastSyncTime`.
    pub fn place(&self, value: &str) -> Shown {
        Shown::new(&format!("{self}\\{value}"))
    }

    /// A number of 32 bits (`REG_DWORD`).
    pub fn number(&self, name: &str) -> Setting<u32> {
        self.value(name, "REG_DWORD", |value| match (value.ty(), <[u8; 4]>::try_from(&**value)) {
            (Type::U32, Ok(bytes)) => Some(u32::from_le_bytes(bytes)),
            _ => None,
        })
    }

    /// A text (`REG_SZ`, or `REG_EXPAND_SZ` as written). What is no UTF-16 in it becomes U+FFFD.
    pub fn text(&self, name: &str) -> Setting<String> {
        self.value(name, "REG_SZ", |value| {
            let text = matches!(value.ty(), Type::String | Type::ExpandString);
            text.then(|| String::from_utf16_lossy(value.as_wide()).trim_end_matches('\0').to_owned())
        })
    }

    /// Bytes (`REG_BINARY`), at most [`LONGEST_VALUE`] of them.
    pub fn bytes(&self, name: &str) -> Setting<Vec<u8>> {
        self.value(name, "REG_BINARY", |value| (value.ty() == Type::Bytes).then(|| value.to_vec()))
    }

    /// An instant: a FILETIME in `REG_BINARY` or `REG_QWORD`, UTC.
    pub fn instant(&self, name: &str) -> Setting<Timestamp> {
        self.value(name, "FILETIME", |value| match (value.ty(), <[u8; 8]>::try_from(&**value)) {
            (Type::Bytes | Type::U64, Ok(bytes)) => Timestamp::from_filetime(u64::from_le_bytes(bytes)),
            _ => None,
        })
    }

    /// When the key or one of its values was last written, UTC.
    pub fn written(&self) -> Setting<Timestamp> {
        match self.open().and_then(|key| about(&key)) {
            Ok(about) => Timestamp::from_filetime(about.written).map_or(Setting::Absent, Setting::Is),
            Err(error) => unless_absent(&error, &self.to_string()),
        }
    }

    /// A value, as `read` takes it; None of it is a value of another type than `wanted`.
    fn value<T>(&self, name: &str, wanted: &str, read: impl FnOnce(&Value) -> Option<T>) -> Setting<T> {
        let unreadable = |why: &str| Setting::Unreadable(Shown::new(&format!("{}: {why}", self.place(name))));
        let key = match self.open() {
            Ok(key) => key,
            Err(error) => return unless_absent(&error, self.place(name).as_str()),
        };
        match about(&key) {
            Ok(about) if about.longest > LONGEST_VALUE => {
                return unreadable(&format!("not read: its key holds a value of more than {LONGEST_VALUE} bytes"));
            }
            Ok(_) => {}
            Err(error) => return unless_absent(&error, self.place(name).as_str()),
        }
        match of_system(key.get_value(name)) {
            Ok(value) => {
                read(&value).map_or_else(|| unreadable(&format!("no {wanted}, but {:?}", value.ty())), Setting::Is)
            }
            Err(error) => unless_absent(&error, self.place(name).as_str()),
        }
    }

    /// Opens it for questions about its values alone.
    fn open(&self) -> io::Result<windows_registry::Key> {
        let hive = match self.hive {
            Scope::Machine => LOCAL_MACHINE,
            Scope::Account => CURRENT_USER,
        };
        of_system(hive.options().access(KEY_QUERY_VALUE).open(&self.path))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hive = match self.hive {
            Scope::Machine => "HKLM",
            Scope::Account => "HKCU",
        };
        write!(f, "{hive}\\{}", self.path)
    }
}

/// With the system's own error number: the lower half of an HRESULT (`HRESULT_FROM_WIN32`).
fn of_system<T>(result: windows_registry::Result<T>) -> io::Result<T> {
    result.map_err(|error| io::Error::from_raw_os_error(error.code().0 & 0xffff))
}

/// What an error says of a setting: that it is not there, or that it could not be looked at.
fn unless_absent<T>(error: &io::Error, place: &str) -> Setting<T> {
    let number = error.raw_os_error().and_then(|number| u32::try_from(number).ok());
    match number {
        Some(ERROR_FILE_NOT_FOUND | ERROR_PATH_NOT_FOUND) => Setting::Absent,
        _ => Setting::Unreadable(Shown::new(&format!("{place}: {error}"))),
    }
}

/// When a key was last written, and how long the longest of its values is.
fn about(key: &windows_registry::Key) -> io::Result<About> {
    let mut longest = 0;
    let mut written = FILETIME { dwLowDateTime: 0, dwHighDateTime: 0 };
    // SAFETY: the handle is open for as long as `key` is borrowed; the two places that are given live through the call, and
    // the interface allows null for everything else.
    let status = unsafe {
        RegQueryInfoKeyW(
            key.as_raw(),
            null_mut(),
            null_mut(),
            null(),
            null_mut(),
            null_mut(),
            null_mut(),
            null_mut(),
            null_mut(),
            &raw mut longest,
            null_mut(),
            &raw mut written,
        )
    };
    if status != 0 {
        return Err(io::Error::from_raw_os_error(i32::try_from(status).unwrap_or(i32::MAX)));
    }
    let written = (u64::from(written.dwHighDateTime) << 32) | u64::from(written.dwLowDateTime);
    Ok(About { written, longest })
}
