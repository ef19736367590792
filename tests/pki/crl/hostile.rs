//! Bytes that somebody made to break a reader: each ends in a value or a typed fault, none is genuine. The corpus of such
//! CRLs is read in `tests/hostile/corpus.rs`.

use std::io::{self, Read};

use proptest::prelude::*;

use super::*;
use crate::common::crl::Crl;
use crate::common::pki::day;
use crate::pki::Dice;

/// A CRL with one entry of each kind.
fn small() -> Vec<u8> {
    Crl::by(&ca()).revoke_for(&[5], day(-3), 1).many(3).distribution_point(&["http://crl.certready.test/7.crl"]).der()
}

/// Gives a body in pieces of this many bytes.
struct Drip<'a> {
    body: &'a [u8],
    piece: usize,
}

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.piece.min(buffer.len()).min(self.body.len());
        let (piece, rest) = self.body.split_at(length);
        buffer[..length].copy_from_slice(piece);
        self.body = rest;
        Ok(length)
    }
}

fn read_in_pieces(body: &[u8], piece: usize) -> Result<CrlReading, CrlFault> {
    let asked = BTreeSet::from([Serial::from_content(&[5])]);
    read_crl(Drip { body, piece }, &asked, Body::Digested)
}

/// Reads mutations of a CRL: each is read or refused, and none but the unchanged one verifies.
fn none_of_them_is_genuine(body: &[u8], signer: &Certificate, times: usize) {
    let mut dice = Dice::new();
    let (mut read_times, mut signed) = (0, 0);
    for _ in 0..times {
        let changed = dice.mutate(body);
        let Ok(reading) = read(&changed) else { continue };
        read_times += 1;
        let same = changed.get(..body.len()) == Some(body);
        if verify_crl(&reading, std::slice::from_ref(signer)).is_ok() {
            assert!(same, "a changed CRL verifies");
            signed += 1;
        }
    }
    // The positive control: some mutations leave the structure whole, and the unchanged one verifies.
    assert!(read_times > 0 && signed <= read_times);
    assert!(verify_crl(&read(body).unwrap(), std::slice::from_ref(signer)).is_ok());
}

#[test]
fn mutations_of_a_small_crl_are_read_or_refused_and_never_genuine() {
    none_of_them_is_genuine(&small(), &ca().certificate(), 20_000);
}

#[test]
fn mutations_of_a_real_crl_are_read_or_refused_and_never_genuine() {
    let signer = issuer("crl/baltimore-omniroot2025-20201116.issuer.pem");
    none_of_them_is_genuine(&fixture("crl/baltimore-omniroot2025-20201116.crl"), &signer, 3_000);
}

#[test]
fn mutations_of_the_head_and_the_tail_of_a_real_shard_are_read_or_refused() {
    let body = fixture("crl/letsencrypt-ye2-96-20261004.crl");
    let signer = issuer("crl/letsencrypt-ye2-96-20261004.issuer.pem");
    let mut dice = Dice::new();
    for round in 0..1_000 {
        let mut changed = body.clone();
        let place = if round % 2 == 0 { dice.below(160) } else { body.len() - 1 - dice.below(260) };
        changed[place] ^= 1 << dice.below(8);
        let genuine = read(&changed).is_ok_and(|reading| verify_crl(&reading, std::slice::from_ref(&signer)).is_ok());
        assert!(!genuine, "byte {place}");
    }
}

#[test]
fn the_reading_is_the_same_byte_by_byte() {
    let body = small();
    let whole = format!("{:?}", read_in_pieces(&body, usize::MAX).unwrap());
    assert_eq!(format!("{:?}", read_in_pieces(&body, 1).unwrap()), whole);
    let real = fixture("crl/globalsign-orgval-sha256-g2-20170304.crl");
    let whole = format!("{:?}", read_in_pieces(&real, usize::MAX).unwrap());
    assert_eq!(format!("{:?}", read_in_pieces(&real, 1).unwrap()), whole);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_reading_is_the_same_in_pieces_of_any_size(piece in 1_usize..70_000, at in 0_usize..200_000) {
        let mut body = fixture("crl/globalsign-orgval-sha256-g2-20170304.crl");
        // Half of the bodies are cut: the fault is the same then.
        if at < body.len() {
            body.truncate(at);
        }
        let whole = format!("{:?}", read_in_pieces(&body, usize::MAX));
        prop_assert_eq!(format!("{:?}", read_in_pieces(&body, piece)), whole);
    }

    #[test]
    fn any_bytes_are_read_or_refused(body in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = read(&body);
        let mut framed = vec![0x30, 0x82, 0x02, 0x58];
        framed.extend(body);
        let _ = read(&framed);
    }
}
