//! What a test puts into Windows' registry, and takes out again as it ends: entries of certificate stores, and values.

use certready::observation::{Scope, SystemStore};
use certready::pki::Certificate;
use windows_registry::{CURRENT_USER, Key, LOCAL_MACHINE};

/// Where the entries of physical stores stand.
pub(crate) const DEFAULT: &str = r"SOFTWARE\Microsoft\SystemCertificates";
pub(crate) const GROUP_POLICY: &str = r"SOFTWARE\Policies\Microsoft\SystemCertificates";
pub(crate) const ENTERPRISE: &str = r"SOFTWARE\Microsoft\EnterpriseCertificates";

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
        key.set_value("Blob", &windows_registry::Value::from(&blob[..])).unwrap();
        Self { scope, path }
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        hive(self.scope).remove_tree(&self.path).unwrap();
    }
}

/// Values below one key of the machine. The values are taken out when it is dropped.
pub(crate) struct Values {
    key: Key,
    names: Vec<&'static str>,
}

impl Values {
    pub(crate) fn of_machine(path: &str) -> Self {
        Self { key: LOCAL_MACHINE.create(path).unwrap(), names: Vec::new() }
    }

    pub(crate) fn number(mut self, name: &'static str, value: u32) -> Self {
        self.key.set_u32(name, value).unwrap();
        self.names.push(name);
        self
    }

    pub(crate) fn text(mut self, name: &'static str, value: &str) -> Self {
        self.key.set_string(name, value).unwrap();
        self.names.push(name);
        self
    }

    pub(crate) fn bytes(mut self, name: &'static str, value: &[u8]) -> Self {
        self.key.set_value(name, &windows_registry::Value::from(value)).unwrap();
        self.names.push(name);
        self
    }
}

impl Drop for Values {
    fn drop(&mut self) {
        for name in &self.names {
            self.key.remove_value(name).unwrap();
        }
    }
}
