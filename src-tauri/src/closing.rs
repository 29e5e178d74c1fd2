//! What closing the window does.

use tauri::{AppHandle, Emitter};
use vigie_contract::Closing;

use crate::shell::{quit, shell};
use crate::window::{MAIN, leave};

/// Told to the window when the person is to choose.
const ASK: &str = "ask-closing";

#[derive(Debug, PartialEq, Eq)]
enum Then {
    Leave,
    Ask,
    Quit,
}

/// With a tray to live in, closing just closes. Without one the person is asked, once.
/// A page that cannot ask must not keep its window open, nor leave a program behind that nobody sees.
fn then(tray: bool, closing: Closing, page_listens: bool) -> Then {
    match (tray, closing) {
        (true, _) | (false, Closing::Keep) => Then::Leave,
        (false, Closing::Ask) if page_listens => Then::Ask,
        (false, Closing::Ask | Closing::Quit) => Then::Quit,
    }
}

/// The person closes the window.
pub fn requested(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let tray = crate::tray::lives(&app).await;
        let Some(shell) = shell(&app) else { return };
        match then(tray, shell.preferences().closing, shell.showing.listens()) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_asks_only_where_there_is_no_tray_and_no_answer_yet() {
        for closing in [Closing::Ask, Closing::Keep, Closing::Quit] {
            assert_eq!(then(true, closing, true), Then::Leave);
        }
        assert_eq!(then(false, Closing::Ask, true), Then::Ask);
        assert_eq!(then(false, Closing::Keep, true), Then::Leave);
        assert_eq!(then(false, Closing::Quit, true), Then::Quit);
        assert_eq!(then(false, Closing::Ask, false), Then::Quit);
    }
}
