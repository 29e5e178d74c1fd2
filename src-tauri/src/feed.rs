//! Changes to each window, at a pace that it can draw.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tauri::async_runtime::JoinHandle;
use tauri::ipc::Channel;
use tauri::{Runtime, WebviewWindow};
use vigie_contract::{Failure, Frame, Snapshot};
use vigie_engine::Engine;
use vigie_engine::engine::Subscription;

/// Least time between two frames: at most 20 a second.
const FRAME_GAP: Duration = Duration::from_millis(50);
/// How often a minimized window is asked whether it shows again.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Where frames come from. While nobody asks for the next one, changes are merged there.
pub trait Frames: Send {
    /// The changes since the last frame, once there are any; `None` at the end.
    fn next(&mut self) -> impl Future<Output = Option<Frame>> + Send;
}

impl Frames for Subscription {
    fn next(&mut self) -> impl Future<Output = Option<Frame>> + Send {
        Subscription::next(self)
    }
}

/// Where frames go.
pub trait Pane: Send {
    /// Whether anybody could see a frame now.
    fn showing(&self) -> bool;
    /// Takes a frame; false when it takes no more.
    fn draw(&self, frame: Frame) -> bool;
}

/// A window, as somebody who takes frames.
pub struct Drawn<R: Runtime> {
    /// Whose page it is.
    pub window: WebviewWindow<R>,
    /// What leads to it.
    pub channel: Channel<Frame>,
}

impl<R: Runtime> Pane for Drawn<R> {
    fn showing(&self) -> bool {
        !self.window.is_minimized().unwrap_or(false)
    }

    fn draw(&self, frame: Frame) -> bool {
        self.channel.send(frame).is_ok()
    }
}

/// The first change at once, later ones no closer than [`FRAME_GAP`], none while the pane does not show.
async fn pace(mut frames: impl Frames, pane: impl Pane) {
    while let Some(frame) = frames.next().await {
        if !pane.draw(frame) {
            return;
        }
        tokio::time::sleep(FRAME_GAP).await;
        while !pane.showing() {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// The feeds of the windows, one each, by label.
#[derive(Debug, Default)]
pub struct Feed {
    running: Mutex<HashMap<String, JoinHandle<()>>>,
}

impl Feed {
    /// The picture of now; its changes go to `pane` from here on. Replaces an earlier feed of the same window.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn begin(
        &self,
        label: &str,
        engine: &Engine,
        pane: impl Pane + 'static,
    ) -> Result<Snapshot, Failure> {
        self.end(label);
        let subscription = engine.subscribe().await?;
        let snapshot = subscription.snapshot.clone();
        let task = tauri::async_runtime::spawn(pace(subscription, pane));
        let before =
            self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(label.to_owned(), task);
        if let Some(task) = before {
            task.abort();
        }
        Ok(snapshot)
    }

    /// Nothing is sent to this window any more.
    pub fn end(&self, label: &str) {
        if let Some(task) = self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(label) {
            task.abort();
        }
    }

    /// Nothing is sent any more.
    pub fn end_all(&self) {
        for (_, task) in self.running.lock().unwrap_or_else(PoisonError::into_inner).drain() {
            task.abort();
        }
    }
}

#[cfg(test)]
mod tests;
