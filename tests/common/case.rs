//! A run in memory, without any network: all good, to be spoilt in one place, and judged by the code under test.
//!
//! ```ignore
//! let pki = case::pki();
//! let judged = Scene::good(&pki).status(&pki.url(paths::CRL), 403).judge(); // Nothing else is wrong.
//! assert_eq!(judged.said(Code::EndpointReachable, &pki.url(paths::CRL)), FAILED_BECAUSE_OF_403);
//! ```
//!
//! Targets come from `plan()`, which is asked again with what AIA brought, as the collector does; each gets the answer that
//! the test PKI publishes at its path. Every judgement is held to what is true of all: see [`Judged`].

use certready::case::{Case, Times};
use certready::evaluate::judge;
use certready::evidence::{Asked, Evidence, Objects};
use certready::examine::examine;
use certready::finding::{Cause, Client, Code, Finding, Level, Verdict, Weight};
use certready::fleet::{Block, FirewallRow, Name};
use certready::language::Language;
use certready::observation::{
    Answer, Attempt, BodyEnd, Bounds, Compared, Connect, Connector, Ended, ExchangeServer, Fetch, Form, Header,
    HostFacts, InboundLog, Kept, Method, MxFacts, Observations, OwnCertificate, OwnFacts, OwnKey, OwnSource, Place,
    ProxyChoice, Reached, RouteFacts, ServiceFacts, ServiceId, StoreCertificate, StoreFacts, StoreOrigin, Unread,
    WindowsFacts,
};
use certready::pki::{Certificate, decode_certificates};
use certready::plan::{Brought, HostSeen, Target, plan, with_root_update};
use certready::policy::{EndpointKind, PolicySource, Service, parse, policy_for};
use certready::report::{Firewall, Report, RunFacts, build};
use certready::vocabulary::{Digest, HttpUrl, Shown, Timestamp};

use super::cert::Issued;
use super::ocsp::{OcspError, read_request};
use super::pki::{PkiPlan, TestPki, paths};
use super::policy::PolicyText;
use super::{served, windows};

/// The URL below which the root publishes.
pub(crate) const ROOT_BASE: &str = "http://root.certready.test";
/// The URL below which the intermediate publishes: another host, because the clock wants two.
pub(crate) const BASE: &str = "http://ca.certready.test";
/// The file of the system's store in a scene.
pub(crate) const BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";

/// The PKI of a scene, which publishes on two hosts.
pub(crate) fn pki() -> TestPki {
    pki_plan().build()
}

/// The same, to be changed before it is built.
pub(crate) fn pki_plan() -> PkiPlan {
    TestPki::plan_on_two(ROOT_BASE, BASE)
}

/// The default bounds of a run.
const BOUNDS: Bounds = Bounds {
    resolve_ms: 6_000,
    connect_ms: 5_000,
    head_ms: 15_000,
    body_idle_ms: 15_000,
    body_total_ms: 60_000,
    deadline_ms: 120_000,
};

const fn straight() -> RouteFacts {
    RouteFacts {
        choice: ProxyChoice::None,
        http_proxy: None,
        https_proxy: None,
        origin: None,
        bypass: Vec::new(),
        search: None,
    }
}

type Change = Box<dyn Fn(&mut Fetch, &Objects)>;
type ServiceChange = Box<dyn Fn(&mut ServiceFacts, &Objects)>;
type StoreChange = Box<dyn Fn(&mut StoreFacts, &Objects)>;
type OwnChange = Box<dyn Fn(&mut OwnFacts, &Objects)>;
type WindowsChange = Box<dyn Fn(&mut WindowsFacts, &Objects)>;

/// What a run collects. Each method changes one thing.
pub(crate) struct Scene {
    pki: TestPki,
    text: PolicyText,
    embedded: Option<PolicySource>,
    cut: Option<Connect>,
    asked: Asked,
    observed: Timestamp,
    ended: Ended,
    postfix: Option<Shown>,
    changes: Vec<(String, Change)>,
    store: Vec<StoreChange>,
    other_way: Option<(Vec<String>, Change)>,
    windows: Option<Vec<WindowsChange>>,
    account: Option<(Shown, Shown)>,
    exchange: Option<Vec<ExchangeServer>>,
    mx: Vec<MxFacts>,
    services: Vec<(ServiceId, ServiceChange)>,
    connectors: Option<Vec<Connector>>,
    own: Option<Vec<OwnChange>>,
    inbound: Option<InboundLog>,
}

impl Scene {
    /// Everything good: the PKI's policy, both roots in the store, each target answered at the PKI's present.
    pub(crate) fn good(pki: &TestPki) -> Self {
        let scene = Self {
            pki: pki.clone(),
            text: PolicyText::of(pki),
            embedded: None,
            cut: None,
            asked: Asked::default(),
            observed: pki.now,
            ended: Ended::Complete,
            postfix: None,
            changes: Vec::new(),
            store: Vec::new(),
            other_way: None,
            windows: None,
            account: None,
            exchange: None,
            mx: Vec::new(),
            services: Vec::new(),
            connectors: None,
            own: None,
            inbound: None,
        };
        scene.stored(&pki.retiring, Form::Pem).stored(&pki.root, Form::Pem)
    }

    /// Changes the policy's text.
    pub(crate) fn policy(mut self, change: impl FnOnce(PolicyText) -> PolicyText) -> Self {
        self.text = change(self.text);
        self
    }

    /// Changes every fetch of this URL, whatever its method. A URL that no target has fails the test.
    pub(crate) fn fetch(mut self, url: &str, change: impl Fn(&mut Fetch, &Objects) + 'static) -> Self {
        self.changes.push((url.to_owned(), Box::new(change)));
        self
    }

    /// How far each fetch of this URL got.
    pub(crate) fn reached(self, url: &str, reached: Reached) -> Self {
        self.fetch(url, move |fetch, _| fetch.reached = reached.clone())
    }

    /// Changes each answer of this URL.
    pub(crate) fn answer(self, url: &str, change: impl Fn(&mut Answer) + 'static) -> Self {
        self.fetch(url, move |fetch, _| match &mut fetch.reached {
            Reached::Answered { answer, .. } => change(answer),
            other => panic!("{} was not answered: {other:?}", fetch.id.url),
        })
    }

    /// This URL answers with these bytes.
    pub(crate) fn body(self, url: &str, bytes: &[u8]) -> Self {
        let bytes = bytes.to_vec();
        self.fetch(url, move |fetch, objects| match &mut fetch.reached {
            Reached::Answered { answer, .. } => put(answer, &bytes, objects),
            other => panic!("{} was not answered: {other:?}", fetch.id.url),
        })
    }

    /// This URL answers by one method only with these bytes, and by the other as before.
    pub(crate) fn body_by(self, url: &str, method: Method, bytes: &[u8]) -> Self {
        let bytes = bytes.to_vec();
        self.fetch(url, move |fetch, objects| {
            if let (true, Reached::Answered { answer, .. }) = (fetch.id.method == method, &mut fetch.reached) {
                put(answer, &bytes, objects);
            }
        })
    }

    /// This URL answers with this status and a body of no bytes.
    pub(crate) fn status(self, url: &str, status: u16) -> Self {
        self.body(url, b"").answer(url, move |answer| answer.status = status)
    }

    /// No address of this URL's host accepts a connection.
    pub(crate) fn unreachable(self, url: &str, outcome: Connect) -> Self {
        self.fetch(url, move |fetch, _| fetch.reached = refused(outcome))
    }

    /// Nothing of the network answers: each connection attempt of each target ends so.
    pub(crate) fn cut_off(mut self, outcome: Connect) -> Self {
        self.cut = Some(outcome);
        self
    }

    /// What `certready url` makes of these URLs of the PKI and of these issuers' certificates, in place of the PKI's policy.
    pub(crate) fn urls(mut self, urls: &[&str], issuers: &[&Issued]) -> Self {
        let urls: Vec<HttpUrl> = urls.iter().map(|url| HttpUrl::parse(url).unwrap()).collect();
        let issuers: Vec<_> = issuers.iter().map(|one| one.certificate()).collect();
        self.embedded = Some(policy_for(&urls, &issuers, &[], self.observed).unwrap());
        self
    }

    /// The policy as it is by now lies in a file of this path.
    pub(crate) fn in_file(mut self, path: &str) -> Self {
        self.embedded = Some(PolicySource { name: Shown::new(path), ..self.text.source() });
        self
    }

    /// A policy of the catalogue in place of the PKI's.
    pub(crate) fn embedded(mut self, id: &str) -> Self {
        self.embedded = certready::policy::find(id);
        assert!(self.embedded.is_some(), "no policy is called {id}");
        self
    }

    /// Another way out was compared, straight, and these URLs were tried by it as well; `change` says what came of each.
    pub(crate) fn by_another_way(mut self, urls: &[&str], change: impl Fn(&mut Fetch, &Objects) + 'static) -> Self {
        self.other_way = Some((urls.iter().map(|url| (*url).to_owned()).collect(), Box::new(change)));
        self
    }

    fn compared(&self, fetches: &[Fetch], objects: &Objects) -> Option<Compared> {
        let (urls, change) = self.other_way.as_ref()?;
        let again = fetches.iter().filter(|fetch| urls.iter().any(|url| fetch.id.url.as_str() == url));
        let again = again.map(|fetch| {
            let mut fetch = Fetch { proxy: None, ..fetch.clone() };
            change(&mut fetch, objects);
            fetch
        });
        Some(Compared { route: straight(), fetches: again.collect() })
    }

    /// These certificates are in the store, and no others.
    pub(crate) fn store(self, roots: &[&Issued]) -> Self {
        let emptied = self.store_facts(|facts, _| facts.certificates.clear());
        roots.iter().fold(emptied, |scene, root| scene.stored(root, Form::Pem))
    }

    /// One more certificate in the store, in this form.
    pub(crate) fn stored(self, certificate: &Issued, form: Form) -> Self {
        self.stored_bytes(certificate.der(), form)
    }

    /// One more entry in the store, of these bytes.
    pub(crate) fn stored_bytes(self, bytes: &[u8], form: Form) -> Self {
        let bytes = bytes.to_vec();
        self.store_facts(move |facts, objects| {
            let object = objects.put(&bytes).unwrap();
            let place = Place { path: BUNDLE.into(), line: (form == Form::Pem).then_some(17), form, kept: None };
            facts.certificates.push(StoreCertificate { object, places: vec![place] });
        })
    }

    /// Something in the store that could not be read, because this account may not (`denied`) or for another reason.
    pub(crate) fn unread(self, path: &str, reason: &str, denied: bool) -> Self {
        let place = Place { path: path.into(), line: None, form: Form::Pem, kept: None };
        let unread = Unread { place, reason: reason.into(), denied };
        self.store_facts(move |facts, _| facts.unread.push(unread.clone()))
    }

    /// Whose store it is.
    pub(crate) fn origin(self, origin: StoreOrigin) -> Self {
        self.store_facts(move |facts, _| facts.origin = origin.clone())
    }

    /// The host is a well-kept Windows server: what the scene's store holds stands in the machine's `Root`.
    pub(crate) fn on_windows(mut self) -> Self {
        self.windows = Some(Vec::new());
        self.account = Some((r"NT AUTHORITY\SYSTEM".into(), "S-1-5-18".into()));
        self.store_facts(|facts, _| {
            facts.origin = StoreOrigin::Windows;
            facts.searched = vec![r"LocalMachine\Root".into()];
            for held in &mut facts.certificates {
                held.places = vec![windows::place(windows::machine_root())];
            }
        })
    }

    /// The account of the run, by name and by SID.
    pub(crate) fn account(mut self, name: &str, sid: &str) -> Self {
        self.account = Some((name.into(), sid.into()));
        self
    }

    /// Changes what Windows tells.
    pub(crate) fn windows(mut self, change: impl Fn(&mut WindowsFacts, &Objects) + 'static) -> Self {
        self.windows.get_or_insert_default().push(Box::new(change));
        self
    }

    /// One more place of a certificate in Windows' stores.
    pub(crate) fn kept(self, certificate: &Issued, kept: Kept) -> Self {
        let bytes = certificate.der().to_vec();
        self.store_facts(move |facts, objects| {
            let (object, place) = (objects.put(&bytes).unwrap(), windows::place(kept.clone()));
            match facts.certificates.iter_mut().find(|held| held.object == object) {
                Some(held) => held.places.push(place),
                None => facts.certificates.push(StoreCertificate { object, places: vec![place] }),
            }
        })
    }

    /// `--exchange`.
    pub(crate) fn exchange(mut self, servers: &[ExchangeServer]) -> Self {
        self.exchange = Some(servers.to_vec());
        self
    }

    /// A service, as the command line names it, of which this became: see `common/served.rs`.
    pub(crate) fn service(mut self, id: ServiceId, change: impl Fn(&mut ServiceFacts, &Objects) + 'static) -> Self {
        self.services.push((id, Box::new(change)));
        self
    }

    /// What was said of a domain's MX records.
    pub(crate) fn mx(mut self, facts: MxFacts) -> Self {
        self.mx.push(facts);
        self
    }

    /// `--connectors`.
    pub(crate) fn connectors(mut self, connectors: &[Connector]) -> Self {
        self.connectors = Some(connectors.to_vec());
        self
    }

    /// One more certificate of this host's own, with those that stand beside it, from `/etc/own.pem`; `change` spoils what was
    /// seen of it.
    pub(crate) fn own(self, chain: &[&Issued], change: impl Fn(&mut OwnCertificate) + 'static) -> Self {
        let ders: Vec<Vec<u8>> = chain.iter().map(|one| one.der().to_vec()).collect();
        self.own_facts(move |facts, objects| {
            let mut own = OwnCertificate {
                source: OwnSource::Asked,
                place: "/etc/own.pem".into(),
                chain: ders.iter().map(|der| objects.put(der).unwrap()).collect(),
                key: OwnKey::NotSeen,
                described: None,
            };
            change(&mut own);
            facts.certificates.push(own);
        })
    }

    /// Changes what was found of this host's own certificates.
    pub(crate) fn own_facts(mut self, change: impl Fn(&mut OwnFacts, &Objects) + 'static) -> Self {
        self.own.get_or_insert_default().push(Box::new(change));
        self
    }

    /// `--smtp-log`.
    pub(crate) fn inbound(mut self, log: InboundLog) -> Self {
        self.inbound = Some(log);
        self
    }

    /// Changes what the store holds.
    pub(crate) fn store_facts(mut self, change: impl Fn(&mut StoreFacts, &Objects) + 'static) -> Self {
        self.store.push(Box::new(change));
        self
    }

    /// When the run began, UTC. The answers' times and Date headers move along.
    pub(crate) fn observed(mut self, at: Timestamp) -> Self {
        self.observed = at;
        self
    }

    /// What the command line asks: `|asked| asked.as_of = Some(day(3))`.
    pub(crate) fn asked(mut self, change: impl FnOnce(&mut Asked)) -> Self {
        change(&mut self.asked);
        self
    }

    /// `--client`.
    pub(crate) fn client(self, client: Client) -> Self {
        self.asked(|asked| asked.client = Some(client))
    }

    /// How the run ended.
    pub(crate) fn ended(mut self, ended: Ended) -> Self {
        self.ended = ended;
        self
    }

    /// Postfix of this version is on the host.
    pub(crate) fn postfix(mut self, version: &str) -> Self {
        self.postfix = Some(version.into());
        self
    }

    /// The run as it was collected.
    pub(crate) fn evidence(&self) -> Evidence {
        let objects = Objects::new();
        let source = self.embedded.clone().unwrap_or_else(|| self.text.source());
        let policy = parse(&source).unwrap_or_else(|problems| panic!("{problems}\n{}", source.yaml));
        let mut store = StoreFacts {
            origin: StoreOrigin::System,
            certificates: Vec::new(),
            unread: Vec::new(),
            searched: vec![BUNDLE.into()],
        };
        self.store.iter().for_each(|change| change(&mut store, &objects));
        store.certificates.sort_by_key(|certificate| certificate.object);
        let times = [self.observed, Times::new(&policy, &self.asked, self.observed).cutover];
        let anchors = store.anchors().filter_map(|one| objects.small(&one.object, 1 << 20).unwrap());
        let anchors: Vec<Certificate> = anchors.filter_map(|der| Certificate::decode(&der).ok()).collect();
        let told = |fetches: &[Fetch]| {
            self.windows.as_ref().map(|changes| {
                let mut facts = windows::facts(&policy, times, &anchors, fetches);
                for change in changes {
                    change(&mut facts, &objects);
                }
                facts
            })
        };
        let own = told(&[]).filter(|_| store.origin == StoreOrigin::Windows);
        let seen = HostSeen { anchors: anchors.clone(), update: own.map(|facts| facts.root_update) };
        let services = self.served(&objects);
        let named: Vec<Service> = self.services.iter().map(|(id, _)| served::named(id)).collect();
        let presented: Vec<Brought> = services.iter().filter_map(|one| served::brought_by(one, &objects)).collect();
        let mut brought: Vec<Brought> = presented.clone();
        let (fetches, urls_left_out) = loop {
            let planned = with_root_update(plan(&policy, &named, &brought), &policy, &seen);
            let fetches: Vec<Fetch> = planned.targets.iter().map(|target| self.fetched(target, &objects)).collect();
            let by_aia = fetches.iter().filter_map(|fetch| brought_by(fetch, &objects));
            let now: Vec<Brought> = presented.iter().cloned().chain(by_aia).collect();
            if now.len() == brought.len() {
                break (fetches, planned.urls_left_out);
            }
            brought = now;
        };
        for (url, _) in &self.changes {
            assert!(fetches.iter().any(|fetch| fetch.id.url.as_str() == url), "no target has the URL {url}");
        }
        let (account, account_id) = self.account.clone().unwrap_or(("postfix".into(), "101".into()));
        let observations = Observations {
            started: self.observed,
            took_ms: 1_234,
            ended: self.ended,
            bounds: Some(BOUNDS),
            host: HostFacts {
                name: Some("mail-01".into()),
                os: "Debian GNU/Linux 12".into(),
                account: Some(account),
                account_id: Some(account_id),
                postfix: self.postfix.clone(),
            },
            route: straight(),
            store,
            windows: told(&fetches),
            exchange: self.exchange.clone(),
            connectors: self.connectors.clone(),
            own: self.own.as_ref().map(|changes| {
                let mut facts = OwnFacts::default();
                for change in changes {
                    change(&mut facts, &objects);
                }
                facts
            }),
            inbound: self.inbound.clone(),
            compared: self.compared(&fetches, &objects),
            fetches,
            mx: self.mx.clone(),
            services,
            urls_left_out,
        };
        Evidence {
            tool: "0.1.0 (test)".into(),
            policy: source,
            asked: self.asked.clone(),
            observations,
            objects,
            manifest: None,
        }
    }

    /// The run, judged as asked.
    pub(crate) fn judge(&self) -> Judged {
        Judged::of(&self.evidence(), &self.asked)
    }

    fn served(&self, objects: &Objects) -> Vec<ServiceFacts> {
        let mut services: Vec<ServiceFacts> = self
            .services
            .iter()
            .map(|(id, change)| {
                let mut facts = served::unasked(id);
                change(&mut facts, objects);
                facts
            })
            .collect();
        services.sort_by(|a, b| a.id.cmp(&b.id));
        services
    }

    fn fetched(&self, target: &Target, objects: &Objects) -> Fetch {
        let attempts =
            vec![Attempt { address: address(target), outcome: Connect::Connected, took_ms: 3, told_by: None }];
        let reached = match (self.cut, target.id.method) {
            (Some(outcome), _) => refused(outcome),
            (None, Method::Connect) => Reached::Connected { attempts, fault: None, hops: Vec::new() },
            (None, Method::Get | Method::Post) => {
                let answer = self.answered(target, objects);
                Reached::Answered { attempts, answer, hops: Vec::new(), redirect: None }
            }
        };
        let mut fetch = Fetch {
            id: target.id.clone(),
            named_by: target.named_by.clone(),
            offset_ms: Some(2),
            took_ms: 20,
            proxy: None,
            instead: None,
            resolvers: Vec::new(),
            tls: None,
            reached,
        };
        let url = fetch.id.url.as_str().to_owned();
        self.changes.iter().filter(|(of, _)| *of == url).for_each(|(_, change)| change(&mut fetch, objects));
        fetch
    }

    fn answered(&self, target: &Target, objects: &Objects) -> Answer {
        let content_type = match target.id.kind {
            EndpointKind::Crl => "application/pkix-crl",
            EndpointKind::Ocsp => "application/ocsp-response",
            EndpointKind::Aia | EndpointKind::Any | EndpointKind::Connect => "application/pkix-cert",
            EndpointKind::Ctl => "application/octet-stream",
        };
        let mut answer = Answer {
            status: 200,
            remote: Some(address(target)),
            headers: vec![Header { name: "content-type".into(), value: content_type.into() }],
            date: Some(self.observed),
            age: None,
            announced: None,
            bytes: 0,
            body: None,
            end: BodyEnd::Complete,
            head_ms: 10,
            at: self.observed,
        };
        match self.published(target) {
            Some(bytes) => put(&mut answer, &bytes, objects),
            None => answer.status = 404,
        }
        answer
    }

    /// What the PKI publishes for a target. None where it publishes nothing there.
    fn published(&self, target: &Target) -> Option<Vec<u8>> {
        let (pki, url) = (&self.pki, target.id.url.as_str());
        let ocsp = |issuer: &Issued| {
            let request = target.request.as_deref().filter(|request| !request.is_empty());
            let serial = request.map(|request| read_request(request).serial);
            serial.map_or(OcspError::MalformedRequest.der(), |serial| pki.fresh_ocsp(&serial, issuer).der())
        };
        [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP, paths::ROOT_AIA, paths::AIA]
            .into_iter()
            .find(|path| url == pki.url(path))
            .map(|path| match path {
                paths::ROOT_CRL => pki.root_crl().der(),
                paths::CRL => pki.crl().der(),
                paths::ROOT_OCSP => ocsp(&pki.root),
                paths::OCSP => ocsp(&pki.intermediate),
                paths::ROOT_AIA => pki.root.der().to_vec(),
                _ => pki.intermediate.der().to_vec(),
            })
    }
}

/// One address, and each attempt to connect ends so.
fn refused(outcome: Connect) -> Reached {
    Reached::Resolved {
        attempts: vec![Attempt {
            address: "192.0.2.1:80".parse().unwrap(),
            outcome,
            took_ms: 15,
            // Another host's word, where one forbids.
            told_by: (outcome == Connect::Prohibited).then(|| "192.0.2.254".parse().unwrap()),
        }],
    }
}

/// A host has one address, the same in each run.
fn address(target: &Target) -> std::net::SocketAddr {
    let last = Digest::of(target.id.url.host().as_bytes()).as_bytes()[0];
    format!("192.0.2.{last}:{}", target.id.url.port()).parse().unwrap()
}

/// Makes these bytes the whole body of an answer, as the probe would note it.
fn put(answer: &mut Answer, bytes: &[u8], objects: &Objects) {
    answer.body = (!bytes.is_empty()).then(|| objects.put(bytes).unwrap());
    answer.bytes = bytes.len() as u64;
    answer.announced = Some(answer.bytes);
}

fn brought_by(fetch: &Fetch, objects: &Objects) -> Option<Brought> {
    let Reached::Answered { answer, .. } = &fetch.reached else { return None };
    let bytes = objects.small(&answer.body.filter(|_| fetch.id.kind == EndpointKind::Aia)?, 1 << 20).unwrap()?;
    Some(Brought::Certificates { by: fetch.id.clone(), certificates: decode_certificates(&bytes).items })
}

/// What a finding says, without its words: the id of its template, level, cause, weight.
pub(crate) type Said = (&'static str, Level, Option<Cause>, Weight);

/// A judgement. Whatever the scene: findings are sorted; each is of a template that its check registers; each `{name}` in
/// its words has a value; what is neither a pass nor not applicable says what to do next.
pub(crate) struct Judged {
    pub(crate) report: Report,
}

impl Judged {
    /// Judges evidence as asked.
    pub(crate) fn of(evidence: &Evidence, asked: &Asked) -> Self {
        let policy = parse(&evidence.policy).unwrap_or_else(|problems| panic!("{problems}"));
        let examined = examine(&policy, evidence);
        let case = Case::new(&policy, evidence, &examined, asked);
        let judgement = judge(&case, asked);
        let run = RunFacts { tool: "0.1.0 (test)".into(), manifest: None };
        let judged = Self { report: build(&case, judgement.verdict, judgement.findings, run) };
        judged.holds();
        judged
    }

    pub(crate) fn verdict(&self) -> Verdict {
        self.report.verdict
    }

    /// Every finding of a check, in order.
    pub(crate) fn all(&self, code: Code) -> Vec<&Finding> {
        self.report.findings.iter().filter(|finding| finding.code == code).collect()
    }

    /// The one finding of a check about a target. None or several fail the test.
    pub(crate) fn one(&self, code: Code, target: &str) -> &Finding {
        let all = self.all(code);
        let fitting: Vec<_> = all.iter().filter(|finding| finding.target.as_str() == target).collect();
        match fitting.as_slice() {
            [one] => one,
            _ => panic!("{} findings of {code} about {target}:\n{}", fitting.len(), listed(&all)),
        }
    }

    /// What the one finding of a check about a target says.
    pub(crate) fn said(&self, code: Code, target: &str) -> Said {
        said(self.one(code, target))
    }

    /// The one finding of this template's id.
    pub(crate) fn by_id(&self, id: &str) -> &Finding {
        let fitting: Vec<_> = self.report.findings.iter().filter(|finding| finding.template.id == id).collect();
        match fitting.as_slice() {
            [one] => one,
            _ => panic!("{} findings say {id}:\n{}", fitting.len(), listed(&self.report.findings)),
        }
    }

    /// The ids of all that a check found, in order.
    pub(crate) fn ids(&self, code: Code) -> Vec<&'static str> {
        self.all(code).iter().map(|finding| finding.template.id).collect()
    }

    /// Everything that is neither a pass nor not applicable.
    pub(crate) fn asks(&self) -> Vec<Said> {
        let fine = [Level::Pass, Level::NotApplicable];
        self.report.findings.iter().filter(|finding| !fine.contains(&finding.level)).map(said).collect()
    }

    fn holds(&self) {
        let key = |finding: &Finding| (finding.code, finding.target.clone(), finding.cause);
        assert!(self.report.findings.is_sorted_by_key(key), "{}", listed(&self.report.findings));
        for finding in &self.report.findings {
            let template = finding.template;
            let checks = certready::check::REGISTRY.iter().copied().chain([&certready::evaluate::RUN_COMPLETE]);
            let check = checks.into_iter().find(|check| check.code == finding.code).unwrap();
            let shared = std::ptr::eq(template, &raw const certready::check::IMPOSSIBLE);
            assert!(shared || check.templates.contains(&template), "{} is not registered", template.id);
            for words in [template.observed, template.required, template.next, template.verify] {
                for name in names(words) {
                    assert!(finding.args.iter().any(|(known, _)| *known == name), "{}: {{{name}}}", template.id);
                }
            }
            // What can't be put into Korean is said in English; only what is a fault's own word may be that.
            let korean = finding.observed_in(Language::Korean);
            let is_quoted = template.observed.starts_with('{') && template.observed.ends_with('}');
            assert!(is_quoted || korean.chars().any(is_hangul), "{}: {korean}", template.id);
            let fine = matches!(finding.level, Level::Pass | Level::NotApplicable);
            assert!(fine || finding.next().is_some(), "{} says nothing to do", template.id);
            // Whoever sums up reports has it in English alone, and gives it every language again.
            let block = Block {
                code: Name::new(finding.code.word()),
                target: Name::new(finding.target.as_str()),
                cause: None,
                level: finding.level,
                owner: None,
                next: finding.next().map(|next| Name::new(&next)),
            };
            let again = block.next_said().map(|next| next.to(Language::Korean));
            assert_eq!(again, finding.next_in(Language::Korean), "{}: {:?}", template.id, block.next);
        }
        let Firewall::Asked(request) = &self.report.firewall else { return };
        for ask in request.rows.iter().flat_map(|row| &row.asks) {
            let row = FirewallRow {
                kind: Name::new("port"),
                host: Name::new("host"),
                port: None,
                proxy: None,
                level: Level::Failure,
                decisive: true,
                asks: [Name::new(&ask.to_string())].into(),
                urls: [].into(),
                causes: [].into(),
                sources: Vec::new(),
            };
            assert_eq!(row.asks_said().to(Language::Korean), ask.to(Language::Korean), "{ask}");
        }
    }
}

/// What a finding says, without its words.
pub(crate) fn said(finding: &Finding) -> Said {
    (finding.template.id, finding.level, finding.cause, finding.weight)
}

/// The names in braces within a template's words.
pub(crate) fn names(words: &str) -> Vec<&str> {
    words.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Whether a character is a syllable of Korean.
fn is_hangul(character: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&character)
}

fn listed<'a>(findings: impl IntoIterator<Item = &'a (impl std::borrow::Borrow<Finding> + 'a)>) -> String {
    let line = |finding: &Finding| {
        format!("  {} {:?} {} {}", finding.template.id, finding.level, finding.target, finding.observed())
    };
    findings.into_iter().map(|finding| line(finding.borrow())).collect::<Vec<_>>().join("\n")
}
