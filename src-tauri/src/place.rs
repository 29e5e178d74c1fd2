//! Where the windows were, for the next time.

use std::io;

use serde::{Deserialize, Serialize};
use tauri::{LogicalSize, Monitor, PhysicalPosition, Runtime, WebviewWindow};
use vigie_engine::home::Home;

/// What differs between the windows.
#[derive(Debug)]
pub struct Spot {
    /// Where it is remembered, in the state folder.
    file: &'static str,
    /// Narrower or lower, nothing useful can be drawn.
    pub least: (f64, f64),
    /// At the first start.
    usual: (f64, f64),
}

/// The main window: wide enough for the bell beside the jobs.
pub const MAIN: Spot = Spot { file: "window.json", least: (380.0, 400.0), usual: (1240.0, 780.0) };
/// The mini window: a few lines.
pub const MINI: Spot = Spot { file: "mini.json", least: (220.0, 120.0), usual: (320.0, 220.0) };
/// More than any screen; what is beyond is damage.
const MOST: f64 = 20_000.0;
/// So much of the window's top must be on a screen for the person to grasp it.
const GRASP: i32 = 60;

/// Size and position of the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// In logical pixels, without decorations.
    pub width: f64,
    /// In logical pixels, without decorations.
    pub height: f64,
    /// Left and top of the window with its decorations, in physical pixels, where the desktop tells.
    #[serde(default)]
    pub at: Option<(i32, i32)>,
    /// Whether it fills the screen.
    #[serde(default)]
    pub maximized: bool,
    /// Whether it was there when Vigie ended; the main window comes in any case.
    #[serde(default)]
    pub open: bool,
}

impl Place {
    /// As it was, or as usual when that is not known.
    #[must_use]
    pub fn read(home: &Home, spot: &Spot) -> Self {
        let text = std::fs::read(home.state_dir().join(spot.file)).unwrap_or_default();
        Self::understand(&text, spot)
    }

    fn usual(spot: &Spot) -> Self {
        Self { width: spot.usual.0, height: spot.usual.1, at: None, maximized: false, open: false }
    }

    fn understand(text: &[u8], spot: &Spot) -> Self {
        let Ok(place) = serde_json::from_slice::<Self>(text) else { return Self::usual(spot) };
        let sane = |n: f64| n.is_finite() && n <= MOST;
        if !sane(place.width) || !sane(place.height) {
            return Self::usual(spot);
        }
        Self { width: place.width.max(spot.least.0), height: place.height.max(spot.least.1), ..place }
    }

    /// Keeps it for the next time.
    ///
    /// # Errors
    /// The file cannot be written: the next window opens as usual.
    pub fn write(&self, home: &Home, spot: &Spot) -> io::Result<()> {
        let target = home.state_dir().join(spot.file);
        let fresh = target.with_extension("json.new");
        std::fs::write(&fresh, serde_json::to_vec(self)?)?;
        std::fs::rename(fresh, target)
    }

    /// As the window is now; a maximized one keeps the size that it goes back to.
    pub fn look<R: Runtime>(&mut self, window: &WebviewWindow<R>, spot: &Spot) {
        if window.is_minimized().unwrap_or(false) {
            return;
        }
        self.maximized = window.is_maximized().unwrap_or(false);
        if self.maximized {
            return;
        }
        if let (Ok(size), Ok(scale)) = (window.inner_size(), window.scale_factor()) {
            let size: LogicalSize<f64> = size.to_logical(scale);
            (self.width, self.height) = (size.width.max(spot.least.0), size.height.max(spot.least.1));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_remembered_under_the_home() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path()).unwrap();
        assert_eq!(Place::read(&home, &MAIN), Place::usual(&MAIN));
        let place = Place { width: 480.0, height: 700.0, at: Some((12, -3)), maximized: true, open: false };
        place.write(&home, &MAIN).unwrap();
        assert_eq!(Place::read(&home, &MAIN), place);
        assert!(folder.path().join("window.json").is_file());

        assert_eq!(Place::read(&home, &MINI), Place::usual(&MINI), "each has its own place");
        let mini = Place { width: 300.0, height: 130.0, at: Some((1, 2)), maximized: false, open: true };
        mini.write(&home, &MINI).unwrap();
        assert_eq!((Place::read(&home, &MINI), Place::read(&home, &MAIN)), (mini, place));
    }

    #[test]
    fn damage_opens_the_usual_window() {
        for text in ["", "{", "[]", r#"{"width":1e308,"height":10}"#, r#"{"width":"wide"}"#] {
            assert_eq!(Place::understand(text.as_bytes(), &MAIN), Place::usual(&MAIN), "{text}");
        }
        let tiny = Place::understand(br#"{"width":-5,"height":1}"#, &MAIN);
        assert_eq!((tiny.width, tiny.height), MAIN.least);
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
