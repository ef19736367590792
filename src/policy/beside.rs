//! The certificate files beside a policy: their names, which may lead nowhere else, and what stands in them. It is given
//! bytes and reads no file.

use std::collections::BTreeMap;

use x509_parser::pem::parse_x509_pem;

use super::problem::Faults;
use super::shape;
use super::tree::Node;
use crate::pki::Certificate;

/// The largest YAML text and the largest certificate file, in bytes. The longest policy in use is a tenth of that, and
/// what YAML can do to its reader grows with it.
pub(super) const LARGEST: usize = 64 * 1024;

/// The most certificate files of one policy.
pub(super) const MOST_FILES: usize = 64;

/// The longest name of a certificate file, in bytes: well below what file systems take.
const LONGEST_NAME: usize = 100;

/// How a certificate file is named, for the `expected` of problems.
pub(super) const FILE_NAME: &str =
    "the bare name of a PEM file beside the policy: letters, digits, dots, hyphens, underscores, ending in .pem";

/// Names that Windows gives to devices, with any extension: to open one is to talk to a device.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Whether a text is the bare name of a PEM file: no path, no hidden file, no device.
pub(super) fn is_file_name(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = (stem.starts_with("com") || stem.starts_with("lpt")) && stem.len() == "com1".len();
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(allowed)
        && name.strip_suffix(".pem").is_some_and(|stem| !stem.is_empty())
        && !numbered
        && !DEVICES.contains(&stem.as_str())
}

/// The certificate in the file that a value names.
pub(super) fn certificate(node: &Node, files: &BTreeMap<String, Vec<u8>>, faults: &mut Faults) -> Option<Certificate> {
    let name = shape::written(node, FILE_NAME, faults)?;
    if !is_file_name(name) {
        faults.add(node.place, &format!("`{name}`"), FILE_NAME);
        return None;
    }
    let Some(bytes) = files.get(name) else {
        faults.add(node.place, &format!("no file `{name}` beside the policy"), "the certificate's PEM there");
        return None;
    };
    if bytes.len() > LARGEST {
        faults.add(node.place, &format!("`{name}` has {} bytes", bytes.len()), &format!("at most {LARGEST}"));
        return None;
    }
    match decode_pem(bytes) {
        Ok(certificate) => Some(certificate),
        Err(reason) => {
            faults.add(node.place, &format!("`{name}`: {reason}"), "one certificate in PEM");
            None
        }
    }
}

/// One certificate in PEM (RFC 7468 §5), and nothing else of that form behind it.
fn decode_pem(bytes: &[u8]) -> Result<Certificate, String> {
    let (rest, pem) = parse_x509_pem(bytes).map_err(|_| "no PEM".to_owned())?;
    if pem.label != "CERTIFICATE" {
        return Err(format!("a PEM block of `{}`", pem.label));
    }
    if parse_x509_pem(rest).is_ok() {
        return Err("more than one PEM block".to_owned());
    }
    Certificate::decode(&pem.contents).map_err(|reason| reason.to_string())
}
