//! What a proxy says of itself, by its status and its headers.

use certready::case::Shortfall::{self, Failed, NotLooked};
use certready::finding::Cause;
use certready::observation::{ExchangeFault, Header, ProxyFault, Reached};

use crate::common::case::{self, Scene};
use crate::common::pki::paths;

/// What a good fetch comes to behind a proxy that answers with this status and these headers: to the request itself, and to
/// CONNECT.
fn behind(status: u16, headers: &[(&str, &str)]) -> [Option<Shortfall>; 2] {
    let pki = case::pki();
    let kept: Vec<Header> =
        headers.iter().map(|(name, value)| Header { name: (*name).into(), value: (*value).into() }).collect();
    let answered = Scene::good(&pki).status(&pki.url(paths::CRL), status).evidence().observations.fetches;
    let mut fetch = answered.into_iter().find(|fetch| fetch.id.url.as_str() == pki.url(paths::CRL)).unwrap();
    fetch.proxy = Some("http://proxy:3128".into());
    if let Reached::Answered { answer, .. } = &mut fetch.reached {
        answer.headers.clone_from(&kept);
    }
    let to_request = Shortfall::of(&fetch);
    let fault = Some(ExchangeFault::Proxy(ProxyFault::Refused(status, kept)));
    fetch.reached = Reached::Connected { attempts: Vec::new(), fault, hops: Vec::new() };
    [to_request, Shortfall::of(&fetch)]
}

#[test]
fn squid_s_reason_is_a_cause() {
    for (error, cause) in [
        ("ERR_ACCESS_DENIED 0", Cause::ProxyDenied),
        ("ERR_DNS_FAIL 0", Cause::ProxyDns),
        ("ERR_CONNECT_FAIL 110", Cause::ProxyConnect),
        ("ERR_CANNOT_FORWARD 0", Cause::ProxyConnect),
        ("ERR_READ_ERROR 0", Cause::ProxyDns),
        ("ERR_READ_ERROR 104", Cause::ProxyConnect),
        ("ERR_ZERO_SIZE_OBJECT 0", Cause::ProxyConnect),
    ] {
        assert_eq!(behind(503, &[("x-squid-error", error)]), [Some(Failed(cause)); 2], "{error}");
    }
}

#[test]
fn an_error_of_proxy_status_is_a_cause() {
    for (error, cause) in [
        ("dns_error; rcode=\"NXDOMAIN\"", Cause::ProxyDns),
        ("dns_timeout", Cause::ProxyDns),
        ("http_request_denied", Cause::ProxyDenied),
        ("destination_ip_prohibited", Cause::ProxyDenied),
        ("connection_refused", Cause::ProxyConnect),
        ("connection_timeout", Cause::ProxyConnect),
        ("destination_ip_unroutable", Cause::ProxyConnect),
    ] {
        let value = format!("proxy.example; error={error}");
        assert_eq!(behind(502, &[("proxy-status", &value)]), [Some(Failed(cause)); 2], "{error}");
    }
    // What says nothing of the way leaves the status; a tunnel that is refused is denied.
    let other = behind(502, &[("proxy-status", "proxy.example; error=http_response_incomplete")]);
    assert_eq!(other, [Some(Failed(Cause::Status(502))), Some(Failed(Cause::ProxyConnect))]);
    // The last member is the proxy that was asked (RFC 9209 §2); what one nearer to the origin says is not its word.
    let of_another = "cdn.example; error=http_request_denied; details=\"a, b\", proxy.example; received-status=504";
    assert_eq!(behind(504, &[("proxy-status", of_another)])[0], Some(Failed(Cause::Status(504))));
    let nearest = "cdn.example; error=http_request_denied, proxy.example; error=connection_timeout";
    assert_eq!(behind(504, &[("proxy-status", nearest)])[0], Some(Failed(Cause::ProxyConnect)));
}

#[test]
fn tinyproxy_names_itself_where_the_answer_is_its_own() {
    let own = [("server", "tinyproxy/1.11.1")];
    assert_eq!(behind(500, &own), [Some(Failed(Cause::ProxyConnect)); 2]);
    assert_eq!(behind(403, &own), [Some(Failed(Cause::ProxyDenied)); 2]);
    assert_eq!(behind(401, &own), [Some(Failed(Cause::ProxyAuth)); 2]);
    assert_eq!(behind(404, &own)[0], Some(Failed(Cause::Status(404))));
    // The CA's own server behind it.
    assert_eq!(behind(500, &[("server", "nginx"), ("via", "1.1 tinyproxy")])[0], Some(Failed(Cause::Status(500))));
}

#[test]
fn a_challenge_that_a_service_meets_with_its_account_is_not_looked_at_to_the_end() {
    for (offer, wanted) in [
        ("Negotiate", NotLooked(Cause::ProxyAuth)),
        ("NTLM TlRMTVNTUAAC", NotLooked(Cause::ProxyAuth)),
        ("Basic realm=\"x\"", Failed(Cause::ProxyAuth)),
        ("Digest realm=\"x\", qop=\"auth\"", Failed(Cause::ProxyAuth)),
        ("Basic realm=\"Sign in, NTLM users\"", Failed(Cause::ProxyAuth)),
        ("Basic realm=\"a \\\" quote, Negotiate\"", Failed(Cause::ProxyAuth)),
        ("Basic realm=\"x\", Negotiate", NotLooked(Cause::ProxyAuth)),
    ] {
        assert_eq!(behind(407, &[("proxy-authenticate", offer)]), [Some(wanted); 2], "{offer}");
    }
}

#[test]
fn a_tunnel_that_is_refused_without_a_word_is_told_by_the_status() {
    for (status, cause) in [
        (403, Cause::ProxyDenied),
        (405, Cause::ProxyDenied),
        (500, Cause::ProxyConnect),
        (502, Cause::ProxyConnect),
        (503, Cause::ProxyConnect),
        (504, Cause::ProxyConnect),
    ] {
        assert_eq!(behind(status, &[])[1], Some(Failed(cause)), "{status}");
    }
}
