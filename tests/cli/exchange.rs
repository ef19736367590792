//! `--exchange`: what `Get-ExchangeServer | ConvertTo-Json` writes, in the forms and encodings that it comes in.

use certready::cli::{MOST_SERVERS, NotExchange, NotPowerShell, servers};
use certready::observation::ExchangeServer;

use crate::common::lab::Lab;
use crate::common::run::{certready, command, finish};

const ONE: &str = r#"{"Name":"EX01","Fqdn":"ex01.contoso.example","AdminDisplayVersion":"Version 15.2 (Build 1748.10)",
    "InternetWebProxy":null}"#;

fn server(name: &str, fqdn: Option<&str>, version: Option<&str>, proxy: Option<&str>) -> ExchangeServer {
    ExchangeServer {
        name: name.into(),
        fqdn: fqdn.map(Into::into),
        version: version.map(Into::into),
        web_proxy: proxy.map(Into::into),
    }
}

fn one(json: &str) -> ExchangeServer {
    servers(json.as_bytes()).unwrap().remove(0)
}

/// One server is an object, several are a list: `ConvertTo-Json` does so.
#[test]
fn an_object_is_one_server_and_a_list_is_several() {
    let first = server("EX01", Some("ex01.contoso.example"), Some("Version 15.2 (Build 1748.10)"), None);
    assert_eq!(servers(ONE.as_bytes()).unwrap(), std::slice::from_ref(&first));
    let list = format!(r#"[{ONE}, {{"Name":"EDGE"}}]"#);
    assert_eq!(servers(list.as_bytes()).unwrap(), [first, server("EDGE", None, None, None)]);
}

/// Over a remote session the values are texts; on the server itself they are objects.
#[test]
fn versions_and_proxies_come_as_texts_and_as_objects() {
    let local = one(
        r#"{"Name":"EX01","AdminDisplayVersion":{"Major":15,"Minor":2,"Build":1748,"Revision":10,"FilePatchLevelDescription":""},
        "InternetWebProxy":{"AbsolutePath":"/","AbsoluteUri":"http://proxy.contoso.example:8080/","OriginalString":"http://proxy.contoso.example:8080"}}"#,
    );
    let remote = one(
        r#"{"Name":"EX01","AdminDisplayVersion":"Version 15.2 (Build 1748.10)","InternetWebProxy":"http://proxy.contoso.example:8080/"}"#,
    );
    assert_eq!(local, remote);
    assert_eq!(local.web_proxy.unwrap().as_str(), "http://proxy.contoso.example:8080");
    assert_eq!(
        one(r#"{"Name":"a","AdminDisplayVersion":{"Major":15,"Minor":0}}"#).version.unwrap().as_str(),
        "Version 15.0"
    );
    assert_eq!(one(r#"{"Name":"a","InternetWebProxy":""}"#).web_proxy, None);
}

#[test]
fn the_credentials_of_a_proxy_are_dropped() {
    for proxy in ["http://user:hunter2@proxy:8080", "user:hunter2@proxy:8080", "socks5://user:hunter2@proxy:8080"] {
        let shown = one(&format!(r#"{{"Name":"a","InternetWebProxy":"{proxy}"}}"#)).web_proxy.unwrap();
        assert!(shown.as_str().ends_with("proxy:8080") && !shown.as_str().contains("hunter2"), "{shown}");
    }
}

/// Windows `PowerShell` 5.1 writes UTF-16 by `>` and UTF-8 with its mark by `Out-File -Encoding utf8`; 7 writes it without.
#[test]
fn both_encodings_of_powershell_are_read() {
    let marked = [b"\xef\xbb\xbf".as_slice(), ONE.as_bytes()].concat();
    let wide: Vec<u8> = [0xfeff].into_iter().chain(ONE.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [ONE.as_bytes().to_vec(), marked, wide.clone()] {
        assert_eq!(servers(&bytes).unwrap()[0].name.as_str(), "EX01");
    }
    for bytes in [wide[..wide.len() - 1].to_vec(), vec![0xff, 0xfe, 0x00, 0xd8], vec![b'"', 0xff, b'"']] {
        assert!(matches!(servers(&bytes), Err(NotExchange::Form(NotPowerShell::Encoding))), "{bytes:?}");
    }
}

#[test]
fn what_names_no_server_is_refused_and_says_why() {
    for text in ["", "  \n", "null", "[]", "\"EX01\"", "7"] {
        assert!(matches!(servers(text.as_bytes()), Err(NotExchange::NoServers)), "{text}");
    }
    assert!(matches!(servers(b"{\"Name\":"), Err(NotExchange::Form(NotPowerShell::NotJson(_)))));
    assert!(matches!(servers(b"[{\"Name\":\"a\"},{\"Name\":\"\"}]"), Err(NotExchange::NoName { number: 2 })));
    assert!(matches!(servers(&vec![b' '; (1 << 20) + 1]), Err(NotExchange::Form(NotPowerShell::TooLong { .. }))));
    let many = format!("[{}]", vec![r#"{"Name":"a"}"#; MOST_SERVERS + 1].join(","));
    assert!(matches!(servers(many.as_bytes()), Err(NotExchange::TooMany)));
    let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
    assert!(matches!(servers(deep.as_bytes()), Err(NotExchange::Form(NotPowerShell::NotJson(_)))));
}

#[test]
fn a_file_that_is_none_ends_with_65_and_its_name_before_anything_is_asked() {
    let lab = Lab::good();
    std::fs::write(lab.path("bad.json"), "{").unwrap();
    for (name, says) in [("bad.json", "it is no JSON"), ("missing.json", "it can't be read")] {
        let path = lab.path(name);
        let run = certready(&["check", lab.policy().to_str().unwrap(), "--exchange", path.to_str().unwrap()]);
        assert_eq!((run.status, run.stdout.as_str()), (65, ""), "{run:#?}");
        assert!(run.stderr.contains(name) && run.stderr.contains(says), "{run:#?}");
    }
    assert!(lab.server.requests().is_empty());
}

#[test]
fn what_was_given_is_kept_with_the_evidence_and_is_no_route() {
    let lab = Lab::good();
    let (file, kept) = (lab.path("exchange.json"), lab.path("kept"));
    std::fs::write(&file, r#"{"Name":"EX01","InternetWebProxy":"http://user:hunter2@127.0.0.1:1"}"#).unwrap();
    let more = ["--exchange", file.to_str().unwrap(), "--evidence", kept.to_str().unwrap()];
    let run = finish(command(&lab.arguments(&more).iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(run.json()["host"]["route"], "direct, as asked", "{run:#?}");
    let facts = std::fs::read_to_string(kept.join("facts.json")).unwrap();
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let servers = &facts["observed"]["exchange"];
    assert_eq!(servers[0]["name"], "EX01", "{facts:#}");
    assert_eq!(servers[0]["web_proxy"], "http://127.0.0.1:1");
    assert!(!run.stdout.contains("hunter2") && !facts.to_string().contains("hunter2"));
    assert_eq!(lab.root_server.requests().len() + lab.server.requests().len(), 8);
}
