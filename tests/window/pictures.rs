//! Pictures of every view, for eyes: in both themes, wide and narrow, in three languages. See docs/testing.md.

use std::path::PathBuf;

use fantoccini::Locator;
use vigie_demo::{Demo, JobHandle, JobSpec};
use vigie_tests::{Desktop, PATIENCE, VigieOptions, Window, eventually};

use crate::stage::go;

const WIDE: (u32, u32) = (1280, 760);
const NARROW: (u32, u32) = (480, 760);

/// One look: theme, language, size.
type Look = (&'static str, &'static str, (u32, u32));

const LOOKS: [Look; 6] = [
    ("light", "en", WIDE),
    ("dark", "en", WIDE),
    ("light", "en", NARROW),
    ("dark", "fr", NARROW),
    ("light", "fr", WIDE),
    ("dark", "ru", WIDE),
];

#[tokio::test]
async fn every_view_is_pictured_and_fits_its_window() {
    let desktop = Desktop::start().await;
    for look in looks() {
        let demo = Demo::builder().seed(7).start().await.expect("a free port");
        let name = name(look);
        let window = desktop.open_vigie(VigieOptions::at(&home(&desktop, look))).await;
        window.text("section.empty h2").await;
        picture(&window, &format!("empty-{name}")).await;
        // Known from the first look at the list.
        let [failing, warned] = [("Newsletter · March", "fails"), ("Invoices 2026-02", "warns")]
            .map(|(title, id)| demo.job(&JobSpec::new(id, 40).titled(title)));
        for job in [&failing, &warned] {
            job.start();
            job.progress(12);
        }
        add_server(&window, &demo, &name).await;
        jobs(&window, &failing, &warned, &name).await;
        window.close().await;
    }
}

#[tokio::test]
async fn the_five_servers_of_the_demo_are_pictured_and_fit_their_window() {
    let desktop = Desktop::start().await;
    for look in looks() {
        let name = name(look);
        let options = VigieOptions::at(&home(&desktop, look)).args(&["--demo"]);
        let window = desktop.open_vigie(options).await;
        eventually(PATIENCE, || async { (window.count(".job.running").await >= 8).then_some(()) }).await;
        let bell = || async { (window.count("[data-unread]").await > 0).then_some(()) };
        eventually(PATIENCE, bell).await;
        // Something has happened everywhere by then.
        view(&window, "activity").await;
        let all = || async { (window.count(".chips [title]").await >= 4).then_some(()) };
        eventually(PATIENCE, all).await;
        calm(&window, &format!("activity-{name}")).await;
        window.click(".chips .chip[title=estimate]").await;
        window.find("[role=table] [role=row][data-key]").await;
        calm(&window, &format!("table-{name}")).await;
        view(&window, "boards").await;
        window.find(".tile canvas").await;
        calm(&window, &format!("boards-{name}")).await;
        window.click(".actions .button").await;
        calm(&window, &format!("code-{name}")).await;
        window.click("dialog .icon-button").await;
        view(&window, "jobs").await;
        window.find(".job.running").await;
        calm(&window, &format!("five-{name}")).await;
        let scan = "const scan = [...document.querySelectorAll('.job')].find(j => j.textContent.includes('scan · ')); \
                    scan?.querySelector('.title').click(); return !!scan";
        eventually(PATIENCE, || async { (window.script(scan).await == true).then_some(()) }).await;
        window.find("section.details").await;
        window.script("document.querySelector('.job.open').scrollIntoView()").await;
        calm(&window, &format!("scan-{name}")).await;
        window.close().await;
    }
}

/// A picture without the toasts that lie over what it is of.
async fn calm(window: &Window, name: &str) {
    window.script("document.querySelectorAll('.toast .icon-button').forEach(b => b.click())").await;
    picture(window, name).await;
}

/// Without anybody who asks for pictures, two that have little in common will do.
fn looks() -> impl Iterator<Item = Look> {
    let asked = std::env::var_os("VIGIE_SHOTS").is_some();
    LOOKS.into_iter().filter(move |look| asked || [LOOKS[0], LOOKS[3]].contains(look))
}

fn name((theme, language, (width, _)): Look) -> String {
    format!("{theme}-{language}-{width}")
}

/// A home whose window looks like this.
fn home(desktop: &Desktop, look: Look) -> PathBuf {
    let (theme, language, (width, height)) = look;
    let home = desktop.home().join(name(look));
    std::fs::create_dir_all(&home).expect("a home of Vigie's");
    let size = format!(r#"{{"width":{width},"height":{height},"at":[0,0]}}"#);
    std::fs::write(home.join("window.json"), size).expect("a place of the window");
    let look = format!("version = 1\n\n[preferences]\ntheme = \"{theme}\"\nlanguage = \"{language}\"\n");
    std::fs::write(home.join("settings.toml"), look).expect("settings of Vigie's");
    home
}

/// Opens a view; where the window is narrow, by its menu.
async fn view(window: &Window, view: &str) {
    let menu = "return document.querySelector('header .menu')?.checkVisibility() === true";
    if window.script(menu).await == true {
        window.click("header .menu").await;
    }
    go(window, view).await;
    eventually(PATIENCE, || async { (window.count("dialog").await == 0).then_some(()) }).await;
}

/// The dialog, after a test of what is in it.
async fn add_server(window: &Window, demo: &Demo, name: &str) {
    window.type_into("section.empty input", &demo.url).await;
    window.click("section.empty [type=submit]").await;
    // The first button there tests.
    window.click("dialog .buttons .button").await;
    window.find("dialog .result.ok").await;
    picture(window, &format!("server-{name}")).await;
    window.click("dialog [type=submit]").await;
}

/// The list with something in the bell, then with a job opened; the bell where it lies over the window.
async fn jobs(window: &Window, failing: &JobHandle, warned: &JobHandle, name: &str) {
    eventually(PATIENCE, || async { (window.count(".job.running").await >= 3).then_some(()) }).await;
    let shown = "return ['Newsletter', 'Invoices 2026'].every(t => document.querySelector('.scroller').textContent.includes(t))";
    eventually(PATIENCE, || async { (window.script(shown).await == true).then_some(()) }).await;
    warned.warn("Address of item 13 is invalid");
    failing.fail("SMTP unavailable");
    eventually(PATIENCE, || async {
        let unread =
            window.script("return Number(document.querySelector('[data-unread]')?.dataset.unread ?? 0)");
        unread.await.as_u64().filter(|&unread| unread >= 2)
    })
    .await;
    picture(window, &format!("jobs-{name}")).await;
    let bell = "header .bell";
    if window.count(bell).await > 0 {
        window.click(bell).await;
        window.find("dialog .notice").await;
        picture(window, &format!("bell-{name}")).await;
        window.click("dialog .bell header .icon-button").await;
    }
    // What is behind toasts cannot be clicked.
    eventually(PATIENCE, || async {
        window.script("document.querySelectorAll('.toast .icon-button').forEach(b => b.click())").await;
        window.client().find(Locator::Css(".job.failed .title")).await.ok()?.click().await.ok()
    })
    .await;
    window.find("section.details").await;
    picture(window, &format!("details-{name}")).await;
}

/// A picture of it once it stands still; nothing may reach out of the window sideways.
async fn picture(window: &Window, name: &str) {
    // Gauges never do.
    let moving = "return document.getAnimations().some(a => a.playState === 'running' && \
                  a.effect.target.matches('dialog, .toast'))";
    eventually(PATIENCE, || async { (window.script(moving).await == false).then_some(()) }).await;
    let wide = window.script("return document.documentElement.scrollWidth - innerWidth").await;
    assert!(wide.as_i64().is_some_and(|beyond| beyond <= 0), "{name} is {wide} px too wide");
    // What was drawn last may not be on the screen yet.
    let frames =
        "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
    let drawn = async || window.client().execute_async(frames, Vec::new()).await.is_ok();
    eventually(PATIENCE, || async { drawn().await.then_some(()) }).await;
    let full = async || std::fs::metadata(window.screenshot(name).await).is_ok_and(|file| file.len() > 8_000);
    eventually(PATIENCE, || async { full().await.then_some(()) }).await;
}
