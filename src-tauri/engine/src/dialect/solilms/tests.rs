//! The captures, told again, and what they leave out.

mod spoilt;
mod stories;

use serde_json::json;

use super::*;
use crate::transport::SseEvent;

const CAPTURES: [&str; 4] = [
    include_str!("../../../../../tests/fixtures/solilms/21-notif.txt"),
    include_str!("../../../../../tests/fixtures/solilms/22-crud.txt"),
    include_str!("../../../../../tests/fixtures/solilms/23-notif-and-crud-in-one-turn.txt"),
    include_str!("../../../../../tests/fixtures/solilms/24-reconnect-last-id.txt"),
];

/// What follows the headers, up to curl's verdict.
fn body(capture: &str) -> &str {
    let start = capture.find("retry:").unwrap();
    &capture[start..capture.rfind("[curl").unwrap()]
}

fn events(capture: &str) -> Vec<SseEvent> {
    answer::events(body(capture).as_bytes()).unwrap()
}

/// A dialect and all it said.
struct Talk {
    dialect: SoliLms,
    out: Outcome,
    now: Millis,
}

impl Talk {
    fn from(last: Option<&str>) -> Self {
        let cursors = last.map(|id| (LAST_ID.to_owned(), id.to_owned())).into_iter().collect();
        let dialect = SoliLms::new(&Options::default(), &Past { cursors, open: Vec::new() });
        Self { dialect, out: Outcome::default(), now: 1_000 }
    }

    fn open(mut self) -> Self {
        self.dialect.opened(0, self.now, &mut self.out);
        self
    }

    fn hear(&mut self, name: &str, data: &str) -> Outcome {
        self.dialect.heard(0, &Message { name, data }, self.now, &mut self.out);
        std::mem::take(&mut self.out)
    }

    /// Hears of notifications; every tenth was read on the server.
    fn notif(&mut self, ids: impl IntoIterator<Item = u64>) -> Outcome {
        let item = |id| json!({"id": id, "title": "t", "is_read": id % 10 == 0});
        let items: Vec<_> = ids.into_iter().map(item).collect();
        self.hear("notif", &json!({"items": items}).to_string())
    }

    fn tick(&mut self, after: Millis) -> Outcome {
        self.now += after;
        self.dialect.tick(self.now, &mut self.out);
        std::mem::take(&mut self.out)
    }

    fn asked_from(&self) -> String {
        self.dialect.query(0)[0].1.clone()
    }
}

fn tidings(out: &Outcome) -> Vec<&Tidings> {
    let told = out.updates.iter().filter_map(|update| match update {
        Update::Tidings(told) => Some(&**told),
        _ => None,
    });
    told.collect()
}

fn alerts(out: &Outcome) -> Vec<(&str, Option<u64>)> {
    let alert = |told: &&Tidings| told.alert;
    tidings(out).into_iter().filter(alert).map(|told| (told.identity.as_str(), told.count)).collect()
}

fn odd(out: &Outcome) -> usize {
    out.updates.iter().filter(|update| matches!(update, Update::Oddity { .. })).count()
}
