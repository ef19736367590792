//! Windows' own chain engine, asked of each certificate of the plan: by the machine's stores, as services ask it, for servers
//! and for clients, at each time of the questions. What it answers is taken down in its own numbers.
//!
//! It fetches nothing and changes nothing: roots, lists, issuers and revocation are looked up in its stores and caches alone
//! (`CERT_CHAIN_DISABLE_AUTH_ROOT_AUTO_UPDATE`, `CERT_CHAIN_DISABLE_AIA`, `CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL`), and no
//! revocation is asked for: that is what the plan's own targets are for. So nothing here waits for a network. An engine that
//! hangs all the same, in a provider of somebody else's for instance, is asked aside, and left behind.
#![expect(unsafe_code, reason = "no safe crate asks the chain engine with flags of one's own")]

use std::io;
use std::ptr::{self, NonNull, null};
use std::time::Duration;

use windows_sys::Win32::Foundation::{ERROR_TIMEOUT, FALSE, FILETIME};
use windows_sys::Win32::Security::Cryptography::{
    CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL, CERT_CHAIN_CONTEXT, CERT_CHAIN_DISABLE_AIA,
    CERT_CHAIN_DISABLE_AUTH_ROOT_AUTO_UPDATE, CERT_CHAIN_ELEMENT, CERT_CHAIN_PARA, CERT_SIMPLE_CHAIN, CERT_USAGE_MATCH,
    CTL_USAGE, CertFreeCertificateChain, CertGetCertificateChain, HCERTCHAINENGINE, USAGE_MATCH_TYPE_AND,
};

use super::crypt::{Context, Store, encoded};
use crate::observation::{ChainPurpose, OsAnswer, OsChain, OsElement};
use crate::plan::ChainQuestions;
use crate::probe::host::aside;
use crate::vocabulary::{Digest, Timestamp};

/// The engine of the machine: it reads the machine's stores, and not this account's (Microsoft, `wincrypt.h`).
const HCCE_LOCAL_MACHINE: HCERTCHAINENGINE = ptr::without_provenance_mut(1);

/// It fetches nothing.
const FLAGS: u32 =
    CERT_CHAIN_CACHE_ONLY_URL_RETRIEVAL | CERT_CHAIN_DISABLE_AUTH_ROOT_AUTO_UPDATE | CERT_CHAIN_DISABLE_AIA;

/// The most certificates of a chain that are taken down. Windows itself builds none longer than 20 or so.
const LONGEST_CHAIN: usize = 100;

/// How long all questions together may take. Without a network an answer takes milliseconds, the first of a process, which
/// loads the stores, up to a second or two.
const PATIENCE: Duration = Duration::from_secs(20);

/// One question.
struct Question {
    subject: Digest,
    der: Vec<u8>,
    purpose: ChainPurpose,
    at: Timestamp,
}

/// Asks every question. What is not answered in [`PATIENCE`] has failed with `ERROR_TIMEOUT`.
pub fn ask_chains(questions: &ChainQuestions) -> Vec<OsChain> {
    let all: Vec<Question> = list(questions);
    if all.is_empty() {
        return Vec::new();
    }
    let late: Vec<OsChain> = all.iter().map(|one| answered(one, OsAnswer::Failed(ERROR_TIMEOUT))).collect();
    let beside: Vec<Vec<u8>> = questions.beside.iter().map(|one| one.der().to_vec()).collect();
    let asked = aside::ask(PATIENCE, move |answers| {
        let beside = store(&beside);
        for question in &all {
            let answer = match &beside {
                Ok(beside) => ask(question, beside),
                Err(error) => OsAnswer::Failed(number(error)),
            };
            if answers.send(answered(question, answer)).is_err() {
                return;
            }
        }
    });
    match asked {
        Ok(mut answers) => late.into_iter().map(|one| answers.next().unwrap_or(one)).collect(),
        Err(error) => late.into_iter().map(|one| OsChain { answer: OsAnswer::Failed(number(&error)), ..one }).collect(),
    }
}

/// The questions, one for each subject, time and purpose.
fn list(questions: &ChainQuestions) -> Vec<Question> {
    let mut all = Vec::new();
    for subject in &questions.subjects {
        for at in &questions.at {
            for purpose in ChainPurpose::ALL {
                let der = subject.der().to_vec();
                all.push(Question { subject: Digest::of(&der), der, purpose, at: *at });
            }
        }
    }
    all
}

const fn answered(question: &Question, answer: OsAnswer) -> OsChain {
    OsChain { subject: question.subject, purpose: question.purpose, at: question.at, answer }
}

/// A store in memory with what may stand in a chain beside what the system's stores hold.
fn store(beside: &[Vec<u8>]) -> io::Result<Store> {
    let store = Store::in_memory()?;
    beside.iter().try_for_each(|der| store.add(der))?;
    Ok(store)
}

/// An error of the system's by its number; of no number, that of a call that failed without one.
fn number(error: &io::Error) -> u32 {
    error.raw_os_error().map_or(u32::MAX, |number| u32::from_ne_bytes(number.to_ne_bytes()))
}

/// A chain that the engine built. It is freed when it is dropped.
struct Chain(NonNull<CERT_CHAIN_CONTEXT>);

impl Drop for Chain {
    fn drop(&mut self) {
        // SAFETY: it is live, and freed here alone.
        unsafe { CertFreeCertificateChain(self.0.as_ptr()) };
    }
}

/// Asks one question.
fn ask(question: &Question, beside: &Store) -> OsAnswer {
    match build(question, beside) {
        Ok(chain) => read(&chain),
        Err(error) => OsAnswer::Failed(number(&error)),
    }
}

fn build(question: &Question, beside: &Store) -> io::Result<Chain> {
    let subject = Context::of(&question.der)?;
    // id-kp-serverAuth and id-kp-clientAuth (RFC 5280 §4.2.1.12).
    let usage = match question.purpose {
        ChainPurpose::Server => c"1.3.6.1.5.5.7.3.1",
        ChainPurpose::Client => c"1.3.6.1.5.5.7.3.2",
    };
    let mut usages = [usage.as_ptr().cast::<u8>().cast_mut()];
    let size = u32::try_from(size_of::<CERT_CHAIN_PARA>()).map_err(io::Error::other)?;
    let wanted = CERT_CHAIN_PARA {
        cbSize: size,
        RequestedUsage: CERT_USAGE_MATCH {
            dwType: USAGE_MATCH_TYPE_AND,
            Usage: CTL_USAGE { cUsageIdentifier: 1, rgpszUsageIdentifier: usages.as_mut_ptr() },
        },
        ..CERT_CHAIN_PARA::default()
    };
    let ticks = question.at.filetime();
    let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    let at = FILETIME { dwLowDateTime: half(ticks), dwHighDateTime: half(ticks >> 32) };
    let mut chain = ptr::null_mut();
    // SAFETY: the context and the store are live, and everything else that is pointed at lives through the call, which
    // writes to none of it but the place for the chain; the usage ends in a zero.
    let built = unsafe {
        CertGetCertificateChain(
            HCCE_LOCAL_MACHINE,
            subject.as_ptr(),
            &raw const at,
            beside.handle(),
            &raw const wanted,
            FLAGS,
            null(),
            &raw mut chain,
        )
    };
    if built == FALSE {
        return Err(io::Error::last_os_error());
    }
    NonNull::new(chain).map(Chain).ok_or_else(|| io::Error::other("no chain"))
}

/// What the engine says of a chain, and of each of its certificates. Without a list of trust in its way a chain is one simple
/// chain; of several, the first begins with the subject.
fn read(chain: &Chain) -> OsAnswer {
    // SAFETY: the chain is live for as long as it is borrowed; what it points at lives as long, and is written by nobody.
    let (context, elements) = unsafe {
        let context = chain.0.as_ref();
        let simple: &[*mut CERT_SIMPLE_CHAIN] = list_of(context.rgpChain, context.cChain);
        let first = simple.first().and_then(|first| first.as_ref());
        let elements: &[*mut CERT_CHAIN_ELEMENT] = first.map_or(&[], |one| list_of(one.rgpElement, one.cElement));
        let elements = elements.iter().take(LONGEST_CHAIN).filter_map(|element| {
            let element = element.as_ref()?;
            let certificate = Digest::of(encoded(element.pCertContext.as_ref()?));
            let status = element.TrustStatus;
            Some(OsElement { certificate, errors: status.dwErrorStatus, info: status.dwInfoStatus })
        });
        (context, elements.collect())
    };
    let status = context.TrustStatus;
    OsAnswer::Chain { errors: status.dwErrorStatus, info: status.dwInfoStatus, elements }
}

/// So many of a list that the interface keeps.
///
/// # Safety
/// The list has so many elements, and lives as long as what it was taken from.
unsafe fn list_of<'a, T>(first: *const T, count: u32) -> &'a [T] {
    match (first.is_null(), usize::try_from(count)) {
        // SAFETY: as the caller says.
        (false, Ok(count)) => unsafe { std::slice::from_raw_parts(first, count) },
        _ => &[],
    }
}
