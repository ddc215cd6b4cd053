//! Sounds and time series.

use super::seed_content::{ALICE, BOB, Seed, said};
use serde_json::{Value, json};

pub const AUDIO: u64 = 13;
pub const SERIES: u64 = 14;
pub const SERIES_BY_URL: u64 = 15;

pub fn all(seed: &mut Seed) {
    audio(seed);
    series(seed);
}

fn audio(seed: &mut Seed) {
    let config = "<View><Labels name=\"seg\" toName=\"audio\"><Label value=\"Speech\" background=\"#2ca02c\"/><Label value=\"Noise\"/></Labels>\
                  <Audio name=\"audio\" value=\"$audio\"/><TextArea name=\"transcript\" toName=\"audio\" perRegion=\"true\"/>\
                  <Choices name=\"language\" toName=\"audio\"><Choice value=\"en\"/><Choice value=\"sw\"/></Choices></View>";
    seed.project(AUDIO, "Audio", "Speech, noise, transcripts", config);
    let part = |id: &str, from: &str, kind: &str, times: [f64; 2], key: &str, what: Value| {
        let mut value = json!({"start": times[0], "end": times[1], "channel": 0});
        value[key] = what;
        let mut one = said(id, from, "audio", kind, value);
        one["original_length"] = 2.0.into();
        one
    };
    seed.task(
        13_001,
        AUDIO,
        json!({"audio": "/data/upload/13/00000001-tone.wav"}),
    );
    seed.annotate(
        13_001,
        ALICE,
        json!([
            part(
                "s1",
                "seg",
                "labels",
                [0.25, 1.1],
                "labels",
                json!(["Speech"])
            ),
            part(
                "s1",
                "transcript",
                "textarea",
                [0.25, 1.1],
                "text",
                json!(["hello, is anybody there?"])
            ),
            part(
                "s2",
                "seg",
                "labels",
                [1.0, 1.8],
                "labels",
                json!(["Noise"])
            ),
            said(
                "l1",
                "language",
                "audio",
                "choices",
                json!({"choices": ["en"]})
            ),
        ]),
    );
    seed.annotate(
        13_001,
        BOB,
        json!([part(
            "b1",
            "seg",
            "labels",
            [0.3, 1.2],
            "labels",
            json!(["Speech"])
        )]),
    );
    seed.task(
        13_002,
        AUDIO,
        json!({"audio": "/data/upload/13/00000002-stereo.wav"}),
    );
    seed.annotate(
        13_002,
        ALICE,
        json!([
            // Ends after the sound does.
            part(
                "o1",
                "seg",
                "labels",
                [1.5, 9.0],
                "labels",
                json!(["Speech"])
            ),
        ]),
    );
    seed.task(
        13_003,
        AUDIO,
        json!({"audio": "/data/upload/13/00000003-missing.wav"}),
    );
}

fn series(seed: &mut Seed) {
    let config = |more: &str| {
        format!(
            "<View><TimeSeriesLabels name=\"ts\" toName=\"series\"><Label value=\"Peak\" background=\"red\"/><Label value=\"Flat\"/></TimeSeriesLabels>\
             <TimeSeries name=\"series\" value=\"$series\" timeColumn=\"time\" {more}><Channel column=\"sensor1\" displayName=\"Velocity\"/>\
             <Channel column=\"sensor2\"/></TimeSeries></View>"
        )
    };
    let peak = |id: &str, start: Value, end: Value| {
        said(
            id,
            "ts",
            "series",
            "timeserieslabels",
            json!({"start": start, "end": end, "instant": false, "timeserieslabels": ["Peak"]}),
        )
    };
    seed.project(
        SERIES,
        "Time series inline",
        "Sensors in the task itself",
        &config("valueType=\"json\""),
    );
    let wave: Vec<f64> = (0..120).map(|n| (f64::from(n) / 10.0).sin()).collect();
    let slope: Vec<Value> = (0..120)
        .map(|n| {
            if n == 60 {
                Value::Null
            } else {
                json!(f64::from(n) / 120.0)
            }
        })
        .collect();
    let times: Vec<u32> = (0..120).collect();
    seed.task(
        14_001,
        SERIES,
        json!({"series": {"time": times, "sensor1": wave, "sensor2": slope}}),
    );
    seed.annotate(
        14_001,
        ALICE,
        json!([
            peak("p1", json!(10), json!(40)),
            peak("p2", json!(50.5), json!(60))
        ]),
    );
    let address = config("valueType=\"url\"");
    seed.project(
        SERIES_BY_URL,
        "Time series by address",
        "Sensors in CSV files",
        &address,
    );
    for (n, place) in [
        "/data/upload/15/00000001-sensors.csv",
        "/samples/time-series.csv",
    ]
    .iter()
    .enumerate()
    {
        let task = seed.task(15_001 + n as u64, SERIES_BY_URL, json!({ "series": place }));
        seed.annotate(
            task,
            BOB,
            json!([peak(&format!("u{n}"), json!(50), json!(60))]),
        );
    }
    let dates = "timeFormat=\"%Y-%m-%d\" valueType=\"json\"";
    seed.project(
        29,
        "Time series of dates",
        "Days instead of numbers",
        &config(dates),
    );
    let days: Vec<String> = (1..=28).map(|day| format!("2026-02-{day:02}")).collect();
    let rise: Vec<u32> = (1..=28).collect();
    seed.task(
        29_001,
        29,
        json!({"series": {"time": days, "sensor1": rise, "sensor2": rise}}),
    );
    seed.annotate(
        29_001,
        ALICE,
        json!([peak("d1", json!("2026-02-03"), json!("2026-02-09"))]),
    );
}
