//! A window of another size: its letters may have another one too.

use super::{ATTRIBUTES, CELL, KITTY_OK, count, enter_review, open_with};
use crate::program::place::{Place, assert_alive};

#[test]
fn the_size_of_a_cell_is_asked_again() {
    let place = Place::with_images(2);
    let mut session = open_with(&place, &[]);
    session.wait_bytes(b"\x1b[16t");
    for answer in [KITTY_OK, CELL, ATTRIBUTES] {
        session.send(answer);
    }
    enter_review(&mut session);
    session.wait_written(|written| count(written, b"\x1b_Ga=T,U=1,f=100,i=") > 0);
    session.forget_written();
    session.resize(90, 28);
    session.wait_bytes(b"\x1b[16t");
    session.send(b"\x1b[6;30;15t");
    assert_alive(session);
}
