//! Bytes → values → proofs: certificates, CRLs, OCSP answers, signatures and links. No I/O, no clock, no policy.
//!
//! Four verbs, kept throughout: *decode* (bytes to a value), *inspect* (the object alone against its profile), *verify*
//! (needs the issuer), *validate* (both). What verified is a [`Verified`], which one module alone can make.

mod algorithm;
mod blockpage;
mod bundle;
mod cabinet;
mod certificate;
pub mod chain;
pub mod crl;
mod ctl;
mod extensions;
mod freshness;
mod general_name;
mod instant;
mod key;
mod link;
mod looks;
mod name;
mod object;
pub mod ocsp;
mod oid;
pub mod path;
mod pem;
mod pkcs7;
mod programme;
mod serial;
mod signature;
mod tlv;
mod trusted;
mod verified;
mod written;

pub use algorithm::{HashAlgorithm, Scheme, SignatureAlgorithm, UnknownAlgorithm};
pub use blockpage::{BlockPage, Signs};
pub use bundle::{Bundle, BundleEncoding, BundleError, BundleFault, MOST_CERTIFICATES, Place, decode_certificates};
pub use cabinet::NotACabinet;
pub use certificate::{Certificate, LONGEST_CERTIFICATE, NotACertificate, Part, Version};
pub use ctl::{MOST_SUBJECTS, NotATrustList, TrustList};
pub use extensions::{
    AuthorityKeyId, BasicConstraints, Criticality, Extension, Extensions, KeyUsage, Odd, key_purposes, known,
};
pub use freshness::Freshness;
pub use general_name::{DistributionPoint, DistributionPointName, GeneralName, GeneralNameKind, ReasonFlags};
pub use key::{Curve, KeyFacts, PublicKey};
pub use link::{LinkFault, link, link_to_anchor};
pub use looks::{LOOKED_AT, Looks};
pub use name::{Attribute, Name};
pub use object::Published;
pub use oid::Oid;
pub use path::is_same_authority;
pub use pem::{BadBlock, PemBlock, blocks as pem_blocks, doubtful_line, encode_pem};
pub use pkcs7::{NotSignedData, pkcs7_crls};
pub use programme::public_roots;
pub use serial::{KeyId, Serial};
pub use signature::{SignatureFault, Signed, Strength, Unsupported, Weakness};
pub use tlv::BadElement;
pub use trusted::{NotATrustedCertificate, TrustedCertificate};
pub use verified::Verified;
pub use written::WrittenName;
