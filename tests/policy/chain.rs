//! Anchors, intermediates, labels, and the certificates beside the policy.

use certready::policy;

use super::{good, one, refused, valid, with};

const R1: &str = "ebd41040e4bb3ec742c9e381d31ef2a41a48b6685c96e7cef3c1df6cd4331c99";
const R1_KEY: &str = "2bcee858158cf5465fc9d76f0dfa312fef25a4dca8501da9b46b67d1fbfa1b64";
const BALTIMORE: &str = "16AF57A9F676B0AB126095AA5EBADEF22AB31119D644AC95CD4B93DBF3F26AEB";

#[test]
fn an_anchor_is_known_by_any_of_its_digests() {
    let policy = valid(&good());
    let r1 = &policy.incoming[0];
    assert_eq!((r1.certificates[0].to_string(), r1.spki[0].to_string()), (R1.to_owned(), R1_KEY.to_owned()));
    assert_eq!(r1.known[0].fingerprint(), r1.certificates[0]);
    assert_eq!(r1.line, 28);
    let g3 = &policy.intermediates[0];
    assert_eq!((g3.label.as_str(), g3.issuer.as_str(), g3.line), ("GlobalSign G3", "GlobalSign R1", 35));
}

#[test]
fn a_fingerprint_that_is_not_its_pem_s_is_refused_with_both_values() {
    let other = BALTIMORE.replace("16AF", "16AE");
    let found = one(&with(BALTIMORE, &other));
    assert_eq!((found.0, found.1), (26, 20));
    assert_eq!(
        found.2,
        format!(
            "`baltimore-cybertrust-root.pem` has sha256 {} and spki_sha256 {}",
            BALTIMORE.to_lowercase(),
            "63d9af9b47b1064d49a10e7b7fd566dbc8caa399459bfc2829c571ad8c6ef34a"
        )
    );
    assert_eq!(found.3, format!("a certificate of `any_of`: sha256 {}", other.to_lowercase()));
}

#[test]
fn the_key_alone_can_tie_a_certificate_to_its_anchor() {
    let mut source = with("      - sha256: \"EB:D4", "      - sha256: \"EB:D5");
    assert_eq!(valid(&source).incoming[0].known.len(), 1);
    source.yaml = source.yaml.replace(R1_KEY, &R1_KEY.replace("2bce", "2bcf"));
    assert_eq!(one(&source).0, 33);
}

#[test]
fn a_digest_has_64_hexadecimal_digits() {
    let expected = "SHA-256 of the certificate: 64 hexadecimal digits";
    refused(BALTIMORE, "16AF57A9", (25, 17), "`16AF57A9`", expected);
    let expected = "SHA-256 of the SubjectPublicKeyInfo: 64 hexadecimal digits";
    refused(R1_KEY, "no-digest", (31, 22), "`no-digest`", expected);
}

#[test]
fn one_alternative_is_one_digest() {
    let what = "two digests in one alternative";
    refused("\n      - spki_sha256", "\n        spki_sha256", (30, 9), what, "each in an entry of its own");
}

#[test]
fn an_anchor_needs_an_alternative_and_a_certificate() {
    let none = format!("any_of:\n      - sha256: {BALTIMORE}");
    refused(&none, "any_of: []", (24, 13), "an empty list", "at least one");
    let named = "[baltimore-cybertrust-root.pem]";
    refused(named, "[]", (26, 19), "no certificate", "the PEM files of the certificates");
}

#[test]
fn a_file_that_is_not_there_is_said_where_it_is_named() {
    let what = "no file `other.pem` beside the policy";
    refused("baltimore-cybertrust-root.pem", "other.pem", (26, 20), what, "the certificate's PEM there");
}

#[test]
fn a_certificate_is_named_by_a_bare_file_name() {
    let hostile = [
        "../secret.pem",
        "/etc/secret.pem",
        "a\\b.pem",
        "..",
        ".pem",
        ".hidden.pem",
        "C:x.pem",
        "nul.pem",
        "com1.pem",
        "key.txt",
    ];
    for name in hostile {
        refused("baltimore-cybertrust-root.pem", name, (26, 20), &format!("`{name}`"), "the bare name of a PEM file");
    }
}

#[test]
fn a_file_holds_one_certificate_in_pem() {
    let text = |source: &policy::PolicySource| {
        String::from_utf8(source.files["baltimore-cybertrust-root.pem"].clone()).unwrap()
    };
    let mut source = good();
    let pem = text(&source);
    let bad = [
        ("no PEM at all".to_owned(), "no PEM"),
        (pem.replace("CERTIFICATE", "PUBLIC KEY"), "a PEM block of `PUBLIC KEY`"),
        (format!("{pem}{pem}"), "more than one PEM block"),
    ];
    for (content, reason) in bad {
        source.files.insert("baltimore-cybertrust-root.pem".to_owned(), content.into_bytes());
        let found = one(&source);
        assert_eq!((found.0, found.1, found.2), (26, 20, format!("`baltimore-cybertrust-root.pem`: {reason}")));
    }
    let long = vec![b' '; 64 * 1024 + 1];
    source.files.insert("baltimore-cybertrust-root.pem".to_owned(), long);
    assert_eq!(one(&source).2, "`baltimore-cybertrust-root.pem` has 65537 bytes");
}

#[test]
fn an_intermediate_is_held_to_its_fingerprint() {
    let r1 = "globalsign-root-ca-r1.pem";
    let source =
        with("certificate: globalsign-organization-validation-ca-sha256-g3.pem", &format!("certificate: {r1}"));
    let found = super::problems(&source);
    assert_eq!((found[0].line, found[0].column), (38, 18));
    assert!(found[0].what.as_str().starts_with(&format!("`{r1}` has sha256 {R1}")), "{}", found[0].what);
}

#[test]
fn an_intermediate_was_issued_by_the_one_that_it_names() {
    let mut source = good();
    source.yaml = source.yaml.replace("globalsign-root-ca-r1.pem", "baltimore-cybertrust-root.pem");
    let r1 = "\"EB:D4:10:40:E4:BB:3E:C7:42:C9:E3:81:D3:1E:F2:A4:1A:48:B6:68:5C:96:E7:CE:F3:C1:DF:6C:D4:33:1C:99\"";
    source.yaml = source.yaml.replace(r1, BALTIMORE);
    let found = one(&source);
    assert_eq!((found.0, found.1), (36, 13));
    assert!(found.2.starts_with("`GlobalSign R1` did not issue `GlobalSign G3`: issued by"), "{}", found.2);
    assert!(found.3.contains("GlobalSign Root CA"), "{}", found.3);
}

#[test]
fn a_label_is_unique() {
    let what = "`Baltimore` is the label at line 23 too";
    let twice = with("  - label: GlobalSign G3", "  - label: Baltimore");
    assert!(super::problems(&twice).iter().any(|p| (p.line, p.column, p.what.as_str()) == (35, 12, what)));
}

#[test]
fn an_issuer_is_declared_and_a_typing_error_is_guessed() {
    let what = "no certificate has the label `GlobalSign R2`";
    refused(
        "    issuer: GlobalSign R1\n    sha256",
        "    issuer: GlobalSign R2\n    sha256",
        (36, 13),
        what,
        "`GlobalSign R1`, probably",
    );
    let expected = "the label of the incoming anchor or the intermediate that issued it";
    let to = "    issuer: Baltimore\n    sha256";
    refused("    issuer: GlobalSign R1\n    sha256", to, (36, 13), "`Baltimore` is none", expected);
}

#[test]
fn there_is_at_least_one_incoming_anchor() {
    let anchors = good().yaml.find("incoming:").unwrap()..good().yaml.find("intermediates:").unwrap();
    let source = with(&good().yaml[anchors], "incoming: []\n");
    let found = super::problems(&source);
    assert_eq!((found[0].line, found[0].column, found[0].what.as_str()), (27, 11, "no incoming trust anchor"));
}

#[test]
fn the_digest_changes_with_the_text_and_with_each_file() {
    let digest = valid(&good()).digest;
    assert_eq!(valid(&good()).digest, digest);
    assert_ne!(valid(&with("[the source]", "[a source]")).digest, digest);
    let mut source = good();
    source.files.get_mut("globalsign-root-ca-r1.pem").unwrap().push(b'\n');
    assert_ne!(valid(&source).digest, digest);
    let named = |name: &str| {
        let mut source = good();
        source.files.insert(name.to_owned(), b"one more".to_vec());
        valid(&source).digest
    };
    assert_ne!(named("x.pem"), named("y.pem"));
}
