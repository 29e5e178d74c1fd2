//! What follows the picture outside the windows: tray, taskbar, language, colours, start at login.

use std::time::Duration;

use tauri::AppHandle;
use vigie_contract::{Frame, Preferences};

use crate::picture::Picture;
use crate::progress::Bar;
use crate::shell::{now, shell};
use crate::taskbar::Taskbar;
use crate::{login, tray, window};

/// Tray and taskbar change at most once in so long.
const BREATH: Duration = Duration::from_secs(1);
/// What happened lately passes, also when nothing else happens.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

/// Follows the engine until it ends.
pub async fn run(app: AppHandle) {
    let Some(engine) = shell(&app).map(|shell| shell.engine.clone()) else { return };
    let Ok(mut subscription) = engine.subscribe().await else { return };
    start_at_login(&app, subscription.snapshot.preferences.start_at_login);
    prefer(&app, subscription.snapshot.preferences.clone());
    let mut picture = Picture::new(subscription.snapshot.clone());
    let mut taskbar = Taskbar::default();
    loop {
        tray::update(&app, &picture);
        taskbar.show(&app, Bar::of(&picture, now())).await;
        tokio::time::sleep(BREATH).await;
        match tokio::time::timeout(AT_LEAST_EVERY, subscription.next()).await {
            Ok(Some(frame)) => take(&app, &mut picture, frame),
            Ok(None) => return,
            Err(_) => {}
        }
    }
}

fn take(app: &AppHandle, picture: &mut Picture, frame: Frame) {
    if let Some(preferences) = frame.preferences.clone() {
        prefer(app, preferences);
    }
    if let (Some(rules), Some(shell)) = (frame.rules.clone(), shell(app)) {
        shell.rule(rules);
    }
    picture.apply(frame);
}

/// The person's choices are these from now on.
pub fn prefer(app: &AppHandle, preferences: Preferences) {
    let Some(shell) = shell(app) else { return };
    let (theme, starts) = (preferences.theme, preferences.start_at_login);
    let before = shell.prefer(preferences);
    if before.start_at_login != starts {
        start_at_login(app, starts);
    }
    if before.theme != theme {
        window::dress(app, theme);
    }
}

/// At the start, and when the settings file was edited by hand: there is nobody to answer.
fn start_at_login(app: &AppHandle, starts: bool) {
    let Some(shell) = shell(app) else { return };
    if let Err(error) = login::follow(starts, &shell.identity, &shell.home) {
        tracing::warn!(%error, starts, "start at login was not changed");
    }
}
