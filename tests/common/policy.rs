//! A policy for a test PKI: the YAML and its certificate files, in memory or in a folder. It goes the way of every policy,
//! through the text.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use certready::policy::{Policy, PolicySource, parse};
use certready::vocabulary::{Shown, Timestamp};

use super::cert::Issued;
use super::pki::{TestPki, paths};

/// The labels that the policy gives to the PKI's certificates.
pub(crate) mod labels {
    pub(crate) const RETIRING: &str = "Certready Test Root R0";
    pub(crate) const ROOT: &str = "Certready Test Root R1";
    pub(crate) const INTERMEDIATE: &str = "Certready Test CA G1";
}

/// A policy to be written. Unless told otherwise it is in force and its cutover lies thirty days ahead of the PKI's present;
/// it requires the PKI's two CRLs and two responders, and names its two AIA URLs as optional.
#[derive(Clone)]
pub(crate) struct PolicyText {
    header: Vec<(String, String)>,
    retiring: Option<Issued>,
    root: Issued,
    intermediate: Option<Issued>,
    further: Vec<(String, String, Issued)>,
    endpoints: Vec<String>,
    key: &'static str,
    more: String,
    replaced: Vec<(String, String)>,
}

impl PolicyText {
    /// The policy `certready-test` for this PKI.
    pub(crate) fn of(pki: &TestPki) -> Self {
        let mut policy = Self {
            header: Vec::new(),
            retiring: Some(pki.retiring.clone()),
            root: pki.root.clone(),
            intermediate: Some(pki.intermediate.clone()),
            further: Vec::new(),
            endpoints: Vec::new(),
            key: pki.leaf.key().label(),
            more: String::new(),
            replaced: Vec::new(),
        };
        for (key, value) in [
            ("schema", "certready.policy/1"),
            ("id", "certready-test"),
            ("title", "The test service moves from R0 to R1"),
            ("sources", "[the tests]"),
        ] {
            policy = policy.header(key, value);
        }
        let date = |offset| pki.day(offset).to_string();
        policy
            .header("as_of", &date(-20))
            .header("review_by", &date(100))
            .header("cutover", &date(30))
            .endpoint("crl", &pki.url(paths::ROOT_CRL), labels::ROOT, "required")
            .endpoint("crl", &pki.url(paths::CRL), labels::INTERMEDIATE, "required")
            .ocsp(&pki.url(paths::ROOT_OCSP), labels::ROOT, Some(labels::INTERMEDIATE), "required")
            .ocsp(&pki.url(paths::OCSP), labels::INTERMEDIATE, None, "required")
            .endpoint("aia", &pki.url(paths::ROOT_AIA), labels::ROOT, "optional")
            .endpoint("aia", &pki.url(paths::AIA), labels::ROOT, "optional")
    }

    /// Sets a key of one line at the top level, or replaces it: `cutover`, `rollout_from`, `review_by` … The value as YAML.
    pub(crate) fn header(mut self, key: &str, value: &str) -> Self {
        self.header.retain(|(known, _)| known != key);
        self.header.push((key.to_owned(), value.to_owned()));
        self
    }

    /// The cutover, with its time.
    pub(crate) fn cutover(self, at: Timestamp) -> Self {
        self.header("cutover", &at.to_string())
    }

    /// Another policy has taken its place.
    pub(crate) fn superseded_by(self, id: &str) -> Self {
        self.header("superseded", &format!("{{ by: {id} }}"))
    }

    /// No retiring root, and nothing that the service presents below it.
    pub(crate) fn without_retiring(mut self) -> Self {
        self.retiring = None;
        self
    }

    /// Neither the intermediate nor any endpoint, since those name it: the roots alone.
    pub(crate) fn roots_only(mut self) -> Self {
        self.intermediate = None;
        self.without_endpoints()
    }

    /// One more intermediate: its label, its issuer's, the certificate.
    pub(crate) fn intermediate_too(mut self, label: &str, issuer: &str, certificate: &Issued) -> Self {
        self.further.push((label.to_owned(), issuer.to_owned(), certificate.clone()));
        self
    }

    /// No endpoints, to name others.
    pub(crate) fn without_endpoints(mut self) -> Self {
        self.endpoints.clear();
        self
    }

    /// One more endpoint: kind, URL, the label of its issuer (empty for `connect`), need (`required`, `one-of GROUP`,
    /// `optional`).
    pub(crate) fn endpoint(mut self, kind: &str, url: &str, issuer: &str, need: &str) -> Self {
        let issuer = if issuer.is_empty() { String::new() } else { format!("    issuer: {issuer}\n") };
        self.endpoints.push(format!("  - kind: {kind}\n    url: {url}\n{issuer}    need: {need}\n"));
        self
    }

    /// One more OCSP responder: URL, its issuer's label, the label of the intermediate that is asked for, need.
    pub(crate) fn ocsp(self, url: &str, issuer: &str, asks: Option<&str>, need: &str) -> Self {
        let mut with = self.endpoint("ocsp", url, issuer, need);
        if let (Some(asks), Some(last)) = (asks, with.endpoints.last_mut()) {
            let _ = writeln!(last, "    asks: {asks}");
        }
        with
    }

    /// Writes one thing for another, wherever it stands in the text.
    pub(crate) fn replacing(mut self, old: &str, new: &str) -> Self {
        self.replaced.push((old.to_owned(), new.to_owned()));
        self
    }

    /// YAML at the end of the file, at the top level: `levels:`, `waivers:`, `distrust:` …
    pub(crate) fn more(mut self, yaml: &str) -> Self {
        self.more.push_str(yaml);
        self.more.push('\n');
        self
    }

    /// The text.
    pub(crate) fn yaml(&self) -> String {
        let mut yaml = String::new();
        for (key, value) in &self.header {
            let _ = writeln!(yaml, "{key}: {value}");
        }
        let anchor = |label: &str, root: &Issued, file: &str| {
            format!(
                "  - label: {label}\n    any_of: [{{ sha256: {} }}]\n    certificates: [{file}]\n",
                root.fingerprint()
            )
        };
        if let Some(root) = &self.retiring {
            let _ = write!(yaml, "retiring:\n{}", anchor(labels::RETIRING, root, "r0.pem"));
        }
        let _ = write!(yaml, "incoming:\n{}", anchor(labels::ROOT, &self.root, "r1.pem"));
        if let Some(intermediate) = &self.intermediate {
            let (label, issuer, digest) = (labels::INTERMEDIATE, labels::ROOT, intermediate.fingerprint());
            let _ = write!(
                yaml,
                "intermediates:\n  - label: {label}\n    issuer: {issuer}\n    sha256: {digest}\n    certificate: g1.pem\n"
            );
        }
        for (at, (label, issuer, certificate)) in self.further.iter().enumerate() {
            let digest = certificate.fingerprint();
            let _ = write!(
                yaml,
                "  - label: {label}\n    issuer: {issuer}\n    sha256: {digest}\n    certificate: further-{at}.pem\n"
            );
        }
        if !self.endpoints.is_empty() {
            let _ = write!(yaml, "endpoints:\n{}", self.endpoints.concat());
        }
        yaml.push_str("presents:\n");
        let sides = [("retiring", self.retiring.as_ref().map(|_| labels::RETIRING)), ("incoming", Some(labels::ROOT))];
        for (side, root) in sides.iter().filter_map(|(side, root)| Some((side, (*root)?))) {
            let subject = "common_name: mail.certready.test\n    organisation: Certready Test\n    unit: null";
            let _ = write!(yaml, "  - side: {side}\n    root: {root}\n    {subject}\n    key: {}\n", self.key);
        }
        yaml.push_str(&self.more);
        self.replaced.iter().fold(yaml, |yaml, (old, new)| {
            assert!(yaml.contains(old), "the policy does not say {old}");
            yaml.replace(old, new)
        })
    }

    /// The text and the certificate files, in memory.
    pub(crate) fn source(&self) -> PolicySource {
        let pems =
            [("r0.pem", self.retiring.as_ref()), ("r1.pem", Some(&self.root)), ("g1.pem", self.intermediate.as_ref())];
        let file = |(name, issued): (&str, Option<&Issued>)| Some((name.to_owned(), issued?.pem().into_bytes()));
        let further = self.further.iter().enumerate();
        let further = further.map(|(at, (.., issued))| (format!("further-{at}.pem"), issued.pem().into_bytes()));
        PolicySource {
            name: Shown::new("certready-test"),
            yaml: self.yaml(),
            files: pems.into_iter().filter_map(file).chain(further).collect(),
        }
    }

    /// The policy, as the code under test reads it.
    pub(crate) fn policy(&self) -> Policy {
        parse(&self.source()).unwrap_or_else(|problems| panic!("{problems}\n{}", self.yaml()))
    }

    /// Writes `policy.yaml` and its certificate files into a folder, and gives the path of the former.
    pub(crate) fn write(&self, folder: &Path) -> PathBuf {
        let source = self.source();
        for (name, bytes) in &source.files {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        let path = folder.join("policy.yaml");
        std::fs::write(&path, source.yaml).unwrap();
        path
    }
}
