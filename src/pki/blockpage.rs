//! Block pages: which product stands between this host and the endpoint, by the marks in `blockpages.tsv`.
//!
//! Naming a product is a courtesy to who must ask for a firewall rule; that a body is no CRL is known without it.

use std::sync::LazyLock;

use super::looks::{LOOKED_AT, Looks};

/// The table; see its head for the columns.
const TABLE: &str = include_str!("blockpages.tsv");

/// What a fetch left behind that may bear a mark.
#[derive(Clone, Copy, Debug)]
pub struct Signs<'a> {
    /// The host of the URL from which the body finally came, in lower case.
    pub host: &'a str,
    /// The response's headers, names and values.
    pub headers: &'a [(&'a str, &'a str)],
    /// The beginning of the body.
    pub body: &'a [u8],
}

/// A product that answers in the place of others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlockPage {
    /// The product's name.
    pub product: &'static str,
    /// The mark by which it was told: for the report.
    pub mark: &'static str,
}

/// One row of the table.
#[derive(Clone, Debug)]
struct Mark {
    product: &'static str,
    place: MarkPlace,
    written: &'static str,
    lower: String,
}

#[derive(Clone, Copy, Debug)]
enum MarkPlace {
    Title,
    Body,
    Header,
    Host,
}

static MARKS: LazyLock<Vec<Mark>> = LazyLock::new(|| rows().filter_map(read_row).collect());

/// The rows of the table that are no comment.
fn rows() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn read_row(row: &'static str) -> Option<Mark> {
    let mut columns = row.split('\t');
    let (product, place, written) = (columns.next()?, columns.next()?, columns.next()?);
    let place = match place {
        "title" => MarkPlace::Title,
        "body" => MarkPlace::Body,
        "header" => MarkPlace::Header,
        "host" => MarkPlace::Host,
        _ => return None,
    };
    Some(Mark { product, place, written, lower: written.to_ascii_lowercase() })
}

impl BlockPage {
    /// Recognises a block page. None where no mark of the table is there, which does not say that it is none.
    pub fn recognise(signs: &Signs<'_>) -> Option<Self> {
        let head = signs.body.get(..LOOKED_AT).unwrap_or(signs.body);
        let body = String::from_utf8_lossy(head).to_ascii_lowercase();
        let title = match Looks::of(head) {
            Looks::Html { title: Some(title) } => title.as_str().to_ascii_lowercase(),
            _ => String::new(),
        };
        let bears = |mark: &&Mark| match mark.place {
            MarkPlace::Title => title.starts_with(&mark.lower),
            MarkPlace::Body => body.contains(&mark.lower),
            MarkPlace::Host => is_at_or_below(signs.host, &mark.lower),
            MarkPlace::Header => signs.headers.iter().any(|(name, value)| bears_header(name, value, &mark.lower)),
        };
        MARKS.iter().find(bears).map(|mark| Self { product: mark.product, mark: mark.written })
    }

    /// How many rows the table has, and how many of them are understood: a test holds them equal.
    pub fn rows() -> (usize, usize) {
        (rows().count(), MARKS.len())
    }
}

fn is_at_or_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn bears_header(name: &str, value: &str, mark: &str) -> bool {
    match mark.split_once(": ") {
        None => name.eq_ignore_ascii_case(mark),
        Some((wanted, text)) => name.eq_ignore_ascii_case(wanted) && value.to_ascii_lowercase().contains(text),
    }
}
