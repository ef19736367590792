//! Reads Exchange's SMTP receive protocol logs from files and folders, the newest first, line by line within bounds. What the
//! lines tell stands in `smtp_lines`; nothing is judged.
#![expect(clippy::disallowed_methods, reason = "reading logs is what this file is for")]

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::smtp_lines::LogLines;
use crate::observation::{InboundLog, LogUnread};
use crate::vocabulary::Shown;

/// Bytes of logs that are read: Exchange keeps 250 MB of them unless it is told otherwise (`ReceiveProtocolLogMaxDirectorySize`).
pub const MOST_LOG_BYTES: u64 = 256 << 20;

/// Lines of logs that are read: as many as fit into those bytes at the 130 that a line has at the least.
pub const MOST_LOG_LINES: u64 = 2_000_000;

/// The longest line that is read, in bytes; a longer one is passed over. A certificate with a hundred names has 4 kB.
pub const LONGEST_LOG_LINE: u64 = 64 << 10;

/// The most files of all folders together: a file for each hour of thirty days is 720.
pub const MOST_LOG_FILES: usize = 5_000;

/// The most notes on what was not read.
const MOST_UNREAD: usize = 500;

/// Reads logs. None where none was named.
pub fn read_smtp_logs(named: &[PathBuf]) -> Option<InboundLog> {
    if named.is_empty() {
        return None;
    }
    let mut reading = Reading { lines: LogLines::default(), files: 0, unread: Vec::new(), bytes: 0, count: 0 };
    let mut files = Vec::new();
    for path in named {
        reading.gather(path, &mut files);
    }
    files.sort_by(|a, b| b.cmp(a));
    files.dedup();
    let beyond = files.len().saturating_sub(MOST_LOG_FILES);
    if beyond > 0 {
        reading.miss(
            &named_first(named),
            &format!("{beyond} older files: no more than {MOST_LOG_FILES} are read"),
            Looked::No,
        );
    }
    for (_, path) in files.iter().take(MOST_LOG_FILES) {
        if reading.is_full() {
            reading.miss(
                &path.display().to_string(),
                "this file and the older ones: the bound was met before",
                Looked::No,
            );
            break;
        }
        if let Err(error) = reading.file(path) {
            reading.miss_io(path, &error);
        }
    }
    let mut log = reading.lines.finish();
    (log.files, log.unread) = (reading.files, reading.unread);
    Some(log)
}

/// Logs as far as they were read.
struct Reading {
    lines: LogLines,
    files: u64,
    unread: Vec<LogUnread>,
    bytes: u64,
    count: u64,
}

impl Reading {
    /// Finds the files: one that was named, or those of a folder that are called `….log`.
    fn gather(&mut self, path: &Path, files: &mut Vec<(SystemTime, PathBuf)>) {
        let found = fs::metadata(path).and_then(|metadata| {
            if metadata.is_file() {
                files.push((metadata.modified()?, path.to_owned()));
                return Ok(());
            }
            if !metadata.is_dir() {
                return Err(io::Error::other("neither a file nor a folder"));
            }
            let mut any = false;
            for entry in fs::read_dir(path)? {
                let path = entry?.path();
                let is_log = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("log"));
                if let Ok(metadata) = fs::metadata(&path)
                    && is_log
                    && metadata.is_file()
                {
                    any = true;
                    files.push((metadata.modified()?, path));
                }
            }
            if any { Ok(()) } else { Err(io::Error::from(io::ErrorKind::NotFound)) }
        });
        match found {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.miss(&path.display().to_string(), "there is no log", Looked::Yes);
            }
            Err(error) => self.miss_io(path, &error),
            Ok(()) => {}
        }
    }

    fn file(&mut self, path: &Path) -> io::Result<()> {
        let mut from = BufReader::new(File::open(path)?);
        self.lines.begin();
        let mut bytes = Vec::new();
        let (mut number, mut passed_over) = (0_u64, 0_u64);
        while !self.is_full() {
            bytes.clear();
            let read = (&mut from).take(LONGEST_LOG_LINE).read_until(b'\n', &mut bytes)?;
            if read == 0 {
                break;
            }
            self.bytes = self.bytes.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            self.count = self.count.saturating_add(1);
            number = number.saturating_add(1);
            let whole = bytes.ends_with(b"\n") || u64::try_from(read).is_ok_and(|read| read < LONGEST_LOG_LINE);
            if !whole {
                passed_over = passed_over.saturating_add(1);
                self.bytes = self.bytes.saturating_add(skip_line(&mut from)?);
                continue;
            }
            let line = String::from_utf8_lossy(&bytes);
            let line = line.trim_start_matches('\u{feff}').trim_end_matches(['\r', '\n']);
            if LogLines::is_receive_log(line) == Some(false) {
                let why = format!("line {number}: {line}: no receive log");
                self.miss(&path.display().to_string(), &why, Looked::Yes);
                return Ok(());
            }
            self.lines.read(line);
        }
        self.files = self.files.saturating_add(1);
        if passed_over > 0 {
            let why = format!("{passed_over} lines are longer than {LONGEST_LOG_LINE} bytes");
            self.miss(&path.display().to_string(), &why, Looked::No);
        }
        if self.is_full() {
            let why = format!("read up to line {number}: {MOST_LOG_BYTES} bytes or {MOST_LOG_LINES} lines in all");
            self.miss(&path.display().to_string(), &why, Looked::No);
        }
        Ok(())
    }

    const fn is_full(&self) -> bool {
        self.bytes >= MOST_LOG_BYTES || self.count >= MOST_LOG_LINES
    }

    fn miss_io(&mut self, path: &Path, error: &io::Error) {
        let why = match error.kind() {
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        self.miss(&path.display().to_string(), &why, Looked::No);
    }

    fn miss(&mut self, place: &str, why: &str, looked: Looked) {
        if self.unread.len() < MOST_UNREAD {
            let (place, reason, denied) = (Shown::new(place), Shown::new(why), looked == Looked::No);
            self.unread.push(LogUnread { place, reason, denied });
        }
    }
}

/// Whether we got to look.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looked {
    Yes,
    No,
}

fn named_first(named: &[PathBuf]) -> String {
    named.first().map(|path| path.display().to_string()).unwrap_or_default()
}

/// Passes over the rest of a line, and says how many bytes that was.
fn skip_line(from: &mut impl BufRead) -> io::Result<u64> {
    let mut skipped = 0_u64;
    loop {
        let (taken, ended) = {
            let buffer = from.fill_buf()?;
            match buffer.iter().position(|byte| *byte == b'\n') {
                Some(place) => (place.saturating_add(1), true),
                None => (buffer.len(), buffer.is_empty()),
            }
        };
        from.consume(taken);
        skipped = skipped.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
        if ended {
            return Ok(skipped);
        }
    }
}
