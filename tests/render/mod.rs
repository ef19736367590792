//! Renderers: the words of the text report, the contract of the JSON report, and what hostile text does to both.

mod event;
mod firewall_list;
mod hostile;
mod json;
mod partner_sheet;
mod sample;
mod text;
