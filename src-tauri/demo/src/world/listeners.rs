//! The open streams: which channels each follows, and what shall become of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::Notify;

use super::World;

/// What shall become of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Open,
    /// Ends as if all were well.
    Ended,
    /// Breaks off in the middle.
    Broken,
}

pub(crate) struct Listener {
    /// Job ids.
    jobs: Vec<String>,
    wake: Arc<Notify>,
    pub(crate) fate: Fate,
    /// Gets keep-alives and nothing else, for good.
    pub(crate) deaf: bool,
}

#[derive(Default)]
pub(crate) struct Listeners {
    open: BTreeMap<u64, Listener>,
    opened: u64,
    most_open: usize,
    most_channels: usize,
}

impl Listeners {
    pub(crate) fn get(&self, id: u64) -> Option<&Listener> {
        self.open.get(&id)
    }

    pub(crate) fn wake(&self, id: u64) {
        if let Some(listener) = self.open.get(&id) {
            listener.wake.notify_one();
        }
    }

    /// Ends or breaks every open stream.
    pub(crate) fn cut(&mut self, fate: Fate) {
        for listener in self.open.values_mut() {
            listener.fate = fate;
            listener.wake.notify_one();
        }
    }

    /// From now on the open streams hear nothing, for good.
    pub(crate) fn deafen(&mut self) {
        for listener in self.open.values_mut() {
            listener.deaf = true;
        }
    }

    pub(crate) fn opened(&self) -> u64 {
        self.opened
    }

    pub(crate) fn most_open(&self) -> usize {
        self.most_open
    }

    pub(crate) fn most_channels(&self) -> usize {
        self.most_channels
    }

    /// The jobs each open stream follows.
    pub(crate) fn jobs(&self) -> Vec<Vec<String>> {
        self.open.values().map(|listener| listener.jobs.clone()).collect()
    }
}

impl World {
    /// Registers a stream on the channels of these jobs.
    pub(crate) fn listen(&mut self, jobs: Vec<String>, deaf: bool) -> (u64, Arc<Notify>) {
        let listeners = &mut self.listeners;
        listeners.opened += 1;
        let id = listeners.opened;
        for job in &jobs {
            if let Some(channel) = self.channels.get_mut(job) {
                channel.listeners.push(id);
            }
        }
        listeners.most_channels = listeners.most_channels.max(jobs.len());
        let wake = Arc::new(Notify::new());
        listeners.open.insert(id, Listener { jobs, wake: Arc::clone(&wake), fate: Fate::Open, deaf });
        listeners.most_open = listeners.most_open.max(listeners.open.len());
        (id, wake)
    }

    /// The stream is gone.
    pub(crate) fn unlisten(&mut self, id: u64) {
        let Some(listener) = self.listeners.open.remove(&id) else { return };
        for job in listener.jobs {
            let Some(channel) = self.channels.get_mut(&job) else { continue };
            channel.listeners.retain(|listener| *listener != id);
            if channel.listeners.is_empty() && !self.jobs.contains_key(&job) {
                self.channels.remove(&job);
            }
        }
    }
}
