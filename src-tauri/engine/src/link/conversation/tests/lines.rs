//! What one line does to the others, and what is remembered of a line that was lost.

use tokio::time::Instant;
use vigie_contract::SignIn;

use super::super::HEARD;
use super::*;
use crate::link::LinkCommand;
use crate::link::broken::Break;

/// A conversation that was not begun, with a server that is not there.
fn unbegun(dialect: Ids, settle: impl FnOnce(&mut LinkOptions)) -> (Conversation, mpsc::Receiver<Report>) {
    let address = Address::parse("http://127.0.0.1:9/").unwrap();
    let mut options = options(&address, Memory::default());
    settle(&mut options);
    let session = Session::new(address.base, crate::transport::Network::default()).unwrap();
    let (sender, reports) = mpsc::channel(8);
    (Conversation::new(options, session, Box::new(dialect), sender), reports)
}

fn with_account(options: &mut LinkOptions) {
    options.settings.user = Some("ana".into());
    options.settings.sign_in = SignIn::Session;
}

/// The times that were written down as last heard.
fn heard(cursors: &[(String, Option<String>)]) -> Vec<Millis> {
    let times = cursors.iter().filter(|(name, _)| name == HEARD);
    times.map(|(_, at)| at.as_ref().unwrap().parse().unwrap()).collect()
}

#[tokio::test]
async fn what_was_missed_while_signed_out_is_a_gap() {
    let play: Play = Arc::new(|_, nth| match nth {
        0 => saying(&["a"], false),
        1 => StatusCode::UNAUTHORIZED.into_response(),
        _ => saying(&["b"], true),
    });
    let mut scene = Scene::of(Ids::default(), Memory::default(), play).await;
    scene.until("signed_out sign-in-needed").await;
    scene.commands.send(LinkCommand::ConnectNow).await.unwrap();
    scene.until("gap").await;
    scene.until("job b").await;
}

#[tokio::test]
async fn who_hangs_up_while_it_stands_misses_what_is_said_then() {
    let (mut conversation, _reports) = unbegun(Ids::default(), |_| {});
    conversation.stood_up(0);
    conversation.hang_up();
    assert!(conversation.missing_since.is_some() && !conversation.lines[0].standing);
}

#[tokio::test]
async fn a_line_that_one_may_not_have_costs_nothing_else() {
    let play: Play = Arc::new(|path, _| match path {
        "/more" => StatusCode::UNAUTHORIZED.into_response(),
        _ => saying(&["a"], true),
    });
    let mut scene = Scene::of(Ids { more: true, ..Ids::default() }, Memory::default(), play).await;
    scene.until("job a").await;
    scene.commands.send(LinkCommand::ConnectNow).await.unwrap();
    let (reply, answer) = tokio::sync::oneshot::channel();
    let action = vigie_contract::ServerAction::StartSession { session: "1".into() };
    scene.commands.send(LinkCommand::Act { action, reply }).await.unwrap();
    answer.await.unwrap().unwrap_err();
    scene.reports.close();
    while let Some(report) = scene.reports.recv().await {
        assert!(
            !matches!(report.news, News::State { link: LinkState::SignedOut | LinkState::Waiting, .. }),
            "{report:?}"
        );
    }
}

#[tokio::test]
async fn who_is_refused_after_signing_in_is_not_signed_in_again_for_that_line() {
    let (mut conversation, _reports) = unbegun(Ids { more: true, ..Ids::default() }, with_account);
    assert!(matches!(conversation.wants_sign_in(1, None), Err(Break::SignIn(None))));
    conversation.renewed_at = Some(Instant::now());
    assert!(conversation.wants_sign_in(1, None).is_ok());
    conversation.renewed_at = None;
    assert!(conversation.wants_sign_in(1, None).is_ok(), "a minute later");
    assert!(matches!(conversation.wants_sign_in(0, None), Err(Break::SignIn(None))), "the other line");
    conversation.stood_up(1);
    assert!(matches!(conversation.wants_sign_in(1, None), Err(Break::SignIn(None))), "once it was had");
}

#[tokio::test]
async fn the_last_word_of_a_link_says_when_it_was_heard() {
    let (mut conversation, mut reports) = unbegun(Ids::default(), |_| {});
    conversation.stood_up(0);
    conversation.cursors.clear();
    let before = conversation.options.clock.now();
    conversation.leave();
    let Some(News::Updates { cursors, .. }) = reports.recv().await.map(|report| report.news) else {
        panic!("nothing was said")
    };
    let heard: Vec<Millis> = cursors
        .iter()
        .filter(|cursor| cursor.name == HEARD)
        .filter_map(|cursor| cursor.value.as_deref()?.parse().ok())
        .collect();
    assert!(matches!(heard[..], [at] if at >= before), "{heard:?}");
}

#[tokio::test]
async fn a_line_that_proves_dead_takes_back_what_was_written() {
    let (mut conversation, _reports) = unbegun(Ids::default(), |_| {});
    conversation.stood_up(0);
    let now = conversation.options.clock.now();
    conversation.lines[0].heard_at = Some(now - 100_000);
    conversation.write_heard(30_000);
    // The machine's clock may be set back a little meanwhile.
    assert!(heard(&conversation.cursors)[0] > now - 50_000);
    conversation.lost(0);
    conversation.write_heard(30_000);
    conversation.write_heard(30_000);
    assert_eq!(heard(&conversation.cursors)[1..], [now - 100_000], "once");
}

#[tokio::test]
async fn a_question_is_not_asked_twice_at_a_time() {
    let (mut conversation, _reports) = unbegun(Ids::default(), |_| {});
    conversation.lines[0].failures = 9;
    for _ in 0..5 {
        conversation.knock();
    }
    assert_eq!(conversation.requests.len(), 1);
}

#[tokio::test]
async fn a_line_that_was_sent_elsewhere_for_once_comes_home() {
    let play: Play = Arc::new(|path, nth| match (path, nth) {
        ("/events", 0) => (StatusCode::FOUND, [(header::LOCATION, "/maintenance")]).into_response(),
        ("/events", _) => saying(&["a"], true),
        ("/maintenance", _) => ([(header::CONTENT_TYPE, "text/html")], "soon").into_response(),
        _ => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    });
    let mut scene = Scene::of(Ids::default(), Memory::default(), play).await;
    scene.until("waiting not-this-backend").await;
    scene.commands.send(LinkCommand::ConnectNow).await.unwrap();
    scene.until("job a").await;
}

#[tokio::test]
async fn an_optional_line_that_is_lost_is_said_and_its_time_is_a_gap() {
    let play: Play = Arc::new(|path, nth| match (path, nth) {
        ("/more", 0) => saying(&["m"], false),
        ("/more", 1) => StatusCode::BAD_GATEWAY.into_response(),
        ("/more", _) => saying(&["again"], true),
        _ => saying(&["a"], true),
    });
    let mut scene = Scene::of(Ids { more: true, ..Ids::default() }, Memory::default(), play).await;
    scene.until("live stream-ended").await;
    scene.commands.send(LinkCommand::ConnectNow).await.unwrap();
    scene.until("gap").await;
    scene.until("job again").await;
    assert!(!scene.seen.iter().any(|said| said.starts_with("waiting")), "{:?}", scene.seen);
}

#[tokio::test]
async fn a_line_that_may_be_silent_is_opened_anew_after_a_sleep() {
    let play: Play = Arc::new(|_, nth| match nth {
        0 => saying(&["a"], true),
        _ => saying(&["b"], true),
    });
    let mut scene = Scene::of(Ids::default(), Memory::default(), play).await;
    scene.until("job a").await;
    // What lasted for no millisecond is no gap.
    tokio::time::sleep(Duration::from_millis(5)).await;
    scene.commands.send(LinkCommand::Woke).await.unwrap();
    scene.until("gap").await;
    scene.until("job b").await;
}

#[tokio::test]
async fn an_answer_that_does_not_end_is_taken_as_far_as_it_came() {
    let play: Play = Arc::new(|path, _| match path {
        "/events" => StatusCode::BAD_GATEWAY.into_response(),
        _ => saying(&["a"], true),
    });
    let mut scene = Scene::of(Ids::default(), Memory::default(), play).await;
    scene.until("job data: a\n\n").await;
}
