//! Servers' clients against servers that misbehave.

mod copies;
mod cvat_faults;
mod cvat_figures;
mod cvat_inbox;
mod cvat_read;
mod cvat_rights;
pub mod cvat_world;
mod cvat_write;
pub mod formats;
mod http;
mod studio_faults;
mod studio_items;
mod studio_lists;
mod studio_session;
pub mod studio_world;
mod studio_write;
