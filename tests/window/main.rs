//! Stories on the private desktop.

mod again;
mod alerts;
mod away;
mod choices;
mod closing;
mod deeds;
mod desktop;
mod exchange;
mod first_start;
mod links;
mod many;
mod mini;
mod past;
mod pictures;
mod quiet;
mod scene;
mod servers;
mod stage;
mod systems;
mod trouble;
mod watching;
