//! Without a server: usage, the demo, signals, pipes.

use std::process::Command;

use crate::ctl::Home;

#[test]
fn what_cannot_be_followed_is_exit_2_and_says_what_to_do() {
    for (args, said) in [
        (&["watch"][..], "No server is configured. Add one with “vigiectl servers add ADDRESS”"),
        (&["watch", "ftp://heron.example"], "Vigie speaks http and https, not ftp."),
        (&["watch", "http://ho st"], "This address cannot be read:"),
        (&["watch", ""], "The address is empty."),
        (&["watch", "http://127.0.0.1:9", "--user", "ana"], "No password was given."),
        (&["watch", "http://127.0.0.1:9", "--password-stdin"], "A password needs a user name"),
        (&["watch", "http://127.0.0.1:9", "--token-stdin"], "--token-stdin: standard input had no line"),
        (&["servers", "detect", "ftp://heron.example"], "Vigie speaks http and https, not ftp."),
        (&["servers", "test", "h:1", "--sample"], "there is nothing to try the sample with"),
        (&["do", "heron", "start-session", "7"], "No server is called heron."),
        (&["watch", "--colour"], "unexpected argument '--colour'"),
        (&["servers", "remove", "heron"], "No server is called heron."),
        (&["servers", "test", "heron"], "No server is called heron."),
        (&["demo", "--scenario", "gopher"], "there are lifelike, calm"),
    ] {
        let ran = Home::new().run(args, "");
        assert_eq!(ran.code, Some(2), "{args:?}: {ran:?}");
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
}

#[test]
fn nobody_there_is_exit_3_at_the_first_attempt() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", nobody.local_addr().expect("its address"));
    drop(nobody);
    let ran = Home::new().run(&["watch", &url, "--json"], "");
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.err.contains("Nothing listens at 127.0.0.1, port "), "{}", ran.err);
    assert!(!ran.err.contains("tries again"), "it does not: {}", ran.err);
    let states: Vec<String> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["state"].to_string())
        .collect();
    assert_eq!(states.last().map(String::as_str), Some("\"waiting\""), "{states:?}");

    let ran = Home::new().run(&["watch", &url], "");
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.err.contains("Nothing listens at 127.0.0.1, port "), "{}", ran.err);
    assert!(!ran.out.contains("Nothing listens"), "said once: {}", ran.out);
}

#[test]
fn an_empty_address_is_refused_without_a_stray_colon() {
    let ran = Home::new().run(&["servers", "add", ""], "");
    assert_eq!(ran.code, Some(2), "{ran:?}");
    assert!(ran.err.starts_with("The address is empty"), "{}", ran.err);
}

#[test]
fn the_demo_is_watched_in_one_process() {
    let home = Home::new();
    let mut demo = home.start(&["demo", "--json"]);
    demo.object("of a server that is live", |o| o["type"] == "server" && o["state"] == "live");
    let job = demo.object("of a running job", |o| o["type"] == "job" && o["state"] == "running");
    assert!(["Heron EDI", "SoniqueBay", "Postes"].iter().any(|name| job["server"] == *name), "{job}");
}

#[test]
fn the_demo_is_five_servers() {
    let home = Home::new();
    let mut demo = home.start(&["demo", "--json"]);
    let mut live = std::collections::BTreeSet::new();
    while live.len() < 5 {
        let server =
            demo.object("of a server that is live", |o| o["type"] == "server" && o["state"] == "live");
        live.insert(server["server"].to_string());
    }
    demo.object("of numbers", |o| o["type"] == "stats" && o["server"] == "Postes");
}

#[test]
fn the_same_seed_plays_the_same_jobs() {
    let home = Home::new();
    let titles = |seed: &str| {
        let ran = home.run(&["demo", "--json", "--seed", seed, "--for", "2"], "");
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let mut titles: Vec<String> = ran
            .out
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
            .filter(|o| o["type"] == "job" && o["server"] == "Heron EDI")
            .map(|o| o["title"].to_string())
            .collect();
        titles.sort();
        titles.dedup();
        titles.truncate(3);
        titles
    };
    let first = titles("7");
    assert!(!first.is_empty());
    assert_eq!(first, titles("7"));
}

#[test]
fn a_taken_port_is_exit_1_and_says_so() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let ran = Home::new().run(&["demo", "--port", &port], "");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.err.contains("The demo could not be started: cannot listen on 127.0.0.1:"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn signals_end_it_cleanly() {
    for (args, signal) in [
        (&["demo"][..], "INT"),
        (&["demo", "--watch"], "INT"),
        (&["demo", "--json"], "TERM"),
        (&["demo", "--json"], "HUP"),
    ] {
        let home = Home::new();
        let mut running = home.start(args);
        running.line("at all", |_| true);
        running.signal(signal);
        let ran = running.end();
        assert_eq!((ran.code, ran.err.as_str()), (Some(130), ""), "{args:?} {signal}");
    }
}

#[test]
fn a_broken_pipe_is_a_quiet_end() {
    for args in [&["demo", "--json"][..], &["demo", "--watch"]] {
        let home = Home::new();
        let mut running = home.start(args);
        running.line("at all", |_| true);
        running.hang_up();
        let ran = running.end();
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn it_links_no_web_view() {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "-p", "vigiectl", "-e", "normal", "--prefix", "none"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&tree.stdout).into_owned();
    assert!(tree.contains("vigie-engine"), "{tree}");
    for crates in ["tauri", "wry", "webkit2gtk", "gtk ", "tao "] {
        assert!(!tree.lines().any(|line| line.starts_with(crates)), "{crates} is linked");
    }
}
