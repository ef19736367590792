//! A Windows host in memory: what it tells when all is well, to be spoilt in one place by a [`Scene`](super::case::Scene).

use certready::observation::{
    AccountProxy, ChainPurpose, Fetch, Form, Kept, Logon, Method, OsAnswer, OsChain, OsElement, Place, Proxies,
    ProxySource, Reached, Retrieval, Retrieved, RootUpdate, Scope, Setting, Switch, SystemStore, WindowsFacts,
};
use certready::pki::Certificate;
use certready::plan::chain_questions;
use certready::policy::{EndpointKind, Policy};
pub(crate) use certready::probe::store::beside::bare as kept;
use certready::vocabulary::{Digest, Sha1Fingerprint, Timestamp};

use super::case::Scene;
use super::cert::Issued;

/// `CERT_TRUST_IS_UNTRUSTED_ROOT`.
const UNTRUSTED_ROOT: u32 = 0x20;

/// What a well-kept host tells: a task of SYSTEM, an engine that finds nothing wrong with any chain, retrievals that bring
/// what our own fetches brought.
pub(crate) fn facts(policy: &Policy, at: [Timestamp; 2], anchors: &[Certificate], fetches: &[Fetch]) -> WindowsFacts {
    WindowsFacts {
        logon: Logon::Batch,
        elevated: Some(true),
        domain_role: Setting::Is("member server of contoso.example".into()),
        exchange: Setting::Is("15.2.1748.10".into()),
        transport_started: Setting::Is(at[0].plus_days(-3)),
        tls: vec![Switch {
            place: r"HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client\Enabled"
                .into(),
            value: Setting::Absent,
        }],
        chain_engine: Vec::new(),
        root_update: RootUpdate {
            disabled: Setting::Absent,
            source: Setting::Absent,
            synced: Setting::Is(at[0].plus_days(-1)),
            roots: Setting::Absent,
            disallowed: Setting::Absent,
            folder: Vec::new(),
        },
        proxies: Proxies {
            machine: Setting::Absent,
            account: Setting::Is(AccountProxy { detect: false, script: None, named: None }),
            in_force: ProxySource::Direct,
        },
        chains: chains(policy, &at, anchors),
        retrievals: fetches.iter().filter_map(retrieval).collect(),
    }
}

/// Each chain that is asked for, without a word against it where its root is among the anchors.
fn chains(policy: &Policy, at: &[Timestamp], anchors: &[Certificate]) -> Vec<OsChain> {
    let questions = chain_questions(policy, at);
    let has_root = policy.incoming.iter().any(|root| anchors.iter().any(|one| root.is(one)));
    let errors = if has_root { 0 } else { UNTRUSTED_ROOT };
    let mut chains = Vec::new();
    for subject in &questions.subjects {
        for at in &questions.at {
            for purpose in ChainPurpose::ALL {
                let certificate = Digest::of(subject.der());
                let elements = vec![OsElement { certificate, errors, info: 0 }];
                let answer = OsAnswer::Chain { errors, info: 0, elements };
                chains.push(OsChain { subject: certificate, purpose, at: *at, answer });
            }
        }
    }
    chains
}

/// What Windows retrieves of a target that is asked by GET: the same as our own fetch. None of others.
fn retrieval(fetch: &Fetch) -> Option<Retrieval> {
    let asked = fetch.id.method == Method::Get && fetch.id.kind != EndpointKind::Connect;
    let outcome = match &fetch.reached {
        Reached::Answered { answer, .. } if answer.status == 200 => {
            answer.body.map_or(Retrieved::Failed(13), |body| Retrieved::Came { body, bytes: answer.bytes })
        }
        _ => Retrieved::Failed(12_029),
    };
    asked.then(|| Retrieval { id: fetch.id.clone(), outcome, took_ms: 30 })
}

/// Where an administrator puts a root.
pub(crate) fn machine_root() -> Kept {
    kept(Scope::Machine, SystemStore::Root, ".Default")
}

/// The place of an entry.
pub(crate) fn place(kept: Kept) -> Place {
    Place { path: kept.to_string().as_str().into(), line: None, form: Form::Kept, kept: Some(kept) }
}

/// From where Windows updates its roots, unless a setting says otherwise.
pub(crate) const SOURCE: &str = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en";

/// Where that source has a root.
pub(crate) fn root_at_source(root: &Issued) -> String {
    format!("{SOURCE}/{}.crt", Sha1Fingerprint::of(root.der()).to_string().to_ascii_uppercase())
}

/// Where it has its list.
pub(crate) fn list_at_source() -> String {
    format!("{SOURCE}/authrootstl.cab")
}

/// A scene in which the source gives these bytes as its list, and a root that is missed.
pub(crate) fn offering(scene: Scene, root: &Issued, list: &[u8]) -> Scene {
    let (at_root, at_list) = (root_at_source(root), list_at_source());
    scene
        .body(&at_root, root.der())
        .answer(&at_root, |answer| answer.status = 200)
        .body(&at_list, list)
        .answer(&at_list, |answer| answer.status = 200)
}
