//! What is in a job: its frames, its annotations and its labels, read together and kept while the
//! job stays the same.

/// The content of one job.
#[derive(Debug, Default)]
pub struct Content {}
