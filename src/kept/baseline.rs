//! A report that was read back → what it says of its CRLs: the facts that `crl-number` compares with.

use super::{NotAReport, Report, Revocation, Text};
use crate::observation::{Baseline, BaselineCrl, MOST_BASELINE_CRLS};
use crate::pki::crl::CrlNumber;
use crate::vocabulary::Digest;

/// What a report says of its CRLs. `digest` is that of the file which the report was read from; of an evidence folder, of its
/// manifest.
///
/// # Errors
/// [`NotAReport::Crls`] and [`NotAReport::Crl`] where the list of CRLs is none that a run gives.
pub fn baseline(report: &Report<'_>, digest: Digest) -> Result<Baseline, NotAReport> {
    let crls = report.revocation.as_deref().map(crls).transpose()?;
    Ok(Baseline {
        digest,
        observed: report.times.observed,
        policy: report.policy.id.shown(),
        host: report.host.name.as_ref().map(Text::shown),
        crls,
    })
}

fn crls(rows: &[Revocation<'_>]) -> Result<Vec<BaselineCrl>, NotAReport> {
    let crls: Vec<BaselineCrl> =
        rows.iter().filter(|row| row.kind.as_str() == "crl").map(crl).collect::<Result<_, _>>()?;
    if crls.len() > MOST_BASELINE_CRLS { Err(NotAReport::Crls) } else { Ok(crls) }
}

fn crl(row: &Revocation<'_>) -> Result<BaselineCrl, NotAReport> {
    let broken = |field| NotAReport::Crl { url: row.url.shown(), field };
    let signer_spki = row.signer_spki_sha256.as_str().parse().map_err(|_| broken("signer_spki_sha256"))?;
    let number = row.number.as_ref().map(|number| CrlNumber::from_decimal(number.as_str()).ok_or(broken("number")));
    Ok(BaselineCrl {
        url: row.url.shown(),
        signer_spki,
        number: number.transpose()?,
        this_update: row.this_update,
        next_update: row.next_update,
    })
}
