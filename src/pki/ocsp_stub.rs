//! stub
#![allow(missing_docs)]
use super::*;
use crate::vocabulary::Timestamp;
#[derive(Debug, Clone)]
pub struct CertId;
impl CertId {
    pub fn sha1(_: &Certificate, _: &Serial) -> Self {
        CertId
    }
}
pub fn encode_ocsp_request(_: &CertId, _: Option<&[u8]>) -> Vec<u8> {
    vec![]
}
pub fn ocsp_get_path(_: &[u8]) -> String {
    String::new()
}
#[derive(Debug, Clone, Copy)]
pub enum OcspErrorStatus {
    MalformedRequest,
    InternalError,
    TryLater,
    SigRequired,
    Unauthorized,
}
impl std::fmt::Display for OcspErrorStatus {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}
#[derive(Debug, Clone)]
pub struct BasicResponse {
    pub produced_at: Timestamp,
}
#[derive(Debug, Clone)]
pub struct Single {
    pub status: CertStatus,
    pub this_update: Timestamp,
    pub next_update: Option<Timestamp>,
}
impl Single {
    pub fn freshness(&self, _: Timestamp) -> Freshness {
        Freshness::NoNextUpdate { age: 0 }
    }
}
#[derive(Debug, Clone)]
pub enum CertStatus {
    Good,
    Revoked { at: Timestamp, reason: Option<crl::Reason> },
    Unknown,
}
impl BasicResponse {
    pub fn single_for(&self, _: &Certificate, _: &Serial) -> Option<&Single> {
        None
    }
}
pub enum OcspAnswer {
    Refused(OcspErrorStatus),
    Basic(BasicResponse),
}
impl OcspAnswer {
    pub fn decode(_: &[u8]) -> Result<Self, OcspFault> {
        Err(OcspFault::X)
    }
}
#[derive(Debug, Clone, thiserror::Error)]
pub enum OcspFault {
    #[error("x")]
    X,
    #[error("x")]
    TooLong,
}
#[derive(Debug, Clone, thiserror::Error)]
pub enum OcspSignatureFault {
    #[error(transparent)]
    Signature(#[from] SignatureFault),
    #[error("x")]
    X,
}
pub fn verify_ocsp(_: BasicResponse, _: &Certificate) -> Result<Verified<BasicResponse>, OcspSignatureFault> {
    Err(OcspSignatureFault::X)
}
