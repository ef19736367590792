//! `own-certificate`.

use certready::finding::{Cause, Client, Code, Leg, Level, Verdict, Weight};
use certready::observation::{ExchangeCertificate, KeyAccess, OwnKey, OwnSource, OwnUnread, Scope, SystemStore};
use certready::pki::public_roots;
use certready::vocabulary::Sha1Fingerprint;
use rcgen::ExtendedKeyUsagePurpose::{ClientAuth, ServerAuth};

use crate::common::case::{self, Judged, Scene};
use crate::common::cert::{Cert, Issued};
use crate::common::key::{Algorithm, KeyKind};
use crate::common::pki::{TestPki, day};
use crate::common::windows::kept;

const MAIL: &str = "mail-01.certready.test";

/// A certificate for servers and clients, of the PKI's intermediate.
fn cert() -> Cert {
    Cert::leaf(MAIL).extended_usages(&[ServerAuth, ClientAuth])
}

fn issued(pki: &TestPki, change: impl FnOnce(Cert) -> Cert) -> Issued {
    change(cert()).issued_by(&pki.intermediate)
}

/// The ids of a scene in which this host presents this, with the intermediate beside it.
fn ids(pki: &TestPki, own: &Issued) -> Vec<&'static str> {
    Scene::good(pki).own(&[own, &pki.intermediate], |_| {}).judge().ids(Code::OwnCertificate)
}

/// The same where everything else is good: a CA of one's own is worth a notice.
fn only(pki: &TestPki, own: &Issued, id: &'static str) -> Judged {
    let judged = Scene::good(pki).own(&[own, &pki.intermediate], |_| {}).judge();
    let mut ids = judged.ids(Code::OwnCertificate);
    ids.retain(|id| *id != "own-certificate.of-own-ca");
    assert_eq!(ids, [id]);
    judged
}

#[test]
fn one_that_is_good_for_both_in_a_whole_chain_passes_and_nothing_is_said_where_none_was_looked_for() {
    let pki = case::pki();
    let judged = only(&pki, &issued(&pki, |cert| cert), "own-certificate.good");
    let said = judged.by_id("own-certificate.good");
    assert_eq!((said.level, said.weight, said.leg), (Level::Pass, Weight::Decisive, Some(Leg::Inbound)));
    assert_eq!(judged.verdict(), Verdict::Ready);
    assert!(Scene::good(&pki).judge().all(Code::OwnCertificate).is_empty());
    // Who ignores trust is not decided by it.
    let own = issued(&pki, |cert| cert.valid(day(-300), day(-1)));
    let opportunistic = Scene::good(&pki).own(&[&own], |_| {}).client(Client::SchannelOpportunistic).judge();
    assert_eq!(opportunistic.by_id("own-certificate.expired").weight, Weight::Supporting);
}

#[test]
fn a_host_with_exchange_is_told_how_to_have_its_certificate_looked_at() {
    let pki = case::pki();
    let judged = Scene::good(&pki).on_windows().judge();
    let said = judged.by_id("own-certificate.not-looked-at");
    assert_eq!((said.level, said.cause), (Level::Notice, None));
    assert!(said.observed().contains("15.2.1748.10"), "{}", said.observed());
    assert_eq!(judged.verdict(), Verdict::Ready);
    let own = issued(&pki, |cert| cert);
    let given = Scene::good(&pki).on_windows().own(&[&own, &pki.intermediate], |_| {}).judge();
    assert!(!given.ids(Code::OwnCertificate).contains(&"own-certificate.not-looked-at"));
}

#[test]
fn what_was_named_and_holds_none_fails_and_what_may_not_be_read_is_unknown() {
    let pki = case::pki();
    let scene = |source, denied| {
        Scene::good(&pki).own_facts(move |facts, _| {
            let (place, reason) = ("/etc/own.pem".into(), "why".into());
            facts.unread.push(OwnUnread { source, place, reason, denied });
        })
    };
    let judged = scene(OwnSource::Asked, false).judge();
    let absent = ("own-certificate.absent", Level::Failure, Some(Cause::CertificateAbsent), Weight::Decisive);
    assert_eq!(judged.said(Code::OwnCertificate, "/etc/own.pem"), absent);
    assert_eq!(judged.verdict(), Verdict::NotReady);
    let judged = scene(OwnSource::Asked, true).judge();
    assert_eq!(judged.said(Code::OwnCertificate, "/etc/own.pem").0, "own-certificate.not-read");
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    // Nobody asked for what Postfix's settings name.
    assert_eq!(scene(OwnSource::PostfixServer, false).judge().verdict(), Verdict::ReadyWithWarnings);
    assert_eq!(scene(OwnSource::PostfixServer, true).judge().verdict(), Verdict::ReadyWithWarnings);
}

#[test]
fn its_validity_is_judged_now_and_through_the_cutover_with_a_margin() {
    // The cutover lies thirty days ahead.
    let pki = case::pki();
    let until = |days| issued(&pki, |cert| cert.valid(day(-300), day(days)));
    let expired = only(&pki, &until(-1), "own-certificate.expired");
    assert_eq!(expired.by_id("own-certificate.expired").cause, Some(Cause::Expired));
    assert_eq!(expired.verdict(), Verdict::NotReady);
    let before = only(&pki, &until(29), "own-certificate.ends-before");
    assert_eq!(before.by_id("own-certificate.ends-before").level, Level::Warning);
    assert_eq!(before.verdict(), Verdict::ReadyWithWarnings);
    let soon = only(&pki, &until(43), "own-certificate.ends-soon");
    assert!(soon.by_id("own-certificate.ends-soon").observed().contains("13 days after"));
    only(&pki, &until(44), "own-certificate.good");
    let ahead = issued(&pki, |cert| cert.valid(day(1), day(300)));
    assert_eq!(only(&pki, &ahead, "own-certificate.not-yet").verdict(), Verdict::NotReady);
}

#[test]
fn its_key_must_be_there_and_readable_for_networkservice_where_that_was_seen() {
    let pki = case::pki();
    let own = issued(&pki, |cert| cert);
    let scene = |key: OwnKey| {
        let chain = [&own, &pki.intermediate];
        Scene::good(&pki).own(&chain, move |own| own.key = key.clone()).judge()
    };
    let present = |access| OwnKey::Present { place: Some(r"C:\key".into()), access };
    let judged = scene(OwnKey::Absent);
    let said = judged.by_id("own-certificate.no-key");
    assert_eq!((said.level, said.cause), (Level::Failure, Some(Cause::PrivateKeyAbsent)));
    let judged = scene(present(KeyAccess::Refused));
    let said = judged.by_id("own-certificate.key-refused");
    assert_eq!((said.level, said.cause), (Level::Failure, Some(Cause::PrivateKeyRefused)));
    assert!(said.observed().contains(r"C:\key"), "{}", said.observed());
    assert_eq!(judged.verdict(), Verdict::NotReady);
    let judged = scene(present(KeyAccess::NotKnown("C:\\key: access denied".into())));
    let said = judged.by_id("own-certificate.key-not-known");
    assert_eq!((said.level, said.weight), (Level::Unknown, Weight::Supporting));
    assert!(said.observed().contains("access denied"), "{}", said.observed());
    for key in [present(KeyAccess::Allowed), present(KeyAccess::NotAsked), OwnKey::NotSeen] {
        let judged = scene(key.clone());
        let pass = judged.by_id("own-certificate.good");
        let read = matches!(key, OwnKey::Present { access: KeyAccess::Allowed, .. });
        assert_eq!(pass.observed().contains("NetworkService may read it"), read, "{}", pass.observed());
    }
}

#[test]
fn without_a_dns_name_it_warns_and_without_this_hosts_own_it_is_noted() {
    let pki = case::pki();
    let judged = only(&pki, &issued(&pki, |cert| cert.names(&[])), "own-certificate.no-names");
    assert_eq!(judged.by_id("own-certificate.no-names").level, Level::Warning);
    let other = issued(&pki, |cert| cert.names(&["smtp.certready.test"]));
    assert_eq!(ids(&pki, &other), ["own-certificate.good", "own-certificate.of-own-ca", "own-certificate.other-names"]);
    let judged = Scene::good(&pki).own(&[&other, &pki.intermediate], |_| {}).judge();
    let said = judged.by_id("own-certificate.other-names");
    assert!(said.observed().contains("smtp.certready.test") && said.observed().contains("mail-01"), "{said:?}");
    // What a wildcard covers can't be told by a short name.
    only(&pki, &issued(&pki, |cert| cert.names(&["*.certready.test"])), "own-certificate.good");
}

#[test]
fn it_must_be_for_servers_and_should_be_for_clients() {
    let pki = case::pki();
    let judged =
        only(&pki, &issued(&pki, |cert| cert.extended_usages(&[ClientAuth])), "own-certificate.not-for-servers");
    assert_eq!(judged.verdict(), Verdict::NotReady);
    let judged =
        only(&pki, &issued(&pki, |cert| cert.extended_usages(&[ServerAuth])), "own-certificate.not-for-clients");
    let said = judged.by_id("own-certificate.not-for-clients");
    assert_eq!((said.level, said.cause, said.leg), (Level::Warning, Some(Cause::PurposeMissing), Some(Leg::Outbound)));
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    // Without the extension nothing is restricted (RFC 5280 §4.2.1.12).
    only(&pki, &issued(&pki, |cert| cert.extended_usages(&[])), "own-certificate.good");
}

/// Postfix has a certificate for each side, and what a client alone would need is nothing to the server's.
#[test]
fn of_a_side_of_postfix_only_its_own_use_is_asked() {
    let pki = case::pki();
    let own = issued(&pki, |cert| cert.extended_usages(&[ServerAuth]));
    let scene = |source| {
        let scene = Scene::good(&pki).own(&[&own, &pki.intermediate], move |own| own.source = source);
        scene.judge().ids(Code::OwnCertificate)
    };
    assert_eq!(scene(OwnSource::PostfixServer), ["own-certificate.good", "own-certificate.of-own-ca"]);
    assert_eq!(scene(OwnSource::PostfixClient), ["own-certificate.of-own-ca", "own-certificate.not-for-clients"]);
    let own = issued(&pki, |cert| cert.extended_usages(&[ClientAuth]));
    let ids = |source| {
        let scene = Scene::good(&pki).own(&[&own, &pki.intermediate], move |own| own.source = source);
        scene.judge().ids(Code::OwnCertificate)
    };
    assert_eq!(ids(OwnSource::PostfixServer), ["own-certificate.of-own-ca", "own-certificate.not-for-servers"]);
    assert_eq!(ids(OwnSource::PostfixClient), ["own-certificate.good", "own-certificate.of-own-ca"]);
}

/// A policy that knows of this end, of the PKI's own CA or of all.
fn ending(scene: Scene, organisations: &str, on: i64) -> Scene {
    let entry = format!(
        "client_authentication_ends:\n  - by: Certready Test CA\n    organisations: {organisations}\n    on: {}\n    \
         source: its announcement",
        day(on)
    );
    scene.policy(|policy| policy.more(&entry))
}

#[test]
fn a_ca_that_stops_to_issue_for_clients_warns_where_the_next_renewal_comes_after() {
    let pki = case::pki();
    let own = issued(&pki, |cert| cert.valid(day(-30), day(100)));
    let scene = |organisations, on| {
        ending(Scene::good(&pki), organisations, on).own(&[&own, &pki.intermediate], |_| {}).judge()
    };
    let judged = scene("[Certready Test]", 99);
    let said = judged.by_id("own-certificate.client-use-ends");
    assert_eq!((said.level, said.cause, said.leg), (Level::Warning, Some(Cause::ClientUseEnds), Some(Leg::Outbound)));
    assert!(said.observed().contains("its announcement"), "{}", said.observed());
    let judged = scene("[Certready Test]", 101);
    assert_eq!(judged.by_id("own-certificate.client-use-ends").level, Level::Notice);
    assert_eq!(judged.by_id("own-certificate.good").level, Level::Pass);
    // Another CA's end is no matter, nor is what concerns public CAs alone.
    for judged in [scene("[Somebody Else]", 99), scene("[]", 99)] {
        assert_eq!(judged.ids(Code::OwnCertificate), ["own-certificate.good", "own-certificate.of-own-ca"]);
    }
}

#[test]
fn a_public_root_is_told_from_one_that_this_host_alone_trusts() {
    let pki = case::pki();
    let root = &public_roots()[0];
    let der = root.der().to_vec();
    let judged = Scene::good(&pki)
        .own_facts(move |facts, objects| {
            let chain = vec![objects.put(&der).unwrap()];
            let (source, place, key) = (OwnSource::Asked, "root.pem".into(), OwnKey::NotSeen);
            facts.certificates.push(certready::observation::OwnCertificate {
                source,
                place,
                chain,
                key,
                described: None,
            });
        })
        .judge();
    let ids = judged.ids(Code::OwnCertificate);
    assert!(!ids.contains(&"own-certificate.of-own-ca") && !ids.contains(&"own-certificate.self-signed"), "{ids:?}");
    let judged = only(&pki, &issued(&pki, |cert| cert), "own-certificate.good");
    let said = judged.by_id("own-certificate.of-own-ca");
    assert_eq!((said.level, said.cause), (Level::Notice, Some(Cause::TlsUntrusted)));
}

#[test]
fn one_signed_with_its_own_key_warns_and_is_noted_where_postfix_has_it_by_default() {
    let pki = case::pki();
    let own = cert().self_signed();
    let scene = |source| Scene::good(&pki).own(&[&own], move |own| own.source = source).judge();
    let said = |judged: &Judged| {
        let said = judged.by_id("own-certificate.self-signed");
        (said.level, said.cause, said.weight)
    };
    let asked = scene(OwnSource::Asked);
    assert_eq!(said(&asked), (Level::Warning, Some(Cause::TlsUntrusted), Weight::Decisive));
    assert!(asked.by_id("own-certificate.self-signed").next().unwrap().contains("450 4.4.317"));
    let found = scene(OwnSource::PostfixServer);
    assert_eq!(said(&found), (Level::Notice, Some(Cause::TlsUntrusted), Weight::Supporting));
    assert_eq!(found.verdict(), Verdict::Ready);
    assert!(!found.ids(Code::OwnCertificate).contains(&"own-certificate.good"));
}

#[test]
fn a_chain_must_be_whole_in_the_file_or_in_the_stores() {
    let pki = case::pki();
    let own = issued(&pki, |cert| cert);
    let judged = Scene::good(&pki).own(&[&own], |_| {}).judge();
    let said = judged.by_id("own-certificate.incomplete");
    assert_eq!((said.level, said.cause), (Level::Failure, Some(Cause::IntermediateAbsent)));
    assert!(said.observed().contains("Certready Test CA G1"), "{}", said.observed());
    // Schannel sends what stands in the machine's store of intermediates.
    let stored = Scene::good(&pki).on_windows().own(&[&own], |_| {});
    let stored = stored.kept(&pki.intermediate, kept(Scope::Machine, SystemStore::Ca, ".Default")).judge();
    assert!(stored.ids(Code::OwnCertificate).contains(&"own-certificate.good"));
    // Exchange's file has the certificate alone; on another host than its own nobody knows what stands beside it.
    let elsewhere = Scene::good(&pki).own(&[&own], |own| own.source = OwnSource::Exchange);
    assert_eq!(elsewhere.judge().by_id("own-certificate.not-judged").weight, Weight::Supporting);
    let at_home = Scene::good(&pki).on_windows().own(&[&own], |own| own.source = OwnSource::Exchange).judge();
    assert_eq!(at_home.by_id("own-certificate.incomplete").level, Level::Failure);
    // Of a store that was not read whole, nobody knows.
    let unread = Scene::good(&pki).own(&[&own], |_| {}).unread("/etc/x.pem", "permission denied", true).judge();
    let said = unread.by_id("own-certificate.not-judged");
    assert_eq!((said.level, said.weight), (Level::Unknown, Weight::Supporting));
}

#[test]
fn a_root_that_nobody_trusts_warns_and_a_broken_path_fails() {
    let pki = case::pki();
    let stranger = Cert::ca("Another Root").self_signed();
    let own = cert().issued_by(&stranger);
    let judged = Scene::good(&pki).own(&[&own, &stranger], |_| {}).judge();
    let said = judged.by_id("own-certificate.unknown-root");
    assert_eq!((said.level, said.cause), (Level::Warning, Some(Cause::TlsUntrusted)));
    let no_ca = Cert::ca("No CA").not_a_ca().issued_by(&pki.root);
    let own = cert().issued_by(&no_ca);
    let judged = Scene::good(&pki).own(&[&own, &no_ca], |_| {}).judge();
    let said = judged.by_id("own-certificate.broken");
    assert_eq!((said.level, said.cause), (Level::Failure, Some(Cause::PathInvalid)));
}

#[test]
fn a_short_key_and_sha_1_warn() {
    let pki = case::pki();
    let short = issued(&pki, |cert| cert.key(KeyKind::Rsa1024));
    let judged = only(&pki, &short, "own-certificate.weak");
    assert!(judged.by_id("own-certificate.weak").observed().contains("1024 bits"));
    let rsa = case::pki_plan().keys(KeyKind::Rsa2048).build();
    let own = cert().signed_with(Algorithm::RsaSha1).issued_by(&rsa.intermediate);
    let judged = only(&rsa, &own, "own-certificate.weak");
    let said = judged.by_id("own-certificate.weak");
    assert_eq!((said.level, said.cause), (Level::Warning, Some(Cause::WeakSignature)));
    assert!(said.observed().contains("SHA-1"), "{}", said.observed());
}

#[test]
fn a_description_without_bytes_is_judged_by_what_it_says() {
    let pki = case::pki();
    let scene = |until: i64| {
        Scene::good(&pki).own(&[], move |own| {
            own.source = OwnSource::Exchange;
            own.described = Some(ExchangeCertificate {
                thumbprint: Sha1Fingerprint::of(b"own"),
                services: "SMTP".into(),
                subject: Some("CN=mail-01".into()),
                issuer: None,
                not_before: Some(day(-30)),
                not_after: Some(day(until)),
                has_private_key: Some(true),
                self_signed: Some(false),
                status: None,
                domains: vec![MAIL.into()],
            });
        })
    };
    let judged = scene(300).judge();
    assert_eq!(judged.ids(Code::OwnCertificate), ["own-certificate.described"]);
    assert_eq!(judged.by_id("own-certificate.described").weight, Weight::Supporting);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    assert!(scene(-1).judge().ids(Code::OwnCertificate).contains(&"own-certificate.expired"));
}

#[test]
fn one_that_two_sources_name_is_judged_once() {
    let pki = case::pki();
    let own = issued(&pki, |cert| cert);
    let scene = Scene::good(&pki).own(&[&own, &pki.intermediate], |own| own.source = OwnSource::PostfixServer);
    let judged = scene.own(&[&own], |own| own.source = OwnSource::PostfixClient).judge();
    assert_eq!(judged.ids(Code::OwnCertificate), ["own-certificate.good", "own-certificate.of-own-ca"]);
}
