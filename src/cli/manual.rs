//! `certready completions` and `certready man`: what the command line says of itself, in the forms of shells and of `man`.
//! Commands that are hidden from the help are in neither.

use std::io::{self, Write as _};
use std::path::PathBuf;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, ExitStatus, Refusal, output};

/// The program's name, and that of its first page.
const NAME: &str = "certready";

// What stands below the help is broken by hand, as in `args`.
const COMPLETIONS_EXAMPLES: &str = "Examples:
  certready completions bash > /etc/bash_completion.d/certready
  certready completions powershell >> $PROFILE";

const MAN_EXAMPLES: &str = "Examples:
  certready man > certready.1
  certready man --out /usr/local/share/man/man1";

/// `certready completions`.
#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS_EXAMPLES)]
pub struct CompletionsArgs {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_enum, hide_possible_values = true)]
    pub shell: Shell,
}

/// `certready man`.
#[derive(Debug, Args)]
#[command(after_help = MAN_EXAMPLES)]
pub struct ManArgs {
    /// Write certready.1 and a page for each command to this folder, in place of what bears these names there
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// Prints the script.
pub(super) fn complete(args: &CompletionsArgs) -> Result<ExitStatus, Refusal> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut shown(), NAME, &mut script);
    output::print_exactly(&String::from_utf8_lossy(&script))?;
    Ok(ExitStatus::Ready)
}

/// Prints the page of the whole, or writes all.
pub(super) fn run(args: &ManArgs) -> Result<ExitStatus, Refusal> {
    let mut whole = shown().disable_help_subcommand(true);
    whole.build();
    let unwritable = |path: PathBuf| move |source| output::NotWritten::File { path, source };
    match &args.out {
        None => output::print_exactly(&page(&whole).map_err(output::NotWritten::Stdout)?)?,
        Some(folder) => {
            for command in with_all_below(&whole) {
                let path = folder.join(format!("{}.1", name(command)));
                let text = page(command).map_err(unwritable(path.clone()))?;
                output::write_whole(&path, text.as_bytes()).map_err(unwritable(path))?;
            }
        }
    }
    Ok(ExitStatus::Ready)
}

/// The command line without the commands that are hidden: those who write completions don't ask.
fn shown() -> clap::Command {
    let whole = Cli::command();
    let shown: Vec<clap::Command> = whole.get_subcommands().filter(|one| !one.is_hide_set()).cloned().collect();
    clap::Command::new(NAME)
        .bin_name(NAME)
        .disable_version_flag(true)
        .args(whole.get_arguments().cloned())
        .args_conflicts_with_subcommands(true)
        .about(whole.get_about().cloned().unwrap_or_default())
        .after_help(whole.get_after_help().cloned().unwrap_or_default())
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .subcommands(shown)
}

/// A command and all that stand below it.
fn with_all_below(command: &clap::Command) -> Vec<&clap::Command> {
    let below = command.get_subcommands().filter(|one| one.get_name() != "help").flat_map(with_all_below);
    std::iter::once(command).chain(below).collect()
}

/// `certready`, `certready-policy-lint`: the name of its page.
fn name(command: &clap::Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// The page of a command, for `man`. What stands below a help is broken by hand, and keeps its lines.
fn page(command: &clap::Command) -> io::Result<String> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    // In place of the generator's own title, whose empty date lets the version slip into it.
    writeln!(page, ".TH \"{}\" 1 \"\" \"certready {}\" \"certready\"", name(command), env!("CARGO_PKG_VERSION"))?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    if command.get_arguments().next().is_some() {
        man.render_options_section(&mut page)?;
    }
    if command.get_subcommands().next().is_some() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(below) = command.get_after_help() {
        write!(page, "{}", as_it_stands(&below.to_string()))?;
    }
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// Lines of a terminal as roff that keeps them. `Examples:` alone on a line begins a section.
fn as_it_stands(words: &str) -> String {
    let mut roff = String::new();
    let heading = |line: &&str| !line.starts_with(' ') && line.ends_with(':');
    if words.lines().next().is_some_and(|first| !heading(&first)) {
        roff.push_str(".SH NOTES\n.nf\n");
    }
    for line in words.lines() {
        if heading(&line) {
            let ended = if roff.is_empty() { "" } else { ".fi\n" };
            roff.push_str(&format!("{ended}.SH {}\n.nf\n", line.trim_end_matches(':').to_uppercase()));
            continue;
        }
        let line = line.replace('\\', r"\e").replace('-', r"\-");
        // A full stop or an apostrophe in front would make the line a request.
        let guard = if line.starts_with(['.', '\'']) { r"\&" } else { "" };
        roff.push_str(&format!("{guard}{line}\n"));
    }
    roff.push_str(".fi\n");
    roff
}
