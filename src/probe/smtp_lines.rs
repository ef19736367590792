//! The lines of one SMTP receive protocol log of Exchange → what they tell of clients' certificates. It asks nobody and opens
//! nothing; the words are Exchange's own, which are not translated.
//!
//! A certificate stands in one of two forms. One line for each part, `Certificate subject` to `Certificate alternate names`,
//! below a line that says whose it is; or all parts in one line, with spaces between, whose context ends in
//! `Subject Issuer name Serial number Thumbprint Not before Not after Subject alternate names`.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::observation::{InboundLog, LogClient, LogFailure, LogVerdict, LogWord};
use crate::vocabulary::{Shown, Timestamp};

/// The most distinct certificates that are kept. The service presents one for each of its regions, every partner another.
pub const MOST_CLIENTS: usize = 1_000;

/// The most names that are kept of one certificate.
const MOST_NAMES: usize = 200;

/// The most kinds of TLS, and the most words, that are kept of one certificate: there are some thirty of each.
const MOST_WORDS: usize = 64;

/// The most distinct failures that are kept.
const MOST_FAILURES: usize = 500;

/// The most sessions that are open at once. A server holds 5,000 connections unless it is told otherwise
/// (`MaxInboundConnection`).
const MOST_OPEN: usize = 10_000;

/// The fields of a line where the log does not list them (`#Fields:`).
const FIELDS: [&str; 9] = [
    "date-time",
    "connector-id",
    "session-id",
    "sequence-number",
    "local-endpoint",
    "remote-endpoint",
    "event",
    "data",
    "context",
];

/// What is read of logs, line after line.
#[derive(Debug, Default)]
pub struct LogLines {
    log: InboundLog,
    clients: BTreeMap<String, LogClient>,
    left_out: BTreeSet<String>,
    failures: BTreeMap<(String, String), LogFailure>,
    open: BTreeMap<String, Session>,
    /// The places of the fields that count.
    places: Option<Places>,
}

/// Where each field stands in a line.
#[derive(Clone, Copy, Debug)]
struct Places {
    time: usize,
    session: usize,
    event: usize,
    data: usize,
    context: usize,
}

/// What is known of a session.
#[derive(Debug, Default)]
struct Session {
    ehlo: String,
    /// The client's certificate, by its thumbprint. None before it was seen.
    client: Option<String>,
    /// A certificate whose parts are being told line by line.
    told: Option<Told>,
}

/// A certificate, as far as it was told.
#[derive(Debug)]
struct Told {
    role: Role,
    at: Timestamp,
    subject: String,
    issuer: String,
    serial: String,
    thumbprint: String,
    names: Vec<String>,
}

/// Whose certificate it is, and what is said with it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    /// The client's.
    Client,
    /// The client's, of which the chain held.
    Held,
    /// The client's, of which revocation could not be learnt.
    CrlPassedOver(String),
    /// The server's own.
    Server,
}

impl LogLines {
    /// Whether a file is a receive log, by its first lines. None where they do not say.
    pub fn is_receive_log(line: &str) -> Option<bool> {
        let kind = line.strip_prefix("#Log-type:")?.trim();
        Some(kind.eq_ignore_ascii_case("SMTP Receive Protocol Log"))
    }

    /// Begins another file. A session that runs on in another file is taken as two.
    pub fn begin(&mut self) {
        self.close_all();
        self.places = None;
    }

    /// Reads one line.
    pub fn read(&mut self, line: &str) {
        if let Some(fields) = line.strip_prefix("#Fields:") {
            self.places = places(&fields.split(',').map(str::trim).collect::<Vec<_>>());
            return;
        }
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        let Some(places) = self.places.or_else(|| places(&FIELDS)) else { return };
        let fields = fields(line);
        let get = |place: usize| fields.get(place).map(String::as_str).unwrap_or_default();
        let Ok(at) = Timestamp::parse(get(places.time)) else { return };
        let (session, event) = (get(places.session), get(places.event));
        if session.is_empty() {
            return;
        }
        self.log.lines = self.log.lines.saturating_add(1);
        self.log.from = Some(self.log.from.map_or(at, |from| from.min(at)));
        self.log.until = Some(self.log.until.map_or(at, |until| until.max(at)));
        if self.open.len() >= MOST_OPEN && !self.open.contains_key(session) {
            self.close_all();
        }
        let mut open = self.open.remove(session).unwrap_or_default();
        self.line(&mut open, at, event, (get(places.data), get(places.context)));
        if event == "-" {
            self.commit(&mut open);
        } else {
            self.open.insert(session.to_owned(), open);
        }
    }

    /// What was read.
    pub fn finish(mut self) -> InboundLog {
        self.close_all();
        self.log.clients_left_out = u64::try_from(self.left_out.len()).unwrap_or(u64::MAX);
        self.log.clients = self.clients.into_values().collect();
        for client in &mut self.log.clients {
            client.said.sort_by(|a, b| (a.last, a.about, &a.word).cmp(&(b.last, b.about, &b.word)));
        }
        self.log.failures = self.failures.into_values().collect();
        self.log
    }

    fn close_all(&mut self) {
        for (_, mut session) in std::mem::take(&mut self.open) {
            self.commit(&mut session);
        }
    }

    fn line(&mut self, session: &mut Session, at: Timestamp, event: &str, (data, context): (&str, &str)) {
        match event {
            "<" => {
                if let Some(name) = data.strip_prefix("EHLO ").or_else(|| data.strip_prefix("HELO ")) {
                    name.trim().clone_into(&mut session.ehlo);
                }
            }
            ">" if data.starts_with("454 4.7.5") => {
                self.commit(session);
                self.say(session, LogVerdict::ChainRefused, data, at);
            }
            "*" => self.note(session, at, data, context),
            _ => {}
        }
    }

    fn note(&mut self, session: &mut Session, at: Timestamp, data: &str, context: &str) {
        if let (Some(part), Some(told)) = (context.strip_prefix("Certificate "), &mut session.told) {
            told.part(part, data);
            return;
        }
        self.commit(session);
        if let Some(role) = role(context) {
            let mut told = Told::new(role, at);
            told.whole(data);
            session.told = Some(told);
        } else if let Some(error) = context.strip_prefix("TLS negotiation failed with error ") {
            self.fail(session, error, at);
        } else if let Some(word) = between(context, "Client certificate chain validation status: '", "'") {
            match word {
                "EmptyCertificate" | "TestBypassed" => {}
                "Valid" => self.say(session, LogVerdict::ChainHeld, word, at),
                _ => self.say(session, LogVerdict::ChainRefused, word, at),
            }
        } else if let Some(capabilities) = between(context, "TlsDomainCapabilities='", "'") {
            let status = between(context, "Status='", "'").unwrap_or_default();
            let word = match (status, between(context, "Domain='", "'").unwrap_or_default()) {
                ("Success", "") => capabilities.to_owned(),
                ("Success", domain) => format!("{capabilities} for {domain}"),
                (status, _) => format!("{capabilities}, {status}"),
            };
            self.say(session, LogVerdict::Capabilities, &word, at);
        } else if let Some(tls) = negotiated(context) {
            let client = session.client.as_ref().and_then(|thumbprint| self.clients.get_mut(thumbprint));
            if let Some(client) = client {
                add(&mut client.tls, Shown::new(&tls), MOST_WORDS);
            }
        }
    }

    /// Takes a certificate that was told to its end.
    fn commit(&mut self, session: &mut Session) {
        let Some(told) = session.told.take() else { return };
        if told.role == Role::Server || told.thumbprint.is_empty() {
            return;
        }
        let seen_before = session.client.as_ref() == Some(&told.thumbprint);
        let room = self.clients.len() < MOST_CLIENTS;
        let client = match self.clients.entry(told.thumbprint.clone()) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) if room => free.insert(told.client()),
            Entry::Vacant(_) => {
                if self.left_out.len() < MOST_OPEN {
                    self.left_out.insert(told.thumbprint);
                }
                return;
            }
        };
        client.first = client.first.min(told.at);
        client.last = client.last.max(told.at);
        fill(&mut client.subject, &told.subject);
        fill(&mut client.issuer, &told.issuer);
        fill(&mut client.serial, &told.serial);
        for name in &told.names {
            add(&mut client.names, Shown::new(name), MOST_NAMES);
        }
        if !seen_before {
            client.sessions = client.sessions.saturating_add(1);
        }
        session.client = Some(told.thumbprint);
        match told.role {
            Role::Held => self.say(session, LogVerdict::ChainHeld, "Valid", told.at),
            Role::CrlPassedOver(status) => self.say(session, LogVerdict::CrlPassedOver, &status, told.at),
            Role::Client | Role::Server => {}
        }
    }

    /// Notes what Exchange says of the session's client. What it says without one is nobody's.
    fn say(&mut self, session: &Session, about: LogVerdict, word: &str, at: Timestamp) {
        let client = session.client.as_ref().and_then(|thumbprint| self.clients.get_mut(thumbprint));
        let Some(client) = client else { return };
        let word = Shown::new(word);
        if let Some(known) = client.said.iter_mut().find(|known| known.about == about && known.word == word) {
            known.last = known.last.max(at);
            known.count = known.count.saturating_add(1);
        } else if client.said.len() < MOST_WORDS {
            client.said.push(LogWord { about, word, last: at, count: 1 });
        }
    }

    fn fail(&mut self, session: &Session, error: &str, at: Timestamp) {
        let room = self.failures.len() < MOST_FAILURES;
        let (ehlo, error) = (Shown::new(&session.ehlo), Shown::new(error));
        match self.failures.entry((ehlo.to_string(), error.to_string())) {
            Entry::Occupied(known) => {
                let known = known.into_mut();
                known.last = known.last.max(at);
                known.count = known.count.saturating_add(1);
            }
            Entry::Vacant(free) if room => {
                free.insert(LogFailure { ehlo, error, last: at, count: 1 });
            }
            Entry::Vacant(_) => {}
        }
    }
}

impl Told {
    const fn new(role: Role, at: Timestamp) -> Self {
        Self {
            role,
            at,
            subject: String::new(),
            issuer: String::new(),
            serial: String::new(),
            thumbprint: String::new(),
            names: Vec::new(),
        }
    }

    fn client(&self) -> LogClient {
        LogClient {
            thumbprint: Shown::new(&self.thumbprint),
            subject: Shown::new(&self.subject),
            issuer: Shown::new(&self.issuer),
            serial: Shown::new(&self.serial),
            names: Vec::new(),
            first: self.at,
            last: self.at,
            sessions: 0,
            tls: Vec::new(),
            said: Vec::new(),
        }
    }

    /// A part in a line of its own.
    fn part(&mut self, part: &str, data: &str) {
        let data = data.trim();
        match part {
            "subject" => data.clone_into(&mut self.subject),
            "issuer name" => data.clone_into(&mut self.issuer),
            "serial number" => data.clone_into(&mut self.serial),
            "thumbprint" if is_thumbprint(data) => self.thumbprint = data.to_ascii_uppercase(),
            "alternate names" => self.names.extend(names(data)),
            _ => {}
        }
    }

    /// All parts in one line: subject and issuer, which have spaces, then serial, thumbprint, two instants, and the names. A line
    /// with a thumbprint alone is taken as that.
    fn whole(&mut self, data: &str) {
        let words: Vec<&str> = data.split(' ').filter(|word| !word.is_empty()).collect();
        let Some(place) = words.iter().position(|word| is_thumbprint(word)) else { return };
        let at = |place: Option<usize>| place.and_then(|place| words.get(place)).copied().unwrap_or_default();
        self.thumbprint = at(Some(place)).to_ascii_uppercase();
        let before = place.checked_sub(1);
        at(before).clone_into(&mut self.serial);
        let (subject, issuer) = two_names(&words.get(..before.unwrap_or(0)).unwrap_or_default().join(" "));
        (self.subject, self.issuer) = (subject, issuer);
        let behind = words.get(place.saturating_add(1)..).unwrap_or_default();
        let listed = behind.iter().filter(|word| Timestamp::parse(word).is_err());
        self.names.extend(listed.flat_map(|word| names(word)));
    }
}

/// Whose certificate a line begins to tell. None where it tells none.
fn role(context: &str) -> Option<Role> {
    let begins = |words: &str| context.starts_with(words);
    if begins("Remote certificate") || begins("Received certificate") {
        Some(Role::Client)
    } else if begins("Validated received certificate") {
        Some(Role::Held)
    } else if begins("Sending certificate") {
        Some(Role::Server)
    } else {
        let status = between(context, "CRL validation failed with status ", ".")?;
        Some(Role::CrlPassedOver(status.to_owned()))
    }
}

/// Two names in X.500's text form behind each other: the second begins where an attribute follows without a comma before it.
fn two_names(text: &str) -> (String, String) {
    const ATTRIBUTES: [&str; 11] = ["CN=", "OU=", "O=", "L=", "S=", "ST=", "C=", "E=", "DC=", "SERIALNUMBER=", "OID."];
    let begins = |rest: &str| ATTRIBUTES.iter().any(|attribute| rest.starts_with(attribute));
    let cut = text.match_indices(' ').find_map(|(place, _)| {
        let (before, behind) = text.split_at(place);
        let inside = before.ends_with([',', '+']) || before.trim().is_empty();
        (!inside && begins(behind.trim_start())).then_some(place)
    });
    let (subject, issuer) = text.split_at(cut.unwrap_or(text.len()));
    (subject.trim().to_owned(), issuer.trim().to_owned())
}

/// The protocol, key exchange and cipher of a line that says that TLS was negotiated.
fn negotiated(context: &str) -> Option<String> {
    let protocol = between(context, "TLS protocol ", " negotiation succeeded")?;
    let cipher = between(context, "bulk encryption algorithm ", " ").unwrap_or("?");
    let exchange = between(context, "key exchange algorithm ", " ").unwrap_or("?");
    Some(format!("{protocol} {exchange} {cipher}"))
}

fn names(text: &str) -> impl Iterator<Item = String> {
    text.split([';', ',', ' ']).map(str::trim).filter(|name| !name.is_empty()).map(ToOwned::to_owned)
}

fn is_thumbprint(word: &str) -> bool {
    word.len() == 40 && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn between<'t>(text: &'t str, before: &str, behind: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(before)?;
    Some(rest.split_once(behind).map_or(rest, |(word, _)| word))
}

fn fill(into: &mut Shown, text: &str) {
    if into.as_str().is_empty() {
        *into = Shown::new(text);
    }
}

fn add(to: &mut Vec<Shown>, word: Shown, most: usize) {
    if to.len() < most && !to.contains(&word) {
        to.push(word);
    }
}

fn places(names: &[&str]) -> Option<Places> {
    let place = |wanted: &str| names.iter().position(|name| *name == wanted);
    Some(Places {
        time: place("date-time")?,
        session: place("session-id")?,
        event: place("event")?,
        data: place("data")?,
        context: place("context")?,
    })
}

/// The fields of a line, with commas between them. A field in quotes may hold commas, and quotes as two (RFC 4180 §2).
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut rest = line.chars().peekable();
    while let Some(one) = rest.next() {
        let Some(field) = fields.last_mut() else { return fields };
        match one {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            ',' if !quoted => fields.push(String::new()),
            other => field.push(other),
        }
    }
    fields
}
