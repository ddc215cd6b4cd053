//! The annotations of a job in numbers: by label, by kind, and how they lie on its frames.

use std::collections::{BTreeMap, HashMap};

use serde_json::value::RawValue;

use crate::model::{Table, Text};
use crate::platform::PlatformError;

use super::super::client::{ask, with};
use super::super::{CvatPlatform, Job, wire};
use super::tables::counted;

/// What is counted of a job.
#[derive(Debug, Default)]
struct Counts {
    labels: HashMap<u64, u64>,
    kinds: BTreeMap<&'static str, u64>,
    frames: BTreeMap<i64, u64>,
}

impl Counts {
    fn of(labeled: &wire::LabeledData<'_>, job: &Job) -> Self {
        let mut counts = Self::default();
        let kinds: [(&str, &[&RawValue]); 4] = [
            ("tags", &labeled.tags),
            ("shapes", &labeled.shapes),
            ("tracks", &labeled.tracks),
            ("intervals", &labeled.intervals),
        ];
        for (kind, all) in kinds {
            for raw in all {
                // One that cannot be read has neither label nor frame, but is there.
                let head: wire::Head = serde_json::from_str(raw.get()).unwrap_or_default();
                counts.add(kind, &head, job);
            }
        }
        counts
    }

    fn add(&mut self, kind: &'static str, head: &wire::Head, job: &Job) {
        let own = i64::from(job.start_frame)..=i64::from(job.stop_frame);
        let frame = head.frame.filter(|frame| own.contains(frame));
        if head.frame.is_some() && frame.is_none() {
            // The server stores what lies outside of the job; nobody sees it.
            return;
        }
        *self.kinds.entry(kind).or_default() += 1;
        *self.labels.entry(head.label_id.unwrap_or(0)).or_default() += 1;
        if let Some(frame) = frame.filter(|_| kind != "tracks") {
            *self.frames.entry(frame).or_default() += 1;
        }
    }

    fn tables(self, names: &HashMap<u64, Text>, job: &Job) -> Vec<Table> {
        let name = |id: u64| match names.get(&id) {
            Some(name) => name.clone(),
            None => Text::line(&format!("label {id}")),
        };
        let labels = self
            .labels
            .into_iter()
            .map(|(id, number)| (name(id), number));
        let owned = u64::from(job.frame_count.unwrap_or(0));
        let with_some = self.frames.len() as u64;
        let most = self
            .frames
            .iter()
            .max_by_key(|(frame, number)| (**number, -**frame));
        let mut kinds: Vec<(Text, u64)> = self
            .kinds
            .into_iter()
            .map(|(kind, number)| (Text::from(kind), number))
            .collect();
        kinds.push(("frames".into(), owned));
        kinds.push(("frames with tags or shapes".into(), with_some));
        if let Some((frame, number)) = most {
            let what = format!("most on one frame (frame {frame})");
            kinds.push((Text::line(&what), *number));
        }
        [
            counted("Annotations by label", "label", labels.collect()),
            counted("Annotations", "what", kinds),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The tables of a job's annotations.
///
/// # Errors
/// Those of the requests.
pub async fn tables(cvat: &CvatPlatform, job: &Job) -> Result<Vec<Table>, PlatformError> {
    let labels = with(ask("api/labels"), "job_id", job.id);
    let (body, labels) = tokio::try_join!(
        cvat.http
            .get(ask(format!("api/jobs/{}/annotations", job.id))),
        cvat.whole(labels, |raw| serde_json::from_str::<wire::Label>(raw)),
    )?;
    let labeled: wire::LabeledData<'_> = body.json()?;
    let names = labels.all.iter();
    let names = names.map(|label| (label.id, Text::line(&label.name)));
    Ok(Counts::of(&labeled, job).tables(&names.collect(), job))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn annotations_are_counted_by_label_kind_and_frame() {
        let raw = r#"{"version": 0,
            "tags": [{"id": 1, "frame": 0, "label_id": 7}],
            "shapes": [{"id": 1, "frame": 2, "label_id": 7, "type": "rectangle"},
                       {"id": 2, "frame": 2, "label_id": 8}, "broken",
                       {"id": 3, "frame": 99, "label_id": 8}],
            "tracks": [{"id": 1, "frame": 1, "label_id": 9, "shapes": []}]}"#;
        let labeled: wire::LabeledData<'_> = serde_json::from_str(raw).unwrap();
        let job = Job {
            stop_frame: 9,
            frame_count: Some(10),
            ..Job::default()
        };
        let names = HashMap::from([(7, "car".into()), (8, "sign".into())]);
        let tables = Counts::of(&labeled, &job).tables(&names, &job);
        let lines: Vec<BTreeSet<String>> = tables
            .iter()
            .map(|table| {
                let line =
                    |row: &crate::model::TableRow| format!("{} {}", row.cells[0], row.cells[1]);
                table.rows.iter().map(line).collect()
            })
            .collect();
        let set = |all: &[&str]| -> BTreeSet<String> { all.iter().map(|s| (*s).into()).collect() };
        assert_eq!(
            lines[0],
            set(&["car 2", "sign 1", "label 9 1", "label 0 1"])
        );
        assert_eq!(
            lines[1],
            set(&[
                "tags 1",
                "shapes 3",
                "tracks 1",
                "frames 10",
                "frames with tags or shapes 2",
                "most on one frame (frame 2) 2",
            ])
        );
    }
}
