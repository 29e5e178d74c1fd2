use vigie_contract::{Closing, Failure, FailureCode, Language, Preferences, Theme};

use super::*;

#[test]
fn a_fresh_machine_has_defaults_and_no_file_until_something_is_settled() {
    let place = Place::new();
    let (mut file, settings, troubles) = place.open();
    assert_eq!((settings, troubles), (Settings::default(), vec![]));
    assert!(!place.home.settings_file().exists());
    assert_eq!(file.changed_on_disk(), None);

    let added = file.add_server(server("ana@heron.example:8443/app")).unwrap();
    assert_eq!(urls(&added), ["https://heron.example:8443/app/"]);
    let (_, again, troubles) = place.open();
    assert_eq!((again, troubles), (added, vec![]));
    let text = place.text();
    assert!(text.starts_with("# Vigie's settings.") && text.contains("version = 1\n"), "{text}");
    assert!(text.contains("user = \"ana\"") && !text.contains("poll_seconds"), "{text}");
}

#[test]
fn every_edit_is_found_by_the_next_start() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    let (heron, grebe) = (server("heron.example"), server("grebe.example"));
    file.add_server(heron.clone()).unwrap();
    file.add_server(grebe.clone()).unwrap();
    let all = |server: &mut ServerSettings| {
        server.name = "  Le héron 🪶 ".into();
        server.user = Some("ana".into());
        server.poll_seconds = 30;
        server.stalled_seconds = Some(90);
        server.events_path = Some("/push/".into());
        server.login_path = Some("/login/".into());
    };
    file.update_server(&heron.id, all).unwrap();
    file.set_enabled(&grebe.id, false).unwrap();
    let preferences = Preferences {
        language: Language::Ru,
        theme: Theme::Dark,
        closing: Closing::Keep,
        ..Preferences::default()
    };
    file.set_preferences(&preferences).unwrap();
    let settled = file.pause_alerts_until(Some(1_800_000_000_123)).unwrap();

    assert_eq!(settled.servers[0].name, "Le héron 🪶");
    assert_eq!(settled.server(&heron.id).unwrap().stalled_seconds, Some(90));
    assert!(!settled.server(&grebe.id).unwrap().enabled);
    assert_eq!((&settled.preferences, settled.alerts_paused_until), (&preferences, Some(1_800_000_000_123)));
    assert_eq!(place.open().1, settled);

    file.update_server(&heron.id, |server| {
        (server.user, server.stalled_seconds, server.events_path) = (None, None, Some(String::new()));
    })
    .unwrap();
    file.pause_alerts_until(None).unwrap();
    let settled = file.remove_server(&grebe.id).unwrap();
    assert_eq!(urls(&settled), ["https://heron.example/"]);
    assert_eq!((settled.servers[0].user.as_deref(), settled.alerts_paused_until), (None, None));
    assert_eq!(place.open().1, settled);
    assert_eq!(place.last_good(), place.text());
}

#[test]
fn what_makes_no_sense_is_refused_and_the_file_stays_as_it_was() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    let heron = server("ana@heron.example");
    file.add_server(heron.clone()).unwrap();
    let grebe = server("grebe.example");
    file.add_server(grebe.clone()).unwrap();
    let before = place.text();

    let twin = file.add_server(server("https://ana@HERON.example:443/")).unwrap_err();
    assert_eq!(Failure::from(twin), Failure::new(FailureCode::ServerExists).with("name", "heron.example"));
    let become_twin =
        |server: &mut ServerSettings| (server.url, server.user) = (heron.url.clone(), heron.user.clone());
    assert_eq!(file.update_server(&grebe.id, become_twin).unwrap_err().code(), "server-exists");
    assert_eq!(file.remove_server("nobody").unwrap_err().code(), "server-unknown");
    assert_eq!(file.set_enabled("nobody", true).unwrap_err().code(), "server-unknown");
    for (wrong, key) in [
        ((|s| s.poll_seconds = 0) as fn(&mut ServerSettings), "poll_seconds"),
        (|s| s.poll_seconds = 3601, "poll_seconds"),
        (|s| s.stalled_seconds = Some(1), "stalled_seconds"),
        (|s| s.events_path = Some("https://elsewhere.example/".into()), "events_path"),
        (|s| s.name = "two\nlines".into(), "name"),
        (|s| s.name = "x".repeat(301), "name"),
    ] {
        let error = file.update_server(&heron.id, wrong).unwrap_err();
        assert_eq!(error.code(), "settings-refused");
        assert!(error.to_string().contains(key), "{error}");
    }
    assert_eq!(file.pause_alerts_until(Some(u64::MAX)).unwrap_err().code(), "settings-refused");
    assert_eq!(place.text(), before);

    // Another user at the same place is another server.
    assert_eq!(file.add_server(server("bob@heron.example")).unwrap().servers.len(), 3);
}

#[test]
fn there_is_a_bound_on_servers() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    let many = file.edit(|settings| {
        settings.servers.extend((0..MAX_SERVERS).map(|n| server(&format!("h{n}.example"))));
        Ok(())
    });
    assert_eq!(many.unwrap().servers.len(), MAX_SERVERS);
    assert_eq!(file.add_server(server("more.example")).unwrap_err().code(), "too-many-servers");
}

#[test]
fn window_and_terminal_do_not_undo_each_other() {
    let place = Place::new();
    let (mut window, ..) = place.open();
    let (mut terminal, ..) = place.open();
    let heron = server("heron.example");
    window.add_server(heron.clone()).unwrap();
    let seen = terminal.add_server(server("grebe.example")).unwrap();
    assert_eq!(seen.servers.len(), 2, "what the window added meanwhile is there");
    window.set_preferences(&Preferences { theme: Theme::Dark, ..Preferences::default() }).unwrap();
    // The terminal has not looked since, and changes another choice.
    terminal.set_preferences(&Preferences { language: Language::Fr, ..Preferences::default() }).unwrap();
    terminal.remove_server(&heron.id).unwrap();

    let (settings, troubles) = window.changed_on_disk().unwrap();
    assert_eq!((settings.preferences.theme, settings.preferences.language), (Theme::Dark, Language::Fr));
    assert_eq!((urls(&settings), troubles), (vec!["https://grebe.example/"], vec![]));
    assert_eq!(window.changed_on_disk(), None, "said once");
    assert_eq!(window.update_server(&heron.id, |_| ()).unwrap_err().code(), "server-unknown");
}

#[test]
fn many_at_once_lose_nothing() {
    let place = Place::new();
    std::thread::scope(|scope| {
        for writer in 0..4 {
            let home = &place.home;
            scope.spawn(move || {
                let (mut file, ..) = SettingsFile::open(home);
                for n in 0..5 {
                    file.add_server(server(&format!("h{writer}-{n}.example"))).unwrap();
                }
            });
        }
    });
    let (_, settings, troubles) = place.open();
    assert_eq!((settings.servers.len(), troubles), (20, vec![]));
    let left = fs::read_dir(place.home.settings_file().parent().unwrap()).unwrap();
    let litter = left.filter(|e| e.as_ref().unwrap().file_name().to_string_lossy().ends_with(".tmp")).count();
    assert_eq!(litter, 0);
}

#[test]
fn a_lock_that_is_not_given_back_is_said() {
    let place = Place::new();
    let file = place.home.settings_lock_file();
    let brief = std::time::Duration::from_millis(50);
    let held = disk::lock(&file, brief).unwrap();
    assert_eq!(disk::lock(&file, brief).unwrap_err().code(), "settings-busy");
    drop(held);
    disk::lock(&file, brief).unwrap();
}

#[cfg(unix)]
#[test]
fn the_file_is_private_and_a_link_to_it_stays_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let elsewhere = tempfile::tempdir().unwrap();
    let real = elsewhere.path().join("my-settings.toml");
    fs::write(&real, "# mine\n").unwrap();
    fs::set_permissions(&real, fs::Permissions::from_mode(0o644)).unwrap();
    std::os::unix::fs::symlink(&real, place.home.settings_file()).unwrap();
    let (mut file, ..) = place.open();
    file.add_server(server("heron.example")).unwrap();
    assert!(place.home.settings_file().is_symlink());
    let text = fs::read_to_string(&real).unwrap();
    assert!(text.contains("# mine") && text.contains("heron.example"), "{text}");
    for file in [real, place.home.last_good_settings_file()] {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_cannot_be_written_to_is_named() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    fs::create_dir(place.home.settings_file()).unwrap();
    let error = file.add_server(server("heron.example")).unwrap_err();
    assert!(error.to_string().contains("settings.toml"), "{error}");
    assert_eq!(Failure::from(error).code, FailureCode::SettingsRefused);

    fs::remove_dir_all(place.home.state_dir()).unwrap();
    let failure = Failure::from(file.add_server(server("heron.example")).unwrap_err());
    assert_eq!(failure.code, FailureCode::SettingsNotWritten);
    assert!(failure.args["detail"].contains("settings.toml"), "{failure:?}");
}
