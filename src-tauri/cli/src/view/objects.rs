//! `--json`: one object a line.

use std::io::{self, Write};

use vigie_words::Words;

use crate::json::{JobLine, Line};
use crate::picture::{News, Picture};
use crate::say;
use crate::view::View;

/// Writes JSON lines.
pub struct Objects<W> {
    out: W,
    words: Words,
}

impl<W: Write> Objects<W> {
    /// Lines to `out`.
    pub fn new(out: W, words: Words) -> Self {
        Self { out, words }
    }
}

impl<W: Write> View for Objects<W> {
    fn show(&mut self, picture: &Picture, news: &News) -> io::Result<()> {
        let mut text = String::new();
        for trouble in news.troubles.iter().flatten() {
            say::aside(&self.words.trouble(trouble));
        }
        for server in &news.servers {
            text.push_str(&Line::server(server, picture.now, &self.words).text()?);
        }
        for gap in &news.gaps {
            text.push_str(&Line::gap(gap, picture.server_name(&gap.server)).text()?);
        }
        for change in &news.jobs {
            let name = picture.server_name(&change.job.server);
            let line = JobLine::of(&change.job, name);
            if !change.before.as_ref().is_some_and(|before| JobLine::of(before, name).tells_the_same(&line)) {
                text.push_str(&Line::Job(line).text()?);
            }
        }
        if news.records_skipped > 0 {
            say::aside(&self.words.records_skipped(news.records_skipped));
        }
        for record in &news.records {
            text.push_str(&Line::record(record, picture.server_name(&record.server)).text()?);
        }
        for stats in &news.stats {
            text.push_str(&Line::stats(stats, picture.server_name(&stats.server)).text()?);
        }
        for notice in &news.notices {
            text.push_str(&Line::notice(notice, &self.words).text()?);
        }
        // One write a frame: a reader never waits for the rest of a line.
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    fn is_read(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{frame, job, notice, record, server, snapshot, stats};
    use vigie_contract::{Frame, Gap, JobState, LinkState, NoticeKind};
    use vigie_words::Tongue;

    #[test]
    fn the_first_picture_then_each_change() {
        let mut view = Objects::new(Vec::new(), Words::of(Tongue::En));
        let first = snapshot(vec![server("a", LinkState::Live)], vec![job("a", "1", JobState::Running)]);
        let (mut picture, news) = Picture::begin(first);
        view.show(&picture, &news).unwrap();

        let mut unchanged = job("a", "1", JobState::Running);
        unchanged.heard_at += 1;
        let news = picture.apply(frame(Some(vec![server("a", LinkState::Live)]), vec![unchanged], vec![]));
        view.show(&picture, &news).unwrap();

        let end = frame(
            None,
            vec![job("a", "1", JobState::Completed)],
            vec![notice("a", "1", NoticeKind::Completed)],
        );
        let news = picture.apply(end);
        view.show(&picture, &news).unwrap();

        let lines: Vec<serde_json::Value> =
            view.out.split(|&b| b == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
        let told: Vec<String> =
            lines.iter().map(|l| format!("{} {}", l["type"], l["state"]).replace('"', "")).collect();
        assert_eq!(told, ["server live", "job running", "job completed", "notice null"]);
    }
    #[test]
    fn every_change_of_a_record_is_told_and_numbers_when_they_differ() {
        let mut view = Objects::new(Vec::new(), Words::of(Tongue::En));
        let mut first = snapshot(vec![server("a", LinkState::Live)], vec![]);
        (first.records, first.stats) = (vec![record("a", "old")], vec![stats("a", 3.0)]);
        let (mut picture, news) = Picture::begin(first);
        view.show(&picture, &news).unwrap();
        let more = |records, value| Frame {
            records,
            stats: vec![stats("a", value)],
            gaps: vec![Gap { server: "id-a".into(), from: 1, to: 2 }],
            ..Frame::default()
        };
        let news = picture.apply(more(vec![record("a", "7"), record("a", "7"), record("a", "8")], 3.0));
        view.show(&picture, &news).unwrap();
        let news = picture.apply(more(vec![], 4.0));
        view.show(&picture, &news).unwrap();

        let lines: Vec<serde_json::Value> =
            view.out.split(|&b| b == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect();
        let told: Vec<String> =
            lines.iter().map(|l| format!("{} {}", l["type"], l["record_id"]).replace('"', "")).collect();
        let expected = [
            "server null",
            "stats null",
            "gap null",
            "record 7",
            "record 7",
            "record 8",
            "gap null",
            "stats null",
        ];
        assert_eq!(told, expected);
        assert!(lines[1..].iter().all(|line| line["server"] == "a"));
    }
}
