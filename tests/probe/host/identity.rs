//! The account of a run, by its token.

use certready::observation::Logon;
use certready::probe::host::identity::logon;

/// Microsoft's well-known SIDs of logons.
#[test]
fn the_groups_of_a_token_tell_how_it_was_logged_on() {
    for (groups, account, expected) in [
        (vec!["S-1-1-0", "S-1-5-4"], "S-1-5-21-1-2-3-1001", Logon::Interactive),
        (vec!["S-1-5-14"], "S-1-5-21-1-2-3-1001", Logon::Interactive),
        (vec!["S-1-5-6"], "S-1-5-80-1", Logon::Service),
        (vec!["S-1-5-3"], "S-1-5-21-1-2-3-1001", Logon::Batch),
        (vec!["S-1-5-2"], "S-1-5-21-1-2-3-500", Logon::Network),
        (vec!["S-1-1-0", "S-1-5-11"], "S-1-5-21-1-2-3-500", Logon::Unknown),
    ] {
        assert_eq!(logon(&groups, Some(account)), expected, "{groups:?}");
    }
}

/// The accounts of services are no person's, but for a task of the scheduler's, which is one.
#[test]
fn the_accounts_of_services_run_as_a_service_unless_as_a_task() {
    for account in ["S-1-5-18", "S-1-5-19", "S-1-5-20"] {
        assert_eq!(logon(&["S-1-1-0"], Some(account)), Logon::Service);
        assert_eq!(logon(&["S-1-5-3"], Some(account)), Logon::Batch);
    }
    assert_eq!(logon(&[], None), Logon::Unknown);
}

#[cfg(windows)]
#[test]
fn this_process_has_an_account_with_a_sid_and_a_logon() {
    let own = certready::probe::host::identity::identity().unwrap();
    let sid = own.sid.unwrap();
    assert!(sid.as_str().starts_with("S-1-5-"), "{sid}");
    assert!(own.account.is_some_and(|account| account.as_str().contains('\\')));
    assert!(own.elevated.is_some());
    let host = certready::probe::host::read_host(std::path::Path::new("/"), &[]);
    assert_eq!(host.account_id.unwrap(), sid);
    assert!(host.os.as_str().contains("build "), "{}", host.os);
    assert!(host.name.is_some());
}
