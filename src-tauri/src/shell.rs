//! What commands, window, tray and alerts share.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tauri::{AppHandle, Manager};
use vigie_contract::{AlertRules, Language, Millis, Preferences};
use vigie_engine::Engine;
use vigie_engine::home::Home;
use vigie_words::Words;

use crate::away::Away;
use crate::demo::Embedded;
use crate::feed::Feed;
use crate::files::Saved;
use crate::place::{MAIN, MINI, Place};
use crate::sound::Speaker;
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
    /// By what this instance is known to the desktop.
    pub identity: String,
    /// The embedded demo.
    pub demo: Embedded,
    /// Changes to the windows.
    pub feed: Feed,
    /// The main window, while there is one.
    pub showing: Showing,
    /// When the person last looked at it.
    pub away: Away,
    /// Where the main window is, or was.
    pub place: Mutex<Place>,
    /// The same of the mini window.
    pub mini: Mutex<Place>,
    /// Files saved in this run.
    pub saved: Saved,
    /// What plays sounds.
    pub speaker: Speaker,
    /// The tray, where the desktop took one.
    pub tray: Mutex<Option<Tray>>,
    person: Mutex<Person>,
}

/// The person's choices and what follows from them.
struct Person {
    preferences: Preferences,
    rules: AlertRules,
    words: Words,
}

impl Shell {
    /// Around an engine that runs.
    #[must_use]
    pub fn new(
        engine: Engine,
        home: Home,
        identity: String,
        preferences: Preferences,
        rules: AlertRules,
    ) -> Self {
        let words = Words::new(preferences.language);
        Self {
            engine,
            identity,
            demo: Embedded::default(),
            feed: Feed::default(),
            showing: Showing::default(),
            away: Away::read(&home),
            place: Mutex::new(Place::read(&home, &MAIN)),
            mini: Mutex::new(Place::read(&home, &MINI)),
            saved: Saved::default(),
            speaker: Speaker::default(),
            tray: Mutex::new(None),
            person: Mutex::new(Person { preferences, rules, words }),
            home,
        }
    }

    /// What the person settled about alerts.
    #[must_use]
    pub fn rules(&self) -> AlertRules {
        self.person.lock().unwrap_or_else(PoisonError::into_inner).rules.clone()
    }

    /// Keeps what they settled about alerts.
    pub fn rule(&self, rules: AlertRules) {
        self.person.lock().unwrap_or_else(PoisonError::into_inner).rules = rules;
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
        self.away.end();
        self.feed.end_all();
        let orderly = async { tokio::join!(self.engine.shutdown(), self.demo.stop()) };
        if tokio::time::timeout(END, orderly).await.is_err() {
            tracing::warn!("the end was not orderly: something held it up");
        }
    }
}

/// Ends Vigie.
pub fn quit(app: &AppHandle) {
    crate::window::keep_mini(app);
    crate::window::leave(app);
    app.exit(0);
}

/// The wall clock.
#[must_use]
pub fn now() -> Millis {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Millis::try_from(since.as_millis()).unwrap_or(Millis::MAX)
}

/// The shell, once the engine runs; before that there is nothing to ask it.
pub fn shell(app: &AppHandle) -> Option<tauri::State<'_, Shell>> {
    app.try_state::<Shell>()
}
