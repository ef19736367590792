//! A mail server that plays a script, a step after the other, and keeps what it was told; TLS on its own where the script
//! says so. On loopback, one script for each connection. It ends with its value, and ends nothing but itself.

use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use certready::pki::decode_certificates;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};
use socket2::SockRef;

use super::cert::Issued;
use super::faults::{Peer, SLICE, is_timeout};
use super::key::{Key, KeyKind};
use super::server::Listener;

/// The longest that a connection lasts. Tests end sooner; this ends the rest.
const LONGEST: Duration = Duration::from_secs(30);

/// More than a client of ours says in one conversation.
const MOST_LINES: usize = 20;

/// One step of a script.
#[derive(Clone)]
pub(crate) enum Step {
    /// Sends these bytes.
    Say(Vec<u8>),
    /// Waits for a line, and keeps it.
    Hear,
    /// Waits for a record of TLS, and keeps that one came.
    HearRecord,
    /// Waits that long, and keeps what comes meanwhile: nothing should.
    Wait(Duration),
    /// Sets up TLS, with which it goes on.
    Tls(Arc<ServerConfig>),
    /// Says nothing more, and keeps the lines that come until the client goes away.
    Hold,
    /// Ends the connection with a reset.
    Reset,
}

/// Sends this text.
pub(crate) fn say(text: &str) -> Step {
    Step::Say(text.as_bytes().to_vec())
}

/// The greeting of a mail server.
pub(crate) const GREETING: &str = "220 mail.certready.test ESMTP\r\n";

/// What it offers.
pub(crate) const OFFER: &str = "250-mail.certready.test\r\n250-SIZE 35882577\r\n250-STARTTLS\r\n250 8BITMIME\r\n";

/// Its leave for TLS to begin.
pub(crate) const READY: &str = "220 2.0.0 Ready to start TLS\r\n";

/// A good server up to the point where TLS begins.
pub(crate) fn up_to_tls() -> Vec<Step> {
    vec![say(GREETING), Step::Hear, say(OFFER), Step::Hear, say(READY)]
}

/// A good server, with this TLS.
pub(crate) fn with_tls(config: &Arc<ServerConfig>) -> Vec<Step> {
    [up_to_tls(), vec![Step::Tls(Arc::clone(config))], goodbye()].concat()
}

/// Hears QUIT, says goodbye, and waits for the end.
pub(crate) fn goodbye() -> Vec<Step> {
    vec![Step::Hear, say("221 2.0.0 Bye\r\n"), Step::Hold]
}

/// A server under way, and what it was told.
pub(crate) struct MailServer {
    listener: Listener,
    heard: Arc<Mutex<Vec<Vec<String>>>>,
}

impl MailServer {
    /// Plays these steps on every connection.
    pub(crate) fn start(script: Vec<Step>) -> Self {
        Self::start_with(vec![script])
    }

    /// Plays the first script on the first connection, and so on; the last one on all that follow.
    pub(crate) fn start_with(scripts: Vec<Vec<Step>>) -> Self {
        Self::start_on(IpAddr::V4(Ipv4Addr::LOCALHOST), scripts).unwrap()
    }

    /// The same on another loopback address.
    ///
    /// # Errors
    /// Where this machine has no such address.
    pub(crate) fn start_on(address: IpAddr, scripts: Vec<Vec<Step>>) -> io::Result<Self> {
        let heard: Arc<Mutex<Vec<Vec<String>>>> = Arc::default();
        let (keeps, number) = (Arc::clone(&heard), AtomicUsize::new(0));
        let serve = move |stream: TcpStream, stop: &AtomicBool| {
            // Where a listener is woken by a connection to end, that is none of a client's.
            if stop.load(Ordering::Relaxed) {
                return;
            }
            let at = number.fetch_add(1, Ordering::Relaxed);
            let script = scripts.get(at).or(scripts.last()).unwrap();
            let mut line = Line { stream: Some(Box::new(stream)), rest: Vec::new(), heard: Vec::new(), stop };
            let end = match line.play(script) {
                Ok(()) => "(over)".to_owned(),
                Err(Over::Closed) => "(closed)".to_owned(),
                Err(Over::Broken(error)) => format!("({error:?})"),
            };
            line.heard.push(end);
            keeps.lock().unwrap().push(line.heard);
        };
        Ok(Self { listener: Listener::start(address, serve)?, heard })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.listener.address()
    }

    /// What each connection heard, in the order of their ends: lines, `(record)`, `(TLS for NAME)`, and last how it ended:
    /// `(over)` where the script was played to its end, `(closed)` where the client closed properly, within TLS by TLS' own
    /// end, and else the error. It ends the server; what came until then is heard.
    pub(crate) fn heard(self) -> Vec<Vec<String>> {
        let Self { listener, heard } = self;
        drop(listener);
        Arc::try_unwrap(heard).unwrap().into_inner().unwrap()
    }
}

/// Why a script was not played to its end.
enum Over {
    /// The client closed.
    Closed,
    Broken(io::ErrorKind),
}

impl From<io::Error> for Over {
    fn from(error: io::Error) -> Self {
        Self::Broken(error.kind())
    }
}

/// One connection.
struct Line<'a> {
    /// None only while TLS is being set up.
    stream: Option<Box<dyn Peer + Send>>,
    rest: Vec<u8>,
    heard: Vec<String>,
    stop: &'a AtomicBool,
}

impl Line<'_> {
    fn play(&mut self, script: &[Step]) -> Result<(), Over> {
        for step in script {
            match step {
                Step::Say(bytes) => {
                    let stream = self.stream();
                    stream.write_all(bytes)?;
                    stream.flush()?;
                }
                Step::Hear => {
                    let line = self.line()?;
                    self.heard.push(line);
                }
                Step::HearRecord => {
                    self.record()?;
                    self.heard.push("(record)".to_owned());
                }
                Step::Wait(length) => self.wait(*length)?,
                Step::Tls(config) => self.secure(config)?,
                Step::Hold => return self.hold(),
                Step::Reset => return Ok(SockRef::from(self.stream().tcp()).set_linger(Some(Duration::ZERO))?),
            }
        }
        self.leave();
        Ok(())
    }

    fn stream(&mut self) -> &mut Box<dyn Peer + Send> {
        self.stream.as_mut().unwrap()
    }

    /// Reads more. Ends with the server, and with its bound.
    fn more(&mut self, until: Instant) -> Result<(), Over> {
        self.stream().tcp().set_read_timeout(Some(SLICE))?;
        let mut block = [0; 4096];
        loop {
            match self.stream().read(&mut block) {
                Ok(0) => return Err(Over::Closed),
                Ok(count) => {
                    self.rest.extend_from_slice(&block[..count]);
                    return Ok(());
                }
                Err(error) if is_timeout(&error) => {}
                Err(error) => return Err(error.into()),
            }
            if self.stop.load(Ordering::Relaxed) || Instant::now() > until {
                return Err(Over::Broken(io::ErrorKind::TimedOut));
            }
        }
    }

    fn line(&mut self) -> Result<String, Over> {
        let until = Instant::now() + LONGEST;
        loop {
            if let Some(end) = self.rest.windows(2).position(|two| two == b"\r\n") {
                let line: Vec<u8> = self.rest.drain(..end + 2).collect();
                return Ok(String::from_utf8_lossy(&line[..end]).into_owned());
            }
            self.more(until)?;
        }
    }

    fn record(&mut self) -> Result<(), Over> {
        let until = Instant::now() + LONGEST;
        loop {
            if let [22, 3, _, high, low, rest @ ..] = &*self.rest {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                if rest.len() >= length {
                    self.rest.drain(..5 + length);
                    return Ok(());
                }
            }
            self.more(until)?;
        }
    }

    fn wait(&mut self, length: Duration) -> Result<(), Over> {
        let until = Instant::now() + length;
        match self.more(until) {
            Err(Over::Broken(io::ErrorKind::TimedOut)) => Ok(()),
            Err(over) => Err(over),
            Ok(()) => {
                self.heard.push("(too early)".to_owned());
                Ok(())
            }
        }
    }

    fn secure(&mut self, config: &Arc<ServerConfig>) -> Result<(), Over> {
        let socket = self.stream().tcp().try_clone()?;
        socket.set_read_timeout(Some(LONGEST))?;
        let mut session = StreamOwned::new(ServerConnection::new(Arc::clone(config)).unwrap(), socket);
        while session.conn.is_handshaking() {
            session.conn.complete_io(&mut session.sock)?;
        }
        let name = session.conn.server_name().unwrap_or("nobody").to_owned();
        self.heard.push(format!("(TLS for {name})"));
        self.stream = Some(Box::new(session));
        Ok(())
    }

    fn hold(&mut self) -> Result<(), Over> {
        for _ in 0..MOST_LINES {
            let line = self.line()?;
            self.heard.push(line);
        }
        Err(Over::Broken(io::ErrorKind::TimedOut))
    }

    /// Ends the sending side, and reads what still comes for a moment: to close with unread bytes would send a reset.
    fn leave(&mut self) {
        let until = Instant::now() + Duration::from_millis(500);
        let stream = self.stream();
        stream.end();
        let _ = stream.tcp().shutdown(std::net::Shutdown::Write);
        while self.more(until).is_ok() {}
        for line in String::from_utf8_lossy(&self.rest).lines() {
            self.heard.push(line.to_owned());
        }
    }
}

/// TLS that presents this chain, leaf first, whose key is the first's.
pub(crate) fn tls(chain: &[&Issued]) -> Arc<ServerConfig> {
    let key = PrivatePkcs8KeyDer::from(chain[0].key().pkcs8()).into();
    let chain = chain.iter().map(|certificate| CertificateDer::from(certificate.der().to_vec())).collect();
    Arc::new(builder(rustls::DEFAULT_VERSIONS).with_single_cert(chain, key).unwrap())
}

/// The same by TLS 1.2 alone.
pub(crate) fn tls12(chain: &[&Issued]) -> Arc<ServerConfig> {
    let key = PrivatePkcs8KeyDer::from(chain[0].key().pkcs8()).into();
    let chain = chain.iter().map(|certificate| CertificateDer::from(certificate.der().to_vec())).collect();
    Arc::new(builder(&[&rustls::version::TLS12]).with_single_cert(chain, key).unwrap())
}

type Builder = rustls::ConfigBuilder<ServerConfig, rustls::server::WantsServerCert>;

fn builder(versions: &[&'static SupportedProtocolVersion]) -> Builder {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    ServerConfig::builder_with_provider(provider).with_protocol_versions(versions).unwrap().with_no_client_auth()
}

/// Presents certificates whose keys nobody here has.
#[derive(Debug)]
struct Replayed(Arc<CertifiedKey>);

impl ResolvesServerCert for Replayed {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

/// TLS that presents a chain which others presented, as it stands in a PEM file below `tests/fixtures/chains`: with a key
/// of our own, so that a client must look at the certificates alone. The chain is given as well.
pub(crate) fn replayed(
    name: &str,
    versions: &[&'static SupportedProtocolVersion],
) -> (Arc<ServerConfig>, Vec<Vec<u8>>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/chains").join(name);
    let pem = std::fs::read(path).unwrap();
    let chain: Vec<Vec<u8>> = decode_certificates(&pem).items.iter().map(|one| one.der().to_vec()).collect();
    let own = PrivatePkcs8KeyDer::from(Key::named(KeyKind::Rsa2048, "replay").pkcs8()).into();
    let key = rustls::crypto::aws_lc_rs::sign::any_supported_type(&own).unwrap();
    let certificates = chain.iter().map(|der| CertificateDer::from(der.clone())).collect();
    let replayed = Replayed(Arc::new(CertifiedKey::new(certificates, key)));
    (Arc::new(builder(versions).with_cert_resolver(Arc::new(replayed))), chain)
}
