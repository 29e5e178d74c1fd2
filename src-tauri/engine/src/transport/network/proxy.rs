//! Which proxy, if any.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use url::{Host, Url};

use crate::secrets::Secret;

/// Which proxy, if any. In settings: `system`, `none`, or a URL.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Proxy {
    /// What the system or the environment says; none for this machine itself.
    #[default]
    System,
    /// None.
    None,
    /// This one, for this machine itself too.
    Url(ProxyUrl),
}

/// The URL of a proxy. Neither printing nor serialising it tells its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProxyUrl {
    /// Scheme, host, port and user.
    url: Url,
    password: Option<Secret>,
}

/// Why a text is no proxy. No variant holds the text, which may hold a password.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoProxy {
    /// Not a URL with a host.
    #[error("a proxy is `system`, `none`, or a URL such as http://proxy.example:3128")]
    NotAUrl,
    /// A scheme that no proxy here has.
    #[error("a proxy speaks http, https, socks5 or socks5h")]
    Scheme,
}

impl Proxy {
    /// Whether it is the system's.
    #[must_use]
    pub fn is_system(&self) -> bool {
        *self == Self::System
    }
}

impl ProxyUrl {
    /// Host and port, for people. Without user and password.
    #[must_use]
    pub fn host(&self) -> String {
        let host = self.url.host().map(|host| host.to_string()).unwrap_or_default();
        self.url.port().map_or(host.clone(), |port| format!("{host}:{port}"))
    }

    /// The user name in it; empty without one.
    #[must_use]
    pub fn user(&self) -> &str {
        self.url.username()
    }

    /// Its password, where one was typed or read from a keyring.
    #[must_use]
    pub fn password(&self) -> Option<&Secret> {
        self.password.as_ref()
    }

    /// The same with this password.
    #[must_use]
    pub fn with_password(mut self, password: Option<Secret>) -> Self {
        self.password = password.filter(|password| !password.is_empty());
        self
    }

    /// The whole URL, password included: for the client only.
    pub(in crate::transport) fn expose(&self) -> Url {
        let mut url = self.url.clone();
        if let Some(password) = &self.password {
            // Only a URL without a host has no place for one.
            let _placed = url.set_password(Some(password.expose()));
        }
        url
    }
}

impl FromStr for ProxyUrl {
    type Err = NoProxy;

    fn from_str(text: &str) -> Result<Self, NoProxy> {
        let typed = Url::parse(text.trim()).map_err(|_| NoProxy::NotAUrl)?;
        if !matches!(typed.scheme(), "http" | "https" | "socks5" | "socks5h") {
            // `proxy.example:3128` reads as a scheme of its own.
            return Err(if typed.has_host() { NoProxy::Scheme } else { NoProxy::NotAUrl });
        }
        let host = match typed.host().ok_or(NoProxy::NotAUrl)? {
            Host::Domain("") => return Err(NoProxy::NotAUrl),
            host => host.to_string(),
        };
        let port = typed.port().map(|port| format!(":{port}")).unwrap_or_default();
        // Nothing but these: a path or a query of a proxy has no meaning.
        let mut url: Url =
            format!("{}://{host}{port}", typed.scheme()).parse().map_err(|_| NoProxy::NotAUrl)?;
        if url.set_username(&decoded(typed.username())).is_err() {
            return Err(NoProxy::NotAUrl);
        }
        let password = typed.password().map(|password| Secret::new(decoded(password)));
        Ok(Self { url, password: None }.with_password(password))
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

impl FromStr for Proxy {
    type Err = NoProxy;

    fn from_str(text: &str) -> Result<Self, NoProxy> {
        match text.trim() {
            "" | "system" => Ok(Self::System),
            "none" => Ok(Self::None),
            url => url.parse().map(Self::Url),
        }
    }
}

impl TryFrom<String> for Proxy {
    type Error = NoProxy;

    fn try_from(text: String) -> Result<Self, NoProxy> {
        text.parse()
    }
}

impl From<Proxy> for String {
    fn from(proxy: Proxy) -> Self {
        match proxy {
            Proxy::System => "system".to_owned(),
            Proxy::None => "none".to_owned(),
            Proxy::Url(proxy) => proxy.url.as_str().trim_end_matches('/').to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_for_the_client_only() {
        let typed = "http://heron:p%40ss:word@proxy.example:3128/x?y";
        let proxy: Proxy = typed.parse().unwrap();
        let Proxy::Url(url) = &proxy else { panic!("{proxy:?}") };
        assert_eq!((url.host().as_str(), url.user()), ("proxy.example:3128", "heron"));
        assert_eq!(url.password().unwrap().expose(), "p@ss:word");
        assert_eq!(url.expose().as_str(), "http://heron:p%40ss%3Aword@proxy.example:3128/");
        let printed = format!("{proxy:?} {} {:?}", serde_json::to_string(&proxy).unwrap(), url.host());
        assert!(!printed.contains("ss:word") && !printed.contains("p%40"), "{printed}");
        assert_eq!(String::from(proxy.clone()), "http://heron@proxy.example:3128");
        assert_eq!(url.clone().with_password(None).password(), None);
    }

    #[test]
    fn these_are_proxies_and_those_are_not() {
        assert_eq!("system".parse(), Ok(Proxy::System));
        assert_eq!("".parse(), Ok(Proxy::System));
        assert_eq!(" none ".parse(), Ok(Proxy::None));
        for (text, host) in [
            ("http://proxy.example", "proxy.example"),
            ("https://proxy.example:8443/", "proxy.example:8443"),
            ("socks5://127.0.0.1:1080", "127.0.0.1:1080"),
            ("socks5h://[::1]:1080", "[::1]:1080"),
        ] {
            let Ok(Proxy::Url(url)) = text.parse() else { panic!("{text}") };
            assert_eq!(url.host(), host);
        }
        for text in ["ftp://proxy.example", "socks4://proxy.example"] {
            assert_eq!(text.parse::<Proxy>(), Err(NoProxy::Scheme), "{text}");
        }
        for text in ["proxy.example:3128", "proxy", "http://", "socks5://"] {
            assert_eq!(text.parse::<Proxy>(), Err(NoProxy::NotAUrl), "{text}");
        }
    }
}
