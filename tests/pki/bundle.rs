//! Certificates out of files and bodies: DER, PEM, PKCS #7, and what is none of them.

use certready::pki::{
    BadBlock, BadElement, BundleEncoding, BundleError, BundleFault, Looks, MOST_CERTIFICATES, NotACertificate,
    NotSignedData, Place, decode_certificates,
};

use super::{Dice, fixture, real};
use crate::common::der;

fn pem(file: &str) -> String {
    String::from_utf8(fixture(file)).unwrap()
}

fn at_line(line: usize, fault: BundleFault) -> BundleError {
    BundleError { place: Place::Line(line), fault }
}

#[test]
fn one_certificate_in_der() {
    let r1 = real("roots/globalsign-r1.pem");
    let bundle = decode_certificates(r1.der());
    assert_eq!((bundle.items, bundle.errors, bundle.encoding), (vec![r1], vec![], Some(BundleEncoding::Der)));
}

#[test]
fn a_certificate_in_der_with_a_line_end_behind_it_is_refused_with_why() {
    let bundle = decode_certificates(&[real("roots/globalsign-r1.pem").der(), b"\n"].concat());
    let fault = BundleFault::Certificate(NotACertificate::TrailingBytes { count: 1 });
    assert_eq!(bundle.errors, [BundleError { place: Place::Whole, fault }]);
    assert_eq!(bundle.items, []);
}

#[test]
fn blocks_of_pem_with_text_between_them_and_line_ends_of_windows() {
    let text = format!("# R1\n{}\nsubject=R3\n{}", pem("roots/globalsign-r1.pem"), pem("roots/globalsign-r3.pem"));
    for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\r"), format!("\u{feff}{text}")] {
        let bundle = decode_certificates(text.as_bytes());
        assert_eq!(bundle.items, [real("roots/globalsign-r1.pem"), real("roots/globalsign-r3.pem")]);
        assert_eq!((bundle.errors, bundle.encoding), (vec![], Some(BundleEncoding::Pem)));
    }
}

#[test]
fn a_certificate_far_behind_text_is_found() {
    let text = format!("{}\n{}", "# nothing\n".repeat(20_000), pem("roots/globalsign-r1.pem"));
    assert_eq!(decode_certificates(text.as_bytes()).items, [real("roots/globalsign-r1.pem")]);
}

#[test]
fn openssls_trusted_form_is_an_error_by_name_and_its_neighbours_are_read() {
    let text = format!("{}{}", pem("bundles/openssl-trusted-certificate-r1.pem"), pem("roots/globalsign-r3.pem"));
    let bundle = decode_certificates(text.as_bytes());
    assert_eq!(bundle.items, [real("roots/globalsign-r3.pem")]);
    assert_eq!(bundle.errors, [at_line(1, BundleFault::OpenSslTrusted)]);
}

#[test]
fn a_broken_block_is_an_error_at_its_line_and_hides_nothing() {
    let good = pem("roots/globalsign-r3.pem");
    let spoilt = |block: &str| decode_certificates(format!("a\nb\n{block}\n{good}").as_bytes());
    let label = || "CERTIFICATE".into();
    let cases = [
        ("-----BEGIN CERTIFICATE-----\nMIID", BadBlock::Unterminated),
        ("-----BEGIN CERTIFICATE-----\nMIID\n-----END X509 CRL-----", BadBlock::OtherEnd { end: "X509 CRL".into() }),
        ("-----BEGIN CERTIFICATE-----\nMI*D\n-----END CERTIFICATE-----", BadBlock::NotBase64 { line: 4 }),
        ("-----BEGIN CERTIFICATE-----\nMIIDA\n-----END CERTIFICATE-----", BadBlock::NotBase64 { line: 3 }),
    ];
    for (block, why) in cases {
        let bundle = spoilt(block);
        assert_eq!(bundle.errors, [at_line(3, BundleFault::Block { label: label(), why })], "{block}");
        assert_eq!(bundle.items, [real("roots/globalsign-r3.pem")], "{block}");
    }
    let cut = spoilt("-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----");
    assert!(matches!(cut.errors[..], [BundleError { place: Place::Line(3), fault: BundleFault::Certificate(_) }]));
}

#[test]
fn a_key_in_a_bundle_is_named_and_not_kept() {
    let bundle = decode_certificates(b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    assert_eq!(bundle.errors, [at_line(1, BundleFault::OtherBlock { label: "PRIVATE KEY".into() })]);
}

#[test]
fn certs_only_pkcs_7_gives_its_certificates_in_der_and_in_pem() {
    let both = [real("roots/globalsign-r1.pem"), real("cross/r1-to-r3.pem")];
    let der = decode_certificates(&fixture("bundles/certs-only-r1-and-cross-to-r3.p7b"));
    assert_eq!((&der.items[..], &der.errors[..]), (&both[..], &[][..]));
    assert_eq!(der.encoding, Some(BundleEncoding::Pkcs7));
    let pem = decode_certificates(&fixture("bundles/certs-only-r1-and-cross-to-r3.p7b.pem"));
    assert_eq!((&pem.items[..], &pem.errors[..]), (&both[..], &[][..]));
    assert_eq!(pem.encoding, Some(BundleEncoding::Pem));
}

/// A ContentInfo of signed data with these members among its certificates.
fn signed_data(members: &[&[u8]]) -> Vec<u8> {
    let content = der::seq([der::oid("1.2.840.113549.1.7.1")]);
    let set = der::context(0, &members.concat());
    let signed = der::seq([der::int(1), der::tlv(0x31, &[]), content, set, der::tlv(0x31, &[])]);
    der::seq([der::oid("1.2.840.113549.1.7.2"), der::context(0, &signed)])
}

#[test]
fn a_member_of_a_pkcs_7_that_is_no_certificate_is_an_error_at_its_number() {
    let r1 = real("roots/globalsign-r1.pem");
    let attribute_certificate = der::context(1, &[]);
    let bundle = decode_certificates(&signed_data(&[&attribute_certificate, r1.der(), &der::seq([der::null()])]));
    assert_eq!(bundle.items, [r1]);
    let places: Vec<Place> = bundle.errors.iter().map(|error| error.place).collect();
    assert_eq!(places, [Place::Member(1), Place::Member(3)]);
    assert_eq!(bundle.errors[0].fault, BundleFault::OtherKind { tag: 0xa1 });
}

#[test]
fn a_pkcs_7_without_certificates_of_another_type_or_in_ber_is_an_error() {
    let fault = |bytes: &[u8]| decode_certificates(bytes).errors.remove(0).fault;
    assert_eq!(fault(&signed_data(&[])), BundleFault::NoCertificates);
    let enveloped = der::seq([der::oid("1.2.840.113549.1.7.3"), der::context(0, &der::seq([der::int(0)]))]);
    assert!(matches!(fault(&enveloped), BundleFault::Pkcs7(NotSignedData::OtherContent(_))));
    let ber = [&[0x30, 0x80][..], &der::oid("1.2.840.113549.1.7.2"), &[0xa0, 0x80, 0, 0, 0, 0]].concat();
    assert_eq!(fault(&ber), BundleFault::Pkcs7(NotSignedData::Malformed(BadElement::Indefinite)));
}

#[test]
fn what_is_no_bundle_is_named_as_what_it_is() {
    let looks = |bytes: &[u8]| match decode_certificates(bytes).errors.remove(0).fault {
        BundleFault::NotABundle(looks) => looks,
        other => panic!("{other}"),
    };
    assert_eq!(looks(b""), Looks::Empty);
    assert_eq!(looks(b"\x1f\x8b\x08"), Looks::Gzip);
    assert_eq!(looks(b"not here"), Looks::Text);
    let page = fixture("blockpages/fortigate-web-filter-violation.html");
    assert_eq!(looks(&page), Looks::Html { title: Some("Web Filter Violation".into()) });
}

#[test]
fn more_entries_than_the_bound_are_said_to_be_more() {
    let block = "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n";
    let bundle = decode_certificates(block.repeat(MOST_CERTIFICATES + 5).as_bytes());
    assert_eq!(bundle.errors.len(), MOST_CERTIFICATES + 1);
    assert_eq!(bundle.errors.last().unwrap().fault, BundleFault::TooMany);
    let full = decode_certificates(block.repeat(MOST_CERTIFICATES).as_bytes());
    assert_eq!(full.errors.len(), MOST_CERTIFICATES);
    let member: &[u8] = &[0xa1, 0x00];
    let pkcs7 = decode_certificates(&signed_data(&vec![member; MOST_CERTIFICATES + 5]));
    assert_eq!(pkcs7.errors.last().unwrap().fault, BundleFault::TooMany);
}

#[test]
fn mutated_bundles_end_in_values_and_errors() {
    let mut dice = Dice::new();
    let originals = [
        fixture("bundles/certs-only-r1-and-cross-to-r3.p7b"),
        fixture("bundles/certs-only-r1-and-cross-to-r3.p7b.pem"),
        fixture("bundles/openssl-trusted-certificate-r1.pem"),
        fixture("roots/isrg-root-x2.pem"),
        real("roots/isrg-root-x2.pem").der().to_vec(),
    ];
    let mut whole = 0;
    for round in 0..4_000 {
        let bundle = decode_certificates(&dice.mutate(&originals[round % originals.len()]));
        whole += usize::from(bundle.errors.is_empty());
        for error in &bundle.errors {
            assert!(!error.to_string().is_empty());
        }
    }
    assert!(whole > 50, "only {whole} mutants were read: the mutations are too strong");
}
