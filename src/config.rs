//! Settings: raw (as written) → resolved (validated, complete); key notation; paths.
//!
//! This layer reads the configuration file, nothing else; it knows no terminal and no network.

pub mod keys;
pub mod settings;
