//! Hosts grouped by what blocks them.

use certready::fleet::Fleet;

use super::{cut_off, expecting, filtered, fleet, gathered, good, narrowed, rootless, words};

#[test]
fn hosts_that_the_same_blocks_are_one_group_and_the_largest_comes_first() {
    let fleet = fleet(&[filtered("f"), cut_off("c2"), good("g"), cut_off("c1"), rootless("r"), cut_off("c3")]);
    let groups: Vec<Vec<String>> = fleet.groups.iter().map(|group| words(&group.hosts)).collect();
    assert_eq!(groups[0], ["c1", "c2", "c3"]);
    assert_eq!((groups.len(), groups.iter().map(Vec::len).sum::<usize>()), (3, 5));
    let first = &fleet.groups[0].blocks[0];
    assert_eq!(
        (first.code.as_str(), first.cause.as_ref().map(ToString::to_string).as_deref()),
        ("way-out", Some("connect-timeout"))
    );
}

#[test]
fn another_cause_of_the_same_check_is_another_group() {
    let mut other = cut_off("b");
    for finding in other["findings"].as_array_mut().unwrap() {
        if finding["cause"] == "connect-timeout" {
            finding["cause"] = "connect-refused".into();
        }
    }
    assert_eq!(fleet(&[cut_off("a"), other]).groups.len(), 2);
}

#[test]
fn of_groups_of_one_size_what_is_not_ready_comes_first() {
    let fleet = Fleet::new(gathered(&[narrowed("a"), cut_off("z")]), &expecting("a\nmissing\nz\n"));
    let groups: Vec<String> = fleet.groups.iter().map(|group| group.hosts[0].to_string()).collect();
    assert_eq!(groups[0], "z");
    assert_eq!(groups.len(), 3);
}
