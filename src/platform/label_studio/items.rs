//! A task with everything that is reviewed on it: what it shows, the results of people and models,
//! and their regions (Label Studio API, tasks).

mod judged;
pub(super) mod read;
pub(super) mod sizes;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;
use serde_json::value::RawValue;

use crate::codec::hash;
use crate::limits::{DOCUMENT_BYTES, STUDIO_RESULTS};
use crate::model::content::TimelineKind;
use crate::model::{Content, ItemDetail, Level, NodeRef, Text};
use crate::platform::PlatformError;
use crate::platform::http::{Body, Urgency};

use super::LabelStudioPlatform;
use super::client::{ask, number};
use super::config::Config;
use super::documents::Plan;
use super::names;
use super::people::People;
use super::pictures::guarded;
use super::placing::{Placer, Scene, Whose};
use super::wire;

use read::{Reading, Whole};

/// The data of a task; null where it is none.
pub fn data_of(task: &wire::Task<'_>) -> Value {
    let raw = task.data.map(RawValue::get);
    raw.and_then(|raw| serde_json::from_str(raw).ok())
        .unwrap_or_default()
}

/// An item's results and their regions.
///
/// # Errors
/// Those of the requests.
pub async fn annotations(
    studio: &LabelStudioPlatform,
    item: &NodeRef,
) -> Result<Arc<ItemDetail>, PlatformError> {
    let id = number(item, Level::Item)?;
    let (task, project) = tokio::try_join!(studio.task(id), studio.project_of(item))?;
    let (project, who) = tokio::try_join!(studio.project(project), studio.who())?;
    let (stubs, ids, reviewed) = {
        let told = task.read()?;
        let (heads, _) = told.annotations.read::<wire::Annotation<'_>>("annotations");
        let stubs: Vec<u64> = heads
            .iter()
            .filter(|head| head.is_stub)
            .map(|head| head.id)
            .take(STUDIO_RESULTS)
            .collect();
        let ids: Vec<u64> = heads
            .iter()
            .filter_map(|head| head.completed_by.number())
            .collect();
        let reviewed = match who.is_enterprise() {
            true => judged::may_be(&told, &heads),
            false => Vec::new(),
        };
        (stubs, ids, reviewed)
    };
    // Names are a comfort: without them the numbers stand there.
    let people = async { Ok(studio.people_with(ids).await.unwrap_or_default()) };
    let node = studio.canonical(item);
    let reviews = async { Ok(judged::ask(studio, reviewed).await) };
    let bodies = bodies(studio, &stubs);
    let (people, node, bodies, reviews) = tokio::try_join!(people, node, bodies, reviews)?;
    let config = studio.kept.config(&project);
    let asked = Asked {
        config: Arc::clone(&config),
        people: Arc::clone(&people),
        me: who.id,
        my_name: who.name.clone(),
    };
    let reading = guarded(move || Reading::new(&task, &bodies, &asked)).await??;
    let texts = texts(studio, id, &reading.plan).await;
    let sizes = sizes::of(studio, id, &reading).await;
    let detail = guarded(move || {
        let changed: Vec<_> = reading.results.iter().map(|one| one.changed_by).collect();
        let mut detail = assemble(reading, &config, &texts, &sizes, node);
        judged::judge(&mut detail, &changed, &reviews, &people);
        detail
    });
    Ok(Arc::new(detail.await?))
}

/// What reading a task needs beside it.
pub struct Asked {
    /// The project's configuration.
    pub config: Arc<Config>,
    /// Names of people.
    pub people: Arc<People>,
    /// The login's number.
    pub me: u64,
    /// The login's name.
    pub my_name: Text,
}

/// The bodies of annotations of which the task has only the heads.
async fn bodies(
    studio: &LabelStudioPlatform,
    stubs: &[u64],
) -> Result<HashMap<u64, Body>, PlatformError> {
    let mut bodies = HashMap::new();
    for group in stubs.chunks(crate::limits::STUDIO_STUBS_TOGETHER) {
        let mut running = tokio::task::JoinSet::new();
        for id in group.iter().copied() {
            let client = studio.client().clone();
            running.spawn(async move {
                let asked = ask(format!("api/annotations/{id}/"));
                (id, client.get_if_there(asked).await)
            });
        }
        while let Some(done) = running.join_next().await {
            let (id, body) = done.map_err(|_| PlatformError::Stopped)?;
            // One that was deleted meanwhile is said to be missing.
            if let Some(body) = body? {
                bodies.insert(id, body);
            }
        }
    }
    Ok(bodies)
}

/// Texts that documents are fetched from, or why not.
async fn texts(
    studio: &LabelStudioPlatform,
    task: u64,
    plan: &Plan,
) -> HashMap<usize, Result<Arc<str>, Text>> {
    let mut texts = HashMap::new();
    for (at, planned) in plan.contents.iter().enumerate() {
        let Some(address) = planned.fetched_from() else {
            continue;
        };
        let key = format!("content {at}");
        let fetched = studio.media(task, &key, address, Urgency::Visible).await;
        let text = match fetched {
            Ok(bytes) if bytes.len() > DOCUMENT_BYTES => Err("it is larger than the limit".into()),
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into()),
            Err(error) => Err(Text::line(&error.to_string())),
        };
        texts.insert(at, text);
    }
    texts
}

/// Puts regions on what is shown.
pub(super) fn assemble(
    reading: Reading,
    config: &Config,
    texts: &HashMap<usize, Result<Arc<str>, Text>>,
    sizes: &sizes::Sizes,
    node: NodeRef,
) -> ItemDetail {
    let plan = &reading.plan;
    let mut built = plan.build(texts);
    let scene = Scene {
        config,
        plan,
        built: &built,
        sizes: &sizes.all,
    };
    let mut placer = Placer::new(&scene);
    let mut results = Vec::with_capacity(reading.results.len());
    for (
        index,
        Whole {
            result, regions, ..
        },
    ) in reading.results.iter().enumerate()
    {
        let mut result = result.clone();
        result.hash = placer.add(
            regions,
            &Whose {
                id: result.id.clone(),
                index: u16::try_from(index).unwrap_or(u16::MAX),
                kind: result.kind,
                author: result.author.clone(),
            },
        );
        results.push(result);
    }
    let placed = placer.finish();
    let lengths = reading.lengths();
    for (content, length) in built.contents.iter_mut().zip(lengths) {
        if let (Content::Timeline(line), Some(length)) = (content, length) {
            line.range = Some(match line.kind {
                TimelineKind::Video => (1.0, length),
                _ => (0.0, length),
            });
        }
    }
    let mut problems = config.problems.clone();
    problems.extend(plan.problems.iter().cloned());
    problems.extend(reading.problems.iter().cloned());
    problems.extend(sizes.problems.iter().cloned());
    problems.extend(placed.problems);
    // What models say and what is not handed in does not make a verdict on the item stale.
    let live: Vec<_> = results.iter().filter(|one| one.is_live()).collect();
    let hash = match live.is_empty() {
        true => hash::item(placed.annotations.iter().map(|one| one.hash)),
        false => hash::item(live.iter().map(|one| one.hash)),
    };
    let pictures = plan.pictures.iter().enumerate().skip(1);
    ItemDetail {
        node,
        name: reading.name,
        size: sizes.own(),
        annotations: placed.annotations,
        labels: placed.labels,
        facts: reading.facts,
        pictures: pictures
            .map(|(number, one)| {
                names::file_name(&one.value)
                    .unwrap_or_else(|| Text::line(&format!("picture {}", number + 1)))
            })
            .collect(),
        contents: built.contents,
        results,
        relations: placed.relations,
        pictured: !plan.pictures.is_empty(),
        video: None,
        problems,
        hash,
        verdict: None,
        flagged: false,
    }
}
