//! Deleting a finished job.

use reqwest::Method;
use vigie_contract::{Failure, FailureCode, Reason, ReasonCode};

use super::Actor;
use super::asking::job_url;
use crate::link::session::{Obstacle, body};
use crate::link::sign_in::with_origin;
use crate::update::Update;

impl Actor {
    pub(super) async fn delete(&mut self, id: &str) -> Result<(), Failure> {
        let refused = |obstacle: Obstacle| Failure::connection(obstacle.reason());
        if self.session.cookie("csrftoken").is_none() {
            let page = self.session.at(&self.options.login_path);
            // Only for its cookie; a server without a form needs none.
            let _ = self.session.get(page, "text/html").await;
        }
        let url = job_url(&self.session, id, "delete");
        let mut request = with_origin(self.session.request(Method::DELETE, url), self.session.base());
        if let Some(token) = self.session.cookie("csrftoken") {
            request = request.header("X-CSRFToken", token);
        }
        let response = self.session.send(request).await.map_err(refused)?;
        match response.status().as_u16() {
            200..=299 => {
                self.tracks.remove(id);
                self.updates.push(Update::JobDeleted { id: id.to_owned() });
                self.flush().await;
                Ok(())
            }
            404 => Err(Failure::new(FailureCode::JobUnknown)),
            300..=399 | 401 => Err(refused(Obstacle::SignIn(None))),
            403 => Err(refused(Obstacle::because(Reason::new(ReasonCode::Forbidden)))),
            status => {
                let text = body(response).await.unwrap_or_default();
                let said: Option<serde_json::Value> = serde_json::from_slice(&text).ok();
                let said = said.as_ref().and_then(|v| v.get("error")?.as_str()).map(str::to_owned);
                Err(match said {
                    Some(said) => Failure::new(FailureCode::ServerSaid).with("detail", said),
                    None => Failure::connection(Reason::new(ReasonCode::HttpStatus).with("status", status)),
                })
            }
        }
    }
}
