//! Stories on the private desktop.

mod alerts;
mod away;
mod closing;
mod deeds;
mod desktop;
mod exchange;
mod first_start;
mod links;
mod mini;
mod past;
mod pictures;
mod quiet;
mod scene;
mod servers;
mod stage;
mod systems;
mod watching;
