//! The first line: where we are.

use ratatui::layout::Rect;

use crate::app::sample::Sampled;
use crate::app::state::App;
use crate::app::update::is_on_screen;
use crate::model::{NodeRef, StatusClass, Text};

use super::canvas::Canvas;
use super::fit;

/// Draws the breadcrumb; in review also the item's place in the list and the job's state.
pub fn draw(canvas: &mut Canvas, app: &App, area: Rect) {
    if area.height == 0 {
        return;
    }
    canvas.tint(area, canvas.theme.bar);
    let mut area = area;
    area.width = server_facts(canvas, app, area);
    let mut end = area;
    if let Some((place, state)) = review_facts(app, area.width) {
        let mut pen = canvas.pen(area);
        if let Some((class, words)) = state
            && area.width >= 40
        {
            let sign = pen.theme().glyphs.class(class);
            let words = format!("{sign} {words} ");
            if fit::width(&words) <= area.width / 2 {
                let style = pen.theme().class(class);
                pen.right(&words, style);
            }
        }
        let style = pen.theme().title;
        pen.right(&place, style);
        end.width = pen.room();
    }
    let account = account_words(app, area.width);
    crumbs(canvas, &names(app, account.as_deref()), here(app), end);
}

/// The node that the last name is of.
fn here(app: &App) -> Option<&NodeRef> {
    if app.in_inbox() {
        return None;
    }
    let shown = match &app.review {
        Some(review) => review.column,
        None => app.browser.focus,
    };
    let column = app.browser.columns.get(shown)?;
    (!column.parent_name.is_empty()).then_some(&column.parent)
}

/// The account on screen, where there could be a doubt which one it is.
fn account_words(app: &App, width: u16) -> Option<String> {
    if app.in_inbox() {
        return None;
    }
    let account = app.current()?;
    if app.accounts.len() < 2 && !account.is_remote() {
        return None;
    }
    let server = account.identity.as_ref().map(|identity| &identity.server);
    Some(match server {
        Some(server) if width >= 100 && !server.is_empty() => format!("{} ({server})", account.id),
        _ => account.id.to_string(),
    })
}

/// What must not be overlooked about the server, at the right: that it is not checked, that it
/// asked for quiet, that it does not answer, what it is working at. Answers the cells left of it.
fn server_facts(canvas: &mut Canvas, app: &App, area: Rect) -> u16 {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    let shown: Vec<_> = match app.in_inbox() {
        true => app.accounts.iter().collect(),
        false => app.current().into_iter().collect(),
    };
    let warning = shown.iter().find_map(|account| {
        let identity = account.identity.as_ref()?;
        identity.warning.as_ref()
    });
    if let Some(warning) = warning {
        let long = format!(" INSECURE: {warning} ");
        let text = if fit::width(&long) <= area.width / 3 {
            long
        } else {
            " INSECURE ".into()
        };
        let style = theme.error.add_modifier(ratatui::style::Modifier::REVERSED);
        pen.right(&text, style);
    }
    let wait = shown.iter().filter_map(|a| a.waits_ms(app.now)).max();
    if let Some(left) = wait {
        match app.settings.motion {
            true => {
                let seconds = left.saturating_add(999) / 1_000;
                pen.right(&format!("server asks to wait: {seconds}s"), theme.warning);
            }
            false => {
                pen.right("server asks to wait", theme.warning);
            }
        }
    } else if shown.iter().any(|account| account.trouble.is_some()) {
        pen.right("offline", theme.warning);
    }
    if let Some(work) = work(app) {
        pen.right(&work, theme.accent);
    }
    pen.room()
}

/// Slow work on the server that was started from here.
fn work(app: &App) -> Option<String> {
    let (node, summary) = app.working.as_ref()?;
    let progress = app.account_of(node)?.progress.as_ref();
    Some(match progress {
        Some((_, done, total)) if *total > 0 => {
            format!("{summary} {}%", done.min(total).saturating_mul(100) / total)
        }
        _ => format!("{summary} …"),
    })
}

/// The names from the program down to the open place.
fn names<'a>(app: &'a App, account: Option<&'a str>) -> Vec<&'a str> {
    if app.in_inbox() {
        return vec!["vidimus", "inbox"];
    }
    let shown = match &app.review {
        Some(review) => review.column,
        None => app.browser.focus,
    };
    let columns = app.browser.columns.iter().take(shown.saturating_add(1));
    let parts = columns
        .map(|column| column.parent_name.as_str())
        .filter(|name| !name.is_empty());
    // The account stands in the first place, which stays longest.
    let mut names = vec![account.unwrap_or("vidimus")];
    names.extend(parts);
    names
}

type Shown = (StatusClass, String);

fn review_facts(app: &App, width: u16) -> Option<(String, Option<Shown>)> {
    // The sheet tells its own place.
    if app.in_sheet() {
        return None;
    }
    let review = app.review.as_ref()?;
    let column = app.browser.columns.get(review.column)?;
    if let Some(queue) = &app.queue {
        let place = format!("fixed {}/{}", queue.at + 1, queue.entries.len());
        return Some((place, None));
    }
    if let Some(queue) = &app.disputes {
        let (at, all) = (queue.at + 1, queue.entries.len());
        return Some((format!("disagreement {at}/{all}"), None));
    }
    if let Some(queue) = &app.sample {
        return Some((sample_words(app, queue, width), None));
    }
    let total = column.list.total;
    let place = match total {
        _ if review.sought.is_some() => String::new(),
        0 => String::new(),
        _ => format!("{}/{total}", column.cursor.saturating_add(1).min(total)),
    };
    let state = review.job.as_ref().and_then(|job| job.state.as_ref());
    Some((
        place,
        state.map(|state| (state.class, state.state.to_string())),
    ))
}

/// Where we are in a sample, how it was drawn, and what its verdicts say: as much as two thirds of
/// the line take, the verdicts before the recipe.
fn sample_words(app: &App, queue: &Sampled, width: u16) -> String {
    let (at, all) = (queue.at + 1, queue.entries.len());
    let place = match is_on_screen(app) {
        true => format!("sample {at} of {all}"),
        false => format!("beside the sample, {at} of {all}"),
    };
    let (rate, recipe) = (queue.rate(), queue.recipe.short());
    let longer = match rate.decided {
        0 => vec![format!("{place} · {recipe}")],
        _ => vec![
            format!("{place} · {recipe} · accept rate {rate}"),
            format!("{place} · accept rate {rate}"),
            format!("{place} · {rate}"),
        ],
    };
    let room = width / 3 * 2;
    let mut longer = longer.into_iter();
    longer
        .find(|words| fit::width(words) <= room)
        .unwrap_or(place)
}

/// Writes names with signs between them. Where there is no room, names in the middle go first;
/// the last is cut only when it stands alone.
fn crumbs(canvas: &mut Canvas, names: &[&str], here: Option<&NodeRef>, area: Rect) {
    let theme = canvas.theme;
    let ellipsis = theme.glyphs.ellipsis;
    let room = area.width.saturating_sub(1);
    let mut kept: Vec<&str> = names.to_vec();
    let mut elided = false;
    while kept.len() > 1 && needed(&kept) > room {
        // The second goes first, so that the program's name and the nearest places stay longest.
        let at = if elided { 2 } else { 1 };
        if at + 1 < kept.len() {
            kept.remove(at);
            if !elided {
                kept.insert(1, ellipsis);
                elided = true;
            }
        } else {
            kept.remove(0);
        }
    }
    let mut pen = canvas.pen(area);
    pen.gap(1);
    let last = kept.len().saturating_sub(1);
    for (at, name) in kept.iter().enumerate() {
        if at > 0 {
            pen.put(" ", theme.dim)
                .put(theme.glyphs.crumb, theme.dim)
                .put(" ", theme.dim);
        }
        let style = if at == last { theme.focus } else { theme.text };
        match here.filter(|_| at == last) {
            Some(node) => pen.name(name, node, style),
            None => pen.put(name, style),
        };
    }
}

fn needed(names: &[&str]) -> u16 {
    let between = u16::try_from(names.len().saturating_sub(1) * 3).unwrap_or(u16::MAX);
    names
        .iter()
        .fold(between, |sum, name| sum.saturating_add(fit::width(name)))
}

/// What a person's name shows as, when there is none.
pub fn or_dash(text: Option<&Text>) -> &str {
    text.map_or("-", Text::as_str)
}
