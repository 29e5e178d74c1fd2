//! Links that somebody else wrote: they fill in a dialog, and that is all.

use vigie_tests::{PATIENCE, Relay, Window, eventually};

use crate::scene::{From, Scene};
use crate::stage::{NOTHING_CAME, running};

/// Waits until the dialog for a new server has an address, and returns it.
async fn address(window: &Window) -> String {
    let script = "return document.querySelector('dialog[open] input[inputmode=url]')?.value ?? ''";
    let address = || async {
        let address = window.script(script).await.as_str().map(ToOwned::to_owned)?;
        (!address.is_empty()).then_some(address)
    };
    eventually(PATIENCE, address).await
}

/// Opens a link as the desktop does: Vigie is started once more, sees that it runs, and ends.
async fn follow(scene: &Scene, link: &str) {
    let mut again = scene.desktop.start_vigie(&scene.vigie().args(&[link]));
    assert!(again.ended().await.success(), "there is one Vigie");
}

async fn a_link_fills_in_the_dialog_and_connects_to_nothing(from: From) {
    let scene = Scene::set(from, "").await;
    scene.job("a", "Invoices", "edi_import").await;
    // The same server by another way, on which nobody has been yet.
    let other = Relay::to(&scene.line.url).await;
    let window = scene.open().await;
    running(&window, "Invoices").await;

    for nonsense in [
        "vigie://add?url=file:///etc/passwd".to_owned(),
        "vigie://add".to_owned(),
        format!("vigie://remove?url={}", other.url),
        format!("vigie://add?url={0}&url={0}", other.url),
    ] {
        follow(&scene, &nonsense).await;
    }
    scene.desktop.focused_is("Vigie").await;
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(window.count("dialog").await, 0);

    follow(&scene, &format!("vigie://add?url={}/", other.url)).await;
    assert_eq!(address(&window).await, format!("{}/", other.url));
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(other.connections(), 0, "nobody said that it is to be looked at");
    assert_eq!(window.count("aside .server").await, 1);
    window.press("Look").await;
    window.text_when("dialog .found", |said| said.contains("found")).await;
    assert!(other.connections() > 0);
    window.press("Cancel").await;
    eventually(PATIENCE, || async { (window.count("dialog").await == 0).then_some(()) }).await;
    assert_eq!(window.count("aside .server").await, 1);
    window.close().await;

    // A link may also be what starts Vigie.
    let before = other.connections();
    let link = format!("vigie://add?url={}/", other.url);
    let window = scene.open_as(scene.vigie().args(&[&link])).await;
    assert_eq!(address(&window).await, format!("{}/", other.url));
    tokio::time::sleep(NOTHING_CAME).await;
    assert_eq!(other.connections(), before);
    window.close().await;
}

#[tokio::test]
async fn a_link_beside_the_demo_fills_in_the_dialog_and_connects_to_nothing() {
    a_link_fills_in_the_dialog_and_connects_to_nothing(From::Demo).await;
}

#[tokio::test]
async fn a_link_beside_the_django_fills_in_the_dialog_and_connects_to_nothing() {
    a_link_fills_in_the_dialog_and_connects_to_nothing(From::Django).await;
}
