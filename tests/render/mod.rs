//! Renderers: the words of the text report, the contract of the JSON report, the pages for tickets, and what hostile text does to
//! all of them.

mod event;
mod firewall_list;
mod hostile;
mod html;
mod json;
mod markdown;
mod page;
mod partner_sheet;
mod sample;
mod text;
