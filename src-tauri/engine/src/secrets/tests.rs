//! Against a real gnome-keyring on a private bus, and against buses that are missing, deaf or locked.
//!
//! The bus is chosen by the environment, so each story runs in a process of
//! its own: the test starts this very binary again with its own name.

use std::io::Write;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::*;

const INSIDE: &str = "VIGIE_TEST_KEYRING_STORY";
const PASSWORD: &str = "otarie-8412-du-phare";
const STORY: &str = "\"$SELF\" --exact \"$STORY\" --nocapture";
const NEEDED: [(&str, &str); 3] =
    [("dbus-run-session", "dbus"), ("dbus-send", "dbus"), ("gnome-keyring-daemon", "gnome-keyring")];

fn inside() -> bool {
    std::env::var_os(INSIDE).is_some()
}

/// This test binary, asked for this one test, away from the person's own folders and bus.
fn again(test: &str, home: &Path) -> Command {
    let mut command = Command::new("env");
    for (variable, folder) in [
        ("HOME", "."),
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_RUNTIME_DIR", "run"),
    ] {
        let folder = home.join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        private(&folder);
        command.env(variable, folder);
    }
    command.env(INSIDE, "1").env("STORY", format!("secrets::tests::{test}"));
    command.env("SELF", std::env::current_exe().unwrap());
    command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("GNOME_KEYRING_CONTROL");
    command.env_remove("DBUS_SESSION_BUS_ADDRESS");
    command
}

fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}

fn run(mut command: Command) {
    let out = command.output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr));
    assert!(out.status.success(), "{text}");
    assert!(text.contains("1 passed"), "the story did not run: {text}");
    assert!(!text.contains(PASSWORD), "the secret was printed");
}

/// Runs the story of this name on a private bus.
fn on_private_bus(test: &str, home: &Path) {
    for (program, package) in NEEDED {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().unwrap();
        assert!(found.status.success(), "{program} is missing: apt-get install {package}");
    }
    let mut command = again(test, home);
    command.args(["dbus-run-session", "--", "sh", "-c", STORY]);
    run(command);
}

fn without_bus(test: &str, home: &Path, address: &str) {
    let mut command = again(test, home);
    command.env("DBUS_SESSION_BUS_ADDRESS", address);
    command.args(["sh", "-c", STORY]);
    run(command);
}

/// A gnome-keyring of the story's own, gone with it.
struct Daemon(Child);

impl Daemon {
    /// Starts one that owns the name on the bus: unlocked, or locked where a keyring exists already.
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"pw").unwrap();
        let daemon = Self(child);
        let owner = "dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
             org.freedesktop.DBus.GetConnectionUnixProcessID string:org.freedesktop.secrets";
        for _ in 0..600 {
            let out = Command::new("sh").args(["-c", owner]).output().unwrap();
            let text = String::from_utf8_lossy(&out.stdout).into_owned();
            if text.split_whitespace().last() == Some(&daemon.0.id().to_string()) {
                return daemon;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("gnome-keyring-daemon did not come up on the private bus");
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn hasty() -> Limits {
    Limits { probe: Duration::from_secs(3), prompt: Duration::from_secs(2) }
}

fn every_file_under(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { every_file_under(&path) } else { vec![path] }).collect()
}

#[tokio::test]
async fn a_real_keyring_keeps_a_password_beyond_the_run_and_beyond_its_own_restart() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        let name = "a_real_keyring_keeps_a_password_beyond_the_run_and_beyond_its_own_restart";
        return on_private_bus(name, home.path());
    }
    let daemon = Daemon::start(&["--unlock"]);
    let first = Secrets::open().await;
    assert_eq!(first.trouble(), None);
    assert_eq!(first.place_of("heron", SecretKind::Password).await, SecretPlace::None);
    assert_eq!(first.put("heron", SecretKind::Password, Secret::new("older")).await, SecretPlace::Keyring);
    assert_eq!(
        first.put("heron", SecretKind::Password, PASSWORD.to_owned().into()).await,
        SecretPlace::Keyring
    );
    assert_eq!(first.put("heron", SecretKind::Token, Secret::new("t")).await, SecretPlace::Keyring);
    assert!(first.kept.accounts().memory.is_empty(), "what the keyring holds does not stay in memory");

    // The next run, which knows nothing of the first, finds it.
    let second = Secrets::open().await;
    let password = || second.get("heron", SecretKind::Password);
    assert_eq!(second.place_of("heron", SecretKind::Password).await, SecretPlace::Keyring);
    assert_eq!(password().await.unwrap().unwrap().expose(), PASSWORD);

    // The keyring starts anew under our feet: its sessions of before are gone.
    drop(daemon);
    let _daemon = Daemon::start(&["--unlock"]);
    assert_eq!(password().await.unwrap().unwrap().expose(), PASSWORD);

    let home = std::path::PathBuf::from(std::env::var_os("HOME").unwrap());
    let files: Vec<_> = every_file_under(&home).into_iter().filter(|f| f.is_file()).collect();
    assert!(files.iter().any(|f| f.extension().is_some_and(|e| e == "keyring")), "{files:?}");
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(PASSWORD.len()).any(|w| w == PASSWORD.as_bytes()), "{}", file.display());
    }

    second.forget("heron").await.unwrap();
    second.forget("heron").await.unwrap();
    assert_eq!(password().await, Ok(None));
    assert_eq!(Secrets::open().await.get("heron", SecretKind::Token).await, Ok(None));
}

#[tokio::test]
async fn a_locked_keyring_that_nobody_unlocks_leaves_the_password_in_memory() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        let name = "a_locked_keyring_that_nobody_unlocks_leaves_the_password_in_memory";
        return on_private_bus(name, home.path());
    }
    let earlier = Daemon::start(&["--unlock"]);
    let place = Secrets::open().await.put("grebe", SecretKind::Password, Secret::new("kept")).await;
    assert_eq!(place, SecretPlace::Keyring);
    drop(earlier);
    let _daemon = Daemon::start(&["--start"]); // finds the keyring locked
    let secrets = Secrets::open_within(hasty()).await;
    let mut troubles = secrets.troubles();
    assert_eq!(secrets.trouble(), None, "there is a keyring");
    assert_eq!(
        secrets.put("heron", SecretKind::Password, PASSWORD.to_owned().into()).await,
        SecretPlace::Memory
    );
    assert_eq!(secrets.trouble().unwrap().code, TroubleCode::NoKeyring);
    assert!(troubles.has_changed().unwrap() && troubles.borrow_and_update().is_some());
    assert_eq!(secrets.get("heron", SecretKind::Password).await.unwrap().unwrap().expose(), PASSWORD);
    assert_eq!(secrets.place_of("heron", SecretKind::Password).await, SecretPlace::Memory);
    let unknown = secrets.get("grebe", SecretKind::Password).await;
    assert!(unknown.is_err(), "a keyring that cannot be read is not an empty one: {unknown:?}");
    assert_eq!(secrets.get("teal", SecretKind::Password).await, Ok(None));
    assert!(secrets.trouble().is_some(), "heron's password is still only in memory");
}

#[tokio::test]
async fn without_a_bus_passwords_live_in_memory_and_the_person_is_told() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        let name = "without_a_bus_passwords_live_in_memory_and_the_person_is_told";
        return without_bus(name, home.path(), "unix:path=/nonexistent/bus");
    }
    let secrets = Secrets::open().await;
    let trouble = secrets.trouble().unwrap();
    assert_eq!(trouble.code, TroubleCode::NoKeyring);
    assert!(!trouble.args["detail"].is_empty());
    assert_eq!(
        secrets.put("heron", SecretKind::Password, PASSWORD.to_owned().into()).await,
        SecretPlace::Memory
    );
    assert_eq!(secrets.get("heron", SecretKind::Password).await.unwrap().unwrap().expose(), PASSWORD);
    assert!(!format!("{secrets:?}{trouble:?}").contains(PASSWORD));
}

#[tokio::test]
async fn a_bus_that_accepts_and_never_answers_does_not_hang_vigie() {
    if !inside() {
        let home = tempfile::tempdir().unwrap();
        let socket = home.path().join("deaf");
        let _deaf = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let name = "a_bus_that_accepts_and_never_answers_does_not_hang_vigie";
        return without_bus(name, home.path(), &format!("unix:path={}", socket.display()));
    }
    let limits = Limits { probe: Duration::from_millis(200), prompt: Duration::from_secs(3600) };
    let secrets = Secrets::open_within(limits).await;
    assert_eq!(secrets.trouble().unwrap().args["detail"], SecretError::NotAnswering.to_string());
    // Not made to wait for the hour a prompt may take: the keyring is known to be stuck.
    assert_eq!(
        secrets.put("heron", SecretKind::Password, PASSWORD.to_owned().into()).await,
        SecretPlace::Memory
    );
    assert_eq!(secrets.get("grebe", SecretKind::Password).await, Err(SecretError::NotAnswering));
    for n in 0..200 {
        secrets.put(&format!("server {n}"), SecretKind::Password, Secret::new("x")).await;
    }
    assert_eq!(secrets.get("heron", SecretKind::Password).await.unwrap().unwrap().expose(), PASSWORD);
}

#[tokio::test]
async fn memory_alone_is_no_trouble_when_it_is_asked_for() {
    let secrets = Secrets::in_memory();
    assert_eq!(secrets.put("heron", SecretKind::Token, Secret::new("t")).await, SecretPlace::Memory);
    assert_eq!(secrets.place_of("heron", SecretKind::Token).await, SecretPlace::Memory);
    assert_eq!(secrets.clone().get("heron", SecretKind::Token).await.unwrap().unwrap().expose(), "t");
    assert_eq!(secrets.get("heron", SecretKind::Password).await, Ok(None));
    secrets.forget("heron").await.unwrap();
    assert_eq!(secrets.get("heron", SecretKind::Token).await, Ok(None));
    assert_eq!(secrets.trouble(), None);
}
