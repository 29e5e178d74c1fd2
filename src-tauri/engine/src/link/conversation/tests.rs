//! Conversations with servers of a few lines.

mod lines;

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use bytes::Bytes;
use futures_util::stream;
use tokio::sync::mpsc;
use vigie_contract::{LinkState, Millis, ReasonCode, ServerKind};

use super::Conversation;
use crate::address::Address;
use crate::clock::Clock;
use crate::dialect::{Carrier, Dialect, Line, Message, Outcome, Poll, PollWhen, Stands};
use crate::inspector::Inspector;
use crate::link::desk::Desk;
use crate::link::session::Session;
use crate::link::{LinkOptions, News, Report};
use crate::secrets::Secrets;
use crate::settings::ServerSettings;
use crate::store::{Limits, Memory, Store};
use crate::update::{JobUpdate, Source, Update};

/// Longer than anything here takes: only a test that fails waits for it.
const GENEROUS: Duration = Duration::from_secs(60);

/// Each message is the id of a job; each answer to the question is one, too.
#[derive(Default)]
struct Ids {
    greets: bool,
    /// There is a second line, `/more`, without which the rest works.
    more: bool,
}

impl Ids {
    fn job(id: &str) -> Update {
        Update::Job(Box::new(JobUpdate::new(id, Source::Stream)))
    }
}

impl Dialect for Ids {
    fn lines(&self) -> Vec<Line> {
        let line = Line {
            path: "/events".into(),
            carrier: Carrier::EventStream { types: &["text/event-stream"] },
            stands: if self.greets { Stands::WhenGreeted } else { Stands::WhenOpened },
            resumes: false,
            silence_limit: None,
            optional: false,
            patient: false,
        };
        let more = Line { path: "/more".into(), optional: true, ..line.clone() };
        std::iter::once(line).chain(self.more.then_some(more)).collect()
    }

    fn polls(&self) -> Vec<Poll> {
        vec![Poll {
            path: "/instead".into(),
            every: Duration::from_millis(50),
            when: PollWhen::InPlaceOf(0),
            query_of: None,
            endless: Some(Duration::from_millis(500)),
            optional: false,
        }]
    }

    fn heard(&mut self, _: usize, message: &Message<'_>, _: Millis, out: &mut Outcome) {
        out.updates.push(Self::job(message.data));
    }

    fn answered(&mut self, _: usize, body: &[u8], _: Millis, _: Millis, out: &mut Outcome) {
        out.updates.push(Self::job(std::str::from_utf8(body).unwrap()));
    }
}

/// What the server of a scene does; `nth` counts from 0 how often a path was asked for.
type Play = Arc<dyn Fn(&str, usize) -> Response + Send + Sync>;

fn options(address: &Address, memory: Memory) -> LinkOptions {
    LinkOptions {
        server: "s".into(),
        generation: 1,
        settings: ServerSettings::new(address, ServerKind::Custom),
        secrets: Secrets::in_memory(),
        store: Store::in_memory(Limits::default()),
        memory,
        inspector: Inspector::default(),
        poll: Duration::from_secs(5),
        clock: Clock::system(),
    }
}

struct Scene {
    reports: mpsc::Receiver<Report>,
    commands: mpsc::Sender<crate::link::LinkCommand>,
    seen: Vec<String>,
    /// How much of it was looked at.
    looked_at: usize,
    /// Names of the positions that were to be stored.
    kept: Vec<String>,
}

impl Scene {
    async fn of(dialect: Ids, memory: Memory, play: Play) -> Self {
        let counts: Arc<Mutex<std::collections::HashMap<String, AtomicUsize>>> = Arc::default();
        let serve = any(move |request: Request| {
            let path = request.uri().path().to_owned();
            let nth = counts.lock().unwrap().entry(path.clone()).or_default().fetch_add(1, Ordering::SeqCst);
            let answer = play(&path, nth);
            async move { answer }
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = Address::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(serve)).await });
        let options = options(&address, memory);
        let (commands, inbox) = mpsc::channel(8);
        let (sender, reports) = mpsc::channel(1_024);
        let session = Session::new(address.base, crate::transport::Network::default()).unwrap();
        let mut desk = Desk::new(inbox, session.clone(), options.account());
        let mut conversation = Conversation::new(options, session, Box::new(dialect), sender);
        tokio::spawn(async move { conversation.run(&mut desk).await });
        Self { reports, commands, seen: Vec::new(), looked_at: 0, kept: Vec::new() }
    }

    /// Reads reports until one says this; they are put in few words.
    async fn until(&mut self, wanted: &str) {
        let reading = async {
            loop {
                while let Some(said) = self.seen.get(self.looked_at) {
                    self.looked_at += 1;
                    if said == wanted {
                        return;
                    }
                }
                let report = self.reports.recv().await.expect("the conversation goes on");
                match report.news {
                    News::State { link, reason, .. } => {
                        let code = reason.map(|r| format!(" {}", r.code.as_str())).unwrap_or_default();
                        self.seen.push(format!("{}{code}", link.as_str()));
                    }
                    News::Updates { updates, cursors, .. } => {
                        self.kept.extend(cursors.into_iter().map(|cursor| cursor.name));
                        self.seen.extend(updates.iter().map(in_short));
                    }
                    News::Vitals(_) | News::Found(_) => {}
                    News::Broke(_) => self.seen.push("broke".into()),
                }
            }
        };
        if tokio::time::timeout(GENEROUS, reading).await.is_err() {
            panic!("never {wanted}: {:?}", self.seen);
        }
    }
}

fn in_short(update: &Update) -> String {
    match update {
        Update::Job(job) => format!("job {}", job.id),
        Update::Gap { from, to } => {
            assert!(from < to);
            "gap".into()
        }
        other => format!("{other:?}"),
    }
}

/// A stream that says these, and then stays open or ends.
fn saying(said: &'static [&'static str], stays: bool) -> Response {
    let (sender, receiver) = mpsc::channel::<Result<Bytes, Infallible>>(16);
    tokio::spawn(async move {
        for data in said {
            let _ = sender.send(Ok(Bytes::from(format!("data: {data}\n\n")))).await;
        }
        if stays {
            sender.closed().await;
        }
    });
    let body = Body::from_stream(stream::unfold(receiver, |mut r| async { Some((r.recv().await?, r)) }));
    ([(header::CONTENT_TYPE, "text/event-stream")], body).into_response()
}

fn silent() -> Response {
    let body = Body::from_stream(stream::pending::<Result<Bytes, Infallible>>());
    ([(header::CONTENT_TYPE, "text/event-stream"), (header::SERVER, "nginx")], body).into_response()
}

#[tokio::test]
async fn an_end_is_told_as_a_gap_once_the_line_stands_again() {
    let play: Play = Arc::new(|_, nth| match nth {
        0 => saying(&["a"], false),
        _ => saying(&["b"], true),
    });
    let mut scene = Scene::of(Ids { greets: true, ..Ids::default() }, Memory::default(), play).await;
    scene.until("job b").await;
    let told: Vec<&str> =
        scene.seen.iter().map(String::as_str).filter(|s| !s.starts_with("connecting")).collect();
    assert_eq!(told, ["live", "job a", "waiting stream-ended", "live", "gap", "job b"], "{:?}", scene.seen);
}

#[tokio::test]
async fn a_line_that_cannot_be_held_is_replaced_by_questions_and_comes_back() {
    let play: Play = Arc::new(|path, nth| match (path, nth) {
        ("/events", 0..4) => StatusCode::BAD_GATEWAY.into_response(),
        ("/events", _) => saying(&["pushed"], true),
        _ => "polled".into_response(),
    });
    let mut scene = Scene::of(Ids::default(), Memory::default(), play).await;
    scene.until("polling http-status").await;
    scene.until("job polled").await;
    scene.commands.send(crate::link::LinkCommand::ConnectNow).await.unwrap();
    scene.until("live").await;
    scene.until("job pushed").await;
}

#[tokio::test]
async fn what_a_proxy_holds_back_is_said() {
    let play: Play = Arc::new(|path, _| match path {
        "/events" => silent(),
        _ => ([(header::SERVER, "nginx/1.22")], "hello").into_response(),
    });
    let mut scene = Scene::of(Ids { greets: true, ..Ids::default() }, Memory::default(), play).await;
    scene.until(&format!("connecting {}", ReasonCode::ProxyBuffering.as_str())).await;
}

#[tokio::test]
async fn time_missed_before_the_start_is_a_gap_too() {
    let memory = Memory { cursors: vec![(super::HEARD.into(), "1000".into())], ..Memory::default() };
    let mut scene = Scene::of(Ids::default(), memory, Arc::new(|_, _| saying(&["a"], true))).await;
    scene.until("gap").await;
    assert!(scene.kept.iter().any(|name| name == super::HEARD), "it is not told again: {:?}", scene.kept);
    scene.until("job a").await;
}

#[tokio::test]
async fn who_is_signed_out_and_cannot_sign_in_waits_for_the_person() {
    let play: Play = Arc::new(|_, nth| match nth {
        0 => saying(&["a"], false),
        _ => StatusCode::UNAUTHORIZED.into_response(),
    });
    let mut scene = Scene::of(Ids::default(), Memory::default(), play).await;
    scene.until(&format!("{} {}", LinkState::SignedOut.as_str(), ReasonCode::SignInNeeded.as_str())).await;
    let states = scene.seen.iter().filter(|said| said.starts_with("waiting"));
    assert_eq!(states.collect::<Vec<_>>(), ["waiting stream-ended"], "{:?}", scene.seen);
    // Whoever signs in again is another connection: it is to know since when something was missed.
    assert!(scene.kept.iter().any(|name| name == super::HEARD), "{:?}", scene.kept);
}
