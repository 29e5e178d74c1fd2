//! Vigie's words outside the window: desktop alerts, tray and terminal.
//!
//! The words themselves are in `ui/locales/*.ftl`, shared with the window;
//! the conventions (who formats numbers, how a notice is put together) are
//! written at the top of those files. What comes out is one line of plain
//! text: control characters and bidirectional overrides of servers are gone
//! from it, so that it can go to a terminal or an alert as it is. An alert
//! server that reads markup still needs `&`, `<` and `>` escaped.
#![warn(missing_docs)]

mod alert;
mod bundle;
mod count;
mod job;
mod plain;
mod span;
mod terminal;
mod tongue;
mod tray;
mod trouble;

pub use bundle::{Place, Words};
pub use plain::{MAX_PLACE_CHARS, MAX_TEXT_CHARS, MAX_TITLE_CHARS, plain};
pub use tongue::{Tongue, desktop_languages};
pub use tray::TrayState;
