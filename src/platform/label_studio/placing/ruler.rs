//! Where characters of a long text begin, without counting it anew each time.

/// Characters between two marks.
const EVERY: usize = 256;

/// A text with marks.
#[derive(Debug)]
pub struct Ruler<'a> {
    text: &'a str,
    marks: Vec<usize>,
    count: usize,
}

impl<'a> Ruler<'a> {
    /// Counts a text.
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / EVERY + 1);
        let mut count = 0;
        for (at, _) in text.char_indices() {
            if count % EVERY == 0 {
                marks.push(at);
            }
            count += 1;
        }
        Self { text, marks, count }
    }

    /// Its characters.
    pub fn count(&self) -> u32 {
        u32::try_from(self.count).unwrap_or(u32::MAX)
    }

    /// The characters from `start`, at most so many.
    pub fn part(&self, start: u32, most: usize) -> &'a str {
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let Some(mark) = self.marks.get(start / EVERY) else {
            return "";
        };
        let rest = self.text.get(*mark..).unwrap_or_default();
        let mut places = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
        let from = places.nth(start % EVERY).unwrap_or(rest.len());
        let rest = rest.get(from..).unwrap_or_default();
        let end = rest.char_indices().nth(most).map(|(at, _)| at);
        end.and_then(|end| rest.get(..end)).unwrap_or(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn parts_are_those_of_the_text(text in "[aé🚀]{0,600}", start in 0_u32..700, most in 0_usize..20) {
            let ruler = Ruler::new(&text);
            let part: String = text.chars().skip(start as usize).take(most).collect();
            proptest::prop_assert_eq!(ruler.part(start, most), part);
            proptest::prop_assert_eq!(ruler.count() as usize, text.chars().count());
        }
    }
}
