//! Vigie is killed while it writes, again and again, on the same file.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

/// Tells the child where to write; the test binary runs itself with this set.
const CHILD: &str = "VIGIE_STORE_CRASH_CHILD";

/// Not a test of its own: what the killed process does.
#[tokio::test]
#[ignore = "the child of the crash test"]
async fn child_that_commits_until_killed() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let store = opened(Path::new(&path));
    let mut number = whole_endings(&store).await;
    loop {
        number += 1;
        store.commit(ending(number)).await.unwrap();
        println!("answered {number}");
        if number.is_multiple_of(7) {
            store.commit(Commit { cursors: vec![cursor("other", None)], ..Commit::default() }).await.unwrap();
        }
    }
}

#[tokio::test]
async fn killed_while_writing_everything_answered_for_is_there_and_whole() {
    let (_folder, path) = place();
    let mut answered = 0;
    for round in 1..=6u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::tests::crash::child_that_commits_until_killed"])
            .args(["--ignored", "--nocapture", "--test-threads=1"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let goal = answered + round * 5;
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let number = |line: &str| line.split("answered ").nth(1).and_then(|n| n.trim().parse::<u64>().ok());
        while answered < goal {
            let line = lines.next().expect("the child writes until it is killed").unwrap();
            answered = number(&line).unwrap_or(answered);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines.map_while(Result::ok) {
            answered = number(&line).unwrap_or(answered);
        }

        let store = opened(&path);
        let stored = whole_endings(&store).await;
        assert!(stored >= answered, "answered {answered}, stored {stored}");
        assert!(stored <= answered + 1, "at most the one in flight: answered {answered}, stored {stored}");
        let replay = store.commit(ending(stored)).await.unwrap();
        assert_eq!(replay.fresh, [], "what the server repeats after a crash is not said again");
        answered = stored;
        store.close().await;
    }
}
