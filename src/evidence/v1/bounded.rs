//! The two building blocks of hostile JSON: a list that stops at its bound while it is read, and a digest in its one
//! written form. They know nothing of what they hold.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::vocabulary::Digest;

/// At most `MOST` values; one more ends the reading, so that memory is bounded too.
#[derive(Debug)]
pub(in crate::evidence) struct List<T, const MOST: usize>(Vec<T>);

impl<T, const MOST: usize> List<T, MOST> {
    /// From domain values. The bound is not asked here: the writer reads back what it wrote before it keeps it.
    pub(in crate::evidence) fn from_domain<'a, D: 'a>(items: &'a [D]) -> Self
    where
        T: From<&'a D>,
    {
        Self(items.iter().map(T::from).collect())
    }

    /// To domain values.
    pub(in crate::evidence) fn into_domain<D: From<T>>(self) -> Vec<D> {
        self.0.into_iter().map(D::from).collect()
    }

    /// Whether it holds none.
    pub(in crate::evidence) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values.
    pub(in crate::evidence) fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T, const MOST: usize> Default for List<T, MOST> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, const MOST: usize> From<Vec<T>> for List<T, MOST> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T: Serialize, const MOST: usize> Serialize for List<T, MOST> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de, T: Deserialize<'de>, const MOST: usize> Deserialize<'de> for List<T, MOST> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_seq(Bounded::<T, MOST>(PhantomData)).map(Self)
    }
}

struct Bounded<T, const MOST: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MOST: usize> Visitor<'de> for Bounded<T, MOST> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MOST} values")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            if items.len() == MOST {
                return Err(A::Error::invalid_length(MOST.saturating_add(1), &self));
            }
            items.push(item);
        }
        Ok(items)
    }
}

/// A SHA-256 as 64 lower-case hexadecimal digits and in no other form: it is also the name of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::evidence) struct Sha256(pub(in crate::evidence) Digest);

impl Sha256 {
    /// None where a text is anything but 64 lower-case hexadecimal digits.
    pub(in crate::evidence) fn parse(text: &str) -> Option<Self> {
        let digest: Digest = text.parse().ok()?;
        (digest.to_string() == text).then_some(Self(digest))
    }
}

impl From<&Digest> for Sha256 {
    fn from(digest: &Digest) -> Self {
        Self(*digest)
    }
}

impl From<Sha256> for Digest {
    fn from(sha256: Sha256) -> Self {
        sha256.0
    }
}

impl Serialize for Sha256 {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Sha256 {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("expected 64 lower-case hexadecimal digits"))
    }
}

/// A closed set of words: a frozen enum in kebab case and both ways between it and the domain's.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident = $domain:ty { $($variant:ident,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub(in crate::evidence) enum $name {
            $($variant,)+
        }

        impl From<&$domain> for $name {
            fn from(value: &$domain) -> Self {
                match value {
                    $(<$domain>::$variant => Self::$variant,)+
                }
            }
        }

        impl From<$name> for $domain {
            fn from(word: $name) -> Self {
                match word {
                    $($name::$variant => Self::$variant,)+
                }
            }
        }
    };
}
pub(super) use words;
