//! A store of things used lately, bounded by bytes.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

/// Keeps what was used last, within a budget of bytes.
#[derive(Debug)]
pub struct ByteCache<K, V> {
    entries: HashMap<K, Entry<V>>,
    budget: usize,
    most: usize,
    held: usize,
    clock: u64,
}

#[derive(Debug)]
struct Entry<V> {
    value: Arc<V>,
    bytes: usize,
    used: u64,
}

impl<K: Eq + Hash + Clone, V> ByteCache<K, V> {
    /// An empty cache with a budget in bytes. What is larger than the whole budget is never kept.
    pub fn new(budget: usize) -> Self {
        Self::with_largest(budget, budget)
    }

    /// The same; an entry beyond the budget, up to `most` bytes, is kept alone.
    pub fn with_largest(budget: usize, most: usize) -> Self {
        Self {
            entries: HashMap::new(),
            budget,
            most,
            held: 0,
            clock: 0,
        }
    }

    /// The entry, which now counts as used last.
    pub fn get(&mut self, key: &K) -> Option<Arc<V>> {
        self.clock += 1;
        let entry = self.entries.get_mut(key)?;
        entry.used = self.clock;
        Some(Arc::clone(&entry.value))
    }

    /// Keeps an entry of so many bytes, and drops the ones longest unused to make room. Entries
    /// number a few dozen, so the oldest is simply looked for.
    pub fn put(&mut self, key: K, value: Arc<V>, bytes: usize) {
        self.remove(&key);
        if bytes > self.most {
            return;
        }
        while self.held + bytes > self.budget {
            let oldest = self.entries.iter().min_by_key(|(_, entry)| entry.used);
            let Some(key) = oldest.map(|(key, _)| key.clone()) else {
                break;
            };
            self.remove(&key);
        }
        self.clock += 1;
        self.held += bytes;
        let used = self.clock;
        self.entries.insert(key, Entry { value, bytes, used });
    }

    /// Bytes held.
    pub fn held(&self) -> usize {
        self.held
    }

    fn remove(&mut self, key: &K) {
        if let Some(entry) = self.entries.remove(key) {
            self.held = self.held.saturating_sub(entry.bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_unused_goes_first() {
        let mut cache = ByteCache::new(100);
        for key in ["a", "b", "c"] {
            cache.put(key, Arc::new(key), 30);
        }
        assert!(cache.get(&"a").is_some());
        cache.put("d", Arc::new("d"), 40);
        assert!(cache.get(&"b").is_none() && cache.get(&"c").is_some());
        assert!(cache.get(&"a").is_some() && cache.get(&"d").is_some());
        assert_eq!(cache.held(), 100);
        cache.put("huge", Arc::new("huge"), 101);
        assert!(cache.get(&"huge").is_none());
        assert_eq!(cache.held(), 100, "a refused entry pushes nothing out");
        cache.put("a", Arc::new("again"), 10);
        assert_eq!(cache.held(), 80, "an entry replaces itself");
    }

    #[test]
    fn one_larger_than_the_budget_is_kept_alone() {
        let mut cache = ByteCache::with_largest(100, 200);
        cache.put("small", Arc::new(1), 60);
        cache.put("large", Arc::new(2), 200);
        assert!(cache.get(&"small").is_none() && cache.get(&"large").is_some());
        cache.put("larger", Arc::new(3), 201);
        assert_eq!(cache.held(), 200);
        cache.put("small", Arc::new(4), 60);
        assert!(cache.get(&"large").is_none());
        assert_eq!(cache.held(), 60);
    }
}
