//! The policies that the program brings with it, as they stand under `policies/`. They are parsed like any other: nothing
//! in them is taken for granted.

use std::collections::BTreeMap;

use super::model::PolicySource;
use crate::pki::{Certificate, decode_certificates};
use crate::vocabulary::Shown;

/// A policy as it is embedded: its id, its YAML, the certificate files beside it.
struct Embedded {
    id: &'static str,
    yaml: &'static str,
    /// Those of its own folder.
    own: &'static [(&'static str, &'static [u8])],
    /// The names of those that it shares with others: among [`SHARED`].
    shared: &'static [&'static str],
}

/// `policies/ID.yaml` with the files of `policies/ID/`, and the names of those that lie in `policies/` itself.
macro_rules! embedded {
    ($($id:literal: [$($own:literal),*], [$($shared:literal),*];)+) => {
        &[$(Embedded {
            id: $id,
            yaml: include_str!(concat!("../../policies/", $id, ".yaml")),
            own: &[$(($own, include_bytes!(concat!("../../policies/", $id, "/", $own)))),*],
            shared: &[$($shared),*],
        }),+]
    };
}

/// Files of `policies/` itself.
macro_rules! shared {
    ($($file:literal),+ $(,)?) => { &[$(($file, include_bytes!(concat!("../../policies/", $file)))),+] };
}

/// The certificates that several policies pin, each embedded once.
const SHARED: &[(&str, &[u8])] = shared![
    "baltimore-cybertrust-root.pem",
    "digicert-global-root-ca.pem",
    "digicert-global-root-g2.pem",
    "globalsign-root-ca-r1.pem",
    "microsoft-tls-g2-rsa-ca-ocsp-16.pem",
    "microsoft-tls-rsa-root-g2-by-digicert-g2.pem",
];

/// All of them, the oldest rotation first.
const EMBEDDED: &[Embedded] = embedded! {
    "exchange-online-2018":
        ["globalsign-organization-validation-ca-sha256-g3.pem"],
        ["baltimore-cybertrust-root.pem", "globalsign-root-ca-r1.pem"];
    "exchange-online-2021":
        ["digicert-cloud-services-ca-1-2015.pem", "digicert-cloud-services-ca-1-2020.pem"],
        ["digicert-global-root-ca.pem", "globalsign-root-ca-r1.pem"];
    "microsoft-365-2022":
        [
            "microsoft-azure-tls-issuing-ca-01-by-digicert-g2.pem",
            "microsoft-azure-tls-issuing-ca-01-by-microsoft-rsa-2017.pem",
            "microsoft-azure-tls-issuing-ca-02-by-digicert-g2.pem",
            "microsoft-azure-tls-issuing-ca-02-by-microsoft-rsa-2017.pem",
            "microsoft-azure-tls-issuing-ca-05-by-digicert-g2.pem",
            "microsoft-azure-tls-issuing-ca-06-by-digicert-g2.pem",
            "microsoft-ecc-root-2017.pem",
            "microsoft-rsa-root-2017.pem"
        ],
        ["baltimore-cybertrust-root.pem", "digicert-global-root-g2.pem"];
    "exchange-online-smtp-2026":
        [],
        [
            "digicert-global-root-ca.pem",
            "digicert-global-root-g2.pem",
            "microsoft-tls-g2-rsa-ca-ocsp-16.pem",
            "microsoft-tls-rsa-root-g2-by-digicert-g2.pem"
        ];
    "letsencrypt-generation-y":
        [
            "isrg-root-x1.pem",
            "isrg-root-x2-by-x1.pem",
            "isrg-root-x2.pem",
            "root-ye-by-x2.pem",
            "root-ye.pem",
            "root-yr-by-x1.pem",
            "root-yr.pem",
            "ye1.pem",
            "ye2.pem",
            "yr1.pem",
            "yr2.pem"
        ],
        [];
    "globalsign-r46":
        [
            "globalsign-gcc-r46-ov-tls-ca-2025.pem",
            "globalsign-root-ca-r3.pem",
            "globalsign-root-ca-r5.pem",
            "globalsign-root-ca-r6.pem",
            "globalsign-root-e46-by-r1.pem",
            "globalsign-root-e46-by-r3.pem",
            "globalsign-root-e46-by-r5.pem",
            "globalsign-root-e46.pem",
            "globalsign-root-r46-by-r1.pem",
            "globalsign-root-r46-by-r3.pem",
            "globalsign-root-r46-by-r6.pem",
            "globalsign-root-r46.pem"
        ],
        ["globalsign-root-ca-r1.pem"];
    "digicert-g2-2029":
        [
            "digicert-global-root-g3.pem",
            "microsoft-tls-ecc-root-g2-by-digicert-g3.pem",
            "microsoft-tls-rsa-root-g2.pem"
        ],
        [
            "digicert-global-root-g2.pem",
            "microsoft-tls-g2-rsa-ca-ocsp-16.pem",
            "microsoft-tls-rsa-root-g2-by-digicert-g2.pem"
        ];
};

impl Embedded {
    fn source(&self) -> PolicySource {
        let shared = SHARED.iter().filter(|(name, _)| self.shared.contains(name));
        let files: BTreeMap<_, _> =
            self.own.iter().chain(shared).map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
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

/// Every certificate that an embedded policy pins, with the policy's id: the oldest rotation first, and one that several pin as
/// often.
pub(super) fn certificates() -> Vec<(&'static str, Certificate)> {
    let files = EMBEDDED.iter().flat_map(|one| one.source().files.into_values().map(|bytes| (one.id, bytes)));
    files.flat_map(|(id, bytes)| decode_certificates(&bytes).items.into_iter().map(move |one| (id, one))).collect()
}
