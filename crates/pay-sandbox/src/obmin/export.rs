//! Rates for monitorings: `/service/export/xml`, `/json` and `/txt`, with a partner's code or without.

use crate::gateway::{Reply, escaped};
use crate::json::Json;

use super::amount::json;
use super::direction::Direction;
use super::machine::Machine;

/// The columns in their order; each is an element, a member or a field of a line.
const COLUMNS: [&str; 9] =
    ["from", "to", "in", "out", "amount", "minamount", "maxamount", "fromfee", "tofee"];

impl Machine {
    pub(super) fn export(&self, format: &str) -> Reply {
        let shown = self.open_directions().filter(|direction| direction.shown);
        let rows: Vec<_> = shown.map(|direction| self.row(direction)).collect();
        let (media, text) = match format {
            "xml" => ("application/xml; charset=utf-8", xml(&rows)),
            "json" => ("application/json; charset=utf-8", Json::List(rows).to_string()),
            "txt" => ("text/plain; charset=utf-8", lines(&rows)),
            _ => return Reply::html(404, "404 Not Found", "<p>There is nothing here.</p>\n"),
        };
        Reply::empty(200).with("content-type", media).body(text)
    }

    fn row(&self, direction: &Direction) -> Json {
        let (given, got) = direction.in_and_out();
        let max = if direction.max.is_zero() { Json::Null } else { json(direction.max) };
        let values = [
            Json::text(self.currencies[direction.from].xml),
            Json::text(self.currencies[direction.to].xml),
            json(given),
            json(got),
            json(self.reserve(direction)),
            json(direction.min),
            max,
            Json::number(0),
            json(direction.fee),
        ];
        let named = COLUMNS.iter().map(|name| (*name).to_owned()).zip(values);
        Json::Object(named.filter(|(_, value)| *value != Json::Null).collect())
    }
}

fn xml(rows: &[Json]) -> String {
    let item = |row: &Json| {
        let elements = row.members().iter();
        let elements: Vec<_> = elements
            .map(|(name, value)| format!("<{name}>{}</{name}>", escaped(&plain(value))))
            .collect();
        format!("<item>{}</item>\n", elements.concat())
    };
    let items: String = rows.iter().map(item).collect();
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rates>\n{items}</rates>\n")
}

fn lines(rows: &[Json]) -> String {
    let line = |row: &Json| {
        let values = COLUMNS.iter().map(|name| row.get(name).map(plain).unwrap_or_default());
        values.collect::<Vec<_>>().join(";") + "\n"
    };
    rows.iter().map(line).collect()
}

fn plain(value: &Json) -> String {
    match value {
        Json::Text(text) | Json::Number(text) => text.clone(),
        other => other.to_string(),
    }
}
