//! Where a path of the tree ends, and whether this host can build it at a time: whether the store holds its anchor, by certificate
//! or by key, whether something takes the trust from it, and whether the path holds by `pki::path`'s rules. Revocation is not
//! asked, and nothing is known here of what Windows would fetch.

use super::chain_tree::HeldCertificate;
use crate::check::limit_at;
use crate::observation::{Scope, StoreFacts, StoreOrigin};
use crate::pki::path::{End, KeyPurpose, Ledger, PathFault, Proof, validate};
use crate::pki::{Certificate, is_same_authority};
use crate::policy::{Policy, Programme};
use crate::vocabulary::{Fingerprint, Shown, Timestamp};

/// Whether this host can build a path at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// It can.
    Yes,
    /// It can't be told.
    Unknown,
    /// It can't.
    No,
}

impl Holds {
    /// The word in text and in JSON: `yes`, `unknown`, `no`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Unknown => "unknown",
            Self::No => "no",
        }
    }
}

/// Why a path does not hold, or is not known to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNot {
    /// The stable word: `absent`, `expired` and so on; `docs/chains.md` has the list.
    pub cause: &'static str,
    /// The reason, for a person.
    pub why: Shown,
    /// What it comes to: no, or unknown.
    pub holds: Holds,
}

/// A path at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathAt {
    /// Whether it holds.
    pub holds: Holds,
    /// All that keeps it from holding, the anchor's before the rest. Empty where it holds.
    pub because: Vec<WhyNot>,
}

/// As what the store holds the anchor in which a path ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnchorHeld {
    /// As this very certificate, in these places.
    Certificate(Vec<Shown>),
    /// As another certificate of its name and key, in these places.
    Key(Fingerprint, Vec<Shown>),
    /// In these places, from which its reader takes no trust anchor.
    PassedOver(Vec<Shown>),
    /// In no place that was read.
    Nowhere,
    /// The path ends before it reaches one.
    NoAnchor,
}

impl AnchorHeld {
    /// The stable word: `certificate`, `key`, `passed-over`, `absent`, `no-anchor`.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Certificate(_) => "certificate",
            Self::Key(..) => "key",
            Self::PassedOver(_) => "passed-over",
            Self::Nowhere => "absent",
            Self::NoAnchor => "no-anchor",
        }
    }

    /// Where it stands. Empty where nowhere.
    pub fn places(&self) -> &[Shown] {
        match self {
            Self::Certificate(places) | Self::Key(_, places) | Self::PassedOver(places) => places,
            Self::Nowhere | Self::NoAnchor => &[],
        }
    }
}

/// The end of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathEnd {
    /// As what the store holds it.
    pub held: AnchorHeld,
    /// At the first of the two times.
    pub today: PathAt,
    /// At the cutover.
    pub cutover: PathAt,
}

/// The store of this host, and what the policy says of its anchors.
pub(super) struct Host<'a> {
    pub(super) policy: &'a Policy,
    pub(super) store: &'a StoreFacts,
    pub(super) held: &'a [HeldCertificate<'a>],
    /// How many parts of the store are not known.
    pub(super) unread: usize,
    /// Today, and the cutover.
    pub(super) times: [Timestamp; 2],
}

impl Host<'_> {
    /// The root programme whose distrust dates count: Microsoft's in Windows' own stores, Mozilla's everywhere else.
    pub(super) const fn programme(&self) -> Programme {
        match self.store.origin {
            StoreOrigin::Windows => Programme::Microsoft,
            StoreOrigin::System
            | StoreOrigin::Portable(_)
            | StoreOrigin::Environment
            | StoreOrigin::Given(_)
            | StoreOrigin::Postfix(_) => Programme::Mozilla,
        }
    }

    /// The end of a whole path: its issuer first, its anchor last.
    pub(super) fn end(&self, way: &[Certificate], ledger: &mut Ledger) -> PathEnd {
        let Some((anchor, below)) = way.split_last() else {
            return self.broken(way, &PathFault::Bounds, None);
        };
        let of_key: Vec<&HeldCertificate<'_>> =
            self.held.iter().filter(|one| is_same_authority(&one.certificate, anchor)).collect();
        let itself = of_key.iter().find(|one| one.certificate == *anchor).copied();
        let taken: Vec<&HeldCertificate<'_>> =
            of_key.iter().filter(|one| self.store.takes(one.held)).copied().collect();
        let used: Vec<&HeldCertificate<'_>> = match itself.filter(|one| self.store.takes(one.held)) {
            Some(one) => vec![one],
            None => taken,
        };
        let Some(first) = used.first() else {
            let held = itself.map_or(AnchorHeld::Nowhere, |one| AnchorHeld::PassedOver(places(one)));
            let missing = itself.map_or_else(|| self.missing(), |one| self.passed_over(one));
            let [today, cutover] = self.times.map(|at| self.at(way, at, None, Some(missing.clone()), ledger));
            return PathEnd { held, today, cutover };
        };
        // Of several certificates of one key, the host may use any: the best one counts.
        let mut best = |at: Timestamp| {
            let tried = used.iter().map(|one| {
                let way: Vec<Certificate> = below.iter().chain([&one.certificate]).cloned().collect();
                (*one, self.at(&way, at, Some(one), None, ledger))
            });
            tried.min_by_key(|(_, at)| at.holds)
        };
        let [today, cutover] = self.times.map(&mut best);
        let by = cutover.as_ref().map_or(*first, |(one, _)| *one);
        let held = if by.certificate == *anchor {
            AnchorHeld::Certificate(places(by))
        } else {
            AnchorHeld::Key(by.certificate.fingerprint(), places(by))
        };
        let or_nothing = |at: Option<(&HeldCertificate<'_>, PathAt)>| at.map_or_else(|| fold(Vec::new()), |(_, at)| at);
        PathEnd { held, today: or_nothing(today), cutover: or_nothing(cutover) }
    }

    /// The end of a path that reaches no anchor, and what is `above` it where something is.
    pub(super) fn broken(&self, way: &[Certificate], fault: &PathFault, above: Option<WhyNot>) -> PathEnd {
        let last = way.last();
        let is_missing = matches!(fault, PathFault::NoIssuer { .. });
        let why = above.unwrap_or_else(|| match self.missing() {
            // An issuer that nobody knows may be in what could not be read, or come when Windows asks for it.
            missing if is_missing && missing.holds == Holds::Unknown => {
                WhyNot { why: Shown::new(&format!("{fault}; {}", missing.why)), ..missing }
            }
            _ => why_not(fault, None, last),
        });
        let at = fold(vec![why]);
        PathEnd { held: AnchorHeld::NoAnchor, today: at.clone(), cutover: at }
    }

    /// What it means that an anchor was found nowhere.
    fn missing(&self) -> WhyNot {
        let parts = if self.unread == 1 { "1 part" } else { "several parts" };
        let (cause, why, holds) = match (&self.store.origin, self.unread) {
            (StoreOrigin::Windows, _) => (
                "on-demand",
                "not in a store that services read; Windows may fetch it when a chain needs it, which certready check looks \
                 into"
                    .to_owned(),
                Holds::Unknown,
            ),
            (_, 0) => ("absent", "not in the store".to_owned(), Holds::No),
            _ => ("store-unread", format!("not in what could be read of the store, and {parts} of it could not be"), Holds::Unknown),
        };
        WhyNot { cause, why: Shown::new(&why), holds }
    }

    /// What it means that an anchor stands where its reader takes none.
    fn passed_over(&self, held: &HeldCertificate<'_>) -> WhyNot {
        let places = joined(&places(held));
        let why = self.store.unloadable().map_or_else(
            || format!("in {places}, where or in a form in which the store's reader takes no trust anchor"),
            |why| format!("in {places}; Postfix can't load what its settings name, and none of it counts: {why}"),
        );
        WhyNot { cause: "passed-over", why: Shown::new(&why), holds: Holds::No }
    }

    /// A path at a time, with the store's entry of its anchor, or what it means that there is none.
    fn at(
        &self,
        way: &[Certificate],
        at: Timestamp,
        entry: Option<&HeldCertificate<'_>>,
        missing: Option<WhyNot>,
        ledger: &mut Ledger,
    ) -> PathAt {
        let anchor = way.last();
        let mut because: Vec<WhyNot> = missing.into_iter().collect();
        because.extend(entry.and_then(|entry| limited(entry, at)));
        because.extend(anchor.and_then(|anchor| self.distrusted(anchor, at)));
        because.extend(way.iter().rev().filter_map(|one| self.disallowed(one)));
        let faults = validate(way, at, KeyPurpose::Server, End::Issuer, ledger);
        let broken = way.iter().zip(faults).rev().filter_map(|(one, fault)| Some(why_not(&fault?, Some(one), anchor)));
        because.extend(broken);
        fold(because)
    }

    /// What the client's own root programme says of an anchor.
    fn distrusted(&self, anchor: &Certificate, at: Timestamp) -> Option<WhyNot> {
        let anchors = || self.policy.incoming.iter().chain(&self.policy.retiring);
        let is_it = |label: &str| anchors().any(|one| one.label == label && one.is(anchor));
        let dates = self.policy.distrust.iter().filter(|one| one.by == self.programme() && one.on <= at);
        let first = dates.filter(|one| is_it(&one.root)).min_by_key(|one| one.on)?;
        let why = format!("distrusted by {}'s root programme from {}", first.by.name(), first.on.date());
        Some(WhyNot { cause: "distrusted", why: Shown::new(&why), holds: Holds::No })
    }

    /// Whether Windows keeps a certificate among what is not to be trusted: the machine's copy of it wins over every other, and of
    /// another certificate of its key only Windows' own chain engine tells.
    fn disallowed(&self, certificate: &Certificate) -> Option<WhyNot> {
        let key = certificate.spki_digest();
        let listed = self.held.iter().filter(|one| one.certificate.spki_digest() == key).filter_map(|one| {
            let mut kept = one.held.places.iter().filter_map(|place| place.kept.as_ref());
            let place = kept.find(|kept| kept.is_disallowed() && kept.scope == Scope::Machine)?;
            Some((one.certificate == *certificate, Shown::new(&place.to_string())))
        });
        let (itself, place) = listed.max_by_key(|(itself, _)| *itself)?;
        let label = certificate.label();
        let (why, holds) = if itself {
            (format!("{label} stands in {place}, among what is not to be trusted"), Holds::No)
        } else {
            (format!("another certificate of the key of {label} stands in {place}"), Holds::Unknown)
        };
        Some(WhyNot { cause: "disallowed", why: Shown::new(&why), holds })
    }
}

/// What the machine's stores keep from an anchor, where every copy that services read is limited.
fn limited(entry: &HeldCertificate<'_>, at: Timestamp) -> Option<WhyNot> {
    let of_services =
        entry.held.places.iter().filter_map(|place| place.kept.as_ref().filter(|kept| kept.is_of_services()));
    let limits: Option<Vec<String>> =
        of_services.map(|kept| Some(format!("{kept} limits it: {}", limit_at(kept, at)?))).collect();
    let why = limits.filter(|limits| !limits.is_empty())?.join("; ");
    Some(WhyNot { cause: "constrained", why: Shown::new(&why), holds: Holds::No })
}

/// A fault of a certificate of a path, which is named where it is not the path's last.
fn why_not(fault: &PathFault, of: Option<&Certificate>, last: Option<&Certificate>) -> WhyNot {
    let named = of.filter(|one| Some(*one) != last).map(|one| format!("{}: ", one.label())).unwrap_or_default();
    let holds = match fault.proof() {
        Proof::Unknown => Holds::Unknown,
        Proof::Invalid => Holds::No,
    };
    WhyNot { cause: fault.word(), why: Shown::new(&format!("{named}{fault}")), holds }
}

fn fold(because: Vec<WhyNot>) -> PathAt {
    let holds = because.iter().map(|one| one.holds).max().unwrap_or(Holds::Yes);
    PathAt { holds, because }
}

fn places(held: &HeldCertificate<'_>) -> Vec<Shown> {
    let kept = |place: &crate::observation::Place| match &place.kept {
        Some(kept) => Shown::new(&kept.to_string()),
        None => Shown::new(&place.to_string()),
    };
    held.held.places.iter().map(kept).collect()
}

fn joined(places: &[Shown]) -> String {
    places.iter().map(Shown::as_str).collect::<Vec<_>>().join(", ")
}
