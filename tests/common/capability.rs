//! What a test needs that a machine with Rust and a C compiler may lack: outside tools, by name.
//!
//! A test begins with `require!("openssl");`. Where the tool is missing the test ends there; it says so at once, by its
//! name and with the reason, past the harness's capture, and `tests/closing.rs` counts it in the last line of `cargo
//! test`. Where `CERTREADY_REQUIRE` in the environment (names separated by commas) names the capability, the test fails
//! instead. Not for faults of certready itself, and not for platforms: what a platform can't have is `cfg`.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use super::skipped;

/// An outside tool that tests use.
struct Capability {
    /// Its name in `require!` and in `CERTREADY_REQUIRE`.
    name: &'static str,
    /// Whether it is there, looked for once per process. Err: why it does not count as there.
    found: LazyLock<Result<(), String>>,
}

/// All of them. A name that is not here fails wherever it is used, so that a misspelt one can neither skip a test nor
/// stop requiring one.
static CAPABILITIES: [Capability; 15] = [
    Capability { name: "nft", found: LazyLock::new(nft) },
    Capability { name: "openssl", found: LazyLock::new(openssl) },
    Capability { name: "other-account", found: LazyLock::new(other_account) },
    Capability { name: "tmpfs", found: LazyLock::new(tmpfs) },
    Capability { name: "own-network", found: LazyLock::new(network_of_its_own) },
    Capability { name: "lab", found: LazyLock::new(lab) },
    Capability { name: "wine", found: LazyLock::new(wine) },
    Capability { name: "resets", found: LazyLock::new(resets) },
    Capability { name: "promtool", found: LazyLock::new(|| runs("promtool", &["--version"])) },
    Capability { name: "xmllint", found: LazyLock::new(|| runs("xmllint", &["--version"])) },
    Capability {
        name: "monitoring-plugin",
        found: LazyLock::new(|| runs("perl", &["-MMonitoring::Plugin", "-e", "1"])),
    },
    Capability { name: "systemd-analyze", found: LazyLock::new(|| runs("systemd-analyze", &["--version"])) },
    Capability { name: "dpkg-deb", found: LazyLock::new(|| runs("dpkg-deb", &["--version"])) },
    Capability {
        name: "python3",
        found: LazyLock::new(|| runs("python3", &["-c", "import sys; sys.exit(sys.version_info < (3, 10))"])),
    },
    Capability { name: "mandoc", found: LazyLock::new(|| runs("mandoc", &["/dev/null"])) },
];

/// Ends the test here, loudly, where the machine lacks the capability of that name; fails it where it is required.
macro_rules! require {
    ($name:literal) => {{
        fn here() {}
        if !$crate::common::capability::present($name, std::any::type_name_of_val(&here)) {
            return;
        }
    }};
}
pub(crate) use require;

/// Whether the test at `place` (the path of an item within it) may go on. Behind [`require!`].
pub(crate) fn present(name: &str, place: &str) -> bool {
    let capability = named(name).unwrap_or_else(|| panic!("no capability is called {name:?}"));
    let required = std::env::var("CERTREADY_REQUIRE").unwrap_or_default();
    match decide(name, &capability.found, &required) {
        Decision::Run => true,
        Decision::Skip(reason) => {
            skip(test_name(place), name, reason);
            false
        }
        Decision::Fail(reason) => panic!("CERTREADY_REQUIRE names {name}, and it is missing: {reason}"),
    }
}

/// What becomes of a test that needs a capability.
#[derive(Debug, PartialEq, Eq)]
enum Decision<'a> {
    Run,
    /// Why it can't run.
    Skip(&'a str),
    /// Why it can't run, where it must.
    Fail(&'a str),
}

fn decide<'a>(name: &str, found: &'a Result<(), String>, required: &str) -> Decision<'a> {
    match found {
        Ok(()) => Decision::Run,
        Err(reason) if required_names(required).any(|other| other == name) => Decision::Fail(reason),
        Err(reason) => Decision::Skip(reason),
    }
}

fn named(name: &str) -> Option<&'static Capability> {
    CAPABILITIES.iter().find(|known| known.name == name)
}

fn required_names(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|name| !name.is_empty())
}

/// `certready::pki::crl::a_stale_crl_is_stale::here` is in the test `pki::crl::a_stale_crl_is_stale`.
fn test_name(place: &str) -> &str {
    let path = place.strip_suffix("::here").unwrap_or(place);
    path.split_once("::").map_or(path, |(_, inside)| inside)
}

/// Says it now and counts it for the closing line. libtest captures the print macros only, so that this is seen.
fn skip(test: &str, capability: &str, reason: &str) {
    let said = line(test, capability, reason);
    let mut record = std::fs::OpenOptions::new().append(true).create(true).open(skipped::record()).unwrap();
    // One write, so that tests side by side don't cut each other's lines.
    record.write_all(said.as_bytes()).unwrap();
    std::io::stderr().write_all(format!("skipped: {said}").as_bytes()).unwrap();
}

/// One skipped test in the record, and on the screen.
fn line(test: &str, capability: &str, reason: &str) -> String {
    format!("{test}: no {capability} ({reason})\n")
}

/// The `openssl` command, version 3 or later: `openssl ocsp -port 0` chooses a port, and LibreSSL's does not.
fn openssl() -> Result<(), String> {
    let said = Command::new("openssl").arg("version").stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("`openssl version` did not run: {error}"))?;
    let version = String::from_utf8_lossy(&said.stdout).trim().to_owned();
    let major = version.strip_prefix("OpenSSL ").and_then(|rest| rest.split('.').next()?.parse::<u32>().ok());
    if said.status.success() && major >= Some(3) {
        Ok(())
    } else {
        Err(format!("`openssl version` says {version:?} and not OpenSSL 3 or later"))
    }
}

/// A program that does nothing by these arguments but succeed: `promtool` (Prometheus), `xmllint` (libxml2), Perl with its
/// `Monitoring::Plugin`, `mandoc`, Python from 3.10 on, `dpkg-deb`, `systemd-analyze` (systemd, which need not run).
fn runs(program: &str, arguments: &[&str]) -> Result<(), String> {
    let said = Command::new(program).args(arguments).stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("`{program}` did not run: {error}"))?;
    if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).trim().to_owned()) }
}

/// `nft` (nftables), as root: it looks at the kernel's own tables even where it only checks a file.
fn nft() -> Result<(), String> {
    let said = Command::new("nft").args(["list", "tables"]).stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("`nft` did not run: {error}"))?;
    if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).trim().to_owned()) }
}

/// A tmpfs of one's own: `unshare` and `mount` (util-linux), as root or with user namespaces.
fn tmpfs() -> Result<(), String> {
    let script = "mount -t tmpfs -o size=4k certready-test /tmp";
    runs("unshare", &[own_mounts(), &["sh", "-c", script]].concat())
}

/// The arguments of `unshare` for mounts of one's own, as root or as anybody.
pub(crate) fn own_mounts() -> &'static [&'static str] {
    if is_root() { &["--mount"] } else { &["--user", "--map-root-user", "--mount"] }
}

/// A network of one's own with nothing in it: `unshare` (util-linux), as root or with user namespaces.
fn network_of_its_own() -> Result<(), String> {
    runs("unshare", &[own_network(), &["true"]].concat())
}

/// The arguments of `unshare` for a network of one's own, as root or as anybody.
pub(crate) fn own_network() -> &'static [&'static str] {
    if is_root() { &["--net"] } else { &["--user", "--map-root-user", "--net"] }
}

/// Root, and `setpriv` (util-linux) to run a program as an account without any privilege.
fn other_account() -> Result<(), String> {
    if !is_root() {
        return Err("the tests do not run as root".to_owned());
    }
    let said = Command::new("setpriv").args(NOBODY).arg("true").stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("`setpriv` did not run: {error}"))?;
    if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).trim().to_owned()) }
}

/// The lab of network faults: root, its tools, and namespaces that they work in.
fn lab() -> Result<(), String> {
    if !is_root() {
        return Err("the tests do not run as root".to_owned());
    }
    // Daemons stand where an account's PATH need not lead.
    let folders: Vec<_> = std::env::split_paths(LAB_PATH).chain(paths_of_the_account()).collect();
    let found = |tool: &&str| folders.iter().any(|folder| folder.join(tool).is_file());
    let missing: Vec<&str> = LAB_TOOLS.into_iter().filter(|tool| !found(tool)).collect();
    if !missing.is_empty() {
        return Err(format!("{} not found", missing.join(", ")));
    }
    let said = Command::new("unshare").args(OWN_WORLD).args(["bash", "-c", LAB_TRIAL]).stdin(Stdio::null()).output();
    let said = said.map_err(|error| format!("`unshare` did not run: {error}"))?;
    if said.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&said.stderr).trim().to_owned()) }
}

/// What the lab runs beside `unshare` and the shell's own.
const LAB_TOOLS: [&str; 12] =
    ["bash", "awk", "mount", "nsenter", "ip", "nft", "unbound", "nginx", "squid", "tinyproxy", "openssl", "postfix"];
/// Where they may stand beside PATH.
const LAB_PATH: &str = "/usr/sbin:/sbin:/usr/bin:/bin";
/// The arguments of `unshare` for network, mounts and processes of one's own, which end with it.
pub(crate) const OWN_WORLD: [&str; 6] = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
/// What the lab asks of the kernel, once and small.
const LAB_TRIAL: &str = "set -e
    PATH=$PATH:/usr/sbin:/sbin
    mount -t tmpfs -o size=64k lab /run
    mkdir /run/netns
    ip netns add trial
    ip -netns trial link add lan type bridge
    ip -netns trial addr add fd77::1/64 dev lan
    ip -netns trial link add one type veth peer name two
    ip netns exec trial nft 'table inet trial {
        chain forward { type filter hook forward priority filter; reject with icmp admin-prohibited; }
        chain divert { type nat hook prerouting priority dstnat; tcp dport 443 dnat ip to 10.77.1.1:443; }
    }'";

/// A Windows that is thrown away: the Wine prefix that `.ci/windows` makes, and marks. The only one whose stores, settings
/// and shares tests may change. A file of this name on a Unix system is none of ours.
fn wine() -> Result<(), String> {
    const MARK: &str = r"C:\thrown-away";
    if cfg!(windows) && std::path::Path::new(MARK).is_file() {
        Ok(())
    } else {
        Err(format!("no {MARK}, with which .ci/windows marks its prefixes"))
    }
}

/// A system that tells a connection that was reset from one that was closed where it is waited for, as tokio does. Wine 8
/// takes the error off the socket as it wakes who waits, and what is read then is the end.
fn resets() -> Result<(), String> {
    let tried = || -> std::io::Result<std::io::ErrorKind> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        let client = std::net::TcpStream::connect(listener.local_addr()?)?;
        let (served, _) = listener.accept()?;
        client.set_nonblocking(true)?;
        let resets = std::thread::spawn(move || {
            // Long enough for the other side to wait.
            std::thread::sleep(std::time::Duration::from_millis(50));
            socket2::SockRef::from(&served).set_linger(Some(std::time::Duration::ZERO))
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let read = runtime.block_on(async {
            let mut client = tokio::net::TcpStream::from_std(client)?;
            tokio::io::AsyncReadExt::read(&mut client, &mut [0]).await
        });
        resets.join().map_err(|_| std::io::ErrorKind::Other)??;
        Ok(read.map_or_else(|error| error.kind(), |_| std::io::ErrorKind::UnexpectedEof))
    };
    match tried() {
        Ok(std::io::ErrorKind::ConnectionReset) => Ok(()),
        Ok(other) => Err(format!("this system says {other:?} of a connection that was reset")),
        Err(error) => Err(format!("no connection could be tried: {error}")),
    }
}

fn paths_of_the_account() -> Vec<std::path::PathBuf> {
    std::env::var_os("PATH").map(|paths| std::env::split_paths(&paths).collect()).unwrap_or_default()
}

/// The arguments of `setpriv` for the account nobody, and no group of root's.
pub(crate) const NOBODY: [&str; 3] = ["--reuid=65534", "--regid=65534", "--clear-groups"];

fn is_root() -> bool {
    let said = Command::new("id").arg("-u").stdin(Stdio::null()).output();
    said.is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

#[test]
fn a_test_runs_where_its_tool_is_there() {
    assert_eq!(decide("openssl", &Ok(()), ""), Decision::Run);
    assert_eq!(decide("openssl", &Ok(()), "openssl"), Decision::Run);
}

#[test]
fn a_missing_tool_skips_a_test_and_a_required_one_fails_it() {
    let missing = Err("not installed".to_owned());
    assert_eq!(decide("openssl", &missing, ""), Decision::Skip("not installed"));
    assert_eq!(decide("openssl", &missing, "wine,opensslx"), Decision::Skip("not installed"));
    assert_eq!(decide("openssl", &missing, "wine, openssl"), Decision::Fail("not installed"));
}

#[test]
fn each_name_that_the_environment_requires_is_known_and_there() {
    // Without this a misspelt name would require nothing, and one that no test uses would be believed.
    for name in required_names(&std::env::var("CERTREADY_REQUIRE").unwrap_or_default()) {
        let capability = named(name).unwrap_or_else(|| panic!("CERTREADY_REQUIRE names {name:?}, which is unknown"));
        assert_eq!(*capability.found, Ok(()), "{name}");
    }
}

#[test]
fn a_skip_bears_the_name_that_the_harness_shows() {
    fn here() {}
    let name = test_name(std::any::type_name_of_val(&here));
    assert_eq!(name, "common::capability::a_skip_bears_the_name_that_the_harness_shows");
}

#[test]
fn the_closing_line_counts_each_skipped_test_by_name() {
    let record = [line("a::b", "openssl", "x"), line("c::d", "openssl", "x")].concat();
    assert_eq!(skipped::closing_line(""), "skipped tests: none\n");
    assert_eq!(skipped::closing_line(&record), "skipped tests: 2 (a::b: no openssl, c::d: no openssl)\n");
}
