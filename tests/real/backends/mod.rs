//! The real systems that the stories rely on send what was recorded, byte for byte, and can be brought into every
//! state that a story needs.

mod estimates;
mod hanging;
mod nginx;
mod postes;
mod socket;
mod solilms;
mod soniquebay;
mod stream;
