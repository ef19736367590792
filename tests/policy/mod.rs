//! Policies: the catalogue, and all that can be wrong with a file.

mod catalogue;
