//! What Exchange's receive logs tell, as version 1 writes it.

use serde::{Deserialize, Serialize};

use super::bounded::{List, words};
use crate::observation::{self as seen, InboundLog};
use crate::vocabulary::{Shown, Timestamp};

/// The most certificates of clients that are read back: as many as the probe keeps.
const CLIENTS: usize = 1_000;

/// The most names of one of them.
const NAMES: usize = 1_000;

/// The most kinds of TLS, and the most words of Exchange's, for one of them: there are a few dozen of each.
const WORDS: usize = 100;

/// The most failures that are read back, and the most files that were not read: as many as the probe keeps.
const NOTES: usize = 1_000;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Inbound {
    files: u64,
    lines: u64,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
    unread: List<Unread, NOTES>,
    clients: List<Client, CLIENTS>,
    clients_left_out: u64,
    failures: List<Failure, NOTES>,
}

impl From<&InboundLog> for Inbound {
    fn from(log: &InboundLog) -> Self {
        let InboundLog { files, lines, from, until, unread, clients, clients_left_out, failures } = log;
        Self {
            files: *files,
            lines: *lines,
            from: *from,
            until: *until,
            unread: List::from_domain(unread),
            clients: List::from_domain(clients),
            clients_left_out: *clients_left_out,
            failures: List::from_domain(failures),
        }
    }
}

impl From<Inbound> for InboundLog {
    fn from(log: Inbound) -> Self {
        let Inbound { files, lines, from, until, unread, clients, clients_left_out, failures } = log;
        let (unread, clients, failures) = (unread.into_domain(), clients.into_domain(), failures.into_domain());
        Self { files, lines, from, until, unread, clients, clients_left_out, failures }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Unread {
    place: Shown,
    reason: Shown,
    denied: bool,
}

impl From<&seen::LogUnread> for Unread {
    fn from(unread: &seen::LogUnread) -> Self {
        let seen::LogUnread { place, reason, denied } = unread;
        Self { place: place.clone(), reason: reason.clone(), denied: *denied }
    }
}

impl From<Unread> for seen::LogUnread {
    fn from(unread: Unread) -> Self {
        let Unread { place, reason, denied } = unread;
        Self { place, reason, denied }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Client {
    thumbprint: Shown,
    subject: Shown,
    issuer: Shown,
    serial: Shown,
    names: List<Shown, NAMES>,
    first: Timestamp,
    last: Timestamp,
    sessions: u64,
    tls: List<Shown, WORDS>,
    said: List<Word, WORDS>,
}

impl From<&seen::LogClient> for Client {
    fn from(client: &seen::LogClient) -> Self {
        let seen::LogClient { thumbprint, subject, issuer, serial, names, first, last, sessions, tls, said } =
            client.clone();
        let said = List::from_domain(&said);
        let (names, tls) = (names.into(), tls.into());
        Self { thumbprint, subject, issuer, serial, names, first, last, sessions, tls, said }
    }
}

impl From<Client> for seen::LogClient {
    fn from(client: Client) -> Self {
        let Client { thumbprint, subject, issuer, serial, names, first, last, sessions, tls, said } = client;
        let (names, tls, said) = (names.into_vec(), tls.into_vec(), said.into_domain());
        Self { thumbprint, subject, issuer, serial, names, first, last, sessions, tls, said }
    }
}

words! {
    /// What a word of Exchange's is about.
    About = seen::LogVerdict { ChainHeld, CrlPassedOver, ChainRefused, Capabilities, }
}

#[derive(Debug, Serialize, Deserialize)]
struct Word {
    about: About,
    word: Shown,
    last: Timestamp,
    count: u64,
}

impl From<&seen::LogWord> for Word {
    fn from(word: &seen::LogWord) -> Self {
        let seen::LogWord { about, word, last, count } = word;
        Self { about: about.into(), word: word.clone(), last: *last, count: *count }
    }
}

impl From<Word> for seen::LogWord {
    fn from(word: Word) -> Self {
        let Word { about, word, last, count } = word;
        Self { about: about.into(), word, last, count }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Failure {
    ehlo: Shown,
    error: Shown,
    last: Timestamp,
    count: u64,
}

impl From<&seen::LogFailure> for Failure {
    fn from(failure: &seen::LogFailure) -> Self {
        let seen::LogFailure { ehlo, error, last, count } = failure.clone();
        Self { ehlo, error, last, count }
    }
}

impl From<Failure> for seen::LogFailure {
    fn from(failure: Failure) -> Self {
        let Failure { ehlo, error, last, count } = failure;
        Self { ehlo, error, last, count }
    }
}
