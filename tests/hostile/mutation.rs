//! What is done to real bytes, by the dice: bytes and bits, stretches, a second input put in, and, where the bytes are
//! DER, the elements themselves, so that the structure around a change stays whole and the readers get to it.

use crate::common::der;
use crate::pki::Dice;

/// Octets at which readers decide: tags, lengths, ends of ranges.
const TELLING: [u8; 16] =
    [0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 0x0a, 0x17, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff];

/// The bytes with one to four things changed; `other` is a second input to take parts from.
pub(super) fn mutate(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        changed = if dice.below(2) == 0 { element(dice, &changed, other) } else { None }
            .unwrap_or_else(|| flat(dice, changed, other));
    }
    changed
}

/// A change that knows nothing of what the bytes are.
fn flat(dice: &mut Dice, mut bytes: Vec<u8>, other: &[u8]) -> Vec<u8> {
    if bytes.is_empty() {
        return other.to_vec();
    }
    let at = dice.below(bytes.len());
    let end = (at + 1 + dice.below(64)).min(bytes.len());
    match dice.below(8) {
        0 => bytes[at] = dice.below(256) as u8,
        1 => bytes[at] ^= 1 << dice.below(8),
        2 => bytes[at] = TELLING[dice.below(TELLING.len())],
        3 => drop(bytes.drain(at..end)),
        4 => bytes.truncate(at),
        5 => {
            let again = bytes[at..end].repeat(1 + dice.below(40));
            drop(bytes.splice(at..at, again));
        }
        6 => {
            let from = dice.below(other.len());
            let length = dice.below(256).min(other.len() - from);
            drop(bytes.splice(at..end, other[from..from + length].iter().copied()));
        }
        _ => {
            let behind = other.get(dice.below(other.len())..).unwrap_or_default().to_vec();
            bytes.truncate(at);
            bytes.extend(behind);
        }
    }
    bytes
}

/// Where an element stands in its bytes: its tag, its content, its end.
#[derive(Clone, Copy)]
struct Span {
    start: usize,
    content: usize,
    end: usize,
}

/// The elements of DER, the outer before the inner; at most some thousand.
fn spans(bytes: &[u8]) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = vec![(0, bytes.len())];
    while let Some((mut at, end)) = open.pop() {
        while let Some(span) = span(bytes, at, end) {
            // Constructed, or an OCTET STRING or BIT STRING, which often holds more of the same.
            match bytes[span.start] {
                tag if tag & 0x20 != 0 => open.push((span.content, span.end)),
                0x04 => open.push((span.content, span.end)),
                0x03 if span.content < span.end => open.push((span.content + 1, span.end)),
                _ => {}
            }
            found.push(span);
            at = span.end;
            if found.len() > 4_000 {
                return found;
            }
        }
    }
    found
}

fn span(bytes: &[u8], start: usize, end: usize) -> Option<Span> {
    let head = bytes.get(start..end)?;
    let (digits, length) = match *head.get(1)? {
        short @ ..=0x7f => (0, usize::from(short)),
        long @ 0x81..=0x84 => {
            let digits = usize::from(long & 0x7f);
            let length = head.get(2..2 + digits)?.iter().fold(0, |length, digit| length << 8 | usize::from(*digit));
            (digits, length)
        }
        _ => return None,
    };
    let content = start + 2 + digits;
    let stop = content.checked_add(length)?;
    (stop <= end).then_some(Span { start, content, end: stop })
}

/// A change to one element; the lengths of those around it are made to fit, most of the time. None where the bytes are no
/// DER.
fn element(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    let spans = spans(bytes);
    if spans.len() < 2 {
        return None;
    }
    let chosen = spans[dice.below(spans.len())];
    let (tag, content) = (bytes[chosen.start], &bytes[chosen.content..chosen.end]);
    let whole = &bytes[chosen.start..chosen.end];
    let put = match dice.below(12) {
        0 => der::tlv(TELLING[dice.below(TELLING.len())], content),
        1 => der::tlv(tag ^ (1 << dice.below(8)), content),
        2 => Vec::new(),
        3 => whole.repeat(2 + dice.below(30)),
        4 => der::tlv(tag, &[]),
        5 => der::tlv(tag, &content.repeat(1 + dice.below(40))),
        6 => der::tlv(tag, whole),
        7 => der::tlv(tag, &flat(dice, content.to_vec(), other)),
        // A length that is one off, indefinite, or as large as can be said.
        8 => {
            let wrong = [(content.len() as u8).wrapping_add(1) & 0x7f, 0x80, 0xff][dice.below(3)];
            [&[tag, wrong], content].concat()
        }
        9 => [&[tag, 0x84, 0xff, 0xff, 0xff, 0xff], content].concat(),
        // A length not in its shortest form.
        10 => [&[tag, 0x84, 0, 0], &(content.len() as u16).to_be_bytes()[..], content].concat(),
        _ => {
            let theirs = self::spans(other);
            let taken = theirs.get(dice.below(theirs.len()))?;
            other[taken.start..taken.end].to_vec()
        }
    };
    let mut changed = [&bytes[..chosen.start], &put, &bytes[chosen.end..]].concat();
    if dice.below(8) > 0 {
        let around = spans.iter().filter(|span| span.content <= chosen.start && chosen.end <= span.end);
        let mut around: Vec<Span> = around.filter(|span| span.start != chosen.start).copied().collect();
        around.sort_by_key(|span| std::cmp::Reverse(span.start));
        changed = fitted(bytes, &around, chosen, &put);
    }
    Some(changed)
}

/// The bytes with `put` in the place of an element, and the lengths of the elements `around` it, innermost first, made
/// to fit.
fn fitted(bytes: &[u8], around: &[Span], chosen: Span, put: &[u8]) -> Vec<u8> {
    let (mut start, mut end, mut inner) = (chosen.start, chosen.end, put.to_vec());
    for span in around {
        let content = [&bytes[span.content..start], &inner, &bytes[end..span.end]].concat();
        inner = der::tlv(bytes[span.start], &content);
        (start, end) = (span.start, span.end);
    }
    [&bytes[..start], &inner, &bytes[end..]].concat()
}

#[test]
fn an_element_that_is_put_in_leaves_the_structure_around_it_whole() {
    let inner = der::seq([der::int(5), der::octets(&[7; 200])]);
    let bytes = der::seq([der::int(1), inner.clone(), der::boolean(true)]);
    let spans = spans(&bytes);
    let chosen = *spans.iter().find(|span| bytes[span.start..span.end] == der::int(5)).unwrap();
    let parent = *spans.iter().find(|span| bytes[span.start..span.end] == inner[..]).unwrap();
    let put = der::octets(&[1; 300]);
    let whole = der::seq([der::int(1), der::seq([put.clone(), der::octets(&[7; 200])]), der::boolean(true)]);
    assert_eq!(fitted(&bytes, &[parent, spans[0]], chosen, &put), whole);
}
