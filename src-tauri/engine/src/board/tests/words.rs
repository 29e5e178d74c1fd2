//! Titles, messages, metadata, pages, ids, timelines.

use serde_json::json;
use vigie_contract::{JobEventKind, JobRef};

use super::story::{SERVER, Story};
use crate::board::{Bounds, Rules};
use crate::update::{JobUpdate, Source, Update};

fn told(update: JobUpdate) -> Story {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.apply(Update::Job(Box::new(update)));
    story
}

fn news(id: &str) -> JobUpdate {
    JobUpdate::new(id, Source::Stream)
}

#[test]
fn a_title_is_the_servers_or_made() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 1234 running");
    assert_eq!(story.job("1234").title, "1234");
    story.play("1 1234 rest running kind=edi-import");
    assert_eq!(story.job("1234").title, "edi-import · 1234");
    story.play("2 1234 rest running title=Orders_of_May");
    assert_eq!(story.job("1234").title, "Orders of May");
    story.play("3 1234 rest@1 running title=Old kind=old");
    assert_eq!(story.job("1234").title, "Orders of May", "an older answer replaces no words");
    story.play("4 1234 completed");
    story.play("5 1234 rest completed title=Orders_of_June");
    assert_eq!(story.job("1234").title, "Orders of June", "words may come at any time");
}

#[test]
fn ids_are_any_text() {
    for id in ["a,b:c%20 d", "", " ", "<b>x</b>", "\u{0}", "задание-1", "👩‍🚀", "../../etc"] {
        let story = told(news(id));
        let job = story.job(id);
        assert_eq!(job.id, id);
        assert!(!job.title.trim().is_empty() && !job.title.contains('\u{0}'));
    }
    let long = told(news(&"x".repeat(10_000)));
    assert!(long.board.is_empty());
    assert_eq!(long.board.oddities(SERVER), 1);
}

#[test]
fn words_are_bounded() {
    let long = "é".repeat(10_000);
    let update = JobUpdate {
        title: Some(long.clone()),
        kind: Some(long.clone()),
        step: Some(long.clone()),
        message: Some(long.clone()),
        error: Some(long.clone()),
        warning: Some(long.clone()),
        ..news("a")
    };
    let job = told(update).job("a");
    let chars = |text: &Option<String>| text.as_ref().unwrap().chars().count();
    assert_eq!(job.title.chars().count(), 300);
    assert_eq!((chars(&job.kind), chars(&job.step)), (300, 300));
    assert_eq!((chars(&job.message), chars(&job.error), chars(&job.last_warning)), (2000, 2000, 2000));
}

#[test]
fn metadata_is_kept_as_it_came_unless_too_large() {
    let small = json!({"campaign_id": 123, "tags": ["<b>", null]});
    let mut story = told(JobUpdate { metadata: Some(small.clone()), ..news("a") });
    assert_eq!(story.job("a").metadata, small);
    let large = json!({ "text": "x".repeat(17 * 1024) });
    story.apply(Update::Job(Box::new(JobUpdate { metadata: Some(large), ..news("a") })));
    assert_eq!(story.job("a").metadata, small);
    assert_eq!(story.board.oddities(SERVER), 1);
}

#[test]
fn a_page_is_an_http_address_or_nothing() {
    let page = |page: &str| told(JobUpdate { page: Some(page.to_owned()), ..news("a") }).job("a").page;
    assert_eq!(page("https://example.org/jobs/1?x=y").as_deref(), Some("https://example.org/jobs/1?x=y"));
    for bad in ["javascript:alert(1)", "file:///etc/passwd", "/jobs/1", "", "http://", "data:text/html,x"] {
        assert_eq!(page(bad), None, "{bad}");
    }
}

#[test]
fn times_that_cannot_be_are_dropped() {
    let update = JobUpdate { started_at: Some(u64::MAX), created_at: Some(5), ..news("a") };
    let story = told(update);
    let job = story.job("a");
    assert_eq!((job.started_at, job.created_at), (None, Some(5)));
    assert_eq!(story.board.oddities(SERVER), 1);
}

#[test]
fn an_empty_text_is_not_said() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play("0 a running msg=hello kind=scan title=Scan");
    story.play("1 a running msg= kind= title=_");
    let job = story.job("a");
    assert_eq!(
        (job.message.as_deref(), job.kind.as_deref(), &*job.title),
        (Some("hello"), Some("scan"), "Scan")
    );
}

#[test]
fn a_timeline_tells_what_happened() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    story.play(
        "0   a begins 0/500 msg=Invoice_0/500
         1   a 1/500 msg=Invoice_1/500
         2   a 2/500 msg=Invoice_2/500
         3   a warn=no_address
         70  a failed error=disk_full
         71  a begins 0/500",
    );
    let events = story.board.events(&JobRef { server: SERVER.to_owned(), id: "a".to_owned() });
    let lines: Vec<(JobEventKind, Option<&str>)> =
        events.iter().map(|e| (e.kind, e.text.as_deref())).collect();
    assert_eq!(
        lines,
        [
            (JobEventKind::Started, None),
            (JobEventKind::Message, Some("Invoice 2/500")),
            (JobEventKind::Warning, Some("no address")),
            (JobEventKind::Stalled, None),
            (JobEventKind::Failed, Some("disk full")),
            (JobEventKind::Started, None),
        ]
    );
}

#[test]
fn oddities_are_counted_and_the_last_of_each_kind_is_kept() {
    let mut story = Story::new(Bounds::default(), Rules::default());
    for excerpt in ["{", "\u{1b}[2J"] {
        story.apply(Update::Oddity { what: "no JSON", excerpt: excerpt.to_owned() });
    }
    let kinds = story.board.oddity_kinds(SERVER);
    assert_eq!((kinds.len(), kinds[0].times, &*kinds[0].excerpt), (1, 2, " [2J"));
}
