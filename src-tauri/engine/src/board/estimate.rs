//! What an update says of rate and time left.

use vigie_contract::JobUnit;

use super::entry::{Around, Entry};
use super::pace::{Unit, seconds};
use crate::update::{JobUpdate, Phase, Source};

impl Entry {
    /// Feeds rate and time left.
    pub fn estimate(&mut self, update: &JobUpdate, moved: bool, afresh: bool, around: &Around<'_>) {
        let now = around.now;
        if self.run.is_over() || self.run.phase != Phase::Running || self.job.unit == JobUnit::Seconds {
            return;
        }
        let Some((unit, amount, remaining)) = self.measure() else {
            let left = self.blended_left(now);
            return self.outlook.observe(left, false, afresh, now);
        };
        let counted = update.done.is_some() || update.percent.is_some();
        let advanced = match update.source {
            _ if !counted => false,
            // How fast a replay comes in says nothing.
            _ if update.past => {
                self.pace.rebase(unit, amount, now);
                self.rates.rebase(unit, amount, now);
                false
            }
            Source::Rest { .. } if !moved => false,
            _ => {
                self.rates.record(unit, amount, now);
                self.pace.record(unit, amount, now)
            }
        };
        if unit == Unit::Items && matches!(update.source, Source::Rest { .. }) {
            let average = || {
                let elapsed = seconds(now.checked_sub(self.run.started_at?)?);
                (elapsed > 3.0).then_some(amount / elapsed)
            };
            if let Some(rate) = update.rate.or_else(average) {
                self.pace.seed(rate);
            }
        }
        match remaining {
            // All is done, and its end not told.
            Some(remaining) if remaining <= 0.0 => self.outlook.clear(),
            _ => match self.blended_left(now) {
                None if remaining.is_none() => self.outlook.clear(),
                left => self.outlook.observe(left, advanced, afresh, now),
            },
        }
    }
}
