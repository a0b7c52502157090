//! `cargo xtask vectors FILE..`: does another implementation agree with the public functions?
//!
//! A file is of the form `pay-vectors/1`: groups of cases, each group with a scheme, each scheme
//! with a runner in a file of its own. Google's tokens come in another form, which is read as one
//! such group.

mod case;
mod document;
mod dpay;
mod ipay;
mod ipay_token;
mod obmin;
mod paycore;

use std::{
    fs,
    path::{Path, PathBuf},
};

use self::{case::Case, document::Document};
use crate::Problem;

/// The schemes that have a runner.
const SCHEMES: [Scheme; 9] = [
    dpay::BODY,
    ipay::SIGN,
    ipay_token::TOKEN,
    obmin::API,
    obmin::FRESHNESS,
    obmin::IPN,
    obmin::IPN_REQUEST,
    obmin::TRANSITION,
    paycore::CALLBACK,
];

/// How the cases of a group are judged.
#[derive(Clone, Copy)]
struct Scheme {
    name: &'static str,
    /// Says what differs, if something does, without the secret of the case.
    run: fn(&Case) -> Result<(), String>,
}

/// What became of the cases.
#[derive(Debug, Default, Eq, PartialEq)]
struct Tally {
    failures: Vec<String>,
    passed: usize,
}

/// Runs every case of every file; prints a line for each failure and, last, the count. Whether
/// none failed.
pub(crate) fn agree(files: &[PathBuf]) -> bool {
    let mut tally = Tally::default();
    for path in files {
        match read(path) {
            Ok(document) => judge(&document, path, &SCHEMES, &mut tally),
            Err(problem) => tally.failures.push(problem.to_string()),
        }
    }
    for failure in &tally.failures {
        println!("{failure}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failures.len());
    tally.failures.is_empty()
}

/// Whether a JSON file is of a form that is understood, or says of which other one it is.
pub(crate) fn has_format(path: &Path) -> Result<bool, Problem> {
    let text = fs::read(path).map_err(|error| Problem::unreadable(path, &error))?;
    let value: serde_json::Value = serde_json::from_slice(&text)
        .map_err(|error| Problem::new(format!("{}: not JSON: {error}", path.display())))?;
    Ok(value.get("format").is_some() || ipay_token::grouped(&value).is_some())
}

/// Reads one file.
fn read(path: &Path) -> Result<Document, Problem> {
    let text = fs::read(path).map_err(|error| Problem::unreadable(path, &error))?;
    Document::from_json(&text).map_err(|words| Problem::new(format!("{}: {words}", path.display())))
}

/// Runs the cases of one file by the given schemes.
fn judge(document: &Document, path: &Path, schemes: &[Scheme], tally: &mut Tally) {
    let path = path.display();
    if document.groups.iter().all(|group| group.cases.is_empty()) {
        tally.failures.push(format!("{path}: has no cases"));
    }
    for group in &document.groups {
        let Some(scheme) = schemes.iter().find(|scheme| scheme.name == group.scheme) else {
            let known: Vec<_> = schemes.iter().map(|scheme| scheme.name).collect();
            let known = known.join(", ");
            let words = format!("{path}: {}: unknown scheme, known are: {known}", group.scheme);
            tally.failures.push(words);
            continue;
        };
        for (index, case) in group.cases.iter().enumerate() {
            match (scheme.run)(case) {
                Ok(()) => tally.passed += 1,
                Err(differs) => {
                    let name = case.name().map_or_else(|| format!("#{index}"), ToOwned::to_owned);
                    tally.failures.push(format!("{path}: {}: {name}: {differs}", scheme.name));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A scheme whose signature is the body backwards.
    const BACKWARDS: Scheme = Scheme {
        name: "backwards",
        run: |case| {
            let mut body = case.bytes("body")?;
            body.reverse();
            let agrees = body == case.text("signature")?.as_bytes();
            if agrees == case.valid()? { Ok(()) } else { Err("signature differs".to_owned()) }
        },
    };

    /// The tally of a file with the given groups.
    fn tally(groups: &str) -> Tally {
        let json = format!(r#"{{"format":"pay-vectors/1","gateway":"g","groups":[{groups}]}}"#);
        let mut tally = Tally::default();
        let document = Document::from_json(json.as_bytes()).unwrap();
        judge(&document, Path::new("v.json"), &[BACKWARDS], &mut tally);
        tally
    }

    #[test]
    fn cases_that_agree_pass_and_the_others_are_named() {
        let tally = tally(
            r#"{"scheme":"backwards","rule":"reverse","cases":[
                {"name":"right","secret":"s3cret","body":"abc","signature":"cba","valid":true},
                {"name":"binary","secret":"s3cret","body_base64":"YWJj","signature":"cba"},
                {"name":"forged","secret":"s3cret","body":"abc","signature":"abc","valid":false},
                {"name":"wrong","secret":"s3cret","body":"abc","signature":"abc","valid":true},
                {"name":"accepted","secret":"s3cret","body":"abc","signature":"cba","valid":false},
                {"secret":"s3cret","signature":"cba"}]}"#,
        );
        assert_eq!(tally.passed, 3);
        assert_eq!(
            tally.failures,
            [
                "v.json: backwards: wrong: signature differs",
                "v.json: backwards: accepted: signature differs",
                "v.json: backwards: #5: has neither `body` nor `body_base64`",
            ]
        );
    }

    #[test]
    fn nothing_to_judge_is_a_failure() {
        for groups in ["", r#"{"scheme":"backwards","cases":[]}"#] {
            assert_eq!(
                tally(groups),
                Tally { failures: vec!["v.json: has no cases".into()], passed: 0 }
            );
        }
        let tally = tally(r#"{"scheme":"forwards","cases":[{"body":"a","signature":"a"}]}"#);
        let expected = "v.json: forwards: unknown scheme, known are: backwards";
        assert_eq!(tally, Tally { failures: vec![expected.into()], passed: 0 });
    }

    #[test]
    fn a_file_that_cannot_be_read_is_a_failure() {
        let problem = read(Path::new("no-such-file.json")).unwrap_err().to_string();
        assert!(problem.contains("no-such-file.json"), "{problem}");
        assert!(!agree(&["no-such-file.json".into()]));
    }
}
