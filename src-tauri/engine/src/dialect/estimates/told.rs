//! Which records have been told of, and how they stood: a plain update alerts now and then, a change of
//! status always.

use std::collections::HashMap;

use vigie_contract::{Millis, RecordAction};

use crate::update::RecordUpdate;

/// Plain updates of one record alert once in so long. The bell has them all.
const ALERT_EVERY: Millis = 60_000;
/// Records remembered. Beyond it those not heard the longest are let go of.
const RECORDS: usize = 10_000;

/// See the module.
#[derive(Debug, Default)]
pub struct Told(HashMap<(String, String), Known>);

#[derive(Debug, Default)]
struct Known {
    status: Option<String>,
    heard_at: Millis,
    alerted_at: Option<Millis>,
}

impl Told {
    /// Whether this change is worth an alert. `status`: the one it is in now; `about_status`: its event says
    /// that the status changed.
    pub fn deserves_alert(
        &mut self,
        record: &RecordUpdate,
        status: Option<&str>,
        about_status: bool,
        now: Millis,
    ) -> bool {
        let name = (record.model.clone(), record.id.clone());
        if record.action == RecordAction::Deleted {
            self.0.remove(&name);
            return true;
        }
        self.make_room(&name);
        let known = self.0.entry(name).or_default();
        let turned = status.zip(known.status.as_deref()).is_some_and(|(new, old)| new != old);
        // A clock that went back holds nothing up.
        let lately = known.alerted_at.is_some_and(|at| at <= now && now - at < ALERT_EVERY);
        let alert = record.action == RecordAction::Created || about_status || turned || !lately;
        known.heard_at = now;
        if let Some(status) = status {
            known.status = Some(status.to_owned());
        }
        if alert {
            known.alerted_at = Some(now);
        }
        alert
    }

    fn make_room(&mut self, name: &(String, String)) {
        if self.0.len() < RECORDS || self.0.contains_key(name) {
            return;
        }
        let mut order: Vec<Millis> = self.0.values().map(|known| known.heard_at).collect();
        let (_, oldest, _) = order.select_nth_unstable(RECORDS / 10);
        let (oldest, mut left) = (*oldest, RECORDS / 10);
        // Many may have been heard at that very moment: no more than a tenth goes.
        self.0.retain(|_, known| {
            let goes = left > 0 && known.heard_at <= oldest;
            left -= usize::from(goes);
            !goes
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Map;

    fn change(id: &str, action: RecordAction) -> RecordUpdate {
        let (model, id) = ("estimate".to_owned(), id.to_owned());
        RecordUpdate { model, id, action, label: None, by: None, fields: Map::new(), at: None }
    }

    #[test]
    fn a_flood_of_updates_alerts_once_a_minute_and_a_status_always() {
        let mut told = Told::default();
        let mut updated = |id: &str, status, now| {
            told.deserves_alert(&change(id, RecordAction::Updated), Some(status), false, now)
        };
        assert!(updated("1", "draft", 1_000));
        assert!(!updated("1", "draft", 30_000));
        assert!(updated("2", "draft", 30_000));
        assert!(updated("1", "sent", 31_000));
        assert!(!updated("1", "sent", 90_000));
        assert!(updated("1", "sent", 91_000));
        // The clock went back.
        assert!(updated("1", "sent", 5_000));
    }

    #[test]
    fn beginning_and_end_always_alert() {
        let mut told = Told::default();
        for action in
            [RecordAction::Created, RecordAction::Created, RecordAction::Deleted, RecordAction::Deleted]
        {
            assert!(told.deserves_alert(&change("1", action), None, false, 5));
        }
        assert!(told.0.is_empty());
        assert!(told.deserves_alert(&change("1", RecordAction::Updated), None, false, 6));
        assert!(told.deserves_alert(&change("1", RecordAction::Updated), None, true, 7));
    }

    #[test]
    fn a_flood_of_records_stays_within_the_bound() {
        for step in [0, 1] {
            let mut told = Told::default();
            for n in 0..RECORDS as u64 + 5 {
                told.deserves_alert(
                    &change(&n.to_string(), RecordAction::Updated),
                    None,
                    false,
                    1_000 + n * step,
                );
            }
            assert!(told.0.len() <= RECORDS && told.0.len() > RECORDS / 2, "{}", told.0.len());
        }
    }
}
