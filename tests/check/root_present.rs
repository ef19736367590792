//! `root-present`.

use certready::finding::{Cause, Client, Code, Level, Verdict, Weight};
use certready::observation::{Form, Postfix, Scope, Setting, StoreOrigin, SystemStore};
use certready::vocabulary::Sha1Fingerprint;

use crate::common::case::{self, BUNDLE, Scene};
use crate::common::cert::Cert;
use crate::common::ctl::Ctl;
use crate::common::policy::labels::ROOT;
use crate::common::windows::{kept, offering};

#[test]
fn the_very_certificate_in_the_store_passes() {
    let pki = case::pki();
    let judged = Scene::good(&pki).judge();
    let said = judged.one(Code::RootPresent, ROOT);
    assert_eq!(case::said(said), ("root-present.by-certificate", Level::Pass, None, Weight::Decisive));
    assert!(said.observed().contains(&pki.root.fingerprint().to_string()), "{}", said.observed());
    assert!(said.observed().contains(BUNDLE), "{}", said.observed());
}

#[test]
fn another_certificate_of_the_key_passes_where_the_policy_names_the_key() {
    let pki = case::pki();
    let edition = Cert::ca(ROOT).serial(&[7]).self_signed();
    let named = format!("any_of: [{{ sha256: {} }}]", pki.root.fingerprint());
    let by_key = format!("any_of: [{{ spki_sha256: {} }}]", pki.root.spki_digest());
    let scene = |yaml: Option<(String, String)>| {
        Scene::good(&pki).store(&[&pki.retiring, &edition]).policy(|text| match yaml {
            Some((from, to)) => text.replacing(&from, &to),
            None => text,
        })
    };
    let judged = scene(Some((named, by_key))).judge();
    let said = judged.one(Code::RootPresent, ROOT);
    assert_eq!(case::said(said), ("root-present.by-key", Level::Pass, None, Weight::Decisive));
    assert!(said.observed().contains(&pki.root.spki_digest().to_string()), "{}", said.observed());
    assert!(said.observed().contains(&edition.fingerprint().to_string()), "{}", said.observed());
    // Where it names the certificate alone, nothing else will do.
    assert_eq!(scene(None).judge().said(Code::RootPresent, ROOT).0, "root-present.absent");
}

#[test]
fn a_root_in_no_place_of_the_store_fails() {
    let pki = case::pki();
    let judged = Scene::good(&pki).store(&[&pki.retiring]).judge();
    let said = judged.one(Code::RootPresent, ROOT);
    assert_eq!(case::said(said), ("root-present.absent", Level::Failure, Some(Cause::RootAbsent), Weight::Decisive));
    assert_eq!(said.verify().unwrap(), format!("certready store find {}", pki.root.fingerprint()));
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn a_certificate_of_the_same_name_and_another_key_is_not_the_root() {
    let pki = case::pki();
    let lookalike = Cert::ca(ROOT).key_named("another key").self_signed();
    let judged = Scene::good(&pki).store(&[&pki.retiring, &lookalike]).judge();
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.absent");
}

#[test]
fn a_root_in_a_form_that_the_reader_passes_over_fails_and_says_where() {
    let pki = case::pki();
    for form in [Form::Der, Form::Distrusted, Form::Unhashed] {
        let judged = Scene::good(&pki).store(&[&pki.retiring]).stored(&pki.root, form).judge();
        let said = judged.one(Code::RootPresent, ROOT);
        let expected = ("root-present.passed-over", Level::Failure, Some(Cause::RootWrongStore), Weight::Decisive);
        assert_eq!(case::said(said), expected, "{form:?}");
        assert!(said.observed().contains(BUNDLE), "{}", said.observed());
    }
    for form in [Form::Pem, Form::TrustedPem, Form::Api] {
        let judged = Scene::good(&pki).store(&[&pki.retiring]).stored(&pki.root, form).judge();
        assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.by-certificate", "{form:?}");
    }
}

#[test]
fn a_root_that_postfix_cannot_load_fails_with_the_reason() {
    let pki = case::pki();
    let origin = |unloadable: Option<&str>| {
        StoreOrigin::Postfix(Postfix {
            ca_file: Some(BUNDLE.into()),
            ca_path: None,
            append_default: false,
            level: Some("secure".into()),
            jail: None,
            unloadable: unloadable.map(Into::into),
        })
    };
    let judged = Scene::good(&pki).origin(origin(Some("a broken PEM block"))).judge();
    let said = judged.one(Code::RootPresent, ROOT);
    let expected = ("root-present.unloadable", Level::Failure, Some(Cause::RootWrongStore), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().ends_with("a broken PEM block"), "{}", said.observed());
    let judged = Scene::good(&pki).origin(origin(None)).judge();
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.by-certificate");
}

#[test]
fn a_root_that_may_stand_where_we_did_not_get_to_look_is_unknown() {
    let pki = case::pki();
    let scene = |denied| Scene::good(&pki).store(&[&pki.retiring]).unread("/etc/ssl/more", "no", denied).judge();
    let judged = scene(true);
    let said = judged.one(Code::RootPresent, ROOT);
    let expected = ("root-present.perhaps-unread", Level::Unknown, Some(Cause::StoreIncomplete), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.observed().ends_with("not looked into: /etc/ssl/more"), "{}", said.observed());
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    // Where we looked and nothing could be read, no reader finds a root either.
    assert_eq!(scene(false).said(Code::RootPresent, ROOT).0, "root-present.absent");
}

#[test]
fn a_root_that_was_found_needs_no_other_place() {
    let judged = Scene::good(&case::pki()).unread("/etc/ssl/more", "no", true).judge();
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.by-certificate");
}

#[test]
fn it_decides_for_clients_that_validate_alone() {
    let pki = case::pki();
    let weight = |client| Scene::good(&pki).store(&[]).client(client).judge().one(Code::RootPresent, ROOT).weight;
    assert_eq!(weight(Client::SchannelValidating), Weight::Decisive);
    assert_eq!(weight(Client::OpensslNoRevocation), Weight::Decisive);
    assert_eq!(weight(Client::SchannelOpportunistic), Weight::Supporting);
}

#[test]
fn on_windows_an_absent_root_fails_where_it_would_not_come_and_is_open_where_nobody_knows() {
    let pki = case::pki();
    let absent = |disabled: Setting<u32>| {
        let scene = Scene::good(&pki).store(&[&pki.retiring]).on_windows();
        scene.windows(move |facts, _| facts.root_update.disabled = disabled.clone()).judge()
    };
    let judged = absent(Setting::Is(1));
    let said = judged.one(Code::RootPresent, ROOT);
    let expected = ("root-present.absent-in-windows", Level::Failure, Some(Cause::RootAbsent), Weight::Decisive);
    assert_eq!(case::said(said), expected);
    assert!(said.next().unwrap().contains("restart MSExchangeTransport"), "{:?}", said.next());
    let judged = absent(Setting::Unreadable("access denied".into()));
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.perhaps-on-demand");
    assert_eq!(judged.said(Code::RootPresent, ROOT).1, Level::Unknown);
    // What would come on demand is a warning.
    let list = Ctl::of_roots(&[Sha1Fingerprint::of(pki.root.der()).as_bytes()]).bare();
    let judged = offering(Scene::good(&pki).store(&[&pki.retiring]).on_windows(), &pki.root, &list).judge();
    let expected = ("root-present.on-demand", Level::Warning, Some(Cause::RootOnDemand), Weight::Decisive);
    assert_eq!(judged.said(Code::RootPresent, ROOT), expected);
}

#[test]
fn on_windows_a_root_among_the_intermediates_is_no_anchor() {
    let pki = case::pki();
    let among = kept(Scope::Machine, SystemStore::Ca, ".Default");
    let judged = Scene::good(&pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, among).judge();
    let said = judged.one(Code::RootPresent, ROOT);
    assert_eq!((said.template.id, said.level), ("root-present.other-store", Level::Failure));
    assert!(said.observed().contains(r"LocalMachine\CA\.Default"), "{}", said.observed());
}
