//! A person waits for one job, and does not want to hear of the others.

use crate::deeds::{NO_WARNINGS, alerted, belled, choose, key, signed};
use crate::scene::{From, Scene};
use crate::stage::{NOTHING_CAME, running, unread};

/// Three jobs of one kind.
async fn with_imports(from: From, settings: &str) -> Scene {
    let scene = Scene::set(from, settings).await;
    for title in ["one", "two", "three"] {
        scene.job(title, &format!("Import {title}"), "edi_import").await;
    }
    scene
}

async fn the_end_of_a_watched_job_is_told_though_its_kind_is_muted(from: From) {
    let scene = with_imports(from, NO_WARNINGS).await;
    let desktop = &scene.desktop;
    let window = scene.open().await;
    for job in ["Import one", "Import two", "Import three"] {
        running(&window, job).await;
    }
    let muted = "All “edi_import” on Héron are muted: they stay in the bell.";
    choose(&window, "Import one", "mute-kind", muted).await;
    signed(&window, "Import two", "Muted").await;
    choose(&window, "Import one", "watch", "Import one is watched: you will be told how it ends.").await;
    signed(&window, "Import one", "Watched").await;
    key(&window, "Import three", "w", "Import three is watched: you will be told how it ends.").await;
    signed(&window, "Import three", "Watched").await;

    let _other = desktop.elsewhere().await;
    scene.complete("two").await;
    belled(&window, "Import two completed").await;
    scene.complete("one").await;
    desktop.alerts_at_least(1).await;
    scene.complete("three").await;
    desktop.alerts_at_least(2).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), ["Import one completed", "Import three completed"]);
    unread(&window, 2).await;
    window.close().await;
}

#[tokio::test]
async fn the_demos_watched_job_is_told_though_its_kind_is_muted() {
    the_end_of_a_watched_job_is_told_though_its_kind_is_muted(From::Demo).await;
}

#[tokio::test]
async fn the_djangos_watched_job_is_told_though_its_kind_is_muted() {
    the_end_of_a_watched_job_is_told_though_its_kind_is_muted(From::Django).await;
}

async fn a_muted_kind_is_in_the_bell_as_read_until_it_is_unmuted(from: From) {
    let scene = with_imports(from, if from == From::Demo { "" } else { NO_WARNINGS }).await;
    let desktop = &scene.desktop;
    scene.job("letters", "Letters", "mailing").await;
    let window = scene.open().await;
    for job in ["Import one", "Import two", "Import three", "Letters"] {
        running(&window, job).await;
    }
    let muted = "All “edi_import” on Héron are muted: they stay in the bell.";
    choose(&window, "Import two", "mute-kind", muted).await;
    signed(&window, "Import one", "Muted").await;

    let other = desktop.elsewhere().await;
    // A warning of the Django's says no count: soon after the start it may be taken for one of before.
    if from == From::Demo {
        scene.warn("two").await;
        belled(&window, "Import two: 1 warning").await;
    }
    scene.complete("one").await;
    belled(&window, "Import one completed").await;
    scene.complete("letters").await;
    desktop.alerts_at_least(1).await;
    unread(&window, 1).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), ["Letters completed"], "another kind is told as ever");
    window.close().await;

    // The next run of Vigie knows it still.
    let window = scene.open().await;
    running(&window, "Import two").await;
    signed(&window, "Import two", "Muted").await;
    drop(other);
    desktop.focus("Vigie").await;
    let unmuted = "All “edi_import” on Héron are no longer muted.";
    choose(&window, "Import three", "mute-kind", unmuted).await;
    let _other = desktop.elsewhere().await;
    scene.complete("two").await;
    desktop.alerts_at_least(2).await;
    unread(&window, 2).await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(alerted(desktop), ["Letters completed", "Import two completed"]);
    window.close().await;
}

#[tokio::test]
async fn the_demos_muted_kind_is_in_the_bell_as_read_until_it_is_unmuted() {
    a_muted_kind_is_in_the_bell_as_read_until_it_is_unmuted(From::Demo).await;
}

#[tokio::test]
async fn the_djangos_muted_kind_is_in_the_bell_as_read_until_it_is_unmuted() {
    a_muted_kind_is_in_the_bell_as_read_until_it_is_unmuted(From::Django).await;
}
