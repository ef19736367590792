//! The service's certificate before and after, as far as the policy tells, held against what a connector names. It gives no
//! finding: that stands beside it.

use crate::observation::{CertificateName, DomainCapabilities};
use crate::pki::{Name, WrittenName};
use crate::policy::{Policy, Presented, Side};
use crate::vocabulary::Shown;

/// Whether a value fits the service's certificate on one side of the cutover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fits {
    /// It does not.
    No,
    /// The policy does not tell.
    Unknown,
    /// It does.
    Yes,
}

impl Fits {
    fn when(fits: bool) -> Self {
        if fits { Self::Yes } else { Self::No }
    }
}

/// Whether a value fits until the cutover, and from it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) before: Fits,
    pub(super) after: Fits,
}

impl Sides {
    const BOTH: Self = Self { before: Fits::Yes, after: Fits::Yes };
    const UNKNOWN: Self = Self { before: Fits::Unknown, after: Fits::Unknown };

    /// Both must hold: the worse counts.
    fn and(self, other: Self) -> Self {
        Self { before: self.before.min(other.before), after: self.after.min(other.after) }
    }
}

/// What the policy says of the service's certificate.
pub(super) struct Service<'a>(pub(super) &'a Policy);

impl Service<'_> {
    /// Every name of the service that the policy says, of both sides. Empty where it says none.
    pub(super) fn names(&self) -> Vec<&str> {
        self.0.presents.iter().flat_map(names_of).collect()
    }

    /// The names on one side. None where the policy does not say what is presented then.
    pub(super) fn names_on(&self, side: Side) -> Option<Vec<&str>> {
        self.0.presents.iter().find(|one| one.side == side).map(|one| names_of(one).collect())
    }

    /// Whether one of the service's names is meant. It is taken to be, where the policy says none.
    pub(super) fn is_named(&self, host: &str) -> bool {
        let names = self.names();
        names.is_empty() || names.iter().any(|name| fit(host, name))
    }

    /// Whether a host is the service's: one of its names, or a name below one, as each tenant of Exchange Online has.
    pub(super) fn has(&self, host: &str) -> bool {
        self.names().iter().any(|name| fit(host, name) || fit(&format!("*.{name}"), host))
    }

    /// Whether a value of `TlsDomainCapabilities` is about the service: by its name, or by an issuer that the policy knows.
    pub(super) fn is_meant(&self, value: &DomainCapabilities) -> bool {
        let by_domain = value.domain.as_ref().is_some_and(|domain| self.is_named(domain.as_str()));
        by_domain || value.certificate.as_ref().is_some_and(|name| self.is_certificate(name) || self.knows_issuer(name))
    }

    /// Whether a certificate is the service's by its common name, or by the host's name that stands for it.
    pub(super) fn is_certificate(&self, name: &CertificateName) -> bool {
        match (&name.subject, &name.issuer) {
            (None, None) => self.is_named(name.text.as_str()),
            (None, Some(_)) => false,
            (Some(subject), _) => common_name(subject).is_some_and(|name| self.is_named(name.as_str())),
        }
    }

    fn knows_issuer(&self, name: &CertificateName) -> bool {
        name.issuer.as_ref().is_some_and(|issuer| self.issuer(issuer) != Sides::UNKNOWN)
    }

    /// Whether an issuer's name is one of those that the service leaves.
    pub(super) fn is_retiring_issuer(&self, name: &CertificateName) -> bool {
        let sides = name.issuer.as_ref().map(|issuer| self.issuer(issuer));
        sides == Some(Sides { before: Fits::Yes, after: Fits::No })
    }

    /// Whether what a certificate's name pins fits the service's.
    pub(super) fn sides(&self, name: &CertificateName) -> Sides {
        let issuer = name.issuer.as_ref().map_or(Sides::BOTH, |issuer| self.issuer(issuer));
        issuer.and(name.subject.as_ref().map_or(Sides::BOTH, |subject| self.subject(subject)))
    }

    /// An issuer that is neither among the anchors nor below them may be of either side: a policy need not list every one.
    fn issuer(&self, text: &Shown) -> Sides {
        let Some(written) = WrittenName::read(text.as_str()) else { return Sides::UNKNOWN };
        let is = |name: &Name| written.is(name);
        let retiring = self.0.retiring.iter().flat_map(|one| &one.known).any(|one| is(one.subject()));
        let incoming = self.0.incoming.iter().flat_map(|one| &one.known).any(|one| is(one.subject()));
        let between = self.0.intermediates.iter().any(|one| is(one.certificate.subject()));
        match (retiring, incoming || between) {
            (false, false) => Sides::UNKNOWN,
            (before, after) => Sides { before: Fits::when(before), after: Fits::when(after) },
        }
    }

    /// Of a subject, the policy knows common name, organisation and unit.
    fn subject(&self, text: &Shown) -> Sides {
        let Some(written) = WrittenName::read(text.as_str()) else { return Sides::UNKNOWN };
        let on = |side| {
            let Some(said) = self.0.presents.iter().find(|one| one.side == side) else { return Fits::Unknown };
            let named = written.common_name().is_some_and(|name| name.as_str().eq_ignore_ascii_case(&said.common_name));
            let organised = same(written.organisation(), said.organisation.as_deref());
            Fits::when(named && organised && same(written.unit(), said.unit.as_deref()))
        };
        Sides { before: on(Side::Retiring), after: on(Side::Incoming) }
    }
}

/// The common name of a subject in text. None where there is none, or the text is no name.
pub(super) fn common_name(subject: &Shown) -> Option<Shown> {
    WrittenName::read(subject.as_str())?.common_name().cloned()
}

fn names_of(presented: &Presented) -> impl Iterator<Item = &str> {
    std::iter::once(presented.common_name.as_str()).chain(presented.names.iter().map(String::as_str))
}

fn same(written: Option<&Shown>, said: Option<&str>) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    written.map(|text| words(text.as_str())) == said.map(words)
}

/// Whether a name that a connector gives and one of a certificate mean a common host. Either may be a wildcard: a certificate's
/// stands for one label (RFC 9525 §6.3), a connector's for every name below (Microsoft, `Set-SendConnector -TlsDomain`).
pub(super) fn fit(given: &str, of_certificate: &str) -> bool {
    let (given, of_certificate) = (given.trim().to_ascii_lowercase(), of_certificate.trim().to_ascii_lowercase());
    let below = |name: &str, pattern: &str| {
        let above = pattern.strip_prefix("*.");
        above.and_then(|above| name.strip_suffix(above)?.strip_suffix('.').map(str::to_owned))
    };
    let one_label = below(&given, &of_certificate).is_some_and(|label| !label.is_empty() && !label.contains('.'));
    given == of_certificate || one_label || below(&of_certificate, &given).is_some_and(|labels| !labels.is_empty())
}
