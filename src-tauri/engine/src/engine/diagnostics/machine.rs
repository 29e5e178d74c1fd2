//! Which Vigie, on which machine.

use std::fmt::Write;

/// Variables that say which desktop and language it is; none of them holds a secret.
const VARIABLES: [&str; 11] = [
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_TYPE",
    "DESKTOP_SESSION",
    "GDMSESSION",
    "LANGUAGE",
    "LC_ALL",
    "LC_MESSAGES",
    "LC_TIME",
    "LANG",
    "VIGIE_LOG",
];

/// A line each.
pub fn told() -> String {
    let mut text = format!("Vigie {}\n", env!("CARGO_PKG_VERSION"));
    let _ = writeln!(text, "system {} {}", std::env::consts::OS, std::env::consts::ARCH);
    text += &system();
    for name in VARIABLES {
        if let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) {
            let _ = writeln!(text, "{name} {}", value.to_string_lossy());
        }
    }
    text += "web view unknown here\n";
    text
}

#[cfg(target_os = "linux")]
fn system() -> String {
    let read = |file: &str| std::fs::read_to_string(file).unwrap_or_default();
    let release = read("/etc/os-release");
    let name = release.lines().find_map(|line| line.strip_prefix("PRETTY_NAME="));
    let name = name.map_or("unknown", |name| name.trim_matches('"'));
    let kernel = read("/proc/sys/kernel/osrelease");
    let kernel = if kernel.trim().is_empty() { "unknown" } else { kernel.trim() };
    format!("distribution {name}\nkernel {kernel}\n")
}

#[cfg(not(target_os = "linux"))]
fn system() -> String {
    String::new()
}
