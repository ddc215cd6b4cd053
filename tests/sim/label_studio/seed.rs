//! The world at the start: the recorded answers of a real server, and what stands around them.

use super::state::{Pat, State, User};
use super::{
    Options, auth, seed_content, seed_image, seed_odd, seed_sound, seed_street, seed_studio,
    seed_text,
};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A recorded answer by its file name.
pub fn recorded(name: &str) -> Value {
    let text = match name {
        "action-form" => include_str!("recorded/action-form.json"),
        "actions" => include_str!("recorded/actions.json"),
        "annotations-list" => include_str!("recorded/annotations-list.json"),
        "columns" => include_str!("recorded/columns.json"),
        "drafts" => include_str!("recorded/drafts.json"),
        "organization" => include_str!("recorded/organization.json"),
        "predictions" => include_str!("recorded/predictions.json"),
        "project-detail" => include_str!("recorded/project-detail.json"),
        "project-detail-classification" => {
            include_str!("recorded/project-detail-classification.json")
        }
        "project-detail-text" => include_str!("recorded/project-detail-text.json"),
        "projects-page" => include_str!("recorded/projects-page.json"),
        "task-classification" => include_str!("recorded/task-classification.json"),
        "task-image" => include_str!("recorded/task-image.json"),
        "task-mixed" => include_str!("recorded/task-mixed.json"),
        "task-skipped" => include_str!("recorded/task-skipped.json"),
        "task-text" => include_str!("recorded/task-text.json"),
        "tasks-page-all" => include_str!("recorded/tasks-page-all.json"),
        "version" => include_str!("recorded/version.json"),
        "version-1.13.1" => include_str!("recorded/version-1.13.1.json"),
        "views" => include_str!("recorded/views.json"),
        "webhook" => include_str!("recorded/webhook.json"),
        "webhooks-info" => include_str!("recorded/webhooks-info.json"),
        "whoami" => include_str!("recorded/whoami.json"),
        other => panic!("no recorded answer {other}"),
    };
    serde_json::from_str(text).expect("recorded answers are JSON")
}

/// What a project stores, as a new one has it.
pub fn project_body(title: &str, config: &str) -> Map<String, Value> {
    let Value::Object(mut body) = recorded("project-detail") else {
        return Map::new();
    };
    for key in super::wire::COUNTS {
        body.remove(key);
    }
    for (key, value) in [
        ("title", title),
        ("label_config", config),
        ("description", ""),
        ("expert_instruction", ""),
        ("color", "#FFFFFF"),
    ] {
        body.insert(key.into(), value.into());
    }
    body.insert("show_instruction".into(), false.into());
    body.insert("maximum_annotations".into(), 1.into());
    body.insert("created_by".into(), 1.into());
    body.insert("created_at".into(), "2026-11-20T08:00:00.000000Z".into());
    body
}

fn users(enterprise: bool) -> BTreeMap<u64, User> {
    let mut rows = vec![
        ("", "", "", "admin", "OW"),
        ("Alice", "Annotator", "alice", "alice", "AN"),
        ("Bob", "Boxer", "bob", "bob", "AN"),
        ("Carol", "Reviewer", "carol", "carol", "RE"),
    ];
    if enterprise {
        rows.push(("Dora", "Manager", "dora", "dora", "MA"));
        rows.push(("Victor", "Viewer", "victor", "victor", "VO"));
        rows.push(("Ned", "Newcomer", "ned", "ned", "NO"));
        rows.push(("Erin", "Reviewer", "erin", "erin", "RE"));
    }
    let user = |(at, (first, last, name, mail, role)): (usize, (&str, &str, &str, &str, &str))| {
        let id = at as u64 + 1;
        let user = User {
            id,
            username: name.into(),
            first_name: first.into(),
            last_name: last.into(),
            email: format!("{mail}@example.com"),
            password: format!("{mail}-pass"),
            key: format!("{:040x}", 0xfeed_0000 + id),
            role: role.into(),
            joined: "2026-11-21T08:03:31.164585Z".into(),
        };
        (id, user)
    };
    rows.into_iter().enumerate().map(user).collect()
}

pub fn state(options: Options, foreign: &str) -> State {
    let enterprise = options.edition == "Enterprise";
    let mut numbers = options
        .version
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    let mut number = || numbers.next().unwrap_or(0);
    let version = (number(), number(), number());
    let users = users(enterprise);
    let pat = |id: u64| Pat {
        id,
        user: id,
        value: auth::pat(id, id),
        blacklisted: false,
    };
    let old = (version.0, version.1) < (1, 17);
    let mut state = State {
        version,
        foreign: foreign.into(),
        pats: users.keys().map(|id| (*id, pat(*id))).collect(),
        users,
        access_floor: 0,
        sessions: HashMap::new(),
        api_tokens: true,
        legacy_tokens: options.legacy.unwrap_or(old || enterprise),
        clock_s: 0,
        projects: BTreeMap::new(),
        views: BTreeMap::new(),
        tasks: BTreeMap::new(),
        annotations: BTreeMap::new(),
        drafts: BTreeMap::new(),
        predictions: BTreeMap::new(),
        removed: BTreeSet::new(),
        webhooks: BTreeMap::from([(1, recorded("webhook"))]),
        exports: BTreeMap::new(),
        stream: Vec::new(),
        fsm: Vec::new(),
        workspaces: BTreeMap::new(),
        assignments: BTreeMap::new(),
        reviews: BTreeMap::new(),
        comments: BTreeMap::new(),
        history: BTreeMap::new(),
        quota: None,
        next: HashMap::from([
            ("pat", 100),
            ("project", 200),
            ("view", 100),
            ("task", 900_000),
            ("annotation", 5_000),
            ("draft", 500),
            ("prediction", 5_000),
            ("webhook", 2),
            ("workspace", 10),
        ]),
        by_task: HashMap::new(),
        of_project: HashMap::new(),
        generation: 0,
        cache: HashMap::new(),
        counts: std::sync::Mutex::default(),
        options,
    };
    let mut seed = seed_content::Seed::new(&mut state);
    seed_street::all(&mut seed);
    seed_image::all(&mut seed);
    seed_text::all(&mut seed);
    seed_sound::all(&mut seed);
    seed_odd::all(&mut seed);
    if enterprise {
        seed_studio::all(&mut state);
    }
    state
}
