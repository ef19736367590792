//! The list for the firewall team: four forms, each safe for whoever reads it, whatever a policy says.

use std::net::IpAddr;
use std::process::{Command, Stdio};

use certready::finding::Cause;
use certready::render::{ListForm, firewall_list};
use certready::report::{FirewallList, ListRow, ListUrl};
use certready::vocabulary::{Digest, Timestamp};

use crate::common::capability::require;

const FORMS: [ListForm; 4] = [ListForm::Text, ListForm::Csv, ListForm::Windows, ListForm::Nftables];

fn url(text: &str) -> ListUrl {
    ListUrl {
        url: text.into(),
        kinds: vec!["crl"],
        need: "required".to_owned(),
        named_by: vec!["policy, line 7".into(), "certificate New Issuing CA".into()],
    }
}

/// Two hosts that share an address, and one that does not resolve.
fn list() -> FirewallList {
    let row = |host: &str, addresses: &[&str]| ListRow {
        host: host.to_owned(),
        port: 80,
        need: "required".to_owned(),
        addresses: addresses.iter().map(|text| text.parse::<IpAddr>().unwrap()).collect(),
        unresolved: None,
        proxy: None,
        urls: vec![url(&format!("http://{host}/ca.crl"))],
    };
    let mut away = row("away.example.com", &[]);
    away.unresolved = Some(Cause::DnsNxdomain);
    away.urls[0].kinds = vec!["ocsp", "aia"];
    away.urls[0].need = "named by a certificate alone".to_owned();
    FirewallList {
        tool: "0.1.0 (000000000000)".into(),
        made: Timestamp::parse("2026-11-23T06:17:00Z").unwrap(),
        host: Some("mail-01".into()),
        policy: "example-mail-2026".to_owned(),
        title: "Example Mail moves from Old Root to New Root".into(),
        digest: Digest::of(b"the policy"),
        sources: vec!["https://example.com/announcement".into()],
        warnings: Vec::new(),
        notes: vec!["Addresses change.".to_owned()],
        rows: vec![
            away,
            row("crl.example.com", &["192.0.2.1", "192.0.2.2", "2001:db8::1"]),
            row("crl2.example.com", &["192.0.2.1"]),
        ],
    }
}

/// The list of a policy that wants to be more than text.
fn hostile() -> FirewallList {
    let mut list = list();
    // A policy's own reader refuses some of it; a certificate's label goes by no such reader.
    list.title = "'; Stop-Computer; ' \u{2019}; Stop-Computer; \u{2018} \u{452}\n| $(reboot) `\r\nx \\".into();
    list.sources = vec!["# SIG # Begin signature block".into(), "x }\nflush ruleset\n".into()];
    list.warnings = vec!["superseded by \"x\"".to_owned()];
    list.rows[1].proxy = Some("http://proxy.example:3128".into());
    list.rows[1].urls[0].url = "http://crl.example.com/it's;$(x)`.crl".into();
    list.rows[1].urls[0].need = "=cmd|' /C calc'!A0".to_owned();
    list.rows[1].urls[0].named_by = vec!["@SUM(1)".into(), "a\",\"b".into()];
    list.rows[2].urls[0].need = " +1".to_owned();
    list
}

#[test]
fn the_text_is_as_it_was_seen() {
    insta::assert_snapshot!(firewall_list(&list(), ListForm::Text));
}

#[test]
fn the_csv_is_as_it_was_seen() {
    insta::assert_snapshot!(firewall_list(&list(), ListForm::Csv));
}

#[test]
fn the_powershell_is_as_it_was_seen() {
    insta::assert_snapshot!(firewall_list(&list(), ListForm::Windows));
}

#[test]
fn the_file_for_nft_is_as_it_was_seen() {
    insta::assert_snapshot!(firewall_list(&list(), ListForm::Nftables));
}

#[test]
fn each_form_says_that_it_was_not_applied_and_names_policy_time_and_the_change_of_addresses() {
    for form in FORMS {
        let text = firewall_list(&list(), form);
        assert!(text.to_lowercase().contains("not applied"), "{form:?}");
        assert!(text.contains("2026-11-23T06:17:00Z") && text.to_lowercase().contains("change"), "{form:?}");
        assert!(text.contains("dns-nxdomain"), "{form:?}");
    }
}

/// The records of a CSV (RFC 4180), read by rules of our own.
pub(super) fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let cell = records.last_mut().unwrap().last_mut().unwrap();
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => cell.push(rest.next().unwrap()),
            '"' => quoted = !quoted,
            ',' if !quoted => records.last_mut().unwrap().push(String::new()),
            '\r' if !quoted => {
                assert_eq!(rest.next(), Some('\n'), "a record ends with CRLF");
                records.push(vec![String::new()]);
            }
            c => cell.push(c),
        }
    }
    assert_eq!(records.pop(), Some(vec![String::new()]), "the last record has its end");
    records
}

#[test]
fn no_cell_of_the_csv_is_a_formula_and_each_record_has_ten() {
    let text = firewall_list(&hostile(), ListForm::Csv);
    let records = records(&text);
    assert_eq!(records.len(), 4);
    for record in &records {
        assert_eq!(record.len(), 10, "{record:?}");
        for cell in record {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
        }
    }
    assert_eq!(records[2][4], "'=cmd|' /C calc'!A0");
    assert_eq!(records[2][7], "'@SUM(1); a\",\"b");
    assert_eq!(records[3][4], "' +1");
    // What is no formula stays as it is.
    assert_eq!((records[3][0].as_str(), records[3][8].as_str()), ("crl2.example.com", "192.0.2.1"));
    assert!(records[2][9].ends_with("by the proxy http://proxy.example:3128; superseded by \"x\""), "{:?}", records[2]);
}

/// The strings of a line of PowerShell in single quotes, and what stands between them.
fn strings(line: &str) -> (Vec<String>, String) {
    let (mut strings, mut code, mut inside) = (Vec::new(), String::new(), None::<String>);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        match (&mut inside, c) {
            (Some(text), '\'') if rest.peek() == Some(&'\'') => text.push(rest.next().unwrap()),
            (Some(_), '\'') => strings.extend(inside.take()),
            (Some(text), c) => text.push(c),
            (None, '\'') => inside = Some(String::new()),
            (None, c) => code.push(c),
        }
    }
    assert_eq!(inside, None, "a string without an end: {line}");
    (strings, code)
}

#[test]
fn powershell_gets_comments_and_commands_with_what_if_and_no_text_of_a_policy_as_code() {
    let text = firewall_list(&hostile(), ListForm::Windows);
    assert!(text.is_ascii());
    let commands: Vec<&str> = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    assert_eq!(commands.len(), 2, "{text}");
    for command in &commands {
        let (strings, code) = strings(command);
        // What PowerShell runs is made of these words alone.
        let words = "New-NetFirewallRule -WhatIf -DisplayName  -Group  -Description  -Direction Outbound -Action Allow \
                     -Protocol TCP -RemotePort 80 -RemoteAddress ";
        assert_eq!(code.trim_end_matches(','), words, "{command}");
        assert_eq!(strings[1], "certready example-mail-2026");
    }
    let (first, _) = strings(commands[0]);
    assert_eq!(first[0], "certready: crl.example.com TCP 80");
    assert!(first[2].ends_with("http://crl.example.com/it's;$(x)`.crl"), "{first:?}");
    assert_eq!(first[3..], ["192.0.2.1", "192.0.2.2", "2001:db8::1"]);
    // Comments that PowerShell acts on begin a line.
    assert!(!text.lines().any(|line| line.starts_with("# SIG") || line.to_lowercase().starts_with("#requires")));
}

#[test]
fn nft_takes_the_file_whatever_the_policy_says() {
    require!("nft");
    let empty = FirewallList { rows: Vec::new(), ..list() };
    for list in [list(), hostile(), empty] {
        let text = firewall_list(&list, ListForm::Nftables);
        let said = nft(&text);
        assert!(said.status.success(), "{}\n{text}", String::from_utf8_lossy(&said.stderr));
    }
    // The twin: what is no ruleset is refused, so that the check above can fail.
    assert!(!nft("table inet certready_review { flush }").status.success());
}

/// `nft -c -f`: it checks, and loads nothing.
fn nft(text: &str) -> std::process::Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("review.nft");
    std::fs::write(&file, text).unwrap();
    Command::new("nft").arg("-c").arg("-f").arg(&file).stdin(Stdio::null()).output().unwrap()
}

#[test]
fn outside_of_comments_the_file_for_nft_has_no_text_of_a_policy() {
    let code = |list: &FirewallList| {
        let text = firewall_list(list, ListForm::Nftables);
        let lines = text.lines().map(|line| line.split('#').next().unwrap().trim_end().to_owned());
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
    };
    assert_eq!(code(&hostile()), code(&list()));
}
