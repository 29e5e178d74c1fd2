//! What goes with every request to a server, and signs in by itself: a token, headers.

use data_encoding::BASE64;
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use url::Url;
use url::form_urlencoded::Serializer;

use crate::secrets::Secret;

/// See the module. Printing it tells the names of its headers alone.
#[derive(Clone, Default)]
pub struct Credentials {
    /// Name and value of a query parameter.
    query: Option<(String, Secret)>,
    /// What plain requests carry in the place of the query: it is in fewer logs there.
    plain: Option<HeaderValue>,
    headers: HeaderMap,
}

/// A secret that no header can carry: there is a control character in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsendable;

impl Credentials {
    /// The same with a token in the query.
    #[must_use]
    pub fn token_in_query(mut self, name: &str, token: Secret) -> Self {
        self.query = Some((name.to_owned(), token));
        self
    }

    /// The same with the token of the query as a bearer's in plain requests.
    ///
    /// # Errors
    /// See [`Unsendable`].
    pub fn bearer_when_plain(mut self) -> Result<Self, Unsendable> {
        if let Some((_, token)) = &self.query {
            self.plain = Some(sensitive(&format!("Bearer {}", token.expose()))?);
        }
        Ok(self)
    }

    /// The same with one more header, in place of one by this name.
    ///
    /// # Errors
    /// See [`Unsendable`].
    pub fn header(mut self, name: HeaderName, value: &Secret) -> Result<Self, Unsendable> {
        self.headers.insert(name, sensitive(value.expose())?);
        Ok(self)
    }

    /// The same with `Authorization: Bearer`.
    ///
    /// # Errors
    /// See [`Unsendable`].
    pub fn bearer(self, token: &Secret) -> Result<Self, Unsendable> {
        self.header(header::AUTHORIZATION, &Secret::new(format!("Bearer {}", token.expose())))
    }

    /// The same with `Authorization: Basic`, in UTF-8.
    ///
    /// # Errors
    /// Never: what is encoded has no control characters.
    pub fn basic(self, user: &str, password: &Secret) -> Result<Self, Unsendable> {
        let pair = Secret::new(format!("{user}:{}", password.expose()));
        let encoded = Secret::new(format!("Basic {}", BASE64.encode(pair.expose().as_bytes())));
        self.header(header::AUTHORIZATION, &encoded)
    }

    /// What a stream or a socket is asked for with.
    #[must_use]
    pub fn of_stream(&self, mut url: Url) -> (Url, HeaderMap) {
        if let Some((name, token)) = &self.query
            && !url.query_pairs().any(|(key, _)| key == *name)
        {
            append(&mut url, name, token.expose());
        }
        (url, self.headers.clone())
    }

    /// What a plain request is asked with.
    #[must_use]
    pub fn of_question(&self, url: Url) -> (Url, HeaderMap) {
        let Some(bearer) = &self.plain else { return self.of_stream(url) };
        let mut headers = self.headers.clone();
        headers.insert(header::AUTHORIZATION, bearer.clone());
        (url, headers)
    }
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("Credentials").field("query", &self.query.is_some()).field("headers", &names).finish()
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, Unsendable> {
    let mut value = HeaderValue::from_bytes(text.as_bytes()).map_err(|_| Unsendable)?;
    value.set_sensitive(true);
    Ok(value)
}

/// Appends a pair to the query. A space is `%20`, which every server understands, whatever it makes of `+`.
pub fn append(url: &mut Url, name: &str, value: &str) {
    let pair = Serializer::new(String::new()).append_pair(name, value).finish().replace('+', "%20");
    let query = match url.query() {
        Some(before) if !before.is_empty() => format!("{before}&{pair}"),
        _ => pair,
    };
    url.set_query(Some(&query));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn any_token_arrives_as_it_is() {
        for token in ["plain", "a b&c=d+e#f?g%h", "Жетон/é", "100%25"] {
            let credentials = Credentials::default().token_in_query("my token", Secret::new(token));
            let (asked, _) = credentials.of_stream(url("http://h/e/?last_id=3"));
            let arrived: Vec<_> = asked.query_pairs().into_owned().collect();
            assert_eq!(arrived, [("last_id".into(), "3".into()), ("my token".into(), token.into())]);
            assert!(!asked.as_str().contains(['+', ' ', '#']), "{asked}");
            // Once is enough: a redirect may have kept it.
            assert_eq!(credentials.of_stream(asked.clone()).0, asked);
        }
    }

    #[test]
    fn a_token_of_the_query_may_be_a_bearers_in_plain_requests() {
        let token = Credentials::default().token_in_query("token", Secret::new("geheim"));
        let (asked, headers) = token.clone().bearer_when_plain().unwrap().of_question(url("http://h/stats/"));
        assert_eq!(asked.query(), None);
        assert_eq!(headers[header::AUTHORIZATION], "Bearer geheim");
        assert_eq!(token.of_question(url("http://h/stats/")).0.query(), Some("token=geheim"));
    }

    #[test]
    fn headers_are_marked_and_nothing_is_printed() {
        let key = HeaderName::from_static("x-api-key");
        let credentials = Credentials::default()
            .token_in_query("token", Secret::new("geheim"))
            .header(key.clone(), &Secret::new("geheim"))
            .unwrap()
            .basic("ana", &Secret::new("p:ä"))
            .unwrap();
        let (_, headers) = credentials.of_stream(url("http://h/"));
        assert_eq!(headers[header::AUTHORIZATION], "Basic YW5hOnA6w6Q=");
        assert!(headers.values().all(HeaderValue::is_sensitive));
        let printed = format!("{credentials:?} {headers:?}");
        assert!(!printed.contains("geheim") && !printed.contains("YW5h"), "{printed}");
        assert_eq!(Credentials::default().bearer(&Secret::new("a\nb")).unwrap_err(), Unsendable);
    }
}
