//! Another language, another time zone, no home: the same bytes. Names and texts that are not UTF-8: read, or told.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

use super::{says, shell};
use crate::common::lab::Lab;
use crate::common::policy::PolicyText;
use crate::common::run::{Finished, certready, command, finish};

#[test]
fn no_time_zone_changes_a_byte_and_no_language_one_that_programs_read() {
    // Judged from one evidence, so that nothing else can differ. Its policy has a letter beyond ASCII.
    let lab = Lab::good();
    let text = std::fs::read_to_string(lab.policy()).unwrap();
    let title = text.lines().find(|line| line.starts_with("title:")).unwrap();
    std::fs::write(lab.policy(), text.replace(title, "title: \"Zürich, 서울\"")).unwrap();
    let folder = lab.path("evidence");
    let run = lab.check(&["--evidence", folder.to_str().unwrap()]);
    says(&run, 0, &[]);
    assert!(run.stdout.contains("Zürich, 서울"), "{}", run.stdout);
    let judged = |environment: &str, format: &[&str]| {
        let arguments = [&["evaluate", folder.to_str().unwrap(), "--format"], format].concat();
        let arguments: Vec<String> = arguments.into_iter().map(str::to_owned).collect();
        let run = finish(shell(&format!("export {environment}; exec \"$@\""), &[], &arguments));
        says(&run, 0, &[]);
        run.stdout
    };
    let korean = "LC_ALL=ko_KR.EUC-KR LANGUAGE=ko TZ= HOME=/nowhere";
    for format in ["json", "csv", "nagios", "prometheus", "junit", "text", "html", "markdown"] {
        let plain = judged("LANG=C.UTF-8", &[format]);
        for environment in [
            "LANG=C TZ=Asia/Seoul",
            "LC_ALL=POSIX TZ=:garbage HOME=",
            "LC_ALL=de_DE.ISO-8859-1 TERM=nonsense COLUMNS=1",
        ] {
            assert_eq!(judged(environment, &[format]), plain, "{format} {environment}");
        }
        let of_people = ["text", "html", "markdown"].contains(&format);
        assert_eq!(judged(korean, &[format]) == plain, !of_people, "{format}");
        // What is asked for goes before what the system speaks.
        assert_eq!(judged(korean, &[format, "--lang", "en"]), plain, "{format}");
        assert_eq!(judged("LANG=C.UTF-8", &[format, "--lang", "ko"]), judged(korean, &[format]), "{format}");
    }
    let text = judged(korean, &["text"]);
    assert!(text.starts_with("준비됨") && text.contains("Zürich, 서울"), "{text}");
}

/// A path in a lab whose last name holds a byte that is no UTF-8.
fn odd(lab: &Lab, name: &str) -> PathBuf {
    lab.path("").join(OsStr::from_bytes(&[name.as_bytes(), &[0xff]].concat()))
}

/// Runs `check` in a lab with an option and a path.
fn with(lab: &Lab, option: &str, path: &OsStr) -> Finished {
    let arguments = lab.arguments(&[]);
    let mut run = command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run.arg(option).arg(path);
    finish(run)
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_or_a_store_may_have_a_name_that_is_not_utf_8() {
    let lab = Lab::good();
    let evidence = odd(&lab, "evidence");
    let first = with(&lab, "--evidence", evidence.as_os_str());
    says(&first, 0, &[]);
    let mut run = command(&["evaluate", "--format", "json"]);
    run.arg(&evidence);
    assert_eq!(finish(run).stdout, first.stdout);
    // And the second time it is told as one that is there already, in letters that a terminal can show.
    says(&with(&lab, "--evidence", evidence.as_os_str()), 74, &["evidence\u{fffd}", "is there already"]);
    let store = odd(&lab, "roots");
    std::fs::rename(lab.trust_store(), &store).unwrap();
    let mut run = command(&["store", "list", "--trust-store"]);
    run.arg(&store);
    says(&finish(run), 0, &[]);
}

#[test]
fn words_that_are_not_utf_8_are_a_wrong_command_line() {
    let lab = Lab::good();
    let report = [b"json=".as_slice(), odd(&lab, "report").as_os_str().as_bytes()].concat();
    let mut policy = command(&["check"]);
    policy.arg(odd(&lab, "policy.yaml"));
    let mut id = command(&["policy", "show"]);
    id.arg(OsStr::from_bytes(b"\xff"));
    let mut url = command(&["url"]);
    url.arg(OsStr::from_bytes(b"http://127.0.0.1/\xff"));
    let runs = [with(&lab, "--report", OsStr::from_bytes(&report)), finish(policy), finish(id), finish(url)];
    for run in runs {
        says(&run, 64, &["invalid UTF-8"]);
        assert_eq!(run.stdout, "");
    }
    assert_eq!(lab.server.requests().len(), 0);
}

#[test]
fn a_policy_in_another_encoding_is_told_by_its_place() {
    let lab = Lab::good();
    let utf_8 = std::fs::read_to_string(lab.policy()).unwrap();
    let title = utf_8.lines().find(|line| line.starts_with("title:")).unwrap();
    let line = utf_8.lines().position(|other| other == title).unwrap() + 1;
    let named = utf_8.replace(title, "title: Zürich");
    let latin_1: Vec<u8> = named.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    let little: Vec<u8> = "\u{feff}".encode_utf16().chain(utf_8.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = "\u{feff}".encode_utf16().chain(utf_8.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let place = format!("{}:{line}:9", lab.policy().display());
    for (bytes, place) in [
        (latin_1, place),
        (little, format!("{}:1:1", lab.policy().display())),
        (big, format!("{}:1:1", lab.policy().display())),
    ] {
        std::fs::write(lab.policy(), bytes).unwrap();
        for run in [lab.check(&[]), certready(&["policy", "lint", lab.policy().to_str().unwrap()])] {
            says(&run, 65, &[&place, "not UTF-8"]);
        }
    }
    // Notepad's UTF-8 begins with a mark that is no part of the text.
    PolicyText::of(&lab.pki).write(lab.policy().parent().unwrap());
    let good = std::fs::read(lab.policy()).unwrap();
    std::fs::write(lab.policy(), [b"\xef\xbb\xbf".as_slice(), &good].concat()).unwrap();
    says(&lab.check(&[]), 0, &[]);
}
