//! What the two windows have in common: where their page comes from and what it may do.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Wry};
use vigie_contract::Theme;

use crate::shell::Shell;

/// `--bg` of the window's style sheet, so that nothing flashes before the page is drawn.
const LIGHT: Color = Color(0xf6, 0xf7, 0xf9, 0xff);
const DARK: Color = Color(0x0f, 0x12, 0x18, 0xff);
/// A page that crashes more often than so within [`CRASHES_WITHIN`] is given up.
const CRASHES: usize = 3;
/// See [`CRASHES`].
const CRASHES_WITHIN: Duration = Duration::from_secs(60);

/// A window that is not shown yet, with everything that does not differ between the two.
pub fn begin<'a>(
    app: &'a AppHandle,
    shell: &Shell,
    label: &str,
    path: &str,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let theme = native(shell.preferences().theme);
    WebviewWindowBuilder::new(app, label, WebviewUrl::App(path.into()))
        .prevent_overflow()
        .visible(false)
        .theme(theme)
        .background_color(if dark(app, theme) { DARK } else { LIGHT })
        // The page keeps nothing, all it shows comes from the engine. Still no private browsing: WebKitGTK
        // leaves two threads behind for every private session, one with each window that was closed.
        .data_directory(shell.home.state_dir().join("webview"))
        .devtools(cfg!(debug_assertions))
        .disable_drag_drop_handler()
        .general_autofill_enabled(false)
        .on_navigation(ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
}

/// What only WebKitGTK has to be told.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn set_up(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt, WebContextExt, WebViewExt};
    let crashed = window.clone();
    window.with_webview(move |view| {
        let view = view.inner();
        if let Some(context) = WebViewExt::context(&view) {
            // By itself it speaks only what is installed as a locale: the window would say one thing in English
            // and the alert of the same thing in French.
            let languages = vigie_words::desktop_languages();
            context.set_preferred_languages(&languages.iter().map(String::as_str).collect::<Vec<_>>());
        }
        // In builds for development, what the page complains of goes to standard output: tests read it there.
        if let Some(settings) = WebViewExt::settings(&view) {
            settings.set_enable_write_console_messages_to_stdout(cfg!(debug_assertions));
        }
        let crashes = Crashes::default();
        view.connect_web_process_terminated(move |view, reason| {
            tracing::error!(window = crashed.label(), ?reason, "the page's process ended");
            super::page_crashed(&crashed);
            if crashes.again(Instant::now()) {
                view.reload();
            } else if let Err(error) = crashed.destroy() {
                tracing::warn!(%error, "the window of a page that crashes did not close");
            }
        });
    })
}

/// Elsewhere the web view brings its page back by itself.
#[cfg(any(windows, target_os = "macos"))]
pub fn set_up(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// When the page of one window crashed.
#[derive(Debug, Default)]
struct Crashes(Mutex<Vec<Instant>>);

impl Crashes {
    /// It crashed; whether it is worth another try.
    fn again(&self, now: Instant) -> bool {
        let mut crashes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        crashes.retain(|at| now.duration_since(*at) < CRASHES_WITHIN);
        crashes.push(now);
        crashes.len() <= CRASHES
    }
}

/// The page stays where it is; links are opened elsewhere, through a command.
fn ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// The theme, as the window system names it.
pub fn native(theme: Theme) -> Option<tauri::Theme> {
    match theme {
        Theme::System => None,
        Theme::Light => Some(tauri::Theme::Light),
        Theme::Dark => Some(tauri::Theme::Dark),
    }
}

/// Whether the page will be dark. Of a desktop's own choice only a window knows.
fn dark(app: &AppHandle, theme: Option<tauri::Theme>) -> bool {
    let system = || app.webview_windows().values().next().and_then(|window| window.theme().ok());
    theme.or_else(system) == Some(tauri::Theme::Dark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_goes_nowhere() {
        let may = |url: &str| ours(&url.parse().unwrap());
        assert!(may("tauri://localhost/index.html"));
        assert!(may("tauri://localhost/index.html#mini"));
        assert!(may("http://tauri.localhost/"));
        for url in [
            "https://example.org/",
            "http://tauri.localhost.example.org/",
            "http://localhost/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!may(url), "{url}");
        }
    }

    #[test]
    fn the_page_runs_its_own_scripts_only_and_loads_from_nowhere() {
        let text = include_str!("../../../tauri.conf.json");
        let config: serde_json::Value = serde_json::from_str(text).unwrap();
        let app = &config["app"];
        assert_eq!(app["withGlobalTauri"], false);
        let policy = app["security"]["csp"].as_object().unwrap();
        assert_eq!(policy["default-src"], "'none'");
        assert_eq!((&policy["script-src"], &policy["style-src"]), (&"'self'".into(), &"'self'".into()));
        for (what, from) in policy {
            let from = from.as_str().unwrap();
            assert!(!from.contains("unsafe") && !from.contains('*') && !from.contains("https:"), "{what}");
        }
        assert!(app["security"].get("dangerousDisableAssetCspModification").is_none());
    }

    #[test]
    fn a_page_that_crashes_comes_back_but_not_for_ever() {
        let (crashes, begun) = (Crashes::default(), Instant::now());
        for _ in 0..CRASHES {
            assert!(crashes.again(begun));
        }
        assert!(!crashes.again(begun + CRASHES_WITHIN / 2), "a page that never stands is given up");
        assert!(crashes.again(begun + CRASHES_WITHIN * 2), "now and then is another matter");
    }
}
