//! Points in time as texts.

use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// As the control address writes it: UTC, whole seconds, `2024-03-14T18:36:09Z`.
pub(crate) fn rfc3339(at: SystemTime) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// As JavaScript writes it: `2024-03-14T18:36:09.000Z`.
pub(crate) fn iso(at: SystemTime) -> String {
    timestamp(at).strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string()
}

/// As HTTP writes it: `Thu, 14 Mar 2024 18:36:09 GMT`.
pub(crate) fn http_date(at: SystemTime) -> String {
    timestamp(at).strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// The wall clock of Kyiv: `2024-03-14 20:36:09`.
pub(crate) fn kyiv(at: SystemTime) -> String {
    timestamp(at).to_zoned(kyiv_zone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

/// Where Kyiv's wall clock stands.
pub(crate) fn kyiv_zone() -> TimeZone {
    // A system whose data is older than the zone's new name has it only in what we bring.
    TimeZone::get("Europe/Kyiv")
        .or_else(|_| TimeZoneDatabase::bundled().get("Europe/Kyiv"))
        .expect("the zone is in the bundled data")
}

/// A clock turned beyond the year 9999 stays there.
fn timestamp(at: SystemTime) -> Timestamp {
    Timestamp::try_from(at).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn kyiv_keeps_summer_time() {
        let winter = UNIX_EPOCH + Duration::from_secs(1_710_441_369);
        let summer = UNIX_EPOCH + Duration::from_secs(1_720_000_000);
        assert_eq!(
            (rfc3339(winter), kyiv(winter)),
            ("2024-03-14T18:36:09Z".into(), "2024-03-14 20:36:09".into())
        );
        assert_eq!(
            (rfc3339(summer), kyiv(summer)),
            ("2024-07-03T09:46:40Z".into(), "2024-07-03 12:46:40".into())
        );
    }

    #[test]
    fn http_dates_have_names_of_days_and_months() {
        let sunday = UNIX_EPOCH + Duration::from_secs(784_111_777);
        assert_eq!(http_date(sunday), "Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
