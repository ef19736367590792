//! Which certificates Postfix presents, by its own settings (postconf(5)): as a server `smtpd_tls_chain_files`, or
//! `smtpd_tls_cert_file` with `smtpd_tls_key_file`; as a client the same with `smtp_`. The files are read elsewhere.
#![expect(clippy::disallowed_methods, reason = "timing postconf is what this file is for")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use super::command::ask;
use super::postfix::{POSTCONF_TIME, QUEUE, values};
use crate::observation::OwnSource;

/// What one side of Postfix presents.
#[derive(Debug)]
pub(in crate::probe) struct Presented {
    /// Which side.
    pub(in crate::probe) source: OwnSource,
    /// The files of one chain, in their order.
    pub(in crate::probe) files: Vec<PathBuf>,
    /// The file of its key. None where the key stands in the files themselves.
    pub(in crate::probe) key: Option<PathBuf>,
}

/// The settings of one side.
struct Side {
    source: OwnSource,
    /// The list of chains, each with its key.
    chains: &'static str,
    /// Pairs of a certificate and its key.
    pairs: [(&'static str, &'static str); 2],
}

/// The settings of each side. Empty is none, and `none` says the same of a server that is to have no certificate. The pairs for DSA
/// are left out: OpenSSL has no cipher suites for it any more.
const SIDES: [Side; 2] = [
    Side {
        source: OwnSource::PostfixServer,
        chains: "smtpd_tls_chain_files",
        pairs: [("smtpd_tls_cert_file", "smtpd_tls_key_file"), ("smtpd_tls_eccert_file", "smtpd_tls_eckey_file")],
    },
    Side {
        source: OwnSource::PostfixClient,
        chains: "smtp_tls_chain_files",
        pairs: [("smtp_tls_cert_file", "smtp_tls_key_file"), ("smtp_tls_eccert_file", "smtp_tls_eckey_file")],
    },
];

/// Asks postconf. Nothing where it does not tell: nobody asked for this, and the reading of the store says why postconf is silent.
pub(in crate::probe) fn postfix_presents(postconf: &Path) -> Vec<Presented> {
    let until = Instant::now().checked_add(POSTCONF_TIME).unwrap_or_else(Instant::now);
    let mut question = vec!["-x", "queue_directory"];
    for Side { chains, pairs, .. } in SIDES {
        question.push(chains);
        question.extend(pairs.into_iter().flat_map(|(certificate, key)| [certificate, key]));
    }
    // A Postfix before 3.4 has no chain files, says so on its standard error, and tells the others.
    let Ok(answer) = ask(postconf, &question, until) else { return Vec::new() };
    let values = values(&answer);
    let filled = |name: &str| values.get(name).copied().filter(|value| !value.is_empty() && *value != "none");
    // Postfix's daemons run in the queue's folder.
    let queue = Path::new(filled("queue_directory").unwrap_or(QUEUE));
    let mut presented = Vec::new();
    for Side { source, chains, pairs } in SIDES {
        if let Some(list) = filled(chains) {
            // Where there are chain files, the others are not looked at.
            let files = list.split([',', ' ', '\t']).filter(|file| !file.is_empty()).map(|file| queue.join(file));
            presented.push(Presented { source, files: files.collect(), key: None });
            continue;
        }
        for (certificate, key) in pairs {
            if let Some(file) = filled(certificate) {
                let file = queue.join(file);
                let key = filled(key).map(|key| queue.join(key)).filter(|key| *key != file);
                presented.push(Presented { source, files: vec![file], key });
            }
        }
    }
    presented
}
