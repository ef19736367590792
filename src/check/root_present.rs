//! `root-present`: whether each incoming trust anchor is in the store that counts. A name is never matched: a certificate
//! of the same name and another key is `root-lookalike`'s matter.

use super::{Check, Concerns, VALIDATING};
use crate::case::{Case, IMPORT, OnDemand};
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Say, messages};
use crate::policy::Anchor;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::RootPresent,
    question: "Is each incoming trust anchor in the store that counts?",
    citation: "RFC 5280 §6.1.1 (d): validation ends in a trust anchor",
    concerns: Concerns::Rotation,
    decisive: VALIDATING,
    templates: &[
        &BY_CERTIFICATE,
        &BY_KEY,
        &ABSENT,
        &ABSENT_IN_WINDOWS,
        &ON_DEMAND,
        &PERHAPS_ON_DEMAND,
        &OTHER_STORE,
        &PASSED_OVER,
        &UNLOADABLE,
        &PERHAPS_UNREAD,
    ],
    run,
};

static BY_CERTIFICATE: Template = Template {
    id: "root-present.by-certificate",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "present as the very certificate {sha256}, in {places}",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "",
    verify: "",
};
static BY_KEY: Template = Template {
    id: "root-present.by-key",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "present by its key {spki}, as the certificate {sha256}, in {places}",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "",
    verify: "",
};
static ABSENT: Template = Template {
    id: "root-present.absent",
    level: Level::Failure,
    cause: Some(Cause::RootAbsent),
    owner: Some(Owner::RootStore),
    observed: "absent: none of the {count} certificates read from {searched} has a digest that the policy gives",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "Add {certificate} to the store that the mail transport reads.",
    verify: "certready store find {wanted}",
};
static ABSENT_IN_WINDOWS: Template = Template {
    id: "root-present.absent-in-windows",
    level: Level::Failure,
    cause: Some(Cause::RootAbsent),
    owner: Some(Owner::RootStore),
    observed: "absent: none of the {count} certificates read from {searched} has a digest that the policy gives, and it \
               would not come on demand (root-auto-update)",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "{import}",
    verify: "certready store find {wanted}",
};
static ON_DEMAND: Template = Template {
    id: "root-present.on-demand",
    level: Level::Warning,
    cause: Some(Cause::RootOnDemand),
    owner: Some(Owner::RootStore),
    observed: "absent from the {count} certificates read from {searched}; Windows would fetch it when a chain needs it \
               (root-auto-update)",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "Pre-stage it. {import}",
    verify: "certready store find {wanted}",
};
static PERHAPS_ON_DEMAND: Template = Template {
    id: "root-present.perhaps-on-demand",
    level: Level::Unknown,
    cause: Some(Cause::RootOnDemand),
    owner: Some(Owner::RootStore),
    observed: "absent from the {count} certificates read from {searched}; whether Windows would fetch it is not known \
               (root-auto-update)",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "{import}",
    verify: "certready store find {wanted}",
};
static OTHER_STORE: Template = Template {
    id: "root-present.other-store",
    level: Level::Failure,
    cause: Some(Cause::RootWrongStore),
    owner: Some(Owner::RootStore),
    observed: "it stands in {places}, where services look for no trust anchor",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "{import}",
    verify: "certready store find {wanted}",
};
static PASSED_OVER: Template = Template {
    id: "root-present.passed-over",
    level: Level::Failure,
    cause: Some(Cause::RootWrongStore),
    owner: Some(Owner::RootStore),
    observed: "it stands in {places}, in a form or under a name that the reader of this store passes over",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "Add it as a PEM block CERTIFICATE to the store's bundle, or rehash the folder, as docs/trust-store.md says.",
    verify: "certready store find {wanted}",
};
static UNLOADABLE: Template = Template {
    id: "root-present.unloadable",
    level: Level::Failure,
    cause: Some(Cause::RootWrongStore),
    owner: Some(Owner::RootStore),
    observed: "it stands in {places}; Postfix can't load what its settings name, and none of it counts: {why}",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "Mend what the setting names, as store-complete says, and restart Postfix.",
    verify: "certready store find {wanted}",
};
static PERHAPS_UNREAD: Template = Template {
    id: "root-present.perhaps-unread",
    level: Level::Unknown,
    cause: Some(Cause::StoreIncomplete),
    owner: Some(Owner::RootStore),
    observed: "not among the {count} certificates that could be read; not looked into: {unread}",
    required: "policy, line {line}: this trust anchor, by the SHA-256 of its certificate or of its key",
    next: "Run as an account that may read the whole store, or mend what store-complete names.",
    verify: "certready store find {wanted}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    case.policy.incoming.iter().map(|anchor| look_for(case, anchor)).collect()
}

messages! {
    /// What [`called`] says.
    pub(super) static CALLED:
    CALLED_BY_KEY = "words-certificate-by-key", "the certificate whose key has the SHA-256 {wanted}";
    CALLED_BY_DIGEST = "words-certificate-by-digest", "the certificate with the SHA-256 {wanted}";
}

/// What is to be added, by the digest that the policy gives.
fn called(anchor: &Anchor) -> Say {
    let by = if anchor.certificates.is_empty() { &CALLED_BY_KEY } else { &CALLED_BY_DIGEST };
    Say::new(by).with("wanted", anchor.wanted())
}

fn look_for(case: &Case<'_>, anchor: &Anchor) -> Finding {
    let finding = |template| Finding::new(Code::RootPresent, template, anchor.label.as_str()).with("line", anchor.line);
    let store = &case.examined.store;
    let by_certificate = store.iter().find(|entry| anchor.certificates.contains(&entry.certificate.fingerprint()));
    if let Some(entry) = by_certificate.or_else(|| store.iter().find(|entry| anchor.is(&entry.certificate))) {
        let template = if by_certificate.is_some() { &BY_CERTIFICATE } else { &BY_KEY };
        let places: Vec<Shown> = entry.places.iter().map(|place| place.path.clone()).collect();
        return finding(template)
            .with("sha256", entry.certificate.fingerprint().to_string())
            .with("spki", entry.certificate.spki_digest().to_string())
            .with("places", places);
    }
    let wanted = anchor.wanted();
    let facts = &case.observed.store;
    if let Some(entry) = case.examined.passed_over.iter().find(|entry| anchor.is(&entry.certificate)) {
        let places: Vec<Shown> = entry.places.iter().map(|place| Shown::new(&place.to_string())).collect();
        let said = match facts.unloadable() {
            Some(why) => finding(&UNLOADABLE).with("why", why),
            None if case.windows_stores().is_some() => finding(&OTHER_STORE),
            None => finding(&PASSED_OVER),
        };
        return said.with("places", places).with("wanted", wanted).with("import", IMPORT);
    }
    // Where we looked and found nothing that can be read, no reader finds a root either.
    let mut unread: Vec<Shown> =
        facts.unread.iter().filter(|one| one.denied).map(|one| Shown::new(&one.place.to_string())).collect();
    unread.extend(case.examined.store_unread.iter().map(|object| Shown::new(&object.to_string())));
    let template = match (unread.is_empty(), case.windows_stores().map(|_| case.on_demand(anchor))) {
        (_, Some(OnDemand::Offered(_))) => &ON_DEMAND,
        (false, _) => &PERHAPS_UNREAD,
        (true, Some(OnDemand::NotKnown(_))) => &PERHAPS_ON_DEMAND,
        (true, Some(OnDemand::Off | OnDemand::NotOffered(_))) => &ABSENT_IN_WINDOWS,
        (true, None) => &ABSENT,
    };
    finding(template)
        .with("count", store.len())
        .with("searched", facts.searched.clone())
        .with("unread", unread)
        .with("certificate", called(anchor))
        .with("wanted", wanted)
        .with("import", IMPORT)
}
