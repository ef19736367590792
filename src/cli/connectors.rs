//! `--connectors FILE`: the connectors of Exchange and of Exchange Online, as `Get-SendConnector`, `Get-ReceiveConnector`,
//! `Get-InboundConnector` and `Get-OutboundConnector` give them to `ConvertTo-Json`. docs/mail.md has the commands that write every
//! value as text; what the cmdlets write by themselves is read as well. What a setting leads to is not told here.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::powershell::{self, NotPowerShell, property, several, truth, word_of, words};
use super::{ExitStatus, Refusal};
use crate::observation::{CertificateName, Connector, ConnectorKind, DomainCapabilities, TlsAuthLevel};
use crate::vocabulary::Shown;

/// The longest file that is read, in bytes: with everything that the cmdlets tell, a connector takes some 10 KB.
const LONGEST: u64 = 8 << 20;

/// The most connectors that are taken, of all files together: each server has five receive connectors of its own.
pub const MOST_CONNECTORS: usize = 2_000;

/// The most values of one setting: hybrid organisations list some dozens of domains.
const MOST_VALUES: usize = 1_000;

/// Why a file does not say what the connectors are.
#[derive(Debug, thiserror::Error)]
pub enum NotConnectors {
    /// It is nothing that `ConvertTo-Json` writes.
    #[error(transparent)]
    Form(#[from] NotPowerShell),
    /// It is JSON of nothing.
    #[error("it names no connector: expected what `Get-SendConnector | ConvertTo-Json` and its like write")]
    NoConnectors,
    /// The files name more than are taken.
    #[error("it names more than {MOST_CONNECTORS} connectors, with the files before it")]
    TooMany,
    /// A connector without a name.
    #[error("connector {number} of it has no `Name` and no `Identity`")]
    NoName {
        /// Which, from 1.
        number: usize,
    },
    /// A connector of which nothing tells whether it is one for sending or receiving.
    #[error(
        "connector {number} of it, {name}, does not tell what it is: it needs a `Kind` (Send, Receive, Inbound, Outbound), or \
         the settings of one kind alone (docs/mail.md has the commands)"
    )]
    NoKind {
        /// Which, from 1.
        number: usize,
        /// Its name.
        name: Shown,
    },
    /// A value in a form that is not known.
    #[error("connector {number} of it, {name}: {setting} is in no form that is known (docs/mail.md has the commands)")]
    Value {
        /// Which, from 1.
        number: usize,
        /// Its name.
        name: Shown,
        /// Which of its settings.
        setting: &'static str,
    },
}

/// The connectors of several files. None where there is no file.
pub(super) fn read(paths: &[PathBuf]) -> Result<Option<Vec<Connector>>, Refusal> {
    let mut all = Vec::new();
    for path in paths {
        let more = of_file(path).and_then(|more| {
            let fits = all.len().saturating_add(more.len()) <= MOST_CONNECTORS;
            fits.then_some(more).ok_or(NotConnectors::TooMany)
        });
        all.extend(more.map_err(|refused| {
            let story = format!("--connectors {}: {}", path.display(), super::output::whole_story(&refused));
            Refusal { status: ExitStatus::Unreadable, story }
        })?);
    }
    Ok((!paths.is_empty()).then_some(all))
}

fn of_file(path: &Path) -> Result<Vec<Connector>, NotConnectors> {
    connectors(&powershell::bytes(path, LONGEST)?)
}

/// The connectors of a file's bytes: one object, or a list of them.
///
/// # Errors
/// [`NotConnectors`].
pub fn connectors(bytes: &[u8]) -> Result<Vec<Connector>, NotConnectors> {
    let listed = powershell::listed(bytes, LONGEST)?;
    match listed.len() {
        0 => Err(NotConnectors::NoConnectors),
        count if count > MOST_CONNECTORS => Err(NotConnectors::TooMany),
        _ => listed.iter().zip(1..).map(|(one, number)| connector(one, number)).collect(),
    }
}

fn connector(value: &Value, number: usize) -> Result<Connector, NotConnectors> {
    let object = value.as_object().ok_or(NotConnectors::NoName { number })?;
    let named = ["Name", "Identity"].into_iter().find_map(|key| words(property(object, key)));
    let name = Shown::new(named.ok_or(NotConnectors::NoName { number })?);
    let kind = kind(object).ok_or_else(|| NotConnectors::NoKind { number, name: name.clone() })?;
    let (domains, level) = match kind {
        ConnectorKind::Inbound => ("SenderDomains", "TlsAuthLevel"),
        ConnectorKind::Outbound => ("RecipientDomains", "TlsSettings"),
        ConnectorKind::Send | ConnectorKind::Receive => ("AddressSpaces", "TlsAuthLevel"),
    };
    let settings = Settings { object, number, name: &name };
    Ok(Connector {
        kind,
        enabled: settings.truth("Enabled")?,
        category: settings.category(),
        fqdn: settings.text("Fqdn")?,
        require_tls: settings.truth("RequireTLS")?,
        ignore_starttls: settings.truth("IgnoreSTARTTLS")?,
        domain_secure: settings.truth("DomainSecureEnabled")?,
        level: settings.one(level, |value| word_of(value, LEVELS))?,
        tls_domain: settings.text("TlsDomain")?,
        own_certificate: settings.one("TlsCertificateName", certificate_name)?,
        capabilities: settings.each("TlsDomainCapabilities", capabilities)?,
        sender_certificate: settings.one("TlsSenderCertificateName", certificate_name)?,
        restrict_to_certificate: settings.truth("RestrictDomainsToCertificate")?,
        cloud_services_mail: settings.truth("CloudServicesMailEnabled")?,
        domains: settings.each(domains, |value| Some(Shown::new(&without_type_and_cost(&plain(value)?))))?,
        smart_hosts: settings.each("SmartHosts", |value| Some(Shown::new(&plain(value)?)))?,
        name,
    })
}

/// Settings that connectors of one kind alone have (Microsoft, the cmdlets' own pages).
const SIGNS: [(ConnectorKind, &[&str]); 4] = [
    (ConnectorKind::Send, &["AddressSpaces", "TlsAuthLevel", "SmartHostAuthMechanism"]),
    (ConnectorKind::Receive, &["Bindings", "TlsDomainCapabilities", "RemoteIPRanges", "PermissionGroups"]),
    (ConnectorKind::Inbound, &["SenderDomains", "TlsSenderCertificateName", "RestrictDomainsToCertificate"]),
    (ConnectorKind::Outbound, &["RecipientDomains", "TlsSettings", "AllAcceptedDomains"]),
];

/// What a connector says that it is, else what its settings show. None where they show nothing, or more than one kind.
fn kind(object: &Map<String, Value>) -> Option<ConnectorKind> {
    if let Some(said) = property(object, "Kind") {
        let said = words(Some(said))?.to_ascii_lowercase();
        let known = [ConnectorKind::Send, ConnectorKind::Receive, ConnectorKind::Inbound, ConnectorKind::Outbound];
        let bare = said.strip_suffix("connector").unwrap_or(&said).trim_end();
        return known.into_iter().find(|kind| kind.word().strip_suffix(" connector") == Some(bare));
    }
    // A setting without a value shows as much as one with it.
    let has = |name: &&str| object.keys().any(|key| key.eq_ignore_ascii_case(name));
    let mut shown = SIGNS.iter().filter(|(_, signs)| signs.iter().any(has)).map(|(kind, _)| *kind);
    let kind = shown.next()?;
    shown.next().is_none().then_some(kind)
}

/// The levels, and the numbers that stand for them.
const LEVELS: &[(&str, u64, TlsAuthLevel)] = &[
    ("EncryptionOnly", 1, TlsAuthLevel::EncryptionOnly),
    ("CertificateValidation", 2, TlsAuthLevel::CertificateValidation),
    ("DomainValidation", 4, TlsAuthLevel::DomainValidation),
];

/// The number of `AcceptCloudServicesMail`, as Active Directory keeps it and `ConvertTo-Json` writes it.
const ACCEPT_CLOUD_SERVICES_MAIL: &str = "512";

/// One connector's settings, and what is said where one of them can't be read.
struct Settings<'a> {
    object: &'a Map<String, Value>,
    number: usize,
    name: &'a Shown,
}

impl Settings<'_> {
    fn refused(&self, setting: &'static str) -> NotConnectors {
        NotConnectors::Value { number: self.number, name: self.name.clone(), setting }
    }

    /// A value, which counts as none where it is an empty text.
    fn get(&self, setting: &str) -> Option<&Value> {
        property(self.object, setting).filter(|value| !value.as_str().is_some_and(|text| text.trim().is_empty()))
    }

    fn one<T>(&self, setting: &'static str, form: impl Fn(&Value) -> Option<T>) -> Result<Option<T>, NotConnectors> {
        self.get(setting).map(|value| form(value).ok_or_else(|| self.refused(setting))).transpose()
    }

    fn truth(&self, setting: &'static str) -> Result<Option<bool>, NotConnectors> {
        self.one(setting, |value| truth(Some(value)))
    }

    fn text(&self, setting: &'static str) -> Result<Option<Shown>, NotConnectors> {
        self.one(setting, |value| Some(Shown::new(&plain(value)?)))
    }

    /// `ConnectorType`, by its word alone: its numbers are not the same in every cmdlet.
    fn category(&self) -> Option<Shown> {
        let value = self.get("ConnectorType")?;
        words(value.as_object().map_or(Some(value), |both| both.get("Value"))).map(Shown::new)
    }

    fn each<T>(&self, setting: &'static str, form: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>, NotConnectors> {
        let values = several(self.get(setting));
        // `$null | ForEach-Object { "$_" }` gives an empty text.
        let none = |value: &&Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        let read: Option<Vec<T>> = values.iter().filter(|value| !none(value)).map(form).collect();
        read.filter(|read| read.len() <= MOST_VALUES).ok_or_else(|| self.refused(setting))
    }
}

/// The properties under which Exchange's types hold their text: a domain, an address, a smart host.
const HOLDS_THE_TEXT: [&str; 7] =
    ["Address", "HostnameString", "AddressString", "Domain", "DomainString", "Fqdn", "OriginalString"];

/// A value's text: its own, or what an object of Exchange's holds. None where there is none.
fn plain(value: &Value) -> Option<String> {
    if let Some(object) = value.as_object() {
        // One level lies within another at most: a smart host's domain.
        let within = |value: &Value| match value.as_object() {
            Some(inner) => HOLDS_THE_TEXT.into_iter().find_map(|key| words(inner.get(key)).map(str::to_owned)),
            None => words(Some(value)).map(str::to_owned),
        };
        return HOLDS_THE_TEXT.into_iter().find_map(|key| within(object.get(key)?));
    }
    words(Some(value)).map(str::to_owned)
}

/// `*.contoso.com` of `SMTP:*.contoso.com;1`.
fn without_type_and_cost(space: &str) -> String {
    let smtp = space.split_at_checked(5).filter(|(kind, _)| kind.eq_ignore_ascii_case("smtp:"));
    smtp.map_or(space, |(_, address)| address).split(';').next().unwrap_or_default().trim().to_owned()
}

/// A certificate's name: text, or an `SmtpX509Identifier`.
fn certificate_name(value: &Value) -> Option<CertificateName> {
    let Some(object) = value.as_object() else {
        return Some(parts(words(Some(value))?).1);
    };
    let part = |key| words(property(object, key));
    let (issuer, subject) = (part("CertificateIssuer"), part("CertificateSubject"));
    let written = |mark: &str, name: Option<&str>| name.map(|name| format!("{mark}{name}")).unwrap_or_default();
    let text = format!("{}{}", written("<I>", issuer), written("<S>", subject));
    (!text.is_empty()).then(|| CertificateName {
        text: Shown::new(&text),
        issuer: issuer.map(Shown::new),
        subject: subject.map(Shown::new),
    })
}

/// What stands before `<I>` and `<S>`, and the two themselves.
fn parts(text: &str) -> (&str, CertificateName) {
    let upper = text.to_ascii_uppercase();
    let (issuer_at, subject_at) = (upper.find("<I>"), upper.find("<S>"));
    let until = |from: usize, end: Option<usize>| {
        let part = text.get(from.saturating_add(3)..end.filter(|end| *end > from).unwrap_or(text.len()));
        part.map(str::trim).filter(|part| !part.is_empty()).map(Shown::new)
    };
    let begins = issuer_at.into_iter().chain(subject_at).min().unwrap_or(text.len());
    let name = CertificateName {
        text: Shown::new(text),
        issuer: issuer_at.and_then(|at| until(at, subject_at)),
        subject: subject_at.and_then(|at| until(at, issuer_at)),
    };
    (text.get(..begins).unwrap_or_default(), name)
}

/// A value of `TlsDomainCapabilities`: text in one of its orders, or a `SmtpReceiveDomainCapabilities`.
fn capabilities(value: &Value) -> Option<DomainCapabilities> {
    let Some(object) = value.as_object() else { return capabilities_of(words(Some(value))?) };
    let certificate =
        property(object, "SmtpX509Identifier").map(|name| certificate_name(name).ok_or(())).transpose().ok()?;
    let domain = property(object, "Domain").and_then(plain);
    let granted = match property(object, "Capabilities")? {
        Value::Number(number) => number.to_string(),
        Value::Object(both) => words(both.get("Value"))?.to_owned(),
        other => words(Some(other))?.to_owned(),
    };
    let granted = granted_of(&granted)?;
    let pinned = certificate.as_ref().map(|name| name.text.to_string()).unwrap_or_default();
    let who = [domain.as_deref().unwrap_or_default(), &pinned].into_iter().filter(|part| !part.is_empty());
    let words: Vec<&str> = granted.iter().map(Shown::as_str).collect();
    let text = who.chain([words.join(",").as_str()]).collect::<Vec<_>>().join(":");
    let (domain, text) = (domain.map(|domain| Shown::new(&domain)), Shown::new(&text));
    (domain.is_some() || certificate.is_some()).then_some(DomainCapabilities { text, domain, certificate, granted })
}

/// `DOMAIN:GRANTED`, `<I>…<S>…:GRANTED`, or Active Directory's `DOMAIN:512:<I>…<S>…`.
fn capabilities_of(text: &str) -> Option<DomainCapabilities> {
    let (before, pinned) = parts(text);
    let mut head = before.split(':').map(str::trim).filter(|part| !part.is_empty());
    let domain = head.next().map(Shown::new);
    let of_head = head.next().and_then(granted_of);
    if pinned.issuer.is_none() && pinned.subject.is_none() {
        return Some(DomainCapabilities {
            text: Shown::new(text),
            domain: Some(domain?),
            certificate: None,
            granted: of_head?,
        });
    }
    let name = text.get(before.len()..).unwrap_or_default();
    let (name, granted) = match (of_head, name.rsplit_once(':')) {
        (Some(granted), _) => (name, granted),
        (None, Some((name, tail))) => (name, granted_of(tail)?),
        (None, None) => (name, Vec::new()),
    };
    Some(DomainCapabilities { text: Shown::new(text), domain, certificate: Some(parts(name).1), granted })
}

/// The words of a list of capabilities. None where one of them is none.
fn granted_of(text: &str) -> Option<Vec<Shown>> {
    let each = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let each: Vec<&str> = each.collect();
    let all = each.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    (all && !each.is_empty() && each.len() <= MOST_VALUES).then(|| {
        let named = each.iter().map(|word| match *word {
            ACCEPT_CLOUD_SERVICES_MAIL => "AcceptCloudServicesMail",
            word => word,
        });
        named.map(Shown::new).collect()
    })
}
