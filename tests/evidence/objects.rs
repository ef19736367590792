//! The bytes of one run, by their SHA-256.

use std::io::Read as _;

use certready::evidence::{Objects, SMALL, SpoolFault};
use certready::vocabulary::Digest;

/// Bytes in which no stretch equals another, so that a reader at a wrong place is seen.
fn sample(length: usize) -> Vec<u8> {
    (0..length).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes()[2]).collect()
}

fn read_in_pieces(objects: &Objects, digest: &Digest, piece: usize) -> Vec<u8> {
    let (mut reader, mut all, mut buffer) = (objects.open(digest).unwrap(), Vec::new(), vec![0; piece]);
    loop {
        match reader.read(&mut buffer).unwrap() {
            0 => return all,
            got => all.extend_from_slice(&buffer[..got]),
        }
    }
}

#[test]
fn an_object_is_named_by_the_digest_of_its_bytes_and_comes_back_whole_on_either_side_of_the_bound_for_memory() {
    let objects = Objects::new();
    for length in [0, 1, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL + 7] {
        let bytes = sample(length);
        let mut spool = objects.begin();
        bytes.chunks(1000).for_each(|chunk| spool.write(chunk).unwrap());
        let (digest, written) = spool.finish().unwrap();
        assert_eq!((digest, written), (Digest::of(&bytes), length as u64));
        assert_eq!(objects.length(&digest), Some(length as u64));
        assert_eq!(read_in_pieces(&objects, &digest, 777), bytes);
    }
}

#[test]
fn objects_that_come_piece_by_piece_at_the_same_time_do_not_mix() {
    let objects = Objects::new();
    let (one, two) = (sample(2 * SMALL), sample(2 * SMALL + 1));
    let (mut first, mut second) = (objects.begin(), objects.begin());
    for (a, b) in one.chunks(4096).zip(two.chunks(4096)) {
        first.write(a).unwrap();
        second.write(b).unwrap();
    }
    second.write(&two[2 * SMALL..]).unwrap();
    let (second, first) = (second.finish().unwrap().0, first.finish().unwrap().0);
    assert_eq!(objects.small(&first, usize::MAX).unwrap().unwrap(), one);
    assert_eq!(objects.small(&second, usize::MAX).unwrap().unwrap(), two);
}

#[test]
fn two_readers_of_one_large_object_do_not_move_each_other() {
    let objects = Objects::new();
    let bytes = sample(3 * SMALL);
    let digest = objects.put(&bytes).unwrap();
    let threads: Vec<_> = [501, 4099]
        .map(|piece| {
            let (objects, bytes) = (objects.clone(), bytes.clone());
            std::thread::spawn(move || assert!(read_in_pieces(&objects, &digest, piece) == bytes))
        })
        .into();
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn the_bytes_of_a_run_are_bounded_together_and_what_came_before_the_bound_stays() {
    let objects = Objects::bounded(10);
    objects.put(b"12345").unwrap();
    let mut spool = objects.begin();
    spool.write(b"abcde").unwrap();
    assert!(matches!(spool.write(b"f"), Err(SpoolFault::RunBound(10))));
    let (digest, length) = spool.finish().unwrap();
    assert_eq!((digest, length, objects.total()), (Digest::of(b"abcde"), 5, 10));
}

#[test]
fn an_object_that_is_given_up_or_known_already_takes_nothing_of_the_bound() {
    let objects = Objects::bounded(10);
    let mut given_up = objects.begin();
    given_up.write(b"1234567890").unwrap();
    drop(given_up);
    assert_eq!((objects.total(), objects.list()), (0, vec![]));
    objects.put(b"1234567").unwrap();
    assert!(objects.put(b"1234567").is_err(), "both are there until the second is known to be the first");
    let mut again = objects.begin();
    again.write(b"123").unwrap();
    again.finish().unwrap();
    objects.list().iter().for_each(|(digest, length)| assert_eq!(objects.length(digest), Some(*length)));
    assert_eq!((objects.total(), objects.list().len()), (10, 2));
}

#[test]
fn objects_are_listed_in_the_order_of_their_digests() {
    let objects = Objects::new();
    let mut digests: Vec<_> = (0..20_u8).map(|byte| objects.put(&[byte]).unwrap()).collect();
    digests.sort();
    assert_eq!(objects.list().into_iter().map(|(digest, _)| digest).collect::<Vec<_>>(), digests);
}

#[test]
fn a_limit_is_kept_and_an_absent_object_is_none() {
    let objects = Objects::new();
    let digest = objects.put(b"0123456789").unwrap();
    assert_eq!(objects.small(&digest, 9).unwrap(), None);
    assert_eq!(objects.small(&digest, 10).unwrap().unwrap(), b"0123456789");
    assert_eq!(objects.head(&digest, 4).unwrap().unwrap(), b"0123");
    let absent = Digest::of(b"absent");
    assert!(objects.open(&absent).is_none() && objects.small(&absent, 10).unwrap().is_none());
    assert_eq!((objects.head(&absent, 1).unwrap(), objects.length(&absent)), (None, None));
}

#[test]
fn more_small_objects_than_fit_into_memory_are_kept_all_the_same() {
    let objects = Objects::new();
    let bytes = sample(SMALL);
    let digests: Vec<_> = (0..1100_u32)
        .map(|number| {
            let object = [&number.to_be_bytes()[..], &bytes[4..]].concat();
            objects.put(&object).unwrap()
        })
        .collect();
    let last = objects.small(digests.last().unwrap(), SMALL).unwrap().unwrap();
    assert_eq!((&last[..4], &last[4..]), (&1099_u32.to_be_bytes()[..], &bytes[4..]));
}

#[test]
fn a_store_and_its_parts_can_go_to_other_threads() {
    fn crosses<T: Send>() {}
    crosses::<Objects>();
    crosses::<certready::evidence::Spool>();
    crosses::<certready::evidence::Reader>();
}
