//! The private desktop itself: without it working, no story of the window means anything.

use std::path::Path;

use serde_json::json;
use vigie_tests::{Desktop, PATIENCE, VigieOptions, Window, eventually};

#[tokio::test]
async fn an_alert_arrives_and_a_click_reaches_its_sender() {
    let desktop = Desktop::start().await;
    let mut sender = desktop.command("dunstify");
    sender.args([
        "--action",
        "default,Open",
        "--action",
        "later,Later",
        "Import finished",
        "12 items in 3 s",
    ]);
    let clicked =
        tokio::spawn(async move { sender.output().await.expect("dunstify is installed with dunst") });

    let alerts = desktop.alerts_at_least(1).await;
    assert_eq!(alerts.len(), 1);
    assert_eq!((alerts[0].summary.as_str(), alerts[0].body.as_str()), ("Import finished", "12 items in 3 s"));
    assert_eq!(alerts[0].actions[0], ("default".to_owned(), "Open".to_owned()));

    desktop.click_alert(0).await;
    let said = clicked.await.expect("the sender ends").stdout;
    assert_eq!(String::from_utf8_lossy(&said).trim(), "default");
    assert!(!desktop.alerts()[0].open);
}

#[tokio::test]
async fn the_alert_that_was_meant_is_the_one_clicked() {
    let desktop = Desktop::start().await;
    let mut waiting = Vec::new();
    for (n, name) in ["first", "second", "third"].into_iter().enumerate() {
        let mut sender = desktop.command("dunstify");
        sender.args(["--action", "default,Open", name]);
        waiting.push(sender.stdout(std::process::Stdio::piped()).spawn().expect("dunstify is installed"));
        desktop.alerts_at_least(n + 1).await;
    }
    desktop.click_alert(1).await;
    let second = waiting.remove(1).wait_with_output().await.expect("the second sender ends");
    assert_eq!(String::from_utf8_lossy(&second.stdout).trim(), "default");
    let open: Vec<_> =
        desktop.alerts().into_iter().filter(|alert| alert.open).map(|alert| alert.summary).collect();
    assert_eq!(open, ["first", "third"]);
    desktop.close_alerts().await;
}

#[tokio::test]
async fn the_keyring_is_open_and_starts_empty() {
    let desktop = Desktop::start().await;
    assert_eq!(desktop.keyring_items().await, []);
    desktop.run("sh", &["-c", "printf s3cret | secret-tool store --label='A server' server one"]).await;
    let items = desktop.keyring_items().await;
    assert_eq!((items[0].label.as_str(), items[0].secret.as_str()), ("A server", "s3cret"));
    assert_eq!(items[0].attributes["server"], "one");
}

#[tokio::test]
async fn a_tray_can_be_given_and_is_not_there_before() {
    let desktop = Desktop::start().await;
    let names = zbus::fdo::DBusProxy::new(desktop.bus()).await.expect("the bus itself");
    let watcher = "org.kde.StatusNotifierWatcher";
    let there = async |wanted: &str| {
        names.list_names().await.expect("the names on the bus").iter().any(|name| name.as_str() == wanted)
    };
    assert!(!there(watcher).await);
    let tray = desktop.tray().await;
    assert!(there(watcher).await);

    let mut icon = desktop.command("/usr/bin/python3");
    let _icon = icon.arg("-c").arg(ICON).spawn().expect("python3 is installed");
    let item = tray.item().await;
    eventually(PATIENCE, || async { (item.menu().await == ["Show", "Quit"]).then_some(()) }).await;
    assert_eq!(item.text("Title").await.as_deref(), Some("an icon"));
    let folder = desktop.home().join("clicked");
    item.click("Quit").await;
    eventually(PATIENCE, || async { folder.exists().then_some(()) }).await;
}

/// A program with a tray icon, in the library that desktop programs use.
const ICON: &str = r#"
import os, gi
gi.require_version("Gtk", "3.0")
gi.require_version("AyatanaAppIndicator3", "0.1")
from gi.repository import AyatanaAppIndicator3 as Tray, Gtk
icon = Tray.Indicator.new("an-icon", "folder", Tray.IndicatorCategory.APPLICATION_STATUS)
icon.set_title("an icon")
icon.set_status(Tray.IndicatorStatus.ACTIVE)
menu = Gtk.Menu()
for label in ("Show", "Quit"):
    entry = Gtk.MenuItem(label=label)
    entry.connect("activate", lambda *_: os.mkdir(os.path.expanduser("~/clicked")))
    menu.append(entry)
menu.show_all()
icon.set_menu(menu)
Gtk.main()
"#;

#[tokio::test]
async fn a_web_view_can_be_read_clicked_and_typed_into() {
    let desktop = Desktop::start().await;
    let browser = Path::new("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser");
    let options = VigieOptions::at(desktop.home()).args(&["--automation"]).lang("fr");
    let window = Window::open(&desktop, browser, options).await;
    let page = "data:text/html,<input id=name><button onclick=\"said.textContent='Bonjour '%2Bdocument\
                .getElementById('name').value\">Dire</button><p id=said>rien</p>";
    window.client().goto(page).await.expect("the page opens");
    window.type_into("#name", "Zoé").await;
    window.press("Dire").await;
    assert_eq!(window.text_when("#said", |text| text != "rien").await, "Bonjour Zoé");
    assert_eq!(window.count("button").await, 1);
    assert_eq!(window.script("return 6 * 7").await, json!(42));
    let picture = window.screenshot("harness-web-view").await;
    assert!(std::fs::metadata(picture).expect("the picture is there").len() > 1000);
    let screen = desktop.screenshot("harness-desktop").await;
    assert!(std::fs::metadata(screen).expect("the picture is there").len() > 1000);
    window.close().await;
}
