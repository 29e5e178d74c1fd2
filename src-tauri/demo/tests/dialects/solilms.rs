use std::time::Duration;

use serde_json::json;
use vigie_demo::{Builder, Cut, Demo, Dialect, Notification, Refused, Rhythm, Scenario, Solilms, Trouble};

use crate::capture::{assert_stream, assert_whole};
use crate::wire::{End, Exchange};

const LOGIN: &str = "/solilms/login";
const STREAM: &str = "/solilms/stream/app?last_id=";

fn builder() -> Builder {
    let solilms_turn = Duration::from_millis(20);
    Demo::builder().scenario(Scenario::Empty).rhythm(Rhythm { solilms_turn, ..Rhythm::default() })
}

async fn empty() -> Demo {
    builder().start().await.unwrap()
}

/// The cookies of an answer, to be sent back.
fn cookies(answer: &Exchange) -> String {
    let of = |name| format!("{name}={}", answer.cookie(name).unwrap());
    format!("Cookie: {}; {}", of("XSRF-TOKEN"), of("soli_lms_session"))
}

fn escaped(text: &str) -> String {
    text.replace('@', "%40")
}

/// The login page, and the token and cookies that come with it.
async fn page(demo: &Demo, headers: &[&str]) -> (String, String) {
    let mut page = Exchange::get(demo.port, LOGIN, headers).await;
    let body = String::from_utf8(page.whole().await.0).unwrap();
    let token = body.split_once("name=\"_token\" value=\"").unwrap().1;
    (token[..40].to_owned(), cookies(&page))
}

async fn post(demo: &Demo, token: &str, cookies: &str, password: &str) -> Exchange {
    let form = format!("_token={token}&email={}&password={password}", escaped(Solilms::EMAIL));
    Exchange::begin(demo.port, &format!("POST {LOGIN}"), &[cookies], &form).await
}

async fn signed_in(demo: &Demo) -> String {
    let (token, held) = page(demo, &[]).await;
    let answer = post(demo, &token, &held, Solilms::PASSWORD).await;
    assert_eq!(answer.status(), 302);
    cookies(&answer)
}

fn numbered(number: i64) -> Notification {
    Notification {
        message: format!("Notification n°{number}"),
        about: ("RealisationTache".into(), number),
        ..Notification::default()
    }
}

async fn listening(demo: &Demo, last: i64) -> Exchange {
    let mut stream = Exchange::get(demo.port, &format!("{STREAM}{last}"), &[&signed_in(demo).await]).await;
    stream.until_text("retry: 5000\n").await;
    stream
}

#[tokio::test]
async fn signing_in_is_as_captured() {
    let demo = empty().await;
    assert_whole(Exchange::get(demo.port, LOGIN, &[]).await, "solilms/01-login-page").await;
    let (token, held) = page(&demo, &[]).await;
    assert_whole(post(&demo, &token, &held, "no").await, "solilms/03-login-wrong").await;
    assert_whole(post(&demo, &token, &held, Solilms::PASSWORD).await, "solilms/02-login-ok").await;
    // That visit is over, and its token with it.
    assert_eq!(post(&demo, &token, &held, Solilms::PASSWORD).await.status(), 419);
    assert_eq!(post(&demo, "", &held, Solilms::PASSWORD).await.status(), 419);
}

#[tokio::test]
async fn the_token_may_come_back_as_a_header_from_the_cookie() {
    let demo = empty().await;
    let (_, held) = page(&demo, &[]).await;
    let sealed = held.split_once("XSRF-TOKEN=").unwrap().1.split(';').next().unwrap();
    let header = format!("X-XSRF-TOKEN: {}", sealed.replace("%3D", "="));
    let form = format!("email={}&password={}", escaped(Solilms::EMAIL), Solilms::PASSWORD);
    let answer = Exchange::begin(demo.port, &format!("POST {LOGIN}"), &[&held, &header], &form).await;
    assert_eq!(answer.status(), 302);
    assert!(answer.header("location").unwrap().ends_with("/solilms/realisation-taches"));
}

#[tokio::test]
async fn who_is_not_signed_in_is_sent_away_as_captured() {
    let demo = empty().await;
    for (accept, name) in [
        (None, "07-stream-not-logged-in"),
        (Some("Accept: text/event-stream"), "08-stream-not-logged-in-event-stream"),
        (Some("Accept: application/json"), "09-stream-not-logged-in-json"),
        (Some("X-Requested-With: XMLHttpRequest"), "09-stream-not-logged-in-json"),
    ] {
        let headers: Vec<&str> = accept.into_iter().collect();
        let answer = Exchange::get(demo.port, &format!("{STREAM}0"), &headers).await;
        assert_whole(answer, &format!("solilms/{name}")).await;
    }
}

#[tokio::test]
async fn who_was_sent_away_from_the_stream_is_sent_back_to_it() {
    let demo = empty().await;
    let refused = Exchange::get(demo.port, &format!("{STREAM}7"), &[]).await;
    let (token, held) = page(&demo, &[&cookies(&refused)]).await;
    let answer = post(&demo, &token, &held, Solilms::PASSWORD).await;
    let stream = format!("{}{STREAM}7", demo.url);
    assert_eq!(answer.header("location"), Some(stream.as_str()));
}

#[tokio::test]
async fn notifications_come_as_captured() {
    let demo = empty().await;
    let mut stream = listening(&demo, 0).await;
    demo.solilms().notify(&numbered(1));
    stream.until_text("\"last_id\":1}\n\n").await;
    // Two in one turn, as captured, need a stream that comes later.
    demo.solilms().notify(&numbered(2));
    let mut late = listening(&demo, 0).await;
    late.until_text("\"last_id\":2}\n\n").await;
    demo.solilms().notify(&numbered(1));
    assert_stream(&mut late, "solilms/21-notif").await;
    (4..=5).for_each(|_| {
        demo.solilms().notify(&numbered(1));
    });
    (2..=3).for_each(|number| {
        demo.solilms().notify(&numbered(number));
    });
    assert_stream(&mut listening(&demo, 5).await, "solilms/24-reconnect-last-id").await;
}

#[tokio::test]
async fn changed_records_come_as_captured_and_once() {
    let demo = empty().await;
    let school = demo.solilms();
    let mut stream = listening(&demo, 3).await;
    school.crud("updated", "RealisationTache", 1, &[("etat", json!(2))]);
    school.crud("updated", "RealisationTache", 1, &[("etat", json!(3))]);
    school.crud("created", "RealisationTache", 4, &[("etat", json!(1))]);
    school.crud("deleted", "RealisationTache", 4, &[]);
    assert_stream(&mut stream, "solilms/22-crud").await;
    drop(stream);
    demo.until(|counters| counters.of(Dialect::Solilms).streams_open == 0).await;
    (1..=3).for_each(|_| {
        school.notify(&numbered(9));
    });
    // Both wait for the one who comes next.
    school.notify(&numbered(1));
    school.crud("updated", "RealisationTache", 1, &[("etat", json!(4))]);
    assert_stream(&mut listening(&demo, 3).await, "solilms/23-notif-and-crud-in-one-turn").await;
    let mut third = listening(&demo, 4).await;
    school.notify(&numbered(5));
    assert!(!third.until_text("\"last_id\":5}").await.contains("crud"));
}

#[tokio::test]
async fn a_backlog_comes_in_batches_of_fifty() {
    let demo = empty().await;
    (0..120).for_each(|number| {
        demo.solilms().notify(&Notification { read: number < 100, ..numbered(number) });
    });
    let body = listening(&demo, 0).await.until_text("\"last_id\":120}").await;
    let batches: Vec<usize> =
        body.split("event: notif").skip(1).map(|batch| batch.matches("\"user_id\"").count()).collect();
    assert_eq!(batches, [50, 50, 20]);
    assert_eq!(body.matches("\"is_read\":true").count(), 100);
}

#[tokio::test]
async fn with_a_full_buffer_even_the_head_waits_for_the_first_event() {
    let demo = empty().await;
    demo.set_trouble(Dialect::Solilms, Trouble { buffered: true, ..Trouble::default() });
    let cookies = signed_in(&demo).await;
    let headers = [cookies.as_str()];
    let asked = Exchange::get(demo.port, "/solilms/stream/app", &headers);
    let told = async {
        demo.until(|counters| counters.of(Dialect::Solilms).streams_open == 1).await;
        demo.solilms().notify(&numbered(1));
    };
    let (mut answer, ()) = tokio::join!(asked, told);
    assert!(answer.until_text("\"last_id\":1}").await.starts_with("retry: 5000\nevent: notif\n"));
}

#[tokio::test]
async fn it_ends_as_it_breaks_and_refuses_as_told() {
    let demo = empty().await;
    for cut in [Cut::Clean, Cut::Broken] {
        let mut stream = listening(&demo, 0).await;
        demo.cut(Dialect::Solilms, cut);
        assert_eq!(stream.whole().await, (b"retry: 5000\n".to_vec(), End::Proper), "{cut:?}");
    }
    for (status, location) in [(419, None), (401, None), (503, None), (302, Some("/solilms/login"))] {
        let refused = Some(Refused::streams(status).times(1));
        demo.set_trouble(Dialect::Solilms, Trouble { refused, ..Trouble::default() });
        let answer = Exchange::get(demo.port, STREAM, &[]).await;
        let location = location.map(|path| format!("{}{path}", demo.url));
        assert_eq!((answer.status(), answer.header("location")), (status, location.as_deref()));
    }
}

#[tokio::test]
async fn an_expired_session_is_seen_by_the_next_request_alone() {
    let demo = empty().await;
    let cookies = signed_in(&demo).await;
    let mut stream = Exchange::get(demo.port, STREAM, &[&cookies]).await;
    demo.sign_out(Dialect::Solilms);
    demo.solilms().notify(&numbered(1));
    demo.solilms().publish("explosion", "[half");
    stream.until_text("\"last_id\":1}").await;
    stream.until_text("event: explosion\ndata: [half\n\n").await;
    assert_eq!(Exchange::get(demo.port, STREAM, &[&cookies]).await.status(), 302);
}

#[tokio::test]
async fn its_first_page_leads_to_the_login_page() {
    let demo = empty().await;
    for path in ["/solilms", "/solilms/"] {
        let answer = Exchange::get(demo.port, path, &[]).await;
        assert_eq!(answer.status(), 302, "{path}");
        assert_eq!(answer.header("location"), Some(format!("{}{LOGIN}", demo.url).as_str()));
        assert!(answer.cookie("soli_lms_session").is_some());
    }
    assert_eq!(Exchange::get(demo.port, "/solilms/nowhere", &[]).await.status(), 404);
    assert_eq!(Exchange::get(demo.port, "/solilms/", &[&signed_in(&demo).await]).await.status(), 200);
}
