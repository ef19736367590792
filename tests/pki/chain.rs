//! Whole chains, judged with their revocation.

mod answers;
mod crls;
mod judge;
