//! The lists of Windows' root update: which certificates each names.

use super::{LARGEST_LIST, Listed, TrustListRead, UpdateRead};
use crate::evidence::{Evidence, Objects};
use crate::language::{Say, message};
use crate::observation::{Setting, SourceFile};
use crate::pki::{Certificate, TrustList};
use crate::policy::Anchor;
use crate::vocabulary::{Digest, Shown};

impl UpdateRead {
    /// Reads what the evidence holds. On other systems than Windows there is none of it.
    pub(super) fn of(evidence: &Evidence) -> Self {
        let Some(windows) = &evidence.observations.windows else { return Self::default() };
        let (update, objects) = (&windows.root_update, &evidence.objects);
        let is_list = |file: &&SourceFile| {
            let kind = file.path.as_str().rsplit('.').next().unwrap_or_default();
            ["stl", "cab"].iter().any(|one| kind.eq_ignore_ascii_case(one))
        };
        let lists = update.folder.iter().filter(is_list).map(|file| TrustListRead::of(&file.bytes, objects));
        let mut lists: Vec<TrustListRead> = lists.collect();
        lists.sort_by_key(|list| !matches!(list, TrustListRead::Read(_)));
        Self {
            roots: TrustListRead::of(&update.roots, objects),
            disallowed: TrustListRead::of(&update.disallowed, objects),
            source: lists.into_iter().next().unwrap_or_default(),
        }
    }
}

impl TrustListRead {
    fn of(setting: &Setting<Digest>, objects: &Objects) -> Self {
        match setting {
            Setting::Absent => Self::Absent,
            Setting::Unreadable(why) => Self::Refused(why.clone()),
            Setting::Is(digest) => Self::decode(digest, objects),
        }
    }

    /// Reads a list, bare or in a cabinet.
    pub(super) fn decode(digest: &Digest, objects: &Objects) -> Self {
        match objects.small(digest, LARGEST_LIST) {
            Ok(Some(bytes)) => match TrustList::decode(&bytes) {
                Ok(list) => Self::Read(list),
                Err(fault) => Self::NotUnderstood(Shown::new(&fault.to_string())),
            },
            Ok(None) => Self::NotUnderstood(Shown::new(&format!("longer than {LARGEST_LIST} bytes"))),
            Err(failed) => Self::NotUnderstood(Shown::new(&failed.to_string())),
        }
    }

    /// Whether the list names one of a root's certificates. A list that is not there names nothing.
    pub fn names(&self, anchor: &Anchor) -> Listed {
        let named = |list: &TrustList| anchor.known.iter().any(|one: &Certificate| list.names(one));
        match self {
            Self::Refused(why) => Listed::NotKnown(why.into()),
            Self::NotUnderstood(why) => {
                let said = Say::new(message!("words-list-not-understood", "the list is not understood: {why}"));
                Listed::NotKnown(said.with("why", why).into())
            }
            Self::Read(list) if named(list) => Listed::Yes,
            Self::Absent | Self::Read(_) => Listed::No,
        }
    }
}
