//! Renderers: the words of the text report, the contracts of JSON, CSV, JUnit XML, Nagios' and Prometheus' forms, the pages for
//! tickets, and what hostile text does to each.

mod chain_tree;
mod csv;
mod difference;
mod event;
mod firewall_list;
mod fleet;
mod hostile;
mod html;
mod json;
mod junit;
mod korean;
mod markdown;
mod nagios;
mod page;
mod partner_sheet;
mod prometheus;
pub(crate) mod sample;
mod text;
