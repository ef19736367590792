//! What is written in DER is read back as it was, whatever it is, and what is cut short or written otherwise never is:
//! elements of any tag and length, serial numbers, questions, PEM. A row of general names is the plainest row of elements
//! that the crate shows.

use certready::pki::ocsp::{CertId, OcspAnswer, encode_request};
use certready::pki::{BadElement, GeneralName, HashAlgorithm, Serial, decode_certificates, encode_pem, pem_blocks};
use proptest::prelude::*;

use super::{fixtures_in, real};
use crate::common::der;
use crate::common::ocsp::read_request;

/// An element's content: of a length in each of the forms that lengths have.
fn content() -> impl Strategy<Value = Vec<u8>> {
    let length = prop_oneof![
        6 => 0_usize..8,
        2 => 120_usize..136,
        2 => 250_usize..262,
        1 => 65_530_usize..65_545,
    ];
    length.prop_flat_map(|length| proptest::collection::vec(any::<u8>(), length))
}

/// Any tag of a general name: `[0]` to `[8]`, of either form (RFC 5280 §4.2.1.6).
fn tag() -> impl Strategy<Value = u8> {
    (0_u8..=8, prop_oneof![Just(0x80_u8), Just(0xa0)]).prop_map(|(number, form)| form | number)
}

fn parts(names: &[GeneralName]) -> Vec<&[u8]> {
    names.iter().map(GeneralName::der).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// X.690 §8.1.3, §10.1: a definite length says where an element ends and the next begins.
    #[test]
    fn a_row_of_elements_is_read_back_as_it_was_written(row in proptest::collection::vec((tag(), content()), 0..5)) {
        let written: Vec<Vec<u8>> = row.iter().map(|(tag, content)| der::tlv(*tag, content)).collect();
        let read = GeneralName::decode_all(&written.concat()).unwrap();
        prop_assert_eq!(parts(&read), written);
    }

    /// Whatever is read at all is read whole: no byte is lost, and none is read twice.
    #[test]
    fn what_is_read_of_any_bytes_is_all_of_them(mut bytes in proptest::collection::vec(any::<u8>(), 0..40), small in 0_u8..8) {
        // Short lengths, so that some rows come to their end.
        bytes.iter_mut().skip(1).step_by(2).for_each(|byte| *byte %= small + 1);
        if let Ok(read) = GeneralName::decode_all(&bytes) {
            prop_assert_eq!(parts(&read).concat(), bytes);
        }
    }

    #[test]
    fn an_element_that_is_cut_lacks_what_was_cut(tag in tag(), content in content(), at in any::<prop::sample::Index>()) {
        let whole = der::tlv(tag, &content);
        // One octet at the least: where nothing is left there is no element.
        let cut = 1 + at.index(whole.len() - 1);
        let Err(BadElement::Truncated { missing }) = GeneralName::decode_all(&whole[..cut]) else {
            return Err(TestCaseError::fail("a cut element is read"));
        };
        // Behind the length what is missing is known to the octet.
        let head = whole.len() - content.len();
        prop_assert!(cut < head || missing == (whole.len() - cut) as u64);
    }

    /// X.690 §10.1: DER takes the shortest form only, so that no object has two encodings; an indefinite length is BER's.
    #[test]
    fn a_length_in_a_longer_form_or_none_is_refused(tag in tag(), content in content(), more in 0_usize..2) {
        let shortest = der::tlv(tag, &content);
        let digits = shortest.len() - content.len() - 2;
        let length = (content.len() as u32).to_be_bytes();
        let longer = (digits + 1 + more).clamp(1, 4);
        let head = [&[tag, 0x80 | longer as u8], &length[4 - longer..]].concat();
        prop_assert_eq!(GeneralName::decode_all(&[&head, &content[..]].concat()).unwrap_err(), BadElement::Length);
        let indefinite = [&[tag, 0x80], &content[..], &[0, 0]].concat();
        prop_assert_eq!(GeneralName::decode_all(&indefinite).unwrap_err(), BadElement::Indefinite);
    }

    /// A serial is the octets of its INTEGER, the one that carries the sign among them (RFC 5280 §4.1.2.2).
    #[test]
    fn a_serial_keeps_its_octets(octets in proptest::collection::vec(any::<u8>(), 1..24)) {
        let serial = Serial::from_content(&octets);
        prop_assert_eq!(serial.content(), &octets[..]);
        prop_assert_eq!(serial.is_negative(), octets[0] >= 0x80);
        prop_assert_eq!(serial.is_zero(), octets.iter().all(|octet| *octet == 0));
    }

    /// What is asked is what a responder reads, whatever the number and the nonce (RFC 6960 §4.1.1, RFC 9654 §2.1).
    #[test]
    fn a_question_is_read_back(
        serial in proptest::collection::vec(1_u8..0x80, 1..20), nonce in proptest::option::of(any::<[u8; 32]>()),
    ) {
        let issuer = real("roots/globalsign-r1.pem");
        let id = CertId::of(HashAlgorithm::Sha256, issuer.subject(), &issuer, &Serial::from_content(&serial));
        let request = encode_request(&id, nonce.as_ref().map(|nonce| &nonce[..]));
        let asked = read_request(&request);
        prop_assert_eq!((asked.serial, asked.nonce), (serial, nonce.map(|nonce| nonce.to_vec())));
        // A question is no answer.
        prop_assert!(OcspAnswer::decode(&request).is_err());
    }

    /// RFC 7468 §2, §3: any bytes, in lines of either end, with any text before them.
    #[test]
    fn pem_gives_back_what_was_put_into_it(
        content in proptest::collection::vec(any::<u8>(), 1..400), before in "[a-z \n]{0,40}", windows in any::<bool>(),
    ) {
        let mut text = format!("{before}\n{}", encode_pem("CERTIFICATE", &content));
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let blocks = pem_blocks(text.as_bytes(), 10);
        prop_assert_eq!(blocks.len(), 1);
        prop_assert_eq!(&blocks[0].content, &Ok(content));
        prop_assert_eq!(blocks[0].line, before.matches('\n').count() + 2);
    }
}

#[test]
fn a_certificate_is_the_same_in_der_and_in_pem() {
    let files = fixtures_in("roots");
    assert!(files.len() > 10);
    for file in files {
        let certificate = real(&file);
        let again = decode_certificates(certificate.der()).items;
        let text = encode_pem("CERTIFICATE", certificate.der());
        let pem = decode_certificates(text.as_bytes()).items;
        assert_eq!([again, pem].concat(), [certificate.clone(), certificate]);
    }
}
