//! `check --reports DIR --keep N`: both files of a run, what goes and what stays, and what a folder that refuses leads to.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::run::{Finished, certready};

/// A superseded policy: a report without any network.
fn run(folder: &Path, more: &[&str]) -> Finished {
    let mut arguments = vec!["check", "exchange-online-2018", "-q", "--reports", folder.to_str().unwrap()];
    arguments.extend(more);
    certready(&arguments)
}

fn names(folder: &Path) -> BTreeSet<String> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// What the names of this host and account begin with, of a run made for it.
fn begin(folder: &Path) -> String {
    run(folder, &[]);
    let name = names(folder).pop_last().unwrap();
    name.split_at(name.len() - "20260301T020000Z.json".len()).0.to_owned()
}

#[test]
fn a_run_leaves_its_report_as_json_and_html_in_a_folder_that_it_makes() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("certready").join("reports");
    let run = run(&folder, &[]);
    assert_eq!((run.status, run.stderr.as_str()), (3, ""), "{run:#?}");
    let names = names(&folder);
    let stems: BTreeSet<&str> = names.iter().map(|name| name.rsplit_once('.').unwrap().0).collect();
    let endings: Vec<&str> = names.iter().map(|name| name.rsplit_once('.').unwrap().1).collect();
    assert_eq!((stems.len(), endings), (1, vec!["html", "json"]), "{names:?}");
    assert!(stems.first().unwrap().starts_with("certready-exchange-online-2018-"), "{names:?}");
    let json: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join(names.last().unwrap())).unwrap()).unwrap();
    let observed = json["times"]["observed"].as_str().unwrap().replace(['-', ':'], "");
    assert!(stems.first().unwrap().ends_with(&observed), "{names:?} {observed}");
    assert!(fs::read_to_string(folder.join(names.first().unwrap())).unwrap().starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_last_runs_stay_and_what_certready_did_not_name_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let begin = begin(folder.path());
    let older: Vec<String> = (1..=9).map(|day| format!("{begin}2020030{day}T020000Z")).collect();
    for stem in &older {
        fs::write(folder.path().join(format!("{stem}.json")), "{}").unwrap();
        fs::write(folder.path().join(format!("{stem}.html")), "x").unwrap();
    }
    let kept = ["notes.txt".to_owned(), format!("{}.json.bak", older[0]), format!("{}.txt", older[0])];
    for name in &kept {
        fs::write(folder.path().join(name), "mine").unwrap();
    }
    // The name of an old report, but a folder.
    let shadow = format!("{begin}20190101T000000Z.json");
    fs::create_dir(folder.path().join(&shadow)).unwrap();
    let run = run(folder.path(), &["--keep", "4"]);
    assert_eq!((run.status, run.stderr.as_str()), (3, ""), "{run:#?}");
    let left = names(folder.path());
    assert!(left.contains(&shadow) && kept.iter().all(|name| left.contains(name)), "{left:?}");
    let of_2020: Vec<&String> = left.iter().filter(|name| name.contains("-2020030") && !kept.contains(name)).collect();
    // This run, perhaps the one before within the same second, and two or three of 2020.
    assert!([4, 6].contains(&of_2020.len()), "{left:?}");
    assert!(of_2020.iter().all(|name| name.contains("T020000Z") && !name.contains("-20200306T")), "{left:?}");
}

#[cfg(unix)]
#[test]
fn a_link_under_an_old_name_is_neither_followed_nor_removed() {
    let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let begin = begin(folder.path());
    let target = elsewhere.path().join("precious");
    fs::write(&target, "kept").unwrap();
    let link = folder.path().join(format!("{begin}20190101T000000Z.json"));
    std::os::unix::fs::symlink(&target, &link).unwrap();
    assert_eq!(run(folder.path(), &["--keep", "1"]).status, 3);
    assert_eq!(fs::read_to_string(&target).unwrap(), "kept");
    assert!(link.symlink_metadata().is_ok());
}

#[test]
fn a_clock_that_went_back_costs_no_report_that_was_just_written() {
    let folder = tempfile::tempdir().unwrap();
    let begin = begin(folder.path());
    for name in names(folder.path()) {
        fs::remove_file(folder.path().join(name)).unwrap();
    }
    for day in 1..=3 {
        fs::write(folder.path().join(format!("{begin}2990030{day}T020000Z.json")), "{}").unwrap();
    }
    assert_eq!(run(folder.path(), &["--keep", "1"]).status, 3);
    let left = names(folder.path());
    let later: Vec<&String> = left.iter().filter(|name| name.contains("-2990")).collect();
    assert_eq!((left.len(), later.len()), (3, 1), "{left:?}");
    assert!(later[0].contains("29900303"), "{left:?}");
}

#[test]
fn a_place_that_is_no_folder_ends_with_74_before_anything_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    for place in [file.clone(), file.join("below")] {
        let run = run(&place, &[]);
        assert_eq!((run.status, run.stdout.as_str()), (74, ""), "{run:#?}");
        assert!(run.stderr.contains("could not be written to"), "{run:#?}");
    }
    assert_eq!(names(folder.path()).len(), 1);
}

/// What must not be removed is told, and the status stays the verdict's.
#[cfg(target_os = "linux")]
#[test]
fn an_older_report_that_can_not_be_removed_is_told_and_changes_no_verdict() {
    use crate::common::capability::{own_mounts, require};
    use crate::common::run::finish;
    require!("tmpfs");
    let folder = tempfile::tempdir().unwrap();
    let begin = begin(folder.path());
    let old = folder.path().join(format!("{begin}20190101T000000Z.json"));
    fs::write(&old, "{}").unwrap();
    // A file that something is mounted on can't be removed.
    let program = env!("CARGO_BIN_EXE_certready");
    let script = format!(
        "mount --bind '{old}' '{old}' && exec '{program}' check exchange-online-2018 -q --reports '{folder}' --keep 1",
        old = old.display(),
        folder = folder.path().display()
    );
    let mut command = crate::common::run::clean("unshare");
    command.args(own_mounts()).args(["sh", "-c", &script]);
    let run = finish(command);
    assert_eq!(run.status, 3, "{run:#?}");
    assert!(
        run.stderr.contains("an older report could not be removed") && run.stderr.contains("20190101T000000Z"),
        "{run:#?}"
    );
    assert!(run.stdout.starts_with("UNDETERMINED"), "{run:#?}");
}

/// Of one account, within a second or two: two accounts never write under one name. Windows may refuse to put one file in the place
/// of another that is just being put there, and its Task Scheduler starts no second run beside one.
#[cfg(unix)]
#[test]
fn two_runs_at_once_hurt_neither() {
    use crate::common::run::{command, finish};
    let folder = tempfile::tempdir().unwrap();
    let arguments =
        ["check", "exchange-online-2018", "-q", "--reports", folder.path().to_str().unwrap(), "--keep", "1"];
    let runs: Vec<_> = (0..4)
        .map(|_| {
            std::thread::spawn({
                let command = command(&arguments);
                move || finish(command)
            })
        })
        .collect();
    for run in runs {
        let run = run.join().unwrap();
        assert_eq!((run.status, run.stderr.as_str()), (3, ""), "{run:#?}");
    }
    let left = names(folder.path());
    assert!(left.iter().all(|name| !name.starts_with(".certready-")), "{left:?}");
    let endings: BTreeSet<&str> = left.iter().map(|name| name.rsplit_once('.').unwrap().1).collect();
    assert_eq!(endings, BTreeSet::from(["html", "json"]), "{left:?}");
}

#[test]
fn how_many_needs_a_folder_and_a_number_between_1_and_1000() {
    for (arguments, expected) in [
        (["--keep", "3", "", ""], "--reports <DIR>"),
        (["--reports", "x", "--keep", "0"], "1..=1000"),
        (["--reports", "x", "--keep", "1001"], "1..=1000"),
        (["--reports", "x", "--firewall-list", ""], "cannot be used with"),
    ] {
        let given = arguments.iter().copied().filter(|one| !one.is_empty());
        let all: Vec<&str> = ["check", "a"].into_iter().chain(given).collect();
        let run = certready(&all);
        assert_eq!(run.status, 64, "{run:#?}");
        assert!(run.stderr.contains(expected), "{run:#?}");
    }
}
