//! The command line, as a person or a scheduler runs it.

mod args;
mod exit;
mod firewall;
mod policy;
mod store;
mod verify;
