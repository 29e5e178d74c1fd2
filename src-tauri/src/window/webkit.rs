//! What only WebKitGTK has to be told, and what it tells: that the process of a page has ended.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use tauri::{Manager, WebviewWindow};
use webkit2gtk::{SettingsExt, WebContextExt, WebViewExt};

use super::MAIN;
use crate::closing;
use crate::shell::shell;

/// A page that crashes more often than so within [`CRASHES_WITHIN`] is given up.
const CRASHES: usize = 3;
/// See [`CRASHES`].
const CRASHES_WITHIN: Duration = Duration::from_secs(60);

/// A page in the languages of the desktop; one that crashed is loaded again.
pub fn set_up(window: &WebviewWindow) -> tauri::Result<()> {
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
            page_crashed(&crashed);
            if crashes.again(Instant::now()) {
                view.reload();
            } else {
                // As if the person had closed it: without a tray nobody would find Vigie again.
                closing::given_up(crashed.app_handle(), crashed.label() == MAIN);
            }
        });
    })
}

/// The page of a window is gone and will be loaded again.
fn page_crashed(window: &WebviewWindow) {
    let Some(shell) = shell(window.app_handle()) else { return };
    shell.feed.end(window.label());
    if window.label() == MAIN {
        shell.showing.page_gone();
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
