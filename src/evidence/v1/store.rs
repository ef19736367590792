//! The trust store as seen, as version 1 writes it: each certificate is an object.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::bounded::{List, Sha256, words};
use super::windows::Kept;
use crate::observation::{self as seen, Place, Postfix, StoreCertificate, StoreFacts, StoreOrigin, Unread};
use crate::vocabulary::Shown;

/// The most certificates of a store that are read back: as many as the probe takes. Real stores have 150 to 500.
pub(super) const CERTIFICATES: usize = 10_000;

/// The most places of one certificate: as many as the probe notes for all of them together.
const PLACES: usize = 30_000;

/// The most places that could not be read, and that were looked into: a directory of files has one per file.
const LOOKED_INTO: usize = 10_000;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Store {
    origin: Origin,
    certificates: List<Certificate, CERTIFICATES>,
    unread: List<NotRead, LOOKED_INTO>,
    searched: List<Shown, LOOKED_INTO>,
}

impl From<&StoreFacts> for Store {
    fn from(facts: &StoreFacts) -> Self {
        let StoreFacts { origin, certificates, unread, searched } = facts;
        Self {
            origin: origin.into(),
            certificates: List::from_domain(certificates),
            unread: List::from_domain(unread),
            searched: searched.clone().into(),
        }
    }
}

impl From<Store> for StoreFacts {
    fn from(store: Store) -> Self {
        let Store { origin, certificates, unread, searched } = store;
        Self {
            origin: origin.into(),
            certificates: certificates.into_domain(),
            unread: unread.into_domain(),
            searched: searched.into_vec(),
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Origin {
    System,
    /// Neither Linux nor Windows.
    Portable(Portable),
    Windows,
    Environment,
    /// The path; what is not Unicode in it stands as U+FFFD, because it is shown and never opened again.
    Given(String),
    Postfix {
        ca_file: Option<Shown>,
        ca_path: Option<Shown>,
        append_default: bool,
        level: Option<Shown>,
        jail: Option<Shown>,
        unloadable: Option<Shown>,
    },
}

impl From<&StoreOrigin> for Origin {
    fn from(origin: &StoreOrigin) -> Self {
        match origin.clone() {
            StoreOrigin::System => Self::System,
            StoreOrigin::Portable(kept) => Self::Portable((&kept).into()),
            StoreOrigin::Windows => Self::Windows,
            StoreOrigin::Environment => Self::Environment,
            StoreOrigin::Given(path) => Self::Given(path.to_string_lossy().into_owned()),
            StoreOrigin::Postfix(Postfix { ca_file, ca_path, append_default, level, jail, unloadable }) => {
                Self::Postfix { ca_file, ca_path, append_default, level, jail, unloadable }
            }
        }
    }
}

impl From<Origin> for StoreOrigin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::System => Self::System,
            Origin::Portable(kept) => Self::Portable(kept.into()),
            Origin::Windows => Self::Windows,
            Origin::Environment => Self::Environment,
            Origin::Given(path) => Self::Given(PathBuf::from(path)),
            Origin::Postfix { ca_file, ca_path, append_default, level, jail, unloadable } => {
                Self::Postfix(Postfix { ca_file, ca_path, append_default, level, jail, unloadable })
            }
        }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Certificate {
    sha256: Sha256,
    places: List<Stands, PLACES>,
}

impl From<&StoreCertificate> for Certificate {
    fn from(certificate: &StoreCertificate) -> Self {
        let StoreCertificate { object, places } = certificate;
        Self { sha256: object.into(), places: List::from_domain(places) }
    }
}

impl From<Certificate> for StoreCertificate {
    fn from(certificate: Certificate) -> Self {
        let Certificate { sha256, places } = certificate;
        Self { object: sha256.into(), places: places.into_domain() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Stands {
    path: Shown,
    line: Option<u64>,
    form: Form,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kept: Option<Kept>,
}

words! {
    /// How a system keeps its store that is read by the portable path.
    Portable = seen::Portable { Keychains, Files, }
}

words! {
    /// In which form a certificate stands in a store.
    Form = seen::Form { Pem, TrustedPem, Distrusted, Unhashed, Der, Api, Kept, }
}

impl From<&Place> for Stands {
    fn from(place: &Place) -> Self {
        let Place { path, line, form, kept } = place;
        Self { path: path.clone(), line: *line, form: form.into(), kept: kept.as_ref().map(Into::into) }
    }
}

impl From<Stands> for Place {
    fn from(stands: Stands) -> Self {
        let Stands { path, line, form, kept } = stands;
        Self { path, line, form: form.into(), kept: kept.map(Into::into) }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct NotRead {
    place: Stands,
    reason: Shown,
    denied: bool,
}

impl From<&Unread> for NotRead {
    fn from(unread: &Unread) -> Self {
        let Unread { place, reason, denied } = unread;
        Self { place: place.into(), reason: reason.clone(), denied: *denied }
    }
}

impl From<NotRead> for Unread {
    fn from(not_read: NotRead) -> Self {
        let NotRead { place, reason, denied } = not_read;
        Self { place: place.into(), reason, denied }
    }
}
