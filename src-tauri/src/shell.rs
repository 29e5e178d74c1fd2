//! What commands, window, tray and alerts share.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tauri::{AppHandle, Manager};
use vigie_contract::{Language, Preferences};
use vigie_engine::Engine;
use vigie_engine::home::Home;
use vigie_words::Words;

use crate::demo::Embedded;
use crate::feed::Feed;
use crate::place::Place;
use crate::tray::Tray;
use crate::window::Showing;

/// The engine ends in less than 2 s; whatever else there is must not make it longer.
const END: Duration = Duration::from_millis(1_800);

/// The state of the application.
pub struct Shell {
    /// Everything that watches.
    pub engine: Engine,
    /// Where this person's Vigie lives.
    pub home: Home,
    /// The embedded demo.
    pub demo: Embedded,
    /// Changes to the window.
    pub feed: Feed,
    /// The window, while there is one.
    pub showing: Showing,
    /// Where the window is, or was.
    pub place: Mutex<Place>,
    /// The tray, where the desktop took one.
    pub tray: Mutex<Option<Tray>>,
    person: Mutex<Person>,
}

/// The person's choices and what follows from them.
struct Person {
    preferences: Preferences,
    words: Words,
}

impl Shell {
    /// Around an engine that runs.
    #[must_use]
    pub fn new(engine: Engine, home: Home, preferences: Preferences) -> Self {
        let place = Place::read(&home);
        let words = Words::new(preferences.language);
        Self {
            engine,
            home,
            demo: Embedded::default(),
            feed: Feed::default(),
            showing: Showing::default(),
            place: Mutex::new(place),
            tray: Mutex::new(None),
            person: Mutex::new(Person { preferences, words }),
        }
    }

    /// The person's choices.
    #[must_use]
    pub fn preferences(&self) -> Preferences {
        self.person.lock().unwrap_or_else(PoisonError::into_inner).preferences.clone()
    }

    /// The words of the chosen language.
    #[must_use]
    pub fn words(&self) -> Words {
        self.person.lock().unwrap_or_else(PoisonError::into_inner).words.clone()
    }

    /// Keeps the person's choices; tells which they were before.
    pub fn prefer(&self, preferences: Preferences) -> Preferences {
        let mut person = self.person.lock().unwrap_or_else(PoisonError::into_inner);
        if preferences.language != person.preferences.language || preferences.language == Language::System {
            person.words = Words::new(preferences.language);
        }
        std::mem::replace(&mut person.preferences, preferences)
    }

    /// Ends everything, in less than 2 s whatever holds it up.
    pub async fn end(&self) {
        self.feed.end();
        let orderly = async { tokio::join!(self.engine.shutdown(), self.demo.stop()) };
        if tokio::time::timeout(END, orderly).await.is_err() {
            tracing::warn!("the end was not orderly: something held it up");
        }
    }
}

/// Ends Vigie.
pub fn quit(app: &AppHandle) {
    crate::window::leave(app);
    app.exit(0);
}

/// The shell, once the engine runs; before that there is nothing to ask it.
pub fn shell(app: &AppHandle) -> Option<tauri::State<'_, Shell>> {
    app.try_state::<Shell>()
}
