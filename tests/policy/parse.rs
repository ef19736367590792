//! All problems at once, and how they are shown.

use certready::policy;

use super::{good, problems};

#[test]
fn all_that_is_wrong_is_said_at_once_in_the_order_of_the_file() {
    let mut source = good();
    for (old, new) in [
        ("review_by: 2018-10-01", "review_bye: 2018-10-01"),
        ("cutover: 2018-09-03", "cutover: tomorrow"),
        ("16AF57A9", "zz"),
        ("kind: aia", "kind: ftp"),
        ("level: notice", "level: [notice]"),
        ("expires: 2019-08-01", "expires: 2029-08-01"),
    ] {
        source.yaml = source.yaml.replacen(old, new, 1);
    }
    let found = problems(&source);
    let found: Vec<_> = found.iter().map(|p| (p.line, p.column, p.what.as_str())).collect();
    assert_eq!(
        found,
        [
            (1, 1, "`review_by` is missing"),
            (6, 1, "`review_bye` is no key of a policy"),
            (7, 10, "`tomorrow` is no date"),
            (25, 17, "`zzF676B0AB126095AA5EBADEF22AB31119D644AC95CD4B93DBF3F26AEB`"),
            (49, 11, "`ftp`"),
            (67, 12, "a list"),
            (74, 14, "2029-08-01T00:00:00Z"),
        ]
    );
}

#[test]
fn a_problem_is_shown_with_its_line_and_a_caret() {
    let mut source = good();
    source.yaml = source.yaml.replace("kind: aia", "kind: ftp");
    let shown = policy::parse(&source).map(|policy| policy.id).unwrap_err().to_string();
    assert_eq!(
        shown,
        "mail-2018:49:11: `ftp`; expected one of crl, ocsp, aia, connect\n  \
         49 |   - kind: ftp\n     |           ^"
    );
}

#[test]
fn a_long_line_is_shown_around_its_column() {
    let mut source = good();
    let padding = "x".repeat(300);
    source.yaml = source.yaml.replace("sources: [the source]", &format!("sources: [{padding}, 2018]"));
    let found = problems(&source).remove(0);
    assert_eq!((found.line, found.column), (4, 313));
    assert_eq!(found.source_line.as_str().chars().nth(found.caret - 1), Some('2'));
    assert!(found.source_line.as_str().chars().count() <= 100);
}

#[test]
fn what_a_problem_quotes_can_neither_move_the_cursor_nor_turn_text() {
    let mut source = good();
    source.yaml = source.yaml.replace("kind: aia", "kind: \"\\e[2Jx\\u202ey\"");
    let shown = policy::parse(&source).map(|policy| policy.id).unwrap_err().to_string();
    assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
}

#[test]
fn a_policy_is_bounded_in_bytes_and_files() {
    let mut source = good();
    source.yaml.push_str(&"#".repeat(64 * 1024));
    assert!(problems(&source)[0].expected.as_str().contains("at most 65536"));
    let mut source = good();
    source.files.extend((0..64).map(|n| (format!("{n}.pem"), Vec::new())));
    assert_eq!(problems(&source)[0].what.as_str(), "67 certificate files");
}

#[test]
fn a_list_is_bounded() {
    let mut source = good();
    let many = vec!["source"; 65].join(", ");
    source.yaml = source.yaml.replace("[the source]", &format!("[{many}]"));
    assert_eq!(problems(&source)[0].what.as_str(), "65 entries in one list");
}

#[test]
fn a_mapping_is_bounded() {
    let mut source = good();
    source.yaml = (0..65).map(|n| format!("k{n}: x\n")).collect();
    let found = problems(&source);
    let beyond: Vec<_> = found.iter().filter(|p| p.what.as_str() == "one more key").map(|p| p.line).collect();
    assert_eq!(beyond, [65]);
}
