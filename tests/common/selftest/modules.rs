//! Each file under `tests/` is compiled: a module that nobody names runs no test, and nobody misses them.

use std::path::{Path, PathBuf};

#[test]
fn each_file_of_the_tests_is_named_as_a_module() {
    let tests = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut unnamed = Vec::new();
    walk(&tests, &mut |file| {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let folder = file.parent().unwrap();
        // tests/main.rs and tests/closing.rs are targets of their own.
        if name == "mod" || (folder == tests && ["main", "closing"].contains(&name)) {
            return;
        }
        let parents = [folder.join("mod.rs"), folder.with_extension("rs"), folder.join("main.rs")];
        let declares = |parent: &Path| {
            let text = std::fs::read_to_string(parent).unwrap_or_default();
            text.lines().any(|line| line.trim_start_matches("pub(crate) ") == format!("mod {name};"))
        };
        if !parents.iter().any(|parent| declares(parent)) {
            unnamed.push(file.strip_prefix(&tests).unwrap().display().to_string());
        }
    });
    for folder in std::fs::read_dir(&tests).unwrap().map(|entry| entry.unwrap().path()) {
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let main = std::fs::read_to_string(tests.join("main.rs")).unwrap();
        if folder.join("mod.rs").exists() && !main.lines().any(|line| line == format!("mod {name};")) {
            unnamed.push(name);
        }
    }
    assert_eq!(unnamed, [""; 0]);
}

fn walk(folder: &Path, each: &mut impl FnMut(&Path)) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && path.file_name() != Some("fixtures".as_ref()) {
            walk(&path, each);
        } else if path.extension() == Some("rs".as_ref()) {
            each(&path);
        }
    }
}
