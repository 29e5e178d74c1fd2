//! One scan of the library, step by step.

use super::message::{self, Percent};

/// How a worker counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// One count over all steps, percent in whole numbers: as captured.
    Through,
    /// Each step counts anew, so that it reaches its own total before the next begins.
    ByStep,
}

const STEPS: [&str; 4] = ["Discovery", "Extraction", "Batching", "Insertion"];

/// Where a scan stands. It says one message after the other.
#[derive(Clone, Debug)]
pub(super) struct Scan {
    task: String,
    total: i64,
    stride: i64,
    counting: Counting,
    /// The step, of those that count anew.
    step: usize,
    /// Files told of; `None` before the start.
    done: Option<i64>,
    /// Messages until it stops dead, if it does.
    left: Option<u32>,
    over: bool,
}

impl Scan {
    /// A scan of `total` files that speaks every `stride` files.
    pub(super) fn new(task: impl Into<String>, total: i64, stride: i64, counting: Counting) -> Self {
        let (task, total, stride) = (task.into(), total.max(1), stride.max(1));
        Self { task, total, stride, counting, step: 0, done: None, left: None, over: false }
    }

    /// The same, whose worker dies after so many messages.
    pub(super) fn dying_after(mut self, messages: u32) -> Self {
        self.left = Some(messages);
        self
    }

    /// Whether the last message told of files that were put into the library.
    pub(super) fn is_inserting(&self) -> bool {
        !self.over
            && match self.counting {
                Counting::Through => self.done.is_some_and(|done| step_of(done, self.total) == STEPS[3]),
                Counting::ByStep => self.step == 3,
            }
    }

    /// The next message; none after the last.
    pub(super) fn next(&mut self) -> Option<String> {
        match &mut self.left {
            Some(0) => self.over = true,
            Some(left) => *left -= 1,
            None => {}
        }
        if self.over {
            return None;
        }
        let Some(done) = self.done else {
            self.done = Some(0);
            return Some(self.say("Démarrage du scan", 0));
        };
        let last_step = self.counting == Counting::Through || self.step + 1 == STEPS.len();
        if done == self.total && last_step {
            self.over = true;
            let text = format!("Scan terminé - {} fichiers traités", self.total);
            return Some(self.say(&text, self.total));
        }
        let done = if done == self.total {
            self.step += 1;
            0
        } else {
            (done + self.stride).min(self.total)
        };
        self.done = Some(done);
        let step = match self.counting {
            Counting::Through => format!("{} - fichier {done}/{}", step_of(done, self.total), self.total),
            Counting::ByStep => STEPS[self.step].to_owned(),
        };
        Some(self.say(&step, done))
    }

    fn say(&self, step: &str, done: i64) -> String {
        let percent = match self.counting {
            Counting::Through => Percent::Whole(done * 100 / self.total),
            Counting::ByStep => Percent::Exact((done as f64 * 1_000.0 / self.total as f64).round() / 10.0),
        };
        message::progress(&self.task, step, done, self.total, percent)
    }
}

/// As captured: of ten files one is discovered, five extracted, one batched, three inserted.
fn step_of(done: i64, total: i64) -> &'static str {
    let tenths = (done * 10 + total - 1) / total;
    STEPS[match tenths {
        ..=1 => 0,
        2..=6 => 1,
        7 => 2,
        _ => 3,
    }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scan_that_counts_by_step_reaches_its_total_before_the_last() {
        let mut scan = Scan::new("t", 3, 2, Counting::ByStep);
        let said: Vec<String> = std::iter::from_fn(|| scan.next()).collect();
        assert_eq!(said.len(), 1 + 2 + 3 * 3 + 1);
        assert!(said[1].contains(r#""step": "Discovery", "current": 2, "total": 3, "percent": 66.7}"#));
        assert!(said[2].contains(r#""step": "Discovery", "current": 3, "total": 3, "percent": 100.0}"#));
        assert!(said[3].contains(r#""step": "Extraction", "current": 0, "total": 3, "percent": 0.0}"#));
        assert!(said.last().unwrap().contains("Scan termin"));
    }
}
