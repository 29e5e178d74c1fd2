//! A private desktop: display, window manager, session bus, notifications, keyring. See scripts/desktop.sh.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use tokio::process::Command;
use zbus::Connection;

use crate::alerts::{Alert, Alerts};
use crate::keyring::{self, Secret};
use crate::program::Program;
use crate::supervisor::Supervisor;
use crate::tray::TrayHost;
use crate::wait::{PATIENCE, eventually};
use crate::window::{VigieOptions, Window};
use crate::{built, repository};

/// The title of another program's window.
const ELSEWHERE: &str = "Elsewhere";

pub struct Desktop {
    environment: BTreeMap<String, String>,
    address: String,
    bus: Connection,
    alerts: Alerts,
    _supervisor: Supervisor,
}

impl Desktop {
    pub async fn start() -> Self {
        let mut command = Command::new(repository().join("scripts/desktop.sh"));
        command.arg("--hold");
        let (supervisor, first) = Supervisor::start(command).await;
        let said = first.strip_prefix("READY ").unwrap_or_else(|| panic!("unexpected: {first}"));
        let environment: BTreeMap<String, String> = serde_json::from_str(said).expect("its environment");
        let address = environment["DBUS_SESSION_BUS_ADDRESS"].clone();
        let bus = connect(&address).await;
        let alerts = Alerts::watch(&address).await;
        Self { environment, address, bus, alerts, _supervisor: supervisor }
    }

    /// The home of this desktop's person.
    pub fn home(&self) -> &Path {
        Path::new(&self.environment["HOME"])
    }

    /// The session bus.
    pub fn bus(&self) -> &Connection {
        &self.bus
    }

    /// Where the session bus listens.
    pub fn bus_address(&self) -> &str {
        &self.address
    }

    /// A program on this desktop; it ends with the value that holds it.
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        for real in
            ["WAYLAND_DISPLAY", "XAUTHORITY", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "LC_ALL", "LANGUAGE"]
        {
            command.env_remove(real);
        }
        command.envs(&self.environment).env("XDG_CACHE_HOME", self.home().join(".cache")).kill_on_drop(true);
        command
    }

    /// Runs a program to its end and gives what it printed.
    pub async fn run(&self, program: &str, arguments: &[&str]) -> String {
        let done = self.command(program).args(arguments).output().await;
        let done = done.unwrap_or_else(|error| panic!("{program}: {error}. See scripts/setup-test.sh"));
        assert!(done.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    }

    /// Starts Vigie under WebDriver and waits for its window.
    pub async fn open_vigie(&self, options: VigieOptions) -> Window {
        let program = built("vigie");
        assert!(program.exists(), "{} is missing: build it first (cargo build -p vigie)", program.display());
        Window::open(self, &program, options).await
    }

    /// Starts Vigie with nobody to drive it.
    pub fn start_vigie(&self, options: &VigieOptions) -> Program {
        Program::start(self, &built("vigie"), options)
    }

    /// How many windows of this title are on the screen.
    pub async fn windows(&self, title: &str) -> usize {
        let pattern = format!("^{title}$");
        let search = ["search", "--onlyvisible", "--name", &pattern];
        // It fails where there is none.
        let found = self.command("xdotool").args(search).output().await.expect("xdotool is installed");
        String::from_utf8_lossy(&found.stdout).lines().count()
    }

    /// Waits until so many windows of this title are on the screen.
    pub async fn windows_are(&self, title: &str, count: usize) {
        eventually(PATIENCE, || async { (self.windows(title).await == count).then_some(()) }).await;
    }

    /// The title of the window that has the focus.
    pub async fn focused(&self) -> Option<String> {
        let ask = ["getactivewindow", "getwindowname"];
        let told = self.command("xdotool").args(ask).output().await.expect("xdotool is installed");
        told.status.success().then(|| String::from_utf8_lossy(&told.stdout).trim().to_owned())
    }

    /// Gives the focus to the window of this title, and waits until it has it.
    pub async fn focus(&self, title: &str) {
        let pattern = format!("^{title}$");
        let give = ["search", "--onlyvisible", "--name", &pattern, "windowactivate"];
        eventually(PATIENCE, || async {
            let _ = self.command("xdotool").args(give).output().await;
            (self.focused().await.as_deref() == Some(title)).then_some(())
        })
        .await;
    }

    /// Waits until the window of this title has the focus.
    pub async fn focused_is(&self, title: &str) {
        eventually(PATIENCE, || async { (self.focused().await.as_deref() == Some(title)).then_some(()) })
            .await;
    }

    /// Closes the window of this title through the window manager, as a click on its cross does. Keys may be
    /// lost while a dialog takes the focus.
    pub async fn close_window(&self, title: &str) {
        self.focus(title).await;
        // It finds no window of which the manager is just changing something.
        let close = || async { self.command("wmctrl").args(["-F", "-c", title]).output().await.ok() };
        let closed = || async { close().await.filter(|told| told.status.success()) };
        eventually(PATIENCE, closed).await;
    }

    /// Presses keys, such as `Return` or `shift+Tab`, wherever the focus is.
    pub async fn press(&self, keys: &str) {
        self.run("xdotool", &["key", "--clearmodifiers", keys]).await;
    }

    /// Another program's window, which has the focus: the person looks elsewhere.
    pub async fn elsewhere(&self) -> tokio::process::Child {
        let mut other = self.command("xmessage");
        let other = other.args(["-title", ELSEWHERE, "-geometry", "+1300+20", "Something else to do."]);
        let other = other.spawn().expect("xmessage is installed with x11-utils");
        self.windows_are(ELSEWHERE, 1).await;
        self.focus(ELSEWHERE).await;
        other
    }

    /// Every alert that the notification daemon has received, oldest first.
    pub fn alerts(&self) -> Vec<Alert> {
        self.alerts.list()
    }

    /// Waits for at least so many alerts.
    pub async fn alerts_at_least(&self, count: usize) -> Vec<Alert> {
        eventually(PATIENCE, || async { Some(self.alerts()).filter(|alerts| alerts.len() >= count) }).await
    }

    /// Clicks the n-th alert of `alerts()`: its default action is invoked and it leaves the screen.
    pub async fn click_alert(&self, n: usize) {
        let id = self.alerts()[n].id;
        let position = self.alerts.position(id).expect("the alert is still on the screen");
        let open = self.alerts().iter().filter(|alert| alert.open).count();
        // The daemon answers the sender a moment before it shows the alert.
        let shown =
            || async { self.run("dunstctl", &["count", "displayed"]).await.trim().parse() == Ok(open) };
        eventually(PATIENCE, || async { shown().await.then_some(()) }).await;
        // One window holds them all, each of the same height: tests/window/dunstrc. (`dunstctl action` of dunst 1.9
        // knows only the first one.)
        let place =
            self.run("xdotool", &["search", "--class", "Dunst", "getwindowgeometry", "--shell"]).await;
        let part = |name: &str| -> usize {
            let value = place.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse().ok()).expect("xdotool tells place and size")
        };
        let x = part("X") + part("WIDTH") / 2;
        let y = part("Y") + part("HEIGHT") * (2 * position + 1) / (2 * open);
        self.run("xdotool", &["mousemove", &x.to_string(), &y.to_string(), "click", "1"]).await;
        eventually(PATIENCE, || async { self.alerts.position(id).is_none().then_some(()) }).await;
    }

    /// Takes every alert off the screen, as a person does who does not care.
    pub async fn close_alerts(&self) {
        self.run("dunstctl", &["close-all"]).await;
        eventually(PATIENCE, || async { self.alerts.all_closed().then_some(()) }).await;
    }

    /// Everything in the keyring.
    pub async fn keyring_items(&self) -> Vec<Secret> {
        keyring::items(&self.bus).await
    }

    /// Gives this desktop a tray, which it does not have by itself.
    pub async fn tray(&self) -> TrayHost {
        TrayHost::serve(connect(&self.address).await).await
    }

    /// A picture of the whole screen; returns where it lies.
    pub async fn screenshot(&self, name: &str) -> PathBuf {
        let path = picture(name);
        self.run("import", &["-window", "root", &path.to_string_lossy()]).await;
        path
    }
}

async fn connect(address: &str) -> Connection {
    let builder = zbus::connection::Builder::address(address).expect("the private bus has an address");
    builder.build().await.expect("the private bus answers")
}

/// Where a picture of this name goes: `VIGIE_SHOTS`, or `shots` beside the built programs.
pub(crate) fn picture(name: &str) -> PathBuf {
    let folder = std::env::var_os("VIGIE_SHOTS").map_or_else(|| built("shots"), PathBuf::from);
    std::fs::create_dir_all(&folder).expect("a folder for pictures");
    folder.join(format!("{name}.png"))
}
