//! What goes wrong with one dialect, on demand.

use serde::{Deserialize, Serialize};

use crate::faults::Scope;

/// What is wrong with a server until it is set right again. `Default` is a healthy one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Trouble {
    /// Requests that get a refusal instead of an answer.
    pub refused: Option<Refused>,
    /// Requests that are taken and never answered: not even a head.
    pub silent: Option<Scope>,
    /// Streams answer with their head and break at once, as with the backend's Redis away. A WebSocket is taken
    /// and dropped.
    pub broken_streams: bool,
    /// The head of a stream comes only with its first event, as with PHP's output buffering on (solilms).
    pub buffered: bool,
    /// Nothing that happens is told to any stream; keep-alives go on.
    pub deaf: bool,
    /// Other answers than streams come so much later.
    pub rest_delay_ms: u64,
    /// Streams claim to be of this type instead of their own.
    pub content_type: Option<String>,
}

/// Refusals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Refused {
    /// Which requests.
    pub scope: Scope,
    /// The status: 401, 403, 419, 503, …; 302 and its like lead to `location`.
    pub status: u16,
    /// Where a redirect leads; to the dialect's own sign-in (or its base) when `None`.
    pub location: Option<String>,
    /// How many requests are refused; all when `None`.
    pub times: Option<u32>,
}

impl Default for Refused {
    fn default() -> Self {
        Self { scope: Scope::All, status: 403, location: None, times: None }
    }
}

impl Refused {
    /// Every request for a stream.
    pub fn streams(status: u16) -> Self {
        Self { scope: Scope::Streams, status, ..Self::default() }
    }

    /// The same, but only so many times.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }
}

impl Trouble {
    /// Takes the refusal of one request, if it is to be refused.
    pub(crate) fn refuse(&mut self, stream: bool) -> Option<Refused> {
        let refused = self.refused.as_mut().filter(|refused| refused.scope.hits(stream))?;
        let said = refused.clone();
        match &mut refused.times {
            Some(0) => {
                self.refused = None;
                return None;
            }
            Some(1) => self.refused = None,
            Some(times) => *times -= 1,
            None => {}
        }
        Some(said)
    }

    pub(crate) fn is_silent(&self, stream: bool) -> bool {
        self.silent.is_some_and(|scope| scope.hits(stream))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_refusals_is_used_up() {
        let mut trouble = Trouble { refused: Some(Refused::streams(401).times(2)), ..Trouble::default() };
        assert_eq!(trouble.refuse(false), None, "not a stream");
        assert!(trouble.refuse(true).is_some() && trouble.refuse(true).is_some());
        assert_eq!(trouble, Trouble::default());
    }
}
