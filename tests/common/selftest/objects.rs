//! Certificates, CRLs and OCSP answers, read by others: x509-parser, aws-lc, the other encoder. OpenSSL has its own file.

use aws_lc_rs::signature::{
    RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
    RSA_PSS_2048_8192_SHA256, RsaParameters, UnparsedPublicKey,
};
use x509_parser::prelude::{CertificateRevocationList, FromDer as _, RevokedCertificate, X509Certificate};

use crate::common::cert::{Cert, Issued, bundle, tampered};
use crate::common::crl::Crl;
use crate::common::key::{Algorithm, Key, KeyKind};
use crate::common::ocsp::{self, CertIdHash, Ocsp, OcspError, Status};
use crate::common::pki::{NOW, TestPki, at, day, now, paths};
use crate::common::{der, encoding};

const BASE: &str = "http://pki.certready.test";

fn parse(certificate: &Issued) -> X509Certificate<'_> {
    let (rest, parsed) = X509Certificate::from_der(certificate.der()).unwrap();
    assert!(rest.is_empty());
    parsed
}

fn verifies(certificate: &Issued, issuer: &Issued) -> bool {
    parse(certificate).verify_signature(Some(parse(issuer).public_key())).is_ok()
}

#[test]
fn the_present_is_the_constant_and_days_count_from_it() {
    assert_eq!(now().to_string(), NOW);
    assert_eq!(day(-23), at("2026-10-31"));
}

#[test]
fn each_certificate_is_signed_by_the_next_and_by_no_other() {
    let kinds = [KeyKind::P256, KeyKind::P384, KeyKind::Ed25519, KeyKind::Rsa2048];
    for kind in kinds {
        let pki = TestPki::plan(BASE).keys(kind).build();
        assert!(verifies(&pki.leaf, &pki.intermediate), "{kind:?}");
        assert!(verifies(&pki.intermediate, &pki.root), "{kind:?}");
        assert!(verifies(&pki.root, &pki.root), "{kind:?}");
        assert!(!verifies(&pki.leaf, &pki.root), "{kind:?}");
        assert!(!verifies(&pki.intermediate, &pki.retiring), "{kind:?}");
        assert_eq!(pki.leaf.certificate().fingerprint(), pki.leaf.fingerprint());
    }
}

#[test]
fn the_certificates_name_the_urls_of_the_server() {
    let pki = TestPki::new(BASE);
    let text = String::from_utf8_lossy(pki.leaf.der()).into_owned();
    for path in [paths::CRL, paths::OCSP, paths::AIA] {
        assert!(text.contains(&pki.url(path)), "{path}");
    }
    let text = String::from_utf8_lossy(pki.intermediate.der()).into_owned();
    for path in [paths::ROOT_CRL, paths::ROOT_OCSP, paths::ROOT_AIA] {
        assert!(text.contains(&pki.url(path)), "{path}");
    }
    let bare = TestPki::plan(BASE).leaf(Cert::without_urls).build();
    assert!(!String::from_utf8_lossy(bare.leaf.der()).contains("http://"));
}

#[test]
fn a_pki_can_publish_on_two_hosts() {
    let pki = TestPki::plan_on_two("http://root.test", "http://ca.test").build();
    assert!(String::from_utf8_lossy(pki.intermediate.der()).contains("http://root.test/root.crl"));
    assert!(String::from_utf8_lossy(pki.leaf.der()).contains("http://ca.test/intermediate.crl"));
    assert_eq!(pki.url(paths::ROOT_AIA), "http://root.test/root.crt");
    assert_eq!(pki.url(paths::AIA), "http://ca.test/intermediate.crt");
    assert_eq!(bundle(&[&pki.root, &pki.retiring]), pki.root.pem() + &pki.retiring.pem());
}

#[test]
fn a_cross_certificate_has_the_same_key_and_a_lookalike_the_same_name_only() {
    let pki = TestPki::new(BASE);
    let cross = Cert::ca("Certready Test Root R1").issued_by(&pki.retiring);
    assert_eq!(cross.spki_digest(), pki.root.spki_digest());
    assert_eq!(cross.subject(), pki.root.subject());
    assert_ne!(cross.fingerprint(), pki.root.fingerprint());
    assert!(verifies(&pki.intermediate, &cross) && verifies(&cross, &pki.retiring));
    let lookalike = Cert::ca("Certready Test Root R1").key_named("another").self_signed();
    assert_eq!(lookalike.subject(), pki.root.subject());
    assert_ne!(lookalike.spki_digest(), pki.root.spki_digest());
    assert!(!verifies(&pki.intermediate, &lookalike));
}

#[test]
fn a_certificate_says_what_the_builder_was_told() {
    let root = Cert::ca("Root").self_signed();
    let cert = Cert::leaf("mail.certready.test").organisation(Some("Org")).unit("Unit").serial(&[0x80, 1]);
    let issued = cert.valid(at("2050-01-01"), at("2051-01-01")).names(&["a.test", "127.0.0.1"]).issued_by(&root);
    let parsed = parse(&issued);
    assert_eq!(parsed.subject().to_string(), "C=BE, CN=mail.certready.test, O=Org, OU=Unit");
    assert_eq!(issued.serial(), [0, 0x80, 1]);
    assert_eq!(parsed.validity().not_before.timestamp(), at("2050-01-01").unix());
    let names = parsed.subject_alternative_name().unwrap().unwrap();
    assert_eq!(names.value.general_names.len(), 2);
    assert_eq!(parse(&Cert::ca("x").organisation(None).self_signed()).subject().to_string(), "C=BE, CN=x");
    assert_eq!(
        parse(&Cert::ca("Limited").path_length(3).self_signed())
            .basic_constraints()
            .unwrap()
            .unwrap()
            .value
            .path_len_constraint,
        Some(3)
    );
    let not_a_ca = Cert::ca("No CA").not_a_ca().usages(&[]).extended_usages(&[]).self_signed();
    assert!(!parse(&not_a_ca).is_ca());
    assert!(parse(&not_a_ca).key_usage().unwrap().is_none());
    let responder = Cert::ocsp_responder("Responder").issued_by(&root);
    assert!(parse(&responder).extended_key_usage().unwrap().unwrap().value.ocsp_signing);
}

#[test]
fn keys_are_the_same_for_one_name_and_differ_for_two() {
    let bits = |kind, name| Key::named(kind, name).public_bits().to_vec();
    assert_eq!(bits(KeyKind::P256, "a"), bits(KeyKind::P256, "a"));
    assert_ne!(bits(KeyKind::P256, "a"), bits(KeyKind::P256, "b"));
}

/// The three parts of what was signed, as a verifier sees them: the signed bytes, the algorithm, the signature.
fn parts(object: &[u8]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let three = der::children(object);
    (three[0].to_vec(), three[1].to_vec(), der::open(three[2]).0[1..].to_vec())
}

fn rsa_verifies(object: &[u8], parameters: &'static RsaParameters, key: &Key) -> bool {
    let (tbs, _, signature) = parts(object);
    UnparsedPublicKey::new(parameters, key.public_bits()).verify(&tbs, &signature).is_ok()
}

#[test]
fn weak_signatures_are_weak_and_hold() {
    let ca = Cert::ca("RSA").key(KeyKind::Rsa2048).self_signed();
    let crl = Crl::by(&ca).signed_with(Algorithm::RsaSha1).der();
    assert!(rsa_verifies(&crl, &RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, ca.key()));
    assert_eq!(parts(&crl).1, Algorithm::RsaSha1.identifier());
    let short = Cert::ca("Short").key(KeyKind::Rsa1024).self_signed();
    assert!(rsa_verifies(short.der(), &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, short.key()));
    let old = Cert::ca("Old").key(KeyKind::Rsa1024).signed_with(Algorithm::RsaSha1).self_signed();
    assert!(rsa_verifies(old.der(), &RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, old.key()));
    assert_eq!(parse(&old).signature.oid(), parse(&old).signature_algorithm.oid());
}

#[test]
fn pss_holds_with_the_usual_salt_and_an_odd_one_is_no_usual_one() {
    let ca = Cert::ca("RSA").key(KeyKind::Rsa2048).self_signed();
    let usual = Crl::by(&ca).signed_with(Algorithm::RsaPssSha256).der();
    assert!(rsa_verifies(&usual, &RSA_PSS_2048_8192_SHA256, ca.key()));
    // The arithmetic of this kit and the library's agree where both can sign.
    let by_hand = Crl::by(&ca).signed_with(Algorithm::RsaPssSha256Salt(32)).der();
    assert!(rsa_verifies(&by_hand, &RSA_PSS_2048_8192_SHA256, ca.key()));
    let odd = Crl::by(&ca).signed_with(Algorithm::RsaPssSha256Salt(20)).der();
    assert!(!rsa_verifies(&odd, &RSA_PSS_2048_8192_SHA256, ca.key()));
}

#[test]
fn an_unknown_algorithm_stands_in_both_places() {
    let ca = Cert::ca("CA").self_signed();
    let cert = Cert::leaf("x.test").signed_with(Algorithm::Unknown).issued_by(&ca);
    assert_eq!(parse(&cert).signature_algorithm.oid().to_string(), "1.3.6.1.4.1.32473.1");
    assert_eq!(parse(&cert).signature.oid().to_string(), "1.3.6.1.4.1.32473.1");
}

fn crl(der: &[u8]) -> CertificateRevocationList<'_> {
    let (rest, parsed) = CertificateRevocationList::from_der(der).unwrap();
    assert!(rest.is_empty());
    parsed
}

#[test]
fn a_good_crl_is_fresh_signed_numbered_and_full() {
    let pki = TestPki::new(BASE);
    let bytes = pki.crl().number(7).revoke(&pki.leaf.serial(), day(-2)).revoke_for(&[5], day(-3), 1).der();
    let list = crl(&bytes);
    assert!(list.verify_signature(parse(&pki.intermediate).public_key()).is_ok());
    assert_eq!(list.issuer().as_raw(), pki.intermediate.subject());
    assert_eq!(list.last_update().timestamp(), day(-1).unix());
    assert_eq!(list.next_update().unwrap().timestamp(), day(6).unix());
    assert_eq!(list.crl_number().unwrap().to_string(), "7");
    assert_eq!(list.extensions().len(), 2);
    let serials: Vec<&[u8]> = list.iter_revoked_certificates().map(RevokedCertificate::raw_serial).collect();
    assert_eq!(serials, [&pki.leaf.serial()[..], &[5]]);
    assert_eq!(list.iter_revoked_certificates().nth(1).unwrap().reason_code().unwrap().1.0, 1);
}

#[test]
fn a_crl_for_another_present_is_fresh_there() {
    let then = at("2031-05-05");
    let pki = TestPki::plan(BASE).at(then).build();
    let bytes = pki.root_crl().der();
    assert_eq!(crl(&bytes).last_update().timestamp(), at("2031-05-04").unix());
    assert_eq!(parse(&pki.leaf).validity().not_before.timestamp(), then.plus_days(-30).unix());
}

#[test]
fn each_bad_crl_is_bad_in_its_one_way() {
    let pki = TestPki::new(BASE);
    let key = |of: &Issued| of.spki();
    let holds = |bytes: &[u8], of: &Issued| {
        let spki = key(of);
        crl(bytes).verify_signature(&FromDerSpki::from(&spki)).is_ok()
    };
    assert!(!holds(&tampered(&pki.crl().der()), &pki.intermediate));
    let by_another = pki.crl().signed_by(&pki.retiring).der();
    assert!(!holds(&by_another, &pki.intermediate) && holds(&by_another, &pki.retiring));
    assert_eq!(crl(&by_another).issuer().as_raw(), pki.intermediate.subject());
    let named_otherwise = pki.crl().issuer_name(&pki.root).der();
    assert!(holds(&named_otherwise, &pki.intermediate));
    assert_eq!(crl(&named_otherwise).issuer().as_raw(), pki.root.subject());
    assert!(crl(&pki.crl().no_next_update().der()).next_update().is_none());
    assert!(crl(&pki.crl().no_number().der()).crl_number().is_none());
    assert_eq!(crl(&pki.crl().no_key_id().der()).extensions().len(), 1);
    let first = pki.crl().version_1().der();
    assert!(crl(&first).version().is_none() && crl(&first).extensions().is_empty());
    let outer = pki.crl().outer_algorithm(Algorithm::EcdsaSha384).der();
    assert_ne!(crl(&outer).signature_algorithm.oid(), crl(&outer).tbs_cert_list.signature.oid());
    let odd = pki.crl().extension("1.3.6.1.4.1.32473.2", true, &der::null()).der();
    assert!(crl(&odd).extensions().iter().any(|e| e.critical && e.oid.to_string() == "1.3.6.1.4.1.32473.2"));
    assert_eq!(crl(&pki.crl().many(1_000).der()).iter_revoked_certificates().count(), 1_000);
    let point = pki.crl().distribution_point(&["http://a.test/x.crl"]).der();
    let list = crl(&point);
    let extension = &list.extensions()[0];
    assert!(extension.critical && extension.oid.to_string() == "2.5.29.28");
    assert!(format!("{:?}", extension.parsed_extension()).contains("http://a.test/x.crl"));
    let only_users = pki.crl().issuing(&[&der::primitive(1, &[0xff])]).der();
    assert!(
        format!("{:?}", crl(&only_users).extensions()[0].parsed_extension()).contains("only_contains_user_certs: true")
    );
    assert_eq!(crl(&pki.crl().delta_of(3).der()).extensions()[0].oid.to_string(), "2.5.29.27");
}

/// x509-parser wants its own type for a key.
struct FromDerSpki;

impl FromDerSpki {
    fn from(der: &[u8]) -> x509_parser::x509::SubjectPublicKeyInfo<'_> {
        x509_parser::x509::SubjectPublicKeyInfo::from_der(der).unwrap().1
    }
}

/// rcgen writes the same list: the two encoders agree on all that both can say.
#[test]
fn a_crl_by_rcgen_has_the_same_fields() {
    let pki = TestPki::new(BASE);
    let ours = pki.crl().number(7).der();
    let time = |at: certready::vocabulary::Timestamp| time::OffsetDateTime::from_unix_timestamp(at.unix()).unwrap();
    let params = rcgen::CertificateRevocationListParams {
        this_update: time(day(-1)),
        next_update: time(day(6)),
        crl_number: rcgen::SerialNumber::from(vec![7]),
        issuing_distribution_point: None,
        revoked_certs: Vec::new(),
        key_identifier_method: rcgen::KeyIdMethod::Sha256,
    };
    let mut issuer = rcgen::CertificateParams::default();
    issuer.distinguished_name = rcgen::DistinguishedName::new();
    for (kind, value) in
        [(rcgen::DnType::OrganizationName, "Certready Test"), (rcgen::DnType::CommonName, "Certready Test CA G1")]
    {
        issuer.distinguished_name.push(kind, value);
    }
    let issuer = rcgen::Issuer::new(issuer, pki.intermediate.key());
    let theirs = params.signed_by(&issuer).unwrap();
    let (ours, theirs) = (parts(&ours).0, parts(theirs.der()).0);
    let fields = |tbs: &[u8]| {
        der::children(tbs).iter().map(|f| f.to_vec()).enumerate().filter(|(at, _)| *at != 2).collect::<Vec<_>>()
    };
    assert_eq!(
        hex::encode(der::join(fields(&ours).iter().map(|f| &f.1))),
        hex::encode(der::join(fields(&theirs).iter().map(|f| &f.1)))
    );
}

#[test]
fn the_error_answers_are_five_bytes() {
    assert_eq!(OcspError::TryLater.der(), [0x30, 3, 0x0a, 1, 3]);
    let all = [
        OcspError::MalformedRequest,
        OcspError::InternalError,
        OcspError::TryLater,
        OcspError::SigRequired,
        OcspError::Unauthorized,
    ];
    assert_eq!(all.map(|error| error.der()[4]), [1, 2, 3, 5, 6]);
}

/// The request encoders of the `ocsp` crate and of this kit agree on a CertID, and the kit reads the other's request.
#[test]
fn a_request_is_read_as_it_was_written() {
    let pki = TestPki::new(BASE);
    let id = ocsp::cert_id(&pki.intermediate, &pki.leaf.serial(), CertIdHash::Sha1);
    let nonce = der::seq([der::oid("1.3.6.1.5.5.7.48.1.2"), der::octets(&der::octets(&[9; 16]))]);
    let request = |id: &[u8]| der::seq([der::seq([der::seq([der::seq([id])]), der::context(2, &der::seq([&nonce]))])]);
    let asked = ocsp::read_request(&request(&id));
    assert_eq!(asked.cert_id, id);
    assert_eq!(asked.serial, pki.leaf.serial());
    assert_eq!(asked.nonce, Some(vec![9; 16]));
    let other = ocsp::cert_id(&pki.intermediate, &pki.leaf.serial(), CertIdHash::Sha256);
    assert_eq!(ocsp::read_request(&request(&other)).cert_id.len(), id.len() + 28);
}

#[test]
fn base64_gzip_and_pem_are_what_they_are_called() {
    assert_eq!(encoding::base64(b"certready"), "Y2VydHJlYWR5");
    for text in ["", "a", "ab", "abc", "abcd"] {
        assert_eq!(encoding::from_base64(&encoding::base64(text.as_bytes())).unwrap(), text.as_bytes());
    }
    assert_eq!(encoding::from_base64("a*"), None);
    assert_eq!(encoding::pem("X509 CRL", b"abc"), "-----BEGIN X509 CRL-----\nYWJj\n-----END X509 CRL-----\n");
    // The bytes that `printf abc | gzip` stores: a final block of three bytes, their CRC-32 0x352441c2, their count.
    let zipped = encoding::gzip(b"abc");
    assert_eq!(zipped[10..], [1, 3, 0, 0xfc, 0xff, b'a', b'b', b'c', 0xc2, 0x41, 0x24, 0x35, 3, 0, 0, 0]);
}

#[test]
fn an_ocsp_answer_is_signed_over_what_it_carries() {
    let pki = TestPki::new(BASE);
    for (answer, status) in [
        (pki.ocsp(), 0x80),
        (pki.ocsp().status(Status::Revoked(day(-2))), 0xa1),
        (pki.ocsp().status(Status::RevokedFor(day(-2), 1)), 0xa1),
        (pki.ocsp().status(Status::Unknown), 0x82),
    ] {
        let (data, basic) = basic(&answer.der());
        let key =
            UnparsedPublicKey::new(&aws_lc_rs::signature::ECDSA_P256_SHA256_ASN1, pki.intermediate.key().public_bits());
        assert!(key.verify(&data, &parts(&basic).2).is_ok());
        let fields = der::children(&data);
        let single = der::children(fields[2])[0];
        assert_eq!(der::children(single)[1][0], status);
    }
    let (data, basic) = basic(&pki.ocsp().der_tampered());
    let key =
        UnparsedPublicKey::new(&aws_lc_rs::signature::ECDSA_P256_SHA256_ASN1, pki.intermediate.key().public_bits());
    assert!(key.verify(&data, &parts(&basic).2).is_err());
}

/// tbsResponseData and the whole BasicOCSPResponse.
fn basic(response: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let outer = der::children(response);
    let bytes = der::children(der::open(outer[1]).0);
    let basic = der::open(bytes[1]).0.to_vec();
    (der::children(&basic)[0].to_vec(), basic)
}

#[test]
fn each_odd_ocsp_answer_is_odd_in_its_one_way() {
    let pki = TestPki::new(BASE);
    let field = |answer: &Ocsp, at: usize| der::children(&basic(&answer.der()).0)[at].to_vec();
    assert_eq!(field(&pki.ocsp(), 0), der::context(2, &der::octets(&pki.intermediate.key_hash())));
    assert_eq!(field(&pki.ocsp().by_name(), 0), der::context(1, &pki.intermediate.subject()));
    assert_eq!(field(&pki.ocsp().explicit_version(), 0), der::context(0, &der::int(0)));
    assert_eq!(field(&pki.ocsp().produced_at(day(1)), 1), der::generalized_time(day(1)));
    assert_eq!(field(&pki.ocsp().without_entries(), 2), der::seq::<&[u8]>([]));
    let two = field(&pki.ocsp().and(pki.root_ocsp()), 2);
    assert_eq!(der::children(&two).len(), 2);
    assert_eq!(field(&Ocsp::about(&pki.leaf, &pki.intermediate), 2), field(&pki.ocsp(), 2));
    let single = |answer: &Ocsp| {
        let all = field(answer, 2);
        der::children(der::children(&all)[0]).into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>()
    };
    let serial = pki.leaf.serial();
    assert_eq!(single(&pki.ocsp())[0], ocsp::cert_id(&pki.intermediate, &serial, CertIdHash::Sha1));
    let sha256 = pki.ocsp().cert_id_hash(CertIdHash::Sha256);
    assert_eq!(single(&sha256)[0], ocsp::cert_id(&pki.intermediate, &serial, CertIdHash::Sha256));
    let elsewhere = pki.ocsp().cert_id_issuer(&pki.root);
    assert_eq!(single(&elsewhere)[0], ocsp::cert_id(&pki.root, &serial, CertIdHash::Sha1));
    let other = pki.ocsp().cert_id_serial(&[1, 2, 3]);
    assert_eq!(single(&other)[0], ocsp::cert_id(&pki.intermediate, &[1, 2, 3], CertIdHash::Sha1));
    assert_eq!(single(&pki.ocsp().this_update(day(2)))[2], der::generalized_time(day(2)));
    assert_eq!(single(&pki.ocsp().next_update(day(3)))[3], der::context(0, &der::generalized_time(day(3))));
    assert_eq!(single(&pki.ocsp().no_next_update()).len(), 3);
    let nonce = der::extension("1.3.6.1.5.5.7.48.1.2", false, &der::octets(&[7]));
    assert_eq!(field(&pki.ocsp().nonce(&[7]), 3), der::context(1, &der::seq([nonce])));
}

#[test]
fn a_delegated_responder_signs_and_comes_along() {
    let pki = TestPki::new(BASE);
    let responder = Cert::ocsp_responder("Responder").issued_by(&pki.intermediate);
    let answer = pki.ocsp().delegated(&responder);
    let (data, whole) = basic(&answer.der());
    let key = UnparsedPublicKey::new(&aws_lc_rs::signature::ECDSA_P256_SHA256_ASN1, responder.key().public_bits());
    assert!(key.verify(&data, &parts(&whole).2).is_ok());
    assert_eq!(der::children(&whole)[3], der::context(0, &der::seq([responder.der()])));
    assert_eq!(der::children(&basic(&answer.without_certificates().der()).1).len(), 3);
    let extra = pki.ocsp().certificate(pki.root.der()).signed_with(Algorithm::Unknown);
    assert_eq!(der::children(&basic(&extra.der()).1).len(), 4);
    assert_eq!(parts(&basic(&extra.der()).1).1, Algorithm::Unknown.identifier());
}
