//! Tests of label configurations.

use super::*;
use crate::platform::label_studio::fixtures::{fixture, project};

#[test]
fn labels_have_their_colors_and_aliases() {
    let config = project("project-detail.json");
    assert!(config.problems.is_empty(), "{:?}", config.problems);
    let label = |control: &str, key: &str| {
        let place = config.label(control, key).unwrap();
        config.labels.get(place).unwrap().clone()
    };
    assert_eq!(label("box", "Car").color, Some(Rgb(0xd6, 0x27, 0x28)));
    assert_eq!(label("box", "person").name.as_str(), "Person");
    assert_eq!(label("box", "person").color, Some(Rgb(0, 0, 255)));
    assert_eq!(label("box", "Sign").color, Some(Rgb(240, 200, 20)));
    assert_eq!(label("kp", "Wheel").color, None);
    assert_eq!(config.shown("box", "person").as_str(), "Person");
    assert!(config.control("plate").unwrap().per_region);
    assert!(!config.control("quality").unwrap().per_region);
    let [image] = &config.objects[..] else {
        panic!("{:?}", config.objects);
    };
    assert_eq!((&*image.kind, &*image.value), ("image", "$image"));
}

#[test]
fn the_xml_alone_gives_the_same() {
    for name in [
        "project-detail.json",
        "project-detail-text.json",
        "project-detail-classification.json",
    ] {
        let both = project(name);
        let raw: Value = serde_json::from_str(&fixture(name)).unwrap();
        let alone = Config::read(raw["label_config"].as_str().unwrap(), None);
        // The server sorts its controls in its own way.
        let names = |config: &Config| {
            let mut names: Vec<String> = config
                .labels
                .labels
                .iter()
                .map(|label| format!("{:?}", (&label.id, &label.name, label.color, &label.parent)))
                .collect();
            names.sort();
            names
        };
        assert_eq!(names(&both), names(&alone), "{name}");
        assert_eq!(both.relations, alone.relations);
        assert_eq!(both.objects, alone.objects);
    }
}

#[test]
fn relations_and_nested_choices_come_from_the_xml() {
    let config = project("project-detail-text.json");
    let relations: Vec<&str> = config.relations.iter().map(Text::as_str).collect();
    assert_eq!(relations, ["works_for", "located_in"]);
    let parent = |key: &str| {
        let place = config.label("topic", key).unwrap();
        config.labels.get(place).unwrap().parent.clone()
    };
    assert_eq!(parent("Football").as_deref(), Some("Sport"));
    assert_eq!(parent("Sport").as_deref(), Some("News"));
    assert_eq!(parent("Other"), None);
}

#[test]
fn objects_of_the_servers_reading_stand_in_for_a_broken_configuration() {
    let raw: Value = serde_json::from_str(&fixture("project-detail.json")).unwrap();
    let parsed = raw["parsed_label_config"].to_string();
    let parsed: Box<RawValue> = RawValue::from_string(parsed).unwrap();
    let config = Config::read("<View><Image name=\"image\" value=<<", Some(&parsed));
    assert_eq!(config.problems.len(), 1, "{:?}", config.problems);
    assert!(config.label("box", "Car").is_some());
    assert_eq!(config.object("image").unwrap().value, "$image");
    let neither = Config::read("", None);
    assert!(neither.controls.is_empty() && neither.label("box", "Car").is_none());
}

#[test]
fn unknown_tags_and_odd_letter_case_are_taken_as_they_come() {
    let config = Config::read(
        r#"<View><Marvel NAME="m" tonames="x"><Label value="ignored"/></Marvel>
           <Hologram name="h" VALUE="$h"/><Weird NAME="w" TONAME="h, t"><label VALUE="A" Background="red"/></Weird>
           <TimeSeries name="t" valuetype="url" value="$csv" sep="," timecolumn="time"><Channel column="a"/><Channel column="b"/></TimeSeries></View>"#,
        None,
    );
    assert!(config.problems.is_empty(), "{:?}", config.problems);
    let control = config.control("w").unwrap();
    assert_eq!(
        (&*control.kind, &control.to[..]),
        ("weird", &["h".to_owned(), "t".to_owned()][..])
    );
    assert!(config.label("w", "A").is_some());
    let series = config.object("t").unwrap();
    assert!(series.is_address());
    assert_eq!(series.channels, ["a", "b"]);
    assert_eq!(series.attribute("timecolumn"), Some("time"));
}

#[test]
fn huge_configurations_are_cut_with_a_word() {
    let mut xml = "<View><Labels name=\"l\" toName=\"t\">".to_owned();
    for number in 0..STUDIO_LABELS + 10 {
        xml.push_str(&format!("<Label value=\"{number}\"/>"));
    }
    let config = Config::read(&xml, None);
    assert_eq!(config.problems.len(), 1, "{:?}", config.problems);
    assert!(config.labels.labels.len() <= STUDIO_LABELS);
    let long = " ".repeat(STUDIO_CONFIG_BYTES + 1);
    assert_eq!(Config::read(&long, None).problems.len(), 1);
}

proptest::proptest! {
    #[test]
    fn any_configuration_is_survived(xml in "(<[A-Za-z/ ]{0,6}|name=\"a\"|toName=\"a\"|value=\"[$a&;]{0,3}\"|>|/>|</View>|<Label value=\"x\"/>|<Choice value=\"y\">){0,20}", parsed in "[\\[\\]{}\":a, 1]{0,30}") {
        let parsed = RawValue::from_string(parsed).ok();
        let _ = Config::read(&xml, parsed.as_deref());
    }
}
