//! NIST's Public Key Interoperability Test Suite (PKITS 1.0.1), section 4.4, basic certificate revocation, and the two
//! cases of 4.7 in which a CA may not sign CRLs. `expected.json` says which certificates and CRLs belong to each case,
//! and whether the path is valid; the reasons here are read from NIST's description of each case.

use serde_json::Value;

use super::*;

/// Within the certificates' validity (2010 to 2030). Their CRLs are of 2010 and say that they hold until 2030, so no
/// greatest age is asked for.
const AT: &str = "2026-11-23T00:00:00Z";

fn catalogue() -> Vec<Value> {
    let text = std::fs::read(fixtures("suites/pkits/expected.json")).unwrap();
    serde_json::from_slice(&text).unwrap()
}

fn paths(case: &Value, field: &str, extension: &str) -> Vec<PathBuf> {
    let names = case[field].as_array().unwrap().iter().map(|name| name.as_str().unwrap());
    names.map(|name| fixtures(&format!("suites/pkits/{field}/{name}.{extension}"))).collect()
}

fn case(id: &str) -> Value {
    catalogue().into_iter().find(|case| case["test"] == id).unwrap()
}

/// The command line of a case. Its certificates stand from the anchor to the target.
fn arguments(case: &Value, untrusted: &[PathBuf], crls: &[PathBuf]) -> Vec<String> {
    let mut certificates = paths(case, "certs", "crt");
    let target = certificates.pop().unwrap();
    let anchor = certificates.remove(0);
    certificates.extend_from_slice(untrusted);
    let mut arguments = vec![shown(&target)];
    arguments.extend(each("--untrusted", certificates));
    arguments.extend(each("--anchor", [anchor]));
    arguments.extend(each("--crl", crls.to_vec()));
    arguments.extend(["--at".to_owned(), AT.to_owned()]);
    arguments
}

/// Each case by its own files, as NIST gives them (DER), and with its CRLs in the other order and in PEM.
fn run(id: &str, expected: Expected) {
    let case = case(id);
    let crls = paths(&case, "crls", "crl");
    expect(&arguments(&case, &[], &crls), expected);
    let texts: Vec<Vec<u8>> =
        crls.iter().rev().map(|path| in_the_other_form(&std::fs::read(path).unwrap(), "X509 CRL")).collect();
    let folder = tempfile::tempdir().unwrap();
    let one = put(folder.path(), "crls.pem", &texts.concat());
    expect(&arguments(&case, &[], &[one]), expected);
}

cases! { run;
    pkits_4_4_1_missing_crl: "4.4.1" => Unknown("target", "no-data"),
    pkits_4_4_2_invalid_revoked_ca: "4.4.2" => Revoked("intermediate"),
    pkits_4_4_3_invalid_revoked_ee: "4.4.3" => Revoked("target"),
    pkits_4_4_4_invalid_bad_crl_signature: "4.4.4" => Unknown("target", "bad-signature"),
    pkits_4_4_5_invalid_bad_crl_issuer_name: "4.4.5" => Unknown("target", "no-data"),
    pkits_4_4_6_invalid_wrong_crl: "4.4.6" => Unknown("target", "no-data"),
    pkits_4_4_7_valid_two_crls: "4.4.7" => Good,
    pkits_4_4_8_invalid_unknown_crl_entry_extension: "4.4.8" => Unknown("target", "unsupported"),
    pkits_4_4_9_invalid_unknown_crl_extension: "4.4.9" => Unknown("target", "unsupported"),
    pkits_4_4_10_invalid_unknown_crl_extension_that_does_not_list_it: "4.4.10" => Unknown("target", "unsupported"),
    pkits_4_4_11_invalid_old_crl_next_update: "4.4.11" => Unknown("target", "stale"),
    pkits_4_4_12_invalid_crl_next_update_before_2000: "4.4.12" => Unknown("target", "stale"),
    pkits_4_4_13_valid_generalized_time_crl_next_update: "4.4.13" => Good,
    pkits_4_4_14_valid_negative_serial_number: "4.4.14" => Good,
    pkits_4_4_15_invalid_negative_serial_number: "4.4.15" => Revoked("target"),
    pkits_4_4_16_valid_long_serial_number: "4.4.16" => Good,
    pkits_4_4_17_valid_long_serial_number: "4.4.17" => Good,
    pkits_4_4_18_invalid_long_serial_number: "4.4.18" => Revoked("target"),
    pkits_4_4_19_valid_separate_certificate_and_crl_keys: "4.4.19" => Good,
    pkits_4_4_20_invalid_separate_certificate_and_crl_keys: "4.4.20" => Revoked("target"),
    pkits_4_4_21_invalid_separate_key_that_is_revoked_itself: "4.4.21" => Unknown("target", "untrusted-signer"),
    pkits_4_7_4_invalid_key_usage_critical_without_crl_sign: "4.7.4" => Unknown("target", "wrong-signer"),
    pkits_4_7_5_invalid_key_usage_not_critical_without_crl_sign: "4.7.5" => Unknown("target", "wrong-signer"),
}

#[test]
fn every_case_of_pkits_that_is_here_has_its_test_and_agrees_with_nist() {
    let listed: Vec<(String, bool)> = catalogue()
        .iter()
        .map(|case| (case["test"].as_str().unwrap().to_owned(), case["valid"].as_bool().unwrap()))
        .collect();
    let tested: Vec<(String, bool)> =
        CASES.iter().map(|(id, expected)| ((*id).to_owned(), matches!(expected, Good))).collect();
    assert_eq!(tested, listed);
}

/// What belongs to other cases changes nothing: 19 CRLs and 44 certificates, all at hand at once.
#[test]
fn every_case_of_pkits_comes_out_alike_among_all_others() {
    let certificates = files(&fixtures("suites/pkits/certs"));
    let crls = files(&fixtures("suites/pkits/crls"));
    assert_eq!((certificates.len(), crls.len()), (44, 19));
    for (id, expected) in CASES {
        expect(&arguments(&case(id), &certificates, &crls), *expected);
    }
}

/// The entries of these CRLs give a reason, and when; whoever asks gets both.
#[test]
fn a_revocation_of_pkits_tells_when_and_why() {
    let case = case("4.4.3");
    let json = expect(&arguments(&case, &[], &paths(&case, "crls", "crl")), Revoked("target"));
    let target = &json["certificates"][0];
    assert_eq!((&target["revoked_at"], &target["reason"]), (&"2010-01-01T08:30:01Z".into(), &"keyCompromise".into()));
}
