//! placeholder

use super::Certificate;

/// A list.
#[derive(Clone, Debug)]
pub struct TrustList {
    all: bool,
}

/// Why not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no certificate trust list")]
pub struct NotATrustList;

impl TrustList {
    /// Reads.
    ///
    /// # Errors
    /// [`NotATrustList`].
    pub fn decode(_: &[u8]) -> Result<Self, NotATrustList> {
        Err(NotATrustList)
    }

    /// Names.
    pub fn names(&self, _: &Certificate) -> bool {
        self.all
    }
}
