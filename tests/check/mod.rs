//! Each check, one file each: every outcome once, and for each bad case, with exactly one thing wrong, its good twin.

mod aia_chains;
mod catalogue;
mod clock;
mod crl_fresh;
mod crl_scope;
mod crl_signed;
mod endpoint_genuine;
mod endpoint_listed;
mod endpoint_reachable;
mod endpoint_timely;
mod intermediate_present;
mod intermediate_validity;
mod lead_time;
mod ocsp_fresh;
mod ocsp_methods;
mod ocsp_signed;
mod ocsp_status;
mod path_valid;
mod policy_current;
mod retiring_root;
mod revocation_path;
mod root_lookalike;
mod root_present;
mod root_validity;
mod store_complete;
