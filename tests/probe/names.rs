//! Names alone: by the system's resolver, an address as it is, and a failure with its kind.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use certready::observation::ResolveFault;
use certready::probe::{Settings, resolve_names};

use crate::common::run::clock;

#[test]
fn each_host_has_its_addresses_or_why_there_is_none() {
    let mut settings = Settings::of_process();
    settings.limits = settings.limits.with_timeout(Duration::from_secs(2));
    let hosts: BTreeSet<String> = ["localhost", "192.0.2.1", "::1", "nowhere.invalid"].map(str::to_owned).into();
    let names = resolve_names(&hosts, &settings, clock()).unwrap();
    assert_eq!(names.keys().cloned().collect::<BTreeSet<_>>(), hosts);
    assert!(names["localhost"].as_ref().unwrap().iter().all(IpAddr::is_loopback));
    assert_eq!(names["192.0.2.1"], Ok(vec![IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1))]));
    assert_eq!(names["::1"], Ok(vec!["::1".parse().unwrap()]));
    assert!(names["nowhere.invalid"].is_err());
}

#[test]
fn an_interrupt_ends_the_waiting() {
    let settings = Settings::of_process();
    settings.interrupt.raise();
    let names = resolve_names(&BTreeSet::from(["nowhere.invalid".to_owned()]), &settings, clock()).unwrap();
    // An answer that is there already may win.
    let ended = names["nowhere.invalid"].as_ref().unwrap_err().fault.clone();
    assert!(matches!(ended, ResolveFault::Cut | ResolveFault::NameNotFound), "{ended:?}");
}
