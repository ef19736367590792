//! The report's model: what every renderer shows, decided before it gets there.

mod build;
mod firewall;
mod firewall_list;
mod headline;
mod metrics;
mod partner_sheet;
mod rows;
