//! The stable mutator: real bytes, changed by the dice, through the same functions as under libFuzzer. None may panic,
//! take long, or be genuine where it says something new; the unchanged ones must be read, or the run proves nothing.
//!
//! `CERTREADY_MUTATE_SECONDS` is the time of all entries together, `CERTREADY_MUTATE_SEED` another row of dice. What breaks
//! a reader is kept, and read again at the beginning of each later run until somebody removes it.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::entry::{ENTRIES, Entry, Outcome};
use super::mutation::mutate;
use super::seeds::{self, Seed};
use super::shortest;
use crate::pki::Dice;

/// The longest that one input may take. A debug build is some twenty times slower than what is shipped, and the evidence
/// entry judges and renders a whole run.
const LONGEST: Duration = Duration::from_secs(2);

/// How many inputs each entry gets where no time is given.
const USUAL: usize = 300;

/// How long they may take together.
const USUAL_TIME: Duration = Duration::from_secs(3);

/// A number from the environment. None where it is not set.
fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// Where inputs that broke an entry are kept.
fn kept(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile").join(name)
}

/// Gives one input to an entry. A panic, or too long a time, keeps the input and fails with where it lies.
fn give(name: &str, entry: Entry, bytes: &[u8], what: &str) -> Outcome {
    let mut outcome = Outcome::Refused;
    let work = || outcome = entry(bytes);
    let took = catch_unwind(AssertUnwindSafe(|| shortest(LONGEST, work)));
    match took {
        Ok(took) if took <= LONGEST => outcome,
        other => {
            let folder = kept(name);
            fs::create_dir_all(&folder).unwrap();
            let file = folder.join(certready::vocabulary::Digest::of(bytes).to_string());
            fs::write(&file, bytes).unwrap();
            let fault = other.map_or("it panicked".to_owned(), |took| format!("it took {took:?}"));
            panic!("{name}, {what}: {fault}; the input is kept as {}", file.display());
        }
    }
}

/// What earlier runs kept.
fn replay(name: &str, entry: Entry) {
    let Ok(files) = fs::read_dir(kept(name)) else { return };
    for file in files {
        let path = file.unwrap().path();
        give(name, entry, &fs::read(&path).unwrap(), &path.display().to_string());
    }
}

/// Runs one entry: what was kept, the seeds as they are, and their mutations.
#[expect(clippy::print_stdout, reason = "what was run, for whoever asks with --show-output")]
fn run(name: &str) {
    let (_, entry) = ENTRIES.into_iter().find(|(known, _)| *known == name).unwrap();
    replay(name, entry);
    let seeds = seeds::of(name);
    positive_control(name, entry, &seeds);

    let share = number("CERTREADY_MUTATE_SECONDS").map(|all| Duration::from_secs(all) / ENTRIES.len() as u32);
    let (time, most) = share.map_or((USUAL_TIME, USUAL), |time| (time, usize::MAX));
    let seed = number("CERTREADY_MUTATE_SEED").unwrap_or(0x2018_0903_2026_1123);
    let (began, mut dice, mut read, mut given) = (Instant::now(), Dice::from_seed(seed), 0, 0);
    while given < most && began.elapsed() < time {
        let (one, other) = (&seeds[dice.below(seeds.len())], &seeds[dice.below(seeds.len())]);
        let bytes = mutate(&mut dice, &one.bytes, &other.bytes);
        let what = format!("input {given} of seed {seed:#x}, made of {} and {}", one.name, other.name);
        let outcome = give(name, entry, &bytes, &what);
        // A CRL is signed but for its signature's own frame: what is genuine is the seed itself, or a seed taken whole.
        let known = || seeds.iter().any(|seed| bytes.starts_with(&seed.bytes));
        assert!(name != "crl" || outcome != Outcome::Genuine || known(), "{what}: a changed CRL is genuine");
        read += usize::from(outcome != Outcome::Refused);
        given += 1;
    }
    println!("{name}: {given} inputs in {:.1} s, {read} of them read", began.elapsed().as_secs_f64());
    // Where none gets through, the mutations break too much to find anything behind the first length.
    assert!(read > 0 || given < 50, "none of {given} mutations was read");
}

/// The unchanged seeds: each kind has some that must be read, and those that are signed must be genuine.
fn positive_control(name: &str, entry: Entry, seeds: &[Seed]) {
    let outcomes: Vec<_> =
        seeds.iter().map(|seed| (seed.name.as_str(), give(name, entry, &seed.bytes, &seed.name))).collect();
    let of = |part: &str| {
        let fits = outcomes.iter().filter(|(seed, _)| seed.contains(part));
        fits.map(|(_, outcome)| *outcome).collect::<Vec<_>>()
    };
    match name {
        "certificate" => {
            assert!(of("").iter().all(|outcome| *outcome >= Outcome::Read), "{outcomes:?}");
            assert_eq!(of("intermediates/globalsign-orgval-sha256-g2-by-r1"), [Outcome::Genuine]);
        }
        "crl" => assert!(!outcomes.is_empty() && of("").iter().all(|outcome| *outcome == Outcome::Genuine)),
        "ocsp" => {
            assert!(of("refused-").iter().all(|outcome| *outcome == Outcome::Read));
            assert_eq!(of("20261003").len() + of("delegated").len() + of("badssl").len(), 3);
            for signed in ["20261003", "delegated", "badssl"] {
                assert_eq!(of(signed), [Outcome::Genuine], "{signed}");
            }
        }
        "pkcs7" => assert_eq!(of("certs-only"), [Outcome::Genuine; 2]),
        "policy" | "evidence" | "trust_list" | "connectors" | "report" => {
            assert!(of("").iter().all(|outcome| *outcome == Outcome::Read), "{outcomes:?}");
        }
        "http_head" => {
            assert_eq!(of("no-http"), [Outcome::Refused; 2]);
            let answers = outcomes.iter().filter(|(seed, _)| !seed.contains("no-http"));
            assert!(answers.clone().count() > 3 && answers.clone().all(|(_, outcome)| *outcome == Outcome::Read));
        }
        "smtp_reply" => {
            assert_eq!(of("no-smtp"), [Outcome::Refused]);
            assert_eq!(of("refused.txt"), [Outcome::Read; 2]);
            let spoken = outcomes.iter().filter(|(seed, _)| !seed.contains("no-smtp"));
            assert!(spoken.clone().count() > 3 && spoken.clone().all(|(_, outcome)| *outcome == Outcome::Read));
        }
        "server_hello" => {
            assert_eq!(of("none"), [Outcome::Refused]);
            let chosen = outcomes.iter().filter(|(seed, _)| !seed.contains("none"));
            assert!(chosen.clone().count() > 3 && chosen.clone().all(|(_, outcome)| *outcome == Outcome::Read));
        }
        other => panic!("no control for {other}"),
    }
}

#[test]
fn mutated_certificates_are_read_or_refused() {
    run("certificate");
}

#[test]
fn mutated_crls_are_read_or_refused_and_never_genuine() {
    run("crl");
}

#[test]
fn mutated_ocsp_answers_are_read_or_refused() {
    run("ocsp");
}

#[test]
fn mutated_bundles_are_read_or_refused() {
    run("pkcs7");
}

#[test]
fn mutated_trust_lists_are_read_or_refused() {
    run("trust_list");
}

#[test]
fn mutated_policies_are_read_or_refused() {
    run("policy");
}

#[test]
fn mutated_evidence_is_judged_or_refused() {
    run("evidence");
}

#[test]
fn mutated_connectors_are_read_or_refused() {
    run("connectors");
}

#[test]
fn mutated_http_answers_are_read_or_refused() {
    run("http_head");
}

#[test]
fn mutated_reports_are_compared_or_refused() {
    run("report");
}

#[test]
fn mutated_smtp_replies_are_read_or_refused() {
    run("smtp_reply");
}

#[test]
fn mutated_server_hellos_are_read_or_refused() {
    run("server_hello");
}

/// Each entry has its test above, its target under `.fuzz/`, which names it, and its name in the docs.
#[test]
fn every_entry_has_a_test_and_a_fuzz_target() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut targets: Vec<String> = fs::read_dir(root.join(".fuzz/fuzz_targets"))
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    targets.sort();
    let mut entries = ENTRIES.map(|(name, _)| name.to_owned());
    entries.sort();
    assert_eq!(targets, entries);
    let manifest = fs::read_to_string(root.join(".fuzz/Cargo.toml")).unwrap();
    let this = include_str!("mutate.rs");
    let page = fs::read_to_string(root.join("docs/security.md")).unwrap();
    for name in &entries {
        let target = fs::read_to_string(root.join(format!(".fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(target.contains(&format!("feed(\"{name}\", ")), "{name}");
        assert!(manifest.contains(&format!("name = \"{name}\"\npath = \"fuzz_targets/{name}.rs\"")), "{name}");
        assert!(page.contains(&format!("`{name}`")), "{name}");
        assert!(this.contains(&format!("    run(\"{name}\");")), "{name}");
    }
}

/// The net that the mutator spreads does catch: an entry that panics is told, and its input kept.
#[test]
fn an_input_that_makes_an_entry_panic_is_kept_and_named() {
    let _ = fs::remove_dir_all(kept("selftest"));
    let broken: Entry = |bytes| if bytes == b"bad" { panic!("broken") } else { Outcome::Read };
    assert_eq!(give("selftest", broken, b"good", "the good one"), Outcome::Read);
    let told = catch_unwind(|| give("selftest", broken, b"bad", "the bad one")).unwrap_err();
    let told = told.downcast::<String>().unwrap();
    assert!(told.contains("selftest, the bad one: it panicked; the input is kept as "), "{told}");
    let file = told.rsplit(' ').next().unwrap();
    assert_eq!(fs::read(file).unwrap(), b"bad");
    fs::remove_dir_all(kept("selftest")).unwrap();
}
