//! Requests: `hex(sha256(hex(sha256(JSON.stringify(params))) + secret))`.
//! Notifications: `hex(sha256(orderId:newStatus:inAmount:outAmount:xml_from:xml_to:timestamp:secret))`.

use sha2::{Digest as _, Sha256};

/// The signature of a request's merged parameters.
pub(super) fn request_hash(canonical: &str, secret: &str) -> String {
    sha256(&format!("{}{secret}", sha256(canonical)))
}

/// The checksum of a notification; the seven values in the document's order.
pub(super) fn ipn_hash(values: [&str; 7], secret: &str) -> String {
    sha256(&format!("{}:{secret}", values.join(":")))
}

pub(super) fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

#[cfg(test)]
mod tests {
    use super::super::canonical::stringify;
    use super::super::params::merged;
    use super::*;
    use crate::json::Json;

    fn cases(scheme: &str) -> Vec<Json> {
        let file = include_bytes!("../../tests/vectors/obmin-exchanger.json");
        let file = Json::read(file).unwrap();
        let Some(Json::List(groups)) = file.get("groups") else { panic!("no groups") };
        let named = |group: &&Json| group.get("scheme").unwrap().as_text() == Some(scheme);
        let Some(Json::List(cases)) = groups.iter().find(named).unwrap().get("cases") else {
            panic!("no cases")
        };
        cases.clone()
    }

    fn text<'a>(case: &'a Json, name: &str) -> &'a str {
        case.get(name).and_then(Json::as_text).unwrap_or_default()
    }

    #[test]
    fn every_request_of_the_vectors_has_its_text_and_hashes() {
        let cases = cases("obmin.api");
        assert_eq!(cases.len(), 12);
        for case in cases {
            let request = case.get("request").unwrap();
            let query = text(request, "target").split_once('?').map_or("", |(_, query)| query);
            let media = request.get("content_type").and_then(Json::as_text);
            let params = merged(query, media, text(request, "body").as_bytes()).unwrap();
            let canonical = stringify(&params);
            assert_eq!(canonical, text(&case, "params_json"), "{case}");
            assert_eq!(sha256(&canonical), text(&case, "inner_sha256_hex"), "{case}");
            let hash = request_hash(&canonical, text(&case, "secret"));
            assert_eq!(hash, text(&case, "signature"), "{case}");
        }
    }

    #[test]
    fn every_notification_of_the_vectors_has_its_hash() {
        let cases = cases("obmin.ipn");
        assert_eq!(cases.len(), 20);
        for case in cases {
            let fields = case.get("fields").unwrap();
            let names = [
                "orderId",
                "newStatus",
                "inAmount",
                "outAmount",
                "xml_from",
                "xml_to",
                "timestamp",
            ];
            let hash = ipn_hash(names.map(|name| text(fields, name)), text(&case, "secret"));
            assert_eq!(hash, text(&case, "signature"), "{case}");
        }
    }
}
