//! Which annotations of an item are shown: a filter of its own over label, attributes, score,
//! author, kind of shape and verdict. `car score<0.5 author:ana attr.color=red !occluded:true`

use std::cmp::Ordering;
use std::sync::Arc;

use crate::model::query::text::{self, quoted};
use crate::model::{Annotation, ItemDetail, LabelSet, Source, Text};

/// What can stand before `:`, `<`, `>` or `=`.
const FIELDS: [&str; 10] = [
    "label", "author", "score", "type", "verdict", "source", "id", "group", "occluded", "crowd",
];
/// What stands before an attribute's name.
const ATTRIBUTE: &str = "attr.";

/// The filter, kept from item to item.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    /// As typed; empty when everything is shown.
    pub text: Text,
    terms: Vec<Term>,
    /// The reviewer knows that verdicts are about hidden annotations too.
    pub warned: bool,
}

/// What a filter leaves of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Sieved {
    /// Numbers of the annotations that are shown, rising.
    pub visible: Vec<usize>,
    /// Of every annotation whether it is left out.
    pub hidden: Arc<[bool]>,
}

#[derive(Clone, Debug, PartialEq)]
struct Term {
    negated: bool,
    test: Test,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    /// A word of the label's name, or letters of it in their order.
    Word(String),
    /// Part of a field's text.
    Part(&'static str, String),
    /// All of a field's text.
    Whole(&'static str, String),
    Score(Compared, f32),
    /// An attribute by its name, compared as numbers where both are.
    Attribute(String, Compared, String),
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Compared {
    Part,
    Equal,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Compared {
    /// The sign at the beginning of a text, and what follows it.
    fn read(text: &str) -> Option<(Self, &str)> {
        let signs = [
            ("<=", Self::AtMost),
            (">=", Self::AtLeast),
            ("<", Self::Less),
            (">", Self::More),
            ("=", Self::Equal),
            (":", Self::Part),
        ];
        let mut found = signs.into_iter();
        found.find_map(|(sign, meaning)| Some((meaning, text.strip_prefix(sign)?)))
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Part | Self::Equal => order == Ordering::Equal,
            Self::Less => order == Ordering::Less,
            Self::AtMost => order != Ordering::Greater,
            Self::More => order == Ordering::Greater,
            Self::AtLeast => order != Ordering::Less,
        }
    }
}

impl Sieve {
    /// Reads a filter; values with blanks are quoted.
    ///
    /// # Errors
    /// Names what is no field or no number.
    pub fn parse(raw: &str) -> Result<Self, Text> {
        let terms: Result<Vec<_>, _> = text::words(raw)
            .iter()
            .map(|word| Term::parse(&word.text))
            .collect();
        Ok(Self {
            text: Text::line(raw.trim()),
            terms: terms?,
            warned: false,
        })
    }

    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// What is left of an item; none where everything is shown. The `selected` one stays in sight.
    pub fn apply(&self, detail: &ItemDetail, selected: Option<usize>) -> Option<Sieved> {
        if self.is_empty() {
            return None;
        }
        let labels: Vec<_> = self
            .terms
            .iter()
            .map(|term| term.labels(&detail.labels))
            .collect();
        let fits = |one: &Annotation| {
            let mut each = self.terms.iter().zip(&labels);
            each.all(|(term, labels)| term.holds(detail, one, labels))
        };
        let all = detail.annotations.iter().enumerate();
        let hidden: Arc<[bool]> = all
            .map(|(number, one)| selected != Some(number) && !fits(one))
            .collect();
        let visible = hidden.iter().enumerate();
        let visible = visible.filter(|(_, hidden)| !**hidden);
        Some(Sieved {
            visible: visible.map(|(number, _)| number).collect(),
            hidden,
        })
    }
}

impl Sieved {
    /// How many annotations are left out.
    pub fn hidden_count(&self) -> usize {
        self.hidden.len() - self.visible.len()
    }
}

impl Term {
    fn parse(word: &str) -> Result<Self, Text> {
        let (negated, word) = match word.strip_prefix('!') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, word),
        };
        let test = Test::parse(word)?;
        Ok(Self { negated, test })
    }

    /// Of every label whether a bare word means it; empty for other terms. Labels that hold the
    /// word go before those that only have its letters in their order.
    fn labels(&self, labels: &LabelSet) -> Vec<bool> {
        let Test::Word(word) = &self.test else {
            return Vec::new();
        };
        let names: Vec<_> = labels
            .labels
            .iter()
            .map(|l| l.name.to_lowercase())
            .collect();
        let holds: Vec<_> = names.iter().map(|name| name.contains(word)).collect();
        if holds.contains(&true) {
            return holds;
        }
        names.iter().map(|name| has_letters(name, word)).collect()
    }

    fn holds(&self, detail: &ItemDetail, one: &Annotation, labels: &[bool]) -> bool {
        let known = usize::try_from(one.label).unwrap_or(usize::MAX);
        let holds = match &self.test {
            Test::Word(_) => labels.get(known) == Some(&true),
            Test::Part(field, wanted) => text_of(detail, one, field).contains(wanted.as_str()),
            Test::Whole(field, wanted) => text_of(detail, one, field) == *wanted,
            Test::Score(how, wanted) => one
                .score
                .and_then(|score| score.partial_cmp(wanted))
                .is_some_and(|order| how.holds(order)),
            Test::Attribute(name, how, wanted) => {
                let named = |known: &str| known.to_lowercase() == *name;
                let mut attributes = one.attributes.iter();
                attributes.any(|known| named(&known.name) && valued(&known.value, *how, wanted))
            }
        };
        holds != self.negated
    }
}

/// Whether a text has these letters in this order.
fn has_letters(text: &str, letters: &str) -> bool {
    let mut left = text.chars();
    letters.chars().all(|letter| left.any(|c| c == letter))
}

/// Whether an attribute's value compares so with another.
fn valued(value: &str, how: Compared, wanted: &str) -> bool {
    if let (Ok(value), Ok(wanted)) = (value.trim().parse::<f64>(), wanted.parse::<f64>()) {
        let order = value.partial_cmp(&wanted);
        return order.is_some_and(|order| how.holds(order));
    }
    let value = value.to_lowercase();
    match how {
        Compared::Part => value.contains(wanted),
        // Words are neither more nor less than a number.
        Compared::Less | Compared::AtMost | Compared::More | Compared::AtLeast
            if wanted.parse::<f64>().is_ok() =>
        {
            false
        }
        how => how.holds(value.as_str().cmp(wanted)),
    }
}

/// A field of an annotation as text in small letters; `none` where it has none.
fn text_of(detail: &ItemDetail, one: &Annotation, field: &str) -> String {
    let none = || "none".to_owned();
    match field {
        "label" => detail.label_name(one).to_lowercase(),
        "author" => one.author.as_ref().map_or_else(none, |a| a.to_lowercase()),
        "type" => one.shape.word().to_lowercase(),
        "source" => match &one.source {
            Source::Manual => "manual".to_owned(),
            Source::Model => "model".to_owned(),
            Source::Other(word) => word.to_lowercase(),
        },
        "verdict" => match &one.verdict {
            None => none(),
            Some(given) if given.is_stale(one.hash) => format!("stale {}", given.verdict.word()),
            Some(given) => given.verdict.word().to_owned(),
        },
        "group" => one.group.map_or_else(none, |group| group.to_string()),
        "occluded" => one.occluded.to_string(),
        "crowd" => one.crowd.to_string(),
        _ => one.id.to_string().to_lowercase(),
    }
}

impl Test {
    fn parse(word: &str) -> Result<Self, Text> {
        let small = word.to_lowercase();
        let sign = small.find([':', '<', '>', '=']).filter(|at| *at > 0);
        let Some((name, (how, value))) = sign.and_then(|at| {
            let (name, rest) = small.split_at(at);
            Some((name, Compared::read(rest)?))
        }) else {
            return Ok(Self::Word(small));
        };
        if let Some(attribute) = name.strip_prefix(ATTRIBUTE).filter(|name| !name.is_empty()) {
            return Ok(Self::Attribute(attribute.to_owned(), how, value.to_owned()));
        }
        let known = FIELDS.iter().find(|field| **field == name);
        let field = known.ok_or_else(|| {
            let all = FIELDS.join(", ");
            Text::line(&format!("no field '{name}'; there are {all}, attr.NAME"))
        })?;
        match (*field, how) {
            ("score", _) if value == "none" => Err(Text::line("score is compared with a number")),
            ("score", how) => {
                let number = value.parse().ok().filter(|n: &f32| n.is_finite());
                let number = number
                    .ok_or_else(|| Text::line(&format!("score: '{value}' is not a number")))?;
                Ok(Self::Score(how, number))
            }
            (_, Compared::Less | Compared::AtMost | Compared::More | Compared::AtLeast) => Err(
                Text::line(&format!("{field} is no number: write {field}:{value}")),
            ),
            ("id" | "group" | "occluded" | "crowd", _) | (_, Compared::Equal) => {
                Ok(Self::Whole(field, value.to_owned()))
            }
            (field, _) => Ok(Self::Part(field, value.to_owned())),
        }
    }
}

/// What the word that is being typed may become, the likeliest first: the whole text each time.
pub fn completions(typed: &str, detail: &ItemDetail) -> Vec<String> {
    let (start, word) = text::word_at(typed, typed.chars().count());
    let before: String = typed.chars().take(start).collect();
    let (bang, word) = match word.strip_prefix('!') {
        Some(rest) => ("!", rest),
        None => ("", word.as_str()),
    };
    let small = word.to_lowercase();
    let mut found: Vec<String> = Vec::new();
    for candidate in candidates(detail) {
        // A quoted value is found by what is in the quotes.
        let bare = candidate.replace('"', "");
        let begins = bare.to_lowercase().starts_with(&small);
        if begins && bare != word && !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    let whole = |candidate: String| format!("{before}{bang}{candidate}");
    found.into_iter().map(whole).collect()
}

/// Every word that says something about an item.
fn candidates(detail: &ItemDetail) -> impl Iterator<Item = String> + '_ {
    let labels = move |prefix: &'static str| {
        let labels = detail.labels.labels.iter();
        labels.map(move |label| format!("{prefix}{}", quoted(&label.name)))
    };
    let fields = FIELDS.iter().map(|field| match *field {
        "score" => "score<0.5".to_owned(),
        "occluded" | "crowd" => format!("{field}:true"),
        field => format!("{field}:"),
    });
    let known = detail.annotations.iter().take(COMPLETED);
    let values = known.flat_map(move |one| {
        let attributes = one.attributes.iter();
        let attributes =
            attributes.map(move |known| format!("attr.{}={}", known.name, quoted(&known.value)));
        let author = one.author.iter();
        let author = author.map(move |author| format!("author:{}", quoted(author)));
        attributes
            .chain(author)
            .chain([format!("type:{}", quoted(one.shape.word()))])
    });
    let verdicts = ["accepted", "rejected", "none", "stale"];
    let verdicts = verdicts.into_iter().map(|word| format!("verdict:{word}"));
    labels("")
        .chain(fields)
        .chain(labels("label:"))
        .chain(verdicts)
        .chain(values)
}

/// Annotations whose values are offered.
const COMPLETED: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::*;

    fn item() -> ItemDetail {
        let root = NodeRef::root(AccountId::new("a"));
        let mut detail = ItemDetail::empty(root.child(Level::Item, Id::Number(1)), "x".into());
        let label = |name: &str| Label {
            id: None,
            name: name.into(),
            color: None,
            parent: None,
            joints: Vec::new(),
        };
        let labels = vec![label("Car"), label("traffic light"), label("person")];
        detail.labels = Arc::new(LabelSet { labels });
        let one = |number: u64, label: u32, score: Option<f32>, color: &str| Annotation {
            id: Id::Number(number),
            label,
            shape: Shape::Box {
                rect: Rect::new(0.0, 0.0, 2.0, 2.0),
            },
            attributes: vec![Attribute {
                name: "Color".into(),
                value: color.into(),
            }],
            score,
            author: (number == 1).then(|| "ana".into()),
            source: Source::Manual,
            group: None,
            occluded: number == 2,
            crowd: false,
            z: 0,
            result: 0,
            on: 0,
            hash: ContentHash(0),
            verdict: None,
        };
        detail.annotations = vec![
            one(1, 0, Some(0.3), "red"),
            one(2, 1, None, "dark red"),
            one(3, 2, Some(0.9), "7"),
        ];
        detail
    }

    #[test]
    fn terms_leave_what_fits() {
        let detail = item();
        let cases: [(&str, &[usize]); 21] = [
            ("car", &[0]),
            ("tlight", &[1]),
            ("label:light", &[1]),
            ("label:\"traffic light\"", &[1]),
            ("score<0.5", &[0]),
            ("score>=0.9", &[2]),
            ("!score<0.5", &[1, 2]),
            ("author:ANA", &[0]),
            ("author:none", &[1, 2]),
            ("occluded:true", &[1]),
            ("!occluded:true", &[0, 2]),
            ("attr.color=red", &[0]),
            ("attr.color:red", &[0, 1]),
            ("attr.color>6.5", &[2]),
            ("attr.shape=round", &[]),
            ("type:box", &[0, 1, 2]),
            ("type:polygon", &[]),
            ("verdict:none", &[0, 1, 2]),
            ("id:2", &[1]),
            ("source:manual car", &[0]),
            ("car person", &[]),
        ];
        for (raw, left) in cases {
            let sieve = Sieve::parse(raw).unwrap();
            assert_eq!(sieve.apply(&detail, None).unwrap().visible, left, "{raw}");
        }
        assert_eq!(Sieve::parse("  ").unwrap().apply(&detail, None), None);
        let shown = Sieve::parse("car")
            .unwrap()
            .apply(&detail, Some(2))
            .unwrap();
        assert_eq!((shown.visible.len(), shown.hidden_count()), (2, 1));
    }

    #[test]
    fn mistakes_are_named() {
        for (raw, says) in [
            ("colour:red", "no field 'colour'"),
            ("score<many", "is not a number"),
            ("label>3", "write label:3"),
        ] {
            assert!(Sieve::parse(raw).unwrap_err().contains(says), "{raw}");
        }
    }

    #[test]
    fn what_is_there_completes() {
        let all = completions("!tr", &item());
        assert_eq!(all, ["!\"traffic light\""]);
        assert_eq!(completions("car sc", &item()), ["car score<0.5"]);
        let attributes = completions("attr.c", &item());
        assert_eq!(attributes.first().unwrap(), "attr.Color=red");
        let blank = completions("car label:\"traffic l", &item());
        assert_eq!(blank, ["car label:\"traffic light\""]);
    }

    proptest::proptest! {
        #[test]
        fn parsing_and_completing_never_panic(raw in "\\PC{0,60}") {
            let detail = item();
            let _ = Sieve::parse(&raw).map(|sieve| sieve.apply(&detail, None));
            let _ = completions(&raw, &detail);
        }
    }
}
