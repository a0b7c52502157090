//! Reading the members of a request, and noting everything that is wrong with them.

use http::Uri;
use rust_decimal::Decimal;

use crate::json::Json;

use super::amount::positive;
use super::refusal::Failure;

/// The attributes of a request, and what was found wrong so far. `null` counts as missing.
pub(super) struct Attributes<'a> {
    pub(super) json: &'a Json,
    pub(super) failures: Vec<Failure>,
}

impl<'a> Attributes<'a> {
    pub(super) fn new(json: &'a Json) -> Self {
        Self { json, failures: Vec::new() }
    }

    pub(super) fn fail(&mut self, path: &str, problem: &'static str) {
        self.failures.push(Failure::new(path, problem));
    }

    /// The member at a dotted path.
    pub(super) fn get(&self, path: &str) -> Option<&'a Json> {
        path.split('.').try_fold(self.json, |json, name| json.get(name))
    }

    pub(super) fn text(&mut self, path: &str) -> Option<&'a str> {
        let given = self.get(path)?;
        if given.as_text().is_none() {
            self.fail(path, "invalid");
        }
        given.as_text()
    }

    /// A text that must be there and fit.
    pub(super) fn required_text(&mut self, path: &str, fits: impl Fn(&str) -> bool) -> &'a str {
        match self.get(path).map(|given| given.as_text().filter(|text| fits(text))) {
            Some(Some(text)) => return text,
            Some(None) => self.fail(path, "invalid"),
            None => self.fail(path, "required"),
        }
        ""
    }

    /// A text that must fit if it is there.
    pub(super) fn fitting(&mut self, path: &str, fits: impl Fn(&str) -> bool) -> Option<&'a str> {
        let given = self.get(path)?;
        let text = given.as_text().filter(|text| fits(text));
        if text.is_none() {
            self.fail(path, "invalid");
        }
        text
    }

    pub(super) fn url(&mut self, path: &str) -> Option<String> {
        self.fitting(path, is_url).map(str::to_owned)
    }

    pub(super) fn flag(&mut self, path: &str) -> bool {
        let given = self.get(path);
        if given.is_some_and(|given| given.as_bool().is_none()) {
            self.fail(path, "invalid");
        }
        given.and_then(Json::as_bool).unwrap_or(false)
    }

    pub(super) fn amount(&mut self, path: &str) -> Option<Decimal> {
        let given = self.get(path)?;
        let amount = positive(given);
        if amount.is_none() {
            self.fail(path, "invalid");
        }
        amount
    }

    /// A map; an empty list is an empty one, as PHP has it.
    pub(super) fn map(&mut self, path: &str) -> Option<&'a Json> {
        match self.get(path)? {
            map @ Json::Object(_) => Some(map),
            Json::List(items) if items.is_empty() => None,
            _ => {
                self.fail(path, "invalid");
                None
            }
        }
    }

    /// Everything that is wrong, if anything is.
    pub(super) fn verdict(self) -> Result<(), Vec<Failure>> {
        if self.failures.is_empty() { Ok(()) } else { Err(self.failures) }
    }
}

/// If it is an absolute address of the web.
pub(super) fn is_url(text: &str) -> bool {
    text.parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https"))
            && uri.host().is_some_and(|host| !host.is_empty())
    })
}

/// If it looks like an address of mail.
pub(super) fn is_email(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(' ')
    })
}

/// `YYYY-MM-DD`, months up to 12 and days up to 31.
pub(super) fn is_birthday(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').collect();
    let digits =
        |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts.as_slice() {
        [year, month, day] => {
            digits(year, 4)
                && digits(month, 2)
                && digits(day, 2)
                && ("01"..="12").contains(month)
                && ("01"..="31").contains(day)
        }
        _ => false,
    }
}

/// 1 to 255 letters.
pub(super) fn is_reference(text: &str) -> bool {
    (1..=255).contains(&text.chars().count())
}

/// 2 to 100 letters.
pub(super) fn is_tax_id(text: &str) -> bool {
    (2..=100).contains(&text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_absolute() {
        for url in ["http://a", "https://shop.example/ok?x=1", "http://127.0.0.1:80/"] {
            assert!(is_url(url), "{url}");
        }
        for url in ["", "/ok", "shop.example/ok", "ftp://a/", "http://", "https:///x", "http://a b"]
        {
            assert!(!is_url(url), "{url}");
        }
    }

    #[test]
    fn birthdays_have_months_and_days() {
        assert!(is_birthday("1990-12-31") && is_birthday("2000-02-30"));
        for text in [
            "",
            "1990-13-01",
            "1990-00-01",
            "1990-1-01",
            "1990-01-32",
            "1990-01-00",
            "90-01-01",
            "1990-01-01-",
        ] {
            assert!(!is_birthday(text), "{text}");
        }
    }

    #[test]
    fn mail_has_one_at_sign() {
        assert!(is_email("a+b@example.com"));
        for text in ["", "@example.com", "a@b", "a@b@example.com", "a b@example.com"] {
            assert!(!is_email(text), "{text}");
        }
    }
}
