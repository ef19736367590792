//! The language in which a command speaks: as `--lang` says, else the system's; and the help of `check` in it. clap's own words
//! stay English elsewhere: an error names options, which have no language.

use std::ffi::OsString;

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::Cli;
use crate::language::{Language, said_of};

/// The command whose help speaks every language.
const SPEAKING: &str = "check";

/// The language that is asked for, else the system's first one.
pub(super) fn of(asked: Option<Language>) -> Language {
    asked.unwrap_or_else(|| sys_locale::get_locale().as_deref().map_or(Language::English, Language::of_locale))
}

/// The language of a command line that was not read yet: help is printed while it is.
pub(super) fn ahead(args: &[OsString]) -> Language {
    let mut words = args.iter().filter_map(|word| word.to_str());
    let mut asked = None;
    while let Some(word) = words.next() {
        let value = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        asked = value.and_then(|value| value.parse().ok()).or(asked);
    }
    of(asked)
}

/// The command line, whose help of `check` is in a language.
pub(super) fn command(language: Language) -> Command {
    let command = Cli::command();
    if language == Language::English {
        return command;
    }
    command.mut_subcommand(SPEAKING, |check| translated(check, language))
}

fn translated(check: Command, language: Language) -> Command {
    // What the catalogue lacks stays English; a test sees to it that it lacks nothing.
    let say = |id: &str| said_of(language, &format!("help-check-{id}")).unwrap_or_default();
    let template = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", say("usage"));
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    check
        .disable_help_flag(true)
        .arg(help)
        .about(say("about"))
        .help_template(template)
        .override_usage(say("line"))
        .after_help(say("after"))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "Arguments" } else { arg.get_help_heading().unwrap_or("Options") };
            let heading = say(&format!("heading-{}", heading.to_lowercase().replace(' ', "-")));
            let help = say(&arg.get_id().as_str().replace('_', "-"));
            // What is the default is told in the words, because clap says it in English.
            arg.hide_default_value(true).help(help).help_heading(heading)
        })
}
