//! Stories on the private desktop.

mod alerts;
mod closing;
mod desktop;
mod first_start;
mod pictures;
mod scene;
mod servers;
mod stage;
mod systems;
