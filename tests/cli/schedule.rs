//! `schedule`: from arguments and a policy to a definition, what is refused before one is made, and runs by what it says.

use std::fs;

use crate::common::run::{Finished, certready};

/// A policy that is embedded and in force, and a cutover that lies ahead whenever this runs.
const AHEAD: [&str; 3] = ["exchange-online-smtp-2026", "--cutover", "2999-03-01"];
const EXE: &str = r"C:\Program Files\certready\certready.exe";
const UNIX: &str = "/usr/local/bin/certready";

/// `schedule` of a system for that policy, with the program where it lies on such a system.
fn schedule(system: &str, more: &[&str]) -> Finished {
    let program = if system == "task-scheduler" { EXE } else { UNIX };
    let mut arguments = vec!["schedule", system];
    arguments.extend(AHEAD);
    if !more.contains(&"--program") {
        arguments.extend(["--program", program]);
    }
    arguments.extend(more);
    certready(&arguments)
}

#[test]
fn each_system_runs_the_same_check_until_a_week_after_the_cutover() {
    for (system, last, reports) in [
        ("systemd", "2999-03-08", "/var/lib/certready/reports"),
        ("cron", "29990308", "/var/lib/certready/reports"),
        ("task-scheduler", "<EndBoundary>2999-03-08T23:59:59<", r"C:\ProgramData\certready\reports"),
    ] {
        let run = schedule(system, &[]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{system}");
        let check = format!(
            "check exchange-online-smtp-2026 --quiet --cutover 2999-03-01T00:00:00Z --reports {reports} --keep 14"
        );
        assert!(run.stdout.contains(&check), "{}", run.stdout);
        assert!(run.stdout.contains(last), "{}", run.stdout);
    }
}

#[test]
fn several_files_stand_below_their_names_and_a_single_one_as_it_is() {
    let run = schedule("systemd", &[]);
    for name in ["# certready-exchange-online-smtp-2026.service\n", "# certready-exchange-online-smtp-2026.timer\n"] {
        assert!(run.stdout.contains(name), "{}", run.stdout);
    }
    let run = schedule("task-scheduler", &[]);
    assert!(run.stdout.starts_with("<!-- certready-exchange-online-smtp-2026-S-1-5-18.xml -->\n"), "{}", run.stdout);
    assert!(schedule("cron", &[]).stdout.starts_with("# /etc/cron.d/certready-exchange-online-smtp-2026, "));
}

#[test]
fn what_is_asked_is_what_runs() {
    let more = ["--at", "23:59", "--reports", "/srv/certready", "--keep", "3", "--account", "postfix"];
    let run = schedule("cron", &more);
    assert!(run.stdout.contains("\n59 23 * * * postfix "), "{}", run.stdout);
    assert!(run.stdout.contains(" --reports /srv/certready --keep 3 "), "{}", run.stdout);
    let run = schedule("task-scheduler", &["--event-log"]);
    assert_eq!(run.stdout.matches(" --keep 14 --event-log</Arguments>").count(), 2, "{}", run.stdout);
}

#[test]
fn options_of_check_are_passed_on_and_a_longer_deadline_is_given_its_time() {
    let behind = ["--", "--service", "mx:contoso.example", "--deadline", "3600", "--client", "openssl-no-revocation"];
    for (system, limit) in
        [("systemd", "TimeoutStartSec=65min"), ("task-scheduler", "<ExecutionTimeLimit>PT65M<"), ("cron", "")]
    {
        let run = schedule(system, &behind);
        assert!(run.stdout.contains(&behind[1..].join(" ")) && run.stdout.contains(limit), "{}", run.stdout);
    }
}

/// Each is said before anything is printed or written.
const REFUSED: [(&str, &[&str], &str); 25] = [
    ("cron", &["--", "--format", "json"], "nobody reads it there"),
    ("cron", &["--", "--reports", "/x"], "cannot be used multiple times"),
    ("cron", &["--", "--keep", "2"], "cannot be used multiple times"),
    ("cron", &["--", "--cutover", "2999-04-01"], "cannot be used multiple times"),
    ("cron", &["--", "--event-log"], "before the --"),
    ("cron", &["--", "--evidence", "/x"], "from the second run on"),
    ("cron", &["--", "--as-of", "2026-01-01"], "its own day"),
    ("cron", &["--", "--firewall-list"], "cannot be used with"),
    ("cron", &["--", "--verbose"], "cannot be used with"),
    ("cron", &["--", "--deadline", "0"], "1..=3600"),
    ("cron", &["--", "other.yaml"], "unexpected argument"),
    ("cron", &["--", "--trust-store", "bundle.pem"], "no absolute path"),
    ("cron", &["--", "--smtp-log", "logs"], "no absolute path"),
    ("cron", &["--", "--own-certificate", "mail.pem"], "no absolute path"),
    ("cron", &["--", "--report", "prometheus=x.prom"], "no absolute path"),
    ("cron", &["--", "--exchange", "a\nb"], "no absolute path"),
    ("cron", &["--", "--trust-store", "/a\nb"], "control character"),
    ("cron", &["--account", "root root"], "the name of an account"),
    ("cron", &["--account", "postfix\nroot"], "the name of an account"),
    ("cron", &["--at", "6:00"], "HH:MM"),
    ("cron", &["--program", "certready"], "no absolute path"),
    ("cron", &["--event-log"], "event log of Windows"),
    ("task-scheduler", &["--account", "SYSTEM"], "NetworkService"),
    ("task-scheduler", &["--program", "/usr/bin/certready"], "no absolute path"),
    ("systemd", &["--", "--report", "prometheus=/var/lib/prometheus/x.prom"], "--account"),
];

#[test]
fn what_can_not_be_scheduled_is_refused_with_64() {
    for (system, more, expected) in REFUSED {
        let run = schedule(system, more);
        assert_eq!((run.status, run.stdout.as_str()), (64, ""), "{more:?} {run:#?}");
        assert!(run.stderr.contains(expected), "{more:?} {run:#?}");
    }
}

#[test]
fn a_file_of_another_account_s_monitor_may_be_written_where_an_account_is_named() {
    let more = ["--account", "monitor", "--", "--report", "prometheus=/var/lib/prometheus/node-exporter/x.prom"];
    let run = schedule("systemd", &more);
    assert!(run.stdout.contains("\nReadWritePaths=/var/lib/prometheus/node-exporter\n"), "{run:#?}");
}

#[test]
fn a_cutover_whose_week_has_passed_and_a_superseded_policy_are_refused() {
    let run = |policy: &str, more: &[&str]| {
        let mut arguments = vec!["schedule", "cron", policy, "--program", UNIX];
        arguments.extend(more);
        certready(&arguments)
    };
    for (refused, expected) in [
        (run("exchange-online-smtp-2026", &["--cutover", "2026-03-22"]), "a week has passed"),
        (run("exchange-online-2018", &[]), "superseded by exchange-online-2021"),
        (run("exchange-online-2018", &["--cutover", "2018-09-03"]), "a week has passed"),
    ] {
        assert_eq!((refused.status, refused.stdout.as_str()), (64, ""), "{refused:#?}");
        assert!(refused.stderr.contains(expected), "{refused:#?}");
    }
    assert_eq!(run("exchange-online-2018", &["--cutover", "2999-09-03"]).status, 0);
    assert_eq!(run("no-such-policy", &[]).status, 65);
    // Six days after it there is still something to run for.
    let recent = crate::common::run::clock().plus_days(-6).to_string();
    assert_eq!(run("exchange-online-smtp-2026", &["--cutover", &recent]).status, 0);
}

#[test]
fn a_list_of_urls_has_no_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("urls.yaml");
    let yaml = "schema: certready.policy/1\nid: watched\npurpose: urls\ntitle: some\nsources: [a test]\nas_of: 2026-01-01\nendpoints:\n  - kind: any\n    url: http://crl.example.com/ca.crl\n    need: required\n";
    fs::write(&path, yaml).unwrap();
    // A policy file's path must be one of the host's.
    let (system, program) = if cfg!(windows) { ("task-scheduler", EXE) } else { ("cron", UNIX) };
    let run = certready(&["schedule", system, path.to_str().unwrap(), "--program", program]);
    assert_eq!(run.status, 64, "{run:#?}");
    assert!(run.stderr.contains("nothing says how long to run"), "{run:#?}");
}

#[test]
fn a_definition_made_again_is_the_same_and_never_takes_the_place_of_another_file() {
    for system in ["systemd", "cron", "task-scheduler"] {
        let folder = tempfile::tempdir().unwrap();
        let write = ["--write", folder.path().to_str().unwrap()];
        let first = schedule(system, &write);
        assert_eq!((first.status, first.stderr.as_str()), (0, ""), "{first:#?}");
        let files: Vec<&str> = first.stdout.lines().collect();
        assert_eq!(files.len(), fs::read_dir(folder.path()).unwrap().count(), "{first:#?}");
        let before: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
        assert_eq!(schedule(system, &write).status, 0);
        // Another one, of which the last file alone is there with other words.
        let last = files.last().unwrap();
        fs::write(last, "mine").unwrap();
        for file in &files[..files.len() - 1] {
            fs::remove_file(file).unwrap();
        }
        let refused = schedule(system, &write);
        assert_eq!((refused.status, refused.stdout.as_str()), (74, ""), "{refused:#?}");
        assert!(refused.stderr.contains("is not written over"), "{refused:#?}");
        assert_eq!(fs::read(last).unwrap(), b"mine");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        fs::remove_file(last).unwrap();
        assert_eq!(schedule(system, &write).status, 0);
        let after: Vec<Vec<u8>> = files.iter().map(|file| fs::read(file).unwrap()).collect();
        assert_eq!(before, after);
    }
}

#[test]
fn a_folder_that_is_not_there_is_no_place_for_definitions() {
    let folder = tempfile::tempdir().unwrap();
    let run = schedule("cron", &["--write", folder.path().join("missing").to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str()), (74, ""), "{run:#?}");
}

/// Runs by the definitions themselves: their words as a process, on a lab's policy.
#[cfg(unix)]
mod runs {
    use std::process::Command;

    use crate::common::lab::Lab;
    use crate::common::run::{Finished, certready, clean, finish};

    fn schedule(lab: &Lab, system: &str, policy: &str, more: &[&str]) -> Finished {
        let mut arguments = vec!["schedule", system, policy];
        arguments.extend(more);
        let store = lab.trust_store();
        arguments.extend(["--", "--proxy", "none", "--client", "schannel-validating", "--trust-store"]);
        arguments.push(store.to_str().unwrap());
        let run = certready(&arguments);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
        run
    }

    /// What stands in the folder of reports, by its ending.
    fn kept(lab: &Lab) -> Vec<String> {
        let entries = std::fs::read_dir(lab.path("kept reports")).unwrap().map(|entry| entry.unwrap().path());
        let mut endings: Vec<String> =
            entries.map(|path| path.extension().unwrap().to_string_lossy().into_owned()).collect();
        endings.sort();
        endings
    }

    #[test]
    fn cron_s_line_keeps_a_report_of_a_host_that_is_ready_and_says_nothing() {
        let lab = Lab::good();
        let reports = lab.path("kept reports");
        let policy = lab.policy();
        let more = ["--reports", reports.to_str().unwrap()];
        let line = schedule(&lab, "cron", policy.to_str().unwrap(), &more).stdout;
        let line = line.lines().find(|line| !line.starts_with('#')).unwrap();
        let shell = line.splitn(7, ' ').last().unwrap().replace(r"\%", "%");
        let run = |shell: &str| {
            let mut command = clean("/bin/sh");
            command.args(["-c", shell]).current_dir("/");
            finish(command)
        };
        let ready = run(&shell);
        assert_eq!((ready.status, ready.stdout.as_str(), ready.stderr.as_str()), (0, "", ""), "{ready:#?}");
        assert_eq!(kept(&lab), ["html", "json"]);
        lab.trusts(&[&lab.pki.retiring]);
        let not_ready = run(&shell);
        assert_eq!(not_ready.status, 2, "{not_ready:#?}");
        assert!(not_ready.stdout.starts_with("NOT READY"), "{not_ready:#?}");
    }

    /// A policy that is named from where one stands is named from the root on in the definition.
    #[test]
    fn a_policy_file_becomes_an_absolute_path() {
        let lab = Lab::good();
        let policy = lab.policy();
        let mut command = crate::common::run::command(&["schedule", "cron", "./policy.yaml"]);
        command.current_dir(policy.parent().unwrap());
        let run = finish(command);
        assert!(run.stdout.contains(&format!(" check {} --quiet", policy.display())), "{run:#?}");
    }

    /// What lies in the host's own folder for temporary files, the unit does not see; here the lab lies elsewhere for it.
    #[test]
    fn systemd_s_command_runs_as_a_process_of_its_words() {
        let lab = Lab::good();
        let folder = crate::common::place::seen_by_units();
        let program = folder.path().join("certready");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_certready"), &program).unwrap();
        for file in std::fs::read_dir(lab.policy().parent().unwrap()).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), folder.path().join(file.file_name())).unwrap();
            }
        }
        let reports = folder.path().join("kept 100% \"reports\"");
        let store = folder.path().join("roots.pem");
        let policy = folder.path().join("policy.yaml");
        let arguments = [
            "schedule",
            "systemd",
            policy.to_str().unwrap(),
            "--program",
            program.to_str().unwrap(),
            "--account",
            "root",
            "--reports",
            reports.to_str().unwrap(),
            "--",
            "--proxy",
            "none",
            "--client",
            "schannel-validating",
            "--trust-store",
            store.to_str().unwrap(),
        ];
        let units = certready(&arguments);
        assert_eq!((units.status, units.stderr.as_str()), (0, ""), "{units:#?}");
        let line = units.stdout.lines().find_map(|line| line.strip_prefix("ExecStart=")).unwrap();
        let words = crate::schedule::systemd::words(line);
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]).env_clear().current_dir("/");
        let run = finish(command);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{run:#?}");
        assert!(run.stdout.starts_with("READY"), "{run:#?}");
        assert_eq!(std::fs::read_dir(&reports).unwrap().count(), 2);
    }
}
