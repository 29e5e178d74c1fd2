//! What a person entered about a server, understood.

use serde_json::Value;
use vigie_contract::{Detection, Failure, FailureCode, ServerDraft, ServerKind, SignIn};

use super::given::Given;
use crate::address::Address;
use crate::secrets::Secret;
use crate::settings::{
    ServerSettings, is_header_name, tidy_fingerprint, tidy_mapping, tidy_path, tidy_proxy,
};

/// A draft, understood.
pub(super) struct Wanted {
    draft: ServerDraft,
    address: Address,
    pub given: Given,
}

impl Wanted {
    /// # Errors
    /// When the address, the name of a header, the fingerprint, the proxy, the path of the stream or the mapping
    /// cannot be understood.
    pub fn of(mut draft: ServerDraft) -> Result<Self, Failure> {
        let address = Address::parse(&draft.address)?;
        let secret = |text: Option<String>| text.filter(|text| !text.is_empty()).map(Secret::new);
        // What is pasted has line ends and spaces around it; a password may have them within.
        let pasted = |text: Option<String>| secret(text.map(|text| text.trim().to_owned()));
        let mut given = Given {
            password: secret(draft.password.take()).or_else(|| address.password.clone()),
            token: pasted(draft.token.take()).or_else(|| address.token.clone()),
            cookie: pasted(draft.cookie.take()),
            headers: draft
                .headers
                .take()
                .unwrap_or_default()
                .into_iter()
                .map(|(name, value)| (name.trim().to_owned(), Secret::new(value.trim())))
                .collect(),
            proxy_password: None,
        };
        let refused = |detail: String| Failure::new(FailureCode::SettingsRefused).with("detail", detail);
        if let Some(name) = given.headers.keys().find(|name| !is_header_name(name)) {
            return Err(refused(format!("a header by the name {name:?} cannot be sent")));
        }
        if let Some(text) = draft.accept_fingerprint.as_mut().filter(|text| !text.trim().is_empty()) {
            *text = tidy_fingerprint(text).map_err(|error| refused(error.to_string()))?;
        }
        if let Some(proxy) = &mut draft.proxy {
            let (tidied, password) = tidy_proxy(proxy).map_err(|error| refused(error.to_string()))?;
            (*proxy, given.proxy_password) = (tidied, password);
        }
        if let Some(path) = &mut draft.events_path {
            *path = tidy_path(path).map_err(refused)?.unwrap_or_default();
        }
        if let Some(table) = &draft.custom {
            tidy_mapping(table).map_err(refused)?;
        }
        Ok(Self { draft, address, given })
    }

    /// A new server as it was entered.
    pub fn server(&self) -> ServerSettings {
        let mut server = ServerSettings::new(&self.address, ServerKind::Auto);
        self.apply(&mut server);
        server
    }

    /// With this proxy goes the password that was entered: one that is stored belongs to the proxy `before`.
    pub fn settle_proxy(&mut self, before: &ServerSettings) {
        let another = self.draft.proxy.as_ref().is_some_and(|proxy| *proxy != before.proxy);
        if another && self.given.proxy_password.is_none() {
            self.given.proxy_password = Some(Secret::new(""));
        }
    }

    /// Whether the person left it to Vigie to find out what the server speaks.
    pub fn asks_to_look(&self) -> bool {
        self.draft.kind == Some(ServerKind::Auto)
    }

    /// Changes what was entered, and leaves what was not.
    pub fn apply(&self, server: &mut ServerSettings) {
        let given = |text: &Option<String>| {
            text.as_ref().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        let draft = &self.draft;
        if self.address.hint.is_some() || server.url != self.address.base {
            server.hint = self.address.hint;
        }
        server.url = self.address.base.clone();
        server.name = given(&draft.name).unwrap_or_else(|| self.address.default_name());
        server.user = given(&draft.user).or_else(|| self.address.user.clone());
        match draft.kind {
            Some(ServerKind::Auto) => server.kind = ServerKind::Auto,
            Some(kind) => server.settle(kind),
            None if server.kind != ServerKind::Auto => server.hint = None,
            None => {}
        }
        if let Some(sign_in) = draft.sign_in {
            server.sign_in = sign_in;
        } else if self.address.token.is_some() {
            server.sign_in = SignIn::UrlToken;
        }
        if let Some(param) = &self.address.token_param {
            server.token_param.clone_from(param);
        }
        for (name, value) in &self.given.headers {
            let known = server.headers.iter().position(|known| known.eq_ignore_ascii_case(name));
            match known {
                Some(at) if value.is_empty() => drop(server.headers.remove(at)),
                None if !value.is_empty() => server.headers.push(name.clone()),
                _ => {}
            }
        }
        if let Some(fingerprint) = &draft.accept_fingerprint {
            server.accept_fingerprint = given(&Some(fingerprint.clone()));
        }
        if let Some(watch) = &draft.watch {
            let ids = watch.iter().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
            server.watch = ids.collect();
        }
        if let Some(allow) = draft.allow_cleartext {
            server.allow_cleartext = allow;
        }
        self.apply_network(server);
        self.settle_sign_in(server);
    }

    fn apply_network(&self, server: &mut ServerSettings) {
        let draft = &self.draft;
        for (given, kept) in [
            (&draft.ca_file, &mut server.ca_file),
            (&draft.client_cert_file, &mut server.client_cert_file),
            (&draft.client_key_file, &mut server.client_key_file),
            (&draft.events_path, &mut server.events_path),
        ] {
            if let Some(text) = given {
                *kept = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            }
        }
        if let Some(proxy) = &draft.proxy {
            server.proxy.clone_from(proxy);
        }
        if let Some(table) = &draft.custom {
            server.custom = Some(table.clone()).filter(|table| !table.is_empty()).map(Value::Object);
        }
    }

    /// Whether it leads to another host than that server's.
    pub fn moves(&self, from: Option<&ServerSettings>) -> bool {
        from.is_some_and(|server| server.url.host_str() != self.address.base.host_str())
    }

    /// What looking at the address showed is taken over, where the person left it open.
    pub fn learn(&self, server: &mut ServerSettings, detection: &Detection) {
        let Some(kind) = detection.kind.filter(|_| server.kind == ServerKind::Auto) else { return };
        server.settle(kind);
        if server.sign_in == SignIn::Auto && detection.sign_in == Some(SignIn::Basic) {
            server.sign_in = SignIn::Basic;
        }
        self.settle_sign_in(server);
    }

    /// A token or cookie that was given is meant to be used.
    fn settle_sign_in(&self, server: &mut ServerSettings) {
        if server.sign_in != SignIn::Auto {
            return;
        }
        server.sign_in = match server.kind {
            ServerKind::Auto => SignIn::Auto,
            ServerKind::Estimates if self.given.token.is_some() => SignIn::UrlToken,
            _ if self.given.token.is_some() => SignIn::Bearer,
            _ if self.given.cookie.is_some() => SignIn::Cookie,
            _ => SignIn::Auto,
        };
    }
}

#[cfg(test)]
mod tests;
