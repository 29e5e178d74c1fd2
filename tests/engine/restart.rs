//! Vigie ends and starts again.

use vigie_contract::{JobState, LinkState, NoticeKind, TroubleCode};
use vigie_demo::{Demo, JobSpec, Scenario};
use vigie_tests::{Watched, draft};

async fn empty() -> Demo {
    Demo::builder().scenario(Scenario::Empty).start().await.expect("the demo starts")
}

#[tokio::test]
async fn what_had_ended_before_the_first_contact_is_shown_and_not_told() {
    let demo = empty().await;
    let job = demo.job(&JobSpec::new("old", 3).paused());
    job.start();
    job.warn("long ago");
    job.progress(3);
    job.complete();
    let mut vigie = Watched::passing().await;
    vigie.watch(&demo.url, None).await;
    vigie.until("shown", |v| v.is("old", JobState::Completed)).await;
    let next = demo.job(&JobSpec::new("next", 1).paused());
    next.start();
    next.progress(1);
    next.complete();
    vigie.until("the next is told", |v| v.told(NoticeKind::Completed, "next") == 1).await;
    assert_eq!(vigie.notices.len(), 1, "{:?}", vigie.notices);
}

#[tokio::test]
async fn what_ended_while_vigie_was_closed_is_told_once_after_it_starts() {
    let demo = empty().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    vigie.engine.add_server(draft(&demo.url, None)).await.unwrap();
    // What had happened before the first contact would not be told.
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    let job = demo.job(&JobSpec::new("w1", 100).paused());
    job.start();
    job.progress(10);
    job.warn("first");
    vigie.until("running", |v| v.job("w1").is_some_and(|j| j.done >= Some(10) && j.warnings == 1)).await;
    vigie.until("warning told", |v| v.told(NoticeKind::Warning, "w1") == 1).await;
    let unread = vigie.unread;
    vigie.engine.shutdown().await;
    drop(vigie);

    job.warn("second, unseen");
    job.progress(100);
    job.complete();
    let unknown = demo.job(&JobSpec::new("w2", 2).paused());
    unknown.start();
    unknown.progress(2);
    unknown.complete();

    let mut vigie = Watched::at(home.path()).await;
    vigie
        .until("both told", |v| {
            v.told(NoticeKind::Completed, "w1") == 1 && v.told(NoticeKind::Completed, "w2") == 1
        })
        .await;
    assert_eq!(vigie.notices.len(), 2, "{:?}", vigie.notices);
    vigie.until("counted", |v| v.unread == unread + 2).await;
    vigie.engine.shutdown().await;
    drop(vigie);

    let mut vigie = Watched::at(home.path()).await;
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    vigie.until("bell kept", |v| v.unread == unread + 2).await;
    vigie.until("shown", |v| v.is("w1", JobState::Completed)).await;
    vigie.listen_for(std::time::Duration::from_secs(3)).await;
    assert!(vigie.notices.is_empty(), "nothing is told twice: {:?}", vigie.notices);
    let page = vigie.engine.notices(None, 10).await.unwrap();
    assert_eq!((page.notices.len(), page.unread), (3, unread + 2));
    assert_eq!(vigie.engine.mark_all_read().await.unwrap(), 0);
    vigie.until("read", |v| v.unread == 0).await;
}

#[tokio::test]
async fn alerts_are_handed_out_until_they_were_shown_and_then_never_again() {
    let demo = empty().await;
    let home = tempfile::tempdir().unwrap();
    let mut vigie = Watched::at(home.path()).await;
    vigie.engine.add_server(draft(&demo.url, None)).await.unwrap();
    vigie.until("live", |v| v.link(LinkState::Live)).await;
    let job = demo.job(&JobSpec::new("a1", 1).paused());
    job.start();
    job.complete();
    let due = vigie.engine.alerts().await;
    assert_eq!((due.len(), due[0].notice.kind), (1, NoticeKind::Completed));
    vigie.engine.shutdown().await;
    drop(vigie);

    let vigie = Watched::at(home.path()).await;
    let again = vigie.engine.alerts().await;
    assert_eq!(again, due, "it was not shown before the end");
    vigie.engine.alerts_sent(&again).await;
    vigie.engine.shutdown().await;
    drop(vigie);

    let vigie = Watched::at(home.path()).await;
    let none = tokio::time::timeout(std::time::Duration::from_secs(3), vigie.engine.alerts()).await;
    assert!(none.is_err(), "{none:?}");
}

#[tokio::test]
async fn a_password_is_nowhere_in_the_home() {
    let demo = empty().await;
    let home = tempfile::tempdir().unwrap();
    let vigie = Watched::at(home.path()).await;
    vigie.engine.add_server(draft(&demo.url, Some(("alice", "geheim-und-lang")))).await.unwrap();
    vigie.engine.shutdown().await;
    for entry in std::fs::read_dir(home.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            assert!(!bytes.windows(15).any(|w| w == b"geheim-und-lang"), "{}", path.display());
        }
    }
}

#[tokio::test]
async fn damaged_files_are_said_to_be_so_and_nothing_stops() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("settings.toml"), "version = 1\n[[servers]\nurl = ").unwrap();
    std::fs::write(home.path().join("vigie.sqlite3"), vec![7u8; 20_000]).unwrap();
    let mut vigie = Watched::at(home.path()).await;
    let told = |v: &Watched, code| v.troubles.iter().any(|t| t.code == code);
    vigie
        .until("both told", |v| told(v, TroubleCode::SettingsBroken) && told(v, TroubleCode::StoreSetAside))
        .await;
    let refused = vigie.engine.add_server(draft("http://127.0.0.1:1", None)).await.unwrap_err();
    assert_eq!(refused.code, vigie_contract::FailureCode::SettingsRefused);
    let kept = std::fs::read_to_string(home.path().join("settings.toml")).unwrap();
    assert!(kept.contains("[[servers]\n"), "what the person wrote is still there");
}
