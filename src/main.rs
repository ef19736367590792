//! The binary: parse, read the clock, run, print, exit.

fn main() {}
