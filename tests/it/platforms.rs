//! Servers' clients against servers that misbehave.

mod cvat_read;
pub mod cvat_world;
mod http;
