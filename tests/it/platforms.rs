//! Servers' clients against servers that misbehave.

mod http;
