//! Each check, one file each: every outcome once, and for each bad case, with exactly one thing wrong, its good twin.

mod clock;
mod endpoint_listed;
mod intermediate_present;
mod intermediate_validity;
mod lead_time;
mod policy_current;
mod retiring_root;
mod root_lookalike;
mod root_present;
mod root_validity;
mod store_complete;
