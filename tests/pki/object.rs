//! Which object DER holds, by its beginning: on every real object that is at hand, and on what is none.

use std::path::Path;

use certready::pki::{Published, decode_certificates};

fn fixture(path: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)).unwrap()
}

/// Every file of a folder whose name ends so.
fn files(folder: &str, end: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.retain(|path| path.to_str().unwrap().ends_with(end));
    assert!(!paths.is_empty(), "{folder}");
    paths.iter().map(|path| std::fs::read(path).unwrap()).collect()
}

#[test]
fn real_crls_are_crls_and_64_kib_of_a_large_one_are_enough() {
    for crl in files("crl", ".crl") {
        assert_eq!(Published::of(&crl), Some(Published::Crl));
        assert_eq!(Published::of(&crl[..crl.len().min(64 * 1024)]), Some(Published::Crl));
    }
}

#[test]
fn real_answers_of_responders_are_answers_those_of_five_bytes_too() {
    for answer in files("ocsp", ".der") {
        assert_eq!(Published::of(&answer), Some(Published::OcspAnswer));
    }
}

#[test]
fn real_certificates_are_certificates_whatever_their_version() {
    for folder in ["roots", "cross", "intermediates", "algorithms"] {
        for pem in files(folder, ".pem") {
            for certificate in decode_certificates(&pem).items {
                assert_eq!(Published::of(certificate.der()), Some(Published::Certificate), "{certificate:?}");
            }
        }
    }
}

#[test]
fn certs_only_is_pkcs7() {
    assert_eq!(Published::of(&fixture("bundles/certs-only-r1-and-cross-to-r3.p7b")), Some(Published::Pkcs7));
}

#[test]
fn a_version_1_crl_has_no_version_and_a_version_1_certificate_none_either() {
    // tbs of a v1 CRL: algorithm, issuer, thisUpdate; of a v1 certificate: serial, algorithm, issuer, validity.
    let crl = [0x30, 10, 0x30, 8, 0x30, 0, 0x30, 0, 0x17, 0, 0x17, 0];
    let certificate = [0x30, 11, 0x30, 9, 0x02, 1, 5, 0x30, 0, 0x30, 0, 0x30, 0];
    assert_eq!(Published::of(&crl), Some(Published::Crl));
    assert_eq!(Published::of(&certificate), Some(Published::Certificate));
}

#[test]
fn a_beginning_that_shows_nothing_is_none() {
    let crl = files("crl", ".crl").remove(0);
    for length in 0..12 {
        assert_eq!(Published::of(&crl[..length]), None, "{length} bytes");
    }
    for other in
        [&b"<html>"[..], b"-----BEGIN X509 CRL-----", b"\x30\x80\x30\x80", b"\x30\x03\x04\x01\x00", b"\x31\x02\x0a\x00"]
    {
        assert_eq!(Published::of(other), None, "{other:?}");
    }
}

#[test]
fn no_beginning_of_any_length_breaks_it() {
    for bytes in [files("crl", ".crl"), files("ocsp", ".der"), files("crl/hostile", "")].concat() {
        for length in 0..bytes.len().min(300) {
            let _ = Published::of(&bytes[..length]);
        }
    }
}

/// X.690 §8.1.3: the length octets count the content alone.
#[test]
fn the_length_of_an_object_has_its_header_in_it() {
    for crl in files("crl", ".crl") {
        assert_eq!(Published::length(&crl[..6]), Some(crl.len() as u64));
    }
    assert_eq!(Published::length(&[0x30, 0]), Some(2));
    assert_eq!(Published::length(&[0x30, 0x81, 0x80]), Some(131));
    for none in [&[][..], &[0x30], &[0x30, 0x82, 1], &[0x30, 0x80], &[0x30, 0x85, 1, 0, 0, 0, 0]] {
        assert_eq!(Published::length(none), None, "{none:x?}");
    }
}
