//! The person's settings: one TOML file, theirs to read and edit.
//!
//! ```toml
//! version = 1
//! alerts_paused_until = 2026-03-01T12:00:00Z
//!
//! [preferences]
//! language = "system"      # en, fr, ru
//! theme = "system"         # light, dark
//! density = "comfortable"  # compact
//! grouping = "none"        # server, kind: by what jobs stand together
//! time_format = "system"   # 12h, 24h
//! closing = "ask"          # keep, quit: what closing the window does without a tray
//! keep_in_tray = true      # and with one
//! start_at_login = false
//! away_minutes = 5         # 1 to 1440: then "while you were away" is told
//! pinned = [{ server = "heron-example-0a1b2c3d", id = "7" }]
//! folded = ["finished"]    # groups of jobs that only show their heading
//!
//! [history]
//! days = 90
//!
//! [alerts.quiet]
//! on = true
//! spans = [{ days = ["mon", "tue"], from = "22:00", to = "07:00" }]
//!
//! [[servers]]
//! url = "https://heron.example/"   # all that a server needs
//! user = "ana"
//! kind = "auto"                    # sse-progress, soniquebay, estimates, postes, solilms, custom
//! sign_in = "auto"                 # none, url-token, bearer, basic, session, cookie
//!
//! [[rules]]
//! about = "kind"                   # everything, server, kind, job
//! kind = "edi_import"
//! events = { completed = ["bell"] }
//! ```
//!
//! All keys of a server are the fields of [`ServerSettings`]; rules and quiet hours are in `docs/alerts.md`.
//!
//! * **Nothing of theirs is lost.** An edit changes the keys it is about;
//!   comments, order and keys unknown to this Vigie stay. It happens under a
//!   lock and on what is in the file *now*, so window and terminal do not undo
//!   each other, and the file is replaced as a whole or not at all.
//! * **A broken file is never overwritten.** It is reported with its line, the
//!   last good copy is used, and edits are refused until it is corrected. The
//!   same for a file of a newer Vigie.
//! * **One bad value spoils itself only**: it is reported, and its default used.
//!   A server without a usable address or of an unknown kind is left out.
//! * **No secrets**: they are in [`crate::secrets`]. A password found in an
//!   address is reported and not used.

mod alerts;
mod check;
mod choices;
mod disk;
mod error;
mod fields;
mod file;
mod model;
mod read;
mod server;
mod write;

pub use check::{is_header_name, tidy_fingerprint, tidy_mapping, tidy_path, tidy_proxy};
pub use error::SettingsError;
pub use file::SettingsFile;
pub use model::{HistorySettings, MAX_SERVERS, Settings, VERSION};
pub use read::server_of;
pub use server::ServerSettings;
pub use write::{entry_of, text_of};

#[cfg(test)]
mod tests;
