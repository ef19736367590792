//! Certificates: what they say, and what becomes of those that are not as RFC 5280 §4 writes them.

use certready::pki::{
    BadElement, Certificate, Curve, KeyFacts, KeyUsage, LONGEST_CERTIFICATE, Name, NotACertificate, Odd, Part, Serial,
    Version, known,
};
use certready::vocabulary::{Fingerprint, NotAnHttpUrl, Sha1Fingerprint, SpkiDigest, Timestamp};

use super::{Dice, fixture, fixtures_in, real};
use crate::common::cert::Cert;
use crate::common::der;

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// The certificate, with the element at this place of tbsCertificate replaced. The signature no longer holds, which
/// decoding does not ask.
fn with_field(certificate: &[u8], place: usize, field: &[u8]) -> Vec<u8> {
    let parts = der::children(certificate);
    let mut fields: Vec<Vec<u8>> = der::children(parts[0]).into_iter().map(<[u8]>::to_vec).collect();
    fields[place] = field.to_vec();
    der::seq([der::seq(fields), parts[1].to_vec(), parts[2].to_vec()])
}

fn leaf() -> Cert {
    Cert::leaf("mail.certready.test")
}

#[test]
fn fingerprints_and_key_digests_are_those_that_the_table_of_facts_gives() {
    let table = String::from_utf8(fixture("facts/roots-with-sha256-and-spki.tsv")).unwrap();
    let mut compared = 0;
    for file in fixtures_in("roots") {
        let root = real(&file);
        let sha256 = root.fingerprint();
        let Some(row) = table.lines().find(|row| row.to_lowercase().contains(&sha256.to_string())) else { continue };
        let columns: Vec<&str> = row.split('\t').collect();
        assert_eq!(root.serial().to_string().trim_start_matches('0'), columns[1].trim_start_matches('0'), "{file}");
        assert_eq!(root.not_after().to_string(), columns[2].replacen(' ', "T", 1), "{file}");
        assert_eq!(root.sha1(), columns[3].parse::<Sha1Fingerprint>().unwrap(), "{file}");
        assert_eq!(sha256, columns[4].parse::<Fingerprint>().unwrap(), "{file}");
        assert_eq!(root.spki_digest(), columns[5].parse::<SpkiDigest>().unwrap(), "{file}");
        compared += 1;
    }
    assert!(compared >= 15, "only {compared} roots stand in the table");
}

#[test]
fn globalsign_root_r1_says_what_its_publisher_says() {
    let root = real("roots/globalsign-r1.pem");
    assert_eq!(root.subject().to_string(), "C=BE, O=GlobalSign nv-sa, OU=Root CA, CN=GlobalSign Root CA");
    assert_eq!(root.label().as_str(), "GlobalSign Root CA");
    assert!(root.sha1().to_string().starts_with("b1bc968b"));
    assert_eq!(root.serial().to_string(), "040000000001154B5AC394");
    assert_eq!(root.version(), Version::V3);
    assert_eq!(root.key(), &KeyFacts::Rsa { bits: 2048 });
    assert_eq!(root.key().to_string(), "RSA 2048");
    assert_eq!(root.not_before(), at("1998-09-01T12:00:00Z"));
    assert_eq!(root.not_after(), at("2028-01-28T12:00:00Z"));
    assert!(root.is_self_issued());
    assert!(root.is_ca());
    assert!(root.key_usage().may_sign_crls() && root.key_usage().may_sign_certificates());
    assert!(!root.key_usage().may_sign_data());
    assert_eq!(root.subject_key_id().unwrap().to_string(), "607B661A450D97CA89502F7D04CD34A8FFFCFD4B");
    assert_eq!(root.authority_key_id(), None);
    assert_eq!(root.odd(), []);
    assert_eq!(root.unknown_critical().count(), 0);
}

#[test]
fn the_issuer_of_the_2018_policy_names_its_own_crl_and_responder() {
    let issuer = real("intermediates/globalsign-orgval-sha256-g3-by-r1.pem");
    assert_eq!(issuer.serial().to_string(), "4707B1019A0C57AD39B3E17DA9F9");
    assert_eq!(issuer.not_after(), at("2025-09-04"));
    let urls = |urls: &[certready::vocabulary::HttpUrl]| urls.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(urls(issuer.crl_urls()), ["http://crl.globalsign.com/root.crl"]);
    assert_eq!(urls(issuer.ocsp_urls()), ["http://ocsp.globalsign.com/rootr1"]);
    assert_eq!(issuer.basic_constraints().unwrap().path_len, Some(0));
    assert_eq!(issuer.authority_key_id(), real("roots/globalsign-r1.pem").subject_key_id());
    assert!(!issuer.is_self_issued());
}

#[test]
fn a_real_leaf_gives_its_names_purposes_and_every_url_in_order() {
    let leaf = real("leaves/outlook-mx-leaf-2021.pem");
    let names: Vec<&str> = leaf.dns_names().collect();
    assert_eq!(names[..2], ["mail.protection.outlook.com", "*.mail.eo.outlook.com"]);
    assert_eq!(names.len(), 8);
    assert!(leaf.has_purpose(&known::SERVER_AUTH) && leaf.has_purpose(&known::CLIENT_AUTH));
    assert!(!leaf.has_ocsp_signing());
    assert_eq!(leaf.crl_urls()[0].as_str(), "http://crl3.digicert.com/DigiCertCloudServicesCA-1-g1.crl");
    assert_eq!(leaf.crl_urls()[1].host(), "crl4.digicert.com");
    assert_eq!(leaf.ocsp_urls()[0].as_str(), "http://ocspx.digicert.com/");
    assert_eq!(leaf.ca_issuer_urls()[0].path(), "/DigiCertCloudServicesCA-1.crt");
    assert_eq!(leaf.distribution_points().len(), 2);
    assert!(!leaf.is_ca());
    assert!(leaf.key_usage().may_sign_data() && !leaf.key_usage().may_sign_crls());
}

#[test]
fn keys_are_named_by_kind_and_size() {
    let shown = |file: &str| real(file).key().to_string();
    assert_eq!(shown("roots/digicert-global-root-g3.pem"), "ECDSA P-384");
    assert_eq!(shown("roots/globalsign-r4-a.pem"), "ECDSA P-256");
    assert_eq!(shown("roots/globalsign-r46.pem"), "RSA 4096");
    assert_eq!(shown("algorithms/p521-with-sha512.pem"), "ECDSA P-521");
    assert_eq!(shown("algorithms/ed25519.pem"), "Ed25519");
    assert_eq!(shown("algorithms/pss-only-key-sha384.pem"), "RSA-PSS 2048");
    assert_eq!(shown("algorithms/rsa-8200-with-sha256.pem"), "RSA 8200");
    assert_eq!(shown("algorithms/ed448.pem"), "1.3.101.113");
    let KeyFacts::Ec(Curve::Other(curve)) = real("algorithms/secp256k1-with-sha256.pem").key().clone() else {
        panic!()
    };
    assert_eq!(curve.to_string(), "1.3.132.0.10");
}

#[test]
fn the_validity_includes_both_its_ends() {
    let root = real("roots/globalsign-r1.pem");
    assert!(root.is_valid_at(at("1998-09-01T12:00:00Z")) && root.is_valid_at(at("2028-01-28T12:00:00Z")));
    assert!(!root.is_valid_at(at("1998-09-01T11:59:59Z")) && !root.is_valid_at(at("2028-01-28T12:00:01Z")));
}

#[test]
fn roots_whose_common_name_only_repeats_the_organisation_are_told_apart_by_their_unit() {
    assert_eq!(real("roots/globalsign-r3.pem").label().as_str(), "GlobalSign Root CA - R3");
    assert_eq!(real("roots/globalsign-r2.pem").label().as_str(), "GlobalSign Root CA - R2");
}

#[test]
fn bytes_behind_a_certificate_are_counted_and_missing_ones_too() {
    let der = real("roots/globalsign-r1.pem").der().to_vec();
    let longer = [&der[..], b"\r\n"].concat();
    assert_eq!(Certificate::decode(&longer), Err(NotACertificate::TrailingBytes { count: 2 }));
    assert_eq!(Certificate::decode(&der[..der.len() - 5]), Err(NotACertificate::Truncated { missing: 5 }));
    assert_eq!(Certificate::decode(&[]), Err(NotACertificate::Empty));
    let length = LONGEST_CERTIFICATE + 1;
    assert_eq!(Certificate::decode(&vec![0x30; length]), Err(NotACertificate::TooLarge { length }));
}

#[test]
fn an_element_that_belongs_nowhere_is_refused_although_its_reader_would_pass_it_over() {
    let der = leaf().self_signed().der().to_vec();
    let parts = der::children(&der);
    let malformed = |part, why| Err(NotACertificate::Malformed { part, why });
    let more_outside = der::seq([parts[0], parts[1], parts[2], &[0x05, 0x00]]);
    assert_eq!(Certificate::decode(&more_outside), malformed(Part::Whole, BadElement::Trailing { count: 2 }));
    let signed: Vec<&[u8]> = der::children(parts[0]).into_iter().chain([&[0x05, 0x00][..]]).collect();
    let more_inside = der::seq([&der::seq(signed)[..], parts[1], parts[2]]);
    assert_eq!(Certificate::decode(&more_inside), malformed(Part::Signed, BadElement::Trailing { count: 2 }));
    let name = der::seq([der::null()]);
    let expected = BadElement::Tag { expected: 0x31, found: 0x05 };
    assert_eq!(Certificate::decode(&with_field(&der, 5, &name)), malformed(Part::Subject, expected));
    let validity = der::seq([der::null(), der::null()]);
    assert_eq!(Certificate::decode(&with_field(&der, 4, &validity)), malformed(Part::Validity, BadElement::Value));
    let version = der::context(0, &der::int(7));
    assert_eq!(Certificate::decode(&with_field(&der, 0, &version)), malformed(Part::Version, BadElement::Value));
}

#[test]
fn an_indefinite_length_is_named() {
    let der = real("roots/globalsign-r1.pem").der().to_vec();
    let ber = [&[0x30, 0x80], &der[4..], &[0, 0]].concat();
    let why = BadElement::Indefinite;
    assert_eq!(Certificate::decode(&ber), Err(NotACertificate::Malformed { part: Part::Whole, why }));
}

#[test]
fn serials_that_rfc_5280_forbids_are_kept_and_noted() {
    let der = leaf().self_signed().der().to_vec();
    let decode = |content: &[u8]| Certificate::decode(&with_field(&der, 1, &der::tlv(0x02, content))).unwrap();
    let negative = decode(&[0xff, 0x01]);
    assert_eq!(negative.odd(), [Odd::SerialNotPositive(Serial::from_content(&[0xff, 0x01]))]);
    assert_eq!(negative.serial().to_string(), "FF01");
    let long = decode(&[0x11; 21]);
    assert_eq!(long.odd(), [Odd::SerialTooLong(Serial::from_content(&[0x11; 21]))]);
    let zero = decode(&[0]);
    assert_eq!(zero.odd(), [Odd::SerialNotPositive(Serial::from_content(&[0]))]);
    assert_eq!(decode(&[0x11; 20]).odd(), []);
}

#[test]
fn a_serial_is_shown_without_the_octet_that_keeps_it_positive_and_compared_with_it() {
    let serial = Serial::from_content(&[0x00, 0x82, 0x10]);
    assert_eq!(serial.to_string(), "8210");
    assert_ne!(serial, Serial::from_content(&[0x82, 0x10]));
    let sorted = std::collections::BTreeSet::from([Serial::from_content(&[3]), Serial::from_content(&[0, 0x82, 0x10])]);
    assert!(sorted.contains(&[0x00, 0x82, 0x10][..]) && !sorted.contains(&[0x82, 0x10][..]));
}

/// RFC 5280 §4.1.2.5: two times, in UTC, to the second.
#[test]
fn a_validity_is_two_times_as_the_profile_writes_them() {
    let der = leaf().self_signed().der().to_vec();
    let utc = |text: &str| der::tlv(0x17, text.as_bytes());
    let read = |times: &[Vec<u8>]| {
        let read = Certificate::decode(&with_field(&der, 4, &der::seq(times)));
        read.map(|certificate| (certificate.not_before(), certificate.not_after()))
    };
    let malformed = |why| Err(NotACertificate::Malformed { part: Part::Validity, why });
    let (from, until) = (utc("260101000000Z"), der::tlv(0x18, b"20500101000000Z"));
    assert_eq!(read(&[from.clone(), until.clone()]), Ok((at("2026-01-01"), at("2050-01-01"))));
    assert_eq!(read(std::slice::from_ref(&from)), malformed(BadElement::Missing));
    let third = BadElement::Trailing { count: until.len() };
    assert_eq!(read(&[from.clone(), until.clone(), until.clone()]), malformed(third));
    for text in ["2601010000Z", "260101000000+0000", "2601010000-0100", "260101000000", "261301000000Z"] {
        assert_eq!(read(&[utc(text), until.clone()]), malformed(BadElement::Value), "{text}");
    }
    for text in ["20500101000000.5Z", "205001010000Z", "20500101000000+0100"] {
        assert_eq!(read(&[from.clone(), der::tlv(0x18, text.as_bytes())]), malformed(BadElement::Value), "{text}");
    }
}

#[test]
fn broken_basic_constraints_make_no_ca_and_are_noted() {
    let good = Cert::ca("CA").self_signed().certificate();
    assert!(good.is_ca());
    let broken = leaf().not_a_ca().extension("2.5.29.19", true, &[0x30, 0x01]).self_signed();
    let broken = broken.certificate();
    assert!(!broken.is_ca());
    assert_eq!(broken.basic_constraints(), None);
    assert!(matches!(broken.odd(), [Odd::Extension(oid) | Odd::Duplicate(oid)] if *oid == known::BASIC_CONSTRAINTS));
    assert!(broken.unknown_critical().any(|oid| *oid == known::BASIC_CONSTRAINTS));
}

#[test]
fn a_broken_key_usage_allows_nothing_and_an_absent_one_everything() {
    let absent = Cert::ca("CA").usages(&[]).self_signed().certificate();
    assert_eq!(absent.key_usage(), KeyUsage::Absent);
    assert!(absent.key_usage().may_sign_crls());
    let broken = Cert::ca("CA").usages(&[]).extension("2.5.29.15", true, &[0x04, 0x00]).self_signed().certificate();
    assert_eq!(broken.key_usage(), KeyUsage::Unreadable);
    assert!(!broken.key_usage().may_sign_crls() && !broken.key_usage().may_sign_certificates());
    assert!(matches!(broken.odd(), [Odd::Extension(oid)] if *oid == known::KEY_USAGE));
}

#[test]
fn an_extension_that_stands_twice_counts_as_broken() {
    let once = Cert::ca("CA").usages(&[]).extension("2.5.29.15", true, &[0x03, 0x02, 0x01, 0x06]);
    assert!(once.clone().self_signed().certificate().key_usage().may_sign_crls());
    let twice = once.extension("2.5.29.15", true, &[0x03, 0x02, 0x01, 0x06]).self_signed().certificate();
    assert_eq!(twice.key_usage(), KeyUsage::Unreadable);
    assert!(matches!(twice.odd(), [Odd::Duplicate(oid)] if *oid == known::KEY_USAGE));
    // One that nobody knows as well, told once however often it stands there.
    let unknown = |cert: Cert| cert.extension("1.3.6.1.4.1.32473.1", false, &der::null());
    let once = unknown(leaf()).self_signed().certificate();
    assert_eq!(once.odd(), []);
    let thrice = unknown(unknown(unknown(leaf()))).self_signed().certificate();
    let [Odd::Duplicate(oid)] = thrice.odd() else { panic!("{:?}", thrice.odd()) };
    assert_eq!(oid.to_string(), "1.3.6.1.4.1.32473.1");
}

#[test]
fn a_critical_extension_that_nobody_knows_is_listed_and_one_that_is_not_critical_is_not() {
    let known_only = leaf().self_signed().certificate();
    assert_eq!(known_only.unknown_critical().count(), 0);
    let odd = leaf().extension("1.3.6.1.4.1.32473.1", true, &[5, 0]).extension("1.3.6.1.4.1.32473.2", false, &[5, 0]);
    let odd = odd.self_signed().certificate();
    assert_eq!(odd.unknown_critical().map(ToString::to_string).collect::<Vec<_>>(), ["1.3.6.1.4.1.32473.1"]);
}

/// RFC 5280 §4.2.1.6 asks for at least one name. The responder of a CA that OpenSSL's own tests have wrote none.
#[test]
fn an_empty_row_of_alternative_names_names_nobody_and_hinders_nothing() {
    let value =
        |value: &[u8]| Cert::leaf("mail").names(&[]).extension("2.5.29.17", false, value).self_signed().certificate();
    let empty = value(&der::seq::<[u8; 0]>([]));
    assert_eq!((empty.subject_alternative_names(), empty.odd()), (&[][..], &[][..]));
    // A name of a kind that does not exist can't be read, and then none can.
    let odd = value(&der::seq([der::primitive(9, b"x")]));
    assert!(matches!(odd.odd(), [Odd::Extension(_)]), "{:?}", odd.odd());
}

#[test]
fn a_delegated_responder_says_so() {
    let responder = Cert::ocsp_responder("Responder").self_signed().certificate();
    assert!(responder.has_ocsp_signing() && responder.has_ocsp_no_check());
    assert!(!leaf().self_signed().certificate().has_ocsp_no_check());
    // RFC 6960 §4.2.2.2.1: its value is NULL.
    let saying = |value: &[u8]| leaf().extension("1.3.6.1.5.5.7.48.1.5", true, value).self_signed().certificate();
    assert!(saying(&der::null()).has_ocsp_no_check() && saying(&der::null()).odd().is_empty());
    for value in [&[][..], &[5, 1, 0], &[5, 0, 5, 0], &[1, 1, 0xff]] {
        let broken = saying(value);
        assert!(!broken.has_ocsp_no_check(), "{value:?}");
        assert!(matches!(broken.odd(), [Odd::Extension(oid)] if *oid == known::OCSP_NO_CHECK), "{value:?}");
    }
}

#[test]
fn ldap_urls_are_kept_apart_with_why() {
    let leaf = leaf().crl("ldap://directory.test/cn=CA").crl("http://crl.test/a.crl").crl("http://crl.test/a.crl");
    let leaf = leaf.self_signed().certificate();
    assert_eq!(leaf.crl_urls().iter().map(ToString::to_string).collect::<Vec<_>>(), ["http://crl.test/a.crl"]);
    let other: Vec<_> = leaf.other_urls().collect();
    assert!(matches!(&other[..], [(url, NotAnHttpUrl::Scheme(_))] if url.as_str() == "ldap://directory.test/cn=CA"));
    assert_eq!(leaf.distribution_points().len(), 3);
}

/// A name of one attribute: CN with this tag and value.
fn common_name(tag: u8, value: &[u8]) -> Name {
    let attribute = der::seq([der::oid("2.5.4.3"), der::tlv(tag, value)]);
    Name::decode(&der::seq([der::tlv(0x31, &attribute)])).unwrap()
}

const UTF8: u8 = 0x0c;
const PRINTABLE: u8 = 0x13;
const TELETEX: u8 = 0x14;
const BMP: u8 = 0x1e;
const UNIVERSAL: u8 = 0x1c;
const IA5: u8 = 0x16;

/// RFC 5280 §7.1.
#[test]
fn names_are_compared_without_case_and_extra_space_whatever_the_string_type() {
    let name = common_name(PRINTABLE, b"Good CA");
    assert_eq!(name, common_name(PRINTABLE, b"  GOOD   ca "));
    assert_eq!(name, common_name(UTF8, b"good ca"));
    assert_eq!(common_name(UTF8, "Zürich".as_bytes()), common_name(UTF8, "ZÜRICH".as_bytes()));
    assert_ne!(name, common_name(PRINTABLE, b"GoodCA"));
    assert_ne!(name, common_name(PRINTABLE, b"Good CB"));
    // In another string type the same text is the same name: else a subtree could be left by writing it so.
    let wide = |width: usize, text: &str| -> Vec<u8> {
        text.chars().flat_map(|c| u32::from(c).to_be_bytes()[4 - width..].to_vec()).collect()
    };
    for (tag, value) in [
        (TELETEX, b"good CA".to_vec()),
        (BMP, wide(2, "Good  CA")),
        (UNIVERSAL, wide(4, "Good CA")),
        (IA5, b"Good CA".to_vec()),
    ] {
        assert_eq!(name, common_name(tag, &value), "{tag:#x}");
        assert_ne!(name, common_name(tag, &value[1..]), "{tag:#x}");
    }
    assert_eq!(common_name(BMP, &wide(2, "Zürich")), common_name(UTF8, "zürich".as_bytes()));
}

/// T.61 beyond ASCII is read in two ways, and what is no text of its type is compared by its octets.
#[test]
fn what_is_no_text_without_doubt_is_compared_octet_by_octet() {
    assert_ne!(common_name(TELETEX, b"Z\xfcrich"), common_name(UTF8, "Zürich".as_bytes()));
    assert_ne!(common_name(TELETEX, b"Z\xfcrich"), common_name(TELETEX, b"z\xfcrich"));
    assert_eq!(common_name(TELETEX, b"Z\xfcrich"), common_name(TELETEX, b"Z\xfcrich"));
    // Half a surrogate pair, an odd octet, a point beyond Unicode.
    for (tag, value) in [(BMP, &[0xd8, 0][..]), (BMP, &[0, 0x41, 0]), (UNIVERSAL, &[0, 0x11, 0, 0])] {
        assert_eq!(common_name(tag, value), common_name(tag, value));
        assert_ne!(common_name(tag, value), common_name(UTF8, value));
    }
}

#[test]
fn the_order_of_relative_names_matters_and_that_inside_one_does_not() {
    let attribute = |oid: &str, value: &[u8]| der::seq([der::oid(oid), der::tlv(UTF8, value)]);
    let (cn, o) = (attribute("2.5.4.3", b"a"), attribute("2.5.4.10", b"b"));
    let decode = |sets: &[Vec<u8>]| Name::decode(&der::seq(sets)).unwrap();
    assert_ne!(decode(&[der::tlv(0x31, &cn), der::tlv(0x31, &o)]), decode(&[der::tlv(0x31, &o), der::tlv(0x31, &cn)]));
    let (one, other) = (der::tlv(0x31, &[cn.clone(), o.clone()].concat()), der::tlv(0x31, &[o, cn].concat()));
    assert_eq!(decode(std::slice::from_ref(&one)), decode(&[other]));
    assert_eq!(decode(&[one]).to_string(), "CN=a+O=b");
}

#[test]
fn names_are_shown_with_what_would_end_a_value_escaped_and_nothing_that_moves_the_cursor() {
    assert_eq!(common_name(UTF8, b"Smith, John + \"Son\"").to_string(), "CN=Smith\\, John \\+ \\\"Son\\\"");
    assert_eq!(common_name(UTF8, "a\u{202e}b\u{1b}[2J".as_bytes()).to_string(), "CN=a\u{fffd}b\u{fffd}[2J");
    assert_eq!(common_name(BMP, &[0x00, 0x41, 0xac, 0x00]).to_string(), "CN=A가");
    assert_eq!(common_name(TELETEX, &[b'Z', 0xfc]).to_string(), "CN=Zü");
    assert_eq!(common_name(0x02, &[0x01]).to_string(), "CN=#01");
}

#[test]
fn mutated_certificates_end_in_a_value_or_an_error() {
    let mut dice = Dice::new();
    let files = ["roots", "intermediates", "leaves", "algorithms"].map(fixtures_in).concat();
    let originals: Vec<Certificate> = files.iter().map(|file| real(file)).collect();
    let (mut read, mut refused) = (0, 0);
    for round in 0..6_000 {
        let mutant = dice.mutate(originals[round % originals.len()].der());
        match Certificate::decode(&mutant) {
            Ok(certificate) => {
                read += 1;
                let _ = (certificate.label(), certificate.subject().to_string(), certificate.odd().len());
                let _ = certificate.extensions().all().iter().map(|e| e.oid.to_string()).collect::<String>();
                let _ = (certificate.unknown_critical().count(), certificate.key().to_string());
                let _ = certificate.subject_alternative_names().iter().map(ToString::to_string).collect::<String>();
            }
            Err(why) => {
                refused += 1;
                assert!(!why.to_string().is_empty());
            }
        }
    }
    assert!(read > 100 && refused > 100, "{read} read, {refused} refused: the mutations are too weak or too strong");
}
