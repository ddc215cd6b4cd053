//! Filtered lists: the matches of a query are found once and kept while the library stays as it
//! is, so that paging through them costs no second scan.

use std::collections::VecDeque;
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::library::Library;
use super::lists::{Listing, Matches};
use super::nodes::Spot;
use super::{LocalPlatform, blocking};
use crate::limits::LOCAL_FILTERS;
use crate::model::{Level, ListRequest, Page, Query};
use crate::platform::PlatformError;

/// A filter's result, good while the library has the version.
pub(super) struct Filtered {
    parent: Spot,
    level: Level,
    query: Query,
    version: u64,
    made: Instant,
    matches: Arc<Matches>,
}

/// While the library grows, a filter's result is used again for this long.
const GROWING_FILTER: Duration = Duration::from_millis(500);
impl LocalPlatform {
    fn filters(&self) -> std::sync::MutexGuard<'_, VecDeque<Filtered>> {
        self.filters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known_filter(
        &self,
        library: &Library,
        parent: Spot,
        level: Level,
        query: &Query,
    ) -> Option<Arc<Matches>> {
        let fits = |known: &&Filtered| {
            let fresh = known.version == library.version
                || (library.growing && known.made.elapsed() < GROWING_FILTER);
            fresh && (known.parent, known.level) == (parent, level) && known.query == *query
        };
        let filters = self.filters();
        filters
            .iter()
            .find(fits)
            .map(|known| Arc::clone(&known.matches))
    }

    fn keep_filter(&self, filtered: Filtered) {
        let mut filters = self.filters();
        filters.retain(|known| {
            (known.parent, known.level) != (filtered.parent, filtered.level)
                || known.query != filtered.query
        });
        filters.push_front(filtered);
        filters.truncate(LOCAL_FILTERS);
    }

    /// A page of the rows that match; found anew off the caller's thread when not known.
    pub(super) async fn filtered(
        &self,
        request: &ListRequest,
        parent: Spot,
    ) -> Result<Page, PlatformError> {
        let (level, page, batch) = (request.level, request.page, self.options.batch);
        {
            let library = self.shared.read();
            if let Some(matches) = self.known_filter(&library, parent, level, &request.query) {
                return Ok(Listing::new(&library, parent, level, batch).page(page, Some(&matches)));
            }
        }
        let (shared, query) = (Arc::clone(&self.shared), request.query.clone());
        let (answer, filtered) = blocking(move || {
            let library = shared.read();
            let listing = Listing::new(&library, parent, level, batch);
            let matches = Arc::new(listing.matches(&query));
            let answer = listing.page(page, Some(&matches));
            let filtered = Filtered {
                parent,
                level,
                query,
                version: library.version,
                made: Instant::now(),
                matches,
            };
            Ok((answer, filtered))
        })
        .await?;
        self.keep_filter(filtered);
        Ok(answer)
    }
}
