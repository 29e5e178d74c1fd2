//! Everything that helps to find out what is wrong, as text that the person can read before it is saved.
//!
//! No secret is in it: settings are written anew from what is known (nothing that only stands in the file), and all
//! text goes through a [`Mask`] that knows every secret that is stored or was used.

mod logs;
mod machine;

use std::fmt::Write;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::json;
use tokio::time::timeout;
use url::Url;
use vigie_contract::{DiagnosticsFile, Failure, Millis, Reason, Server, Snapshot};

use super::core::Looked;
use super::{Engine, blocking};
use crate::inspector::Inspector;
use crate::mask::Mask;
use crate::secrets::SecretKind;
use crate::settings::{Settings, text_of};

/// Bytes of one file.
const FILE_BYTES: usize = 256 << 10;
/// A keyring that waits for a person is not waited for: what it holds was not used in this run then.
const KEYRING_WITHIN: Duration = Duration::from_secs(3);

impl Engine {
    /// Everything that helps to find out what is wrong, without secrets.
    ///
    /// # Errors
    /// `Stopping` when the engine has ended.
    pub async fn diagnostics(&self) -> Result<Vec<DiagnosticsFile>, Failure> {
        let snapshot = self.subscribe().await?.snapshot;
        let looked = self.look_at(None).await?;
        let settings = self.settings_now().await;
        let mut mask = self.stored_secrets(looked.iter().map(|looked| looked.id.clone()).collect()).await;
        looked.iter().for_each(|looked| mask.join(&looked.inspector.mask()));
        let home = self.inner.home.clone();
        let files = blocking(move || {
            let log = home.as_ref().map(|home| logs::newest(&home.log_dir())).unwrap_or_default();
            [
                ("versions.txt", machine::told()),
                ("settings.toml", settings_text(settings)),
                ("servers.json", servers(&snapshot.servers, &looked)),
                ("connections.txt", connections(&snapshot.servers, &looked)),
                ("log.txt", log),
                ("troubles.txt", troubles(&snapshot)),
            ]
            .map(|(name, text)| DiagnosticsFile { name: name.to_owned(), text: tidy(name, &text, &mask) })
        });
        let files = files.await.ok_or_else(|| Failure::new(vigie_contract::FailureCode::Internal))?;
        Ok(files.into())
    }

    /// Masks all secrets that are stored for these servers.
    pub(super) async fn stored_secrets(&self, ids: Vec<String>) -> Mask {
        let inspector = Inspector::default();
        let asking = async {
            for id in &ids {
                for kind in SecretKind::ALL {
                    for secrets in [&self.inner.secrets, &self.inner.passing] {
                        if let Ok(Some(secret)) = secrets.get(id, kind).await {
                            inspector.know(kind, &secret);
                        }
                    }
                }
            }
        };
        let _ = timeout(KEYRING_WITHIN, asking).await;
        Mask::clone(&inspector.mask())
    }
}

/// Masked, within its bound, and without the name of the person's folder. Of what grows the end is kept.
fn tidy(name: &str, text: &str, mask: &Mask) -> String {
    let text = match name {
        // Names of parameters and headers are settings; no value of it is a secret by its name alone.
        "settings.toml" => mask.known_only(text),
        _ => mask.text(text),
    };
    let text = match directories::BaseDirs::new() {
        Some(dirs) if dirs.home_dir().components().count() > 1 => {
            text.replace(&*dirs.home_dir().to_string_lossy(), "~")
        }
        _ => text,
    };
    if text.len() <= FILE_BYTES {
        return text;
    }
    let note = "[cut here]\n";
    if matches!(name, "log.txt" | "connections.txt") {
        let from = text.ceil_char_boundary(text.len() - FILE_BYTES + note.len());
        let from = text[from..].find('\n').map_or(from, |line_end| from + line_end + 1);
        return format!("{note}{}", &text[from..]);
    }
    let to = text.floor_char_boundary(FILE_BYTES - note.len() - 1);
    format!("{}\n{note}", &text[..to])
}

/// The settings as Vigie understands them: whatever else is in the file is left out.
fn settings_text(mut settings: Settings) -> String {
    for server in &mut settings.servers {
        server.url.set_query(None);
        let _ = server.url.set_username("");
        if let Ok(mut proxy) = Url::parse(&server.proxy) {
            let _ = proxy.set_username("");
            server.proxy = proxy.to_string();
        }
        if let Some(mapping) = &mut server.custom {
            super::exchange::mask_texts(mapping, &Mask::default());
        }
    }
    text_of(&settings).unwrap_or_else(|error| format!("# {error}\n"))
}

fn servers(servers: &[Server], looked: &[Looked]) -> String {
    let all = servers.iter().map(|server| {
        let looked = looked.iter().find(|looked| looked.id == server.id);
        let page = looked.map(|looked| looked.page(Some(u64::MAX))).unwrap_or_default();
        json!({
            "id": server.id, "name": server.name, "url": server.url, "kind": server.kind.as_str(),
            "sign_in": server.sign_in.as_str(), "user": server.user, "kept_in": server.secret,
            "enabled": server.enabled, "demo": server.demo,
            "state": server.link.as_str(), "reason": server.reason,
            "retry_at": server.retry_at.map(time), "heard_at": server.heard_at.map(time),
            "latency_ms": server.latency_ms, "streams": server.streams,
            "events": server.events, "events_per_second": page.events_per_second,
            "reconnects": server.reconnects,
            "oddities": server.oddities, "not_understood": page.oddities,
            "offers": page.offers,
        })
    });
    let all: Vec<_> = all.collect();
    serde_json::to_string_pretty(&all).unwrap_or_default() + "\n"
}

/// All changes of all connections, in the order in which they happened.
fn connections(servers: &[Server], looked: &[Looked]) -> String {
    let mut all: Vec<_> =
        looked.iter().flat_map(|looked| looked.moments.iter().map(move |moment| (looked, moment))).collect();
    all.sort_by_key(|(_, moment)| moment.at);
    let mut text = String::new();
    for (looked, moment) in all {
        let name = servers.iter().find(|server| server.id == looked.id).map_or("", |server| &server.name);
        let reason = moment.reason.as_ref().map(told).unwrap_or_default();
        let _ =
            writeln!(text, "{}  {}  {name}  {}{reason}", time(moment.at), looked.id, moment.link.as_str());
    }
    text
}

fn told(reason: &Reason) -> String {
    format!("  {}{}", reason.code.as_str(), arguments(&reason.args))
}

/// Without `=`: what is called `key` here is no secret.
fn arguments(args: &std::collections::BTreeMap<String, String>) -> String {
    args.iter().fold(String::new(), |mut text, (key, value)| {
        let _ = write!(text, " {key} {value:?}");
        text
    })
}

fn troubles(snapshot: &Snapshot) -> String {
    let lines = snapshot.troubles.iter();
    lines.map(|trouble| format!("{}{}\n", trouble.code.as_str(), arguments(&trouble.args))).collect()
}

fn time(at: Millis) -> String {
    let time = i64::try_from(at).ok().and_then(|at| Timestamp::from_millisecond(at).ok());
    time.map_or_else(|| at.to_string(), |time| format!("{time:.3}"))
}

#[cfg(test)]
mod tests;
