//! Where keys mean something.

/// Where a key means something: a screen, or a kind of thing that lies over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scope {
    /// Lists of organizations, projects, tasks, jobs and items.
    List,
    /// An item on screen.
    Review,
    /// What waits for the reviewer: the keys of lists, as far as they mean something there.
    Inbox,
    /// One of the items on which two results disagree: the keys of review, but for those that say
    /// who is right.
    Dispute,
    /// The contact sheet: crops of one label across a list.
    Sheet,
    /// One line of text that is typed.
    Prompt,
    /// Menus: help, palette, pickers. What is typed searches them.
    Menu,
    /// The row of reasons of a rejection; its digits and letters are those of the reasons.
    Reason,
    /// What a bulk decision would do, before it is made.
    Confirm,
    /// The end of a job, or of the disagreements.
    Summary,
    /// A refused decision beside what the platform has.
    Conflict,
    /// Outbox, history and messages.
    Activity,
    /// Figures about a place.
    Figures,
    /// The recipe of a sample.
    Sample,
    /// A long text.
    Pager,
    /// The crosshair that sets the place of an issue.
    Aim,
}

impl Scope {
    /// All scopes: screens first.
    pub const ALL: [Self; 16] = [
        Self::List,
        Self::Review,
        Self::Inbox,
        Self::Dispute,
        Self::Sheet,
        Self::Prompt,
        Self::Menu,
        Self::Reason,
        Self::Confirm,
        Self::Summary,
        Self::Conflict,
        Self::Activity,
        Self::Figures,
        Self::Sample,
        Self::Pager,
        Self::Aim,
    ];

    /// Its word in the configuration.
    pub fn word(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Review => "review",
            Self::Inbox => "inbox",
            Self::Dispute => "dispute",
            Self::Sheet => "sheet",
            Self::Prompt => "prompt",
            Self::Menu => "menu",
            Self::Reason => "reason",
            Self::Confirm => "confirm",
            Self::Summary => "summary",
            Self::Conflict => "conflict",
            Self::Activity => "activity",
            Self::Figures => "figures",
            Self::Sample => "sample",
            Self::Pager => "pager",
            Self::Aim => "aim",
        }
    }

    /// Its head in tables of keys.
    pub fn title(self) -> &'static str {
        match self {
            Self::List => "In lists",
            Self::Review => "In review (an item on screen)",
            Self::Inbox => "In the inbox",
            Self::Dispute => "Where two results disagree",
            Self::Sheet => "On the contact sheet",
            Self::Prompt => "While a line is typed",
            Self::Menu => "In menus, pickers and the palette",
            Self::Reason => "In the row of reasons",
            Self::Confirm => "Before a decision about many",
            Self::Summary => "At the end of a job",
            Self::Conflict => "When a decision was refused",
            Self::Activity => "In the activity view",
            Self::Figures => "In figures about a place",
            Self::Sample => "Before a sample",
            Self::Pager => "In a long text",
            Self::Aim => "While the crosshair is moved",
        }
    }

    /// Whether plain characters are text here and never commands.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Prompt | Self::Menu)
    }

    /// Whether it is a screen of its own, with counts and an action for every name.
    pub fn is_screen(self) -> bool {
        matches!(
            self,
            Self::List | Self::Review | Self::Inbox | Self::Dispute | Self::Sheet
        )
    }
}
