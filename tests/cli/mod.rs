//! The command line, as a person or a scheduler runs it.

mod args;
mod chains;
mod connectors;
mod event_log;
mod exchange;
mod exit;
mod firewall;
mod fleet;
mod kept_reports;
mod manual;
mod own;
mod policy;
mod report;
mod schedule;
mod speech;
mod store;
mod verify;
mod version;
