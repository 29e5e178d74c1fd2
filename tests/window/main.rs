//! Stories on the private desktop.

mod desktop;
