//! People: names and titles in copy, and who holds which office on which date.

pub mod congress;
pub mod csv;
pub mod directory;
pub mod embedded;
pub mod export;
pub mod fold;
pub mod followthemoney;
pub mod import;
pub mod keys;
mod layers;
pub mod mentions;
pub mod merge;
pub mod names;
pub mod openstates;
pub mod own;
pub mod persons;
pub mod places;
pub mod popolo;
mod record;
pub mod roster;
pub mod sightings;
pub mod titles;
pub mod uk_ministers;
pub mod wikidata;
pub mod words;
