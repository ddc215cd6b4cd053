//! What was read of projects and fetched for tasks, for whatever asks for it next. Bytes are kept
//! by task and place in its data, never by address: addresses of storages expire.

use std::sync::Arc;

use crate::limits::{
    STUDIO_CONFIGS, STUDIO_MEDIA, STUDIO_MEDIA_BYTES, STUDIO_SIGNALS, STUDIO_SIZES,
};
use crate::model::Signal;
use crate::platform::recent::Recent;

use super::config::Config;
use super::objects::Project;

/// A task and a place in its data.
pub type Key = (u64, String);

/// The memories.
#[derive(Debug)]
pub struct Kept {
    /// Configurations, each with the project that it was read of.
    configs: Recent<u64, (Arc<Project>, Arc<Config>)>,
    /// Bytes, each with the value that stands for them.
    media: Recent<Key, (u64, Arc<[u8]>)>,
    /// Sizes of pictures.
    pub sizes: Recent<Key, (u32, u32)>,
    /// Envelopes, by the hash of what they are made from.
    pub signals: Recent<(u64, u64), Arc<Signal>>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            configs: Recent::new(STUDIO_CONFIGS),
            media: Recent::new(STUDIO_MEDIA),
            sizes: Recent::new(STUDIO_SIZES),
            signals: Recent::new(STUDIO_SIGNALS),
        }
    }
}

impl Kept {
    /// The configuration of a project, read once.
    pub fn config(&self, project: &Arc<Project>) -> Arc<Config> {
        let id = project.told.id;
        if let Some((of, config)) = self.configs.get(&id)
            && Arc::ptr_eq(&of, project)
        {
            return config;
        }
        let told = &project.told;
        let config = Config::read(&told.label_config, told.parsed_label_config.as_deref());
        let config = Arc::new(config);
        self.configs
            .put(id, (Arc::clone(project), Arc::clone(&config)));
        config
    }

    /// Bytes that were fetched; `version` is of the file they come from.
    pub fn media(&self, key: &Key, version: u64) -> Option<Arc<[u8]>> {
        let (of, bytes) = self.media.get(key)?;
        (of == version).then_some(bytes)
    }

    /// Keeps bytes, if they are not too many.
    pub fn keep_media(&self, key: Key, version: u64, bytes: &Arc<[u8]>) {
        if bytes.len() <= STUDIO_MEDIA_BYTES {
            self.media.put(key, (version, Arc::clone(bytes)));
        }
    }
}
