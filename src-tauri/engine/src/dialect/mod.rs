//! What each kind of backend says, and what to ask of it.
//!
//! Everything here is pure: bytes or text in, [`Update`](crate::update::Update)s out.
//! The conversation itself (who is asked when) is [`link`](crate::link)'s.

pub mod number;
pub mod sse_progress;
