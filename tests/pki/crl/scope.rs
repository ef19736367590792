//! For which certificates a CRL speaks (RFC 5280 §6.3.3(b)).

use certready::pki::Freshness;
use certready::pki::crl::{OutOfScope, Scope, UnsupportedCrl, scope_for, scope_of_url};
use certready::vocabulary::{HttpUrl, Timestamp};

use super::*;
use crate::common::crl::{Crl, full_name};
use crate::common::der;
use crate::common::pki::day;

const OURS: &str = "http://crl.certready.test/7.crl";
const OTHERS: &str = "http://crl.certready.test/8.crl";

fn of(crl: &Crl) -> Verified<CrlReading> {
    verified(&crl.der(), &[], &ca().certificate())
}

/// The scope of a CRL for this certificate.
fn scope(crl: &Crl, certificate: &Issued) -> Scope {
    scope_for(&of(crl), &certificate.certificate())
}

/// A leaf whose CRL lies at [`OURS`].
fn leaf() -> Issued {
    Cert::leaf("mail.certready.test").crl(OURS).issued_by(&ca())
}

/// A leaf with this value of cRLDistributionPoints.
fn leaf_with_points(points: &[&[u8]]) -> Issued {
    Cert::leaf("mail.certready.test").extension("2.5.29.31", false, &der::seq(points)).issued_by(&ca())
}

fn other_shard(scope: &Scope) -> bool {
    matches!(scope, Scope::OutOfScope(OutOfScope::DistributionPoint { .. }))
}

#[test]
fn a_crl_without_a_distribution_point_covers_its_issuers_certificates() {
    assert_eq!(scope(&Crl::by(&ca()), &leaf()), Scope::Covers);
}

#[test]
fn a_crl_of_another_issuer_is_out_of_scope() {
    let other = Cert::ca("Somebody Else").self_signed();
    let stranger = Cert::leaf("mail.certready.test").crl(OURS).issued_by(&other);
    let Scope::OutOfScope(OutOfScope::Issuer { crl, certificate }) = scope(&Crl::by(&ca()), &stranger) else {
        panic!("it is another issuer's")
    };
    assert_eq!((crl, certificate), (ca().certificate().subject().clone(), other.certificate().subject().clone()));
}

#[test]
fn the_right_shard_covers_and_the_wrong_one_is_out_of_scope() {
    assert_eq!(scope(&Crl::by(&ca()).distribution_point(&[OTHERS, OURS]), &leaf()), Scope::Covers);
    let wrong = scope(&Crl::by(&ca()).distribution_point(&[OTHERS]), &leaf());
    let Scope::OutOfScope(OutOfScope::DistributionPoint { published, wanted }) = wrong else { panic!("{wrong:?}") };
    assert_eq!((published[0].as_str(), wanted[0].as_str()), (OTHERS, OURS));
}

#[test]
fn the_case_of_scheme_and_host_does_not_matter_and_that_of_the_path_does() {
    let crl = |url| Crl::by(&ca()).distribution_point(&[url]);
    assert_eq!(scope(&crl("HTTP://CRL.Certready.TEST/7.crl"), &leaf()), Scope::Covers);
    assert!(other_shard(&scope(&crl("http://crl.certready.test/7.CRL"), &leaf())));
}

#[test]
fn a_real_shard_covers_its_own_leaf_and_no_other_url() {
    let der = fixture("crl/letsencrypt-ye2-96-20261004.crl");
    let crl = verified(&der, &[], &issuer("crl/letsencrypt-ye2-96-20261004.issuer.pem"));
    let leaf = issuer("crl/letsencrypt-ye2-96-leaf.pem");
    assert_eq!(scope_for(&crl, &leaf), Scope::Covers);
    let url = |shard| HttpUrl::parse(&format!("http://ye2.c.lencr.org/{shard}.crl")).unwrap();
    assert_eq!(scope_of_url(&crl, &url(96)), Scope::Covers);
    assert!(other_shard(&scope_of_url(&crl, &url(97))));
}

#[test]
fn a_certificate_that_names_no_point_is_sent_to_its_issuers_name() {
    let leaf = Cert::leaf("mail.certready.test").issued_by(&ca());
    assert_eq!(scope(&Crl::by(&ca()), &leaf), Scope::Covers);
    assert!(other_shard(&scope(&Crl::by(&ca()).distribution_point(&[OURS]), &leaf)));
    let own_name = der::context(0, &der::context(0, &der::context(4, &ca().subject())));
    assert_eq!(scope(&Crl::by(&ca()).issuing(&[&own_name]), &leaf), Scope::Covers);
}

#[test]
fn points_that_can_not_be_read_are_not_taken_for_absent() {
    let broken = Cert::leaf("mail.certready.test").extension("2.5.29.31", false, &der::null()).issued_by(&ca());
    assert_eq!(scope(&Crl::by(&ca()), &broken), Scope::Unsupported(UnsupportedCrl::PointsUnreadable));
}

#[test]
fn a_relative_name_is_put_behind_the_issuers() {
    let attribute = |text: &[u8]| der::seq([der::oid("2.5.4.3"), der::tlv(0x0c, text)]);
    let relative = |text: &[u8]| der::context(0, &der::context(1, &attribute(text)));
    let crl = |text: &[u8]| Crl::by(&ca()).issuing(&[&relative(text)]);
    let leaf = leaf_with_points(&[&der::seq([relative(b"shard 7")])]);
    assert_eq!(scope(&crl(b"Shard  7"), &leaf), Scope::Covers);
    assert!(other_shard(&scope(&crl(b"shard 8"), &leaf)));
    let issuer = ca().subject();
    let whole = der::seq([der::open(&issuer).0, &der::tlv(0x31, &attribute(b"shard 7"))]);
    let full = der::context(0, &der::context(0, &der::context(4, &whole)));
    assert_eq!(scope(&crl(b"shard 7"), &leaf_with_points(&[&der::seq([full])])), Scope::Covers);
}

#[test]
fn a_point_with_another_crl_issuer_is_no_way_to_this_crl() {
    let other = der::context(2, &der::context(4, &Cert::ca("Somebody Else").self_signed().subject()));
    let point = der::seq([&full_name(&[OURS])[..], &other]);
    let leaf = leaf_with_points(&[&point]);
    assert_eq!(scope(&Crl::by(&ca()), &leaf), Scope::OutOfScope(OutOfScope::OtherCrlIssuer));
    let both = leaf_with_points(&[&point, &der::seq([full_name(&[OURS])])]);
    assert_eq!(scope(&Crl::by(&ca()), &both), Scope::Covers);
}

#[test]
fn a_crl_for_one_kind_covers_that_kind() {
    let intermediate = Cert::ca("Certready Below").crl(OURS).issued_by(&ca());
    let only = |number| Crl::by(&ca()).issuing(&[&der::primitive(number, &[0xff])]);
    assert_eq!(scope(&only(1), &leaf()), Scope::Covers);
    assert_eq!(scope(&only(1), &intermediate), Scope::OutOfScope(OutOfScope::UserOnly));
    assert_eq!(scope(&only(2), &intermediate), Scope::Covers);
    assert_eq!(scope(&only(2), &leaf()), Scope::OutOfScope(OutOfScope::CaOnly));
    assert_eq!(scope(&only(5), &leaf()), Scope::OutOfScope(OutOfScope::AttributeOnly));
    let url = HttpUrl::parse(OURS).unwrap();
    assert_eq!(scope_of_url(&of(&only(5)), &url), Scope::OutOfScope(OutOfScope::AttributeOnly));
}

#[test]
fn a_crl_for_some_reasons_covers_those() {
    // keyCompromise and cACompromise.
    let some = Crl::by(&ca()).issuing(&[&der::primitive(3, &[5, 0x60])]);
    let Scope::CoversSome(reasons) = scope(&some, &leaf()) else { panic!("it covers some") };
    assert_eq!(reasons.bits(), 0b110);
    let all = Crl::by(&ca()).issuing(&[&der::primitive(3, &[7, 0x7f, 0x80])]);
    assert_eq!(scope(&all, &leaf()), Scope::Covers);
}

#[test]
fn a_point_for_some_reasons_asks_for_those_and_several_add_up() {
    let point = |bits: &[u8]| der::seq([&full_name(&[OURS])[..], &der::primitive(1, bits)]);
    let (compromise, rest) = (point(&[5, 0x60]), point(&[7, 0x1f, 0x80]));
    let Scope::CoversSome(reasons) = scope(&Crl::by(&ca()), &leaf_with_points(&[&compromise])) else {
        panic!("it covers some")
    };
    assert_eq!(reasons.bits(), 0b110);
    assert_eq!(scope(&Crl::by(&ca()), &leaf_with_points(&[&compromise, &rest])), Scope::Covers);
}

#[test]
fn what_is_not_supported_is_said_to_be_so() {
    let unknown = "1.3.6.1.4.1.32473.9";
    let extensions = der::seq([der::extension(unknown, true, &der::null())]);
    let names = der::seq([der::context(4, &ca().subject())]);
    let issuer = der::seq([der::extension("2.5.29.29", true, &names)]);
    let is = |crl: &Crl, expected: fn(&UnsupportedCrl) -> bool| {
        let scope = scope(crl, &leaf());
        assert!(matches!(&scope, Scope::Unsupported(why) if expected(why)), "{scope:?}");
        assert_eq!(scope_of_url(&of(crl), &HttpUrl::parse(OURS).unwrap()), scope);
    };
    is(&Crl::by(&ca()).extension(unknown, true, &der::null()), |why| {
        matches!(why, UnsupportedCrl::CriticalExtension(_))
    });
    is(&Crl::by(&ca()).entry(&[5], day(-3), &extensions), |why| {
        matches!(why, UnsupportedCrl::CriticalEntryExtension(_))
    });
    is(&Crl::by(&ca()).delta_of(3), |why| *why == UnsupportedCrl::Delta);
    is(&Crl::by(&ca()).entry(&[5], day(-3), &issuer), |why| *why == UnsupportedCrl::EntryIssuers);
    assert_eq!(scope(&Crl::by(&ca()).extension(unknown, false, &der::null()), &leaf()), Scope::Covers);
}

/// RFC 5280 §6.3.3(b)(1): an indirect CRL of the certificate's issuer speaks for it; of a certificate that is not at hand, whose
/// entries they are can't be told.
#[test]
fn an_indirect_crl_covers_a_certificate_that_is_at_hand() {
    let crl = Crl::by(&ca()).issuing(&[&der::primitive(4, &[0xff])]);
    assert_eq!(scope(&crl, &leaf()), Scope::Covers);
    let unseen = scope_of_url(&of(&crl), &HttpUrl::parse(OURS).unwrap());
    assert_eq!(unseen, Scope::Unsupported(UnsupportedCrl::Indirect));
}

#[test]
fn names_that_are_no_urls_can_not_be_compared_with_one() {
    let name = der::context(0, &der::context(0, &der::context(4, &ca().subject())));
    let crl = of(&Crl::by(&ca()).issuing(&[&name]));
    let scope = scope_of_url(&crl, &HttpUrl::parse(OURS).unwrap());
    assert_eq!(scope, Scope::Unsupported(UnsupportedCrl::NoUrl));
}

#[test]
fn an_instant_is_before_within_after_or_beyond_judgement() {
    let window = |crl: Crl, at: Timestamp| of(&crl).window(at);
    let (this_update, next_update) = (day(-1), day(6));
    let crl = || Crl::by(&ca());
    assert_eq!(window(crl(), day(0)), Freshness::Fresh { until: next_update });
    assert_eq!(window(crl(), this_update), Freshness::Fresh { until: next_update });
    assert_eq!(window(crl(), next_update), Freshness::Fresh { until: next_update });
    let second = std::time::Duration::from_secs(1);
    assert_eq!(window(crl(), next_update.plus(second)), Freshness::Stale { next_update });
    assert_eq!(window(crl(), day(-2)), Freshness::NotYet { this_update });
    assert_eq!(window(crl().no_next_update(), day(1)), Freshness::NoNextUpdate { age: 2 * 86_400 });
    assert_eq!(window(crl().no_next_update(), day(-2)), Freshness::NotYet { this_update });
    let inverted = Freshness::Inverted { this_update, next_update: day(-2) };
    assert_eq!(window(crl().next_update(day(-2)), day(0)), inverted);
}
