//! The cases: what is run, against what, and the target.

use std::fmt::Write as _;
use std::fs;

use crate::measure::{Side, in_turns, median, peak, ratio, verdict};
use crate::serve::{BlackHole, DELAY, Late};
use crate::setting::Setting;
use crate::{Outcome, crl};

/// One thing that is measured.
pub(crate) struct Case {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// What it measures.
    pub(crate) what: &'static str,
    /// Measures, and prints what came of it.
    pub(crate) measure: fn(&Setting) -> Outcome<()>,
}

/// All of them.
pub(crate) const ALL: [Case; 8] = [
    Case { name: "verify", what: "a CRL of 1,000,000 entries, read, verified and asked", measure: verify },
    Case { name: "memory", what: "the same with 1,000,000 and 5,000,000 entries", measure: memory },
    Case { name: "cold-start", what: "the version, from a standing start", measure: cold_start },
    Case { name: "store", what: "the host's trust store, loaded and searched", measure: store },
    Case { name: "endpoints", what: "30 endpoints on loopback, each answering after 500 ms", measure: endpoints },
    Case { name: "chain", what: "the same, and one leads to a second and a third", measure: chain },
    Case { name: "black-holes", what: "30 endpoints that never answer", measure: black_holes },
    Case { name: "size", what: "the binary", measure: size },
];

/// Entries of the large CRL.
const LARGE: usize = 1_000_000;

/// How much larger the largest is.
const TIMES: usize = 5;

/// How many endpoints a policy names.
const ENDPOINTS: usize = 30;

/// certready's default for `--timeout` while it connects, in milliseconds.
const CONNECT: f64 = 5_000.0;

/// The trust store of Debian and its kin, in one file.
const BUNDLE: &str = "/etc/ssl/certs/ca-certificates.crt";

fn verify(setting: &Setting) -> Outcome<()> {
    crl::write(setting, "large.crl", LARGE)?;
    let mut sides = [
        side("certready verify", setting.certready("verify leaf.pem --anchor ca.pem --crl large.crl")),
        side("openssl dgst -sha256", setting.command("openssl", "dgst -sha256 large.crl")),
        side(
            "openssl crl -verify",
            setting.command("openssl", "crl -in large.crl -inform DER -CAfile ca.pem -verify -noout"),
        ),
    ];
    let [verify, digest, crl] = in_turns(&mut sides, setting.rounds.unwrap_or(25))?;
    ratio("verify / dgst", &verify, &digest, 1.3);
    ratio("verify / crl -verify", &verify, &crl, 1.0 / 15.0);
    let faster = median(&crl, |run| run.wall) / median(&verify, |run| run.wall);
    println!("  which is {faster:.1} times as fast");
    Ok(fs::remove_file(setting.path("large.crl"))?)
}

fn memory(setting: &Setting) -> Outcome<()> {
    crl::write(setting, "large.crl", LARGE)?;
    crl::write(setting, "largest.crl", TIMES * LARGE)?;
    let mut sides = [
        side("1,000,000 entries", setting.certready("verify leaf.pem --anchor ca.pem --crl large.crl")),
        side("5,000,000 entries", setting.certready("verify leaf.pem --anchor ca.pem --crl largest.crl")),
    ];
    let [large, largest] = in_turns(&mut sides, setting.rounds.unwrap_or(7))?;
    verdict("at most 24 MB", peak(&large).max(peak(&largest)) <= 24.0);
    // Which pages of the binary are resident differs from run to run by more than that.
    let difference = (peak(&large) - peak(&largest)).abs();
    verdict(&format!("the same, to 1 MB (they differ by {difference:.1})"), difference <= 1.0);
    fs::remove_file(setting.path("large.crl"))?;
    Ok(fs::remove_file(setting.path("largest.crl"))?)
}

fn cold_start(setting: &Setting) -> Outcome<()> {
    let mut sides = [
        side("certready --version", setting.certready("--version")),
        side("openssl version", setting.command("openssl", "version")),
    ];
    let [own, other] = in_turns(&mut sides, setting.rounds.unwrap_or(101))?;
    ratio("certready / openssl", &own, &other, 1.0);
    Ok(())
}

fn store(setting: &Setting) -> Outcome<()> {
    let mut sides = [
        side("certready store find", setting.certready("store find ISRG")),
        side("openssl storeutl", setting.command("openssl", &format!("storeutl -noout -certs {BUNDLE}"))),
    ];
    let [own, other] = in_turns(&mut sides, setting.rounds.unwrap_or(51))?;
    ratio("certready / openssl", &own, &other, 1.0);
    Ok(())
}

fn endpoints(setting: &Setting) -> Outcome<()> {
    let late = Late::open(ENDPOINTS)?;
    answer_all(setting, &late)?;
    policy(setting, &late.ports)?;
    check_late(setting, &late, 1)
}

fn chain(setting: &Setting) -> Outcome<()> {
    let late = Late::open(ENDPOINTS + 2)?;
    answer_all(setting, &late)?;
    let (named, further) = late.ports.split_at(ENDPOINTS);
    // The last endpoint is asked for a certificate; it brings one that names the next port, and so does that.
    let last = named.last().copied().ok_or("no port")?;
    for (number, (port, next)) in
        [(last, Some(further[0])), (further[0], Some(further[1])), (further[1], None)].into_iter().enumerate()
    {
        let url = next.map(|next| format!("authorityInfoAccess=caIssuers;URI:http://127.0.0.1:{next}/ca.crt\n"));
        fs::write(setting.path("further.ext"), format!("basicConstraints=CA:TRUE\n{}", url.unwrap_or_default()))?;
        let subject = format!("/CN=Bench-Further-{number}");
        setting.openssl(&format!("req -new -key leaf.key -subj {subject} -out further.csr"))?;
        setting.openssl(&format!(
            "x509 -req -in further.csr -CA ca.pem -CAkey ca.key -set_serial {} -days 800 -extfile further.ext -outform \
             DER -out further.der",
            900 + number
        ))?;
        late.put(port, fs::read(setting.path("further.der"))?);
    }
    policy(setting, named)?;
    check_late(setting, &late, 3)
}

fn black_holes(setting: &Setting) -> Outcome<()> {
    let holes = std::thread::scope(|scope| {
        let diggers: Vec<_> =
            (0..ENDPOINTS).map(|_| scope.spawn(|| BlackHole::dig().map_err(|e| e.to_string()))).collect();
        diggers
            .into_iter()
            .map(|digger| digger.join().map_err(|_| "a thread failed".to_owned())?)
            .collect::<Result<Vec<_>, _>>()
    })?;
    policy(setting, &holes.iter().map(|hole| hole.port).collect::<Vec<_>>())?;
    let mut sides = [Side { status: 2, ..check(setting) }];
    let [runs] = in_turns(&mut sides, setting.rounds.unwrap_or(5).min(5))?;
    let wall = median(&runs, |run| run.wall);
    let limit = CONNECT * 1.1 + 300.0;
    println!("  connect timeout {CONNECT:.0} ms: wall {wall:.0} ms, {:.3} of it", wall / CONNECT);
    verdict(&format!("at most the timeout + 10 % + 300 ms = {limit:.0} ms"), wall <= limit);
    Ok(())
}

fn size(setting: &Setting) -> Outcome<()> {
    let size = fs::metadata(&setting.binary)?.len() as f64 / 1e6;
    println!("  {size:.2} MB");
    verdict("at most 10 MB", size <= 10.0);
    Ok(())
}

fn side(name: &'static str, command: std::process::Command) -> Side {
    Side { name, command, status: 0 }
}

fn check(setting: &Setting) -> Side {
    side("certready check", setting.certready("check ./policy.yaml --trust-store ca.pem --proxy none"))
}

/// `check` against ports that answer late, of whose exchanges so many follow one another at the most.
fn check_late(setting: &Setting, late: &Late, longest: u32) -> Outcome<()> {
    let mut sides = [Side { status: 2, ..check(setting) }];
    let rounds = setting.rounds.unwrap_or(15);
    let [runs] = in_turns(&mut sides, rounds)?;
    let wall = median(&runs, |run| run.wall);
    let chain = DELAY.as_secs_f64() * 1e3 * f64::from(longest);
    let asked = late.asked() as f64 / (rounds + 2) as f64;
    println!("  {asked} exchanges a run, the longest chain {longest}: {chain:.0} ms; wall / chain {:.3}", wall / chain);
    verdict("at most 1.5", wall <= chain * 1.5);
    Ok(())
}

/// A CRL under each port; whoever asks for a certificate or a status there learns that it is none.
fn answer_all(setting: &Setting, late: &Late) -> Outcome<()> {
    crl::write(setting, "small.crl", 100)?;
    let crl = fs::read(setting.path("small.crl"))?;
    for port in &late.ports {
        late.put(*port, crl.clone());
    }
    Ok(())
}

/// A policy with an endpoint at each port: CRLs, then five OCSP responders (each asked by GET and by POST), then five
/// certificates.
fn policy(setting: &Setting, ports: &[u16]) -> Outcome<()> {
    let digest = setting.openssl("x509 -in ca.pem -noout -fingerprint -sha256")?;
    let digest = digest.trim().rsplit('=').next().unwrap_or_default().replace(':', "");
    fs::write(setting.path("ca.ext"), "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n")?;
    setting.openssl("req -new -key leaf.key -subj /CN=Bench-Issuing -out issuing.csr")?;
    setting.openssl(
        "x509 -req -in issuing.csr -CA ca.pem -CAkey ca.key -set_serial 4712 -days 800 -extfile ca.ext -out issuing.pem",
    )?;
    let issuing = setting.openssl("x509 -in issuing.pem -noout -fingerprint -sha256")?;
    let issuing = issuing.trim().rsplit('=').next().unwrap_or_default().replace(':', "");
    let mut yaml = format!(
        "schema: certready.policy/1\nid: bench\ntitle: A bench\nsources: [the launcher]\nas_of: 2026-01-01\n\
         review_by: 2099-01-01\ncutover: 2098-01-01\nincoming:\n  - label: Bench-CA\n    any_of:\n      - sha256: {digest}\n    \
         certificates: [ca.pem]\nintermediates:\n  - label: Bench-Issuing\n    issuer: Bench-CA\n    sha256: {issuing}\n    \
         certificate: issuing.pem\nendpoints:\n"
    );
    for (number, port) in ports.iter().enumerate() {
        let (kind, asks) = match ports.len() - number {
            1..=5 => ("aia", ""),
            6..=10 => ("ocsp", "    asks: Bench-Issuing\n"),
            _ => ("crl", ""),
        };
        write!(
            yaml,
            "  - kind: {kind}\n    url: http://127.0.0.1:{port}/{number}\n    issuer: Bench-CA\n{asks}    need: required\n"
        )?;
    }
    Ok(fs::write(setting.path("policy.yaml"), yaml)?)
}
