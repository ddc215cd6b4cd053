//! `data/meta`, frames, chunks, context images and previews.

use super::frames::{self, Picture};
use super::reply::{Answer, Reply, crash, forbidden, list_error, missing, ok, wrong_method};
use super::routes::Cx;
use super::state::{Data, Frame, Job, State, Task};
use super::{jobs, rights, tasks};
use serde_json::{Value, json};

/// The media that an address names: the task, and the job when it is one of a job.
fn target(cx: &Cx, state: &State, kind: &str, id: &str) -> Result<(Task, Option<Job>), Reply> {
    if kind == "tasks" {
        return Ok((tasks::seen(cx, state, id)?, None));
    }
    let job = jobs::seen(cx, state, id)?;
    let task = state.task(job.task).ok_or_else(|| missing("Task"))?;
    Ok((task, Some(job)))
}

fn frame_json(frame: &Frame) -> Value {
    json!({
        "width": frame.width, "height": frame.height, "name": frame.name,
        "related_files": frame.related, "has_related_context": frame.related > 0,
    })
}

fn meta_json(state: &State, task: &Task, data: &Data, job: Option<&Job>) -> Value {
    let absolute = |number: u64| data.start + number * data.step;
    let last = data.size.saturating_sub(1);
    let (start, stop) = match job {
        Some(job) if job.frames.is_none() => (job.start, job.stop),
        _ => (0, last),
    };
    let owned = |frame: u64| job.is_none_or(|job| job.owns(frame));
    let frames: Vec<Value> = if data.video {
        data.frames.first().map(frame_json).into_iter().collect()
    } else {
        (start..=stop)
            .filter_map(|number| {
                let mut frame = data.frame(number)?;
                if !owned(number) {
                    frame.name = "placeholder.jpg".into();
                    frame.related = 0;
                }
                Some(frame_json(&frame))
            })
            .collect()
    };
    let ground_truth = job.is_some_and(|job| job.kind == "ground_truth");
    let mut deleted: Vec<u64> = data.deleted.iter().copied().filter(|n| owned(*n)).collect();
    if ground_truth {
        deleted.extend(
            task.disabled_frames
                .iter()
                .filter(|n| !data.deleted.contains(n)),
        );
    }
    let included = job.and_then(|job| job.frames.as_ref()).map(|frames| {
        frames
            .iter()
            .map(|number| absolute(*number))
            .collect::<Vec<_>>()
    });
    let mut value = json!({
        "chunk_size": data.chunk_size,
        "size": job.map_or(data.size, Job::frame_count),
        "image_quality": data.image_quality,
        "start_frame": absolute(start), "stop_frame": absolute(stop),
        "frame_filter": if data.step > 1 { format!("step={}", data.step) } else { String::new() },
        "frames": frames, "deleted_frames": deleted, "included_frames": included,
        "storage": "local", "cloud_storage_id": null,
    });
    if state.at_least(2, 20) {
        value["chunks_updated_date"] = data.chunks_updated.clone().into();
    }
    if state.at_least(2, 50) {
        value["chapters"] = if data.video { json!([]) } else { Value::Null };
    }
    value
}

pub fn meta(cx: &Cx, state: &mut State, kind: &str, id: &str) -> Answer {
    let (mut task, job) = target(cx, state, kind, id)?;
    // A task without data crashes the real one here.
    let mut data = task.data.clone().ok_or_else(crash)?;
    match cx.method.as_str() {
        "GET" => ok(&meta_json(state, &task, &data, job.as_ref())),
        "PATCH" => {
            let wanted: Vec<u64> = cx.body["deleted_frames"]
                .as_array()
                .map(|list| list.iter().filter_map(Value::as_u64).collect())
                .unwrap_or_default();
            let owns = |n: u64| n < data.size && job.as_ref().is_none_or(|job| job.owns(n));
            if let Some(bad) = wanted.iter().find(|n| !owns(**n)) {
                return Err(list_error(&format!(
                    "Frames {bad} are not in the requested range"
                )));
            }
            // The list is of this job; the others keep theirs.
            let kept = data.deleted.iter().copied().filter(|n| !owns(*n));
            data.deleted = kept.chain(wanted.iter().copied()).collect();
            task.data = Some(data.clone());
            task.updated = state.now();
            let now = task.updated.clone();
            let answer = meta_json(state, &task, &data, job.as_ref());
            state.tasks.insert(task.id, task);
            if let Some(mut job) = job {
                job.updated = now;
                state.set_job(job);
            }
            state.touch();
            ok(&answer)
        }
        other => Err(wrong_method(other)),
    }
}

pub fn media(cx: &Cx, state: &mut State, kind: &str, id: &str) -> Answer {
    let (task, job) = target(cx, state, kind, id)?;
    let data = task
        .data
        .clone()
        .ok_or_else(|| Reply::Text(404, "No media data found".into()))?;
    let quality = cx.query.get("quality").unwrap_or("compressed");
    if !["compressed", "original"].contains(&quality) {
        return Err(list_error("Wrong quality type"));
    }
    let owns = |n: u64| n < data.size && job.as_ref().is_none_or(|job| job.owns(n));
    let number = |name: &str| -> Result<u64, Reply> {
        let text = cx
            .query
            .get(name)
            .ok_or_else(|| list_error(&format!("{name} must be specified")))?;
        text.parse::<i64>()
            .map_err(|_| crash())
            .map(|n| u64::try_from(n).unwrap_or(u64::MAX))
    };
    let wrong = |n: u64| {
        Reply::Json(
            400,
            json!(format!("Incorrect requested frame number: {n}")).to_string(),
        )
    };
    match cx.query.get("type") {
        Some("frame") => {
            let number = number("number")?;
            if !owns(number) {
                return Err(wrong(number));
            }
            Ok(Reply::Picture(picture(&task, &data, number, quality)))
        }
        Some("context_image") => {
            let number = number("number")?;
            if !owns(number) {
                return Err(wrong(number));
            }
            let related = data.frame(number).map_or(0, |frame| frame.related);
            Ok(Reply::Bytes {
                kind: (related > 0).then_some("application/zip"),
                body: frames::context_zip(task.id, number, related),
                headers: Vec::new(),
            })
        }
        Some("chunk") => chunk(cx, state, &task, &data, job.as_ref(), quality),
        _ => Err(list_error("Data type not specified or not supported")),
    }
}

fn chunk(
    cx: &Cx,
    state: &State,
    task: &Task,
    data: &Data,
    job: Option<&Job>,
    quality: &str,
) -> Answer {
    let name = if state.at_least(2, 20) && cx.query.get("number").is_none() {
        "index"
    } else {
        "number"
    };
    let index: usize = cx
        .query
        .get(name)
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| list_error("number or index must be specified"))?;
    let own: Vec<u64> = (0..data.size)
        .filter(|n| job.is_none_or(|job| job.owns(*n)))
        .collect();
    let Some(numbers) = own.chunks(data.chunk_size as usize).nth(index) else {
        return Err(Reply::Json(
            400,
            json!("Incorrect chunk number").to_string(),
        ));
    };
    let headers = vec![
        (
            "x-checksum",
            format!("{:08x}", task.id * 1000 + index as u64),
        ),
        ("x-updated-date", data.chunks_updated.clone()),
    ];
    if data.video && quality == "original" {
        // No player is tested: the container alone is right.
        let body = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom".to_vec();
        return Ok(Reply::Bytes {
            kind: Some("video/mp4"),
            body,
            headers,
        });
    }
    let pictures: Vec<Picture> = numbers
        .iter()
        .map(|n| picture(task, data, *n, quality))
        .collect();
    Ok(Reply::Bytes {
        kind: Some("application/zip"),
        body: frames::chunk_zip(&pictures),
        headers,
    })
}

fn picture(task: &Task, data: &Data, number: u64, quality: &str) -> Picture {
    let frame = data.frame(number).or_else(|| data.frames.first().cloned());
    let (mut width, mut height) = frame.as_ref().map_or((640, 480), |f| (f.width, f.height));
    let compressed = quality == "compressed";
    if data.video && compressed {
        while height >= 1080 {
            width /= 2;
            height /= 2;
        }
    }
    let name = frame.map(|f| f.name).unwrap_or_default();
    let png = data.video || (!compressed && name.ends_with(".png"));
    Picture {
        seed: task.id * 1000 + number,
        width,
        height,
        png,
    }
}

pub fn preview(cx: &Cx, state: &mut State, kind: &str, id: &str) -> Answer {
    let none = |state: &State| {
        if !state.at_least(2, 67) {
            return Err(Reply::Text(404, "No media data found".into()));
        }
        if cx
            .header("prefer")
            .is_some_and(|text| text.contains("handling=empty"))
        {
            return Ok(Reply::Empty(204));
        }
        Ok(Reply::Picture(Picture {
            seed: 0,
            width: 256,
            height: 256,
            png: false,
        }))
    };
    let task = if kind == "projects" {
        let project = tasks::seen_project(cx, state, id)?;
        match state.tasks_of(project.id).into_iter().next() {
            Some(task) => task,
            None => return none(state),
        }
    } else {
        target(cx, state, kind, id)?.0
    };
    if !rights::admin(cx.me()?) && cx.me()?.privilege == super::auth::Privilege::None {
        return Err(forbidden());
    }
    let Some(data) = &task.data else {
        return none(state);
    };
    let frame = data.frame(0).or_else(|| data.frames.first().cloned());
    let (width, height) = frame.map_or((4, 3), |f| (f.width, f.height));
    let height = (256 * height / width.max(1)).max(1);
    Ok(Reply::Picture(Picture {
        seed: task.id * 1000,
        width: 256,
        height,
        png: false,
    }))
}
