//! The reviewer's domain in the field's own words.
//!
//! Plain values and pure functions: ids and levels, statuses and permissions, annotations and
//! their geometry, issues, verdicts, operations with their inverses, queries. This layer never
//! does IO, never looks at a clock and knows no wire format and no terminal.

pub mod annotation;
pub mod answer;
pub mod change;
pub mod content;
pub mod delivery;
pub mod geometry;
pub mod ids;
pub mod issue;
pub mod list;
pub mod node;
pub mod operation;
pub mod permission;
pub mod picture;
pub mod query;
pub mod result;
pub mod sample;
pub mod session;
pub mod status;
pub mod text;
pub mod time;
pub mod verdict;
pub mod video;

pub use annotation::{
    Annotation, Attribute, ContentHash, ItemDetail, Label, LabelSet, Rgb, Source,
};
pub use answer::{
    Detail, Identity, InboxEntry, InboxGroup, Input, ListRequest, Member, Offer, Table, TableRow,
    Touched, Work,
};
pub use change::{Change, Guard, Handover, Role};
pub use content::{
    Channel, Content, Document, DocumentKind, DocumentText, Emphasis, Signal, TimeUnit, Timeline,
    TimelineKind, Turn,
};
pub use delivery::{Delivery, Entry};
pub use geometry::{Mask, Orientation, Point, Rect, Shape};
pub use ids::{AccountId, DecisionId, Id, OpId};
pub use issue::{Comment, Issue, Place};
pub use list::{Page, PageRequest, Row, RowFacts, RowFlags, WordId, Words};
pub use node::{Level, LevelName, NodeRef};
pub use operation::{Applied, Decision, Operation};
pub use permission::{Permissions, Verb};
pub use query::{Query, Sort, SortKey};
pub use result::{Direction, ItemResult, Relation, ResultKind, ResultMark};
pub use status::{State, StatusClass, Transition};
pub use text::Text;
pub use time::Timestamp;
pub use verdict::{Judgement, Verdict};
pub use video::VideoFrame;
