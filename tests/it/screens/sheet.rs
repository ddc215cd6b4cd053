//! The contact sheet as text.

use std::sync::Arc;

use vidimus::app::sheet::{Page, Sheet, grid_in};
use vidimus::app::state::App;
use vidimus::config::settings::Settings;
use vidimus::model::picture::{Badge, BlockCell, Picture, Pixels};
use vidimus::model::*;

use super::build::*;
use super::views::check;

/// 40 objects on items with short, long and wide names.
fn sheet(settings: Settings) -> App {
    let mut app = review();
    let text_only = settings.text_only;
    Arc::make_mut(&mut app.settings).text_only = text_only;
    let scope = job_node();
    let mut sheet = Sheet::new(scope.clone(), "job 3".into(), 1, Text::default());
    (sheet.listed, sheet.total, sheet.done) = (true, 20, 20);
    sheet.label = Some("car".into());
    let names = [
        "000012.jpg",
        "一张名字很长的图片的名字.png",
        "kitchen, second floor, towards the door.jpg",
    ];
    for number in 0..40_u64 {
        let id = Id::Number(number);
        let mut detail = item(scope.child(Level::Item, id));
        detail.name = names[usize::try_from(number).unwrap() % names.len()].into();
        let mut one = annotation(number + 1, 0, None);
        one.shape = Shape::Box {
            rect: Rect::new(number as f32 * 10.0, 20.0, 32.0, 24.0),
        };
        one.score = (number % 3 == 0).then_some(0.875);
        one.attributes = vec![Attribute {
            name: "color".into(),
            value: "red".into(),
        }];
        one.verdict = match number {
            1 => Some(judged(Verdict::Accepted, None, one.hash.0)),
            2 => Some(judged(Verdict::Rejected, None, one.hash.0)),
            5 => Some(judged(Verdict::Accepted, None, one.hash.0 + 1)),
            _ => None,
        };
        detail.annotations = vec![one];
        let node = detail.node.clone();
        sheet.take(&node, &detail, &Default::default());
    }
    for at in [3, 6] {
        sheet.tiles[at].marked = true;
    }
    sheet.cursor = 4;
    app.sheet = Some(sheet);
    app
}

/// The page with its pictures, for a screen of a size; its second tile failed, its third waits.
fn drawn(app: &mut App, size: (u16, u16)) {
    let known = app.sheet.as_ref().unwrap();
    let grid = grid_in(
        app,
        known,
        (size.0, size.1 - 4 - u16::from(app.settings.demo)),
    );
    let (from, tiles) = known.on_page(grid);
    let count = tiles.len();
    let rows = tiles
        .chunks(usize::from(grid.columns))
        .enumerate()
        .map(|(number, tiles)| {
            let columns = u16::try_from(tiles.len()).unwrap() * (grid.width + 1) - 1;
            let dot = BlockCell {
                upper: Rgb(90, 90, 90),
                lower: Rgb(60, 60, 60),
            };
            let badge = |annotation, text: &str| Badge {
                annotation,
                cell: (0, 0),
                text: text.into(),
                color: Rgb(0, 0, 0),
            };
            let badges = match number {
                0 => vec![badge(1, "the file is no picture"), badge(2, "…")],
                _ => Vec::new(),
            };
            let picture = Picture {
                serial: number as u64,
                base: 0,
                columns,
                rows: grid.height,
                pixels: Pixels::Blocks(
                    vec![dot; usize::from(columns) * usize::from(grid.height)].into(),
                ),
                image: (1, 1),
                crop: Rect::new(0.0, 0.0, 1.0, 1.0),
                badges,
            };
            Some(Ok(Arc::new(picture)))
        });
    let rows = if grid.height == 0 {
        Vec::new()
    } else {
        rows.collect()
    };
    app.sheet.as_mut().unwrap().page = Page {
        of: Some((from, count, grid)),
        rows,
        ..Page::default()
    };
}

#[test]
fn crops_with_their_captions() {
    for size in SIZES {
        let mut app = sheet(Settings::default());
        drawn(&mut app, size);
        check("sheet", &app, &[size]);
    }
    let mut app = sheet(Settings::default());
    drawn(&mut app, (80, 24));
    let known = app.sheet.as_mut().unwrap();
    known.hint = Some("a".into());
    check("sheet_hint", &app, &[(80, 24)]);
    let known = app.sheet.as_mut().unwrap();
    (known.hint, known.reason) = (None, Some(1));
    check("sheet_reason", &app, &[(80, 24)]);
}

#[test]
fn a_table_where_there_are_no_pictures() {
    let settings = || Settings {
        text_only: true,
        ..Settings::default()
    };
    for size in SIZES {
        let mut app = sheet(settings());
        drawn(&mut app, size);
        check("sheet_table", &app, &[size]);
    }
}

#[test]
fn a_page_can_be_judged_once_all_of_it_is_drawn() {
    let mut app = sheet(Settings::default());
    drawn(&mut app, (80, 24));
    let page = |app: &App| screen(app, &theme(), (80, 24)).1.page;
    assert_eq!(page(&app), None, "a tile still waits");
    let known = app.sheet.as_mut().unwrap();
    let row = known.page.rows[0].clone().unwrap().unwrap();
    let mut whole = (*row).clone();
    whole.badges.truncate(1);
    known.page.rows[0] = Some(Ok(Arc::new(whole)));
    assert!(page(&app).is_some());
}

#[test]
fn while_items_are_looked_through_the_screen_says_so() {
    let mut app = sheet(Settings::default());
    let known = app.sheet.as_mut().unwrap();
    (known.label, known.total, known.done, known.asked) = (None, 2_000, 212, 24);
    check("sheet_looking", &app, &[(80, 24)]);
}
