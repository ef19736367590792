//! The CRLs of `BoringSSL` that must be taken, at the instant for which they were made (`LICENSE.boringssl` beside them).

use certready::pki::Freshness;
use certready::pki::crl::{Lookup, Scope, scope_for};
use certready::vocabulary::Timestamp;

use super::*;
use crate::common::encoding::from_base64;

/// When they are judged, in Unix time.
const NOW: i64 = 1_489_017_600;

/// The blocks of a PEM text: label and bytes. Text between them is passed over.
fn pem_blocks(text: &str) -> Vec<(String, Vec<u8>)> {
    let mut blocks = Vec::new();
    for part in text.split("-----BEGIN ").skip(1) {
        let (label, rest) = part.split_once("-----").unwrap();
        let digits: String = rest.split_once("-----END").unwrap().0.split_whitespace().collect();
        blocks.push((label.to_owned(), from_base64(&digits).unwrap()));
    }
    blocks
}

/// What the leaf's serial is found to be in the verified, covering, not stale CRL.
fn is_listed(name: &str) -> bool {
    let text = String::from_utf8(fixture(&format!("crl/boringssl/{name}.pem"))).unwrap();
    let blocks = pem_blocks(&text);
    let of = |wanted: &str| -> Vec<Vec<u8>> {
        blocks.iter().filter(|(label, _)| label.starts_with(wanted)).map(|(_, der)| der.clone()).collect()
    };
    let leaf = Certificate::decode(&of("CERTIFICATE")[0]).unwrap();
    let candidates: Vec<Certificate> =
        of("CA CERTIFICATE").iter().map(|der| Certificate::decode(der).unwrap()).collect();
    let reading = read_for(&of("CRL")[0], &[leaf.serial().content()]).unwrap();
    let crl = verify_crl(&reading, &candidates).unwrap();
    let now = Timestamp::from_unix(NOW).unwrap();
    assert!(matches!(crl.window(now), Freshness::Fresh { .. } | Freshness::NoNextUpdate { .. }), "{name}");
    assert_eq!(scope_for(&crl, &leaf), Scope::Covers, "{name}");
    match crl.value().lookup(leaf.serial()) {
        Lookup::NotAsked => panic!("{name}: it was asked for"),
        Lookup::NotListed => false,
        Lookup::Listed(_) => true,
    }
}

macro_rules! cases {
    ($($name:ident: $file:literal => $listed:literal,)+) => {
        $(#[test]
        fn $name() {
            assert_eq!(is_listed($file), $listed);
        })+
    };
}

cases! {
    good: "good" => false,
    good_with_a_fake_extension: "good_fake_extension" => false,
    good_with_a_fake_extension_and_no_next_update: "good_fake_extension_no_nextupdate" => false,
    good_with_generalized_times: "good_generalizedtime" => false,
    good_whose_distribution_point_holds_the_uri: "good_idp_contains_uri" => false,
    good_for_cas: "good_idp_onlycontainscacerts" => false,
    good_for_users: "good_idp_onlycontainsusercerts" => false,
    good_for_users_without_basic_constraints: "good_idp_onlycontainsusercerts_no_basic_constraints" => false,
    good_for_cas_at_the_uri: "good_idp_uri_and_onlycontainscacerts" => false,
    good_for_users_at_the_uri: "good_idp_uri_and_onlycontainsusercerts" => false,
    good_whose_issuer_is_written_otherwise: "good_issuer_name_normalization" => false,
    good_whose_issuer_has_no_key_usage: "good_issuer_no_keyusage" => false,
    good_across_a_key_rollover: "good_key_rollover" => false,
    good_without_a_distribution_point_in_the_certificate: "good_no_crldp" => false,
    good_without_a_next_update: "good_no_nextupdate" => false,
    good_of_version_1: "good_no_version" => false,
    revoked: "revoked" => true,
    revoked_with_a_fake_entry_extension: "revoked_fake_crlentryextension" => true,
    revoked_at_a_generalized_time: "revoked_generalized_revocationdate" => true,
    revoked_across_a_key_rollover: "revoked_key_rollover" => true,
    revoked_without_a_next_update: "revoked_no_nextupdate" => true,
}
