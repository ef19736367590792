//! Store and bodies → verified values, or typed reasons. It runs after the collection, over the evidence alone: which
//! serials to ask a CRL for is known only once the certificates in play are, and a large object is never decoded on the
//! thread that keeps the timers.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use crate::evidence::{Evidence, Objects};
use crate::observation::{Answer, Fetch, Method, Place, Reached, TargetId};
use crate::pki::chain::{Material, Outcome, Revocation, Terms, judge};
use crate::pki::crl::{AskedSerials, Body as Digesting, CrlFault, CrlReading, CrlSignatureFault, read_crl, verify_crl};
use crate::pki::ocsp::{
    BasicResponse, CertId, CertIdHash, LONGEST_ANSWER, OcspAnswer, OcspFault, OcspSignatureFault, Refusal,
    encode_request, verify_ocsp,
};
use crate::pki::path::KeyPurpose;
use crate::pki::{
    BlockPage, BundleEncoding, BundleError, Certificate, LOOKED_AT, Looks, NotACertificate, Published, Serial, Signs,
    Verified, decode_certificates, link, public_roots,
};
use crate::policy::{EndpointKind, Policy};
use crate::vocabulary::{Digest, Shown, Timestamp};

/// The largest body of CA certificates that is decoded: a certs-only message of a whole hierarchy stays below 64 KiB.
pub const LARGEST_AIA: usize = 256 * 1024;

/// Everything that came in, read.
#[derive(Debug, Default)]
pub struct Examined {
    /// The certificates that the store's reader takes as anchors, in the order of their digests.
    pub store: Vec<StoreEntry>,
    /// Those that stand in the store in a form that its reader passes over.
    pub passed_over: Vec<StoreEntry>,
    /// Objects of the store that are no certificate that we understand.
    pub store_odd: Vec<(Digest, NotACertificate)>,
    /// Objects of the store that could not be read back from this host's own disk.
    pub store_unread: Vec<Digest>,
    /// Certificates that AIA brought, in the order of their targets.
    pub brought: Vec<Brought>,
    /// What came back from each target that answered with a body.
    pub bodies: BTreeMap<TargetId, Body>,
    /// The same by the other way out, where it was compared.
    pub compared: BTreeMap<TargetId, Body>,
    /// What TLS presented, of each target that was asked over it.
    pub presented: BTreeMap<TargetId, Presented>,
}

/// The chain that a TLS server presented, and in what it ends.
#[derive(Clone, Debug)]
pub struct Presented {
    /// The host that was asked: the target's, or where its redirects led.
    pub host: String,
    /// The certificates that are understood, leaf first.
    pub chain: Vec<Certificate>,
    /// In what it ends.
    pub end: ChainEnd,
}

/// In what a presented chain ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainEnd {
    /// In a root of a public programme, or in an anchor of the policy.
    Expected(Shown),
    /// In a root that this host trusts, and no public programme does.
    OfThisHost(Shown),
    /// In none of these, and its last certificate says where its issuer's is: who that is.
    Incomplete(Shown),
    /// In none of these: who issued its last certificate.
    Elsewhere(Shown),
    /// It holds nothing that is understood.
    NotUnderstood,
}

/// A certificate of the store.
#[derive(Clone, Debug)]
pub struct StoreEntry {
    /// The certificate.
    pub certificate: Certificate,
    /// Where it stood.
    pub places: Vec<Place>,
}

/// A certificate that AIA brought.
#[derive(Clone, Debug)]
pub struct Brought {
    /// By which target.
    pub by: TargetId,
    /// The certificate.
    pub certificate: Certificate,
    /// The certificate in play that issued it, by name, key and signature. None where none did.
    pub issuer: Option<Certificate>,
}

/// A body, read as what its target serves.
#[derive(Debug)]
pub struct Body {
    /// What its first bytes look like.
    pub looks: Looks,
    /// The product whose page it is. None where no known mark is there, which does not say that it is no page.
    pub block_page: Option<BlockPage>,
    /// Whether redirects led to another host than the one that was asked.
    pub elsewhere: bool,
    /// What it was read as: what its target serves, or what it says of itself where the target says nothing. `Any` where
    /// it does not say so either.
    pub served: EndpointKind,
    /// What it is.
    pub content: Content,
}

/// What a body is.
#[derive(Debug)]
pub enum Content {
    /// Nothing was expected there but a connection.
    Nothing,
    /// It could have been any object of a CA, and begins like none.
    Unrecognised,
    /// Our own disk failed.
    HostIo(io::ErrorKind),
    /// A CRL, or why not.
    Crl(Result<Verified<CrlReading>, CrlRefusal>),
    /// An OCSP answer, or why not.
    Ocsp(Result<Verified<BasicResponse>, OcspRefusal>),
    /// Certificates, and what else stood between them.
    Certificates {
        /// Each certificate.
        found: Vec<Certificate>,
        /// What could not be read as one.
        errors: Vec<BundleError>,
        /// How they are written. None where it is none of the forms that hold certificates.
        encoding: Option<BundleEncoding>,
    },
}

/// Why a CRL is no proof.
#[derive(Debug)]
pub enum CrlRefusal {
    /// It could not be read.
    Unread(CrlFault),
    /// It was read, and no certificate in play verifies it. What it says of itself is kept.
    Unverified(CrlSignatureFault, Box<CrlReading>),
}

/// Why an OCSP answer is no proof.
#[derive(Debug)]
pub enum OcspRefusal {
    /// It could not be read.
    Unread(OcspFault),
    /// The responder gives an error status, which nobody signs (RFC 6960 §2.3).
    Status(Refusal),
    /// It was read, and neither the issuer nor its delegate verifies it.
    Unverified(OcspSignatureFault, Box<BasicResponse>),
    /// The issuer is not at hand, so nothing can verify it.
    NoIssuer(Box<BasicResponse>),
}

/// Reads everything in the evidence under a policy.
pub fn examine(policy: &Policy, evidence: &Evidence) -> Examined {
    let mut examined = Examined::default();
    let objects = &evidence.objects;
    for held in &evidence.observations.store.certificates {
        // An object that the store names and the evidence lacks is refused when evidence is read.
        let Ok(bytes) = objects.small(&held.object, LARGEST_AIA) else {
            examined.store_unread.push(held.object);
            continue;
        };
        match Certificate::decode(&bytes.unwrap_or_default()) {
            Ok(certificate) => {
                let taken = evidence.observations.store.takes(held);
                let list = if taken { &mut examined.store } else { &mut examined.passed_over };
                list.push(StoreEntry { certificate, places: held.places.clone() });
            }
            Err(odd) => examined.store_odd.push((held.object, odd)),
        }
    }
    for fetch in &evidence.observations.fetches {
        if served(fetch, objects) == EndpointKind::Aia {
            let body = body_of(fetch, objects, certificates);
            if let Some(Body { content: Content::Certificates { found, .. }, .. }) = &body
                && fetch.whole_answer().is_some()
            {
                examined.brought.extend(found.iter().map(|certificate| Brought {
                    by: fetch.id.clone(),
                    certificate: certificate.clone(),
                    issuer: None,
                }));
            }
            examined.bodies.extend(body.map(|body| (fetch.id.clone(), body)));
        }
    }
    let in_play = InPlay::new(policy, &mut examined, evidence.observations.started);
    let ends = Ends::new(policy, &examined);
    for fetch in &evidence.observations.fetches {
        examined.bodies.extend(in_play.body(fetch, objects).map(|body| (fetch.id.clone(), body)));
        let presented = presented(fetch, &ends, evidence);
        examined.presented.extend(presented.map(|presented| (fetch.id.clone(), presented)));
    }
    for fetch in evidence.observations.compared.iter().flat_map(|compared| &compared.fetches) {
        let body = match served(fetch, objects) {
            EndpointKind::Aia => body_of(fetch, objects, certificates),
            _ => in_play.body(fetch, objects),
        };
        examined.compared.extend(body.map(|body| (fetch.id.clone(), body)));
    }
    examined
}

/// In what a chain may end, and what may stand between.
struct Ends {
    between: Vec<Certificate>,
    expected: Vec<Certificate>,
    of_this_host: Vec<Certificate>,
}

impl Ends {
    fn new(policy: &Policy, examined: &Examined) -> Self {
        let brought = examined.brought.iter().map(|one| &one.certificate);
        let known = policy.incoming.iter().chain(&policy.retiring).flat_map(|anchor| &anchor.known);
        Self {
            between: policy.certificates().chain(brought).cloned().collect(),
            expected: known.chain(public_roots()).cloned().collect(),
            of_this_host: examined.store.iter().map(|entry| entry.certificate.clone()).collect(),
        }
    }
}

/// What TLS presented, and in what that ends when it was observed. None where there was no TLS.
fn presented(fetch: &Fetch, ends: &Ends, evidence: &Evidence) -> Option<Presented> {
    let facts = fetch.tls.as_ref()?;
    let bytes = facts.chain.iter().filter_map(|digest| evidence.objects.small(digest, LARGEST_AIA).ok().flatten());
    let chain: Vec<Certificate> = bytes.filter_map(|der| Certificate::decode(&der).ok()).collect();
    let host = match &fetch.reached {
        Reached::Connected { hops, .. } | Reached::Answered { hops, .. } => hops.last().map(|hop| hop.to.host()),
        _ => None,
    };
    let host = host.unwrap_or_else(|| fetch.id.url.host());
    let (Some(leaf), Some(last)) = (chain.first(), chain.last()) else {
        return Some(Presented { host, chain, end: ChainEnd::NotUnderstood });
    };
    let observed = evidence.observations.started;
    let terms = Terms { at: observed, max_age: None, purpose: KeyPurpose::Server, revocation: Revocation::Off };
    // A chain that is out of its time ends where it ends all the same.
    let ends_in = |anchors: &[Certificate]| {
        let candidates = chain.iter().chain(&ends.between).cloned().collect();
        let judged = judge(leaf, &Material { candidates, anchors: anchors.to_vec(), ..Material::default() }, &terms);
        judged.anchor().map(Certificate::label)
    };
    let end = match ends_in(&ends.expected) {
        Some(root) => ChainEnd::Expected(root),
        None => match ends_in(&ends.of_this_host) {
            Some(root) => ChainEnd::OfThisHost(root),
            // A CA that says where its own certificate is may be a public one, of which the chain lacks a certificate.
            None if !last.is_self_issued() && !last.ca_issuer_urls().is_empty() => {
                ChainEnd::Incomplete(last.issuer().label())
            }
            None => ChainEnd::Elsewhere(last.issuer().label()),
        },
    };
    Some(Presented { host, chain, end })
}

/// What a fetch is read as: what its target serves. Where that is not said, what the body begins like, and `Any` where it
/// begins like nothing that a CA publishes.
fn served(fetch: &Fetch, objects: &Objects) -> EndpointKind {
    if fetch.id.kind != EndpointKind::Any {
        return fetch.id.kind;
    }
    let Reached::Answered { answer: Answer { body: Some(digest), .. }, .. } = &fetch.reached else {
        return EndpointKind::Any;
    };
    let head = objects.head(digest, LOOKED_AT).ok().flatten().unwrap_or_default();
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

/// The body of a fetch that was answered with one. None where there is none to read.
fn body_of(
    fetch: &Fetch,
    objects: &Objects,
    read: impl FnOnce(&Digest, &Objects) -> io::Result<Content>,
) -> Option<Body> {
    let Reached::Answered { answer, hops, .. } = &fetch.reached else { return None };
    let host = hops.last().map_or_else(|| fetch.id.url.host(), |hop| hop.to.host());
    let elsewhere = host != fetch.id.url.host();
    // An object that can't be read back shows as such in its content.
    let head = answer.body.and_then(|digest| objects.head(&digest, LOOKED_AT).ok().flatten()).unwrap_or_default();
    let headers: Vec<(&str, &str)> = answer.headers.iter().map(|one| (one.name.as_str(), one.value.as_str())).collect();
    let block_page = BlockPage::recognise(&Signs { host: &host, headers: &headers, body: &head });
    let content = match &answer.body {
        Some(digest) => read(digest, objects).unwrap_or_else(|failed| Content::HostIo(failed.kind())),
        None => Content::Nothing,
    };
    Some(Body { looks: Looks::of(&head), block_page, elsewhere, served: served(fetch, objects), content })
}

fn certificates(digest: &Digest, objects: &Objects) -> io::Result<Content> {
    let bytes = objects.small(digest, LARGEST_AIA)?.unwrap_or_default();
    let bundle = decode_certificates(&bytes);
    Ok(Content::Certificates { found: bundle.items, errors: bundle.errors, encoding: bundle.encoding })
}

/// The certificates that may sign.
struct InPlay {
    /// The policy's, the store's where a list of URLs leaves the issuer open, and those brought ones that lead to one of
    /// these anchors.
    certificates: Vec<Certificate>,
    /// Whose revocation is asked for, with the issuer of each.
    asked: Vec<(Certificate, Certificate)>,
    /// Their serials.
    serials: AskedSerials,
}

impl InPlay {
    fn new(policy: &Policy, examined: &mut Examined, observed: Timestamp) -> Self {
        let store: &[StoreEntry] = if policy.takes_any_issuer() { &examined.store } else { &[] };
        let store = store.iter().map(|entry| entry.certificate.clone());
        let mut certificates: Vec<Certificate> = policy.certificates().cloned().chain(store.clone()).collect();
        let mut pool = certificates.clone();
        pool.extend(examined.brought.iter().map(|one| one.certificate.clone()));
        let anchors = policy.incoming.iter().flat_map(|anchor| anchor.known.iter().cloned());
        let anchors: Vec<Certificate> = anchors.chain(store).collect();
        // A signer leads to the same anchors as what it signs for, by a path that holds when it is asked. Its own revocation
        // is what the CRLs and answers in play are there for.
        let terms = Terms { at: observed, max_age: None, purpose: KeyPurpose::Any, revocation: Revocation::Off };
        let material = Material { candidates: pool.clone(), anchors, ..Material::default() };
        let trusted =
            examined.brought.iter().filter(|one| judge(&one.certificate, &material, &terms).outcome() == Outcome::Good);
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

    /// The body of a fetch that is read with all certificates at hand. None where it has none, or serves certificates.
    fn body(&self, fetch: &Fetch, objects: &Objects) -> Option<Body> {
        match served(fetch, objects) {
            EndpointKind::Crl => body_of(fetch, objects, |digest, objects| Ok(self.crl(digest, objects))),
            EndpointKind::Ocsp if fetch.id.method != Method::Connect => {
                body_of(fetch, objects, |digest, objects| self.ocsp(fetch, digest, objects))
            }
            EndpointKind::Any => body_of(fetch, objects, |_, _| Ok(Content::Unrecognised)),
            EndpointKind::Ocsp | EndpointKind::Aia | EndpointKind::Connect => None,
            EndpointKind::Ctl => body_of(fetch, objects, |_, _| Ok(Content::Unrecognised)),
        }
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

    fn ocsp(&self, fetch: &Fetch, digest: &Digest, objects: &Objects) -> io::Result<Content> {
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
            fetch.id.request == Some(Digest::of(&request))
        });
        let issuer = issuer.map(|(_, issuer)| issuer).or_else(|| match fetch.id.kind {
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
