//! The mini window: the few jobs that matter, on top of everything.

use std::sync::PoisonError;

use tauri::{AppHandle, Manager, WebviewWindow};

use super::{on_main, page, raise};
use crate::place::MINI as SPOT;
use crate::shell::{Shell, shell};

/// Its label, also in the capability.
const MINI: &str = "mini";

/// Brings it before the person, making it when there is none.
pub fn open(app: &AppHandle) {
    on_main(app, |app| {
        if let Some(window) = app.get_webview_window(MINI) {
            raise(&window);
        } else if let Err(error) = make(app) {
            tracing::error!(%error, "the mini window cannot be made");
        }
    });
}

/// Brings it, where it was there when Vigie ended.
pub fn open_again(app: &AppHandle) {
    let was_open =
        shell(app).is_some_and(|shell| shell.mini.lock().unwrap_or_else(PoisonError::into_inner).open);
    if was_open {
        open(app);
    }
}

/// Closes it; it stays closed at the next start.
pub fn close(app: &AppHandle) {
    on_main(app, |app| {
        let (Some(window), Some(shell)) = (app.get_webview_window(MINI), shell(app)) else { return };
        remember(&window, &shell, false);
        if let Err(error) = window.destroy() {
            tracing::warn!(%error, "the mini window did not close");
        }
    });
}

/// Vigie ends: one that the person did not close comes again at the next start, where it was.
pub fn keep(app: &AppHandle) {
    on_main(app, |app| {
        if let (Some(window), Some(shell)) = (app.get_webview_window(MINI), shell(app)) {
            let open = shell.mini.lock().unwrap_or_else(PoisonError::into_inner).open;
            remember(&window, &shell, open);
        }
    });
}

/// Whether it is there.
pub fn is_open(app: &AppHandle) -> bool {
    app.get_webview_window(MINI).is_some()
}

fn make(app: &AppHandle) -> tauri::Result<()> {
    let Some(shell) = shell(app) else { return Ok(()) };
    let place = shell.mini.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let window = page::begin(app, &shell, MINI, "index.html#mini")
        .title(shell.words().mini_title())
        .inner_size(place.width, place.height)
        .min_inner_size(SPOT.least.0, SPOT.least.1)
        .maximizable(false)
        .minimizable(false)
        .always_on_top(true)
        .visible_on_all_workspaces(true)
        .skip_taskbar(true)
        // It comes by itself at the start: what the person types elsewhere stays there.
        .focused(false)
        .build()?;
    page::set_up(&window)?;
    #[cfg(all(unix, not(target_os = "macos")))]
    small_decorations(&window)?;
    if let Some(at) = place.on(&window.available_monitors()?) {
        window.set_position(at)?;
    }
    window.show()?;
    remember(&window, &shell, true);
    Ok(())
}

/// Window managers draw a narrow frame around a utility window, and keep it out of lists of windows.
#[cfg(all(unix, not(target_os = "macos")))]
fn small_decorations(window: &WebviewWindow) -> tauri::Result<()> {
    use gtk::prelude::GtkWindowExt;
    window.gtk_window()?.set_type_hint(gtk::gdk::WindowTypeHint::Utility);
    Ok(())
}

fn remember(window: &WebviewWindow, shell: &Shell, open: bool) {
    let mut place = shell.mini.lock().unwrap_or_else(PoisonError::into_inner);
    place.look(window, &SPOT);
    place.open = open;
    if let Err(error) = place.write(&shell.home, &SPOT) {
        tracing::warn!(%error, "the mini window's place is not remembered");
    }
}
