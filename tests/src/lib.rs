//! What the whole-product tests share.

mod watched;

pub use watched::{Watched, draft};
