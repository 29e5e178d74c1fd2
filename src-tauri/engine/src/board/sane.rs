//! What is taken of an update before anything is made of it.

use serde_json::Value;
use vigie_contract::Millis;

use super::Bounds;
use super::bounds::LATEST_TIME;
use super::entry::Around;
use super::oddities::Oddities;
use super::text::{clean, clean_some};
use crate::update::JobUpdate;

/// Bounds and cleans the texts, and drops what cannot be: it is counted, and the rest of the update holds.
pub(super) fn make_sane(update: &mut JobUpdate, bounds: &Bounds, oddities: &mut Oddities, now: Millis) {
    let line = |text: &mut Option<String>, max| *text = clean_some(text.take(), max, false);
    line(&mut update.kind, bounds.name_chars);
    line(&mut update.owner, bounds.name_chars);
    line(&mut update.step, bounds.name_chars);
    line(&mut update.stage, bounds.name_chars);
    line(&mut update.title, bounds.title_chars);
    update.message = clean_some(update.message.take(), bounds.message_chars, true);
    update.error = clean_some(update.error.take(), bounds.message_chars, true);
    // A warning without words is still a warning.
    update.warning = update.warning.take().map(|text| clean(text, bounds.message_chars, true));
    if let Some(extended) = &mut update.extended {
        line(&mut extended.by, bounds.name_chars);
    }
    update.total = update.total.filter(|total| *total > 0);
    if let Some(percent) = update.percent {
        // One point outside is rounding.
        if (-1.0..=101.0).contains(&percent) {
            update.percent = Some(percent.clamp(0.0, 100.0));
        } else {
            oddities.count("percent outside 0 to 100", &percent.to_string(), now);
            update.percent = None;
        }
    }
    for time in [&mut update.created_at, &mut update.started_at, &mut update.finished_at] {
        if time.is_some_and(|at: Millis| at > LATEST_TIME) {
            oddities.count("a time beyond the year 9999", &update.id, now);
            *time = None;
        }
    }
}

/// Only an http(s) address with a host is one that may be opened.
pub(super) fn is_page(page: &str, around: &mut Around<'_>) -> bool {
    let web = |url: url::Url| matches!(url.scheme(), "http" | "https") && url.has_host();
    let fine = page.len() <= around.bounds.page_bytes && url::Url::parse(page).is_ok_and(web);
    if !fine {
        around.oddities.count("a page that is no http(s) address", page, around.now);
    }
    fine
}

/// Whether the metadata is small enough, without writing more of it than that.
pub(super) fn fits(metadata: &Value, bytes: usize) -> bool {
    struct Room(usize);
    impl std::io::Write for Room {
        fn write(&mut self, written: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(written.len()).ok_or(std::io::ErrorKind::FileTooLarge)?;
            Ok(written.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    serde_json::to_writer(Room(bytes), metadata).is_ok()
}
