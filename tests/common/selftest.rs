//! The helpers are what they say: what is signed verifies elsewhere, what is broken is broken in that one way.

mod modules;
mod network;
mod objects;
mod openssl;
mod policy;
mod wire;
