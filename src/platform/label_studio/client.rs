//! Requests to a Label Studio server.

/// `Accept` of JSON requests.
pub const ACCEPT: &str = "application/json";

/// The words of an error answer (Label Studio API, errors: `validation_errors`, `detail`).
pub fn explain(status: u16, body: &[u8]) -> Option<String> {
    let _ = (status, body);
    None
}
