//! A client in a process of its own: what it says, its memory and its time.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

/// The client stands, and waits to be told to begin.
pub const STARTED: &str = "started";
/// It has seen what it was to see.
pub const DONE: &str = "done";

/// Ends with this value.
pub struct Client {
    child: Child,
    tell: ChildStdin,
    said: BufReader<ChildStdout>,
}

impl Client {
    /// Starts this program again, and waits until it stands.
    pub fn start(args: &[String]) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // No keyring, no desktop: a measurement is nothing that a person has asked about.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY")
            .spawn()
            .unwrap();
        let tell = child.stdin.take().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        let mut client = Self { child, tell, said };
        client.wait_for(STARTED);
        client
    }

    pub fn go_on(&mut self) {
        self.tell.write_all(b"\n").unwrap();
    }

    /// Waits until it says so; tells when that was.
    pub fn wait_for(&mut self, word: &str) -> Instant {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        assert_eq!(line.trim_end(), word, "the client broke off");
        Instant::now()
    }

    /// Lets it end in an orderly way.
    pub fn finish(mut self) {
        self.go_on();
        assert!(self.child.wait().unwrap().success());
    }

    /// Its memory now, in bytes; `None` where the system does not say it in `/proc`.
    pub fn memory(&self) -> Option<u64> {
        self.status("VmRSS:")
    }

    /// The most it ever had.
    pub fn memory_peak(&self) -> Option<u64> {
        self.status("VmHWM:")
    }

    /// Seconds of processor time that it has used; ticks are hundredths of a second on every Linux of today.
    pub fn processor_seconds(&self) -> Option<f64> {
        let stat = self.read("stat")?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
        let (user, system): (f64, f64) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some((user + system) / 100.0)
    }

    fn status(&self, key: &str) -> Option<u64> {
        let status = self.read("status")?;
        let kilobytes = status.lines().find_map(|line| line.strip_prefix(key))?.trim().strip_suffix(" kB")?;
        Some(kilobytes.parse::<u64>().ok()? * 1024)
    }

    fn read(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).ok()
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
