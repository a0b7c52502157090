//! `ipay.sign`: Kyiv's time of a moment, and what the key makes of it.

use ipay_googlepay::sign::{self, KyivTime};
use ipay_googlepay::time::Duration;

use super::{Case, Scheme};

/// Times signed as iPay signs them.
pub(super) const SIGN: Scheme = Scheme { name: "ipay.sign", run: moment };

/// Judges one case: the moment of a valid one must be the wall clock's, in the file's offset and
/// in UTC, `sign` must make its signature and `verify` accept it. One that is not valid must differ
/// in one of these.
fn moment(case: &Case) -> Result<(), String> {
    let unix = case.integer("unix")?;
    let time = KyivTime::at(unix).map_err(|error| format!("`unix`: {error}"))?;
    let (key, given) = (case.bytes("secret")?, case.text("signature")?);
    let is_shown = is_shown(case, unix, time);
    let accepted = sign::verify(&key, time.as_ref(), given).is_ok();
    match (case.valid()?, accepted) {
        (true, true) => is_shown,
        (true, false) => {
            is_shown?;
            case.compare("signature", sign::sign(&key, time.as_ref()).as_str())?;
            Err("`signature`: `sign` makes it and `verify` refuses it".to_owned())
        }
        (false, true) if is_shown.is_ok() => {
            Err("`signature`: `verify` accepts it and must not".to_owned())
        }
        (false, _) => Ok(()),
    }
}

/// Compares what the case says about the moment.
fn is_shown(case: &Case, unix: i64, time: KyivTime) -> Result<(), String> {
    case.compare("kyiv_time", time.as_str())?;
    let local = time.date_time();
    let ahead = local.assume_utc().unix_timestamp() - unix;
    if case.optional_text("utc_offset")?.is_some() {
        let (sign, minutes) = (if ahead < 0 { '-' } else { '+' }, ahead.abs() / 60);
        case.compare("utc_offset", &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))?;
    }
    if case.optional_text("utc")?.is_some() {
        let utc = local - Duration::seconds(ahead);
        let (hour, minute, second) = utc.as_hms();
        case.compare("utc", &format!("{}T{hour:02}:{minute:02}:{second:02}Z", utc.date()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is said about the first case of the document with one member changed.
    fn said(member: &str, value: serde_json::Value) -> Result<(), String> {
        let mut case = json!({
            "name": "documentation time",
            "secret": "test",
            "unix": 1_483_221_600,
            "utc": "2016-12-31T22:00:00Z",
            "utc_offset": "+02:00",
            "kyiv_time": "2017-01-01 00:00:00",
            "signature": "b3d4c78a5914b3b0f9b38899482c3b1afc7845bbaa17fe35917d42a74aa1ded1\
                b94974ebb43efb14cfdea2d737e826fbb86233353c4564240f5781246d8799b0",
        });
        case[member] = value;
        moment(&serde_json::from_value(case).unwrap())
    }

    #[test]
    fn a_case_that_agrees_passes() {
        assert_eq!(said("valid", json!(true)), Ok(()));
    }

    /// The same about a case that is said to be wrong.
    fn said_of_a_wrong_one(member: &str, value: serde_json::Value) -> Result<(), String> {
        let mut case = json!({
            "secret": "test",
            "unix": 1_483_221_600,
            "kyiv_time": "2017-01-01 00:00:00",
            "signature": "b3d4c78a5914b3b0f9b38899482c3b1afc7845bbaa17fe35917d42a74aa1ded1\
                b94974ebb43efb14cfdea2d737e826fbb86233353c4564240f5781246d8799b0",
            "valid": false,
        });
        case[member] = value;
        moment(&serde_json::from_value(case).unwrap())
    }

    #[test]
    fn a_case_that_is_wrong_anywhere_passes_for_a_wrong_one() {
        for (member, value) in [
            ("signature", json!("b3d4")),
            ("secret", json!("tesk")),
            ("kyiv_time", json!("2016-12-31 22:00:00")),
            ("utc", json!("2017-01-01T00:00:00Z")),
            ("utc_offset", json!("+03:00")),
        ] {
            assert_eq!(said_of_a_wrong_one(member, value), Ok(()), "{member}");
        }
        let words = said_of_a_wrong_one("utc_offset", json!("+02:00")).unwrap_err();
        assert!(words.contains("accepts it and must not"), "{words}");
    }

    #[test]
    fn any_changed_member_is_found_and_the_key_is_not_told() {
        for (member, value, found) in [
            ("secret", json!("tesk"), "`signature`"),
            ("unix", json!(1_483_221_601), "`kyiv_time`"),
            ("unix", json!("soon"), "`unix`"),
            ("utc", json!("2016-12-31T22:00:01Z"), "`utc`"),
            ("utc", json!(1_483_221_600), "`utc`"),
            ("utc_offset", json!("+03:00"), "`utc_offset`"),
            ("kyiv_time", json!("2017-01-01 01:00:00"), "`kyiv_time`"),
            ("signature", json!("b3d4"), "`signature`"),
            ("valid", json!(false), "accepts it and must not"),
        ] {
            let words = said(member, value).unwrap_err();
            assert!(words.contains(found), "{member}: {words}");
            assert!(!words.contains("test"), "{words}");
        }
    }
}
