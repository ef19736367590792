//! The registry: values of every kind, what is absent, what is of another kind, and what is too long.

use certready::observation::Setting;
use certready::probe::host::registry::{Key, LONGEST_VALUE};
use certready::vocabulary::Timestamp;
use windows_registry::{CURRENT_USER, Type};

use crate::common::pki::day;

/// A key of this account for one test, which is taken out when it is dropped.
struct Own(String);

impl Own {
    fn new(test: &str) -> Self {
        let own = Self(format!(r"SOFTWARE\certready test\{test}"));
        CURRENT_USER.create(&own.0).unwrap();
        own
    }

    fn set(&self, name: &str, kind: Type, bytes: &[u8]) {
        CURRENT_USER.create(&self.0).unwrap().set_bytes(name, kind, bytes).unwrap();
    }

    fn key(&self) -> Key {
        Key::of_account(&self.0)
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        CURRENT_USER.remove_tree(&self.0).unwrap();
    }
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn values_are_read_as_what_they_are() {
    let own = Own::new("kinds");
    let ticks = day(3).filetime();
    own.set("number", Type::U32, &7_u32.to_le_bytes());
    own.set("text", Type::String, &wide("file://\\\\server\\lists\0"));
    own.set("unexpanded", Type::ExpandString, &wide("%SystemRoot%\\lists\0"));
    own.set("bytes", Type::Bytes, &[1, 2, 3]);
    own.set("time", Type::Bytes, &ticks.to_le_bytes());
    own.set("time as a number", Type::U64, &ticks.to_le_bytes());
    let key = own.key();
    assert_eq!(key.number("number"), Setting::Is(7));
    assert_eq!(key.text("text"), Setting::Is("file://\\\\server\\lists".to_owned()));
    assert_eq!(key.text("unexpanded"), Setting::Is("%SystemRoot%\\lists".to_owned()));
    assert_eq!(key.bytes("bytes"), Setting::Is(vec![1, 2, 3]));
    assert_eq!(key.instant("time"), Setting::Is(day(3)));
    assert_eq!(key.instant("time as a number"), Setting::Is(day(3)));
}

#[test]
fn a_value_or_a_key_that_is_not_there_is_absent() {
    let own = Own::new("absent");
    assert_eq!(own.key().number("nothing"), Setting::Absent);
    assert_eq!(own.key().below("no key").text("nothing"), Setting::Absent);
    assert_eq!(own.key().below("no key").below("below").written(), Setting::Absent);
}

#[test]
fn a_value_of_another_kind_is_not_known_and_named_whole() {
    let own = Own::new("other");
    own.set("value", Type::String, &wide("1\0"));
    own.set("short", Type::U32, &[1]);
    let key = own.key();
    let place = r"HKCU\SOFTWARE\certready test\other\value";
    assert_eq!(key.place("value").as_str(), place);
    let whys = [
        key.number("value").refused().cloned(),
        key.bytes("value").refused().cloned(),
        key.instant("value").refused().cloned(),
    ];
    for why in whys {
        let why = why.unwrap();
        assert!(why.as_str().starts_with(&format!("{place}: no ")) && why.as_str().contains("String"), "{why}");
    }
    assert!(key.number("short").refused().is_some());
    assert!(key.text("short").refused().is_some());
}

#[test]
fn text_that_is_no_utf_16_is_told_with_its_holes() {
    let own = Own::new("odd");
    // By its number: the crate refuses to write a text without an end, others do not.
    let text = Type::Other(1);
    own.set("half a pair", text, &[b'A', 0, 0x00, 0xd8, 0, 0]);
    own.set("half a unit", text, &[b'A', 0, b'B']);
    own.set("no end", text, &wide("A"));
    assert_eq!(own.key().text("half a pair"), Setting::Is("A\u{fffd}".to_owned()));
    assert_eq!(own.key().text("half a unit"), Setting::Is("A".to_owned()));
    assert_eq!(own.key().text("no end"), Setting::Is("A".to_owned()));
}

#[test]
fn a_key_with_a_value_that_is_too_long_is_not_read() {
    let own = Own::new("long");
    own.set("number", Type::U32, &7_u32.to_le_bytes());
    own.set("long", Type::Bytes, &vec![0; LONGEST_VALUE as usize]);
    assert_eq!(own.key().number("number"), Setting::Is(7));
    own.set("long", Type::Bytes, &vec![0; LONGEST_VALUE as usize + 1]);
    assert!(own.key().number("number").refused().is_some());
    assert!(own.key().bytes("long").refused().is_some());
}

#[test]
fn a_key_tells_when_it_was_written() {
    let before = Timestamp::from_system(std::time::SystemTime::now()).unwrap();
    let own = Own::new("written");
    own.set("value", Type::U32, &[0; 4]);
    let written = *own.key().written().value().unwrap();
    assert!(before.seconds_until(written).abs() < 60, "{before} {written}");
}
