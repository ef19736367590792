//! The connectors, as version 1 writes them.

use serde::{Deserialize, Serialize};

use super::bounded::{List, words};
use crate::observation as seen;
use crate::vocabulary::Shown;

/// The most connectors: as many as the command line takes.
pub(super) const CONNECTORS: usize = 2_000;

/// The most values of one setting: as many as the command line takes.
const VALUES: usize = 1_000;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Connector {
    kind: Kind,
    name: Shown,
    enabled: Option<bool>,
    category: Option<Shown>,
    fqdn: Option<Shown>,
    require_tls: Option<bool>,
    ignore_starttls: Option<bool>,
    domain_secure: Option<bool>,
    level: Option<Level>,
    tls_domain: Option<Shown>,
    own_certificate: Option<CertificateName>,
    capabilities: List<DomainCapabilities, VALUES>,
    sender_certificate: Option<CertificateName>,
    restrict_to_certificate: Option<bool>,
    cloud_services_mail: Option<bool>,
    domains: List<Shown, VALUES>,
    smart_hosts: List<Shown, VALUES>,
}

words! {
    /// Which cmdlet gave it.
    Kind = seen::ConnectorKind { Send, Receive, Inbound, Outbound, }
}

words! {
    /// How much the sender asks of the other side's certificate.
    Level = seen::TlsAuthLevel { EncryptionOnly, CertificateValidation, DomainValidation, }
}

#[derive(Debug, Serialize, Deserialize)]
struct CertificateName {
    text: Shown,
    issuer: Option<Shown>,
    subject: Option<Shown>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DomainCapabilities {
    text: Shown,
    domain: Option<Shown>,
    certificate: Option<CertificateName>,
    granted: List<Shown, VALUES>,
}

impl From<&seen::Connector> for Connector {
    fn from(connector: &seen::Connector) -> Self {
        let seen::Connector { kind, name, enabled, category, fqdn, require_tls, ignore_starttls, .. } =
            connector.clone();
        let seen::Connector { domain_secure, level, tls_domain, own_certificate, capabilities, .. } = connector;
        let seen::Connector { sender_certificate, restrict_to_certificate, cloud_services_mail, .. } = connector;
        let seen::Connector { domains, smart_hosts, .. } = connector.clone();
        Self {
            kind: (&kind).into(),
            name,
            enabled,
            category,
            fqdn,
            require_tls,
            ignore_starttls,
            domain_secure: *domain_secure,
            level: level.as_ref().map(Into::into),
            tls_domain: tls_domain.clone(),
            own_certificate: own_certificate.as_ref().map(Into::into),
            capabilities: List::from_domain(capabilities),
            sender_certificate: sender_certificate.as_ref().map(Into::into),
            restrict_to_certificate: *restrict_to_certificate,
            cloud_services_mail: *cloud_services_mail,
            domains: domains.into(),
            smart_hosts: smart_hosts.into(),
        }
    }
}

impl From<Connector> for seen::Connector {
    fn from(connector: Connector) -> Self {
        Self {
            kind: connector.kind.into(),
            name: connector.name,
            enabled: connector.enabled,
            category: connector.category,
            fqdn: connector.fqdn,
            require_tls: connector.require_tls,
            ignore_starttls: connector.ignore_starttls,
            domain_secure: connector.domain_secure,
            level: connector.level.map(Into::into),
            tls_domain: connector.tls_domain,
            own_certificate: connector.own_certificate.map(Into::into),
            capabilities: connector.capabilities.into_domain(),
            sender_certificate: connector.sender_certificate.map(Into::into),
            restrict_to_certificate: connector.restrict_to_certificate,
            cloud_services_mail: connector.cloud_services_mail,
            domains: connector.domains.into_vec(),
            smart_hosts: connector.smart_hosts.into_vec(),
        }
    }
}

impl From<&seen::CertificateName> for CertificateName {
    fn from(name: &seen::CertificateName) -> Self {
        let seen::CertificateName { text, issuer, subject } = name.clone();
        Self { text, issuer, subject }
    }
}

impl From<CertificateName> for seen::CertificateName {
    fn from(name: CertificateName) -> Self {
        let CertificateName { text, issuer, subject } = name;
        Self { text, issuer, subject }
    }
}

impl From<&seen::DomainCapabilities> for DomainCapabilities {
    fn from(value: &seen::DomainCapabilities) -> Self {
        let seen::DomainCapabilities { text, domain, certificate, granted } = value.clone();
        Self { text, domain, certificate: certificate.as_ref().map(Into::into), granted: granted.into() }
    }
}

impl From<DomainCapabilities> for seen::DomainCapabilities {
    fn from(value: DomainCapabilities) -> Self {
        let DomainCapabilities { text, domain, certificate, granted } = value;
        Self { text, domain, certificate: certificate.map(Into::into), granted: granted.into_vec() }
    }
}
