//! engine
pub struct Engine;
