//! `certready policy partner-sheet`: what partners must be told of a rotation, from its policy. Nothing is fetched.

use clap::{Args, ValueEnum};

use super::{ExitStatus, Moment, Refusal, output, policy};
use crate::finding::Purpose;
use crate::render;
use crate::report::PartnerSheet;
use crate::run::TOOL;
use crate::vocabulary::Shown;

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready policy partner-sheet exchange-online-smtp-2026
  certready policy partner-sheet exchange-online-2018 --format html > sheet.html

What is current and what is deprecated goes by today's date.";

/// `certready policy partner-sheet`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct PartnerSheetArgs {
    /// The id of an embedded policy, or a path
    pub policy: String,
    /// The form of the sheet: HTML is one file that stands for itself
    #[arg(long, value_enum, value_name = "text|markdown|html|json", hide_possible_values = true)]
    #[arg(default_value_t = SheetForm::Text)]
    pub format: SheetForm,
}

/// A form of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SheetForm {
    /// For a terminal or a plain mail.
    Text,
    /// For a ticket or a wiki.
    Markdown,
    /// For a browser, a printer or a mail's attachment.
    Html,
    /// `certready.partner-sheet/1`.
    Json,
}

/// Makes the sheet.
pub(super) fn run(args: &PartnerSheetArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let policy = policy::parse(&policy::load(&args.policy)?)?;
    if policy.purpose == Purpose::Urls {
        let story = format!(
            "{} is a list of URLs: nothing of it rotates, so that there is nothing to tell partners",
            policy.id
        );
        return Err(Refusal { status: ExitStatus::Usage, story });
    }
    let sheet = PartnerSheet::new(&policy, Shown::new(TOOL), moment.started);
    match args.format {
        SheetForm::Text => output::print(&render::partner_sheet_text(&sheet))?,
        SheetForm::Markdown => output::print(&render::partner_sheet_markdown(&sheet))?,
        // The same bytes on every system: the one is sent on, the other is read by a program.
        SheetForm::Html => output::print_exactly(&render::partner_sheet_html(&sheet))?,
        SheetForm::Json => output::print_exactly(&render::partner_sheet_json(&sheet))?,
    }
    Ok(ExitStatus::Ready)
}
