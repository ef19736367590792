//! The sheet for partners: what the service presents before and after, which roots and intermediates that needs, when it moves, and
//! where all that comes from. From a policy alone; it stands for itself, and judges no host.

use std::collections::BTreeMap;

use crate::case::{CutoverOrigin, Times};
use crate::finding::Phase;
use crate::language::{Arg, Language, Message, Say, message, say};
use crate::pki::Certificate;
use crate::policy::{Anchor, Endpoint, EndpointKind, Policy, Presented, Side};
use crate::vocabulary::{Digest, Shown, Timestamp};

/// The sheet.
#[derive(Clone, Debug)]
pub struct PartnerSheet {
    /// The version of certready that made it.
    pub tool: Shown,
    /// When it was made, UTC: what is current and what is deprecated goes by it.
    pub made: Timestamp,
    /// The policy's id.
    pub policy: String,
    /// The policy's title.
    pub title: Shown,
    /// The SHA-256 of its text and certificates.
    pub digest: Digest,
    /// The day of its facts.
    pub as_of: Timestamp,
    /// The id of the policy that took its place. None while it is in force.
    pub superseded_by: Option<String>,
    /// What must be known before anything is done with it.
    pub warnings: Vec<Say>,
    /// Every date, in order of what it means.
    pub dates: Vec<DateRow>,
    /// The certificate, in as many columns as there are words on it: what is current stands first.
    pub columns: Vec<SheetColumn>,
    /// The trust anchors, incoming before retiring, each under each of its certificates.
    pub roots: Vec<SheetCertificate>,
    /// The issuers between an incoming anchor and the service's certificate.
    pub intermediates: Vec<SheetCertificate>,
    /// What a host that validates must reach.
    pub hosts: Vec<SheetHost>,
    /// What a partner does with it.
    pub advice: Vec<Say>,
    /// Where the facts come from.
    pub sources: Vec<Shown>,
}

/// A date and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateRow {
    /// The stable word: `rollout-from`, `cutover`, `rollout-until`, `announced-earlier`, `distrust`, `as-of`, `review-by`.
    pub kind: &'static str,
    /// What it means, in a few words.
    pub what: Say,
    /// The instant, UTC.
    pub at: Timestamp,
}

impl DateRow {
    /// The date, with its time where it is not midnight UTC.
    pub fn shown(&self) -> String {
        day(self.at)
    }
}

/// Where a column comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnOrigin {
    /// The policy says so.
    Policy,
    /// A service presented it as the sheet was made.
    Presented,
}

impl ColumnOrigin {
    /// The stable word: `policy` or `presented`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Presented => "presented",
        }
    }
}

/// What a source says of one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// This.
    Is(String),
    /// That the certificate has none.
    None,
    /// Nothing.
    Nothing,
}

impl Said {
    fn stated(value: Option<&Option<String>>) -> Self {
        match value {
            Some(Some(text)) => Self::Is(text.clone()),
            Some(None) => Self::None,
            None => Self::Nothing,
        }
    }

    /// The attribute in words: itself, `none`, or that the sources don't say.
    pub fn words(&self, language: Language) -> String {
        match self {
            Self::Is(text) => text.clone(),
            Self::None => say!(language, "sheet-none", "none"),
            Self::Nothing => say!(language, "sheet-not-said", "not said by the sources"),
        }
    }
}

/// The service's certificate at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetColumn {
    /// Who says so.
    pub origin: ColumnOrigin,
    /// `incoming` or `retiring`; `other` of a certificate that was presented and leads to neither root.
    pub side: &'static str,
    /// `current`, `coming`, `until-the-cutover`, `either`, `deprecated` or `superseded`, at the time of the sheet; `presented`
    /// of what a service presented then.
    pub state: &'static str,
    /// Heading: whether it is current, and from or until when.
    pub heading: Say,
    /// The trust anchor that its chain leads to.
    pub root: Said,
    /// The subject's common name.
    pub name: Said,
    /// The subject's organisation.
    pub organisation: Said,
    /// The subject's organisational unit.
    pub unit: Said,
    /// Key algorithm and size.
    pub key: Said,
    /// DNS names. Empty where the sources don't say.
    pub names: Vec<String>,
}

/// A row of the certificate's table: an attribute, and a cell for each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// What it is.
    pub attribute: &'static Message,
    /// In the order of the columns.
    pub cells: Vec<String>,
}

/// A certificate that a partner needs. What the policy does not have at hand is not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCertificate {
    /// The publisher's name for it.
    pub label: String,
    /// `incoming`, `retiring` or `intermediate`.
    pub role: &'static str,
    /// The label of the certificate that issued it. None of an anchor.
    pub issuer: Option<String>,
    /// The subject, as a distinguished name. None where only the digest is known.
    pub subject: Option<String>,
    /// SHA-256 of the certificate, lower-case hexadecimal. None where any certificate with the key will do.
    pub sha256: Option<String>,
    /// SHA-256 of the key, where the policy takes any certificate that has it.
    pub spki_sha256: Option<String>,
    /// SHA-1 of the certificate, as publishers give it.
    pub sha1: Option<String>,
    /// The serial number, upper-case hexadecimal.
    pub serial: Option<String>,
    /// The validity, UTC.
    pub valid: Option<(Timestamp, Timestamp)>,
}

impl SheetCertificate {
    /// What is known of it, each with its name, in the order of the sheet.
    pub fn lines(&self, language: Language) -> Vec<(&'static Message, String)> {
        let valid = self.valid.map(|(from, until)| {
            say!(language, "sheet-from-to", "{from} to {until}", from = from.date(), until = until.date())
        });
        let lines = [
            (message!("sheet-issued-by", "Issued by"), self.issuer.clone()),
            (message!("sheet-subject", "Subject"), self.subject.clone()),
            (message!("sheet-sha256", "SHA-256"), self.sha256.clone()),
            (message!("sheet-key-sha256", "SHA-256 of the key"), self.spki_sha256.clone()),
            (message!("sheet-sha1", "SHA-1"), self.sha1.clone()),
            (message!("sheet-serial", "Serial"), self.serial.clone()),
            (message!("sheet-valid", "Valid"), valid),
        ];
        lines.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// What it is to a partner, in words.
    pub fn role_words(&self) -> &'static Message {
        match self.role {
            "incoming" => message!("sheet-incoming-root", "root that the service moves to"),
            "retiring" => message!("sheet-retiring-root", "root that the service leaves"),
            _ => message!("sheet-intermediate", "intermediate"),
        }
    }
}

/// A host that a validating partner must reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetHost {
    /// A name, or an IP address.
    pub host: String,
    /// The TCP port.
    pub port: u16,
    /// What it serves: `CRL, OCSP`.
    pub serves: Say,
}

impl PartnerSheet {
    /// The sheet of a rotation, as it stands at `made`. A list of URLs rotates nothing: whoever asks sees to that before.
    pub fn new(policy: &Policy, tool: Shown, made: Timestamp) -> Self {
        let cutover_origin = CutoverOrigin::Policy(policy.cutover.precision);
        let times = Times { observed: made, as_of: made, cutover: policy.cutover.at, cutover_origin };
        let phase = times.phase(policy);
        let mut columns =
            vec![column(policy, &times, phase, Side::Incoming), column(policy, &times, phase, Side::Retiring)];
        if phase == Phase::Before {
            columns.reverse();
        }
        let roots = |anchors: &[Anchor], role| anchors.iter().flat_map(move |one| root(one, role)).collect::<Vec<_>>();
        Self {
            tool,
            made,
            policy: policy.id.clone(),
            title: policy.title.clone(),
            digest: policy.digest,
            as_of: policy.as_of,
            superseded_by: policy.superseded.as_ref().map(|one| one.by.clone()),
            warnings: warnings(policy, made),
            dates: dates(policy),
            columns,
            roots: [roots(&policy.incoming, "incoming"), roots(&policy.retiring, "retiring")].concat(),
            intermediates: policy
                .intermediates
                .iter()
                .map(|one| SheetCertificate {
                    issuer: Some(one.issuer.clone()),
                    ..known(&one.label, "intermediate", &one.certificate)
                })
                .collect(),
            hosts: hosts(&policy.endpoints),
            advice: advice(policy, &times),
            sources: policy.sources.clone(),
        }
    }

    /// The table of the service's certificate.
    pub fn rows(&self, language: Language) -> Vec<SheetRow> {
        let row = |attribute, cell: fn(&SheetColumn) -> &Said| SheetRow {
            attribute,
            cells: self.columns.iter().map(|column| cell(column).words(language)).collect(),
        };
        let mut rows = vec![
            row(message!("sheet-root-issuer", "Root issuer"), |column| &column.root),
            row(message!("sheet-certificate-name", "Certificate name"), |column| &column.name),
            row(message!("sheet-organisation", "Organisation"), |column| &column.organisation),
            row(message!("sheet-unit", "Organisational unit"), |column| &column.unit),
            row(message!("sheet-key-strength", "Key strength"), |column| &column.key),
        ];
        if self.columns.iter().any(|column| !column.names.is_empty()) {
            let names = |column: &SheetColumn| match column.names.as_slice() {
                [] => Said::Nothing.words(language),
                names => names.join(", "),
            };
            let attribute = message!("sheet-dns-names", "DNS names");
            rows.push(SheetRow { attribute, cells: self.columns.iter().map(names).collect() });
        }
        rows
    }
}

fn column(policy: &Policy, times: &Times, phase: Phase, side: Side) -> SheetColumn {
    let presented: Option<&Presented> = policy.presents.iter().find(|one| one.side == side);
    let (from, until) = (day(times.rollout_from(policy)), day(times.rollout_until(policy)));
    let superseded = policy.superseded.is_some();
    let (state, heading) = match (side, phase) {
        (Side::Incoming, Phase::After) if superseded => {
            ("superseded", message!("sheet-head-replaced", "Certificate from {until}, since replaced"))
        }
        (Side::Incoming, Phase::Before) => ("coming", message!("sheet-head-coming", "New certificate, from {from}")),
        (Side::Incoming, Phase::Overlap) => {
            ("either", message!("sheet-head-new", "New certificate, since {from}; alone from {until}"))
        }
        (Side::Incoming, Phase::After) => {
            ("current", message!("sheet-head-current", "Current certificate, valid from {until}"))
        }
        (Side::Retiring, Phase::Before) => {
            ("until-the-cutover", message!("sheet-head-until", "Current certificate, until {until}"))
        }
        (Side::Retiring, Phase::Overlap) => {
            ("either", message!("sheet-head-old", "Old certificate, still presented until {until}"))
        }
        (Side::Retiring, Phase::After) => {
            ("deprecated", message!("sheet-head-deprecated", "Deprecated certificate, valid until {until}"))
        }
    };
    let heading = Say::new(heading).with("from", from).with("until", until);
    let (anchors, side) = match side {
        Side::Incoming => (&policy.incoming, "incoming"),
        Side::Retiring => (&policy.retiring, "retiring"),
    };
    let labels: Vec<&str> = anchors.iter().map(|one| one.label.as_str()).collect();
    let labels = (!labels.is_empty()).then(|| labels.join(", "));
    SheetColumn {
        origin: ColumnOrigin::Policy,
        side,
        state,
        heading,
        root: presented.map(|one| one.root.clone()).or(labels).map_or(Said::Nothing, Said::Is),
        name: presented.map_or(Said::Nothing, |one| Said::Is(one.common_name.clone())),
        organisation: Said::stated(presented.map(|one| &one.organisation)),
        unit: Said::stated(presented.map(|one| &one.unit)),
        key: presented.map_or(Said::Nothing, |one| Said::Is(one.key.clone())),
        names: presented.map(|one| one.names.clone()).unwrap_or_default(),
    }
}

fn warnings(policy: &Policy, made: Timestamp) -> Vec<Say> {
    let superseded = policy.superseded.as_ref().map(|one| {
        let on = message!("sheet-superseded-on", " on {on}");
        let on = one.on.map_or(Arg::from(""), |at| Say::new(on).with("on", day(at)).into());
        let says = message!(
            "sheet-superseded",
            "Superseded: the policy {by} took the place of this one{on}. What follows is not what the service presents today."
        );
        Say::new(says).with("by", one.by.as_str()).with("on", on)
    });
    let due = policy.review_by.filter(|by| policy.superseded.is_none() && *by <= made);
    let says = message!(
        "sheet-review-due",
        "To be reviewed since {by}: compare it with its sources before it goes to partners."
    );
    let due = due.map(|by| Say::new(says).with("by", day(by)));
    superseded.into_iter().chain(due).collect()
}

fn dates(policy: &Policy) -> Vec<DateRow> {
    let row = |kind, what: &'static Message, at| DateRow { kind, what: what.into(), at };
    let mut dates = Vec::new();
    let (from, until) = (
        message!("sheet-date-from", "from here on the new certificate may be presented"),
        message!("sheet-date-until", "from here on the new certificate alone"),
    );
    dates.extend(policy.rollout_from.map(|at| row("rollout-from", from, at)));
    dates.push(row("cutover", message!("sheet-date-cutover", "the service moves"), policy.cutover.at));
    dates.extend(policy.rollout_until.map(|at| row("rollout-until", until, at)));
    for one in &policy.history {
        let what: Say = match one.announced {
            None => message!("sheet-date-earlier", "a deadline, no longer in force").into(),
            Some(at) => {
                let says =
                    message!("sheet-date-announced", "a deadline that was announced on {on}, no longer in force");
                Say::new(says).with("on", day(at))
            }
        };
        dates.push(DateRow { kind: "announced-earlier", what, at: one.cutover });
    }
    for one in &policy.distrust {
        let says = message!("sheet-date-distrust", "from here on {programme}'s root programme does not trust {root}");
        let what = Say::new(says).with("programme", one.by.word()).with("root", one.root.as_str());
        dates.push(DateRow { kind: "distrust", what, at: one.on });
    }
    dates.push(row("as-of", message!("sheet-date-as-of", "the day of the facts"), policy.as_of));
    let review = message!("sheet-date-review", "to be reviewed by then");
    dates.extend(policy.review_by.map(|at| row("review-by", review, at)));
    dates
}

/// An anchor under each certificate that is at hand, else under the digests that the policy gives.
fn root(anchor: &Anchor, role: &'static str) -> Vec<SheetCertificate> {
    let bare = SheetCertificate {
        label: anchor.label.clone(),
        role,
        issuer: None,
        subject: None,
        sha256: None,
        spki_sha256: None,
        sha1: None,
        serial: None,
        valid: None,
    };
    let at_hand: Vec<_> = anchor.known.iter().map(|one| known(&anchor.label, role, one)).collect();
    let named = anchor.certificates.iter().filter(|one| !anchor.known.iter().any(|known| known.fingerprint() == **one));
    let named = named.map(|one| SheetCertificate { sha256: Some(one.to_string()), ..bare.clone() });
    let keys = anchor.spki.iter().filter(|one| !anchor.known.iter().any(|known| known.spki_digest() == **one));
    let keys = keys.map(|one| SheetCertificate { spki_sha256: Some(one.to_string()), ..bare.clone() });
    at_hand.into_iter().chain(named).chain(keys).collect()
}

fn known(label: &str, role: &'static str, certificate: &Certificate) -> SheetCertificate {
    SheetCertificate {
        label: label.to_owned(),
        role,
        issuer: None,
        subject: Some(certificate.subject().to_string()),
        sha256: Some(certificate.fingerprint().to_string()),
        spki_sha256: None,
        sha1: Some(certificate.sha1().to_string()),
        serial: Some(certificate.serial().to_string()),
        valid: Some((certificate.not_before(), certificate.not_after())),
    }
}

fn hosts(endpoints: &[Endpoint]) -> Vec<SheetHost> {
    let mut hosts: BTreeMap<(String, u16), Vec<Arg>> = BTreeMap::new();
    for one in endpoints {
        let serves = match one.kind {
            EndpointKind::Crl => Arg::from("CRL"),
            EndpointKind::Ocsp => Arg::from("OCSP"),
            EndpointKind::Aia => message!("sheet-serves-issuers", "issuers' certificates").into(),
            EndpointKind::Connect | EndpointKind::Any | EndpointKind::Ctl => {
                message!("sheet-serves-connection", "a connection").into()
            }
        };
        let known = hosts.entry((one.url.host(), one.url.port())).or_default();
        if !known.contains(&serves) {
            known.push(serves);
        }
    }
    let serves = |all| Say::new(message!("sheet-serves", "{all}")).with("all", Arg::Each(all));
    hosts.into_iter().map(|((host, port), all)| SheetHost { host, port, serves: serves(all) }).collect()
}

fn advice(policy: &Policy, times: &Times) -> Vec<Say> {
    let incoming = policy.presents.iter().find(|one| one.side == Side::Incoming);
    let named = incoming.map(|one| format!(" ({})", one.common_name)).unwrap_or_default();
    let keep = message!(
        "sheet-advice-keep",
        "Keep the root that the service leaves at least until {until}; other services may need it longer."
    );
    let name = message!(
        "sheet-advice-name",
        "Where your mail server holds the service's certificate to a name, give the name alone{named}. A value that pins \
         issuer or subject (<I>…<S>…) no longer fits when the service moves."
    );
    vec![
        message!(
            "sheet-advice-root",
            "Have the root that the service moves to in the trust store that your mail server uses: on Windows the machine's, not \
             an administrator's own. Compare its SHA-256: other certificates may bear its name."
        )
        .into(),
        Say::new(keep).with("until", day(times.rollout_until(policy))),
        Say::new(name).with("named", Arg::from(named)),
        message!(
            "sheet-advice-reach",
            "A mail server that validates must reach the hosts below, by TCP, on the ports that stand there."
        )
        .into(),
    ]
}

/// A date, with its time where it is not midnight UTC.
fn day(at: Timestamp) -> String {
    if at.unix().rem_euclid(86_400) == 0 { at.date() } else { at.to_string() }
}
