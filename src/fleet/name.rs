//! Names that the reports of many hosts share: cleaned as they come in, and kept once, however many hosts say them.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::vocabulary::Shown;

/// The longest text that is looked up as it stands, in bytes: longer than any that [`Shown`] leaves whole. What is longer is
/// cleaned anew each time, so that nobody fills the memory with it.
const LOOKED_UP: usize = 1_600;

/// A text of a report, cleaned as by [`Shown`]. A copy of it takes no room of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// A text from outside, cleaned.
    pub fn new(text: &str) -> Self {
        Self(Arc::from(Shown::new(text).as_str()))
    }

    /// The clean text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.0)
    }
}

/// The names that were met, by their text as it stood. Only looked up in, never walked: nothing hangs on its order.
#[derive(Clone, Debug, Default)]
pub(super) struct Names(HashMap<Box<str>, Name>);

impl Names {
    /// The name that a text is.
    pub(super) fn of(&mut self, text: &str) -> Name {
        if text.len() > LOOKED_UP {
            return Name::new(text);
        }
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }
        let name = Name::new(text);
        self.0.insert(text.into(), name.clone());
        name
    }
}
