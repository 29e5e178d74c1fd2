//! One server looked at closely.

use vigie_contract::{Failure, FailureCode, ServerPage};

use super::Engine;
use super::core::{Looked, Request};

impl Engine {
    /// What one server's page shows: messages after `after`, or all that are kept.
    ///
    /// # Errors
    /// `ServerUnknown` when there is no such server.
    pub async fn server_page(&self, id: &str, after: Option<u64>) -> Result<ServerPage, Failure> {
        let looked = self.look_at(Some(id)).await?.pop();
        let looked = looked.ok_or_else(|| Failure::new(FailureCode::ServerUnknown))?;
        Ok(looked.page(after))
    }

    /// One server, or all of them.
    pub(super) async fn look_at(&self, id: Option<&str>) -> Result<Vec<Looked>, Failure> {
        let id = id.map(str::to_owned);
        self.ask(|reply| Request::LookAt { id, reply }).await
    }
}

impl Looked {
    /// As it is shown, without secrets.
    pub(super) fn page(&self, after: Option<u64>) -> ServerPage {
        let mask = self.inspector.mask();
        ServerPage {
            offers: self.offers.clone(),
            events_per_second: self.hears.then(|| self.inspector.news_per_second(self.now)),
            moments: self.moments.clone(),
            frames: self.inspector.frames(after),
            oddities: self.oddities.iter().map(|oddity| mask.cut_text(oddity)).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
