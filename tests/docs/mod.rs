//! The documentation says what is so: its commands are accepted and do what they are shown to do, its links lead somewhere, its
//! tables are the code's, and the report in README.md is the report.
//!
//! - `commands`: what the pages let their readers type. `played` types it, on the host of a `reader`; `otherwise` has the exceptions.
//! - `tables`, `links`, `readme`: the rest of the pages.

mod commands;
mod links;
#[cfg(target_os = "linux")]
mod otherwise;
#[cfg(target_os = "linux")]
mod played;
#[cfg(target_os = "linux")]
mod reader;
mod readme;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// README.md and every page of docs/.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.chain([root().join("README.md")]).map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap()
}

/// Holds what a page shows to what was said, from its begin to its end; `[…]` stands for lines left out.
#[track_caller]
fn assert_shown(page: &str, shown: &str, said: &str) {
    let mut rest = said;
    for (at, piece) in shown.split("[…]\n").enumerate() {
        let Some(place) = rest.find(piece) else {
            panic!("{page} shows\n{piece}\nwhich is not what is said there:\n{rest}");
        };
        assert!(at > 0 || place == 0, "{page} leaves out the begin of\n{said}");
        rest = rest.split_at(place + piece.len()).1;
    }
    assert!(shown.ends_with("[…]\n") || rest.is_empty(), "{page} leaves out the end:\n{rest}");
}
