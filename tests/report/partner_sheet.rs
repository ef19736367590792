//! The sheet for partners: what it says before the move, during it and after it, and where a source says nothing.

use certready::language::Language;
use certready::policy::{Policy, find, parse};
use certready::report::{ColumnOrigin, PartnerSheet, Said};

use crate::common::case;
use crate::common::pki::{at, day};
use crate::common::policy::PolicyText;

fn sheet(policy: &Policy, made: &str) -> PartnerSheet {
    PartnerSheet::new(policy, "0.1.0 (test)".into(), at(made))
}

fn embedded(id: &str) -> Policy {
    parse(&find(id).unwrap()).unwrap()
}

fn headings(sheet: &PartnerSheet) -> Vec<(&'static str, &'static str, String)> {
    sheet.columns.iter().map(|one| (one.side, one.state, one.heading.to_string())).collect()
}

/// The table of Microsoft's page of 2018-08-02: current and deprecated, and an organisational unit that the new one has not.
#[test]
fn the_sheet_of_2018_is_the_table_of_the_page_that_announced_it() {
    let sheet = sheet(&embedded("exchange-online-2018"), "2018-08-30");
    let rows: Vec<_> =
        sheet.rows(Language::English).into_iter().map(|row| (row.attribute.english, row.cells)).collect();
    let expected = [
        ("Root issuer", ["Baltimore CyberTrust Root", "GlobalSign Root CA - R1"]),
        ("Certificate name", ["mail.protection.outlook.com"; 2]),
        ("Organisation", ["Microsoft Corporation"; 2]),
        ("Organisational unit", ["Microsoft Corporation", "none"]),
        ("Key strength", ["RSA 2048"; 2]),
    ];
    assert_eq!(rows, expected.map(|(name, cells)| (name, cells.map(str::to_owned).to_vec())));
    let roots: Vec<_> = sheet.roots.iter().map(|one| (one.label.as_str(), one.role, one.serial.as_deref())).collect();
    let expected = [
        ("GlobalSign Root CA - R1", "incoming", Some("040000000001154B5AC394")),
        ("Baltimore CyberTrust Root", "retiring", Some("020000B9")),
    ];
    assert_eq!(roots, expected);
    let hosts: Vec<_> = sheet.hosts.iter().map(|one| (one.host.as_str(), one.port)).collect();
    let names = ["crl.globalsign.com", "ocsp.globalsign.com", "ocsp2.globalsign.com", "secure.globalsign.com"];
    assert_eq!(hosts, names.map(|name| (name, 80)));
}

#[test]
fn what_is_current_goes_by_the_day_of_the_sheet() {
    let pki = case::pki();
    let text = PolicyText::of(&pki).header("rollout_from", "2026-12-20").header("rollout_until", "2026-12-30");
    let policy = text.header("cutover", "2026-12-23").policy();
    let cases = [
        (
            "2026-12-19",
            [("retiring", "until-the-cutover", "Current certificate, until 2026-12-30")],
            [("incoming", "coming", "New certificate, from 2026-12-20")],
        ),
        (
            "2026-12-20",
            [("incoming", "either", "New certificate, since 2026-12-20; alone from 2026-12-30")],
            [("retiring", "either", "Old certificate, still presented until 2026-12-30")],
        ),
        (
            "2026-12-30",
            [("incoming", "current", "Current certificate, valid from 2026-12-30")],
            [("retiring", "deprecated", "Deprecated certificate, valid until 2026-12-30")],
        ),
    ];
    for (made, first, second) in cases {
        let expected = [first[0], second[0]].map(|(side, state, heading)| (side, state, heading.to_owned()));
        assert_eq!(headings(&sheet(&policy, made)), expected, "{made}");
    }
    // A date with its time keeps it.
    let policy = PolicyText::of(&pki).header("cutover", "2026-12-23T09:00:00+01:00").policy();
    assert_eq!(headings(&sheet(&policy, "2026-12-19"))[1].2, "New certificate, from 2026-12-23T08:00:00Z");
}

#[test]
fn a_superseded_policy_says_so_and_calls_nothing_current() {
    let sheet = sheet(&embedded("exchange-online-2018"), "2026-11-25");
    assert_eq!(sheet.superseded_by.as_deref(), Some("exchange-online-2021"));
    assert!(
        sheet.warnings[0].to_string().starts_with("Superseded: the policy exchange-online-2021 took the place"),
        "{sheet:?}"
    );
    let states: Vec<_> = headings(&sheet).into_iter().map(|(_, state, _)| state).collect();
    assert_eq!(states, ["superseded", "deprecated"]);
}

#[test]
fn a_review_that_is_due_is_said_before_the_sheet_goes_out() {
    let pki = case::pki();
    let policy = PolicyText::of(&pki).policy();
    assert!(PartnerSheet::new(&policy, "t".into(), day(99)).warnings.is_empty());
    let due = PartnerSheet::new(&policy, "t".into(), day(100)).warnings;
    assert!(
        matches!(due.as_slice(), [one] if one.to_string().starts_with("To be reviewed since 2027-03-03")),
        "{due:?}"
    );
}

/// An absent entry means that the source does not say; `unit: null` means that there is none.
#[test]
fn what_the_sources_do_not_say_is_told_from_what_the_certificate_has_not() {
    let sheet = sheet(&embedded("exchange-online-smtp-2026"), "2026-11-25");
    let [incoming, retiring] = sheet.columns.as_slice() else { panic!("{:?}", sheet.columns) };
    assert_eq!(incoming.root, Said::Is("DigiCert Global Root G2".to_owned()));
    assert_eq!([&incoming.name, &incoming.organisation, &incoming.unit, &incoming.key], [&Said::Nothing; 4]);
    assert_eq!((retiring.unit.clone(), incoming.origin), (Said::None, ColumnOrigin::Policy));
    let words = |said: &Said| said.words(Language::English);
    assert_eq!(
        (words(&retiring.unit), words(&incoming.unit)),
        ("none".to_owned(), "not said by the sources".to_owned())
    );
    assert_eq!(retiring.names.len(), 8);
    let kinds: Vec<_> = sheet.dates.iter().map(|one| (one.kind, one.shown())).collect();
    let expected = [
        ("cutover", "2026-03-22"),
        ("announced-earlier", "2026-04-30"),
        ("announced-earlier", "2026-03-15"),
        ("distrust", "2026-04-15"),
        ("distrust", "2026-04-15"),
        ("as-of", "2026-07-13"),
        ("review-by", "2027-03-22"),
    ];
    assert_eq!(kinds, expected.map(|(kind, date)| (kind, date.to_owned())));
    assert_eq!(sheet.sources.len(), 5);
    assert_eq!(sheet.intermediates[1].issuer.as_deref(), Some(sheet.intermediates[0].label.as_str()));
}

/// No sheet asks a partner to take a root out of a store: other services chain to it.
#[test]
fn no_root_is_to_be_taken_away() {
    for id in certready::policy::ids() {
        let advice = sheet(&embedded(id), "2026-11-25")
            .advice
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" ")
            .to_lowercase();
        for word in ["remove", "delete", "withdraw", "disable", "uninstall"] {
            assert!(!advice.contains(word), "{word}: {advice}");
        }
        assert!(advice.contains("keep the root that the service leaves"), "{advice}");
    }
}
