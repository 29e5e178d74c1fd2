//! Plain lines, where standard output is no terminal: one for each change that means something.

use std::collections::HashMap;
use std::io::{self, Write};

use jiff::tz::TimeZone;
use vigie_contract::{Job, JobRef, JobState, Millis};
use vigie_words::Words;

use crate::picture::{News, Picture};
use crate::say;
use crate::view::View;
use crate::view::ended::{Ended, Ending, job_text, key};
use crate::view::happenings::happenings;

/// A running job is told of again after so many percent.
const PERCENT_STEP: f64 = 10.0;

/// Writes plain lines.
pub struct Lines<W> {
    out: W,
    words: Words,
    zone: TimeZone,
    ended: Ended,
    told: HashMap<JobRef, Told>,
}

/// What was last told of a job.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    run: u32,
    state: JobState,
    warnings: u32,
    step: Option<String>,
    tens: Option<i64>,
}

impl Told {
    fn of(job: &Job) -> Self {
        #[allow(clippy::cast_possible_truncation, reason = "`as` saturates")]
        let tens = job.percent.map(|p| (p / PERCENT_STEP).floor() as i64);
        Self { run: job.run, state: job.state, warnings: job.warnings, step: job.step.clone(), tens }
    }
}

impl<W: Write> Lines<W> {
    /// Lines to `out`.
    pub fn new(out: W, words: Words) -> Self {
        Self { out, words, zone: TimeZone::system(), ended: Ended::default(), told: HashMap::new() }
    }

    fn line(&self, at: Millis, text: &str) -> String {
        format!("{} {text}\n", clock(at, &self.zone))
    }
}

impl<W: Write> View for Lines<W> {
    fn show(&mut self, picture: &Picture, news: &News) -> io::Result<()> {
        let mut text = String::new();
        for trouble in news.troubles.iter().flatten() {
            say::aside(&self.words.trouble(trouble));
        }
        for server in &news.servers {
            text.push_str(&self.line(picture.now, &self.words.server_line(server)));
        }
        let now = picture.now;
        for gap in &news.gaps {
            let line = self.words.gap_line(gap, picture.server_name(&gap.server));
            text.push_str(&self.line(now, &line));
        }
        for change in news.jobs.iter().filter(|change| !change.job.state.is_over()) {
            let job = &change.job;
            let now = Told::of(job);
            if self.told.get(&key(job)) != Some(&now) {
                text.push_str(&self.line(picture.now, &job_text(job, picture, &self.words, picture.now)));
                self.told.insert(key(job), now);
            }
        }
        for ending in self.ended.news(picture, news) {
            text.push_str(&self.line(picture.now, &ending.text(picture, &self.words, picture.now)));
            if let Ending::Job(job) = &ending {
                self.told.remove(&key(job));
            }
        }
        if news.records_skipped > 0 {
            say::aside(&self.words.records_skipped(news.records_skipped));
        }
        for line in happenings(picture, news, &self.words) {
            text.push_str(&self.line(now, &line));
        }
        for stats in &news.stats {
            let line = self.words.stats_line(stats, picture.server_name(&stats.server));
            text.push_str(&self.line(now, &line));
        }
        for gone in &news.gone {
            self.told.remove(gone);
        }
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }
}

/// Time of day where the person is.
fn clock(at: Millis, zone: &TimeZone) -> String {
    i64::try_from(at).ok().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).map_or_else(
        || "--:--:--".to_owned(),
        |time| time.to_zoned(zone.clone()).strftime("%H:%M:%S").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{frame, job, notice, record, server, snapshot, stats};
    use vigie_contract::{Frame, LinkState, NoticeKind};
    use vigie_words::Tongue;

    #[test]
    fn a_line_for_each_change_that_means_something() {
        let mut view = Lines::new(Vec::new(), Words::of(Tongue::En));
        view.zone = TimeZone::UTC;
        let at = |done: u64, state| {
            let mut job = job("heron", "1", state);
            #[allow(clippy::cast_precision_loss, reason = "small")]
            let percent = done as f64 / 500.0;
            (job.done, job.percent, job.finished_at) = (Some(done), Some(percent), None);
            job
        };
        let (mut picture, news) = Picture::begin(snapshot(
            vec![server("heron", LinkState::Live)],
            vec![at(1_000, JobState::Running), job("heron", "old", JobState::Completed)],
        ));
        view.show(&picture, &news).unwrap();
        for next in [
            at(1_500, JobState::Running),
            at(5_100, JobState::Running),
            at(5_200, JobState::Running),
            at(5_200, JobState::Stalled),
            at(5_300, JobState::Failed),
        ] {
            let news = picture.apply(frame(None, vec![next], vec![]));
            view.show(&picture, &news).unwrap();
        }
        let mut told = notice("heron", "1", NoticeKind::Message);
        (told.job, told.title, told.text) = (None, "Welcome".into(), Some("Hello\nall".into()));
        let news = picture.apply(Frame {
            records: vec![record("heron", "7")],
            stats: vec![stats("heron", 3.0)],
            notices: vec![told],
            ..frame(None, vec![], vec![])
        });
        view.show(&picture, &news).unwrap();
        let text = String::from_utf8(view.out).unwrap().replace('\u{a0}', " ");
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "10:01:33 heron: Live",
                "10:01:33 heron · Import 1 · 2 % · 1,000 of 50,000 items",
                "10:01:34 heron · Import 1 · 10 % · 5,100 of 50,000 items",
                "10:01:34 heron · Import 1 · Stalled · 10 % · 5,200 of 50,000 items",
                "10:01:34 heron · Import 1 · Failed · 10 % · 5,300 of 50,000 items",
                "10:01:34 heron · Estimate Смета_7 changed · By Ana · status",
                "10:01:34 Welcome · Hello all · heron",
                "10:01:34 heron · sessions.actives 3",
            ]
        );
    }
}
