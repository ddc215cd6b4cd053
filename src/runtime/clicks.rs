//! Presses and wheel turns to deeds: two presses at one cell soon after each other are a double
//! click, about what the first one hit.

use crate::app::msg::MouseDeed;
use crate::app::pointer::Hit;
use crate::config::keys::{Mouse, MouseAct};
use crate::limits::DOUBLE_CLICK_MS;

/// The last press, while a second one would make a double click of it.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<Press>,
}

#[derive(Debug)]
struct Press {
    at: (u16, u16),
    ms: u64,
    hit: Hit,
}

impl Clicks {
    /// Reads an event over what was drawn there, at a moment (milliseconds of a steady clock).
    pub fn read(&mut self, mouse: Mouse, hit: Hit, now: u64) -> Option<(MouseDeed, Hit)> {
        let at = (mouse.column, mouse.row);
        match mouse.act {
            MouseAct::WheelUp => Some((MouseDeed::WheelUp, hit)),
            MouseAct::WheelDown => Some((MouseDeed::WheelDown, hit)),
            MouseAct::Drag | MouseAct::Release => None,
            MouseAct::Press => {
                let second = |press: &Press| {
                    press.at == at && now.saturating_sub(press.ms) <= DOUBLE_CLICK_MS
                };
                if let Some(first) = self.last.take_if(|press| second(press)) {
                    // The first press may have moved what lies there.
                    return Some((MouseDeed::Double, first.hit));
                }
                self.last = Some(Press { at, ms: now, hit });
                Some((MouseDeed::Press, hit))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_presses_at_one_cell_are_a_double_click_on_what_was_there() {
        let press = |column| Mouse {
            act: MouseAct::Press,
            column,
            row: 3,
        };
        let release = Mouse {
            act: MouseAct::Release,
            ..press(1)
        };
        let mut clicks = Clicks::default();
        let (one, other) = (Hit::Row(0, 1), Hit::Row(0, 2));
        assert_eq!(clicks.read(press(1), one, 0), Some((MouseDeed::Press, one)));
        assert_eq!(clicks.read(release, one, 1), None);
        assert_eq!(
            clicks.read(press(1), other, DOUBLE_CLICK_MS),
            Some((MouseDeed::Double, one))
        );
        // A third press begins anew; a late or distant one is no second.
        for (column, now) in [(1, 500), (2, 501), (2, 502 + DOUBLE_CLICK_MS)] {
            let read = clicks.read(press(column), other, now);
            assert_eq!(read, Some((MouseDeed::Press, other)), "{column} {now}");
        }
    }
}
