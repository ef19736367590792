//! What the readers of the pages have before they type: real files, from the fixtures or made by the tests' own PKI. Each function
//! writes one, or a folder, to the path that a page names. What a page makes itself is not here.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::root;
use crate::common::capability::own_network;
use crate::common::cert::{Cert, Issued, bundle};
use crate::common::encoding::base64;
use crate::common::key::sha1;
use crate::common::pki::{TestPki, at};
use crate::common::policy::PolicyText;
use crate::common::run::{clean, clock, finish};
use crate::fleet::{cut_off, good, observed, rootless};

/// Writes what a reader has to a path.
pub(super) type Given = fn(&Path);

/// The policy that most pages judge by.
const POLICY: &str = "exchange-online-smtp-2026";

/// What is typed, for a shell that has certready, in this folder, in a network with nothing in it. The store of a Debian is the
/// host's.
pub(super) fn in_a_shell(typed: &str, folder: &Path) -> Command {
    let mut shell = clean("unshare");
    shell.args(own_network()).args(["sh", "-c", typed]).current_dir(folder);
    let programs = Path::new(env!("CARGO_BIN_EXE_certready")).parent().unwrap().to_str().unwrap();
    shell.env("PATH", format!("{programs}:{}", std::env::var("PATH").unwrap()));
    shell.env("SSL_CERT_FILE", root().join("tests/fixtures/truststores/debian-bookworm-20250419.pem"));
    shell
}

/// A copy of what lies in the repository, a folder with all that is in it.
pub(super) fn copy(from: &str, to: &Path) {
    fn copied(from: &Path, to: &Path) {
        if !from.is_dir() {
            fs::copy(from, to).unwrap();
            return;
        }
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copied(&entry.path(), &to.join(entry.file_name()));
        }
    }
    copied(&root().join(from), to);
}

/// A policy of the reader's own, in force, with a cutover in sixty days, and its certificates beside it.
pub(super) fn partner(path: &Path) {
    let pki = TestPki::plan("http://pki.partner.example").at(clock()).build();
    let policy = PolicyText::of(&pki).header("id", "partner-mail").cutover(pki.day(60)).source();
    for (name, bytes) in &policy.files {
        fs::write(path.with_file_name(name), bytes).unwrap();
    }
    fs::write(path, policy.yaml).unwrap();
}

/// The element at this place of a fixture of connectors.
fn connector(fixture: &str, place: usize, path: &Path) {
    let text = fs::read_to_string(root().join("tests/fixtures/connectors").join(fixture)).unwrap();
    fs::write(path, serde_json::from_str::<Value>(&text).unwrap()[place].to_string()).unwrap();
}

pub(super) fn send(path: &Path) {
    connector("exchange.json", 0, path);
}

pub(super) fn receive(path: &Path) {
    connector("exchange.json", 1, path);
}

pub(super) fn inbound(path: &Path) {
    connector("online.json", 0, path);
}

pub(super) fn outbound(path: &Path) {
    connector("online.json", 1, path);
}

/// What `Get-ExchangeServer` says of one server.
pub(super) fn servers(path: &Path) {
    let server = r#"{"Name":"EX01","Fqdn":"ex01.contoso.example","AdminDisplayVersion":"Version 15.2 (Build 1748.10)",
        "InternetWebProxy":null}"#;
    fs::write(path, server).unwrap();
}

/// The host's own certificate.
fn own() -> Issued {
    let now = clock();
    Cert::leaf("mail.contoso.example").valid(now.plus_days(-30), now.plus_days(300)).self_signed()
}

pub(super) fn own_certificate(path: &Path) {
    fs::write(path, own().der()).unwrap();
}

/// What `Get-ExchangeCertificate` says of it.
pub(super) fn certificates(path: &Path) {
    let own = own();
    let thumbprint: String = sha1(own.der()).iter().map(|byte| format!("{byte:02X}")).collect();
    let raw = base64(own.der());
    let said = format!(r#"[{{"Thumbprint":"{thumbprint}","Services":"IIS, SMTP","RawData":"{raw}"}}]"#);
    fs::write(path, said).unwrap();
}

/// A receive log of Exchange, in which nobody presented a certificate.
pub(super) fn receive_log(path: &Path) {
    let head = "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Receive Protocol Log\r\n\
        #Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";
    fs::write(path, head).unwrap();
}

/// A fresh report of the host that the file is named after, which is ready.
pub(super) fn ready(path: &Path) {
    report(path, good);
}

/// The same of a host without a way out.
pub(super) fn shut_in(path: &Path) {
    report(path, cut_off);
}

/// The same of a host that lacks the root of the story.
pub(super) fn without_the_root(path: &Path) {
    report(path, |host| {
        let text = rootless(host).to_string().replace("Certready Test Root R1", "Example Trust Root G2");
        serde_json::from_str(&text).unwrap()
    });
}

/// A report by the policy of which the pages speak.
fn report(path: &Path, of: impl FnOnce(&str) -> Value) {
    let report = observed(of(path.file_stem().unwrap().to_str().unwrap()), clock());
    fs::write(path, report.to_string().replace("certready-test", POLICY)).unwrap();
}

/// The evidence of a run.
pub(super) fn kept(path: &Path) {
    let (folder, name) = (path.parent().unwrap(), path.file_name().unwrap().to_str().unwrap());
    let run = finish(in_a_shell(&format!("exec certready check {POLICY} --evidence {name}"), folder));
    assert!(path.join("manifest.json").is_file(), "{run:#?}");
}

/// The list of the story, as its page shows it.
pub(super) fn mail_hops(path: &Path) {
    let list = "mail-01\nmail-02      second data centre\ngateway-dmz  appliance, kept by the network team\n";
    fs::write(path, list).unwrap();
}

/// A chain, its root and a CRL of each CA, fresh on the day for which README.md judges them.
fn judged() -> TestPki {
    TestPki::plan("http://pki.example").at(at("2026-12-23")).build()
}

pub(super) fn judged_chain(path: &Path) {
    let pki = judged();
    fs::write(path, bundle(&[&pki.leaf, &pki.intermediate])).unwrap();
}

pub(super) fn judged_root(path: &Path) {
    fs::write(path, judged().root.pem()).unwrap();
}

pub(super) fn judged_crl(path: &Path) {
    fs::write(path, judged().crl().der()).unwrap();
}

pub(super) fn judged_root_crl(path: &Path) {
    fs::write(path, judged().root_crl().der()).unwrap();
}

/// A block of a case of `BoringSSL`'s, as a certificate.
fn block(label: &str, path: &Path) {
    let text = fs::read_to_string(root().join("tests/fixtures/crl/boringssl/good.pem")).unwrap();
    let (_, begun) = text.split_once(&format!("-----BEGIN {label}-----")).unwrap();
    let (body, _) = begun.split_once("-----END").unwrap();
    fs::write(path, format!("-----BEGIN CERTIFICATE-----{body}-----END CERTIFICATE-----\n")).unwrap();
}

pub(super) fn boringssl_leaf(path: &Path) {
    block("CERTIFICATE", path);
}

pub(super) fn boringssl_issuer(path: &Path) {
    block("CA CERTIFICATE", path);
}

/// The CA of the story in docs/walkthrough.md: each root and the CA below it, the chain of `mx.partner.example`.
struct Story {
    roots: [Issued; 2],
    chains: [String; 2],
}

fn story() -> Story {
    let now = clock();
    let around = |cert: Cert| cert.valid(now.plus_days(-300), now.plus_days(3_000));
    let side = |number: u8| {
        let root = around(Cert::ca(&format!("Example Trust Root G{number}"))).self_signed();
        let below = around(Cert::ca(&format!("Example Trust TLS CA {number}")).path_length(0));
        let at = |file: &str| format!("http://crl.ca.example/{file}");
        let below =
            below.crl(&at(&format!("root-g{number}.crl"))).aia(&format!("http://aia.ca.example/root-g{number}.cer"));
        let below = below.issued_by(&root);
        let leaf = Cert::leaf("mx.partner.example").valid(now.plus_days(-20), now.plus_days(600));
        let leaf = leaf.crl(&at(&format!("tls-{number}.crl"))).aia(&format!("http://aia.ca.example/tls-{number}.cer"));
        let leaf = leaf.ocsp(&format!("http://ocsp.ca.example/tls-{number}")).issued_by(&below);
        (root, bundle(&[&leaf, &below]))
    };
    let ((old_root, old_chain), (root, chain)) = (side(1), side(2));
    Story { roots: [old_root, root], chains: [old_chain, chain] }
}

pub(super) fn story_old_root(path: &Path) {
    fs::write(path, story().roots[0].pem()).unwrap();
}

pub(super) fn story_root(path: &Path) {
    fs::write(path, story().roots[1].pem()).unwrap();
}

pub(super) fn story_old_chain(path: &Path) {
    fs::write(path, &story().chains[0]).unwrap();
}

pub(super) fn story_chain(path: &Path) {
    fs::write(path, &story().chains[1]).unwrap();
}

/// A service's own certificate, which names where its issuer is to be fetched.
pub(super) fn leaf_alone(path: &Path) {
    let pki = TestPki::plan("http://pki.partner.example").at(clock()).build();
    fs::write(path, pki.leaf.der()).unwrap();
}

/// A root of the tests' PKI, as the issuer of what a URL gives.
pub(super) fn issuer(path: &Path) {
    fs::write(path, judged().root.pem()).unwrap();
}
