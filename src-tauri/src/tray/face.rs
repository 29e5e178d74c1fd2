//! What the tray shows, as values.

use vigie_contract::{Job, JobRef, JobState, LinkState, Millis};
use vigie_words::{TrayState, Words};

use crate::picture::{Picture, named};
use crate::progress::LATELY;

/// Jobs in the menu; the others are counted.
const JOBS: usize = 8;
/// Menu ids.
pub const SHOW: &str = "show";
/// See [`SHOW`].
pub const PAUSE: &str = "pause";
/// See [`SHOW`].
pub const PAUSE_UNTIL_TOMORROW: &str = "pause-until-tomorrow";
/// See [`SHOW`].
pub const MINI: &str = "mini";
/// See [`SHOW`].
pub const RESUME: &str = "resume";
/// See [`SHOW`].
pub const QUIT: &str = "quit";

/// Which icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Nothing needs attention.
    Fine,
    /// A job does.
    Trouble,
    /// A server cannot be heard.
    Away,
}

/// One line of the menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// Something to choose.
    Choice { id: &'static str, words: String },
    /// A running job: choosing it shows it.
    Job { id: String, words: String, job: JobRef },
    /// Something said, not to be chosen.
    Said { id: &'static str, words: String },
    /// A line between groups.
    Between,
}

impl Line {
    /// The menu's id of it.
    pub fn id(&self) -> &str {
        match self {
            Self::Choice { id, .. } | Self::Said { id, .. } => id,
            Self::Job { id, .. } => id,
            Self::Between => "",
        }
    }

    /// Its words.
    pub fn words(&self) -> &str {
        match self {
            Self::Choice { words, .. } | Self::Said { words, .. } | Self::Job { words, .. } => words,
            Self::Between => "",
        }
    }

    /// Whether it is more than a line between groups.
    pub fn has_words(&self) -> bool {
        !matches!(self, Self::Between)
    }

    /// Whether it can be chosen.
    pub fn can_be_chosen(&self) -> bool {
        matches!(self, Self::Choice { .. } | Self::Job { .. })
    }

    /// Whether the same menu item shows both, with other words.
    pub fn is_same_item(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.id() == other.id()
    }
}

/// What the tray shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Face {
    /// The icon.
    pub look: Look,
    /// Shown by desktops that have tooltips; also the menu's second line.
    pub tooltip: String,
    /// The menu.
    pub lines: Vec<Line>,
}

impl Face {
    /// Of this picture at this time.
    pub fn of(picture: &Picture, words: &Words, now: Millis) -> Self {
        let mut open: Vec<&Job> = picture.jobs.values().filter(|job| is_open(job)).collect();
        // Oldest first: a line keeps its place while its job runs.
        open.sort_by(|a, b| {
            let key = |job: &Job| (job.started_at.or(job.created_at).unwrap_or(Millis::MAX), named(job));
            key(a).cmp(&key(b))
        });
        let paused = picture.alerts_paused_until.is_some_and(|until| until > now);
        let state = state(picture, open.len(), paused, now);
        let tooltip = words.tray_tooltip(state);

        let mut lines = vec![
            Line::Choice { id: SHOW, words: words.tray_show() },
            Line::Choice { id: MINI, words: words.tray_mini() },
            Line::Between,
            Line::Said { id: "state", words: tooltip.clone() },
        ];
        lines.extend(open.iter().take(JOBS).enumerate().map(|(place, job)| Line::Job {
            id: format!("job-{place}"),
            words: words.tray_job(job),
            job: named(job),
        }));
        if open.len() > JOBS {
            let more = words.tray_more((open.len() - JOBS) as u64);
            lines.push(Line::Said { id: "more", words: more });
        }
        lines.push(Line::Between);
        if paused {
            lines.push(Line::Choice { id: RESUME, words: words.tray_resume() });
        } else {
            let until_tomorrow = words.tray_pause_until_tomorrow();
            lines.push(Line::Choice { id: PAUSE, words: words.tray_pause() });
            lines.push(Line::Choice { id: PAUSE_UNTIL_TOMORROW, words: until_tomorrow });
        }
        lines.push(Line::Choice { id: QUIT, words: words.tray_quit() });
        let look = match state {
            TrayState::Unreachable(_) => Look::Away,
            TrayState::Trouble(_) => Look::Trouble,
            TrayState::Paused | TrayState::Running(_) | TrayState::Idle => Look::Fine,
        };
        Self { look, tooltip, lines }
    }
}

fn is_open(job: &Job) -> bool {
    matches!(job.state, JobState::Running | JobState::Stalled | JobState::Stale)
}

fn state(picture: &Picture, open: usize, paused: bool, now: Millis) -> TrayState {
    let unheard = picture
        .servers
        .iter()
        .filter(|server| server.enabled && matches!(server.link, LinkState::Waiting | LinkState::SignedOut))
        .count();
    let lately = |at: Option<Millis>| at.is_some_and(|at| at + LATELY > now);
    let troubled = picture
        .jobs
        .values()
        .filter(|job| match job.state {
            JobState::Stalled => true,
            JobState::Failed => lately(job.finished_at),
            JobState::Vanished => lately(job.silent_since),
            JobState::Pending | JobState::Running | JobState::Completed | JobState::Stale => false,
        })
        .count();
    match (unheard, troubled, paused, open) {
        (0, 0, false, 0) => TrayState::Idle,
        (0, 0, false, open) => TrayState::Running(open as u64),
        (0, 0, true, _) => TrayState::Paused,
        (0, troubled, _, _) => TrayState::Trouble(troubled as u64),
        (unheard, ..) => TrayState::Unreachable(unheard as u64),
    }
}

/// In menus an ampersand underlines the letter after it; in titles of jobs it is one.
pub fn without_mnemonics(words: &str) -> String {
    words.replace('&', "&&")
}

#[cfg(test)]
mod tests;
