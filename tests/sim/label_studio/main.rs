//! A server of Label Studio's shape for tests and for the official SDK.

fn main() {}
