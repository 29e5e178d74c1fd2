//! Which changes deserve a notice.
