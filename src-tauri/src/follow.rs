//! What follows the picture outside the window: tray, language, colours.

use std::time::Duration;

use tauri::AppHandle;
use vigie_contract::{Frame, Preferences};

use crate::picture::Picture;
use crate::shell::shell;
use crate::{tray, window};

/// The tray changes at most once in so long.
const BREATH: Duration = Duration::from_secs(1);
/// What happened lately passes, also when nothing else happens.
const AT_LEAST_EVERY: Duration = Duration::from_secs(30);

/// Follows the engine until it ends.
pub async fn run(app: AppHandle) {
    let Some(engine) = shell(&app).map(|shell| shell.engine.clone()) else { return };
    let Ok(mut subscription) = engine.subscribe().await else { return };
    prefer(&app, subscription.snapshot.preferences.clone());
    let mut picture = Picture::new(subscription.snapshot.clone());
    loop {
        tray::update(&app, &picture);
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
    picture.apply(frame);
}

/// The person's choices are these from now on.
pub fn prefer(app: &AppHandle, preferences: Preferences) {
    let Some(shell) = shell(app) else { return };
    let theme = preferences.theme;
    let before = shell.prefer(preferences);
    if before.theme != theme {
        window::dress(app, theme);
    }
}
