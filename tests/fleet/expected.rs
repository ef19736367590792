//! The list of hosts that must have reported: how it is read, and when a name that reported is one of it.

use certready::finding::Verdict;
use certready::fleet::{Expectation, Expected, Fleet, NotAList};

use super::{cut_off, expecting, gathered, good, verdicts, words};

#[test]
fn a_list_has_a_name_on_each_line_and_a_note_behind_it() {
    let list = "# mail hops\n\n  mail-01   first hop, Zürich \r\nmail-02\t# no note\nMAIL-01 again\n#mail-03\n";
    let expected = Expected::parse(list).unwrap();
    assert_eq!(expected.count(), 2);
    let fleet = Fleet::new(gathered(&[]), &expecting(list));
    let wanted: Vec<(String, Option<String>)> = fleet
        .hosts
        .iter()
        .map(|host| match &host.expectation {
            Expectation::Expected(wanted) => (wanted.name.to_string(), wanted.note.as_ref().map(ToString::to_string)),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(wanted, [("mail-01".to_owned(), Some("first hop, Zürich".to_owned())), ("mail-02".to_owned(), None)]);
}

/// A list that names nobody would miss nobody.
#[test]
fn a_list_that_is_none_is_refused() {
    assert_eq!(Expected::parse(""), Err(NotAList::Empty));
    assert_eq!(Expected::parse("# mail-01\n"), Err(NotAList::Empty));
    assert_eq!(Expected::parse("mail-01\nmail\u{1b}-02"), Err(NotAList::Unclean(2)));
    let long: String = (0..=certready::fleet::MOST_EXPECTED).map(|count| format!("h{count}\n")).collect();
    assert_eq!(Expected::parse(&long), Err(NotAList::TooMany));
}

#[test]
fn an_expected_host_without_a_report_is_undetermined_and_others_are_listed() {
    let fleet = Fleet::new(gathered(&[good("a"), cut_off("stranger")]), &expecting("a\nmissing\n"));
    assert_eq!(
        verdicts(&fleet),
        [("a", Verdict::Ready), ("missing", Verdict::Undetermined), ("stranger", Verdict::NotReady)]
    );
    assert_eq!(words(fleet.missing().map(|host| &host.name)), ["missing"]);
    assert_eq!(words(fleet.unexpected().map(|host| &host.name)), ["stranger"]);
    assert_eq!((fleet.verdict, fleet.expected), (Verdict::NotReady, Some(2)));
    assert_eq!(Fleet::new(gathered(&[good("a")]), &expecting("a\nb\n")).verdict, Verdict::Undetermined);
    assert_eq!(Fleet::new(gathered(&[good("a"), good("b")]), &expecting("a\nb\n")).verdict, Verdict::Ready);
}

/// Who is missed where these reported and those are expected.
fn missed(reported: &[&str], expected: &[&str]) -> Vec<String> {
    let reports: Vec<_> = reported.iter().map(|host| good(host)).collect();
    let fleet = Fleet::new(gathered(&reports), &expecting(&expected.join("\n")));
    words(fleet.missing().map(|host| &host.name))
}

#[test]
fn a_name_is_found_with_and_without_its_domain_where_it_is_the_only_one() {
    let none: [&str; 0] = [];
    assert_eq!(missed(&["MAIL-01"], &["mail-01"]), none);
    assert_eq!(missed(&["mail-01.contoso.example"], &["mail-01.contoso.example."]), none);
    assert_eq!(missed(&["MAIL-01"], &["mail-01.contoso.example"]), none);
    assert_eq!(missed(&["mail-01.contoso.example"], &["mail-01"]), none);
    // Two that differ in their domains are two.
    assert_eq!(missed(&["mail-01.a.example"], &["mail-01.b.example"]), ["mail-01.b.example"]);
    // Which of the two reported is not known.
    assert_eq!(missed(&["mail-01"], &["mail-01.a.example", "mail-01.b.example"]).len(), 2);
    assert_eq!(missed(&["mail-01.a.example", "mail-01.b.example"], &["mail-01"]), ["mail-01"]);
    // One of them is found by its very name, and the bare name may be of it.
    assert_eq!(
        missed(&["mail-01", "mail-01.a.example"], &["mail-01.a.example", "mail-01.b.example"]),
        ["mail-01.b.example"]
    );
    // Numbers of an address are no labels.
    assert_eq!(missed(&["10"], &["10.0.0.1"]), ["10.0.0.1"]);
}
