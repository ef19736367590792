//! Digests as names: of an object, of a certificate, of a public key. Each its own type, shown as lower-case hex.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest;
use serde::{Deserialize, Serialize};

/// A text that is not the hexadecimal form of a digest of the right length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not {expected} hexadecimal digits")]
pub struct NotHex {
    /// What was written, cut to 80 characters.
    pub text: String,
    /// How many digits were expected.
    pub expected: usize,
}

macro_rules! digest_name {
    ($(#[$doc:meta])* $name:ident, $bytes:literal, $algorithm:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; $bytes]);

        impl $name {
            /// The digest of these bytes.
            pub fn of(bytes: &[u8]) -> Self {
                Self::from_bytes(digest::digest(&digest::$algorithm, bytes).as_ref()).unwrap_or(Self([0; $bytes]))
            }

            /// A digest that was computed elsewhere. None where the length is not the algorithm's.
            pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
                bytes.try_into().ok().map(Self)
            }

            /// The raw digest.
            pub const fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = NotHex;

            /// Reads hexadecimal digits of either case; colons and spaces between bytes are passed over, because that
            /// is how certificate viewers show them.
            fn from_str(text: &str) -> Result<Self, NotHex> {
                let digits: String = text.chars().filter(|c| !matches!(c, ':' | ' ')).collect();
                hex::decode(&digits)
                    .ok()
                    .and_then(|bytes| Self::from_bytes(&bytes))
                    .ok_or_else(|| NotHex { text: text.chars().take(80).collect(), expected: 2 * $bytes })
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

digest_name! {
    /// SHA-256 of an object's bytes as received: its name in the evidence.
    Digest, 32, SHA256
}
digest_name! {
    /// SHA-256 of a whole certificate in DER: *this* certificate, whatever its name says.
    Fingerprint, 32, SHA256
}
digest_name! {
    /// SHA-256 of a SubjectPublicKeyInfo in DER (RFC 5280 §4.1.2.7): the key, in whichever certificate it stands.
    SpkiDigest, 32, SHA256
}
digest_name! {
    /// SHA-1 of a whole certificate in DER. Publishers and `certmgr.msc` show it; nothing is decided by it.
    Sha1Fingerprint, 20, SHA1_FOR_LEGACY_USE_ONLY
}
