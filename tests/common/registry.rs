//! What a test puts into Windows' registry, and puts back as it ends: entries of certificate stores, and values. In a Wine prefix
//! that is thrown away, and nowhere else.

use std::sync::{Mutex, MutexGuard, PoisonError};

use certready::observation::{Scope, SystemStore};
use certready::pki::Certificate;
use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE, Type, Value};

/// Where the entries of physical stores stand.
pub(crate) const DEFAULT: &str = r"SOFTWARE\Microsoft\SystemCertificates";
pub(crate) const GROUP_POLICY: &str = r"SOFTWARE\Policies\Microsoft\SystemCertificates";
pub(crate) const ENTERPRISE: &str = r"SOFTWARE\Microsoft\EnterpriseCertificates";

/// Properties of an entry (`wincrypt.h`).
pub(crate) const USAGES: u32 = 9;
pub(crate) const FRIENDLY_NAME: u32 = 11;
pub(crate) const DISABLED: u32 = 104;
pub(crate) const DISABLED_USAGES: u32 = 122;
pub(crate) const NOT_BEFORE: u32 = 126;
pub(crate) const NOT_BEFORE_USAGES: u32 = 127;

fn hive(scope: Scope) -> &'static Key {
    match scope {
        Scope::Machine => LOCAL_MACHINE,
        Scope::Account => CURRENT_USER,
    }
}

/// An entry of a store. It is taken out when it is dropped.
pub(crate) struct Entry {
    scope: Scope,
    path: String,
}

impl Entry {
    /// Puts a certificate into a store, with these properties beside it.
    pub(crate) fn put(
        scope: Scope,
        folder: &str,
        store: SystemStore,
        certificate: &Certificate,
        beside: &[(u32, &[u8])],
    ) -> Self {
        assert_thrown_away();
        let sha1 = certificate.sha1();
        let name = sha1.to_string().to_ascii_uppercase();
        let path = format!(r"{folder}\{}\Certificates\{name}", store.word());
        let mut blob = Vec::new();
        let own = [(3, sha1.as_bytes()), (32, certificate.der())];
        for (property, value) in beside.iter().copied().chain(own) {
            for number in [property, 1, value.len() as u32] {
                blob.extend(number.to_le_bytes());
            }
            blob.extend(value);
        }
        let key = hive(scope).create(&path).unwrap();
        key.set_value("Blob", &Value::from(&blob[..])).unwrap();
        Self { scope, path }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        hive(self.scope).remove_tree(&self.path).unwrap();
    }
}

/// Fails on a host that is not thrown away.
fn assert_thrown_away() {
    assert!(std::env::var_os("WINEPREFIX").is_some(), "this changes the registry: run it by .ci/windows test");
}

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
        assert_thrown_away();
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
        self.opened(key, name).set_bytes(name, Type::Bytes, value).unwrap();
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
