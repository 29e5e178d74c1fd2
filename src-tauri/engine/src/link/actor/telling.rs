//! What the engine is told.

use vigie_contract::{LinkState, Millis, Reason};

use super::Actor;
use crate::link::{News, Report};
use crate::store::Cursor;
use crate::update::Update;

impl Actor {
    pub(super) fn odd(&mut self, what: &'static str, excerpt: &str) {
        self.updates.push(Update::Oddity { what, excerpt: excerpt.chars().take(200).collect() });
    }

    pub(super) async fn tell(&mut self, link: LinkState, reason: Option<Reason>, retry_at: Option<Millis>) {
        let state = (link, reason);
        if retry_at.is_none() && self.told_state.as_ref() == Some(&state) {
            return;
        }
        let (link, reason) = state.clone();
        self.told_state = Some(state);
        self.report(News::State { link, reason, retry_at }).await;
    }

    pub(super) async fn tell_vitals(&mut self) {
        self.vitals.streams = u32::try_from(self.streams.standing()).unwrap_or(u32::MAX);
        if self.vitals != self.told_vitals {
            self.told_vitals = self.vitals.clone();
            self.report(News::Vitals(self.vitals.clone())).await;
        }
    }

    pub(super) async fn flush(&mut self) {
        if let Some(news) = self.learned() {
            self.report(news).await;
        }
    }

    /// What was learned since this was last asked.
    pub(super) fn learned(&mut self) -> Option<News> {
        if self.updates.is_empty() && self.cursors.is_empty() {
            return None;
        }
        let updates = std::mem::take(&mut self.updates);
        let server = self.options.server.clone();
        let cursors = std::mem::take(&mut self.cursors)
            .into_iter()
            .map(|(channel, position)| Cursor {
                server: server.clone(),
                name: channel.name().to_owned(),
                value: position.map(|p| p.to_string()),
            })
            .collect();
        Some(News::Updates { updates, cursors })
    }

    async fn report(&mut self, news: News) {
        let report = self.report_of(news);
        // The engine is gone only when the link is about to be stopped too.
        let _ = self.reports.send(report).await;
    }

    pub(super) fn report_of(&self, news: News) -> Report {
        Report { server: self.options.server.clone(), generation: self.options.generation, news }
    }
}
