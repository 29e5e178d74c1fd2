//! What the two windows have in common: where their page comes from and what it may do.

#[cfg(any(windows, target_os = "macos"))]
use tauri::WebviewWindow;
use tauri::utils::config::Color;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindowBuilder, Wry};
use vigie_contract::Theme;

#[cfg(all(unix, not(target_os = "macos")))]
pub use super::webkit::set_up;
use crate::shell::Shell;

/// `--bg` of the window's style sheet, so that nothing flashes before the page is drawn.
const LIGHT: Color = Color(0xf6, 0xf7, 0xf9, 0xff);
const DARK: Color = Color(0x0f, 0x12, 0x18, 0xff);

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

/// Elsewhere there is nothing to say.
#[cfg(any(windows, target_os = "macos"))]
pub fn set_up(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
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
}
