//! What all tests share: a PKI at a fixed time, loopback servers that play faults, proxies, the binary under a time bound.
//!
//! A test of the endpoints reads: start a server, build the PKI below it, publish, spoil one thing, look.
//!
//! ```ignore
//! let server = Server::start();
//! let pki = TestPki::new(&server.base());
//! pki.publish(&server);
//! let stale = pki.crl().this_update(pki.day(-8)).next_update(pki.day(-1));
//! server.route(paths::CRL, Reply::crl(&stale.der())); // Nothing else is wrong.
//! ```
//!
//! - [`pki`]: [`pki::TestPki`], the instants [`pki::now`], [`pki::day`], [`pki::at`]; [`cert::Cert`] for any other
//!   certificate, [`crl::Crl`], [`ocsp::Ocsp`] and [`key::Key`] for what is signed, [`der`] for what nobody would write.
//! - [`server::Server`] plays [`faults::Reply`]s, [`proxy::Proxy`] a proxy's behaviour, [`addresses`] what can't be
//!   connected; [`openssl::OcspResponder`] is the real one, for tests that begin with [`capability::require`].
//! - [`run::certready`] runs the binary, [`policy::PolicyText`] writes a policy for a PKI, [`lab::Lab`] is all of it at once
//!   for tests of the binary: `Lab::good().check(&[])`; [`case::Scene`] is a whole run in memory, for tests of the judgement.

pub(crate) mod addresses;
pub(crate) mod capability;
pub(crate) mod case;
pub(crate) mod cert;
pub(crate) mod chain;
pub(crate) mod crl;
pub(crate) mod ctl;
pub(crate) mod der;
pub(crate) mod encoding;
pub(crate) mod faults;
pub(crate) mod key;
pub(crate) mod lab;
pub(crate) mod ocsp;
pub(crate) mod openssl;
pub(crate) mod pki;
#[cfg(unix)]
pub(crate) mod place;
pub(crate) mod policy;
pub(crate) mod proxy;
#[cfg(windows)]
pub(crate) mod registry;
mod rsa;
pub(crate) mod run;
#[cfg(unix)]
pub(crate) mod script;
mod selftest;
pub(crate) mod served;
pub(crate) mod server;
mod skipped;
pub(crate) mod smtp;
pub(crate) mod tool;
pub(crate) mod windows;
