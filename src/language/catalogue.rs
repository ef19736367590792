//! The catalogues: messages by their ids, in Fluent's form.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Arg, Language};

/// The files of the Korean catalogue; a test holds the folder to them.
const KOREAN_FILES: [&str; 8] = [
    include_str!("ko/compare.ftl"),
    include_str!("ko/endpoints.ftl"),
    include_str!("ko/fleet.ftl"),
    include_str!("ko/help.ftl"),
    include_str!("ko/report.ftl"),
    include_str!("ko/service.ftl"),
    include_str!("ko/store.ftl"),
    include_str!("ko/words.ftl"),
];

/// The Korean catalogue, read when it is first asked.
static KOREAN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle(Language::Korean, &KOREAN_FILES));

fn bundle(language: Language, files: &[&str]) -> FluentBundle<FluentResource> {
    let locale: LanguageIdentifier = language.word().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks that isolate the direction of what is put in: both languages run one way, and a terminal shows them.
    bundle.set_use_isolating(false);
    for file in files {
        // What a file has that is no Fluent is left out; a test sees to it that there is none, and that no id stands twice.
        let resource = FluentResource::try_new((*file).to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// A message, or an attribute of one, out of a language's catalogue, with its arguments. None where it has none, and in English,
/// which stands in the code.
pub(crate) fn translated(
    language: Language,
    id: &str,
    attribute: Option<&str>,
    args: &[(&'static str, Arg)],
) -> Option<String> {
    let catalogue = match language {
        Language::English => return None,
        Language::Korean => &*KOREAN,
    };
    let message = catalogue.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, value) in args {
        // As text, so that no number is written in another way than in English.
        values.set(*name, FluentValue::from(value.to(language)));
    }
    let mut faults = Vec::new();
    let said = catalogue.format_pattern(pattern, Some(&values), &mut faults).into_owned();
    faults.is_empty().then_some(said)
}

/// A message without arguments whose id is put together: of a command's option, for instance. None where the catalogue has none, and
/// in English.
pub(crate) fn said_of(language: Language, id: &str) -> Option<String> {
    translated(language, id, None, &[])
}
