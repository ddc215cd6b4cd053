//! Label Studio: a task of an export in either form, what is placed of it, where its results lie in
//! the file, and a labelling configuration.
#![no_main]
use std::collections::HashMap;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use vidimus_fuzz::model::{Id, ResultKind, Text};
use vidimus_fuzz::label_studio::config::Config;
use vidimus_fuzz::label_studio::documents::Plan;
use vidimus_fuzz::label_studio::export::{min, spans};
use vidimus_fuzz::label_studio::placing::{Placer, Scene, Whose};
use vidimus_fuzz::label_studio::wire::{Annotation, Task};
use vidimus_fuzz::label_studio::{names, results};

fn task(text: &str) {
    let Ok(told) = serde_json::from_str::<Task<'_>>(text) else {
        return;
    };
    let _ = names::of_task(&told);
    let data = told.data.map(|raw| raw.get());
    let data: Value = data
        .and_then(|raw| serde_json::from_str(raw).ok())
        .unwrap_or_default();
    let (annotations, _) = told.annotations.read::<Annotation<'_>>("annotations");
    let regions: Vec<_> = annotations
        .iter()
        .map(|one| results::read(one.result))
        .collect();
    let config = Config::guess(&data, &regions);
    let plan = Plan::new(&config, &data);
    let built = plan.build(&HashMap::new());
    let sizes = vec![(640, 480); plan.pictures.len()];
    let scene = Scene {
        config: &config,
        plan: &plan,
        built: &built,
        sizes: &sizes,
    };
    let mut placer = Placer::new(&scene);
    for (index, one) in regions.iter().enumerate().take(100) {
        let whose = Whose {
            id: Id::Number(index as u64),
            index: index as u16,
            kind: ResultKind::Submitted,
            author: Text::line("ana"),
        };
        placer.add(one, &whose);
    }
    for annotation in placer.finish().annotations {
        assert!(annotation.shape.is_finite(), "{:?}", annotation.shape);
    }
}

fuzz_target!(|data: &[u8]| {
    for element in spans::results(data).iter().flatten() {
        assert!(element.from <= element.to && element.to <= data.len() as u64);
    }
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let _ = Config::read(text, None);
    task(text);
    if let Ok(Value::Array(entries)) = serde_json::from_str(text) {
        for entry in entries.iter().take(20) {
            task(&entry.to_string());
        }
    }
    if let Some(full) = serde_json::from_str(text).ok().and_then(|entry| min::full(&entry)) {
        task(&full.to_string());
    }
});
