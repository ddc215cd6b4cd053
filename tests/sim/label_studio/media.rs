//! Files: uploads, local files, storages with signed addresses.

use super::frames::Picture;
use super::reply::{Answer, Reply, error};
use super::routes::{Cx, only};
use super::state::State;
use super::{rights, sound};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde_json::Value;

/// Width and height of a picture by its name.
pub fn size(name: &str) -> (u32, u32) {
    let known = [
        ("frame_001", (800, 450)),
        ("frame_002", (480, 640)),
        ("tiny", (3, 2)),
        ("large", (4_000, 3_000)),
        ("page", (420, 594)),
    ];
    known
        .into_iter()
        .find(|(part, _)| name.contains(part))
        .map_or((640, 480), |(_, size)| size)
}

/// What a name says it is; nothing of it is kept anywhere.
pub fn file_by_name(path: &str, seed: u64) -> Answer {
    let name = path.rsplit('/').next().unwrap_or_default().to_lowercase();
    let bytes = |kind, body: Vec<u8>| {
        let headers = vec![("accept-ranges", "bytes".to_owned())];
        Ok(Reply::Bytes {
            kind,
            body,
            headers,
        })
    };
    match name.rsplit('.').next().unwrap_or_default() {
        end @ ("png" | "jpg" | "jpeg") => {
            let (width, height) = size(&name);
            let text = name
                .bytes()
                .fold(seed, |sum, b| sum.wrapping_mul(31).wrapping_add(b.into()));
            let png = end == "png";
            Ok(Reply::Picture(Picture {
                seed: text,
                width,
                height,
                png,
            }))
        }
        "wav" => bytes(
            "audio/x-wav",
            sound::wav(2, if name.contains("stereo") { 2 } else { 1 }),
        ),
        "csv" => bytes("text/csv", sound::csv(200, ',').into_bytes()),
        "tsv" => bytes(
            "text/tab-separated-values",
            sound::csv(200, '\t').into_bytes(),
        ),
        "txt" => bytes(
            "text/plain; charset=utf-8",
            super::seed_text::BY_ADDRESS.into(),
        ),
        "json" => {
            let talk =
                r#"[{"author":"A","text":"How are you?"},{"author":"B","text":"Fine, thanks."}]"#;
            bytes("application/json", talk.into())
        }
        "html" => bytes("text/html", super::seed_text::PAGE.into()),
        "mp4" => bytes("video/mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec()),
        "broken" => bytes("image/png", b"\x89PNG\r\n\x1a\nnot a picture".to_vec()),
        _ => Err(Reply::Html(404)),
    }
}

/// A storage address as the server rewrites it.
pub fn resolved(task: u64, uri: &str, old: bool) -> String {
    let word = if old { "presign" } else { "resolve" };
    format!(
        "/tasks/{task}/{word}/?fileuri={}",
        STANDARD.encode(uri).replace('+', "-").replace('/', "_")
    )
}

/// `resolve_uri=false`: storage addresses as they were imported.
pub fn raw(data: &Value) -> Value {
    let mut data = data.clone();
    for value in data
        .as_object_mut()
        .into_iter()
        .flatten()
        .map(|(_, value)| value)
    {
        let Some(text) = value.as_str().and_then(|text| text.split_once("?fileuri=")) else {
            continue;
        };
        if let Some(uri) = decode(text.1) {
            *value = uri.into();
        }
    }
    data
}

fn decode(text: &str) -> Option<String> {
    String::from_utf8(URL_SAFE.decode(text).ok()?).ok()
}

pub fn media(cx: &Cx, state: &State, parts: &[&str]) -> Answer {
    let me = cx.me()?;
    only(cx, &["GET", "HEAD"])?;
    match parts {
        ["data", "upload", _, name] if name.contains("missing") => {
            let said = format!("[Errno 2] No such file or directory: 'media/upload/{name}'");
            Err(error(500, said))
        }
        ["data", "upload", project, name] => {
            let project = project.parse().unwrap_or(0);
            rights::project(state, me, project)?;
            file_by_name(name, project)
        }
        ["data", "local-files"] => {
            let said = "Serving local files can be dangerous, so it's disabled by default. You can \
                        enable it with LOCAL_FILES_SERVING_ENABLED environment variable";
            Err(Reply::Text(403, "text/html; charset=utf-8", said.into()))
        }
        ["tasks", id, "resolve"] if state.at_least(1, 17) => storage(cx, state, me, id),
        ["tasks", id, "presign"] => storage(cx, state, me, id),
        ["projects", _, "resolve"] => signed(cx, state),
        _ => Err(Reply::Html(404)),
    }
}

fn storage(cx: &Cx, state: &State, me: u64, task: &str) -> Answer {
    let id = task.parse().map_err(|_| Reply::Html(404))?;
    rights::task(state, me, id).map_err(|_| Reply::Empty(404))?;
    signed(cx, state)
}

/// A bucket whose name holds `proxy` is read through the server; another is a signed address.
fn signed(cx: &Cx, state: &State) -> Answer {
    let text = cx.query.get("fileuri").ok_or(Reply::Empty(400))?;
    let uri = decode(text).ok_or(Reply::Empty(400))?;
    let place = uri.strip_prefix("s3://").ok_or(Reply::Empty(404))?;
    if !place.starts_with("bucket/") && !place.starts_with("proxy/") {
        return Err(Reply::Empty(404));
    }
    if place.starts_with("proxy") {
        return file_by_name(place, 5);
    }
    let to = format!(
        "{}/{place}?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=60&X-Amz-Signature=feed",
        state.foreign
    );
    let headers = vec![
        ("location", to),
        ("cache-control", "no-store, max-age=60".into()),
        ("content-type", "text/html; charset=utf-8".into()),
    ];
    Ok(Reply::With(303, String::new(), headers))
}
