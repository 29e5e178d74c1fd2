//! A child process that looks after others: it takes orders on its standard input, answers each with one line,
//! and ends with everything it started as soon as that input ends. So nothing outlives a test, however it ends.

use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;

/// How long a supervisor may clean up before it is killed.
const END_LIMIT: Duration = Duration::from_secs(10);

pub struct Supervisor {
    child: Child,
    /// `None` only while it is being dropped.
    line: Mutex<Option<(ChildStdin, Lines<BufReader<ChildStdout>>)>>,
}

impl Supervisor {
    /// Starts it and returns the first line that it prints.
    pub async fn start(mut command: Command) -> (Self, String) {
        let shown = format!("{:?}", command.as_std());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap_or_else(|error| {
                panic!("{shown}: {error}. scripts/setup-test.sh installs what tests need")
            });
        let orders = child.stdin.take().expect("stdin is piped");
        let answers = child.stdout.take().expect("stdout is piped");
        let mut lines = BufReader::new(answers).lines();
        let first = lines.next_line().await.ok().flatten();
        let first =
            first.unwrap_or_else(|| panic!("{shown} ended before it was ready: see its message above"));
        (Self { child, line: Mutex::new(Some((orders, lines))) }, first)
    }

    /// Gives an order and waits until it is done.
    pub async fn order(&self, order: &Value) {
        let mut line = self.line.lock().await;
        let (orders, answers) = line.as_mut().expect("it is not being dropped");
        orders.write_all(format!("{order}\n").as_bytes()).await.expect("the supervisor listens");
        let answer = answers.next_line().await.ok().flatten().unwrap_or_default();
        let answer: Value = serde_json::from_str(&answer).unwrap_or_default();
        assert!(answer["ok"] == true, "{order} was not done: {answer}");
    }
}

impl Drop for Supervisor {
    /// Ends it and waits until it has cleaned up behind itself.
    fn drop(&mut self) {
        self.line.get_mut().take();
        let limit = Instant::now() + END_LIMIT;
        while matches!(self.child.try_wait(), Ok(None)) {
            if Instant::now() > limit {
                // Its children are tied to it: they die with it.
                let _ = self.child.start_kill();
                return;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
