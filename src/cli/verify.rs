//! `certready verify`: a chain of certificates, judged by files alone. What `certutil -verify` and `openssl verify
//! -crl_check_all` should have said.

use super::args::{Format, RevocationArg, VerifyArgs};
use super::{ExitStatus, Moment, Refusal, material, output};
use crate::pki::chain::{Revocation, Terms, judge};
use crate::render;
use crate::report::{ChainFacts, ChainReport};
use crate::run::TOOL;
use crate::vocabulary::Shown;

/// Reads, judges, prints.
pub(super) fn run(args: &VerifyArgs, moment: Moment) -> Result<ExitStatus, Refusal> {
    let files = material::read(args)?;
    let terms = Terms {
        at: args.at.unwrap_or(moment.started),
        max_age: args.max_age,
        purpose: args.purpose.into(),
        revocation: match args.revocation {
            RevocationArg::Require => Revocation::Required,
            RevocationArg::Off => Revocation::Off,
        },
    };
    let chain = files.target.as_ref().map(|target| judge(target, &files.material, &terms));
    let facts = ChainFacts {
        tool: Shown::new(TOOL),
        anchors: files.anchors,
        crl_places: files.crl_places,
        answer_places: files.answer_places,
        unused: files.unused,
    };
    let report = ChainReport::build(chain.as_ref(), &files.material, &terms, facts);
    let text = match args.format {
        Format::Text => render::chain_text(&report),
        Format::Json => render::chain_json(&report),
    };
    output::print_in(args.format, &text)?;
    Ok(report.verdict.into())
}
