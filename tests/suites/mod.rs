//! Test suites that others published, each case a test of its own, run against the binary as its users run it; and the
//! rules of suites that are not at hand here, on objects of the test PKI. This mirrors no room of `src/`: what the
//! rooms do is tested in theirs, here it is what comes out of `certready verify`. `docs/conformance.md` says which
//! suites there are.

mod answers;
mod boringssl;
mod bsi;
mod crls;
mod limits;
mod pkits;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::cert::Issued;
use crate::common::encoding::{from_base64, pem};
use crate::common::pki::NOW;
use crate::common::run::{Finished, certready};

/// What is expected of a chain: of which certificate what is said. All others of the chain must be good.
#[derive(Clone, Copy, Debug)]
enum Expected {
    /// Every certificate is good.
    Good,
    /// This one (target, intermediate or anchor) is revoked.
    Revoked(&'static str),
    /// Of this one nothing is known, for the reason of this word.
    Unknown(&'static str, &'static str),
    /// Of the target and of the one above it nothing is known, for the reason of this word.
    BothUnknown(&'static str),
}

use Expected::{BothUnknown, Good, Revoked, Unknown};

impl Expected {
    /// The exit status of `certready verify`.
    const fn status(self) -> i32 {
        match self {
            Good => 0,
            Revoked(_) => 2,
            Unknown(..) | BothUnknown(_) => 3,
        }
    }

    /// Outcome and cause of the whole.
    const fn verdict(self) -> (&'static str, Option<&'static str>) {
        match self {
            Good => ("good", None),
            Revoked(_) => ("revoked", Some("revoked")),
            Unknown(_, cause) | BothUnknown(cause) => ("unknown", Some(cause)),
        }
    }

    /// Role, outcome and cause of the certificates that are not good.
    fn blemishes(self) -> Vec<(String, String, String)> {
        let (outcome, cause) = self.verdict();
        let roles: &[&str] = match self {
            Good => &[],
            Revoked(role) | Unknown(role, _) => &[role],
            BothUnknown(_) => &["target", "intermediate"],
        };
        let cause = cause.unwrap_or_default();
        roles.iter().map(|role| ((*role).to_owned(), outcome.to_owned(), cause.to_owned())).collect()
    }
}

/// `certready verify` with these arguments, as JSON.
fn verify(arguments: &[String]) -> (Finished, Value) {
    let mut all = vec!["verify"];
    all.extend(arguments.iter().map(String::as_str));
    all.extend(["--format", "json"]);
    let finished = certready(&all);
    let json = finished.json();
    (finished, json)
}

/// Asserts the exit status, outcome and cause, and what is said of each certificate.
fn expect(arguments: &[String], expected: Expected) -> Value {
    let (finished, json) = verify(arguments);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (outcome, cause) = expected.verdict();
    assert_eq!(finished.status, expected.status(), "{arguments:?} {finished:#?}");
    assert_eq!((json["outcome"].as_str(), json["cause"].as_str()), (Some(outcome), cause), "{arguments:?} {json:#}");
    let certificates = json["certificates"].as_array().unwrap().iter();
    let not_good: Vec<(String, String, String)> = certificates
        .filter(|one| one["outcome"] != "good")
        .map(|one| (text(&one["role"]), text(&one["outcome"]), text(&one["cause"])))
        .collect();
    assert_eq!(not_good, expected.blemishes(), "{arguments:?} {json:#}");
    json
}

/// Each path behind this option.
fn each(option: &str, paths: impl IntoIterator<Item = PathBuf>) -> Vec<String> {
    paths.into_iter().flat_map(|path| [option.to_owned(), shown(&path)]).collect()
}

fn shown(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A folder or file below `tests/fixtures`.
fn fixtures(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)
}

/// The files of a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

/// The blocks of a PEM text: label and bytes. Text between them is passed over.
fn blocks(text: &str) -> Vec<(String, Vec<u8>)> {
    let read = |part: &str| {
        let (label, rest) = part.split_once("-----").unwrap();
        let digits: String = rest.split_once("-----END").unwrap().0.split_whitespace().collect();
        (label.to_owned(), from_base64(&digits).unwrap())
    };
    text.split("-----BEGIN ").skip(1).map(read).collect()
}

/// A file with these bytes in a folder.
fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// The same bytes in the other form: DER for PEM of one object, PEM under this label for DER.
fn in_the_other_form(bytes: &[u8], label: &str) -> Vec<u8> {
    if bytes.starts_with(b"-----BEGIN") {
        return blocks(std::str::from_utf8(bytes).unwrap()).remove(0).1;
    }
    pem(label, bytes).into_bytes()
}

/// `certready verify` of a certificate of the test PKI at its present, with these anchors, CRLs and OCSP answers, and
/// these arguments more. The last of several certificates is the anchor, the first the target.
fn judged(chain: &[&Issued], crls: &[Vec<u8>], answers: &[Vec<u8>], more: &[&str], expected: Expected) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let (anchor, below) = chain.split_last().unwrap();
    let texts: String = below.iter().map(|certificate| certificate.pem()).collect();
    let write = |name: &str, all: &[Vec<u8>]| -> Vec<PathBuf> {
        let named = all.iter().enumerate().map(|(number, bytes)| (format!("{number}.{name}"), bytes));
        named.map(|(name, bytes)| put(folder.path(), &name, bytes)).collect()
    };
    let mut arguments = vec![shown(&put(folder.path(), "chain.pem", texts.as_bytes()))];
    arguments.extend(each("--anchor", [put(folder.path(), "anchor.pem", anchor.pem().as_bytes())]));
    arguments.extend(each("--crl", write("crl", crls)));
    arguments.extend(each("--ocsp", write("ocsp", answers)));
    arguments.extend(["--at", NOW].iter().chain(more).map(|&argument| argument.to_owned()));
    expect(&arguments, expected)
}

/// Why the only file that could not be used could not be.
fn unused(json: &Value) -> &str {
    let unused = json["unused"].as_array().unwrap();
    assert_eq!(unused.len(), 1, "{json:#}");
    unused[0]["why"].as_str().unwrap()
}

/// One test per case of a suite, and `CASES`, the ids of all of them.
macro_rules! cases {
    ($run:path; $($name:ident: $id:literal => $expected:expr,)+) => {
        /// Every case that has a test here.
        const CASES: &[(&str, $crate::suites::Expected)] = &[$(($id, $expected)),+];

        $(#[test]
        fn $name() {
            $run($id, $expected);
        })+
    };
}
use cases;
