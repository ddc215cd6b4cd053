//! Tests of `without`.

use super::*;

fn copied(text: &[u8], cuts: &Cuts, step: usize) -> Vec<u8> {
    struct Slow<'a>(&'a [u8], usize);
    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(self.1).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }
    let mut out = Vec::new();
    copy(&mut Slow(text, step), cuts, &mut out).unwrap();
    out
}

#[test]
fn cuts_cross_the_edges_of_what_is_read_at_a_time() {
    let mut cuts = Cuts::default();
    for (from, to) in [(0, 2), (3, 3), (4, 5), (5, 9), (8, 12), (19, 20)] {
        cuts.cut(from, to);
    }
    let text = b"abcdefghijklmnopqrst";
    for step in [1, 2, 3, 7, 20, 50] {
        assert_eq!(copied(text, &cuts, step), b"cdmnopqrs", "{step}");
    }
    cuts.cut(30, 31);
    let mut out = Vec::new();
    let result = copy(&mut text.as_slice(), &cuts, &mut out);
    assert!(matches!(result, Err(CutError::Changed)));
}

proptest::proptest! {
    /// Whatever goes, the array that stays is the others in their order.
    #[test]
    fn any_elements_of_an_array_may_go(
        goes in proptest::collection::vec(proptest::bool::ANY, 0..9),
        gap in proptest::sample::select(vec!["", " ", "\n  ", "\t"]),
    ) {
        let elements: Vec<String> = (0..goes.len())
            .map(|n| format!("{{\"id\": {n}, \"image_id\": 1, \"bbox\": [1, 1, 2, {n}]}}"))
            .collect();
        let joined = elements.join(&format!("{gap},{gap}"));
        let text = format!("{{\"annotations\": [{gap}{joined}{gap}], \"x\": 1}}");
        let mut drops = Drops::default();
        let wanted = (0_u32..).zip(&goes).filter(|(_, goes)| **goes).map(|(n, _)| n);
        drops.annotations.insert(Id::Number(1), wanted.collect());
        let cuts = json::coco_cuts(&mut text.as_bytes(), &drops).unwrap();
        let copy: serde_json::Value = serde_json::from_slice(&copied(text.as_bytes(), &cuts, 5)).unwrap();
        let left: Vec<u64> = copy["annotations"].as_array().unwrap().iter()
            .map(|one| one["id"].as_u64().unwrap()).collect();
        let expected: Vec<u64> = (0_u64..).zip(&goes).filter(|(_, goes)| !**goes).map(|(n, _)| n).collect();
        proptest::prop_assert_eq!(left, expected);
        proptest::prop_assert_eq!(cuts.annotations, goes.iter().filter(|goes| **goes).count() as u64);
    }
}
