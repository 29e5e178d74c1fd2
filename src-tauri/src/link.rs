//! Links, opened in the person's browser.

use tauri::Url;
use vigie_contract::{Failure, FailureCode};

/// Longer than any link worth opening.
const MAX_CHARS: usize = 8_192;

/// The link, when it is one that may be opened: http or https to a host, nothing else.
#[must_use]
pub fn openable(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= MAX_CHARS)?;
    let web = matches!(url.scheme(), "http" | "https") && url.has_host();
    // A name before the host makes a link look like another one.
    (web && url.username().is_empty() && url.password().is_none()).then_some(url)
}

/// Opens it with whatever the desktop has for links.
///
/// # Errors
/// The desktop has nothing for it.
pub async fn open(url: Url) -> Result<(), Failure> {
    let opened = tauri::async_runtime::spawn_blocking(move || opener::open_browser(url.as_str())).await;
    let failed = |detail: String| Failure::new(FailureCode::Internal).with("detail", detail);
    opened.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_the_web_are_opened() {
        for good in ["http://host/", "https://host:8443/jobs/1?x=y#z", "HTTPS://HOST/"] {
            assert!(openable(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "host/jobs",
            "/etc/passwd",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "mailto:a@b",
            "smb://host/share",
            "ms-settings:privacy",
            "vscode://file/etc/passwd",
            "-x https://host/",
            "https://bank.example@host/",
            "https://",
        ] {
            assert!(openable(bad).is_none(), "{bad}");
        }
        assert!(openable(&format!("https://host/{}", "x".repeat(MAX_CHARS))).is_none());
    }
}
