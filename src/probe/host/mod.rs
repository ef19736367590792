//! What the host says of itself: its name, its system, the account of this run. A report proves nothing for another host
//! and another account, so it names them.
#![expect(clippy::disallowed_methods, reason = "asking the host who it is, is what this file is for")]

#[cfg(windows)]
pub(super) mod aside;
pub mod identity;
pub mod machine;
#[cfg(windows)]
pub mod registry;
#[cfg(windows)]
pub(super) mod wide;
#[cfg(windows)]
mod windows_roots;

use std::env;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

#[cfg(windows)]
use super::route::windows_proxies;
#[cfg(windows)]
use super::store::ask_chains;
use super::store::find_postconf;
use crate::evidence::Objects;
use crate::observation::{HostFacts, WindowsFacts};
use crate::plan::ChainQuestions;
use crate::vocabulary::{Sha1Fingerprint, Shown};

/// Bytes of a file that are read. The longest here is `/etc/passwd`; 4 MiB hold 50,000 accounts.
const LONGEST_FILE: u64 = 4 << 20;

/// Reads what the host says. `root` is the root of its file system (`/`), `search` where postconf is looked for.
pub fn read_host(root: &Path, search: &[PathBuf]) -> HostFacts {
    // Windows has its own word for all of it; what looks like files of Unix there is somebody else's.
    let own = (root == Path::new("/")).then(identity::identity).flatten();
    let release = own.as_ref().and_then(|_| machine::release());
    let account_id = effective_user(root).filter(|_| own.is_none());
    HostFacts {
        name: own.as_ref().and_then(|_| windows("COMPUTERNAME")).as_deref().map(Shown::new).or_else(|| name(root)),
        os: release.unwrap_or_else(|| Shown::new(&system(root))),
        account: match &own {
            Some(own) => own.account.clone(),
            None => account(root, account_id.as_deref()),
        },
        account_id: own.map_or_else(|| account_id.as_deref().map(Shown::new), |own| own.sid),
        postfix: find_postconf(search).map(|postconf| Shown::new(&postconf.display().to_string())),
    }
}

/// What only Windows tells; None elsewhere. Lists that are found go into `objects`; the files of an update source that is a
/// folder are looked at for these `missed` roots.
#[cfg(windows)]
pub fn read_windows(objects: &Objects, chains: &ChainQuestions, missed: &[Sha1Fingerprint]) -> Option<WindowsFacts> {
    let (identity, machine, proxies) = (identity::identity()?, machine::machine()?, windows_proxies()?);
    Some(WindowsFacts {
        logon: identity.logon,
        elevated: identity.elevated,
        domain_role: machine.domain_role,
        exchange: machine.exchange,
        transport_started: machine.transport_started,
        tls: machine.tls,
        chain_engine: machine.chain_engine,
        root_update: windows_roots::read_root_update(objects, missed),
        proxies: proxies.facts(),
        chains: ask_chains(chains),
        retrievals: Vec::new(),
    })
}

/// What only Windows tells: nothing here.
#[cfg(not(windows))]
pub const fn read_windows(_: &Objects, _: &ChainQuestions, _: &[Sha1Fingerprint]) -> Option<WindowsFacts> {
    None
}

/// The host's name: the kernel's on Linux, the configured one on other systems.
pub(super) fn name(root: &Path) -> Option<Shown> {
    ["proc/sys/kernel/hostname", "etc/hostname", "etc/myname"]
        .iter()
        .find_map(|file| text(root, file))
        .or_else(|| windows("COMPUTERNAME"))
        .as_deref()
        .and_then(|text| text.lines().map(str::trim).find(|line| !line.is_empty()))
        .map(Shown::new)
}

/// The distribution by its own name, and the kernel's release where it tells.
fn system(root: &Path) -> String {
    let pretty = ["etc/os-release", "usr/lib/os-release"]
        .iter()
        .find_map(|file| text(root, file))
        .and_then(|release| pretty_name(&release))
        .unwrap_or_else(|| env::consts::OS.to_owned());
    let kernel = ["proc/sys/kernel/ostype", "proc/sys/kernel/osrelease"].map(|file| text(root, file));
    match kernel {
        [Some(kind), Some(release)] => format!("{pretty}, {} {}", kind.trim(), release.trim()),
        _ => format!("{pretty}, {}", env::consts::ARCH),
    }
}

/// `PRETTY_NAME` of os-release(5), without its quotes and escapes.
fn pretty_name(release: &str) -> Option<String> {
    let value = release.lines().find_map(|line| line.trim().strip_prefix("PRETTY_NAME="))?.trim();
    let bare = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote).and_then(|rest| rest.strip_suffix(*quote)))
        .unwrap_or(value);
    let mut name = String::new();
    let mut characters = bare.chars();
    while let Some(character) = characters.next() {
        name.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    (!name.trim().is_empty()).then(|| name.trim().to_owned())
}

/// The effective user id: the second number behind `Uid:` in `proc_pid_status(5)`, else the owner of a file of our own.
fn effective_user(root: &Path) -> Option<String> {
    let status = text(root, "proc/self/status");
    let told = status.as_deref().and_then(|status| {
        let ids = status.lines().find_map(|line| line.strip_prefix("Uid:"))?;
        ids.split_whitespace().nth(1).filter(|id| id.bytes().all(|digit| digit.is_ascii_digit())).map(str::to_owned)
    });
    told.or_else(owner_of_new_file)
}

/// A new file belongs to the effective user: so says every Unix, without a call that needs unsafe code.
#[cfg(unix)]
fn owner_of_new_file() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = tempfile::tempfile().and_then(|file| file.metadata()).ok()?;
    Some(metadata.uid().to_string())
}

/// Elsewhere accounts have no number.
#[cfg(not(unix))]
fn owner_of_new_file() -> Option<String> {
    None
}

/// The account's name in passwd(5). None where it stands in a directory service only.
fn account(root: &Path, id: Option<&str>) -> Option<Shown> {
    let passwd = text(root, "etc/passwd").unwrap_or_default();
    let named = |line: &str| {
        let mut fields = line.split(':');
        let (name, user) = (fields.next()?, fields.nth(1)?);
        (Some(user) == id && !name.is_empty()).then(|| Shown::new(name))
    };
    passwd.lines().find_map(named).or_else(|| windows("USERNAME").as_deref().map(Shown::new))
}

/// What Windows tells in the environment. None elsewhere, where anybody may have set it.
fn windows(variable: &str) -> Option<String> {
    if cfg!(windows) { env::var(variable).ok() } else { None }
}

/// A small text file of the host. None where it can't be read or is empty.
fn text(root: &Path, file: &str) -> Option<String> {
    let path = root.join(file);
    let is_file = std::fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
    let mut bytes = Vec::new();
    let opened = is_file.then(|| File::open(&path).ok()).flatten()?;
    opened.take(LONGEST_FILE).read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    (!text.trim().is_empty()).then_some(text)
}
