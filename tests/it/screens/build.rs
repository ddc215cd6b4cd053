//! States built by hand, and screens as text.

use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;
use unicode_width::UnicodeWidthStr;
use vidimus::app::actions::{ACTIONS, Scope};
use vidimus::app::browser::{Column, Load};
use vidimus::app::keymap::Keymap;
use vidimus::app::overlay::{Menu, MenuAct, MenuItem, MenuKind};
use vidimus::app::review::Review;
use vidimus::app::state::App;
use vidimus::config::settings::{Settings, ThemeChoice};
use vidimus::model::picture::{Badge, BlockCell, Graphics, Picture, Pixels};
use vidimus::model::*;
use vidimus::ui::theme::{ColorDepth, Theme};
use vidimus::ui::{self, Shown};

pub const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (120, 36), (200, 60)];
pub const NOW: Timestamp = Timestamp(1_795_255_200_000);

pub fn theme() -> Theme {
    Theme::new(ThemeChoice::Dark, None, ColorDepth::True, false)
}

/// Draws into cells that hold something else before, so that what is left unset is seen.
pub fn screen(app: &App, theme: &Theme, size: (u16, u16)) -> (Buffer, Shown) {
    let area = Rect::new(0, 0, size.0, size.1);
    let mut dirty = ratatui::buffer::Cell::new("¿");
    dirty.set_bg(ratatui::style::Color::Red);
    let mut buf = Buffer::filled(area, dirty);
    let shown = ui::draw(app, theme, &mut buf, &mut |_, area, buf| {
        for position in area.positions() {
            buf[position].set_symbol("▒");
        }
    });
    (buf, shown)
}

/// The cells as lines, blanks at their ends left out.
pub fn text(buf: &Buffer) -> String {
    let mut out = String::new();
    for y in buf.area.top()..buf.area.bottom() {
        let mut line = String::new();
        let mut x = buf.area.left();
        while x < buf.area.right() {
            let symbol = buf[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(symbol.width().max(1)).unwrap();
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

pub fn levels() -> Vec<LevelName> {
    let names = [
        (Level::Organization, "library", "libraries"),
        (Level::Project, "dataset", "datasets"),
        (Level::Task, "split", "splits"),
        (Level::Job, "job", "jobs"),
        (Level::Item, "image", "images"),
    ];
    let name = |(level, one, many): (Level, &str, &str)| LevelName {
        level,
        one: one.into(),
        many: many.into(),
    };
    names.into_iter().map(name).collect()
}

pub fn app(settings: Settings) -> App {
    let id = AccountId::new("demo");
    let mut app = App::new(Arc::new(settings), vec![(id, levels())], 7, 0);
    app.now = NOW;
    app
}

fn node(path: &[(Level, &str)]) -> NodeRef {
    let root = NodeRef::root(AccountId::new("demo"));
    path.iter()
        .fold(root, |node, (level, id)| node.child(*level, Id::name(id)))
}

pub fn job_node() -> NodeRef {
    node(&[
        (Level::Organization, "lib"),
        (Level::Project, "street"),
        (Level::Task, "train"),
        (Level::Job, "1"),
    ])
}

/// Makes a column of rows with shared words: stage, state, assignee, reviewer.
pub fn fill(column: &mut Column, rows: Vec<(Row, [&str; 4])>, total: u64, unfiltered: u64) {
    let mut words = Words::default();
    let rows = rows
        .into_iter()
        .map(|(row, [stage, state, assignee, reviewer])| Row {
            stage: words.add(&stage.into()),
            state: words.add(&state.into()),
            assignee: words.add(&assignee.into()),
            reviewer: words.add(&reviewer.into()),
            ..row
        })
        .collect();
    column.list.insert(Page {
        rows,
        words,
        total,
        unfiltered,
        ..Page::default()
    });
    column.load = Load::Ready;
}

fn group(name: &str, items: u32, done: u32, issues: u16) -> (Row, [&'static str; 4]) {
    let row = Row {
        items,
        done,
        issues,
        updated_s: NOW.seconds() - 7_200,
        ..Row::new(Id::name(name), name.into())
    };
    (row, [""; 4])
}

pub fn job_rows() -> Vec<(Row, [&'static str; 4])> {
    use StatusClass::*;
    let job = |number: u64, name: &str, class, counts: (u32, u32, u32, u16), words| {
        let row = Row {
            class,
            items: counts.0,
            done: counts.1,
            rejected: counts.2,
            issues: counts.3,
            updated_s: NOW.seconds() - u32::try_from(number).unwrap() * 5_000,
            ..Row::new(Id::name(&number.to_string()), name.into())
        };
        (row, words)
    };
    vec![
        job(
            1,
            "street 1–12",
            ToReview,
            (12, 7, 2, 3),
            ["validation", "in review", "ana", "me"],
        ),
        job(
            2,
            "street 13–24",
            Doing,
            (12, 3, 0, 0),
            ["annotation", "in progress", "bo", ""],
        ),
        job(
            3,
            "street 25–36",
            Accepted,
            (12, 12, 0, 0),
            ["acceptance", "completed", "ana", "me"],
        ),
        job(
            4,
            "street 37–48",
            Rejected,
            (12, 12, 5, 4),
            ["annotation", "rejected", "bo", "me"],
        ),
        job(
            5,
            "night",
            Todo,
            (100, 0, 0, 0),
            ["annotation", "new", "", ""],
        ),
        job(
            6,
            "duplicates",
            Stopped,
            (3, 0, 0, 0),
            ["annotation", "archived", "", ""],
        ),
        job(
            7,
            "夜間の交差点と歩行者の画像セット",
            Doing,
            (40, 1, 0, 0),
            ["annotation", "進行中です", "山田太郎さん", ""],
        ),
        job(
            8,
            "cafe\u{301} e\u{301}te\u{301} de\u{301}ja\u{300} vu",
            Todo,
            (9, 0, 0, 0),
            ["annotation", "new", "", ""],
        ),
        job(
            9,
            "צילומי רחוב בתל אביב",
            ToReview,
            (9, 9, 0, 1),
            ["validation", "in review", "דנה", ""],
        ),
        job(
            10,
            "👨\u{200d}👩\u{200d}👧 family with a name that is much longer than any pane can hold in one line, really",
            Todo,
            (9, 0, 0, 0),
            ["annotation", "new", "somebody-with-a-long-name", ""],
        ),
    ]
}

/// The browser down to the jobs.
pub fn jobs() -> App {
    let mut app = app(Settings {
        demo: true,
        ..Settings::default()
    });
    let lib = node(&[(Level::Organization, "lib")]);
    let street = lib.child(Level::Project, Id::name("street"));
    let train = street.child(Level::Task, Id::name("train"));
    let mut libraries = Column::new(
        NodeRef::root(AccountId::new("demo")),
        "demo".into(),
        Level::Organization,
    );
    fill(&mut libraries, vec![group("photographs", 340, 90, 8)], 1, 1);
    let mut projects = Column::new(lib, "photographs".into(), Level::Project);
    fill(
        &mut projects,
        vec![
            group("street", 240, 80, 8),
            group("animals", 60, 60, 0),
            group("空の写真", 40, 0, 0),
        ],
        3,
        3,
    );
    let mut tasks = Column::new(street, "street".into(), Level::Task);
    fill(
        &mut tasks,
        vec![group("train", 200, 80, 8), group("val", 40, 0, 0)],
        2,
        2,
    );
    let mut jobs = Column::new(train, "train".into(), Level::Job);
    fill(&mut jobs, job_rows(), 10, 10);
    app.browser.columns = vec![libraries, projects, tasks, jobs];
    app.browser.focus = 3;
    let node = app.browser.column().unwrap().node();
    app.browser.preview.node.clone_from(&node);
    app.browser.preview.load = Load::Ready;
    app.browser.preview.detail = Some(Box::new(Detail { web: None,
        node: node.unwrap(),
        page: Page::default(),
        facts: vec![
            ("batch".into(), "1 of 10".into()),
            ("source".into(), "annotations/instances_train.json, read with 2 problems that are listed under messages".into()),
        ],
        state: Some(State {
            stage: Some("validation".into()),
            state: "in review".into(),
            class: StatusClass::ToReview,
        }),
        transitions: vec![accept_job()],
        guide: Some(Text::block("Draw boxes tight around the visible part.\nSigns count only when readable.")),
    }));
    app
}

pub fn accept_job() -> Transition {
    Transition {
        assignee: None,
        to: State {
            stage: Some("acceptance".into()),
            state: "completed".into(),
            class: StatusClass::Accepted,
        },
        summary: "accept the job".into(),
        denied: None,
    }
}

pub fn item_rows(count: u32) -> Vec<(Row, [&'static str; 4])> {
    let verdicts = [
        Some(Verdict::Accepted),
        Some(Verdict::Rejected),
        Some(Verdict::VerifiedEmpty),
        Some(Verdict::Skipped),
        None,
    ];
    (0..count)
        .map(|n| {
            let mut row = Row::new(Id::Number(n.into()), format!("{n:04}.jpg").into());
            row.items = 1;
            row.annotations = n % 7;
            row.verdict = verdicts[n as usize % 5];
            row.issues = u16::from(n % 5 == 1);
            row.flags.flagged = n == 2;
            row.flags.stale = n == 1;
            row.flags.missing = n == 8;
            row.flags.troubled = n == 6;
            (row, [""; 4])
        })
        .collect()
}

/// A picture of a slope of colours with numbers on it.
pub fn picture(columns: u16, rows: u16) -> Arc<Picture> {
    let color = |x: u16, y: u16| {
        let shade = u8::try_from((x * 7 + y * 3) % 256).unwrap();
        Rgb(shade, 255 - shade, 128)
    };
    let cells = (0..rows).flat_map(|y| {
        (0..columns).map(move |x| BlockCell {
            upper: color(x, 2 * y),
            lower: color(x, 2 * y + 1),
        })
    });
    let badge = |annotation: usize, cell, color| Badge {
        annotation,
        cell,
        text: Text::line(&(annotation + 1).to_string()),
        color,
    };
    Arc::new(Picture {
        serial: 1,
        base: 0,
        columns,
        rows,
        pixels: Pixels::Blocks(cells.collect()),
        image: (640, 480),
        crop: vidimus::model::Rect::new(0.0, 0.0, 640.0, 480.0),
        badges: vec![
            badge(0, (2, 1), Rgb(230, 159, 0)),
            badge(1, (9, 3), Rgb(86, 180, 233)),
        ],
    })
}

pub fn labels() -> Arc<LabelSet> {
    let label = |name: &str, color| Label {
        id: None,
        name: name.into(),
        color,
        parent: None,
        joints: Vec::new(),
    };
    Arc::new(LabelSet {
        labels: vec![
            label("car", Some(Rgb(230, 159, 0))),
            label("person on a bicycle", None),
            label("交通標識", Some(Rgb(0, 114, 178))),
        ],
    })
}

pub fn judged(verdict: Verdict, reason: Option<&str>, hash: u64) -> Judgement {
    Judgement {
        verdict,
        reason: reason.map(Text::line),
        hash: ContentHash(hash),
        by: "me".into(),
        at: NOW.plus_ms(-60_000),
    }
}

pub fn annotation(number: u64, label: u32, verdict: Option<Judgement>) -> Annotation {
    let rect = vidimus::model::Rect::new(100.0 + number as f32, 50.0, 40.0, 30.0);
    Annotation {
        id: Id::Number(number),
        label,
        shape: Shape::Box { rect },
        attributes: Vec::new(),
        score: None,
        author: Some("ana".into()),
        source: Source::Manual,
        group: None,
        occluded: false,
        crowd: false,
        z: 0,
        result: 0,
        on: 0,
        hash: ContentHash(5),
        verdict,
    }
}

pub fn item(node: NodeRef) -> ItemDetail {
    let attribute = |name: &str, value: &str| Attribute {
        name: name.into(),
        value: value.into(),
    };
    let mut first = annotation(1, 0, Some(judged(Verdict::Accepted, None, 5)));
    first.attributes = vec![attribute("colour", "red"), attribute("parked", "true")];
    let mut second = annotation(2, 1, Some(judged(Verdict::Rejected, Some("loose box"), 4)));
    second.score = Some(0.87);
    second.occluded = true;
    let mut third = annotation(3, 2, None);
    third.crowd = true;
    let fourth = annotation(4, u32::MAX, None);
    ItemDetail {
        pictures: Vec::new(),
        contents: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
        pictured: true,
        video: None,
        node,
        name: "0001.jpg".into(),
        size: Some((640, 480)),
        annotations: vec![first, second, third, fourth],
        labels: labels(),
        facts: vec![
            attribute("weather", "rain"),
            attribute("camera", "front left, mounted on the roof of the car"),
        ],
        problems: vec!["annotation 17: the polygon has one point".into()],
        hash: ContentHash(9),
        flagged: false,
        verdict: Some(judged(Verdict::Rejected, Some("missed object"), 9)),
    }
}

/// The browser on the items of a job.
pub fn items() -> App {
    let mut app = jobs();
    let job = job_node();
    let mut items = Column::new(job, "street 1–12".into(), Level::Item);
    fill(&mut items, item_rows(12), 12, 12);
    items.cursor = 1;
    let node = items.node();
    app.browser.columns.push(items);
    app.browser.focus = 4;
    let preview = &mut app.browser.preview;
    preview.detail = None;
    preview.item = node.clone().map(|node| Arc::new(item(node)));
    preview.picture = Some(picture(20, 6));
    preview.node = node;
    app
}

pub fn issue(number: u64, item: NodeRef, resolved: bool) -> Issue {
    let comment = |id, author: &str, minutes: i64, text: &str| Comment {
        id: Id::Number(id),
        author: author.into(),
        at: NOW.plus_ms(-minutes * 60_000),
        text: Text::block(text),
    };
    Issue {
        rights: Permissions::default(),
        id: Id::Number(number),
        item,
        place: Place::Item,
        annotation: (number == 1).then_some(Id::Number(2)),
        assignee: Some("ana".into()),
        owner: "me".into(),
        at: NOW.plus_ms(-7_200_000),
        resolved,
        comments: vec![
            comment(
                1,
                "me",
                120,
                "The box is loose on the left side, about twenty pixels too wide.",
            ),
            comment(2, "ana", 90, "Is the mirror part of it?"),
            comment(3, "me", 30, "Yes, mirrors count.\nSee the guide, page 3."),
        ],
    }
}

/// The review of the second item of the job.
pub fn review() -> App {
    let mut app = items();
    let node = app.browser.column().unwrap().node().unwrap();
    let mut review = Review::new(4, 3);
    review.item = Some(node.clone());
    review.detail = Some(Arc::new(item(node.clone())));
    review.load = Load::Ready;
    review.selected = Some(1);
    review.picture = Some(picture(40, 8));
    review.issues = vec![issue(1, node.clone(), false), issue(2, node, true)];
    review.issues_load = Load::Ready;
    review.job = app.browser.preview.detail.take();
    let state = State {
        stage: Some("validation".into()),
        state: "in review".into(),
        class: StatusClass::ToReview,
    };
    review.job = Some(Box::new(Detail {
        web: None,
        node: job_node(),
        page: Page::default(),
        facts: Vec::new(),
        state: Some(state),
        transitions: Vec::new(),
        guide: None,
    }));
    app.review = Some(review);
    app.terminal.graphics = Graphics::Blocks;
    app
}

/// The help of the review screen, one entry denied.
pub fn help() -> Menu {
    let items: Vec<MenuItem> = ACTIONS
        .iter()
        .map(|row| MenuItem {
            label: row.name.into(),
            about: row.summary.into(),
            keys: Keymap::default()
                .keys(Scope::Review, row.action)
                .iter()
                .map(|key| key.pretty.clone())
                .collect::<Vec<_>>()
                .join(" ")
                .into(),
            denied: (row.name == "transition").then(|| "the folder is read-only".into()),
            act: MenuAct::Run(row.action),
        })
        .collect();
    Menu {
        seen: None,
        kind: MenuKind::Help,
        title: "all keys here".into(),
        input: Input::default(),
        shown: (0..items.len()).collect(),
        items,
        cursor: 2,
        top: 0,
        loading: false,
        waits: 0,
        targets: vec![],
    }
}
