//! CVAT for images and for video XML.
#![no_main]
use libfuzzer_sys::fuzz_target;
use vidimus_fuzz::Kept;
use vidimus_fuzz::codec::cvat::tracks::Track;
use vidimus_fuzz::codec::cvat_xml::{About, Receiver, kind, read};
use vidimus_fuzz::codec::draft::{Draft, ImageEntry, LabelEntry, Problem, Sink};
use vidimus_fuzz::codec::xml::{Tag, Xml};
use vidimus_fuzz::model::Id;

#[derive(Default)]
struct Takes(Kept, Vec<Track>);

impl Sink for Takes {
    fn image(&mut self, image: ImageEntry) {
        self.0.image(image);
    }
    fn label(&mut self, label: LabelEntry) {
        self.0.label(label);
    }
    fn annotation(&mut self, image: Id, draft: Draft) {
        self.0.annotation(image, draft);
    }
    fn problem(&mut self, problem: Problem) {
        self.0.problem(problem);
    }
    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

impl Receiver for Takes {
    fn begin(&mut self, _: &About) {}
    fn wants(&mut self, _: &Tag) -> bool {
        true
    }
    fn track(&mut self, track: Track) {
        self.1.push(track);
    }
}

fuzz_target!(|data: &[u8]| {
    let mut takes = Takes::default();
    let _ = read(&mut { data }, &mut takes);
    for track in takes.1.iter().take(20) {
        let _ = track.key_frames().count();
    }
    let mut beginning = data;
    let mut xml = Xml::new(&mut beginning);
    if xml.step().is_ok() {
        let _ = kind(&mut xml);
    }
});
