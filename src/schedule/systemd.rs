//! A service and its timer (systemd.service(5), systemd.timer(5), systemd.exec(5)): hardened to what `check` needs, which is the
//! network, the store of the system, and one folder to write to.

use std::fmt::Write as _;

use super::quote::{Unsayable, control, for_systemd, path_for_systemd, refuse};
use super::{Definition, Encoding, Schedule, calendar};

/// What is said of whom.
const SYSTEMD: &str = "systemd";

/// Where a unit's state lies (systemd.exec(5), `StateDirectory=`): a folder below it is made for the account, and given to it with
/// all that is in it, so that no other program's folder may be taken.
const STATE: &str = "/var/lib/";

/// What the names of certready's own folders there begin with.
const OWN: &str = "certready";

/// What the path of a program may not have in it: systemd refuses the first three ("Executable name contains special
/// characters"), and the last is a variable's in the first argument.
const NOT_IN_A_PROGRAM: [char; 4] = ['"', '\'', '\\', '$'];

/// What `PrivateTmp=` hides.
const TEMPORARY: [&str; 2] = ["/tmp/", "/var/tmp/"];

/// What `ProtectHome=` hides.
const HOMES: [&str; 3] = ["/home/", "/root/", "/run/user/"];

/// What each of these takes away is nothing that a run uses. Not among them is `ProcSubset=pid`: the kernel's release and the
/// host's name are read in `/proc/sys`.
const HARDENING: &str = "NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
PrivateTmp=yes
PrivateDevices=yes
PrivateMounts=yes
PrivateUsers=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RemoveIPC=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
MemoryDenyWriteExecute=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
UMask=0022
";

/// The service and the timer.
///
/// # Errors
/// [`Unsayable`] for a word with a control character, a program's path with a `$`, a file where the unit does not see it, and a
/// folder to write to that an account of the unit's own could not be given.
pub fn systemd(schedule: &Schedule) -> Result<[Definition; 2], Unsayable> {
    for word in [&schedule.program].into_iter().chain(&schedule.arguments) {
        refuse(word, SYSTEMD, control(word))?;
    }
    let special =
        schedule.program.contains(NOT_IN_A_PROGRAM).then_some(r#"it takes no program with any of " ' \ $ in its path"#);
    refuse(&schedule.program, SYSTEMD, special)?;
    for path in seen(schedule) {
        let hidden =
            below(path, &TEMPORARY).then_some("the unit has folders of its own there, and sees no file of others");
        refuse(path, SYSTEMD, hidden)?;
    }
    let name = format!("certready-{}", schedule.policy);
    let file = |ending: &str, text: String| {
        let name = format!("{name}.{ending}");
        Definition { heading: format!("# {name}"), name, text, encoding: Encoding::Utf8 }
    };
    Ok([file("service", service(schedule)?), file("timer", timer(schedule))])
}

fn service(schedule: &Schedule) -> Result<String, Unsayable> {
    let mut command = path_for_systemd(&schedule.program);
    for argument in &schedule.arguments {
        command.push(' ');
        command.push_str(&for_systemd(argument));
    }
    let account = schedule.account.as_ref().map_or("DynamicUser=yes".to_owned(), |account| format!("User={account}"));
    let home = if seen(schedule).any(|path| below(path, &HOMES)) { "read-only" } else { "yes" };
    let mut text = format!(
        "# Written by `certready schedule systemd`. It runs by its timer.

[Unit]
Description=certready check of {policy}
Wants=network-online.target
After=network-online.target nss-lookup.target

[Service]
Type=oneshot
ExecStart={command}
# 1 is ready, with warnings. Every other status but 0 is a failed unit: 2 not ready,
# 3 undetermined, 64 and above no report.
SuccessExitStatus=1
TimeoutStartSec={limit}min
{account}
",
        policy = schedule.policy,
        limit = schedule.limit,
    );
    for folder in [&schedule.reports].into_iter().chain(&schedule.writes) {
        let _ = writeln!(text, "{}", may_write(schedule, folder)?);
    }
    let _ = writeln!(text, "{HARDENING}ProtectHome={home}");
    Ok(text)
}

/// The line that lets the unit write to a folder.
fn may_write(schedule: &Schedule, folder: &str) -> Result<String, Unsayable> {
    let below_state = folder.strip_prefix(STATE).unwrap_or_default();
    let first = below_state.split('/').next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let climbs = below_state.split('/').any(|part| part == "..");
    if first.starts_with(OWN) && !climbs && first.bytes().all(plain) {
        return Ok(format!("StateDirectory={first}"));
    }
    let of_its_own = schedule.account.is_none();
    let why = of_its_own
        .then_some("it is not below /var/lib/certready, and only an account that --account names can write elsewhere");
    refuse(folder, SYSTEMD, why)?;
    Ok(format!("ReadWritePaths={}", path_for_systemd(folder)))
}

fn timer(schedule: &Schedule) -> String {
    let mut text = format!(
        "# Written by `certready schedule systemd`. Local time; it has no run after {last}.

[Unit]
Description=certready check of {policy}, daily until {last}

[Timer]
",
        policy = schedule.policy,
        last = schedule.last,
    );
    for date in calendar::dates(schedule.first, schedule.last) {
        let _ = writeln!(text, "OnCalendar={date} {}:00", schedule.at);
    }
    text.push_str("Persistent=true\nRandomizedDelaySec=15min\n\n[Install]\nWantedBy=timers.target\n");
    text
}

/// Every path that the unit must see.
fn seen(schedule: &Schedule) -> impl Iterator<Item = &str> {
    let all = [&schedule.program, &schedule.reports].into_iter().chain(&schedule.writes).chain(&schedule.reads);
    all.map(String::as_str)
}

fn below(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder) || Some(path) == folder.strip_suffix('/'))
}
