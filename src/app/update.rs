//! The one function that changes state.
