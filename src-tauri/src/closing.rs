//! What closing the window does.

use tauri::{AppHandle, Emitter, Manager};
use vigie_contract::Closing;

use crate::shell::{quit, shell};
use crate::window::{MAIN, close_mini, leave, mini_is_open};

/// Told to the window when the person is to choose.
const ASK: &str = "ask-closing";

#[derive(Debug, PartialEq, Eq)]
enum Then {
    Leave,
    Ask,
    Quit,
}

/// What closing the last window depends on.
struct Now {
    /// There is a tray that shows the icon.
    tray: bool,
    /// The person wants Vigie to live on in it.
    keep_in_tray: bool,
    /// What they said of closing without one.
    closing: Closing,
    /// The page can ask.
    page_listens: bool,
    /// Another window of Vigie's stays.
    another: bool,
}

/// With a tray to live in, closing just closes, unless the person wants otherwise. Without one they are asked, once.
/// A page that cannot ask must not keep its window open, nor leave a program behind that nobody sees.
fn then(now: &Now) -> Then {
    match now {
        Now { another: true, .. } => Then::Leave,
        Now { keep_in_tray: false, .. } => Then::Quit,
        Now { tray: true, .. } | Now { closing: Closing::Keep, .. } => Then::Leave,
        Now { closing: Closing::Ask, page_listens: true, .. } => Then::Ask,
        Now { closing: Closing::Ask | Closing::Quit, .. } => Then::Quit,
    }
}

async fn now(app: &AppHandle, another: bool, page_listens: bool) -> Option<Now> {
    let tray = crate::tray::lives(app).await;
    let preferences = shell(app)?.preferences();
    let (keep_in_tray, closing) = (preferences.keep_in_tray, preferences.closing);
    Some(Now { tray, keep_in_tray, closing, page_listens, another })
}

/// The person closes the main window.
pub fn requested(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let listens = shell(&app).is_some_and(|shell| shell.showing.listens());
        let Some(now) = now(&app, mini_is_open(&app), listens).await else { return };
        match then(&now) {
            Then::Leave => leave(&app),
            Then::Quit => quit(&app),
            Then::Ask => {
                if let Err(error) = app.emit_to(MAIN, ASK, ()) {
                    tracing::warn!(%error, "the window could not ask");
                    quit(&app);
                }
            }
        }
    });
}

/// The person closes the mini window: the same as the main one where that is not there.
pub fn mini_requested(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let main = app.get_webview_window(MAIN).is_some();
        let Some(now) = now(&app, main, false).await else { return };
        close_mini(&app);
        if then(&now) == Then::Quit {
            quit(&app);
        }
    });
}

/// The page of a window crashes again and again: the window goes, and Vigie with it where nothing would be left
/// to find it by.
#[cfg(all(unix, not(target_os = "macos")))]
pub fn given_up(app: &AppHandle, main: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let another = if main { mini_is_open(&app) } else { app.get_webview_window(MAIN).is_some() };
        let Some(now) = now(&app, another, false).await else { return };
        if main {
            leave(&app);
        } else {
            close_mini(&app);
        }
        if !now.tray && !another || then(&now) == Then::Quit {
            quit(&app);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(tray: bool, closing: Closing) -> Now {
        Now { tray, keep_in_tray: true, closing, page_listens: true, another: false }
    }

    #[test]
    fn it_asks_only_where_there_is_no_tray_and_no_answer_yet() {
        for closing in [Closing::Ask, Closing::Keep, Closing::Quit] {
            assert_eq!(then(&at(true, closing)), Then::Leave);
        }
        assert_eq!(then(&at(false, Closing::Ask)), Then::Ask);
        assert_eq!(then(&at(false, Closing::Keep)), Then::Leave);
        assert_eq!(then(&at(false, Closing::Quit)), Then::Quit);
        assert_eq!(then(&Now { page_listens: false, ..at(false, Closing::Ask) }), Then::Quit);
    }

    #[test]
    fn who_does_not_want_it_in_the_tray_ends_it_with_the_last_window() {
        for closing in [Closing::Ask, Closing::Keep, Closing::Quit] {
            for tray in [true, false] {
                let now = Now { keep_in_tray: false, ..at(tray, closing) };
                assert_eq!(then(&now), Then::Quit);
                assert_eq!(then(&Now { another: true, ..now }), Then::Leave);
            }
        }
    }
}
