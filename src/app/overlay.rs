//! Overlays: menus, prompts and views that lie over a screen, as values on a stack.

use std::sync::Arc;

use tui_input::Input;

use crate::model::{
    AccountId, Change, Decision, DecisionId, Entry, Id, ItemDetail, NodeRef, Offer, Operation,
    Place, Role, State, Table, Text, Timestamp, Transition, Work,
};

use super::actions::{Action, Scope};
use super::batch::Outcome;
use super::crosshair::Crosshair;
use super::disputes::Choice;
use super::msg::Generation;
use super::sample::Sampling;

/// What lies over the screen. The last of the stack gets the keys.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// A searchable list whose chosen entry does something: help, palette, pickers.
    Menu(Menu),
    /// One row of reasons after `x`.
    Reason(Reason),
    /// One line of text to type.
    Prompt(Prompt),
    /// The end of a job: counts and the proposed transition.
    Summary(Summary),
    /// What a bulk decision would do.
    Bulk(Bulk),
    /// Outbox, history and messages.
    Activity(Activity),
    /// Figures about a place.
    Insights(Insights),
    /// A long text: the guide for annotators.
    Pager(Pager),
    /// A refused decision beside what the platform has.
    Conflict(Box<Conflict>),
    /// The end of the queue of disagreements: what came of it.
    Disputed,
    /// The recipe of a sample, and what it draws.
    Sample(Box<Sampling>),
    /// The end of a sample: what its verdicts say.
    Sampled,
    /// A place is chosen on the picture.
    Crosshair(Crosshair),
    /// What became of each row of the last decision about several.
    Outcome(Outcome),
}

impl Overlay {
    /// Which keys count while it is the topmost.
    pub fn scope(&self) -> Scope {
        match self {
            Self::Menu(_) => Scope::Menu,
            Self::Reason(_) => Scope::Reason,
            Self::Prompt(_) => Scope::Prompt,
            Self::Summary(_) | Self::Disputed | Self::Sampled => Scope::Summary,
            Self::Sample(_) => Scope::Sample,
            Self::Bulk(_) => Scope::Confirm,
            Self::Activity(_) | Self::Outcome(_) => Scope::Activity,
            Self::Crosshair(_) => Scope::Aim,
            Self::Insights(_) => Scope::Figures,
            Self::Pager(_) => Scope::Pager,
            Self::Conflict(_) => Scope::Conflict,
        }
    }
}

impl Overlay {
    /// Whether its answer is about the item under review, whichever that is then.
    pub fn is_about_item(&self) -> bool {
        match self {
            Self::Reason(reason) => !matches!(reason.target, Target::Rows(_) | Target::Tiles),
            Self::Prompt(prompt) => {
                let rows = matches!(
                    prompt.kind,
                    PromptKind::RejectReason(Target::Rows(_) | Target::Tiles)
                );
                prompt.is_text() && !rows
            }
            Self::Crosshair(_) => true,
            _ => false,
        }
    }
}

/// What a menu is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuKind {
    /// `?`: every action of the scope.
    Help,
    /// `:`: every action by name, and commands.
    Palette,
    /// `t`: reachable states.
    Transition,
    /// `w` and `W`: people.
    People(Role),
    /// `t` on items: what can be done with their results, and the platform's commands.
    Offers,
    /// One of the values that a command asks for.
    Fill,
    /// `gs`: open issues.
    Issues,
    /// `ga`: accounts.
    Accounts,
    /// `g/`: filters kept under a name.
    Filters,
    /// `:macros`.
    Macros,
    /// `C`: labels of a contact sheet.
    Labels,
}

/// What an entry does.
#[derive(Clone, Debug, PartialEq)]
pub enum MenuAct {
    /// Runs an action.
    Run(Action),
    /// Moves the job (or marked jobs) to a state.
    Transition(Transition),
    /// Gives the job to somebody, or to nobody.
    Assign(Role, Option<Text>),
    /// Does what the platform offers, once everything it asks for is filled in.
    Offer(Box<Asking>),
    /// The same with one more value.
    Fill(Box<Asking>),
    /// Opens an item at an issue.
    Issue(NodeRef, Id),
    /// Shows an account in the browser.
    Account(AccountId),
    /// Applies a filter that is kept under a name.
    Filter(Text),
    /// Plays a macro.
    Macro(char),
    /// Shows the contact sheet of a label.
    Label(Text),
}

/// Something offered, with what has been filled in so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    /// What is offered.
    pub offer: Offer,
    /// The node it would be done on: the item, or what holds the items.
    pub target: NodeRef,
    /// The items that a command would run on.
    pub chosen: Arc<[(Id, Text)]>,
    /// Values by name.
    pub filled: Vec<(Text, Text)>,
    /// How many inputs have been asked for.
    pub asked: usize,
}

/// One entry of a menu.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// What is shown and searched first.
    pub label: Text,
    /// Second column: summary, role, state.
    pub about: Text,
    /// Third column: keys.
    pub keys: Text,
    /// Why it cannot be chosen now, if so.
    pub denied: Option<Text>,
    /// What it does.
    pub act: MenuAct,
}

/// A searchable list.
#[derive(Clone, Debug)]
pub struct Menu {
    /// What it is for.
    pub kind: MenuKind,
    /// Its title.
    pub title: Text,
    /// What was typed.
    pub input: Input,
    /// All entries.
    pub items: Vec<MenuItem>,
    /// Indices of the entries that fit, best first.
    pub shown: Vec<usize>,
    /// The chosen one, an index into `shown`.
    pub cursor: usize,
    /// First visible, an index into `shown`.
    pub top: usize,
    /// Entries are still being fetched.
    pub loading: bool,
    /// Answers that are still to come, where there are several.
    pub waits: u8,
    /// Nodes that the choice is about.
    pub targets: Vec<NodeRef>,
    /// The state of a single one when its transitions were listed.
    pub seen: Option<State>,
}

impl Menu {
    /// The chosen entry.
    pub fn chosen(&self) -> Option<&MenuItem> {
        self.items.get(*self.shown.get(self.cursor)?)
    }
}

/// What a verdict is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// The item on screen.
    Item,
    /// One of its annotations.
    Annotation(Id),
    /// Rows of a list: marked ones or the one under the cursor.
    Rows(Vec<NodeRef>),
    /// What is marked on the contact sheet.
    Tiles,
    /// A place on the picture: no verdict but an issue.
    Place(Place),
}

/// The reason row.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What is rejected.
    pub target: Target,
}

/// What a typed text becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum PromptKind {
    /// The reason of a rejection.
    RejectReason(Target),
    /// The text of a new issue on the item or annotation.
    NewIssue(Option<Id>),
    /// The text of a new issue at a place.
    NewIssueAt(Place),
    /// Which annotations are shown.
    Sieve,
    /// A comment on an issue.
    Comment(Id),
    /// Other words for a comment: the issue, the comment, what it says.
    EditComment(Id, Id, Text),
    /// Why a fixed issue is reopened; may be empty.
    Reopen(Id),
    /// The filter of the focused list.
    Filter,
    /// A value that a command asks for.
    Fill(Box<Asking>),
    /// The name under which a filter is kept.
    SaveFilter(Text),
    /// Another name for a filter.
    RenameFilter(Text),
    /// Another letter for a macro.
    RenameMacro(char),
    /// The letter of a macro that is going to be recorded.
    RecordMacro,
}

/// One line of text to type.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// What it becomes.
    pub kind: PromptKind,
    /// Its title.
    pub title: Text,
    /// The text with its cursor.
    pub input: Input,
    /// What is wrong with it, if anything.
    pub error: Option<Text>,
}

impl Prompt {
    /// Whether it asks for a text for people, that may be long.
    pub fn is_text(&self) -> bool {
        matches!(
            self.kind,
            PromptKind::RejectReason(_)
                | PromptKind::NewIssue(_)
                | PromptKind::NewIssueAt(_)
                | PromptKind::Comment(_)
                | PromptKind::EditComment(..)
                | PromptKind::Reopen(_)
        )
    }
}

/// The end of a job.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The job.
    pub job: NodeRef,
    /// Its name.
    pub name: Text,
    /// Items in all.
    pub items: u64,
    /// Accepted (or verified empty).
    pub accepted: u64,
    /// Rejected.
    pub rejected: u64,
    /// Skipped or without a verdict.
    pub undecided: u64,
    /// Open issues.
    pub issues: u64,
    /// What `Enter` would do, once the job's transitions are known.
    pub proposal: Option<Transition>,
    /// The job's present state.
    pub state: Option<State>,
}

/// A decision about many things, or one that cannot be taken back, before it is made.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// The decision, complete.
    pub decision: Decision,
    /// Counts by present state or verdict.
    pub counts: Vec<(Text, usize)>,
    /// What cannot be changed, and why.
    pub refused: Vec<(Text, Text)>,
    /// What is about to be touched, by name, where there are no counts.
    pub names: Vec<Text>,
    /// What the platform itself asks before it does it.
    pub question: Option<Text>,
    /// What was filled in.
    pub inputs: Vec<(Text, Text)>,
    /// It cannot be taken back: the number of objects is typed before it is done. What was typed.
    pub typed: Option<String>,
}

impl Bulk {
    /// How many objects it is about.
    pub fn objects(&self) -> usize {
        match self.decision.ops.as_slice() {
            [op] => match &op.change {
                Change::Act { items, .. } => items.len(),
                _ => 1,
            },
            ops => ops.len(),
        }
    }
}

/// Which part of the activity view is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ActivityTab {
    /// What is still to be sent.
    Outbox,
    /// Every decision.
    History,
    /// What the program said.
    Messages,
}

/// Outbox, history and messages.
#[derive(Clone, Debug)]
pub struct Activity {
    /// The part shown.
    pub tab: ActivityTab,
    /// Entries of outbox or history, newest first.
    pub entries: Vec<Entry>,
    /// Whether they have come.
    pub loaded: bool,
    /// The chosen row.
    pub cursor: usize,
    /// First visible row.
    pub top: usize,
}

/// Figures about a place.
#[derive(Clone, Debug)]
pub struct Insights {
    /// The place's name.
    pub title: Text,
    /// The tables; none while they are fetched.
    pub tables: Option<Result<Vec<Table>, Text>>,
    /// First visible line.
    pub top: usize,
    /// The place.
    pub node: NodeRef,
    /// The chosen row: the table's number and the row's in it.
    pub cursor: Option<(usize, usize)>,
}

impl Insights {
    /// The line of a table's row on the page: each table has a title, a head and a blank line.
    pub fn line_of(&self, (table, row): (usize, usize)) -> usize {
        let Some(Ok(tables)) = &self.tables else {
            return 0;
        };
        let before = tables.iter().take(table);
        before.map(|table| table.rows.len() + 3).sum::<usize>() + 2 + row
    }

    /// Rows that lead somewhere, top to bottom.
    pub fn choices(&self) -> Vec<(usize, usize)> {
        let Some(Ok(tables)) = &self.tables else {
            return Vec::new();
        };
        let rows = tables.iter().enumerate().flat_map(|(at, table)| {
            let rows = table.rows.iter().enumerate();
            rows.filter(|(_, row)| row.to.is_some())
                .map(move |(row, _)| (at, row))
        });
        rows.collect()
    }

    /// The work that `w` starts: that of the table with the cursor, else of the first one in sight
    /// that has some.
    pub fn work(&self) -> Option<&Work> {
        let Some(Ok(tables)) = &self.tables else {
            return None;
        };
        let chosen = self.cursor.and_then(|(table, _)| tables.get(table));
        chosen
            .and_then(|table| table.work.as_ref())
            .or_else(|| tables.iter().find_map(|table| table.work.as_ref()))
    }
}

/// A long text.
#[derive(Clone, Debug)]
pub struct Pager {
    /// Its title.
    pub title: Text,
    /// The text; none while it is fetched.
    pub text: Option<Result<Text, Text>>,
    /// The answer that will hold it.
    pub generation: Generation,
    /// First visible line.
    pub top: usize,
}

/// A decision that the platform refused because something changed meanwhile.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The refused operation.
    pub operation: Operation,
    /// What the platform has now; none while it is read.
    pub theirs: Option<Theirs>,
    /// Keys before this moment are not meant for it: it opened while somebody typed.
    pub quiet_until: Timestamp,
}

/// What the platform has in place of ours.
#[derive(Clone, Debug)]
pub enum Theirs {
    /// In words, and the change made anew from it; none when it is as we want it already.
    Is(Text, Option<Change>),
    /// It could not be read, or is gone.
    Unknown(Text),
}

/// What follows once a decision is on disk.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// Nothing more.
    Stay,
    /// The marks of this node's list go: what they were for is decided.
    Unmark(NodeRef),
    /// The next item.
    NextItem,
    /// The next result without a verdict, and after the last the next item.
    NextResult,
    /// The next item on which two results disagree.
    NextDispute(Choice),
    /// The next page of the contact sheet, where there is one.
    NextPage,
    /// The next annotation of this item, or none after the last.
    NextAnnotation,
    /// Leave the review (the job was moved on).
    LeaveReview,
    /// The next of the fixed issues.
    NextInQueue,
}

/// A decision on its way to the disk.
#[derive(Clone, Debug)]
pub struct Pending {
    /// The decision.
    pub decision: Decision,
    /// What follows.
    pub after: After,
    /// What it does to the undo stacks.
    pub history: HistoryStep,
}

/// What a committed decision does to undo and redo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryStep {
    /// A new decision: can be undone, and there is nothing to redo any more.
    New,
    /// It undoes this one, which can then be redone.
    Undo(DecisionId),
    /// It repeats an undone one.
    Redo,
}

/// The item under review with what is known of it; shared with picture wishes.
pub type SharedItem = Arc<ItemDetail>;
