//! What `pki` finds wrong with a chain, a signature or a CRL, as messages: the same English as the faults themselves, which have
//! no other language. What is rare, or tells of bytes alone, stays as the fault says it.

use crate::language::{Arg, Message, Say, message};
use crate::pki::chain::Unknown;
use crate::pki::crl::{CrlSignatureFault, NotEntitled, OutOfScope, UnsupportedCrl};
use crate::pki::ocsp::OcspSignatureFault;
use crate::pki::path::{KeyPurpose, Lack, NameFault, PathFault};
use crate::pki::{LinkFault, SignatureFault, Version, Weakness};
use crate::vocabulary::Shown;

/// Why a chain is not known to be good.
pub fn unknown_words(unknown: &Unknown) -> Arg {
    match unknown {
        Unknown::Path(fault) => path_words(fault),
        Unknown::BrokenAbove => message!("words-fault-broken-above", "the chain breaks off above it").into(),
        other => Arg::from(other.to_string()),
    }
}

/// Why a path breaks at a certificate.
pub fn path_words(fault: &PathFault) -> Arg {
    match fault {
        PathFault::NoIssuer { issuer } => {
            Say::new(message!("words-fault-no-issuer", "no certificate at hand is its issuer, `{issuer}`"))
                .with("issuer", issuer.to_string())
                .into()
        }
        PathFault::NoAnchor => {
            message!("words-fault-no-anchor", "it is self-signed and none of the trust anchors").into()
        }
        PathFault::Signature(fault) => signature_words(fault),
        PathFault::NotYetValid { not_before } => {
            Say::new(message!("words-fault-not-yet-valid", "it is not valid before {not_before}"))
                .with("not_before", *not_before)
                .into()
        }
        PathFault::Expired { not_after } => {
            Say::new(message!("words-fault-expired", "it expired at {not_after}")).with("not_after", *not_after).into()
        }
        PathFault::Names(NameFault::Excluded { name, form, by }) => {
            Say::new(message!("words-fault-name-excluded", "the {form} `{name}` is excluded by `{by}`"))
                .with("form", form.to_string())
                .with("name", name)
                .with("by", by)
                .into()
        }
        PathFault::NotACa { version: Version::V3 } => {
            message!("words-fault-not-a-ca", "it issues certificates and is no CA by its basic constraints").into()
        }
        PathFault::TooManyBelow => {
            message!("words-fault-path-length", "a certificate above allows fewer CA certificates below itself").into()
        }
        PathFault::MayNotSign => {
            message!("words-fault-key-usage", "it issues certificates, and its key usage does not say so").into()
        }
        PathFault::CriticalExtension(oid) => Say::new(message!(
            "words-fault-critical-extension",
            "it has the critical extension {oid}, which is not known here"
        ))
        .with("oid", oid.to_string())
        .into(),
        PathFault::Unreadable(oid) => {
            Say::new(message!("words-fault-extension-unread", "its extension {oid} can't be read"))
                .with("oid", oid.to_string())
                .into()
        }
        PathFault::Purpose { purpose, lack } => {
            Say::new(message!("words-fault-purpose", "it is not for {purpose}: {lack}"))
                .with("purpose", purpose_words(*purpose))
                .with("lack", lack_words(*lack))
                .into()
        }
        PathFault::AnchorsIncomplete { above, unread } => Say::new(message!(
            "words-fault-anchors-incomplete",
            "no trust anchor that could be read is above `{above}`, and {unread} of the store could not be read"
        ))
        .with("above", above)
        .with("unread", *unread)
        .into(),
        other => Arg::from(other.to_string()),
    }
}

fn purpose_words(purpose: KeyPurpose) -> &'static Message {
    match purpose {
        KeyPurpose::Any => message!("words-for-any-purpose", "any purpose"),
        KeyPurpose::Server => message!("words-for-tls-servers", "TLS servers"),
        KeyPurpose::Client => message!("words-for-tls-clients", "TLS clients"),
        KeyPurpose::OcspSigning => message!("words-for-ocsp-signing", "signing OCSP answers"),
    }
}

fn lack_words(lack: Lack) -> &'static Message {
    match lack {
        Lack::ExtendedKeyUsage => {
            message!("words-fault-extended-key-usage", "its extended key usage names other purposes only")
        }
        Lack::KeyUsage => message!("words-fault-key-usage-forbids", "its key usage does not allow it"),
    }
}

/// Why a certificate is not another's issue.
fn link_words(fault: &LinkFault) -> Arg {
    match fault {
        LinkFault::WrongName { named, subject } => {
            Say::new(message!("words-fault-wrong-name", "issued by `{named}`, not by `{subject}`"))
                .with("named", named.to_string())
                .with("subject", subject.to_string())
                .into()
        }
        LinkFault::WrongKeyId { named, subject } => {
            Say::new(message!("words-fault-wrong-key-id", "signed with the issuer's key {named}, not with {subject}"))
                .with("named", named.to_string())
                .with("subject", subject.to_string())
                .into()
        }
        LinkFault::NotACa { issuer, .. } => {
            Say::new(message!("words-fault-issuer-no-ca", "`{issuer}` is no CA by its basic constraints"))
                .with("issuer", issuer)
                .into()
        }
        LinkFault::MayNotSign { issuer } => {
            Say::new(message!("words-fault-issuer-may-not", "`{issuer}` may not sign certificates by its key usage"))
                .with("issuer", issuer)
                .into()
        }
        LinkFault::Signature(fault) => signature_words(fault),
    }
}

/// Why a signature did not verify.
pub fn signature_words(fault: &SignatureFault) -> Arg {
    match fault {
        SignatureFault::Bad { scheme, key } => Say::new(message!(
            "words-fault-signature",
            "the signature ({scheme}) does not verify with the signer's key ({key})"
        ))
        .with("scheme", scheme.to_string())
        .with("key", key.to_string())
        .into(),
        SignatureFault::AlgorithmsDiffer { inner, outer } => {
            Say::new(message!("words-fault-algorithms", "the signed part names {inner}, the signature {outer}"))
                .with("inner", inner.to_string())
                .with("outer", outer.to_string())
                .into()
        }
        SignatureFault::KeyMismatch { scheme, key } => {
            Say::new(message!("words-fault-other-key", "the signature is {scheme}, the signer's key is {key}"))
                .with("scheme", scheme.to_string())
                .with("key", key.to_string())
                .into()
        }
        SignatureFault::Unsupported(unsupported) => Arg::from(unsupported.to_string()),
    }
}

/// Why a CRL is not verified.
pub fn crl_words(fault: &CrlSignatureFault) -> Arg {
    match fault {
        CrlSignatureFault::NoCandidate { issuer } => Say::new(message!(
            "words-fault-no-candidate",
            "no certificate at hand bears the name of the CRL's issuer, `{issuer}`"
        ))
        .with("issuer", issuer.to_string())
        .into(),
        CrlSignatureFault::KeyIdDiffers { candidate, named, has } => Say::new(message!(
            "words-fault-crl-key-id",
            "the CRL names the key {named}, and `{candidate}` has the key {has}"
        ))
        .with("named", named.to_string())
        .with("candidate", candidate)
        .with("has", has.to_string())
        .into(),
        CrlSignatureFault::MayNotSignCrls { candidate, why } => {
            Say::new(message!("words-fault-may-not-sign-crls", "`{candidate}` may not sign CRLs: {why}"))
                .with("candidate", candidate)
                .with("why", entitled_words(*why))
                .into()
        }
        CrlSignatureFault::Signature(fault) => signature_words(fault),
        other @ CrlSignatureFault::TooLong { .. } => Arg::from(other.to_string()),
    }
}

fn entitled_words(why: NotEntitled) -> &'static Message {
    match why {
        NotEntitled::KeyUsage => message!("words-fault-crl-key-usage", "its key usage does not say so"),
        NotEntitled::NotACa => {
            message!("words-fault-crl-no-ca", "it has no key usage, and is no CA by its basic constraints")
        }
        NotEntitled::Version(_) => {
            message!("words-fault-crl-version", "it is of a version before 3, and can't say so")
        }
    }
}

/// Why a CRL does not cover a certificate.
pub fn scope_words(why: &OutOfScope) -> Arg {
    match why {
        OutOfScope::Issuer { crl, certificate } => Say::new(message!(
            "words-fault-crl-issuer",
            "the CRL is issued by `{crl}`, the certificate by `{certificate}`"
        ))
        .with("crl", crl.to_string())
        .with("certificate", certificate.to_string())
        .into(),
        OutOfScope::DistributionPoint { published, wanted } => {
            Say::new(message!("words-fault-crl-point", "the CRL is for {published}, and {wanted} was asked for"))
                .with("published", points(published))
                .with("wanted", points(wanted))
                .into()
        }
        OutOfScope::OtherCrlIssuer => {
            message!("words-fault-other-crl-issuer", "the certificate leaves its CRLs to another issuer").into()
        }
        OutOfScope::UserOnly => {
            message!("words-fault-crl-users-only", "the CRL is for end entities only, and the certificate is a CA's")
                .into()
        }
        OutOfScope::CaOnly => {
            message!("words-fault-crl-cas-only", "the CRL is for CAs only, and the certificate is an end entity's")
                .into()
        }
        OutOfScope::AttributeOnly => {
            message!("words-fault-crl-attributes-only", "the CRL is for attribute certificates only").into()
        }
    }
}

fn points(names: &[Shown]) -> Arg {
    match names {
        [] => message!("words-no-distribution-point", "no distribution point").into(),
        names => Arg::List(names.to_vec()),
    }
}

/// Why it is not known whether a CRL covers a certificate.
pub fn unsupported_words(why: &UnsupportedCrl) -> Arg {
    match why {
        UnsupportedCrl::CriticalExtension(oid) => Say::new(message!(
            "words-fault-crl-extension",
            "the CRL has the critical extension {oid}, which is not known here"
        ))
        .with("oid", oid.to_string())
        .into(),
        UnsupportedCrl::CriticalEntryExtension(oid) => Say::new(message!(
            "words-fault-crl-entry-extension",
            "an entry has the critical extension {oid}, which is not known here"
        ))
        .with("oid", oid.to_string())
        .into(),
        UnsupportedCrl::Delta => {
            message!("words-fault-crl-delta", "it is a delta CRL, which says nothing without its base").into()
        }
        UnsupportedCrl::Indirect => {
            message!("words-fault-crl-indirect", "it is an indirect CRL, and the certificate is not at hand").into()
        }
        UnsupportedCrl::EntryIssuers => message!(
            "words-fault-crl-entry-issuers",
            "entries name a certificate issuer, and it does not say that it is an indirect CRL"
        )
        .into(),
        UnsupportedCrl::KindUnknown => message!(
            "words-fault-crl-kind",
            "it is for one kind of certificates, and a certificate of a version before 3 does not say which it is"
        )
        .into(),
        UnsupportedCrl::PointsUnreadable => {
            message!("words-fault-crl-points", "the certificate's distribution points can't be read").into()
        }
        UnsupportedCrl::NoUrl => {
            message!("words-fault-crl-no-url", "it is published under names that are no URLs").into()
        }
    }
}

/// Why an OCSP answer is not verified.
pub fn ocsp_words(fault: &OcspSignatureFault) -> Arg {
    match fault {
        OcspSignatureFault::NoResponder { responder } => Say::new(message!(
            "words-fault-no-responder",
            "the responder ({responder}) is neither the issuer nor one whose certificate came along"
        ))
        .with("responder", responder.to_string())
        .into(),
        OcspSignatureFault::NotCertified { responder, fault } => Say::new(message!(
            "words-fault-responder-not-certified",
            "the responder `{responder}` is not certified by the issuer: {fault}"
        ))
        .with("responder", responder)
        .with("fault", link_words(fault))
        .into(),
        OcspSignatureFault::NotDelegated { responder } => Say::new(message!(
            "words-fault-responder-not-delegated",
            "the responder `{responder}` is certified by the issuer, and not for OCSP"
        ))
        .with("responder", responder)
        .into(),
        OcspSignatureFault::CriticalExtension { responder, oid } => Say::new(message!(
            "words-fault-responder-extension",
            "the certificate of the responder `{responder}` has the critical extension {oid}, which is not known here"
        ))
        .with("responder", responder)
        .with("oid", oid.to_string())
        .into(),
        OcspSignatureFault::Signature(fault) => signature_words(fault),
    }
}

/// Why a signature that verified is weak, each reason.
pub fn weak_words(why: &[Weakness]) -> Arg {
    let words = |one: &Weakness| match one {
        Weakness::Sha1 => Arg::from("SHA-1"),
        Weakness::ShortRsaKey { bits } => {
            Say::new(message!("words-weak-rsa", "RSA key of {bits} bits")).with("bits", i64::from(*bits)).into()
        }
    };
    Arg::Each(why.iter().map(words).collect())
}
