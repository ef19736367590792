//! The only room that talks to the network and asks the host. It says how far it got and with what evidence; it never
//! judges, and nothing that a network or a store does is an error here.

pub mod host;
pub mod store;
