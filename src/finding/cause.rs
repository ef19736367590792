//! The stable cause beside a finding's sentence: monitors and tests read this, never the prose. Listed in
//! `docs/json-v1.md`; new ones are added, none changes its meaning.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A word that is no cause.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no cause that this version knows")]
pub struct UnknownCause(pub String);

macro_rules! causes {
    ($($(#[$doc:meta])* $name:ident => $word:literal,)+) => {
        /// Why a finding is as it is, one step finer than its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Cause {
            $($(#[$doc])* $name,)+
            /// `status-NNN`: an HTTP status that is no success (RFC 9110 §15).
            Status(u16),
        }

        impl Cause {
            /// All causes but the numbered `status-NNN`.
            pub const NAMED: &'static [Self] = &[$(Self::$name,)+];
        }

        impl fmt::Display for Cause {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$name => f.write_str($word),)+
                    Self::Status(status) => write!(f, "status-{status}"),
                }
            }
        }

        impl FromStr for Cause {
            type Err = UnknownCause;

            fn from_str(word: &str) -> Result<Self, UnknownCause> {
                match word {
                    $($word => Ok(Self::$name),)+
                    other => other
                        .strip_prefix("status-")
                        .filter(|digits| digits.len() == 3)
                        .and_then(|digits| digits.parse().ok())
                        .filter(|status| (100..=999).contains(status))
                        .map(Self::Status)
                        .ok_or_else(|| UnknownCause(other.to_owned())),
                }
            }
        }
    };
}

causes! {
    /// The resolver says that the name does not exist (RFC 1035 RCODE 3).
    DnsNxdomain => "dns-nxdomain",
    /// The name exists and has no address.
    DnsNodata => "dns-nodata",
    /// The resolver failed (RCODE 2), or failed for a passing reason that the system does not tell apart.
    DnsServfail => "dns-servfail",
    /// The resolver refuses the question (RCODE 5).
    DnsRefused => "dns-refused",
    /// The resolver did not answer in time.
    DnsTimeout => "dns-timeout",
    /// The resolver gives an address to a query of our own, and this host's own resolution finds none.
    DnsLocal => "dns-local",
    /// The name resolves to 0.0.0.0, a loopback or a private address, which no public CA host has.
    DnsSinkhole => "dns-sinkhole",
    /// No answer to the connection attempt: what a DROP rule looks like.
    ConnectTimeout => "connect-timeout",
    /// Connection refused: a closed port, or a REJECT with reset.
    ConnectRefused => "connect-refused",
    /// The connection was reset while it was being set up.
    ConnectReset => "connect-reset",
    /// ICMP says that the host or network can't be reached.
    ConnectUnreachable => "connect-unreachable",
    /// ICMP says administratively prohibited, or the local filter forbids it.
    ConnectProhibited => "connect-prohibited",
    /// No route leads to the address: this host has none, or a router says so.
    NoRoute => "no-route",
    /// Connected, sent, and no complete answer head in time.
    ExchangeTimeout => "exchange-timeout",
    /// The connection was reset after it stood and before an answer.
    ExchangeReset => "exchange-reset",
    /// The connection was closed without one byte of an answer.
    ExchangeEmpty => "exchange-empty",
    /// What came back is not HTTP.
    NotHttp => "not-http",
    /// Redirects lead back to a URL that was visited.
    RedirectLoop => "redirect-loop",
    /// A redirect leads to a page on another host: a sign-in portal or a block page.
    RedirectPortal => "redirect-portal",
    /// More redirects than are followed, or one from https to http.
    RedirectLimit => "redirect-limit",
    /// A redirect leads from http to https, which a client that has yet to learn of revocation does not follow.
    RedirectHttps => "redirect-https",
    /// The body ended before its announced length.
    BodyTruncated => "body-truncated",
    /// The connection was reset within the body.
    BodyReset => "body-reset",
    /// The body stopped coming.
    BodyStalled => "body-stalled",
    /// The body is larger than is taken.
    BodyTooLarge => "body-too-large",
    /// The body has no bytes.
    BodyEmpty => "body-empty",
    /// Bytes stand after the end of the DER object within the body.
    BodyTrailingBytes => "body-trailing-bytes",
    /// The body is PEM where DER is required (RFC 5280 §4.2.1.13).
    BodyPem => "body-pem",
    /// The body is a gzip stream.
    BodyGzip => "body-gzip",
    /// The body is an HTML page.
    BodyHtml => "body-html",
    /// The body is a page of a known filtering product.
    BlockPage => "block-page",
    /// The content type is another one than the protocol says (RFC 6960 A.1, RFC 2585 §4).
    WrongContentType => "wrong-content-type",
    /// A strict decoder stops here; that is no proof of forgery.
    NotUnderstood => "not-understood",
    /// The object names, or was made for, another issuer.
    WrongIssuer => "wrong-issuer",
    /// The signature does not verify under the issuer's key.
    BadSignature => "bad-signature",
    /// The signature verifies and is weak: SHA-1, or a short RSA key.
    WeakSignature => "weak-signature",
    /// nextUpdate has passed, or is missing and the age is beyond bounds.
    Stale => "stale",
    /// thisUpdate lies ahead of the observation.
    NotYetValid => "not-yet-valid",
    /// The CRL does not cover this certificate: another shard, kind or distribution point.
    WrongScope => "wrong-scope",
    /// The certificate is revoked.
    Revoked => "revoked",
    /// OCSP status tryLater (RFC 6960 §4.2.1).
    OcspTryLater => "ocsp-try-later",
    /// OCSP status unauthorized.
    OcspUnauthorized => "ocsp-unauthorized",
    /// OCSP status malformedRequest.
    OcspMalformedRequest => "ocsp-malformed-request",
    /// OCSP status internalError.
    OcspInternalError => "ocsp-internal-error",
    /// OCSP status sigRequired.
    OcspSigRequired => "ocsp-sig-required",
    /// The responder does not know the certificate.
    OcspUnknown => "ocsp-unknown",
    /// The proxy asks for credentials (407).
    ProxyAuth => "proxy-auth",
    /// The proxy denies the request.
    ProxyDenied => "proxy-denied",
    /// The proxy can't resolve the host.
    ProxyDns => "proxy-dns",
    /// The proxy can't be reached, or can't reach the host.
    ProxyConnect => "proxy-connect",
    /// The presented TLS chain does not end in a trusted root.
    TlsUntrusted => "tls-untrusted",
    /// The presented TLS chain ends in a root that is not the expected one.
    TlsIntercepted => "tls-intercepted",
    /// TLS could not be set up.
    TlsHandshake => "tls-handshake",
    /// The run's deadline came first.
    Deadline => "deadline",
    /// The run was interrupted.
    Interrupted => "interrupted",
    /// The root is in no store that counts.
    RootAbsent => "root-absent",
    /// The root is in the Disallowed store.
    RootDisallowed => "root-disallowed",
    /// A store property constrains the root's use or date.
    RootConstrained => "root-constrained",
    /// The root is in a store that the service does not read.
    RootWrongStore => "root-wrong-store",
    /// A certificate bears the root's name and another key.
    RootLookalike => "root-lookalike",
    /// The root is absent and would be fetched on demand.
    RootOnDemand => "root-on-demand",
    /// Windows' own chain engine does not say what the stores say.
    OsDisagrees => "os-disagrees",
    /// Windows' own retrieval brings nothing.
    RetrievalFailed => "retrieval-failed",
    /// The transport runs since before the root came.
    RestartPending => "restart-pending",
    /// The run's account is not one under which the service runs.
    OtherAccount => "other-account",
    /// Exchange's own proxy is not the one that CryptoAPI takes.
    UnusedProxy => "unused-proxy",
    /// A setting of the host could not be read.
    SettingUnread => "setting-unread",
    /// The automatic root update is off.
    RootUpdateOff => "root-update-off",
    /// Part of the store could not be read.
    StoreIncomplete => "store-incomplete",
    /// The intermediate is not in the store.
    IntermediateAbsent => "intermediate-absent",
    /// The validity of a certificate has ended.
    Expired => "expired",
    /// The validity of a certificate begins after the cutover.
    NotYetValidAtCutover => "not-yet-valid-at-cutover",
    /// The path to a trust anchor breaks a rule of RFC 5280 §6.1.
    PathInvalid => "path-invalid",
    /// Another policy has taken this one's place.
    PolicySuperseded => "policy-superseded",
    /// The policy's review date has passed.
    PolicyReviewDue => "policy-review-due",
    /// The server offers no STARTTLS.
    StarttlsAbsent => "starttls-absent",
    /// A middlebox has removed STARTTLS.
    StarttlsStripped => "starttls-stripped",
    /// The server refuses STARTTLS.
    StarttlsRefused => "starttls-refused",
    /// Bytes came in the clear where TLS has to begin.
    StarttlsInjected => "starttls-injected",
    /// An SMTP server refuses before TLS could be asked for.
    SmtpRefused => "smtp-refused",
    /// What came back is not SMTP.
    NotSmtp => "not-smtp",
    /// The domain says that it takes no mail.
    NoMail => "no-mail",
    /// The presented certificate says another organisation, unit or key than the policy.
    IdentityDiffers => "identity-differs",
    /// TLS below 1.2.
    TlsTooOld => "tls-too-old",
    /// Key exchange without forward secrecy.
    NoForwardSecrecy => "no-forward-secrecy",
    /// The presented certificate bears other names.
    NameMismatch => "name-mismatch",
    /// The presented chain leads to another root.
    WrongRoot => "wrong-root",
    /// What is to be this host's own certificate is not there, or holds none.
    CertificateAbsent => "certificate-absent",
    /// The host's own certificate has no private key.
    PrivateKeyAbsent => "private-key-absent",
    /// The service may not read the private key of the host's own certificate.
    PrivateKeyRefused => "private-key-refused",
    /// A certificate's extended key usage leaves out a use that is made of it.
    PurposeMissing => "purpose-missing",
    /// The CA will issue no certificate any more that is good for clients as well.
    ClientUseEnds => "client-use-ends",
    /// Exchange's own log says that it refused the client's chain.
    ChainRefused => "chain-refused",
    /// A connector pins the retiring issuer or subject.
    PinnedIssuer => "pinned-issuer",
    /// The host's clock differs from that of the servers.
    ClockSkew => "clock-skew",
    /// The run was narrowed by `--only` or `--skip`.
    PartialRun => "partial-run",
    /// Our own disk failed.
    HostIo => "host-io",
    /// A certificate names a host that the policy's endpoints lack.
    EndpointUnlisted => "endpoint-unlisted",
    /// The exchange took longer than the client allows.
    TooSlow => "too-slow",
    /// GET and POST give different outcomes at one responder.
    MethodDiffers => "method-differs",
    /// The policy's levels lower a failure.
    LevelLowered => "level-lowered",
    /// A waiver has expired.
    WaiverExpired => "waiver-expired",
    /// A waiver matches no finding.
    WaiverUnused => "waiver-unused",
    /// The cutover is near.
    LeadTimeShort => "lead-time-short",
    /// The validity ends soon after the cutover.
    ExpiresSoon => "expires-soon",
    /// A root programme has stopped trusting the root, or will.
    RootDistrusted => "root-distrusted",
    /// nextUpdate lies before the cutover: the endpoint must still be reachable then.
    RefreshNeeded => "refresh-needed",
    /// An older CRL came than the one of the baseline.
    RolledBack => "rolled-back",
    /// Two CRLs of one key bear one number and differ in thisUpdate.
    NumberReused => "number-reused",
    /// The CRL of the baseline was signed with another key.
    OtherSigner => "other-signer",
    /// The baseline is of another host, another policy or a later time.
    OtherBaseline => "other-baseline",
    /// A connector may send without TLS, or without what it asks of a certificate.
    PlaintextFallback => "plaintext-fallback",
    /// TLS is forced in one direction of mail only.
    OneDirection => "one-direction",
    /// A connector of a hybrid organisation does not keep the headers by which mail counts as internal.
    HeadersDropped => "headers-dropped",
}

impl Cause {
    /// Whether it is what a proxy says of itself, or that it can't be reached.
    pub const fn is_of_the_proxy(self) -> bool {
        matches!(self, Self::ProxyAuth | Self::ProxyDenied | Self::ProxyDns | Self::ProxyConnect)
    }
}

impl Serialize for Cause {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cause {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}
