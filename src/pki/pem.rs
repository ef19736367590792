//! PEM: the blocks of a text, each with the line where it begins (RFC 7468, read leniently as §2 says).
//!
//! Text between blocks is passed over, line ends may be of any kind; a block that can't be read is an error of its own
//! and hides none of the others. What a block holds is not looked at.

use data_encoding::BASE64;

use crate::vocabulary::Shown;

/// The characters of a line of base64 (RFC 7468 §2).
const LINE: usize = 64;

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PemBlock {
    /// The label of its encapsulation boundaries: `CERTIFICATE` for instance.
    pub label: Shown,
    /// The line of its `-----BEGIN`, from 1.
    pub line: usize,
    /// Its content.
    pub content: Result<Vec<u8>, BadBlock>,
}

/// Why a block can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBlock {
    /// Another block begins, or the text ends, before its `-----END`.
    #[error("the block has no end")]
    Unterminated,
    /// The label at its end is another one.
    #[error("the block ends as `{end}`")]
    OtherEnd {
        /// The label at its end.
        end: Shown,
    },
    /// What stands in it is not base64; headers among it, which belong to encrypted keys (RFC 1421 §4.6).
    #[error("line {line} is not base64")]
    NotBase64 {
        /// The first line in which that shows, from 1.
        line: usize,
    },
}

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// The blocks of a text, first to last, at most `most` of them.
pub fn blocks(text: &[u8], most: usize) -> Vec<PemBlock> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    for (number, line) in lines(text) {
        if found.len() >= most {
            return found;
        }
        if let Some(label) = boundary(line, BEGIN) {
            found.extend(open.take().map(Open::unterminated));
            open = Some(Open { label, line: number, base64: Vec::new(), wrong: None });
        } else if let Some(end) = boundary(line, END) {
            found.extend(open.take().map(|block| block.close(end)));
        } else if let Some(block) = &mut open {
            block.take(number, line);
        }
    }
    if found.len() < most {
        found.extend(open.take().map(Open::unterminated));
    }
    found
}

/// The shortest line outside of blocks that is taken for the content of a block whose boundary was not seen: longer than any
/// word, and shorter than the lines that tools write (64 and 76 characters).
const STRAY: usize = 40;

/// The first line, from 1, that may belong to a block which nobody reads: one that looks like a boundary and is none (too few
/// dashes, other dashes, text before them), an end without a beginning, base64 outside of blocks, or a NUL octet or mark of
/// UTF-16. None where there is no such line.
pub fn doubtful_line(text: &[u8]) -> Option<usize> {
    if text.starts_with(b"\xff\xfe") || text.starts_with(b"\xfe\xff") {
        return Some(1);
    }
    let mut open = false;
    for (number, line) in lines(text) {
        let wrong = if boundary(line, BEGIN).is_some() {
            open = true;
            false
        } else if boundary(line, END).is_some() {
            !std::mem::take(&mut open)
        } else if line.iter().copied().all(is_base64) {
            !open && is_stray(line)
        } else {
            line.contains(&0) || is_almost_a_boundary(line)
        };
        if wrong {
            return Some(number);
        }
    }
    None
}

/// Whether a line of characters of base64 is content. A row of one sign, as underlines are, is none.
fn is_stray(line: &[u8]) -> bool {
    line.len() >= STRAY && !line.ends_with(b"===") && line.iter().any(u8::is_ascii_alphabetic)
}

/// Whether BEGIN or END follows a dash, or, in any case of letters, two: whichever dashes, and with any white space.
fn is_almost_a_boundary(line: &[u8]) -> bool {
    let text = String::from_utf8_lossy(line);
    let lower = text.to_ascii_lowercase();
    ["begin", "end"].into_iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let (found, behind) = text.get(at..).and_then(|rest| rest.split_at_checked(word.len())).unwrap_or_default();
            let run = before.chars().rev().take_while(|sign| is_dash(*sign) || sign.is_whitespace());
            let enough = if found == word.to_ascii_uppercase() { 1 } else { 2 };
            run.filter(|sign| is_dash(*sign)).count() >= enough && !behind.starts_with(char::is_alphanumeric)
        })
    })
}

/// The dashes of Unicode (its property `Dash`, the common ones), the soft hyphen, and what one of an old code page becomes.
const fn is_dash(sign: char) -> bool {
    matches!(
        sign,
        '-' | '\u{ad}' | '\u{2010}'
            ..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' | '\u{fffd}'
    )
}

const fn is_base64(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'=')
}

/// Whether a text holds the beginning of a block; its label.
pub(super) fn first_label(text: &[u8]) -> Option<Shown> {
    lines(text).find_map(|(_, line)| boundary(line, BEGIN)).map(Shown::from_bytes)
}

/// The lines of a text with their numbers, from 1, without white space at their ends.
fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    // Editors of Windows put a mark before the first line.
    let mut rest = Some(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text));
    let mut number = 0_usize;
    std::iter::from_fn(move || {
        let here = rest?;
        number = number.saturating_add(1);
        let end = here.iter().position(|octet| matches!(octet, b'\n' | b'\r'));
        let (line, after) = end.map_or((here, None), |end| {
            let (line, after) = here.split_at(end);
            // LF, CR LF, and the lone CR of old systems: each is one line end.
            (line, after.strip_prefix(b"\r\n").or_else(|| after.get(1..)))
        });
        rest = after;
        Some((number, line.trim_ascii()))
    })
}

/// The label of an encapsulation boundary, without its dashes.
fn boundary<'a>(line: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    line.strip_prefix(start)?.strip_suffix(DASHES).map(<[u8]>::trim_ascii)
}

struct Open<'a> {
    label: &'a [u8],
    line: usize,
    base64: Vec<u8>,
    wrong: Option<usize>,
}

impl Open<'_> {
    fn take(&mut self, number: usize, line: &[u8]) {
        // Every line of a tidy file. Octet by octet they were a seventh of the time in which a trust store is read.
        if line.iter().copied().all(is_base64) {
            return self.base64.extend_from_slice(line);
        }
        let digits = line.iter().copied().filter(|octet| !octet.is_ascii_whitespace());
        if self.wrong.is_none() && !line.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).all(is_base64) {
            self.wrong = Some(number);
        }
        self.base64.extend(digits);
    }

    fn close(self, end: &[u8]) -> PemBlock {
        let content = if end != self.label {
            Err(BadBlock::OtherEnd { end: Shown::from_bytes(end) })
        } else if let Some(line) = self.wrong {
            Err(BadBlock::NotBase64 { line })
        } else {
            BASE64.decode(&self.base64).map_err(|_| BadBlock::NotBase64 { line: self.line })
        };
        PemBlock { label: Shown::from_bytes(self.label), line: self.line, content }
    }

    fn unterminated(self) -> PemBlock {
        PemBlock { label: Shown::from_bytes(self.label), line: self.line, content: Err(BadBlock::Unterminated) }
    }
}

/// One block of PEM: base64 in lines of 64 characters (RFC 7468 §2).
pub fn encode_pem(label: &str, content: &[u8]) -> String {
    let base64 = BASE64.encode(content);
    let mut text = format!("-----BEGIN {label}-----\n");
    let mut rest = base64.as_str();
    while let Some((line, behind)) = rest.split_at_checked(LINE) {
        text.extend([line, "\n"]);
        rest = behind;
    }
    if !rest.is_empty() {
        text.extend([rest, "\n"]);
    }
    text.extend(["-----END ", label, "-----\n"]);
    text
}
