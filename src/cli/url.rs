//! `certready url`: single URLs, fetched and verified.

use super::args::UrlArgs;
use super::{ExitStatus, Moment, Refusal};

/// Not there yet.
pub(super) fn run(_args: &UrlArgs, _moment: Moment) -> Result<ExitStatus, Refusal> {
    Err(Refusal { status: ExitStatus::Usage, story: "the url command is not there yet".to_owned() })
}
