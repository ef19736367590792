//! Endpoints.

use certready::policy::{EndpointKind, Need};

use super::{good, refused, valid};

#[test]
fn endpoints_are_read_as_they_are_written() {
    let policy = valid(&good());
    let kinds: Vec<_> = policy.endpoints.iter().map(|endpoint| endpoint.kind).collect();
    assert_eq!(kinds, [EndpointKind::Crl, EndpointKind::Ocsp, EndpointKind::Aia, EndpointKind::Connect]);
    let ocsp = &policy.endpoints[1];
    assert_eq!((ocsp.issuer.as_deref(), ocsp.asks.as_deref()), (Some("GlobalSign R1"), Some("GlobalSign G3")));
    assert_eq!((&ocsp.need, ocsp.line), (&Need::OneOf("revocation".to_owned()), 44));
    assert_eq!((&policy.endpoints[2].need, &policy.endpoints[3].need), (&Need::Optional, &Need::Required));
    assert_eq!(policy.endpoints[3].issuer, None);
}

#[test]
fn an_unknown_kind_is_guessed() {
    refused("kind: ocsp", "kind: oscp", (44, 11), "`oscp`", "one of crl, ocsp, aia, connect");
    refused("kind: connect", "kind: conect", (53, 11), "`conect`", "`connect`, probably");
}

#[test]
fn a_url_is_http_or_https() {
    let what = "the scheme is `ldap`";
    let url = "url: http://secure.globalsign.com/g3.crt";
    refused(url, "url: ldap://dc/cn=g3", (50, 10), what, "an absolute http or https URL");
    refused(url, "url: g3.crt", (50, 10), "`g3.crt` is no absolute URL", "an absolute http or https URL");
}

#[test]
fn what_comes_from_an_endpoint_is_signed_by_somebody() {
    let aia = "g3.crt\n    issuer: GlobalSign R1";
    refused(aia, "g3.crt", (49, 5), "`issuer` is missing", "the label of the anchor or intermediate that signs");
    let what = "no certificate has the label `R1`";
    refused(aia, "g3.crt\n    issuer: R1", (51, 13), what, "the label of the anchor or intermediate that signs");
}

#[test]
fn a_connection_has_no_issuer() {
    let with_issuer = "crl.globalsign.com:80/\n    issuer: GlobalSign R1";
    refused("crl.globalsign.com:80/", with_issuer, (55, 13), "an issuer for `connect`", "no issuer");
}

#[test]
fn only_ocsp_asks_and_only_for_an_intermediate_of_its_issuer() {
    let aia = "kind: aia";
    refused(aia, "kind: aia\n    asks: GlobalSign G3", (50, 11), "`asks` for `aia`", "`asks` for `ocsp` alone");
    let expected = "the label of an intermediate";
    refused("asks: GlobalSign G3", "asks: GlobalSign R1", (47, 11), "`GlobalSign R1` is none", expected);
    let issuer = "rootr1\n    issuer: GlobalSign R1";
    let what = "`GlobalSign G3` was issued by `GlobalSign R1`";
    refused(issuer, "rootr1\n    issuer: Baltimore", (47, 11), what, "this endpoint's issuer, `Baltimore`, issued");
}

#[test]
fn a_need_is_one_of_three() {
    let expected = "`required`, `one-of GROUP` or `optional`";
    refused("need: optional", "need: maybe", (52, 11), "`maybe`", expected);
    refused("need: optional", "need: one-of The Group", (52, 11), "the group `The Group`", "lower-case letters");
    refused("need: optional", "need: one-of", (52, 11), "`one-of`", expected);
}

#[test]
fn a_url_stands_once_for_each_kind() {
    let what = "http://crl.globalsign.com/root.crl is listed already";
    let kind = "kind: aia\n    url: http://secure.globalsign.com/g3.crt";
    refused(
        kind,
        "kind: crl\n    url: http://crl.globalsign.com/root.crl",
        (49, 5),
        what,
        "each URL once for each kind",
    );
}

#[test]
fn a_url_holds_nothing_that_would_be_dropped() {
    let url = "http://secure.globalsign.com/g3.crt";
    let what = "a user name or password in the URL";
    refused(url, "http://user:secret@secure.globalsign.com/g3.crt", (50, 10), what, "the URL without it");
    refused(url, "http://secure.globalsign.com/g3.crt#part", (50, 10), "a fragment in the URL", "the URL without it");
    valid(&super::with(url, "http://secure.globalsign.com/a@b/g3.crt"));
}
