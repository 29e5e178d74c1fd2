//! Which jobs ended while they were watched: each is told once, old stories never.

use std::collections::HashSet;

use vigie_contract::{Job, JobRef, Millis, Notice, NoticeKind};
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::picture::{News, Picture};

/// Endings remembered so as not to be told twice; beyond that, the memory begins anew.
const MAX_TOLD: usize = 10_000;

/// Endings that were told.
#[derive(Debug, Default)]
pub struct Ended {
    told: HashSet<(JobRef, u32)>,
}

/// A job that ended.
#[derive(Debug)]
pub enum Ending {
    /// As it is shown.
    Job(Box<Job>),
    /// One that is no longer shown, or runs again: what is left of it is its notice.
    Notice(Box<Notice>),
}

impl Ended {
    /// Endings to tell of now, in order.
    pub fn news(&mut self, picture: &Picture, news: &News) -> Vec<Ending> {
        let mut endings = Vec::new();
        for change in &news.jobs {
            let seen_moving = change.before.as_ref().is_some_and(|before| !before.state.is_over());
            if seen_moving && change.job.state.is_over() && self.is_new(key(&change.job), change.job.run) {
                endings.push(Ending::Job(Box::new(change.job.clone())));
            }
        }
        // A job may begin and end between two looks: its notice says that it is no old story.
        for notice in &news.notices {
            let ends =
                matches!(notice.kind, NoticeKind::Completed | NoticeKind::Failed | NoticeKind::Vanished);
            let (Some(id), Some(run), true) = (&notice.job, notice.run, ends) else { continue };
            let key = JobRef { server: notice.server.clone(), id: id.clone() };
            if !self.is_new(key.clone(), run) {
                continue;
            }
            endings.push(match picture.jobs.get(&key).filter(|job| job.state.is_over() && job.run == run) {
                Some(job) => Ending::Job(Box::new(job.clone())),
                None => Ending::Notice(Box::new(notice.clone())),
            });
        }
        endings
    }

    fn is_new(&mut self, key: JobRef, run: u32) -> bool {
        if self.told.len() >= MAX_TOLD {
            self.told.clear();
        }
        self.told.insert((key, run))
    }
}

impl Ending {
    /// Whether it ended well.
    #[must_use]
    pub fn is_good(&self) -> bool {
        match self {
            Self::Job(job) => job.state == vigie_contract::JobState::Completed,
            Self::Notice(notice) => notice.kind == NoticeKind::Completed,
        }
    }

    /// The ending in words, on one line.
    #[must_use]
    pub fn text(&self, picture: &Picture, words: &Words, now: Millis) -> String {
        match self {
            Self::Job(job) => job_text(job, picture, words, now),
            Self::Notice(notice) => {
                let (title, body) = words.notice(notice);
                words.join(&[title, body])
            }
        }
    }
}

/// A job in words, on one line, with its server and title.
#[must_use]
pub fn job_text(job: &Job, picture: &Picture, words: &Words, now: Millis) -> String {
    let server = plain(picture.server_name(&job.server), MAX_TITLE_CHARS);
    words.join(&[server, plain(&job.title, MAX_TITLE_CHARS), words.job_line(job, now)])
}

/// What names a job.
#[must_use]
pub fn key(job: &Job) -> JobRef {
    JobRef { server: job.server.clone(), id: job.id.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{frame, job, notice, server, snapshot};
    use vigie_contract::{JobState, LinkState};
    use vigie_words::Tongue;

    #[test]
    fn an_ending_is_told_once_and_an_old_one_never() {
        let first = snapshot(
            vec![server("a", LinkState::Live)],
            vec![job("a", "old", JobState::Failed), job("a", "1", JobState::Running)],
        );
        let (mut picture, news) = Picture::begin(first);
        let mut ended = Ended::default();
        assert!(ended.news(&picture, &news).is_empty());

        let news = picture.apply(frame(None, vec![job("a", "1", JobState::Completed)], vec![]));
        let told = ended.news(&picture, &news);
        assert!(matches!(&told[..], [Ending::Job(job)] if job.id == "1"));

        let news = picture.apply(frame(None, vec![], vec![notice("a", "1", NoticeKind::Completed)]));
        assert!(ended.news(&picture, &news).is_empty());
    }

    #[test]
    fn one_that_began_and_ended_unseen_is_told_by_its_notice() {
        let (mut picture, _) = Picture::begin(snapshot(vec![server("a", LinkState::Live)], vec![]));
        let ended = job("a", "1", JobState::Completed);
        let news = picture.apply(frame(None, vec![ended], vec![notice("a", "1", NoticeKind::Completed)]));
        assert!(matches!(&Ended::default().news(&picture, &news)[..], [Ending::Job(_)]));
    }

    #[test]
    fn one_that_runs_again_already_is_told_all_the_same() {
        let (mut picture, _) = Picture::begin(snapshot(vec![server("a", LinkState::Live)], vec![]));
        let again = Job { run: 2, ..job("a", "1", JobState::Running) };
        let news = picture.apply(frame(None, vec![again], vec![notice("a", "1", NoticeKind::Failed)]));
        let told = Ended::default().news(&picture, &news);
        assert!(!told[0].is_good());
        let text = told[0].text(&picture, &Words::of(Tongue::En), picture.now);
        assert!(text.starts_with("Import 1 failed at 100"), "{text}");
    }
}
