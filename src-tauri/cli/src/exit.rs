//! How the program ends. Documented in docs/json.md; scripts rely on it.

use std::process::ExitCode;

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Fine.
    Fine,
    /// A watched job failed (with `--until-idle`), or what was asked could not be done here.
    Failed,
    /// Called in a way that cannot be followed.
    Usage,
    /// Could not connect or sign in.
    NotConnected,
    /// Ended by Ctrl-C or a signal.
    Interrupted,
}

impl Exit {
    /// The number the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotConnected => 3,
            Self::Interrupted => 130,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
