//! What bytes look like, and which product's block page a page is.

use certready::pki::{BlockPage, LOOKED_AT, Looks, Signs};

use super::{Dice, fixture, real};

fn page(title: &str) -> Looks {
    Looks::Html { title: Some(title.into()) }
}

#[test]
fn captured_block_pages_are_pages_with_their_titles() {
    let squid = fixture("blockpages/squid-access-denied.html");
    assert_eq!(Looks::of(&squid), page("ERROR: The requested URL could not be retrieved"));
    // It begins with a comment and empty lines, before the doctype.
    let fortigate = fixture("blockpages/fortigate-web-filter-violation.html");
    assert_eq!(Looks::of(&fortigate), page("Web Filter Violation"));
}

#[test]
fn pages_are_known_by_how_they_begin() {
    for start in ["<!DOCTYPE HTML>", "\u{feff}  \r\n<html>", "<HEAD>", "<!-- a --><!-- b -->\n<body>", "<script>"] {
        assert_eq!(Looks::of(start.as_bytes()), Looks::Html { title: None }, "{start}");
    }
    assert_eq!(Looks::of(b"<?xml version=\"1.0\"?><!DOCTYPE html><html>"), Looks::Html { title: None });
    assert_eq!(Looks::of(b"<?xml version=\"1.0\"?><soap:Envelope/>"), Looks::Text);
    assert_eq!(Looks::of(b"<html><title a='b'>\n Access  &amp;\nmore </TITLE>"), page("Access & more"));
    assert_eq!(Looks::of(b"<html><title>&amp;lt;</title>"), page("&lt;"));
    assert_eq!(Looks::of(b"<html><title>open"), Looks::Html { title: None });
    assert_eq!(Looks::of("<html><title>a\u{202e}b</title>".as_bytes()), page("a\u{fffd}b"));
}

#[test]
fn objects_are_known_by_their_first_bytes() {
    assert_eq!(Looks::of(b""), Looks::Empty);
    assert_eq!(Looks::of(&[0x1f, 0x8b, 0x08, 0x00]), Looks::Gzip);
    assert_eq!(Looks::of(real("roots/globalsign-r1.pem").der()), Looks::Der);
    // An OCSP answer without a signature: five bytes.
    assert_eq!(Looks::of(&[0x30, 0x03, 0x0a, 0x01, 0x06]), Looks::Der);
    assert_eq!(Looks::of(&[0x30, 0x82]), Looks::Der);
    assert_eq!(Looks::of(&[0x30, 0x80, 0x06]), Looks::Der);
    assert_eq!(Looks::of(b"0 results\n"), Looks::Text);
    assert_eq!(Looks::of(&[0x00, 0x01, 0x02]), Looks::Other);
    assert_eq!(Looks::of(&fixture("roots/globalsign-r1.pem")), Looks::Pem { label: "CERTIFICATE".into() });
    assert_eq!(Looks::of(b"text\r\n-----BEGIN X509 CRL-----\r\n"), Looks::Pem { label: "X509 CRL".into() });
    assert_eq!(Looks::of(b"say -----BEGIN X509 CRL----- thrice"), Looks::Text);
}

#[test]
fn only_the_beginning_is_looked_at() {
    let late = [&vec![b' '; LOOKED_AT][..], b"<html>"].concat();
    assert_eq!(Looks::of(&late), Looks::Text);
}

#[test]
fn text_in_utf_16_is_text() {
    let text: Vec<u8> = "\u{feff}-----".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(Looks::of(&text), Looks::Text);
}

fn product(host: &str, headers: &[(&str, &str)], body: &[u8]) -> Option<&'static str> {
    BlockPage::recognise(&Signs { host, headers, body }).map(|page| page.product)
}

#[test]
fn every_row_of_the_table_of_marks_is_understood() {
    let (rows, understood) = BlockPage::rows();
    assert_eq!(rows, understood);
    assert!(rows >= 10);
}

#[test]
fn captured_block_pages_name_their_product() {
    assert_eq!(product("crl.test", &[], &fixture("blockpages/squid-access-denied.html")), Some("Squid"));
    let fortigate = fixture("blockpages/fortigate-web-filter-violation.html");
    assert_eq!(product("crl.test", &[], &fortigate), Some("FortiGate"));
}

#[test]
fn products_are_known_by_title_header_and_host() {
    let titled = |title: &str| product("crl.test", &[], format!("<html><title>{title}</title>").as_bytes());
    assert_eq!(titled("Internet Security by Zscaler"), Some("Zscaler"));
    assert_eq!(titled("Web Page Blocked!"), Some("FortiGate"));
    assert_eq!(titled("Web Page Blocked"), Some("Palo Alto Networks"));
    assert_eq!(titled("Welcome"), None);
    assert_eq!(product("crl.test", &[("x-squid-error", "ERR_ACCESS_DENIED 0")], b""), Some("Squid"));
    assert_eq!(product("crl.test", &[("Server", "Zscaler/6.2")], b""), Some("Zscaler"));
    assert_eq!(product("crl.test", &[("Server", "nginx")], b""), None);
    assert_eq!(product("block.opendns.com", &[], b""), Some("Cisco Umbrella"));
    assert_eq!(product("malware.block.sse.cisco.com", &[], b""), Some("Cisco Umbrella"));
    assert_eq!(product("notblock.opendns.com", &[], b""), None);
}

#[test]
fn mutated_pages_look_like_something() {
    let mut dice = Dice::new();
    let originals =
        ["blockpages/squid-access-denied.html", "blockpages/fortigate-web-filter-violation.html"].map(fixture);
    for round in 0..2_000 {
        let mutant = dice.mutate(&originals[round % 2]);
        let _ = Looks::of(&mutant).to_string();
        let _ = product("crl.test", &[], &mutant);
    }
}

#[test]
fn a_page_with_control_characters_in_it_is_a_page() {
    let markup = b"<!DOCTYPE html><title>No\x1b[2J entry\x00</title><p>\x01";
    assert_eq!(Looks::of(markup), page("No\u{1b}[2J entry\0"));
}
