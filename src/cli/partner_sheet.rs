//! `certready policy partner-sheet`: what partners must be told of a rotation, from its policy, and from what the services that
//! `--service` names present now.

use clap::{Args, ValueEnum};

use super::args::{connect_to, language, service};
use super::{ExitStatus, Moment, Refusal, output, policy, speech, terminal};
use crate::finding::Purpose;
use crate::language::Language;
use crate::policy::Service;
use crate::probe::{ConnectTo, Settings, Unwatched};
use crate::render;
use crate::report::Presence;
use crate::run;

// What stands below the help is broken by hand, as in `args`.
const EXAMPLES: &str = "Examples:
  certready policy partner-sheet exchange-online-smtp-2026
  certready policy partner-sheet exchange-online-2018 --format html > sheet.html
  certready policy partner-sheet ./partner.yaml --service mail.contoso.example

What is current and what is deprecated goes by today's date.

Exit status: 0, or 3 where a service that was asked presented nothing.";

/// `certready policy partner-sheet`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct PartnerSheetArgs {
    /// The id of an embedded policy, or a path
    pub policy: String,
    /// Ask this service for its certificate, and show what it presents beside what the policy says: as `check --service` has
    /// it; may be repeated
    #[arg(long, value_name = "SERVICE", value_parser = service)]
    pub service: Vec<Service>,
    /// Connect to ADDR:PORT2 where HOST:PORT1 is meant, as curl does; may be repeated
    #[arg(long, value_name = "HOST:PORT1:ADDR:PORT2", value_parser = connect_to)]
    pub connect_to: Vec<ConnectTo>,
    /// The language of text, Markdown and HTML: en or ko [default: the system's]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
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
    let source = policy::load(&args.policy)?;
    let policy = policy::parse(&source)?;
    if policy.purpose == Purpose::Urls {
        let story = format!(
            "{} is a list of URLs: nothing of it rotates, so that there is nothing to tell partners",
            policy.id
        );
        return Err(Refusal { status: ExitStatus::Usage, story });
    }
    let mut settings = Settings::of_process();
    (settings.services, settings.connect_to) = (args.service.clone(), args.connect_to.clone());
    terminal::end_on_signal(&settings.interrupt);
    let (sheet, presence) = run::partner_sheet(source, &settings, moment.started, &Unwatched)?;
    let language = speech::of(args.lang);
    match args.format {
        SheetForm::Text => output::print(&render::partner_sheet_text(&sheet, language))?,
        SheetForm::Markdown => output::print(&render::partner_sheet_markdown(&sheet, language))?,
        // The same bytes on every system: the one is sent on, the other is read by a program.
        SheetForm::Html => output::print_exactly(&render::partner_sheet_html(&sheet, language))?,
        SheetForm::Json => output::print_exactly(&render::partner_sheet_json(&sheet))?,
    }
    Ok(match presence {
        Presence::All => ExitStatus::Ready,
        Presence::Partial => ExitStatus::Undetermined,
    })
}
