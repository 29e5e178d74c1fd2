//! What happens by itself: soon, not too often, everything in its time, the same for the same seed.

use std::time::Duration;

use serde_json::Value;
use vigie_demo::{Demo, Dialect, Notification, Pace, Rhythm, Scenario};

use crate::capture::body;
use crate::socket::Socket;
use crate::wire::Exchange;

const SECOND: Duration = Duration::from_secs(1);
/// 21 November 2026.
const NOON: i64 = 1_795_262_400_000;
const SONIQUEBAY: &str = "/soniquebay/api/events";
const ESTIMATES: &str = "/estimates/api/v1/sse/events/?token=manager1-token";

async fn playing(seed: u64) -> Demo {
    let rhythm = Rhythm { solilms_turn: Duration::from_millis(5), ..Rhythm::default() };
    let builder = Demo::builder().scenario(Scenario::Lifelike).seed(seed).pace(Pace::Manual).rhythm(rhythm);
    builder.starting_at_ms(NOON).start().await.unwrap()
}

/// All that a stream says in so many seconds after it has opened.
async fn said(demo: &Demo, path: &str, seconds: u32) -> Vec<Value> {
    let mut stream = Exchange::get(demo.port, path, &[]).await;
    stream.until_text("connected").await;
    for _ in 0..seconds {
        demo.step(SECOND).await;
        // Lets the stream say what it has heard.
        tokio::task::yield_now().await;
    }
    finished(demo, path, &mut stream).await
}

/// What was said before the end.
async fn finished(demo: &Demo, path: &str, stream: &mut Exchange) -> Vec<Value> {
    let dialect = if path == SONIQUEBAY { Dialect::Soniquebay } else { Dialect::Estimates };
    demo.cut(dialect, vigie_demo::Cut::Clean);
    let text = String::from_utf8(stream.whole().await.0).unwrap();
    let blocks = text.split("\n\n").filter_map(|block| block.strip_prefix("data: "));
    blocks.map(|data| serde_json::from_str(data).unwrap()).skip(1).collect()
}

#[tokio::test]
async fn a_library_is_lively_at_first_and_not_noisy_later() {
    let demo = playing(1).await;
    let first = said(&demo, SONIQUEBAY, 10).await;
    assert!((10..45).contains(&first.len()), "{}", first.len());
    let kinds = |events: &[Value], kind: &str| events.iter().filter(|event| event["type"] == kind).count();
    assert!(kinds(&first, "notification") > 0 && kinds(&first, "artist_added") > 0, "{first:?}");
    assert!(first.iter().any(|event| event["current"] == event["total"] && event["percent"] == 100));
    let later = said(&demo, SONIQUEBAY, 300).await;
    assert!((60..240).contains(&later.len()), "{}", later.len());
    assert!(later.iter().any(|event| event["percent"].is_f64()));
    // Two at once.
    let tasks = |events: &[Value]| {
        let mut tasks: Vec<String> = events.iter().map(|event| event["task_id"].to_string()).collect();
        tasks.sort();
        tasks.dedup();
        tasks.len()
    };
    assert!(later.windows(8).any(|events| tasks(events) >= 2));
}

#[tokio::test]
async fn now_and_then_a_scan_stops_dead() {
    let demo = playing(1).await;
    let events = said(&demo, SONIQUEBAY, 900).await;
    let mut last = std::collections::BTreeMap::new();
    for (at, event) in events.iter().enumerate().filter(|(_, event)| event["type"] == "progress") {
        last.insert(event["task_id"].as_str().unwrap(), (at, event["step"].as_str().unwrap()));
    }
    let old = events.len() - 60;
    type Ends<'a> = Vec<(usize, &'a str)>;
    let (dead, done): (Ends<'_>, Ends<'_>) = last
        .into_values()
        .filter(|(at, _)| *at < old)
        .partition(|(_, step)| !step.starts_with("Scan terminé"));
    assert!(!dead.is_empty() && done.len() > dead.len(), "{dead:?} {done:?}");
}

#[tokio::test]
async fn an_office_does_everything_it_can() {
    let demo = playing(1).await;
    let first = said(&demo, ESTIMATES, 10).await;
    assert!((4..12).contains(&first.len()), "{first:?}");
    // In portions: a reader that is too slow for a hundred messages would miss some.
    let mut all = first;
    for _ in 0..40 {
        let some = said(&demo, ESTIMATES, 60).await;
        assert!((1..5).contains(&some.len()), "{}", some.len());
        all.extend(some);
    }
    for kind in
        ["estimate.created", "estimate.updated", "estimate.deleted", "project.created", "project.updated"]
    {
        assert!(all.iter().any(|event| event["event"] == kind), "{kind}");
    }
    for status in ["Черновик", "Отправлена", "Утверждена", "Отклонена", "На доработке"]
    {
        assert!(all.iter().any(|event| event["data"]["status"] == status), "{status}");
    }
}

#[tokio::test]
async fn a_hall_counts_down_warns_and_ends() {
    let demo = playing(1).await;
    let mut dashboard = Socket::open(&demo, "dashboard").await;
    dashboard.text().await;
    let mut ending = Socket::open(&demo, "sessions/5").await;
    ending.text().await;
    let mut first = Socket::open(&demo, "sessions/1").await;
    first.text().await;
    for _ in 0..10 {
        demo.step(SECOND).await;
    }
    let mut stats = 0;
    // The last change of the first ten seconds is that a session begins.
    while !dashboard.text().await.contains("\"actives\": 4") {
        stats += 1;
        assert!(stats < 12);
    }
    assert!(stats >= 3, "{stats}");
    let mut added = first.text().await;
    while !added.contains("time_added") {
        added = first.text().await;
    }
    assert_eq!(added.matches("\"operateur\": \"admin\"").count(), 1);
    for _ in 0..300 {
        demo.step(SECOND).await;
    }
    let mut kinds = Vec::new();
    while kinds.last().is_none_or(|kind| kind != "session_terminated") {
        let said: Value = serde_json::from_str(&ending.text().await).unwrap();
        kinds.push(said["type"].as_str().unwrap().to_owned());
    }
    assert!(kinds.contains(&"warning".to_owned()), "{kinds:?}");
}

#[tokio::test]
async fn a_school_has_a_backlog_and_news() {
    let demo = playing(1).await;
    let mut page = Exchange::get(demo.port, "/solilms/login", &[]).await;
    let form = String::from_utf8(page.whole().await.0).unwrap();
    let token = &form.split_once("name=\"_token\" value=\"").unwrap().1[..40];
    let cookie = format!("Cookie: soli_lms_session={}", page.cookie("soli_lms_session").unwrap());
    let form = format!("_token={token}&email=apprenant%40solilms.local&password=apprenant-pass");
    let answer = Exchange::begin(demo.port, "POST /solilms/login", &[&cookie], &form).await;
    let cookie = format!("Cookie: soli_lms_session={}", answer.cookie("soli_lms_session").unwrap());
    let mut stream = Exchange::get(demo.port, "/solilms/stream/app?last_id=0", &[&cookie]).await;
    let backlog = stream.until_text("\"last_id\":64}").await;
    assert!(backlog.contains("\"last_id\":50}"));
    assert_eq!(backlog.matches("\"is_read\":false").count(), 6);
    for _ in 0..10 {
        demo.step(SECOND).await;
    }
    stream.until_text("{\"id\":65,").await;
    stream.until_text("event: crud.update").await;
    stream.until_text("event: crud.create").await;
    for _ in 0..600 {
        demo.step(SECOND).await;
    }
    demo.solilms().notify(&Notification { title: "fin".into(), ..Notification::default() });
    let body = stream.until_text("\"title\":\"fin\"").await;
    assert!(body.contains("event: crud.delete"));
    let events = body.matches("\"user_id\"").count() - 64 + body.matches("event: crud").count();
    assert!((25..55).contains(&events), "{events}");
}

#[tokio::test]
async fn the_same_seed_is_the_same_day_and_another_is_another() {
    let day = async |seed| {
        let demo = playing(seed).await;
        let mut heard = vec![];
        for path in [SONIQUEBAY, ESTIMATES] {
            heard.extend(said(&demo, path, 60).await);
        }
        body(&format!("{heard:?}"))
    };
    let (one, same, other) = (day(1).await, day(1).await, day(2).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
}

#[tokio::test]
async fn nothing_happens_where_nothing_shall() {
    for scenario in [Scenario::Empty, Scenario::Burst, Scenario::Weird] {
        let demo = Demo::builder().scenario(scenario).pace(Pace::Manual).start().await.unwrap();
        assert_eq!(said(&demo, SONIQUEBAY, 60).await.len() + said(&demo, ESTIMATES, 60).await.len(), 0);
    }
}
