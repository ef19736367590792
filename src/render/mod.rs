//! Report → text. One file per format, and the lines that text is made of; a renderer takes the report's model and decides nothing.

mod chain_json;
mod chain_text;
mod event;
mod firewall;
mod firewall_json;
mod firewall_list;
mod json;
mod lines;
mod services;
mod text;

pub use chain_json::chain_json;
pub use chain_text::chain_text;
pub use event::{Event, EventKind, LONGEST_EVENT, event, event_without_report};
pub use firewall_list::{ListForm, firewall_list};
pub use json::json;
pub(crate) use lines::wrap;
pub use text::{Detail, text};
