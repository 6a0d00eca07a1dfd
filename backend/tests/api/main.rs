//! What a browser cannot show: other people's data, raw bodies, faults, and what is on the disk.
//!
//! Each test starts the real program with a data folder of its own and speaks HTTP to it. Every
//! answer of the API is checked against `openapi.json` on its way in (`answer.rs`).

mod answer;
mod people;
mod server;

mod account;
mod alike;
mod durability;
mod faults;
mod hosting;
mod limits;
mod mail;
mod once;
mod origin;
mod outbox;
mod profile;
mod raw_bodies;
mod secrecy;
mod sessions;
