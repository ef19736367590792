//! CRLs that arrive and are still of no use: stale, of another issuer, changed, of another scope. And the one that says
//! revoked.

use certready::vocabulary::Timestamp;

use super::{G1, LEAF, SHORT, Seen};
use crate::common::cert::Cert;
use crate::common::crl::Crl;
use crate::common::faults::Reply;
use crate::common::key::{Algorithm, KeyKind};
use crate::common::lab::Lab;
use crate::common::pki::{TestPki, paths};

/// A good lab whose intermediate publishes this CRL.
fn publishing(crl: impl FnOnce(&TestPki) -> Vec<u8>) -> Seen {
    let lab = Lab::good();
    lab.server.route(paths::CRL, Reply::crl(&crl(&lab.pki)));
    Seen::of(&lab, SHORT)
}

#[track_caller]
fn fails(seen: &Seen, code: &str, cause: &str) {
    let asks = [format!("WARNING revocation-path {LEAF} {cause}"), format!("FAILURE {code} /intermediate.crl {cause}")];
    seen.holds(2, (paths::CRL, "answered"), &asks.each_ref().map(String::as_str));
}

#[test]
fn a_stale_crl_is_stale() {
    fails(&publishing(|pki| pki.crl().this_update(pki.day(-8)).next_update(pki.day(-1)).der()), "crl-fresh", "stale");
}

#[test]
fn a_crl_from_the_future_is_not_yet_valid() {
    // What is signed can't come from the future: either clock may be wrong, so that this host's is asked after as well.
    let seen = publishing(|pki| pki.crl().this_update(pki.day(1)).next_update(pki.day(8)).der());
    let asks = [
        &format!("WARNING revocation-path {LEAF} not-yet-valid"),
        "FAILURE crl-fresh /intermediate.crl not-yet-valid",
        "warning clock clock clock-skew",
    ];
    seen.holds(2, (paths::CRL, "answered"), &asks);
}

#[test]
fn a_crl_of_this_very_moment_by_a_clock_that_is_a_minute_ahead_is_fresh() {
    let seen = publishing(|pki| {
        let ahead = Timestamp::from_unix(pki.now.unix() + 60).unwrap();
        pki.crl().this_update(ahead).der()
    });
    seen.holds(0, (paths::CRL, "answered"), &[]);
}

#[test]
fn a_crl_of_a_ca_that_is_not_in_play_is_of_the_wrong_issuer() {
    let seen = publishing(|pki| pki.fresh_crl(&Cert::ca("Another CA").self_signed()).der());
    fails(&seen, "crl-signed", "wrong-issuer");
}

#[test]
fn a_crl_of_another_ca_in_play_is_of_the_wrong_issuer() {
    // The root's own CRL, signed and fresh, says nothing of what the intermediate issued.
    let seen = publishing(|pki| pki.root_crl().der());
    fails(&seen, "crl-signed", "wrong-issuer");
}

#[test]
fn a_crl_under_the_issuer_s_name_with_another_key_is_a_bad_signature() {
    let other = Cert::ca("Certready Test CA G1").key_named("another").self_signed();
    let seen = publishing(|pki| pki.crl().signed_by(&other).der());
    fails(&seen, "crl-signed", "bad-signature");
}

#[test]
fn a_crl_that_was_changed_on_the_way_is_a_bad_signature() {
    let seen = publishing(|pki| {
        let mut der = pki.crl().der();
        *der.last_mut().unwrap() ^= 1;
        der
    });
    fails(&seen, "crl-signed", "bad-signature");
}

#[test]
fn a_crl_of_another_distribution_point_is_out_of_scope() {
    let seen = publishing(|pki| pki.crl().distribution_point(&["http://ca.certready.test/other-shard.crl"]).der());
    fails(&seen, "crl-scope", "wrong-scope");
}

#[test]
fn a_crl_of_its_own_distribution_point_is_in_scope() {
    let seen = publishing(|pki| pki.crl().distribution_point(&[&pki.url(paths::CRL)]).der());
    seen.holds(0, (paths::CRL, "answered"), &[]);
}

#[test]
fn a_sha_1_signature_verifies_and_is_weak() {
    let lab = Lab::with(|plan| plan.intermediate(|ca| ca.key(KeyKind::Rsa2048)));
    lab.server.route(paths::CRL, Reply::crl(&lab.pki.crl().signed_with(Algorithm::RsaSha1).der()));
    let seen = Seen::of(&lab, SHORT);
    seen.holds(1, (paths::CRL, "answered"), &["WARNING crl-signed /intermediate.crl weak-signature"]);
}

#[test]
fn an_algorithm_that_nobody_knows_is_not_understood() {
    let seen = publishing(|pki| pki.crl().signed_with(Algorithm::Unknown).der());
    let asks = [
        &format!("WARNING revocation-path {LEAF} not-understood"),
        "UNKNOWN crl-signed /intermediate.crl not-understood",
    ];
    seen.holds(3, (paths::CRL, "answered"), &asks);
}

#[test]
fn an_intermediate_that_its_root_s_crl_lists_is_revoked() {
    let lab = Lab::good();
    let crl = lab.pki.root_crl().revoke_for(&lab.pki.intermediate.serial(), lab.pki.day(-3), 1);
    lab.root_server.route(paths::ROOT_CRL, Reply::crl(&crl.der()));
    let seen = Seen::of(&lab, SHORT);
    seen.holds(2, (paths::ROOT_CRL, "answered"), &[&format!("FAILURE revocation-path {G1} revoked")]);
    let observed = seen.observed("revocation-path", G1);
    assert!(observed.contains(&lab.pki.day(-3).to_string()) && observed.contains("/root.crl"), "{observed}");
}

#[test]
fn another_certificate_on_the_crl_is_another_s_matter() {
    let lab = Lab::good();
    let crl = lab.pki.root_crl().revoke_for(&lab.pki.leaf.serial(), lab.pki.day(-3), 1).many(50);
    lab.root_server.route(paths::ROOT_CRL, Reply::crl(&crl.der()));
    Seen::of(&lab, SHORT).holds(0, (paths::ROOT_CRL, "answered"), &[]);
}

#[test]
fn an_intermediate_without_any_working_source_fails_its_path() {
    let lab = Lab::good();
    let page = Reply::html("Blocked by policy");
    lab.root_server.route(paths::ROOT_CRL, page.clone());
    lab.root_server.answer(paths::ROOT_OCSP, move |_| page.clone());
    let seen = Seen::of(&lab, SHORT);
    let asks = [
        &format!("FAILURE revocation-path {G1} body-html"),
        "FAILURE endpoint-genuine /ocsp/root (GET) body-html",
        "FAILURE endpoint-genuine /ocsp/root (POST) body-html",
        "FAILURE endpoint-genuine /root.crl body-html",
    ];
    seen.holds(2, (paths::ROOT_CRL, "answered"), &asks);
    let observed = seen.observed("revocation-path", G1);
    for word in ["RevocationCheckFailure", "0x80092013", "454 4.7.5"] {
        assert!(observed.contains(word), "{word} in {observed}");
    }
}

#[test]
fn a_delta_crl_alone_is_not_understood() {
    let seen =
        publishing(|pki| Crl::by(&pki.intermediate).this_update(pki.day(-1)).next_update(pki.day(6)).delta_of(1).der());
    let asks = [
        &format!("WARNING revocation-path {LEAF} not-understood"),
        "UNKNOWN crl-scope /intermediate.crl not-understood",
    ];
    seen.holds(3, (paths::CRL, "answered"), &asks);
}
