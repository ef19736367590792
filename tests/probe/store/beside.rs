//! What Windows keeps beside a certificate, from the bytes of its properties: as its interface gives them, and odd ones.

use std::io;

use certready::observation::{Kept, Scope, SystemStore};
use certready::probe::store::beside::{
    DISABLED, DISABLED_USAGES, FRIENDLY_NAME, NOT_BEFORE, NOT_BEFORE_USAGES, USAGES, bare, read_beside,
};
use certready::vocabulary::{Shown, Timestamp};

use crate::common::der;
use crate::common::pki::day;

const SERVER: &str = "1.3.6.1.5.5.7.3.1";
const CODE_SIGNING: &str = "1.3.6.1.5.5.7.3.3";

fn store() -> Kept {
    bare(Scope::Machine, SystemStore::Root, ".AuthRoot")
}

/// What is made of these properties.
fn beside(properties: &[(u32, &[u8])]) -> io::Result<Kept> {
    read_beside(&store(), &|id| Ok(properties.iter().find(|(own, _)| *own == id).map(|(_, bytes)| bytes.to_vec())))
}

fn uses(dotted: &[&str]) -> Vec<u8> {
    der::seq(dotted.iter().map(|one| der::oid(one)))
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn nothing_beside_a_certificate_limits_nothing() {
    assert_eq!(beside(&[]).unwrap(), store());
}

#[test]
fn every_property_is_told() {
    let (limit, end) = (day(-30), day(400));
    let kept = beside(&[
        (USAGES, &uses(&[SERVER, CODE_SIGNING])),
        (FRIENDLY_NAME, &wide("Für Mail\0")),
        (NOT_BEFORE, &limit.filetime().to_le_bytes()),
        (NOT_BEFORE_USAGES, &uses(&[CODE_SIGNING])),
        (DISABLED, &end.filetime().to_le_bytes()),
        (DISABLED_USAGES, &uses(&[])),
    ]);
    let expected = Kept {
        friendly_name: Some("Für Mail".into()),
        usages: Some(vec![SERVER.into(), CODE_SIGNING.into()]),
        not_before: Some(limit),
        not_before_usages: Some(vec![CODE_SIGNING.into()]),
        disabled: Some(end),
        disabled_usages: Some(Vec::new()),
        ..store()
    };
    assert_eq!(kept.unwrap(), expected);
}

/// As `authroot.stl` of 2026-10-23 has them of GlobalSign's R1, from which they come into the store.
#[test]
fn the_root_programmes_dates_for_some_uses_come_with_those_uses() {
    let date = hex::decode("0000042beb77d501").unwrap();
    let uses = hex::decode("300a06082b06010505070309").unwrap();
    let kept = beside(&[(NOT_BEFORE, &date), (NOT_BEFORE_USAGES, &uses), (DISABLED_USAGES, &uses)]).unwrap();
    assert_eq!(kept.not_before, Some(Timestamp::parse("2019-10-01").unwrap()));
    assert_eq!(kept.not_before_usages, Some(vec!["1.3.6.1.5.5.7.3.9".into()]));
    assert_eq!((kept.disabled, kept.disabled_usages), (None, Some(vec!["1.3.6.1.5.5.7.3.9".into()])));
}

#[test]
fn an_empty_list_of_uses_is_not_the_same_as_none() {
    assert_eq!(beside(&[(USAGES, &uses(&[]))]).unwrap().usages, Some(Vec::new()));
}

#[test]
fn uses_that_can_t_be_read_are_told_in_hexadecimal() {
    assert_eq!(beside(&[(USAGES, &[4, 1, 2])]).unwrap().usages, Some(vec![Shown::new("#040102")]));
    assert_eq!(beside(&[(USAGES, &[])]).unwrap().usages, Some(vec![Shown::new("#")]));
}

#[test]
fn a_date_without_content_is_none_and_zero_is_before_all_others() {
    assert_eq!(beside(&[(DISABLED, &[]), (NOT_BEFORE, &[])]).unwrap(), store());
    let kept = beside(&[(DISABLED, &[0; 8])]).unwrap();
    assert_eq!(kept.disabled, Some(Timestamp::parse("1601-01-01").unwrap()));
}

#[test]
fn a_date_of_another_length_is_not_known() {
    assert!(beside(&[(DISABLED, &[1, 2, 3])]).is_err());
    assert!(beside(&[(NOT_BEFORE, &[0; 9])]).is_err());
}

#[test]
fn a_name_that_is_no_utf_16_is_told_with_its_holes() {
    let name = |bytes: &[u8]| beside(&[(FRIENDLY_NAME, bytes)]).unwrap().friendly_name;
    assert_eq!(name(&[b'A', 0, 0x00, 0xd8, b'B']), Some("A\u{fffd}".into()));
    assert_eq!(name(&wide("A\0hidden")), Some("A".into()));
    assert_eq!((name(&[]), name(&[0, 0]), name(&wide("  \0"))), (None, None, None));
}

#[test]
fn what_a_store_refuses_to_tell_is_not_known() {
    let refused = |id| if id == USAGES { Err(io::ErrorKind::PermissionDenied.into()) } else { Ok(None) };
    assert_eq!(read_beside(&store(), &refused).unwrap_err().kind(), io::ErrorKind::PermissionDenied);
}
