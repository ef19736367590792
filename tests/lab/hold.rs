//! The lab as a command for a person, and that nothing of it is left behind, whatever ends its holder.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use super::net::FOLDER;
use super::world::World;
use crate::common::capability::require;

/// More than the kernel takes to end a lab's processes.
const LONGEST_END: Duration = Duration::from_secs(20);

/// Not a test but a command, see the head of `mod.rs`.
#[test]
#[ignore = "it waits for a person: cargo test --test certready lab::hold -- --ignored --nocapture"]
fn hold() {
    require!("lab");
    let world = World::up();
    let mut output = std::io::stdout();
    let mut say = |line: &str| {
        output.write_all(line.as_bytes()).unwrap();
        output.write_all(b"\n").unwrap();
        output.flush().unwrap();
    };
    say("\nThe lab is up. Enter a client:");
    for client in world.net.clients() {
        say(&format!("  {client}: nsenter {} bash", world.net.entrance(client).join(" ")));
    }
    say("\nAnd there, for instance:");
    say(&format!("  {} url URL --issuer {FOLDER}/issuer.pem --timeout 2", env!("CARGO_BIN_EXE_certready")));
    say("\nThe PKI's own endpoints:");
    for url in super::world::own(&world.pki) {
        say(&format!("  {url}"));
    }
    say("\nRaw answers: http://raw.certready.test/NAME, with the names of tests/lab/world.rs");
    say("Web server:  http://web.certready.test/NAME, with the locations of tests/lab/nginx.conf");
    say("Responders:  http://ocsp.certready.test/ good revoked try-later page");
    say(
        "Proxies:     http://squid.certready.test: 3128 passes, 3129 denies, 3130 denies CONNECT, 3131 Negotiate, 3132 Basic,",
    );
    say(
        "             3133 keeps; http://tinyproxy.certready.test: 8888 passes, 8889 asks (relay, hunter2), 8890 filters",
    );
    say(
        "\nMail:        certready check POLICY --service NAME.certready.test, with the names of tests/lab/postfix/master.cf",
    );
    say(
        "             (smtps://mail-smtps.certready.test); MX records: mx:DOMAIN, with the domains of tests/lab/unbound.conf",
    );
    say("\nHosts, and what the wall does with them (tests/lab/hosts): http://NAME/good.crl");
    for line in include_str!("hosts").lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        say(&format!("  {line}"));
    }
    say("\nEnter, or the end of input, takes it down.");
    let _ = std::io::stdin().read_line(&mut String::new());
    world.net.end();
    say("It is down.");
}

/// This very test binary as the holder of a lab of its own.
struct Holder {
    process: Child,
    input: ChildStdin,
    /// The namespaces of processes and networks that live with it, as `/proc` names them.
    spaces: BTreeSet<PathBuf>,
}

impl Holder {
    /// Starts one, and waits until it says how to enter it.
    fn start() -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "lab::hold::hold", "--ignored", "--nocapture"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = process.stdin.take().unwrap();
        let mut spaces = BTreeSet::new();
        let mut output = BufReader::new(process.stdout.take().unwrap());
        for line in output.by_ref().lines().map_while(Result::ok).take_while(|line| !line.starts_with("Enter,")) {
            let paths = line.split(' ').filter_map(|word| word.strip_prefix("--net=").or(word.strip_prefix("--pid=")));
            spaces.extend(paths.map(|path| fs::read_link(path).unwrap()));
        }
        assert!(spaces.len() > 3, "{spaces:?}");
        // Read on, so that it can write to its end.
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        Self { process, input, spaces }
    }

    /// Holds it to having left nothing: no process, no network, no name.
    #[track_caller]
    fn left_nothing(&self) {
        let end = Instant::now() + LONGEST_END;
        while Instant::now() < end && !inhabitants(&self.spaces).is_empty() {
            std::thread::sleep(Duration::from_millis(20));
        }
        assert_eq!(inhabitants(&self.spaces), Vec::<PathBuf>::new());
        assert_eq!(names(), Vec::<String>::new());
    }
}

/// The processes that are in one of these namespaces.
fn inhabitants(spaces: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let processes = fs::read_dir("/proc").unwrap().map_while(Result::ok).map(|entry| entry.path());
    let inside = |process: &PathBuf| {
        let space = |kind| fs::read_link(process.join("ns").join(kind)).is_ok_and(|space| spaces.contains(&space));
        space("pid") || space("net")
    };
    processes.filter(inside).collect()
}

/// The names of networks of the lab that everybody sees.
fn names() -> Vec<String> {
    let known = ["wall", "server", "client", "walled", "fenced", "island", "deaf", "sealed", "proxies"];
    let named = fs::read_dir("/run/netns").into_iter().flatten().map_while(Result::ok);
    let names = named.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| known.contains(&name.as_str())).collect()
}

#[test]
fn a_lab_whose_input_ends_is_taken_down() {
    require!("lab");
    let mut holder = Holder::start();
    assert!(!inhabitants(&holder.spaces).is_empty());
    holder.input.write_all(b"\n").unwrap();
    assert!(holder.process.wait().unwrap().success());
    holder.left_nothing();
}

#[test]
fn a_lab_whose_holder_is_killed_leaves_nothing_behind() {
    require!("lab");
    let mut holder = Holder::start();
    assert!(!inhabitants(&holder.spaces).is_empty());
    holder.process.kill().unwrap();
    holder.process.wait().unwrap();
    holder.left_nothing();
}
