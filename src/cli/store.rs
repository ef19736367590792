//! `certready store list|find`: what `certmgr.msc` should have shown.

use std::fmt::Write as _;

use serde::Serialize;

use super::args::{Format, StoreArgs, StoreCommand};
use super::{ExitStatus, Refusal, output};
use crate::evidence::Objects;
use crate::observation::StoreFacts;
use crate::pki::Certificate;
use crate::probe::{StoreChoice, Surroundings, read_store};
use crate::report::store_origin;

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
    output::print(&show(&facts, &listed, args)?)?;
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
        let exact = [&self.sha256, &self.sha1, &self.spki_sha256, &self.serial];
        let named = || self.subject.to_lowercase().contains(&wanted.to_lowercase());
        exact.into_iter().any(|one| one.eq_ignore_ascii_case(&digits)) || named()
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

fn show(facts: &StoreFacts, listed: &[Entry], args: &StoreArgs) -> Result<String, Refusal> {
    let unread = facts
        .unread
        .iter()
        .map(|one| Unread { place: one.place.to_string(), reason: one.reason.to_string() })
        .collect();
    let page = Page {
        schema: "certready.store/1",
        origin: store_origin(&facts.origin).to_string(),
        searched: facts.searched.iter().map(ToString::to_string).collect(),
        certificates: listed,
        unread,
    };
    match args.format {
        Format::Text => Ok(text(&page)),
        Format::Json => serde_json::to_string_pretty(&page)
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
    writeln!(text, "store     {}", page.origin)?;
    writeln!(text, "searched  {}", page.searched.join(", "))?;
    for entry in page.certificates {
        writeln!(text, "\n{}", entry.label)?;
        writeln!(text, "  subject   {}", entry.subject)?;
        writeln!(text, "  valid     {} to {}", entry.not_before, entry.not_after)?;
        writeln!(text, "  sha256    {}", entry.sha256)?;
        writeln!(text, "  sha1      {}", entry.sha1)?;
        writeln!(text, "  key       {}", entry.spki_sha256)?;
        writeln!(text, "  serial    {}", entry.serial)?;
        if !entry.anchor {
            writeln!(text, "  NOT USED  no reader of this store takes it as a trust anchor in this form")?;
        }
        for place in &entry.places {
            writeln!(text, "  in        {place}")?;
        }
    }
    let anchors = page.certificates.iter().filter(|entry| entry.anchor).count();
    writeln!(text, "\n{anchors} trust anchors shown")?;
    for unread in &page.unread {
        writeln!(text, "could not be read: {}: {}", unread.place, unread.reason)?;
    }
    Ok(())
}
