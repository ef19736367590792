//! `--exchange FILE`: what Exchange's servers say of themselves, as `Get-ExchangeServer | ConvertTo-Json` writes it. It says
//! nothing of this host's way out: certready never goes by it.

use std::path::Path;

use serde_json::{Map, Value};

use super::powershell::{self, NotPowerShell, words};
use super::{ExitStatus, Refusal};
use crate::observation::ExchangeServer;
use crate::probe::route::ProxyUrl;
use crate::vocabulary::Shown;

/// The longest file that is read, in bytes: with everything that the cmdlet tells, a server takes some 20 KB.
const LONGEST: u64 = 1 << 20;

/// The most servers that are taken: an organisation of Exchange has a few dozen, and every mailbox server of the largest that
/// are known does not make a thousand.
pub const MOST_SERVERS: usize = 1_000;

/// Why a file does not say what Exchange's servers are.
#[derive(Debug, thiserror::Error)]
pub enum NotExchange {
    /// It is nothing that `ConvertTo-Json` writes.
    #[error(transparent)]
    Form(#[from] NotPowerShell),
    /// It is JSON, and not of servers.
    #[error("server {number} of it has no `Name`: expected what `Get-ExchangeServer | ConvertTo-Json` writes")]
    NoName {
        /// Which, from 1.
        number: usize,
    },
    /// It is JSON of nothing.
    #[error("it names no server: expected what `Get-ExchangeServer | ConvertTo-Json` writes")]
    NoServers,
    /// It names more than are taken.
    #[error("it names more than {MOST_SERVERS} servers")]
    TooMany,
}

/// The servers of a file.
pub(super) fn read(path: &Path) -> Result<Vec<ExchangeServer>, Refusal> {
    let bytes = powershell::bytes(path, LONGEST).map_err(NotExchange::from);
    let servers = bytes.and_then(|bytes| servers(&bytes));
    servers.map_err(|refused| {
        let story = format!("--exchange {}: {}", path.display(), super::output::whole_story(&refused));
        Refusal { status: ExitStatus::Unreadable, story }
    })
}

/// The servers of a file's bytes: one object, or a list of them.
///
/// # Errors
/// [`NotExchange`].
pub fn servers(bytes: &[u8]) -> Result<Vec<ExchangeServer>, NotExchange> {
    let listed = powershell::listed(bytes, LONGEST)?;
    match listed.len() {
        0 => Err(NotExchange::NoServers),
        count if count > MOST_SERVERS => Err(NotExchange::TooMany),
        _ => listed.iter().zip(1..).map(|(one, number)| server(one).ok_or(NotExchange::NoName { number })).collect(),
    }
}

/// A server. None where it has no name.
fn server(value: &Value) -> Option<ExchangeServer> {
    let server = value.as_object()?;
    Some(ExchangeServer {
        name: Shown::new(words(server.get("Name"))?),
        fqdn: words(server.get("Fqdn")).map(Shown::new),
        version: match server.get("AdminDisplayVersion") {
            Some(Value::Object(parts)) => version(parts),
            other => words(other).map(Shown::new),
        },
        web_proxy: match server.get("InternetWebProxy") {
            Some(Value::Object(uri)) => words(uri.get("AbsoluteUri")).or_else(|| words(uri.get("OriginalString"))),
            other => words(other),
        }
        .map(without_credentials),
    })
}

/// `Version 15.2 (Build 1748.10)`, as the cmdlet itself writes it, from the parts of a `ServerVersion`.
fn version(parts: &Map<String, Value>) -> Option<Shown> {
    let [major, minor, build, revision] =
        ["Major", "Minor", "Build", "Revision"].map(|part| parts.get(part).and_then(Value::as_u64));
    let (major, minor) = (major?, minor?);
    Some(Shown::new(&match (build, revision) {
        (Some(build), Some(revision)) => format!("Version {major}.{minor} (Build {build}.{revision})"),
        _ => format!("Version {major}.{minor}"),
    }))
}

fn without_credentials(proxy: &str) -> Shown {
    match ProxyUrl::parse(proxy) {
        Ok(proxy) => proxy.shown(),
        // What is no proxy that we could use is shown as it stands, but for what may be a password.
        Err(_) => Shown::new(proxy.rsplit_once('@').map_or(proxy, |(_, host)| host)),
    }
}
