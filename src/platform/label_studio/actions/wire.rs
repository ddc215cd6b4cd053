//! Commands and their forms as the server tells them (Label Studio API, data manager actions).

use serde::Deserialize;
use serde_json::Value;

use super::super::records::lenient;

/// A command.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Action {
    /// Its name for the server.
    #[serde(default, deserialize_with = "lenient")]
    pub id: String,
    /// Its name for people.
    #[serde(default, deserialize_with = "lenient")]
    pub title: String,
    /// Its place in the menu.
    #[serde(default, deserialize_with = "lenient")]
    pub order: i64,
    /// Callable, but not shown.
    #[serde(default, deserialize_with = "lenient")]
    pub hidden: bool,
    /// Still tried out.
    #[serde(default, deserialize_with = "lenient")]
    pub experimental: bool,
    /// Shown off in the open-source edition, where it does nothing.
    #[serde(default, deserialize_with = "lenient")]
    pub enterprise_badge: bool,
    /// Not now.
    #[serde(default, deserialize_with = "lenient")]
    pub disabled: bool,
    /// Why not.
    #[serde(default, deserialize_with = "lenient")]
    pub disabled_reason: String,
    /// What is asked before.
    #[serde(default, deserialize_with = "lenient")]
    pub dialog: Option<serde_json::Map<String, Value>>,
}

impl Action {
    /// What the server wants to be asked before.
    pub fn question(&self) -> Option<String> {
        let text = self.dialog.as_ref()?.get("text")?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Whether something has to be filled in, told here (older servers) or asked for.
    pub fn has_form(&self) -> bool {
        let dialog = self.dialog.as_ref();
        dialog.is_some_and(|dialog| dialog.contains_key("form"))
    }

    /// The form that came with the command.
    pub fn own_form(&self) -> Option<Vec<Field>> {
        let form = self.dialog.as_ref()?.get("form")?;
        (!form.is_null()).then(|| fields(form))
    }
}

/// One field of a form.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Field {
    /// Its name for the server.
    #[serde(default, deserialize_with = "lenient")]
    pub name: String,
    /// Its name for people.
    #[serde(default, deserialize_with = "lenient")]
    pub label: String,
    /// The values it can have: texts, numbers, or objects with value and label.
    #[serde(default)]
    pub options: Value,
    /// It must be filled in.
    #[serde(default, deserialize_with = "lenient")]
    pub required: bool,
}

impl Field {
    /// Whether its values are people's numbers.
    pub fn is_of_people(&self) -> bool {
        ["annotator", "reviewer", "user"]
            .iter()
            .any(|word| self.name.contains(word))
    }

    /// Its values, as sent and as shown; an empty one means what leaving it out means.
    pub fn choices(&self) -> Vec<(String, String)> {
        let all = self.options.as_array().map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter_map(|option| {
                let value = text(option.get("value").unwrap_or(option))?;
                let label = option.get("label").and_then(text);
                Some((value.clone(), label.unwrap_or(value)))
            })
            .filter(|(value, _)| !value.is_empty())
            .collect()
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        _ => None,
    }
}

/// The fields of a form: a list of rows of them. What is none is left out.
pub fn fields(form: &Value) -> Vec<Field> {
    let rows = form.as_array().map_or(&[][..], Vec::as_slice);
    let fields = rows.iter().flat_map(|row| {
        let list = row.get("fields").and_then(Value::as_array);
        list.map_or(&[][..], Vec::as_slice)
    });
    fields
        .filter_map(|field| serde_json::from_value::<Field>(field.clone()).ok())
        .filter(|field| !field.name.is_empty())
        .collect()
}
