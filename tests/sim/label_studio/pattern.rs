//! Regular expressions, as many as a filter of a test needs: letters, `.`, classes, `\d`, `\w`,
//! `\s`, `*`, `+`, `?`, `^` and `$`.

enum One {
    Any,
    Letter(char),
    /// Ranges, and whether they are what must not be there.
    Class(Vec<(char, char)>, bool),
}

impl One {
    fn fits(&self, letter: char) -> bool {
        match self {
            One::Any => letter != '\n',
            One::Letter(own) => *own == letter,
            One::Class(ranges, not) => {
                ranges.iter().any(|(a, b)| (*a..=*b).contains(&letter)) != *not
            }
        }
    }
}

struct Piece {
    one: One,
    least: usize,
    most: usize,
}

/// The pieces between `^` and `$`; none where the text cannot be a pattern.
fn pieces(text: &str) -> Option<Vec<Piece>> {
    let mut letters = text.chars().peekable();
    let mut out: Vec<Piece> = Vec::new();
    while let Some(letter) = letters.next() {
        let one = match letter {
            '*' | '+' | '?' => {
                let last = out.last_mut()?;
                (last.least, last.most) = match letter {
                    '*' => (0, usize::MAX),
                    '+' => (1, usize::MAX),
                    _ => (0, 1),
                };
                continue;
            }
            '(' | ')' | '|' => return None,
            '.' => One::Any,
            '\\' => match letters.next()? {
                'd' => One::Class(vec![('0', '9')], false),
                'w' => One::Class(vec![('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')], false),
                's' => One::Class(vec![(' ', ' '), ('\t', '\r')], false),
                other => One::Letter(other),
            },
            '[' => {
                let not = letters.next_if_eq(&'^').is_some();
                let mut ranges = Vec::new();
                loop {
                    match letters.next()? {
                        ']' => break One::Class(ranges, not),
                        from => {
                            let mut to = from;
                            if letters.next_if_eq(&'-').is_some() {
                                to = letters.next()?;
                            }
                            ranges.push((from, to));
                        }
                    }
                }
            }
            other => One::Letter(other),
        };
        out.push(Piece {
            one,
            least: 1,
            most: 1,
        });
    }
    Some(out)
}

fn here(pieces: &[Piece], text: &[char], to_end: bool) -> bool {
    let Some((first, rest)) = pieces.split_first() else {
        return !to_end || text.is_empty();
    };
    let mut taken = text
        .iter()
        .take_while(|letter| first.one.fits(**letter))
        .count();
    taken = taken.min(first.most);
    loop {
        if taken < first.least {
            return false;
        }
        if here(rest, &text[taken..], to_end) {
            return true;
        }
        if taken == 0 {
            return false;
        }
        taken -= 1;
    }
}

/// Whether the pattern is found in the text; what cannot be a pattern is found nowhere.
pub fn found(pattern: &str, text: &str) -> bool {
    let (start, pattern) = match pattern.strip_prefix('^') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let (end, pattern) = match pattern.strip_suffix('$') {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let Some(pieces) = pieces(pattern) else {
        return false;
    };
    let letters: Vec<char> = text.chars().collect();
    let last = if start { 0 } else { letters.len() };
    (0..=last).any(|at| here(&pieces, &letters[at..], end))
}
