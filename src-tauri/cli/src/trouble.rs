//! What ends a command before it is done.

use std::io;

use vigie_contract::Failure;
use vigie_words::Words;

use crate::exit::Exit;
use crate::given::NotGiven;
use crate::say;

/// What ends a command before it is done.
#[derive(Debug)]
pub enum Ended {
    /// With words for the person.
    Said(Exit, String),
    /// The reader of standard output is gone.
    BrokenPipe,
    /// Standard input or output failed.
    Io(io::Error),
}

impl Ended {
    /// Called in a way that cannot be followed.
    pub fn usage(text: impl Into<String>) -> Self {
        Self::Said(Exit::Usage, text.into())
    }

    /// The exit, after saying why.
    #[must_use]
    pub fn report(self, words: &Words) -> Exit {
        match self {
            Self::Said(exit, text) => {
                say::aside(&text);
                exit
            }
            Self::BrokenPipe => Exit::Fine,
            Self::Io(error) => {
                say::aside(&words.say("terminal-cannot-start", &[("why", error.to_string().into())]));
                Exit::Failed
            }
        }
    }
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::BrokenPipe } else { Self::Io(error) }
    }
}

impl From<NotGiven> for Ended {
    fn from(none: NotGiven) -> Self {
        match none {
            NotGiven::Usage(text) => Self::usage(text),
            NotGiven::Unreadable(error) => Self::Io(error),
        }
    }
}

/// A failure of the engine: of the connection, of what was asked, or of this machine.
#[must_use]
pub fn exit_of(failure: &Failure) -> Exit {
    use vigie_contract::FailureCode as Code;
    match failure.code {
        Code::AddressEmpty
        | Code::AddressInvalid
        | Code::AddressScheme
        | Code::ServerExists
        | Code::ServerUnknown
        | Code::JobUnknown
        | Code::LinkRefused
        | Code::NotOffered
        | Code::RuleRefused
        | Code::ImportUnreadable
        | Code::ValueUnknown => Exit::Usage,
        Code::Connection | Code::ServerSaid => Exit::NotConnected,
        Code::SettingsNotWritten
        | Code::SettingsRefused
        | Code::StoreTrouble
        | Code::FileNotWritten
        | Code::DesktopRefused
        | Code::Stopping
        | Code::Internal => Exit::Failed,
    }
}
