//! What a browser cannot show: other people's data, raw bodies, faults, and what is on the disk.
//!
//! Each test starts the real program with a data folder of its own and speaks HTTP to it. Every
//! answer of the API is checked against `openapi.json` on its way in (`answer.rs`).

mod answer;
mod bot_api;
mod mail_server;
mod people;
mod provider;
mod server;
mod sms_gateway;

mod account;
mod alike;
mod clock;
mod consent_records;
mod consents;
mod contact_codes;
mod contact_lists;
mod contact_waits;
mod contacts;
mod deliveries;
mod devices;
mod disclosures;
mod dispatch;
mod dispatch_kills;
mod durability;
mod email_changes;
mod events;
mod evidence;
mod faults;
mod held;
mod history;
mod holders;
mod hosting;
mod kills;
mod limits;
mod mail;
mod once;
mod origin;
mod outbox;
mod passwords;
mod profile;
mod raw_bodies;
mod resets;
mod retention;
mod secrecy;
mod sender_options;
mod sender_outcomes;
mod sender_refusals;
mod senders;
mod sessions;
mod slowness;
mod support;
mod tampering;
mod told;
mod under_way;
mod webhooks_sms;
mod webhooks_telegram;
