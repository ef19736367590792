//! Hostile bytes enter here: one function for each kind, which reads them and goes on as production does. `.fuzz/lib.rs`
//! includes this file and hands it to libFuzzer, `mutate.rs` runs the same functions on a stable compiler, so that the two
//! can't drift apart. It knows the crate from outside only, and judges nothing.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::hint::black_box;
use std::io::{self, Cursor};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use certready::compare::compare;
use certready::evidence::{self, Objects};
use certready::kept;
use certready::language::Language;
use certready::observation::{OlderTls, Reached};
use certready::pki::chain::{Material, Revocation, Terms, judge};
use certready::pki::crl::{self, Body, read_crl, verify_crl};
use certready::pki::ocsp::{self, CertId, OcspAnswer, verify_ocsp};
use certready::pki::path::KeyPurpose;
use certready::pki::{
    Certificate, Looks, Published, TrustList, TrustedCertificate, WrittenName, decode_certificates, link,
    link_to_anchor, pem_blocks,
};
use certready::plan::plan;
use certready::policy::{self, EndpointKind, PolicySource};
use certready::probe::{Route, Settings, hear, hear_older_tls, hear_smtp};
use certready::render::{self, Detail};
use certready::run;
use certready::vocabulary::{Digest, HostName, HttpUrl, Timestamp};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::FIXTURES;

/// How far bytes got.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Outcome {
    /// They are not what they should be.
    Refused,
    /// They were read.
    Read,
    /// They were read, and are signed by one of the CAs of the fixtures. What is never signed stays at [`Self::Read`].
    Genuine,
}

use Outcome::{Genuine, Read, Refused};

/// A function that takes hostile bytes.
pub(crate) type Entry = fn(&[u8]) -> Outcome;

/// All of them, by the names of the fuzz targets.
pub(crate) const ENTRIES: [(&str, Entry); 12] = [
    ("certificate", certificate),
    ("crl", crl),
    ("ocsp", ocsp),
    ("pkcs7", pkcs7),
    ("trust_list", trust_list),
    ("policy", policy),
    ("evidence", evidence),
    ("connectors", connectors),
    ("http_head", http_head),
    ("report", report),
    ("smtp_reply", smtp_reply),
    ("server_hello", server_hello),
];

fn fixture(path: &str) -> Vec<u8> {
    let path = PathBuf::from(FIXTURES).join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whoever signed what the seeds are.
static SIGNERS: LazyLock<Vec<Certificate>> = LazyLock::new(|| {
    let files = [
        "roots/globalsign-r1.pem",
        "roots/baltimore-cybertrust-root.pem",
        "roots/digicert-global-root-g2.pem",
        "crl/baltimore-omniroot2025-20201116.issuer.pem",
        "crl/globalsign-orgval-sha256-g2-20170304.issuer.pem",
        "crl/letsencrypt-ye2-96-20261004.issuer.pem",
        "crl/digicert-global-ca-g2-20201116.issuer.pem",
        "ocsp/digicert-20261003.issuer.pem",
        "ocsp/globalsign-root-r1-2012-delegated.issuer.pem",
        "ocsp/revoked-badssl-20211202.issuer.pem",
    ];
    files.iter().flat_map(|file| decode_certificates(&fixture(file)).items).collect()
});

/// An end entity whose CRL is among the seeds.
static LEAF: LazyLock<Certificate> =
    LazyLock::new(|| decode_certificates(&fixture("crl/letsencrypt-ye2-96-leaf.pem")).items.remove(0));

static URL: LazyLock<HttpUrl> = LazyLock::new(|| HttpUrl::parse("http://ye2.c.lencr.org/96.crl").unwrap());

/// Between the times of the seeds.
static AT: LazyLock<Timestamp> = LazyLock::new(|| Timestamp::parse("2020-11-20").unwrap());

/// Makes a value say all that it has, as a report or a log would.
fn spell_out(value: impl Debug) {
    black_box(format!("{value:?}"));
}

/// One certificate in DER, as a store, a chain or an AIA answer gives it.
fn certificate(bytes: &[u8]) -> Outcome {
    spell_out(TrustedCertificate::decode(bytes).as_ref().map(TrustedCertificate::anchors_servers));
    match Certificate::decode(bytes) {
        Ok(certificate) => examine(&certificate),
        Err(fault) => {
            black_box(fault.to_string());
            Refused
        }
    }
}

/// Asks a certificate for everything, and everybody whether they issued it.
fn examine(certificate: &Certificate) -> Outcome {
    spell_out((certificate.subject(), certificate.issuer(), certificate.label(), certificate.serial()));
    black_box(format!("{} {} {}", certificate.subject(), certificate.issuer(), certificate.serial()));
    spell_out((certificate.not_before(), certificate.not_after(), certificate.is_valid_at(*AT)));
    spell_out((certificate.version(), certificate.key(), certificate.public_key(), certificate.sha1()));
    spell_out((certificate.basic_constraints(), certificate.key_usage(), certificate.extended_key_usage()));
    spell_out((certificate.has_ocsp_signing(), certificate.has_ocsp_no_check(), certificate.is_self_issued()));
    spell_out((certificate.subject_key_id(), certificate.authority(), certificate.distribution_points()));
    spell_out((certificate.crl_urls(), certificate.ocsp_urls(), certificate.ca_issuer_urls()));
    spell_out((certificate.subject_alternative_names(), certificate.dns_names().collect::<Vec<_>>()));
    spell_out((certificate.other_urls().collect::<Vec<_>>(), certificate.unknown_critical().collect::<Vec<_>>()));
    spell_out((certificate.signature_algorithm(), certificate.extensions(), certificate.odd()));
    let id = CertId::asked(certificate, certificate);
    black_box(ocsp::get_path(&ocsp::encode_request(&id, None)));

    spell_out(link(certificate, certificate));
    spell_out(link(&LEAF, certificate));
    // As the target, as an issuer between, and as the anchor.
    let own = || vec![certificate.clone()];
    let below = |candidates, anchors| Material { candidates, anchors, ..Material::default() };
    for purpose in [KeyPurpose::Any, KeyPurpose::Server] {
        spell_out(judge(certificate, &below(own(), SIGNERS.clone()), &terms(purpose, Revocation::Off)));
        spell_out(judge(&LEAF, &below(own(), SIGNERS.clone()), &terms(purpose, Revocation::Off)));
        spell_out(judge(&LEAF, &below(Vec::new(), own()), &terms(purpose, Revocation::Required)));
    }
    let issued =
        |signer: &Certificate| link(certificate, signer).is_ok() || link_to_anchor(certificate, signer).is_ok();
    if SIGNERS.iter().any(issued) { Genuine } else { Read }
}

/// The terms of a judgement at the entries' time.
fn terms(purpose: KeyPurpose, revocation: Revocation) -> Terms {
    Terms { at: *AT, max_age: None, purpose, revocation }
}

/// A CRL's body.
pub(crate) fn crl(bytes: &[u8]) -> Outcome {
    let asked = BTreeSet::from([LEAF.serial().clone()]);
    let reading = match read_crl(bytes, &asked, Body::Digested) {
        Ok(reading) => reading,
        Err(fault) => {
            black_box(fault.to_string());
            return Refused;
        }
    };
    spell_out(&reading);
    let material = Material { anchors: SIGNERS.clone(), crls: vec![reading.clone()], ..Material::default() };
    spell_out(judge(&LEAF, &material, &terms(KeyPurpose::Any, Revocation::Required)));
    match verify_crl(&reading, &SIGNERS) {
        Ok(verified) => {
            spell_out(verified.value().lookup(LEAF.serial()));
            spell_out((verified.window(*AT), crl::scope_for(&verified, &LEAF)));
            spell_out((crl::scope_of_url(&verified, &URL), crl::scope_for_unseen(&verified, &URL)));
            Genuine
        }
        Err(fault) => {
            black_box(fault.to_string());
            Read
        }
    }
}

/// An OCSP responder's answer.
fn ocsp(bytes: &[u8]) -> Outcome {
    let basic = match OcspAnswer::decode(bytes) {
        Ok(OcspAnswer::Basic(basic)) => basic,
        Ok(refused @ OcspAnswer::Refused { .. }) => {
            spell_out(refused);
            return Read;
        }
        Err(fault) => {
            black_box(fault.to_string());
            return Refused;
        }
    };
    spell_out(&basic);
    let material = Material { anchors: SIGNERS.clone(), answers: vec![(*basic).clone()], ..Material::default() };
    spell_out(judge(&LEAF, &material, &terms(KeyPurpose::Any, Revocation::Required)));
    let mut outcome = Read;
    for issuer in SIGNERS.iter() {
        match verify_ocsp(&basic, issuer) {
            Ok(verified) => {
                spell_out(verified.single_about(&LEAF, issuer));
                let said = verified.value().singles.iter().filter_map(|single| verified.single_for(&single.id));
                said.for_each(|said| spell_out((said.window(*AT), said.status())));
                outcome = Genuine;
            }
            Err(fault) => drop(black_box(fault.to_string())),
        }
    }
    outcome
}

/// A file or a body that may hold certificates in whichever form.
fn pkcs7(bytes: &[u8]) -> Outcome {
    spell_out((Looks::of(bytes), Published::of(bytes)));
    for block in pem_blocks(bytes, 100) {
        spell_out(block.content.map(|content| TrustedCertificate::decode(&content)));
    }
    let bundle = decode_certificates(bytes);
    bundle.errors.iter().for_each(|error| drop(black_box(error.to_string())));
    bundle.items.iter().take(16).map(examine).max().unwrap_or(Refused)
}

/// A list of certificates of Windows' root update, in a cabinet or in DER.
fn trust_list(bytes: &[u8]) -> Outcome {
    match TrustList::decode(bytes) {
        Ok(list) => {
            spell_out((list.usages(), list.identifier(), list.sequence(), list.this_update(), list.next_update()));
            black_box((list.count(), SIGNERS.iter().filter(|signer| list.names(signer)).count()));
            Read
        }
        Err(fault) => {
            black_box(fault.to_string());
            Refused
        }
    }
}

/// A policy's text, beside the certificate files that the seeds name.
fn policy(bytes: &[u8]) -> Outcome {
    let Ok(yaml) = std::str::from_utf8(bytes) else { return Refused };
    let files = policy::catalogue().flat_map(|source| source.files).collect();
    match policy::parse(&PolicySource { name: "hostile.yaml".into(), yaml: yaml.to_owned(), files }) {
        Ok(policy) => {
            spell_out(policy::lint(&policy, policy::Strictness::Strict));
            spell_out(plan(&policy, &[], &[]));
            Read
        }
        Err(problems) => {
            black_box(problems.to_string());
            Refused
        }
    }
}

/// What Exchange's cmdlets say of connectors: each name in it is read as the check reads it.
fn connectors(bytes: &[u8]) -> Outcome {
    match certready::cli::connectors(bytes) {
        Ok(read) => {
            for connector in &read {
                let granted = connector.capabilities.iter().filter_map(|value| value.certificate.as_ref());
                for name in granted.chain(&connector.own_certificate).chain(&connector.sender_certificate) {
                    let names = name.issuer.iter().chain(&name.subject);
                    names.for_each(|name| spell_out(WrittenName::read(name.as_str())));
                }
            }
            spell_out(read);
            Read
        }
        Err(fault) => {
            black_box(fault.to_string());
            Refused
        }
    }
}

/// The kept run of the fixtures in a folder of its own, whose facts or manifest are replaced. One at a time.
static KEPT: LazyLock<Mutex<TempDir>> = LazyLock::new(|| {
    let room = tempfile::tempdir().unwrap();
    fs::create_dir(room.path().join("objects")).unwrap();
    for entry in fs::read_dir(PathBuf::from(FIXTURES).join("evidence/kept/objects")).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), room.path().join("objects").join(entry.file_name())).unwrap();
    }
    Mutex::new(room)
});

static MANIFEST: LazyLock<Vec<u8>> = LazyLock::new(|| fixture("evidence/kept/manifest.json"));
static FACTS: LazyLock<Vec<u8>> = LazyLock::new(|| fixture("evidence/kept/facts.json"));

/// The facts or the manifest of an evidence folder: a manifest is what names the facts in it.
fn evidence(bytes: &[u8]) -> Outcome {
    let room = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let write = |name: &str, bytes: &[u8]| fs::write(room.path().join(name), bytes).unwrap();
    if bytes.windows(7).any(|word| word == b"\"facts\"") {
        write("facts.json", &FACTS);
        write("manifest.json", bytes);
    } else {
        // The manifest agrees with whatever the facts are, so that what is asked is the facts themselves.
        let manifest: serde_json::Value = serde_json::from_slice(&MANIFEST).unwrap();
        let mut manifest = manifest.as_object().unwrap().clone();
        let facts = serde_json::json!({ "sha256": Digest::of(bytes).to_string(), "bytes": bytes.len() });
        manifest.insert("facts".to_owned(), facts);
        write("facts.json", bytes);
        write("manifest.json", &serde_json::to_vec(&manifest).unwrap());
    }
    let read = match evidence::read(room.path()) {
        Ok(read) => read,
        Err(fault) => {
            black_box(fault.to_string());
            return Refused;
        }
    };
    drop(room);
    match run::evaluate(&read, &read.asked) {
        Ok(report) => {
            black_box(render::text(&report, Detail::Usual, Language::English));
            black_box(render::json(&report));
        }
        Err(fault) => drop(black_box(fault.to_string())),
    }
    Read
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| Settings { route: Route::straight(), ..Settings::of_process() });

/// What a server sends: head and body, then its close.
fn http_head(bytes: &[u8]) -> Outcome {
    let reached = hear(&SETTINGS, *AT, &Objects::new(), (EndpointKind::Any, &URL), Server::saying(bytes)).unwrap();
    spell_out(&reached);
    match reached {
        Reached::Answered { .. } => Read,
        _ => Refused,
    }
}

/// A report that a comparison is given, as either of the two and as both.
fn report(bytes: &[u8]) -> Outcome {
    static OTHER: LazyLock<Vec<u8>> = LazyLock::new(|| fixture("reports/sample.json"));
    let report = match kept::read(bytes) {
        Ok(report) => report,
        Err(fault) => {
            black_box(fault.to_string());
            return Refused;
        }
    };
    spell_out(kept::baseline(&report, Digest::of(bytes)));
    let other = kept::read(&OTHER).unwrap();
    for difference in [compare(&report, &other), compare(&other, &report)] {
        black_box(render::difference_text(&difference, Detail::Verbose, Language::Korean));
        black_box(render::difference_markdown(&difference, Detail::Verbose, Language::Korean));
        black_box(render::difference_json(&difference, "0"));
        spell_out(difference.outcome());
    }
    let same = compare(&report, &report);
    assert!(same.is_empty() && same.notes.is_empty(), "a report and itself differ: {same:?}");
    Read
}

/// What a mail server says up to the point where TLS begins, and its close.
fn smtp_reply(bytes: &[u8]) -> Outcome {
    let (talk, ended) = hear_smtp(&SETTINGS, *AT, Server::greeting(bytes)).unwrap();
    spell_out((&talk, &ended));
    // A greeting is the first that is understood.
    if talk.banner.is_some() { Read } else { Refused }
}

/// What a server says to a ClientHello of what is old.
fn server_hello(bytes: &[u8]) -> Outcome {
    static HOST: LazyLock<HostName> = LazyLock::new(|| HostName::parse("mx.example.com").unwrap());
    let chosen = hear_older_tls(&HOST, Server::saying(bytes)).unwrap();
    spell_out(&chosen);
    match chosen {
        Some(OlderTls::Chosen { .. } | OlderTls::Alert(_)) => Read,
        _ => Refused,
    }
}

/// A connection whose other side sends these bytes once it is asked, and closes.
pub(crate) struct Server {
    says: Cursor<Vec<u8>>,
    asked: bool,
    waits: Option<Waker>,
}

impl Server {
    pub(crate) fn saying(bytes: &[u8]) -> Self {
        Self { says: Cursor::new(bytes.to_vec()), asked: false, waits: None }
    }

    /// The same, which does not wait to be asked.
    fn greeting(bytes: &[u8]) -> Self {
        Self { asked: true, ..Self::saying(bytes) }
    }
}

impl AsyncRead for Server {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.asked {
            return Pin::new(&mut self.says).poll_read(context, buffer);
        }
        self.waits = Some(context.waker().clone());
        Poll::Pending
    }
}

impl AsyncWrite for Server {
    fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.asked = true;
        if let Some(waker) = self.waits.take() {
            waker.wake();
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
