//! What `certready verify` says of signatures that it can't verify: unknown, and never good. `docs/conformance.md`
//! lists them.
//!
//! The certificates of `fixtures/algorithms` are self-signed by OpenSSL. Each is judged below an anchor with its name
//! and key and another serial: an anchor's own signature is not asked, so that one alone is verified.

use super::*;
use crate::common::der;

/// The same certificate with the last byte of its serial changed; its signature no longer holds.
fn namesake(certificate: &[u8]) -> Vec<u8> {
    let serial = der::children(der::children(certificate)[0])[1];
    let last = serial.as_ptr() as usize - certificate.as_ptr() as usize + serial.len() - 1;
    let mut changed = certificate.to_vec();
    changed[last] ^= 1;
    changed
}

/// Within the validity of all of them.
const AT: &str = "2026-12-01T00:00:00Z";

fn run(name: &str, expected: Expected) {
    let text = std::fs::read(fixtures(&format!("algorithms/{name}.pem"))).unwrap();
    let target = in_the_other_form(&text, "");
    let folder = tempfile::tempdir().unwrap();
    let mut arguments = vec![shown(&put(folder.path(), "target.der", &target))];
    arguments.extend(each("--anchor", [put(folder.path(), "anchor.der", &namesake(&target))]));
    arguments.extend(["--revocation", "off", "--at", AT].map(str::to_owned));
    expect(&arguments, expected);
}

const UNSUPPORTED: Expected = Unknown("target", "unsupported-algorithm");

cases! { run;
    ed25519_verifies: "ed25519" => Good,
    ed448_is_not_supported: "ed448" => UNSUPPORTED,
    p_256_with_sha_1_verifies: "p256-with-sha1" => Good,
    p_256_with_sha_512_verifies: "p256-with-sha512" => Good,
    p_384_with_sha_1_is_not_supported: "p384-with-sha1" => UNSUPPORTED,
    p_384_with_sha_256_verifies: "p384-with-sha256" => Good,
    p_521_with_sha_256_verifies: "p521-with-sha256" => Good,
    p_521_with_sha_512_verifies: "p521-with-sha512" => Good,
    a_key_for_pss_alone_verifies: "pss-only-key-sha384" => Good,
    pss_with_sha_1_is_not_supported: "pss-sha1-by-default" => UNSUPPORTED,
    pss_with_a_salt_of_another_length_is_not_supported: "pss-sha256-salt-222" => UNSUPPORTED,
    pss_with_a_salt_as_long_as_the_hash_verifies: "pss-sha256-salt-32" => Good,
    pss_with_a_mask_of_another_hash_is_not_supported: "pss-sha512-mask-sha1" => UNSUPPORTED,
    rsa_1024_with_sha_1_verifies: "rsa-1024-with-sha1" => Good,
    rsa_1024_with_sha_256_verifies: "rsa-1024-with-sha256" => Good,
    rsa_1024_with_sha_384_is_not_supported: "rsa-1024-with-sha384" => UNSUPPORTED,
    md5_is_not_supported: "rsa-2048-with-md5" => UNSUPPORTED,
    rsa_2048_with_sha_384_verifies: "rsa-2048-with-sha384" => Good,
    rsa_512_is_not_supported: "rsa-512-with-sha256" => UNSUPPORTED,
    rsa_8200_is_not_supported: "rsa-8200-with-sha256" => UNSUPPORTED,
    secp256k1_is_not_supported: "secp256k1-with-sha256" => UNSUPPORTED,
}

#[test]
fn every_algorithm_of_the_fixtures_has_its_test() {
    let names = files(&fixtures("algorithms")).into_iter();
    let listed: Vec<String> = names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let tested: Vec<&str> = CASES.iter().map(|(id, _)| *id).collect();
    assert_eq!(tested, listed);
}
