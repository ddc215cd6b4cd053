//! A sample before it begins: its recipe, and what that draws of each stratum.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::overlay::Overlay;
use crate::app::sample::{Field, Sampled, Sampling};
use crate::app::state::App;
use crate::model::sample::{By, Draw, Share};

use super::bottom::hint;
use super::canvas::{Canvas, below, footed, head, inset};
use super::{Shown, layout};

/// Cells of the names of the recipe's parts.
const NAMES: u16 = 12;
/// Cells of a number of the table.
const NUMBERS: u16 = 9;
/// Strata that the box makes room for; further ones are scrolled to.
const STRATA: usize = 14;

/// Draws the box.
pub fn draw(canvas: &mut Canvas, app: &App, sampling: &Sampling, body: Rect, shown: &mut Shown) {
    let title = format!("Sample of {}", sampling.name);
    if sampling.running.is_some() {
        let inner = canvas.frame(layout::centered(body, 66, 10), &title);
        return under_way(canvas, app, sampling, inset(inner, 2, 2));
    }
    let strata = sampling.draw.as_ref().map_or(1, |draw| draw.strata.len());
    let strata = strata.min(STRATA);
    let notes = notes(app, sampling);
    let rows = u16::try_from(strata + notes.len()).unwrap_or(0);
    let inner = canvas.frame(layout::centered(body, 66, 12 + rows), &title);
    let inner = inset(inner, 2, 2);
    let (mut area, keys) = footed(inner, 1);
    let topmost = matches!(app.overlays.last(), Some(Overlay::Sample(_)));
    for field in Field::ALL {
        let at = one(canvas, sampling, field, head(area, 1));
        if sampling.field == field && field != Field::By && area.height > 0 && topmost {
            shown.cursor = Some(at);
        }
        area = below(area, 1);
    }
    area = below(area, 1);
    let theme = canvas.theme;
    let notes_rows = u16::try_from(notes.len()).unwrap_or(0).min(area.height);
    let below_table = Rect {
        y: area.bottom() - notes_rows,
        height: notes_rows,
        ..area
    };
    area.height -= notes_rows;
    match &sampling.draw {
        Some(draw) => table(canvas, sampling, draw, area, shown),
        None => waiting(canvas, app, sampling, area),
    }
    let mut line = below_table;
    for note in notes {
        canvas.pen(line).put(&note, theme.warning);
        line = below(line, 1);
    }
    let mut pen = canvas.pen(keys);
    hint(&mut pen, &app.key(Action::Submit), "reviews them");
    hint(&mut pen, &app.key(Action::NewSeed), "another seed");
    hint(&mut pen, &app.key(Action::Cancel), "cancels");
}

/// One part of the recipe. Answers where its next digit would stand.
fn one(canvas: &mut Canvas, sampling: &Sampling, field: Field, area: Rect) -> (u16, u16) {
    let theme = canvas.theme;
    let chosen = sampling.field == field;
    let recipe = sampling.recipe;
    let typed = sampling.typed.as_ref().filter(|_| chosen);
    let number = |number: String| typed.cloned().unwrap_or(number);
    let (name, value, unit) = match field {
        Field::Share => match recipe.share {
            Share::Percent(_) => {
                let text = recipe.share.to_string();
                let percent = text.trim_end_matches(" %").to_owned();
                ("share", number(percent), " %")
            }
            Share::Items(count) => ("share", number(count.to_string()), " items"),
        },
        Field::By => ("by", recipe.by.word().to_owned(), ""),
        Field::Min => {
            let unit = match recipe.by {
                By::Nothing => " of each: counts once there are strata",
                _ => " of each",
            };
            ("at least", number(recipe.min.to_string()), unit)
        }
        Field::Seed => ("seed", number(recipe.seed.to_string()), ""),
    };
    if chosen {
        canvas.tint(area, theme.cursor);
    }
    let mark = if chosen { theme.glyphs.cursor } else { " " };
    let mut pen = canvas.pen(area);
    pen.put(mark, theme.focus).gap(1);
    let style = if chosen { theme.title } else { theme.text };
    pen.column_of(NAMES, name, false, theme.dim)
        .put(&value, style);
    let at = (pen.column(), area.y);
    pen.put(unit, theme.dim);
    at
}

/// What is still to come, or why nothing does.
fn waiting(canvas: &mut Canvas, app: &App, sampling: &Sampling, area: Rect) {
    let theme = canvas.theme;
    if let Some(problem) = &sampling.problem {
        let text = format!("the list could not be read: {problem}");
        canvas.paragraph(area, &text, theme.error);
        return;
    }
    let ellipsis = theme.glyphs.ellipsis;
    let words = match &sampling.entries {
        None => format!("reading the list {ellipsis}"),
        Some(entries) => format!(
            "reading items for their strata: {} of {} {ellipsis}",
            sampling.reading.done,
            entries.len()
        ),
    };
    canvas.pen(area).put(&words, theme.accent);
    let next = match sampling.start {
        true => "begins by itself as soon as it is drawn",
        false => "{cancel} stops",
    };
    canvas.pen(below(area, 1)).put(&app.told(next), theme.dim);
}

/// Each stratum: how many there are, and how many are drawn.
fn table(canvas: &mut Canvas, sampling: &Sampling, draw: &Draw, area: Rect, shown: &mut Shown) {
    let theme = canvas.theme;
    let names = area.width.saturating_sub(2 * NUMBERS + 3);
    let line = |canvas: &mut Canvas, area: Rect, cells: [&str; 3], style| {
        let [name, of, drawn] = cells;
        canvas
            .pen(inset(area, 2, 1))
            .column_of(names, name, false, style)
            .column_of(NUMBERS, of, true, style)
            .column_of(NUMBERS, drawn, true, style);
    };
    let apart = sampling.recipe.by != By::Nothing;
    let head_rows = head(area, 1);
    let word = if apart { sampling.recipe.by.word() } else { "" };
    line(canvas, head_rows, [word, "of", "drawn"], theme.dim);
    let total = Rect {
        y: area.bottom().saturating_sub(1),
        height: area.height.min(1),
        ..area
    };
    let rows = Rect {
        height: area.height.saturating_sub(2),
        ..below(area, 1)
    };
    shown.slots.overlay_rows = rows.height;
    if apart {
        let mut at = rows;
        let top = sampling.top.min(draw.strata.len());
        for stratum in draw.strata.iter().skip(top) {
            if at.height == 0 {
                break;
            }
            let (of, drawn) = (stratum.of.to_string(), stratum.drawn.to_string());
            line(
                canvas,
                head(at, 1),
                [&stratum.name, &of, &drawn],
                theme.text,
            );
            at = below(at, 1);
        }
        canvas.thumb(rows, top as u64, draw.strata.len() as u64);
        let (all, drawn) = (sampling.items(), draw.picked.len());
        let cells = ["all items", &all.to_string(), &drawn.to_string()];
        let at = Rect {
            y: at.y,
            height: 1,
            ..total
        };
        line(canvas, at, cells, theme.title);
    } else {
        let (all, drawn) = (sampling.items(), draw.picked.len());
        let cells = ["all items", &all.to_string(), &drawn.to_string()];
        line(canvas, head(rows, 1), cells, theme.title);
    }
}

/// What has to be known of the draw.
fn notes(app: &App, sampling: &Sampling) -> Vec<String> {
    let mut notes = Vec::new();
    if sampling.left_out > 0 {
        let (left, items) = (sampling.left_out, sampling.items());
        notes.push(format!(
            "{left} items after the first {items} are not drawn from: a limit"
        ));
    }
    if sampling.reading.failed > 0 && sampling.recipe.by.needs_items() {
        let failed = sampling.reading.failed;
        notes.push(format!("{failed} could not be read: they are not drawn"));
    }
    if sampling.growing {
        notes.push("the list is still being read".into());
    }
    if app.samples.of(&sampling.scope).is_some() && sampling.resumed.is_none() {
        notes.push("takes the place of the sample before; verdicts stay".into());
    }
    notes
}

/// A sample that is gone on with.
fn under_way(canvas: &mut Canvas, app: &App, sampling: &Sampling, area: Rect) {
    let theme = canvas.theme;
    let recipe = sampling.running.as_ref().map(|kept| kept.recipe);
    let mut area = area;
    canvas
        .pen(area)
        .put("A sample is under way here:", theme.text);
    area = below(area, 1);
    if let Some(recipe) = recipe {
        canvas.pen(area).put(&recipe.to_string(), theme.title);
    }
    area = below(area, 2);
    match (&sampling.resumed, &sampling.problem) {
        (Some(queue), _) => progress(canvas, queue, area),
        (None, Some(problem)) => {
            let text = format!("the list could not be read: {problem}");
            canvas.paragraph(head(area, 2), &text, theme.error);
        }
        (None, None) => {
            let text = format!("reading the list {}", theme.glyphs.ellipsis);
            canvas.pen(area).put(&text, theme.accent);
        }
    }
    let mut pen = canvas.pen(below(area, 3));
    hint(&mut pen, &app.key(Action::Submit), "goes on with it");
    hint(&mut pen, &app.key(Action::NewSample), "draws a new one");
    hint(&mut pen, &app.key(Action::Cancel), "closes");
}

fn progress(canvas: &mut Canvas, queue: &Sampled, area: Rect) {
    let theme = canvas.theme;
    let rate = queue.rate();
    let all = queue.entries.len();
    let words = format!("{} of {all} are decided", rate.decided);
    canvas.pen(area).put(&words, theme.text);
    if rate.decided > 0 {
        let words = format!("accept rate {rate}");
        canvas.pen(below(area, 1)).put(&words, theme.text);
    }
}
