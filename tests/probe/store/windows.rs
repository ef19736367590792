//! Windows' own stores: entries of each kind are put into the registry, and read as what they are. Each test has certificates
//! of its own, and asks for those alone.

use std::process::Command;

use certready::evidence::Objects;
use certready::observation::{
    ChainPurpose, Form, Kept, OsAnswer, OsChain, Scope, StoreFacts, StoreOrigin, SystemStore,
};
use certready::pki::Certificate;
use certready::plan::ChainQuestions;
use certready::probe::store::{StoreChoice, Surroundings, ask_chains, read_store};
use certready::vocabulary::{Digest, Shown, Timestamp};

use crate::common::cert::Cert;
use crate::common::der;
use crate::common::pki::{day, now};
use crate::common::registry::{
    DEFAULT, DISABLED, DISABLED_USAGES, ENTERPRISE, Entry, FRIENDLY_NAME, GROUP_POLICY, NOT_BEFORE, NOT_BEFORE_USAGES,
    USAGES,
};

const SERVER: &str = "1.3.6.1.5.5.7.3.1";
const CODE_SIGNING: &str = "1.3.6.1.5.5.7.3.3";

fn root(name: &str) -> Certificate {
    Cert::ca(name).self_signed().certificate()
}

fn read() -> StoreFacts {
    let around = Surroundings { cert_file: Some("nowhere.pem".into()), ..Surroundings::of_process() };
    read_store(&StoreChoice::Host, &Objects::new(), &around)
}

/// What the stores keep beside a certificate, in the order of its places.
fn kept(facts: &StoreFacts, certificate: &Certificate) -> Vec<Kept> {
    let object = Digest::of(certificate.der());
    let found = facts.certificates.iter().find(|one| one.object == object);
    let places = found.map(|one| one.places.clone()).unwrap_or_default();
    places
        .into_iter()
        .map(|place| {
            assert_eq!(place.form, Form::Kept);
            let kept = place.kept.unwrap();
            assert_eq!(place.path.as_str(), kept.to_string());
            kept
        })
        .collect()
}

fn names(kept: &[Kept]) -> Vec<String> {
    kept.iter().map(ToString::to_string).collect()
}

fn is_anchor(facts: &StoreFacts, certificate: &Certificate) -> bool {
    facts.anchors().any(|one| one.object == Digest::of(certificate.der()))
}

fn uses(dotted: &[&str]) -> Vec<u8> {
    der::seq(dotted.iter().map(|one| der::oid(one)))
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn the_environment_does_not_take_the_place_of_windows_stores() {
    assert_eq!(read().origin, StoreOrigin::Windows);
    assert!(read().searched.contains(&r"LocalMachine\Root\.Default".into()));
}

#[test]
fn a_root_in_the_account_alone_is_not_seen_by_services() {
    let (machine, account) = (root("Of the Machine"), root("Of the Account"));
    let _entries = [
        Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &machine, &[]),
        Entry::put(Scope::Account, DEFAULT, SystemStore::Root, &account, &[]),
    ];
    let facts = read();
    assert_eq!(names(&kept(&facts, &machine)), [r"LocalMachine\Root\.Default"]);
    assert_eq!(names(&kept(&facts, &account)), [r"CurrentUser\Root\.Default"]);
    assert!(is_anchor(&facts, &machine) && !is_anchor(&facts, &account));
}

#[test]
fn each_physical_store_is_told_apart() {
    let one = root("Everywhere");
    let put = |scope, folder, store| Entry::put(scope, folder, store, &one, &[]);
    let _entries = [
        put(Scope::Machine, DEFAULT, SystemStore::Root),
        put(Scope::Machine, DEFAULT, SystemStore::AuthRoot),
        put(Scope::Machine, GROUP_POLICY, SystemStore::Root),
        put(Scope::Machine, ENTERPRISE, SystemStore::Root),
        put(Scope::Machine, DEFAULT, SystemStore::Ca),
        put(Scope::Machine, GROUP_POLICY, SystemStore::Disallowed),
        put(Scope::Account, GROUP_POLICY, SystemStore::Root),
        put(Scope::Account, DEFAULT, SystemStore::Disallowed),
    ];
    let facts = read();
    let expected = [
        r"LocalMachine\Root\.AuthRoot",
        r"LocalMachine\Root\.Default",
        r"LocalMachine\Root\.Enterprise",
        r"LocalMachine\Root\.GroupPolicy",
        r"LocalMachine\AuthRoot\.Default",
        r"LocalMachine\CA\.Default",
        r"LocalMachine\Disallowed\.GroupPolicy",
        r"CurrentUser\Root\.GroupPolicy",
        r"CurrentUser\Disallowed\.Default",
    ];
    let mut found = names(&kept(&facts, &one));
    let mut expected = expected.map(str::to_owned).to_vec();
    (found.sort(), expected.sort());
    assert_eq!(found, expected);
}

#[test]
fn what_a_store_keeps_beside_a_certificate_is_told() {
    let one = root("With Properties");
    let (limit, end) = (day(-30), day(400));
    let _entry = Entry::put(
        Scope::Machine,
        DEFAULT,
        SystemStore::Root,
        &one,
        &[
            (USAGES, &uses(&[SERVER, CODE_SIGNING])),
            (FRIENDLY_NAME, &wide("Für Mail\0")),
            (NOT_BEFORE, &limit.filetime().to_le_bytes()),
            (NOT_BEFORE_USAGES, &uses(&[CODE_SIGNING])),
            (DISABLED, &end.filetime().to_le_bytes()),
            (DISABLED_USAGES, &uses(&[])),
        ],
    );
    let [kept] = &kept(&read(), &one)[..] else { panic!("not in one place") };
    assert_eq!(kept.friendly_name, Some("Für Mail".into()));
    assert_eq!(kept.usages, Some(vec![Shown::new(SERVER), Shown::new(CODE_SIGNING)]));
    assert_eq!((kept.not_before, kept.disabled), (Some(limit), Some(end)));
    assert_eq!(kept.not_before_usages, Some(vec![Shown::new(CODE_SIGNING)]));
    assert_eq!(kept.disabled_usages, Some(Vec::new()));
}

#[test]
fn a_bare_entry_limits_nothing_and_an_empty_list_leaves_no_use() {
    let (bare, none) = (root("Bare"), root("No Use"));
    let _entries = [
        Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &bare, &[]),
        Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &none, &[(USAGES, &uses(&[]))]),
    ];
    let facts = read();
    let [bare] = &kept(&facts, &bare)[..] else { panic!("not in one place") };
    assert_eq!(
        *bare,
        Kept { written: bare.written, ..crate::common::windows::kept(Scope::Machine, SystemStore::Root, ".Default") }
    );
    assert_eq!(kept(&facts, &none)[0].usages, Some(Vec::new()));
}

#[test]
fn odd_properties_are_told_as_they_are() {
    let one = root("Odd");
    // Half a surrogate pair, half a unit; no list of uses at all.
    let name = [&wide("A")[..], &[0x00, 0xd8, b'B']].concat();
    let beside: [(u32, &[u8]); 2] = [(FRIENDLY_NAME, &name), (USAGES, b"\x04\x01\x02")];
    let _entry = Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &one, &beside);
    let facts = read();
    let [kept] = &kept(&facts, &one)[..] else { panic!("not in one place") };
    assert_eq!(kept.friendly_name, Some("A\u{fffd}".into()));
    assert_eq!(kept.usages, Some(vec!["#040102".into()]));
}

#[test]
fn a_date_of_another_length_is_not_known() {
    let one = root("Short Date");
    let _entry = Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &one, &[(DISABLED, &[1, 2, 3])]);
    let facts = read();
    assert_eq!(kept(&facts, &one)[0].disabled, None);
    let sha1 = one.sha1().to_string();
    let unread: Vec<_> = facts.unread.iter().filter(|unread| unread.reason.as_str().contains(&sha1)).collect();
    assert!(unread.len() == 1 && unread[0].denied, "{unread:?}");
}

#[test]
fn a_root_that_is_expired_or_not_valid_yet_is_there_all_the_same() {
    let expired = Cert::ca("Expired").valid(day(-400), day(-300)).self_signed().certificate();
    let early = Cert::ca("Early").valid(day(300), day(4_000)).self_signed().certificate();
    let _entries = [&expired, &early].map(|one| Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, one, &[]));
    let facts = read();
    assert!(is_anchor(&facts, &expired) && is_anchor(&facts, &early));
}

#[test]
fn an_entry_tells_when_it_was_written() {
    let one = root("Written");
    let before = Timestamp::from_system(std::time::SystemTime::now()).unwrap();
    let _entry = Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &one, &[]);
    let written = kept(&read(), &one)[0].written.unwrap();
    assert!(before.seconds_until(written).abs() < 60, "{before} {written}");
}

/// Runs the rest of a test in a process of its own: an engine keeps what it saw of the stores when it was first asked. True in
/// that process.
fn alone(test: &str) -> bool {
    const ALONE: &str = "CERTREADY_TEST_ALONE";
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let mut own = Command::new(std::env::current_exe().unwrap());
    let output = own.args([test, "--exact", "--nocapture"]).env(ALONE, "1").output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    false
}

/// `CERT_TRUST_STATUS` (`wincrypt.h`).
const NOT_TIME_VALID: u32 = 0x1;
const UNTRUSTED_ROOT: u32 = 0x20;

fn answer<'a>(chains: &'a [OsChain], subject: &Certificate, at: Timestamp, purpose: ChainPurpose) -> &'a OsAnswer {
    let subject = Digest::of(subject.der());
    let found = chains.iter().filter(|one| (one.subject, one.at, one.purpose) == (subject, at, purpose));
    let [one] = &found.collect::<Vec<_>>()[..] else { panic!("not one answer") };
    &one.answer
}

#[test]
fn the_machines_engine_trusts_what_the_machine_holds_at_the_asked_time() {
    if !alone("probe::store::windows::the_machines_engine_trusts_what_the_machine_holds_at_the_asked_time") {
        return;
    }
    let cutover = now().plus_days(60);
    let held = Cert::ca("Held").self_signed();
    let below = Cert::ca("Below").issued_by(&held);
    let ending = Cert::ca("Ending").valid(day(-400), day(30)).self_signed().certificate();
    let absent = Cert::ca("Absent").self_signed().certificate();
    let account = Cert::ca("Account").self_signed().certificate();
    let _entries = [
        Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &held.certificate(), &[]),
        Entry::put(Scope::Machine, DEFAULT, SystemStore::Root, &ending, &[]),
        Entry::put(Scope::Account, DEFAULT, SystemStore::Root, &account, &[]),
    ];
    let subjects = vec![below.certificate(), ending.clone(), absent.clone(), account.clone()];
    // What is handed in beside the stores is not trusted for that.
    let questions = ChainQuestions { beside: subjects.clone(), subjects, at: vec![now(), cutover] };
    let chains = ask_chains(&questions);
    assert_eq!(chains.len(), 4 * 2 * 2);

    for purpose in ChainPurpose::ALL {
        let OsAnswer::Chain { errors, elements, .. } = answer(&chains, &below.certificate(), cutover, purpose) else {
            panic!("no chain")
        };
        assert_eq!(*errors, 0, "{purpose:?}");
        let found: Vec<Digest> = elements.iter().map(|one| one.certificate).collect();
        assert_eq!(found, [Digest::of(below.der()), Digest::of(held.der())]);
    }
    let errors = |subject: &Certificate, at| match answer(&chains, subject, at, ChainPurpose::Server) {
        OsAnswer::Chain { errors, .. } => *errors,
        OsAnswer::Failed(error) => panic!("failed: {error:#x}"),
    };
    assert_eq!(errors(&ending, now()), 0);
    assert_eq!(errors(&ending, cutover), NOT_TIME_VALID);
    assert_eq!(errors(&absent, now()), UNTRUSTED_ROOT);
    assert_eq!(errors(&account, now()), UNTRUSTED_ROOT);
}

#[test]
fn a_policy_without_chains_asks_nothing() {
    assert_eq!(ask_chains(&ChainQuestions::default()), []);
}
