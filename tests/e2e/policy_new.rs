//! `policy new`: from certificates to a policy that `lint --strict` takes and `check` judges.

use std::fs;
use std::path::PathBuf;

use crate::common::cert::{Issued, bundle};
use crate::common::faults::Reply;
use crate::common::lab::Lab;
use crate::common::pki::paths;
use crate::common::run::{Finished, certready};

/// The PKI's certificates in files, and a folder to write to.
struct Files {
    lab: Lab,
}

impl Files {
    fn of(lab: Lab) -> Self {
        fs::create_dir(lab.path("out")).unwrap();
        let files = Self { lab };
        files.put("retiring.pem", &[&files.lab.pki.retiring]);
        files.put("incoming.pem", &[&files.lab.pki.root]);
        files.put("chain.pem", &[&files.lab.pki.leaf, &files.lab.pki.intermediate]);
        files.put("leaf.pem", &[&files.lab.pki.leaf]);
        files
    }

    fn put(&self, name: &str, certificates: &[&Issued]) {
        fs::write(self.lab.path(name), bundle(certificates)).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.lab.path(name).to_str().unwrap().to_owned()
    }

    /// `policy new` with these files, each behind its option, and what more there is.
    fn write_by(&self, files: &[(&str, &str)], more: &[&str]) -> Finished {
        let days = [-20, 100, 30].map(|offset| self.lab.pki.day(offset).to_string());
        let [as_of, review_by, cutover] = &days;
        let mut arguments: Vec<String> =
            ["policy", "new", "--id", "mine-2027", "--title", "Mine moves", "--source", "here"]
                .map(str::to_owned)
                .to_vec();
        for (option, value) in [("--as-of", as_of), ("--review-by", review_by), ("--cutover", cutover)] {
            arguments.extend([option.to_owned(), value.clone()]);
        }
        for (option, name) in files {
            arguments.extend([(*option).to_owned(), self.path(name)]);
        }
        arguments.extend(["--proxy", "none"].iter().chain(more).map(|one| (*one).to_owned()));
        certready(&arguments.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn written(&self) -> Vec<PathBuf> {
        let mut all: Vec<_> = fs::read_dir(self.lab.path("out")).unwrap().map(|one| one.unwrap().path()).collect();
        all.sort();
        all
    }
}

const ALL: [(&str, &str); 4] = [
    ("--retiring", "retiring.pem"),
    ("--incoming", "incoming.pem"),
    ("--certificate", "chain.pem"),
    ("--output", "out"),
];

#[test]
fn what_is_written_lints_strictly_and_is_judged_as_ready() {
    let files = Files::of(Lab::good());
    let finished = files.write_by(&ALL, &[]);
    assert_eq!((finished.status, finished.stdout.as_str(), finished.stderr.as_str()), (0, "", ""), "{finished:#?}");
    assert_eq!(files.written(), [files.lab.path("out/mine-2027"), files.lab.path("out/mine-2027.yaml")]);
    assert_eq!(files.lab.root_server.requests().len() + files.lab.server.requests().len(), 0, "files alone were read");
    let policy = files.path("out/mine-2027.yaml");
    let linted = certready(&["policy", "lint", "--strict", &policy]);
    assert_eq!((linted.status, linted.stdout), (0, format!("{policy}: valid; nothing to add\n")));
    // The very questions of the lab's own policy, so the very verdict.
    let store = files.path("roots.pem");
    let checked = certready(&["check", &policy, "--trust-store", &store, "--proxy", "none", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&checked.stdout).unwrap();
    let failed: Vec<_> =
        report["findings"].as_array().unwrap().iter().filter(|one| one["level"] == "failure").collect();
    assert!(failed.is_empty(), "{failed:#?}");
    // The account of a test is no service's, which every run on Windows says.
    assert_eq!(report["verdict"], if cfg!(windows) { "ready-with-warnings" } else { "ready" }, "{report:#}");
}

#[test]
fn without_a_folder_the_yaml_goes_to_standard_output_and_says_what_belongs_beside_it() {
    let files = Files::of(Lab::good());
    let finished = files.write_by(&ALL[..3], &[]);
    assert_eq!(finished.status, 0, "{finished:#?}");
    assert!(finished.stdout.contains("\nid: \"mine-2027\"\n"), "{finished:#?}");
    assert!(finished.stderr.contains("3 certificates belong beside it"), "{finished:#?}");
    assert!(files.written().is_empty());
    let requests = files.lab.root_server.requests().len() + files.lab.server.requests().len();
    assert_eq!(requests, 0, "without --fetch-aia nothing is contacted");
}

#[test]
fn from_the_service_s_certificate_alone_the_chain_is_fetched_and_nothing_else() {
    let files = Files::of(Lab::good());
    let finished = files.write_by(
        &[("--retiring", "retiring.pem"), ("--certificate", "leaf.pem"), ("--output", "out")],
        &["--fetch-aia"],
    );
    assert_eq!(finished.status, 0, "{finished:#?}");
    let asked = |server: &crate::common::server::Server| {
        server.requests().iter().map(|one| one.target.clone()).collect::<Vec<_>>()
    };
    assert_eq!(asked(&files.lab.server), [paths::AIA]);
    assert_eq!(asked(&files.lab.root_server), [paths::ROOT_AIA]);
    let linted = certready(&["policy", "lint", "--strict", &files.path("out/mine-2027.yaml")]);
    assert_eq!(linted.status, 0, "{linted:#?}");
    // The same files as from a chain that was given whole.
    let names: Vec<_> =
        fs::read_dir(files.lab.path("out/mine-2027")).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "{names:?}");
}

#[test]
fn an_issuer_that_is_not_to_be_had_leaves_nothing_behind() {
    let files = Files::of(Lab::good());
    files.lab.server.route(paths::AIA, Reply::certificate(b"no certificate"));
    let leaf = [("--incoming", "incoming.pem"), ("--certificate", "leaf.pem"), ("--output", "out")];
    for more in [&[][..], &["--fetch-aia"]] {
        let finished = files.write_by(&leaf, more);
        assert_eq!((finished.status, finished.stdout.as_str()), (65, ""), "{finished:#?}");
        assert!(
            finished.stderr.contains("`Certready Test CA G1`, whose certificate is not among those given"),
            "{finished:#?}"
        );
        let url = files.lab.pki.url(paths::AIA);
        assert_eq!(
            finished.stderr.contains(&format!("{url} brought no certificate")),
            !more.is_empty(),
            "{finished:#?}"
        );
        assert!(files.written().is_empty());
    }
}

#[test]
fn nothing_that_is_there_is_written_over() {
    let files = Files::of(Lab::good());
    assert_eq!(files.write_by(&ALL, &[]).status, 0);
    let path = files.lab.path("out/mine-2027.yaml");
    fs::write(&path, "mine").unwrap();
    let finished = files.write_by(&ALL, &[]);
    assert_eq!(finished.status, 74, "{finished:#?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    // Nor is a folder of that name filled up, and what stands in it stays.
    fs::remove_file(&path).unwrap();
    let finished = files.write_by(&ALL, &[]);
    assert_eq!(finished.status, 74, "{finished:#?}");
    assert_eq!(files.written(), [files.lab.path("out/mine-2027")]);
    assert_eq!(fs::read_dir(files.lab.path("out/mine-2027")).unwrap().count(), 3);
}

#[test]
fn what_is_not_known_is_advised_with_1_and_what_is_wrong_ends_with_64() {
    let files = Files::of(Lab::good());
    let finished = files.write_by(&[("--incoming", "incoming.pem"), ("--output", "out")], &[]);
    assert_eq!(finished.status, 1, "{finished:#?}");
    assert!(finished.stderr.contains("certready: advice: no `presents`"), "{finished:#?}");
    for (more, word) in [
        (["--rollout-from", "2099-01-01"], "not after the cutover"),
        (["--title", "two\nlines"], "expected one line"),
        (["--id", "../mine"], "lower-case letters"),
        (["--cutover", "soon"], "is no"),
    ] {
        let mut arguments = vec!["policy", "new"];
        let incoming = files.path("incoming.pem");
        let mut usual = vec![
            ("--id", "other"),
            ("--title", "Other"),
            ("--source", "here"),
            ("--review-by", "2098-01-01"),
            ("--cutover", "2028-01-01"),
            ("--incoming", incoming.as_str()),
        ];
        usual.retain(|(option, _)| *option != more[0]);
        arguments.extend(usual.iter().flat_map(|(option, value)| [*option, *value]).chain(more));
        let refused = certready(&arguments);
        assert_eq!((refused.status, refused.stdout.as_str()), (64, ""), "{more:?}: {refused:#?}");
        assert!(refused.stderr.contains(word), "{more:?}: {refused:#?}");
    }
}
