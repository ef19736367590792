//! Mozilla's root programme as it was when this version was built: in what the chain of a public host ends. A root that an
//! administrator or an appliance added to a host's store is not in it, whatever the host trusts.

use std::sync::LazyLock;

use webpki_root_certs::TLS_SERVER_ROOT_CERTS;

use super::certificate::Certificate;

static ROOTS: LazyLock<Vec<Certificate>> =
    LazyLock::new(|| TLS_SERVER_ROOT_CERTS.iter().filter_map(|der| Certificate::decode(der).ok()).collect());

/// The programme's roots for TLS servers. Those that are not understood here are left out; a test holds them to none.
pub fn public_roots() -> &'static [Certificate] {
    &ROOTS
}
