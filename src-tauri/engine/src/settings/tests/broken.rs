use super::*;

const GOOD: &str = "version = 1\n[[servers]]\nid = \"heron\"\nurl = \"https://heron.example/\"\n";

#[test]
fn a_broken_file_is_reported_with_its_line_and_never_overwritten() {
    let place = Place::with(GOOD);
    assert_eq!(place.open().2, vec![]);
    assert_eq!(place.last_good(), GOOD);
    let broken = GOOD.replace("id = \"heron\"", "id = \"heron");
    place.write(&broken);

    let (mut file, settings, troubles) = place.open();
    assert_eq!(urls(&settings), ["https://heron.example/"], "the last good copy is used");
    assert_eq!(codes(&troubles), [TroubleCode::SettingsBroken]);
    assert_eq!(troubles[0].args["line"], "3");
    assert!(troubles[0].args["file"].ends_with("settings.toml") && !troubles[0].args["detail"].is_empty());

    let refused = file.set_enabled("heron", false).unwrap_err();
    assert_eq!(refused.code(), "settings-broken");
    assert!(
        refused.to_string().contains("line 3") && refused.to_string().contains("Correct it"),
        "{refused}"
    );
    assert_eq!(vigie_contract::Failure::from(refused).code, vigie_contract::FailureCode::SettingsRefused);
    assert_eq!((place.text(), place.last_good()), (broken, GOOD.to_owned()));

    // Corrected by hand: all is well again, without a restart.
    place.write(GOOD.replace("heron.example", "grebe.example"));
    let (settings, troubles) = file.changed_on_disk().unwrap();
    assert_eq!((urls(&settings), troubles), (vec!["https://grebe.example/"], vec![]));
    file.set_enabled("heron", false).unwrap();
}

#[test]
fn broken_while_vigie_runs_what_was_in_force_stays_so() {
    let place = Place::with(GOOD);
    let (mut file, ..) = place.open();
    for wrong in ["[[[", "version = 1\nversion = 1\n", "", "  \n"] {
        place.write(wrong);
        let (settings, troubles) = file.changed_on_disk().unwrap();
        assert_eq!(urls(&settings), ["https://heron.example/"], "{wrong:?}");
        assert_eq!(codes(&troubles), [TroubleCode::SettingsBroken], "{wrong:?}");
        assert_eq!(file.changed_on_disk(), None, "said once");
        assert_eq!(file.pause_alerts_until(Some(5)).unwrap_err().code(), "settings-broken");
        assert_eq!(place.text(), wrong);
    }
}

#[test]
fn each_way_to_be_broken_says_where_and_why() {
    for (bytes, line) in [
        (b"version = 1\nname = \"\xff\"\n".to_vec(), "2"),
        (b"a = 1\nb = 2\na = 3\n".to_vec(), "3"),
        (b"a = 1\n\n[preferences\n".to_vec(), "3"),
        (vec![b'#'; 1024 * 1024 + 1], "1"),
        ([vec![b'['; 10_000], vec![b']'; 10_000]].concat(), "1"),
        ([b"a = ".to_vec(), vec![b'['; 10_000]].concat(), "1"),
        (b"a = \0\n".to_vec(), "1"),
    ] {
        let place = Place::new();
        place.write(&bytes);
        let (_, settings, troubles) = place.open();
        assert_eq!(settings, Settings::default(), "nothing good was ever seen: defaults");
        assert_eq!(codes(&troubles), [TroubleCode::SettingsBroken]);
        assert_eq!(troubles[0].args["line"], line, "{troubles:?}");
        assert!(!troubles[0].args["detail"].contains('\n'), "{troubles:?}");
        assert_eq!(fs::read(place.home.settings_file()).unwrap(), bytes);
    }
}

#[test]
fn an_empty_file_is_fine_where_nothing_is_lost_by_it() {
    let place = Place::with("\n");
    let (mut file, settings, troubles) = place.open();
    assert_eq!((settings, troubles), (Settings::default(), vec![]));
    file.add_server(server("heron.example")).unwrap();
    assert_eq!(place.open().1.servers.len(), 1);
}

#[test]
fn a_file_of_a_newer_vigie_is_read_as_far_as_it_goes_and_left_alone() {
    let newer = "version = 7\n[preferences]\ntheme = \"sepia\"\nlanguage = \"fr\"\n[[servers]]\nurl = \"heron.example\"\n";
    let place = Place::with(newer);
    let (mut file, settings, troubles) = place.open();
    assert_eq!(codes(&troubles), [TroubleCode::SettingsNewer], "its values are not called wrong");
    assert_eq!((troubles[0].args["found"].as_str(), troubles[0].args["known"].as_str()), ("7", "1"));
    assert_eq!(urls(&settings), ["https://heron.example/"]);
    let refused = file.add_server(server("grebe.example")).unwrap_err();
    assert_eq!(refused.code(), "settings-newer");
    assert_eq!((place.text(), place.last_good()), (newer.to_owned(), String::new()));
}

#[test]
fn a_file_that_disappears_changes_nothing_and_the_next_edit_puts_it_back() {
    let place = Place::with(&format!("# mine\n{GOOD}"));
    let (mut file, ..) = place.open();
    fs::remove_file(place.home.settings_file()).unwrap();
    assert_eq!(file.changed_on_disk(), None);
    let settings = file.add_server(server("grebe.example")).unwrap();
    assert_eq!(urls(&settings), ["https://heron.example/", "https://grebe.example/"]);
    assert!(place.text().starts_with("# mine\n"));
}

#[test]
fn an_unchanged_file_is_not_news() {
    let place = Place::with(GOOD);
    let (mut file, ..) = place.open();
    assert_eq!(file.changed_on_disk(), None);
    place.write(GOOD);
    assert_eq!(file.changed_on_disk(), None, "touched, and the same");
    // As long as before and within the same tick of the clock, perhaps: seen all the same.
    place.write(GOOD.replace("heron.example", "reher.example"));
    assert_eq!(urls(&file.changed_on_disk().unwrap().0), ["https://reher.example/"]);
}
