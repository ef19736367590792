//! The connectors of Exchange and Exchange Online, as their own cmdlets describe them. What `--connectors` gave, and no word on
//! what a setting leads to.

use crate::vocabulary::Shown;

/// A connector. A setting is None where the file does not say it, or says that it has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connector {
    /// Which cmdlet gave it.
    pub kind: ConnectorKind,
    /// Its name.
    pub name: Shown,
    /// Whether it is in use.
    pub enabled: Option<bool>,
    /// `ConnectorType`: `Partner` or `OnPremises` of Exchange Online's, `Default` or `XPremises` of a send connector.
    pub category: Option<Shown>,
    /// `Fqdn`: the name that it gives in EHLO or in its banner.
    pub fqdn: Option<Shown>,
    /// `RequireTLS`.
    pub require_tls: Option<bool>,
    /// `IgnoreSTARTTLS`, of a send connector.
    pub ignore_starttls: Option<bool>,
    /// `DomainSecureEnabled`: both sides must prove by certificate who they are.
    pub domain_secure: Option<bool>,
    /// `TlsAuthLevel` of a send connector, `TlsSettings` of an outbound one.
    pub level: Option<TlsAuthLevel>,
    /// `TlsDomain`: the name that the other side's certificate is held to.
    pub tls_domain: Option<Shown>,
    /// `TlsCertificateName`: the certificate that Exchange itself presents there.
    pub own_certificate: Option<CertificateName>,
    /// `TlsDomainCapabilities` of a receive connector: what is granted to whom.
    pub capabilities: Vec<DomainCapabilities>,
    /// `TlsSenderCertificateName` of an inbound connector: the certificate that the sender presents to Exchange Online.
    pub sender_certificate: Option<CertificateName>,
    /// `RestrictDomainsToCertificate`, of an inbound connector.
    pub restrict_to_certificate: Option<bool>,
    /// `CloudServicesMailEnabled`.
    pub cloud_services_mail: Option<bool>,
    /// `AddressSpaces`, `SenderDomains` or `RecipientDomains`, without type and cost (`SMTP:`, `;1`).
    pub domains: Vec<Shown>,
    /// `SmartHosts`, of a send or an outbound connector.
    pub smart_hosts: Vec<Shown>,
}

/// Which cmdlet gave a connector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConnectorKind {
    /// `Get-SendConnector`: Exchange sends.
    Send,
    /// `Get-ReceiveConnector`: Exchange receives.
    Receive,
    /// `Get-InboundConnector`: Exchange Online receives.
    Inbound,
    /// `Get-OutboundConnector`: Exchange Online sends.
    Outbound,
}

impl ConnectorKind {
    /// What it is called: `send connector`, `receive connector`, `inbound connector`, `outbound connector`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Send => "send connector",
            Self::Receive => "receive connector",
            Self::Inbound => "inbound connector",
            Self::Outbound => "outbound connector",
        }
    }
}

/// How much the sender asks of the other side's certificate (Microsoft, `Set-SendConnector -TlsAuthLevel`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TlsAuthLevel {
    /// Nothing.
    EncryptionOnly,
    /// Chain and revocation.
    CertificateValidation,
    /// Chain, revocation and name.
    DomainValidation,
}

impl TlsAuthLevel {
    /// The word of the cmdlets.
    pub const fn word(self) -> &'static str {
        match self {
            Self::EncryptionOnly => "EncryptionOnly",
            Self::CertificateValidation => "CertificateValidation",
            Self::DomainValidation => "DomainValidation",
        }
    }
}

/// A certificate as a connector names it: a host's name, or `<I>ISSUER<S>SUBJECT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateName {
    /// The value as it stands in the file, or as the cmdlets would write it.
    pub text: Shown,
    /// What stands behind `<I>`: a distinguished name in the order of Windows, the common name first.
    pub issuer: Option<Shown>,
    /// What stands behind `<S>`, in the same form.
    pub subject: Option<Shown>,
}

/// A value of `TlsDomainCapabilities`: `DOMAIN:CAPABILITY`, `<I>ISSUER<S>SUBJECT:CAPABILITY`, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainCapabilities {
    /// The whole value, as [`CertificateName::text`].
    pub text: Shown,
    /// The name that the other side's certificate must have. None where the value names the certificate alone.
    pub domain: Option<Shown>,
    /// The certificate, where the value names it. None where any certificate of that name will do.
    pub certificate: Option<CertificateName>,
    /// What is granted: `AcceptCloudServicesMail` for instance.
    pub granted: Vec<Shown>,
}
