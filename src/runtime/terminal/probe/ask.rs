//! Asking and waiting, for `doctor`: the one place that waits for a terminal's answers.

use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::super::decode::{Decoder, Input, Reply};
use super::super::handed::Handed;
use super::super::tty::{TerminalError, Tty, timespec};
use super::Facts;

/// What asking has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Probed {
    /// The answers, in order.
    pub replies: Vec<Reply>,
    /// What was typed meanwhile, to be treated as if typed afterwards.
    pub typed: Vec<Input>,
    /// Milliseconds until the last answer; none when the terminal is silent.
    pub answered_ms: Option<u64>,
}

/// Asks, waits until the device attributes came (which every terminal answers last, except that
/// tmux answers them itself before the terminal around it answers about pictures) or the time is
/// up ([`Facts::patience_ms`]), takes the answers into the facts, and restores the line
/// settings. Draws nothing. Nobody else may be reading the terminal.
///
/// # Errors
/// [`TerminalError`] when the terminal is gone.
pub fn probe_blocking(tty: &Tty, facts: &mut Facts) -> Result<Probed, TerminalError> {
    if let Some(told) = facts.tmux_question().and_then(|question| question.ask()) {
        facts.learn_tmux(told);
    }
    let found = tty.settings()?;
    let mut raw = found.clone();
    raw.make_raw();
    tty.set(&raw)?;
    let mut memory = Handed::new(std::process::id()).filter(|_| facts.may_share_memory());
    if let Some(memory) = &mut memory {
        facts.offer_memory(memory);
    }
    let within = Duration::from_millis(facts.patience_ms());
    let questions = facts.questions();
    let owed = Facts::answers_owed(&questions);
    let collected = tty
        .write(&questions)
        .and_then(|()| collect(tty, within, facts, owed));
    tty.set(&found)?;
    let probed = collected?;
    facts.fall_back_to_window(tty.cell_pixels());
    Ok(probed)
}

fn collect(
    tty: &Tty,
    within: Duration,
    facts: &mut Facts,
    mut owed: usize,
) -> Result<Probed, TerminalError> {
    let started = Instant::now();
    let now = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let mut decoder = Decoder::default();
    let mut probed = Probed {
        replies: Vec::new(),
        typed: Vec::new(),
        answered_ms: None,
    };
    while let Some(left) = within.checked_sub(started.elapsed()) {
        if owed == 0 && !facts.awaits_outer() {
            break;
        }
        let inputs = read(tty, left, &mut decoder, &now)?;
        let Some(inputs) = inputs else { break };
        for input in inputs {
            match input {
                Input::Reply(reply) => {
                    probed.answered_ms = Some(now());
                    facts.learn(&reply);
                    let further = facts.follow_up();
                    let answered = usize::from(matches!(reply, Reply::Attributes(_)));
                    owed = owed.saturating_sub(answered) + Facts::answers_owed(&further);
                    tty.write(&further)?;
                    probed.replies.push(reply);
                }
                other => probed.typed.push(other),
            }
        }
    }
    // What is still open is no answer any more.
    let mut rest = Vec::new();
    decoder.expire(u64::MAX, &mut rest);
    probed.typed.extend(rest);
    Ok(probed)
}

/// One wait and one read; none when the time is up or the terminal has ended.
fn read(
    tty: &Tty,
    left: Duration,
    decoder: &mut Decoder,
    now: &dyn Fn() -> u64,
) -> Result<Option<Vec<Input>>, TerminalError> {
    let failed = |e: Errno| TerminalError::io("reading its answers", e);
    let input = tty.input();
    let mut fds = [PollFd::new(&input, PollFlags::IN)];
    match poll(&mut fds, timespec(Some(left)).as_ref()) {
        Ok(0) => return Ok(None),
        Ok(_) => {}
        Err(Errno::INTR) => return Ok(Some(Vec::new())),
        Err(e) => return Err(failed(e)),
    }
    let mut bytes = [0; 4096];
    let mut out = Vec::new();
    match rustix::io::read(tty.input(), &mut bytes) {
        Ok(0) => return Ok(None),
        Ok(count) => decoder.feed(bytes.get(..count).unwrap_or(&[]), now(), &mut out),
        Err(Errno::INTR | Errno::AGAIN) => {}
        Err(e) => return Err(failed(e)),
    }
    Ok(Some(out))
}
