//! The way out, as settings write it.

mod bypass;
mod connect_to;
mod environment;
mod proxy;
mod retrieve;
mod settings;
#[cfg(windows)]
mod windows;
