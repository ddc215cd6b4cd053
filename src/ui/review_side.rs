//! Beside or below the picture: annotations, the issue's thread, facts and problems.

use ratatui::layout::Rect;

use crate::app::actions::Action;
use crate::app::browser::Load;
use crate::app::overlay::SharedItem;
use crate::app::pointer::Hit;
use crate::app::results::owner;
use crate::app::review::Review;
use crate::app::state::App;
use crate::model::video::Standing;
use crate::model::{Annotation, Comment, Issue, Place, Verb};

use super::canvas::{Canvas, Pen, below, head, inset};
use super::header::or_dash;
use super::layout::ReviewAreas;
use super::pane_preview::{facts, problems};
use super::review::{digits, own_detail, whereabouts};
use super::{Shown, fit, gist, picture, relations, review_results};

/// Annotations counted for the head of the list; more are not looked at in every frame.
const COUNTED: usize = 2_000;

/// Draws the side panel and notes the rows of the annotation list.
pub fn draw(
    canvas: &mut Canvas,
    app: &App,
    review: &Review,
    areas: &ReviewAreas,
    shown: &mut Shown,
) {
    if areas.beside {
        let x = areas.annotations.x.saturating_sub(1);
        let tall = areas.annotations.height + areas.thread.height;
        canvas.rule(
            x,
            Rect {
                height: tall,
                ..areas.annotations
            },
        );
    }
    canvas.hits.add(areas.annotations, Hit::Side);
    let list = annotations(canvas, app, review, inset(areas.annotations, 1, 0));
    shown.slots.side_rows = list;
    let area = inset(areas.thread, 1, 0);
    let area = thread(canvas, app, review, area);
    if let Some(detail) = own_detail(review) {
        let area = problems(canvas, &detail.problems, area);
        let known = detail.facts.iter();
        facts(
            canvas,
            known.map(|fact| (fact.name.as_str(), fact.value.as_str())),
            area,
        );
    }
}

/// Draws the annotation list; answers how many rows it has.
fn annotations(canvas: &mut Canvas, app: &App, review: &Review, area: Rect) -> u16 {
    let titled = area.height >= 3;
    let rows = below(area, u16::from(titled));
    let theme = canvas.theme;
    let Some(detail) = own_detail(review) else {
        let text = match &review.load {
            Load::Failed(why) => app.told(&format!(
                "Annotations could not be read: {why}. {{refresh}} tries again"
            )),
            Load::Loading => format!("reading annotations {}", theme.glyphs.ellipsis),
            Load::Idle | Load::Ready => String::new(),
        };
        canvas.paragraph(area, &text, theme.dim);
        return rows.height;
    };
    let area = review_results::strip(canvas, review, detail, area);
    let titled = area.height >= 3;
    let rows = below(area, u16::from(titled));
    if let Some(compare) = &review.compare {
        if titled {
            review_results::pairs_title(canvas, compare, head(area, 1));
        }
        review_results::pairs(canvas, review, compare, detail, rows);
        return rows.height;
    }
    if titled {
        list_title(canvas, review, detail, head(area, 1));
    }
    if review.shown_count() == 0 {
        let text = match review.result() {
            _ if review.sieved.is_some() && review.all_count() > 0 => {
                "none fits the filter; {cancel} shows all"
            }
            Some((_, result)) if result.skipped => "skipped: nothing is marked",
            Some(_) => "nothing is marked in this result",
            None => "nothing is marked on this item",
        };
        canvas.pen(rows).put(&app.told(text), theme.dim);
        return rows.height;
    }
    visible_annotations(canvas, review, detail, rows);
    rows.height
}

fn list_title(canvas: &mut Canvas, review: &Review, detail: &SharedItem, area: Rect) {
    let mut pen = canvas.pen(area);
    let theme = pen.theme();
    let count = review.shown_count();
    let numbers = (0..count.min(COUNTED)).filter_map(|nth| review.shown_at(nth));
    let known = numbers.filter_map(|number| detail.annotations.get(number));
    let decided = known
        .filter(|annotation| annotation.verdict.is_some())
        .count();
    let style = if review.selected.is_some() {
        theme.focus
    } else {
        theme.title
    };
    pen.put("objects ", style);
    match review.sieved {
        Some(_) => {
            let text = format!("{count} of {} shown", review.all_count());
            pen.put(&text, theme.warning)
        }
        None => pen.put(&count.to_string(), theme.dim),
    };
    if decided > 0 && count <= COUNTED {
        pen.put(&format!(", {decided} decided"), theme.dim);
    }
}

/// Rows from the list's first on; the selected one with its attributes below it, for which the
/// rows above give way.
fn visible_annotations(canvas: &mut Canvas, review: &Review, detail: &SharedItem, area: Rect) {
    let rows = usize::from(area.height);
    let total = review.shown_count();
    let selected = review.selected.and_then(|at| review.shown_place(at));
    let extra = match review.annotation() {
        Some(annotation) if rows > 2 => {
            let lines = expanded_lines(annotation) + relations::count(detail, annotation);
            lines.min(rows / 2)
        }
        _ => 0,
    };
    let mut first = review.top.min(total.saturating_sub(rows));
    if let Some(selected) = selected {
        first = first
            .min(selected)
            .max((selected + 1 + extra).saturating_sub(rows));
    }
    let mut y = area.y;
    let last = review.shown_at(total.saturating_sub(1)).unwrap_or(0);
    let width = digits(last + 1);
    for nth in first..total.min(first + rows) {
        let number = review.shown_at(nth).unwrap_or(nth);
        let Some(annotation) = detail.annotations.get(number) else {
            break;
        };
        if y >= area.bottom() {
            break;
        }
        let place = Rect {
            y,
            height: 1,
            ..inset(area, 0, 1)
        };
        canvas.hits.add(place, Hit::Annotation(number));
        one(canvas, detail, annotation, (number, width), place);
        y += 1;
        if Some(nth) == selected {
            canvas.tint(place, canvas.theme.cursor);
            canvas.put(
                place.x,
                place.y,
                1,
                canvas.theme.glyphs.cursor,
                canvas.theme.focus,
            );
            let room = u16::try_from(extra).unwrap_or(0).min(area.bottom() - y);
            expanded(
                canvas,
                detail,
                annotation,
                inset(
                    Rect {
                        y,
                        height: room,
                        ..area
                    },
                    width + 3,
                    1,
                ),
            );
            y += room;
        }
    }
    canvas.thumb(area, first as u64, total as u64);
}

fn one(
    canvas: &mut Canvas,
    detail: &SharedItem,
    annotation: &Annotation,
    (number, width): (usize, u16),
    place: Rect,
) {
    let mut pen = canvas.pen(place);
    let theme = pen.theme();
    pen.gap(1)
        .column_of(width, &(number + 1).to_string(), true, theme.dim)
        .gap(1);
    pen.put(
        theme.glyphs.swatch,
        theme.label(picture::color(theme.labels, detail, annotation)),
    )
    .gap(1);
    let label = gist::label(detail, annotation);
    verdict_at_right(&mut pen, annotation);
    standing(&mut pen, detail, annotation);
    // The label is what is judged: the rest stands only where it leaves room for that.
    let score = annotation.score.map(|score| format!("{score:.2}"));
    let more = [
        score.as_deref(),
        annotation.crowd.then_some("crowd"),
        annotation.occluded.then_some("occluded"),
    ];
    let needed = fit::width(label).min(20);
    for word in more.into_iter().flatten() {
        if pen.room() > needed + fit::width(word) {
            pen.right(word, theme.dim);
        }
    }
    pen.put(label, theme.text);
    if pen.room() > 3 {
        let gist = gist::gist(detail, annotation);
        pen.gap(1).put(&gist::plain(theme, &gist), theme.dim);
    }
}

/// How the object of a track comes to be in this frame: a sign, and the word where there is room.
fn standing(pen: &mut Pen, detail: &SharedItem, annotation: &Annotation) {
    let trace = detail
        .video
        .as_ref()
        .and_then(|video| video.trace(&annotation.id));
    let Some(trace) = trace else {
        return;
    };
    let theme = pen.theme();
    let (sign, style) = match trace.here {
        Standing::Key => (theme.glyphs.key_frame, theme.accent),
        _ => (theme.glyphs.moving, theme.dim),
    };
    if pen.room() > 20 {
        pen.right(&format!("{sign} {}", trace.here.word()), style);
    } else {
        pen.right(sign, style);
    }
}

fn verdict_at_right(pen: &mut Pen, annotation: &Annotation) {
    let theme = pen.theme();
    let Some(judgement) = &annotation.verdict else {
        pen.right(theme.glyphs.undecided, theme.dim);
        return;
    };
    let sign = theme.glyphs.verdict(Some(judgement.verdict));
    let style = theme.verdict(Some(judgement.verdict));
    if judgement.is_stale(annotation.hash) {
        pen.right(&format!("{} stale", theme.glyphs.stale), theme.warning);
    }
    let words = format!("{sign} {}", judgement.verdict.word());
    if pen.room() > 24 {
        pen.right(&words, style);
    } else {
        pen.right(sign, style);
    }
}

/// Lines that the selected annotation takes below its row.
fn expanded_lines(annotation: &Annotation) -> usize {
    let reason = annotation
        .verdict
        .as_ref()
        .and_then(|given| given.reason.as_ref());
    1 + usize::from(reason.is_some()) + annotation.attributes.len()
}

/// Reason, shape, author, relations and attributes of the selected annotation.
fn expanded(canvas: &mut Canvas, detail: &SharedItem, annotation: &Annotation, area: Rect) {
    let theme = canvas.theme;
    let mut area = area;
    if let Some(given) = &annotation.verdict
        && let Some(reason) = &given.reason
    {
        canvas
            .pen(area)
            .put(reason, theme.verdict(Some(given.verdict)));
        area = below(area, 1);
    }
    let mut pen = canvas.pen(area);
    let place = whereabouts(detail, annotation, theme.glyphs.times);
    pen.put(&gist::plain(theme, &place), theme.dim);
    for (on, word) in [
        (annotation.occluded, " occluded"),
        (annotation.crowd, " crowd"),
    ] {
        if on {
            pen.put(word, theme.dim);
        }
    }
    if let Some(author) = &annotation.author {
        pen.put(" by ", theme.dim).put(author, theme.dim);
    }
    let known = annotation.attributes.iter();
    let pairs = known.map(|attribute| (attribute.name.as_str(), attribute.value.as_str()));
    let mut area = below(area, 1);
    for link in relations::links(detail, annotation) {
        let text = relations::words(theme, detail, &link);
        canvas
            .pen(area)
            .put(&gist::plain(theme, &text), theme.accent);
        area = below(area, 1);
    }
    facts(canvas, pairs, area);
}

/// Draws the thread of the target's issue; answers what is left below it.
fn thread(canvas: &mut Canvas, app: &App, review: &Review, area: Rect) -> Rect {
    if area.height == 0 {
        return area;
    }
    let theme = canvas.theme;
    let mut pen = canvas.pen(area);
    let count = review.item_issues().count();
    let Some(issue) = review.target_issue() else {
        match &review.issues_load {
            Load::Failed(why) => {
                pen.put("issues could not be read: ", theme.warning)
                    .put(why, theme.warning);
            }
            Load::Loading => {
                pen.put("reading issues ", theme.dim)
                    .put(theme.glyphs.ellipsis, theme.dim);
            }
            Load::Idle | Load::Ready => {
                pen.put("no issues ", theme.dim)
                    .put(&app.key(Action::Issue), theme.accent)
                    .put(" opens one", theme.dim);
            }
        }
        return below(area, 2);
    };
    pen.put("issue ", theme.title);
    if count > 1 {
        let at = review
            .item_issues()
            .position(|other| other.id == issue.id)
            .unwrap_or(0);
        pen.put(&format!("{} of {count} ", at + 1), theme.dim);
    }
    let (sign, word, style) = match issue.resolved {
        true => (
            theme.glyphs.accepted,
            "resolved",
            theme.verdict(Some(ACCEPTED)),
        ),
        false => (theme.glyphs.issue, "open", theme.warning),
    };
    pen.put(sign, style).gap(1).put(word, style);
    if issue.resolved && app.verified.contains(&issue.id) {
        pen.put(", verified", style);
    }
    if app.is_kept_here(&issue.item, Verb::OpenIssue) {
        pen.put(", local", theme.dim);
    }
    pen.put(" on ", theme.dim)
        .put(&place_of(review, issue), theme.text);
    if issue.assignee.is_some() {
        pen.put(" for ", theme.dim)
            .put(or_dash(issue.assignee.as_ref()), theme.text);
    }
    comments(canvas, app, issue, below(area, 1))
}

const ACCEPTED: crate::model::Verdict = crate::model::Verdict::Accepted;

fn place_of(review: &Review, issue: &Issue) -> String {
    let detail = own_detail(review);
    let number = issue.annotation.as_ref().and_then(|id| {
        let known = detail?.annotations.iter().take(COUNTED);
        known
            .enumerate()
            .find(|(_, annotation)| annotation.id == *id)
    });
    let whole = issue.annotation.as_ref().and_then(|id| {
        let mut results = detail?.results.iter();
        results.find(|result| result.id == *id)
    });
    if let Some(result) = whole {
        return format!("the result of {}", owner(result));
    }
    if let (Some((number, annotation)), Some(detail)) = (number, detail) {
        return format!("{} {}", number + 1, detail.label_name(annotation));
    }
    match &issue.place {
        Place::Item => "the item".into(),
        Place::At { point } => format!("{:.0},{:.0}", point.x, point.y),
        Place::Within { rect } => format!("{:.0},{:.0}", rect.x, rect.y),
        Place::Outline { points } => points
            .first()
            .map_or_else(String::new, |p| format!("{:.0},{:.0}", p.x, p.y)),
    }
}

/// The thread: the complaint itself always, then the newest comments that fit whole; what is left
/// out between them is counted.
fn comments(canvas: &mut Canvas, app: &App, issue: &Issue, area: Rect) -> Rect {
    let Some((first, rest)) = issue.comments.split_first() else {
        return below(area, 1);
    };
    let rows = usize::from(area.height);
    let lines = |comment: &Comment| spoken(app, comment, area.width, rows).1.len();
    let whole: usize = issue.comments.iter().map(lines).sum();
    if whole <= rows || rest.is_empty() {
        let left = issue.comments.iter().fold(area, |left, comment| {
            one_comment(canvas, app, comment, left)
        });
        return below(left, 1);
    }
    let newest = rest.last().map_or(0, lines);
    let mut room = rows.saturating_sub(newest.min(rows / 2) + 1);
    let top = head(area, u16::try_from(lines(first).min(room)).unwrap_or(0));
    one_comment(canvas, app, first, top);
    room = rows.saturating_sub(usize::from(top.height) + 1);
    let mut used = 0;
    let fits = |comment: &&Comment| {
        used += lines(comment);
        used <= room
    };
    let shown = rest.iter().rev().take_while(fits).count().max(1);
    let mut left = below(area, top.height);
    let hidden = rest.len() - shown.min(rest.len());
    if hidden > 0 {
        let more = if hidden == 1 { "comment" } else { "comments" };
        let mut pen = canvas.pen(left);
        let theme = pen.theme();
        pen.put(theme.glyphs.ellipsis, theme.dim);
        pen.put(&format!(" {hidden} more {more}"), theme.dim);
        left = below(left, 1);
    }
    for comment in rest.iter().skip(hidden) {
        left = one_comment(canvas, app, comment, left);
    }
    below(left, 1)
}

/// A comment as lines: how many cells of the first are author and age, and the lines.
fn spoken(app: &App, comment: &Comment, width: u16, most: usize) -> (u16, Vec<String>) {
    let head = format!("{} {}", comment.author, comment.at.ago(app.now));
    // Of a long text only what can be in sight is looked at; clusters seldom have four characters.
    let most_chars = most.saturating_mul(usize::from(width)).saturating_mul(4);
    let end = comment.text.char_indices().nth(most_chars);
    let part = end.and_then(|(end, _)| comment.text.get(..end));
    let text = format!("{head}  {}", part.unwrap_or(&comment.text));
    let lines = fit::wrap(&text, width.saturating_sub(2), most);
    (
        fit::width(&head),
        lines.into_iter().map(str::to_owned).collect(),
    )
}

/// Draws author, age and text; answers what is left below.
fn one_comment(canvas: &mut Canvas, app: &App, comment: &Comment, area: Rect) -> Rect {
    let theme = canvas.theme;
    let most = usize::from(area.height);
    let (head_width, lines) = spoken(app, comment, area.width, most.saturating_add(1));
    let mut left = area;
    for (number, line) in lines.iter().take(most).enumerate() {
        let place = inset(head(left, 1), if number == 0 { 0 } else { 2 }, 0);
        let mut pen = canvas.pen(place);
        pen.put(line.trim_start(), theme.text);
        if number + 1 == most && lines.len() > most {
            pen.put(theme.glyphs.ellipsis, theme.dim);
        }
        if number == 0 {
            let name = Rect {
                width: head_width.min(place.width),
                ..place
            };
            canvas.tint(name, theme.accent);
        }
        left = below(left, 1);
    }
    left
}
