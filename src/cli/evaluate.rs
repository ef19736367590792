//! `certready evaluate`: saved evidence, judged again, offline.

use super::args::EvaluateArgs;
use super::check::deliver;
use super::{ExitStatus, Refusal, baseline, output};
use crate::evidence::Asked;
use crate::run;

/// Reads, judges, reports. What is not asked anew stays as the run asked it.
pub(super) fn run(args: &EvaluateArgs) -> Result<ExitStatus, Refusal> {
    output::check_places(&args.writes.report, None)?;
    let given = args.baseline.read()?;
    let evidence = run::read(&args.dir)?;
    let judged = &args.judged;
    let kept = &evidence.asked;
    let list = |new: &[_], old: &[_]| if new.is_empty() { old.to_vec() } else { new.to_vec() };
    let asked = Asked {
        cutover: judged.cutover.or(kept.cutover),
        as_of: judged.as_of.or(kept.as_of),
        client: judged.client.or(kept.client),
        only: list(&judged.only, &kept.only),
        skip: list(&judged.skip, &kept.skip),
        baseline: baseline::facts(given.as_ref())?.or_else(|| kept.baseline.clone()),
    };
    deliver(&baseline::compared(run::evaluate(&evidence, &asked)?, given.as_ref())?, &args.writes)
}
