//! What clocks in Kyiv show.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use pay_wire::Result;
use snafu::OptionExt as _;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::error::MomentSnafu;

/// The zone, which got its present name in release 2022b of the database, and its older name.
const NAMES: [&str; 2] = ["Europe/Kyiv", "Europe/Kiev"];

const FORMAT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");

/// A moment as `request.auth.time` writes it: `YYYY-MM-DD HH:MM:SS` in Kyiv.
///
/// Made from UTC alone, never from the zone of this machine. The rules of the zone are those of the
/// system's time-zone database where it has one, so that they can be updated; else those that came
/// with this crate. The hour that autumn repeats is written twice in the same way; the hour that
/// spring leaves out is never written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct KyivTime([u8; 19]);

impl KyivTime {
    /// The moment so many seconds after 1970 began, UTC.
    ///
    /// # Errors
    ///
    /// If it is not in the years 0 to 9999, which the format can write.
    pub fn at(unix_seconds: i64) -> Result<Self> {
        let moment = Timestamp::from_second(unix_seconds).ok().context(MomentSnafu)?;
        let local = zone().to_datetime(moment);
        let year = u16::try_from(local.year()).ok().context(MomentSnafu)?;

        let mut text = *b"0000-00-00 00:00:00";
        let [thousands, hundreds] = two_digits(year / 100);
        let [tens, ones] = two_digits(year % 100);
        text[..4].copy_from_slice(&[thousands, hundreds, tens, ones]);
        for (at, value) in [
            (5, local.month()),
            (8, local.day()),
            (11, local.hour()),
            (14, local.minute()),
            (17, local.second()),
        ] {
            text[at..at + 2].copy_from_slice(&two_digits(value.unsigned_abs().into()));
        }
        Ok(Self(text))
    }

    /// The text.
    ///
    /// # Panics
    ///
    /// Never: it is ASCII.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).expect("digits and their separators are ASCII")
    }

    /// The date and the time of day, without an offset: in autumn the text does not tell which of
    /// two hours is meant.
    ///
    /// # Panics
    ///
    /// Never: the text was made from a date.
    pub fn date_time(&self) -> PrimitiveDateTime {
        PrimitiveDateTime::parse(self.as_str(), FORMAT).expect("the text was made from a date")
    }
}

/// A number below 100.
fn two_digits(value: u16) -> [u8; 2] {
    let digit = |value: u16| b"0123456789"[usize::from(value % 10)];
    [digit(value / 10), digit(value)]
}

/// Asked for anew each time: an update of the system's data reaches a program that runs for months.
fn zone() -> TimeZone {
    let of_the_system = NAMES.iter().find_map(|name| TimeZone::get(name).ok());
    of_the_system.unwrap_or_else(|| {
        TimeZoneDatabase::bundled().get(NAMES[0]).expect("the bundled database has Kyiv")
    })
}

impl AsRef<[u8]> for KyivTime {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Display for KyivTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for KyivTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KyivTime({})", self.as_str())
    }
}
