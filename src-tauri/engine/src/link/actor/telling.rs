//! What the link tells the engine: what it learned, with the positions reached.

use super::Actor;

impl Actor {
    pub(super) async fn tell_vitals(&mut self) {
        self.voice.vitals.streams = u32::try_from(self.streams.standing()).unwrap_or(u32::MAX);
        self.voice.tell_vitals().await;
    }

    pub(super) async fn flush(&mut self) {
        let cursors = self.positions();
        self.voice.flush(cursors).await;
    }

    /// The positions reached since this was last asked, to be stored.
    pub(super) fn positions(&mut self) -> Vec<(String, Option<String>)> {
        let cursors = std::mem::take(&mut self.cursors).into_iter();
        cursors
            .map(|(channel, position)| (channel.name().to_owned(), position.map(|p| p.to_string())))
            .collect()
    }
}
