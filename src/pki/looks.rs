//! What bytes look like at first sight: what a body is when it is not what was asked for. Nothing is decoded.

use std::borrow::Cow;
use std::fmt;

use super::pem;
use crate::vocabulary::Shown;

/// How many bytes of a body are looked at: a page's title and a block page's marks stand in the first few KiB.
pub const LOOKED_AT: usize = 64 * 1024;

/// What bytes look like, by their beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looks {
    /// Nothing at all.
    Empty,
    /// A web page.
    Html {
        /// Its title. None where the beginning has none.
        title: Option<Shown>,
    },
    /// PEM: text with a `-----BEGIN` line.
    Pem {
        /// The label of its first block.
        label: Shown,
    },
    /// A gzip member (RFC 1952 §2.3.1): a body that is compressed although nothing asked for it.
    Gzip,
    /// A SEQUENCE, as everything in DER that is fetched here.
    Der,
    /// Other text.
    Text,
    /// None of these.
    Other,
}

impl Looks {
    /// Looks at the first 64 KiB of a body.
    pub fn of(body: &[u8]) -> Self {
        let head = body.get(..LOOKED_AT).unwrap_or(body);
        if head.is_empty() {
            return Self::Empty;
        }
        if head.starts_with(&[0x1f, 0x8b]) {
            return Self::Gzip;
        }
        // Nothing in UTF-8 begins like this: a SEQUENCE of 128 bytes or more, or of indefinite length.
        if matches!(head, [0x30, 0x80..=0x84, ..]) {
            return Self::Der;
        }
        // A browser takes a page by its beginning, whatever bytes follow (WHATWG MIME sniffing §7.1).
        let lossy = String::from_utf8_lossy(head);
        let page = lossy.trim_start_matches('\u{feff}');
        if is_html(page) {
            return Self::Html { title: title(page) };
        }
        // Text before a short SEQUENCE: 0x30 is a zero in ASCII, too.
        if let Some(text) = as_text(head) {
            if is_html(&text) {
                return Self::Html { title: title(&text) };
            }
            if let Some(label) = pem::first_label(head) {
                return Self::Pem { label };
            }
            return Self::Text;
        }
        if head.first() == Some(&0x30) { Self::Der } else { Self::Other }
    }
}

impl fmt::Display for Looks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("nothing"),
            Self::Html { title: Some(title) } => write!(f, "a web page, “{title}”"),
            Self::Html { title: None } => f.write_str("a web page without a title"),
            Self::Pem { label } => write!(f, "PEM, {label}"),
            Self::Gzip => f.write_str("gzip"),
            Self::Der => f.write_str("DER"),
            Self::Text => f.write_str("text"),
            Self::Other => f.write_str("bytes of no known form"),
        }
    }
}

/// The beginning as text. None where it holds control characters that no text has. What is not UTF-8 (pages in old code
/// pages) becomes U+FFFD.
fn as_text(head: &[u8]) -> Option<String> {
    let is_control = |&octet: &u8| octet < 0x20 && !matches!(octet, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if head.iter().any(|octet| is_control(octet) || *octet == 0x7f) {
        return utf16_text(head);
    }
    let text = String::from_utf8_lossy(head);
    // Pages in old code pages are markup in ASCII around what is not UTF-8.
    let is_text =
        matches!(text, Cow::Borrowed(_)) || head.iter().filter(|octet| octet.is_ascii()).count() * 2 >= head.len();
    is_text.then(|| text.trim_start_matches('\u{feff}').to_owned())
}

/// UTF-16 with a byte order mark, as PowerShell's `>` writes it.
fn utf16_text(head: &[u8]) -> Option<String> {
    let (little, content) = match head {
        [0xff, 0xfe, content @ ..] => (true, content),
        [0xfe, 0xff, content @ ..] => (false, content),
        _ => return None,
    };
    let units = content.chunks_exact(2).map(|pair| match pair {
        [low, high] if little => u16::from_be_bytes([*high, *low]),
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    Some(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// Elements with which pages begin, by the WHATWG's MIME sniffing standard §7.1, in lower case.
const PAGE_STARTS: [&str; 17] = [
    "<!doctype html",
    "<html",
    "<head",
    "<script",
    "<iframe",
    "<h1",
    "<div",
    "<font",
    "<table",
    "<a ",
    "<style",
    "<title",
    "<b>",
    "<body",
    "<br",
    "<p>",
    "<meta",
];

fn is_html(text: &str) -> bool {
    let start = after_comments(text);
    let lower: String = start.chars().take(16).collect::<String>().to_ascii_lowercase();
    PAGE_STARTS.iter().any(|mark| lower.starts_with(mark))
        || (start.starts_with("<?xml") && lower_contains(start, "<html"))
}

/// The text behind white space and comments: some appliances put a comment before the doctype.
fn after_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some((_, behind)) = comment.split_once("-->") else { return rest };
        rest = behind.trim_start();
    }
    rest
}

fn lower_contains(text: &str, mark: &str) -> bool {
    text.to_ascii_lowercase().contains(mark)
}

/// The content of the first title element.
fn title(text: &str) -> Option<Shown> {
    // ASCII only is lowered, so places in one are places in the other.
    let lower = text.to_ascii_lowercase();
    let open = lower.find("<title")?;
    let start = lower.get(open..)?.find('>')?.checked_add(open)?.checked_add(1)?;
    let end = lower.get(start..)?.find("</title")?.checked_add(start)?;
    let content = text.get(start..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let content = ENTITIES.iter().fold(content, |content, (entity, character)| content.replace(entity, character));
    (!content.is_empty()).then(|| Shown::new(&content))
}

/// Character references that stand in titles; the ampersand last, so that none is read twice.
const ENTITIES: [(&str, &str); 7] =
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
