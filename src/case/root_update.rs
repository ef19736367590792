//! Whether a root that is missed would come on demand: what Windows' own settings, its source and its lists say together.

use super::{Case, Shortfall};
use crate::examine::{Content, Listed};
use crate::finding::Cause;
use crate::language::{Arg, Say, message};
use crate::observation::{Fetch, NamedBy, RootUpdate, Setting};
use crate::pki::Certificate;
use crate::plan::UpdateSource;
use crate::policy::{Anchor, EndpointKind};
use crate::vocabulary::{Fingerprint, Shown};

/// Whether Windows would fetch a root by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDemand {
    /// It would: this source gives the very certificate, and the list in force names it.
    Offered(Shown),
    /// The update is switched off.
    Off,
    /// It was tried, and would not come: why.
    NotOffered(Arg),
    /// It was not looked at to its end: what.
    NotKnown(Arg),
}

impl Case<'_> {
    /// Whether an incoming root is in no store that services read.
    pub fn is_missed(&self, anchor: &Anchor) -> bool {
        !self.examined.store.iter().any(|entry| anchor.is(&entry.certificate))
    }

    /// Whether a root that is missed would come on demand. Of other systems than Windows: it is off.
    pub fn on_demand(&self, anchor: &Anchor) -> OnDemand {
        let Some(windows) = self.windows_stores() else { return OnDemand::Off };
        let update = &windows.root_update;
        match UpdateSource::of(update) {
            UpdateSource::Off => OnDemand::Off,
            UpdateSource::Unknown(why) => OnDemand::NotKnown(why.into()),
            UpdateSource::Folder(folder) => self.in_folder(anchor, update, &folder),
            UpdateSource::Url(_) => self.by_url(anchor),
        }
    }

    fn by_url(&self, anchor: &Anchor) -> OnDemand {
        let named = |fetch: &&Fetch| fetch.named_by.contains(&NamedBy::RootUpdate);
        let asked = || self.observed.fetches.iter().filter(named);
        let lists = asked().find(|fetch| fetch.id.kind == EndpointKind::Ctl);
        let roots: Vec<&Fetch> =
            asked().filter(|fetch| fetch.id.kind == EndpointKind::Aia && is_named_for(fetch, anchor)).collect();
        let Some(first) = roots.first() else {
            return OnDemand::NotKnown(message!("words-source-not-asked", "its source was not asked for it").into());
        };
        let gave = |fetch: &&&Fetch| match self.examined.bodies.get(&fetch.id).map(|body| &body.content) {
            Some(Content::Certificates { found, .. }) => found.iter().any(|one| anchor.is(one)),
            _ => false,
        };
        let Some(giver) = roots.iter().find(gave) else {
            return match self.shortfall(first) {
                Some(Shortfall::NotLooked(cause)) => not_known(first, cause),
                Some(Shortfall::Failed(cause)) => OnDemand::NotOffered(said(first, cause)),
                None => {
                    let said = Say::new(message!("words-gives-other", "{url} gives something else"));
                    OnDemand::NotOffered(said.with("url", &first.id.url).into())
                }
            };
        };
        let listed = lists.and_then(|fetch| match self.examined.bodies.get(&fetch.id).map(|body| &body.content) {
            Some(Content::TrustList(list)) => Some(list.names(anchor)),
            _ => None,
        });
        match (listed, lists.map(|fetch| (fetch, self.shortfall(fetch)))) {
            (Some(Listed::Yes), _) => OnDemand::Offered(Shown::new(giver.id.url.as_str())),
            (Some(Listed::No), Some((fetch, _))) => {
                let said = Say::new(message!("words-list-at", "the list at {url} does not name it"));
                OnDemand::NotOffered(said.with("url", &fetch.id.url).into())
            }
            (_, Some((fetch, Some(Shortfall::Failed(cause))))) => OnDemand::NotOffered(said(fetch, cause)),
            (_, Some((fetch, Some(Shortfall::NotLooked(cause))))) => not_known(fetch, cause),
            (Some(Listed::NotKnown(why)), _) => self.by_cached_list(anchor, giver.id.url.as_str(), why),
            (_, _) => {
                self.by_cached_list(anchor, giver.id.url.as_str(), message!("words-no-list", "no list came").into())
            }
        }
    }

    /// Where the list that came can't be read, the one that Windows keeps tells.
    fn by_cached_list(&self, anchor: &Anchor, giver: &str, why: Arg) -> OnDemand {
        match self.examined.update.roots.names(anchor) {
            Listed::Yes => OnDemand::Offered(Shown::new(giver)),
            Listed::No | Listed::NotKnown(_) => OnDemand::NotKnown(why),
        }
    }

    fn in_folder(&self, anchor: &Anchor, update: &RootUpdate, folder: &Shown) -> OnDemand {
        if let Some(why) = update.folder.iter().find_map(|file| file.bytes.refused()) {
            return OnDemand::NotKnown(why.into());
        }
        let is_it = |bytes: &Setting<crate::vocabulary::Digest>| {
            let digest = bytes.value().and_then(|digest| Fingerprint::from_bytes(digest.as_bytes()));
            digest.is_some_and(|digest| {
                anchor.certificates.contains(&digest) || anchor.known.iter().any(|one| one.fingerprint() == digest)
            })
        };
        let of_folder = |message| Arg::from(Say::new(message).with("folder", folder));
        let gives = update.folder.iter().find(|file| is_it(&file.bytes));
        match (gives, self.examined.update.source.names(anchor)) {
            (None, _) if update.folder.is_empty() => {
                OnDemand::NotKnown(of_folder(message!("words-folder-not-read", "{folder} was not looked into")))
            }
            (None, _) => OnDemand::NotOffered(of_folder(message!("words-folder-lacks", "{folder} does not hold it"))),
            (Some(file), Listed::Yes) => OnDemand::Offered(file.path.clone()),
            (Some(_), Listed::No) => {
                OnDemand::NotOffered(of_folder(message!("words-list-in", "the list in {folder} does not name it")))
            }
            (Some(file), Listed::NotKnown(why)) => self.by_cached_list(anchor, file.path.as_str(), why),
        }
    }
}

fn said(fetch: &Fetch, cause: Cause) -> Arg {
    Arg::from(format!("{}: {cause}", fetch.id.url))
}

fn not_known(fetch: &Fetch, cause: Cause) -> OnDemand {
    OnDemand::NotKnown(said(fetch, cause))
}

/// Whether a fetch is for a certificate of this root: its name is the SHA-1.
fn is_named_for(fetch: &Fetch, anchor: &Anchor) -> bool {
    let names = anchor.known.iter().map(Certificate::sha1);
    let file = fetch.id.url.as_str().rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    names.into_iter().any(|sha1| file == format!("{sha1}.crt"))
}
