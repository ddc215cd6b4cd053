//! The browser: columns of lists from the organizations down, one of them focused.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::picture::Picture;
use crate::model::{Detail, Id, ItemDetail, Level, NodeRef, Query, Row, Text, Timestamp};

use super::list::SparseList;
use super::msg::Generation;
use super::review::Aim;

/// How far a read is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Load {
    /// Not asked for.
    #[default]
    Idle,
    /// On its way.
    Loading,
    /// Here.
    Ready,
    /// Failed; what is still shown is old.
    Failed(Text),
}

/// One list: the children of a parent.
#[derive(Clone, Debug)]
pub struct Column {
    /// Whose children.
    pub parent: NodeRef,
    /// The parent's name, for the breadcrumb.
    pub parent_name: Text,
    /// Their level.
    pub level: Level,
    /// The rows.
    pub list: SparseList,
    /// Index of the row under the cursor.
    pub cursor: u64,
    /// Index of the first visible row.
    pub top: u64,
    /// The filter as typed.
    pub filter: Text,
    /// The filter, parsed.
    pub query: Query,
    /// Marked rows by id, with what they were when marked.
    pub marks: BTreeMap<Id, Row>,
    /// Where the last mark was set, for ranges.
    pub anchor: Option<u64>,
    /// The row to find again after the rows changed.
    pub wanted: Option<Id>,
    /// Which state of the list is current.
    pub generation: Generation,
    /// How far its pages are.
    pub load: Load,
    /// Offsets of the pages on their way.
    pub in_flight: BTreeSet<u64>,
    /// The rows changed while pages were on their way: read them once more.
    pub again: bool,
    /// The wanted row is a place to go to: further pages are read until it is found.
    pub seeking: bool,
    /// What is on its way was not asked for by the reviewer: nothing shows it.
    pub quiet: bool,
}

impl Column {
    /// An empty column.
    pub fn new(parent: NodeRef, parent_name: Text, level: Level) -> Self {
        Self {
            parent,
            parent_name,
            level,
            list: SparseList::default(),
            cursor: 0,
            top: 0,
            filter: Text::default(),
            query: Query::default(),
            marks: BTreeMap::new(),
            anchor: None,
            wanted: None,
            generation: Generation::default(),
            load: Load::Idle,
            in_flight: BTreeSet::new(),
            again: false,
            seeking: false,
            quiet: false,
        }
    }

    /// The row under the cursor.
    pub fn row(&self) -> Option<&Row> {
        self.list.get(self.cursor)
    }

    /// The node of a row.
    pub fn node_of(&self, row: &Row) -> NodeRef {
        let level = if row.flags.view {
            Level::View
        } else {
            self.level
        };
        self.parent.child(level, row.id.clone())
    }

    /// The index of a node's row, among the rows held, by whatever path it is named.
    pub fn position(&self, node: &NodeRef) -> Option<u64> {
        let at = self.list.position(node.id()?)?;
        let found = self.list.get(at).map(|row| self.node_of(row));
        found.filter(|found| found.same(node)).map(|_| at)
    }

    /// The node under the cursor.
    pub fn node(&self) -> Option<NodeRef> {
        self.row().map(|row| self.node_of(row))
    }

    /// Moves the first visible row so that the cursor is seen: by half a page when it leaves the
    /// pane, so that most steps redraw two rows and not the whole list.
    pub fn scroll(&mut self, visible: u16) {
        let visible = u64::from(visible.max(1));
        let half = visible.div_ceil(2);
        if self.cursor < self.top {
            self.top = if self.top - self.cursor > half {
                self.cursor.saturating_sub(half / 2)
            } else {
                self.top.saturating_sub(half).min(self.cursor)
            };
        } else if self.cursor >= self.top + visible {
            self.top = if self.cursor >= self.top + visible + half {
                self.cursor + 1 - visible.min(self.cursor + 1)
            } else {
                self.top + half
            };
        }
        let last_top = self.list.total.saturating_sub(visible);
        self.top = self.top.min(last_top);
    }

    /// Moves the rows by some, and takes the cursor along where it would leave the pane.
    pub fn roll(&mut self, rows: i64, visible: u16) {
        let visible = u64::from(visible.max(1));
        let last_top = self.list.total.saturating_sub(visible);
        self.top = self.top.saturating_add_signed(rows).min(last_top);
        let last = (self.top + visible).min(self.list.total).saturating_sub(1);
        self.cursor = self.cursor.clamp(self.top.min(last), last);
    }
}

/// What is known of the row under the cursor.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// The node it is about.
    pub node: Option<NodeRef>,
    /// Which state of it is current.
    pub generation: Generation,
    /// Facts of an organization, project, task or job.
    pub detail: Option<Box<Detail>>,
    /// An item's annotations.
    pub item: Option<Arc<ItemDetail>>,
    /// An item's picture.
    pub picture: Option<Arc<Picture>>,
    /// How far it is.
    pub load: Load,
    /// Why there is no picture.
    pub picture_problem: Option<Text>,
    /// When the cursor has rested long enough for the preview to be made.
    pub due: Option<Timestamp>,
}

/// Columns, the focused one, and the preview.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// From the outermost level inwards.
    pub columns: Vec<Column>,
    /// The focused one.
    pub focus: usize,
    /// What is under its cursor.
    pub preview: Preview,
    /// A place to go to as soon as its rows are known (a link, an issue, the last session).
    pub goal: Option<NodeRef>,
    /// Whether the goal, when it is a job, is opened for review, and what is selected there.
    pub goal_review: Option<Aim>,
    /// Levels with a single row are opened by themselves, until the first key.
    pub descend: bool,
    /// The filter before the prompt was opened, to go back to.
    pub filter_before: Text,
}

impl Browser {
    /// The focused column.
    pub fn column(&self) -> Option<&Column> {
        self.columns.get(self.focus)
    }

    /// The focused column, to change it.
    pub fn column_mut(&mut self) -> Option<&mut Column> {
        self.columns.get_mut(self.focus)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::AccountId;

    #[test]
    fn the_cursor_stays_in_sight_and_most_steps_do_not_scroll() {
        let root = NodeRef::root(AccountId::new("a"));
        let mut column = Column::new(root, Text::default(), Level::Job);
        column.list.total = 1_000;
        let mut scrolled = 0;
        for cursor in (0..1_000).chain((0..1_000).rev()) {
            let before = column.top;
            column.cursor = cursor;
            column.scroll(20);
            assert!(
                (column.top..column.top + 20).contains(&cursor),
                "{cursor} {}",
                column.top
            );
            scrolled += u32::from(column.top != before);
        }
        assert!(scrolled <= 200, "{scrolled} of 2,000 steps scrolled");
        for jump in [999, 0, 500, 3] {
            column.cursor = jump;
            column.scroll(20);
            assert!((column.top..column.top + 20).contains(&jump));
        }
        column.list.total = 5;
        column.cursor = 4;
        column.scroll(20);
        assert_eq!(column.top, 0);
    }
}
