//! The columns of a list row: which are shown at a width, and what stands in them.

use ratatui::style::Style;

use crate::app::list::SparseList;
use crate::model::{Level, Row, Timestamp, Verdict};

use super::canvas::Pen;
use super::theme::Theme;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The platform's word for the state.
    State,
    /// Stage and state.
    StageState,
    /// Who holds it.
    Assignee,
    /// Who judges it.
    Reviewer,
    /// `7/12`
    Progress,
    /// The same as a bar.
    Bar,
    /// Items within.
    Items,
    /// Open issues.
    Issues,
    /// Time since the last change.
    Age,
    /// The verdict's word.
    Verdict,
    /// Annotations on an item.
    Annotations,
    /// Flagged, stale, missing, troubled.
    Flags,
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// What it holds.
    pub field: Field,
    /// Its name.
    pub head: &'static str,
    /// Its cells.
    pub width: u16,
    /// Numbers stand at the right edge.
    pub right: bool,
    /// Those with the smallest number stay longest.
    rank: u8,
}

const fn column(field: Field, head: &'static str, width: u16, right: bool, rank: u8) -> Column {
    Column {
        field,
        head,
        width,
        right,
        rank,
    }
}

const JOB: &[Column] = &[
    column(Field::State, "state", 13, false, 1),
    column(Field::StageState, "stage and state", 25, false, 9),
    column(Field::Assignee, "assignee", 10, false, 3),
    column(Field::Reviewer, "reviewer", 10, false, 6),
    column(Field::Progress, "done", 7, true, 2),
    column(Field::Bar, "", 8, false, 5),
    column(Field::Issues, "iss", 4, true, 4),
    column(Field::Age, "age", 4, true, 7),
];
const ITEM: &[Column] = &[
    column(Field::Verdict, "verdict", 14, false, 1),
    column(Field::Annotations, "objects", 7, true, 3),
    column(Field::Issues, "iss", 4, true, 4),
    column(Field::Flags, "marks", 5, false, 2),
];
/// Items of a platform that says how each of them stands.
const STATED_ITEM: &[Column] = &[
    column(Field::Verdict, "verdict", 14, false, 1),
    column(Field::State, "state", 12, false, 5),
    column(Field::Assignee, "assignee", 10, false, 6),
    column(Field::Reviewer, "reviewer", 10, false, 7),
    column(Field::Annotations, "objects", 7, true, 3),
    column(Field::Issues, "iss", 4, true, 4),
    column(Field::Flags, "marks", 5, false, 2),
];
const GROUP: &[Column] = &[
    column(Field::Items, "items", 7, true, 2),
    column(Field::Bar, "", 8, false, 3),
    column(Field::Progress, "done", 13, true, 1),
    column(Field::Issues, "iss", 4, true, 4),
    column(Field::Age, "age", 4, true, 5),
];

/// The columns of a list at a width.
#[derive(Debug)]
pub struct Columns {
    /// Cells of the name.
    pub name: u16,
    /// The others, left to right, each with a blank before it.
    pub others: Vec<Column>,
    /// Cells before the name: cursor, mark, sign, blank.
    pub lead: u16,
}

/// Widest name column: beyond it the eye loses the row.
const NAME_MOST: u16 = 48;

impl Columns {
    /// Chooses the columns of a level for a width; the name keeps a third of it. `states` and
    /// `people` say whether any row in sight has a state, and anybody it is given to.
    pub fn choose(level: Level, width: u16, brief: bool, (states, people): (bool, bool)) -> Self {
        let table = match level {
            _ if brief => &[],
            Level::Job => JOB,
            Level::Item if states => STATED_ITEM,
            Level::Item => ITEM,
            _ => GROUP,
        };
        let lead = 4;
        // One cell at the right is the scroll thumb's.
        let room = width.saturating_sub(lead + 1);
        let least = (room / 3).clamp(10, 28);
        let given = |field| matches!(field, Field::Assignee | Field::Reviewer);
        let wanted = |column: &&Column| people || level == Level::Job || !given(column.field);
        let mut order: Vec<&Column> = table.iter().filter(wanted).collect();
        order.sort_by_key(|column| column.rank);
        let (mut used, mut chosen) = (0, Vec::new());
        for column in order {
            if used + column.width + 2 + least > room {
                continue;
            }
            if column.field == Field::StageState {
                // It takes the place of the short form.
                chosen.retain(|field| *field != Field::State);
                used -= 15;
            }
            used += column.width + 2;
            chosen.push(column.field);
        }
        let others = table.iter().filter(|column| chosen.contains(&column.field));
        Self {
            name: (room - used.min(room)).min(NAME_MOST),
            others: others.copied().collect(),
            lead,
        }
    }
}

impl Columns {
    /// For items of which each annotation in a list is a whole result of somebody.
    pub fn of_results(mut self) -> Self {
        let counts = self.others.iter_mut();
        counts
            .filter(|column| column.field == Field::Annotations)
            .for_each(|column| column.head = "results");
        self
    }
}

/// Writes the names of the columns.
pub fn head(pen: &mut Pen, columns: &Columns) {
    let style = pen.theme().dim;
    pen.gap(columns.lead);
    pen.column_of(columns.name, "name", false, style);
    for column in &columns.others {
        pen.gap(2)
            .column_of(column.width, column.head, column.right, style);
    }
}

/// The sign before a row's name, with its style: the verdict of an item, the class of the others.
pub fn sign(theme: &Theme, level: Level, row: &Row) -> (&'static str, Style) {
    match level {
        _ if row.flags.view => (theme.glyphs.view, theme.accent),
        Level::Item if row.flags.deleted => (theme.glyphs.deleted, theme.dim),
        Level::Item if row.flags.missing => (theme.glyphs.missing, theme.error),
        Level::Item => (
            theme.glyphs.verdict(row.verdict),
            theme.verdict(row.verdict),
        ),
        Level::Job => (theme.glyphs.class(row.class), theme.class(row.class)),
        _ => {
            let verdict = (row.items > 0 && row.done >= row.items).then_some(Verdict::Accepted);
            (theme.glyphs.verdict(verdict), theme.verdict(verdict))
        }
    }
}

/// Writes the columns of a row after its name.
pub fn fields(pen: &mut Pen, columns: &Columns, list: &SparseList, row: &Row, now: Timestamp) {
    for column in &columns.others {
        pen.gap(2);
        field(pen, column, list, row, now);
    }
}

fn field(pen: &mut Pen, column: &Column, list: &SparseList, row: &Row, now: Timestamp) {
    let theme = pen.theme();
    let class = theme.class(row.class);
    let (text, style) = match column.field {
        Field::State => (list.word(row.state).to_string(), class),
        Field::StageState => (stage_state(theme, list, row), class),
        Field::Assignee => (person(list.word_some(row.assignee)), theme.text),
        Field::Reviewer => (person(list.word_some(row.reviewer)), theme.text),
        // Nothing is known of what is within: a bar of nothing would say too much.
        Field::Progress | Field::Bar | Field::Items if row.items == 0 => {
            return blank(pen, column);
        }
        Field::Progress => (progress(row, column.width), theme.text),
        Field::Bar => {
            let style = theme.class(crate::model::StatusClass::Accepted);
            pen.bar(column.width, (row.done.into(), row.items.into()), style);
            return;
        }
        Field::Items => (row.items.to_string(), theme.text),
        Field::Issues if row.issues == 0 => return blank(pen, column),
        Field::Issues => (
            format!("{}{}", theme.glyphs.issue, row.issues.min(999)),
            theme.warning,
        ),
        Field::Age if row.updated_s == 0 => return blank(pen, column),
        Field::Age => (age(row.updated_s, now), theme.dim),
        Field::Verdict => (
            row.verdict.map_or("", Verdict::word).to_owned(),
            theme.verdict(row.verdict),
        ),
        Field::Annotations => (row.annotations.to_string(), theme.text),
        Field::Flags => (flags(theme, row), theme.warning),
    };
    pen.column_of(column.width, &text, column.right, style);
}

fn blank(pen: &mut Pen, column: &Column) {
    pen.gap(column.width);
}

fn stage_state(theme: &Theme, list: &SparseList, row: &Row) -> String {
    let state = list.word(row.state);
    match list.word_some(row.stage) {
        Some(stage) => format!("{stage} {} {state}", theme.glyphs.dot),
        None => state.to_string(),
    }
}

fn person(name: Option<&crate::model::Text>) -> String {
    name.map_or("-".into(), ToString::to_string)
}

fn age(updated_s: u32, now: Timestamp) -> String {
    Timestamp::from_seconds(updated_s).ago(now)
}

/// The small marks of a row, in fixed places so that they align.
fn flags(theme: &Theme, row: &Row) -> String {
    let glyphs = theme.glyphs;
    [
        (row.flags.flagged, glyphs.flag),
        (row.flags.stale, glyphs.stale),
        (row.flags.missing, glyphs.missing),
        (row.flags.troubled, glyphs.troubled),
        (row.flags.truth, glyphs.truth),
    ]
    .map(|(on, sign)| if on { sign } else { " " })
    .concat()
}

/// Decided of all; as a share where the two numbers do not fit.
fn progress(row: &Row, width: u16) -> String {
    let both = format!("{}/{}", row.done, row.items);
    if both.len() <= usize::from(width) {
        return both;
    }
    let share = u64::from(row.done) * 100 / u64::from(row.items.max(1));
    format!("{share}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_never_exceed_the_width_and_come_by_rank() {
        for level in Level::ALL {
            let mut widest = 0;
            for width in 0..200 {
                let columns =
                    Columns::choose(level, width, false, (width % 2 == 0, width % 3 == 0));
                let others: u16 = columns.others.iter().map(|column| column.width + 2).sum();
                assert!(
                    columns.name + others <= width.saturating_sub(5),
                    "{level:?} {width}"
                );
                widest = columns.others.len();
            }
            assert!(widest >= 4, "{level:?} {widest}");
        }
        let narrow = Columns::choose(Level::Job, 40, false, (true, true));
        assert_eq!(
            narrow.others.first().map(|column| column.field),
            Some(Field::State)
        );
    }
}
