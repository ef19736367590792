//! The CRLs of `BoringSSL`'s `crl_unittest` that must be taken (good) and that revoke: the library's view of them
//! stands in `tests/pki/crl/boringssl.rs`, this is the command's. `LICENSE.boringssl` stands beside the data.

use super::*;

/// When they are judged: Unix time 1489017600.
const AT: &str = "2017-03-09T00:00:00Z";

/// The leaf, the issuers and the CRL of a case. Its issuers have no basic constraints, so they are anchors, as they are
/// in `BoringSSL`'s own test.
fn parts(id: &str) -> (Vec<u8>, Vec<Vec<u8>>, Vec<u8>) {
    let text = std::fs::read_to_string(fixtures(&format!("crl/boringssl/{id}.pem"))).unwrap();
    let blocks = blocks(&text);
    let of = |wanted: &str| -> Vec<Vec<u8>> {
        blocks.iter().filter(|(label, _)| label.starts_with(wanted)).map(|(_, der)| der.clone()).collect()
    };
    (of("CERTIFICATE").remove(0), of("CA CERTIFICATE"), of("CRL").remove(0))
}

/// Each case in DER, and in PEM, the CRL then as `BoringSSL` wrote it, among the certificates.
fn run(id: &str, expected: Expected) {
    let folder = tempfile::tempdir().unwrap();
    let (leaf, issuers, crl) = parts(id);
    let der = |name: &str, bytes: &[u8]| put(folder.path(), &format!("{name}.der"), bytes);
    let anchors = issuers.iter().enumerate().map(|(number, issuer)| der(&format!("ca{number}"), issuer));
    let anchors: Vec<PathBuf> = anchors.collect();
    let arguments = |leaf: PathBuf, anchors: Vec<PathBuf>, crl: PathBuf| {
        let mut arguments = vec![shown(&leaf)];
        arguments.extend(each("--anchor", anchors));
        arguments.extend(each("--crl", [crl]));
        arguments.extend(["--at", AT, "--max-age", "7d"].map(str::to_owned));
        arguments
    };
    expect(&arguments(der("leaf", &leaf), anchors, der("crl", &crl)), expected);

    let text = put(folder.path(), "leaf.pem", pem("CERTIFICATE", &leaf).as_bytes());
    let texts: String = issuers.iter().map(|issuer| pem("CERTIFICATE", issuer)).collect();
    let texts = put(folder.path(), "anchors.pem", texts.as_bytes());
    expect(&arguments(text, vec![texts], fixtures(&format!("crl/boringssl/{id}.pem"))), expected);
}

cases! { run;
    boringssl_good: "good" => Good,
    boringssl_good_fake_extension: "good_fake_extension" => Good,
    boringssl_good_fake_extension_no_nextupdate: "good_fake_extension_no_nextupdate" => Good,
    boringssl_good_generalizedtime: "good_generalizedtime" => Good,
    boringssl_good_idp_contains_uri: "good_idp_contains_uri" => Good,
    boringssl_good_idp_onlycontainscacerts: "good_idp_onlycontainscacerts" => Good,
    boringssl_good_idp_onlycontainsusercerts: "good_idp_onlycontainsusercerts" => Good,
    boringssl_good_idp_onlycontainsusercerts_no_basic_constraints:
        "good_idp_onlycontainsusercerts_no_basic_constraints" => Good,
    boringssl_good_idp_uri_and_onlycontainscacerts: "good_idp_uri_and_onlycontainscacerts" => Good,
    boringssl_good_idp_uri_and_onlycontainsusercerts: "good_idp_uri_and_onlycontainsusercerts" => Good,
    boringssl_good_issuer_name_normalization: "good_issuer_name_normalization" => Good,
    boringssl_good_issuer_no_keyusage: "good_issuer_no_keyusage" => Good,
    boringssl_good_key_rollover: "good_key_rollover" => Good,
    boringssl_good_no_crldp: "good_no_crldp" => Good,
    boringssl_good_no_nextupdate: "good_no_nextupdate" => Good,
    boringssl_good_no_version: "good_no_version" => Good,
    boringssl_revoked: "revoked" => Revoked("target"),
    boringssl_revoked_fake_crlentryextension: "revoked_fake_crlentryextension" => Revoked("target"),
    boringssl_revoked_generalized_revocationdate: "revoked_generalized_revocationdate" => Revoked("target"),
    boringssl_revoked_key_rollover: "revoked_key_rollover" => Revoked("target"),
    boringssl_revoked_no_nextupdate: "revoked_no_nextupdate" => Revoked("target"),
}

#[test]
fn every_crl_of_boringssl_that_is_here_has_its_test_and_its_name_says_what_it_is() {
    let names = files(&fixtures("crl/boringssl")).into_iter().filter(|path| path.extension() == Some("pem".as_ref()));
    let listed: Vec<String> = names.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    let tested: Vec<&str> = CASES.iter().map(|(id, _)| *id).collect();
    assert_eq!(tested, listed);
    for (id, expected) in CASES {
        let said = if id.starts_with("good") { Good } else { Revoked("target") };
        assert_eq!(expected.verdict(), said.verdict(), "{id}");
    }
}

/// Some of them have no nextUpdate: without a greatest age nothing says that they are still true.
#[test]
fn a_crl_of_boringssl_without_next_update_is_stale_where_no_greatest_age_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (leaf, issuers, _) = parts("good_no_nextupdate");
    let leaf = put(folder.path(), "leaf.der", &leaf);
    let anchors = issuers.iter().map(|issuer| put(folder.path(), "ca.der", issuer));
    let mut arguments = vec![shown(&leaf), "--at".to_owned(), AT.to_owned()];
    arguments.extend(each("--anchor", anchors));
    arguments.extend(each("--crl", [fixtures("crl/boringssl/good_no_nextupdate.pem")]));
    expect(&arguments, Unknown("target", "stale"));
}
