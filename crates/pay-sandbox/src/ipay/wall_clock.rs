//! `request.auth.time`: the wall clock of Kyiv, `2024-01-15 12:20:30`.

use std::time::{Duration, SystemTime};

use jiff::civil::DateTime;
use jiff::tz::AmbiguousOffset;

use crate::dates::kyiv_zone;

/// The instants at which Kyiv's clocks show this text: one, or two in the hour that comes twice in
/// autumn. None if it is no such text, no real date, or falls into the hour left out in spring.
pub(super) fn instants(text: &str) -> Vec<SystemTime> {
    let Some(local) = parse(text) else {
        return Vec::new();
    };
    let zone = kyiv_zone();
    let offsets = match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => vec![offset],
        AmbiguousOffset::Fold { before, after } => vec![before, after],
        AmbiguousOffset::Gap { .. } => vec![],
    };
    let instant = |offset: jiff::tz::Offset| offset.to_timestamp(local).ok().map(SystemTime::from);
    offsets.into_iter().filter_map(instant).collect()
}

/// If two instants are at most so many seconds apart.
pub(super) fn within(seconds: u64, one: SystemTime, other: SystemTime) -> bool {
    let apart = one.duration_since(other).unwrap_or_else(|error| error.duration());
    apart <= Duration::from_secs(seconds)
}

fn parse(text: &str) -> Option<DateTime> {
    let pattern = b"dddd-dd-dd dd:dd:dd";
    let fits = |(given, wanted): (u8, &u8)| match wanted {
        b'd' => given.is_ascii_digit(),
        other => given == *other,
    };
    if text.len() != pattern.len() || !text.bytes().zip(pattern).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<i16>().ok();
    let small = |from: usize| number(from, from + 2).and_then(|number| i8::try_from(number).ok());
    let [month, day, hour, minute, second] =
        [small(5)?, small(8)?, small(11)?, small(14)?, small(17)?];
    DateTime::new(number(0, 4)?, month, day, hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use std::time::UNIX_EPOCH;

    use super::*;

    fn unix(text: &str) -> Vec<u64> {
        let seconds = |at: SystemTime| at.duration_since(UNIX_EPOCH).unwrap().as_secs();
        instants(text).into_iter().map(seconds).collect()
    }

    #[test]
    fn every_reading_of_the_wall_clock_is_found() {
        assert_eq!(unix("2024-01-15 12:20:30"), [1_705_314_030]);
        assert_eq!(unix("2024-07-15 13:20:30"), [1_721_038_830]);
        assert_eq!(unix("2024-03-31 02:59:59"), [1_711_846_799]);
        assert_eq!(unix("2024-03-31 04:00:00"), [1_711_846_800]);
        assert_eq!(unix("2024-10-27 03:30:00"), [1_729_989_000, 1_729_992_600]);
    }

    #[test]
    fn what_no_clock_of_kyiv_shows_is_none() {
        for text in [
            "",
            "2024-03-31 03:00:00",
            "2024-03-31 03:59:59",
            "2023-02-29 12:00:00",
            "2024-13-01 12:00:00",
            "2024-01-15 24:00:00",
            "2024-01-15 12:20:60",
            "2024-01-15T12:20:30",
            "2024-01-15 12:20",
            " 2024-01-15 12:20:30",
            "2024-1-15 12:20:30 ",
            "2024-01-15 1é:20:30",
        ] {
            assert!(instants(text).is_empty(), "{text:?}");
        }
    }
}
