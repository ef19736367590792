//! A fact that is otherwise in the later report: what it is about, and how it was and is. Whether that is good or bad is for
//! the reader to say, but for a CRL's number that went back.

use std::collections::BTreeMap;

use crate::language::{Language, Message, Say, message};
use crate::vocabulary::Shown;

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Which kind.
    pub kind: FactKind,
    /// What it is about: a URL, a root's label, a service; a word where there is one of it.
    pub about: Say,
    /// How it was. None where there was none, or where a list changed.
    pub before: Option<Say>,
    /// How it is. None likewise.
    pub after: Option<Say>,
    /// Of a list, what is there now and was not.
    pub added: Vec<Say>,
    /// Of a list, what was there and is not.
    pub removed: Vec<Say>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident => $word:literal, $title:expr;)+) => {
        /// What changed, in the order in which it is told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FactKind {
            $($(#[$doc])* $name,)+
        }

        impl FactKind {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable word of the JSON.
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            /// The same for people.
            pub fn title(self) -> &'static Message {
                match self {
                    $(Self::$name => $title,)+
                }
            }
        }
    };
}

kinds! {
    /// The number of a CRL of the same key went back.
    CrlNumberBack => "crl-number-back", message!("fact-crl-number-back", "CRL number went back");
    /// The same number, and another thisUpdate.
    CrlNumberReused => "crl-number-reused", message!("fact-crl-number-reused", "CRL number used twice");
    /// Without two numbers to compare, an earlier thisUpdate of the same key.
    CrlOlder => "crl-older", message!("fact-crl-older", "older CRL");
    /// A CRL has a number now and had none, or the other way round.
    CrlNumbered => "crl-numbered", message!("fact-crl-numbered", "CRL number");
    /// Another key signs.
    SignerKey => "signer-key", message!("fact-signer-key", "signer's key");
    /// Signed data that verified is there now and was not, or the other way round.
    SignedData => "signed-data", message!("fact-signed-data", "signed data");
    /// The same level, for another cause.
    Cause => "cause", message!("fact-cause", "cause");
    /// Another level, and neither asks for attention.
    Level => "level", message!("fact-level", "level");
    /// The same waiver with another end or reason.
    Waiver => "waiver", message!("fact-waiver", "waiver");
    /// A check that the earlier report's version did not have, or that was not asked then.
    NewCheck => "new-check", message!("fact-new-check", "new check");
    /// The addresses of an endpoint or a service.
    Addresses => "addresses", message!("fact-addresses", "addresses");
    /// Where a trust anchor or an intermediate stands.
    RootStores => "root-stores", message!("fact-root-stores", "in the stores");
    /// A trust anchor of the policy.
    Root => "root", message!("fact-root", "trust anchor");
    /// An intermediate of the policy, or among what a service presents.
    Intermediate => "intermediate", message!("fact-intermediate", "intermediate");
    /// The certificate that a service presents.
    Presented => "presented", message!("fact-presented", "presents");
    /// In whose root that ends.
    PresentedRoot => "presented-root", message!("fact-presented-root", "presents under");
    /// The version of TLS.
    TlsVersion => "tls-version", message!("fact-tls-version", "TLS version");
    /// A service that was asked.
    Service => "service", message!("fact-service", "services");
    /// An endpoint that was planned.
    Endpoint => "endpoint", message!("fact-endpoint", "endpoints");
    /// The proxy before an endpoint.
    Proxy => "proxy", message!("fact-proxy", "proxy");
    /// The way out.
    Route => "route", message!("fact-route", "route");
    /// Whose trust store was read.
    StoreOrigin => "store-origin", message!("fact-store-origin", "trust store");
    /// How many certificates it holds.
    StoreCertificates => "store-certificates", message!("fact-store-certificates", "certificates in it");
    /// How many parts of it could not be read.
    StoreUnread => "store-unread", message!("fact-store-unread", "parts of it unread");
    /// The policy's id, title or text.
    Policy => "policy", message!("fact-policy", "policy");
    /// The cutover.
    Cutover => "cutover", message!("fact-cutover", "cutover");
    /// What was judged.
    Purpose => "purpose", message!("fact-purpose", "judged");
    /// Where the rotation stands.
    Phase => "phase", message!("fact-phase", "phase");
    /// The client profile.
    Client => "client", message!("fact-client", "client");
    /// The host.
    Host => "host", message!("fact-host", "host");
    /// The account.
    Account => "account", message!("fact-account", "account");
    /// The operating system.
    Os => "os", message!("fact-os", "system");
    /// The version of certready.
    Tool => "tool", message!("fact-tool", "certready");
    /// The number of a CRL went forward.
    CrlNumberForward => "crl-number-forward", message!("fact-crl-number-forward", "CRL number");
    /// A notice came or went.
    Notice => "notice", message!("fact-notice", "notice");
}

impl FactKind {
    /// Whether it is as expected, and told only where everything is asked for.
    pub const fn is_usual(self) -> bool {
        matches!(self, Self::CrlNumberForward | Self::Notice)
    }

    /// Whether it is worse by itself.
    pub const fn is_worse(self) -> bool {
        matches!(self, Self::CrlNumberBack)
    }
}

impl Fact {
    /// A value that changed. None where it did not: what counts is the English, which is what the reports have.
    pub(super) fn value(
        kind: FactKind,
        about: impl Into<Say>,
        before: Option<Say>,
        after: Option<Say>,
    ) -> Option<Self> {
        let of = |value: &Option<Say>| value.as_ref().map(english);
        (of(&before) != of(&after)).then(|| Self {
            kind,
            about: about.into(),
            before,
            after,
            added: Vec::new(),
            removed: Vec::new(),
        })
    }

    /// A list that changed, whatever its order. None where it did not.
    pub(super) fn list(
        kind: FactKind,
        about: impl Into<Say>,
        before: impl IntoIterator<Item: Into<Say>>,
        after: impl IntoIterator<Item: Into<Say>>,
    ) -> Option<Self> {
        let (before, after) = (by_english(before), by_english(after));
        let lacking = |of: &BTreeMap<Shown, Say>, all: &BTreeMap<Shown, Say>| -> Vec<Say> {
            of.iter().filter(|(english, _)| !all.contains_key(*english)).map(|(_, say)| say.clone()).collect()
        };
        let (added, removed) = (lacking(&after, &before), lacking(&before, &after));
        let changed = !(added.is_empty() && removed.is_empty());
        changed.then(|| Self { kind, about: about.into(), before: None, after: None, added, removed })
    }

    /// Its place among others: by kind, by what it is about, then by how it was and is.
    pub(super) fn place(&self) -> (FactKind, Shown, [Option<Shown>; 2], [Vec<Shown>; 2]) {
        let one = |value: &Option<Say>| value.as_ref().map(english);
        let all = |values: &[Say]| values.iter().map(english).collect();
        let (ends, lists) = ([one(&self.before), one(&self.after)], [all(&self.added), all(&self.removed)]);
        (self.kind, english(&self.about), ends, lists)
    }
}

/// As the JSON has it.
pub(super) fn english(say: &Say) -> Shown {
    say.shown(Language::English)
}

/// Each once, in the order of the English.
fn by_english(all: impl IntoIterator<Item: Into<Say>>) -> BTreeMap<Shown, Say> {
    all.into_iter().map(Into::into).map(|say: Say| (english(&say), say)).collect()
}
