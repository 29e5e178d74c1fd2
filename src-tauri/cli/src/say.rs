//! Lines for the person, which nothing depends on: a closed standard error is no reason to stop.

use std::io::{self, Write};

/// A line on standard error.
pub fn aside(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A line on standard output.
///
/// # Errors
/// Standard output cannot be written to.
pub fn line(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{text}")?;
    out.flush()
}
