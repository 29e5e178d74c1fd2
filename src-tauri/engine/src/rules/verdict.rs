//! What becomes of one notice.

use vigie_contract::{Millis, NoticeKind};

use super::{About, Rulebook};
use crate::store::Outgoing;

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Event<'a> {
    /// What happened.
    pub kind: NoticeKind,
    /// To what.
    pub about: About<'a>,
    /// Whose the job is, where its server says so.
    pub owner: Option<&'a str>,
    /// Who is signed in there.
    pub signed_in: Option<&'a str>,
    /// How long the job took, for an end where that is known.
    pub took: Option<Millis>,
    /// False where its server wants no alert of it.
    pub alert: bool,
}

/// Where it is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// In the bell. Else it is kept for its identity alone: hidden, so that it is never told again.
    pub bell: bool,
    /// In the bell as read.
    pub read: bool,
    /// On the desktop.
    pub desktop: bool,
    /// With a sound.
    pub sound: bool,
    /// Both of that in quiet hours as well.
    pub loud: bool,
}

impl Verdict {
    /// How the alert goes out.
    #[must_use]
    pub fn outgoing(&self) -> Outgoing {
        Outgoing { desktop: self.desktop, sound: self.sound, loud: self.loud }
    }
}

impl Event<'_> {
    fn is_end(&self) -> bool {
        matches!(self.kind, NoticeKind::Completed | NoticeKind::Failed | NoticeKind::Vanished)
    }

    /// True only where both are known: whose it is, and who looks.
    fn is_anothers(&self) -> bool {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        self.owner.zip(self.signed_in).is_some_and(|(owner, me)| !same(owner, me))
    }
}

impl Rulebook {
    /// What the rules say of a notice. Quiet hours are not looked at: they pass over.
    #[must_use]
    pub fn verdict(&self, event: &Event<'_>) -> Verdict {
        let settled = self.about(event.about);
        let telling = settled.telling(event.kind);
        let watched = event.is_end() && settled.watched();
        let muted = !watched && (settled.muted() || settled.only_mine() && event.is_anothers());
        // A duration that is not known is not taken for a short one.
        let least = u64::from(settled.at_least_seconds()) * 1_000;
        let short = event.kind == NoticeKind::Completed && event.took.is_some_and(|took| took < least);
        let calm = !event.alert || muted || short && !watched;
        let failure = matches!(event.kind, NoticeKind::Failed | NoticeKind::Unreachable);
        Verdict {
            bell: telling.bell,
            read: muted,
            desktop: (telling.desktop || watched) && !calm,
            sound: telling.sound && self.all().sounds && !calm,
            loud: watched || failure && self.all().quiet.failures_come_through,
        }
    }
}
