//! What `connector-pins` says. Which of it, stands beside.

use crate::finding::{Cause, Level, Owner, Template};

const PASS: Template = Template {
    id: "",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "",
    required: "no connector that asks for what the service leaves",
    next: "",
    verify: "",
};

/// What asks for something to be done at a connector.
const ASK: Template = Template { owner: Some(Owner::Exchange), verify: "{show}", ..PASS };

pub(super) static BY_NAME: Template = Template {
    id: "connector-pins.by-name",
    observed: "{value} names the service by its name alone: a certificate of any issuer will do, if its chain verifies here",
    ..PASS
};

pub(super) static HOLDS: Template = Template {
    id: "connector-pins.holds",
    observed: "{value} names the service's certificate by what stays the same at the cutover",
    ..PASS
};

pub(super) static VALIDATING: Template = Template {
    id: "connector-pins.validating",
    observed: "{level}: mail goes only where the service's chain verifies and its revocation can be learnt; otherwise it waits in the queue (454 4.7.5, RevocationCheckFailure)",
    ..PASS
};

pub(super) static OPPORTUNISTIC: Template = Template {
    id: "connector-pins.opportunistic",
    observed: "{level}: no certificate is asked for; mail stays encrypted where the other side offers TLS, and unauthenticated, before the cutover and after it",
    ..PASS
};

pub(super) static UNNAMED: Template =
    Template { id: "connector-pins.unnamed", observed: "it names no certificate of the other side", ..PASS };

pub(super) static OWN_NAME: Template = Template {
    id: "connector-pins.own-name",
    observed: "{value} names this organisation's own certificate: the service's move leaves it as it is, its own renewal does not",
    ..PASS
};

pub(super) static CLOUD: Template = Template {
    id: "connector-pins.cloud",
    observed: "{level}: what Exchange Online asks of this organisation's certificate, which the service's move leaves as it is; where that certificate falls short, Exchange Online defers mail to this host (450 4.4.317) or refuses mail from it",
    ..PASS
};

pub(super) static OTHER_PARTNER: Template = Template {
    id: "connector-pins.other-partner",
    level: Level::NotApplicable,
    observed: "{value} names another partner than this policy's service",
    required: "nothing: that partner's certificate is another policy's",
    ..PASS
};

pub(super) static DISABLED: Template = Template {
    id: "connector-pins.disabled",
    level: Level::NotApplicable,
    observed: "it is not enabled, and was not judged",
    required: "nothing while no mail goes by it",
    ..PASS
};

pub(super) static BOTH_PINNED: Template = Template {
    id: "connector-pins.both-pinned",
    level: Level::Notice,
    cause: Some(Cause::PinnedIssuer),
    observed: "{value} fits the service's certificate on one side of the cutover alone, and another value of the connector on the other",
    required: "a value for each side of the cutover, or one without an issuer",
    next: "Nothing for this rotation. The next one asks for such a pair again; {should} in the place of both values does not.",
    ..ASK
};

pub(super) static INCOMING_PIN: Template = Template {
    id: "connector-pins.incoming-pin",
    level: Level::Notice,
    cause: Some(Cause::PinnedIssuer),
    observed: "{value} names the certificate that the service presents since {cutover}",
    required: "a value that fits the service's certificate",
    next: "Nothing for this rotation. The service's next move breaks it; {should} survives that.",
    ..ASK
};

pub(super) static DOMAIN_NOT_SAID: Template = Template {
    id: "connector-pins.domain-not-said",
    level: Level::Notice,
    cause: Some(Cause::NameMismatch),
    observed: "{level} holds the service's certificate to {value}, and the policy does not say which names that has from {cutover} on",
    required: "a name that the service's certificate has after the cutover",
    next: "Compare it with the service's announcement, or with what the service presents after the cutover.",
    ..ASK
};

pub(super) static CLOUD_MAIL_OFF: Template = Template {
    id: "connector-pins.cloud-mail-off",
    level: Level::Notice,
    cause: Some(Cause::HeadersDropped),
    observed: "CloudServicesMailEnabled is False on a connector between this organisation and Exchange Online: the headers by which mail counts as internal are dropped, and such mail is filtered as if it came from outside",
    required: "CloudServicesMailEnabled True for mail within a hybrid organisation (Microsoft, Set-SendConnector, Set-InboundConnector)",
    next: "Where mail between the two halves of a hybrid organisation goes by it, run the Hybrid Configuration Wizard again.",
    ..ASK
};

pub(super) static OTHER_PIN: Template = Template {
    id: "connector-pins.other-pin",
    level: Level::Warning,
    cause: Some(Cause::PinnedIssuer),
    observed: "{value} pins a certificate, and the policy knows it neither as the one that the service leaves nor as the one that it moves to: where the service presents another, {effect}",
    required: "a value that fits the service's certificate on both sides of the cutover",
    next: "{change}",
    ..ASK
};

pub(super) static OWN_ISSUER: Template = Template {
    id: "connector-pins.own-issuer",
    level: Level::Warning,
    cause: Some(Cause::PinnedIssuer),
    observed: "{value} finds this organisation's own certificate by an issuer that the service leaves. The service's move leaves it as it is; what makes the service move may come to this certificate as well",
    required: "a value that follows this organisation's certificate when that is renewed under another issuer",
    next: "See when the certificate is renewed and by whom. Then set the value again from it: \"<I>$($cert.Issuer)<S>$($cert.Subject)\".",
    ..ASK
};

pub(super) static DOMAIN_ABSENT: Template = Template {
    id: "connector-pins.domain-absent",
    level: Level::Warning,
    cause: Some(Cause::NameMismatch),
    observed: "DomainValidation without TlsDomain: the certificate is held to the recipient's own domain, which the service's certificate does not have",
    required: "TlsDomain, a name of the service's certificate (Microsoft, Set-SendConnector -TlsAuthLevel)",
    next: "Set TlsDomain to a name that the service's certificate has before and after the cutover.",
    ..ASK
};

pub(super) static FALLBACK: Template = Template {
    id: "connector-pins.fallback",
    level: Level::Warning,
    cause: Some(Cause::PlaintextFallback),
    observed: "{value}: where TLS can't be set up, or {level} fails, mail may go in plaintext rather than wait, and nobody is told",
    required: "RequireTLS True where a certificate is asked for (Microsoft, Set-SendConnector -TlsAuthLevel)",
    next: "Require TLS on the connector, or ask for no certificate there.",
    ..ASK
};

pub(super) static ONE_DIRECTION: Template = Template {
    id: "connector-pins.one-direction",
    level: Level::Warning,
    cause: Some(Cause::OneDirection),
    observed: "TLS is forced on {value}, and on none of the connectors for mail the other way ({other})",
    required: "a connector that forces TLS for each direction (Microsoft, How Exchange Online uses TLS)",
    next: "Force TLS on the connector for the other direction as well, or write down why it is not.",
    ..ASK
};

pub(super) static RETIRING_PIN: Template = Template {
    id: "connector-pins.retiring-pin",
    level: Level::Failure,
    cause: Some(Cause::PinnedIssuer),
    observed: "{value} pins the certificate that the service leaves, {when}: {effect}",
    required: "a value that fits the service's certificate from {cutover} on",
    next: "{change}",
    ..ASK
};

pub(super) static EARLY_PIN: Template = Template {
    id: "connector-pins.early-pin",
    level: Level::Failure,
    cause: Some(Cause::PinnedIssuer),
    observed: "{value} pins the certificate that the service moves to, and no value fits the one that it may present until {until}: {effect}",
    required: "a value for each side of the cutover, or one without an issuer",
    next: "{change}",
    ..ASK
};

pub(super) static DOMAIN_MISMATCH: Template = Template {
    id: "connector-pins.domain-mismatch",
    level: Level::Failure,
    cause: Some(Cause::NameMismatch),
    observed: "{level} holds the service's certificate to {value}, and from {cutover} on that has {names}: mail to the service waits in the queue (454 4.7.5)",
    required: "a name that the service's certificate has after the cutover",
    next: "Set TlsDomain to {should}.",
    ..ASK
};
