//! What the cases share: the binary, a folder that goes away at the end, and a CA with a leaf in it. `openssl` makes the
//! keys and the certificates.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{self, Command};

use crate::Outcome;

/// What the cases share.
pub(crate) struct Setting {
    /// The certready that is measured.
    pub(crate) binary: PathBuf,
    /// How many rounds were asked for.
    pub(crate) rounds: Option<usize>,
    folder: PathBuf,
}

impl Setting {
    /// A folder with `ca.pem`, `ca.key` and `leaf.pem`.
    pub(crate) fn make(rounds: Option<usize>) -> Outcome<Self> {
        let binary = env::var_os("CERTREADY_BINARY").ok_or("CERTREADY_BINARY is not set: start .bench/run")?.into();
        let folder = env::temp_dir().join(format!("certready-bench-{}", process::id()));
        fs::create_dir(&folder)?;
        let setting = Self { binary, rounds, folder };
        setting.openssl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 900 -subj /CN=Bench-CA")?;
        setting.openssl("req -newkey rsa:2048 -nodes -keyout leaf.key -out leaf.csr -subj /CN=Bench-Leaf")?;
        // The serial is none of the CRL's: those begin with another octet.
        setting.openssl("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -set_serial 4711 -days 800 -out leaf.pem")?;
        Ok(setting)
    }

    /// A path in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// `openssl` in the folder, which must succeed; its standard output.
    pub(crate) fn openssl(&self, words: &str) -> Outcome<String> {
        let output = Command::new("openssl").args(words.split(' ')).current_dir(&self.folder).output()?;
        if !output.status.success() {
            return Err(format!("openssl {words}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// A command in the folder, in a fixed environment: nobody's proxies and trust stores.
    pub(crate) fn command(&self, program: impl AsRef<Path>, words: &str) -> Command {
        let mut command = Command::new(program.as_ref());
        command.args(words.split(' ')).current_dir(&self.folder);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LANG", "C");
        command
    }

    /// certready in the folder.
    pub(crate) fn certready(&self, words: &str) -> Command {
        self.command(&self.binary, words)
    }
}

impl Drop for Setting {
    fn drop(&mut self) {
        // Whatever can't be removed lies in the folder for temporary files, and is the system's to clear.
        let _ = fs::remove_dir_all(&self.folder);
    }
}
