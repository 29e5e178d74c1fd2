//! `watch` of a server whose jobs are moved by hand.

use serde_json::Value;
use vigie_demo::{Demo, Dialect, Entrance, Estimate, JobSpec, Scenario, SessionSpec, Users};

use crate::ctl::{Home, Ran, Running};

async fn quiet() -> Demo {
    Demo::builder().scenario(Scenario::Empty).start().await.expect("a demo")
}

/// Keys of an object, as one text.
fn keys(object: &Value) -> String {
    let mut keys: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys.join(" ")
}

fn objects(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

fn state(name: &'static str) -> impl Fn(&Value) -> bool {
    move |o| o["type"] == "job" && o["state"] == name
}

/// Watches until idle, after a job has begun.
fn watch_begun(home: &Home, demo: &Demo, job: &vigie_demo::JobHandle) -> Running {
    let mut running = home.start(&["watch", &demo.url, "--json", "--until-idle"]);
    job.start();
    running.object("of the running job", state("running"));
    running
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_followed_to_its_good_end_in_the_words_of_the_documentation() {
    let demo = quiet().await;
    let home = Home::new();
    let job = demo.job(&JobSpec::new("edi,1:%", 10).titled("Import <b>\u{202e}").paused());
    let mut running = watch_begun(&home, &demo, &job);
    job.progress(5);
    running.object("of half of it", |o| o["done"] == 5 && o["percent"] == 50.0);
    job.warn("Line 6: unknown article");
    running.object("of a warning", |o| o["type"] == "notice" && o["kind"] == "warning");
    job.progress(10);
    job.complete();
    let ran = running.end();
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));

    let lines = objects(&ran);
    let last_job = lines.iter().rfind(|o| o["type"] == "job").expect("a job");
    assert_eq!(last_job["state"], "completed");
    assert_eq!(last_job["id"], "edi,1:%");
    assert_eq!(last_job["title"], "Import <b>", "markup is text, direction marks are gone");
    assert!(last_job["started_at"].is_number() && last_job["finished_at"].is_number());
    let notices: Vec<_> = lines.iter().filter(|o| o["type"] == "notice").collect();
    assert_eq!(notices.iter().map(|o| &o["kind"]).collect::<Vec<_>>(), ["warning", "completed"]);
    assert_eq!(notices[1]["title"], "Import <b> completed");

    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/json.md")).expect("docs");
    let examples: Vec<Value> =
        page.lines().filter(|l| l.starts_with('{')).map(|l| serde_json::from_str(l).expect("JSON")).collect();
    for line in &lines {
        assert!(examples.iter().any(|e| e["type"] == line["type"] && keys(e) == keys(line)), "{line}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_is_exit_1() {
    let demo = quiet().await;
    let home = Home::new();
    let job = demo.job(&JobSpec::new("edi", 10).paused());
    let running = watch_begun(&home, &demo, &job);
    job.progress(3);
    job.fail("Connection to supplier lost");
    let ran = running.end();
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let failed = objects(&ran).into_iter().rfind(|o| o["type"] == "job").expect("a job");
    assert_eq!(
        (&failed["state"], &failed["message"]),
        (&"failed".into(), &"Connection to supplier lost".into())
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_had_failed_before_is_no_failure_of_this_watch() {
    let demo = quiet().await;
    let job = demo.job(&JobSpec::new("old", 10));
    job.start();
    job.fail("yesterday");
    let ran = Home::new().run(&["watch", &demo.url, "--json", "--until-idle"], "");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(objects(&ran).iter().all(|o| o["type"] != "notice"), "{}", ran.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_terminal_there_are_plain_lines() {
    let demo = quiet().await;
    let home = Home::new();
    let job = demo.job(&JobSpec::new("edi", 1_000).titled("EDI\u{1b}[2J import").paused());
    let mut running = home.start(&["watch", &demo.url, "--until-idle"]);
    running.line("that says it is live", |l| l.ends_with(": Live"));
    job.start();
    job.progress(500);
    running.line("of half of it", |l| l.contains("50\u{a0}%") && l.contains("500 of 1,000 items"));
    job.progress(1_000);
    job.complete();
    let ran = running.end();
    assert_eq!(ran.code, Some(0));
    let last = ran.out.lines().last().expect("a line");
    assert!(last.contains("EDI [2J import · Completed · 100\u{a0}% · 1,000 items · took "), "{last}");
    assert!(!ran.out.contains('\u{1b}'));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_password_comes_by_standard_input_and_a_wrong_one_is_exit_3() {
    let demo = Demo::builder()
        .scenario(Scenario::Empty)
        .users(Users::alice_and_bob())
        .start()
        .await
        .expect("a demo");
    let job = demo.job(&JobSpec::new("edi", 10).owned_by("alice").paused());
    job.start();
    let home = Home::new();
    let args = ["watch", &demo.url, "--user", "alice", "--password-stdin", "--json"];

    let wrong = home.run(&args, "guess\n");
    assert_eq!(wrong.code, Some(3), "{wrong:?}");
    assert!(wrong.err.contains("did not accept what you sign in with"), "{}", wrong.err);

    let mut right = home.start(&args);
    right.write("alice-pass\n");
    right.object("of alice's job", state("running"));
    drop(right);

    let without = home.run(&["watch", &demo.url, "--json"], "");
    assert_eq!(without.code, Some(3), "{without:?}");
    assert!(without.err.contains("The server wants you to sign in."), "{}", without.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_after_the_time_given() {
    let demo = quiet().await;
    let job = demo.job(&JobSpec::new("edi", 10));
    job.start();
    let ran = Home::new().run(&["watch", &demo.url, "--json", "--for", "3"], "");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    assert!(objects(&ran).iter().any(state("running")), "{}", ran.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_a_record_and_every_number_is_printed() {
    let demo = quiet().await;
    let home = Home::new();
    let estimates = demo.server(Dialect::Estimates).expect("estimates");
    let Entrance::Token(token) = &estimates.entrance else { panic!("a token") };
    let args = ["watch", &estimates.url, "--kind", "estimates", "--token-stdin", "--json"];
    let mut running = home.start(&args);
    running.write(&format!("{token}\n"));
    running.object("of a server that is live", |o| o["type"] == "server" && o["state"] == "live");
    for (id, status) in [(17, "draft"), (17, "approved"), (18, "draft")] {
        demo.estimates().updated(&Estimate { id, status: status.into(), ..Estimate::default() });
    }
    let told: Vec<(Value, Value)> = (0..3)
        .map(|_| running.object("of a record", |o| o["type"] == "record"))
        .map(|o| (o["record_id"].clone(), o["action"].clone()))
        .collect();
    let updated = |id: &str| (Value::from(id), Value::from("updated"));
    assert_eq!(told, [updated("17"), updated("17"), updated("18")]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_and_a_session_are_asked_for_and_the_answer_is_the_exit() {
    let demo = quiet().await;
    let home = Home::new();
    let postes = demo.server(Dialect::Postes).expect("postes");
    let Entrance::Password { user, password } = &postes.entrance else { panic!("a password") };
    let session = demo.postes().session(&SessionSpec::new("GOOD42", 3_600)).to_string();
    let ask = |what: &[&str], code: &str| {
        let how = ["--kind", "postes", "--user", user, "--password-stdin"];
        home.run(&[&["do", &postes.url][..], &how, what].concat(), &format!("{password}\n{code}\n"))
    };
    let wrong = ask(&["validate-code", "NOPE00"], "");
    assert_eq!(wrong.code, Some(1), "{wrong:?}");
    assert!(wrong.out.contains(" said no"), "{}", wrong.out);
    let right = ask(&["validate-code", "--code-stdin"], "GOOD42");
    assert_eq!(right.code, Some(0), "{right:?}");
    assert!(right.out.contains(" said yes"), "{}", right.out);
    let started = ask(&["start-session", &session], "");
    assert_eq!(started.code, Some(0), "{started:?}");
    let nobody = home.run(&["do", "127.0.0.1:1", "--kind", "postes", "start-session", "7"], "");
    assert_eq!(nobody.code, Some(3), "{nobody:?}");
}
