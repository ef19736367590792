//! `endpoint-genuine`.

use certready::case::Case;
use certready::evaluate::judge;
use certready::examine::{Content, examine};
use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{BodyEnd, Connect, Header, Hop, Reached};
use certready::policy::parse;
use certready::vocabulary::HttpUrl;

use crate::common::case::{self, Judged, Said, Scene};
use crate::common::cert::pkcs7;
use crate::common::encoding::{gzip, pem};
use crate::common::ocsp::OcspError;
use crate::common::pki::{TestPki, day, paths};

const PAGE: &[u8] = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body>Welcome</body></html>";
const FORTIGATE: &[u8] = include_bytes!("../fixtures/blockpages/fortigate-web-filter-violation.html");

fn pass() -> Said {
    ("endpoint-genuine.genuine", Level::Pass, None, Weight::Decisive)
}

fn intercepted(cause: Cause) -> Said {
    ("endpoint-genuine.intercepted", Level::Failure, Some(cause), Weight::Decisive)
}

fn other_form(cause: Cause) -> Said {
    ("endpoint-genuine.other-form", Level::Failure, Some(cause), Weight::Decisive)
}

fn said(judged: &Judged, url: &str) -> Said {
    judged.said(Code::EndpointGenuine, url)
}

/// What is said of the intermediate's CRL, which the policy requires, where these bytes come in its place.
fn crl(bytes: impl FnOnce(&TestPki) -> Vec<u8>) -> (Said, String) {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let judged = Scene::good(&pki).body(&url, &bytes(&pki)).judge();
    (said(&judged, &url), judged.one(Code::EndpointGenuine, &url).observed())
}

#[test]
fn a_crl_an_answer_and_a_certificate_are_genuine() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    for url in [pki.url(paths::CRL), format!("{} (GET)", pki.url(paths::ROOT_OCSP)), pki.url(paths::AIA)] {
        assert_eq!(said(&judged, &url), pass());
    }
    let observed = judged.one(Code::EndpointGenuine, &pki.url(paths::CRL)).observed();
    assert!(observed.ends_with("with 0 entries"), "{observed}");
}

#[test]
fn a_page_with_status_200_is_intercepted_and_its_title_named() {
    let (said, observed) = crl(|_| PAGE.to_vec());
    assert_eq!(said, intercepted(Cause::BodyHtml));
    assert_eq!(observed, "intercepted: with status 200 came an HTML page, titled \"Welcome\"");
}

#[test]
fn what_answered_is_named_by_its_own_headers() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).body(&url, PAGE).answer(&url, |answer| {
        answer.headers.push(Header { name: "via".into(), value: "1.1 filter".into() });
        answer.headers.push(Header { name: "server".into(), value: "Filter/2".into() });
    });
    let observed = scene.judge().one(Code::EndpointGenuine, &url).observed();
    assert!(observed.ends_with("(server: Filter/2, via: 1.1 filter)"), "{observed}");
}

#[test]
fn a_page_of_a_known_filter_is_named_by_its_product() {
    let (said, observed) = crl(|_| FORTIGATE.to_vec());
    assert_eq!(said, intercepted(Cause::BlockPage));
    assert!(observed.contains("a page of FortiGate"), "{observed}");
}

/// What is said of the intermediate's CRL where these bytes come with status 403. Empty where nothing is.
fn refused(bytes: &[u8], proxy: bool) -> Vec<&'static str> {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki).body(&url, bytes).fetch(&url, move |fetch, _| {
        fetch.proxy = proxy.then(|| "http://proxy:3128".into());
        if let Reached::Answered { answer, .. } = &mut fetch.reached {
            answer.status = 403;
            if proxy {
                let squid = Header { name: "x-squid-error".into(), value: "ERR_ACCESS_DENIED 0".into() };
                answer.headers.push(squid);
            }
        }
    });
    let judged = scene.judge();
    let all = judged.all(Code::EndpointGenuine);
    all.iter().filter(|one| one.target.as_str() == url).map(|one| one.template.id).collect()
}

#[test]
fn behind_a_refusal_a_filter_s_page_is_named_and_any_other_may_be_the_ca_s_own() {
    assert_eq!(refused(FORTIGATE, false), ["endpoint-genuine.intercepted"]);
    assert_eq!(refused(PAGE, false), [""; 0]);
    assert_eq!(refused(&pem("X509 CRL", &case::pki().crl().der()).into_bytes(), false), [""; 0]);
}

#[test]
fn what_a_proxy_says_of_itself_is_no_interception() {
    assert_eq!(refused(FORTIGATE, true), [""; 0]);
}

#[test]
fn a_filter_s_marks_on_the_object_itself_make_no_page_of_it() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let scene = Scene::good(&pki)
        .answer(&url, |answer| answer.headers.push(Header { name: "server".into(), value: "Zscaler/6.2".into() }));
    assert_eq!(said(&scene.judge(), &url), pass());
}

/// The intermediate's CRL with these bytes, over a redirect to this host.
fn redirected(to: &str, bytes: &[u8]) -> Said {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let (from, to) = (HttpUrl::parse(&url).unwrap(), HttpUrl::parse(to).unwrap());
    let scene = Scene::good(&pki).body(&url, bytes).fetch(&url, move |fetch, _| {
        if let Reached::Answered { hops, .. } = &mut fetch.reached {
            hops.push(Hop { from: from.clone(), status: 302, to: to.clone() });
        }
    });
    said(&scene.judge(), &url)
}

#[test]
fn a_page_on_another_host_is_a_portal() {
    assert_eq!(redirected("http://portal.certready.test/login", PAGE), intercepted(Cause::RedirectPortal));
    assert_eq!(redirected("http://ca.certready.test/login", PAGE), intercepted(Cause::BodyHtml));
    assert_eq!(redirected("http://cdn.certready.test/x.crl", &case::pki().crl().der()), pass());
}

#[test]
fn pem_gzip_and_nothing_are_named_as_what_they_are() {
    assert_eq!(crl(|pki| pem("X509 CRL", &pki.crl().der()).into_bytes()).0, other_form(Cause::BodyPem));
    assert_eq!(crl(|pki| gzip(&pki.crl().der())).0, other_form(Cause::BodyGzip));
    assert_eq!(crl(|_| Vec::new()).0, other_form(Cause::BodyEmpty));
}

#[test]
fn certificates_in_pem_are_another_form_and_in_pkcs_7_the_right_one() {
    let pki = case::pki();
    let url = pki.url(paths::AIA);
    let text = pem("CERTIFICATE", pki.intermediate.der());
    let judged = Scene::good(&pki).body(&url, text.as_bytes()).judge();
    // The policy names it as optional.
    let notice = ("endpoint-genuine.other-form", Level::Notice, Some(Cause::BodyPem), Weight::Supporting);
    assert_eq!(said(&judged, &url), notice);
    let judged = Scene::good(&pki).body(&url, &pkcs7(&[&pki.intermediate])).judge();
    assert_eq!(said(&judged, &url), pass());
    let observed = judged.one(Code::EndpointGenuine, &url).observed();
    assert_eq!(observed, "1 certificate(s) in PKCS #7");
}

#[test]
fn bytes_that_no_decoder_takes_are_not_understood() {
    let expected = ("endpoint-genuine.not-understood", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive);
    assert_eq!(crl(|_| vec![0x30, 0x03, 0x02, 0x01, 0x05]).0, expected);
    assert_eq!(crl(|_| b"not a crl".to_vec()).0, expected);
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    assert_eq!(Scene::good(&pki).body(&url, b"not a crl").judge().verdict(), Verdict::Undetermined);
}

#[test]
fn bytes_behind_the_object_are_counted() {
    let warning = ("endpoint-genuine.trailing-bytes", Level::Warning, Some(Cause::BodyTrailingBytes), Weight::Decisive);
    let (of_crl, observed) = crl(|pki| [pki.crl().der(), b"\r\n".to_vec()].concat());
    assert_eq!(of_crl, warning);
    assert!(observed.ends_with("and 2 bytes behind its end"), "{observed}");
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let judged = Scene::good(&pki).body(&url, &[pki.root_ocsp().der(), vec![0]].concat()).judge();
    assert_eq!(said(&judged, &format!("{url} (GET)")), warning);
}

#[test]
fn bytes_behind_a_crl_that_nobody_in_play_signed_are_counted_as_well() {
    let (said, observed) = crl(|pki| [pki.crl().signed_by(&pki.retiring).der(), vec![0]].concat());
    assert_eq!(said.0, "endpoint-genuine.trailing-bytes");
    assert!(observed.contains("says it is of"), "{observed}");
}

fn typed(path: &str, content_type: Option<&'static str>) -> Vec<Said> {
    let pki = case::pki();
    let url = pki.url(path);
    let scene = Scene::good(&pki).answer(&url, move |answer| {
        answer.headers.retain(|header| header.name.as_str() != "content-type");
        answer.headers.extend(content_type.map(|value| Header { name: "content-type".into(), value: value.into() }));
    });
    let judged = scene.judge();
    let all = judged.all(Code::EndpointGenuine);
    let target = if path.starts_with("/ocsp") { format!("{url} (GET)") } else { url };
    all.iter().filter(|one| one.target.as_str() == target).map(|one| case::said(one)).collect()
}

#[test]
fn another_content_type_is_a_notice_beside_the_pass() {
    let notice = ("endpoint-genuine.content-type", Level::Notice, Some(Cause::WrongContentType), Weight::Decisive);
    assert_eq!(typed(paths::CRL, Some("application/octet-stream")), [pass(), notice]);
    assert_eq!(typed(paths::ROOT_OCSP, Some("text/plain")), [pass(), notice]);
    assert_eq!(typed(paths::AIA, Some("application/pkix-crl")), [pass(), notice]);
}

#[test]
fn each_content_type_that_cas_use_rightly_is_right_in_any_case_and_with_parameters() {
    for right in ["application/pkix-crl", "Application/PKIX-CRL; charset=binary", "application/x-pkcs7-crl"] {
        assert_eq!(typed(paths::CRL, Some(right)), [pass()]);
    }
    assert_eq!(typed(paths::AIA, Some("application/x-x509-ca-cert")), [pass()]);
    assert_eq!(typed(paths::CRL, None), [pass()]);
}

#[test]
fn an_error_status_is_an_ocsp_response() {
    let pki = case::pki();
    let url = pki.url(paths::ROOT_OCSP);
    let judged = Scene::good(&pki).body(&url, &OcspError::TryLater.der()).judge();
    assert_eq!(said(&judged, &format!("{url} (POST)")), pass());
}

#[test]
fn what_broke_off_or_never_came_is_not_looked_at_here() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let none = |scene: Scene| {
        let judged = scene.judge();
        assert!(judged.all(Code::EndpointGenuine).iter().all(|one| one.target.as_str() != url));
    };
    none(Scene::good(&pki).body(&url, PAGE).answer(&url, |answer| answer.end = BodyEnd::Truncated));
    none(Scene::good(&pki).unreachable(&url, Connect::Refused));
    none(Scene::good(&pki).status(&url, 404));
}

#[test]
fn bytes_that_our_own_disk_does_not_give_back_are_unknown() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let evidence = Scene::good(&pki).evidence();
    let policy = parse(&evidence.policy).unwrap();
    let mut examined = examine(&policy, &evidence);
    let body = examined.bodies.iter_mut().find(|(id, _)| id.url.as_str() == url).unwrap().1;
    body.content = Content::HostIo(std::io::ErrorKind::StorageFull);
    let case = Case::new(&policy, &evidence, &examined, &evidence.asked);
    let findings = judge(&case, &evidence.asked).findings;
    let one = findings.iter().find(|one| one.code == Code::EndpointGenuine && one.target.as_str() == url).unwrap();
    let host_io = ("endpoint-genuine.host-io", Level::Unknown, Some(Cause::HostIo), Weight::Decisive);
    assert_eq!(case::said(one), host_io);
    assert!(!one.observed().contains('{'), "{}", one.observed());
    let leaf = findings.iter().find(|one| one.code == Code::RevocationPath && one.target.as_str().contains("service"));
    assert_eq!(leaf.unwrap().cause, Some(Cause::HostIo));
}

#[test]
fn what_serves_an_ended_intermediate_alone_does_not_matter() {
    let pki = case::pki_plan().intermediate(|cert| cert.valid(day(-10), day(20))).build();
    let url = pki.url(paths::CRL);
    let judged = Scene::good(&pki).body(&url, PAGE).judge();
    let impossible = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(said(&judged, &url), impossible);
}

#[test]
fn what_a_single_url_gives_is_told_by_its_bytes() {
    let pki = case::pki();
    let url = pki.url(paths::CRL);
    let said = |body: &[u8]| Scene::good(&pki).urls(&[&url], &[]).body(&url, body).judge();
    let unknown = ("endpoint-genuine.unrecognised", Level::Unknown, Some(Cause::NotUnderstood), Weight::Decisive);
    assert_eq!(said(b"neither a CRL nor a certificate").said(Code::EndpointGenuine, &url), unknown);
    assert_eq!(said(&pki.crl().der()).by_id("endpoint-genuine.genuine").level, Level::Pass);
}
