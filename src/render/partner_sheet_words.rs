//! The words that every form of the sheet for partners has: its headings, and who it is for.

use crate::language::{Language, Message, message, say};
use crate::report::PartnerSheet;

/// For whom the sheet is, when it was made and from what; the policy's id as the form escapes it.
pub(super) fn made(sheet: &PartnerSheet, policy: &str, language: Language) -> String {
    say!(
        language,
        "sheet-made",
        "For business partners. Made on {made} from the policy {policy}.",
        made = sheet.made.date(),
        policy = policy
    )
}

/// The heading of the service's certificate.
pub(super) fn certificate() -> &'static Message {
    message!("sheet-title-certificate", "The service's certificate")
}

/// The heading of the dates.
pub(super) fn dates() -> &'static Message {
    message!("sheet-title-dates", "Dates")
}

/// The heading of the roots.
pub(super) fn roots() -> &'static Message {
    message!("sheet-title-roots", "Roots")
}

/// The heading of the intermediates.
pub(super) fn intermediates() -> &'static Message {
    message!("sheet-title-intermediates", "Intermediates")
}

/// The heading of what is to be done.
pub(super) fn advice() -> &'static Message {
    message!("sheet-title-advice", "What to do")
}

/// The heading of the hosts.
pub(super) fn hosts() -> &'static Message {
    message!("sheet-title-hosts", "Hosts that a mail server which validates must reach")
}

/// The heading of the sources.
pub(super) fn sources() -> &'static Message {
    message!("sheet-title-sources", "Sources")
}

/// What stands before the digest of the policy.
pub(super) fn of_policy() -> &'static Message {
    message!("sheet-of-policy", "Policy SHA-256")
}

/// The head of a column of names.
pub(super) fn attribute() -> &'static Message {
    message!("sheet-attribute", "Attribute")
}

/// The head of a column of values.
pub(super) fn value() -> &'static Message {
    message!("head-value", "Value")
}

/// What a certificate is to a partner.
pub(super) fn what_it_is() -> &'static Message {
    message!("sheet-what-it-is", "What it is")
}

/// The heads of the table of hosts.
pub(super) fn host_heads() -> [&'static Message; 3] {
    [message!("scope-host", "Host"), message!("sheet-port", "TCP port"), message!("sheet-head-serves", "Serves")]
}
