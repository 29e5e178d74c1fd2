//! Which programs a program has started.

use std::collections::HashMap;

/// A process: its number and the first fifteen characters of its name.
pub type Process = (u32, String);

/// Everything that this process has started and that still runs, directly or not.
pub fn below(root: u32) -> Vec<Process> {
    let mut children: HashMap<u32, Vec<Process>> = HashMap::new();
    for entry in std::fs::read_dir("/proc").expect("Linux has /proc").flatten() {
        // It may have ended since the folder was listed.
        let Ok(stat) = std::fs::read_to_string(entry.path().join("stat")) else { continue };
        if let Some((process, parent)) = read(&stat) {
            children.entry(parent).or_default().push(process);
        }
    }
    let mut found = Vec::new();
    let mut next = vec![root];
    while let Some(parent) = next.pop() {
        for child in children.remove(&parent).unwrap_or_default() {
            next.push(child.0);
            found.push(child);
        }
    }
    found
}

/// The processes of the web views that a program shows.
pub fn web_views(program: u32) -> Vec<u32> {
    let all = below(program).into_iter();
    all.filter(|(_, name)| name.starts_with("WebKitWebProc")).map(|(process, _)| process).collect()
}

/// `pid (name) state parent …`; what has ended and only waits to be noticed does not count.
fn read(stat: &str) -> Option<(Process, u32)> {
    let (number, rest) = stat.split_once(" (")?;
    let (name, rest) = rest.rsplit_once(") ")?;
    let mut rest = rest.split(' ');
    let state = rest.next()?;
    let parent = rest.next()?.parse().ok()?;
    (state != "Z").then_some(((number.parse().ok()?, name.to_owned()), parent))
}
