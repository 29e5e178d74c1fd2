//! `servers`: added, listed, watched, removed.

use std::path::Path;

use vigie_demo::{Demo, Dialect, Entrance, JobSpec, Scenario, Users};

use crate::ctl::Home;

/// Whether any file below a folder holds this text.
fn is_written(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).expect("a folder").flatten().any(|entry| {
        let path = entry.path();
        match path.is_dir() {
            true => is_written(&path, text),
            false => std::fs::read(&path)
                .is_ok_and(|bytes| bytes.windows(text.len()).any(|w| w == text.as_bytes())),
        }
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_tested_added_listed_watched_and_removed() {
    let demo = Demo::builder().scenario(Scenario::Empty).start().await.expect("a demo");
    let home = Home::new();

    let added = home.run(&["servers", "add", &format!("{}/core/events/", demo.url), "--name", "Heron"], "");
    assert_eq!(added.code, Some(0), "{added:?}");
    assert!(added.out.contains("Heron works: sse-progress · nothing runs there"), "{}", added.out);
    assert!(added.out.contains(&format!("Heron was added: {}/", demo.url)), "{}", added.out);

    let again = home.run(&["servers", "add", &demo.url], "");
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("Heron has this address and this user already."), "{}", again.err);

    let list = home.run(&["servers", "list"], "");
    assert_eq!(list.out.lines().count(), 1, "{}", list.out);
    assert!(list.out.starts_with(&format!("Heron · {}/ · ", demo.url)), "{}", list.out);

    let test = home.run(&["servers", "test", "Heron"], "");
    assert_eq!(test.code, Some(0), "{test:?}");
    assert!(list.out.contains(" · sse-progress · "), "what was found is kept: {}", list.out);

    let job = demo.job(&JobSpec::new("edi", 10).paused());
    let mut watch = home.start(&["watch", "--json", "--until-idle"]);
    job.start();
    let running = watch.object("of the running job", |o| o["state"] == "running");
    assert_eq!(running["server"], "Heron");
    job.complete();
    assert_eq!(watch.end().code, Some(0));

    let removed = home.run(&["servers", "remove", "Heron"], "");
    assert_eq!((removed.code, removed.out.as_str()), (Some(0), "Heron was removed."));
    let list = home.run(&["servers", "list"], "");
    assert_eq!((list.code, list.out.as_str()), (Some(0), ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_does_not_work_is_not_added_unless_asked_to() {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .users(Users::alice_and_bob())
        .start()
        .await
        .expect("a demo");
    let home = Home::new();
    let add = ["servers", "add", &demo.url, "--user", "alice", "--password-stdin"];

    let wrong = home.run(&add, "guess\n");
    assert_eq!(wrong.code, Some(3), "{wrong:?}");
    assert!(wrong.err.contains("was not added"), "{}", wrong.err);
    assert_eq!(home.run(&["servers", "list"], "").out, "");

    let right = home.run(&add, "alice-pass\n");
    assert_eq!(right.code, Some(0), "{right:?}");
    assert!(right.err.contains("No keyring could be reached: the password was not kept"), "{}", right.err);
    assert!(home.run(&["servers", "list"], "").out.contains(" · user alice · "));
    assert!(!is_written(home.path(), "alice-pass"), "the password is on the disk");

    let untested = home.run(&["servers", "add", "127.0.0.1:1", "--untested"], "");
    assert_eq!(untested.code, Some(0), "{untested:?}");
    assert!(untested.out.contains("127.0.0.1:1 was added: http://127.0.0.1:1/"), "{}", untested.out);
    let test = home.run(&["servers", "test", "127.0.0.1:1"], "");
    assert_eq!(test.code, Some(3), "{test:?}");
}

#[test]
fn a_broken_settings_file_is_reported_and_left_alone() {
    let home = Home::new();
    let file = home.path().join("settings.toml");
    let broken = "version = 1\n[[servers]\nurl = 7\n";
    std::fs::write(&file, broken).expect("a file");
    let ran = home.run(&["servers", "add", "127.0.0.1:1", "--untested"], "");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("has an error in line 2"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(&file).expect("a file"), broken);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_enough_for_every_kind() {
    let demo = Demo::builder().scenario(Scenario::Empty).start().await.expect("a demo");
    let home = Home::new();
    for server in demo.servers() {
        let detected = home.run(&["servers", "detect", &server.url], "");
        let kind = server.dialect.word();
        assert_eq!(detected.code, Some(0), "{detected:?}");
        assert!(detected.out.starts_with(&format!("{}/ speaks {kind}", server.url)), "{}", detected.out);
        assert!(detected.out.contains(&format!(" · speaks for {kind}")), "{}", detected.out);
    }
    let nobody = home.run(&["servers", "detect", "127.0.0.1:1"], "");
    assert_eq!((nobody.code, nobody.out.as_str()), (Some(3), ""), "{nobody:?}");
    assert!(nobody.err.contains("Nothing listens at 127.0.0.1, port 1."), "{}", nobody.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_comes_by_standard_input_and_is_nowhere_written() {
    let demo = Demo::builder().scenario(Scenario::Empty).start().await.expect("a demo");
    let server = demo.server(Dialect::Estimates).expect("estimates");
    let Entrance::Token(token) = &server.entrance else { panic!("a token") };
    let home = Home::new();
    let add = ["servers", "add", &server.url, "--token-stdin", "--name", "Estimates"];

    let wrong = home.run(&add, "guess\n");
    assert_eq!(wrong.code, Some(3), "{wrong:?}");
    let right = home.run(&add, &format!("{token}\n"));
    assert_eq!(right.code, Some(0), "{right:?}");
    assert!(right.out.contains("Estimates works: estimates · "), "{}", right.out);
    let list = home.run(&["servers", "list"], "").out;
    assert!(list.contains(" · estimates · ") && !list.contains(token), "{list}");
    assert!(!is_written(home.path(), token), "the token is on the disk");

    let again = home.run(&["servers", "test", &server.url, "--token-stdin"], &format!("{token}\n"));
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(again.out.contains(" speaks estimates"), "what was seen is told: {}", again.out);
}

#[test]
fn what_was_said_of_a_server_is_in_the_settings() {
    let home = Home::new();
    let map = home.path().join("map.toml");
    let mapping = "path = \"/events\"\n[[rules]]\nid = \"/id\"\noutcome = \"running\"\ndone = \"/done\"\n";
    std::fs::write(&map, mapping).expect("a file");
    let map = map.to_str().expect("text");
    let options = ["--custom", map, "--header", "X-Api-Key", "--proxy", "none", "--ca-file", "/etc/ca.pem"];
    let add = ["servers", "add", "https://ci.example", "--name", "CI", "--untested"];
    let added = home.run(&[&add[..], &options[..]].concat(), "k3y\n");
    assert_eq!(added.code, Some(0), "{added:?}");
    let file = std::fs::read_to_string(home.path().join("settings.toml")).expect("settings");
    for said in
        ["kind = \"custom\"", "headers = [\"X-Api-Key\"]", "proxy = \"none\"", "ca_file = \"/etc/ca.pem\""]
    {
        assert!(file.contains(said), "{said}: {file}");
    }
    assert!(file.contains("/events") && !is_written(home.path(), "k3y"), "{file}");

    let sample = "data: {\"id\": 7, \"done\": 3}\n\ndata: {\"done\": 3}\n\n";
    let explained = home.run(&["servers", "test", "CI", "--sample", "-"], sample);
    assert_eq!(explained.code, Some(1), "one message has no id: {explained:?}");
    assert!(explained.out.contains("= id 7 · state running · done 3"), "{}", explained.out);

    let other = home.path().join("other.toml");
    std::fs::write(&other, mapping.replace("/done", "/count")).expect("a file");
    let other = other.to_str().expect("text");
    let tried = home
        .run(&["servers", "test", "CI", "--custom", other, "--sample", "-"], "{\"id\": 7, \"count\": 4}\n");
    assert_eq!(tried.code, Some(0), "{tried:?}");
    assert!(tried.out.contains("= id 7 · state running · done 4"), "{}", tried.out);
}
