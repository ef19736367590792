//! One finding: a template that stands beside its check, and typed arguments. It is put into words at the end, by whoever shows
//! it, in English or in another language.

use super::{Cause, Code, Leg, Level, Owner, Weight};
use crate::language::{Arg, Language, Say};
use crate::vocabulary::{Shown, Timestamp};

/// The words of one outcome of a check, beside its code. `{name}` stands for an argument of that name.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// `code.outcome`, stable: the key of other languages, whose `.` is `--` there.
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
        self.observed_said().to_string()
    }

    /// What is required and by whom, in English.
    pub fn required(&self) -> String {
        self.required_in(Language::English)
    }

    /// What to do next, in English. None where there is nothing to do.
    pub fn next(&self) -> Option<String> {
        self.next_in(Language::English)
    }

    /// How to see it mended, in English. None where there is nothing to mend.
    pub fn verify(&self) -> Option<String> {
        self.verify_in(Language::English)
    }

    /// What was observed, in no language yet.
    pub fn observed_said(&self) -> Say {
        self.say("observed", self.template.observed)
    }

    /// What is required and by whom, likewise.
    pub fn required_said(&self) -> Say {
        self.say("required", self.template.required)
    }

    /// What to do next, likewise. None where there is nothing to do.
    pub fn next_said(&self) -> Option<Say> {
        (!self.template.next.is_empty()).then(|| self.say("next", self.template.next))
    }

    /// What was observed.
    pub fn observed_in(&self, language: Language) -> String {
        self.observed_said().to(language)
    }

    /// What is required and by whom.
    pub fn required_in(&self, language: Language) -> String {
        self.required_said().to(language)
    }

    /// What to do next. None where there is nothing to do.
    pub fn next_in(&self, language: Language) -> Option<String> {
        self.next_said().map(|next| next.to(language))
    }

    /// How to see it mended. None where there is nothing to mend.
    pub fn verify_in(&self, language: Language) -> Option<String> {
        let verify = self.template.verify;
        (!verify.is_empty()).then(|| self.say("verify", verify).to(language))
    }

    fn say(&self, part: &'static str, english: &'static str) -> Say {
        Say::part(self.template.id, part, english, self.args.clone())
    }
}
