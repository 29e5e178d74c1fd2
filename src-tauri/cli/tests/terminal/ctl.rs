//! A `vigiectl` of the test's own: no settings, no keyring, English.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// A condition may take so long to come true; generous, for it is no measurement.
const LIMIT: Duration = Duration::from_secs(60);

/// A home folder and what runs in it.
pub struct Home(TempDir);

/// What a finished run left.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vigiectl"));
        command
            .args(args)
            .env("VIGIE_HOME", self.path())
            .env("LC_ALL", "C")
            .env_remove("LANGUAGE")
            // No keyring is reached, and none is asked for a password.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/vigie-test-bus")
            .env("NO_PROXY", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end, with `input` on standard input.
    pub fn run(&self, args: &[&str], input: &str) -> Ran {
        let mut running = self.start(args);
        running.write(input);
        running.end()
    }

    /// Starts and leaves it running.
    pub fn start(&self, args: &[&str]) -> Running {
        let mut child = self.command(args).spawn().expect("vigiectl starts");
        let out = child.stdout.take().expect("standard output");
        let err = child.stderr.take().expect("standard error");
        let (err_told, err) = {
            let (told, heard) = mpsc::channel();
            let mut err = err;
            let reader = std::thread::spawn(move || {
                let mut text = String::new();
                let _ = err.read_to_string(&mut text);
                let _ = told.send(text);
            });
            (reader, heard)
        };
        drop(err_told);
        Running { child, lines: Some(lines(out)), err, seen: Vec::new() }
    }
}

/// Lines as they come, read on a thread of its own.
fn lines(out: ChildStdout) -> mpsc::Receiver<String> {
    let (told, heard) = mpsc::sync_channel(16);
    std::thread::spawn(move || {
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            // Nobody listens any more: the pipe is closed.
            if told.send(line).is_err() {
                break;
            }
        }
    });
    heard
}

/// A running `vigiectl`; killed when the test is over.
pub struct Running {
    child: Child,
    lines: Option<mpsc::Receiver<String>>,
    err: mpsc::Receiver<String>,
    seen: Vec<String>,
}

impl Running {
    pub fn write(&mut self, input: &str) {
        // It may have ended already, without reading.
        let _ = self.child.stdin.take().expect("standard input").write_all(input.as_bytes());
    }

    /// Waits for a line like this.
    pub fn line(&mut self, what: &str, wished: impl Fn(&str) -> bool) -> String {
        let end = Instant::now() + LIMIT;
        loop {
            let lines = self.lines.as_ref().expect("standard output is open");
            match lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    self.seen.push(line.clone());
                    if wished(&line) {
                        return line;
                    }
                }
                Err(_) => panic!("no line {what}; there were:\n{}", self.seen.join("\n")),
            }
        }
    }

    /// Waits for a JSON line like this.
    pub fn object(&mut self, what: &str, wished: impl Fn(&Value) -> bool) -> Value {
        let parse = |line: &str| serde_json::from_str::<Value>(line).expect("each line is JSON");
        parse(&self.line(what, |line| wished(&parse(line))))
    }

    /// Closes the reading end of its standard output, as `head` does.
    pub fn hang_up(&mut self) {
        self.lines = None;
    }

    #[cfg(unix)]
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args(["-s", signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
    }

    /// Waits until it has ended.
    pub fn end(mut self) -> Ran {
        drop(self.child.stdin.take());
        let end = Instant::now() + LIMIT;
        let mut out = self.seen.clone();
        if let Some(lines) = &self.lines {
            while let Ok(line) = lines.recv_timeout(end.saturating_duration_since(Instant::now())) {
                out.push(line);
            }
        }
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("its status") {
                break status;
            }
            assert!(Instant::now() < end, "it does not end; it said:\n{}", out.join("\n"));
            std::thread::sleep(Duration::from_millis(20));
        };
        let err = self.err.recv_timeout(LIMIT).unwrap_or_default();
        Ran { code: status.code(), out: out.join("\n"), err }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
