//! The second opinion of Windows: what the child says, and who asks it for what.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use certready::evidence::Objects;
use certready::observation::{Method, Retrieval, Retrieved, Setting};
use certready::plan::Target;
use certready::policy::EndpointKind;
use certready::probe::route::{AccountSettings, Said, WindowsProxies};
use certready::probe::{Route, Settings};

use crate::common::faults::Reply;
use crate::common::server::Server;
use crate::probe::{answered, connecting, crl, fetch_these, settings, target};

#[test]
fn the_childs_first_line_is_read_back_as_it_was_written() {
    for said in [Said::Object, Said::Error(0), Said::Error(12_029), Said::Error(u32::MAX)] {
        let whole = [said.line().as_bytes(), b"\0\n\xff"].concat();
        assert_eq!(Said::read(&whole), Some((said, b"\0\n\xff".as_slice())));
    }
}

#[test]
fn what_is_no_first_line_is_none() {
    for bytes in [
        b"".as_slice(),
        b"object",
        b"object \n",
        b"\n",
        b"error \n",
        b"error -1\n",
        b"error 4294967296\n",
        b"\xff\n",
        b"a line that is much longer than any that is said by a child\n",
    ] {
        assert_eq!(Said::read(bytes), None, "{bytes:?}");
    }
}

/// As on a host whose settings name no proxy.
fn asking(program: &str) -> Settings {
    let account = Setting::Is(AccountSettings::new(false, None, None));
    let route = WindowsProxies { machine: Setting::Absent, account }.route();
    Settings { route, retriever: Some(PathBuf::from(program)), ..settings() }
}

fn retrieved(settings: &Settings, targets: &[Target], objects: &Objects) -> Vec<Retrieval> {
    fetch_these(settings, targets, objects).retrievals
}

#[test]
fn a_program_that_is_not_there_or_says_something_else_is_told_and_costs_no_fetch() {
    let server = Server::start();
    server.route("/a.crl", Reply::crl(b"0"));
    let programs: &[&str] = if cfg!(windows) {
        &[r"C:\nowhere\certready.exe", r"C:\windows\system32\hostname.exe"]
    } else {
        &["/nowhere/certready", "/bin/echo", "/usr/bin/yes", "/bin/true"]
    };
    for program in programs {
        let began = Instant::now();
        let fetched = fetch_these(&asking(program), &[crl(&server.url("/a.crl"))], &Objects::new());
        assert!(matches!(fetched.retrievals[0].outcome, Retrieved::Unstarted(_)), "{program} {:?}", fetched.retrievals);
        assert_eq!(answered(&fetched.fetches[0]).0.status, 200);
        assert!(began.elapsed() < Duration::from_secs(10), "{program} {:?}", began.elapsed());
    }
}

/// What Windows can't be asked: it knows no other way than the host's own, no POST, and no connection alone.
#[test]
fn what_windows_can_not_be_asked_is_not_asked() {
    let server = Server::start();
    server.route("/a.crl", Reply::crl(b"0"));
    let own = asking("/nowhere/certready");
    let straight = Settings { route: Route::straight(), ..own.clone() };
    let elsewhere = Settings { connect_to: connecting(&["a.test:80:b.test:80"]).connect_to, ..own.clone() };
    let off = Settings { retriever: None, ..own.clone() };
    for settings in [straight, elsewhere, off] {
        assert_eq!(retrieved(&settings, &[crl(&server.url("/a.crl"))], &Objects::new()), []);
    }
    let post = target(EndpointKind::Ocsp, Method::Post, &server.url("/o"), Some(b"request"));
    let connect = target(EndpointKind::Connect, Method::Connect, &server.url("/"), None);
    assert_eq!(retrieved(&own, &[post, connect], &Objects::new()), []);
    assert_eq!(retrieved(&own, &[crl(&server.url("/a.crl"))], &Objects::new()).len(), 1);
}

/// Windows itself, asked in a child.
#[cfg(windows)]
mod asked {
    use std::fs;
    use std::net::{TcpListener, TcpStream};
    use std::path::PathBuf;
    use std::thread;
    use std::time::{Duration, Instant};

    use certready::evidence::Objects;
    use certready::observation::{Method, Retrieved};
    use certready::policy::EndpointKind;
    use certready::probe::Settings;
    use certready::vocabulary::Digest;

    use super::{asking, retrieved};
    use crate::common::addresses::ClosedPort;
    use crate::common::faults::Reply;
    use crate::common::server::Server;
    use crate::probe::{crl, target};

    fn windows() -> Settings {
        asking(env!("CARGO_BIN_EXE_certready"))
    }

    #[test]
    fn an_object_comes_with_its_bytes() {
        let (server, objects) = (Server::start(), Objects::new());
        // More than a pipe or a piece holds, and every byte of it.
        let body: Vec<u8> = (0..300_000_u32).map(|at| (at * 7 + at / 256) as u8).collect();
        server.route("/a.crl", Reply::crl(&body));
        let all = retrieved(&windows(), &[crl(&server.url("/a.crl"))], &objects);
        let digest = Digest::of(&body);
        assert_eq!(all[0].outcome, Retrieved::Came { body: digest, bytes: 300_000 });
        assert_eq!(objects.small(&digest, body.len()).unwrap().unwrap(), body);
        // It was asked for twice: by us and by Windows.
        assert_eq!(server.requests().len(), 2);
    }

    #[test]
    fn an_ocsp_answer_is_asked_for_by_the_url_of_the_request_itself() {
        let server = Server::start();
        server.answer("/o", |_| Reply::ocsp(b"answer"));
        let ocsp = |method| target(EndpointKind::Ocsp, method, &server.url("/o"), Some(b"request"));
        let all = retrieved(&windows(), &[ocsp(Method::Get), ocsp(Method::Post)], &Objects::new());
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].id.method, Method::Get);
        assert!(matches!(all[0].outcome, Retrieved::Came { bytes: 6, .. }), "{all:?}");
        // Wine writes a `=` out where it stands percent-encoded.
        let asked = server.requests().into_iter().filter(|one| one.method == "GET");
        let asked: Vec<String> = asked.map(|one| one.target.replace("%3D", "=")).collect();
        assert_eq!((asked.len(), &asked[0]), (2, &asked[1]));
    }

    #[test]
    fn a_closed_port_and_a_missing_page_fail_with_the_systems_number() {
        let (server, closed) = (Server::start(), ClosedPort::take());
        let targets = [crl(&closed.base()), crl(&server.url("/missing.crl"))];
        for one in retrieved(&windows(), &targets, &Objects::new()) {
            assert!(matches!(one.outcome, Retrieved::Failed(number) if number != 0), "{one:?}");
        }
    }

    #[test]
    fn more_than_the_kinds_bound_does_not_come() {
        let server = Server::start();
        server.route("/ca.crt", Reply::certificate(&vec![0x30; 300 * 1024]));
        let aia = target(EndpointKind::Aia, Method::Get, &server.url("/ca.crt"), None);
        let all = retrieved(&windows(), &[aia], &Objects::new());
        assert!(matches!(all[0].outcome, Retrieved::Failed(_)), "{all:?}");
    }

    /// A listener that takes connections and never says a word, and those that it took.
    fn mute() -> (String, thread::JoinHandle<Vec<TcpStream>>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/a.crl", listener.local_addr().unwrap());
        // Ours and Windows'.
        (url, thread::spawn(move || (0..2).map(|_| listener.accept().unwrap().0).collect()))
    }

    /// A copy of certready, to be asked in its place: Windows gives no program away that still runs. That its connection ends
    /// would show the same, but that Wine 8 now and then forgets one that a process left behind.
    struct Copied {
        program: PathBuf,
        _folder: tempfile::TempDir,
    }

    impl Copied {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let program = folder.path().join("copied.exe");
            fs::copy(env!("CARGO_BIN_EXE_certready"), &program).unwrap();
            Self { program, _folder: folder }
        }

        fn runs(&self) -> bool {
            fs::remove_file(&self.program).is_err()
        }

        /// Whether nothing runs it any more, within a few seconds.
        fn ends(&self) -> bool {
            (0..200).any(|_| {
                thread::sleep(Duration::from_millis(50));
                !self.runs()
            })
        }

        fn asked(&self) -> Settings {
            asking(self.program.to_str().unwrap())
        }
    }

    #[test]
    fn a_server_that_never_answers_ends_with_its_bound_and_so_does_the_child() {
        let ((url, taken), copied) = (mute(), Copied::new());
        let mut settings = copied.asked();
        settings.limits = settings.limits.with_timeout(Duration::from_secs(1));
        let began = Instant::now();
        let all = retrieved(&settings, &[crl(&url)], &Objects::new());
        assert!(matches!(all[0].outcome, Retrieved::Late | Retrieved::Failed(_)), "{all:?}");
        assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
        assert!(copied.ends());
        drop(taken.join().unwrap());
    }

    #[test]
    fn the_end_of_the_run_cuts_it_and_ends_the_child() {
        let ((url, taken), copied) = (mute(), Copied::new());
        let settings = copied.asked();
        let interrupt = settings.interrupt.clone();
        let raising = thread::spawn(move || {
            let taken = taken.join().unwrap();
            let ran = copied.runs();
            interrupt.raise();
            (taken, ran, copied)
        });
        let all = retrieved(&settings, &[crl(&url)], &Objects::new());
        assert_eq!(all[0].outcome, Retrieved::Cut);
        let (_taken, ran, copied) = raising.join().unwrap();
        assert!(ran);
        assert!(copied.ends());
    }

    /// Where certready itself is killed, the child sees its standard input end.
    #[test]
    fn a_child_ends_with_who_asked_it() {
        let ((url, taken), copied) = (mute(), Copied::new());
        let mut command = std::process::Command::new(&copied.program);
        command.args(["retrieve", &url, "60000", "1000"]);
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        let ours = TcpStream::connect(url.trim_start_matches("http://").trim_end_matches("/a.crl")).unwrap();
        let _taken = (taken.join().unwrap(), ours);
        assert!(copied.runs());
        drop(child.stdin.take());
        assert!(copied.ends());
        assert!(!child.wait().unwrap().success());
    }
}
