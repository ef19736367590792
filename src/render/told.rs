//! A report and the language in which it is told: what the renderers for people take. What programs read has no language.

use std::ops::Deref;

use crate::language::Language;
use crate::report::Report;

/// A report in a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    report: &'a Report,
    /// The language.
    pub(super) language: Language,
}

impl<'a> Told<'a> {
    pub(super) const fn new(report: &'a Report, language: Language) -> Self {
        Self { report, language }
    }

    /// The report itself, for as long as it lives.
    pub(super) const fn report(&self) -> &'a Report {
        self.report
    }
}

impl Deref for Told<'_> {
    type Target = Report;

    fn deref(&self) -> &Report {
        self.report
    }
}
