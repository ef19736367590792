//! Names that have no address. What a resolver's failure looks like needs a resolver that fails: the lab has one.

use certready::observation::{Reached, ResolveFault};

use super::{crl, fetch, settings};

/// RFC 6761 §6.4 keeps `.invalid` from ever existing. Without a network the resolver can only say that it failed.
#[test]
fn a_name_that_can_not_exist_is_unresolved() {
    let fetch = fetch(&settings(), crl("http://crl.certready.invalid/a.crl"));
    let Reached::Unresolved(fault) = fetch.reached else { panic!("{fetch:?}") };
    let honest = [ResolveFault::NameNotFound, ResolveFault::NoAddress, ResolveFault::TryAgain, ResolveFault::Timeout];
    assert!(honest.contains(&fault), "{fault:?}");
}
