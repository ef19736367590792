//! The certification path tests `CRL_01` to `CRL_08` of Germany's Federal Office for Information Security (BSI), judged
//! at the time for which they were made. The reason must agree with each case's `description.txt`, not only that the
//! path fails: none of them is good.

use super::*;

/// Within every certificate's validity, before the thisUpdate of `CRL_08`.
const AT: &str = "2017-08-19T12:00:00Z";

/// The files of a case: its target, those between, its anchor, its CRLs.
fn parts(id: &str) -> [Vec<PathBuf>; 4] {
    let folder = fixtures(&format!("suites/bsi/{id}"));
    let all = files(&folder);
    let named = |end: &str| all.iter().filter(|path| shown(path).ends_with(end)).cloned().collect();
    let crls = folder.join("crls");
    let crls = if crls.exists() { files(&crls) } else { Vec::new() };
    [named(".TC.pem.crt"), named(".ca.pem.crt"), named(".TA.pem.crt"), crls]
}

fn arguments([target, between, anchor, crls]: [Vec<PathBuf>; 4]) -> Vec<String> {
    let mut arguments: Vec<String> = target.iter().chain(&between).map(|path| shown(path)).collect();
    arguments.extend(each("--anchor", anchor));
    arguments.extend(each("--crl", crls));
    arguments.extend(["--at".to_owned(), AT.to_owned()]);
    arguments
}

/// Each case by its own files, which are PEM, and in DER.
fn run(id: &str, expected: Expected) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let in_der = parts(id).map(|paths| {
        let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
        let der = |path: &PathBuf| in_the_other_form(&std::fs::read(path).unwrap(), "");
        paths.iter().map(|path| put(folder.path(), &name(path), &der(path))).collect()
    });
    expect(&arguments(in_der), expected);
    expect(&arguments(parts(id)), expected)
}

cases! { run;
    bsi_crl_01_no_revocation_data: "CRL_01" => BothUnknown("no-data"),
    bsi_crl_02_the_target_is_listed: "CRL_02" => Revoked("target"),
    bsi_crl_03_the_intermediate_is_listed: "CRL_03" => Revoked("intermediate"),
    bsi_crl_04_the_signature_of_the_crl_is_wrong: "CRL_04" => Unknown("target", "bad-signature"),
    bsi_crl_05_the_target_is_listed_beside_an_unknown_extension: "CRL_05" => Revoked("target"),
    bsi_crl_06_an_unknown_critical_extension: "CRL_06" => Unknown("target", "unsupported"),
    bsi_crl_07_the_target_is_listed_in_a_crl_without_key_identifier: "CRL_07" => Revoked("target"),
    bsi_crl_08_the_crl_is_not_yet_valid: "CRL_08" => Unknown("target", "not-yet-valid"),
}

#[test]
fn every_case_of_bsi_that_is_here_has_its_test() {
    let folders = std::fs::read_dir(fixtures("suites/bsi")).unwrap().map(|entry| entry.unwrap());
    let mut listed: Vec<String> =
        folders.filter(|entry| entry.path().is_dir()).map(|entry| entry.file_name().into_string().unwrap()).collect();
    listed.sort();
    let tested: Vec<&str> = CASES.iter().map(|(id, _)| *id).collect();
    assert_eq!(tested, listed);
}

/// What cannot be judged is named, so that the sentence can be acted on.
#[test]
fn the_reasons_of_bsi_name_what_is_wrong() {
    let why = |id: &str, expected| run(id, expected)["why"].as_str().unwrap().to_owned();
    let critical = why("CRL_06", Unknown("target", "unsupported"));
    assert_eq!(critical, "Test EE: the CRL has the critical extension 1.2.3.4.5.6, which is not known here");
    let early = why("CRL_08", Unknown("target", "not-yet-valid"));
    assert_eq!(early, "Test EE: it is from the future: its thisUpdate is 2017-10-26T13:25:40Z");
}
