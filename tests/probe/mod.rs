//! The probe: what it brings back from the host and from the network.

mod host;
mod store;
