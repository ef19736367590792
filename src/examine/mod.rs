//! Store and bodies → verified values, or typed reasons. It runs after the collection, over the evidence alone: which
//! serials to ask a CRL for is known only once the certificates in play are, and a large object is never decoded on the
//! thread that keeps the timers.

mod in_play;
mod own;
mod presented;
mod served;
mod update;

use std::collections::BTreeMap;
use std::io;

use crate::evidence::Evidence;
use crate::language::Arg;
use crate::observation::{Fetch, Place, ServiceId, TargetId};
use crate::pki::crl::{CrlFault, CrlReading, CrlSignatureFault};
use crate::pki::ocsp::{BasicResponse, OcspFault, OcspSignatureFault, Refusal};
use crate::pki::{BlockPage, BundleEncoding, BundleError, Certificate, Looks, NotACertificate, TrustList, Verified};
use crate::policy::{EndpointKind, Policy};
use crate::vocabulary::{Digest, Shown};
use in_play::{Came, InPlay, certificates};
use own::own_chains;
use presented::{Ends, presented};

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
    /// Certificates that AIA brought, in the order of their targets, and those that services presented.
    pub brought: Vec<Brought>,
    /// What each service presented.
    pub served: BTreeMap<ServiceId, Served>,
    /// What came back from each target that answered with a body.
    pub bodies: BTreeMap<TargetId, Body>,
    /// The same by the other way out, where it was compared.
    pub compared: BTreeMap<TargetId, Body>,
    /// The same as Windows itself retrieved it.
    pub retrieved: BTreeMap<TargetId, Body>,
    /// The lists of Windows' root update.
    pub update: UpdateRead,
    /// What TLS presented, of each target that was asked over it.
    pub presented: BTreeMap<TargetId, Presented>,
    /// The certificates that this host presents, each with those beside it, in the order of the observations.
    pub own: Vec<Vec<Certificate>>,
}

/// The longest list of roots that is read: Windows Update's has 170 kB.
pub const LARGEST_LIST: usize = 2 << 20;

/// The lists of Windows' root update, read.
#[derive(Debug, Default)]
pub struct UpdateRead {
    /// The list of roots that Windows keeps.
    pub roots: TrustListRead,
    /// The list of what is not to be trusted that it keeps.
    pub disallowed: TrustListRead,
    /// The list of a source that is a folder.
    pub source: TrustListRead,
}

/// One list.
#[derive(Debug, Default)]
pub enum TrustListRead {
    /// There is none.
    #[default]
    Absent,
    /// It could not be looked at: what was refused.
    Refused(Shown),
    /// It is none that we understand: why.
    NotUnderstood(Shown),
    /// The list.
    Read(TrustList),
}

/// Whether a list names a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// That could not be looked at, or was not understood: why.
    NotKnown(Arg),
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

/// What a service presented.
#[derive(Clone, Debug)]
pub struct Served {
    /// The certificates that are understood, in the order in which they came: the service's own first.
    pub chain: Vec<Certificate>,
    /// How many are not.
    pub odd: usize,
}

/// Who brought a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BroughtBy {
    /// An AIA URL.
    Target(TargetId),
    /// A service, which presented it.
    Service(ServiceId),
}

/// A certificate that AIA brought, or a service.
#[derive(Clone, Debug)]
pub struct Brought {
    /// By what.
    pub by: BroughtBy,
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
    /// Windows' list of roots, or why not.
    TrustList(TrustListRead),
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
    let observed = &evidence.observations;
    for fetch in &observed.fetches {
        let came = Came::by_fetch(fetch).filter(|came| came.served(objects) == EndpointKind::Aia);
        let body = came.filter(|_| fetch.whole_answer().is_some()).map(|came| came.read(objects, certificates));
        if let Some(Body { content: Content::Certificates { found, .. }, .. }) = body {
            examined.brought.extend(found.into_iter().map(|certificate| Brought {
                by: BroughtBy::Target(fetch.id.clone()),
                certificate,
                issuer: None,
            }));
        }
    }
    served::read(&mut examined, evidence);
    examined.update = UpdateRead::of(evidence);
    let in_play = InPlay::new(policy, &mut examined, observed.started);
    let ends = Ends::new(policy, &examined);
    let read = |came: Option<Came<'_>>| came.and_then(|came| in_play.body(&came, objects));
    let by_fetch = |fetch: &Fetch| Some((fetch.id.clone(), read(Came::by_fetch(fetch))?));
    examined.bodies = observed.fetches.iter().filter_map(by_fetch).collect();
    let compared = observed.compared.iter().flat_map(|compared| &compared.fetches);
    examined.compared = compared.filter_map(by_fetch).collect();
    let retrievals = observed.windows.iter().flat_map(|windows| &windows.retrievals);
    examined.retrieved = retrievals.filter_map(|one| Some((one.id.clone(), read(Came::by_windows(one))?))).collect();
    let presented =
        observed.fetches.iter().filter_map(|fetch| Some((fetch.id.clone(), presented(fetch, &ends, evidence)?)));
    examined.presented = presented.collect();
    examined.own = own_chains(evidence);
    examined
}
