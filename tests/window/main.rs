//! Stories on the private desktop.

mod again;
mod alerts;
mod choices;
mod closing;
mod desktop;
mod first_start;
mod many;
mod pictures;
mod scene;
mod servers;
mod stage;
mod systems;
mod trouble;
