//! Real objects through the whole judgement, each at its own time: a policy by hand, the bytes as the CAs published them, and
//! what the checks say then and later.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use certready::evidence::{Asked, Evidence, Objects};
use certready::examine::{Content, CrlRefusal, OcspRefusal, examine};
use certready::finding::{Cause, Code, Level, Weight};
use certready::observation::{
    Answer, Attempt, BodyEnd, Connect, Ended, Fetch, HostFacts, Observations, ProxyChoice, Reached, RouteFacts,
    StoreFacts, StoreOrigin,
};
use certready::plan::{Target, plan};
use certready::policy::{PolicySource, parse};
use certready::vocabulary::Timestamp;

use crate::common::case::{Judged, Said};
use crate::common::pki::at;
use crate::pki::{fixture, real};

/// The anchor, the intermediate below it, and what is published where.
struct Published {
    anchor: &'static str,
    intermediate: &'static str,
    /// Kind, URL, whose it is (`anchor` or `intermediate`), and the file below `tests/fixtures`.
    endpoints: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

const GLOBALSIGN: Published = Published {
    anchor: "roots/globalsign-r1.pem",
    intermediate: "intermediates/globalsign-orgval-sha256-g2-by-r1.pem",
    endpoints: &[(
        "crl",
        "http://crl.globalsign.com/gs/gsorganizationvalsha2g2.crl",
        "intermediate",
        "crl/globalsign-orgval-sha256-g2-20170304.crl",
    )],
};

const BALTIMORE: Published = Published {
    anchor: "roots/baltimore-cybertrust-root.pem",
    intermediate: "cross/baltimore-to-digicert-global-root.pem",
    endpoints: &[(
        "crl",
        "http://crl3.digicert.com/Omniroot2025.crl",
        "anchor",
        "crl/baltimore-omniroot2025-20201116.crl",
    )],
};

const DIGICERT: Published = Published {
    anchor: "roots/digicert-global-root-g2.pem",
    intermediate: "crl/digicert-global-ca-g2-20201116.issuer.pem",
    endpoints: &[(
        "crl",
        "http://crl3.digicert.com/DigiCertGlobalCAG2.crl",
        "intermediate",
        "crl/digicert-global-ca-g2-20201116.crl",
    )],
};

impl Published {
    /// The policy, with a cutover.
    fn policy(&self, cutover: &str) -> PolicySource {
        let digest = |path| real(path).fingerprint().to_string();
        let mut yaml = format!(
            "schema: certready.policy/1\nid: real\ntitle: Real objects\nsources: [the tests]\nas_of: 2016-01-01\n\
             review_by: 2030-01-01\ncutover: {cutover}\n\
             incoming:\n  - label: anchor\n    any_of: [{{ sha256: {} }}]\n    certificates: [anchor.pem]\n\
             intermediates:\n  - label: intermediate\n    issuer: anchor\n    sha256: {}\n    certificate: below.pem\n\
             endpoints:\n",
            digest(self.anchor),
            digest(self.intermediate),
        );
        for (kind, url, issuer, _) in self.endpoints {
            let _ = write!(yaml, "  - kind: {kind}\n    url: {url}\n    issuer: {issuer}\n    need: required\n");
        }
        let files = [("anchor.pem", self.anchor), ("below.pem", self.intermediate)];
        let files = files.map(|(name, path)| (name.to_owned(), fixture(path)));
        PolicySource { name: "real".into(), yaml, files: BTreeMap::from(files) }
    }

    /// A run at this time, in which each of the endpoints answered with its file and everything else with 404.
    fn observed(&self, observed: Timestamp, cutover: &str) -> Evidence {
        let objects = Objects::new();
        let source = self.policy(cutover);
        let policy = parse(&source).unwrap_or_else(|problems| panic!("{problems}\n{}", source.yaml));
        let targets = plan(&policy, &[], &[]).targets;
        let fetches = targets.iter().map(|target| self.fetched(target, observed, &objects)).collect();
        let store = StoreFacts {
            origin: StoreOrigin::System,
            certificates: Vec::new(),
            unread: Vec::new(),
            searched: Vec::new(),
        };
        let host = HostFacts { name: None, os: "Linux".into(), account: None, account_id: None, postfix: None };
        let route = RouteFacts {
            choice: ProxyChoice::None,
            http_proxy: None,
            https_proxy: None,
            origin: None,
            bypass: Vec::new(),
            search: None,
        };
        let observations = Observations {
            started: observed,
            took_ms: 1,
            ended: Ended::Complete,
            bounds: None,
            compared: None,
            host,
            route,
            windows: None,
            exchange: None,
            connectors: None,
            own: None,
            inbound: None,
            store,
            fetches,
            mx: Vec::new(),
            services: Vec::new(),
            urls_left_out: 0,
        };
        Evidence {
            tool: "0.1.0 (test)".into(),
            policy: source,
            asked: Asked::default(),
            observations,
            objects,
            manifest: None,
        }
    }

    fn fetched(&self, target: &Target, observed: Timestamp, objects: &Objects) -> Fetch {
        let published = self.endpoints.iter().find(|(_, url, ..)| target.id.url.as_str() == *url);
        let bytes = published.map(|(.., path)| fixture(path));
        let answer = Answer {
            status: if bytes.is_some() { 200 } else { 404 },
            remote: None,
            headers: Vec::new(),
            date: None,
            age: None,
            announced: None,
            bytes: bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
            body: bytes.map(|bytes| objects.put(&bytes).unwrap()),
            end: BodyEnd::Complete,
            head_ms: 10,
            at: observed,
        };
        let attempts = vec![Attempt {
            address: "192.0.2.1:80".parse().unwrap(),
            outcome: Connect::Connected,
            took_ms: 3,
            told_by: None,
        }];
        Fetch {
            id: target.id.clone(),
            named_by: target.named_by.clone(),
            offset_ms: Some(2),
            took_ms: 20,
            proxy: None,
            instead: None,
            resolvers: Vec::new(),
            tls: None,
            reached: Reached::Answered { attempts, answer, hops: Vec::new(), redirect: None },
        }
    }

    /// What a check says of the first endpoint, observed and judged at this time, before a cutover.
    fn said(&self, code: Code, observed: &str, cutover: &str) -> Said {
        self.judged(observed, cutover).said(code, self.endpoints[0].1)
    }

    fn judged(&self, observed: &str, cutover: &str) -> Judged {
        Judged::of(&self.observed(at(observed), cutover), &Asked::default())
    }
}

const fn pass(id: &'static str) -> Said {
    (id, Level::Pass, None, Weight::Decisive)
}

const fn failed(id: &'static str, cause: Cause) -> Said {
    (id, Level::Failure, Some(cause), Weight::Decisive)
}

#[test]
fn globalsign_s_crl_of_2017_is_signed_in_scope_and_fresh_in_its_week() {
    let judged = GLOBALSIGN.judged("2017-03-05", "2017-03-10");
    let url = GLOBALSIGN.endpoints[0].1;
    assert_eq!(judged.said(Code::CrlSigned, url), pass("crl-signed.signed"));
    assert_eq!(judged.said(Code::CrlScope, url), pass("crl-scope.covers"));
    assert_eq!(judged.said(Code::CrlFresh, url), pass("crl-fresh.fresh"));
    let signed = judged.one(Code::CrlSigned, url).observed();
    assert!(signed.starts_with("signed by GlobalSign Organization Validation CA - SHA256 - G2 with "), "{signed}");
    let genuine = judged.one(Code::EndpointGenuine, url).observed();
    assert!(genuine.ends_with("with 3293 entries"), "{genuine}");
    let leaf = "the service's certificate, issued by intermediate";
    assert_eq!(judged.said(Code::RevocationPath, leaf), pass("revocation-path.learnt"));
}

#[test]
fn it_is_stale_from_the_second_after_its_next_update_on() {
    assert_eq!(GLOBALSIGN.said(Code::CrlFresh, "2017-03-11T00:19:32Z", "2017-03-11"), pass("crl-fresh.fresh"));
    let stale = failed("crl-fresh.stale", Cause::Stale);
    assert_eq!(GLOBALSIGN.said(Code::CrlFresh, "2017-03-11T00:19:33Z", "2017-03-11"), stale);
    // Before it was made it is from the future.
    let ahead = failed("crl-fresh.not-yet", Cause::NotYetValid);
    assert_eq!(GLOBALSIGN.said(Code::CrlFresh, "2017-03-01", "2017-03-10"), ahead);
}

#[test]
fn today_it_is_stale_and_matters_no_more_since_its_issuer_has_ended() {
    let evidence = GLOBALSIGN.observed(at("2026-11-23"), "2017-03-10");
    let url = GLOBALSIGN.endpoints[0].1;
    let ended = ("endpoint.impossible-path", Level::NotApplicable, Some(Cause::Expired), Weight::Supporting);
    assert_eq!(Judged::of(&evidence, &Asked::default()).said(Code::CrlFresh, url), ended);
    // Judged for its own week, what was fetched today is as stale as it is.
    let asked = Asked { as_of: Some(at("2017-03-05")), ..Asked::default() };
    assert_eq!(Judged::of(&evidence, &asked).said(Code::CrlFresh, url), failed("crl-fresh.stale", Cause::Stale));
}

#[test]
fn baltimore_s_crl_of_2020_tells_of_the_cross_certificate_that_it_issued() {
    let judged = BALTIMORE.judged("2020-11-17", "2020-12-01");
    let url = BALTIMORE.endpoints[0].1;
    assert_eq!(judged.said(Code::CrlSigned, url), pass("crl-signed.signed"));
    assert_eq!(judged.said(Code::CrlScope, url), pass("crl-scope.covers"));
    assert_eq!(judged.said(Code::CrlFresh, url), pass("crl-fresh.fresh"));
    // Its OCSP responder answers with 404 here: one of its sources is enough, and the other is named.
    let path = judged.said(Code::RevocationPath, "intermediate");
    assert_eq!((path.0, path.2), ("revocation-path.some-down", Some(Cause::Status(404))));
}

#[test]
fn digicert_s_crl_of_2020_is_signed_in_scope_and_fresh_in_its_week() {
    let judged = DIGICERT.judged("2020-11-17", "2020-11-20");
    let url = DIGICERT.endpoints[0].1;
    assert_eq!(judged.said(Code::CrlSigned, url), pass("crl-signed.signed"));
    assert_eq!(judged.said(Code::CrlScope, url), pass("crl-scope.covers"));
    assert_eq!(judged.said(Code::CrlFresh, url), pass("crl-fresh.fresh"));
    assert_eq!(DIGICERT.said(Code::CrlFresh, "2020-11-24", "2020-11-30"), failed("crl-fresh.stale", Cause::Stale));
    let genuine = judged.one(Code::EndpointGenuine, url).observed();
    assert!(genuine.ends_with("with 12807 entries"), "{genuine}");
}

#[test]
fn one_ca_s_crl_at_another_s_url_is_of_the_wrong_issuer() {
    let swapped = Published {
        endpoints: &[(
            "crl",
            "http://crl.globalsign.com/gs/gsorganizationvalsha2g2.crl",
            "intermediate",
            DIGICERT_FILE,
        )],
        ..GLOBALSIGN
    };
    let said = swapped.said(Code::CrlSigned, "2017-03-05", "2017-03-10");
    assert_eq!(said, failed("crl-signed.wrong-issuer", Cause::WrongIssuer));
}

const DIGICERT_FILE: &str = "crl/digicert-global-ca-g2-20201116.crl";

/// A leaf of 2026 below *Let's Encrypt YE2*, and the shard of the CRL that it names. YE2 stands for the anchor.
fn shard(url: &'static str) -> Said {
    let endpoints: &'static [_] = Box::leak(Box::new([("crl", url, "anchor", "crl/letsencrypt-ye2-96-20261004.crl")]));
    let published = Published {
        anchor: "intermediates/letsencrypt-ye2.pem",
        intermediate: "crl/letsencrypt-ye2-96-leaf.pem",
        endpoints,
    };
    published.said(Code::CrlScope, "2026-10-05", "2026-10-10")
}

#[test]
fn let_s_encrypt_s_shard_covers_at_its_own_url_the_leaf_that_names_it() {
    assert_eq!(shard("http://ye2.c.lencr.org/96.crl"), pass("crl-scope.covers"));
}

#[test]
fn what_a_body_is_depends_on_what_was_asked_for() {
    // An OCSP answer where a CRL should be is not understood, and the other way round.
    let crossed = Published {
        endpoints: &[
            ("crl", "http://crl.globalsign.com/x.crl", "intermediate", "ocsp/digicert-20261003.der"),
            ("ocsp", "http://ocsp.globalsign.com/x", "intermediate", DIGICERT_FILE),
        ],
        ..GLOBALSIGN
    };
    let evidence = crossed.observed(at("2017-03-05"), "2017-03-10");
    let policy = parse(&evidence.policy).unwrap();
    let examined = examine(&policy, &evidence);
    let (mut crls, mut answers) = (0, 0);
    for body in examined.bodies.values() {
        match &body.content {
            Content::Crl(Err(CrlRefusal::Unread(_))) => crls += 1,
            Content::Ocsp(Err(OcspRefusal::Unread(_))) => answers += 1,
            _ => {}
        }
    }
    assert_eq!((crls, answers), (1, 2));
}

#[test]
fn each_refusal_that_a_real_responder_gives_is_a_refusal() {
    for (file, cause) in [
        ("ocsp/refused-try-later.der", "tryLater"),
        ("ocsp/refused-unauthorized.der", "unauthorized"),
        ("ocsp/refused-internal-error.der", "internalError"),
        ("ocsp/refused-malformed.der", "malformedRequest"),
        ("ocsp/refused-sig-required.der", "sigRequired"),
    ] {
        let endpoints: &'static [_] =
            Box::leak(Box::new([("ocsp", "http://ocsp.globalsign.com/x", "intermediate", file)]));
        let evidence = Published { endpoints, ..GLOBALSIGN }.observed(at("2017-03-05"), "2017-03-10");
        let policy = parse(&evidence.policy).unwrap();
        let examined = examine(&policy, &evidence);
        let refused = examined.bodies.iter().filter(|(id, _)| id.url.as_str() == "http://ocsp.globalsign.com/x");
        let refused: Vec<String> = refused
            .map(|(_, body)| match &body.content {
                Content::Ocsp(Err(OcspRefusal::Status(status))) => status.to_string(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(refused, [cause, cause]);
    }
}
