//! How a body ends, and what is kept of it.

use std::time::Duration;

use certready::evidence::Objects;
use certready::observation::{Answer, BodyEnd};
use certready::probe::{PAGE_BYTES, Settings};
use certready::vocabulary::Digest;

use super::{answered, crl, fetch_these, hasty, settings};
use crate::common::capability::require;
use crate::common::faults::Reply;
use crate::common::server::Server;

const BODY: &[u8] = &[0x30; 5000];

fn take_with(settings: &Settings, reply: Reply) -> (Answer, Objects) {
    let server = Server::start();
    server.route("/a.crl", reply);
    let objects = Objects::new();
    let fetched = fetch_these(settings, &[crl(&server.url("/a.crl"))], &objects);
    (answered(&fetched.fetches[0]).0.clone(), objects)
}

fn take(reply: Reply) -> (Answer, Objects) {
    take_with(&settings(), reply)
}

/// What was kept is what came: its digest is its name, and its bytes are there.
fn assert_kept(answer: &Answer, objects: &Objects, expected: &[u8]) {
    assert_eq!(answer.bytes, u64::try_from(expected.len()).unwrap());
    assert_eq!(answer.body, Some(Digest::of(expected)));
    assert_eq!(objects.small(&Digest::of(expected), expected.len()).unwrap().unwrap(), expected);
}

#[test]
fn a_whole_body_is_complete_by_length_by_chunks_and_by_close() {
    for reply in [Reply::crl(BODY), Reply::crl(BODY).chunked(), Reply::crl(BODY).until_close()] {
        let (answer, objects) = take(reply);
        assert_eq!(answer.end, BodyEnd::Complete);
        assert_kept(&answer, &objects, BODY);
    }
}

#[test]
fn bytes_behind_the_announced_length_are_none_of_the_body() {
    let (answer, objects) = take(Reply::crl(BODY).after_length(b"trailing"));
    assert_eq!(answer.end, BodyEnd::Complete);
    assert_kept(&answer, &objects, BODY);
}

#[test]
fn a_body_that_ends_early_is_truncated_and_its_part_is_kept() {
    for reply in [Reply::crl(BODY).ends_at(1234), Reply::crl(BODY).chunk_unfinished_at(1234)] {
        let (answer, objects) = take(reply);
        assert_eq!(answer.end, BodyEnd::Truncated);
        assert_kept(&answer, &objects, &BODY[..1234]);
    }
}

#[test]
fn a_reset_within_the_body_is_a_reset() {
    require!("resets");
    let (answer, objects) = take(Reply::crl(BODY).resets_at(1234));
    assert_eq!(answer.end, BodyEnd::Reset);
    assert_kept(&answer, &objects, &BODY[..1234]);
}

#[test]
fn a_body_that_stops_coming_is_stalled() {
    let (answer, objects) = take_with(&hasty(Duration::from_millis(400)), Reply::crl(BODY).stalls_at(1234));
    assert_eq!(answer.end, BodyEnd::Stalled);
    assert_kept(&answer, &objects, &BODY[..1234]);
}

/// Each byte comes in time, and all of them together do not.
#[test]
fn a_body_that_drips_is_stalled_by_the_bound_on_the_whole() {
    let settings = hasty(Duration::from_millis(400));
    let (answer, _) = take_with(&settings, Reply::crl(BODY).drip(20));
    assert_eq!(answer.end, BodyEnd::Stalled);
    assert!(answer.bytes > 5 && answer.bytes < 200, "{}", answer.bytes);
}

#[test]
fn an_endless_body_is_too_large_at_the_bound() {
    let mut settings = settings();
    settings.limits.crl_bytes = 100_000;
    let (answer, objects) = take_with(&settings, Reply::crl(BODY).endless());
    assert_eq!(answer.end, BodyEnd::TooLarge);
    assert_kept(&answer, &objects, &[0x30; 100_000]);
}

/// What announces too much is not downloaded for nothing: so much is looked at as a page may have.
#[test]
fn a_body_that_announces_too_much_is_taken_in_part() {
    let mut settings = settings();
    settings.limits.crl_bytes = 100_000;
    let large = vec![0x30; 200_000];
    let (answer, objects) = take_with(&settings, Reply::crl(&large));
    assert_eq!((answer.end, answer.announced), (BodyEnd::TooLarge, Some(200_000)));
    assert_kept(&answer, &objects, &large[..usize::try_from(PAGE_BYTES).unwrap()]);
}

#[test]
fn a_body_of_exactly_the_bound_is_complete() {
    let mut settings = settings();
    settings.limits.crl_bytes = 5000;
    let (answer, objects) = take_with(&settings, Reply::crl(BODY).until_close());
    assert_eq!(answer.end, BodyEnd::Complete);
    assert_kept(&answer, &objects, BODY);
}

#[test]
fn an_empty_body_is_complete_and_none() {
    let (answer, objects) = take(Reply::crl(b""));
    assert_eq!((answer.end, answer.bytes, answer.body), (BodyEnd::Complete, 0, None));
    assert!(objects.list().is_empty());
}

#[test]
fn garbage_in_place_of_a_chunk_is_truncated() {
    let (answer, _) = take(Reply::raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzzz\r\n"));
    assert_eq!((answer.end, answer.bytes), (BodyEnd::Truncated, 3));
}

/// Compression that the client did not ask for is left as it came: the check names it.
#[test]
fn nothing_is_decompressed() {
    let reply = Reply::crl(BODY).gzipped().header("Content-Encoding", "gzip");
    let (answer, objects) = take(reply);
    let kept = objects.small(&answer.body.unwrap(), 10_000).unwrap().unwrap();
    assert_eq!(kept[..2], [0x1f, 0x8b]);
    assert_eq!(answer.header("content-encoding").unwrap().as_str(), "gzip");
}

#[test]
fn the_runs_bound_on_bytes_cuts_a_body_and_what_has_not_begun_stays_undone() {
    let server = Server::start();
    server.route("/a.crl", Reply::crl(BODY));
    let objects = Objects::bounded(2000);
    let fetched = fetch_these(&settings(), &[crl(&server.url("/a.crl"))], &objects);
    let (answer, _) = answered(&fetched.fetches[0]);
    assert_eq!((answer.end, answer.body), (BodyEnd::Cut, None));
}
