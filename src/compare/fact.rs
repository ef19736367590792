//! A fact that is otherwise in the later report: what it is about, and how it was and is. Whether that is good or bad is for
//! the reader to say, but for a CRL's number that went back.

use std::collections::BTreeSet;

use crate::vocabulary::Shown;

/// A fact that changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Which kind.
    pub kind: FactKind,
    /// What it is about: a URL, a root's label, a service; a word where there is one of it.
    pub about: Shown,
    /// How it was. None where there was none, or where a list changed.
    pub before: Option<Shown>,
    /// How it is. None likewise.
    pub after: Option<Shown>,
    /// Of a list, what is there now and was not.
    pub added: Vec<Shown>,
    /// Of a list, what was there and is not.
    pub removed: Vec<Shown>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident => $word:literal, $title:literal;)+) => {
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
            pub const fn title(self) -> &'static str {
                match self {
                    $(Self::$name => $title,)+
                }
            }
        }
    };
}

kinds! {
    /// The number of a CRL of the same key went back.
    CrlNumberBack => "crl-number-back", "CRL number went back";
    /// The same number, and another thisUpdate.
    CrlNumberReused => "crl-number-reused", "CRL number used twice";
    /// Without two numbers to compare, an earlier thisUpdate of the same key.
    CrlOlder => "crl-older", "older CRL";
    /// A CRL has a number now and had none, or the other way round.
    CrlNumbered => "crl-numbered", "CRL number";
    /// Another key signs.
    SignerKey => "signer-key", "signer's key";
    /// Signed data that verified is there now and was not, or the other way round.
    SignedData => "signed-data", "signed data";
    /// The same level, for another cause.
    Cause => "cause", "cause";
    /// Another level, and neither asks for attention.
    Level => "level", "level";
    /// The same waiver with another end or reason.
    Waiver => "waiver", "waiver";
    /// A check that the earlier report's version did not have, or that was not asked then.
    NewCheck => "new-check", "new check";
    /// The addresses of an endpoint or a service.
    Addresses => "addresses", "addresses";
    /// Where a trust anchor or an intermediate stands.
    RootStores => "root-stores", "in the stores";
    /// A trust anchor of the policy.
    Root => "root", "trust anchor";
    /// An intermediate of the policy, or among what a service presents.
    Intermediate => "intermediate", "intermediate";
    /// The certificate that a service presents.
    Presented => "presented", "presents";
    /// In whose root that ends.
    PresentedRoot => "presented-root", "presents under";
    /// The version of TLS.
    TlsVersion => "tls-version", "TLS version";
    /// A service that was asked.
    Service => "service", "services";
    /// An endpoint that was planned.
    Endpoint => "endpoint", "endpoints";
    /// The proxy before an endpoint.
    Proxy => "proxy", "proxy";
    /// The way out.
    Route => "route", "route";
    /// Whose trust store was read.
    StoreOrigin => "store-origin", "trust store";
    /// How many certificates it holds.
    StoreCertificates => "store-certificates", "certificates in it";
    /// How many parts of it could not be read.
    StoreUnread => "store-unread", "parts of it unread";
    /// The policy's id, title or text.
    Policy => "policy", "policy";
    /// The cutover.
    Cutover => "cutover", "cutover";
    /// What was judged.
    Purpose => "purpose", "judged";
    /// Where the rotation stands.
    Phase => "phase", "phase";
    /// The client profile.
    Client => "client", "client";
    /// The host.
    Host => "host", "host";
    /// The account.
    Account => "account", "account";
    /// The operating system.
    Os => "os", "system";
    /// The version of certready.
    Tool => "tool", "certready";
    /// The number of a CRL went forward.
    CrlNumberForward => "crl-number-forward", "CRL number";
    /// A notice came or went.
    Notice => "notice", "notice";
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
    /// A value that changed. None where it did not.
    pub(super) fn value(
        kind: FactKind,
        about: impl Into<Shown>,
        before: Option<Shown>,
        after: Option<Shown>,
    ) -> Option<Self> {
        (before != after).then(|| Self {
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
        about: impl Into<Shown>,
        before: &BTreeSet<Shown>,
        after: &BTreeSet<Shown>,
    ) -> Option<Self> {
        let added: Vec<Shown> = after.difference(before).cloned().collect();
        let removed: Vec<Shown> = before.difference(after).cloned().collect();
        let changed = !(added.is_empty() && removed.is_empty());
        changed.then(|| Self { kind, about: about.into(), before: None, after: None, added, removed })
    }
}
