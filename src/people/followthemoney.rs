//! Office-holders in FollowTheMoney's JSON Lines, as OpenSanctions publishes them: people, positions and the
//! occupancies that join the two, an entity a line and in any order.
//!
//! The files are far too large to hold at once, so lines are taken one by one and only what matters is kept.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::people::cells::Day;
use crate::people::import::{self, Imported};
use crate::people::office_words;
use crate::people::places;
use crate::people::roster::{Official, Role};
use crate::people::wikidata;
use crate::text::Problem;

/// The longest line that is read. Real entities stay far below it; a longer one is not a list of entities.
pub const MAX_LINE_BYTES: usize = 8 << 20;

/// What OpenSanctions asks of those who use its data; said at import and shown with each fact.
pub const OPENSANCTIONS_CREDIT: &str = "OpenSanctions.org, CC BY-NC 4.0: not for commercial use without a licence";

/// An import under way.
#[derive(Debug, Default)]
pub struct FollowTheMoney {
    people: Vec<Official>,
    by_id: HashMap<String, usize>,
    positions: HashMap<String, Position>,
    occupancies: Vec<Occupancy>,
    imported: Imported,
    line: usize,
}

#[derive(Debug)]
struct Position {
    title: String,
    org: Option<String>,
    jurisdiction: Option<String>,
}

#[derive(Debug)]
struct Occupancy {
    holder: String,
    post: String,
    start: Day,
    end: Day,
    ended: bool,
    as_of: Day,
}

#[derive(Deserialize)]
struct Entity {
    id: String,
    #[serde(default)]
    caption: String,
    schema: String,
    #[serde(default)]
    last_seen: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Vec<String>>,
}

impl FollowTheMoney {
    /// Takes in the next line, which may be empty.
    pub fn line(&mut self, line: &str) {
        self.line += 1;
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        // The index that comes with the data lists files, not people.
        if let Err(message) = self.entity(line) {
            self.fault(message);
        }
    }

    /// Notes that the next line is longer than [`MAX_LINE_BYTES`] and was not read.
    pub fn long_line(&mut self) {
        self.line += 1;
        self.fault(format!("longer than {} MB; entities stand one on a line", MAX_LINE_BYTES >> 20));
    }

    /// Ends a file: its faults so far, and lines are counted anew.
    pub fn next_file(&mut self) -> Vec<Problem> {
        self.line = 0;
        std::mem::take(&mut self.imported.problems)
    }

    fn fault(&mut self, message: String) {
        let message = format!("line {}: {message}", self.line);
        self.imported.problems.push(Problem { span: None, message, remedy: None });
    }

    fn entity(&mut self, line: &str) -> Result<(), String> {
        let entity: Entity = serde_json::from_str(line).map_err(|error| error.to_string())?;
        match entity.schema.as_str() {
            "Person" => self.person(entity),
            "Position" => {
                self.position(entity);
                Ok(())
            }
            "Occupancy" => self.occupancy(&entity),
            _ => {
                self.imported.skip("entity that is no person, position or occupancy");
                Ok(())
            }
        }
    }

    fn person(&mut self, mut entity: Entity) -> Result<(), String> {
        let mut take = |property: &str| entity.properties.remove(property).unwrap_or_default();
        let (names, aliases, families) = (take("name"), take("alias"), take("lastName"));
        let (wikidata, links) = (take("wikidataId"), take("website"));
        let name = Some(entity.caption).filter(|name| !name.is_empty()).or_else(|| names.first().cloned());
        let name = name.ok_or("a person without a name")?;
        if self.by_id.contains_key(&entity.id) {
            return Err(format!("the id {} stands for two entities", entity.id));
        }
        self.by_id.insert(entity.id.clone(), self.people.len());
        let mut keys = wikidata.iter().map(|id| format!("wd:{id}"));
        let id = keys.next().unwrap_or_else(|| format!("ftm:{}", entity.id));
        let mut ids: Vec<String> = keys.collect();
        if !wikidata.is_empty() && !wikidata.contains(&entity.id) {
            ids.push(format!("ftm:{}", entity.id));
        }
        // Several family names are spellings of one; none of them is sure to be that of the caption.
        let family = families.into_iter().find(|family| name.ends_with(family.as_str()));
        let links = links.into_iter().take(1).collect();
        let mut official = Official { id, name, family, ids, links, ..Official::default() };
        for alias in names.iter().chain(&aliases) {
            import::add_alias(&mut official, alias);
        }
        self.people.push(official);
        Ok(())
    }

    fn position(&mut self, mut entity: Entity) {
        let mut take = |property: &str| entity.properties.remove(property).unwrap_or_default();
        let (names, countries, areas) = (take("name"), take("country"), take("subnationalArea"));
        let label = names.into_iter().next().unwrap_or(entity.caption);
        let jurisdiction =
            countries.into_iter().next().filter(|code| code.len() == 2).map(|code| format!("country:{code}"));
        let place = jurisdiction.as_deref().and_then(places::Jurisdiction::of_id).map(|place| place.to_string());
        let org = areas.into_iter().next().or_else(|| place.clone());
        let title = office_words::office(wikidata::title(&label, place.as_deref()));
        self.positions.insert(entity.id, Position { title, org, jurisdiction });
    }

    fn occupancy(&mut self, entity: &Entity) -> Result<(), String> {
        let first = |property: &str| entity.properties.get(property).and_then(|values| values.first());
        let date = |property: &str| first(property).map_or(Ok(Day(None)), |text| Day::read(text));
        let (Some(holder), Some(post)) = (first("holder"), first("post")) else {
            return Err("an occupancy without a holder or a post".to_owned());
        };
        let as_of = entity.last_seen.as_deref().map_or(Ok(Day(None)), Day::read)?;
        self.occupancies.push(Occupancy {
            holder: holder.clone(),
            post: post.clone(),
            start: date("startDate")?,
            end: date("endDate")?,
            ended: first("status").is_some_and(|status| status == "ended"),
            as_of,
        });
        Ok(())
    }

    /// Joins people and positions, once every line was taken in.
    pub fn finish(self) -> Imported {
        let Self { mut people, by_id, positions, occupancies, mut imported, .. } = self;
        for occupancy in occupancies {
            let Some(&person) = by_id.get(&occupancy.holder) else {
                imported.skip("occupancy whose holder the file does not hold");
                continue;
            };
            let Some(position) = positions.get(&occupancy.post) else {
                imported.skip("occupancy whose position the file does not hold");
                continue;
            };
            // Said to be over without a day: it would look as if it went on.
            if occupancy.ended && occupancy.end.0.is_none() {
                imported.skip("ended occupancy without its end");
                continue;
            }
            people[person].roles.push(Role {
                title: position.title.clone(),
                org: position.org.clone(),
                jurisdiction: position.jurisdiction.clone(),
                start: occupancy.start.0,
                end: occupancy.end.0,
                as_of: occupancy.as_of.0,
                ..Role::default()
            });
        }
        imported.officials = people;
        imported
    }
}
