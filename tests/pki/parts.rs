//! The parts that certificates, CRLs and OCSP answers share: keys, identifiers, general names, distribution points.

use certready::pki::{
    BadElement, Certificate, DistributionPoint, DistributionPointName, GeneralName, KeyFacts, NotACertificate, Odd,
    Oid, Part, PublicKey, ReasonFlags, known,
};

use super::real;
use crate::common::cert::Cert;
use crate::common::der;

/// The SubjectPublicKeyInfo of an RSA key with this modulus.
fn rsa_key(modulus: &[u8]) -> Vec<u8> {
    let algorithm = der::seq([der::oid("1.2.840.113549.1.1.1"), der::null()]);
    der::seq([algorithm, der::bits(&der::seq([der::unsigned(modulus), der::int(65537)]))])
}

#[test]
fn an_rsa_key_has_as_many_bits_as_its_modulus() {
    let bits = |modulus: &[u8]| PublicKey::decode(&rsa_key(modulus)).unwrap().facts().clone();
    let full = [0xff; 256];
    assert_eq!(bits(&full), KeyFacts::Rsa { bits: 2048 });
    let mut shorter = full;
    shorter[0] = 0x7f;
    assert_eq!(bits(&shorter), KeyFacts::Rsa { bits: 2047 });
}

#[test]
fn an_rsa_key_that_can_not_be_read_is_another_kind_of_key() {
    let algorithm = der::seq([der::oid("1.2.840.113549.1.1.1"), der::null()]);
    let key = PublicKey::decode(&der::seq([algorithm, der::bits(&[1, 2, 3])])).unwrap();
    assert!(matches!(key.facts(), KeyFacts::Other(oid) if oid.to_string() == "1.2.840.113549.1.1.1"));
}

/// CVE-2020-0601 was a curve that a certificate brought along: none is believed, and the reason does not pass for an
/// identifier.
#[test]
fn a_curve_of_explicit_parameters_is_called_that() {
    let key = |curve: &[u8]| {
        let algorithm = der::join([&der::oid("1.2.840.10045.2.1"), curve]);
        PublicKey::decode(&der::seq([der::seq([algorithm]), der::bits(&[4])])).unwrap().facts().to_string()
    };
    assert_eq!(key(&der::seq([der::int(1)])), "ECDSA of explicit parameters");
    assert_eq!(key(&der::oid("1.3.132.0.10")), "ECDSA 1.3.132.0.10");
}

#[test]
fn a_key_of_a_broken_octet_is_malformed() {
    let mut key = rsa_key(&[0xff; 256]);
    let at = key.windows(2).rposition(|pair| pair == [0x00, 0x30]).unwrap();
    assert!(PublicKey::decode(&key).is_ok());
    key[at] = 3; // The count of unused bits.
    assert_eq!(PublicKey::decode(&key), Err(BadElement::Value));
}

#[test]
fn a_length_that_is_not_in_its_shortest_form_is_named() {
    let der = real("roots/isrg-root-x2.pem").der().to_vec();
    let longer = [&[0x30, 0x83, 0x00], &der[2..]].concat();
    let why = BadElement::Length;
    assert_eq!(Certificate::decode(&longer), Err(NotACertificate::Malformed { part: Part::Whole, why }));
}

#[test]
fn identifiers_are_shown_dotted_and_what_is_none_in_hexadecimal() {
    let shown = |content: &[u8]| Oid::from_content(content).to_string();
    assert_eq!(shown(&[0x55, 0x1d, 0x13]), "2.5.29.19");
    assert_eq!(shown(&[0x2a, 0x86, 0x48]), "1.2.840");
    assert_eq!(shown(&[0x81, 0x34, 0x03]), "2.100.3");
    assert_eq!(shown(&[]), "#");
    assert_eq!(shown(&[0x2a, 0x86]), "#2a86");
    assert_eq!(shown(&[&[0x2a][..], &[0xff; 12], &[0x01]].concat()), "#2affffffffffffffffffffffff01");
    assert!(Oid::from_content(&[0x55, 0x1d, 0x13]) == known::BASIC_CONSTRAINTS);
}

#[test]
fn an_extended_key_usage_that_can_not_be_read_allows_nothing() {
    let good = Cert::ocsp_responder("Responder").self_signed().certificate();
    assert!(good.has_ocsp_signing());
    let broken = Cert::ocsp_responder("Responder").extended_usages(&[]).extension("2.5.29.37", false, &[0x30, 0x01]);
    let broken = broken.self_signed().certificate();
    assert_eq!(broken.extended_key_usage(), Some(&[][..]));
    assert!(!broken.has_ocsp_signing());
    assert!(matches!(broken.odd(), [Odd::Extension(oid)] if *oid == known::EXTENDED_KEY_USAGE));
    let absent = Cert::ca("CA").extended_usages(&[]).self_signed().certificate();
    assert_eq!(absent.extended_key_usage(), None);
}

/// A name of one CN, as `[4]` of a GeneralName.
fn directory(string: u8, name: &str) -> Vec<u8> {
    let attribute = der::seq([der::oid("2.5.4.3"), der::tlv(string, name.as_bytes())]);
    der::context(4, &der::seq([der::tlv(0x31, &attribute)]))
}

const UTF8: u8 = 0x0c;
const PRINTABLE: u8 = 0x13;

/// RFC 5280 §6.3.3(b) compares them; §7.1 says how names are compared.
#[test]
fn general_names_match_as_names_where_they_are_names_and_else_octet_by_octet() {
    let one = |der: &[u8]| GeneralName::decode_all(der).unwrap().remove(0);
    assert!(one(&directory(UTF8, "Good CA")).matches(&one(&directory(PRINTABLE, "good  ca"))));
    assert!(!one(&directory(UTF8, "Good CA")).matches(&one(&directory(UTF8, "Other CA"))));
    let uri = |text: &str| one(&der::primitive(6, text.as_bytes()));
    assert!(uri("http://a.test/x.crl").matches(&uri("http://a.test/x.crl")));
    assert!(!uri("http://a.test/x.crl").matches(&uri("http://A.test/x.crl")));
    assert!(!uri("x").matches(&one(&der::primitive(2, b"x"))));
}

#[test]
fn distribution_points_keep_their_names_reasons_and_issuers() {
    let full = der::context(0, &der::context(0, &der::primitive(6, b"http://a.test/x.crl")));
    let reasons = der::primitive(1, &[0x05, 0x60]);
    let issuer = der::context(2, &directory(UTF8, "CRL Issuer"));
    let set = der::seq([der::oid("2.5.4.3"), der::tlv(UTF8, b"part")]);
    let relative = der::context(0, &der::context(1, &set));
    let points = der::seq([der::seq([full, reasons, issuer.clone()]), der::seq([relative]), der::seq([issuer])]);
    let points = DistributionPoint::decode_all(&points).unwrap();
    let [first, second, third] = &points[..] else { panic!("{points:?}") };
    assert_eq!(first.name.as_ref().unwrap().full()[0].to_string(), "http://a.test/x.crl");
    // Bits 1 and 2: keyCompromise and cACompromise.
    assert_eq!(first.reasons.unwrap().bits(), 0b110);
    assert!(!first.reasons.unwrap().covers_all());
    assert_eq!(first.crl_issuer[0].to_string(), "CN=CRL Issuer");
    assert_eq!(second.name, Some(DistributionPointName::Relative(der::tlv(0x31, &set).into())));
    assert_eq!((second.reasons, &second.crl_issuer[..]), (None, &[][..]));
    assert_eq!(third.name, None);
}

#[test]
fn two_sets_of_reasons_can_cover_all_together() {
    let some = ReasonFlags::decode(&[0x07, 0x7f, 0x00]).unwrap();
    let rest = ReasonFlags::decode(&[0x07, 0x00, 0x80]).unwrap();
    assert!(!some.covers_all() && !rest.covers_all() && some.union(rest).covers_all());
    assert_eq!(ReasonFlags::decode(&[]), Err(BadElement::Value));
    assert_eq!(ReasonFlags::decode(&[0x08, 0xff]), Err(BadElement::Value));
    assert_eq!(ReasonFlags::decode(&[0x00, 0xff, 0xff, 0xff]), Err(BadElement::Value));
}

/// X.690 §11.2.1. Zero bits that do count (§11.2.2 forbids them in a named list) are written by many, and change nothing.
#[test]
fn a_bit_that_only_fills_the_last_octet_may_not_be_set() {
    for filled in [&[0x07, 0x06][..], &[0x02, 0x06], &[0x07, 0x7f, 0x40]] {
        assert_eq!(ReasonFlags::decode(filled), Err(BadElement::Value), "{filled:02x?}");
    }
    for whole in [&[0x01, 0x06][..], &[0x00, 0x06], &[0x00, 0x06, 0x00]] {
        assert_eq!(ReasonFlags::decode(whole).unwrap().bits(), 0b110_0000, "{whole:02x?}");
    }
}

#[test]
fn addresses_and_unknown_kinds_of_names_are_shown_too() {
    let shown = |der: &[u8]| GeneralName::decode_all(der).unwrap()[0].to_string();
    assert_eq!(shown(&der::primitive(7, &[192, 0, 2, 1])), "192.0.2.1");
    assert_eq!(shown(&der::primitive(7, &[1, 2, 3])), "#010203");
    assert_eq!(shown(&der::context(3, &[])), "[3]");
    assert_eq!(shown(&der::primitive(2, &[0xff])), "[2]");
}
