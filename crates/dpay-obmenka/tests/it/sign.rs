//! The recipe: every vector, every known mistake, no heap.

use allocation_counter::measure;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dpay_obmenka::sign::{sign, verify};
use serde::Deserialize;

use crate::common::SALT;

#[derive(Deserialize)]
struct File {
    groups: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    cases: Vec<Case>,
}

/// A signature vector; computed with two other implementations.
#[derive(Deserialize)]
pub(crate) struct Case {
    pub(crate) name: String,
    secret: String,
    body: Option<String>,
    body_base64: Option<String>,
    pub(crate) signature: String,
    valid: bool,
}

impl Case {
    pub(crate) fn body(&self) -> Vec<u8> {
        match (&self.body, &self.body_base64) {
            (Some(text), None) => text.clone().into_bytes(),
            (None, Some(base64)) => STANDARD.decode(base64).unwrap(),
            _ => panic!("{}: one body", self.name),
        }
    }
}

pub(crate) fn cases() -> Vec<Case> {
    let file: File = serde_json::from_str(include_str!("../vectors/dpay-obmenka.json")).unwrap();
    file.groups.into_iter().flat_map(|group| group.cases).collect()
}

#[test]
fn every_vector_agrees() {
    let cases = cases();
    assert_eq!(cases.len(), 39);
    for case in &cases {
        let (salt, body) = (case.secret.as_bytes(), case.body());
        assert_eq!(verify(salt, &body, &case.signature).is_ok(), case.valid, "{}", case.name);
        assert_eq!(sign(salt, &body).as_str() == case.signature, case.valid, "{}", case.name);
    }
}

#[test]
fn every_known_mistake_is_refused() {
    let body = br#"{"tracking":"1234"}"#;
    assert_eq!(sign(SALT.as_bytes(), body).as_str(), "4IE/xJ9SseUwDGN78OdZzg==");
    for mistake in [
        "27tvlXn/IqVVvYSa+ll81A==",
        "64wzTjIt9fQf3i0nFLYlhQ==",
        "N0UpVc0fwWyZTOsLKe945w==",
        "ZTA4MTNmYzQ5ZjUyYjFlNTMwMGM2MzdiZjBlNzU5Y2U=",
        "ZGJiYjZmOTU3OWZmMjJhNTU1YmQ4NDlhZmE1OTdjZDQ=",
        "IsLTD1SGrkgU9lsjRwdSaA==",
        "Ahyv36PrixziwXBPKjEXPg==",
        "4IE_xJ9SseUwDGN78OdZzg==",
        "ebzSyHYChAwXTduBtaQZlA==",
        "baiu9KWYbURML7vD3ldvQw==",
    ] {
        assert!(verify(SALT.as_bytes(), body, mistake).is_err(), "{mistake}");
    }
}

#[test]
fn neither_way_allocates() {
    for size in [0, 64, 256, 4 * 1024, 64 * 1024] {
        let body = vec![b'x'; size];
        let counted = measure(|| {
            let signature = sign(SALT.as_bytes(), &body);
            assert!(verify(SALT.as_bytes(), &body, signature).is_ok());
            assert!(verify(SALT.as_bytes(), &body, "forged").is_err());
        });
        assert_eq!(counted.count_total, 0, "{size} bytes of body");
    }
}
