use std::time::Duration;

use vigie_demo::{Builder, Cut, Demo, Dialect, Estimate, Estimates, Project, Rhythm, Scenario, Trouble};

use crate::capture::{assert_stream, assert_whole, body};
use crate::wire::{End, Exchange};

const EVENTS: &str = "/estimates/api/v1/sse/events/";
const STATS: &str = "/estimates/api/v1/sse/stats/";
const CONNECTED: &str = "\"SSE connection established\"}\n\n";

fn builder() -> Builder {
    Demo::builder().scenario(Scenario::Empty)
}

fn quickly() -> Rhythm {
    Rhythm { estimates_keepalive: Some(Duration::from_millis(20)), ..Rhythm::default() }
}

async fn listening(demo: &Demo, token: &str) -> Exchange {
    let mut stream = Exchange::get(demo.port, &format!("{EVENTS}?token={token}"), &[]).await;
    stream.until_text(CONNECTED).await;
    stream
}

#[tokio::test]
async fn it_connects_and_keeps_alive_as_captured() {
    let demo = builder().rhythm(quickly()).start().await.unwrap();
    let mut stream = listening(&demo, "manager2-token").await;
    assert_stream(&mut stream, "estimates/01-connect-keepalive").await;
}

#[tokio::test]
async fn who_has_no_good_token_is_refused_as_captured() {
    let demo = builder().start().await.unwrap();
    for (query, bearer, name) in [
        (EVENTS.to_owned(), None, "02-no-token"),
        (EVENTS.to_owned(), Some("Authorization: Bearer manager1-token"), "02-no-token"),
        (format!("{EVENTS}?token=nonsense"), None, "03-bad-token"),
        (STATS.to_owned(), None, "07-stats-no-auth"),
    ] {
        let headers: Vec<&str> = bearer.into_iter().collect();
        let answer = Exchange::get(demo.port, &query, &headers).await;
        assert_whole(answer, &format!("estimates/{name}")).await;
    }
}

#[tokio::test]
async fn statistics_count_streams_as_captured() {
    let demo = builder().start().await.unwrap();
    let _stream = listening(&demo, Estimates::MANAGER_TOKEN).await;
    let bearer = ["Authorization: Bearer manager1-token"];
    assert_whole(Exchange::get(demo.port, STATS, &bearer).await, "estimates/06-stats").await;
}

#[tokio::test]
async fn a_manager_hears_what_foremen_do_as_captured() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo, Estimates::MANAGER_TOKEN).await;
    let office = demo.estimates();
    let mut one = Estimate::default();
    let mut two = Estimate { id: 2, number: "Смета_2025-01-01_Объект_2".into(), ..one.clone() };
    office.created(&one);
    office.created(&two);
    one.status = "Отправлена".into();
    two.status = "Утверждена".into();
    office.updated(&one);
    office.updated(&two);
    office.deleted(&two);
    assert_stream(&mut stream, "estimates/20-manager-sees-foreman").await;
}

#[tokio::test]
async fn projects_are_told_to_managers_as_captured() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo, Estimates::MANAGER_TOKEN).await;
    let mut foreman = listening(&demo, Estimates::FOREMAN_TOKEN).await;
    let office = demo.estimates();
    office.project_created(&Project { id: 3, name: "ЖК «Южный»".into(), address: String::new() });
    let address = "ул. Ленина, 1".into();
    office.project_updated(&Project { id: 1, name: "ЖК «Северный» III".into(), address });
    assert_stream(&mut stream, "estimates/25-projects-to-manager").await;
    office.updated(&Estimate { foreman: (5, "Пётр Васильев".into()), ..Estimate::default() });
    office.updated(&Estimate { id: 77, ..Estimate::default() });
    let heard = foreman.until_text("\"estimate_id\": 77").await;
    assert!(!heard.contains("project.") && !heard.contains("Пётр"));
}

#[tokio::test]
async fn a_stopped_server_breaks_off_as_captured() {
    let demo = builder().start().await.unwrap();
    let mut stream = listening(&demo, Estimates::MANAGER_TOKEN).await;
    demo.cut(Dialect::Estimates, Cut::Broken);
    assert_eq!(stream.whole().await.1, End::Broken);
    assert_stream(&mut stream, "estimates/29-server-stopped").await;
}

#[tokio::test]
async fn a_revoked_token_ends_at_the_next_keepalive_and_is_then_refused() {
    let demo = builder().rhythm(quickly()).start().await.unwrap();
    let mut stream = listening(&demo, Estimates::MANAGER_TOKEN).await;
    demo.estimates().revoke(Estimates::MANAGER_TOKEN);
    assert_eq!(stream.whole().await.1, End::Proper);
    let again = format!("{EVENTS}?token=manager1-token");
    assert_whole(Exchange::get(demo.port, &again, &[]).await, "estimates/03-bad-token").await;
    demo.estimates().allow(Estimates::MANAGER_TOKEN);
    listening(&demo, Estimates::MANAGER_TOKEN).await;
    demo.sign_out(Dialect::Estimates);
    assert_eq!(Exchange::get(demo.port, &again, &[]).await.status(), 401);
}

#[tokio::test]
async fn threads_that_are_all_taken_never_answer() {
    let demo = builder().start().await.unwrap();
    demo.set_trouble(
        Dialect::Estimates,
        Trouble { silent: Some(vigie_demo::Scope::Streams), ..Trouble::default() },
    );
    let asked = listening(&demo, Estimates::MANAGER_TOKEN);
    let freed = async {
        demo.until(|counters| counters.of(Dialect::Estimates).stream_requests == 1).await;
        let bearer = ["Authorization: Bearer manager1-token"];
        assert_eq!(Exchange::get(demo.port, STATS, &bearer).await.status(), 200);
        assert_eq!(demo.counters().of(Dialect::Estimates).streams_total, 0);
        demo.set_trouble(Dialect::Estimates, Trouble::default());
    };
    tokio::join!(asked, freed);
}

#[tokio::test]
async fn anything_can_be_said_and_a_deaf_stream_goes_on_living() {
    let demo = builder().rhythm(quickly()).start().await.unwrap();
    let mut stream = listening(&demo, Estimates::FOREMAN_TOKEN).await;
    demo.set_trouble(Dialect::Estimates, Trouble { deaf: true, ..Trouble::default() });
    demo.estimates().publish("estimate.created", "{\"lost\": true}");
    stream.until(|body| body.windows(9).filter(|part| part == b"keepalive").count() > 2).await;
    demo.set_trouble(Dialect::Estimates, Trouble::default());
    demo.estimates().publish("invoice.created", "[half");
    demo.estimates().send_raw(&b"data: \xff\xfe\n\n"[..]);
    let end = b"data: \xff\xfe\n\n";
    let said = stream.until(|said| said.windows(end.len()).any(|part| part == end)).await;
    let said = body(&String::from_utf8_lossy(&said));
    assert!(said.contains("{\"event\": \"invoice.created\", \"data\": [half, \"timestamp\": …}"), "{said}");
    assert!(!said.contains("lost"));
}

#[tokio::test]
async fn it_looks_like_django_elsewhere() {
    let demo = builder().start().await.unwrap();
    let mut lost = Exchange::get(demo.port, "/estimates/", &[]).await;
    assert_eq!((lost.status(), lost.header("server")), (404, Some("gunicorn")));
    assert!(String::from_utf8(lost.whole().await.0).unwrap().contains("Not Found"));
    let slash = Exchange::get(demo.port, "/estimates/api/v1/sse/events?token=x", &[]).await;
    assert_eq!(
        (slash.status(), slash.header("location")),
        (301, Some("/estimates/api/v1/sse/events/?token=x"))
    );
}
