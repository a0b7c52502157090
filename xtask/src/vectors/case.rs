//! One case, whose members depend on the scheme of its group.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The members of a case. Text is exact UTF-8; a member with the suffix `_base64` replaces one
/// that is binary or long.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Case(Map<String, Value>);

impl Case {
    /// What the case is called.
    pub(super) fn name(&self) -> Option<&str> {
        self.0.get("name")?.as_str()
    }

    /// Whether the signature is right; one that is not must be refused.
    pub(super) fn valid(&self) -> Result<bool, String> {
        match self.0.get("valid") {
            None => Ok(true),
            Some(value) => value.as_bool().ok_or_else(|| "`valid` is not true or false".to_owned()),
        }
    }

    /// The text of a member.
    pub(super) fn text(&self, member: &str) -> Result<&str, String> {
        self.optional_text(member)?.ok_or_else(|| format!("has no `{member}`"))
    }

    /// The text of a member that may be absent.
    pub(super) fn optional_text(&self, member: &str) -> Result<Option<&str>, String> {
        match self.0.get(member) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(format!("`{member}` is not text")),
        }
    }

    /// The whole number of a member.
    pub(super) fn integer(&self, member: &str) -> Result<i64, String> {
        let value = self.json(member)?;
        value.as_i64().ok_or_else(|| format!("`{member}` is not a whole number"))
    }

    /// A member as it is.
    pub(super) fn json(&self, member: &str) -> Result<&Value, String> {
        self.0.get(member).ok_or_else(|| format!("has no `{member}`"))
    }

    /// The bytes of a member, as text or as base64.
    pub(super) fn bytes(&self, member: &str) -> Result<Vec<u8>, String> {
        let encoded = format!("{member}_base64");
        match (self.optional_text(member)?, self.optional_text(&encoded)?) {
            (Some(text), None) => Ok(text.as_bytes().to_vec()),
            (None, Some(text)) => {
                STANDARD.decode(text).map_err(|_| format!("`{encoded}` is not base64"))
            }
            (None, None) => Err(format!("has neither `{member}` nor `{encoded}`")),
            (Some(_), Some(_)) => Err(format!("has both `{member}` and `{encoded}`")),
        }
    }

    /// The same of a member that may be absent or `null`.
    pub(super) fn optional_bytes(&self, member: &str) -> Result<Option<Vec<u8>>, String> {
        let is_there = |name: &str| self.0.get(name).is_some_and(|value| !value.is_null());
        let is_given = is_there(member) || is_there(&format!("{member}_base64"));
        is_given.then(|| self.bytes(member)).transpose()
    }

    /// A member that has members of its own.
    pub(super) fn nested(&self, member: &str) -> Result<Self, String> {
        match self.json(member)? {
            Value::Object(members) => Ok(Self(members.clone())),
            _ => Err(format!("`{member}` is not an object")),
        }
    }

    /// The members, in no order.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Judges `signature` by both public functions: `sign` must make that of a valid case and
    /// `verify` accept it, and both must differ from one that is not valid.
    pub(super) fn judge(&self, ours: &str, accepted: bool) -> Result<(), String> {
        let given = self.text("signature")?;
        match (self.valid()?, accepted) {
            (true, true) => self.compare("signature", ours),
            (true, false) => {
                self.compare("signature", ours)?;
                Err("`signature`: `sign` makes it and `verify` refuses it".to_owned())
            }
            (false, true) => Err("`signature`: `verify` accepts it and must not".to_owned()),
            (false, false) if given == ours => {
                Err("`signature`: `sign` makes it and must not".to_owned())
            }
            (false, false) => Ok(()),
        }
    }

    /// Compares the text of a member with what our code makes of the other members.
    pub(super) fn compare(&self, member: &str, ours: &str) -> Result<(), String> {
        let theirs = self.text(member)?;
        if theirs == ours {
            return Ok(());
        }
        Err(format!("`{member}`: the file has {theirs:?}, ours is {ours:?}"))
    }
}

/// Names the case alone: among its members is a secret.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case").field("name", &self.name()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case read from JSON.
    fn case(json: &str) -> Case {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn members_are_read_as_text_and_as_bytes() {
        let case = case(r#"{"name":"n","secret":"їжак","body_base64":"AP8=","signature":"s"}"#);
        assert_eq!(case.name(), Some("n"));
        assert_eq!(case.text("signature"), Ok("s"));
        assert_eq!(case.optional_text("inner"), Ok(None));
        assert_eq!(case.bytes("secret").unwrap(), "їжак".as_bytes());
        assert_eq!(case.bytes("body").unwrap(), [0, 255]);
        assert_eq!(case.valid(), Ok(true));
    }

    #[test]
    fn a_case_that_is_not_as_documented_says_so() {
        let case = case(r#"{"valid":"no","signature":1,"a":"x","a_base64":"eA==","b_base64":"*"}"#);
        assert_eq!(case.valid(), Err("`valid` is not true or false".into()));
        assert_eq!(case.text("signature"), Err("`signature` is not text".into()));
        assert_eq!(case.text("secret"), Err("has no `secret`".into()));
        assert_eq!(case.bytes("a"), Err("has both `a` and `a_base64`".into()));
        assert_eq!(case.bytes("b"), Err("`b_base64` is not base64".into()));
        assert_eq!(case.bytes("c"), Err("has neither `c` nor `c_base64`".into()));
    }

    #[test]
    fn a_difference_is_told_with_both_sides() {
        let case = case(r#"{"signature":"a"}"#);
        assert_eq!(case.compare("signature", "a"), Ok(()));
        let words = "`signature`: the file has \"a\", ours is \"b\"";
        assert_eq!(case.compare("signature", "b"), Err(words.into()));
        assert!(case.compare("inner", "a").is_err());
    }

    #[test]
    fn debug_shows_no_secret() {
        let case = case(r#"{"name":"n","secret":"k4ssa","body":"b"}"#);
        assert_eq!(format!("{case:?}"), "Case { name: Some(\"n\"), .. }");
    }
}
