//! Live bars on a terminal: one line a job, what ended is printed above.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::time::{Duration, Instant};

use console::{Alignment, StyledObject, Term, pad_str, style, truncate_str};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use vigie_contract::{Job, JobRef, JobState, LinkState, Millis};
use vigie_words::{MAX_TITLE_CHARS, Words, plain};

use crate::picture::{News, Picture, order};
use crate::view::View;
use crate::view::ended::{Ended, Ending, key};
use crate::view::happenings::happenings;
use crate::view::layout::Layout;

/// The bars are drawn anew at most this often.
const PACE: Duration = Duration::from_millis(100);
/// Rows and columns taken where the terminal does not tell.
const USUAL: (u16, u16) = (24, 80);
/// Steps of a whole bar.
const WHOLE: u64 = 1_000;

/// Draws bars.
pub struct Bars {
    multi: MultiProgress,
    /// Rows and columns of the terminal, as they are now.
    size: fn() -> (u16, u16),
    words: Words,
    ended: Ended,
    rows: Vec<Row>,
    more: Option<ProgressBar>,
    /// A line for each server that publishes numbers, below the jobs.
    numbers: BTreeMap<String, ProgressBar>,
    layout: Layout,
    drawn: Option<Instant>,
    /// The engine's clock, and when it was read: silences grow between frames.
    clock: (Millis, Instant),
}

/// One line.
struct Row {
    key: JobRef,
    bar: ProgressBar,
    look: Option<Look>,
}

/// What decides on the template of a line.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    layout: Layout,
    known: bool,
    moves: bool,
}

impl Bars {
    /// Bars on standard output.
    #[must_use]
    pub fn new(words: Words) -> Self {
        Self::on(ProgressDrawTarget::stdout(), || Term::stdout().size_checked().unwrap_or(USUAL), words)
    }

    fn on(target: ProgressDrawTarget, size: fn() -> (u16, u16), words: Words) -> Self {
        Self {
            multi: MultiProgress::with_draw_target(target),
            layout: Layout::fit(size(), false),
            size,
            words,
            ended: Ended::default(),
            rows: Vec::new(),
            more: None,
            numbers: BTreeMap::new(),
            drawn: None,
            clock: (0, Instant::now()),
        }
    }

    fn now(&self) -> Millis {
        let since = u64::try_from(self.clock.1.elapsed().as_millis()).unwrap_or_default();
        self.clock.0.saturating_add(since)
    }

    fn draw(&mut self, picture: &Picture) {
        self.drawn = Some(Instant::now());
        self.layout = Layout::fit((self.size)(), picture.servers.len() > 1);
        let mut open: Vec<&Job> = picture.jobs.values().filter(|job| !job.state.is_over()).collect();
        let total = open.len();
        let rows = self.layout.rows.saturating_sub(picture.stats.len()).max(1);
        if total > rows {
            // Those in trouble are shown first, the rest is counted.
            open.sort_by_key(|job| (job.state == JobState::Running, order(job)));
            open.truncate(rows);
        }
        open.sort_by_key(|job| order(job));
        self.keep(&open);
        for (index, job) in open.iter().enumerate() {
            if self.rows.get(index).is_none_or(|row| row.key != key(job)) {
                let bar = ProgressBar::with_draw_target(Some(WHOLE), ProgressDrawTarget::hidden());
                let bar = self.multi.insert(index, bar);
                self.rows.insert(index, Row { key: key(job), bar, look: None });
            }
            self.draw_row(index, job, picture);
        }
        self.draw_more(total - open.len());
        self.draw_numbers(picture);
    }

    fn draw_numbers(&mut self, picture: &Picture) {
        let multi = &self.multi;
        self.numbers.retain(|server, bar| {
            let known = picture.stats.contains_key(server);
            if !known {
                bar.finish_and_clear();
                multi.remove(bar);
            }
            known
        });
        for (server, stats) in &picture.stats {
            let bar = self.numbers.entry(server.clone()).or_insert_with(|| multi.add(line_of_words()));
            let line = self.words.stats_line(stats, picture.server_name(server));
            if bar.message() != line {
                bar.set_message(line);
            }
        }
    }

    /// Removes the lines of jobs that are shown no longer.
    fn keep(&mut self, open: &[&Job]) {
        let multi = &self.multi;
        // Kept lines must be in the order of the jobs, so that the rest is inserted between them.
        let mut next = 0;
        self.rows.retain(|row| {
            let place = open.iter().skip(next).position(|job| key(job) == row.key);
            match place {
                Some(skipped) => {
                    next += skipped + 1;
                    true
                }
                None => {
                    row.bar.finish_and_clear();
                    multi.remove(&row.bar);
                    false
                }
            }
        });
    }

    fn draw_row(&mut self, index: usize, job: &Job, picture: &Picture) {
        let look =
            Look { layout: self.layout, known: job.percent.is_some(), moves: job.state == JobState::Running };
        let prefix = self.layout.prefix(&symbol(job.state), &job.title, picture.server_name(&job.server));
        let line = self.words.bar_line(job, self.now());
        let row = &mut self.rows[index];
        if row.look != Some(look) {
            row.bar.set_style(look.style());
            row.look = Some(look);
        }
        if row.bar.prefix() != prefix {
            row.bar.set_prefix(prefix);
        }
        if row.bar.message() != line {
            row.bar.set_message(line);
        }
        match job.percent {
            Some(percent) => row.bar.set_position(steps(percent)),
            None if look.moves => row.bar.tick(),
            None => {}
        }
    }

    fn draw_more(&mut self, more: usize) {
        let count = u64::try_from(more).unwrap_or(u64::MAX);
        if count == 0 {
            if let Some(bar) = self.more.take() {
                bar.finish_and_clear();
                self.multi.remove(&bar);
            }
            return;
        }
        let multi = &self.multi;
        let rows = self.rows.len();
        let bar = self.more.get_or_insert_with(|| multi.insert(rows, line_of_words()));
        bar.set_message(self.words.more_jobs(count));
    }

    fn above(&self, symbol: &StyledObject<char>, text: &str) -> io::Result<()> {
        let width = usize::from((self.size)().1).max(20);
        self.multi.println(format!("{symbol} {}", truncate_str(text, width.saturating_sub(2), "…")))
    }
}

impl View for Bars {
    fn show(&mut self, picture: &Picture, news: &News) -> io::Result<()> {
        self.clock = (picture.now, Instant::now());
        for trouble in news.troubles.iter().flatten() {
            self.multi.println(format!("{} {}", style('!').yellow(), self.words.trouble(trouble)))?;
        }
        for server in news.servers.iter().filter(|s| s.link != LinkState::Connecting) {
            // A sentence is not cut: it says what to do.
            self.multi.println(format!("{} {}", link_symbol(server.link), self.words.server_line(server)))?;
        }
        for ending in self.ended.news(picture, news) {
            self.above(&ending_symbol(&ending), &ending.text(picture, &self.words, picture.now))?;
        }
        for gap in &news.gaps {
            let line = self.words.gap_line(gap, picture.server_name(&gap.server));
            self.multi.println(format!("{} {line}", style('!').yellow()))?;
        }
        if news.records_skipped > 0 {
            let line = self.words.records_skipped(news.records_skipped);
            self.multi.println(format!("{} {line}", style('!').yellow()))?;
        }
        for line in happenings(picture, news, &self.words) {
            self.above(&style('•').cyan(), &line)?;
        }
        if self.drawn.is_none_or(|drawn| drawn.elapsed() >= PACE) {
            self.draw(picture);
        }
        Ok(())
    }

    fn tick(&mut self, picture: &Picture) {
        self.draw(picture);
    }

    fn moves(&self) -> bool {
        true
    }

    fn end(&mut self) {
        // What still runs stays on the screen as last seen: where the terminal wrote `^C`, the lines could not
        // be found again to remove them. Lines that are dropped would draw once more: nowhere.
        self.multi.set_draw_target(ProgressDrawTarget::hidden());
        self.rows.clear();
        self.more = None;
        self.numbers.clear();
        if self.drawn.is_some() {
            // The prompt that comes back has a line of its own. A terminal that is gone needs none.
            let _ = io::stdout().write_all(b"\n");
        }
    }
}

/// A line without a bar.
fn line_of_words() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    bar.set_style(template("  {wide_msg}"));
    bar
}

impl Look {
    fn style(self) -> ProgressStyle {
        let width = self.layout.bar;
        let colour = if self.moves { "cyan" } else { "yellow" };
        if width == 0 {
            return template("{prefix} {wide_msg}");
        }
        if self.known {
            return template(&format!("{{prefix}} {{bar:{width}.{colour}/dim}} {{wide_msg}}"))
                .progress_chars("█▉▊▋▌▍▎▏░");
        }
        let frames = self.layout.pulse();
        let frames: Vec<&str> = frames.iter().map(String::as_str).collect();
        template(&format!("{{prefix}} {{spinner:.{colour}}} {{wide_msg}}")).tick_strings(&frames)
    }
}

fn template(text: &str) -> ProgressStyle {
    ProgressStyle::with_template(text).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "`as` saturates")]
fn steps(percent: f64) -> u64 {
    ((percent * 10.0).floor() as u64).min(WHOLE)
}

fn symbol(state: JobState) -> StyledObject<char> {
    match state {
        JobState::Pending => style('·').dim(),
        JobState::Running => style('▶').cyan(),
        JobState::Completed => style('✓').green(),
        JobState::Failed => style('✗').red(),
        JobState::Stalled => style('‖').yellow(),
        JobState::Stale => style('~').yellow(),
        JobState::Vanished => style('?').yellow(),
    }
}

fn ending_symbol(ending: &Ending) -> StyledObject<char> {
    match ending {
        Ending::Job(job) => symbol(job.state),
        Ending::Notice(_) if ending.is_good() => symbol(JobState::Completed),
        Ending::Notice(_) => symbol(JobState::Failed),
    }
}

fn link_symbol(link: LinkState) -> StyledObject<char> {
    if link.hears() { style('●').green() } else { style('●').yellow() }
}

impl Layout {
    /// Symbol, title and, where several are watched, server: always as wide.
    fn prefix(self, symbol: &StyledObject<char>, title: &str, server: &str) -> String {
        let cell = |text: &str, width: usize| {
            let text = plain(text, MAX_TITLE_CHARS);
            pad_str(&truncate_str(&text, width, "…"), width, Alignment::Left, None).into_owned()
        };
        let title = cell(title, self.title);
        if self.server == 0 {
            return format!("{symbol} {title}");
        }
        format!("{symbol} {title} {}", style(cell(server, self.server)).dim())
    }
}

#[cfg(test)]
mod tests;
