//! Tests of `pool`.

use std::io::Cursor;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use image::{DynamicImage, ImageFormat, RgbImage};

use super::*;
use crate::media::request::tests::request;

const PATIENCE: Duration = Duration::from_secs(30);

fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    DynamicImage::from(RgbImage::new(64, 48))
        .write_to(&mut out, ImageFormat::Png)
        .unwrap();
    out.into_inner()
}

fn asked(item: &str, generation: u64) -> RenderRequest {
    let mut request = request(&picture(), (20, 10));
    request.item = item.into();
    request.generation = generation;
    request
}

fn pool(threads: usize) -> (Pool, Receiver<Done>) {
    let (send, receive) = channel();
    let pool = Pool::new(threads, move |done| {
        let _ = send.send(done);
    });
    (pool.unwrap(), receive)
}

#[test]
fn answers_carry_slot_and_generation_and_are_kept() {
    let (pool, answers) = pool(2);
    let wanted = asked("a", 7);
    assert!(pool.cached(&wanted).is_none());
    pool.submit(Slot::Main, wanted.clone());
    let done = answers.recv_timeout(PATIENCE).unwrap();
    assert_eq!((done.slot, done.generation), (Slot::Main, 7));
    let kept = pool.cached(&wanted).unwrap();
    assert_eq!(kept.serial, done.result.unwrap().serial);
    let (decoded, rendered) = pool.held();
    assert!(decoded > 0 && rendered > 0);
}

#[test]
fn a_burst_answers_the_newest_only_once() {
    let (pool, answers) = pool(1);
    for generation in 0..200 {
        pool.submit(Slot::Main, asked(&format!("item {generation}"), generation));
    }
    let mut last = None;
    while last != Some(199) {
        let generation = answers.recv_timeout(PATIENCE).unwrap().generation;
        assert!(last < Some(generation), "an older answer after {last:?}");
        last = Some(generation);
    }
    assert!(answers.recv_timeout(Duration::from_millis(20)).is_err());
}

#[test]
fn faults_and_bad_bytes_are_answers() {
    let (pool, answers) = pool(1);
    let mut bad = asked("bad", 1);
    bad.bytes = Arc::from(*b"no picture");
    pool.submit(Slot::Main, bad);
    let done = answers.recv_timeout(PATIENCE).unwrap();
    assert_eq!(done.result.unwrap_err(), MediaError::NotAPicture("text"));
    pool.submit(Slot::Preview, asked("good", 2));
    assert!(answers.recv_timeout(PATIENCE).unwrap().result.is_ok());
}

#[test]
fn dropping_the_pool_ends_its_threads() {
    let (pool, answers) = pool(1);
    pool.submit(Slot::Ahead(3), asked("a", 1));
    assert_eq!(answers.recv_timeout(PATIENCE).unwrap().slot, Slot::Ahead(3));
    drop(pool);
    // The thread ends and lets go of the sender.
    assert!(matches!(
        answers.recv_timeout(PATIENCE),
        Err(std::sync::mpsc::RecvTimeoutError::Disconnected)
    ));
}
