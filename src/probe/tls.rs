//! TLS to an https endpoint, and what was presented there. Nothing is trusted because of it: CRLs, OCSP answers and
//! certificates are signed, and whether the presented chain is the expected one is a check's question, asked of the
//! recorded bytes. So every chain is accepted here; to refuse one would only hide what stands between.

use std::io;
use std::sync::Arc;

use rustls::client::Resumption;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, SignatureScheme};
use tokio_rustls::TlsConnector;

use super::wire::{End, Stream};
use crate::evidence::{Objects, SpoolFault};
use crate::observation::{ExchangeFault, TlsFacts};
use crate::vocabulary::Shown;

/// Certificates of a presented chain that are kept: the longest that public CAs send has five.
const CERTIFICATES: usize = 16;

/// Accepts every chain. See the module's doc.
#[derive(Debug)]
struct Recording(Arc<CryptoProvider>);

impl ServerCertVerifier for Recording {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}

/// Makes TLS sessions that accept and record.
#[derive(Clone)]
pub(super) struct Tls(TlsConnector);

impl Tls {
    /// TLS 1.2 and 1.3, as the provider offers them, without ALPN: the exchange is HTTP/1.1.
    ///
    /// # Errors
    /// Where the provider has no suite for these versions, which its own tests exclude.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Recording(provider)))
            .with_no_client_auth();
        // A resumed session presents nothing anew, and what is presented is what is asked.
        config.resumption = Resumption::disabled();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// A session with this host (a name, or an IP address without brackets), and what was presented.
    ///
    /// # Errors
    /// [`ExchangeFault::Reset`], [`ExchangeFault::Other`] where the socket failed, else [`ExchangeFault::Tls`].
    pub(super) async fn session(
        &self,
        host: &str,
        below: Box<dyn Stream>,
    ) -> Result<(Box<dyn Stream>, Presented), ExchangeFault> {
        self.handshake(host, below).await.map_err(|error| fault(End::of(&error)))
    }

    /// The same, with the error as it came.
    ///
    /// # Errors
    /// The socket's, or TLS' own within.
    pub(super) async fn handshake(
        &self,
        host: &str,
        below: Box<dyn Stream>,
    ) -> io::Result<(Box<dyn Stream>, Presented)> {
        let unfit =
            |_| io::Error::other(rustls::Error::General("the host's name can't stand in a TLS handshake".into()));
        let name = ServerName::try_from(host.to_owned()).map_err(unfit)?;
        let session = self.0.connect(name, below).await?;
        let (_, state) = session.get_ref();
        let chain = state.peer_certificates().unwrap_or_default();
        let presented = Presented {
            version: state.protocol_version().map_or("", |version| version.as_str().unwrap_or_default()).into(),
            cipher: state.negotiated_cipher_suite().map_or("", |s| s.suite().as_str().unwrap_or_default()).into(),
            chain: chain.iter().take(CERTIFICATES).map(|one| one.as_ref().to_vec()).collect(),
        };
        Ok((Box::new(session), presented))
    }
}

fn fault(end: End) -> ExchangeFault {
    match end {
        End::Reset => ExchangeFault::Reset,
        End::Tls(words) => ExchangeFault::Tls(words),
        End::Closed | End::Broken => ExchangeFault::Tls(Shown::new("the connection was closed within the handshake")),
        End::Other(number) => ExchangeFault::Other(number),
    }
}

/// What a handshake agreed on, with the certificates still at hand.
#[derive(Clone, Debug)]
pub(super) struct Presented {
    version: Shown,
    cipher: Shown,
    chain: Vec<Vec<u8>>,
}

impl Presented {
    /// Puts the certificates among the run's objects. One that can't be kept is left out, and so is what follows it:
    /// the chain stays a chain.
    pub(super) fn keep(self, objects: &Objects) -> TlsFacts {
        let kept: Result<Vec<_>, SpoolFault> = self.chain.iter().map(|der| objects.put(der)).collect();
        TlsFacts { version: self.version, cipher: self.cipher, chain: kept.unwrap_or_default() }
    }
}
