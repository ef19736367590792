//! One HTTP/1.1 exchange on a connection that stands, up to the end of the answer's head. It follows nothing, keeps no
//! cookie, decompresses nothing and asks no cache to step aside: a cache that serves a stale CRL serves it to the host's
//! services too, and that is what the report is about.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::client::conn::http1;
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, Response, Uri};
use tokio::task::AbortHandle;

use super::limits::{HEAD_BYTES, HEAD_FIELDS};
use super::wire::{End, Log, Wire};
use crate::observation::ExchangeFault;
use crate::vocabulary::{HttpUrl, Scheme, Shown};

/// Who asks, so that the CA's and the proxy's people can see it in their logs.
const USER_AGENT: &str = concat!("certready/", env!("CARGO_PKG_VERSION"));

/// The media type of an OCSP request (RFC 6960 A.1).
const OCSP_REQUEST: &str = "application/ocsp-request";

/// A body that is sent in one piece, or none.
#[derive(Debug, Default)]
pub(super) struct Whole(Option<Bytes>);

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Poll::Ready(self.get_mut().0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.0.as_ref().map_or(0, |bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        SizeHint::with_exact(length)
    }
}

/// What is asked.
#[derive(Clone, Debug)]
pub(super) struct Question<'a> {
    /// Where.
    pub(super) url: &'a HttpUrl,
    /// The body of a POST. None asks by GET.
    pub(super) post: Option<&'a [u8]>,
    /// How the target is written.
    pub(super) form: Form<'a>,
}

/// How a request's target is written (RFC 9112 §3.2).
#[derive(Clone, Debug)]
pub(super) enum Form<'a> {
    /// Path and query: to the host itself.
    Origin,
    /// The whole URL: to a proxy, with its credentials where there are any.
    Absolute(Option<&'a HeaderValue>),
}

impl Question<'_> {
    fn request(&self) -> Result<Request<Whole>, hyper::http::Error> {
        let target = match self.form {
            Form::Origin => self.url.path_and_query(),
            Form::Absolute(_) => self.url.as_str(),
        };
        let mut request = Request::builder()
            .method(if self.post.is_some() { Method::POST } else { Method::GET })
            .uri(target.parse::<Uri>()?)
            .header(header::HOST, authority(self.url))
            .header(header::USER_AGENT, USER_AGENT)
            .header(header::ACCEPT, "*/*")
            .header(header::CONNECTION, "close");
        if let Form::Absolute(Some(credentials)) = self.form {
            request = request.header(header::PROXY_AUTHORIZATION, credentials);
        }
        if self.post.is_some() {
            request = request.header(header::CONTENT_TYPE, OCSP_REQUEST);
        }
        request.body(Whole(self.post.map(Bytes::copy_from_slice)))
    }
}

/// Host and port as `Host` and CONNECT write them (RFC 9112 §3.2.3): IPv6 in brackets, the scheme's own port left out.
fn authority(url: &HttpUrl) -> String {
    let usual = match url.scheme() {
        Scheme::Http => 80,
        Scheme::Https => 443,
    };
    if url.port() == usual { bracketed(url) } else { format!("{}:{}", bracketed(url), url.port()) }
}

fn bracketed(url: &HttpUrl) -> String {
    let host = url.host();
    if host.contains(':') { format!("[{host}]") } else { host }
}

/// An answer whose head is complete.
pub(super) struct Head {
    /// Status and headers, with the body still on the wire.
    pub(super) response: Response<Incoming>,
    log: Log,
    driver: Driver,
}

impl Head {
    /// The body, the connection's record, and the task that keeps the connection going until it is dropped.
    pub(super) fn into_body(self) -> (Incoming, Log, Driver) {
        (self.response.into_body(), self.log, self.driver)
    }
}

/// The task that moves the bytes of one connection: it ends with this value.
pub(super) struct Driver(AbortHandle);

impl Drop for Driver {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Asks, and waits for the answer's head.
///
/// # Errors
/// What went wrong until then, by the connection's own record.
pub(super) async fn ask(question: &Question<'_>, wire: Wire) -> Result<Head, ExchangeFault> {
    let log = wire.log();
    let request = question.request().map_err(|_| unwritable())?;
    let (mut sender, connection) = builder().handshake(wire).await.map_err(|error| fault(&error, &log))?;
    let driver = Driver(tokio::spawn(connection).abort_handle());
    let response = sender.send_request(request).await.map_err(|error| fault(&error, &log))?;
    Ok(Head { response, log, driver })
}

/// Asks a proxy for a tunnel to the URL's host and port (RFC 9110 §9.3.6).
///
/// # Errors
/// What went wrong, as for [`ask`]. A refusal is no error here: it is an answer.
pub(super) async fn tunnel(
    url: &HttpUrl,
    credentials: Option<&HeaderValue>,
    wire: Wire,
) -> Result<Result<Wire, Response<Incoming>>, ExchangeFault> {
    let log = wire.log();
    let target = format!("{}:{}", bracketed(url), url.port());
    let mut request = Request::builder()
        .method(Method::CONNECT)
        .uri(target.parse::<Uri>().map_err(|_| unwritable())?)
        .header(header::HOST, &target)
        .header(header::USER_AGENT, USER_AGENT);
    if let Some(credentials) = credentials {
        request = request.header(header::PROXY_AUTHORIZATION, credentials);
    }
    let request = request.body(Whole::default()).map_err(|_| unwritable())?;
    let (mut sender, connection) = builder().handshake(wire).await.map_err(|error| fault(&error, &log))?;
    let _driver = Driver(tokio::spawn(connection.with_upgrades()).abort_handle());
    let response = sender.send_request(request).await.map_err(|error| fault(&error, &log))?;
    if !response.status().is_success() {
        return Ok(Err(response));
    }
    let upgraded = hyper::upgrade::on(response).await.map_err(|error| fault(&error, &log))?;
    let parts = upgraded.downcast::<Wire>().map_err(|_| unwritable())?;
    // TLS begins with the client: a byte from the other side before that is none of TLS.
    if parts.read_buf.is_empty() {
        Ok(Ok(parts.io))
    } else {
        Err(ExchangeFault::Tls(Shown::new("the tunnel began with bytes that nobody had asked for")))
    }
}

fn builder() -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD_BYTES).max_header_size(HEAD_BYTES).max_headers(HEAD_FIELDS);
    // What servers send wrongly and clients put up with is no fault of the way: a field that can't be read is passed over.
    builder.ignore_invalid_headers_in_responses(true);
    builder.allow_spaces_after_header_name_in_responses(true);
    builder.allow_obsolete_multiline_headers_in_responses(true);
    builder
}

/// What hyper can't take as a request's target would have to be a URL that the `url` crate writes and `http` refuses.
fn unwritable() -> ExchangeFault {
    ExchangeFault::Other(0)
}

/// Names the fault: how the connection ended comes first, then what hyper made of the bytes.
fn fault(error: &hyper::Error, log: &Log) -> ExchangeFault {
    let record = log.record();
    let shown = || Shown::from_bytes(&record.first);
    match record.end {
        Some(End::Reset) => ExchangeFault::Reset,
        Some(End::Tls(words)) => ExchangeFault::Tls(words),
        Some(End::Other(number)) => ExchangeFault::Other(number),
        _ if error.is_parse() => ExchangeFault::NotHttp(shown()),
        _ if record.received == 0 => ExchangeFault::Empty,
        // A close within the first bytes of what may still become HTTP.
        _ if record.first.iter().zip(b"HTTP/").all(|(came, due)| came == due) => ExchangeFault::Truncated,
        _ => ExchangeFault::NotHttp(shown()),
    }
}
