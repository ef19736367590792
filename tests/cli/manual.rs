//! `completions` and `man`: what the command line says of itself, without what is hidden.

use crate::common::capability::require;
use crate::common::run::certready;
use crate::common::tool::fed;

const SHELLS: [&str; 5] = ["bash", "elvish", "fish", "powershell", "zsh"];

#[test]
fn each_shell_has_a_script_with_every_command_but_the_hidden_one() {
    for shell in SHELLS {
        let run = certready(&["completions", shell]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{shell}");
        for word in ["check", "evaluate", "partner-sheet", "firewall-list", "completions"] {
            assert!(run.stdout.contains(word), "{shell}: {word}");
        }
        assert!(!run.stdout.contains("retrieve"), "{shell}");
    }
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_and_the_forms_of_a_report() {
    let script = certready(&["completions", "bash"]).stdout;
    let ask = |words: &str, at: usize| {
        let ask = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD={at}; _certready certready \"\" x; printf '%s\\n' \"${{COMPREPLY[@]}}\""
        );
        let mut said: Vec<String> = fed("bash", &[], &ask).1.lines().map(str::to_owned).collect();
        said.retain(|word| !word.starts_with('-'));
        said
    };
    let commands = ask("certready ''", 1);
    let all = [
        "check",
        "evaluate",
        "diff",
        "url",
        "fleet",
        "verify",
        "chains",
        "store",
        "policy",
        "schedule",
        "completions",
        "man",
    ];
    assert_eq!(commands, all);
}

/// Every page: its file's name and its text.
fn pages() -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let run = certready(&["man", "--out", folder.path().to_str().unwrap()]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let entries = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<(String, String)> = entries
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    pages.sort();
    pages
}

#[test]
fn every_command_has_a_page_and_the_hidden_one_has_none() {
    let pages = pages();
    let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
    for name in [
        "certready.1",
        "certready-check.1",
        "certready-chains.1",
        "certready-schedule.1",
        "certready-policy-partner-sheet.1",
        "certready-store-find.1",
    ] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(!pages.iter().any(|(name, text)| name.contains("help") || text.contains("retrieve")), "{names:?}");
    let first = &pages.iter().find(|(name, _)| name == "certready.1").unwrap().1;
    assert_eq!(certready(&["man"]).stdout, *first);
}

#[test]
fn the_page_of_check_keeps_the_lines_of_its_examples() {
    let pages = pages();
    let (_, page) = pages.iter().find(|(name, _)| name == "certready-check.1").unwrap();
    let (_, examples) = page.split_once(".SH EXAMPLES\n.nf\n").unwrap();
    assert!(
        examples.starts_with("  certready check exchange\\-online\\-smtp\\-2026\n  certready check "),
        "{examples}"
    );
    assert!(examples.ends_with(".fi\n"));
}

#[test]
fn mandoc_finds_nothing_wrong_with_a_page() {
    require!("mandoc");
    for (name, page) in pages() {
        let (_, said) = fed("mandoc", &["-T", "lint", "-W", "warning"], &page);
        // The pages bear no date, so that one version's are the same wherever they are made.
        let wrong: Vec<&str> = said.lines().filter(|line| !line.contains("missing date")).collect();
        assert_eq!(wrong, [""; 0], "{name}");
    }
}

#[test]
fn a_folder_that_is_not_there_is_no_place_for_pages() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing");
    let run = certready(&["man", "--out", missing.to_str().unwrap()]);
    assert_eq!(run.status, 74, "{run:?}");
    assert!(run.stderr.contains("certready.1"), "{run:?}");
}
