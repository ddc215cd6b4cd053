//! vidimus ("we have seen"): a terminal program for browsing and reviewing annotations by keys
//! alone. This page is the architecture: what the parts are, what each may know, and what always
//! holds.
//!
//! # The shape
//!
//! ```text
//!   keys, resize, signals ─┐                                ┌─> terminal
//!                          v                                │
//!                    ┌──────────┐  Msg  ┌─────────────┐ &App │
//!   effects done ──> │ runtime  │ ────> │ app::update │ ──> ui::draw
//!                    └──────────┘ <──── └─────────────┘
//!                       │   ^    Effect    (pure: no IO, no clock, no randomness)
//!         tasks         v   │ Msg
//!             platforms · store (SQLite) · media workers
//! ```
//!
//! [`app::update::update`] takes the state, one message and the present time, changes the state
//! and answers with effects as plain data. [`ui::draw`] reads the state and fills cells. Everything
//! slow is an [`app::effect::Effect`] that [`runtime`] runs as a task and answers with an
//! [`app::msg::Msg`]. So every behaviour can be tried by feeding keys and looking at state, effects
//! and cells, without a terminal, a database or a server.
//!
//! # The layers
//!
//! | module | what lives there | must never know |
//! | --- | --- | --- |
//! | [`limits`] | every bound, with its reason | – |
//! | [`model`] | the reviewer's domain: levels, statuses, annotations, verdicts, issues, operations with inverses, queries; [`model::Text`], the only string that reaches the screen | IO, async, wire formats, terminals |
//! | [`codec`] | pure readers of annotation files and masks; [`codec::without`], which says what bytes to leave out of a file | files, network |
//! | [`config`] | configuration file → resolved settings; bindings, themes and layout maps as written; paths | terminal, network |
//! | [`platform`] | the [`platform::Platform`] trait; one folder for each backend ([`platform::local`], [`platform::cvat`], [`platform::label_studio`]), the only place that knows its wire format; [`platform::http`], the way to every server; [`platform::journal`], which keeps what a server has no field for; corrected copies, where the platform is files | app, ui |
//! | [`store`] | SQLite: outbox, journal, local decisions, memory | network, ui |
//! | [`media`] | picture bytes → decoded, oriented, scaled, overlaid, encoded | terminal, network |
//! | [`app`] | state, `update`, the table of actions, and one keymap that dispatch, footer, help and palette all read | IO, terminal, SQL |
//! | [`ui`] | layout, panes, overlays, theme | IO, changes of state |
//! | [`runtime`] | the loop, effects, sender, signals, the editor; the terminal: what it answered, what is on its way to it, which pictures lie where | domain rules |
//! | [`cli`] | commands; builds the pieces and starts the screen or runs a command | – |
//!
//! `tests/architecture.rs` reads the sources and fails, with file and line, on a use that the
//! table does not grant.
//!
//! # What always holds
//!
//! - **Durable before it looks done.** A verdict, state change, assignment, issue or comment is a
//!   [`model::Decision`] of [`model::Operation`]s. It is committed to the outbox (WAL,
//!   `synchronous=FULL`) and only then shown; while it is on its way, keys wait in order. The outbox
//!   row and the journal row are one record.
//! - **One door for writes.** The sender drains the outbox per account through
//!   [`platform::Platform::apply`]. An operation id applied twice changes nothing the second time,
//!   so killing the program at any point loses nothing and repeats nothing.
//! - **A server is never sent the same thing twice.** No server takes a key that would recognise a
//!   repetition, so an operation whose outcome is not known ([`platform::Attempt::Again`]) is looked
//!   for there before it is sent again. What somebody else changed meanwhile is a conflict for the
//!   reviewer, never overwritten unseen. A server that cannot be reached is waited for; what is
//!   decided meanwhile is kept in order.
//! - **Verdicts need no field on the server.** [`platform::journal::Journaled`] lays them over what a
//!   server answers, by the ids of job and item, whichever list led there.
//! - **Secrets stay at home.** A token goes to its account's own origin, across redirects too, and is
//!   of a type that no log and no error can print.
//! - **Undo instead of dialogs.** Decisions that others would notice are held some seconds; within
//!   them undo withdraws and nothing was ever sent, later it commits the inverse.
//! - **A verdict belongs to what was seen.** It is refused until the item is drawn, carries the
//!   hash of the content that was judged, and shows as stale once the content has another.
//! - **Every read can be abandoned.** It has a slot and a generation: a newer read of the slot
//!   cancels it, an answer of an older generation is dropped. What needs no waiting is answered
//!   within the same batch, so one key makes one frame.
//! - **Idle costs nothing.** No ticks: the loop sleeps until a key, an answer or a timer that was
//!   asked for. One frame a batch, inside synchronized output, and none when no cell changed.
//! - **The terminal is never waited for.** The first frame is drawn before anything is asked; replies
//!   are parsed apart from keys, however late they come; at most one picture is in flight, and on a
//!   slow line no more bytes than its answers show to be drained: keys go before pictures.
//! - **One keymap.** What a key does, what the footer says it does and what `vidimus keys` prints
//!   come from one resolved table; no text on screen names a key by itself.
//! - **A copy never touches its source.** [`codec::without`] answers with ranges of bytes; what is
//!   written is new, outside the folder, synced, then renamed.
//! - **Nothing outside is trusted.** Sizes are bounded by [`limits`], strings cleaned by
//!   [`model::Text`], parse errors name file, line and field; what is broken costs itself and nothing else.
//!
//! Deliberately absent: global state, a tick, a plugin system, dialogs that ask "are you sure",
//! feature flags, and any write into the folder that is reviewed.
#![warn(missing_docs)]

pub mod app;
pub mod cli;
pub mod codec;
pub mod config;
pub mod limits;
pub mod media;
pub mod model;
pub mod platform;
pub mod runtime;
pub mod store;
pub mod ui;
