//! Report → text. One file per format; a renderer takes the report's model and decides nothing.

mod json;
mod text;

pub use json::json;
pub use text::{Detail, text};
