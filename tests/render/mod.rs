//! Renderers: the words of the text report, the contracts of JSON, CSV, JUnit XML, Nagios' and Prometheus' forms,
//! and what hostile text does to each.

mod csv;
mod event;
mod firewall_list;
mod hostile;
mod json;
mod junit;
mod nagios;
mod partner_sheet;
mod prometheus;
mod sample;
mod text;
