//! One target, from its URL to its observation: the way, the connection, the exchange, and the redirects in between. It
//! says how far it got and with what evidence, and judges nothing.
#![expect(clippy::disallowed_types, reason = "a connection that stands is handed on here")]

use std::borrow::Cow;
use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use super::Settings;
use super::body::{self, Taken};
use super::clock::{Clock, Late, milliseconds};
use super::connect::{Others, Survey, most_telling};
use super::exchange::{self, Form, Head, Question};
use super::headers;
use super::limits::{ATTEMPTS, Limits, RETRIEVALS};
use super::redirect::{self, By, Next};
use super::resolve::Resolver;
use super::route::{self, ConnectTo, Finder, ProxyUrl, Route, Way};
use super::tls::{Presented, Tls};
use super::wire::{Stream, Wire};
use crate::evidence::Objects;
use crate::observation::{
    Answer, Attempt, BodyEnd, Ended, ExchangeFault, Fetch, Header, Hop, Method, NotStarted, ProxyFault, Reached,
    RedirectFault, ResolveFault, ResolverWord, TargetId, TlsFacts, Unfound,
};
use crate::pki::{LOOKED_AT, Published};
use crate::plan::Target;
use crate::policy::EndpointKind;
use crate::vocabulary::{HttpUrl, Scheme, Shown, Timestamp};

/// What every fetch of one run shares.
pub(super) struct Probe {
    pub(super) limits: Limits,
    pub(super) clock: Clock,
    pub(super) route: Route,
    /// The other way out, for what falls short by the first. None where nothing is compared.
    compare: Option<Route>,
    pub(super) connect_to: Vec<ConnectTo>,
    pub(super) tls: Tls,
    pub(super) objects: Objects,
    pub(super) resolver: Resolver,
    /// Where a proxy is looked for, URL by URL.
    finder: Finder,
    /// The program that asks Windows itself. None where it is not asked.
    pub(super) retriever: Option<PathBuf>,
    /// Of which so many are under way.
    pub(super) retrievals: Semaphore,
    /// Connection attempts under way, over all targets.
    pub(super) attempts: Arc<Semaphore>,
    /// The run's bound on bytes was hit.
    pub(super) full: AtomicBool,
}

/// One request, without its redirects.
enum Leg {
    Unresolved(ResolveFault),
    Unconnected(Vec<Attempt>),
    /// The connection was all that was asked for.
    Stood(Vec<Attempt>),
    Faulted(Vec<Attempt>, ExchangeFault),
    Answered(Box<Answered>),
}

/// An answer with its body, before anything is kept of it.
struct Answered {
    attempts: Vec<Attempt>,
    status: u16,
    location: Option<Vec<u8>>,
    remote: Option<SocketAddr>,
    headers: Vec<Header>,
    date: Option<Timestamp>,
    age: Option<u64>,
    announced: Option<u64>,
    head_ms: u64,
    at: Timestamp,
    taken: Taken,
}

impl Answered {
    fn reached(self, hops: Vec<Hop>, redirect: Option<RedirectFault>) -> Reached {
        let (body, bytes, end) = self.taken.keep();
        let answer = Answer {
            status: self.status,
            remote: self.remote,
            headers: self.headers,
            date: self.date,
            age: self.age,
            announced: self.announced,
            bytes,
            body,
            end,
            head_ms: self.head_ms,
            at: self.at,
        };
        Reached::Answered { attempts: self.attempts, answer, hops, redirect }
    }
}

/// What the legs of one fetch tell beside their outcome.
#[derive(Default)]
struct Notes {
    began_ms: u64,
    proxy: Option<Shown>,
    instead: Option<Shown>,
    resolvers: Vec<ResolverWord>,
    tls: Option<TlsFacts>,
    /// For how long the attempts at further addresses went on behind each exchange, and how long a proxy was looked for: nobody
    /// waits for those.
    aside_ms: u64,
}

impl Notes {
    /// Leaves a time out of what a client would wait.
    fn aside(&mut self, length: Duration) {
        self.aside_ms = self.aside_ms.saturating_add(milliseconds(length));
    }

    /// Keeps what the resolvers say, and gives what the system says.
    fn unfound(&mut self, unfound: Unfound) -> ResolveFault {
        self.resolvers = unfound.resolvers;
        unfound.fault
    }
}

/// A connection that stands, ready for a request.
struct Connection {
    stream: TcpStream,
    remote: Option<SocketAddr>,
    /// The attempts that are still under way. None through a proxy: the target's addresses are not known here.
    survey: Option<Survey>,
}

impl Probe {
    /// Starts the run's clock. `started` is what the wall clock says of this moment, UTC.
    ///
    /// # Errors
    /// Where the TLS library has nothing to offer.
    pub(super) fn start(settings: &Settings, started: Timestamp, objects: &Objects) -> Result<Self, rustls::Error> {
        Ok(Self {
            limits: settings.limits.clone(),
            clock: Clock::start(started, settings.limits.deadline, &settings.interrupt),
            route: settings.route.clone(),
            compare: settings.compare.clone(),
            connect_to: settings.connect_to.clone(),
            tls: Tls::new()?,
            objects: objects.clone(),
            resolver: Resolver::default(),
            finder: Finder::default(),
            retriever: route::retriever(settings),
            retrievals: Semaphore::new(RETRIEVALS),
            attempts: Arc::new(Semaphore::new(ATTEMPTS)),
            full: AtomicBool::new(false),
        })
    }

    /// Fetches one target by the way out that is in force, and once more by the other one where that is to be compared and
    /// no object came by the first. The second is None where nothing is compared, or where both ways are one.
    pub(super) async fn fetch(&self, target: &Target) -> (Fetch, Option<Fetch>) {
        let first = self.fetch_by(&self.route, target).await;
        let compared = target.id.kind != EndpointKind::Connect;
        let second = match self.compare.as_ref().filter(|_| compared && !self.brought_an_object(&first)) {
            Some(other) if self.differ(other, &target.id.url).await => Some(self.fetch_by(other, target).await),
            _ => None,
        };
        (first, second)
    }

    /// Whether the other way out leads elsewhere than the one that is in force.
    async fn differ(&self, other: &Route, url: &HttpUrl) -> bool {
        let (mine, theirs) = (self.way_out(&self.route, url).await, self.way_out(other, url).await);
        mine.way(url) != theirs.way(url)
    }

    /// The route for one URL, where a proxy is looked for within what one URL may take.
    async fn way_out<'a>(&self, route: &'a Route, url: &HttpUrl) -> Cow<'a, Route> {
        self.finder.way_out(route, url, &self.clock, self.limits.head).await
    }

    /// Whether a whole answer came that begins like something that a CA publishes; whose it is, is not asked here.
    fn brought_an_object(&self, fetch: &Fetch) -> bool {
        let body = fetch.whole_answer().and_then(|answer| answer.body);
        let head = body.and_then(|body| self.objects.head(&body, LOOKED_AT).ok().flatten());
        head.is_some_and(|head| Published::of(&head).is_some())
    }

    async fn fetch_by(&self, route: &Route, target: &Target) -> Fetch {
        let begun = |reached, notes: Notes, began: Option<u64>, took_ms| Fetch {
            id: target.id.clone(),
            named_by: target.named_by.clone(),
            offset_ms: began,
            took_ms,
            proxy: notes.proxy,
            instead: notes.instead,
            resolvers: notes.resolvers,
            tls: notes.tls,
            reached,
        };
        let held = match self.clock.over() {
            Some(ended) => Some(not_started(ended)),
            None if self.full.load(Ordering::Relaxed) => Some(NotStarted::Bytes),
            None => None,
        };
        let (held, url) = match (held, target.request_url()) {
            (None, Some(url)) => (None, url),
            (None, None) => (Some(NotStarted::UrlTooLong), target.id.url.clone()),
            (held, _) => (held, target.id.url.clone()),
        };
        if let Some(why) = held {
            return begun(Reached::Nothing(why), Notes::default(), None, 0);
        }
        let began_ms = milliseconds(self.clock.elapsed());
        let mut notes = Notes { began_ms, ..Notes::default() };
        let reached = self.follow(route, target, url, &mut notes).await;
        let cut = matches!(&reached, Reached::Answered { answer, .. } if answer.end == BodyEnd::Cut);
        if cut && self.clock.over().is_none() {
            // While the run goes on, only its bound on bytes cuts a body.
            self.full.store(true, Ordering::Relaxed);
        }
        // Our own queries to the resolvers are no client's wait either: they go out together.
        let queries = notes.resolvers.iter().map(|word| word.took_ms).max().unwrap_or(0);
        let aside = began_ms.saturating_add(notes.aside_ms).saturating_add(queries);
        let took_ms = milliseconds(self.clock.elapsed()).saturating_sub(aside);
        begun(reached, notes, Some(began_ms), took_ms)
    }

    /// The legs of a fetch, from redirect to redirect.
    async fn follow(&self, route: &Route, target: &Target, mut url: HttpUrl, notes: &mut Notes) -> Reached {
        let mut post = target.request.as_deref().filter(|_| target.id.method == Method::Post);
        let mut hops: Vec<Hop> = Vec::new();
        let mut before: Option<Box<Answered>> = None;
        loop {
            notes.tls = None;
            let leg = self.leg(route, &target.id, &url, post, notes).await;
            let answered = match (leg, before) {
                (Leg::Answered(answered), _) => answered,
                // The last answer that came is the observation, and where it led its redirect's fault.
                (Leg::Unresolved(fault), Some(last)) => {
                    hops.pop();
                    return last.reached(hops, Some(RedirectFault::Unresolved(url, fault)));
                }
                (Leg::Unconnected(attempts), Some(last)) => {
                    hops.pop();
                    return last.reached(hops, Some(RedirectFault::Unconnected(url, attempts)));
                }
                (Leg::Unresolved(fault), None) => return Reached::Unresolved(fault),
                (Leg::Unconnected(attempts), None) => return Reached::Resolved { attempts },
                (Leg::Stood(attempts), _) => return Reached::Connected { attempts, fault: None, hops },
                (Leg::Faulted(attempts, fault), _) => {
                    return Reached::Connected { attempts, fault: Some(fault), hops };
                }
            };
            match redirect::next(&url, answered.status, answered.location.as_deref(), &hops, self.limits.redirects) {
                Next::Stay => return answered.reached(hops, None),
                Next::Refuse(fault) => return answered.reached(hops, Some(fault)),
                Next::Follow(to, by) => {
                    hops.push(Hop { from: url, status: answered.status, to: to.clone() });
                    url = to;
                    post = post.filter(|_| by == By::SameMethod);
                    before = Some(answered);
                }
            }
        }
    }

    /// One request over the way that is in force for its URL.
    ///
    /// A target of kind `connect` asks for a TCP connection from this host, so it goes straight whatever the proxy. An
    /// OCSP responder that is only connected to, because there is no CertID to ask for yet, is asked by GET where a
    /// proxy stands between: a connection to the proxy would prove nothing, and any answer proves the path.
    async fn leg(&self, route: &Route, id: &TargetId, url: &HttpUrl, post: Option<&[u8]>, notes: &mut Notes) -> Leg {
        let began = self.clock.elapsed();
        let straight = id.kind == EndpointKind::Connect;
        let route = if straight { Cow::Borrowed(route) } else { self.way_out(route, url).await };
        // Whoever asks for several URLs finds its proxy once.
        notes.aside(self.clock.elapsed().saturating_sub(began));
        let way = if straight { Way::Direct } else { route.way(url) };
        notes.instead = None;
        let (proxy, connection) = match way {
            Way::Unusable(why) => {
                notes.proxy = Some(why.clone());
                return Leg::Faulted(Vec::new(), ExchangeFault::Proxy(ProxyFault::Unusable(why.clone())));
            }
            Way::Proxy(proxy) => {
                notes.proxy = Some(proxy.shown());
                match self.to_proxy(proxy, notes).await {
                    Ok(connection) => (Some(proxy), connection),
                    Err((attempts, fault)) => return Leg::Faulted(attempts, ExchangeFault::Proxy(fault)),
                }
            }
            Way::Direct => {
                notes.proxy = None;
                match self.to_host(url, notes).await {
                    Ok(connection) => (None, connection),
                    Err(leg) => return leg,
                }
            }
        };
        let Connection { stream, remote, survey } = connection;
        if id.method == Method::Connect && proxy.is_none() {
            drop(stream);
            return Leg::Stood(self.attempts(survey, notes).await);
        }
        let mut presented = None;
        let head = self.head(self.ask(url, post, proxy, stream, &mut presented)).await;
        notes.tls = presented.map(|presented: Presented| presented.keep(&self.objects));
        let head = match head {
            Ok(head) => head,
            Err(fault) => return Leg::Faulted(self.attempts(survey, notes).await, fault),
        };
        let mut answered = self.answered(id.kind, head, notes).await;
        answered.remote = remote;
        answered.attempts = self.attempts(survey, notes).await;
        Leg::Answered(Box::new(answered))
    }

    /// A connection to the URL's own host, or to where `--connect-to` leads instead.
    async fn to_host(&self, url: &HttpUrl, notes: &mut Notes) -> Result<Connection, Leg> {
        let (host, port) = route::destination(&self.connect_to, &url.host(), url.port());
        notes.instead = ((&host, port) != (&url.host(), url.port())).then(|| Shown::new(&format!("{host}:{port}")));
        let found = self.resolver.resolve(&host, &self.clock, &self.limits).await;
        let addresses = found.map_err(|unfound| Leg::Unresolved(notes.unfound(unfound)))?;
        let mut survey = Survey::start(&addresses, port, &self.clock, &self.limits, &self.attempts, Others::Closed);
        match survey.next().await {
            Some((remote, stream)) => Ok(Connection { stream, remote: Some(remote), survey: Some(survey) }),
            None => Err(Leg::Unconnected(survey.attempts().await)),
        }
    }

    /// A connection to a proxy, or the attempts at its addresses and how they failed.
    async fn to_proxy(&self, proxy: &ProxyUrl, notes: &mut Notes) -> Result<Connection, (Vec<Attempt>, ProxyFault)> {
        let found = self.resolver.resolve(&proxy.host(), &self.clock, &self.limits).await;
        let addresses = found.map_err(|unfound| (Vec::new(), ProxyFault::Unresolved(notes.unfound(unfound))))?;
        let mut survey =
            Survey::start(&addresses, proxy.port(), &self.clock, &self.limits, &self.attempts, Others::Closed);
        if let Some((_, stream)) = survey.next().await {
            return Ok(Connection { stream, remote: None, survey: None });
        }
        let attempts = survey.attempts().await;
        let telling = most_telling(&attempts);
        Err((attempts, ProxyFault::Unconnected(telling)))
    }

    /// The attempts at every address, once the last has come to its end. How long that takes is noted, and is nobody's wait.
    async fn attempts(&self, survey: Option<Survey>, notes: &mut Notes) -> Vec<Attempt> {
        let Some(survey) = survey else { return Vec::new() };
        let over = self.clock.elapsed();
        let attempts = survey.attempts().await;
        notes.aside(self.clock.elapsed().saturating_sub(over));
        attempts
    }

    /// Tunnel and TLS where they are needed, then the request, up to the end of the answer's head.
    async fn ask(
        &self,
        url: &HttpUrl,
        post: Option<&[u8]>,
        proxy: Option<&ProxyUrl>,
        stream: TcpStream,
        presented: &mut Option<Presented>,
    ) -> Result<Head, ExchangeFault> {
        let mut stream: Box<dyn Stream> = Box::new(stream);
        let mut form = Form::Origin;
        match (url.scheme(), proxy) {
            (Scheme::Http, Some(proxy)) => form = Form::Absolute(proxy.credentials()),
            (Scheme::Https, Some(proxy)) => {
                let tunnel = exchange::tunnel(url, proxy.credentials(), Wire::new(stream)).await?;
                stream = tunnel.map(Wire::into_stream).map_err(|refusal| {
                    let kept = headers::kept(refusal.headers());
                    ExchangeFault::Proxy(ProxyFault::Refused(refusal.status().as_u16(), kept))
                })?;
            }
            (_, None) => {}
        }
        if url.scheme() == Scheme::Https {
            let (session, seen) = self.tls.session(&url.host(), stream).await?;
            *presented = Some(seen);
            stream = session;
        }
        exchange::ask(&Question { url, post, form }, Wire::new(stream)).await
    }

    /// The answer's head, within its bound and the run's.
    async fn head(&self, asking: impl Future<Output = Result<Head, ExchangeFault>>) -> Result<Head, ExchangeFault> {
        match self.clock.within(self.limits.head, asking).await {
            Ok(head) => head,
            Err(Late::Bound) => Err(ExchangeFault::Timeout),
            Err(Late::Cut) => Err(ExchangeFault::Cut),
        }
    }

    /// Asks on a connection that stands already. A redirect is judged, and not gone after: it shows as the one hop.
    pub(super) async fn heard(&self, kind: EndpointKind, url: &HttpUrl, stream: Box<dyn Stream>) -> Reached {
        let question = Question { url, post: None, form: Form::Origin };
        let head = match self.head(exchange::ask(&question, Wire::new(stream))).await {
            Ok(head) => head,
            Err(fault) => return Reached::Connected { attempts: Vec::new(), fault: Some(fault), hops: Vec::new() },
        };
        let answered = self.answered(kind, head, &Notes::default()).await;
        let (status, location) = (answered.status, answered.location.as_deref());
        match redirect::next(url, status, location, &[], self.limits.redirects) {
            Next::Stay => answered.reached(Vec::new(), None),
            Next::Refuse(fault) => answered.reached(Vec::new(), Some(fault)),
            Next::Follow(to, _) => answered.reached(vec![Hop { from: url.clone(), status, to }], None),
        }
    }

    /// Takes the body.
    async fn answered(&self, kind: EndpointKind, head: Head, notes: &Notes) -> Answered {
        let (at, elapsed) = (self.clock.now(), milliseconds(self.clock.elapsed()));
        let status = head.response.status().as_u16();
        let fields = head.response.headers();
        let location = fields.get(hyper::header::LOCATION).map(|value| value.as_bytes().to_vec());
        let (kept, date, age) = (headers::kept(fields), headers::date(fields), headers::age(fields));
        let announced = headers::announced(fields);
        let most = self.limits.body_bytes(kind, status);
        let (body, log, driver) = head.into_body();
        let taken = body::take(body, announced, most, &log, &self.limits, &self.clock, &self.objects).await;
        drop(driver);
        Answered {
            attempts: Vec::new(),
            status,
            location,
            remote: None,
            headers: kept,
            date,
            age,
            announced,
            head_ms: elapsed.saturating_sub(notes.began_ms.saturating_add(notes.aside_ms)),
            at,
            taken,
        }
    }
}

/// Why what was planned never began.
pub(super) const fn not_started(ended: Ended) -> NotStarted {
    match ended {
        Ended::Interrupted => NotStarted::Interrupted,
        Ended::Deadline | Ended::Complete => NotStarted::Deadline,
    }
}
