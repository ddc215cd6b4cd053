//! Where results and their regions stand in the text of a task, for copies without some of them.

use std::ops::ControlFlow;

use serde::Deserialize;
use serde_json::Value;

use crate::codec::draft::Position;
use crate::codec::frames::{Want, frames};
use crate::model::Id;
use crate::platform::label_studio::results::name;

/// One element of an array: a whole result, or an item of its `result`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Where its text begins, in bytes of the task's.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// The result or region that it is or says something of; both ends of a relation.
    pub of: Vec<Id>,
    /// The elements of its own array.
    pub within: Vec<Element>,
}

#[derive(Deserialize)]
struct Head {
    id: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Item {
    id: Value,
    from_id: Value,
    to_id: Value,
}

/// The arrays of results of a task, each with its elements in order. Of what is no full export
/// (JSON-MIN has values in their place) there are none.
pub fn results(task: &[u8]) -> Vec<Vec<Element>> {
    let mut arrays: Vec<(String, Vec<Element>)> = Vec::new();
    let mut want = |key: &str, _| match key {
        "annotations" | "completions" | "predictions" | "drafts" => Want::Elements,
        _ => Want::Skip,
    };
    let mut text = task;
    // The task as a whole was framed before, so that this does not break.
    let _ = frames(&mut text, Position::START, &mut want, &mut |frame| {
        if let (true, Ok(body)) = (frame.element, frame.body) {
            let element = result(frame.key, frame.offset, body);
            match arrays.last_mut() {
                Some((key, elements)) if key == frame.key => elements.push(element),
                _ => arrays.push((frame.key.to_owned(), vec![element])),
            }
        }
        ControlFlow::Continue(())
    });
    arrays.into_iter().map(|(_, elements)| elements).collect()
}

fn result(key: &str, from: u64, body: &[u8]) -> Element {
    let head = serde_json::from_slice::<Head>(body).ok();
    let number = head.and_then(|head| head.id).unwrap_or(0);
    let id = match key {
        "predictions" => Id::name(&format!("prediction-{number}")),
        "drafts" => Id::name(&format!("draft-{number}")),
        _ => Id::Number(number),
    };
    let mut within = Vec::new();
    let mut want = |key: &str, _| match key {
        "result" => Want::Elements,
        _ => Want::Skip,
    };
    let mut text = body;
    let _ = frames(&mut text, Position::START, &mut want, &mut |frame| {
        if let (true, Ok(own)) = (frame.element, frame.body) {
            within.push(Element {
                from: from + frame.offset,
                to: from + frame.offset + length(own),
                of: regions(&id, within.len() + 1, own),
                within: Vec::new(),
            });
        }
        ControlFlow::Continue(())
    });
    Element {
        from,
        to: from + length(body),
        of: vec![id],
        within,
    }
}

/// What the how-manieth item of a result is about, by the names that its reader gives regions.
fn regions(result: &Id, place: usize, item: &[u8]) -> Vec<Id> {
    let Ok(item) = serde_json::from_slice::<Item>(item) else {
        return Vec::new();
    };
    let ends = [name(&item.from_id), name(&item.to_id)];
    let own = name(&item.id).or_else(|| {
        // A region that says no id has its place for one; a relation needs none.
        let relation = ends.iter().all(Option::is_some);
        (!relation).then(|| format!("#{place}"))
    });
    own.into_iter()
        .chain(ends.into_iter().flatten())
        .map(|region| Id::name(&format!("{result}/{region}")))
        .collect()
}

fn length(text: &[u8]) -> u64 {
    u64::try_from(text.len()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_found_where_they_stand() {
        let task = br#"{"id": 3, "annotations": [{"result": [{"id": "a", "type": "labels"},
            {"type": "relation", "from_id": "a", "to_id": "b"}], "id": 12}], "data": {},
            "predictions": [{"id": 4, "result": []}]}"#;
        let arrays = results(task);
        assert_eq!(arrays.len(), 2);
        let text = |element: &Element| {
            let (from, to) = (element.from as usize, element.to as usize);
            std::str::from_utf8(&task[from..to]).unwrap()
        };
        let one = &arrays[0][0];
        assert_eq!(one.of, [Id::Number(12)]);
        assert!(text(one).starts_with("{\"result\"") && text(one).ends_with("12}"));
        assert_eq!(one.within[0].of, [Id::name("12/a")]);
        assert_eq!(text(&one.within[0]), r#"{"id": "a", "type": "labels"}"#);
        assert_eq!(one.within[1].of, [Id::name("12/a"), Id::name("12/b")]);
        assert_eq!(arrays[1][0].of, [Id::name("prediction-4")]);
        let task = br#"{"annotations": [{"id": 1, "result": [{"id": 7, "type": "labels"}, {"type": "choices"}]}],
            "drafts": [{"id": 2, "result": []}]}"#;
        let arrays = results(task);
        assert_eq!(arrays[0][0].within[0].of, [Id::name("1/7")]);
        assert_eq!(arrays[0][0].within[1].of, [Id::name("1/#2")]);
        assert_eq!(arrays[1][0].of, [Id::name("draft-2")]);
        assert!(results(br#"{"image": "a.png", "label": [{"x": 1}]}"#).is_empty());
    }
}
