//! Bytes that somebody made to break a reader: each ends in a value or a typed fault, none is genuine.

use certready::pki::Certificate;
use certready::pki::ocsp::verify_ocsp;
use proptest::prelude::*;

use super::*;
use crate::common::ocsp::Ocsp;
use crate::pki::Dice;

/// Reads mutations of an answer: each is read or refused, and none that says anything else verifies.
fn none_of_them_is_genuine(body: &[u8], issuer: &Certificate, times: usize) {
    let good = verify_ocsp(&basic(body), issuer).unwrap();
    let mut dice = Dice::new();
    let mut read = 0;
    for _ in 0..times {
        let changed = dice.mutate(body);
        let Ok(OcspAnswer::Basic(changed)) = OcspAnswer::decode(&changed) else { continue };
        read += 1;
        if let Ok(verified) = verify_ocsp(&changed, issuer) {
            // What is not signed may change: certificates that are not needed, bytes behind the answer.
            assert_eq!(verified.value().singles, good.value().singles);
            assert_eq!(verified.value().produced_at, good.value().produced_at);
            assert_eq!(verified.signer(), good.signer());
        }
    }
    assert!(read > 0);
}

#[test]
fn mutations_of_real_answers_are_read_or_refused_and_say_nothing_new() {
    for name in ["digicert-20261003", "globalsign-root-r1-2012-delegated", "revoked-badssl-20211202"] {
        let issuer = issuer(&format!("ocsp/{name}.issuer.pem"));
        none_of_them_is_genuine(&fixture(&format!("ocsp/{name}.der")), &issuer, 4_000);
    }
}

#[test]
fn mutations_of_a_delegated_answer_are_read_or_refused_and_say_nothing_new() {
    let (ca, leaf) = ca_and_leaf();
    let responder = Cert::ocsp_responder("Responder").issued_by(&ca);
    let body = Ocsp::about(&leaf, &ca).delegated(&responder).nonce(&[3; 16]).der();
    none_of_them_is_genuine(&body, &ca.certificate(), 10_000);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = OcspAnswer::decode(&body);
        let mut framed = vec![0x30, 0x82, 0x02, 0x58, 0x0a, 0x01, 0x00, 0xa0];
        framed.extend(body);
        let _ = OcspAnswer::decode(&framed);
    }
}
