//! `paycore.callback`: what a private key makes of the bytes of a callback, and what they tell.

use paycore_commerce::{Amount, sign};
use serde_json::Value;

use super::{Case, Scheme};

/// Bodies signed as PayCore signs them.
pub(super) const CALLBACK: Scheme = Scheme { name: "paycore.callback", run: callback };

/// Judges one case by both public functions, and what the body tells where the file says that.
fn callback(case: &Case) -> Result<(), String> {
    let (secret, body) = (case.bytes("secret")?, case.bytes("body")?);
    let accepted = sign::verify(&secret, &body, case.text("signature")?).is_ok();
    case.judge(sign::sign(&secret, &body).as_str(), accepted)?;
    if case.json("expect").is_ok() {
        return tells(&case.nested("expect")?, &body);
    }
    Ok(())
}

/// Compares what is expected, by the names that the gateway gives it: a type, an id, attributes.
/// Numbers are compared as the amounts that they are, however they are spelled.
fn tells(expect: &Case, body: &[u8]) -> Result<(), String> {
    let document: Value =
        serde_json::from_slice(body).map_err(|_| "`body` is not JSON".to_owned())?;
    let data = &document["data"];
    for (name, theirs) in expect.members() {
        let ours = data["attributes"].get(name).or_else(|| data.get(name));
        let ours = ours.ok_or_else(|| format!("`expect`: the body tells no `{name}`"))?;
        let same = match (amount(theirs), amount(ours)) {
            (Some(theirs), Some(ours)) => theirs.decimal() == ours.decimal(),
            _ => theirs == ours,
        };
        if !same {
            return Err(format!("`expect`: `{name}`: the file has {theirs}, the body has {ours}"));
        }
    }
    Ok(())
}

/// A number, or a text with one in it.
fn amount(value: &Value) -> Option<Amount> {
    match value {
        Value::Number(number) => number.to_string().parse().ok(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is said about the first case of PayCore's vectors with one member changed.
    fn said(member: &str, value: Value) -> Result<(), String> {
        let mut case = json!({
            "name": "minimal-object",
            "secret": "secret",
            "body": "{}",
            "signature": "2JnEdrDo5Gb2mPUpzkHZejWbYFw=",
            "valid": true,
        });
        case[member] = value;
        callback(&serde_json::from_value(case).unwrap())
    }

    #[test]
    fn a_case_that_agrees_passes() {
        assert_eq!(said("valid", json!(true)), Ok(()));
        assert_eq!(said("expect", json!({})), Ok(()));
    }

    #[test]
    fn any_changed_member_is_found_and_the_key_is_not_told() {
        for (member, value, found) in [
            ("secret", json!("secreT"), "`signature`: the file has"),
            ("body", json!("{ }"), "`signature`: the file has"),
            ("signature", json!("2JnEdrDo5Gb2mPUpzkHZejWbYFw"), "`signature`: the file has"),
            ("valid", json!(false), "accepts it and must not"),
            ("expect", json!({"status": "processed"}), "the body tells no `status`"),
            ("expect", json!("processed"), "`expect` is not an object"),
        ] {
            let words = said(member, value).unwrap_err();
            assert!(words.contains(found), "{member}: {words}");
            assert!(!words.contains("secre"), "{words}");
        }
    }

    #[test]
    fn what_a_body_tells_is_compared_by_its_meaning() {
        let body =
            br#"{"data":{"id":"cpi_1","attributes":{"status":"processed","amount":100.50}}}"#;
        let said = |expect: Value| tells(&serde_json::from_value(expect).unwrap(), body);
        assert_eq!(said(json!({"id": "cpi_1", "status": "processed", "amount": "100.5"})), Ok(()));
        let words = said(json!({"amount": "100.51"})).unwrap_err();
        assert_eq!(words, "`expect`: `amount`: the file has \"100.51\", the body has 100.5");
    }
}
