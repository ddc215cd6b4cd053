//! How the screen shows things: pictures, theme, mouse.

use std::sync::Arc;

use crate::app::effect::Effect;
use crate::app::msg::Line;
use crate::app::notices::Weight;
use crate::app::state::App;
use crate::model::Text;
use crate::model::picture::Graphics;

use super::{Effects, preview, refuse, review, sheet};

/// Why there are no other ways of showing pictures.
///
/// # Errors
/// In words for the reviewer.
pub(super) fn other_ways(app: &App) -> Result<(), Text> {
    if app.settings.text_only {
        return Err(Text::line("this is a text-only review (--text-only)"));
    }
    match app.terminal.ways.all().len() {
        1 => Err(Text::line(
            "this terminal shows no pictures: it has no colours and no graphics",
        )),
        _ => Ok(()),
    }
}

/// Shows pictures in the next way that this terminal has, and says which.
pub(super) fn cycle_graphics(app: &mut App, out: &mut Effects) {
    if let Err(why) = other_ways(app) {
        return refuse(app, why);
    }
    let all = app.terminal.ways.all();
    let next = app.terminal.ways.after(app.terminal.graphics);
    let place = all.iter().position(|way| *way == next).unwrap_or(0) + 1;
    let line = app.terminal.line.map(line_words).unwrap_or_default();
    let (words, count) = (next.words(), all.len());
    app.say(
        Weight::Info,
        format!("pictures: {words} ({place} of {count}){line}"),
    );
    out.push(Effect::Graphics(Some(next)));
    // A second press in one go leads on from here.
    app.terminal.graphics = next;
    shown_anew(app);
    review::wish_picture(app, out);
    preview::wish_picture(app, out);
    sheet::shown_anew(app, out);
}

fn line_words(line: Line) -> String {
    let speed = match line.bytes_s {
        Some(bytes) if bytes >= 1_000_000 => format!(", {} MB/s", bytes / 1_000_000),
        Some(bytes) => format!(", {} kB/s", bytes / 1_000),
        None => String::new(),
    };
    format!(" · the line answers in {} ms{speed}", line.round_trip_ms)
}

/// The terminal shows pictures in another way: where that is none, the preview says so.
pub(super) fn shown_anew(app: &mut App) {
    if app.terminal.graphics == Graphics::Off {
        app.browser.preview.picture = None;
    }
}

/// The next theme, until the program ends.
pub(super) fn cycle_theme(app: &mut App, out: &mut Effects) {
    let next = app.settings.theme.next();
    let settings = Arc::make_mut(&mut app.settings);
    settings.theme = next;
    // A theme file goes with the theme that it is based on.
    settings.tints = Arc::default();
    app.say(
        Weight::Info,
        format!(
            "theme: {0} (to keep it: theme = \"{0}\" under [ui])",
            next.word()
        ),
    );
    out.push(Effect::Theme);
    // Pictures carry colours of labels.
    review::wish_picture(app, out);
    preview::wish_picture(app, out);
    sheet::shown_anew(app, out);
}

/// `gM`: takes the mouse, or gives it back to the terminal.
pub(super) fn toggle_mouse(app: &mut App, out: &mut Effects) {
    app.mouse = !app.mouse;
    out.push(Effect::Mouse(app.mouse));
    let text = match app.mouse {
        true => "the mouse is ours: click, double click, wheel; most terminals select with Shift",
        false => "the mouse is the terminal's: it selects and copies text",
    };
    app.say(Weight::Info, text);
}

/// Shows the item's picture with every pixel as it is, whatever the line, or again as the line
/// allows.
pub(super) fn sharp(app: &mut App, out: &mut Effects) {
    let Some(review) = &mut app.review else {
        return;
    };
    review.exact = !review.exact;
    let words = match review.exact {
        true => "every pixel as it is, until the next item",
        false => "pictures as the line allows",
    };
    app.say(Weight::Info, words);
    review::wish_picture(app, out);
}
