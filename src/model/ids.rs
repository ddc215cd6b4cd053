//! Identifiers as newtypes.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A platform's own identifier: a number (CVAT, Label Studio, Supervisely) or a name (Dataloop's
/// object ids, paths of local files). Compared exactly, never interpreted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// A numeric id.
    Number(u64),
    /// A textual id. It may hold anything a server sent: clean it with `Text` before showing it.
    Name(Arc<str>),
}

impl Id {
    /// The id that this text stands for: a number when it is written as one without leading zeros.
    pub fn parse(raw: &str) -> Self {
        match raw.parse::<u64>() {
            Ok(number) if number.to_string() == raw => Self::Number(number),
            _ => Self::name(raw),
        }
    }

    /// A textual id, even when it looks like a number.
    pub fn name(raw: &str) -> Self {
        Self::Name(Arc::from(raw))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// One login on one server, or one opened folder; also the first part of a deep link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub Arc<str>);

impl AccountId {
    /// An account by its name in the configuration, or `local-…` and `demo`.
    pub fn new(name: &str) -> Self {
        Self(Arc::from(name))
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One operation of one running program: unique across programs and restarts, and the key that
/// keeps an operation from being applied twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OpId {
    /// Random number of the running program.
    pub session: u64,
    /// Counter within it.
    pub number: u64,
}

impl fmt::Display for OpId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{}", self.session, self.number)
    }
}

impl OpId {
    /// Reads what `Display` printed.
    pub fn parse(raw: &str) -> Option<Self> {
        let (session, number) = raw.split_once('-')?;
        Some(Self {
            session: u64::from_str_radix(session, 16).ok()?,
            number: number.parse().ok()?,
        })
    }
}

/// A decision: the operations that one key caused, and the unit of undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub OpId);

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_round_trip() {
        assert_eq!(Id::parse("42"), Id::Number(42));
        assert_eq!(Id::parse("042"), Id::name("042"));
        assert_eq!(Id::parse("a/b.jpg").to_string(), "a/b.jpg");
        assert_eq!(size_of::<Id>(), 16);
        let op = OpId {
            session: 0xabc,
            number: 7,
        };
        assert_eq!(OpId::parse(&op.to_string()), Some(op));
        assert_eq!(OpId::parse("x"), None);
    }
}
