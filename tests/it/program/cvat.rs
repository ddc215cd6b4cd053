//! The whole program against a CVAT server: the account is added as a user would, then a
//! reviewer's mornings are gone through by keys.

mod away;
mod desk;
mod fixed;
mod handing;
mod pass;
mod rights;
mod triage;
