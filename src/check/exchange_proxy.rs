//! `exchange-proxy`: whether Exchange names a proxy that revocation does not use. `InternetWebProxy` is for Exchange's own
//! requests; CryptoAPI takes the machine's WinHTTP proxy. It is never a way out here. Asked only where `--exchange` gave what
//! Exchange says of itself.

use super::{Check, Concerns, NONE};
use crate::case::Case;
use crate::finding::{Cause, Code, Finding, Level, Owner, Template};
use crate::language::{Arg, message};
use crate::observation::{ExchangeServer, HostFacts, Setting};

/// The check.
pub(super) static CHECK: Check = Check {
    code: Code::ExchangeProxy,
    question: "Does Exchange name a proxy that revocation does not use?",
    citation: "Microsoft, Set-ExchangeServer -InternetWebProxy; CryptoAPI takes the machine's proxy (KB2623724)",
    concerns: Concerns::Rotation,
    decisive: NONE,
    templates: &[&NONE_NAMED, &SAME, &DIFFERENT, &NOT_KNOWN, &NOT_LISTED],
    run,
};

static NONE_NAMED: Template = Template {
    id: "exchange-proxy.none-named",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "InternetWebProxy is empty",
    required: "one way out for Exchange and for revocation",
    next: "",
    verify: "",
};
static SAME: Template = Template {
    id: "exchange-proxy.same",
    level: Level::Pass,
    cause: None,
    owner: None,
    observed: "InternetWebProxy is {exchange}, and WinHTTP's proxy is the same",
    required: "one way out for Exchange and for revocation",
    next: "",
    verify: "",
};
static DIFFERENT: Template = Template {
    id: "exchange-proxy.different",
    level: Level::Warning,
    cause: Some(Cause::UnusedProxy),
    owner: Some(Owner::Exchange),
    observed: "InternetWebProxy is {exchange}, and WinHTTP's is {machine}: revocation does not use Exchange's",
    required: "one way out for Exchange and for revocation",
    next: "Where the way out is by that proxy, set it for the machine as well: netsh winhttp set proxy, or open the way that WinHTTP takes.",
    verify: "netsh winhttp show proxy",
};
static NOT_KNOWN: Template = Template {
    id: "exchange-proxy.not-known",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "InternetWebProxy is {exchange}; the machine's proxy is not known: {why}",
    required: "one way out for Exchange and for revocation",
    next: "Run as an account that may read it (SYSTEM).",
    verify: "netsh winhttp show proxy",
};
static NOT_LISTED: Template = Template {
    id: "exchange-proxy.not-listed",
    level: Level::Unknown,
    cause: Some(Cause::SettingUnread),
    owner: Some(Owner::Exchange),
    observed: "what --exchange gave has no server of this host's name, {host}",
    required: "one way out for Exchange and for revocation",
    next: "Give the file of this host's organisation: docs/windows.md has the command.",
    verify: "",
};

fn run(case: &Case<'_>) -> Vec<Finding> {
    let (Some(windows), Some(servers)) = (case.windows(), &case.observed.exchange) else { return Vec::new() };
    let host = &case.observed.host;
    let finding = |template| {
        Finding::new(Code::ExchangeProxy, template, "InternetWebProxy").with(
            "host",
            host.name.as_ref().map_or_else(|| message!("words-host-without-name", "(none)").into(), Arg::from),
        )
    };
    let Some(server) = servers.iter().find(|server| is_of(server, host)) else { return vec![finding(&NOT_LISTED)] };
    let Some(proxy) = &server.web_proxy else { return vec![finding(&NONE_NAMED)] };
    let said = match &windows.proxies.machine {
        Setting::Unreadable(why) => finding(&NOT_KNOWN).with("why", why),
        Setting::Absent => finding(&DIFFERENT).with("machine", message!("words-direct", "direct")),
        Setting::Is(machine) if bare(machine.proxy.as_str()) == bare(proxy.as_str()) => finding(&SAME),
        Setting::Is(machine) => finding(&DIFFERENT).with("machine", &machine.proxy),
    };
    vec![said.with("exchange", proxy)]
}

/// Whether a server is this host: by its name, or by the first label of its full one.
fn is_of(server: &ExchangeServer, host: &HostFacts) -> bool {
    let Some(host) = &host.name else { return false };
    let short = |name: &str| name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let names = [Some(&server.name), server.fqdn.as_ref()];
    names.into_iter().flatten().any(|name| short(name.as_str()) == short(host.as_str()))
}

/// A proxy without scheme and slash: `http://proxy:8080/` and `proxy:8080` are one.
fn bare(proxy: &str) -> String {
    let proxy = proxy.trim().to_ascii_lowercase();
    proxy.strip_prefix("http://").unwrap_or(&proxy).trim_end_matches('/').to_owned()
}
