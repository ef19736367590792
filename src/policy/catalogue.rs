//! The policies that the program brings with it, as they stand under `policies/`. They are parsed like any other: nothing
//! in them is taken for granted.

use std::collections::BTreeMap;

use super::model::PolicySource;
use crate::vocabulary::Shown;

/// A policy as it is embedded: its id, its YAML, the certificate files beside it.
struct Embedded {
    id: &'static str,
    yaml: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

/// `policies/ID.yaml` with the files of `policies/ID/`.
macro_rules! embedded {
    ($($id:literal: $($file:literal),+;)+) => {
        &[$(Embedded {
            id: $id,
            yaml: include_str!(concat!("../../policies/", $id, ".yaml")),
            files: &[$(($file, include_bytes!(concat!("../../policies/", $id, "/", $file)))),+],
        }),+]
    };
}

/// All of them, the oldest rotation first.
const EMBEDDED: &[Embedded] = embedded! {
    "exchange-online-2018":
        "baltimore-cybertrust-root.pem",
        "globalsign-organization-validation-ca-sha256-g3.pem",
        "globalsign-root-ca-r1.pem";
    "exchange-online-smtp-2026":
        "digicert-global-root-ca.pem",
        "digicert-global-root-g2.pem",
        "microsoft-tls-g2-rsa-ca-ocsp-16.pem",
        "microsoft-tls-rsa-root-g2-by-digicert-g2.pem";
};

impl Embedded {
    fn source(&self) -> PolicySource {
        let files: BTreeMap<_, _> =
            self.files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
        PolicySource { name: Shown::new(self.id), yaml: self.yaml.to_owned(), files }
    }
}

/// The embedded policies, the oldest rotation first.
pub fn catalogue() -> impl Iterator<Item = PolicySource> {
    EMBEDDED.iter().map(Embedded::source)
}

/// Their ids, in the same order.
pub fn ids() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|embedded| embedded.id)
}

/// The embedded policy with this id. None where there is none.
pub fn find(id: &str) -> Option<PolicySource> {
    EMBEDDED.iter().find(|embedded| embedded.id == id).map(Embedded::source)
}
