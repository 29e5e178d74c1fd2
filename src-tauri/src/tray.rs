//! The tray icon and its menu. A desktop without a tray works too.

mod face;
mod host;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;

use jiff::civil::Time;
use jiff::{ToSpan, Zoned};
use tauri::image::Image;
use tauri::menu::{IsMenuItem, Menu, MenuEvent, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry, include_image};
use vigie_contract::JobRef;

use self::face::{Face, Line, Look};
use crate::picture::Picture;
use crate::shell::{now, quit, shell};
use crate::window::{Target, open_mini, show, show_target};

/// How long "pause alerts for 1 h" pauses them.
const PAUSE_MINUTES: u32 = 60;
/// When "pause alerts until tomorrow" ends, local time.
const MORNING: Time = Time::constant(8, 0, 0, 0);
/// Until then a pause ends in the morning of the same day; the window does the same.
const SMALL_HOURS: Time = Time::constant(4, 0, 0, 0);

/// The tray as it is.
pub struct Tray {
    icon: TrayIcon,
    face: Face,
    /// One for each line that has words.
    items: Vec<MenuItem<Wry>>,
}

/// Puts the icon into the tray; on a desktop that takes none, Vigie goes on without. On the main thread.
pub fn begin(app: &AppHandle) {
    let Some(shell) = shell(app) else { return };
    let face = Face::of(&Picture::default(), &shell.words(), now());
    // The library of Linux trays is loaded when it is first used, and a missing one panics.
    let made = catch_unwind(AssertUnwindSafe(|| make(app, face)));
    match made {
        Ok(Ok(tray)) => *shell.tray.lock().unwrap_or_else(PoisonError::into_inner) = Some(tray),
        Ok(Err(error)) => tracing::warn!(%error, "no tray"),
        Err(_) => tracing::warn!("no tray: its library is missing"),
    }
}

/// Whether there is a tray that shows the icon now.
pub async fn lives(app: &AppHandle) -> bool {
    let made = shell(app).is_some_and(|s| s.tray.lock().unwrap_or_else(PoisonError::into_inner).is_some());
    made && host::takes_icons().await
}

/// Shows this picture, where it differs from the one shown.
pub fn update(app: &AppHandle, picture: &Picture) {
    let Some(shell) = shell(app) else { return };
    let face = Face::of(picture, &shell.words(), now());
    let differs = |tray: &Tray| tray.face != face;
    if !shell.tray.lock().unwrap_or_else(PoisonError::into_inner).as_ref().is_some_and(differs) {
        return;
    }
    let handle = app.clone();
    let _ = app.run_on_main_thread(move || {
        let Some(shell) = crate::shell::shell(&handle) else { return };
        if let Some(tray) = shell.tray.lock().unwrap_or_else(PoisonError::into_inner).as_mut()
            && let Err(error) = tray.turn_to(&handle, face)
        {
            tracing::warn!(%error, "the tray was not updated");
        }
    });
}

impl Tray {
    fn turn_to(&mut self, app: &AppHandle, face: Face) -> tauri::Result<()> {
        if face.look != self.face.look {
            self.icon.set_icon(Some(drawn(face.look)))?;
        }
        if face.tooltip != self.face.tooltip {
            self.icon.set_tooltip(Some(&face.tooltip))?;
        }
        let same_items = face.lines.len() == self.face.lines.len()
            && face.lines.iter().zip(&self.face.lines).all(|(new, old)| new.is_same_item(old));
        if same_items {
            // In place: a menu that is open stays open.
            let (new, old) = (face.lines.iter().filter(|l| l.has_words()), &self.face.lines);
            let old = old.iter().filter(|l| l.has_words());
            for ((item, new), old) in self.items.iter().zip(new).zip(old) {
                if new != old {
                    item.set_text(face::without_mnemonics(new.words()))?;
                }
            }
        } else {
            let (menu, items) = menu(app, &face.lines)?;
            self.icon.set_menu(Some(menu))?;
            self.items = items;
        }
        self.face = face;
        Ok(())
    }

    fn job(&self, line: &str) -> Option<JobRef> {
        self.face.lines.iter().find_map(|l| match l {
            Line::Job { id, job, .. } if id == line => Some(job.clone()),
            _ => None,
        })
    }
}

fn make(app: &AppHandle, face: Face) -> tauri::Result<Tray> {
    let (menu, items) = menu(app, &face.lines)?;
    let mut builder = TrayIconBuilder::with_id("vigie")
        .icon(drawn(face.look))
        .tooltip(&face.tooltip)
        .menu(&menu)
        // Elsewhere a left click brings the window; on Linux no click is told, only the menu opens.
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(chosen)
        .on_tray_icon_event(|icon, event| {
            let TrayIconEvent::Click { button, button_state, .. } = event else { return };
            if button == MouseButton::Left
                && button_state == MouseButtonState::Up
                && !cfg!(target_os = "macos")
            {
                show(icon.app_handle());
            }
        });
    if let Some(shell) = shell(app) {
        // Linux trays take the icon as a file.
        builder = builder.temp_dir_path(shell.home.state_dir().join("tray"));
    }
    Ok(Tray { icon: builder.build(app)?, face, items })
}

fn menu(app: &AppHandle, lines: &[Line]) -> tauri::Result<(Menu<Wry>, Vec<MenuItem<Wry>>)> {
    let mut items = Vec::new();
    let mut all: Vec<Box<dyn IsMenuItem<Wry>>> = Vec::new();
    for line in lines {
        if line.has_words() {
            let words = face::without_mnemonics(line.words());
            let item = MenuItem::with_id(app, line.id(), words, line.can_be_chosen(), None::<&str>)?;
            all.push(Box::new(item.clone()));
            items.push(item);
        } else {
            all.push(Box::new(PredefinedMenuItem::separator(app)?));
        }
    }
    let all: Vec<&dyn IsMenuItem<Wry>> = all.iter().map(AsRef::as_ref).collect();
    Ok((Menu::with_items(app, &all)?, items))
}

#[allow(clippy::needless_pass_by_value, reason = "as Tauri calls it")]
fn chosen(app: &AppHandle, event: MenuEvent) {
    let pause = |minutes| {
        if let Some(engine) = shell(app).map(|shell| shell.engine.clone()) {
            tauri::async_runtime::spawn(async move { engine.pause_alerts(minutes).await });
        }
    };
    match event.id().as_ref() {
        face::SHOW => show(app),
        face::MINI => open_mini(app),
        face::PAUSE => pause(PAUSE_MINUTES),
        face::PAUSE_UNTIL_TOMORROW => pause(until_tomorrow(&Zoned::now())),
        face::RESUME => pause(0),
        face::QUIT => quit(app),
        line => {
            let Some(shell) = shell(app) else { return };
            let job = shell
                .tray
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .as_ref()
                .and_then(|tray| tray.job(line));
            if let Some(job) = job {
                show_target(app, Target::Job(job));
            } else {
                show(app);
            }
        }
    }
}

fn drawn(look: Look) -> Image<'static> {
    match look {
        Look::Fine => include_image!("icons/tray-fine.png"),
        Look::Trouble => include_image!("icons/tray-trouble.png"),
        Look::Away => include_image!("icons/tray-away.png"),
    }
}

/// Minutes until the next morning that is not about to begin, whatever a change to summer time makes of the
/// night: at half past midnight, tomorrow is when it gets light.
fn until_tomorrow(now: &Zoned) -> u32 {
    let days = if now.time() <= SMALL_HOURS { 0 } else { 1 };
    let morning = now.date().checked_add(days.days()).map(|day| day.to_datetime(MORNING));
    let morning = morning.and_then(|morning| morning.to_zoned(now.time_zone().clone()));
    // Only the last day that a calendar knows has no tomorrow.
    let seconds = morning.map_or(0, |morning| now.duration_until(&morning).as_secs());
    u32::try_from((seconds + 59) / 60).unwrap_or(PAUSE_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::until_tomorrow;

    #[test]
    fn tomorrow_begins_at_eight_by_the_clock_on_the_wall() {
        for (now, minutes) in [
            ("2026-11-21T18:00:00+01:00[Europe/Paris]", 14 * 60),
            ("2026-11-21T23:59:30+01:00[Europe/Paris]", 8 * 60 + 1),
            ("2026-11-22T00:00:00+01:00[Europe/Paris]", 8 * 60),
            ("2026-11-22T04:00:00+01:00[Europe/Paris]", 4 * 60),
            ("2026-11-22T05:00:00+01:00[Europe/Paris]", 27 * 60),
            ("2026-03-28T20:00:00+01:00[Europe/Paris]", 11 * 60),
            ("2026-10-24T20:00:00+02:00[Europe/Paris]", 13 * 60),
            ("2026-12-31T20:00:00+03:00[Europe/Moscow]", 12 * 60),
        ] {
            assert_eq!(until_tomorrow(&now.parse().unwrap()), minutes, "{now}");
        }
    }
}
