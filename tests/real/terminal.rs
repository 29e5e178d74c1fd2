//! `vigiectl` watching a real server.

use std::process::{Output, Stdio};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;
use vigie_tests::{DjangoBackend, Job, Options, PATIENCE, built, repository};

/// Watches as alice until idle; once a job is seen running, `then` goes on.
async fn watch(url: &str, password: &str, then: impl Future<Output = ()>) -> (Output, Vec<Value>) {
    let home = tempfile::tempdir().expect("a folder");
    let program = built("vigiectl");
    assert!(program.exists(), "{} is missing: build it first (cargo build -p vigiectl)", program.display());
    let mut child = Command::new(program)
        .args(["watch", url, "--user", "alice", "--password-stdin", "--json", "--until-idle"])
        .env("VIGIE_HOME", home.path())
        .env("LC_ALL", "C")
        .env_remove("LANGUAGE")
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/vigie-test-bus")
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("vigiectl starts");
    let mut input = child.stdin.take().expect("stdin is piped");
    input.write_all(format!("{password}\n").as_bytes()).await.expect("it reads the password");
    drop(input);
    let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
    let mut objects = Vec::new();
    let mut then = Some(then);
    let ended = async {
        while let Some(line) = lines.next_line().await.expect("UTF-8") {
            let object: Value =
                serde_json::from_str(&line).unwrap_or_else(|error| panic!("no JSON: {error}: {line}"));
            let runs = object["type"] == "job" && object["state"] == "running";
            objects.push(object);
            if runs && let Some(then) = then.take() {
                then.await;
            }
        }
        let mut stderr = Vec::new();
        child
            .stderr
            .take()
            .expect("stderr is piped")
            .read_to_end(&mut stderr)
            .await
            .expect("stderr can be read");
        Output { status: child.wait().await.expect("its exit"), stdout: Vec::new(), stderr }
    };
    let output = tokio::time::timeout(2 * PATIENCE, ended).await.expect("it ends by itself");
    (output, objects)
}

/// The fields of an object, as one text.
fn fields(object: &Value) -> String {
    let mut fields: Vec<&str> = object.as_object().expect("an object").keys().map(String::as_str).collect();
    fields.sort_unstable();
    fields.join(" ")
}

#[tokio::test]
async fn its_exit_tells_how_it_went_and_its_lines_are_those_of_the_documentation() {
    let backend = DjangoBackend::start(Options::default()).await;
    let page = std::fs::read_to_string(repository().join("docs/json.md")).unwrap();
    let examples: Vec<Value> = page
        .lines()
        .filter(|line| line.starts_with('{'))
        .map(|line| serde_json::from_str(line).expect("the documentation shows JSON"))
        .collect();

    backend.job(Job::new("good").total(6).warn_at(&[4]).stepped()).await;
    backend.step("good", 3).await;
    let (good, lines) = watch(&backend.url, "alice-pass", backend.step("good", 9)).await;
    assert_eq!(good.status.code(), Some(0), "{good:?}");
    assert_eq!(String::from_utf8_lossy(&good.stderr), "");
    for line in &lines {
        let documented = examples.iter().any(|e| e["type"] == line["type"] && fields(e) == fields(line));
        assert!(documented, "{line}");
    }
    let of = |lines: &[Value], kind: &str| -> Vec<Value> {
        lines.iter().filter(|line| line["type"] == kind).cloned().collect()
    };
    let job = of(&lines, "job").pop().unwrap();
    assert_eq!((&job["id"], &job["state"]), (&"good".into(), &"completed".into()));
    assert_eq!((&job["done"], &job["failed"], &job["warnings"]), (&6.into(), &1.into(), &1.into()));
    let kinds: Vec<_> = of(&lines, "notice").iter().map(|notice| notice["kind"].clone()).collect();
    assert_eq!(kinds, ["warning", "completed"]);
    assert!(of(&lines, "server").iter().any(|server| server["state"] == "live"));

    backend.job(Job::new("bad").total(6).fail_at(3).stepped()).await;
    backend.step("bad", 2).await;
    let (bad, lines) = watch(&backend.url, "alice-pass", backend.step("bad", 9)).await;
    assert_eq!(bad.status.code(), Some(1), "{bad:?}");
    let failed = of(&lines, "job").pop().unwrap();
    assert_eq!((&failed["id"], &failed["state"]), (&"bad".into(), &"failed".into()));
    assert_eq!(of(&lines, "notice").len(), 1, "what had ended before is not told: {lines:?}");

    let (wrong, lines) = watch(&backend.url, "guess", async {}).await;
    assert_eq!(wrong.status.code(), Some(3), "{wrong:?}");
    assert!(of(&lines, "job").is_empty());
    assert_eq!(of(&lines, "server").last().unwrap()["state"], "signed_out");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("did not accept what you sign in with"));
}
