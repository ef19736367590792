//! The report's model: what every renderer shows, decided before it gets there.

mod build;
pub(crate) mod chain_tree;
mod decision;
mod firewall;
mod firewall_list;
mod headline;
mod kept;
mod metrics;
mod outlook;
mod partner_sheet;
mod path;
mod rows;
mod timeline;
mod trust;
