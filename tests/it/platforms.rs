//! Servers' clients against servers that misbehave.

mod cvat_read;
mod cvat_world;
mod http;
