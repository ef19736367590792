//! The test PKI as most tests want it: a retiring root, an incoming root, one intermediate, one leaf, at a fixed time. Its
//! URLs point to a server that the test has started before; anything else is built from [`Cert`], [`Crl`], [`Ocsp`].

use certready::vocabulary::Timestamp;

use super::cert::{Cert, Issued};
use super::crl::Crl;
use super::faults::Reply;
use super::key::KeyKind;
use super::ocsp::{Ocsp, responder};
use super::server::Server;

/// The instant at which the tests live unless they say otherwise.
pub(crate) const NOW: &str = "2026-11-23T00:00:00Z";

/// [`NOW`].
pub(crate) fn now() -> Timestamp {
    at(NOW)
}

/// The instant of a date, or of an RFC 3339 date and time.
pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// So many days after [`NOW`], or before.
pub(crate) fn day(offset: i64) -> Timestamp {
    now().plus_days(offset)
}

/// Where the PKI publishes, below the server's base URL.
pub(crate) mod paths {
    /// The root's CRL: it covers the intermediate.
    pub(crate) const ROOT_CRL: &str = "/root.crl";
    /// The intermediate's CRL: it covers the leaf.
    pub(crate) const CRL: &str = "/intermediate.crl";
    /// The root's OCSP responder: it answers for the intermediate.
    pub(crate) const ROOT_OCSP: &str = "/ocsp/root";
    /// The intermediate's OCSP responder: it answers for the leaf.
    pub(crate) const OCSP: &str = "/ocsp/intermediate";
    /// The root's certificate, in DER.
    pub(crate) const ROOT_AIA: &str = "/root.crt";
    /// The intermediate's certificate, in DER.
    pub(crate) const AIA: &str = "/intermediate.crt";
    /// What the root publishes.
    pub(super) const OF_ROOT: [&str; 3] = [ROOT_CRL, ROOT_OCSP, ROOT_AIA];
}

/// A retiring root, an incoming root, an intermediate below the latter, a leaf below that.
#[derive(Clone)]
pub(crate) struct TestPki {
    /// *Certready Test Root R0*, the root that the service leaves.
    pub(crate) retiring: Issued,
    /// *Certready Test Root R1*, the root that the service moves to.
    pub(crate) root: Issued,
    /// *Certready Test CA G1*, issued by the root.
    pub(crate) intermediate: Issued,
    /// `mail.certready.test`, issued by the intermediate.
    pub(crate) leaf: Issued,
    /// The URL below which the root publishes, without a slash at the end.
    root_base: String,
    /// The URL below which the intermediate publishes, without a slash at the end.
    base: String,
    /// The instant around which everything of it is valid and fresh.
    pub(crate) now: Timestamp,
}

/// The PKI before it is built: each certificate can be changed.
pub(crate) struct PkiPlan {
    root_base: String,
    base: String,
    now: Timestamp,
    retiring: Cert,
    root: Cert,
    intermediate: Cert,
    leaf: Cert,
}

impl TestPki {
    /// The PKI that publishes below `base` (`server.base()`), with P-256 keys.
    pub(crate) fn new(base: &str) -> Self {
        Self::plan(base).build()
    }

    /// The PKI that publishes below `base`, to be changed before it is built.
    pub(crate) fn plan(base: &str) -> PkiPlan {
        Self::plan_on_two(base, base)
    }

    /// The same, the root publishing below the first URL and the intermediate below the second: two hosts.
    pub(crate) fn plan_on_two(root_base: &str, base: &str) -> PkiPlan {
        let url = |path: &str| format!("{}{path}", if paths::OF_ROOT.contains(&path) { root_base } else { base });
        let below = |cert: Cert, crl, ocsp, aia| cert.crl(&url(crl)).ocsp(&url(ocsp)).aia(&url(aia));
        PkiPlan {
            retiring: Cert::ca("Certready Test Root R0"),
            root: Cert::ca("Certready Test Root R1"),
            intermediate: below(
                Cert::ca("Certready Test CA G1").path_length(0).valid(day(-700), day(2000)),
                paths::ROOT_CRL,
                paths::ROOT_OCSP,
                paths::ROOT_AIA,
            ),
            leaf: below(Cert::leaf("mail.certready.test"), paths::CRL, paths::OCSP, paths::AIA),
            root_base: root_base.to_owned(),
            base: base.to_owned(),
            now: now(),
        }
    }

    /// So many days after the PKI's own present, or before.
    pub(crate) fn day(&self, offset: i64) -> Timestamp {
        self.now.plus_days(offset)
    }

    /// The URL of one of [`paths`].
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", if paths::OF_ROOT.contains(&path) { &self.root_base } else { &self.base })
    }

    /// A good CRL of the intermediate, to be changed: `pki.crl().revoke(&pki.leaf.serial(), day(-2)).der()`.
    pub(crate) fn crl(&self) -> Crl {
        self.fresh_crl(&self.intermediate)
    }

    /// A good CRL of the root, to be changed.
    pub(crate) fn root_crl(&self) -> Crl {
        self.fresh_crl(&self.root)
    }

    /// The intermediate's answer that the leaf is good, to be changed.
    pub(crate) fn ocsp(&self) -> Ocsp {
        self.fresh_ocsp(&self.leaf.serial(), &self.intermediate)
    }

    /// The root's answer that the intermediate is good, to be changed.
    pub(crate) fn root_ocsp(&self) -> Ocsp {
        self.fresh_ocsp(&self.intermediate.serial(), &self.root)
    }

    /// A good CRL of any issuer, at the PKI's present.
    pub(crate) fn fresh_crl(&self, issuer: &Issued) -> Crl {
        Crl::by(issuer).this_update(self.day(-1)).next_update(self.day(6))
    }

    /// An issuer's answer that this serial number is good, at the PKI's present.
    pub(crate) fn fresh_ocsp(&self, serial: &[u8], issuer: &Issued) -> Ocsp {
        let earlier = Timestamp::from_unix(self.now.unix() - 3_600).unwrap();
        let ocsp = Ocsp::about_serial(serial, issuer).produced_at(earlier);
        ocsp.this_update(earlier).next_update(self.day(6))
    }

    /// Publishes all that the certificates name, good and fresh: both CRLs, both responders (GET and POST), both issuers'
    /// certificates. A test then spoils one of the [`paths`] by routing it again.
    pub(crate) fn publish(&self, server: &Server) {
        server.route(paths::ROOT_CRL, Reply::crl(&self.root_crl().der()));
        server.route(paths::CRL, Reply::crl(&self.crl().der()));
        server.route(paths::ROOT_AIA, Reply::certificate(self.root.der()));
        server.route(paths::AIA, Reply::certificate(self.intermediate.der()));
        let (root, below) = (self.clone(), self.clone());
        server.answer(paths::ROOT_OCSP, responder(paths::ROOT_OCSP, move |serial| root.fresh_ocsp(serial, &root.root)));
        server.answer(paths::OCSP, responder(paths::OCSP, move |serial| below.fresh_ocsp(serial, &below.intermediate)));
    }
}

impl PkiPlan {
    /// The same kind of key for every certificate.
    pub(crate) fn keys(self, kind: KeyKind) -> Self {
        self.retiring(|c| c.key(kind)).root(|c| c.key(kind)).intermediate(|c| c.key(kind)).leaf(|c| c.key(kind))
    }

    /// Everything is valid and fresh around this instant instead of [`NOW`]: what tests of the binary need, which reads
    /// the clock. To be said before other changes of the validity.
    pub(crate) fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        let span = |from, until| move |cert: Cert| cert.valid(now.plus_days(from), now.plus_days(until));
        self.retiring(span(-3650, 3650)).root(span(-3650, 3650)).intermediate(span(-700, 2000)).leaf(span(-30, 335))
    }

    pub(crate) fn retiring(mut self, change: impl FnOnce(Cert) -> Cert) -> Self {
        self.retiring = change(self.retiring);
        self
    }

    pub(crate) fn root(mut self, change: impl FnOnce(Cert) -> Cert) -> Self {
        self.root = change(self.root);
        self
    }

    pub(crate) fn intermediate(mut self, change: impl FnOnce(Cert) -> Cert) -> Self {
        self.intermediate = change(self.intermediate);
        self
    }

    pub(crate) fn leaf(mut self, change: impl FnOnce(Cert) -> Cert) -> Self {
        self.leaf = change(self.leaf);
        self
    }

    pub(crate) fn build(self) -> TestPki {
        let root = self.root.self_signed();
        let intermediate = self.intermediate.issued_by(&root);
        TestPki {
            retiring: self.retiring.self_signed(),
            leaf: self.leaf.issued_by(&intermediate),
            intermediate,
            root,
            root_base: self.root_base,
            base: self.base,
            now: self.now,
        }
    }
}
