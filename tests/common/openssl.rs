//! The OpenSSL command, where the machine has one: a second opinion on what the kit signs, a real OCSP responder, and a TLS
//! server that speaks what is old.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use certready::vocabulary::Timestamp;
use tempfile::TempDir;

use super::cert::Issued;
use super::der;
use super::ocsp::Status;

/// More than any call of the command takes here.
const LONGEST_RUN: Duration = Duration::from_secs(30);

/// Runs `openssl` in a folder and gives what it printed, both streams in one text, and whether it succeeded.
pub(crate) fn openssl(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("openssl");
    command.args(arguments).current_dir(folder);
    let Output { status, stdout, stderr } =
        assert_cmd::Command::from_std(command).timeout(LONGEST_RUN).output().unwrap();
    (status.success(), format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)))
}

/// `openssl ocsp` as a responder on a port of its own choice, over plain HTTP, GET and POST. It answers from the machine's
/// clock (thisUpdate now, nextUpdate in seven days), so that its answers are judged at the machine's present. It ends with
/// its value. A test that starts it needs the capability `openssl`.
pub(crate) struct OcspResponder {
    child: Child,
    port: u16,
    _folder: TempDir,
}

impl OcspResponder {
    /// Answers for certificates of `issuer`, signed by `signer`: the issuer itself, or a delegated responder. What is not
    /// among the entries is unknown. `options` go to the command as they are: `-resp_key_id`, `-resp_no_certs` …
    pub(crate) fn start(issuer: &Issued, signer: &Issued, entries: &[(&Issued, Status)], options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        write("ca.pem", &issuer.pem());
        write("signer.pem", &signer.pem());
        write("signer.key", &signer.key_pem());
        write("index.txt", &index(entries));
        let mut child = Command::new("openssl")
            .args(["ocsp", "-port", "0", "-index", "index.txt", "-CA", "ca.pem", "-rsigner", "signer.pem"])
            .args(["-rkey", "signer.key", "-ndays", "7", "-ignore_err"])
            .args(options)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (found, port) = mpsc::channel();
        // The thread reads on to the child's end, so that the child never waits for a reader.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // `ACCEPT [::]:37631 PID=2063`
                let address = line.strip_prefix("ACCEPT ").and_then(|rest| rest.split(' ').next());
                let port = address.and_then(|address| address.rsplit(':').next()?.parse().ok());
                let _ = port.map(|port: u16| found.send(port));
            }
        });
        let Ok(port) = port.recv_timeout(LONGEST_RUN) else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("`openssl ocsp` did not say on which port it listens");
        };
        Self { child, port, _folder: folder }
    }

    /// The process.
    #[cfg(target_os = "linux")]
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// `http://127.0.0.1:PORT/`.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl Drop for OcspResponder {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `openssl s_server` on a port of loopback that it chooses itself, presenting one certificate. It ends with its value. A test
/// that starts it needs the capability `openssl`.
pub(crate) struct TlsServer {
    child: Child,
    address: SocketAddr,
    _folder: TempDir,
}

impl TlsServer {
    /// `options` go to the command as they are: `-tls1`, `-cipher` …
    pub(crate) fn start(leaf: &Issued, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("leaf.pem"), leaf.pem()).unwrap();
        std::fs::write(folder.path().join("leaf.key"), leaf.key_pem()).unwrap();
        let mut child = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0", "-cert", "leaf.pem", "-key", "leaf.key"])
            .args(options)
            .current_dir(folder.path())
            // Its end would be the server's.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let (found, address) = mpsc::channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                // `ACCEPT 127.0.0.1:37631`
                let address = line.strip_prefix("ACCEPT ").and_then(|rest| rest.trim().parse().ok());
                let _ = address.map(|address: SocketAddr| found.send(address));
            }
        });
        let Ok(address) = address.recv_timeout(LONGEST_RUN) else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("`openssl s_server` did not say where it listens");
        };
        Self { child, address, _folder: folder }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The index of what a responder answers for.
pub(crate) fn index(entries: &[(&Issued, Status)]) -> String {
    entries.iter().map(index_line).collect()
}

/// A line of the index as `openssl ca` keeps it: state, expiry, revocation, serial number, file, subject.
fn index_line((certificate, status): &(&Issued, Status)) -> String {
    let time = |at: Timestamp| String::from_utf8(der::open(&der::time(at)).0.to_vec()).unwrap();
    let expiry = time(certificate.not_after());
    let (state, revoked) = match status {
        Status::Good => ("V", String::new()),
        Status::Revoked(on) => ("R", time(*on)),
        Status::RevokedFor(on, 1) => ("R", format!("{},keyCompromise", time(*on))),
        other => panic!("the index of `openssl ca` has no line for {other:?}"),
    };
    let serial: Vec<u8> = certificate.serial().into_iter().skip_while(|byte| *byte == 0).collect();
    format!("{state}\t{expiry}\t{revoked}\t{}\tunknown\t/CN=x\n", hex::encode_upper(serial))
}
