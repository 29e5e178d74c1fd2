//! The tray's menu and tooltip.

use vigie_contract::{Job, JobState};

use crate::bundle::Words;
use crate::plain::{MAX_TITLE_CHARS, plain};

/// What the tray shows at a glance; the most urgent one wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrayState {
    /// So many servers cannot be heard.
    Unreachable(u64),
    /// So many jobs failed, stalled or vanished lately.
    Trouble(u64),
    /// Alerts are paused.
    Paused,
    /// So many jobs run.
    Running(u64),
    /// Nothing runs.
    Idle,
}

impl Words {
    /// Tooltip of the tray icon.
    #[must_use]
    pub fn tray_tooltip(&self, state: TrayState) -> String {
        let state = match state {
            TrayState::Unreachable(n) => self.say(
                "tray-state-unreachable",
                &[("servers", self.number(n).into()), ("serversCount", n.into())],
            ),
            TrayState::Trouble(n) => {
                self.say("tray-state-trouble", &[("jobs", self.number(n).into()), ("jobsCount", n.into())])
            }
            TrayState::Paused => self.text("tray-state-paused"),
            TrayState::Running(n) if n > 0 => self.tray_running(n),
            TrayState::Running(_) | TrayState::Idle => self.text("tray-state-idle"),
        };
        self.say("tray-tooltip", &[("state", state.into())])
    }

    /// Menu: bring the window.
    #[must_use]
    pub fn tray_show(&self) -> String {
        self.text("tray-show")
    }

    /// Menu: no alerts for an hour.
    #[must_use]
    pub fn tray_pause(&self) -> String {
        self.text("tray-pause")
    }

    /// Menu: no alerts until the next morning.
    #[must_use]
    pub fn tray_pause_until_tomorrow(&self) -> String {
        self.text("tray-pause-until-tomorrow")
    }

    /// Menu: bring the mini window.
    #[must_use]
    pub fn tray_mini(&self) -> String {
        self.text("tray-mini")
    }

    /// Title of the mini window.
    #[must_use]
    pub fn mini_title(&self) -> String {
        self.text("mini-title")
    }

    /// Menu: alerts again.
    #[must_use]
    pub fn tray_resume(&self) -> String {
        self.text("tray-resume")
    }

    /// Menu: quit.
    #[must_use]
    pub fn tray_quit(&self) -> String {
        self.text("tray-quit")
    }

    /// Menu: how many jobs run.
    #[must_use]
    pub fn tray_running(&self, jobs: u64) -> String {
        if jobs == 0 {
            return self.text("tray-idle");
        }
        self.say("tray-running", &[("jobs", self.number(jobs).into()), ("jobsCount", jobs.into())])
    }

    /// Menu: one running job, with its percentage or else its count.
    #[must_use]
    pub fn tray_job(&self, job: &Job) -> String {
        let (percent, work) = (job.percent.map(|p| self.percent(p)), self.work(job.done, job.total));
        let known = match (&percent, &work) {
            (Some(_), _) => "percent",
            (None, Some(_)) => "work",
            (None, None) => "nothing",
        };
        let line = self.say(
            "tray-job",
            &[
                ("known", known.into()),
                ("title", plain(&job.title, MAX_TITLE_CHARS).into()),
                ("percent", percent.unwrap_or_default().into()),
                ("work", work.unwrap_or_default().into()),
            ],
        );
        if job.state == JobState::Running {
            return line;
        }
        self.say("tray-job-in-trouble", &[("job", line.into()), ("state", self.state(job.state).into())])
    }

    /// Menu: running jobs that did not fit.
    #[must_use]
    pub fn tray_more(&self, jobs: u64) -> String {
        self.say("tray-more", &[("jobs", self.number(jobs).into()), ("jobsCount", jobs.into())])
    }

    /// What clicking a desktop alert does.
    #[must_use]
    pub fn alert_open(&self) -> String {
        self.text("alert-open")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tongue;

    #[test]
    fn the_tooltip_says_what_matters() {
        let en = Words::of(Tongue::En);
        assert_eq!(en.tray_tooltip(TrayState::Running(3)), "Vigie: 3 jobs running");
        assert_eq!(en.tray_tooltip(TrayState::Running(0)), "Vigie: no job running");
        assert_eq!(en.tray_tooltip(TrayState::Unreachable(1)), "Vigie: 1 server out of touch");
        let ru = Words::of(Tongue::Ru);
        assert_eq!(ru.tray_tooltip(TrayState::Trouble(2)), "Vigie: 2 задачи требуют внимания");
        assert_eq!(ru.tray_tooltip(TrayState::Unreachable(21)), "Vigie: нет связи с 21 сервером");
    }
}
