//! Scans of a real library: followed, inferred to be over, missed in part, and what else its stream carries.

use std::path::Path;
use std::time::Duration;

use vigie_contract::{JobEventKind, JobState, LinkState, NoticeKind, ReasonCode, ServerKind};
use vigie_tests::{Relay, Scan, SoniqueBayBackend, Watched, draft};

use crate::story::{all_told, done, never_went_back, running_at};

/// Vigie, watching this address; its settings say this, too.
async fn watching(home: &Path, url: &str, library: &SoniqueBayBackend, settings: &str) -> Watched {
    let mut vigie = Watched::of(home, ServerKind::SoniqueBay, draft(url, None), settings).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    library.streaming(1).await;
    vigie
}

/// What is published now is heard when this returns, and so is all that was published before.
async fn all_heard(vigie: &mut Watched, library: &SoniqueBayBackend, word: &str) {
    library.publish(&format!(r#"{{"type": "notification", "message": "{word}"}}"#)).await;
    vigie.until(word, |v| v.notices.iter().any(|notice| notice.title == word)).await;
}

fn stages(events: &[vigie_contract::JobEvent]) -> Vec<&str> {
    let stages = events.iter().filter(|event| event.kind == JobEventKind::Stage);
    stages.filter_map(|event| event.text.as_deref()).collect()
}

fn progress(task: &str, step: &str, current: u32, total: u32) -> String {
    let percent = 100.0 * f64::from(current) / f64::from(total);
    format!(
        r#"{{"type": "progress", "task_id": "{task}", "step": "{step}", "current": {current}, "total": {total}, "percent": {percent}}}"#
    )
}

#[tokio::test]
async fn a_scan_is_followed_from_its_first_step_to_the_end_that_nobody_tells() {
    let library = SoniqueBayBackend::start().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &library.url, &library, "").await;
    library.scan(Scan::new("scan-1").files(3).stepped()).await;
    library.step("scan-1", 1).await;
    vigie.until("it begins", |v| running_at(v, "scan-1", 0)).await;
    let job = vigie.job("scan-1").unwrap();
    assert_eq!((job.total, job.percent, job.title.as_str()), (Some(3), Some(0.0), "scan-1"));
    assert_eq!(job.step.as_deref(), Some("Démarrage du scan"));

    library.step("scan-1", 1).await;
    vigie.until("a file", |v| running_at(v, "scan-1", 1)).await;
    let job = vigie.job("scan-1").unwrap();
    assert_eq!(job.step.as_deref(), Some("Extraction - fichier 1/3"));
    assert!(job.percent.is_some_and(|percent| (percent - 100.0 / 3.0).abs() < 0.01), "{:?}", job.percent);
    assert_eq!(job.server_percent, None, "its own percentage says the same");

    library.step("scan-1", 2).await;
    vigie.until("the last file is not the end", |v| running_at(v, "scan-1", 3)).await;
    library.step("scan-1", 1).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "scan-1") == 1).await;
    let job = vigie.job("scan-1").unwrap();
    assert_eq!((job.state, job.inferred, job.done), (JobState::Completed, true, Some(3)));
    assert!(vigie.notices[0].inferred, "what was inferred is said to be so");
    let timeline = vigie.timeline("scan-1").await;
    let wanted = ["Démarrage du scan", "Extraction", "Batching", "Insertion", "Scan terminé"];
    assert_eq!(stages(&timeline), wanted, "{timeline:?}");

    // The document's 100 may come twice.
    library.publish(&progress("scan-1", "Scan terminé - 3 fichiers traités", 3, 3)).await;
    all_heard(&mut vigie, &library, "after the repeat").await;
    assert_eq!(all_told(&vigie, "scan-1"), 1);
    never_went_back(&vigie, "scan-1");
    assert_eq!((vigie.servers[0].oddities, vigie.gaps.len()), (0, 0));
}

#[tokio::test]
async fn full_and_quiet_is_over_a_further_step_goes_on_and_what_stops_short_is_stalled() {
    let library = SoniqueBayBackend::start().await;
    let home = tempfile::tempdir().unwrap();
    let settings = "quiet_seconds = 2\nstalled_seconds = 5";
    let mut vigie = watching(home.path(), &library.url, &library, settings).await;
    library.publish(&progress("vec", "Vectorisation 4/5", 4, 5)).await;
    library.publish(&progress("vec", "Vectorisation 5/5", 5, 5)).await;
    // Full, and not over: another step follows before it was quiet for long.
    library.publish(&progress("parts", "Extraction terminée", 9, 9)).await;
    library.publish(&progress("parts", "Insertion - fichier 1/40", 1, 40)).await;
    // The percentage alone.
    library.publish(r#"{"type": "progress", "task_id": "bare", "step": "Index", "percent": 99.5}"#).await;
    library.publish(r#"{"type": "progress", "task_id": "bare", "step": "Index", "percent": 100}"#).await;
    vigie.until("full and quiet", |v| v.told(NoticeKind::Completed, "vec") == 1).await;
    vigie.until("the same by its percentage", |v| v.told(NoticeKind::Completed, "bare") == 1).await;
    assert!(["vec", "bare"].iter().all(|id| vigie.job(id).unwrap().inferred));
    vigie.until("stopped short", |v| v.told(NoticeKind::Stalled, "parts") == 1).await;
    assert!(vigie.is("parts", JobState::Stalled));
    assert!(vigie.seen["parts"].iter().all(|(state, _)| !state.is_over()), "{:?}", vigie.seen["parts"]);

    library.publish(&progress("parts", "Insertion - fichier 2/40", 2, 40)).await;
    vigie.until("it moves again", |v| running_at(v, "parts", 2)).await;
    let kinds: Vec<_> = vigie.timeline("parts").await.iter().map(|event| event.kind).collect();
    assert!(kinds.contains(&JobEventKind::Stalled) && kinds.contains(&JobEventKind::Resumed), "{kinds:?}");
    assert!(vigie.notices_of(NoticeKind::Failed).is_empty(), "success and failure are never guessed");
    // What goes on after its inferred end is another run.
    library.publish(&progress("vec", "Vectorisation 1/5", 1, 5)).await;
    vigie.until("again", |v| running_at(v, "vec", 1)).await;
    assert_eq!(vigie.job("vec").unwrap().run, 2);
}

#[tokio::test]
async fn what_is_no_progress_is_a_notice_and_junk_is_counted_and_stops_nothing() {
    let library = SoniqueBayBackend::start().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &library.url, &library, "").await;
    library.notify(r#"{"type": "notification", "message": "Nouvel artiste ajouté : Björk", "id": 1}"#).await;
    library.notify(r#"{"type": "notification", "message": "Nouvel artiste ajouté : Björk", "id": 2}"#).await;
    library.notify(r#"{"type": "artist_added", "artist": "Björk <b>x</b>"}"#).await;
    vigie.until("three notices", |v| v.notices.len() == 3).await;
    let [first, second, third] = &vigie.notices[..] else { panic!() };
    assert_eq!((first.title.as_str(), &first.title), ("Nouvel artiste ajouté : Björk", &second.title));
    assert_eq!((third.title.as_str(), third.values["type"].as_str()), ("artist_added", "artist_added"));
    assert!(third.text.as_ref().is_some_and(|text| text.contains("Björk <b>x</b>")), "{third:?}");
    assert!(vigie.notices.iter().all(|notice| notice.kind == NoticeKind::Message));
    assert_eq!(vigie.servers[0].oddities, 0);

    let pretty =
        "{\n  \"type\": \"progress\",\n  \"task_id\": \"pretty\",\n  \"current\": 1,\n  \"total\": 2\n}";
    let bell = "\u{7}not JSON \u{1b}[31m";
    let junk = [pretty, "[1, 2, 3]", "null", bell, "\"text\"", "7", "{\"type\": \"progress\"}", "{\"type\":"];
    for junk in junk {
        library.publish(junk).await;
    }
    vigie.until("each is counted", |v| v.servers[0].oddities == junk.len() as u64).await;
    let wide = format!(
        r#"{{"type": "progress", "task_id": "wide", "step": "{}", "current": 1, "total": 2}}"#,
        "é".repeat(32_000)
    );
    assert!(wide.len() > 64_000);
    library.publish(&wide).await;
    vigie.until("64 KB are read", |v| running_at(v, "wide", 1)).await;
    assert!(vigie.job("wide").unwrap().step.as_ref().is_some_and(|step| step.chars().count() < 1_000));
    library.publish(&"x".repeat(2 << 20)).await;
    vigie.until("2 MB are too much", |v| v.servers[0].oddities == junk.len() as u64 + 1).await;
    for strange in [
        r#"{"type": "progress", "task_id": "odd", "current": "three", "total": -4, "percent": "much"}"#,
        r#"{"type": "progress", "task_id": "odd", "current": null, "total": null, "percent": null}"#,
        r#"{"type": "progress", "task_id": "odd", "step": "<script>alert(1)</script>", "current": 2, "total": 8}"#,
    ] {
        library.publish(strange).await;
    }
    vigie.until("the next one is read", |v| running_at(v, "odd", 2)).await;
    assert_eq!(vigie.job("odd").unwrap().step.as_deref(), Some("<script>alert(1)</script>"), "text is text");
    assert!(vigie.link(LinkState::Live) && vigie.gaps.is_empty(), "none of it cost the connection");

    // This the server itself cannot read: it breaks the stream.
    library.redis.publish("progress", b"{\"type\": \"\xff\xfe\"}").await;
    vigie.until("lost and live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    library.streaming(1).await;
    library.publish(&progress("odd", "Scan", 3, 8)).await;
    vigie.until("and heard", |v| running_at(v, "odd", 3)).await;
    assert!(vigie.job("pretty").is_none());
}

#[tokio::test]
async fn what_may_have_been_missed_is_said_after_a_cut_a_restart_and_a_redis_that_was_away() {
    let library = SoniqueBayBackend::start().await;
    let relay = Relay::to(&library.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &relay.url, &library, "").await;
    library.publish(&progress("over", "Terminé", 2, 2)).await;
    library.scan(Scan::new("scan-1").files(30).stepped()).await;
    library.step("scan-1", 5).await;
    vigie.until("running", |v| running_at(v, "scan-1", 4) && v.is("over", JobState::Completed)).await;

    relay.refuse();
    vigie.until("cut", |v| v.is("scan-1", JobState::Stale)).await;
    library.step("scan-1", 5).await;
    relay.cut();
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    library.streaming(1).await;
    library.step("scan-1", 11).await;
    vigie.until("it goes on", |v| running_at(v, "scan-1", 20)).await;

    library.server.stop().await;
    vigie.until("stopped", |v| !v.link(LinkState::Live)).await;
    assert!(done(&vigie, "scan-1", 20), "what was last heard stays");
    library.step("scan-1", 5).await;
    library.server.start_again().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 2).await;
    library.streaming(1).await;
    library.step("scan-1", 1).await;
    vigie.until("it goes on", |v| running_at(v, "scan-1", 26)).await;

    library.redis.down().await;
    vigie.until("its Redis is away", |v| !v.link(LinkState::Live)).await;
    let before = vigie.links.len();
    // Accepted, headers and all, and broken at once: again and again.
    vigie.listen_for(Duration::from_secs(3)).await;
    let live = vigie.links[before..].iter().any(|(link, _)| *link == LinkState::Live);
    assert!(!live, "live only with the greeting: {:?}", vigie.links);
    library.redis.up().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 3).await;
    library.streaming(1).await;
    library.step("scan-1", 100).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "scan-1") == 1).await;

    assert!(vigie.gaps.iter().all(|gap| gap.from < gap.to), "{:?}", vigie.gaps);
    assert!(vigie.gaps.is_sorted_by(|one, next| one.to <= next.from), "{:?}", vigie.gaps);
    let said = |events: Vec<vigie_contract::JobEvent>| -> Vec<_> {
        let gaps = events.into_iter().filter(|event| event.kind == JobEventKind::Gap);
        gaps.map(|gap| (gap.from.unwrap(), gap.at)).collect()
    };
    let gaps: Vec<_> = vigie.gaps.iter().map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(said(vigie.timeline("scan-1").await), gaps, "on the timeline of the one that was open");
    assert!(said(vigie.timeline("over").await).is_empty(), "and not of the one that was over");
    never_went_back(&vigie, "scan-1");
    let others = vigie.notices.iter().filter(|notice| notice.kind != NoticeKind::Completed).count();
    assert_eq!(others, 0, "{:?}", vigie.notices);
}

#[tokio::test]
async fn a_server_that_hangs_is_only_silent_until_it_is_called_again() {
    let library = SoniqueBayBackend::start().await;
    let relay = Relay::to(&library.url).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &relay.url, &library, "headers_seconds = 2").await;
    library.publish(&progress("one", "Scan", 1, 9)).await;
    vigie.until("running", |v| running_at(v, "one", 1)).await;
    library.server.hang().await;
    library.publish(&progress("one", "Scan", 2, 9)).await;
    vigie.listen_for(Duration::from_secs(2)).await;
    assert!(vigie.link(LinkState::Live) && running_at(&vigie, "one", 1), "silence is no loss here");
    library.server.wake().await;
    vigie.until("it catches up", |v| running_at(v, "one", 2)).await;

    library.server.hang().await;
    relay.cut();
    let stale = |v: &Watched| v.reason() == Some(ReasonCode::NoAnswer) && v.is("one", JobState::Stale);
    vigie.until("no answer", stale).await;
    library.server.wake().await;
    vigie.until_knocking("live again", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    // What it had accepted while it hung, it lets go of when it notices.
    library.streaming(1).await;
    library.publish(&progress("one", "Scan", 3, 9)).await;
    vigie.until("and heard", |v| running_at(v, "one", 3)).await;
}

#[tokio::test]
async fn twenty_scans_at_once_are_each_told_once() {
    let library = SoniqueBayBackend::start().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &library.url, &library, "").await;
    let ids: Vec<String> = (0..20).map(|n| format!("scan-{n:02}")).collect();
    for id in &ids {
        library.scan(Scan::new(id).files(40)).await;
    }
    let told = |v: &Watched| ids.iter().filter(|id| v.told(NoticeKind::Completed, id) > 0).count();
    vigie.until("all are told", |v| told(v) == 20).await;
    all_heard(&mut vigie, &library, "and after them").await;
    for id in &ids {
        let job = vigie.job(id).unwrap();
        assert_eq!((job.done, job.total, job.inferred, all_told(&vigie, id)), (Some(40), Some(40), true, 1));
        never_went_back(&vigie, id);
    }
    vigie.until("all are counted", |v| v.servers[0].events > 20 * 42).await;
    assert_eq!(vigie.servers[0].oddities, 0);
}

#[tokio::test]
async fn who_joins_in_the_middle_begins_there_and_goes_on_after_a_restart_of_vigie() {
    let library = SoniqueBayBackend::start().await;
    library.scan(Scan::new("scan-1").files(20).stepped()).await;
    library.step("scan-1", 10).await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = watching(home.path(), &library.url, &library, "").await;
    assert!(vigie.jobs.is_empty(), "nobody tells what was before");
    // Which of its messages were heard depends on when they were published; the rest is.
    library.step("scan-1", 2).await;
    vigie.until("joined", |v| running_at(v, "scan-1", 11)).await;
    assert!(vigie.gaps.is_empty(), "what was before Vigie came was not missed");
    library.publish(&progress("full", "Vectorisation 5/5", 5, 5)).await;
    vigie.until("full", |v| done(v, "full", 5)).await;
    vigie.engine.shutdown().await;
    drop(vigie);
    library.streaming(0).await;
    library.step("scan-1", 4).await;

    let mut vigie = Watched::at(home.path()).await;
    vigie.until("live, and what was missed is said", |v| v.link(LinkState::Live) && v.gaps.len() == 1).await;
    library.streaming(1).await;
    assert!(done(&vigie, "scan-1", 11), "what was last heard stays");
    library.step("scan-1", 1).await;
    vigie.until("it goes on", |v| running_at(v, "scan-1", 16)).await;
    assert_eq!(vigie.job("scan-1").unwrap().run, 1);
    let gap = vigie.gaps[0].clone();
    let timeline = vigie.timeline("scan-1").await;
    let said =
        timeline.iter().find(|event| event.kind == JobEventKind::Gap).map(|event| (event.from, event.at));
    assert_eq!(said, Some((Some(gap.from), gap.to)), "{timeline:?}");
    library.step("scan-1", 100).await;
    vigie.until("told", |v| v.told(NoticeKind::Completed, "scan-1") == 1).await;
    // What was full before nobody listened may have gone on since: it is over where it says so again.
    assert!(!vigie.is("full", JobState::Completed));
    library.publish(&progress("full", "Vectorisation 5/5", 5, 5)).await;
    vigie.until("the full one is over", |v| v.told(NoticeKind::Completed, "full") == 1).await;
    assert_eq!(vigie.job("full").unwrap().run, 1);
    let bell = vigie.engine.notices(None, 100).await.unwrap().notices;
    let told = |id: &str| bell.iter().filter(|notice| notice.job.as_deref() == Some(id)).count();
    assert_eq!((told("full"), told("scan-1"), bell.len()), (1, 1, 2), "{bell:?}");
}
