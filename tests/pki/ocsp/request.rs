//! The question: byte for byte what OpenSSL and the `ocsp` crate ask.

use std::process::{Command, Stdio};

use certready::pki::ocsp::{CertId, encode_request, get_path, suits_get};
use certready::pki::{HashAlgorithm, Serial};
use ocsp::common::asn1::{CertId as OtherCertId, Oid};
use ocsp::request::OneReq;

use super::*;
use crate::common::capability::require;
use crate::common::der;
use crate::common::encoding::from_base64;
use crate::common::key::sha1;
use crate::common::ocsp::{CertIdHash, cert_id, read_request};

/// Our question about a certificate.
fn question(issuer: &Issued, leaf: &Issued, nonce: Option<&[u8]>) -> Vec<u8> {
    let (issuer, leaf) = (issuer.certificate(), leaf.certificate());
    encode_request(&CertId::asked(&leaf, &issuer), nonce)
}

#[test]
fn our_question_is_that_of_the_ocsp_crate() {
    let (ca, leaf) = ca_and_leaf();
    let oid = Oid::new_from_dot("1.3.14.3.2.26").unwrap();
    let (name, key) = (sha1(&ca.subject()), sha1(ca.key().public_bits()));
    let certid = OtherCertId::new(oid, &name, &key, &leaf.serial());
    let list = OneReq::list_to_der(&[OneReq { certid, one_req_ext: None }]).unwrap();
    let theirs = der::seq([der::seq([list])]);
    assert_eq!(hex::encode(question(&ca, &leaf, None)), hex::encode(theirs));
}

#[test]
fn our_question_is_openssls() {
    require!("openssl");
    let (ca, leaf) = ca_and_leaf();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("ca.pem"), ca.pem()).unwrap();
    std::fs::write(at("leaf.pem"), leaf.pem()).unwrap();
    for (flag, with_nonce) in [("-no_nonce", false), ("-nonce", true)] {
        let mut command = Command::new("openssl");
        command.args(["ocsp", flag, "-issuer"]).arg(at("ca.pem")).arg("-cert").arg(at("leaf.pem"));
        let output = command.arg("-reqout").arg(at("request")).stdin(Stdio::null()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let theirs = std::fs::read(at("request")).unwrap();
        let nonce = read_request(&theirs).nonce;
        assert_eq!(nonce.is_some(), with_nonce);
        assert_eq!(hex::encode(question(&ca, &leaf, nonce.as_deref())), hex::encode(theirs));
    }
}

#[test]
fn a_question_names_the_certificate_and_bears_the_nonce_that_it_is_given() {
    let (ca, leaf) = ca_and_leaf();
    let asked = read_request(&question(&ca, &leaf, Some(&[7; 32])));
    assert_eq!(asked.cert_id, cert_id(&ca, &leaf.serial(), CertIdHash::Sha1));
    assert_eq!((asked.serial, asked.nonce), (leaf.serial(), Some(vec![7; 32])));
    assert_eq!(read_request(&question(&ca, &leaf, None)).nonce, None);
}

/// RFC 6960 §4.1.1: the hash is over the issuer field of the certificate, whose octets may be others than those of the
/// issuer's subject.
#[test]
fn a_question_names_the_issuer_as_the_certificate_does() {
    let (ca, leaf) = ca_and_leaf();
    let same = Cert::ca("Certready OCSP Test CA").in_printable_strings().self_signed();
    let asked = read_request(&question(&same, &leaf, None)).cert_id;
    assert_eq!(asked, cert_id(&ca, &leaf.serial(), CertIdHash::Sha1));
    assert_ne!(asked, cert_id(&same, &leaf.serial(), CertIdHash::Sha1));
}

#[test]
fn a_question_is_as_long_as_its_serial_needs() {
    let (ca, _) = ca_and_leaf();
    for length in [1, 20, 100, 300, 70_000] {
        let serial = Serial::from_content(&vec![0x11; length]);
        let id = CertId::of(HashAlgorithm::Sha1, ca.certificate().subject(), &ca.certificate(), &serial);
        let request = encode_request(&id, None);
        assert_eq!(read_request(&request).serial, serial.content());
    }
}

#[test]
fn the_path_of_a_get_is_base_64_that_no_url_can_misread() {
    assert_eq!(get_path(b""), "");
    assert_eq!(get_path(b"M"), "TQ%3D%3D");
    assert_eq!(get_path(b"Ma"), "TWE%3D");
    assert_eq!(get_path(b"Man"), "TWFu");
    assert_eq!(get_path(&[0xfb, 0xff, 0xfe]), "%2B%2F%2F%2B");
    let (ca, leaf) = ca_and_leaf();
    let request = question(&ca, &leaf, Some(&[0xfb; 32]));
    let path = get_path(&request);
    let plain = path.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    assert_eq!(from_base64(&plain).unwrap(), request);
}

#[test]
fn a_question_without_nonce_suits_get_and_a_long_one_does_not() {
    let (ca, leaf) = ca_and_leaf();
    assert!(suits_get(&get_path(&question(&ca, &leaf, None))));
    assert!(!suits_get(&get_path(&question(&ca, &leaf, Some(&[7; 128])))));
    assert!(suits_get(&"x".repeat(254)) && !suits_get(&"x".repeat(255)));
}
