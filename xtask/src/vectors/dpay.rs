//! `dpay.body`: what the salt makes of the bytes of a request, an answer or a form.

use dpay_obmenka::sign;
use pay_sign::Sha1;

use super::{Case, Scheme};

/// Bodies signed as DPAY signs them.
pub(super) const BODY: Scheme = Scheme { name: "dpay.body", run: body };

/// Judges one case, its inner hash where the file tells that.
fn body(case: &Case) -> Result<(), String> {
    let (secret, body) = (case.bytes("secret")?, case.bytes("body")?);
    if case.optional_text("inner_sha1_base64")?.is_some() {
        case.compare("inner_sha1_base64", Sha1::of(&[&body]).base64().as_str())?;
    }
    let accepted = sign::verify(&secret, &body, case.text("signature")?.as_bytes()).is_ok();
    case.judge(sign::sign(&secret, &body).as_str(), accepted)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is said about the case `ascii-compact` of DPAY's vectors with one member changed.
    fn said(member: &str, value: serde_json::Value) -> Result<(), String> {
        let mut case = json!({
            "name": "ascii-compact",
            "secret": "k4ssa-S3cret",
            "body": "{\"tracking\":\"1234\"}",
            "inner_sha1_base64": "XTIBKhjBHItxGYgvDWdSgQmYss4=",
            "signature": "4IE/xJ9SseUwDGN78OdZzg==",
            "valid": true,
        });
        case[member] = value;
        body(&serde_json::from_value(case).unwrap())
    }

    #[test]
    fn a_case_that_agrees_passes() {
        assert_eq!(said("valid", json!(true)), Ok(()));
    }

    #[test]
    fn any_changed_member_is_found_and_the_secret_is_not_told() {
        for (member, value, found) in [
            ("secret", json!("k4ssa-S3cre"), "`signature`: the file has"),
            ("body", json!("{\"tracking\":\"1235\"}"), "`inner_sha1_base64`: the file has"),
            ("inner_sha1_base64", json!("XTIBKhjBHItxGYgvDWdSgQmYss5="), "`inner_sha1_base64`"),
            ("signature", json!("4IE/xJ9SseUwDGN78OdZzh=="), "`signature`: the file has"),
            ("signature", json!(""), "`signature`: the file has"),
            ("valid", json!(false), "accepts it and must not"),
        ] {
            let words = said(member, value).unwrap_err();
            assert!(words.contains(found), "{member}: {words}");
            assert!(!words.contains("k4ssa"), "{words}");
        }
    }

    #[test]
    fn a_wrong_signature_that_is_marked_so_passes() {
        let forged = json!({
            "secret": "k4ssa-S3cret", "body": "{}", "valid": false,
            "signature": "4IE/xJ9SseUwDGN78OdZzg==",
        });
        assert_eq!(body(&serde_json::from_value(forged).unwrap()), Ok(()));
    }
}
