//! What each certificate of a path must fulfil (RFC 5280 §6.1.3 to §6.1.5), and what is asked of the anchor.

use std::time::{Duration, Instant};

use certready::pki::chain::{Outcome, Standing};
use certready::pki::path::{NameFault, PathFault};
use certready::pki::{KeyFacts, Oid, PublicKey, Version, known};
use rcgen::KeyUsagePurpose;

use super::super::real;
use crate::common::cert::{Cert, Issued};
use crate::common::chain::{Case, assert_good, assert_invalid, assert_unknown};
use crate::common::der;
use crate::common::pki::{at, day};

const UNKNOWN: &str = "1.3.6.1.4.1.32473.9";
const NAME_CONSTRAINTS: &str = "2.5.29.30";
const BASIC_CONSTRAINTS: &str = "2.5.29.19";

fn same(cert: Cert) -> Cert {
    cert
}

/// `Root`, `Sub` and a leaf, each changed.
fn case(root: impl Fn(Cert) -> Cert, sub: impl Fn(Cert) -> Cert, leaf: impl Fn(Cert) -> Cert) -> Case {
    let anchor = root(Cert::ca("Root")).self_signed();
    let sub = sub(Cert::ca("Sub")).issued_by(&anchor);
    Case::new(&leaf(Cert::leaf("mail.certready.test")).issued_by(&sub), &anchor).with(&sub)
}

/// The chain with one certificate changed: the leaf is 0, `Sub` 1, the anchor 2.
fn changed(place: usize, change: impl Fn(Cert) -> Cert) -> Case {
    let at = |here: usize| {
        let change = &change;
        move |cert| if here == place { change(cert) } else { cert }
    };
    case(at(2), at(1), at(0))
}

/// A leaf below these CAs, the anchor first.
fn below(cas: &[Cert]) -> (Case, Issued) {
    let mut issuers: Vec<Issued> = Vec::new();
    for ca in cas {
        issuers.push(match issuers.last() {
            Some(issuer) => ca.clone().issued_by(issuer),
            None => ca.clone().self_signed(),
        });
    }
    let last = issuers.last().unwrap();
    let mut case = Case::new(&Cert::leaf("mail.certready.test").issued_by(last), &issuers[0]);
    for between in &issuers[1..] {
        case = case.with(between);
    }
    (case, last.clone())
}

/// §6.1.3(a)(2), and the anchor's own validity too: the first and the last second count.
#[test]
fn every_certificate_is_in_its_time() {
    let (from, until) = (at("2026-11-20T10:00:00Z"), at("2026-11-24T10:00:00Z"));
    let second = Duration::from_secs(1);
    let before = at("2026-11-20T09:59:59Z");
    for place in 0..3 {
        let case = changed(place, |cert| cert.valid(from, until));
        assert_good(&case.clone().at(from));
        assert_good(&case.clone().at(until));
        assert_invalid(&case.clone().at(before), place, &PathFault::NotYetValid { not_before: from });
        assert_invalid(&case.at(until.plus(second)), place, &PathFault::Expired { not_after: until });
    }
    let alone = Cert::leaf("mail.certready.test").valid(from, until).self_signed();
    assert_good(&Case::new(&alone, &alone).at(until));
    let expired = PathFault::Expired { not_after: until };
    assert_invalid(&Case::new(&alone, &alone).at(until.plus(second)), 0, &expired);
}

/// §6.1.4(k). A self-signed certificate of version 3 without basic constraints is what some old roots are.
#[test]
fn an_issuer_is_a_ca_by_its_basic_constraints() {
    let no_ca = |version| PathFault::NotACa { version };
    assert_good(&changed(1, same));
    assert_invalid(&changed(1, Cert::not_a_ca), 1, &no_ca(Version::V3));
    assert_invalid(&changed(1, Cert::without_basic_constraints), 1, &no_ca(Version::V3));
    assert_invalid(&changed(1, Cert::version_1), 1, &no_ca(Version::V1));
    assert_invalid(&changed(2, Cert::not_a_ca), 2, &no_ca(Version::V3));
    assert_good(&changed(2, Cert::without_basic_constraints));
    assert_good(&changed(2, Cert::version_1));
    assert_good(&changed(0, Cert::version_1));
}

/// §4.1.2.9.
#[test]
fn extensions_belong_to_version_3() {
    for place in 0..2 {
        let case = changed(place, Cert::version_1_with_extensions);
        assert_eq!(case.faults()[place], Some(PathFault::ExtensionsBeforeVersion3));
        assert_eq!(case.outcome(), Outcome::Invalid);
    }
    assert_invalid(&changed(2, Cert::version_1_with_extensions), 2, &PathFault::ExtensionsBeforeVersion3);
}

/// §6.1.4(l) and (m), the anchor's own path length included. What exceeds it is told of the certificate that does.
#[test]
fn a_path_length_counts_the_cas_below() {
    let (root, sub) = (|| Cert::ca("Root"), |name: &str| Cert::ca(name));
    let of = |cas: &[Cert]| below(cas).0;
    assert_good(&of(&[root().path_length(0)]));
    assert_invalid(&of(&[root().path_length(0), sub("A")]), 1, &PathFault::TooManyBelow);
    assert_good(&of(&[root().path_length(1), sub("A")]));
    assert_invalid(&of(&[root().path_length(1), sub("A"), sub("B")]), 1, &PathFault::TooManyBelow);
    assert_good(&of(&[root(), sub("A").path_length(0)]));
    assert_invalid(&of(&[root(), sub("A").path_length(0), sub("B")]), 1, &PathFault::TooManyBelow);
    assert_good(&of(&[root(), sub("A").path_length(1), sub("B")]));
    assert_invalid(&of(&[root(), sub("A").path_length(1), sub("B"), sub("C")]), 1, &PathFault::TooManyBelow);
    // The narrowest counts, wherever it stands.
    assert_invalid(&of(&[root().path_length(1), sub("A").path_length(5), sub("B")]), 1, &PathFault::TooManyBelow);
}

/// §6.1.4(l): self-issued certificates are not counted, and the target never is.
#[test]
fn a_path_length_does_not_count_self_issued_certificates_and_the_target() {
    let again = Cert::ca("A").key_named("A, the second key");
    let root = || Cert::ca("Root");
    assert_good(&below(&[root(), Cert::ca("A").path_length(0), again.clone()]).0);
    let beyond = below(&[root(), Cert::ca("A").path_length(0), again, Cert::ca("B")]).0;
    assert_invalid(&beyond, 1, &PathFault::TooManyBelow);
    let anchor = root().path_length(0).self_signed();
    assert_good(&Case::new(&Cert::ca("A").issued_by(&anchor), &anchor));
}

/// §6.1.4(n); without a key usage nothing is forbidden.
#[test]
fn an_issuer_may_sign_certificates() {
    for place in 1..3 {
        let crls = [KeyUsagePurpose::CrlSign, KeyUsagePurpose::DigitalSignature];
        assert_invalid(&changed(place, |cert| cert.usages(&crls)), place, &PathFault::MayNotSign);
        assert_good(&changed(place, |cert| cert.usages(&[KeyUsagePurpose::KeyCertSign])));
        assert_good(&changed(place, |cert| cert.usages(&[])));
    }
}

/// §6.1.4(o) and §6.1.5(f), and of the anchor.
#[test]
fn a_critical_extension_that_is_not_known_is_not_understood() {
    let oid = Oid::from_content(&der::oid(UNKNOWN)[2..]);
    for place in 0..3 {
        let with = |critical| changed(place, |cert| cert.extension(UNKNOWN, critical, &der::null()));
        assert_unknown(&with(true), place, &PathFault::CriticalExtension(oid.clone()));
        assert_good(&with(false));
        // The policies are known, and any-policy hinders nothing.
        let any = der::seq([der::seq([der::oid("2.5.29.32.0")])]);
        assert_good(&changed(place, |cert| cert.extension("2.5.29.32", true, &any)));
    }
    let alone = Cert::ca("Root").extension(UNKNOWN, true, &der::null()).self_signed();
    assert_unknown(&Case::new(&alone, &alone), 0, &PathFault::CriticalExtension(oid));
}

/// §4.2: what can't be read is not known, critical or not.
#[test]
fn an_extension_that_can_not_be_read_is_not_understood() {
    // Distribution points; those of deltas; the names; where its issuer's certificate lies.
    for dotted in ["2.5.29.31", "2.5.29.46", "2.5.29.17", "1.3.6.1.5.5.7.1.1"] {
        let fault = PathFault::Unreadable(Oid::from_content(&der::oid(dotted)[2..]));
        for (place, critical) in [(0, true), (0, false), (1, true), (1, false), (2, false)] {
            let broken = changed(place, |cert| cert.names(&[]).extension(dotted, critical, &der::null()));
            assert_unknown(&broken, place, &fault);
        }
    }
    // Basic constraints that can't be read make no CA either.
    let broken = |cert: Cert| cert.without_basic_constraints().extension(BASIC_CONSTRAINTS, true, &der::null());
    let fault = PathFault::Unreadable(known::BASIC_CONSTRAINTS.into());
    assert_unknown(&changed(0, broken), 0, &fault);
    assert_unknown(&changed(1, broken), 1, &fault);
}

/// §4.2.1.10: constraints that can't be read could forbid any name, in every certificate that may have them.
#[test]
fn name_constraints_that_can_not_be_read_are_not_understood() {
    let fault = PathFault::Unreadable(known::NAME_CONSTRAINTS.into());
    for place in 1..3 {
        for critical in [true, false] {
            let broken = changed(place, |cert| cert.extension(NAME_CONSTRAINTS, critical, &der::null()));
            assert_unknown(&broken, place, &fault);
        }
    }
    // A CA that is the target itself binds nobody with them.
    let anchor = Cert::ca("Root").self_signed();
    let target = |value: &[u8]| Cert::ca("Sub").extension(NAME_CONSTRAINTS, true, value).issued_by(&anchor);
    assert_unknown(&Case::new(&target(&der::null()), &anchor), 0, &fault);
    assert_good(&Case::new(&target(&permitted("certready.test")), &anchor));
}

/// §4.2: "a certificate must not include more than one instance of a particular extension", known or not.
#[test]
fn an_extension_stands_once() {
    for dotted in [UNKNOWN, "2.5.29.54"] {
        let fault = PathFault::Repeated(Oid::from_content(&der::oid(dotted)[2..]));
        for place in 0..3 {
            let once = |cert: Cert| cert.extension(dotted, false, &der::int(7));
            assert_good(&changed(place, once));
            assert_invalid(&changed(place, |cert| once(once(cert))), place, &fault);
        }
    }
}

/// As many as a certificate can hold, in every one of several ways: they are not compared in pairs.
#[test]
fn thousands_of_extensions_cost_a_bounded_time() {
    let many = |mut cert: Cert| {
        for number in 0..2_000 {
            cert = cert.extension(&format!("{UNKNOWN}.{number}"), false, &der::null());
        }
        cert
    };
    let anchor = Cert::ca("Root").valid(day(-90), day(-1)).self_signed();
    let again = |serial: u8| many(Cert::ca("Sub").serial(&[0x4c, serial])).issued_by(&anchor).certificate();
    let subs: Vec<_> = (0..32).map(again).collect();
    let sub = Cert::ca("Sub").issued_by(&anchor);
    let case = Case::new(&many(Cert::leaf("mail.certready.test")).issued_by(&sub), &anchor).with_all(&subs);
    let started = Instant::now();
    assert_invalid(&case, 2, &PathFault::Expired { not_after: day(-1) });
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
}

/// NameConstraints that permit the DNS names below this one.
fn permitted(dns: &str) -> Vec<u8> {
    der::seq([der::context(0, &der::seq([der::primitive(2, dns.as_bytes())]))])
}

fn limited(dns: &'static str) -> impl Fn(Cert) -> Cert {
    move |cert| cert.extension(NAME_CONSTRAINTS, true, &permitted(dns))
}

#[track_caller]
fn assert_not_permitted(case: &Case, place: usize) {
    let fault = case.faults().remove(place);
    let Some(fault @ PathFault::Names(NameFault::NotPermitted { .. })) = fault else { panic!("{fault:?}") };
    assert_invalid(case, place, &fault);
}

/// §6.1.3(b) and (c), §6.1.4(g); from the anchor as well.
#[test]
fn names_are_among_those_that_each_certificate_above_permits() {
    for place in 1..3 {
        assert_good(&changed(place, limited("certready.test")));
        assert_not_permitted(&changed(place, limited("other.test")), 0);
    }
    // Both must permit it.
    assert_not_permitted(&case(limited("other.test"), limited("certready.test"), same), 0);
    assert_not_permitted(&case(limited("certready.test"), limited("other.test"), same), 0);
    // A name of a CA counts like any other.
    let named = |cert: Cert| cert.names(&["ca.other.test"]);
    assert_not_permitted(&case(limited("certready.test"), named, same), 1);
}

/// §6.1.3(b): "and it is not the final certificate in the path".
#[test]
fn the_names_of_a_self_issued_certificate_count_in_the_target_alone() {
    let anchor = limited("certready.test")(Cert::ca("Root")).self_signed();
    let rollover = |names: &[&str]| Cert::ca("Root").key_named("Root, the second key").names(names).issued_by(&anchor);
    let outside = rollover(&["ca.other.test"]);
    assert_good(&Case::new(&Cert::leaf("mail.certready.test").issued_by(&outside), &anchor).with(&outside));
    assert_not_permitted(&Case::new(&outside, &anchor), 0);
    assert_good(&Case::new(&rollover(&["ca.certready.test"]), &anchor));
}

/// §6.1.4(g): a self-issued CA may be free of constraints and still set its own.
#[test]
fn the_constraints_of_a_self_issued_certificate_bind_those_below() {
    let anchor = Cert::ca("Root").self_signed();
    let below = |dns| {
        let rollover = limited(dns)(Cert::ca("Root").key_named("Root, the second key")).issued_by(&anchor);
        Case::new(&Cert::leaf("mail.certready.test").issued_by(&rollover), &anchor).with(&rollover)
    };
    assert_good(&below("certready.test"));
    assert_not_permitted(&below("other.test"), 0);
}

/// §4.2.1.10: "it MUST be used only in a CA certificate".
#[test]
fn an_end_entity_constrains_no_names() {
    assert_invalid(&changed(0, limited("certready.test")), 0, &PathFault::ConstraintsOfNoCa);
}

/// 512 bits were factored in 1999: neither a target's nor an issuer's key of that length is worth anything.
#[test]
fn a_key_under_1024_bits_is_none() {
    let short = real("algorithms/rsa-512-with-sha256.pem");
    let enough = real("algorithms/rsa-1024-with-sha256.pem");
    let fault = PathFault::KeyTooShort { bits: 512 };
    assert_invalid(&changed(0, |cert| cert.spki(short.spki_der())), 0, &fault);
    assert_good(&changed(0, |cert| cert.spki(enough.spki_der())));
    assert_invalid(&Case::of(short.clone(), std::slice::from_ref(&short)).at(short.not_before()), 0, &fault);
    assert_good(&Case::of(enough.clone(), std::slice::from_ref(&enough)).at(enough.not_before()));
}

/// A SubjectPublicKeyInfo for RSA with these octets as its key.
fn rsa_key(key: &[u8]) -> Vec<u8> {
    der::seq([der::seq([der::oid("1.2.840.113549.1.1.1"), der::null()]), der::bits(key)])
}

/// RFC 3279 §2.3.1: the key is one RSAPublicKey. OpenSSL passes over what follows it, so that it would be used.
#[test]
fn an_rsa_key_that_can_not_be_read_is_not_understood() {
    let key = |octets: usize| der::seq([der::unsigned(&vec![0xc1; octets]), der::int(65537)]);
    let followed = |octets| der::join([key(octets), der::null()]);
    let with = |place, key: &[u8]| changed(place, |cert| cert.spki(&rsa_key(key)));
    assert_good(&with(0, &key(256)));
    assert_invalid(&with(0, &key(64)), 0, &PathFault::KeyTooShort { bits: 512 });
    assert_invalid(&with(0, &followed(64)), 0, &PathFault::KeyTooShort { bits: 512 });
    for bad in [&followed(256)[..], &[1, 2, 3], &[]] {
        let facts = PublicKey::decode(&rsa_key(bad)).unwrap().facts().clone();
        assert_unknown(&with(0, bad), 0, &PathFault::UnreadableKey(facts));
    }
    // Of an anchor as well, which needs no signature of its own.
    let alone = Cert::ca("Root").spki(&rsa_key(&followed(256))).self_signed();
    let fault = PathFault::UnreadableKey(KeyFacts::Rsa { bits: 2048 });
    assert_unknown(&Case::new(&alone, &alone), 0, &fault);
}

/// A report says all that is wrong, each with the certificate that it is wrong with.
#[test]
fn each_certificate_tells_its_own_fault() {
    let expired = |cert: Cert| cert.valid(day(-90), day(-1));
    let case = case(same, expired, limited("certready.test"));
    let faults = case.faults();
    assert_eq!(faults, [Some(PathFault::ConstraintsOfNoCa), Some(PathFault::Expired { not_after: day(-1) }), None]);
    let critical = |cert: Cert| cert.extension(UNKNOWN, true, &der::null());
    let mixed = self::case(critical, expired, same);
    assert_eq!(mixed.outcome(), Outcome::Invalid);
    assert!(matches!(mixed.standings()[..], [Standing::Good, Standing::Invalid(_), Standing::Unknown(_)]));
    assert_eq!(
        mixed.judged().decisive().unwrap().standing,
        Standing::Invalid(PathFault::Expired { not_after: day(-1) })
    );
}

/// Of one certificate what proves the path invalid goes before what is only not understood.
#[test]
fn a_certificate_that_is_invalid_and_not_understood_is_invalid() {
    let both = changed(1, |cert| cert.not_a_ca().extension(UNKNOWN, true, &der::null()));
    assert_invalid(&both, 1, &PathFault::NotACa { version: Version::V3 });
    let unreadable = |cert: Cert| cert.extension("2.5.29.31", false, &der::null()).valid(day(-90), day(-1));
    assert_unknown(&changed(1, unreadable), 1, &PathFault::Unreadable(known::CRL_DISTRIBUTION_POINTS.into()));
}
