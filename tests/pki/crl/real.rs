//! Real CRLs. What they say is what `openssl crl -text` shows of them.

use certready::pki::crl::CrlReading;
use certready::pki::crl::{CrlNumber, CrlOddity, CrlVersion, Lookup, Reason};
use certready::pki::{Freshness, Strength, Verified};

use super::*;
use crate::common::pki::at;

/// What `openssl crl` shows of one of the fixtures.
struct Shown {
    file: &'static str,
    issuer: &'static str,
    this_update: &'static str,
    next_update: &'static str,
    number: &'static str,
    key_id: &'static str,
    entries: u64,
    sha256: &'static str,
    /// Serial, revocation date and reason of the first and of the last entry.
    ends: [(&'static str, &'static str, Option<Reason>); 2],
}

const GLOBALSIGN: Shown = Shown {
    file: "globalsign-orgval-sha256-g2-20170304",
    issuer: "C=BE, O=GlobalSign nv-sa, CN=GlobalSign Organization Validation CA - SHA256 - G2",
    this_update: "2017-03-04T00:19:32Z",
    next_update: "2017-03-11T00:19:32Z",
    number: "0xE448",
    key_id: "96DE61F1BD1C1629531CC0CC7D3B830040E61A7C",
    entries: 3_293,
    sha256: "8932b3a666a3f5a1571da0c40f33a126dccdab9f6aa9643a0dd4347c7ca6ffd4",
    ends: [
        ("38737DC1F3BFCD09D5A648C1", "2016-12-05T16:11:02Z", None),
        ("3FFAE06C66B3CB68EFD70049", "2017-03-03T15:44:02Z", None),
    ],
};

const BALTIMORE: Shown = Shown {
    file: "baltimore-omniroot2025-20201116",
    issuer: "C=IE, O=Baltimore, OU=CyberTrust, CN=Baltimore CyberTrust Root",
    this_update: "2020-11-16T17:52:09Z",
    next_update: "2020-12-07T17:52:09Z",
    number: "0x02B4",
    key_id: "E59D5930824758CCACFA085436867B3AB5044DF0",
    entries: 183,
    sha256: "b658eff154504c14065cbfccb4642429062a44a115cc2c8084a960843c031ccc",
    ends: [
        ("072742C2", "2017-09-26T22:04:23Z", Some(Reason::CessationOfOperation)),
        ("042B218922773474328A44BF6D5DEE3D", "2020-07-22T00:28:55Z", Some(Reason::CessationOfOperation)),
    ],
};

const DIGICERT: Shown = Shown {
    file: "digicert-global-ca-g2-20201116",
    issuer: "C=US, O=DigiCert Inc, CN=DigiCert Global CA G2",
    this_update: "2020-11-16T19:01:22Z",
    next_update: "2020-11-23T19:01:22Z",
    number: "0x0A63",
    key_id: "246E2B2DD06A925151256901AA9A47A689E74020",
    entries: 12_807,
    sha256: "ac30a6405a37095e2e62d5de0cada2a91a98c459c77f32698cab61ebf0d03080",
    ends: [
        ("098D445DFB61EF11587DC48AED4F25CD", "2017-12-01T15:29:38Z", None),
        ("0A35BD68301C118A2F889053A553286D", "2020-11-16T14:46:18Z", None),
    ],
};

const LETS_ENCRYPT: Shown = Shown {
    file: "letsencrypt-ye2-96-20261004",
    issuer: "C=US, O=Let's Encrypt, CN=YE2",
    this_update: "2026-10-04T10:04:49Z",
    next_update: "2026-10-13T10:04:48Z",
    number: "0x18DB4B7FD572706D",
    key_id: "B959F28ECF22F086D33748FF761418BA82D85587",
    entries: 1_559,
    sha256: "e692a2a4ef4bb1b28a08f14ea19976f13b713bf4768b54d2147237ac1a5a1722",
    ends: [
        ("057C2A1811B44A3C5E080CD6A1C5743E7FDF", "2026-07-31T19:24:00Z", None),
        ("067A66C7B8F36237F7494CD4EBFBBF611CDF", "2026-10-03T10:06:19Z", None),
    ],
};

fn is_read_as_openssl_shows_it(shown: &Shown) -> Verified<CrlReading> {
    let der = fixture(&format!("crl/{}.crl", shown.file));
    let ends = shown.ends.map(|(digits, ..)| hex::decode(digits).unwrap());
    let issuer = issuer(&format!("crl/{}.issuer.pem", shown.file));
    let crl = verified(&der, &[&ends[0], &ends[1], b"\x01"], &issuer);
    assert_eq!(crl.strength(), &Strength::Strong);
    let reading = crl.value();
    assert_eq!(reading.version, CrlVersion::V2);
    assert_eq!(reading.issuer.to_string(), shown.issuer);
    assert_eq!(reading.this_update, at(shown.this_update));
    assert_eq!(reading.next_update, Some(at(shown.next_update)));
    assert_eq!(reading.number.as_ref().map(CrlNumber::to_string).as_deref(), Some(shown.number));
    assert_eq!(reading.authority.key_id.as_ref().unwrap().to_string(), shown.key_id);
    assert_eq!(reading.entries, shown.entries);
    assert_eq!(reading.oddities, Vec::<CrlOddity>::new());
    assert_eq!((reading.length, reading.trailing), (u64::try_from(der.len()).unwrap(), 0));
    assert_eq!(reading.sha256.unwrap().to_string(), shown.sha256);
    for (digits, date, reason) in shown.ends {
        let Lookup::Listed(entry) = reading.lookup(&serial(digits)) else { panic!("{digits} is listed") };
        assert_eq!((entry.revocation_date, entry.reason), (at(date), reason));
        assert!(entry.certificate_issuer.is_empty());
    }
    assert_eq!(reading.lookup(&serial("01")), Lookup::NotListed);
    assert_eq!(reading.lookup(&serial("02")), Lookup::NotAsked);
    crl
}

#[test]
fn globalsigns_crl_of_2017_verifies_was_fresh_and_is_stale_today() {
    let crl = is_read_as_openssl_shows_it(&GLOBALSIGN);
    let next_update = at("2017-03-11T00:19:32Z");
    assert_eq!(crl.window(at("2017-03-05")), Freshness::Fresh { until: next_update });
    assert_eq!(crl.window(at("2026-11-23")), Freshness::Stale { next_update });
    assert_eq!(crl.window(at("2017-03-03")), Freshness::NotYet { this_update: at("2017-03-04T00:19:32Z") });
    assert_eq!(crl.value().number.as_ref().unwrap().decimal(), "58440");
}

#[test]
fn baltimores_crl_verifies() {
    is_read_as_openssl_shows_it(&BALTIMORE);
}

#[test]
fn digicerts_crl_of_12807_entries_verifies() {
    is_read_as_openssl_shows_it(&DIGICERT);
}

#[test]
fn a_shard_of_lets_encrypt_verifies_and_says_which_shard_it_is() {
    let crl = is_read_as_openssl_shows_it(&LETS_ENCRYPT);
    let point = crl.value().issuing_point.as_ref().unwrap();
    assert_eq!(point.name.as_ref().unwrap().full()[0].to_string(), "http://ye2.c.lencr.org/96.crl");
    assert_eq!(point.kind, certready::pki::crl::Kind::User);
    assert_eq!(crl.value().number.as_ref().unwrap().decimal(), "1791108289223880813");
}

#[test]
fn one_flipped_bit_in_a_date_of_a_real_crl_is_a_bad_signature() {
    use certready::pki::SignatureFault;
    use certready::pki::crl::CrlSignatureFault;

    let mut der = fixture("crl/globalsign-orgval-sha256-g2-20170304.crl");
    let issuer = issuer("crl/globalsign-orgval-sha256-g2-20170304.issuer.pem");
    let date = der.windows(13).position(|part| part == b"161205161106Z").unwrap();
    der[date + 11] ^= 1;
    let fault = verify_crl(&read(&der).unwrap(), &[issuer]).unwrap_err();
    assert!(matches!(fault, CrlSignatureFault::Signature(SignatureFault::Bad { .. })), "{fault}");
}

#[test]
fn the_bodys_digest_is_left_out_where_it_is_not_asked_for() {
    let der = fixture("crl/baltimore-omniroot2025-20201116.crl");
    let reading = read_crl(&*der, &BTreeSet::new(), Body::NotDigested).unwrap();
    assert_eq!((reading.sha256, reading.entries), (None, 183));
}
