//! The windows: the main one, made when it is wanted and really gone when it is closed, and the mini window.

mod mini;
mod page;
mod showing;
#[cfg(all(unix, not(target_os = "macos")))]
mod webkit;

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, Emitter, Manager, WebviewWindow, WindowEvent};
use vigie_contract::{JobRef, Theme};

pub use self::mini::{
    close as close_mini, is_open as mini_is_open, keep as keep_mini, open as open_mini, open_again,
};
pub use self::showing::Showing;
use crate::closing;
use crate::place::MAIN as SPOT;
use crate::shell::{Shell, shell};

/// Its label, also in the capability.
pub const MAIN: &str = "main";
/// Told to the window when a clicked alert, or the tray, wants something shown.
const SHOW: &str = "show";
/// See [`early`].
static EARLY: Mutex<Option<Target>> = Mutex::new(None);

/// What the window is to show; `ShowTarget` in `ui/src/ipc/backend.ts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// The bell: `"bell"`.
    Bell,
    /// The dialog for a new server, with its address filled in: `{"add": address}`.
    Add(String),
    /// A job: `{"server": …, "id": …}`.
    #[serde(untagged)]
    Job(JobRef),
}

/// Brings the window before the person, making it when there is none.
pub fn show(app: &AppHandle) {
    on_main(app, |app| {
        if let Some(window) = app.get_webview_window(MAIN) {
            raise(&window);
        } else if let Err(error) = make(app) {
            tracing::error!(%error, "the window cannot be made");
        }
    });
}

/// Brings the window and shows this in it.
pub fn show_target(app: &AppHandle, target: Target) {
    let Some(shell) = shell(app) else {
        *EARLY.lock().unwrap_or_else(PoisonError::into_inner) = Some(target);
        return;
    };
    if let Some(target) = shell.showing.wish(target)
        && let Err(error) = app.emit_to(MAIN, SHOW, target)
    {
        tracing::warn!(%error, "the window was not told what to show");
    }
    show(app);
}

/// What was to be shown before the engine ran: a link that started Vigie may come before anything else does.
pub fn early() -> Option<Target> {
    EARLY.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Closes the window really; Vigie lives on.
pub fn leave(app: &AppHandle) {
    on_main(app, |app| {
        let (Some(window), Some(shell)) = (app.get_webview_window(MAIN), shell(app)) else { return };
        remember(&window, &shell);
        if let Err(error) = window.destroy() {
            tracing::warn!(%error, "the window did not close");
        }
    });
}

/// The colours of the windows and of their decorations.
pub fn dress(app: &AppHandle, theme: Theme) {
    on_main(app, move |app| {
        for window in app.webview_windows().values() {
            let _ = window.set_theme(page::native(theme));
        }
    });
}

fn on_main(app: &AppHandle, work: impl FnOnce(&AppHandle) + Send + 'static) {
    let handle = app.clone();
    // Fails only when the application is over, and then there is nothing to show.
    let _ = app.run_on_main_thread(move || work(&handle));
}

fn raise(window: &WebviewWindow) {
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

fn make(app: &AppHandle) -> tauri::Result<()> {
    let Some(shell) = shell(app) else { return Ok(()) };
    let place = shell.place.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let window = page::begin(app, &shell, MAIN, "index.html")
        .title("Vigie")
        .inner_size(place.width, place.height)
        .min_inner_size(SPOT.least.0, SPOT.least.1)
        .build()?;
    page::set_up(&window)?;
    if let Some(at) = place.on(&window.available_monitors()?) {
        window.set_position(at)?;
    }
    if place.maximized {
        window.maximize()?;
    }
    window.show()?;
    window.set_focus()
}

fn remember(window: &WebviewWindow, shell: &Shell) {
    let mut place = shell.place.lock().unwrap_or_else(PoisonError::into_inner);
    place.look(window, &SPOT);
    if let Err(error) = place.write(&shell.home, &SPOT) {
        tracing::warn!(%error, "the window's size is not remembered");
    }
}

/// What happens to a window.
pub fn happened(window: &tauri::Window, event: &WindowEvent) {
    let app = window.app_handle();
    let Some(shell) = shell(app) else { return };
    let main = window.label() == MAIN;
    match event {
        WindowEvent::CloseRequested { api, .. } => {
            api.prevent_close();
            if main { closing::requested(app) } else { closing::mini_requested(app) }
        }
        WindowEvent::Focused(focused) if main => {
            shell.showing.focus(*focused);
            if *focused {
                shell.away.looked(shell.preferences().away_minutes);
            } else {
                shell.away.looked_away();
            }
        }
        WindowEvent::Destroyed => {
            shell.feed.end(window.label());
            if main {
                if shell.showing.focused() {
                    shell.away.looked_away();
                }
                shell.showing.gone();
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_spelled_as_the_window_reads_it() {
        let job = Target::Job(JobRef { server: "s".into(), id: "j,1".into() });
        assert_eq!(serde_json::to_string(&job).unwrap(), r#"{"server":"s","id":"j,1"}"#);
        assert_eq!(serde_json::to_string(&Target::Bell).unwrap(), r#""bell""#);
        let add = Target::Add("heron.example".into());
        assert_eq!(serde_json::to_string(&add).unwrap(), r#"{"add":"heron.example"}"#);
        for target in [job, Target::Bell, add] {
            let text = serde_json::to_string(&target).unwrap();
            assert_eq!(serde_json::from_str::<Target>(&text).unwrap(), target);
        }
    }
}
