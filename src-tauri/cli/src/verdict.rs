//! When a watch is over, and how it ends. Pure: told what is known, it answers.

use std::collections::HashSet;

use vigie_contract::{JobState, LinkState, NoticeKind, ReasonCode, Server};

use crate::exit::Exit;
use crate::picture::{News, Picture};

/// What a watch has seen so far.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Servers that were heard at least once.
    heard: HashSet<String>,
    /// Whether a watched job failed.
    job_failed: bool,
    /// Whether there was a server at all: at first, the settings may be yet to be read.
    any_server: bool,
}

/// Where the watch stands.
#[derive(Debug, PartialEq, Eq)]
pub enum Standing {
    /// Jobs run, or a server is yet to answer.
    Busy,
    /// Nothing runs, everything that can be heard is heard.
    Idle,
    /// No server can be heard, and none will be without the person.
    Deaf,
}

impl Verdict {
    /// Takes in what is new.
    pub fn note(&mut self, picture: &Picture, news: &News) {
        self.any_server |= !picture.servers.is_empty();
        self.heard.extend(picture.servers.iter().filter(|s| s.link.hears()).map(|s| s.id.clone()));
        // A failure counts when Vigie saw the job before it failed, or says itself that it is no old story.
        self.job_failed |= news.notices.iter().any(|n| n.kind == NoticeKind::Failed);
        self.job_failed |= news.jobs.iter().any(|change| {
            change.job.state == JobState::Failed && change.before.as_ref().is_some_and(|b| !b.state.is_over())
        });
    }

    /// Where the watch stands now.
    #[must_use]
    pub fn standing(&self, picture: &Picture) -> Standing {
        if !self.any_server {
            return Standing::Busy;
        }
        let mut watched = picture.servers.iter().filter(|s| !is_disabled(s)).peekable();
        if watched.peek().is_none() || watched.clone().all(|s| self.is_lost(s)) {
            return Standing::Deaf;
        }
        let settled = watched.all(|s| s.link.hears() || self.is_lost(s));
        if settled && picture.jobs.values().all(|job| job.state.is_over()) {
            return Standing::Idle;
        }
        Standing::Busy
    }

    /// How to exit when the watch ends without being interrupted.
    #[must_use]
    pub fn exit(&self, picture: &Picture, until_idle: bool) -> Exit {
        if until_idle && self.job_failed {
            return Exit::Failed;
        }
        let lost = |s: &Server| self.is_lost(s) || !self.heard.contains(&s.id);
        if picture.servers.iter().any(|s| !is_disabled(s) && lost(s)) {
            return Exit::NotConnected;
        }
        Exit::Fine
    }

    /// Servers that could not be reached or signed in to.
    #[must_use]
    pub fn lost<'a>(&self, picture: &'a Picture) -> Vec<&'a Server> {
        picture.servers.iter().filter(|s| !is_disabled(s) && self.is_lost(s)).collect()
    }

    /// True for a server whose first attempt failed, and for one that only the person can bring back.
    fn is_lost(&self, server: &Server) -> bool {
        match server.link {
            LinkState::Connecting | LinkState::Live | LinkState::Polling => false,
            LinkState::Waiting => !self.heard.contains(&server.id),
            LinkState::SignedOut | LinkState::Stopped => true,
        }
    }
}

fn is_disabled(server: &Server) -> bool {
    !server.enabled || server.reason.as_ref().is_some_and(|r| r.code == ReasonCode::Disabled)
}

#[cfg(test)]
mod tests;
