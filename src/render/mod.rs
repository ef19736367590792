//! Report → text. One file per format, and the lines that text is made of; a renderer takes the report's model and decides nothing.

mod chain_json;
mod chain_text;
mod csv;
mod event;
mod firewall;
mod firewall_json;
mod firewall_list;
mod json;
mod junit;
mod lines;
mod nagios;
mod partner_sheet_html;
mod partner_sheet_json;
mod partner_sheet_markdown;
mod partner_sheet_text;
mod prometheus;
mod services;
mod text;

pub use chain_json::chain_json;
pub use chain_text::chain_text;
pub use csv::csv;
pub use event::{Event, EventKind, LONGEST_EVENT, event, event_without_report};
pub use firewall_list::{ListForm, firewall_list};
pub use json::json;
pub use junit::junit;
pub(crate) use lines::wrap;
pub use nagios::{LONGEST_OUTPUT, nagios, nagios_without_report};
pub use partner_sheet_html::partner_sheet_html;
pub use partner_sheet_json::partner_sheet_json;
pub use partner_sheet_markdown::partner_sheet_markdown;
pub use partner_sheet_text::partner_sheet_text;
pub use prometheus::prometheus;
pub use text::{Detail, text};
