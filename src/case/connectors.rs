//! What the connectors of Exchange tell of the mail transport: whether it validates a certificate at all.

use crate::finding::Client;
use crate::observation::{Connector, ConnectorKind, TlsAuthLevel};

impl Connector {
    /// Whether it is in use: it is, where the file does not say that it is not.
    pub fn is_enabled(&self) -> bool {
        self.enabled != Some(false)
    }

    /// Whether Exchange on the premises validates the other side's certificate here. A receive connector does so before it grants
    /// anything by `TlsDomainCapabilities` (Microsoft, `Set-ReceiveConnector`); mutual TLS does so both ways.
    pub fn validates(&self) -> bool {
        let by_level = matches!(self.level, Some(TlsAuthLevel::CertificateValidation | TlsAuthLevel::DomainValidation));
        match self.kind {
            ConnectorKind::Send => by_level || self.domain_secure == Some(true),
            ConnectorKind::Receive => !self.capabilities.is_empty() || self.domain_secure == Some(true),
            // They say what Exchange Online does, and nothing of this host.
            ConnectorKind::Inbound | ConnectorKind::Outbound => false,
        }
    }
}

/// The profile that the connectors tell. One that validates decides; that none does is known only where a send connector is
/// among them. None where they tell nothing of this host's transport.
pub(super) fn client_of(connectors: &[Connector]) -> Option<Client> {
    let mut enabled = connectors.iter().filter(|one| one.is_enabled());
    if enabled.clone().any(Connector::validates) {
        return Some(Client::SchannelValidating);
    }
    enabled.any(|one| one.kind == ConnectorKind::Send).then_some(Client::SchannelOpportunistic)
}
