//! A body → what its target serves, verified by the certificates in play, or a typed reason why not.

use std::collections::BTreeSet;
use std::io;

use super::{Body, BroughtBy, Content, CrlRefusal, Examined, LARGEST_AIA, OcspRefusal, StoreEntry, TrustListRead};
use crate::evidence::Objects;
use crate::observation::{Fetch, Method, Reached, Retrieval, Retrieved, TargetId};
use crate::pki::chain::{Material, Outcome, Revocation, Terms, judge};
use crate::pki::crl::{AskedSerials, Body as Digesting, CrlFault, read_crl, verify_crl};
use crate::pki::ocsp::{
    BasicResponse, CertId, CertIdHash, LONGEST_ANSWER, OcspAnswer, OcspFault, encode_request, verify_ocsp,
};
use crate::pki::path::KeyPurpose;
use crate::pki::{BlockPage, Certificate, LOOKED_AT, Looks, Published, Serial, Signs, decode_certificates, link};
use crate::policy::{Anchor, EndpointKind, Policy};
use crate::vocabulary::{Digest, Timestamp};

/// What came for a target, by whatever way.
pub(super) struct Came<'a> {
    id: &'a TargetId,
    /// The host that gave it: the target's, or where its redirects led.
    host: String,
    headers: Vec<(&'a str, &'a str)>,
    /// None: no byte of a body.
    body: Option<Digest>,
}

impl<'a> Came<'a> {
    /// What a fetch brought. None where it was not answered.
    pub(super) fn by_fetch(fetch: &'a Fetch) -> Option<Self> {
        let Reached::Answered { answer, hops, .. } = &fetch.reached else { return None };
        Some(Self {
            id: &fetch.id,
            host: hops.last().map_or_else(|| fetch.id.url.host(), |hop| hop.to.host()),
            headers: answer.headers.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect(),
            body: answer.body,
        })
    }

    /// What Windows itself retrieved: it tells no headers, and not where redirects led. None where nothing came.
    pub(super) fn by_windows(retrieval: &'a Retrieval) -> Option<Self> {
        let Retrieved::Came { body, .. } = retrieval.outcome else { return None };
        let (id, headers) = (&retrieval.id, Vec::new());
        Some(Self { id, host: id.url.host(), headers, body: Some(body) })
    }

    /// What it is read as: what its target serves. Where that is not said, what the body begins like, and `Any` where it
    /// begins like nothing that a CA publishes.
    pub(super) fn served(&self, objects: &Objects) -> EndpointKind {
        if self.id.kind != EndpointKind::Any || self.body.is_none() {
            return self.id.kind;
        }
        let head = self.head(objects);
        match Published::of(&head) {
            Some(Published::Crl) => EndpointKind::Crl,
            Some(Published::OcspAnswer) => EndpointKind::Ocsp,
            Some(Published::Certificate | Published::Pkcs7) => EndpointKind::Aia,
            // PEM says what it holds: X509 CRL, or certificates in one of several forms.
            None => match Looks::of(&head) {
                Looks::Pem { label } if label.as_str().ends_with("CRL") => EndpointKind::Crl,
                Looks::Pem { .. } => EndpointKind::Aia,
                _ => EndpointKind::Any,
            },
        }
    }

    /// The first bytes. None at all where they can't be read back, which shows in the content.
    fn head(&self, objects: &Objects) -> Vec<u8> {
        self.body.and_then(|digest| objects.head(&digest, LOOKED_AT).ok().flatten()).unwrap_or_default()
    }

    /// The body, read so.
    pub(super) fn read(&self, objects: &Objects, read: impl FnOnce(&Digest, &Objects) -> io::Result<Content>) -> Body {
        let head = self.head(objects);
        let block_page = BlockPage::recognise(&Signs { host: &self.host, headers: &self.headers, body: &head });
        let content = match &self.body {
            Some(digest) => read(digest, objects).unwrap_or_else(|failed| Content::HostIo(failed.kind())),
            None => Content::Nothing,
        };
        let elsewhere = self.host != self.id.url.host();
        Body { looks: Looks::of(&head), block_page, elsewhere, served: self.served(objects), content }
    }
}

/// A body as the certificates that it holds.
pub(super) fn certificates(digest: &Digest, objects: &Objects) -> io::Result<Content> {
    let bytes = objects.small(digest, LARGEST_AIA)?.unwrap_or_default();
    let bundle = decode_certificates(&bytes);
    Ok(Content::Certificates { found: bundle.items, errors: bundle.errors, encoding: bundle.encoding })
}

/// The certificates that may sign.
pub(super) struct InPlay {
    /// The policy's, the store's where a list of URLs leaves the issuer open, and those brought ones that lead to one of
    /// these anchors.
    certificates: Vec<Certificate>,
    /// Whose revocation is asked for, with the issuer of each.
    asked: Vec<(Certificate, Certificate)>,
    /// Their serials.
    serials: AskedSerials,
}

impl InPlay {
    pub(super) fn new(policy: &Policy, examined: &mut Examined, observed: Timestamp) -> Self {
        let store: &[StoreEntry] = if policy.takes_any_issuer() { &examined.store } else { &[] };
        let store = store.iter().map(|entry| entry.certificate.clone());
        let mut certificates: Vec<Certificate> = policy.certificates().cloned().chain(store.clone()).collect();
        let mut pool = certificates.clone();
        pool.extend(examined.brought.iter().map(|one| one.certificate.clone()));
        let known = |anchors: &[Anchor]| -> Vec<Certificate> {
            anchors.iter().flat_map(|anchor| anchor.known.iter().cloned()).collect()
        };
        let anchors: Vec<Certificate> = known(&policy.incoming).into_iter().chain(store).collect();
        // A signer leads to the same anchors as what it signs for, by a path that holds when it is asked. Its own revocation
        // is what the CRLs and answers in play are there for.
        let terms = Terms { at: observed, max_age: None, purpose: KeyPurpose::Any, revocation: Revocation::Off };
        // What a service presents may still be the old chain, and signs for that.
        let of_services = anchors.iter().cloned().chain(known(&policy.retiring)).collect();
        let by_aia = Material { candidates: pool.clone(), anchors, ..Material::default() };
        let presented = Material { candidates: pool.clone(), anchors: of_services, ..Material::default() };
        let trusted = examined.brought.iter().filter(|one| {
            let material = match one.by {
                BroughtBy::Target(_) => &by_aia,
                BroughtBy::Service(_) => &presented,
            };
            judge(&one.certificate, material, &terms).outcome() == Outcome::Good
        });
        certificates.extend(trusted.map(|one| one.certificate.clone()));
        for one in &mut examined.brought {
            // One that leads nowhere may be issued by another that leads nowhere: that is in nobody's play.
            one.issuer = certificates.iter().find(|issuer| link(&one.certificate, issuer).is_ok()).cloned();
        }
        let issued = |certificate: &Certificate| {
            let issuer = pool.iter().find(|issuer| link(certificate, issuer).is_ok());
            issuer.map(|issuer| (certificate.clone(), issuer.clone()))
        };
        let mut asked: Vec<_> = certificates.iter().filter(|one| !one.is_self_issued()).filter_map(issued).collect();
        // The policy says who issued its own, self-issued ones of a key rollover among them.
        asked.extend(
            policy
                .intermediates
                .iter()
                .filter_map(|one| Some((one.certificate.clone(), policy.issuer_of(one)?.clone()))),
        );
        let questions = policy.endpoints.iter().filter(|one| one.kind == EndpointKind::Ocsp);
        let questions = questions.filter_map(|one| policy.asks(one));
        asked.extend(questions.map(|one| (one.certificate.clone(), one.issuer.clone())));
        let serials: BTreeSet<Serial> = asked.iter().map(|(certificate, _)| certificate.serial().clone()).collect();
        Self { certificates, asked, serials: (&serials).into() }
    }

    /// What came, read with all certificates at hand. None where a connection alone was asked for.
    pub(super) fn body(&self, came: &Came<'_>, objects: &Objects) -> Option<Body> {
        let body = match came.served(objects) {
            EndpointKind::Crl => came.read(objects, |digest, objects| Ok(self.crl(digest, objects))),
            EndpointKind::Ocsp if came.id.method != Method::Connect => {
                came.read(objects, |digest, objects| self.ocsp(came.id, digest, objects))
            }
            EndpointKind::Aia => came.read(objects, certificates),
            EndpointKind::Ctl => {
                came.read(objects, |digest, objects| Ok(Content::TrustList(TrustListRead::decode(digest, objects))))
            }
            EndpointKind::Any => came.read(objects, |_, _| Ok(Content::Unrecognised)),
            EndpointKind::Ocsp | EndpointKind::Connect => return None,
        };
        Some(body)
    }

    fn crl(&self, digest: &Digest, objects: &Objects) -> Content {
        let Some(mut body) = objects.open(digest) else { return Content::Nothing };
        let reading = match read_crl(&mut body, &self.serials, Digesting::NotDigested) {
            Ok(reading) => reading,
            Err(CrlFault::Read { kind, .. }) => return Content::HostIo(kind),
            Err(fault) => return Content::Crl(Err(CrlRefusal::Unread(fault))),
        };
        let verified = verify_crl(&reading, &self.certificates);
        Content::Crl(verified.map_err(|fault| CrlRefusal::Unverified(fault, Box::new(reading))))
    }

    /// The issuer of which an answer to an unknown question speaks, by its CertID.
    fn issuer_of(&self, basic: &BasicResponse) -> Option<&Certificate> {
        let id = &basic.singles.first()?.id;
        let CertIdHash::Known(hash) = id.hash else { return None };
        let is_meant = |name, issuer: &&Certificate| CertId::of(hash, name, issuer, &id.serial) == *id;
        let by_subject = self.certificates.iter().find(|issuer| is_meant(issuer.subject(), issuer));
        by_subject.or_else(|| {
            let by_field = self.asked.iter().filter(|(certificate, issuer)| is_meant(certificate.issuer(), &issuer));
            by_field.map(|(_, issuer)| issuer).find(|issuer| self.certificates.contains(issuer))
        })
    }

    fn ocsp(&self, id: &TargetId, digest: &Digest, objects: &Objects) -> io::Result<Content> {
        let had = objects.length(digest).and_then(|length| usize::try_from(length).ok()).unwrap_or(usize::MAX);
        let Some(bytes) = objects.small(digest, LONGEST_ANSWER)? else {
            return Ok(Content::Ocsp(Err(OcspRefusal::Unread(OcspFault::TooLong { had }))));
        };
        let basic = match OcspAnswer::decode(&bytes) {
            Ok(OcspAnswer::Basic(basic)) => basic,
            Ok(OcspAnswer::Refused { refusal, .. }) => return Ok(Content::Ocsp(Err(OcspRefusal::Status(refusal)))),
            Err(fault) => return Ok(Content::Ocsp(Err(OcspRefusal::Unread(fault)))),
        };
        let issuer = self.asked.iter().find(|(certificate, issuer)| {
            let request = encode_request(&CertId::asked(certificate, issuer), None);
            id.request == Some(Digest::of(&request))
        });
        let issuer = issuer.map(|(_, issuer)| issuer).or_else(|| match id.kind {
            EndpointKind::Any => self.issuer_of(&basic),
            _ => None,
        });
        let Some(issuer) = issuer else {
            return Ok(Content::Ocsp(Err(OcspRefusal::NoIssuer(basic))));
        };
        let verified = verify_ocsp(&basic, issuer);
        Ok(Content::Ocsp(verified.map_err(|fault| OcspRefusal::Unverified(fault, basic))))
    }
}
