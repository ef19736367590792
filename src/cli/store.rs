//! `certready store list|find`: what `certmgr.msc` should have shown.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::{ShortForm, StoreArgs, StoreCommand};
use super::{ExitStatus, Refusal, output};
use crate::evidence::Objects;
use crate::observation::StoreFacts;
use crate::pki::Certificate;
use crate::probe::{StoreChoice, Surroundings, read_store};
use crate::render::wrap;
use crate::report::store_origin;
use crate::vocabulary::Shown;

/// The largest certificate that is shown: as much as is decoded of one.
const LARGEST: usize = crate::pki::LONGEST_CERTIFICATE;

/// Shows the store, or what was looked for in it.
pub(super) fn run(command: &StoreCommand) -> Result<ExitStatus, Refusal> {
    let (args, wanted) = match command {
        StoreCommand::List(args) => (args, None),
        StoreCommand::Find { wanted, store } => (store, Some(wanted.as_str())),
    };
    let objects = Objects::new();
    let choice = args.trust_store.clone().map_or(StoreChoice::Host, StoreChoice::Given);
    let facts = read_store(&choice, &objects, &Surroundings::of_process());
    let listed: Vec<Entry> =
        entries(&facts, &objects).into_iter().filter(|entry| wanted.is_none_or(|wanted| entry.fits(wanted))).collect();
    output::print_short(args.format, &show(&facts, &listed, args, wanted)?)?;
    Ok(match (wanted, listed.iter().any(|entry| entry.anchor), facts.unread.is_empty()) {
        (None, true, true) | (Some(_), true, _) => ExitStatus::Ready,
        (None, true, false) => ExitStatus::ReadyWithWarnings,
        (_, false, true) => ExitStatus::NotReady,
        (_, false, false) => ExitStatus::Undetermined,
    })
}

/// One certificate of the store, as it is shown.
#[derive(Serialize)]
struct Entry {
    label: String,
    subject: String,
    sha256: String,
    sha1: String,
    spki_sha256: String,
    serial: String,
    not_before: String,
    not_after: String,
    /// Whether the reader of this store takes it as a trust anchor.
    anchor: bool,
    places: Vec<String>,
}

/// What could not be read.
#[derive(Serialize)]
struct Unread {
    place: String,
    reason: String,
}

#[derive(Serialize)]
struct Page<'a> {
    schema: &'static str,
    /// What was looked for. None: everything is listed.
    wanted: Option<&'a str>,
    origin: String,
    searched: Vec<String>,
    certificates: &'a [Entry],
    unread: Vec<Unread>,
}

impl Entry {
    fn new(certificate: &Certificate, anchor: bool, places: Vec<String>) -> Self {
        Self {
            label: certificate.label().to_string(),
            subject: certificate.subject().to_string(),
            sha256: certificate.fingerprint().to_string(),
            sha1: certificate.sha1().to_string(),
            spki_sha256: certificate.spki_digest().to_string(),
            serial: certificate.serial().to_string(),
            not_before: certificate.not_before().to_string(),
            not_after: certificate.not_after().to_string(),
            anchor,
            places,
        }
    }

    /// Whether a digest or a serial is the one that is looked for, or the subject has that part in any case.
    fn fits(&self, wanted: &str) -> bool {
        let digits: String = wanted.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
        let digests = [&self.sha256, &self.sha1, &self.spki_sha256];
        // Tools differ in whether they write a serial's leading zeros, and some write 0x before it.
        let number = digits.strip_prefix("0x").or(digits.strip_prefix("0X")).unwrap_or(&digits);
        let serial = number.trim_start_matches('0').eq_ignore_ascii_case(self.serial.trim_start_matches('0'));
        let named = || self.subject.to_lowercase().contains(&wanted.to_lowercase());
        (serial && !number.is_empty()) || digests.into_iter().any(|one| one.eq_ignore_ascii_case(&digits)) || named()
    }
}

fn entries(facts: &StoreFacts, objects: &Objects) -> Vec<Entry> {
    let mut entries: Vec<Entry> = facts
        .certificates
        .iter()
        .filter_map(|held| {
            let bytes = objects.small(&held.object, LARGEST).ok().flatten()?;
            let certificate = Certificate::decode(&bytes).ok()?;
            let places = held.places.iter().map(ToString::to_string).collect();
            Some(Entry::new(&certificate, facts.takes(held), places))
        })
        .collect();
    entries.sort_by(|a, b| (&a.label, &a.sha256).cmp(&(&b.label, &b.sha256)));
    entries
}

fn show(facts: &StoreFacts, listed: &[Entry], args: &StoreArgs, wanted: Option<&str>) -> Result<String, Refusal> {
    let unread = facts
        .unread
        .iter()
        .map(|one| Unread { place: one.place.to_string(), reason: one.reason.to_string() })
        .collect();
    let page = Page {
        schema: "certready.store/1",
        wanted,
        origin: store_origin(&facts.origin).to_string(),
        searched: facts.searched.iter().map(ToString::to_string).collect(),
        certificates: listed,
        unread,
    };
    match args.format {
        ShortForm::Text => Ok(text(&page)),
        ShortForm::Json => serde_json::to_string_pretty(&page)
            .map(|text| text + "\n")
            .map_err(|error| Refusal::of(ExitStatus::Unwritable, &error)),
    }
}

fn text(page: &Page<'_>) -> String {
    let mut text = String::new();
    // Writing into a String can't fail.
    let _ = write_text(&mut text, page);
    text
}

fn write_text(text: &mut String, page: &Page<'_>) -> std::fmt::Result {
    if let Some(wanted) = page.wanted {
        wrap(text, "", "", &found(page, wanted))?;
        writeln!(text)?;
    }
    wrap(text, "store     ", "          ", &page.origin)?;
    wrap(text, "searched  ", "          ", &page.searched.join(", "))?;
    for entry in page.certificates {
        writeln!(text)?;
        wrap(text, "", "  ", &entry.label)?;
        wrap(text, "  subject   ", "            ", &entry.subject)?;
        writeln!(text, "  valid     {} to {}", entry.not_before, entry.not_after)?;
        writeln!(text, "  sha256    {}", entry.sha256)?;
        writeln!(text, "  sha1      {}", entry.sha1)?;
        writeln!(text, "  key       {}", entry.spki_sha256)?;
        writeln!(text, "  serial    {}", entry.serial)?;
        if !entry.anchor {
            writeln!(text, "  NOT USED  no reader of this store takes it as a trust anchor in this form")?;
        }
        for place in &entry.places {
            wrap(text, "  in        ", "            ", place)?;
        }
    }
    if !page.unread.is_empty() {
        writeln!(text, "\nCould not be read")?;
    }
    for unread in &page.unread {
        wrap(text, "  - ", "    ", &format!("{}: {}", unread.place, unread.reason))?;
    }
    if page.wanted.is_none() {
        writeln!(text, "\n{}", counted(anchors(page), "trust anchor"))?;
    }
    Ok(())
}

/// The answer of `store find`, before the details.
fn found(page: &Page<'_>, wanted: &str) -> String {
    let wanted = Shown::new(wanted);
    match (anchors(page), page.certificates.len(), page.unread.len()) {
        (0, 0, 0) => format!("NOT FOUND: no certificate in this store fits `{wanted}`."),
        (0, 0, unread) => format!(
            "NOT KNOWN: what could be read has no certificate that fits `{wanted}`, and {} could not be read.",
            counted(unread, "part")
        ),
        (0, held, _) => format!(
            "NOT USED: {} `{wanted}`, and no reader of this store takes it as a trust anchor.",
            fit(held, "certificate")
        ),
        (anchors, ..) => format!("FOUND: {} `{wanted}`.", fit(anchors, "trust anchor")),
    }
}

fn anchors(page: &Page<'_>) -> usize {
    page.certificates.iter().filter(|entry| entry.anchor).count()
}

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn fit(number: usize, what: &str) -> String {
    format!("{} {}", counted(number, what), if number == 1 { "fits" } else { "fit" })
}
