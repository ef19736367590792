//! What the lab serves: a PKI whose CRLs, OCSP answers and certificates stand behind every fault, and the servers of this
//! process that stand in the lab's network. What nginx, Squid, tinyproxy, Postfix and `openssl ocsp` do stands in their files.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::LazyLock;

use certready::evidence::Evidence;

use super::mail::Chains;
use super::net::{Built, FOLDER, Net};
use crate::common::cert::{Cert, bundle};
use crate::common::encoding;
use crate::common::faults::Reply;
use crate::common::ocsp::{OcspError, Status};
use crate::common::openssl;
use crate::common::pki::{TestPki, paths};
use crate::common::policy::PolicyText;
use crate::common::run::{Finished, clock, finish};
use crate::common::server::Server;

/// The lab, brought up by the first test that looks at it, and gone with this process.
pub(super) static WORLD: LazyLock<World> = LazyLock::new(World::up);

/// Networks, PKI and servers.
pub(super) struct World {
    pub(super) net: Net,
    pub(super) pki: TestPki,
    /// `http://cached.certready.test`: what stands behind the proxy that keeps what it got.
    pub(super) cached: Server,
    /// What the mail servers present.
    pub(super) chains: Chains,
    /// They serve as long as they are kept.
    _servers: Vec<Server>,
}

/// The common name of the root of who inspects TLS.
pub(super) const INSPECTOR: &str = "Acme TLS Inspection Root";

impl World {
    /// Brings everything up.
    pub(super) fn up() -> Self {
        let built = Built::begin();
        let pki = TestPki::plan_on_two("http://root.certready.test", "http://ca.certready.test").at(clock()).build();
        write_pages(&built, &pki);
        write_responders(&built, &pki);
        let chains = Chains::issue(&pki);
        chains.write(&built, &pki);
        fs::write(built.folder("roots.pem"), bundle(&[&pki.retiring, &pki.root])).unwrap();
        fs::write(built.folder("issuer.pem"), pki.intermediate.pem()).unwrap();
        let net = built.serve();
        let (servers, cached) = net.within("server", || (serve(&pki), at("10.77.1.14:80")));
        Self { net, pki, cached, chains, _servers: servers }
    }

    /// The policy with the PKI's own endpoints, to which a batch adds its rows.
    pub(super) fn policy(&self) -> PolicyText {
        PolicyText::of(&self.pki)
    }

    /// Runs `check` on a client with a policy, and these arguments beside the usual ones.
    pub(super) fn check(&self, client: &str, policy: &PolicyText, more: &[&str]) -> Finished {
        self.check_in(client, policy, more, |_| ()).0
    }

    /// The same with the evidence that it keeps.
    pub(super) fn collect(&self, client: &str, policy: &PolicyText, more: &[&str]) -> (Finished, Evidence) {
        self.check_in(client, policy, &[more, &["--evidence", "kept"]].concat(), |folder| {
            certready::evidence::read(&folder.join("kept")).unwrap()
        })
    }

    /// The same, and what is read from the run's folder, in which it stands, before that is gone.
    fn check_in<T>(
        &self,
        client: &str,
        policy: &PolicyText,
        more: &[&str],
        look: impl FnOnce(&Path) -> T,
    ) -> (Finished, T) {
        // One folder for each run: its policy is written in this process and read in the lab.
        let folder = tempfile::tempdir_in(self.net.folder("")).unwrap();
        policy.write(folder.path());
        let inside = Path::new(FOLDER).join(folder.path().file_name().unwrap());
        let mut command = self.net.on(client);
        command.arg("env").arg("--chdir").arg(&inside);
        command.arg(env!("CARGO_BIN_EXE_certready")).arg("check").arg(inside.join("policy.yaml"));
        command.arg("--trust-store").arg(format!("{FOLDER}/roots.pem")).args(["--format", "json"]).args(more);
        let finished = finish(command);
        (finished, look(folder.path()))
    }
}

/// A server at this address, in the network that the calling thread is in.
fn at(address: &str) -> Server {
    Server::start_at(address.parse::<SocketAddr>().unwrap()).unwrap()
}

/// What `types` and `alias` of nginx.conf name.
fn write_pages(built: &Built, pki: &TestPki) {
    for folder in ["www/pages", "www/ocsp"] {
        fs::create_dir_all(built.folder(folder)).unwrap();
    }
    let write = |name: &str, bytes: &[u8]| fs::write(built.folder("www").join(name), bytes).unwrap();
    let good = pki.crl().der();
    write("good.crl", &good);
    write("good.pem", encoding::pem("X509 CRL", &good).as_bytes());
    write("good.crl.gz", &encoding::gzip(&good));
    write("empty.crl", b"");
    write("stale.crl", &stale(pki));
    write("drip.crl", &pki.crl().many(30).der());
    write("ocsp/try-later.der", &OcspError::TryLater.der());
    let page = |name: &str, title: &str| {
        let html =
            format!("<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n");
        write(&format!("pages/{name}.html"), html.as_bytes());
    };
    page("welcome", "Welcome");
    page("sign-in", "Sign in to the guest network");
    page("zscaler", "Internet Security by Zscaler");
    page("palo-alto", "Web Page Blocked");
    write("pages/fortigate.html", include_bytes!("../fixtures/blockpages/fortigate-web-filter-violation.html"));
    write("pages/squid.html", include_bytes!("../fixtures/blockpages/squid-access-denied.html"));
}

/// The intermediate's CRL of last week.
pub(super) fn stale(pki: &TestPki) -> Vec<u8> {
    pki.crl().this_update(pki.day(-8)).next_update(pki.day(-1)).der()
}

/// What `openssl ocsp` answers from: the root's word about the intermediate.
fn write_responders(built: &Built, pki: &TestPki) {
    let folder = built.folder("ocsp");
    fs::create_dir(&folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("ca.pem", &pki.root.pem());
    write("ca.key", &pki.root.key_pem());
    for (name, status) in [("good", Status::Good), ("revoked", Status::RevokedFor(pki.day(-2), 1))] {
        write(&format!("{name}.txt"), &openssl::index(&[(&pki.intermediate, status)]));
    }
}

/// The servers of this process, in the servers' network.
fn serve(pki: &TestPki) -> Vec<Server> {
    let good = Reply::crl(&pki.crl().der());
    let mut servers = vec![at("10.77.1.10:80"), at("10.77.1.11:80")];
    for server in &servers {
        pki.publish(server);
    }
    servers.push(raw(&good));
    // Where some addresses are blocked; where connections stand and are lost; the plain twin of https.
    let addresses =
        ["10.77.1.41", "10.77.1.45", "10.77.1.28", "10.77.1.29", "10.77.1.15", "[fd77:1::20]", "[fd77:1::41]"];
    for address in addresses.iter().chain(&["[fd77:1::44]"]) {
        let server = at(&format!("{address}:80"));
        server.route("/good.crl", good.clone());
        servers.push(server);
    }
    let genuine = certificate(pki, Cert::leaf("secure.certready.test")).issued_by(&pki.intermediate);
    let root = certificate(pki, Cert::ca(INSPECTOR)).self_signed();
    let forged = certificate(pki, Cert::leaf("inspected.certready.test")).issued_by(&root);
    for (address, chain) in [("10.77.1.16:443", [&genuine, &pki.intermediate]), ("10.77.1.18:443", [&forged, &root])] {
        let server = Server::start_tls_at(address.parse().unwrap(), &chain).unwrap();
        server.route("/good.crl", good.clone());
        server.route("/down.crl", Reply::redirect(302, "http://plain.certready.test/good.crl"));
        servers.push(server);
    }
    for server in &servers {
        server.date(pki.now);
    }
    servers
}

/// A certificate that is valid at the machine's present.
pub(super) fn certificate(pki: &TestPki, certificate: Cert) -> Cert {
    certificate.valid(pki.day(-30), pki.day(335))
}

/// `http://raw.certready.test`: answers that no web server gives.
fn raw(good: &Reply) -> Server {
    let server = at("10.77.1.12:80");
    let rows = [
        ("/until-close.crl", good.clone().until_close()),
        ("/chunked.crl", good.clone().chunked()),
        ("/truncated.crl", good.clone().ends_at(100)),
        ("/unfinished-chunk.crl", good.clone().chunk_unfinished_at(100)),
        ("/reset.crl", good.clone().resets_at(100)),
        ("/stalled.crl", good.clone().stalls_at(100)),
        ("/dripped.crl", good.clone().drip(20)),
        ("/trailing.crl", good.clone().trailing(b"\r\n")),
        ("/after-length.crl", good.clone().after_length(b"HTTP/1.1 200 OK\r\n\r\n")),
        ("/endless.crt", Reply::certificate(&[0x30; 1000]).endless()),
        ("/banner.crl", Reply::raw(b"220 mail.certready.test ESMTP Postfix\r\n")),
        ("/noise.crl", Reply::raw(&[0x16, 0x03, 0x01, 0x00, 0x05, 0x80, 0xff, 0x00, 0x0a, 0x0d])),
        ("/half-a-head.crl", Reply::raw(b"HTTP/1.1 200 OK\r\nContent-Type: appl")),
        ("/closed.crl", Reply::closes()),
        ("/reset-behind-request.crl", Reply::resets()),
        ("/silent.crl", Reply::silent()),
        ("/no-location.crl", Reply::bare(302)),
        ("/not-modified.crl", Reply::bare(304)),
    ];
    for (path, reply) in rows {
        server.route(path, reply);
    }
    server
}

/// The URL of one of the PKI's own.
pub(super) fn own(pki: &TestPki) -> [String; 6] {
    [paths::ROOT_CRL, paths::CRL, paths::ROOT_OCSP, paths::OCSP, paths::ROOT_AIA, paths::AIA].map(|path| pki.url(path))
}
