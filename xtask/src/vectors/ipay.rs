//! `ipay.sign`: Kyiv's time of a moment, and what the key makes of it.

use ipay_googlepay::sign::{self, KyivTime};

use super::{Case, Scheme};

/// Times signed as iPay signs them.
pub(super) const SIGN: Scheme = Scheme { name: "ipay.sign", run: moment };

/// Judges one case: the moment must be the wall clock's, in the file's offset, `sign` must make
/// the signature of a valid case, and `verify` must accept that one and no other.
fn moment(case: &Case) -> Result<(), String> {
    let unix = case.integer("unix")?;
    let time = KyivTime::at(unix).map_err(|error| format!("`unix`: {error}"))?;
    case.compare("kyiv_time", time.as_str())?;
    if case.optional_text("utc_offset")?.is_some() {
        let seconds = time.date_time().assume_utc().unix_timestamp() - unix;
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        case.compare("utc_offset", &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))?;
    }
    let key = case.bytes("secret")?;
    let given = case.text("signature")?;
    let accepted = sign::verify(&key, time.as_ref(), given).is_ok();
    match (case.valid()?, accepted) {
        (true, true) | (false, false) => Ok(()),
        (true, false) => {
            case.compare("signature", sign::sign(&key, time.as_ref()).as_str())?;
            Err("`signature`: `sign` makes it and `verify` refuses it".to_owned())
        }
        (false, true) => Err("`signature`: `verify` accepts it and must not".to_owned()),
    }
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

    #[test]
    fn any_changed_member_is_found_and_the_key_is_not_told() {
        for (member, value, found) in [
            ("secret", json!("tesk"), "`signature`"),
            ("unix", json!(1_483_221_601), "`kyiv_time`"),
            ("unix", json!("soon"), "`unix`"),
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
