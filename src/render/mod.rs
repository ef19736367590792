//! Report → text. One file per format, and the lines that text is made of; a renderer takes the report's model and decides nothing.

mod json;
mod lines;
mod text;

pub use json::json;
pub(crate) use lines::wrap;
pub use text::{Detail, text};
