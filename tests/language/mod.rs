//! Messages and catalogues: what the sources say in English stands in each catalogue, with the same names, and nothing else does.

mod catalogue;
mod korean;
mod sources;
