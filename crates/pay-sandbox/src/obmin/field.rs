//! Fields that a direction asks for, and what may be written into them.

use crate::json::Json;

/// What a field takes. The engine has regular expressions; these are the ones in use here.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// Four groups of four digits.
    Card,
    /// Anything.
    Free,
    Mail,
    /// A purse: `Z` and 12 digits.
    Purse,
    /// An address of the Tron network.
    Tron,
}

impl Rule {
    pub(super) fn pattern(self) -> &'static str {
        match self {
            Self::Card => r"^(\d{4} ?){3}\d{4}$",
            Self::Free => "",
            Self::Mail => r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
            Self::Purse => r"^Z\d{12}$",
            Self::Tron => r"^T[1-9A-HJ-NP-Za-km-z]{33}$",
        }
    }

    /// If the pattern matches.
    pub(super) fn fits(self, value: &str) -> bool {
        match self {
            Self::Card => {
                let groups =
                    value.split(' ').all(|group| !group.is_empty() && group.len() % 4 == 0);
                let digits = value.replace(' ', "");
                groups && digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit())
            }
            Self::Free => true,
            Self::Mail => {
                let parts = value.split_once('@').map(|(name, host)| (name, host.rsplit_once('.')));
                let Some((name, Some((host, top)))) = parts else {
                    return false;
                };
                let part = |text: &str| !text.is_empty() && !text.contains(is_space_or_at);
                part(name) && part(host) && part(top)
            }
            Self::Purse => value.strip_prefix('Z').is_some_and(|digits| {
                digits.len() == 12 && digits.bytes().all(|byte| byte.is_ascii_digit())
            }),
            Self::Tron => value.strip_prefix('T').is_some_and(|rest| {
                let base58 =
                    |letter: char| letter.is_ascii_alphanumeric() && !"0OIl".contains(letter);
                rest.len() == 33 && rest.chars().all(base58)
            }),
        }
    }
}

/// One field of a side or of the direction itself.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) placeholder: &'static str,
    pub(super) rule: Rule,
    pub(super) required: bool,
}

impl Field {
    pub(super) fn to_json(&self) -> Json {
        let error = if self.rule.pattern().is_empty() { "" } else { "Перевірте поле" };
        Json::object([
            ("_id", Json::text(self.id)),
            ("name", Json::text(self.name)),
            ("placeholder", Json::text(self.placeholder)),
            ("regexp", Json::text(self.rule.pattern())),
            ("regexp_error", Json::text(error)),
            ("required", Json::Bool(self.required)),
        ])
    }
}

fn is_space_or_at(letter: char) -> bool {
    letter.is_whitespace() || letter == '@'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_takes_what_its_pattern_takes() {
        for (rule, good, bad) in [
            (
                Rule::Card,
                &["5168757312345678", "5555 5555 5555 4444", "55555555 5555 4444"][..],
                &[
                    "",
                    "516875731234567",
                    "5555  5555 5555 4444",
                    "5555-5555-5555-4444",
                    "5555555555554444 ",
                ][..],
            ),
            (
                Rule::Mail,
                &["a@b.c", "a+b@x.example.com"],
                &["", "a@b", "@b.c", "a@.c", "a b@c.d", "a@b@c.d", "a@b."],
            ),
            (
                Rule::Purse,
                &["Z123456789012"],
                &["", "Z12345678901", "z123456789012", "Z12345678901x"],
            ),
            (
                Rule::Tron,
                &["TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE"],
                &["", "TQn9", "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLS0"],
            ),
            (Rule::Free, &["", "Тарас"], &[]),
        ] {
            assert!(good.iter().all(|value| rule.fits(value)), "{rule:?}");
            assert!(!bad.iter().any(|value| rule.fits(value)), "{rule:?}");
        }
    }
}
