//! Standard handles that are closed, or whose other end has gone.

use super::{check, says, shell};
use crate::common::lab::Lab;
use crate::common::run::finish;

#[test]
fn a_closed_handle_is_as_if_it_led_to_dev_null() {
    // std opens /dev/null for each of the three that is closed as a process begins, so that no file gets its number.
    let lab = Lab::good();
    for closed in ["<&-", ">&-", "2>&-", "<&- >&-", "<&- >&- 2>&-"] {
        let report = lab.path("report.json");
        let evidence = lab.path("evidence");
        let (at, folder) = (format!("json={}", report.display()), evidence.to_str().unwrap());
        let run = check(&lab, &format!("exec \"$@\" {closed}"), &["--report", &at, "--evidence", folder]);
        says(&run, 0, &[]);
        assert_eq!(run.stderr, "", "{closed}");
        let written = std::fs::read_to_string(&report).unwrap();
        assert!(written.starts_with('{') && written.ends_with("}\n"), "{closed}: {written}");
        assert_eq!(run.stdout, if closed.contains(" >&-") || closed == ">&-" { "" } else { &written });
        assert!(evidence.join("manifest.json").exists());
        std::fs::remove_file(&report).unwrap();
        std::fs::remove_dir_all(&evidence).unwrap();
    }
}

#[test]
fn errors_without_a_handle_still_have_their_status() {
    for (words, status) in [(&["check"][..], 64), (&["check", "nowhere.yaml"], 65)] {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        for closed in ["2>&-", "<&- >&- 2>&-", "2>/dev/full"] {
            let run = finish(shell(&format!("exec \"$@\" {closed}"), &[], &words));
            assert_eq!((run.status, run.stdout.as_str()), (status, ""), "{closed}: {words:?}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_leaves_the_verdict_s_status_and_the_files() {
    let lab = Lab::good();
    let report = lab.path("report.json");
    let status = lab.path("status");
    // `true` reads nothing and is gone long before the report comes.
    let script = format!("{{ \"$@\"; echo $? > '{}'; }} | true", status.display());
    for words in [&[][..], &["--verbose"]] {
        let at = format!("json={}", report.display());
        let run = finish(shell(&script, &[], &lab.arguments(&[words, &["--report", &at]].concat())));
        says(&run, 0, &[]);
        assert_eq!(run.stderr, "");
        assert_eq!(std::fs::read_to_string(&status).unwrap(), "0\n");
        assert!(std::fs::read_to_string(&report).unwrap().ends_with("}\n"));
    }
}
