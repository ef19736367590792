//! `connector-pins`: whether a connector of Exchange or Exchange Online pins what the service leaves, and what each setting of TLS
//! leads to. Asked only where `--connectors` gave what the cmdlets say; nothing of it was seen on the wire.

mod service;
mod words;

use self::service::{Fits, Service, common_name, fit};
use super::{Check, Concerns, EVERY};
use crate::case::Case;
use crate::finding::{Code, Finding, Leg, Phase, Template};
use crate::language::{Arg, Message, Say, message, messages};
use crate::observation::{CertificateName, Connector, ConnectorKind, DomainCapabilities, TlsAuthLevel};
use crate::policy::Side;
use crate::vocabulary::Shown;

messages! {
    /// How a connector is to be changed.
    pub(super) static CHANGES:
    CHANGE = "words-pin-change", "Let it read {should}, which survives this rotation and the next: {how}";
    OTHER_VALUES = "words-other-values",
        "Set-ReceiveConnector -TlsDomainCapabilities, with the connector's other values as they are";
}

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::ConnectorPins,
    question: "Does a connector pin what the service leaves?",
    citation: "Microsoft, Set-SendConnector, Set-ReceiveConnector, Set-InboundConnector, Set-OutboundConnector",
    concerns: Concerns::Rotation,
    decisive: EVERY,
    templates: &[
        &words::BY_NAME,
        &words::HOLDS,
        &words::VALIDATING,
        &words::OPPORTUNISTIC,
        &words::UNNAMED,
        &words::OWN_NAME,
        &words::CLOUD,
        &words::OTHER_PARTNER,
        &words::DISABLED,
        &words::BOTH_PINNED,
        &words::INCOMING_PIN,
        &words::DOMAIN_NOT_SAID,
        &words::CLOUD_MAIL_OFF,
        &words::OTHER_PIN,
        &words::OWN_ISSUER,
        &words::DOMAIN_ABSENT,
        &words::FALLBACK,
        &words::ONE_DIRECTION,
        &words::RETIRING_PIN,
        &words::EARLY_PIN,
        &words::DOMAIN_MISMATCH,
    ],
    run,
};

const CAPABILITIES: &str = "TlsDomainCapabilities";

/// The domain below which every tenant of Exchange Online has its own (Microsoft, hybrid mail flow).
const TENANTS: &str = "*.onmicrosoft.com";

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(connectors) = &case.observed.connectors else { return Vec::new() };
    let service = Service(case.policy);
    let mut findings: Vec<Finding> = connectors.iter().flat_map(|one| of_connector(case, &service, one)).collect();
    let enabled: Vec<&Connector> = connectors.iter().filter(|one| one.is_enabled()).collect();
    findings.extend(enabled.iter().filter_map(|one| one_direction(&service, one, &enabled)));
    findings
}

fn of_connector(case: &Case<'_>, service: &Service<'_>, connector: &Connector) -> Vec<Finding> {
    if !connector.is_enabled() {
        return vec![finding(connector, &words::DISABLED, "")];
    }
    let mut findings = match connector.kind {
        ConnectorKind::Send => sends(case, service, connector),
        ConnectorKind::Receive => receives(case, service, connector),
        ConnectorKind::Inbound | ConnectorKind::Outbound => vec![in_the_cloud(connector)],
    };
    findings.extend(own(service, connector));
    if connector.cloud_services_mail == Some(false) && is_hybrid(service, connector) {
        findings.push(finding(connector, &words::CLOUD_MAIL_OFF, "CloudServicesMailEnabled"));
    }
    findings
}

/// What Exchange asks of the service's certificate where it sends.
fn sends(case: &Case<'_>, service: &Service<'_>, connector: &Connector) -> Vec<Finding> {
    let mut findings = Vec::new();
    if connector.validates() {
        findings.push(finding(connector, &words::VALIDATING, ""));
    } else {
        findings.push(finding(connector, &words::OPPORTUNISTIC, ""));
    }
    if connector.level == Some(TlsAuthLevel::DomainValidation) {
        findings.extend(domain(case, service, connector));
    }
    let loose = match (connector.ignore_starttls, connector.require_tls) {
        (Some(true), _) => Some(message!("words-ignore-starttls", "IgnoreSTARTTLS is True")),
        (_, Some(false)) => Some(message!("words-no-require-tls", "RequireTLS is False")),
        _ => None,
    };
    if let (Some(loose), Some(_)) = (loose, connector.level) {
        findings.push(finding(connector, &words::FALLBACK, "RequireTLS").with("value", loose));
    }
    findings
}

/// The name to which `DomainValidation` holds a certificate.
fn domain(case: &Case<'_>, service: &Service<'_>, connector: &Connector) -> Option<Finding> {
    let said = |template| finding(connector, template, "TlsDomain").with("cutover", case.times.cutover);
    let Some(domain) = &connector.tls_domain else {
        return is_hybrid(service, connector).then(|| said(&words::DOMAIN_ABSENT));
    };
    let said = |template| said(template).with("value", domain);
    let among = |names: &[&str]| names.iter().any(|name| fit(domain.as_str(), name));
    let meant = service.is_named(domain.as_str()) || is_hybrid(service, connector);
    match service.names_on(Side::Incoming) {
        _ if !meant => Some(said(&words::OTHER_PARTNER)),
        None => Some(said(&words::DOMAIN_NOT_SAID)),
        // That it validates, and what, was said.
        Some(names) if among(&names) => None,
        Some(names) => {
            let should = names.first().copied().unwrap_or_default();
            let names = names.into_iter().map(Shown::new).collect::<Vec<_>>();
            Some(said(&words::DOMAIN_MISMATCH).with("names", names).with("should", should))
        }
    }
}

/// What Exchange grants to the service's certificate where it receives.
fn receives(case: &Case<'_>, service: &Service<'_>, connector: &Connector) -> Vec<Finding> {
    let values = &connector.capabilities;
    if values.is_empty() {
        return vec![finding(connector, &words::UNNAMED, "")];
    }
    values.iter().map(|value| granted(case, service, connector, value)).collect()
}

/// One value of `TlsDomainCapabilities`: it grants what it names to a certificate that fits, and to no other.
fn granted(case: &Case<'_>, service: &Service<'_>, connector: &Connector, value: &DomainCapabilities) -> Finding {
    let said = |template| finding(connector, template, CAPABILITIES).with("value", &value.text);
    if !service.is_meant(value) {
        return said(&words::OTHER_PARTNER);
    }
    let Some(certificate) = &value.certificate else { return said(&words::BY_NAME) };
    let sides = service.sides(certificate);
    let others = connector.capabilities.iter().filter(|other| *other != value && service.is_meant(other));
    let mut others = others.map(|other| other.certificate.as_ref().map(|name| service.sides(name)));
    let after = case.phase == Phase::After;
    let template = match (sides.before, sides.after) {
        (Fits::Yes, Fits::Yes) => &words::HOLDS,
        (_, Fits::Yes) if after => &words::INCOMING_PIN,
        (Fits::No, Fits::Yes) if others.any(|one| one.is_none_or(|one| one.before == Fits::Yes)) => &words::BOTH_PINNED,
        (Fits::No, Fits::Yes) => &words::EARLY_PIN,
        (Fits::Yes | Fits::Unknown, Fits::No) if others.any(|one| one.is_none_or(|one| one.after == Fits::Yes)) => {
            &words::BOTH_PINNED
        }
        (Fits::Yes | Fits::Unknown, Fits::No) => &words::RETIRING_PIN,
        (Fits::No, Fits::No) | (_, Fits::Unknown) | (Fits::Unknown, Fits::Yes) => &words::OTHER_PIN,
    };
    let should = without_issuer(service, value);
    let cutover = case.times.cutover;
    let when = if after {
        message!("words-presents-since", "and since {cutover} it presents another")
    } else {
        message!("words-presents-from", "and from {cutover} on it presents another")
    };
    said(template)
        .with("cutover", cutover)
        .with("until", case.times.rollout_until(case.policy))
        .with("when", Say::new(when).with("cutover", cutover))
        .with("effect", EFFECT)
        .with("change", change(service, connector, &should))
        .with("should", should)
}

/// What it leads to that nothing is granted to the service.
static EFFECT: &Message = message!(
    "words-pin-effect",
    "the service's mail loses its internal status here (it is filtered as if it came from outside), or is refused with 454 4.7.5 \
     where TLS is required"
);

/// The value that fits before and after: the name of the service, without an issuer.
fn without_issuer(service: &Service<'_>, value: &DomainCapabilities) -> String {
    let subject = value.certificate.as_ref().and_then(|name| common_name(name.subject.as_ref()?));
    let named = value.domain.clone().or(subject).map(|name| name.to_string());
    let named = named.or_else(|| service.names().first().map(|name| (*name).to_owned()));
    let granted: Vec<&str> = value.granted.iter().map(Shown::as_str).collect();
    let granted = if granted.is_empty() { "AcceptCloudServicesMail".to_owned() } else { granted.join(",") };
    format!("{}:{granted}", named.as_deref().unwrap_or("mail.protection.outlook.com"))
}

/// The most characters of a command that a finding gives: more would be cut, and a command that is cut is none.
const LONGEST_COMMAND: usize = 250;

/// How to change the connector's values: those that name the service's certificate by its name alone, and the others as they are.
fn change(service: &Service<'_>, connector: &Connector, should: &str) -> Say {
    let mut values: Vec<String> = Vec::new();
    for one in &connector.capabilities {
        let pins = one.certificate.is_some() && service.is_meant(one);
        let value = quoted(&if pins { without_issuer(service, one) } else { one.text.to_string() });
        if !values.contains(&value) {
            values.push(value);
        }
    }
    let name = quoted(connector.name.as_str());
    let command = format!("Set-ReceiveConnector {name} -TlsDomainCapabilities {}", values.join(","));
    let how = match command.chars().count() {
        ..=LONGEST_COMMAND => Arg::from(command),
        _ => Arg::from(&OTHER_VALUES),
    };
    Say::new(&CHANGE).with("should", should).with("how", how)
}

/// A text in PowerShell's single quotes, within which only quotes mean anything; typographic ones are quotes to it as well.
fn quoted(text: &str) -> String {
    let quote = |character: char| matches!(character, '\'' | '\u{2018}'..='\u{201b}');
    let doubled: String = text.chars().flat_map(|one| std::iter::repeat_n(one, 1 + usize::from(quote(one)))).collect();
    format!("'{doubled}'")
}

/// What Exchange Online asks of this organisation: its own certificate, which is not the one that moves.
fn in_the_cloud(connector: &Connector) -> Finding {
    finding(connector, &words::CLOUD, "")
}

/// The certificate by which Exchange, or a sender to Exchange Online, is to be known.
fn own(service: &Service<'_>, connector: &Connector) -> Option<Finding> {
    let (setting, name): (_, &CertificateName) = match (&connector.own_certificate, &connector.sender_certificate) {
        (Some(own), _) => ("TlsCertificateName", own),
        (None, Some(sender)) => ("TlsSenderCertificateName", sender),
        (None, None) => return None,
    };
    let template = if service.is_retiring_issuer(name) { &words::OWN_ISSUER } else { &words::OWN_NAME };
    Some(finding(connector, template, setting).with("value", &name.text))
}

/// Whether mail between the two halves of a hybrid organisation goes by a connector.
fn is_hybrid(service: &Service<'_>, connector: &Connector) -> bool {
    let mut hosts = connector.smart_hosts.iter().chain(&connector.tls_domain);
    let to_the_service = hosts.any(|host| service.has(host.as_str()));
    let to_a_tenant = connector.domains.iter().any(|domain| fit(TENANTS, domain.as_str()));
    match connector.kind {
        ConnectorKind::Send => to_the_service || to_a_tenant || connector.cloud_services_mail == Some(true),
        ConnectorKind::Receive => false,
        ConnectorKind::Inbound | ConnectorKind::Outbound => {
            connector.category.as_ref().is_some_and(|category| category.as_str().eq_ignore_ascii_case("OnPremises"))
        }
    }
}

/// A connector that forces TLS, where those for the other direction of the same mail are known and none of them does.
fn one_direction(service: &Service<'_>, connector: &Connector, all: &[&Connector]) -> Option<Finding> {
    let opposite = match connector.kind {
        ConnectorKind::Send => ConnectorKind::Receive,
        ConnectorKind::Inbound => ConnectorKind::Outbound,
        ConnectorKind::Outbound => ConnectorKind::Inbound,
        // What a receive connector forces, it forces on everybody.
        ConnectorKind::Receive => return None,
    };
    let concerned = connector.kind != ConnectorKind::Send || is_hybrid(service, connector);
    let others = || all.iter().filter(|other| other.kind == opposite);
    if !concerned || !forces(connector) || others().next().is_none() {
        return None;
    }
    let back: Vec<&Connector> = others().copied().filter(|other| is_way_back(connector, other)).collect();
    if back.iter().any(|other| forces(other)) {
        return None;
    }
    let other = match back.as_slice() {
        [] => Say::new(message!("words-no-connector", "no {kind} is for it")).with("kind", kind(opposite)).into(),
        back => Arg::Each(back.iter().map(|one| called(one).into()).collect()),
    };
    Some(finding(connector, &words::ONE_DIRECTION, "").with("value", called(connector)).with("other", other))
}

/// Whether mail can't go by a connector without TLS. What is granted by `TlsDomainCapabilities` is granted over TLS alone.
fn forces(connector: &Connector) -> bool {
    match connector.kind {
        ConnectorKind::Send | ConnectorKind::Inbound => connector.require_tls == Some(true),
        ConnectorKind::Receive => connector.require_tls == Some(true) || !connector.capabilities.is_empty(),
        ConnectorKind::Outbound => connector.level.is_some(),
    }
}

/// Whether a connector serves the same partner in the other direction: of Exchange Online's, one of the same type, and for
/// partners one with a domain in common.
fn is_way_back(connector: &Connector, other: &Connector) -> bool {
    let partners = |one: &Connector| one.category.as_ref().is_some_and(|category| category.as_str() == "Partner");
    let common = || connector.domains.iter().any(|one| other.domains.iter().any(|domain| overlap(one, domain)));
    match connector.kind {
        ConnectorKind::Send | ConnectorKind::Receive => true,
        ConnectorKind::Inbound | ConnectorKind::Outbound => {
            connector.category == other.category && (!partners(connector) || common())
        }
    }
}

fn overlap(one: &Shown, other: &Shown) -> bool {
    let (one, other) = (one.as_str(), other.as_str());
    one == "*" || other == "*" || fit(one, other) || fit(other, one)
}

fn called(connector: &Connector) -> Say {
    Say::new(message!("words-connector", "{kind} {name}"))
        .with("kind", kind(connector.kind))
        .with("name", &connector.name)
}

fn kind(kind: ConnectorKind) -> &'static Message {
    match kind {
        ConnectorKind::Send => message!("words-send-connector", "send connector"),
        ConnectorKind::Receive => message!("words-receive-connector", "receive connector"),
        ConnectorKind::Inbound => message!("words-inbound-connector", "inbound connector"),
        ConnectorKind::Outbound => message!("words-outbound-connector", "outbound connector"),
    }
}

/// A finding about a setting, or about the connector as a whole, with the words that every template may use.
fn finding(connector: &Connector, template: &'static Template, setting: &str) -> Finding {
    let behind = if setting.is_empty() { String::new() } else { format!(": {setting}") };
    let mut finding =
        Finding::new(Code::ConnectorPins, template, Shown::new(&format!("{}{behind}", called(connector))));
    finding.leg = Some(match connector.kind {
        ConnectorKind::Send | ConnectorKind::Inbound => Leg::Outbound,
        ConnectorKind::Receive | ConnectorKind::Outbound => Leg::Inbound,
    });
    let (cmdlet, columns) = match connector.kind {
        ConnectorKind::Send => {
            ("Get-SendConnector", "Enabled, RequireTLS, IgnoreSTARTTLS, Tls*, CloudServicesMailEnabled")
        }
        ConnectorKind::Receive => ("Get-ReceiveConnector", "Enabled, RequireTLS, Tls*"),
        ConnectorKind::Inbound => {
            ("Get-InboundConnector", "Enabled, RequireTls, RestrictDomains*, Tls*, CloudServicesMailEnabled")
        }
        ConnectorKind::Outbound => ("Get-OutboundConnector", "Enabled, Tls*, CloudServicesMailEnabled"),
    };
    let show = format!("{cmdlet} {} | Format-List {columns}", quoted(connector.name.as_str()));
    finding.with("show", show).with("level", level(connector))
}

/// What a connector asks, in its own words.
fn level(connector: &Connector) -> Arg {
    let without = |setting: &'static str| {
        Arg::from(Say::new(message!("words-no-setting", "no {setting}")).with("setting", setting))
    };
    let restricts = connector.restrict_to_certificate == Some(true);
    let tls = if connector.require_tls == Some(true) { Arg::from("RequireTls") } else { without("RequireTls") };
    match (connector.kind, connector.level) {
        (ConnectorKind::Inbound, _) if restricts => Arg::Each(vec![tls, Arg::from("RestrictDomainsToCertificate")]),
        (ConnectorKind::Inbound, _) => tls,
        (_, Some(level)) => Arg::from(level.word()),
        (_, None) if connector.domain_secure == Some(true) => Arg::from("DomainSecureEnabled"),
        (ConnectorKind::Outbound, None) => without("TlsSettings"),
        (_, None) => without("TlsAuthLevel"),
    }
}
