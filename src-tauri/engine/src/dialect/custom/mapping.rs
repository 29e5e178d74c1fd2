//! What the messages of a custom server mean: the table `[servers.custom]` of the settings file.
//!
//! Every key is explained, with two worked examples, in `docs/custom.md`.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// What carries the messages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// Server-Sent Events.
    #[default]
    Sse,
    /// A WebSocket.
    WebSocket,
}

/// What a message says about its job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It waits.
    Pending,
    /// It begins, perhaps again.
    Started,
    /// It moves.
    Running,
    /// It ended well.
    Completed,
    /// It ended badly.
    Failed,
    /// It warns, and goes on.
    Warning,
}

impl State {
    /// The word used in the settings file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Started => "started",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Warning => "warning",
        }
    }
}

/// The server's words for states, whatever their case.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct States {
    /// Words for a job that waits.
    #[serde(deserialize_with = "one_or_many")]
    pub pending: Vec<String>,
    /// Words for one that begins.
    #[serde(deserialize_with = "one_or_many")]
    pub started: Vec<String>,
    /// Words for one that moves.
    #[serde(deserialize_with = "one_or_many")]
    pub running: Vec<String>,
    /// Words for one that ended well.
    #[serde(deserialize_with = "one_or_many")]
    pub completed: Vec<String>,
    /// Words for one that ended badly.
    #[serde(deserialize_with = "one_or_many")]
    pub failed: Vec<String>,
    /// Words for one that warns.
    #[serde(deserialize_with = "one_or_many")]
    pub warning: Vec<String>,
}

impl States {
    /// All lists.
    #[must_use]
    pub fn lists(&self) -> [(State, &[String]); 6] {
        [
            (State::Pending, &self.pending),
            (State::Started, &self.started),
            (State::Running, &self.running),
            (State::Completed, &self.completed),
            (State::Failed, &self.failed),
            (State::Warning, &self.warning),
        ]
    }

    /// What a word of the server's means; `None`: it is in no list.
    #[must_use]
    pub fn meaning(&self, word: &str) -> Option<State> {
        let word = word.trim().to_lowercase();
        let said = |words: &[String]| words.iter().any(|known| known.trim().to_lowercase() == word);
        self.lists().into_iter().find(|(_, words)| said(words)).map(|(state, _)| state)
    }
}

/// What to make of some messages. All places are JSON Pointers (RFC 6901) into the message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// It is about events of these names; empty: of any.
    #[serde(deserialize_with = "one_or_many")]
    pub event: Vec<String>,
    /// And about messages which hold, at each of these places, one of these values.
    #[serde(rename = "where", deserialize_with = "conditions")]
    pub conditions: BTreeMap<String, Vec<Value>>,
    /// They mean nothing: not even an oddity.
    pub ignore: bool,
    /// What they say, whatever their state.
    pub outcome: Option<State>,
    /// The job's id: any text or number.
    pub id: Option<String>,
    /// The id where the message holds none: a stream about one job.
    pub fixed_id: Option<String>,
    /// What to call it.
    pub title: Option<String>,
    /// What kind of job it is.
    pub kind: Option<String>,
    /// Whose it is: the name that person signs in with.
    pub owner: Option<String>,
    /// Items done.
    pub done: Option<String>,
    /// Items in all.
    pub total: Option<String>,
    /// Percent done.
    pub percent: Option<String>,
    /// The percentage goes from 0 to 1.
    pub fraction: bool,
    /// Its newest message, or what it warns of.
    pub message: Option<String>,
    /// Why it failed.
    pub error: Option<String>,
    /// The step it is in.
    pub step: Option<String>,
    /// Its state, as one of the words in [`States`].
    pub state: Option<String>,
    /// An http(s) page about it.
    pub page: Option<String>,
}

impl Rule {
    /// Its places, by key.
    #[must_use]
    pub fn places(&self) -> [(&'static str, Option<&str>); 12] {
        [
            ("id", self.id.as_deref()),
            ("title", self.title.as_deref()),
            ("kind", self.kind.as_deref()),
            ("owner", self.owner.as_deref()),
            ("done", self.done.as_deref()),
            ("total", self.total.as_deref()),
            ("percent", self.percent.as_deref()),
            ("message", self.message.as_deref()),
            ("error", self.error.as_deref()),
            ("step", self.step.as_deref()),
            ("state", self.state.as_deref()),
            ("page", self.page.as_deref()),
        ]
    }
}

/// What the messages of a server mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// What carries the messages.
    pub carrier: Transport,
    /// Path below the server's address, with a leading slash and without a query.
    pub path: String,
    /// Texts to send once the connection stands (WebSocket).
    #[serde(deserialize_with = "one_or_many")]
    pub send: Vec<String>,
    /// A text to send again and again (WebSocket).
    pub heartbeat: Option<String>,
    /// How often.
    pub heartbeat_seconds: u64,
    /// A connection silent for so long is lost; without it silence means nothing.
    pub silence_seconds: Option<u64>,
    /// The server says something as soon as the connection stands: until then it does not.
    pub greeting: bool,
    /// The server answers only when it has something to say.
    pub patient: bool,
    /// The stream goes on after its `Last-Event-ID`.
    pub last_event_id: bool,
    /// The server tells no end: a job whose counts are full, and that is quiet, is over.
    pub infer_end: bool,
    /// The server's words for states.
    pub states: States,
    /// What its messages mean; the first rule that is about a message decides.
    pub rules: Vec<Rule>,
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            carrier: Transport::Sse,
            path: String::new(),
            send: Vec::new(),
            heartbeat: None,
            heartbeat_seconds: 30,
            silence_seconds: None,
            greeting: false,
            patient: false,
            last_event_id: false,
            infer_end: false,
            states: States::default(),
            rules: Vec::new(),
        }
    }
}

fn one_or_many<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a text or a list of texts is expected")]
    enum Given {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Given::deserialize(d)? {
        Given::One(text) => vec![text],
        Given::Many(texts) => texts,
    })
}

fn conditions<'de, D: Deserializer<'de>>(d: D) -> Result<BTreeMap<String, Vec<Value>>, D::Error> {
    let given = BTreeMap::<String, Value>::deserialize(d)?;
    let values = |value| match value {
        Value::Array(values) => values,
        value => vec![value],
    };
    Ok(given.into_iter().map(|(place, value)| (place, values(value))).collect())
}
