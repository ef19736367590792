//! A rotation as data: the YAML's shape, the valid policy made from it, the embedded catalogue. All that is wrong with a
//! file is said at once, each problem with its line and column. Only `load.rs` reads files.

mod model;

pub use model::{
    Anchor, Cutover, Deadline, Distrust, Endpoint, EndpointKind, Intermediate, LevelRule, Need, Policy, PolicySource,
    Precision, Presented, Programme, Side, Superseded, Waiver,
};
