//! Values of Windows' registry, set for one test and put back after it: in a Wine prefix that is thrown away, and nowhere else.

use std::sync::{Mutex, MutexGuard, PoisonError};

use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE, Value};

/// One test at a time: the settings are the host's.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// What was set, in the order in which it was; dropped, each is as before.
pub(crate) struct Settings {
    before: Vec<(String, String, Option<Value>)>,
    _alone: MutexGuard<'static, ()>,
}

impl Settings {
    /// Nothing is set yet, and no other test's is. It fails on a host that is not thrown away.
    pub(crate) fn alone() -> Self {
        assert!(
            std::env::var_os("WINEPREFIX").is_some(),
            "this sets values of the registry: run it by .ci/windows test"
        );
        let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        Self { before: Vec::new(), _alone }
    }

    /// A number.
    pub(crate) fn number(&mut self, key: &str, name: &str, value: u32) {
        self.opened(key, name).set_u32(name, value).unwrap();
    }

    /// A text.
    pub(crate) fn text(&mut self, key: &str, name: &str, value: &str) {
        self.opened(key, name).set_string(name, value).unwrap();
    }

    /// Bytes.
    pub(crate) fn bytes(&mut self, key: &str, name: &str, value: &[u8]) {
        self.opened(key, name).set_bytes(name, windows_registry::Type::Bytes, value).unwrap();
    }

    /// The key, made where it is not there, once the value that stands there is kept.
    fn opened(&mut self, key: &str, name: &str) -> Key {
        let opened = open(key);
        self.before.push((key.to_owned(), name.to_owned(), opened.get_value(name).ok()));
        opened
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        for (key, name, before) in self.before.drain(..).rev() {
            let key = open(&key);
            let _ = match before {
                Some(value) => key.set_value(&name, &value),
                None => key.remove_value(&name),
            };
        }
    }
}

/// `HKLM\…` or `HKCU\…`.
fn open(key: &str) -> Key {
    let (hive, path) = key.split_once('\\').unwrap();
    let hive = match hive {
        "HKLM" => LOCAL_MACHINE,
        "HKCU" => CURRENT_USER,
        other => panic!("no hive is called {other}"),
    };
    hive.create(path).unwrap()
}
