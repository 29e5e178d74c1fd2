//! When a quiet job counts as stalled.

use vigie_contract::Millis;

use super::Rules;
use super::bounds::{STALLED_AT_LEAST, STALLED_GAPS};

#[derive(Debug, Clone)]
pub(super) struct Silence {
    /// Last sign of life of the job itself; an answer that repeats what is known is none.
    pub moved_at: Millis,
    pub stalled: bool,
    /// Usual time between two signs of life, milliseconds.
    gap: Option<f64>,
}

impl Silence {
    pub fn new(now: Millis) -> Self {
        Self { moved_at: now, stalled: false, gap: None }
    }

    /// The job moved. `heard_since` is since when Vigie has been listening without a break: a gap that
    /// reaches beyond says nothing about the job.
    pub fn moved(&mut self, heard_since: Millis, now: Millis) {
        let gap = now.saturating_sub(self.moved_at) as f64;
        if gap > 0.0 && heard_since <= self.moved_at {
            self.gap = Some(self.gap.map_or(gap, |usual| usual * 0.8 + gap * 0.2));
        }
        self.moved_at = now;
    }

    /// The silence that is a stall.
    pub fn limit(&self, rules: Rules) -> Millis {
        match rules.stalled_after {
            Some(after) => Millis::try_from(after.as_millis()).unwrap_or(Millis::MAX).max(1_000),
            None => STALLED_AT_LEAST.max((self.gap.unwrap_or(0.0) * STALLED_GAPS) as Millis),
        }
    }

    /// When it will be stalled if nothing more is heard.
    pub fn stalls_at(&self, rules: Rules, heard_since: Millis) -> Millis {
        self.moved_at.max(heard_since).saturating_add(self.limit(rules))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn five_usual_gaps_but_at_least_a_minute() {
        let mut silence = Silence::new(0);
        assert_eq!(silence.stalls_at(Rules::default(), 0), 60_000);
        for now in (1_000..=10_000).step_by(1_000) {
            silence.moved(0, now);
        }
        assert_eq!(silence.stalls_at(Rules::default(), 0), 70_000);
        let mut slow = Silence::new(0);
        for now in (30_000..=300_000).step_by(30_000) {
            slow.moved(0, now);
        }
        assert_eq!(slow.stalls_at(Rules::default(), 0), 450_000);
    }

    #[test]
    fn what_the_person_chose_counts() {
        let silence = Silence::new(0);
        let after = |after| silence.limit(Rules { stalled_after: Some(after) });
        assert_eq!(after(Duration::from_secs(5)), 5_000);
        assert_eq!(after(Duration::ZERO), 1_000);
        assert_eq!(after(Duration::MAX), Millis::MAX);
    }

    #[test]
    fn a_gap_in_listening_is_no_gap_of_the_job() {
        let mut silence = Silence::new(0);
        silence.moved(0, 1_000);
        silence.moved(3_600_000, 3_600_001);
        assert_eq!(silence.limit(Rules::default()), 60_000);
        assert_eq!(silence.stalls_at(Rules::default(), 4_000_000), 4_060_000);
    }
}
