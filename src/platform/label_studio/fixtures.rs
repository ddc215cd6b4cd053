//! What real servers sent, for unit tests.

use std::path::Path;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::config::Config;

/// A recorded answer.
pub fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sim/label_studio/recorded");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The label configuration of a recorded project.
pub fn project(name: &str) -> Config {
    #[derive(Deserialize)]
    struct Project {
        label_config: String,
        parsed_label_config: Option<Box<RawValue>>,
    }
    let project: Project = serde_json::from_str(&fixture(name)).unwrap();
    Config::read(
        &project.label_config,
        project.parsed_label_config.as_deref(),
    )
}
