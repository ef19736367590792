//! The head of a policy: names, sources, dates.

use certready::policy::Precision;
use certready::vocabulary::Timestamp;

use super::{good, one, refused, valid, with};

const DATE: &str = "a date (YYYY-MM-DD, midnight UTC) or a date and time with an offset";

#[test]
fn the_good_policy_is_read_as_it_is_written() {
    let policy = valid(&good());
    let at = |text| Timestamp::parse(text).unwrap();
    assert_eq!((policy.id.as_str(), policy.title.as_str()), ("mail-2018", "Mail moves from Baltimore to GlobalSign"));
    assert_eq!((policy.cutover.at, policy.cutover.precision), (at("2018-09-03"), Precision::Date));
    assert_eq!((policy.as_of, policy.review_by), (at("2018-08-02"), Some(at("2018-10-01"))));
    assert_eq!(policy.rollout_from, Some(at("2018-09-01")));
    assert_eq!(policy.rollout_until, Some(at("2018-09-05T00:00:00Z")));
    assert_eq!(policy.history.iter().map(|d| d.cutover.date()).collect::<Vec<_>>(), ["2018-08-01", "2018-08-15"]);
    assert_eq!(policy.superseded, None);
}

#[test]
fn a_date_with_a_time_keeps_that_it_was_one() {
    let policy = valid(&with("cutover: 2018-09-03", "cutover: 2018-09-03T09:00:00+09:00"));
    assert_eq!(policy.cutover.at.to_string(), "2018-09-03T00:00:00Z");
    assert_eq!(policy.cutover.precision, Precision::Instant);
}

#[test]
fn a_day_that_the_calendar_lacks_is_no_date() {
    refused("as_of: 2018-08-02", "as_of: 2018-02-30", (5, 8), "`2018-02-30` is no date", DATE);
}

#[test]
fn a_local_time_without_an_offset_is_no_date() {
    let local = "cutover: 2018-09-03T00:00:00";
    refused("cutover: 2018-09-03", local, (7, 10), "`2018-09-03T00:00:00` is no date", DATE);
}

#[test]
fn a_list_is_no_date() {
    refused("as_of: 2018-08-02", "as_of: [2018-08-02]", (5, 8), "a list", DATE);
}

#[test]
fn an_id_has_lower_case_letters_digits_and_hyphens() {
    refused("id: mail-2018", "id: Mail 2018", (2, 5), "`Mail 2018`", "lower-case letters, digits and hyphens");
}

#[test]
fn a_title_that_yaml_reads_as_a_number_must_be_quoted() {
    let title = "title: Mail moves from Baltimore to GlobalSign";
    let what = "`2018`, which YAML reads as a number or a truth value";
    refused(title, "title: 2018", (3, 8), what, "in quotes, if `2018` is meant as text");
    assert_eq!(valid(&with(title, "title: \"2018\"")).title.as_str(), "2018");
}

#[test]
fn a_title_with_characters_that_turn_text_is_refused() {
    let title = "title: Mail moves from Baltimore to GlobalSign";
    let what = "text that can't be shown as it is";
    refused(title, "title: \"Mail \\u202e moves\"", (3, 8), what, "direction-turning");
}

#[test]
fn a_missing_key_is_said_where_the_policy_begins() {
    refused(
        "title: Mail moves from Baltimore to GlobalSign\n",
        "",
        (1, 1),
        "`title` is missing",
        "one line for a person",
    );
}

#[test]
fn sources_are_at_least_one() {
    refused("sources: [the source]", "sources: []", (4, 10), "an empty list", "at least one document");
}

#[test]
fn a_review_is_required_while_the_policy_is_in_force() {
    refused("review_by: 2018-10-01\n", "", (1, 1), "`review_by` is missing", "unless the policy is superseded");
    let superseded = with("review_by: 2018-10-01", "superseded: { by: mail-2019, on: 2019-01-01 }");
    let superseded = valid(&superseded).superseded.unwrap();
    assert_eq!((superseded.by.as_str(), superseded.on.unwrap().date()), ("mail-2019", "2019-01-01".to_owned()));
}

#[test]
fn a_review_lies_after_the_facts() {
    let expected = "a day after `as_of`, 2018-08-02T00:00:00Z";
    refused("review_by: 2018-10-01", "review_by: 2018-08-02", (6, 12), "2018-08-02T00:00:00Z", expected);
}

#[test]
fn a_policy_does_not_supersede_itself() {
    let itself = "superseded: { by: mail-2018 }";
    refused("review_by: 2018-10-01", itself, (6, 19), "`mail-2018`, which is this policy", "took its place");
}

#[test]
fn the_overlap_lies_around_the_cutover() {
    let from = (8, 15);
    let late = "rollout_from: 2018-09-04";
    refused(
        "rollout_from: 2018-09-01",
        late,
        from,
        "2018-09-04T00:00:00Z",
        "not after the cutover, 2018-09-03T00:00:00Z",
    );
    let early = "rollout_until: 2018-09-02";
    let until = "rollout_until: 2018-09-05T09:00:00+09:00";
    refused(until, early, (9, 16), "2018-09-02T00:00:00Z", "not before the cutover, 2018-09-03T00:00:00Z");
}

#[test]
fn earlier_deadlines_stand_in_the_order_of_their_announcement() {
    let expected = "not before the entry above, 2018-06-01T00:00:00Z: oldest first";
    refused("announced: 2018-07-01", "announced: 2018-05-01", (15, 16), "2018-05-01T00:00:00Z", expected);
}

#[test]
fn another_schema_is_said_alone() {
    let found = one(&with("schema: certready.policy/1\nid: mail-2018", "schema: certready.policy/2\nnew_key: x"));
    let expected = "`schema: certready.policy/1`".to_owned();
    assert_eq!(found, (1, 9, "the schema `certready.policy/2`".to_owned(), expected));
}

#[test]
fn a_file_without_a_schema_is_still_read_whole() {
    refused("schema: certready.policy/1\n", "", (1, 1), "`schema` is missing", "`schema: certready.policy/1`");
}
