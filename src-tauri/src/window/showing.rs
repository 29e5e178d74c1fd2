//! What is known of the main window while it is there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::Target;

/// The main window, as the rest of the shell sees it.
#[derive(Debug, Default)]
pub struct Showing {
    focused: AtomicBool,
    /// The page listens. With what it is to show as soon as it does.
    page: Mutex<(bool, Option<Target>)>,
}

impl Showing {
    /// Whether the person looks at it.
    pub fn focused(&self) -> bool {
        self.focused.load(Ordering::Relaxed)
    }

    /// The person looks at it from now on, or no longer.
    pub fn focus(&self, focused: bool) {
        self.focused.store(focused, Ordering::Relaxed);
    }

    /// Whether the page listens to events.
    pub fn listens(&self) -> bool {
        self.page.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    /// The page listens from now on; what it is to show first.
    pub fn ready(&self) -> Option<Target> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        page.0 = true;
        page.1.take()
    }

    /// Hands back what the page is to be told now; a page that does not listen yet is told when it does.
    pub fn wish(&self, target: Target) -> Option<Target> {
        let mut page = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if page.0 {
            return Some(target);
        }
        page.1 = Some(target);
        None
    }

    /// The page listens no more.
    pub fn page_gone(&self) {
        self.page.lock().unwrap_or_else(PoisonError::into_inner).0 = false;
    }

    /// There is no window any more.
    pub fn gone(&self) {
        self.focus(false);
        self.page_gone();
    }
}

#[cfg(test)]
mod tests {
    use vigie_contract::JobRef;

    use super::*;

    #[test]
    fn a_wish_waits_for_a_page_that_is_not_there_yet() {
        let showing = Showing::default();
        let job = Target::Job(JobRef { server: "s".into(), id: "j".into() });
        assert_eq!(showing.wish(Target::Bell), None);
        assert_eq!(showing.wish(job.clone()), None, "the newest wish counts");
        assert_eq!(showing.ready(), Some(job.clone()));
        assert_eq!(showing.ready(), None, "it is shown once");
        assert_eq!(showing.wish(job.clone()), Some(job.clone()), "a page that listens is told at once");
        showing.gone();
        assert_eq!(showing.wish(job), None);
    }
}
