//! The recipe: every vector, every known mistake, no heap.

use allocation_counter::measure;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use paycore_commerce::sign::{sign, verify};
use serde::Deserialize;

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
    pub(crate) secret: String,
    body: Option<String>,
    body_base64: Option<String>,
    pub(crate) signature: String,
    pub(crate) valid: bool,
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
    let file: File =
        serde_json::from_str(include_str!("../vectors/paycore-commerce.json")).unwrap();
    file.groups.into_iter().flat_map(|group| group.cases).collect()
}

#[test]
fn every_vector_agrees() {
    let cases = cases();
    let valid = cases.iter().filter(|case| case.valid).count();
    assert_eq!((cases.len(), valid), (29, 17));
    for case in &cases {
        let (secret, body) = (case.secret.as_bytes(), case.body());
        assert_eq!(verify(secret, &body, &case.signature).is_ok(), case.valid, "{}", case.name);
        assert_eq!(sign(secret, &body).as_str() == case.signature, case.valid, "{}", case.name);
    }
}

#[test]
fn the_longest_vector_is_made_by_its_rule() {
    let body: Vec<u8> =
        (0..65_536_u32).map(|i| u8::try_from((31 * i + 7) % 251).unwrap()).collect();
    let given = cases().into_iter().find(|case| case.name == "64KiB-by-rule").unwrap();
    assert_eq!(given.body(), body);
    assert_eq!(
        sign(b"sk_test_dossier-vector-key-01", &body).as_str(),
        "WD41mDDehJC3Qc4EgQO9slnwexQ="
    );
}

#[test]
fn neither_way_allocates() {
    for size in [0, 1, 64, 256, 4 * 1024, 64 * 1024] {
        let body = vec![b'x'; size];
        let counted = measure(|| {
            let signature = sign(b"sk_test_1", &body);
            assert!(verify(b"sk_test_1", &body, signature).is_ok());
            assert!(verify(b"sk_test_1", &body, "forged").is_err());
        });
        assert_eq!(counted.count_total, 0, "{size} bytes of body");
    }
}
