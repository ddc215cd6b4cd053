//! What the user sets: here the notation of keys.
//!
//! Plain values and parsing; nothing of the terminal and nothing of the application's state.

pub mod keys;
