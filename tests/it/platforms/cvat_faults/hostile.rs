//! Answers that are JSON, but not what they should be: what can be read is still there.

