//! The names within an evidence folder, the bounds of what is kept in one, and what its facts must have beside them: known
//! to the writer and to the reader alike. Nothing is opened here.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::v1::{Head, SCHEMA};
use super::{EvidenceError, RUN_BYTES};
use crate::observation::{Fetch, Observations, Reached, Retrieved, ServiceReached, WindowsFacts};
use crate::policy::PolicySource;
use crate::vocabulary::{Digest, Shown};

/// What was observed and asked.
pub(super) const FACTS: &str = "facts.json";

/// The list of everything else, written last.
pub(super) const MANIFEST: &str = "manifest.json";

/// The folder of the objects.
pub(super) const OBJECTS: &str = "objects";

/// The largest `facts.json`, in bytes. A run on a usual host writes about 200 KB; the 30,000 places that the probe notes at
/// most in a store need 16 MB where each path is as long as any text that is shown.
pub(super) const FACTS_BYTES: u64 = 32 * 1024 * 1024;

/// The largest `manifest.json`, in bytes: as many objects as it may name, at 130 bytes each.
pub(super) const MANIFEST_BYTES: u64 = 4 * 1024 * 1024;

/// The largest YAML text and the largest file beside a policy, in bytes: no policy is read beyond that.
pub(super) const POLICY_BYTES: u64 = 64 * 1024;

/// The most bytes of all objects: what a run takes, and its policy with 64 files, which comes from elsewhere.
pub(super) const FOLDER_BYTES: u64 = RUN_BYTES + 65 * POLICY_BYTES;

/// The longest name of a file beside a policy, in bytes: well below what file systems take.
const LONGEST_NAME: usize = 100;

/// `facts.json` or `manifest.json` from its bytes.
pub(super) fn decode<T: DeserializeOwned>(bytes: &[u8], path: &Path) -> Result<T, EvidenceError> {
    schema(bytes, path)?;
    serde_json::from_slice(bytes).map_err(|source| EvidenceError::Json { path: path.to_owned(), source })
}

/// Refuses every version but the first before its shape is asked about.
fn schema(bytes: &[u8], path: &Path) -> Result<(), EvidenceError> {
    let path = path.to_owned();
    match serde_json::from_slice::<Head>(bytes) {
        Ok(head) if head.schema == SCHEMA => Ok(()),
        Ok(head) => Err(EvidenceError::Schema { path, found: Shown::new(&head.schema), expected: SCHEMA }),
        Err(source) => Err(EvidenceError::Json { path, source }),
    }
}

/// Puts what the observations list into its order, and refuses a target or certificate that is there twice: the checks
/// look things up.
pub(super) fn in_order(mut observations: Observations, path: &Path) -> Result<Observations, EvidenceError> {
    observations.fetches.sort_by(|a, b| a.id.cmp(&b.id));
    if let Some(compared) = &mut observations.compared {
        compared.fetches.sort_by(|a, b| a.id.cmp(&b.id));
    }
    observations.store.certificates.sort_by_key(|certificate| certificate.object);
    observations.services.sort_by(|a, b| a.id.cmp(&b.id));
    observations.mx.sort_by(|a, b| (&a.domain, a.port).cmp(&(&b.domain, b.port)));
    let twice = |fetches: &[Fetch]| {
        fetches.windows(2).find_map(|pair| match pair {
            [a, b] if a.id == b.id => Some(a.id.url.to_string()),
            _ => None,
        })
    };
    if let Some(windows) = &mut observations.windows {
        windows.retrievals.sort_by(|a, b| a.id.cmp(&b.id));
    }
    let compared = observations.compared.as_ref().map(|compared| compared.fetches.as_slice()).unwrap_or_default();
    let twice_asked = twice(&observations.fetches).or_else(|| twice(compared));
    let twice_held = observations.store.certificates.windows(2).find_map(|pair| match pair {
        [a, b] if a.object == b.object => Some(a.object.to_string()),
        _ => None,
    });
    let twice_served = observations.services.windows(2).find_map(|pair| match pair {
        [a, b] if a.id == b.id => Some(a.id.to_string()),
        _ => None,
    });
    match twice_asked.or(twice_held).or(twice_served) {
        Some(what) => Err(EvidenceError::Twice { path: path.to_owned(), what: Shown::new(&what) }),
        None => Ok(observations),
    }
}

/// Every object that the observations speak of: the store's certificates, the bodies, the chains that TLS presented, what
/// Windows alone told, and the host's own certificates.
pub(super) fn referenced(observations: &Observations) -> impl Iterator<Item = Digest> {
    let received = observations.all_fetches().flat_map(|fetch| {
        let body = match &fetch.reached {
            Reached::Answered { answer, .. } => answer.body,
            _ => None,
        };
        fetch.tls.iter().flat_map(|tls| tls.chain.iter().copied()).chain(body)
    });
    let windows = observations.windows.iter().flat_map(of_windows);
    let services = observations.services.iter().flat_map(|service| match &service.reached {
        ServiceReached::Secured { tls, .. } => tls.chain.clone(),
        _ => Vec::new(),
    });
    let own = observations.own.iter().flat_map(|own| &own.certificates).flat_map(|one| one.chain.iter().copied());
    let held = observations.store.certificates.iter().map(|certificate| certificate.object);
    held.chain(received).chain(services).chain(windows).chain(own)
}

/// The lists of the root update, the files of its source, and what Windows retrieved.
fn of_windows(facts: &WindowsFacts) -> impl Iterator<Item = Digest> {
    let update = &facts.root_update;
    let files = update.folder.iter().map(|file| &file.bytes);
    let settings = [&update.roots, &update.disallowed].into_iter().chain(files);
    let retrieved = facts.retrievals.iter().filter_map(|one| match one.outcome {
        Retrieved::Came { body, .. } => Some(body),
        _ => None,
    });
    settings.filter_map(|setting| setting.value().copied()).chain(retrieved)
}

/// Refuses a policy whose files no policy could have.
pub(super) fn check_policy(source: &PolicySource) -> Result<(), EvidenceError> {
    let sizes = source.files.iter().map(|(name, bytes)| (name.as_str(), bytes.len()));
    for (name, length) in sizes.chain([(source.name.as_str(), source.yaml.len())]) {
        if u64::try_from(length).is_ok_and(|length| length > POLICY_BYTES) {
            return Err(EvidenceError::TooLarge { path: name.into(), most: POLICY_BYTES });
        }
    }
    match source.files.keys().find(|name| !is_bare_name(name)) {
        Some(name) => Err(EvidenceError::PolicyFile { name: Shown::new(name) }),
        None => Ok(()),
    }
}

/// Whether a name stays in its folder on every system: no separator, no drive, no hidden file, no way up.
fn is_bare_name(name: &str) -> bool {
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
}
