//! The words that every room shares: instants, digests, URLs, text from outside. No I/O, no clock, no judgement.
//!
//! Each is a newtype, so that a fingerprint of a certificate is never compared with the digest of a key, and so that
//! what came from outside is cleaned once, where it is made, rather than wherever it is shown.

mod digest;
mod host_name;
mod shown;
mod timestamp;
mod url;

pub use digest::{Digest, Fingerprint, NotHex, Sha1Fingerprint, SpkiDigest};
pub use host_name::{HostName, NotAHostName};
pub use shown::Shown;
pub(crate) use shown::hides_or_turns;
pub use timestamp::{NotATime, Timestamp};
pub use url::{HttpUrl, NotAnHttpUrl, Scheme};
