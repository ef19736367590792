//! What this host is asked beside the network, and what its own settings add to the plan: the chains that Windows' engine is
//! to build, and the source from which it would update a root that is missed. Pure, as the plan itself.

use super::{Draft, Plan};
use crate::finding::Purpose;
use crate::observation::{Method, NamedBy, RootUpdate};
use crate::pki::Certificate;
use crate::policy::{EndpointKind, Policy};
use crate::vocabulary::{HttpUrl, Sha1Fingerprint, Shown, Timestamp};

/// Where Windows fetches its list of roots and the roots themselves, unless `RootDirUrl` says otherwise (Microsoft, "Configure
/// Trusted Roots and Disallowed Certificates").
const WINDOWS_UPDATE: &str = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en";

/// The list's name below its source.
const LIST: &str = "authrootstl.cab";

/// What Windows' own chain engine is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChainQuestions {
    /// The certificates whose chains are asked for.
    pub subjects: Vec<Certificate>,
    /// What may stand in a chain beside what the stores hold. It is trusted no more for that.
    pub beside: Vec<Certificate>,
    /// For which instants, UTC: when the facts were observed, and the cutover.
    pub at: Vec<Timestamp>,
}

/// What is asked of Windows' chain engine for a policy: each intermediate, because the service's own certificate is not at
/// hand; and each incoming root below which the policy has none.
pub fn chain_questions(policy: &Policy, at: &[Timestamp]) -> ChainQuestions {
    if policy.purpose == Purpose::Urls {
        return ChainQuestions::default();
    }
    let mut at = at.to_vec();
    at.sort_unstable();
    at.dedup();
    let intermediates = policy.intermediates.iter().map(|one| one.certificate.clone());
    let bare = policy.incoming.iter().filter(|anchor| {
        let issues = |label: &String| *label == anchor.label;
        !policy.intermediates.iter().any(|one| issues(&one.issuer))
    });
    let subjects = intermediates.chain(bare.filter_map(|anchor| anchor.known.first().cloned())).collect();
    ChainQuestions { subjects, beside: policy.certificates().cloned().collect(), at }
}

/// What a run has seen of its host before it plans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostSeen {
    /// The trust anchors that the store's reader takes.
    pub anchors: Vec<Certificate>,
    /// How Windows updates its roots. None on other systems.
    pub update: Option<RootUpdate>,
}

/// The SHA-1 of each certificate of an incoming root that the anchors lack: by that name Windows' root update has it.
pub fn missed(policy: &Policy, anchors: &[Certificate]) -> Vec<Sha1Fingerprint> {
    let absent = policy.incoming.iter().filter(|anchor| !anchors.iter().any(|one| anchor.is(one)));
    absent.flat_map(|anchor| anchor.known.iter().map(Certificate::sha1)).collect()
}

/// Where a root would be updated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UpdateSource {
    /// Nowhere: the update is switched off.
    Off,
    /// Below this URL.
    Url(String),
    /// In this folder.
    Folder(Shown),
    /// Whether it is on, or from where, could not be looked at: what was refused.
    Unknown(Shown),
}

impl UpdateSource {
    /// The source in force by this host's settings.
    pub fn of(update: &RootUpdate) -> Self {
        if let Some(why) = update.disabled.refused().or(update.source.refused()) {
            return Self::Unknown(why.clone());
        }
        if update.disabled.value().is_some_and(|value| *value != 0) {
            return Self::Off;
        }
        let Some(source) = update.source.value().map(Shown::as_str).filter(|source| !source.trim().is_empty()) else {
            return Self::Url(WINDOWS_UPDATE.to_owned());
        };
        let source = source.trim();
        let scheme = source.split_once("://").map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https") => Self::Url(source.trim_end_matches('/').to_owned()),
            Some("file") => Self::Folder(Shown::new(source.get("file://".len()..).unwrap_or_default())),
            _ => Self::Folder(Shown::new(source)),
        }
    }
}

/// Adds the list and the missed roots themselves, where Windows would fetch them by HTTP.
pub fn with_root_update(plan: Plan, policy: &Policy, seen: &HostSeen) -> Plan {
    let missed = missed(policy, &seen.anchors);
    let Some(UpdateSource::Url(base)) = seen.update.as_ref().map(UpdateSource::of).filter(|_| !missed.is_empty())
    else {
        return plan;
    };
    let mut draft = Draft::from(plan);
    let roots = missed.iter().map(|sha1| (EndpointKind::Aia, format!("{}.crt", sha1.to_string().to_ascii_uppercase())));
    for (kind, name) in roots.chain([(EndpointKind::Ctl, LIST.to_owned())]) {
        if let Ok(url) = HttpUrl::parse(&format!("{base}/{name}")) {
            draft.add(kind, &url, Method::Get, None, NamedBy::RootUpdate, 0);
        }
    }
    draft.finish()
}
