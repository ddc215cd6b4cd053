//! Small memories of what was read, each with a bound: the longest unused goes first.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The most recently used values by key.
#[derive(Debug)]
pub struct Recent<K, V> {
    inner: Mutex<Inner<K, V>>,
    most: usize,
}

#[derive(Debug)]
struct Inner<K, V> {
    values: HashMap<K, (u64, V)>,
    clock: u64,
}

impl<K: Eq + Hash + Clone, V: Clone> Recent<K, V> {
    /// Keeps at most so many values.
    pub fn new(most: usize) -> Self {
        Self {
            inner: Mutex::new(Inner {
                values: HashMap::new(),
                clock: 0,
            }),
            most,
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner<K, V>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The value, which is recently used by that.
    pub fn get(&self, key: &K) -> Option<V> {
        let mut inner = self.inner();
        inner.clock += 1;
        let now = inner.clock;
        let (used, value) = inner.values.get_mut(key)?;
        *used = now;
        Some(value.clone())
    }

    /// Keeps a value, also in place of an older one.
    pub fn put(&self, key: K, value: V) {
        let mut inner = self.inner();
        inner.clock += 1;
        let now = inner.clock;
        inner.values.insert(key, (now, value));
        if inner.values.len() > self.most {
            inner.shrink(self.most - self.most / 4);
        }
    }

    /// The value, made and kept when there is none. `make` must not use this memory.
    pub fn get_or(&self, key: &K, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.get(key) {
            return value;
        }
        let value = make();
        let mut inner = self.inner();
        inner.clock += 1;
        let now = inner.clock;
        let kept = inner.values.entry(key.clone()).or_insert((now, value));
        let kept = kept.1.clone();
        if inner.values.len() > self.most {
            inner.shrink(self.most - self.most / 4);
        }
        kept
    }

    /// Forgets a value.
    pub fn forget(&self, key: &K) {
        self.inner().values.remove(key);
    }

    /// Forgets the values that do not pass.
    pub fn retain(&self, mut keep: impl FnMut(&K, &V) -> bool) {
        self.inner()
            .values
            .retain(|key, (_, value)| keep(key, value));
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.inner().values.clear();
    }
}

impl<K: Eq + Hash + Clone, V> Inner<K, V> {
    /// Keeps the most recently used ones; a quarter goes at a time, so that it happens seldom.
    fn shrink(&mut self, most: usize) {
        let mut ages: Vec<u64> = self.values.values().map(|(used, _)| *used).collect();
        ages.sort_unstable_by(|a, b| b.cmp(a));
        let oldest = ages.get(most.max(1) - 1).copied().unwrap_or(0);
        self.values.retain(|_, (used, _)| *used >= oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_go_first() {
        let recent = Recent::new(4);
        for key in 0..4 {
            recent.put(key, key * 10);
        }
        assert_eq!(recent.get(&0), Some(0));
        recent.put(4, 40);
        assert_eq!(recent.get(&0), Some(0));
        assert_eq!((recent.get(&1), recent.get(&2)), (None, None));
        assert_eq!(recent.get_or(&4, || 41), 40);
        recent.retain(|key, _| *key != 4);
        assert_eq!(recent.get_or(&4, || 41), 41);
        let one = Recent::new(1);
        one.put("a", 1);
        one.put("b", 2);
        assert_eq!((one.get(&"a"), one.get(&"b")), (None, Some(2)));
    }
}
