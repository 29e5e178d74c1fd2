use vigie_contract::{Density, Grouping, JobRef, Preferences, TimeFormat};

use super::*;

fn job(server: &str, id: &str) -> JobRef {
    JobRef { server: server.into(), id: id.into() }
}

fn keys(troubles: &[Trouble]) -> Vec<&str> {
    troubles.iter().map(|trouble| trouble.args["key"].as_str()).collect()
}

#[test]
fn every_choice_is_written_where_it_belongs_and_found_again() {
    let place = Place::with(
        "# mine\n[history]\nrows = 500 # few\n\n[preferences]\nplugin = 3\ntheme = \"dark\" # night\n",
    );
    let (mut file, settings, _) = place.open();
    let wanted = Preferences {
        density: Density::Compact,
        grouping: Grouping::Kind,
        time_format: TimeFormat::H24,
        start_at_login: true,
        keep_in_tray: false,
        away_minutes: 30,
        history_days: 14,
        pinned: vec![job("heron", "7"), job("ibis", "ü \"8\""), job("heron", "7")],
        folded: vec!["finished".into(), r#"["kind","ü"]"#.into()],
        ..settings.preferences
    };
    file.set_preferences(&wanted).unwrap();
    let text = place.text();
    for line in [
        "# mine",
        "rows = 500 # few",
        "plugin = 3",
        "theme = \"dark\" # night",
        "days = 14",
        "density = \"compact\"",
        "grouping = \"kind\"",
        "time_format = \"24h\"",
        "start_at_login = true",
        "keep_in_tray = false",
        "away_minutes = 30",
        r#"folded = ["finished", "#,
        "pinned = [{ id = \"7\", server = \"heron\" }, ",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("history_days"), "{text}");
    let (_, again, troubles) = place.open();
    let pinned = vec![job("heron", "7"), job("ibis", "ü \"8\"")];
    assert_eq!((&again.preferences, troubles), (&Preferences { pinned, ..wanted }, vec![]));
    assert_eq!((again.history.days, again.history.rows), (14, 500));
}

#[test]
fn the_days_of_the_history_are_told_whoever_changed_them() {
    let place = Place::with("[history]\ndays = 30\n[preferences]\nhistory_days = 5\n");
    let (mut file, settings, troubles) = place.open();
    assert_eq!((settings.preferences.history_days, troubles), (30, vec![]), "no key of that table");
    let edited = file.edit(|settings| {
        settings.history.days = 40;
        Ok(())
    });
    assert_eq!(edited.unwrap().preferences.history_days, 40);
    for days in [0, 3651] {
        let before = place.text();
        let error =
            file.set_preferences(&Preferences { history_days: days, ..file.settings().preferences.clone() });
        assert_eq!(error.unwrap_err().to_string(), "history.days: a number from 1 to 3650 is expected");
        assert_eq!(place.text(), before);
    }
}

#[test]
fn a_bad_choice_spoils_itself_only_and_a_bad_pin_no_other() {
    let place = Place::with(
        "[preferences]\ndensity = \"tight\"\ngrouping = \"colour\"\nfolded = [7]\ntime_format = \"13h\"\naway_minutes = 0\nkeep_in_tray = \"no\"\n\
         start_at_login = true\npinned = [{ server = \"a\", id = \"1\" }, 7, { server = \"a\" }, { id = \"2\", server = \"b\" }]\n",
    );
    let (_, settings, troubles) = place.open();
    assert_eq!(settings.preferences.pinned, [job("a", "1"), job("b", "2")]);
    assert!(settings.preferences.start_at_login && settings.preferences.keep_in_tray);
    assert_eq!(settings.preferences.away_minutes, 5);
    let wanted = ["density", "grouping", "folded", "time_format", "away_minutes", "keep_in_tray"]
        .map(|key| format!("preferences.{key}"));
    let mut found = keys(&troubles);
    assert_eq!(found.split_off(6), ["preferences.pinned"; 2]);
    assert_eq!(found, wanted);
    assert_eq!(troubles.last().unwrap().args["line"], "9");
    for text in ["preferences = 3\n", "[preferences]\npinned = 3\n"] {
        let (_, settings, troubles) = Place::with(text).open();
        assert_eq!((settings.preferences, troubles.len()), (Preferences::default(), 1), "{text}");
    }
}

#[test]
fn a_removed_server_takes_its_pins_along_and_there_is_a_bound() {
    let place = Place::new();
    let (mut file, ..) = place.open();
    let (heron, ibis) = (server("https://heron.example"), server("https://ibis.example"));
    file.add_server(heron.clone()).unwrap();
    file.add_server(ibis.clone()).unwrap();
    let pinned = vec![job(&heron.id, "1"), job(&ibis.id, "2"), job("demo", "3")];
    file.set_preferences(&Preferences { pinned, ..Preferences::default() }).unwrap();
    let settings = file.remove_server(&heron.id).unwrap();
    assert_eq!(settings.preferences.pinned, [job(&ibis.id, "2"), job("demo", "3")]);
    let many = |most: usize| Preferences {
        pinned: (0..most).map(|n| job("a", &n.to_string())).collect(),
        ..Preferences::default()
    };
    file.set_preferences(&many(200)).unwrap();
    let error = file.set_preferences(&many(201)).unwrap_err();
    assert_eq!(error.to_string(), "preferences.pinned: there may be 200 pinned jobs at most");
    let many = |most: usize| Preferences {
        folded: (0..most).map(|n| n.to_string()).collect(),
        ..Preferences::default()
    };
    file.set_preferences(&many(200)).unwrap();
    let error = file.set_preferences(&many(201)).unwrap_err();
    assert_eq!(error.to_string(), "preferences.folded: there may be 200 folded groups at most");
}
