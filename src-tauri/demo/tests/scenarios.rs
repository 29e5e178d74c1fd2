//! What happens by itself.

#![allow(clippy::unwrap_used, reason = "in a test, a surprise is a failure")]

#[allow(dead_code, reason = "each test file uses its part of it")]
mod wire;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use serde_json::Value;
use vigie_demo::{Demo, Pace, Scenario};
use wire::{End, Exchange, find};

const SECOND: Duration = Duration::from_secs(1);
/// 21 November 2026.
const NOON: i64 = 1_795_262_400_000;

async fn playing(scenario: Scenario, seed: u64) -> Demo {
    let builder = Demo::builder().scenario(scenario).seed(seed).pace(Pace::Manual);
    builder.starting_at_ms(NOON).start().await.unwrap()
}

async fn list_bytes(demo: &Demo) -> Vec<u8> {
    let (body, end) = Exchange::get(demo.port, "/core/sse-progress/", &[]).await.whole().await;
    assert_eq!(end, End::Proper);
    body
}

async fn list(demo: &Demo) -> Vec<Value> {
    let mut list: Value = serde_json::from_slice(&list_bytes(demo).await).unwrap();
    serde_json::from_value(list["jobs"].take()).unwrap()
}

fn is_active(job: &Value) -> bool {
    matches!(job["status"].as_str(), Some("pending" | "in_progress"))
}

#[tokio::test]
async fn lifelike_shows_everything_within_a_minute() {
    let demo = playing(Scenario::Lifelike, 1).await;
    let (mut done, mut silent) = (HashMap::<String, i64>::new(), HashMap::<String, u32>::new());
    let mut longest = 0;
    let mut seen = BTreeMap::<&str, HashSet<String>>::new();
    for _ in 0..60 {
        demo.step(SECOND).await;
        let jobs = list(&demo).await;
        let active = jobs.iter().filter(|job| is_active(job)).count();
        assert!((6..=8).contains(&active), "{active} active");
        for job in &jobs {
            let id = job["job_id"].as_str().unwrap().to_owned();
            let mut note = |what| seen.entry(what).or_default().insert(id.clone());
            match job["status"].as_str().unwrap() {
                "completed" => note("completed"),
                "failed" => note("failed"),
                "in_progress" => {
                    let now = job["processed_items"].as_i64().unwrap();
                    let quiet = silent.entry(id.clone()).or_default();
                    *quiet = if done.insert(id.clone(), now) == Some(now) { *quiet + 1 } else { 0 };
                    longest = longest.max(*quiet);
                    note("running")
                }
                _ => note("pending"),
            };
            if job["failed_items"].as_i64().unwrap() > 0 {
                note("with failed items");
            }
            if job["total_items"] == 0 {
                note("without a total");
            }
            note(match job["task_type"].as_str().unwrap() {
                "edi_import" => "edi_import",
                "email_sending" => "email_sending",
                "report_generation" => "report_generation",
                "accounting_export" => "accounting_export",
                "library_scan" => "library_scan",
                other => panic!("{other}"),
            });
            assert!(job["custom_title"].is_string());
        }
    }
    assert!(longest >= 20, "nothing stalled: {longest} s");
    assert!(seen["completed"].len() >= 3, "{:?}", seen["completed"]);
    assert!(!seen["failed"].is_empty());
    assert!(seen["with failed items"].len() >= 2);
    assert!(seen.contains_key("without a total"));
    for kind in ["edi_import", "email_sending", "report_generation", "accounting_export", "library_scan"] {
        assert!(seen.contains_key(kind), "{kind}");
    }
}

#[tokio::test]
async fn lifelike_goes_on_for_an_hour_and_forgets() {
    let demo = playing(Scenario::Lifelike, 2).await;
    for _ in 0..60 {
        demo.step(SECOND * 60).await;
        let jobs = list(&demo).await;
        let active = jobs.iter().filter(|job| is_active(job)).count();
        assert!((6..=8).contains(&active), "{active} active");
        assert!(jobs.len() <= 68, "{} jobs", jobs.len());
    }
}

#[tokio::test]
async fn the_same_seed_plays_the_same_hour() {
    let one = playing(Scenario::Lifelike, 7).await;
    let other = playing(Scenario::Lifelike, 7).await;
    one.step(SECOND * 600).await;
    for _ in 0..600 {
        other.step(SECOND).await;
    }
    let jobs = list_bytes(&one).await;
    assert_eq!(String::from_utf8(jobs.clone()), String::from_utf8(list_bytes(&other).await));
    let third = playing(Scenario::Lifelike, 8).await;
    third.step(SECOND * 600).await;
    assert_ne!(jobs, list_bytes(&third).await);
}

#[tokio::test]
async fn calm_is_one_job_at_a_time() {
    let demo = playing(Scenario::Calm, 1).await;
    for _ in 0..40 {
        demo.step(SECOND * 10).await;
        assert!(list(&demo).await.iter().filter(|job| is_active(job)).count() <= 1);
    }
    assert!(list(&demo).await.len() >= 3);
}

#[tokio::test]
async fn burst_ends_25_jobs_within_a_second() {
    let demo = playing(Scenario::Burst, 1).await;
    demo.step(SECOND * 6).await;
    assert_eq!(list(&demo).await.iter().filter(|job| is_active(job)).count(), 25);
    demo.step(SECOND).await;
    let jobs = list(&demo).await;
    assert_eq!(jobs.iter().filter(|job| is_active(job)).count(), 0);
    assert_eq!(jobs.iter().filter(|job| job["status"] == "failed").count(), 2);
}

#[tokio::test]
async fn storm_sends_as_many_events_as_it_says() {
    let demo = playing(Scenario::Storm { jobs: 5, events_per_second: 1_000.0 }, 1).await;
    demo.step(SECOND * 2).await;
    for id in demo.jobs() {
        assert_eq!(demo.find(&id).unwrap().position(), 2_001);
    }
}

#[tokio::test]
async fn a_storm_can_be_listened_to_without_losing_an_event() {
    let demo = playing(Scenario::Storm { jobs: 10, events_per_second: 100.0 }, 1).await;
    let channels: String = (0..10).map(|number| format!("channel=progress-storm-{number}&")).collect();
    let mut stream = Exchange::get(demo.port, &format!("/core/events/?{channels}"), &[]).await;
    stream.until_text("stream-open").await;
    let before: i64 = demo.jobs().iter().map(|id| demo.find(id).unwrap().position()).sum();
    demo.step(SECOND * 3).await;
    let count = |body: &[u8]| String::from_utf8_lossy(body).matches("event: progress\n").count() as i64;
    let body = stream.until(|body| count(body) >= 3_000).await;
    assert_eq!((before, count(&body)), (10, 3_000));
}

#[tokio::test]
async fn huge_is_a_list_of_100_000_jobs() {
    let demo = playing(Scenario::Huge { jobs: 100_000, active: 50 }, 1).await;
    let list = list_bytes(&demo).await;
    assert!(list.starts_with(br#"{"success": true, "count": 100000, "jobs": [{"job_id": "#));
    assert!(list.len() > 50_000_000 && list.ends_with(b"}]}"));
    let mut active = Exchange::get(demo.port, "/core/sse-progress/active/", &[]).await;
    active.until_text("\"count\": 50,").await;
}

#[tokio::test]
async fn weird_sends_what_no_server_should() {
    let demo = playing(Scenario::Weird, 1).await;
    let mut stream = Exchange::get(demo.port, "/core/events/?channel=progress-events", &[]).await;
    stream.until_text("stream-open").await;
    let first = String::from_utf8(list_bytes(&demo).await).unwrap();
    for odd in [
        "\"total_items\": -5",
        "\"beaucoup\"",
        "1e+300",
        "\"progress_percentage\": 250",
        "<script>",
        "a,b:c%d e",
    ] {
        assert!(first.contains(odd), "{odd}");
    }
    assert!(first.contains(&"[".repeat(10_000)));
    let mut not_even_text = false;
    let mut lists = HashSet::new();
    for _ in 0..60 {
        demo.step(SECOND).await;
        let body = list_bytes(&demo).await;
        not_even_text |= std::str::from_utf8(&body).is_err();
        lists.insert(body.first().copied());
    }
    assert!(not_even_text && lists.contains(&Some(b'<')));
    for odd in [&b"id: progress-nobody:1"[..], b"\xff\xc3\x28", b"\"percentage\": 250", b"event: explosion"] {
        stream.until(|body| find(body, odd).is_some()).await;
        assert!(find(&stream.body().0, odd).is_some(), "{}", String::from_utf8_lossy(odd));
    }
}

#[tokio::test]
async fn the_real_clock_moves_by_itself() {
    let scenario = Scenario::Storm { jobs: 1, events_per_second: 50.0 };
    for pace in [Pace::Real, Pace::Accelerated(20.0)] {
        let demo = Demo::builder().scenario(scenario).pace(pace).start().await.unwrap();
        let mut stream = Exchange::get(demo.port, "/core/events/?channel=progress-storm-0", &[]).await;
        stream.until_text("event: progress").await;
        demo.shutdown().await;
        assert_eq!(stream.whole().await.1, End::Broken);
    }
}

#[test]
fn scenarios_have_names() {
    for name in Scenario::NAMES {
        assert!(name.parse::<Scenario>().is_ok());
    }
    assert!("lively".parse::<Scenario>().unwrap_err().to_string().contains("lifelike"));
}
