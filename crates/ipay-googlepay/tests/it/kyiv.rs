//! Kyiv's clock against the rule of the European Union, computed here without any time zone data.

use ipay_googlepay::ErrorKind;
use ipay_googlepay::sign::KyivTime;
use proptest::prelude::*;
use time::macros::datetime;

const DAY: i64 = 86_400;

/// Year, month and day of a day counted from 1970, by counting.
fn date(mut day: i64) -> (i64, i64, i64) {
    let mut year = 1970;
    while day >= days_of(year) {
        day -= days_of(year);
        year += 1;
    }
    let mut month = 1;
    while day >= days_of_month(year, month) {
        day -= days_of_month(year, month);
        month += 1;
    }
    (year, month, day + 1)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_of_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// When the clocks change: on the last Sunday of a month, at one o'clock UTC.
fn change(year: i64, month: i64) -> i64 {
    let first: i64 = (1970..year).map(days_of).sum::<i64>()
        + (1..month).map(|month| days_of_month(year, month)).sum::<i64>();
    let last = first + days_of_month(year, month) - 1;
    // 1970 began with a Thursday
    let since_sunday = (last + 4) % 7;
    (last - since_sunday) * DAY + 3600
}

fn expected(unix: i64) -> String {
    let (year, ..) = date(unix / DAY);
    let is_summer = (change(year, 3)..change(year, 10)).contains(&unix);
    let local = unix + if is_summer { 3 * 3600 } else { 2 * 3600 };
    let ((year, month, day), second) = (date(local / DAY), local % DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

fn shown(unix: i64) -> String {
    KyivTime::at(unix).unwrap().to_string()
}

#[test]
fn the_rule_of_this_file_is_the_one_of_the_vectors() {
    assert_eq!(change(2024, 3), 1_711_846_800);
    assert_eq!(change(2024, 10), 1_729_990_800);
}

#[test]
fn every_minute_of_a_year_is_the_rules() {
    // 2024 is a leap year
    let (start, end) = (1_704_067_200, 1_735_689_600);
    for unix in (start..end).step_by(60) {
        assert_eq!(shown(unix), expected(unix), "{unix}");
    }
}

#[test]
fn every_second_around_the_changes_is_the_rules() {
    for year in [1997, 2017, 2024, 2026] {
        for month in [3, 10] {
            let change = change(year, month);
            for unix in change - 3700..change + 3700 {
                assert_eq!(shown(unix), expected(unix), "{unix}");
            }
        }
    }
}

#[test]
fn the_hour_that_spring_leaves_out_is_never_shown() {
    let change = change(2024, 3);
    for unix in change - DAY..change + DAY {
        assert!(!shown(unix).starts_with("2024-03-31 03:"), "{unix}");
    }
}

proptest! {
    /// From the year in which the rule came into force until data may be without it.
    #[test]
    fn any_moment_is_the_rules(unix in 852_076_800_i64..1_900_000_000) {
        prop_assert_eq!(shown(unix), expected(unix));
    }
}

#[test]
fn a_time_is_also_a_date_and_a_time_of_day() {
    let time = KyivTime::at(1_705_314_030).unwrap();
    assert_eq!(time.date_time(), datetime!(2024-01-15 12:20:30));
    assert_eq!(format!("{time:?}"), "KyivTime(2024-01-15 12:20:30)");
}

#[test]
fn moments_that_the_format_cannot_write_are_refused() {
    for unix in [i64::MIN, -99_999_999_999, 253_402_300_800, i64::MAX] {
        assert_eq!(KyivTime::at(unix).unwrap_err().kind(), ErrorKind::Input, "{unix}");
    }
    assert!(shown(0).starts_with("1970-01-01 "));
    assert!(shown(253_402_200_000).starts_with("9999-12-3"));
}
