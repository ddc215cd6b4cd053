//! The layers as a test: which part may name which other part and which outside crate.
//!
//! The table is the one of the crate documentation. A use that it does not grant fails with file
//! and line. Further house rules that a compiler does not know are checked here too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// One row: the path prefix below `src/`, the crate's own modules that it may name, and the
/// outside crates (`std` is free, IO within it is not: see `PURE`). The longest prefix counts.
struct Layer {
    prefix: &'static str,
    may: &'static [&'static str],
    crates: &'static [&'static str],
}

const LAYERS: &[Layer] = &[
    Layer {
        prefix: "main.rs",
        may: &[],
        crates: &["vidimus"],
    },
    Layer {
        prefix: "lib.rs",
        may: &[],
        crates: &[],
    },
    Layer {
        prefix: "limits.rs",
        may: &[],
        crates: &[],
    },
    Layer {
        prefix: "model",
        may: &["model", "limits"],
        crates: &["serde", "jiff", "thiserror", "unicode_segmentation"],
    },
    Layer {
        prefix: "codec",
        may: &["codec", "model", "limits"],
        crates: &["serde", "serde_json", "sha2", "thiserror", "quick_xml"],
    },
    Layer {
        prefix: "codec/raster",
        may: &["codec", "model", "limits"],
        crates: &["image"],
    },
    Layer {
        prefix: "codec/embedded",
        may: &["codec", "model", "limits"],
        crates: &["base64", "flate2"],
    },
    Layer {
        prefix: "codec/sound",
        may: &["codec", "model", "limits"],
        crates: &["symphonia", "thiserror"],
    },
    Layer {
        prefix: "codec/series",
        may: &["codec", "model", "limits"],
        crates: &["csv", "jiff", "serde_json", "thiserror"],
    },
    Layer {
        prefix: "codec/page",
        may: &["codec", "model", "limits"],
        crates: &["html5ever"],
    },
    Layer {
        prefix: "config",
        may: &["config", "model", "limits"],
        crates: &[
            "serde",
            "toml",
            "directories",
            "thiserror",
            "strsim",
            "secrecy",
        ],
    },
    Layer {
        prefix: "platform",
        may: &["platform", "codec", "model", "limits"],
        crates: &["async_trait", "thiserror", "tokio"],
    },
    Layer {
        prefix: "platform/http",
        may: &["platform", "model", "limits"],
        crates: &[
            "async_trait",
            "thiserror",
            "tokio",
            "reqwest",
            "rustls",
            "secrecy",
            "serde",
            "serde_json",
            "serde_path_to_error",
            "url",
            "tracing",
            "jiff",
        ],
    },
    Layer {
        prefix: "platform/cvat",
        may: &["platform", "codec", "model", "limits"],
        crates: &[
            "async_trait",
            "thiserror",
            "tokio",
            "secrecy",
            "serde",
            "serde_json",
            "url",
            "tracing",
            "jiff",
            "zip",
        ],
    },
    Layer {
        prefix: "platform/label_studio",
        may: &["platform", "codec", "model", "limits"],
        crates: &[
            "async_trait",
            "base64",
            "thiserror",
            "tokio",
            "secrecy",
            "serde",
            "serde_json",
            "url",
            "tracing",
            "jiff",
            "quick_xml",
        ],
    },
    Layer {
        prefix: "platform/journal",
        may: &["platform", "store", "model", "limits"],
        crates: &["async_trait", "tokio", "tracing"],
    },
    Layer {
        prefix: "platform/local",
        may: &["platform", "store", "codec", "model", "limits"],
        crates: &[
            "async_trait",
            "thiserror",
            "tokio",
            "serde",
            "serde_json",
            "image",
            "tracing",
            "hashbrown",
        ],
    },
    Layer {
        prefix: "store",
        may: &["store", "model", "limits"],
        crates: &[
            "rusqlite",
            "tokio",
            "serde",
            "serde_json",
            "rustix",
            "thiserror",
            "tracing",
        ],
    },
    Layer {
        prefix: "media",
        may: &["media", "codec", "model", "limits"],
        crates: &[
            "image",
            "base64",
            "jpeg_decoder",
            "jpeg_encoder",
            "fast_image_resize",
            "png",
            "tiny_skia",
            "thiserror",
            "unicode_width",
        ],
    },
    Layer {
        prefix: "app",
        may: &["app", "config", "codec", "model", "limits"],
        crates: &[
            "tui_input",
            "nucleo_matcher",
            "unicode_width",
            "unicode_segmentation",
        ],
    },
    Layer {
        prefix: "ui",
        may: &["ui", "app", "config", "codec", "model", "limits"],
        crates: &[
            "ratatui",
            "unicode_width",
            "unicode_segmentation",
            "tui_input",
        ],
    },
    Layer {
        prefix: "runtime",
        may: &[
            "runtime", "ui", "app", "config", "media", "platform", "store", "codec", "model",
            "limits",
        ],
        crates: &[
            "tokio",
            "tracing",
            "tracing_subscriber",
            "rustix",
            "serde_json",
            "thiserror",
        ],
    },
    Layer {
        prefix: "runtime/terminal",
        may: &["runtime", "ui", "app", "config", "media", "model", "limits"],
        crates: &[
            "tokio",
            "tracing",
            "ratatui",
            "termina",
            "rustix",
            "base64",
            "thiserror",
        ],
    },
    Layer {
        prefix: "cli",
        may: &[
            "cli", "runtime", "app", "config", "store", "platform", "media", "codec", "model",
            "limits",
        ],
        crates: &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "tokio",
            "serde",
            "serde_json",
            "tracing",
            "include_dir",
            "tempfile",
            "thiserror",
            "sha2",
            "jiff",
            "unicode_width",
            "rustix",
            "async_trait",
            "rpassword",
            "secrecy",
            "url",
        ],
    },
];

/// Parts that do no IO, read no clock and share no state between threads.
const PURE: &[&str] = &["model", "codec", "app", "ui", "limits.rs"];

/// What the pure parts must not name. `std::io::Read` and `Cursor` are how codecs are fed.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::thread",
    "std::env",
    "Instant::now",
    "SystemTime",
    "Mutex",
    "RwLock",
    "OnceLock",
    "println!",
    "eprintln!",
];

struct Source {
    /// Path below `src/`, with `/`.
    name: String,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let name = path
                    .strip_prefix(&root)
                    .unwrap()
                    .to_string_lossy()
                    .replace('\\', "/");
                found.push(Source {
                    name,
                    text: std::fs::read_to_string(&path).unwrap(),
                });
            }
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The lines of a file outside comments and unit tests, with their numbers.
fn code(source: &Source) -> Vec<(usize, &str)> {
    if source.name.contains("/tests/") || source.name.ends_with("/tests.rs") {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut test_next = false;
    for (number, line) in source.text.lines().enumerate() {
        let bare = line.trim_start();
        if bare.starts_with("#[cfg(test)]") {
            test_next = true;
            continue;
        }
        if test_next && bare.starts_with("mod ") && bare.ends_with('{') {
            break;
        }
        test_next = false;
        if !bare.starts_with("//") {
            lines.push((number + 1, line));
        }
    }
    lines
}

fn layer(name: &str) -> &'static Layer {
    let fits = |layer: &&Layer| {
        let stem = layer.prefix.trim_end_matches(".rs");
        name == layer.prefix
            || name == format!("{stem}.rs")
            || name.starts_with(&format!("{stem}/"))
    };
    LAYERS
        .iter()
        .filter(fits)
        .max_by_key(|layer| layer.prefix.len())
        .unwrap_or_else(|| panic!("src/{name} stands in no layer: add a row"))
}

/// The crate's own top-level modules that a line names as `crate::…`.
fn named(line: &str) -> Vec<String> {
    line.match_indices("crate::")
        .filter(|(at, _)| {
            !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$')
        })
        .map(|(at, word)| {
            let rest = &line[at + word.len()..];
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

fn outside_crates() -> BTreeSet<String> {
    let manifest =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut inside = false;
    let mut names = BTreeSet::from(["vidimus".to_owned()]);
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line == "[dependencies]";
        } else if inside && let Some((name, _)) = line.split_once(" =") {
            names.insert(name.trim().replace('-', "_"));
        }
    }
    names
}

#[test]
fn every_use_is_granted_by_the_layer_table() {
    let crates = outside_crates();
    let mut wrong = Vec::new();
    for source in sources() {
        let layer = layer(&source.name);
        for (number, line) in code(&source) {
            for module in named(line) {
                // `crate::{…}` is never written: each use names its module.
                if !layer.may.contains(&module.as_str()) {
                    wrong.push(format!(
                        "src/{}:{number}: crate::{module} is not granted to {}",
                        source.name, layer.prefix
                    ));
                }
            }
            for name in &crates {
                let used = line.match_indices(name.as_str()).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let starts =
                        before.is_none_or(|c| !c.is_alphanumeric() && !"_:.\"$-/`".contains(c));
                    starts && line[at + name.len()..].starts_with("::")
                });
                if used && !layer.crates.contains(&name.as_str()) {
                    wrong.push(format!(
                        "src/{}:{number}: the crate {name} is not granted to {}",
                        source.name, layer.prefix
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_pure_parts_do_no_io_and_read_no_clock() {
    let mut wrong = Vec::new();
    for source in sources() {
        if !PURE.contains(&layer(&source.name).prefix) {
            continue;
        }
        for (number, line) in code(&source) {
            for word in IMPURE.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("src/{}:{number}: {word}", source.name));
            }
            if line.contains("async ") || line.contains(".await") {
                wrong.push(format!("src/{}:{number}: async", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_the_terminal_layer_writes_to_the_terminal() {
    let mut wrong = Vec::new();
    for source in sources() {
        let free = ["runtime/terminal", "runtime/crash", "cli"]
            .iter()
            .any(|part| source.name.starts_with(part));
        for (number, line) in code(&source) {
            let writes = ["println!", "print!(", "stdout()", "stderr()", "stdin()"]
                .iter()
                .any(|w| line.contains(w));
            if writes && !free {
                wrong.push(format!("src/{}:{number}: {}", source.name, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn house_rules() {
    let mut wrong = Vec::new();
    for source in sources() {
        let name = &source.name;
        if !source.text.starts_with("//!") {
            wrong.push(format!("src/{name}: begins without //!"));
        }
        if name.ends_with("/mod.rs")
            || name.contains("utils")
            || name.contains("helper")
            || name.contains("manager")
        {
            wrong.push(format!("src/{name}: name"));
        }
        for (number, line) in code(&source) {
            let mutable =
                line.trim_start().starts_with("static mut") || line.contains("thread_local!");
            if mutable || line.contains("todo!(") || line.contains("unimplemented!(") {
                wrong.push(format!("src/{name}:{number}: {}", line.trim()));
            }
        }
    }
    let main = sources()
        .into_iter()
        .find(|source| source.name == "main.rs")
        .unwrap();
    if main.text.lines().count() >= 40 {
        wrong.push("src/main.rs is no longer thin".into());
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_top_level_is_the_agreed_one() {
    let agreed = [
        "Cargo.toml",
        "Cargo.lock",
        "README.md",
        "LICENSE",
        "src",
        "assets",
        "tests",
        "target",
        "proptest-regressions",
    ];
    for entry in std::fs::read_dir(env!("CARGO_MANIFEST_DIR")).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(
            name.starts_with('.') || agreed.contains(&name.as_str()),
            "{name} at the top level"
        );
    }
}

/// Every file under `tests/it` is part of the one integration binary.
#[test]
fn no_integration_test_is_forgotten() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("snapshots") {
                    folders.push(path);
                }
                continue;
            }
            let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
            if path.extension().is_none_or(|end| end != "rs") || stem == "main" {
                continue;
            }
            let parent = if folder == root {
                root.join("main.rs")
            } else {
                folder.with_extension("rs")
            };
            let text = std::fs::read_to_string(&parent).unwrap_or_default();
            assert!(
                text.contains(&format!("mod {stem};")),
                "{} is not in {}",
                path.display(),
                parent.display()
            );
        }
    }
}
