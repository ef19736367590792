//! A policy from a few facts and from certificates, without a network.

use certready::pki::{Certificate, decode_certificates};
use certready::policy::{self, DraftFault, Drafted, EndpointKind, Facts, Given, Need, Policy, Strictness};

use super::valid;

fn facts() -> Facts {
    Facts {
        id: "mine-2027".to_owned(),
        title: "Mail moves: from \"old\" to new".to_owned(),
        sources: vec!["https://example.com/a: b".to_owned(), "a letter # of 2027".to_owned()],
        as_of: "2027-01-01".to_owned(),
        review_by: "2027-06-01".to_owned(),
        cutover: "2027-03-01T09:00:00+09:00".to_owned(),
        rollout_from: Some("2027-02-01".to_owned()),
        rollout_until: None,
        services: vec!["mx:example.com".parse().unwrap(), "tls://mail.example.com:8443".parse().unwrap()],
    }
}

fn fixture(name: &str) -> Vec<Certificate> {
    let path = format!("{}/tests/fixtures/{name}.pem", env!("CARGO_MANIFEST_DIR"));
    decode_certificates(&std::fs::read(path).unwrap()).items
}

fn embedded(id: &str, name: &str) -> Vec<Certificate> {
    decode_certificates(&policy::find(id).unwrap().files[name]).items
}

fn given(retiring: Vec<Certificate>, incoming: Vec<Certificate>, others: Vec<Certificate>) -> Given {
    Given { retiring, incoming, others }
}

fn drafted(given: &Given) -> (Policy, Drafted) {
    let drafted = policy::draft(&facts(), given).unwrap();
    (valid(&drafted.source), drafted)
}

/// Kind, URL, issuer, whom it asks for, whether it is needed.
fn endpoints(policy: &Policy) -> Vec<String> {
    let line = |one: &policy::Endpoint| {
        let need = match &one.need {
            Need::Required => "required".to_owned(),
            Need::OneOf(group) => group.clone(),
            Need::Optional => "optional".to_owned(),
        };
        let (issuer, asks) = (one.issuer.clone().unwrap(), one.asks.clone().unwrap_or_default());
        format!("{} {} | {issuer} | {asks} | {need}", one.kind.word(), one.url)
    };
    policy.endpoints.iter().map(line).collect()
}

#[test]
fn a_chain_as_presented_and_two_roots_make_a_policy_with_nothing_to_add() {
    let roots = (fixture("roots/globalsign-r1"), fixture("roots/digicert-global-root-ca"));
    let (policy, drafted) = drafted(&given(roots.0, roots.1, fixture("chains/outlook-mx-2021")));
    let (ca, root) = ("DigiCert Cloud Services CA-1", "DigiCert Global Root CA");
    let url = |host: &str, path: &str| format!("http://{host}.digicert.com/{path}");
    assert_eq!(
        endpoints(&policy),
        [
            format!("crl {} | {root} |  | digicert-cloud-services-ca-1-crl", url("crl4", "DigiCertGlobalRootCA.crl")),
            format!("crl {} | {root} |  | digicert-cloud-services-ca-1-crl", url("crl3", "DigiCertGlobalRootCA.crl")),
            format!("ocsp {} | {root} | {ca} | required", url("ocsp", "")),
            format!("crl {} | {ca} |  | service-crl", url("crl3", "DigiCertCloudServicesCA-1-g1.crl")),
            format!("crl {} | {ca} |  | service-crl", url("crl4", "DigiCertCloudServicesCA-1-g1.crl")),
            format!("ocsp {} | {ca} |  | required", url("ocspx", "")),
            format!("aia {} | {root} |  | optional", url("cacerts", "DigiCertCloudServicesCA-1.crt")),
        ]
    );
    assert_eq!(policy::lint(&policy, Strictness::Strict), []);
    let presented = &policy.presents[0];
    assert_eq!((presented.common_name.as_str(), presented.unit.as_deref()), ("mail.protection.outlook.com", None));
    assert_eq!((presented.key.as_str(), presented.names.len()), ("RSA 2048", 8));
    // What a person gave stands there as it was given.
    assert_eq!(policy.title.as_str(), facts().title);
    assert_eq!(policy.sources.iter().map(ToString::to_string).collect::<Vec<_>>(), facts().sources);
    assert_eq!(policy.cutover.at.to_string(), "2027-03-01T00:00:00Z");
    assert_eq!(
        policy.services.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["mx:example.com:25", "tls://mail.example.com:8443"]
    );
    assert!(drafted.passed_over.is_empty());
    let names: Vec<&str> = drafted.source.files.keys().map(String::as_str).collect();
    assert_eq!(names, ["digicert-cloud-services-ca-1.pem", "digicert-global-root-ca.pem", "globalsign-root-ca.pem"]);
}

#[test]
fn certificates_of_one_key_are_one_root_whoever_signed_them() {
    // mx.google.com presents its root as cross-signed by GlobalSign's R1.
    let chain = fixture("chains/google-mx-2021-with-cross");
    let (policy, _) = drafted(&given(fixture("roots/globalsign-r1"), fixture("roots/gts-root-r1"), chain));
    let [root] = &policy.incoming[..] else { panic!("{:?}", policy.incoming) };
    let by: Vec<String> = root.known.iter().map(|one| one.issuer().label().to_string()).collect();
    assert_eq!(
        (root.label.as_str(), by),
        ("GTS Root R1", vec!["GTS Root R1".to_owned(), "GlobalSign Root CA".to_owned()])
    );
    assert_eq!(root.spki.len(), 1);
    assert_eq!(policy.intermediates[0].issuer, "GTS Root R1");
}

#[test]
fn a_cross_certificate_that_the_catalogue_knows_is_listed_unasked() {
    // As lint --strict would advise.
    let r46 = fixture("roots/globalsign-r46");
    let issuer = embedded("globalsign-r46", "globalsign-gcc-r46-ov-tls-ca-2025.pem");
    let (policy, _) = drafted(&given(fixture("roots/globalsign-r3"), r46, issuer));
    assert_eq!(policy.incoming[0].known.len(), 4);
    let codes: Vec<_> =
        policy::lint(&policy, Strictness::Strict).into_iter().filter_map(|one| one.kind.code()).collect();
    // No certificate of the service was given: what it would say stays to be said.
    assert_eq!(codes, ["nothing-presented", "nothing-for-the-leaf"]);
}

#[test]
fn intermediates_stand_below_their_issuers_in_whatever_order_they_came() {
    let mut chain = fixture("chains/letsencrypt-2026-09");
    chain.reverse();
    let (policy, _) = drafted(&given(Vec::new(), fixture("roots/isrg-root-x1"), chain));
    let below: Vec<_> = policy.intermediates.iter().map(|one| (one.label.as_str(), one.issuer.as_str())).collect();
    assert_eq!(below, [("ISRG Root X2", "ISRG Root X1"), ("Root YE", "ISRG Root X2"), ("YE2", "Root YE")]);
    // Let's Encrypt has CRLs alone; the service's is the part that its certificate names.
    assert!(policy.endpoints.iter().all(|one| one.kind != EndpointKind::Ocsp));
    assert!(endpoints(&policy).contains(&"crl http://ye2.c.lencr.org/96.crl | YE2 |  | required".to_owned()));
    assert!(endpoints(&policy).contains(&"aia http://ye2.i.lencr.org/ | Root YE |  | optional".to_owned()));
}

#[test]
fn a_root_among_the_certificates_is_where_the_service_moves_to_unless_one_is_named() {
    let all = [fixture("chains/outlook-mx-2021"), fixture("roots/digicert-global-root-ca")].concat();
    let (policy, _) = drafted(&given(Vec::new(), Vec::new(), all.clone()));
    assert_eq!(policy.incoming[0].label, "DigiCert Global Root CA");
    let r46 = fixture("roots/globalsign-r46");
    let (_, drafted) = drafted(&given(Vec::new(), r46, fixture("roots/digicert-global-root-ca")));
    let [(certificate, why)] = &drafted.passed_over[..] else { panic!("{:?}", drafted.passed_over) };
    assert_eq!(certificate.label().as_str(), "DigiCert Global Root CA");
    assert_eq!(*why, "a root that neither --incoming nor --retiring names");
}

#[test]
fn of_the_old_chain_its_root_and_what_it_presented_are_kept() {
    let old = fixture("chains/outlook-mx-2021");
    let new = embedded("exchange-online-smtp-2026", "microsoft-tls-rsa-root-g2-by-digicert-g2.pem");
    let all = [old, new].concat();
    let roots = (fixture("roots/digicert-global-root-ca"), fixture("roots/digicert-global-root-g2"));
    let (policy, drafted) = drafted(&given(roots.0, roots.1, all));
    assert_eq!(policy.intermediates.len(), 1);
    assert_eq!(drafted.passed_over[0].1, "it belongs to the chain that is left");
    let presented: Vec<_> = policy.presents.iter().map(|one| (one.side, one.root.as_str())).collect();
    assert_eq!(presented, [(policy::Side::Retiring, "DigiCert Global Root CA")]);
}

#[test]
fn a_missing_issuer_is_named_and_where_it_can_be_had() {
    let leaf = fixture("leaves/outlook-mx-leaf-2021");
    let given = given(Vec::new(), fixture("roots/digicert-global-root-ca"), leaf.clone());
    let fault = policy::draft(&facts(), &given).unwrap_err();
    let words = |text: &str| certready::vocabulary::Shown::new(text);
    let (certificate, issuer) = (words("mail.protection.outlook.com"), words("DigiCert Cloud Services CA-1"));
    assert_eq!(fault, DraftFault::NoIssuer { certificate, issuer });
    let wanted: Vec<String> = policy::wanted(&given).iter().map(ToString::to_string).collect();
    assert_eq!(wanted, ["http://cacerts.digicert.com/DigiCertCloudServicesCA-1.crt"]);
    let whole = Given { others: fixture("chains/outlook-mx-2021"), ..given };
    assert_eq!(policy::wanted(&whole), []);
    let rootless = Given { others: leaf, ..Given::default() };
    assert_eq!(policy::draft(&facts(), &rootless).unwrap_err(), DraftFault::NoRoot);
}

#[test]
fn facts_that_make_no_policy_are_said_by_the_parser() {
    let wrong = Facts { review_by: "2026-12-31".to_owned(), ..facts() };
    let given = given(Vec::new(), fixture("roots/digicert-global-root-ca"), Vec::new());
    let source = policy::draft(&wrong, &given).unwrap().source;
    let found = super::one(&source);
    assert_eq!(
        (found.2.as_str(), found.3.as_str()),
        ("2026-12-31T00:00:00Z", "a day after `as_of`, 2027-01-01T00:00:00Z")
    );
}
