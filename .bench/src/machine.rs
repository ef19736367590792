//! On what was measured.

use std::fs;
use std::process::Command;

use crate::Outcome;
use crate::setting::Setting;

/// Prints it.
pub(crate) fn print(setting: &Setting) -> Outcome<()> {
    let cpu = fs::read_to_string("/proc/cpuinfo")?;
    let field = |names: &[&str]| {
        let line = cpu.lines().find(|line| names.iter().any(|name| line.starts_with(name)))?;
        Some(line.split_once(':')?.1.trim())
    };
    let flags = field(&["flags", "Features"]).unwrap_or_default();
    let has = |flag: &str| flags.split(' ').any(|one| one == flag);
    // x86-64 calls it sha_ni, AArch64 sha2.
    let sha = if has("sha_ni") || has("sha2") { "with SHA instructions" } else { "without SHA instructions" };
    let cores = cpu.lines().filter(|line| line.starts_with("processor")).count();
    println!("processor   {}, {sha}, {cores} cores", field(&["model name"]).unwrap_or("not named"));
    println!("kernel      {}", fs::read_to_string("/proc/sys/kernel/osrelease")?.trim());
    println!("openssl     {}", setting.openssl("version")?.trim());
    println!("certready   {}", said(setting.certready("--version"))?);
    println!("date        {}", said(setting.command("date", "-u +%F"))?);
    println!("load        {} (1, 5 and 15 minutes)", load()?);
    Ok(())
}

fn load() -> Outcome<String> {
    let text = fs::read_to_string("/proc/loadavg")?;
    Ok(text.split(' ').take(3).collect::<Vec<_>>().join(" "))
}

fn said(mut command: Command) -> Outcome<String> {
    Ok(String::from_utf8(command.output()?.stdout)?.trim().to_owned())
}
