//! What is done to real bytes, by the dice: bytes and bits, stretches, a second input put in, and, where the bytes are
//! DER or text, the elements or the lines and words themselves, so that the structure around a change stays whole and the readers get to it.

use crate::common::der;
use crate::pki::Dice;

/// Octets at which readers decide: tags, lengths, ends of ranges.
const TELLING: [u8; 16] =
    [0x00, 0x01, 0x02, 0x03, 0x05, 0x06, 0x0a, 0x17, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xff];

/// The bytes with one to five things changed; `other` is a second input to take parts from.
pub(super) fn mutate(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    // Most inputs have one thing wrong: with more, the first hides the others.
    for _ in 0..[1, 1, 1, 2, 5][dice.below(5)] {
        let within = match dice.below(4) {
            0 => None,
            _ => text(dice, &changed, other).or_else(|| element(dice, &changed, other)),
        };
        changed = within.unwrap_or_else(|| flat(dice, changed, other));
    }
    changed
}

/// A change to a line of text or to a word in it. None where the bytes are no text.
fn text(dice: &mut Dice, bytes: &[u8], other: &[u8]) -> Option<Vec<u8>> {
    let (text, other) = (std::str::from_utf8(bytes).ok()?, std::str::from_utf8(other).ok()?);
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return None;
    }
    let (at, with) = (dice.below(lines.len()), dice.below(lines.len()));
    let theirs: Vec<&str> = other.split_inclusive('\n').collect();
    let taken = theirs.get(dice.below(theirs.len())).copied().unwrap_or_default();
    let line;
    match dice.below(10) {
        0 => drop(lines.remove(at)),
        // Another value of the same key: what stays whole goes furthest.
        8.. => {
            let key = |line: &str| line.trim_start().split(' ').next().map(str::to_owned);
            let same: Vec<&str> = lines.iter().copied().filter(|line| key(line) == key(lines[at])).collect();
            lines[at] = same[dice.below(same.len())];
        }
        1 => lines.insert(at, lines[with]),
        2 => lines.swap(at, with),
        3 => lines.insert(at, taken),
        4 => drop(lines.splice(at..at, vec![lines[at]; 2 + dice.below(100)])),
        _ => {
            line = word(dice, lines[at], taken);
            lines[at] = &line;
        }
    }
    Some(lines.concat().into_bytes())
}

/// What stands where a word or number stood: ends of ranges, other kinds, what shall not be shown.
const WORDS: [&str; 14] = [
    "-1",
    "0",
    "18446744073709551616",
    "1e400",
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\u{202e}\u{1b}[31m",
    "9999-12-31T23:59:59Z",
    "0000-01-01",
    "http://[::1%25lo]:0/%00",
    "*a",
];

/// The line with one of its words replaced, by one that tells or by one of the other input.
fn word(dice: &mut Dice, line: &str, other: &str) -> String {
    fn words(line: &str) -> Vec<&str> {
        line.split(|c: char| c.is_whitespace() || ",\"".contains(c)).filter(|word| !word.is_empty()).collect()
    }
    let (ours, theirs) = (words(line), words(other));
    let Some(old) = ours.get(dice.below(ours.len())) else { return line.to_owned() };
    let new = match theirs.get(dice.below(theirs.len())) {
        Some(word) if dice.below(2) == 0 => word,
        _ => WORDS[dice.below(WORDS.len())],
    };
    line.replacen(old, new, 1)
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
