//! Signing in the way a browser does: through a form, or with JSON.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use reqwest::header;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use url::Url;
use vigie_contract::{Reason, ReasonCode};

use super::form::{Form, asks_for_password, find};
use super::session::{Obstacle, Session, body, is_sign_in, redirect};
use crate::secrets::Secret;

/// A form whose token was too old is fetched and sent once more.
const TRIES: usize = 2;
/// Where forms usually are, for a server that takes no JSON.
const FORM_PATH: &str = "accounts/login/";

/// What became of one try.
enum Tried {
    In,
    /// The form itself was refused, not who sent it.
    FormRefused(u16),
}

impl Session {
    /// Signs in through the form at `page`. Redirects that follow are not followed.
    ///
    /// # Errors
    /// `SignInFormUnknown` when the page holds no such form, or several; `SignInFormRefused` (`status`) when
    /// the form was refused for what it carries along; `SignInRefused` when user or password are wrong;
    /// `RedirectedElsewhere` when they would go to another server; else why the server could not be reached.
    pub async fn sign_in(&self, page: Url, user: &str, password: &Secret) -> Result<(), Reason> {
        let mut refused = 0;
        for _ in 0..TRIES {
            match self.try_form(&page, user, password).await? {
                Tried::In => {
                    self.note_sign_in();
                    return Ok(());
                }
                Tried::FormRefused(status) => refused = status,
            }
        }
        Err(Reason::new(ReasonCode::SignInFormRefused).with("status", refused))
    }

    /// Signs in by POSTing `username` and `password` as JSON to `to`. A server that has nothing of the kind
    /// there is signed in to through its form, at `page` if it named one.
    ///
    /// # Errors
    /// As [`Self::sign_in`].
    pub async fn sign_in_by_json(
        &self,
        to: Url,
        user: &str,
        password: &Secret,
        page: Option<Url>,
    ) -> Result<(), Reason> {
        self.is_ours(&to)?;
        let mut refused = 0;
        for _ in 0..TRIES {
            let had_token = self.cookie("csrftoken").is_some();
            let fields = json!({ "username": user, "password": password.expose() });
            let request = self.with_csrf(with_origin(self.request(Method::POST, to.clone()), &to));
            let request = request.header(header::ACCEPT, "application/json").json(&fields);
            let response = self.send(request).await.map_err(|obstacle| obstacle.reason())?;
            match response.status().as_u16() {
                200..=299 => return self.take_answer(response).await,
                // The answer may have brought the token that was missing.
                403 if !had_token && self.cookie("csrftoken").is_some() => refused = 403,
                419 => refused = 419,
                400 | 401 | 403 | 422 => return Err(Reason::new(ReasonCode::SignInRefused)),
                300..=399 | 404 | 405 | 415 => {
                    let page = page.unwrap_or_else(|| self.at(FORM_PATH));
                    return self.sign_in(page, user, password).await;
                }
                status => return Err(trouble(status)),
            }
        }
        Err(Reason::new(ReasonCode::SignInFormRefused).with("status", refused))
    }

    /// A 2xx: in, unless the body says otherwise or there is nothing to stay signed in by.
    async fn take_answer(&self, response: Response) -> Result<(), Reason> {
        let answer: Value = serde_json::from_slice(&body(response).await?).unwrap_or_default();
        let refused = ["success", "ok", "authenticated"].iter().any(|key| answer[*key] == false);
        if refused {
            return Err(Reason::new(ReasonCode::SignInRefused));
        }
        if !self.has_cookies() {
            return Err(unknown());
        }
        self.note_sign_in();
        Ok(())
    }

    async fn try_form(&self, page: &Url, user: &str, password: &Secret) -> Result<Tried, Reason> {
        self.is_ours(page)?;
        let (page, shown) = self.page(page.clone()).await?;
        let Form { action, user_field, password_field, hidden, .. } = find(&shown).ok_or_else(unknown)?;
        let user_field = user_field.ok_or_else(unknown)?;
        let action = page.join(&action).map_err(|_| unknown())?;
        self.is_ours(&action)?;
        let carries_token = hidden
            .iter()
            .any(|(name, value)| !value.is_empty() && name.to_ascii_lowercase().contains("token"));
        let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        fields.push((&user_field, user));
        fields.push((&password_field, password.expose()));
        let mut request = with_origin(self.request(Method::POST, action.clone()), &page);
        if !carries_token {
            request = self.with_csrf(request);
        }
        let response = self.send(request.form(&fields)).await.map_err(|obstacle| obstacle.reason())?;
        match response.status().as_u16() {
            300..=399 => match redirect(&action, response.headers().get(header::LOCATION)) {
                // Back to the form: Laravel's way of refusing.
                Some(to) if is_sign_in(&to) && [action.path(), page.path()].contains(&to.path()) => {
                    Err(Reason::new(ReasonCode::SignInRefused))
                }
                _ => Ok(Tried::In),
            },
            200..=299 => {
                let again = body(response).await?;
                if asks_for_password(&String::from_utf8_lossy(&again)) {
                    return Err(Reason::new(ReasonCode::SignInRefused));
                }
                Ok(Tried::In)
            }
            401 | 422 => Err(Reason::new(ReasonCode::SignInRefused)),
            status @ (400 | 403 | 419) => Ok(Tried::FormRefused(status)),
            status => Err(trouble(status)),
        }
    }

    /// A sign-in page and where it is; a redirect to another sign-in page of the same server is followed.
    async fn page(&self, page: Url) -> Result<(Url, String), Reason> {
        let mut page = page;
        for _ in 0..3 {
            match self.get(page.clone(), "text/html").await {
                Ok(answer) => return Ok((page, String::from_utf8_lossy(&answer.body).into_owned())),
                Err(Obstacle::SignIn(Some(other))) => page = other,
                Err(Obstacle::NotFound) => break,
                Err(obstacle) => return Err(obstacle.reason()),
            }
        }
        Err(unknown())
    }

    /// What scripts of the page would send in the place of a hidden field: Laravel's cookie, or Django's.
    fn with_csrf(&self, request: RequestBuilder) -> RequestBuilder {
        if let Some(token) = self.cookie("XSRF-TOKEN") {
            let decoded: Cow<'_, str> = percent_decode_str(&token).decode_utf8_lossy();
            return request.header("X-XSRF-TOKEN", decoded.as_ref());
        }
        match self.cookie("csrftoken") {
            Some(token) => request.header("X-CSRFToken", token),
            None => request,
        }
    }

    /// A password goes only to the server that the person named.
    fn is_ours(&self, url: &Url) -> Result<(), Reason> {
        if url.origin() == self.base().origin() {
            return Ok(());
        }
        Err(Reason::new(ReasonCode::RedirectedElsewhere).with("host", url.origin().ascii_serialization()))
    }
}

fn unknown() -> Reason {
    Reason::new(ReasonCode::SignInFormUnknown)
}

fn trouble(status: u16) -> Reason {
    let code = if matches!(status, 429 | 503) { ReasonCode::ServerBusy } else { ReasonCode::HttpStatus };
    Reason::new(code).with("status", status)
}

/// `Origin` and `Referer` of the server itself, which CSRF checks want (the query stays home).
pub(super) fn with_origin(request: RequestBuilder, page: &Url) -> RequestBuilder {
    let mut referer = page.clone();
    referer.set_query(None);
    referer.set_fragment(None);
    request
        .header(header::ORIGIN, page.origin().ascii_serialization())
        .header(header::REFERER, String::from(referer))
}

#[cfg(test)]
mod tests;
