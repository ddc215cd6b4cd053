//! Values of a task's data as configurations name them: `$image`, `$images[0].url`, a text with
//! some of them in it.

use std::borrow::Cow;

use serde_json::Value;

use super::super::results::words;

/// The value that an expression stands for; none where the data has no such thing.
pub fn lookup<'a>(data: &'a Value, expression: &str) -> Option<Cow<'a, Value>> {
    let expression = expression.trim();
    match expression.strip_prefix('$') {
        Some(path) if is_path(path) => follow(data, path).map(Cow::Borrowed),
        _ if expression.is_empty() => None,
        _ if expression.contains('$') => {
            Some(Cow::Owned(Value::String(substitute(data, expression))))
        }
        _ => Some(Cow::Owned(Value::String(expression.to_owned()))),
    }
}

fn is_path(path: &str) -> bool {
    !path.is_empty() && !path.contains(['$', ' ', '\n', '/'])
}

fn follow<'a>(data: &'a Value, path: &str) -> Option<&'a Value> {
    // A key may hold a dot itself.
    if let Some(value) = data.get(path) {
        return Some(value);
    }
    let mut value = data;
    for step in path.split(['.', '[']) {
        let step = step.trim_end_matches(']').trim_matches(['"', '\'']);
        if step.is_empty() {
            continue;
        }
        value = match value {
            Value::Array(values) => values.get(step.parse::<usize>().ok()?)?,
            value => value.get(step)?,
        };
    }
    Some(value)
}

/// A text with every `$name` in it replaced by its value; what the data does not have is left out.
fn substitute(data: &Value, text: &str) -> String {
    let mut out = String::new();
    let mut parts = text.split('$');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part
            .find(|c: char| !(c.is_alphanumeric() || "_.[]".contains(c)))
            .unwrap_or(part.len());
        let (path, rest) = part.split_at(end);
        // A full stop ends a sentence, not a path.
        let bare = path.trim_end_matches('.');
        if let Some(value) = follow(data, bare).filter(|_| !bare.is_empty()) {
            out.push_str(&words(value));
        }
        out.push_str(path.get(bare.len()..).unwrap_or_default());
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_found_by_name_path_and_within_texts() {
        let data =
            json!({"image": "/a.jpg", "n": {"deep": [{"url": "u"}]}, "a.b": 1, "list": [1, 2]});
        for (expression, value) in [
            ("$image", json!("/a.jpg")),
            ("$n.deep[0].url", json!("u")),
            ("$a.b", json!(1)),
            ("$list", json!([1, 2])),
            ("$list[1]", json!(2)),
            ("plain", json!("plain")),
            (
                "See $image, $n.deep[0].url. $none",
                json!("See /a.jpg, u. "),
            ),
        ] {
            assert_eq!(
                lookup(&data, expression).as_deref(),
                Some(&value),
                "{expression}"
            );
        }
        for expression in ["$none", "$image.x", "$list[9]", "$n.deep[x]", ""] {
            assert_eq!(lookup(&data, expression), None, "{expression}");
        }
    }
}
