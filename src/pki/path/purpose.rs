//! What a certificate is to be used for, and whether it and those above it are for that (RFC 5280 §4.2.1.3, §4.2.1.12).

use std::fmt;

use der::asn1::ObjectIdentifier;

use crate::pki::certificate::Certificate;
use crate::pki::extensions::known;

/// What the target of a path is to be used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyPurpose {
    /// Anything: no extended key usage is asked for.
    #[default]
    Any,
    /// To authenticate a TLS server (id-kp-serverAuth).
    Server,
    /// To authenticate a TLS client (id-kp-clientAuth), as Exchange Online does where it delivers mail to a host.
    Client,
    /// To sign OCSP answers (id-kp-OCSPSigning), which must be named: no wider purpose includes it (RFC 6960 §4.2.2.2).
    OcspSigning,
}

/// What a certificate lacks for a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Lack {
    /// Its extended key usage names other purposes only.
    #[error("its extended key usage names other purposes only")]
    ExtendedKeyUsage,
    /// Its key usage does not allow what the purpose needs of the key.
    #[error("its key usage does not allow it")]
    KeyUsage,
}

impl KeyPurpose {
    /// Its word on the command line and in machine-readable output.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Server => "server",
            Self::Client => "client",
            Self::OcspSigning => "ocsp-signing",
        }
    }

    const fn oid(self) -> Option<ObjectIdentifier> {
        match self {
            Self::Any => None,
            Self::Server => Some(known::SERVER_AUTH),
            Self::Client => Some(known::CLIENT_AUTH),
            Self::OcspSigning => Some(known::OCSP_SIGNING),
        }
    }

    /// Whether a certificate's extended key usage leaves it to the key: it names it, names any, or is absent (RFC 5280
    /// §4.2.1.12).
    pub fn is_named_by(self, certificate: &Certificate) -> bool {
        self.oid().is_none_or(|purpose| certificate.has_purpose(&purpose)) || is_general(certificate)
    }

    /// Whether a target's own extensions are for it.
    pub(super) fn allowed_by_target(self, target: &Certificate) -> Result<(), Lack> {
        let Some(purpose) = self.oid() else { return Ok(()) };
        let named = target.has_purpose(&purpose);
        let general = self != Self::OcspSigning && is_general(target);
        if !named && !general {
            return Err(Lack::ExtendedKeyUsage);
        }
        let usage = target.key_usage();
        let allowed = match self {
            Self::Any => true,
            // A TLS server signs its key exchange, or is sent the keys encrypted (RFC 5246 §7.4.2).
            Self::Server => usage.may_sign_data() || usage.may_receive_keys(),
            Self::Client => usage.may_sign_data() || usage.may_agree_on_keys(),
            Self::OcspSigning => usage.may_sign_data() || usage.may_commit(),
        };
        if allowed { Ok(()) } else { Err(Lack::KeyUsage) }
    }

    /// Whether an issuer's extended key usage leaves it to those below. RFC 5280 gives that extension no meaning in a CA's
    /// certificate; Windows, Mozilla and OpenSSL all read it as a restriction of what is below. OCSP signing is delegated
    /// by the issuer itself, whose own purposes need not name it.
    pub(super) fn allowed_by_issuer(self, issuer: &Certificate) -> Result<(), Lack> {
        match (self, self.oid()) {
            (Self::Any | Self::OcspSigning, _) | (_, None) => Ok(()),
            (_, Some(purpose)) if issuer.has_purpose(&purpose) || is_general(issuer) => Ok(()),
            (_, Some(_)) => Err(Lack::ExtendedKeyUsage),
        }
    }
}

/// Whether the extended key usage restricts nothing: it is absent, or names anyExtendedKeyUsage.
fn is_general(certificate: &Certificate) -> bool {
    certificate.extended_key_usage().is_none() || certificate.has_purpose(&known::ANY_EXTENDED_KEY_USAGE)
}

impl fmt::Display for KeyPurpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Any => "any purpose",
            Self::Server => "TLS servers",
            Self::Client => "TLS clients",
            Self::OcspSigning => "signing OCSP answers",
        })
    }
}
