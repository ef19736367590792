//! `root-trusted`.

use certready::finding::{Cause, Code, Level, Verdict, Weight};
use certready::observation::{Kept, OsAnswer, Scope, Setting, SystemStore};
use certready::vocabulary::Sha1Fingerprint;

use crate::common::case::{self, Scene};
use crate::common::cert::Cert;
use crate::common::ctl::{Ctl, DISALLOWED_LIST, SHA1};
use crate::common::policy::labels::ROOT;
use crate::common::windows::{kept, machine_root};

const SERVER: &str = "1.3.6.1.5.5.7.3.1";
const CLIENT: &str = "1.3.6.1.5.5.7.3.2";

fn disallowed(scope: Scope) -> Kept {
    kept(scope, SystemStore::Disallowed, ".Default")
}

/// A scene in which Windows' chain engine distrusts every chain.
fn distrusted(scene: Scene) -> Scene {
    scene.windows(|facts, _| {
        for chain in &mut facts.chains {
            if let OsAnswer::Chain { errors, .. } = &mut chain.answer {
                *errors |= 0x0400_0000;
            }
        }
    })
}

#[test]
fn a_root_that_nothing_disallows_is_trusted() {
    let pki = case::pki();
    let judged = Scene::good(&pki).on_windows().judge();
    assert_eq!(judged.said(Code::RootTrusted, ROOT), ("root-trusted.trusted", Level::Pass, None, Weight::Decisive));
    assert_eq!(judged.verdict(), Verdict::Ready);
    assert!(Scene::good(&pki).judge().all(Code::RootTrusted).is_empty());
}

#[test]
fn a_copy_in_the_machines_disallowed_wins_over_the_listed_one() {
    let pki = case::pki();
    let judged = Scene::good(&pki).on_windows().kept(&pki.root, disallowed(Scope::Machine)).judge();
    let expected = ("root-trusted.disallowed", Level::Failure, Some(Cause::RootDisallowed), Weight::Decisive);
    assert_eq!(judged.said(Code::RootTrusted, ROOT), expected);
    assert_eq!(judged.said(Code::RootPresent, ROOT).0, "root-present.by-certificate");
    assert_eq!(judged.verdict(), Verdict::NotReady);
}

#[test]
fn in_the_accounts_disallowed_it_warns_unless_windows_distrusts_the_chain() {
    let pki = case::pki();
    let scene = || Scene::good(&pki).on_windows().kept(&pki.root, disallowed(Scope::Account));
    let warned = ("root-trusted.disallowed-elsewhere", Level::Warning, Some(Cause::RootDisallowed), Weight::Decisive);
    let judged = scene().judge();
    assert_eq!(judged.said(Code::RootTrusted, ROOT), warned);
    assert_eq!(judged.verdict(), Verdict::ReadyWithWarnings);
    assert_eq!(distrusted(scene()).judge().said(Code::RootTrusted, ROOT).1, Level::Failure);
}

#[test]
fn another_certificate_of_its_key_in_disallowed_warns_and_names_where() {
    let pki = case::pki();
    let edition = Cert::ca(ROOT).serial(&[7]).self_signed();
    let judged = Scene::good(&pki).on_windows().kept(&edition, disallowed(Scope::Machine)).judge();
    let said = judged.one(Code::RootTrusted, ROOT);
    assert_eq!((said.template.id, said.level), ("root-trusted.disallowed-elsewhere", Level::Warning));
    assert!(
        said.observed().contains(r"another certificate of its key stands in LocalMachine\Disallowed"),
        "{}",
        said.observed()
    );
    // Another key's certificate in there is nobody's matter.
    let stranger = Cert::ca("Another Root").key_named("another key").self_signed();
    let judged = Scene::good(&pki).on_windows().kept(&stranger, disallowed(Scope::Machine)).judge();
    assert_eq!(judged.said(Code::RootTrusted, ROOT).0, "root-trusted.trusted");
}

#[test]
fn a_list_of_disallowed_certificates_that_could_not_be_read_is_unknown() {
    let pki = case::pki();
    let refused = Scene::good(&pki).on_windows().windows(|facts, _| {
        facts.root_update.disallowed = Setting::Unreadable(r"HKLM\SOFTWARE\X: access denied".into());
    });
    let judged = refused.judge();
    let said = judged.one(Code::RootTrusted, ROOT);
    assert_eq!((said.template.id, said.level), ("root-trusted.not-known", Level::Unknown));
    assert!(said.observed().contains("access denied"), "{}", said.observed());
    assert_eq!(judged.verdict(), Verdict::Undetermined);
    // So are bytes that are no list.
    let garbled = Scene::good(&pki).on_windows().windows(|facts, objects| {
        facts.root_update.disallowed = Setting::Is(objects.put(b"no list").unwrap());
    });
    assert_eq!(garbled.judge().said(Code::RootTrusted, ROOT).0, "root-trusted.not-known");
}

#[test]
fn a_copy_without_a_use_that_the_service_needs_is_constrained() {
    let pki = case::pki();
    let cases: [(&[&str], Option<&str>); 6] = [
        (&[], Some("no use at all")),
        (&[SERVER], Some("not for clients")),
        (&[CLIENT], Some("not for servers")),
        (&["1.3.6.1.5.5.7.3.4"], Some("not for servers and not for clients")),
        (&[SERVER, CLIENT], None),
        (&["2.5.29.37.0"], None),
    ];
    for (usages, limits) in cases {
        let limited = Kept { usages: Some(usages.iter().map(|one| (*one).into()).collect()), ..machine_root() };
        let judged = Scene::good(&pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, limited).judge();
        let said = judged.one(Code::RootTrusted, ROOT);
        match limits {
            Some(words) => {
                let expected =
                    ("root-trusted.constrained", Level::Failure, Some(Cause::RootConstrained), Weight::Decisive);
                assert_eq!(case::said(said), expected, "{usages:?}");
                assert!(said.observed().contains(words), "{}", said.observed());
            }
            None => assert_eq!(said.template.id, "root-trusted.trusted", "{usages:?}"),
        }
    }
}

#[test]
fn a_bare_copy_beside_a_constrained_one_warns_unless_windows_distrusts_the_chain() {
    let pki = case::pki();
    let limited = Kept { usages: Some(Vec::new()), ..kept(Scope::Machine, SystemStore::AuthRoot, ".Default") };
    let scene = || Scene::good(&pki).on_windows().kept(&pki.root, limited.clone());
    let expected = ("root-trusted.constrained-in-part", Level::Warning, Some(Cause::RootConstrained), Weight::Decisive);
    assert_eq!(scene().judge().said(Code::RootTrusted, ROOT), expected);
    assert_eq!(distrusted(scene()).judge().said(Code::RootTrusted, ROOT).1, Level::Failure);
}

#[test]
fn a_date_in_the_store_fails_the_root_once_it_has_come_and_warns_before() {
    let pki = case::pki();
    let with = |change: &dyn Fn(&mut Kept)| {
        let mut limited = machine_root();
        change(&mut limited);
        let scene = Scene::good(&pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, limited);
        let judged = scene.judge();
        let said = judged.one(Code::RootTrusted, ROOT);
        (said.template.id, said.level)
    };
    let (failed, warned) = (("root-trusted.constrained", Level::Failure), ("root-trusted.dated", Level::Warning));
    // The policy's cutover is what is judged.
    assert_eq!(with(&|kept| kept.disabled = Some(pki.day(-1))), failed);
    assert_eq!(with(&|kept| kept.disabled = Some(pki.day(4_000))), warned);
    // What was issued until then counts on; a certificate lives 398 days at the most.
    assert_eq!(with(&|kept| kept.not_before = Some(pki.day(-1_000))), failed);
    assert_eq!(with(&|kept| kept.not_before = Some(pki.day(-1))), warned);
}

/// The root programme sets dates for code signing alone on roots that most TLS servers have.
#[test]
fn a_date_for_another_use_limits_nothing_and_one_for_a_needed_use_does() {
    const CODE_SIGNING: &str = "1.3.6.1.5.5.7.3.3";
    let pki = case::pki();
    let with = |usages: &[&str], date: Option<i64>| {
        let usages = Some(usages.iter().map(|one| (*one).into()).collect::<Vec<_>>());
        let at = date.map(|days| pki.day(days));
        let limited = [
            Kept { disabled: at, disabled_usages: usages.clone(), ..machine_root() },
            Kept { not_before: at, not_before_usages: usages, ..machine_root() },
        ];
        limited.map(|limited| {
            let scene = Scene::good(&pki).store(&[&pki.retiring]).on_windows().kept(&pki.root, limited);
            let judged = scene.judge();
            let said = judged.one(Code::RootTrusted, ROOT);
            (said.template.id, said.observed())
        })
    };
    for (id, _) in with(&[CODE_SIGNING], Some(-1_000)) {
        assert_eq!(id, "root-trusted.trusted");
    }
    for (id, observed) in with(&[CODE_SIGNING, CLIENT], Some(-1_000)) {
        assert_eq!(id, "root-trusted.constrained");
        assert!(observed.contains("not trusted for clients"), "{observed}");
    }
    // Uses without a date are taken at all times; of what is issued after no date, there is none.
    let [disabled, not_before] = with(&[SERVER], None);
    assert_eq!((disabled.0, not_before.0), ("root-trusted.constrained", "root-trusted.trusted"));
}

#[test]
fn a_root_that_services_do_not_find_is_root_presents_matter() {
    let pki = case::pki();
    let judged = Scene::good(&pki).store(&[&pki.retiring]).on_windows().judge();
    assert_eq!(judged.said(Code::RootTrusted, ROOT).0, "root-trusted.absent");
}

#[test]
fn a_root_that_the_list_of_disallowed_certificates_names_has_lost_its_trust() {
    let pki = case::pki();
    let sha1 = Sha1Fingerprint::of(pki.root.der());
    let judged = |list: Vec<u8>| {
        let scene = Scene::good(&pki).on_windows().windows(move |facts, objects| {
            facts.root_update.disallowed = Setting::Is(objects.put(&list).unwrap());
        });
        scene.judge()
    };
    let listed = judged(Ctl::new(DISALLOWED_LIST, SHA1, &[sha1.as_bytes()]).bare());
    let expected = ("root-trusted.listed", Level::Failure, Some(Cause::RootDisallowed), Weight::Decisive);
    assert_eq!(listed.said(Code::RootTrusted, ROOT), expected);
    assert_eq!(listed.verdict(), Verdict::NotReady);
    let others = judged(Ctl::new(DISALLOWED_LIST, SHA1, &[&[7; 20]]).bare());
    assert_eq!(others.said(Code::RootTrusted, ROOT).0, "root-trusted.trusted");
}
