//! What the reader says of CRLs that are made for it: each odd one, and each that it refuses, with the exact fault.

use std::io::{self, Read};

use certready::pki::crl::{
    AskedSerials, BadNumber, Completeness, CrlNumber, CrlOddity, CrlSignatureFault, CrlVersion, Issuers, Kind, Lookup,
    Part, Reason, Why,
};
use certready::pki::{BadElement, DistributionPointName, GeneralNameKind, SignatureFault};

use super::*;
use crate::common::crl::{Crl, full_name};
use crate::common::der;
use crate::common::key::Algorithm;
use crate::common::pki::{at, day};

/// The fault of a CRL that can't be read.
fn fault(der: &[u8]) -> CrlFault {
    read(der).expect_err("it is read")
}

/// A fault's part and reason, wherever it stands.
fn malformed(der: &[u8]) -> (Part, Why) {
    match fault(der) {
        CrlFault::Malformed { part, why, .. } => (part, why),
        other => panic!("{other:?}"),
    }
}

/// Replaces the one place where `from` stands, which must be as long as `to`.
fn replaced(der: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> = der.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(i, _)| i).collect();
    assert_eq!(places.len(), 1, "{from:02x?} stands {} times", places.len());
    let mut changed = der.to_vec();
    changed[places[0]..places[0] + to.len()].copy_from_slice(to);
    changed
}

/// A tbsCertList of these fields in the frame of a CRL, with a signature of one octet: the reader asks for no more.
fn framed(fields: &[&[u8]]) -> Vec<u8> {
    let algorithm = Algorithm::EcdsaSha256.identifier();
    der::seq([der::seq(fields), algorithm, der::bits(&[1])])
}

/// Algorithm, issuer and thisUpdate of a tbsCertList.
fn head() -> Vec<u8> {
    der::join([Algorithm::EcdsaSha256.identifier(), ca().subject(), der::time(day(-1))])
}

fn version_2() -> Vec<u8> {
    der::int(1)
}

#[test]
fn an_empty_crl_says_what_it_is() {
    let reading = read(&Crl::by(&ca()).der()).unwrap();
    assert_eq!((reading.version, reading.entries), (CrlVersion::V2, 0));
    assert_eq!((reading.this_update, reading.next_update), (day(-1), Some(day(6))));
    assert_eq!(reading.number.unwrap().to_string(), "0x01");
    assert_eq!((reading.completeness, reading.issuing_point), (Completeness::Complete, None));
    assert_eq!(reading.algorithm.to_string(), "ECDSA with SHA-256");
}

#[test]
fn a_crl_without_next_update_is_read() {
    assert_eq!(read(&Crl::by(&ca()).no_next_update().revoke(&[5], day(-3)).der()).unwrap().next_update, None);
}

#[test]
fn a_crl_without_number_and_key_identifier_is_read() {
    let reading = read(&Crl::by(&ca()).no_number().no_key_id().der()).unwrap();
    assert_eq!((reading.number, reading.authority.key_id), (None, None));
}

#[test]
fn a_crl_of_version_1_is_read() {
    let reading = read_for(&Crl::by(&ca()).version_1().revoke(&[5], day(-3)).der(), &[&[5]]).unwrap();
    assert_eq!((reading.version, reading.entries), (CrlVersion::V1, 1));
    assert_eq!(reading.found[0].revocation_date, day(-3));
}

#[test]
fn version_1_has_no_extensions() {
    let with = Crl::by(&ca()).version_1().number(7).der();
    assert_eq!(fault(&with), CrlFault::ExtensionsInVersion1);
    let entry = Crl::by(&ca()).version_1().revoke_for(&[5], day(-3), 1).der();
    assert_eq!(fault(&entry), CrlFault::ExtensionsInVersion1);
}

#[test]
fn version_1_is_never_written_and_there_is_no_version_3() {
    for (number, octet) in [(0, 0), (2, 2)] {
        let crl = framed(&[&der::int(number), &head()]);
        assert_eq!(fault(&crl), CrlFault::UnsupportedVersion(vec![octet]));
    }
    assert!(read(&framed(&[&version_2(), &head()])).is_ok());
}

#[test]
fn both_kinds_of_time_are_read_and_the_century_of_a_utc_time_turns_at_50() {
    for (time, means) in [
        (der::tlv(0x17, b"491231235959Z"), "2049-12-31T23:59:59Z"),
        (der::tlv(0x17, b"500101000000Z"), "1950-01-01T00:00:00Z"),
        (der::tlv(0x17, b"240229120000Z"), "2024-02-29T12:00:00Z"),
        (der::tlv(0x18, b"20240229120000Z"), "2024-02-29T12:00:00Z"),
        (der::tlv(0x18, b"99991231235959Z"), "9999-12-31T23:59:59Z"),
    ] {
        let fields = der::join([Algorithm::EcdsaSha256.identifier(), ca().subject(), time]);
        assert_eq!(read(&framed(&[&version_2(), &fields])).unwrap().this_update, at(means));
    }
}

#[test]
fn a_time_that_the_profile_does_not_have_is_none() {
    for (tag, text) in [
        (0x17, &b"2402291200Z"[..]),
        (0x17, b"240229120000+0100"),
        (0x17, b"240229120000"),
        (0x17, b"230229120000Z"),
        (0x17, b"241301120000Z"),
        (0x17, b"240100120000Z"),
        (0x17, b"240101240000Z"),
        (0x17, b"240101126000Z"),
        (0x17, b"240101120060Z"),
        (0x17, b"2401011200 0Z"),
        (0x18, b"20240229120000.5Z"),
        (0x18, b"19000229120000Z"),
        (0x18, b""),
    ] {
        let time = der::tlv(tag, text);
        let fields = der::join([Algorithm::EcdsaSha256.identifier(), ca().subject(), time.clone()]);
        assert_eq!(malformed(&framed(&[&version_2(), &fields])), (Part::ThisUpdate, Why::NotATime), "{text:?}");
        let entry = der::seq([der::int(5), time]);
        let entries = der::seq([entry]);
        let crl = framed(&[&version_2(), &head(), &entries]);
        assert_eq!(malformed(&crl), (Part::RevocationDate, Why::NotATime), "{text:?}");
    }
}

#[test]
fn a_number_is_compared_as_one_and_shown_in_both_bases() {
    let number = |value| read(&Crl::by(&ca()).number(value).der()).unwrap().number.unwrap();
    assert!(number(255) < number(256));
    assert!(number(65_535) > number(65_534));
    assert_eq!((number(0).to_string(), number(0).decimal()), ("0x00".to_owned(), "0".to_owned()));
    assert_eq!((number(58_440).to_string(), number(58_440).decimal()), ("0xE448".to_owned(), "58440".to_owned()));
    assert_eq!(number(u64::MAX).decimal(), u64::MAX.to_string());
}

#[test]
fn a_number_that_the_profile_forbids_is_noted_and_left_out() {
    for (value, bad) in [(vec![0xff], BadNumber::Negative), (vec![0x11; 21], BadNumber::TooLong)] {
        let reading =
            read(&Crl::by(&ca()).no_number().extension("2.5.29.20", false, &der::tlv(2, &value)).der()).unwrap();
        assert_eq!((reading.number, reading.oddities), (None, vec![CrlOddity::Number(bad)]));
    }
}

#[test]
fn serials_that_the_profile_forbids_are_counted_and_found_all_the_same() {
    let (negative, long, padded) = (&[0xf0_u8, 1][..], &[0x11_u8; 21][..], &[0_u8, 0, 5][..]);
    let crl = [negative, long, padded].iter().fold(Crl::by(&ca()), |crl, serial| crl.revoke(serial, day(-3)));
    let reading = read_for(&crl.der(), &[negative, long, &[5]]).unwrap();
    let odd = [CrlOddity::NegativeSerials(1), CrlOddity::LongSerials(1), CrlOddity::PaddedSerials(1)];
    assert_eq!(reading.oddities, odd);
    for asked in [negative, long, &[5]] {
        assert!(matches!(reading.lookup(&Serial::from_content(asked)), Lookup::Listed(_)), "{asked:?}");
    }
}

#[test]
fn a_serial_that_only_looks_alike_is_not_listed() {
    let crl = Crl::by(&ca()).revoke(&[1, 5], day(-3)).revoke(&[0, 0x85], day(-3)).der();
    let reading = read_for(&crl, &[&[5], &[0x85]]).unwrap();
    assert_eq!(reading.lookup(&Serial::from_content(&[5])), Lookup::NotListed);
    assert_eq!(reading.lookup(&Serial::from_content(&[0x85])), Lookup::NotListed);
}

#[test]
fn an_entry_is_read_alike_among_others_and_at_the_end() {
    // Among others there is a short way for entries as nearly all are; the last one of a list never takes it. Each octet of
    // an entry is given each value, but for the entry's own length, which moves what follows.
    let outcome = |der: &[u8]| match read(der) {
        Ok(reading) => Ok((reading.entries, reading.oddities, reading.unknown_critical_of_entries)),
        Err(CrlFault::Malformed { part, why, .. }) => Err((part, why)),
        Err(other) => panic!("{other:?}"),
    };
    let serial = [0x41; 16];
    let reason = der::seq([der::extension("2.5.29.21", false, &der::enumerated(1))]);
    let plain = der::seq([der::tlv(0x02, &serial), der::time(day(-3))]);
    let with_reason = der::seq([der::tlv(0x02, &serial), der::time(day(-3)), reason.clone()]);
    for (entry, extensions) in [(plain, Vec::new()), (with_reason, reason)] {
        let among = Crl::by(&ca()).entry(&serial, day(-3), &extensions).many(2).der();
        let last = Crl::by(&ca()).many(2).entry(&serial, day(-3), &extensions).der();
        assert_eq!((outcome(&among), outcome(&last)), (Ok((3, vec![], vec![])), Ok((3, vec![], vec![]))));
        for place in (0..entry.len()).filter(|place| *place != 1) {
            for octet in 0..=u8::MAX {
                let mut changed = entry.clone();
                changed[place] = octet;
                let [among, last] = [&among, &last].map(|crl| outcome(&replaced(crl, &entry, &changed)));
                assert_eq!(among, last, "octet {place} is {octet:#04x}");
            }
        }
    }
}

#[test]
fn an_entry_says_why_and_since_when() {
    let invalid = der::extension("2.5.29.24", false, &der::tlv(0x18, b"20260101000000Z"));
    let reason = der::extension("2.5.29.21", false, &der::enumerated(1));
    let crl = Crl::by(&ca()).entry(&[5], day(-3), &der::seq([reason, invalid])).revoke_for(&[6], day(-2), 6);
    let reading = read_for(&crl.der(), &[&[5], &[6]]).unwrap();
    assert_eq!(reading.found[0].reason, Some(Reason::KeyCompromise));
    assert_eq!(reading.found[0].invalidity_date, Some(at("2026-01-01")));
    assert_eq!((reading.found[1].reason, reading.found[1].invalidity_date), (Some(Reason::CertificateHold), None));
}

#[test]
fn every_reason_has_its_code_and_an_unassigned_one_is_revoked_too() {
    for code in 0..=255 {
        let reading = read_for(&Crl::by(&ca()).revoke_for(&[5], day(-3), code).der(), &[&[5]]).unwrap();
        let reason = reading.found[0].reason.unwrap();
        assert_eq!(reason.code(), code);
        assert_eq!(matches!(reason, Reason::Unassigned(_)), code == 7 || code > 10);
    }
}

#[test]
fn a_serial_that_is_listed_twice_is_found_twice_and_the_last_entry_counts() {
    let crl = Crl::by(&ca()).revoke_for(&[5], day(-3), 6).revoke_for(&[5], day(-2), 1).der();
    let reading = read_for(&crl, &[&[5]]).unwrap();
    assert_eq!(reading.found.len(), 2);
    let Lookup::Listed(entry) = reading.lookup(&Serial::from_content(&[5])) else { panic!("it is listed") };
    assert_eq!(entry.reason, Some(Reason::KeyCompromise));
}

/// RFC 5280 §5.3.1: removeFromCRL takes back what a base says. What else the same CRL says of the serial stands.
#[test]
fn an_entry_that_removes_takes_back_no_other_of_the_same_crl() {
    let reason = |codes: &[u8]| {
        let crl = codes.iter().fold(Crl::by(&ca()), |crl, code| crl.revoke_for(&[5], day(-3), *code));
        let reading = read_for(&crl.der(), &[&[5]]).unwrap();
        match reading.lookup(&Serial::from_content(&[5])) {
            Lookup::Listed(entry) => entry.reason,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(reason(&[1, 8]), Some(Reason::KeyCompromise));
    assert_eq!(reason(&[8, 1]), Some(Reason::KeyCompromise));
    assert_eq!(reason(&[8]), Some(Reason::RemoveFromCrl));
    // What is beyond those that are kept may revoke.
    let crl = (0..1_001).fold(Crl::by(&ca()), |crl, _| crl.revoke_for(&[5], day(-3), 8));
    let reading = read_for(&crl.der(), &[&[5]]).unwrap();
    assert_eq!(reading.lookup(&Serial::from_content(&[5])), Lookup::NotAsked);
}

/// What is asked is prepared once for all the CRLs that it is put to, and is asked as a number.
#[test]
fn one_question_is_put_to_many_crls() {
    let asked = AskedSerials::from(&BTreeSet::from([Serial::from_content(&[0, 5])]));
    for listed in [&[5][..], &[0, 5], &[0, 0, 5]] {
        let crl = Crl::by(&ca()).revoke(listed, day(-3)).der();
        let reading = read_crl(&crl[..], &asked, Body::Digested).unwrap();
        assert!(matches!(reading.lookup(&Serial::from_content(&[5])), Lookup::Listed(_)), "{listed:02x?}");
        assert_eq!(reading.lookup(&Serial::from_content(&[6])), Lookup::NotAsked);
    }
}

#[test]
fn a_serial_that_is_repeated_without_end_is_counted_and_not_kept() {
    let crl = (0..1_005).fold(Crl::by(&ca()), |crl, _| crl.revoke(&[5], day(-3)));
    let reading = read_for(&crl.der(), &[&[5]]).unwrap();
    assert_eq!((reading.found.len(), reading.found_beyond, reading.entries), (1_000, 5, 1_005));
}

#[test]
fn the_issuer_of_an_indirect_entry_holds_until_the_next_one_names_another() {
    let issuer = |name: &Issued| {
        let names = der::seq([der::context(4, &name.subject())]);
        der::seq([der::extension("2.5.29.29", true, &names)])
    };
    let (one, two) = (Cert::ca("One").self_signed(), Cert::ca("Two").self_signed());
    let indirect = der::primitive(4, &[0xff]);
    let crl = Crl::by(&ca())
        .issuing(&[&indirect])
        .revoke(&[1], day(-3))
        .entry(&[2], day(-3), &issuer(&one))
        .revoke(&[3], day(-3))
        .entry(&[4], day(-3), &issuer(&two))
        .der();
    let reading = read_for(&crl, &[&[1], &[2], &[3], &[4]]).unwrap();
    let names: Vec<Option<String>> = reading
        .found
        .iter()
        .map(|entry| {
            entry.certificate_issuer.first().map(|name| match name.kind() {
                GeneralNameKind::Directory(name) => name.label().to_string(),
                other => panic!("{other:?}"),
            })
        })
        .collect();
    let expected = [None, Some("One"), Some("One"), Some("Two")];
    assert_eq!(names, expected.map(|name| name.map(str::to_owned)));
    assert_eq!(reading.entries_with_issuer, 2);
    assert_eq!(reading.issuing_point.unwrap().issuers, Issuers::Others);
}

/// An entry of the serial 5 whose certificateIssuer has so many names, and one more that it holds for too.
fn two_of_an_issuer_with(names: usize) -> Vec<u8> {
    let names = der::seq((0..names).map(|_| der::primitive(2, b"")));
    let issuer = der::seq([der::extension("2.5.29.29", true, &names)]);
    let indirect = der::primitive(4, &[0xff]);
    Crl::by(&ca()).issuing(&[&indirect]).entry(&[5], day(-3), &issuer).revoke(&[5], day(-3)).der()
}

#[test]
fn entries_share_the_names_of_the_issuer_that_holds_for_them() {
    let found = read_for(&two_of_an_issuer_with(64), &[&[5]]).unwrap().found;
    assert_eq!(found.iter().map(|entry| entry.certificate_issuer.len()).collect::<Vec<_>>(), [64, 64]);
    assert!(std::sync::Arc::ptr_eq(&found[0].certificate_issuer, &found[1].certificate_issuer), "not one copy each");
}

#[test]
fn a_certificate_issuer_has_a_bounded_number_of_names() {
    let fault = read_for(&two_of_an_issuer_with(65), &[&[5]]).unwrap_err();
    let too_many = Why::TooMany { most: 64 };
    assert!(
        matches!(fault, CrlFault::Malformed { part: Part::EntryExtensions, why, .. } if why == too_many),
        "{fault}"
    );
    // Of entries that nobody asked for no name is decoded.
    assert_eq!(read_for(&two_of_an_issuer_with(65), &[&[6]]).unwrap().entries, 2);
}

#[test]
fn an_issuing_distribution_point_is_read_field_by_field() {
    let point = |fields: &[&[u8]]| read(&Crl::by(&ca()).issuing(fields).der()).unwrap().issuing_point.unwrap();
    let full = point(&[&full_name(&["http://a.test/1", "http://b.test/1"]), &der::primitive(2, &[0xff])]);
    assert_eq!(full.kind, Kind::Ca);
    let names: Vec<String> = full.name.unwrap().full().iter().map(ToString::to_string).collect();
    assert_eq!(names, ["http://a.test/1", "http://b.test/1"]);
    let some = point(&[&der::primitive(3, &[1, 0x46])]);
    assert_eq!((some.kind, some.issuers, some.reasons.unwrap().bits()), (Kind::All, Issuers::Own, 0b110_0010));
    assert_eq!(point(&[&der::primitive(5, &[0xff])]).kind, Kind::Attribute);
    let relative = der::context(0, &der::context(1, &der::seq([der::oid("2.5.4.3"), der::tlv(0x0c, b"shard")])));
    assert!(matches!(point(&[&relative]).name, Some(DistributionPointName::Relative(_))));
}

#[test]
fn an_issuing_distribution_point_that_contradicts_itself_is_refused() {
    let (user, ca_only, attribute) =
        (der::primitive(1, &[0xff]), der::primitive(2, &[0xff]), der::primitive(5, &[0xff]));
    for fields in [&[][..], &[&user[..], &ca_only], &[&ca_only, &attribute], &[&user, &attribute]] {
        let crl = Crl::by(&ca()).issuing(fields).der();
        assert_eq!(malformed(&crl), (Part::IssuingDistributionPoint, Why::Contradiction), "{fields:02x?}");
    }
}

#[test]
fn a_distribution_point_name_with_more_than_one_choice_is_refused() {
    let two = der::join([der::context(0, &der::primitive(6, b"http://a.test")), der::null()]);
    let crl = Crl::by(&ca()).issuing(&[&der::context(0, &two)]).der();
    let trailing = Why::Encoding(BadElement::Trailing { count: 2 });
    assert_eq!(malformed(&crl), (Part::IssuingDistributionPoint, trailing));
}

#[test]
fn a_delta_crl_is_recognised_and_the_freshest_crl_is_named() {
    let reading = read(&Crl::by(&ca()).number(9).delta_of(7).der()).unwrap();
    let Completeness::DeltaTo(base) = reading.completeness else { panic!("{:?}", reading.completeness) };
    assert_eq!(base.decimal(), "7");
    let points = der::seq([der::seq([full_name(&["http://a.test/delta.crl"])])]);
    let reading = read(&Crl::by(&ca()).extension("2.5.29.46", false, &points).der()).unwrap();
    assert_eq!(reading.freshest[0].name.as_ref().unwrap().full()[0].to_string(), "http://a.test/delta.crl");
}

#[test]
fn unknown_extensions_are_noted_where_they_are_critical() {
    let unknown = |critical| der::extension("1.3.6.1.4.1.32473.9", critical, &der::null());
    let crl = |critical| {
        let entry = der::seq([unknown(critical)]);
        Crl::by(&ca()).extension("1.3.6.1.4.1.32473.8", critical, &der::null()).entry(&[5], day(-3), &entry).der()
    };
    let reading = read(&crl(false)).unwrap();
    assert!(reading.unknown_critical.is_empty() && reading.unknown_critical_of_entries.is_empty());
    let reading = read(&crl(true)).unwrap();
    assert_eq!(reading.unknown_critical[0].to_string(), "1.3.6.1.4.1.32473.8");
    assert_eq!(reading.unknown_critical_of_entries[0].to_string(), "1.3.6.1.4.1.32473.9");
}

#[test]
fn an_extension_stands_there_once() {
    let crl = Crl::by(&ca()).number(1).extension("2.5.29.20", false, &der::int(2)).der();
    assert_eq!(malformed(&crl), (Part::Extensions, Why::Repeated));
    let reason = der::extension("2.5.29.21", false, &der::enumerated(1));
    let crl = Crl::by(&ca()).entry(&[5], day(-3), &der::seq([&reason, &reason])).der();
    assert_eq!(malformed(&crl), (Part::EntryExtensions, Why::Repeated));
}

#[test]
fn a_list_that_is_present_and_empty_is_refused() {
    let empty: [&[u8]; 0] = [];
    assert_eq!(fault(&framed(&[&version_2(), &head(), &der::seq(empty)])), CrlFault::EmptyList);
    let extensions = der::context(0, &der::seq(empty));
    let missing = Why::Encoding(BadElement::Missing);
    assert_eq!(malformed(&framed(&[&version_2(), &head(), &extensions])), (Part::Extensions, missing));
}

#[test]
fn what_follows_the_last_field_of_a_part_is_refused_and_what_follows_the_crl_is_counted() {
    let (null, good) = (der::null(), Crl::by(&ca()).revoke(&[5], day(-3)).der());
    let trailing = Why::Encoding(BadElement::Trailing { count: 2 });
    let tag = Why::Encoding(BadElement::Tag { expected: 0x30, found: 5 });
    let parts = der::children(&good);
    assert_eq!(malformed(&der::seq([parts[0], parts[1], parts[2], &null])), (Part::CertificateList, trailing));
    assert_eq!(malformed(&framed(&[&version_2(), &head(), &null])), (Part::TbsCertList, trailing));
    assert_eq!(malformed(&der::seq([parts[0], &null, parts[1], parts[2]])), (Part::SignatureAlgorithm, tag));
    let entries = der::seq([der::seq([der::int(5), der::time(day(-3)), null.clone()])]);
    let (part, _) = malformed(&framed(&[&version_2(), &head(), &entries]));
    assert_eq!(part, Part::EntryExtensions);
    let entries = der::seq([der::seq([der::int(5), der::time(day(-3))]), null.clone()]);
    assert_eq!(malformed(&framed(&[&version_2(), &head(), &entries])), (Part::Entry, tag));

    let mut body = good.clone();
    body.extend(vec![0; 100_000]);
    let reading = read(&body).unwrap();
    assert_eq!((reading.length, reading.trailing), (u64::try_from(good.len()).unwrap(), 100_000));
    assert_eq!(reading.sha256, Some(certready::vocabulary::Digest::of(&body)));
}

#[test]
fn lengths_are_definite_and_as_short_as_they_can_be() {
    let good = framed(&[&version_2(), &head()]);
    let inner = der::open(&good).0;
    let length = u8::try_from(inner.len()).unwrap();
    let with = |header: &[u8]| der::join([header, inner]);
    let why = |bad| (Part::CertificateList, Why::Encoding(bad));
    assert_eq!(malformed(&with(&[0x30, 0x80])), why(BadElement::Indefinite));
    assert_eq!(malformed(&with(&[0x30, 0x82, 0, length])), why(BadElement::Length));
    assert_eq!(malformed(&with(&[0x30, 0x85, 0, 0, 0, 0, length])), why(BadElement::Length));
    assert_eq!(malformed(&with(&[0x30, 0xff])), why(BadElement::Length));
    assert!(read(&good).is_ok());
}

#[test]
fn a_part_that_ends_behind_what_holds_it_is_refused() {
    let good = Crl::by(&ca()).revoke(&[5, 6, 7], day(-3)).der();
    let serial = replaced(&good, &[2, 3, 5, 6, 7], &[2, 0x7f, 5, 6, 7]);
    assert_eq!(malformed(&serial), (Part::Serial, Why::Overruns));
    let entry = der::seq([&der::tlv(2, &[5, 6, 7])[..], &der::time(day(-3))]);
    let mut longer = entry.clone();
    longer[1] += 1;
    assert_eq!(malformed(&replaced(&good, &entry, &longer)), (Part::Entry, Why::Overruns));
}

#[test]
fn an_entry_that_is_longer_than_the_window_is_refused() {
    let value = der::extension("1.3.6.1.4.1.32473.9", false, &vec![0; 70_000]);
    let crl = Crl::by(&ca()).entry(&[5], day(-3), &der::seq([value])).revoke(&[6], day(-3)).der();
    assert_eq!(malformed(&crl), (Part::Entry, Why::TooLong { most: 65_536 }));
    let value = der::extension("1.3.6.1.4.1.32473.9", false, &vec![0; 60_000]);
    let crl = Crl::by(&ca()).entry(&[5], day(-3), &der::seq([value])).revoke(&[6], day(-3)).der();
    assert_eq!(read(&crl).unwrap().entries, 2);
}

#[test]
fn the_algorithms_inside_and_outside_are_the_same_with_their_parameters() {
    let with_null = der::seq([der::oid("1.2.840.10045.4.3.2"), der::null()]);
    let crl = der::seq([der::seq([version_2(), head()]), with_null.clone(), der::bits(&[1])]);
    let inner = hex::encode(Algorithm::EcdsaSha256.identifier());
    assert_eq!(fault(&crl), CrlFault::AlgorithmsDiffer { inner, outer: hex::encode(with_null) });
    let crl = Crl::by(&ca()).outer_algorithm(Algorithm::EcdsaSha384).der();
    assert!(matches!(fault(&crl), CrlFault::AlgorithmsDiffer { .. }));
}

/// NIST's PKITS spoils signatures by taking their last bit away (4.1.2, 4.4.4): such a CRL is well-formed, and its
/// signature is none of any key. That of the good twin, with the bit, verifies.
#[test]
fn a_signature_that_ends_within_an_octet_is_read_and_verifies_with_no_key() {
    let good = Crl::by(&ca()).der();
    let fields = der::children(&good);
    let signature = der::open(fields[2]).0;
    let with = |bits: &[u8]| der::seq([fields[0], fields[1], &der::tlv(3, bits)]);
    assert!(verify_crl(&read(&with(signature)).unwrap(), &[ca().certificate()]).is_ok());
    let mut short = signature.to_vec();
    (short[0], *short.last_mut().unwrap()) = (1, signature.last().unwrap() & 0xfe);
    let fault = verify_crl(&read(&with(&short)).unwrap(), &[ca().certificate()]).unwrap_err();
    assert!(matches!(fault, CrlSignatureFault::Signature(SignatureFault::Bad { .. })), "{fault:?}");
    // Bits that are set and not used, more unused bits than an octet has, and none at all are no BIT STRING in DER.
    for bits in [&[][..], &[1], &[3, 0xf4], &[8, 0]] {
        assert_eq!(malformed(&with(bits)), (Part::SignatureValue, Why::Encoding(BadElement::Value)));
    }
}

#[test]
fn an_issuer_without_a_name_is_refused() {
    let empty: [&[u8]; 0] = [];
    let fields = der::join([Algorithm::EcdsaSha256.identifier(), der::seq(empty), der::time(day(-1))]);
    assert_eq!(malformed(&framed(&[&version_2(), &fields])), (Part::Issuer, Why::Encoding(BadElement::Missing)));
}

#[test]
fn what_is_no_crl_at_all_is_named_by_its_first_byte() {
    assert_eq!(fault(b""), CrlFault::Empty);
    assert_eq!(fault(b"<html>"), CrlFault::NotASequence { first: b'<' });
    assert_eq!(fault(b"-----BEGIN X509 CRL-----"), CrlFault::NotASequence { first: b'-' });
    assert_eq!(fault(&[0x1f, 0x8b]), CrlFault::NotASequence { first: 0x1f });
    assert_eq!(fault(&[0x30]), CrlFault::Truncated { had: 1, announced: None });
    assert_eq!(fault(&[0x30, 0x82, 1]), CrlFault::Truncated { had: 3, announced: None });
}

#[test]
fn a_certificate_is_no_crl() {
    let (part, why) = malformed(ca().der());
    assert_eq!((part, why), (Part::Signature, Why::Encoding(BadElement::Tag { expected: 0x30, found: 0xa0 })));
}

#[test]
fn a_body_that_ends_early_says_how_far_it_came() {
    let good = Crl::by(&ca()).revoke_for(&[5], day(-3), 1).many(2).der();
    let announced = Some(u64::try_from(good.len()).unwrap());
    for had in 4..good.len() {
        let expected = CrlFault::Truncated { had: u64::try_from(had).unwrap(), announced };
        assert_eq!(fault(&good[..had]), expected);
    }
    assert!(read(&good).is_ok());
}

#[test]
fn a_body_that_can_not_be_read_is_this_hosts_fault() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::from_raw_os_error(5))
        }
    }
    let fault = read_crl(Broken, &BTreeSet::new(), Body::Digested).unwrap_err();
    assert!(matches!(fault, CrlFault::Read { os: Some(5), .. }), "{fault:?}");
}

/// RFC 5280 §5.2.3: at most 20 octets, which are 49 digits.
#[test]
fn a_number_is_read_from_the_digits_that_it_is_shown_by() {
    let largest = "1461501637330902918203684832716283019655932542975";
    for digits in ["0", "1", "9", "10", "255", "256", "65535", "65536", "18446744073709551616", largest] {
        assert_eq!(CrlNumber::from_decimal(digits).unwrap().decimal(), digits);
    }
    assert_eq!(CrlNumber::from_decimal(largest).unwrap().octets(), [0xff; 20]);
    let leading = CrlNumber::from_decimal("007").unwrap();
    assert_eq!((leading.decimal(), leading.octets()), ("7".to_owned(), [7].as_slice()));
    let more = "1461501637330902918203684832716283019655932542976";
    for none in ["", " 7", "7 ", "-7", "+7", "0x07", "7.0", "٧", more, &"0".repeat(50)] {
        assert_eq!(CrlNumber::from_decimal(none), None, "{none}");
    }
}
