//! A story is a script, one line a moment, and the lines that a person would see.
//!
//! ```text
//! 0    link up                  the connection is heard (or: link down)
//! 1.5  a running 3/10 msg=hi    an event of a stream about job `a`
//! 2    a rest 4/10 start=1      an answer asked for at this moment (rest@1: asked at 1 s)
//! 3    a unknown                the server does not know it (or: deleted)
//! 5    gap 3                    not heard since 3 s, and what was said then is lost
//! 9                             nothing: time passes
//! ```
//!
//! Words: begins past pending running completed failed `done/total` `done/` `p=PERCENT` `failed=N`
//! `inferred seconds left=SECONDS more=SECONDS:BY` `rate=N` `kind= title= step= stage= msg= error= warn= start= end= created=` (`_` for a space).
//! The clock ticks each second. A line is printed when something happened or the row looks different.

use std::collections::HashMap;
use std::fmt::Write as _;

use expect_test::Expect;
use vigie_contract::{Job, JobRef, JobState, JobUnit, Millis};

use crate::board::{Board, Bounds, Change, Happening, Rules};
use crate::update::{Extended, JobUpdate, Phase, Source, Update};

/// The first moment of every story.
pub const BEGIN: Millis = 1_000_000_000;
pub const SERVER: &str = "s";

pub struct Story {
    pub board: Board,
    pub now: Millis,
    seen: HashMap<JobRef, String>,
    told: String,
}

#[track_caller]
pub fn check(script: &str, expected: &Expect) {
    let mut story = Story::new(Bounds::default(), Rules::default());
    expected.assert_eq(&story.play(script));
}

impl Story {
    pub fn new(bounds: Bounds, rules: Rules) -> Self {
        let mut board = Board::new(bounds);
        board.add_server(SERVER, rules);
        board.link(SERVER, true, BEGIN);
        Self { board, now: BEGIN, seen: HashMap::new(), told: String::new() }
    }

    /// Plays a script and returns what was seen of it.
    pub fn play(&mut self, script: &str) -> String {
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let mut words = line.split_whitespace();
            self.pass_until(moment(words.next().unwrap()));
            match (words.next(), words.clone().next()) {
                (None, _) => {}
                (Some("link"), way) => self.board.link(SERVER, way == Some("up"), self.now),
                (Some("gap"), from) => {
                    let to = self.now;
                    self.apply(Update::Gap { from: moment(from.unwrap()), to });
                }
                (Some(id), Some("unknown")) => self.apply(Update::JobUnknown { id: id.to_owned() }),
                (Some(id), Some("deleted")) => self.apply(Update::JobDeleted { id: id.to_owned() }),
                (Some(id), _) => self.apply(Update::Job(Box::new(update(id, words, self.now)))),
            }
        }
        std::mem::take(&mut self.told)
    }

    pub fn apply(&mut self, update: Update) {
        let changes = self.board.apply(SERVER, update, self.now);
        self.tell(changes);
    }

    pub fn job(&self, id: &str) -> Job {
        self.board.job(&JobRef { server: SERVER.to_owned(), id: id.to_owned() }).unwrap()
    }

    fn pass_until(&mut self, then: Millis) {
        while self.now + 1000 <= then {
            self.now += 1000;
            let mut changes = self.board.tick(self.now);
            // Jobs of one moment come in no order.
            changes.sort_by(|a, b| a.job.cmp(&b.job));
            self.tell(changes);
        }
        self.now = then;
    }

    /// The timeline of a job, one line a line.
    pub fn timeline(&self, id: &str) -> String {
        let at = |at: Millis| (at as f64 - BEGIN as f64) / 1000.0;
        let mut lines = String::new();
        for line in self.board.events(&JobRef { server: SERVER.to_owned(), id: id.to_owned() }) {
            write!(lines, "{} {:?}", at(line.at), line.kind).unwrap();
            if let Some(from) = line.from {
                write!(lines, " from {}", at(from)).unwrap();
            }
            if let Some(seconds) = line.seconds {
                write!(lines, " {seconds} s").unwrap();
            }
            writeln!(lines, " {}", line.text.as_deref().unwrap_or("-")).unwrap();
        }
        lines
    }

    pub fn tell(&mut self, changes: Vec<Change>) {
        for change in changes {
            let row = change.now.as_ref().map_or_else(|| "gone".to_owned(), row);
            let same = self.seen.insert(change.job.clone(), row.clone()).is_some_and(|seen| seen == row);
            if same && change.happened.is_empty() {
                continue;
            }
            let at = (self.now - BEGIN) as f64 / 1000.0;
            let happened: Vec<String> = change.happened.iter().map(happened).collect();
            let past = if change.past { " (past)" } else { "" };
            let took = change.took.map(|ms| format!(" took {}s", ms as f64 / 1000.0)).unwrap_or_default();
            writeln!(self.told, "{at} {} {row} [{}]{took}{past}", change.job.id, happened.join(" ")).unwrap();
        }
    }
}

fn row(job: &Job) -> String {
    let mut row = format!("#{} {}", job.run, job.state.as_str());
    let count = |n: Option<u64>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
    write!(row, " {}/{}", count(job.done), count(job.total)).unwrap();
    if let Some(percent) = job.percent {
        write!(row, " {}%", percent.round()).unwrap();
    }
    if let Some(percent) = job.server_percent {
        write!(row, " (server {percent}%)").unwrap();
    }
    if job.inferred {
        row.push_str(" (inferred)");
    }
    if let Some(ends_at) = job.ends_at {
        write!(row, " ends={}", (ends_at as f64 - BEGIN as f64) / 1000.0).unwrap();
    }
    if job.warnings > 0 {
        write!(row, " warnings={}", job.warnings).unwrap();
    }
    for (name, text) in [("step", &job.step), ("msg", &job.message), ("error", &job.error)] {
        if let Some(text) = text {
            write!(row, " {name}={text}").unwrap();
        }
    }
    if job.overdue {
        row.push_str(" overdue");
    }
    if let Some(since) = job.silent_since {
        assert!(matches!(job.state, JobState::Stalled | JobState::Stale | JobState::Vanished));
        write!(row, " since {}", (since as f64 - BEGIN as f64) / 1000.0).unwrap();
    }
    row
}

fn happened(happening: &Happening) -> String {
    match happening {
        Happening::Warned { nth, text } => format!("Warned {nth} {text}"),
        Happening::Stalled { since } => format!("Stalled {}", (*since as f64 - BEGIN as f64) / 1000.0),
        other => format!("{other:?}"),
    }
}

fn moment(seconds: &str) -> Millis {
    (BEGIN as f64 + seconds.parse::<f64>().unwrap() * 1000.0).round() as Millis
}

fn update<'a>(id: &str, words: impl Iterator<Item = &'a str>, now: Millis) -> JobUpdate {
    let mut update = JobUpdate::new(id, Source::Stream);
    for word in words {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let text = || Some(value.replace('_', " "));
        match name {
            "begins" => {
                update.begins = true;
                update.phase = Some(Phase::Running);
            }
            "past" => update.past = true,
            "inferred" => (update.phase, update.inferred) = (Some(Phase::Completed), true),
            "seconds" => update.unit = Some(JobUnit::Seconds),
            "left" => update.seconds_left = Some(value.parse().unwrap()),
            "more" => {
                let (seconds, by) = value.split_once(':').unwrap_or((value, ""));
                let by = Some(by.to_owned()).filter(|by| !by.is_empty());
                update.extended = Some(Extended { seconds: seconds.parse().unwrap(), by });
            }
            "stage" => update.stage = text(),
            "pending" => update.phase = Some(Phase::Pending),
            "running" => update.phase = Some(Phase::Running),
            "completed" => update.phase = Some(Phase::Completed),
            "failed" if value.is_empty() => update.phase = Some(Phase::Failed),
            "failed" => update.failed = Some(value.parse().unwrap()),
            "rest" => update.source = Source::Rest { asked_at: now },
            "p" => update.percent = Some(value.parse().unwrap()),
            "rate" => update.rate = Some(value.parse().unwrap()),
            "kind" => update.kind = text(),
            "title" => update.title = text(),
            "step" => update.step = text(),
            "msg" => update.message = text(),
            "error" => update.error = text(),
            "warn" => update.warning = text(),
            "start" => update.started_at = Some(moment(value)),
            "end" => update.finished_at = Some(moment(value)),
            "created" => update.created_at = Some(moment(value)),
            "deletable" => update.deletable = true,
            _ if name.starts_with("rest@") => {
                update.source = Source::Rest { asked_at: moment(&name["rest@".len()..]) };
            }
            _ => {
                let (done, total) = name.split_once('/').unwrap_or_else(|| panic!("what is {name:?}?"));
                update.done = done.parse().ok();
                update.total = total.parse().ok();
            }
        }
    }
    update
}
