//! What the OCSP answers at hand say of a certificate (RFC 6960 §3.2, §4.2.2.2).

use super::crls::DEEPEST;
use super::judge::{Judge, weigh};
use super::{Said, Source, SourceId, Standing, Unusable};
use crate::pki::certificate::Certificate;
use crate::pki::extensions::known;
use crate::pki::general_name::ReasonFlags;
use crate::pki::ocsp::{BasicResponse, CertId, CertStatus, verify_ocsp};
use crate::pki::path::{End, KeyPurpose, validate};
use crate::vocabulary::Shown;

impl Judge<'_> {
    /// Each answer that speaks of this certificate, and what it says.
    pub(super) fn answers(&mut self, certificate: &Certificate, issuers: &[Certificate]) -> Vec<Source> {
        let material = self.material;
        let Some(issuer) = issuers.first() else { return Vec::new() };
        let ids = CertId::all_of(certificate, issuer);
        let speaking = material.answers.iter().enumerate().filter(|(_, answer)| speaks(answer, &ids));
        speaking
            .map(|(place, answer)| Source {
                id: SourceId::Answer(place),
                said: self.answer(answer, certificate, issuer, issuers),
            })
            .collect()
    }

    fn answer(
        &mut self,
        answer: &BasicResponse,
        certificate: &Certificate,
        issuer: &Certificate,
        issuers: &[Certificate],
    ) -> Result<Said, Unusable> {
        let verified = verify_ocsp(answer, issuer)?;
        if verified.signer() == certificate {
            return Err(Unusable::Circular { signer: certificate.label() });
        }
        if verified.signer() != issuer {
            self.responder(verified.signer(), issuers)?;
        }
        let single = verified.single_about(certificate, issuer).ok_or(Unusable::StatusUnknown)?;
        if let Some(oid) = answer.unknown_critical.iter().chain(&single.single().unknown_critical).next() {
            return Err(Unusable::CriticalExtension(oid.clone()));
        }
        if !certificate.is_valid_at(answer.produced_at) {
            return Err(Unusable::ProducedOutside { produced_at: answer.produced_at });
        }
        self.current(single.window(self.terms.at), single.single().this_update)?;
        match single.status() {
            CertStatus::Good => Ok(Said::NotRevoked(ReasonFlags::ALL)),
            CertStatus::Revoked { at, reason } => Ok(Said::Revoked { at, reason }),
            CertStatus::Unknown => Err(Unusable::StatusUnknown),
        }
    }

    /// Whether a responder that the issuer certified may answer at the time that is judged. RFC 6960 §4.2.2.2.1 has three
    /// kinds: its revocation need not be asked (ocsp-nocheck); it says where it is to be had, and then it must be known; or
    /// it says nothing, which leaves it to the client, and then only a revocation that is at hand counts.
    fn responder(&mut self, responder: &Certificate, issuers: &[Certificate]) -> Result<(), Unusable> {
        let label = responder.label();
        let mut way = vec![responder.clone()];
        way.extend_from_slice(issuers);
        let faults = validate(&way, self.terms.at, KeyPurpose::OcspSigning, End::Target, &mut self.ledger);
        if let Some(fault) = faults.into_iter().next().flatten() {
            return Err(Unusable::Responder { responder: label, fault });
        }
        if responder.has_ocsp_no_check() {
            return Ok(());
        }
        let this = (responder.fingerprint(), responder.spki_digest());
        if self.open.contains(&this) || self.open.len() >= DEEPEST {
            return Err(Unusable::Circular { signer: label });
        }
        self.question()?;
        self.open.push(this);
        let standing = weigh(&self.sources(responder, issuers));
        self.open.pop();
        let why = match &standing {
            Standing::Revoked(revoked) => format!("it was revoked at {}", revoked.at),
            Standing::Unknown(why) if names_a_source(responder) => why.to_string(),
            _ => return Ok(()),
        };
        Err(Unusable::ResponderRevocation { responder: label, why: Shown::new(&why) })
    }
}

/// Whether a certificate says where its revocation is to be had, by whichever scheme.
fn names_a_source(certificate: &Certificate) -> bool {
    certificate.extensions().get(&known::CRL_DISTRIBUTION_POINTS).is_some()
        || !certificate.ocsp_urls().is_empty()
        || certificate.other_urls().next().is_some()
}

/// Whether an answer says something of a certificate that has these ids.
fn speaks(answer: &BasicResponse, ids: &[CertId]) -> bool {
    answer.singles.iter().any(|single| ids.contains(&single.id))
}
