//! Runs commands in turns, and says what each took: wall time, processor time and peak memory of that one child.

use std::fmt::Write as _;
use std::io;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;

/// Rounds that are run and not counted: they bring the files into memory.
const WARM_UPS: usize = 2;

/// A command, its name in the table, and the exit status that it must have.
pub(crate) struct Side {
    pub(crate) name: &'static str,
    pub(crate) command: Command,
    pub(crate) status: i32,
}

/// What one run took.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    /// From start to end, in milliseconds.
    pub(crate) wall: f64,
    /// User and system time, in milliseconds.
    pub(crate) cpu: f64,
    /// The greatest resident set, in MB (10⁶ bytes).
    pub(crate) peak: f64,
}

impl Side {
    fn run(&mut self) -> Outcome<Run> {
        let begin = Instant::now();
        let child = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let pid = child.id().try_into()?;
        let mut status = 0;
        // SAFETY: all zeros is a valid rusage.
        let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
        // SAFETY: both point to values that live longer than the call; nobody else waits for this child.
        if unsafe { libc::wait4(pid, &raw mut status, 0, &raw mut usage) } != pid {
            return Err(io::Error::last_os_error().into());
        }
        let wall = begin.elapsed().as_secs_f64() * 1e3;
        if !libc::WIFEXITED(status) || libc::WEXITSTATUS(status) != self.status {
            return Err(format!("{:?} ended with the wait status {status:#x}", self.command).into());
        }
        let time = |time: libc::timeval| time.tv_sec as f64 * 1e3 + time.tv_usec as f64 / 1e3;
        let cpu = time(usage.ru_utime) + time(usage.ru_stime);
        // Linux counts ru_maxrss in KiB (getrusage(2)).
        Ok(Run { wall, cpu, peak: usage.ru_maxrss as f64 * 1024.0 / 1e6 })
    }
}

/// Runs each side once a round, the order turned round in every second one, so that whatever slows the machine slows
/// each alike.
pub(crate) fn in_turns<const N: usize>(sides: &mut [Side; N], rounds: usize) -> Outcome<[Vec<Run>; N]> {
    let mut runs = [const { Vec::new() }; N];
    for round in 0..WARM_UPS + rounds {
        for place in 0..N {
            let place = if round % 2 == 0 { place } else { N - 1 - place };
            let run = sides[place].run()?;
            if round >= WARM_UPS {
                runs[place].push(run);
            }
        }
    }
    println!("  {:<28}{:^24}{:^24}{:>8}", format!("{rounds} rounds"), "wall ms", "cpu ms", "peak MB");
    println!("  {:<28}{}     max", "", "     min  median     max".repeat(2));
    for (side, runs) in sides.iter().zip(&runs) {
        let (wall, cpu) = (spread(runs, |run| run.wall), spread(runs, |run| run.cpu));
        println!("  {:<28}{}{}{:>8.1}", side.name, shown(wall), shown(cpu), peak(runs));
    }
    Ok(runs)
}

fn shown(spread: [f64; 3]) -> String {
    let mut text = String::new();
    for value in spread {
        let _ = write!(text, "{value:>8.1}");
    }
    text
}

fn spread(runs: &[Run], of: fn(&Run) -> f64) -> [f64; 3] {
    let sorted = sorted(runs.iter().map(of));
    [sorted[0], sorted[sorted.len() / 2], sorted[sorted.len() - 1]]
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

pub(crate) fn median(runs: &[Run], of: fn(&Run) -> f64) -> f64 {
    spread(runs, of)[1]
}

pub(crate) fn peak(runs: &[Run]) -> f64 {
    spread(runs, |run| run.peak)[2]
}

/// Prints the ratio of the medians, and how far the rounds differ in it: the quartiles of each round's own ratio.
/// `limit` is on the wall time: `a` takes at most that many times `b`.
pub(crate) fn ratio(name: &str, a: &[Run], b: &[Run], limit: f64) {
    let wall = median(a, |run| run.wall) / median(b, |run| run.wall);
    let cpu = median(a, |run| run.cpu) / median(b, |run| run.cpu);
    let each = sorted(a.iter().zip(b).map(|(a, b)| a.wall / b.wall));
    let (low, high) = (each[each.len() / 4], each[each.len() * 3 / 4]);
    println!("  {name}: wall {wall:.3} (half of the rounds: {low:.3} to {high:.3}), cpu {cpu:.3}");
    verdict(&format!("wall at most {limit:.3}"), wall <= limit);
}

/// Prints a target and whether it is met.
pub(crate) fn verdict(target: &str, met: bool) {
    println!("  target: {target}: {}", if met { "PASS" } else { "MISS" });
}
