//! The corpus of hostile CRLs, all of it: none is genuine, none panics, each is done within 100 ms and the process within
//! 64 MB. A real CRL stands beside them in the same process, and must be read.

use std::time::Duration;

use super::entry::{Outcome, crl};
use super::shortest;
use crate::pki::{fixture, fixtures_in};

/// CPU time that one CRL of the corpus may take.
const LONGEST: Duration = Duration::from_millis(100);

/// Tells the child that it is the one.
#[cfg(target_os = "linux")]
const ALONE: &str = "CERTREADY_CORPUS_ALONE";

/// What this process has taken of memory at most, in KiB (`VmHWM` of `proc_pid_status(5)`).
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().strip_suffix(" kB").unwrap().trim().parse().unwrap()
}

#[test]
#[expect(clippy::print_stdout, reason = "what was measured, for whoever asks with --show-output")]
fn none_of_the_corpus_is_genuine_and_each_is_read_or_refused_in_time() {
    // The positive control: the largest real CRL that is here is genuine, within the same bounds.
    let real = fixture("crl/digicert-global-ca-g2-20201116.crl");
    let mut outcome = Outcome::Refused;
    shortest(LONGEST, || outcome = crl(&real));
    assert_eq!(outcome, Outcome::Genuine);
    let files = fixtures_in("crl/hostile");
    assert!(files.len() > 1_000, "{}", files.len());
    let (mut read, mut slowest) = (0, Duration::ZERO);
    for file in &files {
        let bytes = fixture(file);
        let mut outcome = Outcome::Refused;
        let took = shortest(LONGEST, || outcome = crl(&bytes));
        assert_ne!(outcome, Outcome::Genuine, "{file}");
        assert!(took <= LONGEST, "{file} took {took:?}");
        read += usize::from(outcome == Outcome::Read);
        slowest = slowest.max(took);
    }
    println!("{} files, {read} of them read, the slowest in {slowest:?}", files.len());
}

/// The whole process that reads the corpus stays below the bound, so that each of its reads does.
#[cfg(target_os = "linux")]
#[test]
#[expect(clippy::print_stdout, reason = "what was measured, for whoever asks with --show-output")]
fn the_corpus_is_read_within_64_megabytes() {
    let this = "hostile::corpus::the_corpus_is_read_within_64_megabytes";
    if std::env::var_os(ALONE).is_some() {
        none_of_the_corpus_is_genuine_and_each_is_read_or_refused_in_time();
        let peak = peak();
        println!("peak: {peak} KiB");
        assert!((1..64 << 10).contains(&peak), "{peak} KiB");
        return;
    }
    let alone = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", this, "--nocapture", "--test-threads=1"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&alone.stdout);
    assert!(alone.status.success(), "{said}{}", String::from_utf8_lossy(&alone.stderr));
    // The positive control: the child did run that one test.
    assert!(said.contains("1 passed"), "{said}");
    println!("{}", said.lines().find(|line| line.starts_with("peak")).unwrap());
}
