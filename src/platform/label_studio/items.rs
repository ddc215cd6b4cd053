//! A task with everything that is reviewed on it.
