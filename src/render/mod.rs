//! Report → text. One file per format, and the lines that text is made of; a renderer takes the report's model and decides nothing.

mod chain_json;
mod chain_text;
mod escape;
mod event;
mod firewall;
mod firewall_json;
mod firewall_list;
mod html;
mod json;
mod lines;
mod markdown;
mod partner_sheet_html;
mod partner_sheet_json;
mod partner_sheet_markdown;
mod partner_sheet_text;
mod services;
mod text;
mod words;

pub use chain_json::chain_json;
pub use chain_text::chain_text;
pub use event::{Event, EventKind, LONGEST_EVENT, event, event_without_report};
pub use firewall_list::{ListForm, firewall_list};
pub use html::html;
pub use json::json;
pub(crate) use lines::wrap;
pub use markdown::markdown;
pub use partner_sheet_html::partner_sheet_html;
pub use partner_sheet_json::partner_sheet_json;
pub use partner_sheet_markdown::partner_sheet_markdown;
pub use partner_sheet_text::partner_sheet_text;
pub use text::{Detail, text};
