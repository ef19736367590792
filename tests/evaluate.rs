//! The judgement: levels and waivers applied, the verdict folded. Each sentence of "What the verdict means" that a run
//! without the service's own probe can show.

mod catalogue;
mod doubtful;
mod exceptions;
mod fold;
mod verdict;
