//! The namespaces of the lab: brought up, entered, and gone with whoever holds them. Not what is served in them: that is
//! `world`.
//!
//! Everything below `unshare` lives in one namespace of processes. Its process 1 is `inside.sh`, which ends when its
//! standard input does; the other end of that pipe is held here. So whatever ends this process (SIGKILL too) ends the lab:
//! the kernel ends all processes of the namespace with its first, and the networks with their last.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

use crate::common::capability::OWN_WORLD;
use crate::common::run;

/// More than any step of bringing it up may take; it takes a second.
const LONGEST_STEP: Duration = Duration::from_secs(30);

/// The lab's folder, as its own processes see it.
pub(super) const FOLDER: &str = "/run/lab";

/// A lab whose networks stand and whose servers wait for what they serve.
pub(super) struct Built {
    child: Child,
    input: ChildStdin,
    lines: mpsc::Receiver<String>,
    root: PathBuf,
}

/// A lab that is up.
pub(super) struct Net {
    /// Process 1 of the lab, as this process sees it.
    root: PathBuf,
    /// What holds each client's namespaces, as the lab's processes see it.
    holders: Vec<(String, u32)>,
    child: Child,
    input: Option<ChildStdin>,
}

impl Built {
    /// Begins to build; gives back once the folder is there.
    pub(super) fn begin() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lab/inside.sh");
        let mut child = Command::new("unshare")
            .args(OWN_WORLD)
            .arg("bash")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut built = Self { lines: lines(output), input, root: PathBuf::new(), child };
        built.line("folder");
        let children = format!("/proc/{0}/task/{0}/children", built.child.id());
        let first = fs::read_to_string(children).unwrap();
        built.root = PathBuf::from("/proc").join(first.trim()).join("root");
        built
    }

    /// A path in the lab's folder, as this process sees it.
    pub(super) fn folder(&self, path: &str) -> PathBuf {
        folder(&self.root, path)
    }

    /// Has the servers started, and waits until all listen.
    pub(super) fn serve(mut self) -> Net {
        self.input.write_all(b"\n").unwrap();
        let line = self.line("ready");
        let holder = |word: &str| {
            let (name, process) = word.split_once('=').unwrap();
            (name.to_owned(), process.parse().unwrap())
        };
        let holders = line.split(' ').skip(1).map(holder).collect();
        Net { root: self.root, holders, child: self.child, input: Some(self.input) }
    }

    /// The next line that the script says, which begins so.
    fn line(&mut self, begins: &str) -> String {
        match self.lines.recv_timeout(LONGEST_STEP) {
            Ok(line) if line.starts_with(begins) => line,
            other => {
                let _ = self.child.kill();
                let mut words = String::new();
                let _ = self.child.stderr.take().unwrap().read_to_string(&mut words);
                panic!("the lab did not say {begins:?} but {other:?}:\n{words}");
            }
        }
    }
}

impl Net {
    /// A path in the lab's folder, as this process sees it.
    pub(super) fn folder(&self, path: &str) -> PathBuf {
        folder(&self.root, path)
    }

    /// The command that runs what is added to it on a client of the lab, in an environment of its own.
    pub(super) fn on(&self, client: &str) -> Command {
        let mut command = run::clean("nsenter");
        command.args(self.entrance(client)).arg("--");
        command
    }

    /// The arguments of `nsenter` that lead to a client.
    pub(super) fn entrance(&self, client: &str) -> [String; 3] {
        let (_, process) = self.holders.iter().find(|(name, _)| name == client).unwrap();
        ["net", "mnt", "pid"].map(|kind| {
            let option = if kind == "mnt" { "mount" } else { kind };
            format!("--{option}={}/proc/{process}/ns/{kind}", self.root.display())
        })
    }

    /// The clients, by name.
    pub(super) fn clients(&self) -> impl Iterator<Item = &str> {
        self.holders.iter().map(|(name, _)| name.as_str())
    }

    /// Does something in a thread that stands in one of the lab's networks. What it starts stays there.
    pub(super) fn within<T: Send>(&self, network: &str, work: impl FnOnce() -> T + Send) -> T {
        let network = File::open(self.root.join("run/netns").join(network)).unwrap();
        let entered = move || {
            move_into_link_name_space(network.as_fd(), Some(LinkNameSpaceType::Network)).unwrap();
            work()
        };
        std::thread::scope(|scope| scope.spawn(entered).join().unwrap())
    }

    /// Takes it down and waits for it.
    pub(super) fn end(mut self) {
        self.input = None;
        assert!(self.child.wait().unwrap().success());
    }
}

fn folder(root: &Path, path: &str) -> PathBuf {
    root.join("run/lab").join(path)
}

/// The lines that come, read in a thread of their own so that they can be waited for with a bound.
fn lines(output: ChildStdout) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            let _ = sender.send(line);
        }
    });
    receiver
}
