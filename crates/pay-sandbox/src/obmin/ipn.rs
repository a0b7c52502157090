//! Notifications: one POST of a form for every change of a status.

use std::time::SystemTime;

use http::Method;

use crate::gateway::{Callback, Effects};

use super::amount::printed;
use super::machine::{Machine, Step, millis};
use super::order::Order;
use super::settings::{HashName, HashPlace};
use super::sign::ipn_hash;
use super::to_values::to_values;

/// What the hash covers, in its order.
const SIGNED: [&str; 7] =
    ["orderId", "newStatus", "inAmount", "outAmount", "xml_from", "xml_to", "timestamp"];

/// A notification before it is put into a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Letter {
    /// All fields but the hash.
    pub(super) fields: Vec<(String, String)>,
    pub(super) hashes: Vec<(HashPlace, String)>,
}

impl Machine {
    /// Tells the merchant of an order's status, if he wants to hear of it.
    pub(super) fn tell(&mut self, at: usize, out: &mut Effects) {
        let order = &self.orders[at];
        let Some(url) = order.ipn_url.as_deref().filter(|_| self.settings.ipn) else {
            return;
        };
        let fields = self.fields(order, out.now);
        let hash = self.hash(&fields, order.signing_secret());
        let hashes = self.settings.ipn_hash.iter().map(|place| (*place, hash.clone())).collect();
        let letter = Letter { fields, hashes };
        let plain = Callback {
            id: order.book_id(),
            method: Method::POST,
            url: String::new(),
            headers: vec![("content-type", "application/x-www-form-urlencoded".to_owned())],
            body: Vec::new(),
            attempt: 1,
            anywhere: self.settings.ipn_anywhere,
        };
        let callback = letter.posted(&plain, url, self.settings.ipn_hash_name);
        let late = &self.settings.ipn_late_s;
        let late = late.get(self.told % late.len().max(1)).copied().unwrap_or(0);
        self.told += 1;
        let times = if self.settings.ipn_duplicate { 2 } else { 1 };
        for _ in 0..times {
            if late == 0 {
                out.callbacks.push(callback.clone());
            } else {
                self.timers.set(out.now, late, Step::Tell(callback.clone()));
            }
        }
    }

    fn fields(&self, order: &Order, now: SystemTime) -> Vec<(String, String)> {
        let direction = &self.directions[order.direction];
        let mut fields = [
            ("orderUID", order.uid.to_string()),
            ("orderId", order.id.clone()),
            ("newStatus", order.status.as_str().to_owned()),
            ("inAmount", printed(order.give)),
            ("outAmount", printed(order.get)),
            ("xml_from", self.currencies[direction.from].xml.to_owned()),
            ("xml_to", self.currencies[direction.to].xml.to_owned()),
            ("timestamp", millis(now).to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec();
        fields.extend(to_values(&order.to_values, self.settings.ipn_to_values));
        if self.settings.ipn_extra_fields {
            fields.push(("rid".to_owned(), order.rid.clone()));
            fields.push(("zz_new[deep][]".to_owned(), "1".to_owned()));
        }
        fields
    }

    /// The checksum of these fields, in the letters that the settings want.
    pub(super) fn hash(&self, fields: &[(String, String)], secret: &str) -> String {
        let value = |name: &str| {
            let field = fields.iter().find(|(other, _)| other == name);
            field.map_or("", |(_, value)| value.as_str())
        };
        let hash = ipn_hash(SIGNED.map(value), secret);
        if self.settings.ipn_upper_case { hash.to_uppercase() } else { hash }
    }
}

impl Letter {
    /// The request that carries it to the merchant's address.
    pub(super) fn posted(&self, plain: &Callback, url: &str, name: HashName) -> Callback {
        let name = name.as_str();
        let mut callback = Callback { url: url.to_owned(), ..plain.clone() };
        let mut fields = self.fields.clone();
        for (place, hash) in &self.hashes {
            match place {
                HashPlace::Body => fields.push((name.to_owned(), hash.clone())),
                HashPlace::Query => {
                    let mark = if callback.url.contains('?') { '&' } else { '?' };
                    callback.url = format!("{}{mark}{name}={hash}", callback.url);
                }
                HashPlace::Header => callback.headers.push((name, hash.clone())),
            }
        }
        callback.body = form(&fields).into_bytes();
        callback
    }

    /// The letter in a request to this address.
    pub(super) fn in_request(callback: &Callback, url: &str, name: HashName) -> Self {
        let name = name.as_str();
        let fields = form_urlencoded::parse(&callback.body).into_owned();
        let (in_body, fields): (Vec<_>, Vec<_>) = fields.partition(|(other, _)| other == name);
        let mut hashes: Vec<_> =
            in_body.into_iter().map(|(_, hash)| (HashPlace::Body, hash)).collect();
        let added = callback.url.strip_prefix(url).unwrap_or_default();
        let added = form_urlencoded::parse(added.trim_start_matches(['?', '&']).as_bytes());
        hashes.extend(added.map(|(_, hash)| (HashPlace::Query, hash.into_owned())));
        let in_headers = callback.headers.iter().filter(|(other, _)| *other == name);
        hashes.extend(in_headers.map(|(_, hash)| (HashPlace::Header, hash.clone())));
        Self { fields, hashes }
    }
}

/// As the encoder `qs` writes it: everything but letters, digits and `-._~` in percent.
fn form(fields: &[(String, String)]) -> String {
    let pairs = fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn escaped(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::super::order::Requisite;
    use super::super::settings::ToValues;
    use super::*;
    use crate::json::Json;

    type Case = (&'static str, &'static [HashPlace], bool, ToValues, [&'static str; 3]);

    /// The cases whose bytes this sender makes too: where they have the hash and in which letters,
    /// how they spell the one requisite, and that requisite.
    const CASES: [Case; 6] = [
        ("b-001", &[HashPlace::Body], false, ToValues::Indexed, CARD),
        ("b-002", &[HashPlace::Body], false, ToValues::Empty, CARD),
        ("b-003", &[HashPlace::Header], false, ToValues::Indexed, CARD),
        ("b-004", &[HashPlace::Query], false, ToValues::Indexed, CARD),
        ("b-005", &[], false, ToValues::Indexed, CARD),
        ("b-010", &[HashPlace::Body], true, ToValues::Indexed, ["wallet", "WMZ", "Z123456789012"]),
    ];
    const CARD: [&str; 3] = ["66be4d2d52f0bb5b9c12ca27", "Номер картки", "5555 5555 5555 4444"];

    #[test]
    fn requests_have_the_bytes_of_the_vectors() {
        let file = Json::read(include_bytes!("../../tests/vectors/obmin-exchanger.json")).unwrap();
        let Some(Json::List(groups)) = file.get("groups") else { panic!("no groups") };
        let Some(Json::List(cases)) = groups[1].get("cases") else { panic!("no cases") };
        for (name, places, upper_case, spelling, [field, title, value]) in CASES {
            let case = cases.iter().find(|case| case.get("name") == Some(&Json::text(name)));
            let case = case.unwrap();
            let request = case.get("request").unwrap();
            let text = |name: &str| request.get(name).and_then(Json::as_text).unwrap();
            let header = |name: &str| request.get("headers").unwrap().get(name)?.as_text();
            let given = case.get("expected").unwrap().get("fields").unwrap();
            let given = |name: &str| given.get(name).and_then(Json::as_text).unwrap().to_owned();

            let names = ["orderUID"].into_iter().chain(SIGNED);
            let mut fields: Vec<_> = names.map(|name| (name.to_owned(), given(name))).collect();
            let signed = SIGNED.map(given);
            let secret = case.get("secret").and_then(Json::as_text).unwrap();
            let hash = ipn_hash(signed.each_ref().map(String::as_str), secret);
            let hash = if upper_case { hash.to_uppercase() } else { hash };
            let requisite = Requisite { field, name: title, value: value.to_owned() };
            fields.extend(to_values(&[requisite], spelling));
            let hashes = places.iter().map(|place| (*place, hash.clone())).collect();
            let letter = Letter { fields, hashes };

            let plain = Callback {
                id: String::new(),
                method: Method::POST,
                url: String::new(),
                headers: Vec::new(),
                body: Vec::new(),
                attempt: 1,
                anywhere: false,
            };
            let base = text("target").split("&hash").next().unwrap();
            let callback = letter.posted(&plain, base, HashName::Hash);
            assert_eq!(callback.url, text("target"), "{name}");
            assert_eq!(String::from_utf8(callback.body.clone()).unwrap(), text("body"), "{name}");
            let sent = callback.headers.first().map(|(_, hash)| hash.as_str());
            assert_eq!(sent, header("hash"), "{name}");
            assert_eq!(Letter::in_request(&callback, base, HashName::Hash), letter, "{name}");
        }
    }
}
