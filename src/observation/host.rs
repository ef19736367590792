//! What the host says of itself and of its way out.

use crate::vocabulary::Shown;

/// The host and the account that the run had: its report proves nothing for another account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostFacts {
    /// The host's name. None where the system does not tell.
    pub name: Option<Shown>,
    /// The operating system and its release, as it names itself.
    pub os: Shown,
    /// The account's name. None where the system does not tell.
    pub account: Option<Shown>,
    /// The account's id: on Unix the effective user's number, on Windows the SID. None where the system does not tell.
    pub account_id: Option<Shown>,
    /// Postfix is installed: its configuration decides which trust store counts.
    pub postfix: Option<Shown>,
}

/// A server of Exchange's organisation, as `Get-ExchangeServer` shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExchangeServer {
    /// `Name`.
    pub name: Shown,
    /// `Fqdn`. None where it is not in the file.
    pub fqdn: Option<Shown>,
    /// `AdminDisplayVersion`. None where it is not in the file.
    pub version: Option<Shown>,
    /// `InternetWebProxy`, without credentials. None where it is empty or not in the file.
    pub web_proxy: Option<Shown>,
}

/// The way out of the host, as far as the run could tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteFacts {
    /// What was asked for.
    pub choice: ProxyChoice,
    /// The proxy for http URLs, without credentials. None: direct.
    pub http_proxy: Option<Shown>,
    /// The proxy for https URLs, without credentials. None: direct.
    pub https_proxy: Option<Shown>,
    /// Where each came from: `--proxy`, `http_proxy`, Windows' settings of the machine or the account …. None where both are
    /// direct.
    pub origin: Option<Shown>,
    /// Hosts that go past the proxy, as configured (`NO_PROXY`).
    pub bypass: Vec<Shown>,
    /// What is asked for each URL before the proxies above hold: WPAD, a script. None where nothing is; only Windows has it.
    pub search: Option<Shown>,
}

/// `--proxy`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyChoice {
    /// What the host's settings say; on Unix the environment, on Windows what `CryptoAPI` goes by.
    Auto,
    /// None, whatever the settings say.
    None,
    /// The one that was given.
    Given,
}
