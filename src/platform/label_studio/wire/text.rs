//! Values that come in more than one form: texts that may be numbers, people that may be ids,
//! objects or lists of either, lists whose elements are read one by one.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::model::Text;

/// A text of an answer, borrowed where it has no escapes. Missing and null are empty, numbers are
/// written out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Str<'a>(pub Cow<'a, str>);

impl Str<'_> {
    /// The same text, free of the answer.
    pub fn into_owned(self) -> Str<'static> {
        Str(Cow::Owned(self.0.into_owned()))
    }
}

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a str> for Str<'a> {
    fn from(raw: &'a str) -> Self {
        Str(Cow::Borrowed(raw))
    }
}

struct StrVisitor;

impl<'de> Visitor<'de> for StrVisitor {
    type Value = Str<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, raw: &'de str) -> Result<Self::Value, E> {
        Ok(Str(Cow::Borrowed(raw)))
    }

    fn visit_str<E>(self, raw: &str) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(raw.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Str(Cow::Owned(number.to_string())))
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Self::Value, E> {
        Ok(Str(Cow::Borrowed(if yes { "true" } else { "false" })))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Str::default())
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StrVisitor)
    }
}

/// Null means the same as a missing field.
pub fn null<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::<T>::deserialize(from).map(Option::unwrap_or_default)
}

/// A person as any endpoint names one: a number, an object, a mail address, a list whose first
/// element counts, or nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person<'a> {
    /// The number; 0 where only a name is told.
    pub id: u64,
    /// First name.
    pub first_name: Str<'a>,
    /// Last name.
    pub last_name: Str<'a>,
    /// User name.
    pub username: Str<'a>,
    /// Mail address.
    pub email: Str<'a>,
}

impl Person<'_> {
    /// The number, if one was told.
    pub fn number(&self) -> Option<u64> {
        (self.id != 0).then_some(self.id)
    }

    /// The same person, free of the answer.
    pub fn into_owned(self) -> Person<'static> {
        Person {
            id: self.id,
            first_name: self.first_name.into_owned(),
            last_name: self.last_name.into_owned(),
            username: self.username.into_owned(),
            email: self.email.into_owned(),
        }
    }
}

struct PersonVisitor;

impl<'de> Visitor<'de> for PersonVisitor {
    type Value = Person<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a person")
    }

    fn visit_u64<E>(self, id: u64) -> Result<Self::Value, E> {
        Ok(Person {
            id,
            ..Person::default()
        })
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Person::default())
    }

    fn visit_borrowed_str<E>(self, raw: &'de str) -> Result<Self::Value, E> {
        Ok(named(Str(Cow::Borrowed(raw))))
    }

    fn visit_str<E>(self, raw: &str) -> Result<Self::Value, E> {
        Ok(named(Str(Cow::Owned(raw.to_owned()))))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Person::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let first = list.next_element::<Person<'de>>()?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(first.unwrap_or_default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut person = Person::default();
        while let Some(key) = map.next_key::<Str<'de>>()? {
            match &*key {
                "id" | "user_id" => person.id = map.next_value::<Option<u64>>()?.unwrap_or(0),
                "first_name" => person.first_name = map.next_value()?,
                "last_name" => person.last_name = map.next_value()?,
                "username" => person.username = map.next_value()?,
                "email" => person.email = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(person)
    }
}

fn named(raw: Str<'_>) -> Person<'_> {
    match raw.parse() {
        Ok(id) => Person {
            id,
            ..Person::default()
        },
        Err(_) => Person {
            email: raw,
            ..Person::default()
        },
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Person<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(PersonVisitor)
    }
}

/// A person, free of the answer.
pub fn owned_person<'de, D: Deserializer<'de>>(from: D) -> Result<Person<'static>, D::Error> {
    Person::deserialize(from).map(Person::into_owned)
}

/// Elements of a list as they came, so that a broken one costs only itself. Null and anything that
/// is no list are empty.
#[derive(Clone, Debug, Default)]
pub struct Raws<'a>(pub Vec<&'a RawValue>);

impl<'a> Raws<'a> {
    /// The elements as they are read, and what is wrong with the others.
    pub fn read<T: Deserialize<'a>>(&self, what: &str) -> (Vec<T>, Vec<Text>) {
        let (mut all, mut broken) = (Vec::with_capacity(self.0.len()), Vec::new());
        for (number, raw) in self.0.iter().enumerate() {
            match serde_json::from_str(raw.get()) {
                Ok(one) => all.push(one),
                Err(error) => broken.push(Text::line(&format!("{what}[{number}]: {error}"))),
            }
        }
        (all, broken)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Raws<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(from)?;
        Ok(Self(serde_json::from_str(raw.get()).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_in_many_forms() {
        let id = |raw: &str| serde_json::from_str::<Person<'_>>(raw).unwrap().id;
        for (raw, expected) in [
            ("3", 3),
            ("\"3\"", 3),
            ("null", 0),
            ("[]", 0),
            ("-1", 0),
            ("[{\"user_id\":4},{\"user_id\":5}]", 4),
            ("{\"id\":7,\"email\":\"a@b\",\"lse_fields\":{\"x\":[1]}}", 7),
            ("{\"id\":null}", 0),
        ] {
            assert_eq!(id(raw), expected, "{raw}");
        }
        let mail: Person<'_> = serde_json::from_str("\"ana@example.com\"").unwrap();
        assert_eq!((&*mail.email, mail.number()), ("ana@example.com", None));
    }

    #[test]
    fn a_broken_element_costs_itself() {
        let raws: Raws<'_> = serde_json::from_str("[1, \"x\", 3]").unwrap();
        let (all, broken) = raws.read::<u64>("numbers");
        assert_eq!((all, broken.len()), (vec![1, 3], 1));
        assert!(broken[0].starts_with("numbers[1]: "), "{}", broken[0]);
        let none: Raws<'_> = serde_json::from_str("null").unwrap();
        assert!(none.0.is_empty());
        let odd: Raws<'_> = serde_json::from_str("{\"a\":1}").unwrap();
        assert!(odd.0.is_empty());
    }
}
