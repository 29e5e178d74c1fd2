//! Where the window was, for the next time.

use std::io;

use serde::{Deserialize, Serialize};
use tauri::{LogicalSize, Monitor, PhysicalPosition, Runtime, WebviewWindow};
use vigie_engine::home::Home;

/// Narrower or lower, nothing useful can be drawn.
pub const LEAST: (f64, f64) = (380.0, 400.0);
/// Wide enough for the bell beside the jobs.
const USUAL: (f64, f64) = (1240.0, 780.0);
/// More than any screen; what is beyond is damage.
const MOST: f64 = 20_000.0;
/// So much of the window's top must be on a screen for the person to grasp it.
const GRASP: i32 = 60;

/// Size and position of the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// In logical pixels, without decorations.
    pub width: f64,
    /// In logical pixels, without decorations.
    pub height: f64,
    /// Left and top of the window with its decorations, in physical pixels, where the desktop tells.
    pub at: Option<(i32, i32)>,
    /// Whether it fills the screen.
    pub maximized: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self { width: USUAL.0, height: USUAL.1, at: None, maximized: false }
    }
}

impl Place {
    /// As it was, or as usual when that is not known.
    #[must_use]
    pub fn read(home: &Home) -> Self {
        std::fs::read(file(home)).map(|text| Self::understand(&text)).unwrap_or_default()
    }

    fn understand(text: &[u8]) -> Self {
        let place: Self = serde_json::from_slice(text).unwrap_or_default();
        let sane = |n: f64| n.is_finite() && n <= MOST;
        if !sane(place.width) || !sane(place.height) {
            return Self::default();
        }
        Self { width: place.width.max(LEAST.0), height: place.height.max(LEAST.1), ..place }
    }

    /// Keeps it for the next time.
    ///
    /// # Errors
    /// The file cannot be written: the next window opens as usual.
    pub fn write(&self, home: &Home) -> io::Result<()> {
        let (target, fresh) = (file(home), home.state_dir().join("window.json.new"));
        std::fs::write(&fresh, serde_json::to_vec(self)?)?;
        std::fs::rename(fresh, target)
    }

    /// As the window is now; a maximized one keeps the size that it goes back to.
    pub fn look<R: Runtime>(&mut self, window: &WebviewWindow<R>) {
        if window.is_minimized().unwrap_or(false) {
            return;
        }
        self.maximized = window.is_maximized().unwrap_or(false);
        if self.maximized {
            return;
        }
        if let (Ok(size), Ok(scale)) = (window.inner_size(), window.scale_factor()) {
            let size: LogicalSize<f64> = size.to_logical(scale);
            (self.width, self.height) = (size.width.max(LEAST.0), size.height.max(LEAST.1));
        }
        self.at = window.outer_position().ok().map(|at| (at.x, at.y));
    }

    /// Where to put the window, when that is on a screen that is there.
    #[must_use]
    pub fn on(&self, monitors: &[Monitor]) -> Option<PhysicalPosition<i32>> {
        let screens = monitors.iter().map(|m| {
            let (at, size) = (m.position(), m.size());
            (at.x, at.y, i32::try_from(size.width).unwrap_or(0), i32::try_from(size.height).unwrap_or(0))
        });
        let (x, y) = self.at?;
        let reachable = reachable((x, y), self.width as i32, screens);
        reachable.then(|| PhysicalPosition::new(x, y))
    }
}

fn reachable(at: (i32, i32), width: i32, mut screens: impl Iterator<Item = (i32, i32, i32, i32)>) -> bool {
    screens.any(|(left, top, wide, high)| {
        at.0 + width - GRASP >= left
            && at.0 + GRASP <= left + wide
            && at.1 >= top
            && at.1 + GRASP <= top + high
    })
}

fn file(home: &Home) -> std::path::PathBuf {
    home.state_dir().join("window.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_remembered_under_the_home() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path()).unwrap();
        assert_eq!(Place::read(&home), Place::default());
        let place = Place { width: 480.0, height: 700.0, at: Some((12, -3)), maximized: true };
        place.write(&home).unwrap();
        assert_eq!(Place::read(&home), place);
        assert!(folder.path().join("window.json").is_file());
    }

    #[test]
    fn damage_opens_the_usual_window() {
        for text in ["", "{", "[]", r#"{"width":1e308,"height":10}"#, r#"{"width":"wide"}"#] {
            assert_eq!(Place::understand(text.as_bytes()), Place::default(), "{text}");
        }
        let tiny = Place::understand(br#"{"width":-5,"height":1}"#);
        assert_eq!((tiny.width, tiny.height), LEAST);
    }

    #[test]
    fn a_screen_that_was_taken_away_does_not_hide_the_window() {
        let (laptop, beside) = ((0, 0, 1920, 1080), (1920, 0, 2560, 1440));
        let on = |at, screens: &[(i32, i32, i32, i32)]| reachable(at, 1240, screens.iter().copied());
        assert!(on((2500, 200), &[laptop, beside]));
        assert!(!on((2500, 200), &[laptop]));
        assert!(on((-1100, 0), &[laptop]), "a corner to grasp is enough");
        assert!(!on((-1200, 0), &[laptop]));
        assert!(!on((0, -40), &[laptop]), "the title bar is out of reach");
        assert!(!on((0, 1070), &[laptop]));
    }
}
