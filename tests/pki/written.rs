//! Distinguished names in text, as Windows and people write them.

use certready::pki::{Name, WrittenName};

use super::real;
use crate::common::cert::Cert;

fn name(cert: Cert) -> Name {
    cert.self_signed().certificate().subject().clone()
}

fn is(text: &str, name: &Name) -> bool {
    WrittenName::read(text).unwrap_or_else(|| panic!("{text}")).is(name)
}

/// Windows writes the most specific attribute first (`CertNameToStr` with `CERT_NAME_STR_REVERSE_FLAG`), OpenSSL the least.
#[test]
fn a_name_is_the_same_in_either_direction_and_case() {
    let name = name(Cert::ca("Certready Test Root R0"));
    for text in [
        "CN=Certready Test Root R0, O=Certready Test, C=BE",
        "C=BE, O=Certready Test, CN=Certready Test Root R0",
        "cn=certready  test root r0,o=CERTREADY TEST,c=be",
        "2.5.4.3=Certready Test Root R0; OID.2.5.4.10=Certready Test; C=BE",
    ] {
        assert!(is(text, &name), "{text}");
    }
    for text in [
        "CN=Certready Test Root R0",
        "CN=Certready Test Root R1, O=Certready Test, C=BE",
        "O=Certready Test, CN=Certready Test Root R0, C=BE",
        "CN=Certready Test Root R0, O=Certready Test, C=BE, OU=x",
    ] {
        assert!(!is(text, &name), "{text}");
    }
}

/// `O="A, Inc."` in the manner of Windows, a backslash in that of RFC 4514 §2.4, and neither, in that of people.
#[test]
fn a_value_with_commas_and_quotes_is_read_in_each_manner() {
    let name = name(Cert::ca("A \"CA\", G2").organisation(Some("A, Inc.")));
    // The test PKI puts an organisation of one's own behind the common name.
    for text in [
        r#"O="A, Inc.", CN="A ""CA"", G2", C=BE"#,
        r#"O=A\, Inc., CN=A \"CA\"\, G2, C=BE"#,
        r#"C=BE, CN="A ""CA"", G2", O=A, Inc."#,
    ] {
        assert!(is(text, &name), "{text}");
    }
}

/// `S` and `E` are what Windows calls ST and emailAddress.
#[test]
fn the_short_names_of_windows_mean_the_same_types() {
    let name = name(Cert::ca("a").mail_attribute("ca@example.com"));
    assert!(is("E=ca@example.com, CN=a, O=Certready Test, C=BE", &name));
    let read = |text: &str| WrittenName::read(text).unwrap();
    let (windows, other) = (read("CN=a, S=WA, C=US"), read("C=US, ST=WA, CN=a"));
    assert_eq!(windows.common_name().unwrap().as_str(), "a");
    assert_eq!(other.common_name(), windows.common_name());
    let subject = read("CN=b, OU=Unit, O=Org, C=US");
    assert_eq!((subject.organisation().unwrap().as_str(), subject.unit().unwrap().as_str()), ("Org", "Unit"));
    assert_eq!((windows.organisation(), windows.unit()), (None, None));
}

#[test]
fn the_name_of_a_real_ca_is_found_in_the_text_that_windows_gives() {
    let root = real("store-forms/globalsign-r1.pem");
    assert!(is("CN=GlobalSign Root CA, OU=Root CA, O=GlobalSign nv-sa, C=BE", root.subject()));
}

#[test]
fn what_is_no_name_is_none() {
    for text in ["", "   ", "mail.example", "=", "CN", r#"CN="a"#, "XYZ=a", ", CN=a", "1.2.3.4.5.=a"] {
        assert!(WrittenName::read(text).is_none(), "{text}");
    }
    // No text makes it end in anything but a name or none.
    for text in
        ["CN=\\", "CN=a+", "CN=a++O=b", "CN=,O=", "CN=\"\"\"", "+++", ";;;CN=a", "CN=a,,,,", &"CN=a,".repeat(2_000)]
    {
        let _ = WrittenName::read(text);
    }
    let long = format!("CN={}, O=b", "a".repeat(70_000));
    assert_eq!(WrittenName::read(&long).unwrap().organisation().unwrap().as_str(), "b");
}
