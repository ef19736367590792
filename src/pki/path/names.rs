//! Name constraints along a path (RFC 5280 §4.2.1.10, §6.1): what the certificates above allow, and whether the next one
//! keeps to it. A name that can't be compared is never admitted. Whom a certificate is asked for is no question here, and
//! a common name that looks like a host is not taken for one.

use std::collections::BTreeMap;
use std::fmt;

use der::asn1::ObjectIdentifier;

use super::host::{Mailbox, UriHost};
use super::subtree::{Extent, Incomparable, NameForm, Presented, Subtree};
use crate::pki::certificate::Certificate;
use crate::pki::extensions::{Odd, known};
use crate::pki::general_name::GeneralName;
use crate::pki::tlv::{self, BadElement, Elements};
use crate::vocabulary::Shown;

/// The most comparisons of a name with a subtree for one certificate: the number at which Go's crypto/x509 and
/// rustls-webpki stop. Certificates of servers have some hundreds of names, and CAs some dozens of subtrees.
pub const MOST_COMPARISONS: usize = 250_000;

/// id-on-SmtpUTF8Mailbox, 1.3.6.1.5.5.7.8.9 (RFC 9598 §3).
const SMTP_UTF8_MAILBOX: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.8.9");

/// The value of a nameConstraints extension (RFC 5280 §4.2.1.10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameConstraints {
    permitted: Vec<Subtree>,
    excluded: Vec<Subtree>,
}

impl NameConstraints {
    /// Decodes the value of the extension.
    ///
    /// # Errors
    /// [`BadElement`] where the bytes are not exactly that: neither kind of subtrees, or an empty row of them, included.
    /// A subtree that is well-formed and can't be compared with names is decoded.
    pub fn decode(der: &[u8]) -> Result<Self, BadElement> {
        let mut fields = Elements::inside(der, tlv::SEQUENCE)?;
        let permitted = fields.optional(tlv::constructed(0))?;
        let excluded = fields.optional(tlv::constructed(1))?;
        fields.finish()?;
        if permitted.is_none() && excluded.is_none() {
            return Err(BadElement::Missing);
        }
        let subtrees = |field: Option<tlv::Element<'_>>| field.map_or(Ok(Vec::new()), |field| subtrees(field.value));
        Ok(Self { permitted: subtrees(permitted)?, excluded: subtrees(excluded)? })
    }

    /// The permitted subtrees. Empty where none are given, which permits everything.
    pub fn permitted(&self) -> &[Subtree] {
        &self.permitted
    }

    /// The excluded subtrees.
    pub fn excluded(&self) -> &[Subtree] {
        &self.excluded
    }
}

/// `GeneralSubtrees`: at least one.
fn subtrees(content: &[u8]) -> Result<Vec<Subtree>, BadElement> {
    let mut elements = Elements::of(content);
    let mut subtrees = Vec::new();
    while let Some(element) = elements.next()? {
        subtrees.push(Subtree::decode(element.raw)?);
    }
    if subtrees.is_empty() { Err(BadElement::Missing) } else { Ok(subtrees) }
}

/// What the certificates above allow (RFC 5280 §6.1.2(b), (c)). The default is everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamesAllowed {
    /// Each form that any certificate above constrains.
    forms: BTreeMap<NameForm, OneForm>,
}

/// What is allowed of one form of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OneForm {
    /// The subtrees of each certificate that permits any of this form: a name must lie in one of every certificate's.
    permitted: Vec<Vec<Subtree>>,
    /// A name must lie in none of these.
    excluded: Vec<Subtree>,
}

/// Why a certificate is not admitted by the name constraints above it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// A name lies in an excluded subtree (RFC 5280 §6.1.3(c)).
    #[error("the {form} `{name}` is excluded by `{by}`")]
    Excluded {
        /// The name of the certificate.
        name: Shown,
        /// Its form.
        form: NameForm,
        /// The subtree.
        by: Shown,
    },
    /// A name lies in none of the subtrees of its form that a certificate above permits (RFC 5280 §6.1.3(b)).
    #[error("the {form} `{name}` is not in {}", list(permitted))]
    NotPermitted {
        /// The name of the certificate.
        name: Shown,
        /// Its form.
        form: NameForm,
        /// The subtrees, all of one certificate.
        permitted: Vec<Shown>,
    },
    /// A URI without a host name: none, or an IP address. Under a constraint of URIs it must be refused (§4.2.1.10).
    #[error("the uniformResourceIdentifier `{name}` has no host name that a constraint could be applied to")]
    NoHostName {
        /// The URI.
        name: Shown,
    },
    /// A name can't be compared with a subtree of its form: nothing is known.
    #[error("the {form} `{name}` can't be compared with a name constraint: {why}")]
    Unsupported {
        /// The name of the certificate.
        name: Shown,
        /// Its form.
        form: NameForm,
        /// What stands in the way.
        why: Incomparable,
    },
    /// The alternative names can't be read, or stand twice, and names are constrained: nothing is known.
    #[error("the alternative names can't be read, and the certificates above constrain names")]
    AlternativeNamesUnreadable,
    /// So many comparisons would be needed that none was made: nothing is known.
    #[error("{comparisons} comparisons with name constraints would be needed, more than {MOST_COMPARISONS}")]
    TooMany {
        /// How many.
        comparisons: usize,
    },
}

impl NameFault {
    /// Whether the certificate breaks a constraint for certain. False where it can't be told, which is no admission.
    pub const fn is_breach(&self) -> bool {
        matches!(self, Self::Excluded { .. } | Self::NotPermitted { .. } | Self::NoHostName { .. })
    }
}

impl NamesAllowed {
    /// Adds what one more certificate demands of those below it (RFC 5280 §6.1.4(g)).
    pub fn narrow(&mut self, constraints: &NameConstraints) {
        let mut unions: BTreeMap<NameForm, Vec<Subtree>> = BTreeMap::new();
        for subtree in &constraints.permitted {
            unions.entry(subtree.form()).or_default().push(subtree.clone());
        }
        for (form, union) in unions {
            self.forms.entry(form).or_default().permitted.push(union);
        }
        for subtree in &constraints.excluded {
            self.forms.entry(subtree.form()).or_default().excluded.push(subtree.clone());
        }
    }

    /// Whether every name of a certificate is allowed (RFC 5280 §6.1.3(b), (c)). A self-issued certificate that is not
    /// the last of its path is not asked; that is the caller's to know.
    ///
    /// # Errors
    /// The first breach where there is one ([`NameFault::is_breach`]), otherwise the first thing that can't be told.
    pub fn admit(&self, certificate: &Certificate) -> Result<(), NameFault> {
        if self.forms.is_empty() {
            return Ok(());
        }
        let constrained: Vec<(Named<'_>, &OneForm)> = names(certificate)
            .into_iter()
            .filter_map(|name| self.forms.get(&name.form).map(|one| (name, one)))
            .collect();
        let counts: BTreeMap<_, _> = self.forms.iter().map(|(form, one)| (form, one.subtrees().count())).collect();
        let of_name = |(name, _): &(Named<'_>, _)| counts.get(&name.form).copied().unwrap_or_default();
        let comparisons = constrained.iter().map(of_name).fold(0, usize::saturating_add);
        if comparisons > MOST_COMPARISONS {
            return Err(NameFault::TooMany { comparisons });
        }
        let unreadable = certificate
            .odd()
            .iter()
            .any(|odd| matches!(odd, Odd::Extension(oid) | Odd::Duplicate(oid) if *oid == known::SUBJECT_ALT_NAME));
        let mut unknown = unreadable.then_some(NameFault::AlternativeNamesUnreadable);
        for (name, allowed) in &constrained {
            match allowed.admit(name) {
                Ok(()) => {}
                Err(fault) if fault.is_breach() => return Err(fault),
                Err(fault) => unknown = unknown.or(Some(fault)),
            }
        }
        unknown.map_or(Ok(()), Err)
    }
}

impl OneForm {
    fn admit(&self, name: &Named<'_>) -> Result<(), NameFault> {
        let form = name.form;
        let incomparable = self.subtrees().find_map(Subtree::incomparable);
        let unsupported = |why| NameFault::Unsupported { name: name.shown(), form, why };
        let presented = match &name.presented {
            Ok(Presented::Uri(UriHost::NotNamed)) => return Err(NameFault::NoHostName { name: name.shown() }),
            Ok(presented) => presented,
            // What is wrong with the subtree says more: a name of a form that is not compared is never read either.
            Err(why) => return Err(unsupported(incomparable.unwrap_or(*why))),
        };
        if let Some(subtree) = self.excluded.iter().find(|subtree| subtree.covers(presented, Extent::Part)) {
            return Err(NameFault::Excluded { name: name.shown(), form, by: subtree.shown().clone() });
        }
        // A subtree that can't be compared might be the one in which the name lies.
        let misses = |union: &&Vec<Subtree>| {
            union.iter().all(|subtree| subtree.incomparable().is_none() && !subtree.covers(presented, Extent::Whole))
        };
        if let Some(union) = self.permitted.iter().find(misses) {
            let permitted = union.iter().map(|subtree| subtree.shown().clone()).collect();
            return Err(NameFault::NotPermitted { name: name.shown(), form, permitted });
        }
        incomparable.map_or(Ok(()), |why| Err(unsupported(why)))
    }

    /// Every subtree, permitted or excluded.
    fn subtrees(&self) -> impl Iterator<Item = &Subtree> {
        self.permitted.iter().flatten().chain(&self.excluded)
    }
}

/// A name of a certificate.
struct Named<'a> {
    form: NameForm,
    text: &'a dyn fmt::Display,
    presented: Result<Presented<'a>, Incomparable>,
}

impl Named<'_> {
    fn shown(&self) -> Shown {
        Shown::new(&self.text.to_string())
    }
}

/// The names of a certificate to which constraints are applied.
fn names(certificate: &Certificate) -> Vec<Named<'_>> {
    let mut names = Vec::new();
    let subject = certificate.subject();
    if !subject.is_empty() {
        let presented = Ok(Presented::Directory(subject));
        names.push(Named { form: NameForm::DIRECTORY, text: subject, presented });
    }
    // RFC 5280 §4.2.1.10: constraints of rfc822Name are applied to the subject's emailAddress attributes where the
    // certificate does not include a subject alternative name; of whichever form, so the whole extension decides.
    if certificate.extensions().get(&known::SUBJECT_ALT_NAME).is_none() {
        names.extend(subject.mail_addresses().iter().map(|address| {
            let presented = Mailbox::read(address).map(Presented::Mail).ok_or(Incomparable::NameUnreadable);
            Named { form: NameForm::MAIL, text: address, presented }
        }));
    }
    for name in certificate.subject_alternative_names() {
        let presented = Presented::read(name);
        // RFC 9598 §6: constraints of rfc822Name hold for mail addresses beyond ASCII too, which are not compared here.
        if is_mailbox_beyond_ascii(name) {
            names.push(Named { form: NameForm::MAIL, text: name, presented: presented.clone() });
        }
        names.push(Named { form: NameForm::of(name), text: name, presented });
    }
    names
}

/// Whether a name is an otherName of the type id-on-SmtpUTF8Mailbox (RFC 9598 §3), or one whose type can't be read.
fn is_mailbox_beyond_ascii(name: &GeneralName) -> bool {
    NameForm::of(name) == NameForm::OTHER
        && Elements::inside(name.der(), tlv::constructed(0))
            .and_then(|mut fields| fields.expect(tlv::OID))
            .map_or(true, |kind| *kind.value == *SMTP_UTF8_MAILBOX.as_bytes())
}

fn list(subtrees: &[Shown]) -> String {
    subtrees.iter().map(|subtree| format!("`{subtree}`")).collect::<Vec<_>>().join(" or ")
}
