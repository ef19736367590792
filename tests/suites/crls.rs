//! The rules that suites of CRLs test (`BoringSSL`'s `crl_unittest`, PKITS 4.4, 4.7 and 4.14, BSI's CRL tests), on CRLs
//! of the test PKI: each bad one has one thing wrong, and a good twin. `tests/pki/crl/` has the exact faults of reader
//! and scope; here it is what comes of them: the exit status, the outcome and its cause.

use rcgen::KeyUsagePurpose;

use super::*;
use crate::common::cert::{Cert, signed, tampered};
use crate::common::crl::{Crl, full_name};
use crate::common::der;
use crate::common::key::Algorithm;
use crate::common::pki::day;

const OURS: &str = "http://crl.certready.test/7.crl";
const OTHERS: &str = "http://crl.certready.test/8.crl";
/// Under the private enterprise arc for documentation (RFC 5612): nobody knows it.
const NOBODYS: &str = "1.3.6.1.4.1.32473.9";

const NO_DATA: Expected = Unknown("target", "no-data");
const OUT_OF_SCOPE: Expected = Unknown("target", "out-of-scope");
const UNSUPPORTED: Expected = Unknown("target", "unsupported");
const STALE: Expected = Unknown("target", "stale");

fn ca() -> Issued {
    Cert::ca("Certready Suites CA").self_signed()
}

fn leaf() -> Issued {
    Cert::leaf("mail.certready.test").crl(OURS).issued_by(&ca())
}

fn listed(crl: Crl) -> Crl {
    crl.revoke(&leaf().serial(), day(-3))
}

/// What is said of the leaf by this CRL, read as DER and as PEM.
fn by_bytes(crl: &[u8], expected: Expected) -> Value {
    judged(&[&leaf(), &ca()], &[pem("X509 CRL", crl).into_bytes()], &[], &[], expected);
    judged(&[&leaf(), &ca()], &[crl.to_vec()], &[], &[], expected)
}

fn by(crl: &Crl, expected: Expected) -> Value {
    by_bytes(&crl.der(), expected)
}

/// A CRL that can't be read: nothing is known of the leaf, and the reason says what is wrong with the file.
fn unreadable(crl: &[u8], why: &str) {
    let json = by_bytes(crl, Unknown("target", "no-data"));
    assert!(unused(&json).contains(why), "{why} {json:#}");
    assert!(json["why"].as_str().unwrap().contains(why), "{why} {json:#}");
}

/// What is said of this certificate, which the CA issued.
fn of(certificate: &Issued, crl: &Crl, expected: Expected) {
    judged(&[certificate, &ca()], &[crl.der()], &[], &[], expected);
}

/// The CRL with its tbsCertList changed, and signed again: version, signature, issuer, thisUpdate, nextUpdate, then the
/// entries, if any, and the extensions.
fn changed(crl: &Crl, change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
    let der = crl.der();
    let mut fields: Vec<Vec<u8>> = der::children(der::children(&der)[0]).iter().map(|field| field.to_vec()).collect();
    change(&mut fields);
    signed(&der::seq(fields), ca().key().usual(), ca().key())
}

fn only(kind: u8) -> Vec<u8> {
    der::primitive(kind, &[0xff])
}

/// RFC 5280 §5.1.2.1: a version is written for version 2 alone, and there is no third.
#[test]
fn the_version_of_a_crl_is_absent_or_2() {
    let crl = listed(Crl::by(&ca()));
    by(&crl, Revoked("target"));
    for number in [0, 2] {
        unreadable(&changed(&crl, |fields| fields[0] = der::int(number)), "the version field says");
    }
    by(&Crl::by(&ca()).version_1(), Good);
    by(&listed(Crl::by(&ca()).version_1()), Revoked("target"));
}

/// RFC 5280 §5.1.2.7 and §5.3: extensions, of the CRL and of its entries, need version 2.
#[test]
fn a_crl_of_version_1_has_no_extensions() {
    unreadable(&Crl::by(&ca()).version_1().number(7).der(), "extensions stand in a CRL of version 1");
    by(&Crl::by(&ca()).number(7), Good);
    let why = |crl: Crl| crl.revoke_for(&leaf().serial(), day(-3), 1);
    unreadable(&why(Crl::by(&ca()).version_1()).der(), "extensions stand in a CRL of version 1");
    assert_eq!(by(&why(Crl::by(&ca())), Revoked("target"))["certificates"][0]["reason"], "keyCompromise");
}

/// RFC 5280 §5.1.2.6: where nothing is revoked, the list is absent and not empty.
#[test]
fn a_list_of_entries_is_not_empty() {
    let nothing: [&[u8]; 0] = [];
    let crl = changed(&Crl::by(&ca()), |fields| fields.insert(5, der::seq(nothing)));
    unreadable(&crl, "the list of revoked certificates is present and empty");
    by(&Crl::by(&ca()), Good);
}

/// One entry that can't be read makes all others doubtful: a CRL that lists the target before it is no proof of that
/// either.
#[test]
fn an_entry_that_can_not_be_read_spoils_the_crl() {
    let spoilt = |more: &[u8]| {
        changed(&listed(Crl::by(&ca())), |fields| {
            let all = der::join([der::open(&fields[5]).0, more]);
            fields[5] = der::tlv(der::SEQUENCE, &all);
        })
    };
    for garbage in [der::null(), der::seq([der::int(1)]), der::seq([der::null(), der::time(day(-3))])] {
        unreadable(&spoilt(&garbage), "an entry");
    }
    by_bytes(&spoilt(&der::seq([der::int(1), der::time(day(-3))])), Revoked("target"));
}

/// What follows a part within the signed bytes belongs to nothing.
#[test]
fn bytes_behind_a_part_of_a_crl_spoil_it() {
    for place in [4, 5, 6] {
        unreadable(&changed(&Crl::by(&ca()), |fields| fields.insert(place, der::octets(b"garbage"))), "at byte");
    }
}

/// RFC 5280 §5.1.1.2: the algorithm outside is the one inside.
#[test]
fn the_algorithms_of_a_crl_are_the_same() {
    let why = "the signature's algorithm differs from the one inside";
    unreadable(&Crl::by(&ca()).outer_algorithm(Algorithm::EcdsaSha384).der(), why);
}

/// Bytes behind the CRL are nobody's: none of the file counts. A second CRL behind the first is another object.
#[test]
fn bytes_behind_a_crl_spoil_it_and_a_second_crl_does_not() {
    let good = Crl::by(&ca()).der();
    for more in [&[0][..], &[0x30, 0], b"garbage"] {
        by_bytes(&der::join([&good, more]), NO_DATA);
    }
    let two = der::join([good, listed(Crl::by(&ca())).der()]);
    judged(&[&leaf(), &ca()], &[two], &[], &[], Revoked("target"));
}

/// RFC 5280 §5.2.5: an issuing distribution point says something, and one thing.
#[test]
fn an_issuing_distribution_point_is_not_empty_and_does_not_contradict_itself() {
    unreadable(&Crl::by(&ca()).issuing(&[]).der(), "issuingDistributionPoint");
    unreadable(&Crl::by(&ca()).issuing(&[&only(1), &only(2)]).der(), "issuingDistributionPoint");
    by(&Crl::by(&ca()).issuing(&[&only(1)]), Good);
    let two_choices = der::context(0, &der::join([der::open(&full_name(&[OURS])).0, &der::null()]));
    unreadable(&Crl::by(&ca()).issuing(&[&two_choices]).der(), "issuingDistributionPoint");
    by(&Crl::by(&ca()).issuing(&[&full_name(&[OURS])]), Good);
}

/// RFC 5280 §6.3.3(b)(2)(ii) to (iv): a CRL for one kind says nothing of another, also where its URL fits.
#[test]
fn a_crl_for_one_kind_of_certificates_speaks_for_that_kind() {
    let below = Cert::ca("Certready Suites CA Below").crl(OURS).issued_by(&ca());
    for with in [Vec::new(), full_name(&[OURS])] {
        let crl = |kind| Crl::by(&ca()).issuing(&[&with, &only(kind)]);
        of(&leaf(), &crl(1), Good);
        of(&leaf(), &crl(2), OUT_OF_SCOPE);
        of(&leaf(), &crl(5), OUT_OF_SCOPE);
        of(&below, &crl(1), OUT_OF_SCOPE);
        of(&below, &crl(2), Good);
        of(&below, &crl(5), OUT_OF_SCOPE);
    }
}

/// A certificate of version 1 does not say which kind it is.
#[test]
fn a_certificate_of_version_1_is_of_no_kind() {
    let leaf = leaf();
    let fields = der::children(der::children(leaf.der())[0]);
    let version_1 = signed(&der::seq(&fields[1..7]), ca().key().usual(), ca().key());
    let folder = tempfile::tempdir().unwrap();
    let said = |crl: &Crl, expected| {
        let mut arguments = vec![shown(&put(folder.path(), "leaf.der", &version_1))];
        arguments.extend(each("--anchor", [put(folder.path(), "ca.der", ca().der())]));
        arguments.extend(each("--crl", [put(folder.path(), "ca.crl", &crl.der())]));
        arguments.extend(["--at".to_owned(), NOW.to_owned()]);
        expect(&arguments, expected);
    };
    said(&Crl::by(&ca()), Good);
    said(&Crl::by(&ca()).issuing(&[&only(1)]), UNSUPPORTED);
    said(&listed(Crl::by(&ca())), Revoked("target"));
}

/// RFC 5280 §6.3.3(b)(2)(i): the names of the CRL and of the certificate's distribution points meet.
#[test]
fn a_crl_for_another_place_is_out_of_scope() {
    by(&Crl::by(&ca()).distribution_point(&[OTHERS]), OUT_OF_SCOPE);
    by(&listed(Crl::by(&ca()).distribution_point(&[OTHERS])), OUT_OF_SCOPE);
    by(&Crl::by(&ca()).distribution_point(&[OTHERS, OURS]), Good);
    by(&Crl::by(&ca()).distribution_point(&["HTTP://CRL.certready.TEST/7.crl"]), Good);
    by(&Crl::by(&ca()).distribution_point(&["http://crl.certready.test/7.CRL"]), OUT_OF_SCOPE);
    let without = Cert::leaf("mail.certready.test").issued_by(&ca());
    of(&without, &Crl::by(&ca()).distribution_point(&[OURS]), OUT_OF_SCOPE);
    of(&without, &Crl::by(&ca()), Good);
}

/// RFC 5280 §4.2.1.13: a name relative to the issuer's is that name with one part more, whichever side writes it so.
#[test]
fn a_relative_name_meets_the_whole_one() {
    let part = |text: &[u8]| der::seq([der::oid("2.5.4.3"), der::tlv(0x0c, text)]);
    let relative = |text: &[u8]| der::context(0, &der::context(1, &part(text)));
    let whole = |text: &[u8]| {
        let (issuer, more) = (ca().subject(), der::tlv(0x31, &part(text)));
        let name = der::seq([der::open(&issuer).0, &more]);
        der::context(0, &der::context(0, &der::context(4, &name)))
    };
    let leaf = |name: Vec<u8>| {
        let point = der::seq([der::seq([name])]);
        Cert::leaf("mail.certready.test").extension("2.5.29.31", false, &point).issued_by(&ca())
    };
    let crl = |name: Vec<u8>| Crl::by(&ca()).issuing(&[&name]);
    of(&leaf(relative(b"7")), &crl(relative(b"7")), Good);
    of(&leaf(relative(b"7")), &crl(whole(b"7")), Good);
    of(&leaf(whole(b"7")), &crl(relative(b"7")), Good);
    of(&leaf(relative(b"7")), &crl(relative(b"8")), OUT_OF_SCOPE);
    of(&leaf(whole(b"7")), &crl(relative(b"8")), OUT_OF_SCOPE);
}

/// A distribution point that leaves its CRLs to another issuer is no way to this one's.
#[test]
fn a_point_with_another_crl_issuer_is_no_way_to_the_issuers_own_crl() {
    let other = der::context(2, &der::context(4, &Cert::ca("Somebody Else").self_signed().subject()));
    let leaf = |more: &[u8]| {
        let point = der::seq([der::seq([&full_name(&[OURS])[..], more])]);
        Cert::leaf("mail.certready.test").extension("2.5.29.31", false, &point).issued_by(&ca())
    };
    of(&leaf(&other), &Crl::by(&ca()), OUT_OF_SCOPE);
    of(&leaf(&[]), &Crl::by(&ca()), Good);
}

/// RFC 5280 §6.3.3, the loop over CRLs: good needs every reason, revoked needs one. keyCompromise and cACompromise are
/// in the first CRL, the others in the second.
#[test]
fn crls_for_some_reasons_add_up() {
    let first = || Crl::by(&ca()).issuing(&[&der::primitive(3, &[5, 0x60])]);
    let rest = || Crl::by(&ca()).issuing(&[&der::primitive(3, &[7, 0x1f, 0x80])]);
    let said = |crls: &[Crl], expected| {
        let crls: Vec<Vec<u8>> = crls.iter().map(Crl::der).collect();
        judged(&[&leaf(), &ca()], &crls, &[], &[], expected);
    };
    said(&[first(), rest()], Good);
    said(&[rest(), first()], Good);
    said(&[first()], Unknown("target", "some-reasons"));
    said(&[rest()], Unknown("target", "some-reasons"));
    said(&[first(), first()], Unknown("target", "some-reasons"));
    said(&[first(), listed(rest())], Revoked("target"));
    said(&[listed(first())], Revoked("target"));
}

/// RFC 5280 §5.2, §5.3: what is critical and unknown makes the CRL unusable, in an entry of another certificate too; it
/// then proves no revocation either.
#[test]
fn an_unknown_critical_extension_is_not_passed_over() {
    let other = |critical| {
        let extensions = der::seq([der::extension(NOBODYS, critical, &der::null())]);
        Crl::by(&ca()).entry(&[5], day(-3), &extensions)
    };
    by(&other(true), UNSUPPORTED);
    by(&other(false), Good);
    by(&listed(other(true)), UNSUPPORTED);
    by(&listed(other(false)), Revoked("target"));
    let crl = |critical| Crl::by(&ca()).extension(NOBODYS, critical, &der::null());
    let json = by(&crl(true), UNSUPPORTED);
    assert!(json["why"].as_str().unwrap().contains(NOBODYS), "{json:#}");
    by(&crl(false), Good);
    by(&listed(crl(true)), UNSUPPORTED);
    by(&listed(crl(false)), Revoked("target"));
}

/// RFC 5280 §7.1: names are compared without regard to case and doubled spaces. One that differs in more is another's,
/// whatever key has signed.
#[test]
fn the_issuers_name_decides_whose_crl_it_is() {
    let named = |name: &str| Crl::by(&ca()).issuer_name(&Cert::ca(name).self_signed());
    by(&named("certready  SUITES ca"), Good);
    by(&listed(named("certready  SUITES ca")), Revoked("target"));
    by(&named("Certready Suites CB"), NO_DATA);
    by(&listed(named("Certready Suites CB")), NO_DATA);
}

/// RFC 5280 §6.3.3(f) and (g).
#[test]
fn a_crl_is_signed_by_the_issuer_who_may() {
    by(&Crl::by(&ca()).no_key_id(), Good);
    let bad = Unknown("target", "bad-signature");
    by_bytes(&tampered(&Crl::by(&ca()).der()), bad);
    by_bytes(&tampered(&listed(Crl::by(&ca())).der()), bad);
    let stranger = Cert::ca("Certready Suites CA").key_named("a stranger's key").self_signed();
    by(&Crl::by(&ca()).signed_by(&stranger), bad);
    by(&Crl::by(&stranger), Unknown("target", "wrong-signer"));
    by(&Crl::by(&ca()).signed_with(Algorithm::Unknown), UNSUPPORTED);
    for (usages, expected) in [
        (&[KeyUsagePurpose::KeyCertSign][..], Unknown("target", "wrong-signer")),
        (&[KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign], Good),
        (&[], Good),
    ] {
        let root = Cert::ca("Certready Suites Root").self_signed();
        let issuer = Cert::ca("Certready Suites CA").usages(usages).issued_by(&root);
        let crls = [Crl::by(&issuer).der(), Crl::by(&root).der()];
        judged(&[&leaf(), &issuer, &root], &crls, &[], &[], expected);
    }
}

/// RFC 5280 §6.3.3(a), and the greatest age that was asked for: it can only shorten what the CRL says, and stands in
/// where that says nothing.
#[test]
fn a_crl_is_fresh_at_the_time_that_is_judged() {
    let said = |crl: &Crl, more: &[&str], expected| {
        judged(&[&leaf(), &ca()], &[crl.der()], &[], more, expected);
    };
    let week = &["--max-age", "7d"][..];
    let crl = || Crl::by(&ca());
    said(&crl(), week, Good);
    said(&crl().next_update(day(0)), &[], Good);
    said(&crl().this_update(day(-3)).next_update(day(-1)), &[], STALE);
    said(&crl().this_update(day(1)), &[], Unknown("target", "not-yet-valid"));
    said(&crl().this_update(day(0)), &[], Good);
    said(&crl().this_update(day(-8)), week, STALE);
    said(&crl().this_update(day(-8)), &[], Good);
    said(&crl().no_next_update(), &[], STALE);
    said(&crl().no_next_update(), week, Good);
    said(&crl().no_next_update().this_update(day(-8)), week, STALE);
    said(&listed(crl().no_next_update()), week, Revoked("target"));
    said(&crl().next_update(day(-2)), &[], STALE);
}

/// Serials are signed integers (X.690 §8.3): FF is -1, and 00FF is 255.
#[test]
fn a_serial_is_compared_with_its_sign() {
    let leaf = Cert::leaf("mail.certready.test").serial(&[0xff]).issued_by(&ca());
    assert_eq!(leaf.serial(), [0, 0xff]);
    of(&leaf, &Crl::by(&ca()).revoke(&[0xff], day(-3)), Good);
    of(&leaf, &Crl::by(&ca()).revoke(&[0, 0xff], day(-3)), Revoked("target"));
    let long = |last: u8| [&[0x7f; 19][..], &[last]].concat();
    let leaf = Cert::leaf("mail.certready.test").serial(&long(1)).issued_by(&ca());
    of(&leaf, &Crl::by(&ca()).revoke(&long(2), day(-3)), Good);
    of(&leaf, &Crl::by(&ca()).revoke(&long(1), day(-3)), Revoked("target"));
}

/// A CRL that proves nothing does not spoil another one that does; one that revokes is not outvoted.
#[test]
fn of_several_crls_those_that_are_usable_count() {
    let (good, stale) = (Crl::by(&ca()), Crl::by(&ca()).this_update(day(-9)).next_update(day(-2)));
    let strange = Crl::by(&ca()).extension(NOBODYS, true, &der::null());
    let crls = |crls: &[&Crl], expected| {
        let crls: Vec<Vec<u8>> = crls.iter().map(|crl| crl.der()).collect();
        judged(&[&leaf(), &ca()], &crls, &[], &[], expected);
    };
    crls(&[&stale, &strange, &good], Good);
    // Its issuer revoked it once and for all, in a CRL that has grown old: nothing is good then, and nothing is proven.
    crls(&[&listed(stale.clone()), &good], STALE);
    crls(&[&good, &listed(good.clone())], Revoked("target"));
    // The reason is that of the one which came nearest: it was fresh data that was missing.
    crls(&[&strange, &stale], STALE);
    // Revocation is asked of every certificate below the anchor.
    let root = Cert::ca("Certready Suites Root").self_signed();
    let issuer = Cert::ca("Certready Suites CA").issued_by(&root);
    let chain = [&leaf(), &issuer, &root];
    judged(&chain, &[good.der()], &[], &[], Unknown("intermediate", "no-data"));
    judged(&chain, &[good.der(), Crl::by(&root).der()], &[], &[], Good);
    let revoked = Crl::by(&root).revoke(&issuer.serial(), day(-3)).der();
    judged(&chain, &[good.der(), revoked], &[], &[], Revoked("intermediate"));
}
