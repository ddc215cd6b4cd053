//! YOLO labels, of every task.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::codec::pack::Pack;
use vidimus_fuzz::codec::yolo::{Task, TaskGuess, parse_labels};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut guess = TaskGuess::default();
    guess.look(&text);
    let pose = Task::Pose { joints: 2, numbers: 3 };
    for task in [guess.task(None), Task::Detect, Task::Segment, Task::Obb, pose] {
        let (drafts, _) = parse_labels(&text, task);
        let mut pack = Pack::default();
        drafts.iter().for_each(|draft| vidimus_fuzz::check(draft, &mut pack));
    }
});
