//! Listening to a server for a moment, to see what it really says.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::timeout;
use vigie_contract::{LinkState, Millis, Reason, ReasonCode};

use super::conversation::Conversation;
use super::desk::Desk;
use super::{LinkOptions, News, opening};
use crate::clock::Clock;
use crate::dialect::{self, Dialect, Line, Message, Outcome, Past};
use crate::inspector::Inspector;
use crate::secrets::Secrets;
use crate::settings::ServerSettings;
use crate::store::{Limits, Memory, Store};

/// Reports that nobody reads for long.
const REPORTS: usize = 64;

/// Signs in, holds the server's lines as they are held when it is watched, and gives the messages that come: name
/// and data, `most` of them or as many as come `within`. Nothing is kept of them.
///
/// # Errors
/// Why nothing came: what kept the lines from standing, or `NothingYet`.
pub async fn listen(
    settings: ServerSettings,
    secrets: Secrets,
    most: usize,
    within: Duration,
) -> Result<Vec<(String, String)>, Reason> {
    let kind = settings.kind;
    let Some(dialect) = dialect::of(kind, &settings.reading(), &Past::default()) else {
        return Err(Reason::new(ReasonCode::MappingMissing));
    };
    let (heard, mut messages) = mpsc::channel(most.max(1));
    let (reports, mut told) = mpsc::channel(REPORTS);
    // Held to the end: a link whose commands cannot come any more ends.
    let (_commands, mut inbox) = mpsc::channel(1);
    let options = LinkOptions {
        server: settings.id.clone(),
        generation: 0,
        settings,
        secrets,
        store: Store::in_memory(Limits::default()),
        memory: Memory::default(),
        inspector: Inspector::default(),
        poll: within,
        clock: Clock::system(),
    };
    let talk = async {
        let Some(session) = opening::open(&options, &mut inbox, reports.clone()).await else { return };
        let mut desk = Desk::new(inbox, session.clone(), options.account());
        let ear = Box::new(Listening { dialect, heard });
        Conversation::new(options, session, ear, reports).run(&mut desk).await;
    };
    let mut why = Reason::new(ReasonCode::NothingYet);
    let mut gathered = Vec::new();
    let gather = async {
        loop {
            tokio::select! {
                Some(message) = messages.recv() => {
                    gathered.push(message);
                    if gathered.len() >= most {
                        return;
                    }
                }
                Some(report) = told.recv() => {
                    if let News::State { link, reason: Some(reason), .. } = report.news {
                        why = reason;
                        // Only a person can go on from here.
                        if matches!(link, LinkState::SignedOut | LinkState::Stopped) {
                            return;
                        }
                    }
                }
                else => return,
            }
        }
    };
    let _ = timeout(within, async {
        tokio::select! {
            () = talk => {}
            () = gather => {}
        }
    })
    .await;
    if gathered.is_empty() { Err(why) } else { Ok(gathered) }
}

/// A dialect that passes on what it hears, as it came.
struct Listening {
    dialect: Box<dyn Dialect>,
    heard: mpsc::Sender<(String, String)>,
}

impl Dialect for Listening {
    fn lines(&self) -> Vec<Line> {
        self.dialect.lines()
    }

    fn query(&self, line: usize) -> Vec<(String, String)> {
        self.dialect.query(line)
    }

    fn opened(&mut self, line: usize, now: Millis, out: &mut Outcome) {
        self.dialect.opened(line, now, out);
    }

    fn heard(&mut self, _line: usize, message: &Message<'_>, _now: Millis, _out: &mut Outcome) {
        // More than were asked for.
        let _ = self.heard.try_send((message.name.to_owned(), message.data.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::Address;
    use crate::link::little::{Little, held, status};
    use serde_json::json;
    use vigie_contract::ServerKind;

    async fn heard(answers: bool) -> Result<Vec<(String, String)>, Reason> {
        let server = Little::serve(move |asked| match asked.path.as_str() {
            "/events" if answers => {
                held("text/event-stream", "event: build\ndata: {\"id\": 7}\n\ndata: x\n\n")
            }
            _ => status(401),
        })
        .await;
        let address = Address::parse(server.base.as_str()).unwrap();
        let custom = Some(json!({"path": "/events", "rules": [{"id": "/id", "outcome": "running"}]}));
        let settings = ServerSettings { custom, ..ServerSettings::new(&address, ServerKind::Custom) };
        listen(settings, Secrets::in_memory(), 2, Duration::from_secs(60)).await
    }

    #[tokio::test]
    async fn what_comes_is_given_as_it_came() {
        let heard = heard(true).await.unwrap();
        assert_eq!(heard, [("build".into(), "{\"id\": 7}".into()), ("message".into(), "x".into())]);
    }

    #[tokio::test]
    async fn who_is_not_let_in_is_told_why() {
        assert_eq!(heard(false).await.unwrap_err().code, ReasonCode::SignInNeeded);
    }
}
