//! The line that is typed, in prompts and menus alike.

use tui_input::{Input, InputRequest};

use crate::app::actions::Action;
use crate::app::overlay::{Overlay, Prompt, PromptKind};
use crate::app::state::App;
use crate::limits::TEXT_BLOCK_CHARS;
use crate::model::Text;

use super::{Effects, browse, complete, menus, sieve};

/// What an editing action asks of a line of text; none for other actions.
pub(super) fn edit(action: Action) -> Option<InputRequest> {
    use InputRequest as R;
    Some(match action {
        Action::CursorLeft => R::GoToPrevChar,
        Action::CursorRight => R::GoToNextChar,
        Action::CursorWordLeft => R::GoToPrevWord,
        Action::CursorWordRight => R::GoToNextWord,
        Action::CursorStart => R::GoToStart,
        Action::CursorEnd => R::GoToEnd,
        Action::DeleteBack => R::DeletePrevChar,
        Action::DeleteForward => R::DeleteNextChar,
        Action::DeleteWordBack => R::DeletePrevWord,
        Action::DeleteWordForward => R::DeleteNextWord,
        Action::DeleteLine => R::DeleteLine,
        Action::DeleteToEnd => R::DeleteTillEnd,
        _ => return None,
    })
}

/// Changes the open line.
pub(super) fn request(app: &mut App, request: InputRequest, out: &mut Effects) {
    let input = match app.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => {
            let full = prompt.input.value().len() >= TEXT_BLOCK_CHARS;
            if full && matches!(request, InputRequest::InsertChar(_)) {
                return;
            }
            &mut prompt.input
        }
        Some(Overlay::Menu(menu)) => &mut menu.input,
        _ => return,
    };
    if input.handle(request).is_some_and(|change| change.value) {
        if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
            prompt.error = None;
        }
        return edited(app, out);
    }
    // The cursor may be in another word now.
    complete::look(app);
}

/// Puts another text into the open line, with the cursor at its end.
pub(super) fn rewrite(app: &mut App, text: &str, out: &mut Effects) {
    match app.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => {
            (prompt.input, prompt.error) = (Input::new(text.to_owned()), None);
        }
        Some(Overlay::Menu(menu)) => menu.input = Input::new(text.to_owned()),
        _ => return,
    }
    edited(app, out);
}

/// Puts pasted text into the open line, as one line.
pub(super) fn insert(app: &mut App, text: &str, out: &mut Effects) {
    let clean = Text::line(text);
    let input = match app.overlays.last_mut() {
        Some(Overlay::Prompt(prompt)) => &mut prompt.input,
        Some(Overlay::Menu(menu)) => &mut menu.input,
        _ => return,
    };
    let room = TEXT_BLOCK_CHARS.saturating_sub(input.value().chars().count());
    // Rebuilt at once: inserting a large paste character by character is quadratic.
    let cursor = input.cursor();
    let before: String = input.value().chars().take(cursor).collect();
    let after: String = input.value().chars().skip(cursor).collect();
    let pasted: String = clean.chars().take(room).collect();
    let at = cursor + pasted.chars().count();
    *input = Input::new(format!("{before}{pasted}{after}")).with_cursor(at);
    edited(app, out);
}

/// The text of the topmost overlay changed.
pub(super) fn edited(app: &mut App, out: &mut Effects) {
    match app.overlays.last_mut() {
        Some(Overlay::Menu(menu)) => menus::search(menu),
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Filter,
            input,
            ..
        })) => {
            let typed = input.value().to_owned();
            let error = browse::filter(app, &typed, out).err();
            if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
                prompt.error = error;
            }
        }
        Some(Overlay::Prompt(Prompt {
            kind: PromptKind::Sieve,
            input,
            ..
        })) => {
            let typed = input.value().to_owned();
            let error = sieve::typed(app, &typed).err();
            if let Some(Overlay::Prompt(prompt)) = app.overlays.last_mut() {
                prompt.error = error;
            }
        }
        _ => {}
    }
    complete::look(app);
}
