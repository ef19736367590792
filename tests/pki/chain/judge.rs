//! Which of several chains counts, what is nearest of several reasons, and real chains at their own times.

use certready::pki::Certificate;
use certready::pki::chain::{Outcome, Revoked, Role, SourceId, Standing, Unknown, Unusable};
use certready::pki::path::{KeyPurpose, PathFault};
use certready::pki::{Strength, Weakness};

use super::super::{fixture, real};
use crate::common::cert::{Cert, Issued};
use crate::common::chain::{Case, assert_good};
use crate::common::crl::Crl;
use crate::common::der;
use crate::common::ocsp::{Ocsp, Status};
use crate::common::pki::{at, day};

const UNKNOWN: &str = "1.3.6.1.4.1.32473.9";

/// A leaf below `Sub`, which four anchors have certified: each way comes out in its own way.
struct Crossroads {
    leaf: Issued,
    good: (Issued, Issued),
    unknown: (Issued, Issued),
    revoked: (Issued, Issued),
    invalid: (Issued, Issued),
}

impl Crossroads {
    fn new() -> Self {
        let way = |name: &str, serial: u8, change: fn(Cert) -> Cert| {
            let anchor = Cert::ca(name).self_signed();
            let sub = change(Cert::ca("Sub").serial(&[0x4c, serial])).issued_by(&anchor);
            (anchor, sub)
        };
        let good = way("Good", 1, |cert| cert);
        Self {
            leaf: Cert::leaf("mail.certready.test").issued_by(&good.1),
            good,
            unknown: way("Unknown", 2, |cert| cert.extension(UNKNOWN, true, &der::null())),
            revoked: way("Revoked", 3, |cert| cert),
            invalid: way("Invalid", 4, Cert::not_a_ca),
        }
    }

    fn over(&self, ways: &[&(Issued, Issued)]) -> Case {
        let mut case = Case::of(self.leaf.certificate(), &[]).required().crl(&Crl::by(&self.good.1));
        for (anchor, sub) in ways {
            let crl = Crl::by(anchor);
            let crl = if sub.serial() == [0x4c, 3] { crl.revoke(&sub.serial(), day(-3)) } else { crl };
            case = case.anchor(anchor).with(sub).crl(&crl);
        }
        case
    }
}

/// What could not be read may say that it is revoked: then what could be read is not enough.
#[test]
fn a_source_that_could_not_be_read_leaves_nothing_good() {
    let root = Cert::ca("Root").self_signed();
    let leaf = Cert::leaf("mail.certready.test").issued_by(&root);
    let case = |unread| Case::new(&leaf, &root).required().crl(&Crl::by(&root)).sources_unread(unread);
    assert_good(&case(0));
    assert_eq!(case(2).target(), Standing::Unknown(Unknown::SourcesUnread(2)));
    // What is revoked is revoked, and a path alone is not asked.
    let revoked = Case::new(&leaf, &root).required().crl(&Crl::by(&root).revoke(&leaf.serial(), day(-3)));
    assert_eq!(revoked.sources_unread(1).outcome(), Outcome::Revoked);
    assert_good(&Case::new(&leaf, &root).sources_unread(1));
}

#[test]
fn good_counts_before_unknown_before_revoked_before_invalid() {
    let roads = Crossroads::new();
    let ordered = [
        (&roads.good, Outcome::Good, "Good"),
        (&roads.unknown, Outcome::Unknown, "Unknown"),
        (&roads.revoked, Outcome::Revoked, "Revoked"),
        (&roads.invalid, Outcome::Invalid, "Invalid"),
    ];
    for (place, (way, outcome, name)) in ordered.iter().enumerate() {
        let alone = roads.over(&[way]);
        assert_eq!((alone.outcome(), alone.names().pop().unwrap()), (*outcome, (*name).to_owned()));
        for (worse, _, _) in &ordered[place + 1..] {
            for case in [roads.over(&[way, worse]), roads.over(&[worse, way])] {
                assert_eq!((case.outcome(), case.names().pop().unwrap()), (*outcome, (*name).to_owned()));
            }
        }
    }
}

/// A way that leads to an anchor and is invalid tells more than one that breaks off.
#[test]
fn a_whole_way_is_told_before_one_that_breaks_off() {
    let roads = Crossroads::new();
    let stray = Cert::ca("Sub").serial(&[0x4c, 9]).issued_by(&Cert::ca("Nobody").self_signed());
    for case in [roads.over(&[&roads.invalid]).with(&stray), roads.over(&[&roads.invalid])] {
        assert_eq!((case.outcome(), case.names().pop().unwrap()), (Outcome::Invalid, "Invalid".to_owned()));
    }
    let broken = roads.over(&[]).with(&stray);
    assert_eq!(broken.names(), ["mail.certready.test", "Sub"]);
    assert_eq!(broken.standings()[0], Standing::Unknown(Unknown::BrokenAbove));
    assert!(matches!(broken.standings()[1], Standing::Invalid(PathFault::NoIssuer { .. })));
}

/// RFC 4158 §2.4 again, with revocation: a cross-certificate that was revoked gives place to the other.
#[test]
fn a_revoked_cross_certificate_is_gone_round() {
    let anchor = Cert::ca("Root").self_signed();
    let sub = |serial| Cert::ca("Sub").serial(&[0x4c, serial]).issued_by(&anchor);
    let (first, second) = (sub(1), sub(2));
    let leaf = Cert::leaf("mail.certready.test").issued_by(&first);
    let case = |serials: &[&Issued]| {
        let crl = serials.iter().fold(Crl::by(&anchor), |crl, one| crl.revoke(&one.serial(), day(-3)));
        Case::new(&leaf, &anchor).with(&first).with(&second).required().crl(&crl).crl(&Crl::by(&first))
    };
    for revoked in [&first, &second] {
        let case = case(&[revoked]);
        assert_good(&case);
        assert_ne!(case.judged().members[1].certificate, revoked.certificate());
    }
    assert_eq!(case(&[&first, &second]).outcome(), Outcome::Revoked);
}

/// An anchor's own revocation is not asked, and neither is anybody's where a target is the anchor itself.
#[test]
fn an_anchor_needs_no_revocation() {
    let anchor = Cert::ca("Root").self_signed();
    let case = Case::new(&anchor, &anchor).required().crl(&Crl::by(&anchor).revoke(&anchor.serial(), day(-3)));
    assert_good(&case);
    let chain = case.judged();
    assert_eq!((chain.members[0].role, chain.members[0].strength.clone()), (Role::Anchor, None));
    assert_eq!(chain.members[0].sources, []);
    // Issued again it is a certificate like any other.
    let again = Cert::ca("Root").serial(&[0x4c, 2]).self_signed();
    let case = Case::new(&again, &anchor).required();
    assert_eq!(case.standings(), [Standing::Unknown(Unknown::NoData), Standing::Good]);
    assert_good(&case.crl(&Crl::by(&anchor)));
}

/// What is not understood in a certificate does not hide that it is revoked; what breaks the path does.
#[test]
fn a_certificate_that_is_not_understood_may_be_revoked() {
    let anchor = Cert::ca("Root").self_signed();
    let judged = |cert: Cert| {
        let leaf = cert.issued_by(&anchor);
        let listed = Case::new(&leaf, &anchor).required().crl(&Crl::by(&anchor).revoke(&leaf.serial(), day(-3)));
        (Case::new(&leaf, &anchor).required().crl(&Crl::by(&anchor)).target(), listed.target())
    };
    let leaf = || Cert::leaf("mail.certready.test");
    let revoked = Standing::Revoked(Revoked { at: day(-3), reason: None, by: SourceId::Crl(0) });
    let (clean, listed) = judged(leaf().extension(UNKNOWN, true, &der::null()));
    assert!(matches!(clean, Standing::Unknown(Unknown::Path(PathFault::CriticalExtension(_)))), "{clean:?}");
    assert_eq!(listed, revoked);
    let expired = Standing::Invalid(PathFault::Expired { not_after: day(-1) });
    assert_eq!(judged(leaf().valid(day(-90), day(-1))), (expired.clone(), expired));
}

/// Of several sources that prove nothing the one that came nearest is told.
#[test]
fn the_nearest_of_several_reasons_is_told() {
    let anchor = Cert::ca("Root").self_signed();
    let leaf = Cert::leaf("mail.certready.test").issued_by(&anchor);
    let shard = Crl::by(&anchor).distribution_point(&["http://crl.certready.test/7.crl"]);
    let stale = Crl::by(&anchor).this_update(day(-9)).next_update(day(-2));
    let case = Case::new(&leaf, &anchor).required();
    let told = Standing::Unknown(Unknown::Unusable(Unusable::Stale { next_update: day(-2) }));
    assert_eq!(case.clone().crl(&shard).crl(&stale).target(), told);
    assert_eq!(case.clone().crl(&stale).crl(&shard).target(), told);
    let unknown = case.crl(&stale).ocsp(&Ocsp::about(&leaf, &anchor).status(Status::Unknown));
    assert_eq!(unknown.target(), Standing::Unknown(Unknown::Unusable(Unusable::StatusUnknown)));
}

#[test]
fn the_strength_of_each_signature_is_told() {
    let (leaf, sub) =
        (real("leaves/outlook-mx-leaf-2021.pem"), real("intermediates/digicert-cloud-services-ca-1-2020.pem"));
    let case = Case::of(leaf, &[real("roots/digicert-global-root-ca.pem")]).with_all(&[sub]).at(at("2022-03-01"));
    let strengths: Vec<_> = case.judged().members.into_iter().map(|member| member.strength).collect();
    assert_eq!(strengths, [Some(Strength::Strong), Some(Strength::Strong), None]);
    let r1_to_r3 = Case::of(real("cross/r1-to-r3.pem"), &[real("roots/globalsign-r1.pem")]).at(at("2012-01-01"));
    assert_eq!(r1_to_r3.judged().members[0].strength, Some(Strength::Weak(vec![Weakness::Sha1])));
}

fn real_case(target: &str, between: &[&str], anchors: &[&str], when: &str) -> Case {
    let all = |files: &[&str]| -> Vec<Certificate> { files.iter().map(|file| real(file)).collect() };
    Case::of(real(target), &all(anchors)).with_all(&all(between)).at(at(when))
}

/// Chains that public CAs have had, each at a time when it was good, with its revocation not asked.
#[test]
fn real_chains_are_good_at_their_time() {
    // The target, what is at hand, the anchors, the time, and how many certificates the chain has.
    type Real<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a str, usize);
    let chains: [Real<'_>; 9] = [
        (
            "leaves/outlook-mx-leaf-2021.pem",
            &["intermediates/digicert-cloud-services-ca-1-2020.pem", "cross/baltimore-to-digicert-global-root.pem"],
            &["roots/baltimore-cybertrust-root.pem"],
            "2022-03-01",
            4,
        ),
        (
            "intermediates/globalsign-orgval-sha256-g2-by-r3-2016.pem",
            &["cross/r1-to-r3.pem", "cross/r1-to-r3-2018.pem"],
            &["roots/globalsign-r1.pem"],
            "2019-01-01",
            3,
        ),
        ("intermediates/globalsign-orgval-sha256-g3-by-r1.pem", &[], &["roots/globalsign-r1.pem"], "2019-01-01", 2),
        ("cross/r6-to-r46.pem", &["cross/r3-to-r6.pem"], &["roots/globalsign-r3.pem"], "2020-01-01", 3),
        (
            "intermediates/ms-azure-tls-01-by-digicert-g2.pem",
            &[],
            &["roots/digicert-global-root-g2.pem", "roots/microsoft-rsa-root-2017.pem"],
            "2022-03-01",
            2,
        ),
        (
            "intermediates/ms-azure-tls-01-by-ms-rsa-2017.pem",
            &[],
            &["roots/digicert-global-root-g2.pem", "roots/microsoft-rsa-root-2017.pem"],
            "2022-03-01",
            2,
        ),
        ("cross/dst-x3-to-isrg-x1.pem", &[], &["roots/dst-root-ca-x3.pem"], "2021-03-01", 2),
        ("roots/isrg-root-x1.pem", &["cross/dst-x3-to-isrg-x1.pem"], &["roots/isrg-root-x1.pem"], "2022-03-01", 1),
        ("crl/letsencrypt-ye2-96-leaf.pem", &[], &["intermediates/letsencrypt-ye2.pem"], "2026-10-05", 2),
    ];
    for (target, between, anchors, when, length) in chains {
        let case = real_case(target, between, anchors, when);
        assert_eq!((case.outcome(), case.names().len()), (Outcome::Good, length), "{target}: {:?}", case.standings());
    }
}

/// What Android relied on and OpenSSL 1.0.2 fell over in September 2021: the cross-certificate outlived its anchor.
#[test]
fn the_cross_certificate_of_isrg_broke_with_its_anchor() {
    let case = |when| real_case("cross/dst-x3-to-isrg-x1.pem", &[], &["roots/dst-root-ca-x3.pem"], when);
    assert_good(&case("2021-09-30T14:01:15Z"));
    let expired = PathFault::Expired { not_after: at("2021-09-30T14:01:15Z") };
    assert_eq!(case("2021-09-30T14:01:16Z").standings(), [Standing::Good, Standing::Invalid(expired)]);
}

/// A real leaf with its real CRL, below the intermediate as the anchor; the CRL's own shard and time.
#[test]
fn a_real_leaf_is_good_by_its_real_crl_and_unknown_after_it() {
    let case = |when| {
        let anchor = ["intermediates/letsencrypt-ye2.pem"];
        let case = real_case("crl/letsencrypt-ye2-96-leaf.pem", &[], &anchor, when);
        case.purpose(KeyPurpose::Server).required().crl_der(&fixture("crl/letsencrypt-ye2-96-20261004.crl"))
    };
    assert_good(&case("2026-10-05"));
    let next_update = at("2026-10-13T10:04:48Z");
    assert_good(&case("2026-10-13T10:04:48Z"));
    let stale = Standing::Unknown(Unknown::Unusable(Unusable::Stale { next_update }));
    assert_eq!(case("2026-10-13T10:04:49Z").target(), stale);
}

#[test]
fn a_real_cross_certificate_is_good_by_its_roots_real_crl() {
    let case = |when| {
        let anchor = ["roots/baltimore-cybertrust-root.pem"];
        let case = real_case("cross/baltimore-to-digicert-global-root.pem", &[], &anchor, when).required();
        case.crl_der(&fixture("crl/baltimore-omniroot2025-20201116.crl"))
    };
    assert_good(&case("2020-11-20"));
    let next_update = at("2020-12-07T17:52:09Z");
    let stale = Standing::Unknown(Unknown::Unusable(Unusable::Stale { next_update }));
    assert_eq!(case("2020-12-08").target(), stale);
}
