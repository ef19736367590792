//! One answer on a connection that stands already: it is what a fetch over a socket says, and a redirect is not gone after.

use certready::evidence::Objects;
use certready::observation::{Answer, ExchangeFault, Hop, Reached};
use certready::policy::EndpointKind;
use certready::probe::hear;

use super::{crl, fetch, settings, url};
use crate::common::faults::Reply;
use crate::common::pki::now;
use crate::common::server::Server;
use crate::hostile::entry::Server as Said;
use crate::pki::{fixture, fixtures_in};

fn heard(at: &str, bytes: &[u8]) -> Reached {
    hear(&settings(), now(), &Objects::new(), (EndpointKind::Crl, &url(at)), Said::saying(bytes)).unwrap()
}

/// What does not depend on the way and the moment.
fn told(reached: Reached) -> Result<Answer, ExchangeFault> {
    match reached {
        Reached::Answered { answer, redirect: None, .. } => {
            Ok(Answer { remote: None, head_ms: 0, at: now(), ..answer })
        }
        Reached::Connected { fault: Some(fault), .. } => Err(fault),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_heard_is_what_a_fetch_over_a_socket_says() {
    let files = fixtures_in("heads");
    assert!(files.len() > 5);
    for file in files.into_iter().filter(|file| !file.contains("redirect")) {
        let bytes = fixture(&file);
        let server = Server::start();
        server.route("/a.crl", Reply::raw(&bytes));
        let at = server.url("/a.crl");
        assert_eq!(told(heard(&at, &bytes)), told(fetch(&settings(), crl(&at)).reached), "{file}");
    }
}

#[test]
fn a_redirect_is_the_one_hop_without_its_credentials() {
    let Reached::Answered { answer, hops, redirect: None, .. } =
        heard("http://ca.example/a.crl", &fixture("heads/redirect-to-a-portal.http"))
    else {
        panic!("no answer");
    };
    assert_eq!(answer.status, 302);
    let (from, to) = (url("http://ca.example/a.crl"), url("http://portal.example/login?to=%2F96.crl"));
    assert_eq!(hops, [Hop { from, status: 302, to }]);
}
