//! `ipay.token`: whether Google made a token for iPay, by the root keys of the file.
//!
//! The file has a form of its own: `root_keys` as Google publishes them, `now_ms`, and `cases` with
//! `token`, perhaps `body_token_base64`, and the verdict in `verify`.

use ipay_googlepay::GoogleToken;
use ipay_googlepay::google::{RootKeys, TokenFault, check_token};
use ipay_googlepay::time::{Duration, OffsetDateTime};
use serde_json::{Value, json};

use super::document::FORMAT;
use super::{Case, Scheme};

/// Tokens with their verdicts.
pub(super) const TOKEN: Scheme = Scheme { name: "ipay.token", run: token };

/// What every case of the file shares.
const SHARED: [&str; 2] = ["root_keys", "now_ms"];

/// The cases as one group of a file of the usual form, each with what all of them share; `None` if
/// the file is not one of tokens.
pub(super) fn grouped(file: &Value) -> Option<Value> {
    let mut cases = file.get("cases")?.as_array()?.clone();
    for name in SHARED {
        let shared = file.get(name)?;
        for case in cases.iter_mut().filter_map(Value::as_object_mut) {
            case.insert(name.to_owned(), shared.clone());
        }
    }
    Some(json!({"format": FORMAT, "groups": [{"scheme": TOKEN.name, "cases": cases}]}))
}

/// Judges one case: the verdict, and what the token becomes on its way to the gateway.
fn token(case: &Case) -> Result<(), String> {
    let roots = RootKeys::read(case.json("root_keys")?.to_string().as_bytes())
        .map_err(|error| format!("`root_keys`: {error}"))?;
    let now = OffsetDateTime::UNIX_EPOCH
        .checked_add(Duration::milliseconds(case.integer("now_ms")?))
        .ok_or("`now_ms` is not a moment")?;
    let text = case.text("token")?;
    case.compare("verify", verdict(check_token(text, &roots, now))?)?;
    if case.optional_text("body_token_base64")?.is_some()
        && let Ok(token) = GoogleToken::new(text)
    {
        case.compare("body_token_base64", token.as_base64())?;
    }
    Ok(())
}

/// In the words of the file.
fn verdict(checked: Result<(), TokenFault>) -> Result<&'static str, String> {
    Ok(match checked {
        Ok(()) => "ok",
        Err(TokenFault::IntermediateExpired) => "intermediate_expired",
        Err(TokenFault::IntermediateSignature) => "intermediate_signature",
        Err(TokenFault::MessageSignature) => "message_signature",
        Err(TokenFault::NoRootKey) => "no_root_key",
        Err(TokenFault::NotJson) => "not_json",
        Err(TokenFault::Structure) => "structure",
        Err(TokenFault::UnsupportedVersion) => "unsupported_version",
        Err(other) => return Err(format!("no file has a word for this: {other}")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of the crate.
    fn file() -> Value {
        let text =
            include_str!("../../../crates/ipay-googlepay/tests/vectors/ipay-googlepay-token.json");
        serde_json::from_str(text).unwrap()
    }

    /// What is said about the first case with one member changed.
    fn said(member: &str, value: Value) -> Result<(), String> {
        let mut case = grouped(&file()).unwrap()["groups"][0]["cases"][0].take();
        case[member] = value;
        token(&serde_json::from_value(case).unwrap())
    }

    #[test]
    fn only_a_file_of_tokens_is_one() {
        assert_eq!(grouped(&file()).unwrap()["groups"][0]["cases"].as_array().unwrap().len(), 26);
        for other in [json!({}), json!({"cases": []}), json!({"root_keys": {}, "cases": [{}]})] {
            assert_eq!(grouped(&other), None);
        }
    }

    #[test]
    fn a_case_that_agrees_passes_and_any_changed_member_is_found() {
        assert_eq!(said("verify", json!("ok")), Ok(()));
        for (member, value, found) in [
            ("verify", json!("structure"), "`verify`"),
            ("verify", json!(null), "`verify`"),
            ("token", json!("{}"), "`verify`"),
            ("now_ms", json!(1_769_817_600_000_i64), "`verify`"),
            ("now_ms", json!(i64::MAX), "`now_ms`"),
            ("now_ms", json!("soon"), "`now_ms`"),
            ("root_keys", json!({}), "`root_keys`"),
            ("body_token_base64", json!("e30="), "`body_token_base64`"),
        ] {
            let words = said(member, value).unwrap_err();
            assert!(words.contains(found), "{member}: {words}");
        }
    }
}
