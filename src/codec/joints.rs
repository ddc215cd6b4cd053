//! The drawing of a skeleton in its label (CVAT): which joints are joined.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Elements of a drawing that are looked at; skeletons have some hundred at most.
const ELEMENTS: usize = 10_000;

/// Pairs of joint numbers that are joined. `joints` are the ids and names of the label's joints in
/// order; a drawing that cannot be read to its end gives the edges up to there.
pub fn edges(svg: &str, joints: &[(u64, &str)]) -> Vec<(u16, u16)> {
    let mut reader = Reader::from_str(svg);
    let (mut lines, mut nodes) = (Vec::new(), HashMap::new());
    for _ in 0..ELEMENTS {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                read(&start, joints, &mut lines, &mut nodes);
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    let joined = |(from, to): &(String, String)| {
        let (from, to) = (*nodes.get(from)?, *nodes.get(to)?);
        (from != to).then_some((from, to))
    };
    lines.iter().filter_map(joined).collect()
}

fn read(
    start: &BytesStart<'_>,
    joints: &[(u64, &str)],
    lines: &mut Vec<(String, String)>,
    nodes: &mut HashMap<String, u16>,
) {
    let mut said: HashMap<String, String> = HashMap::new();
    for attribute in start.attributes().flatten() {
        let name = String::from_utf8_lossy(attribute.key.as_ref()).into_owned();
        let value = String::from_utf8_lossy(&attribute.value).into_owned();
        said.insert(name, value);
    }
    if let (Some(from), Some(to)) = (said.get("data-node-from"), said.get("data-node-to")) {
        lines.push((from.clone(), to.clone()));
    }
    let Some(node) = said.get("data-node-id") else {
        return;
    };
    let id = said.get("data-label-id").and_then(|id| id.parse().ok());
    let name = said.get("data-label-name");
    let place = joints.iter().position(|(own, own_name)| {
        Some(*own) == id || (id.is_none() && name.is_some_and(|name| name == own_name))
    });
    if let Some(place) = place.and_then(|place| u16::try_from(place).ok()) {
        nodes.insert(node.clone(), place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOINTS: [(u64, &str); 3] = [(11, "head"), (12, "hip"), (13, "foot")];

    #[test]
    fn lines_join_the_joints_of_their_circles() {
        let svg = r#"<line x1="50" data-node-from="1" data-node-to="2"></line>
            <line data-node-from="2" data-node-to="9"/><line data-node-from="3" data-node-to="2"/>
            <circle data-node-id="1" data-label-id="11"></circle>
            <circle data-node-id="2" data-label-id="12"/>
            <circle data-node-id="3" data-label-name="foot"/>"#;
        assert_eq!(edges(svg, &JOINTS), [(0, 1), (2, 1)]);
        assert_eq!(edges("", &JOINTS), []);
        assert_eq!(edges("<line data-node-from=1 <<", &JOINTS), []);
    }

    proptest::proptest! {
        #[test]
        fn any_drawing_is_survived(svg in "[<>/a-z\"= 0-9-]{0,80}") {
            let _ = edges(&svg, &JOINTS);
        }
    }
}
