//! Measures certready against `openssl`, each pair in turns within one run, and prints what docs/performance.md shows. It
//! asserts nothing: a target that is missed is a line that says so. Linux only.

mod cases;
mod crl;
mod machine;
mod measure;
mod serve;
mod setting;

use std::env;
use std::error::Error;
use std::process::ExitCode;

use setting::Setting;

/// What goes wrong here ends the run, with its words.
pub(crate) type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("certready-bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Outcome<()> {
    let mut rounds = None;
    let mut wanted = Vec::new();
    let mut arguments = env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--list" => {
                for case in cases::ALL {
                    println!("{:<12} {}", case.name, case.what);
                }
                return Ok(());
            }
            "--rounds" => rounds = Some(arguments.next().ok_or("--rounds wants a number")?.parse()?),
            name if cases::ALL.iter().any(|case| case.name == name) => wanted.push(name.to_owned()),
            other => return Err(format!("`{other}` is no case: see --list").into()),
        }
    }
    let setting = Setting::make(rounds)?;
    machine::print(&setting)?;
    for case in cases::ALL {
        if wanted.is_empty() || wanted.iter().any(|one| one == case.name) {
            println!("\n{}: {}", case.name, case.what);
            (case.measure)(&setting)?;
        }
    }
    Ok(())
}
