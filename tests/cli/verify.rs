//! `certready verify`: each outcome with its exit status, files of every form, what is not used, and what can't be read. The
//! rules themselves are held to in `tests/pki/path`, `tests/pki/chain` and `tests/suites`.

use std::fs;
use std::path::PathBuf;

use jsonschema::Validator;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::case;
use crate::common::cert::Cert;
use crate::common::encoding::pem;
use crate::common::ocsp::{Ocsp, Status};
use crate::common::pki::{NOW, TestPki, day};
use crate::common::run::{Finished, certready, command, finish};

/// The test PKI with its files in a folder: leaf, intermediate and root as PEM, both CRLs and the leaf's OCSP answer as DER.
struct Files {
    folder: TempDir,
    pki: TestPki,
}

impl Files {
    fn new() -> Self {
        let files = Self { folder: tempfile::tempdir().unwrap(), pki: case::pki() };
        let pki = &files.pki;
        files.write("leaf.pem", pki.leaf.pem().as_bytes());
        files.write("ca.pem", pki.intermediate.pem().as_bytes());
        files.write("root.pem", pki.root.pem().as_bytes());
        files.write("ca.crl", &pki.crl().der());
        files.write("root.crl", &pki.root_crl().der());
        files.write("leaf.ocsp", &pki.ocsp().der());
        files
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs the command in the folder, at the PKI's present unless told otherwise.
    fn verify(&self, arguments: &str) -> Finished {
        let at = if arguments.contains("--at") { "" } else { NOW };
        let mut words = vec!["verify"];
        words.extend(arguments.split_whitespace());
        if !at.is_empty() {
            words.extend(["--at", at]);
        }
        let mut command = command(&words);
        command.current_dir(self.folder.path());
        finish(command)
    }

    /// The answer as JSON, held to its schema; and the exit status to its outcome.
    fn json(&self, arguments: &str) -> Value {
        let finished = self.verify(&format!("{arguments} --format json"));
        let answer = finished.json();
        let errors: Vec<String> = validator().iter_errors(&answer).map(|error| error.to_string()).collect();
        assert_eq!(errors, [""; 0], "{answer:#}");
        let status = match answer["outcome"].as_str().unwrap() {
            "good" => 0,
            "revoked" | "invalid" => 2,
            _ => 3,
        };
        assert_eq!(finished.status, status, "{finished:#?}");
        answer
    }
}

fn validator() -> Validator {
    let schema = serde_json::from_str(include_str!("../../docs/verify.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn said(answer: &Value) -> (&str, Option<&str>) {
    (answer["outcome"].as_str().unwrap(), answer["cause"].as_str())
}

const ALL: &str = "leaf.pem ca.pem --anchor root.pem --crl ca.crl --crl root.crl";

#[test]
fn a_chain_whose_crls_are_at_hand_is_good() {
    let answer = Files::new().json(ALL);
    assert_eq!(said(&answer), ("good", None));
    let roles: Vec<&str> =
        answer["certificates"].as_array().unwrap().iter().map(|one| one["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["target", "intermediate", "anchor"]);
    assert_eq!(answer["certificates"][0]["sources"][0]["outcome"], "good");
    assert_eq!(answer["certificates"][1]["sources"][0]["place"], "root.crl");
    assert_eq!(answer["unused"], Value::Array(Vec::new()));
}

#[test]
fn without_data_revocation_is_unknown_and_with_off_it_is_not_asked() {
    let files = Files::new();
    let none = files.json("leaf.pem ca.pem --anchor root.pem");
    assert_eq!(said(&none), ("unknown", Some("no-data")));
    let off = files.json("leaf.pem ca.pem --anchor root.pem --revocation off");
    assert_eq!(said(&off), ("good", None));
    let text = files.verify("leaf.pem ca.pem --anchor root.pem --revocation off").stdout;
    assert!(text.contains("revocation  not asked (--revocation off)\n"), "{text}");
}

#[test]
fn a_revoked_leaf_has_its_date_and_reason() {
    let files = Files::new();
    files.write("ca.crl", &files.pki.crl().revoke_for(&files.pki.leaf.serial(), day(-3), 1).der());
    let answer = files.json(ALL);
    assert_eq!(said(&answer), ("revoked", Some("revoked")));
    assert_eq!(answer["certificates"][0]["reason"], "keyCompromise");
    assert_eq!(answer["certificates"][0]["revoked_at"], day(-3).to_string());
    let text = files.verify(ALL);
    assert_eq!(text.status, 2);
    assert!(text.stdout.starts_with("REVOKED  mail.certready.test  [revoked]\n"), "{}", text.stdout);
}

#[test]
fn an_expired_leaf_is_invalid_and_names_the_time() {
    let files = Files::new();
    let answer = files.json(&format!("{ALL} --at {}", day(400)));
    assert_eq!(said(&answer), ("invalid", Some("expired")));
    assert!(answer["why"].as_str().unwrap().starts_with("mail.certready.test: it expired at "), "{answer}");
}

#[test]
fn an_ocsp_answer_and_a_crl_serve_alike() {
    let files = Files::new();
    assert_eq!(said(&files.json("leaf.pem ca.pem --anchor root.pem --ocsp leaf.ocsp --crl root.crl")), ("good", None));
}

/// One answer may speak of certificates of several issuers with one serial: the times that are shown are those of this one.
#[test]
fn the_times_of_an_answer_are_those_of_what_it_says_of_the_certificate() {
    let files = Files::new();
    let pki = &files.pki;
    let other = Cert::ca("Other CA").self_signed();
    let elsewhere = Ocsp::about_serial(&pki.leaf.serial(), &other).this_update(day(-100)).next_update(day(-90));
    files.write("leaf.ocsp", &pki.ocsp().without_entries().and(elsewhere).and(pki.ocsp()).der());
    let answer = files.json("leaf.pem ca.pem --anchor root.pem --ocsp leaf.ocsp --crl root.crl");
    assert_eq!(said(&answer), ("good", None));
    assert_eq!(answer["certificates"][0]["sources"][0]["next_update"], day(6).to_string());
}

/// `--max-age` holds every source to its age, and lets one without nextUpdate count.
#[test]
fn the_greatest_age_is_asked_of_what_says_nothing_of_its_end() {
    let files = Files::new();
    files.write("ca.crl", &files.pki.crl().no_next_update().der());
    assert_eq!(said(&files.json(ALL)), ("unknown", Some("stale")));
    assert_eq!(said(&files.json(&format!("{ALL} --max-age 2d"))), ("good", None));
    assert_eq!(said(&files.json(&format!("{ALL} --max-age 24h"))), ("good", None));
    assert_eq!(said(&files.json(&format!("{ALL} --max-age 86399s"))), ("unknown", Some("stale")));
}

#[test]
fn purposes_are_asked_where_they_are_named() {
    let files = Files::new();
    assert_eq!(said(&files.json(&format!("{ALL} --purpose server"))), ("good", None));
    assert_eq!(said(&files.json(&format!("{ALL} --purpose client"))), ("invalid", Some("purpose")));
}

/// PEM with several objects and text between them, a PKCS #7, DER, CRLs one behind the other in one file.
#[test]
fn files_may_hold_several_objects_in_every_form() {
    let files = Files::new();
    let pki = &files.pki;
    files.write("chain.pem", format!("a leaf\n{}and its CA\n{}", pki.leaf.pem(), pki.intermediate.pem()).as_bytes());
    let crls = [pem("X509 CRL", &pki.crl().der()), pem("X509 CRL", &pki.root_crl().der())].concat();
    files.write("crls.pem", crls.as_bytes());
    files.write("crls.der", &[pki.crl().der(), pki.root_crl().der()].concat());
    files.write("leaf.der", pki.leaf.der());
    files.write("ca.p7b", &crate::common::cert::pkcs7(&[&pki.intermediate]));
    files.write("leaf.ocsp.pem", pem("OCSP RESPONSE", &pki.ocsp().der()).as_bytes());
    for arguments in [
        "chain.pem --anchor root.pem --crl crls.pem",
        "chain.pem --anchor root.pem --crl crls.der",
        "leaf.der ca.p7b --anchor root.pem --crl crls.der",
        "leaf.der --untrusted ca.p7b --anchor root.pem --crl crls.der",
        "chain.pem --anchor root.pem --ocsp leaf.ocsp.pem --crl root.crl",
        "leaf.pem --anchor ca.pem --crl ca.crl",
        "root.pem --anchor root.pem",
    ] {
        assert_eq!(said(&files.json(arguments)), ("good", None), "{arguments}");
    }
}

/// Bytes that belong to nothing make a source doubtful: a file that ends in them is not used at all.
#[test]
fn bytes_behind_a_source_make_it_unusable() {
    let files = Files::new();
    let pki = &files.pki;
    let with = |mut der: Vec<u8>| {
        der.extend(b"\0\0");
        der
    };
    files.write("ca.crl", &with(pki.crl().der()));
    files.write("pem.crl", pem("X509 CRL", &with(pki.crl().der())).as_bytes());
    files.write("leaf.ocsp", &with(pki.ocsp().der()));
    for source in ["--crl ca.crl", "--crl pem.crl", "--ocsp leaf.ocsp"] {
        let answer = files.json(&format!("leaf.pem ca.pem --anchor root.pem --crl root.crl {source}"));
        assert_eq!(said(&answer), ("unknown", Some("no-data")), "{source}");
        assert_eq!(answer["unused"].as_array().unwrap().len(), 1, "{answer:#}");
    }
}

/// A CRL or an OCSP answer that was given and can't be read may say that a certificate is revoked. A responder that gave no
/// status was read, and says nothing.
#[test]
fn what_can_not_be_read_is_named_and_leaves_nothing_good() {
    let files = Files::new();
    files.write("only.ocsp", &crate::common::ocsp::OcspError::TryLater.der());
    assert_eq!(said(&files.json(&format!("{ALL} --ocsp only.ocsp"))), ("good", None));
    files.write("page.crl", b"<html><title>Denied</title></html>");
    files.write("cut.crl", &files.pki.crl().der()[..60]);
    files.write("later.ocsp", &crate::common::ocsp::OcspError::TryLater.der());
    let answer = files.json(&format!("{ALL} --crl page.crl --crl cut.crl --ocsp later.ocsp --crl leaf.pem"));
    assert_eq!(said(&answer), ("unknown", Some("sources-unread")));
    assert!(answer["why"].as_str().unwrap().contains("page.crl: it holds no CRL and no OCSP answer"), "{answer}");
    let unused: Vec<String> = answer["unused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {}", row["place"].as_str().unwrap(), row["why"].as_str().unwrap()))
        .collect();
    assert_eq!(unused.len(), 4, "{unused:?}");
    let has = |part: &str| assert!(unused.iter().any(|row| row.starts_with(part)), "{part} is missing in {unused:?}");
    has("page.crl it holds no CRL and no OCSP answer");
    has("cut.crl the body ends after 60 bytes");
    has("leaf.pem it holds no CRL and no OCSP answer");
    has("later.ocsp the responder gave no status: tryLater");
    // The path alone does not ask for them.
    assert_eq!(said(&files.json(&format!("{ALL} --crl cut.crl --revocation off"))), ("good", None));
}

/// A boundary that is none hides what stands behind it: in the first file the certificate that is meant, among CRLs the one
/// that says revoked.
#[test]
fn a_boundary_that_is_none_is_not_passed_over() {
    let files = Files::new();
    let pki = &files.pki;
    let (leaf, ca) = (pki.leaf.pem(), pki.intermediate.pem());
    let sources = "--anchor root.pem --crl ca.crl --crl root.crl";
    // A mark of Windows' editors is no fault.
    files.write("chain.pem", format!("\u{feff}{leaf}{ca}").as_bytes());
    let answer = files.json(&format!("chain.pem {sources}"));
    assert_eq!((said(&answer), &answer["certificates"][0]["label"]), (("good", None), &"mail.certready.test".into()));
    for (from, to) in [
        ("-----BEGIN CERTIFICATE", "----BEGIN CERTIFICATE"),
        ("-----BEGIN CERTIFICATE", "x-----BEGIN CERTIFICATE"),
        ("-----BEGIN CERTIFICATE", "-----BEGIN CERTIFICAT"),
        ("-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE----"),
    ] {
        files.write("chain.pem", format!("{}{ca}", leaf.replacen(from, to, 1)).as_bytes());
        let answer = files.json(&format!("chain.pem {sources}"));
        assert_eq!(said(&answer), ("unknown", Some("undecodable")), "{to}");
    }
    let revoking = pem("X509 CRL", &pki.crl().revoke(&pki.leaf.serial(), day(-3)).der());
    let others = [pem("X509 CRL", &pki.crl().der()), pem("X509 CRL", &pki.root_crl().der())].concat();
    files.write("crls.pem", format!("{others}{revoking}").as_bytes());
    assert_eq!(said(&files.json("leaf.pem ca.pem --anchor root.pem --crl crls.pem")), ("revoked", Some("revoked")));
    files.write("crls.pem", format!("{others}{}", revoking.replace("-----BEGIN", "----BEGIN")).as_bytes());
    let answer = files.json("leaf.pem ca.pem --anchor root.pem --crl crls.pem");
    assert_eq!(said(&answer), ("unknown", Some("sources-unread")));
}

/// What could be a certificate and is not read as one, before the first that is: the certificate behind it, here the CA of a
/// revoked leaf, must not be judged in its place.
#[test]
fn no_other_certificate_is_judged_where_the_first_may_be_one_that_is_not_read() {
    let files = Files::new();
    let pki = &files.pki;
    files.write("ca.crl", &pki.crl().revoke(&pki.leaf.serial(), day(-3)).der());
    let (leaf, ca) = (pki.leaf.pem(), pki.intermediate.pem());
    let outcome = |chain: &[u8]| {
        files.write("chain.pem", chain);
        let answer = files.json("chain.pem --anchor root.pem --crl ca.crl --crl root.crl");
        let (outcome, cause) = said(&answer);
        (outcome.to_owned(), cause.map(str::to_owned))
    };
    let unknown = ("unknown".to_owned(), Some("undecodable".to_owned()));
    let begin = "-----BEGIN CERTIFICATE-----";
    let (en, figure) = ("\u{2013}".repeat(5), "\u{2012}".repeat(5));
    for instead in [
        "----- BEGIN CERTIFICATE -----",
        "-----begin certificate-----",
        "-----BEGIN\tCERTIFICATE-----",
        "-----BEGIN\u{a0}CERTIFICATE-----",
        "---- BEGIN CERTIFICATE ----",
        "BEGIN CERTIFICATE",
        "",
        &format!("{en}BEGIN CERTIFICATE{en}"),
        &format!("{figure}BEGIN CERTIFICATE{figure}"),
    ] {
        assert_eq!(outcome(format!("{}{ca}", leaf.replacen(begin, instead, 1)).as_bytes()), unknown, "{instead}");
        // Without its end as well: only the base64 is left.
        let bare = leaf.replace(begin, instead).replace("-----END CERTIFICATE-----", "");
        assert_eq!(outcome(format!("{bare}{ca}").as_bytes()), unknown, "{instead} alone");
    }
    for label in ["PRIVATE KEY", "X509 CRL", "OCSP RESPONSE", "CERTIFICATE REQUEST", "EC PARAMETERS"] {
        assert_eq!(outcome(format!("{}{ca}", pem(label, pki.leaf.der())).as_bytes()), unknown, "{label}");
    }
    let utf16: Vec<u8> = leaf.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(outcome(&[&utf16, ca.as_bytes()].concat()), unknown);
    // What stands before certificates without anybody's mistake: a key, names underlined as in curl's list, text.
    let text = "A front-end's certificate, self-signed - the end\n-- beginning --";
    let before = format!("{}{text}\n{}\n", pki.leaf.key_pem(), "=".repeat(60));
    assert_eq!(outcome(format!("{before}{leaf}{ca}").as_bytes()).0, "revoked");
}

/// RFC 5652 §10.2.3: the certificates of a PKCS #7 are a SET. The one that is meant is the one that issued none of the others.
#[test]
fn the_target_of_a_pkcs_7_is_its_only_end() {
    let files = Files::new();
    let pki = &files.pki;
    let sources = "--anchor root.pem --crl ca.crl --crl root.crl";
    let other = Cert::ca("Another Root").self_signed();
    for (members, label) in [
        (vec![&pki.intermediate, &pki.leaf], "mail.certready.test"),
        (vec![&pki.root, &pki.leaf, &pki.intermediate, &pki.leaf], "mail.certready.test"),
        (vec![&pki.root], "Certready Test Root R1"),
    ] {
        let der = crate::common::cert::pkcs7(&members);
        files.write("set.p7b", &der);
        files.write("set.pem", pem("PKCS7", &der).as_bytes());
        for file in ["set.p7b", "set.pem"] {
            let answer = files.json(&format!("{file} {sources}"));
            assert_eq!((said(&answer), &answer["certificates"][0]["label"]), (("good", None), &label.into()), "{file}");
        }
    }
    files.write("set.p7b", &crate::common::cert::pkcs7(&[&pki.intermediate, &other]));
    let answer = files.json(&format!("set.p7b {sources}"));
    assert_eq!(said(&answer), ("unknown", Some("undecodable")));
    assert!(answer["unused"][0]["why"].as_str().unwrap().starts_with("a PKCS #7 has no order"), "{answer:#}");
    // Elsewhere it may hold several ends.
    assert_eq!(said(&files.json(&format!("leaf.pem --untrusted set.p7b {sources}"))), ("good", None));
}

/// A source that says revoked counts wherever it stands, whatever its label; and what may be one is never passed over.
#[test]
fn crls_and_answers_are_taken_by_what_they_are_wherever_they_stand() {
    let files = Files::new();
    let pki = &files.pki;
    let revoking = pki.crl().revoke(&pki.leaf.serial(), day(-3)).der();
    let answer = pki.ocsp().status(Status::RevokedFor(day(-3), 1)).der();
    let carrying = crate::common::cert::pkcs7_with_crls(&[&pki.intermediate], std::slice::from_ref(&revoking));
    let of =
        |from: &str| said(&files.json(&format!("{from} --anchor root.pem --crl ca.crl --crl root.crl"))).0.to_owned();
    for (label, der) in [
        ("X509 CRL", &revoking),
        ("CRL", &revoking),
        ("X.509 CRL", &revoking),
        ("DELTA CRL", &revoking),
        ("REVOCATION LIST", &revoking),
        ("OCSP RESPONSE", &answer),
        ("SOMETHING", &answer),
        ("PKCS7", &carrying),
    ] {
        files.write("one.pem", pem(label, der).as_bytes());
        files.write("one.der", der);
        files.write("beside.pem", format!("{}{}", pki.leaf.pem(), pem(label, der)).as_bytes());
        for option in ["--crl", "--ocsp"] {
            for file in ["one.pem", "one.der"] {
                assert_eq!(of(&format!("leaf.pem ca.pem {option} {file}")), "revoked", "{label} {option} {file}");
            }
        }
        for chain in ["beside.pem ca.pem", "leaf.pem ca.pem --untrusted one.pem", "leaf.pem ca.pem --untrusted one.der"]
        {
            assert_eq!(of(chain), "revoked", "{label} {chain}");
        }
    }
    let whole = pem("X509 CRL", &revoking);
    for (name, text) in [
        ("dashes", whole.replace("-----BEGIN", "----- BEGIN").replace("-----END", "----- END")),
        ("no content", pem("DELTA CRL", &[0x30, 0])),
        ("no content in CMS", pem("CMS", &[0x30, 0])),
        ("another revocation information", {
            let other = crate::common::der::context(1, &answer);
            pem("CMS", &crate::common::cert::pkcs7_with_crls(&[], &[other]))
        }),
        ("a label of a CRL over a certificate", pem("X509 CRL", pki.root.der())),
    ] {
        files.write("one.pem", text.as_bytes());
        for option in ["--crl", "--ocsp"] {
            assert_eq!(of(&format!("leaf.pem ca.pem {option} one.pem")), "unknown", "{name} {option}");
        }
    }
    // What is beside sources without anybody's mistake.
    let beside = [pki.leaf.key_pem(), pem("CA CERTIFICATE 2", pki.root.der()), pki.leaf.pem()].concat();
    files.write("beside.pem", format!("{beside}{}", pem("X509 CRL", &pki.crl().der())).as_bytes());
    assert_eq!(of("leaf.pem ca.pem --crl beside.pem"), "good");
}

/// Of CRLs that follow each other each is read to its own end, not to the file's: here 4 TiB of nothing.
#[cfg(target_os = "linux")]
#[test]
fn a_crl_is_read_to_its_own_end() {
    let files = Files::new();
    let crls = [files.pki.crl().der(), files.pki.root_crl().der()].concat();
    files.write("crls.der", &crls);
    fs::OpenOptions::new().write(true).open(files.path("crls.der")).unwrap().set_len(1 << 42).unwrap();
    let answer = files.json("leaf.pem ca.pem --anchor root.pem --crl crls.der");
    let why = format!("behind {} bytes of CRLs: the body begins with byte 0x00, and a CRL", crls.len());
    assert!(answer["unused"][0]["why"].as_str().unwrap().starts_with(&why), "{answer:#}");
}

/// Which certificate is the first is not known where a part of the first file can't be read: another must not be judged in
/// its place.
#[test]
fn a_first_file_that_begins_with_something_unreadable_judges_nobody() {
    let files = Files::new();
    let broken = pem("CERTIFICATE", b"\x30\x03\x02\x01\x00");
    files.write("chain.pem", format!("{broken}{}", files.pki.intermediate.pem()).as_bytes());
    let answer = files.json("chain.pem --anchor root.pem --crl root.crl");
    assert_eq!(said(&answer), ("unknown", Some("undecodable")));
    assert_eq!(answer["certificates"], Value::Array(Vec::new()));
    // Beside the target it does no harm.
    let answer = files.json("leaf.pem chain.pem --anchor root.pem --crl ca.crl --crl root.crl");
    assert_eq!(said(&answer), ("good", None));
    assert_eq!(answer["unused"].as_array().unwrap().len(), 1);
    // A key beside the certificates is nobody's mistake.
    files.write("both.pem", format!("{}{}", files.pki.leaf.key_pem(), files.pki.leaf.pem()).as_bytes());
    let answer = files.json("both.pem ca.pem --anchor root.pem --crl ca.crl --crl root.crl");
    assert_eq!((said(&answer), &answer["unused"]), (("good", None), &Value::Array(Vec::new())));
}

#[test]
fn a_file_that_can_not_be_read_ends_with_65_and_is_named() {
    let files = Files::new();
    for arguments in [
        "missing.pem",
        "leaf.pem --untrusted missing.pem",
        "leaf.pem --anchor missing.pem",
        "leaf.pem --anchor root.pem --crl missing.pem",
        "leaf.pem --anchor root.pem --ocsp missing.pem",
    ] {
        let finished = files.verify(arguments);
        assert_eq!((finished.status, finished.stdout.as_str()), (65, ""), "{finished:#?}");
        assert!(finished.stderr.contains("missing.pem can't be read: "), "{finished:#?}");
    }
    assert_eq!(files.verify("leaf.pem --anchor root.pem --crl .").status, 65);
}

#[test]
fn a_wrong_length_of_time_ends_with_64() {
    for wrong in ["7", "d", "-1d", "7 d", "1w", "7D", "99999999999999999999d", "9223372036854775807d"] {
        let finished = certready(&["verify", "leaf.pem", "--max-age", wrong]);
        assert_eq!(finished.status, 64, "{wrong} {finished:#?}");
    }
}

/// Without `--anchor` the host's store counts: here one that the environment names, which it does on no Windows.
#[cfg(not(windows))]
#[test]
fn the_hosts_store_holds_the_anchors_where_none_is_given() {
    let files = Files::new();
    let run = |store: &str| {
        let words = ["verify", "leaf.pem", "ca.pem", "--crl", "ca.crl", "--crl", "root.crl", "--at", NOW];
        let mut command = command(&words);
        command.current_dir(files.folder.path()).env("SSL_CERT_FILE", files.path(store));
        finish(command)
    };
    let good = run("root.pem");
    assert_eq!(good.status, 0, "{good:#?}");
    assert!(good.stdout.contains("1 trust anchor of SSL_CERT_FILE"), "{}", good.stdout);
    // An anchor that could not be read may be the one that is missing: unknown, never invalid.
    let other = Cert::ca("Another Root").self_signed();
    files.write("half.pem", format!("{}{}", other.pem(), pem("CERTIFICATE", b"\x30\x00")).as_bytes());
    let half = run("half.pem");
    assert_eq!(half.status, 3, "{half:#?}");
    assert!(half.stdout.contains("[anchors-incomplete]"), "{}", half.stdout);
    files.write("other.pem", other.pem().as_bytes());
    let none = run("other.pem");
    assert_eq!(none.status, 2, "{none:#?}");
    assert!(none.stdout.contains("[no-issuer]"), "{}", none.stdout);
}

#[test]
fn the_text_keeps_to_80_columns_and_names_every_source() {
    let text = Files::new().verify(&format!("{ALL} --ocsp leaf.ocsp")).stdout;
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for part in [
        "GOOD  mail.certready.test\n",
        "judged at   2026-11-23T00:00:00Z\n",
        "anchors     1 trust anchor given\n",
        "  crl       ca.crl: does not list it\n",
        "  ocsp      leaf.ocsp: says that it is good\n",
        "anchor        Certready Test Root R1\n",
    ] {
        assert!(text.contains(part), "{part} is missing in {text}");
    }
}

/// What stands in a certificate can neither colour the terminal nor break the page.
#[test]
fn hostile_names_are_shown_harmlessly() {
    let files = Files::new();
    let leaf = Cert::ca("a\u{1b}[2J\u{202e}b").issued_by(&files.pki.intermediate);
    files.write("leaf.pem", leaf.pem().as_bytes());
    for format in ["text", "json"] {
        let finished = files.verify(&format!("{ALL} --format {format}"));
        assert_eq!(finished.status, 0, "{finished:#?}");
        assert!(!finished.stdout.contains(['\u{1b}', '\u{202e}']), "{}", finished.stdout);
    }
}

/// Every word for a cause that the schema knows stands in the page's table, and the reverse.
#[test]
fn the_page_lists_every_cause_of_the_schema() {
    let page = include_str!("../../docs/verify.md");
    let schema: Value = serde_json::from_str(include_str!("../../docs/verify.schema.json")).unwrap();
    let table = page.split("\n## Causes\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let listed: Vec<&str> = table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let known = schema["$defs"]["cause"]["enum"].as_array().unwrap();
    let known: Vec<&str> = known.iter().filter_map(Value::as_str).collect();
    assert_eq!(listed, known);
}
