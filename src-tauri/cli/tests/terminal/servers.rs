//! `servers`: added, listed, watched, removed.

use std::path::Path;

use vigie_demo::{Demo, JobSpec, Scenario, Users};

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
    assert!(added.out.contains("Heron works: nothing runs there"), "{}", added.out);
    assert!(added.out.contains(&format!("Heron was added: {}/", demo.url)), "{}", added.out);

    let again = home.run(&["servers", "add", &demo.url], "");
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("Heron has this address and this user already."), "{}", again.err);

    let list = home.run(&["servers", "list"], "");
    assert_eq!(list.out.lines().count(), 1, "{}", list.out);
    assert!(list.out.starts_with(&format!("Heron · {}/ · ", demo.url)), "{}", list.out);

    let test = home.run(&["servers", "test", "Heron"], "");
    assert_eq!(test.code, Some(0), "{test:?}");

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
