//! Signing in through a form, the way a browser does.

use html5gum::{Token, Tokenizer};
use reqwest::Method;
use reqwest::header;
use url::Url;
use vigie_contract::{Reason, ReasonCode};

use super::session::{Obstacle, Session, body, is_sign_in, redirect};
use crate::secrets::Secret;

/// A sign-in form as found in a page.
#[derive(Debug, Default, PartialEq, Eq)]
struct Form {
    action: String,
    user_field: Option<String>,
    password_field: Option<String>,
    hidden: Vec<(String, String)>,
}

impl Session {
    /// Signs in through the form at `page`.
    ///
    /// # Errors
    /// `SignInFormUnknown` when the page holds no such form or takes no answer,
    /// `SignInRefused` when user or password are wrong, else why the server could not be reached.
    pub async fn sign_in(&self, page: Url, user: &str, password: &Secret) -> Result<(), Reason> {
        let unknown = || Reason::new(ReasonCode::SignInFormUnknown);
        // A password goes only to the server that the person named.
        if page.origin() != self.base().origin() {
            return Err(Reason::new(ReasonCode::RedirectedElsewhere)
                .with("host", page.origin().ascii_serialization()));
        }
        let shown = self.page(page.clone()).await?;
        let form = find_form(&shown).ok_or_else(unknown)?;
        let (Some(user_field), Some(password_field)) = (&form.user_field, &form.password_field) else {
            return Err(unknown());
        };
        let action = page.join(&form.action).map_err(|_| unknown())?;
        if action.origin() != self.base().origin() {
            return Err(Reason::new(ReasonCode::RedirectedElsewhere)
                .with("host", action.origin().ascii_serialization()));
        }
        let mut fields: Vec<(&str, &str)> =
            form.hidden.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        fields.push((user_field, user));
        fields.push((password_field, password.expose()));
        let request = with_origin(self.request(Method::POST, action.clone()), &page).form(&fields);
        let response = self.send(request).await.map_err(|obstacle| obstacle.reason())?;
        let status = response.status().as_u16();
        match status {
            300..=399 => match redirect(&action, response.headers().get(header::LOCATION)) {
                // Back to the form: Laravel's way of refusing.
                Some(to) if is_sign_in(&to) && to.path() == action.path() => {
                    Err(Reason::new(ReasonCode::SignInRefused))
                }
                _ => Ok(()),
            },
            200..=299 => {
                let again = body(response).await?;
                match find_form(&String::from_utf8_lossy(&again)) {
                    Some(form) if form.password_field.is_some() => {
                        Err(Reason::new(ReasonCode::SignInRefused))
                    }
                    _ => Ok(()),
                }
            }
            401 => Err(Reason::new(ReasonCode::SignInRefused)),
            400 | 403 | 419 | 422 => Err(unknown()),
            _ => Err(Reason::new(ReasonCode::HttpStatus).with("status", status)),
        }
    }

    /// A sign-in page's text; a redirect to another sign-in page of the same server is followed.
    async fn page(&self, page: Url) -> Result<String, Reason> {
        let mut page = page;
        for _ in 0..3 {
            match self.get(page, "text/html").await {
                Ok(answer) => return Ok(String::from_utf8_lossy(&answer.body).into_owned()),
                Err(Obstacle::SignIn(Some(other))) => page = other,
                Err(Obstacle::NotFound) => break,
                Err(obstacle) => return Err(obstacle.reason()),
            }
        }
        Err(Reason::new(ReasonCode::SignInFormUnknown))
    }
}

/// `Origin` and `Referer` of the server itself, which CSRF checks want (the query stays home).
pub(super) fn with_origin(request: reqwest::RequestBuilder, page: &Url) -> reqwest::RequestBuilder {
    let mut referer = page.clone();
    referer.set_query(None);
    referer.set_fragment(None);
    request
        .header(header::ORIGIN, page.origin().ascii_serialization())
        .header(header::REFERER, String::from(referer))
}

/// The first form of the page that asks for a password.
fn find_form(html: &str) -> Option<Form> {
    let mut current: Option<Form> = None;
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let attribute = |name: &str| {
                    tag.attributes
                        .get(name.as_bytes())
                        .map(|value| String::from_utf8_lossy(value).into_owned())
                };
                match tag.name.as_slice() {
                    b"form" => {
                        current =
                            Some(Form { action: attribute("action").unwrap_or_default(), ..Form::default() });
                    }
                    b"input" => {
                        let (Some(form), Some(name)) = (&mut current, attribute("name")) else { continue };
                        match attribute("type").unwrap_or_default().to_ascii_lowercase().as_str() {
                            "hidden" => form.hidden.push((name, attribute("value").unwrap_or_default())),
                            "password" => form.password_field = form.password_field.take().or(Some(name)),
                            "" | "text" | "email" => form.user_field = form.user_field.take().or(Some(name)),
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            Token::EndTag(tag) if tag.name.as_slice() == b"form" => {
                if current.as_ref().is_some_and(|form| form.password_field.is_some()) {
                    return current;
                }
                current = None;
            }
            _ => {}
        }
    }
    current.filter(|form| form.password_field.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_form_of_the_capture() {
        let page = r#"<form action="/search"><input name="q"></form><form method="post">
            <input type="hidden" name="csrfmiddlewaretoken" value="iA&amp;O9"><input type="text" name="username">
            <input type="password" name="password"><input type="hidden" name="next" value=""><button type="submit">Go</button></form>"#;
        let form = find_form(page).unwrap();
        assert_eq!(form.action, "");
        assert_eq!(
            (form.user_field.as_deref(), form.password_field.as_deref()),
            (Some("username"), Some("password"))
        );
        assert_eq!(
            form.hidden,
            [("csrfmiddlewaretoken".into(), "iA&O9".into()), ("next".into(), String::new())]
        );
    }

    #[test]
    fn a_page_without_a_password_field_is_no_sign_in() {
        for page in ["", "<html><p>Hello", "<form><input name=q></form>", "{\"json\": true}"] {
            assert_eq!(find_form(page), None);
        }
    }
}
