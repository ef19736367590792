//! `host-tls`: whether the host's own switches leave TLS 1.2 on. Exchange Online takes nothing below it. What is absent is the
//! system's default, which has it on in every Windows that certready runs on. Of Windows alone.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::observation::Switch;
use crate::vocabulary::Shown;

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::HostTls,
    question: "Do the host's own switches leave TLS 1.2 on?",
    citation: "Microsoft, \"TLS registry settings\" and \"TLS best practices with the .NET Framework\"",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&ON, &OFF, &WEAKENED, &NOT_KNOWN],
    run,
};

static ON: Template = Template {
    id: "host-tls.on",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "nothing switches TLS 1.2 off",
    required: "TLS 1.2 at the least, as a client and as a server",
    next: "",
    verify: "",
};
static OFF: Template = Template {
    id: "host-tls.off",
    level: Level::Failure,
    cause: Some(Cause::TlsTooOld),
    owner: Some(Owner::Exchange),
    observed: "TLS 1.2 is switched off by {switches}",
    required: "TLS 1.2 at the least, as a client and as a server",
    next: "Set it back to its default, and restart the host: mail to the service stops without TLS 1.2.",
    verify: "{again}",
};
static WEAKENED: Template = Template {
    id: "host-tls.weakened",
    level: Level::Warning,
    cause: Some(Cause::TlsTooOld),
    owner: Some(Owner::Exchange),
    observed: ".NET does not use every TLS version that the system offers, by {switches}",
    required: "TLS 1.2 at the least, as a client and as a server",
    next: "Set SchUseStrongCrypto and SystemDefaultTlsVersions to 1.",
    verify: "{again}",
};
static NOT_KNOWN: Template = Template {
    id: "host-tls.not-known",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "not read: {switches}",
    required: "TLS 1.2 at the least, as a client and as a server",
    next: "Run as an account that may read them.",
    verify: "{again}",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let Some(windows) = case.windows() else { return Vec::new() };
    let finding = |template, switches: Vec<Shown>| {
        Finding::new(Code::HostTls, template, "TLS 1.2").with("switches", switches).with("again", case.again())
    };
    let those = |which: fn(&Switch) -> bool| -> Vec<Shown> {
        windows.tls.iter().filter(|switch| which(switch)).map(said).collect()
    };
    let mut found = Vec::new();
    for (template, switches) in [
        (&OFF, those(turns_off)),
        (&WEAKENED, those(weakens)),
        (&NOT_KNOWN, those(|one| one.value.refused().is_some())),
    ] {
        if !switches.is_empty() {
            found.push(finding(template, switches));
        }
    }
    if found.is_empty() {
        found.push(finding(&ON, Vec::new()));
    }
    found
}

/// A switch and its value, or what was refused.
fn said(switch: &Switch) -> Shown {
    match (switch.value.value(), switch.value.refused()) {
        (Some(value), _) => Shown::new(&format!("{} = {value}", switch.place)),
        (None, Some(why)) => why.clone(),
        (None, None) => switch.place.clone(),
    }
}

/// Whether a switch of Schannel's turns TLS 1.2 off: `Enabled` 0, or `DisabledByDefault` anything else.
fn turns_off(switch: &Switch) -> bool {
    let (place, value) = (switch.place.as_str(), switch.value.value());
    let of_tls_12 = place.contains(r"\TLS 1.2\");
    let off = |value: &u32| match place.rsplit('\\').next() {
        Some("Enabled") => *value == 0,
        Some("DisabledByDefault") => *value != 0,
        _ => false,
    };
    of_tls_12 && value.is_some_and(off)
}

/// Whether a switch of .NET's keeps it from the system's own versions.
fn weakens(switch: &Switch) -> bool {
    let name = switch.place.as_str().rsplit('\\').next();
    matches!(name, Some("SchUseStrongCrypto" | "SystemDefaultTlsVersions")) && switch.value.value() == Some(&0)
}
