//! One finding: a template that stands beside its check, and typed arguments. English is made here, at the end.

use std::fmt;

use super::{Cause, Code, Leg, Level, Owner, Weight};
use crate::vocabulary::{HttpUrl, Shown, Timestamp};

/// The words of one outcome of a check, beside its code. `{name}` stands for an argument of that name.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// `code.outcome`, stable: the key of other languages.
    pub id: &'static str,
    /// The level, before the policy's own levels.
    pub level: Level,
    /// The cause where it is always the same one; a finding may carry its own.
    pub cause: Option<Cause>,
    /// Who can mend it. None where there is nothing to mend.
    pub owner: Option<Owner>,
    /// What was observed.
    pub observed: &'static str,
    /// What is required, and by whom: the policy's line, or RFC and section.
    pub required: &'static str,
    /// What to do next. Empty where there is nothing to do.
    pub next: &'static str,
    /// How to see it mended. Empty where there is nothing to mend.
    pub verify: &'static str,
}

/// An argument of a finding: typed, so that each language can write it in its own way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Text from outside or a name, already clean.
    Text(Shown),
    /// An instant in UTC.
    Time(Timestamp),
    /// A number of things, days or bytes.
    Count(i64),
    /// Several texts, shown with commas.
    List(Vec<Shown>),
    /// Remarks, shown in parentheses behind a word. None at all leaves nothing.
    Aside(Vec<Shown>),
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Time(time) => time.fmt(f),
            Self::Count(count) => count.fmt(f),
            Self::List(texts) => {
                let texts: Vec<&str> = texts.iter().map(Shown::as_str).collect();
                f.write_str(&texts.join(", "))
            }
            Self::Aside(texts) if texts.is_empty() => Ok(()),
            Self::Aside(texts) => {
                let texts: Vec<&str> = texts.iter().map(Shown::as_str).collect();
                write!(f, " ({})", texts.join("; "))
            }
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(Shown::new(text))
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(Shown::new(&text))
    }
}

impl From<&Shown> for Arg {
    fn from(text: &Shown) -> Self {
        Self::Text(text.clone())
    }
}

impl From<Shown> for Arg {
    fn from(text: Shown) -> Self {
        Self::Text(text)
    }
}

impl From<&HttpUrl> for Arg {
    fn from(url: &HttpUrl) -> Self {
        Self::Text(Shown::new(url.as_str()))
    }
}

impl From<Timestamp> for Arg {
    fn from(time: Timestamp) -> Self {
        Self::Time(time)
    }
}

impl From<i64> for Arg {
    fn from(count: i64) -> Self {
        Self::Count(count)
    }
}

impl From<u64> for Arg {
    fn from(count: u64) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<Vec<Shown>> for Arg {
    fn from(texts: Vec<Shown>) -> Self {
        Self::List(texts)
    }
}

/// Who waived a failure, and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The reason, as the policy gives it.
    pub reason: Shown,
    /// The waiver's last instant, UTC.
    pub until: Timestamp,
    /// The level before the waiver.
    pub from: Level,
}

/// What one check says of one target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub code: Code,
    /// The level in force: the template's, or the policy's.
    pub level: Level,
    /// Whether it can decide the verdict.
    pub weight: Weight,
    /// The direction of mail. None where it concerns both.
    pub leg: Option<Leg>,
    /// A URL, a certificate's label or a host.
    pub target: Shown,
    /// Why, one step finer than the code. None on a pass.
    pub cause: Option<Cause>,
    /// The words.
    pub template: &'static Template,
    /// What stands for the template's names.
    pub args: Vec<(&'static str, Arg)>,
    /// The waiver in force. None where there is none.
    pub waiver: Option<Waived>,
    /// The check whose finding is the cause of this one. None where this one stands for itself.
    pub below: Option<Code>,
}

impl Finding {
    /// A finding with its template's level and cause. It is decisive until [`crate::evaluate`] says otherwise.
    pub fn new(code: Code, template: &'static Template, target: impl Into<Shown>) -> Self {
        Self {
            code,
            level: template.level,
            weight: Weight::Decisive,
            leg: None,
            target: target.into(),
            cause: template.cause,
            template,
            args: Vec::new(),
            waiver: None,
            below: None,
        }
    }

    /// Gives the template's `{name}` its value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// Sets the cause.
    #[must_use]
    pub const fn because(mut self, cause: Cause) -> Self {
        self.cause = Some(cause);
        self
    }

    /// Sets the direction of mail that it concerns.
    #[must_use]
    pub const fn on(mut self, leg: Leg) -> Self {
        self.leg = Some(leg);
        self
    }

    /// Sets the level, where one template serves several.
    #[must_use]
    pub const fn at(mut self, level: Level) -> Self {
        self.level = level;
        self
    }

    /// Sets the weight: an optional endpoint's finding never decides.
    #[must_use]
    pub const fn weighing(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// What was observed, in English.
    pub fn observed(&self) -> String {
        self.fill(self.template.observed)
    }

    /// What is required and by whom, in English.
    pub fn required(&self) -> String {
        self.fill(self.template.required)
    }

    /// What to do next, in English. None where there is nothing to do.
    pub fn next(&self) -> Option<String> {
        (!self.template.next.is_empty()).then(|| self.fill(self.template.next))
    }

    /// How to see it mended, in English. None where there is nothing to mend.
    pub fn verify(&self) -> Option<String> {
        (!self.template.verify.is_empty()).then(|| self.fill(self.template.verify))
    }

    /// Puts the arguments into a template in one pass, so that braces within an argument stay what they are. A name
    /// without an argument stays visible as `{name}`; a test over all templates keeps that from happening.
    fn fill(&self, words: &str) -> String {
        let mut filled = String::with_capacity(words.len());
        let mut rest = words;
        while let Some((before, behind)) = rest.split_once('{') {
            filled.push_str(before);
            let Some((name, after)) = behind.split_once('}') else {
                rest = behind;
                filled.push('{');
                continue;
            };
            match self.args.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(&value.to_string()),
                None => filled.extend(["{", name, "}"]),
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}
