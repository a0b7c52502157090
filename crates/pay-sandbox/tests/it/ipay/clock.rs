//! Kyiv's clocks, and how far a shop's may be off.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pay_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use super::shop::{NOW, Shop, frozen, inside, kyiv, sign, start};
use crate::wire::Answer;

fn at(unix: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(unix)
}

/// A request whose time is this text.
fn fee_at(shop: &Shop, time: &str) -> Answer {
    let mut document = shop.envelope("CalculateFee", json!({"invoice": 100}));
    document["request"]["auth"]["time"] = json!(time);
    document["request"]["auth"]["sign"] = json!(sign(time, &shop.key));
    shop.raw(document.to_string().as_bytes())
}

fn in_time(shop: &Shop, time: &str) -> bool {
    let told = inside(&fee_at(shop, time));
    let late: Value = json!({"error": "invalid auth time"});
    assert!(told == late || told["fee"] == "0", "{told}");
    told != late
}

#[test]
fn five_minutes_are_forgiven_either_way() {
    let (sandbox, shop) = frozen();
    for (unix, good) in
        [(NOW - 301, false), (NOW - 300, true), (NOW, true), (NOW + 300, true), (NOW + 301, false)]
    {
        assert_eq!(in_time(&shop, &kyiv(at(unix))), good, "{unix}");
    }
    sandbox.ipay().configure(|settings| settings.time_window_s = 0);
    assert!(in_time(&shop, "2026-01-01 02:00:00"));
    assert!(!in_time(&shop, "2026-01-01 02:00:01"));
    assert!(!in_time(&shop, "2026-01-01 00:00:00"), "UTC");
}

#[test]
fn the_repeated_hour_is_taken_either_way_and_the_missing_one_never() {
    for unix in [1_729_989_000, 1_729_992_600] {
        let (_sandbox, shop) = start(Sandbox::builder().frozen_at(at(unix)));
        assert!(in_time(&shop, "2024-10-27 03:30:00"), "{unix}");
        assert!(!in_time(&shop, "2024-10-27 02:30:00"), "{unix}");
    }
    let (_sandbox, shop) = start(Sandbox::builder().frozen_at(at(1_711_846_800)));
    assert!(in_time(&shop, "2024-03-31 04:00:00"));
    assert!(in_time(&shop, "2024-03-31 02:59:59"), "a second before");
    assert!(!in_time(&shop, "2024-03-31 03:00:00"));
}

#[test]
fn times_that_are_none_are_refused_before_who_calls() {
    let (_sandbox, shop) = frozen();
    for time in [
        "",
        "2026-01-01T02:00:00",
        "2026-01-01 02:00",
        "2026-01-01  2:00:00",
        "2026-02-30 02:00:00",
        "2026-01-01 02:00:60",
        "2026-01-01 24:00:00",
        "1767225600",
        "2026-01-01 02:00:00 ",
    ] {
        let mut document = shop.envelope("CalculateFee", json!({"invoice": 100}));
        document["request"]["auth"]["time"] = json!(time);
        document["request"]["auth"]["sign"] = json!("-");
        let told = inside(&shop.raw(document.to_string().as_bytes()));
        assert_eq!(told, json!({"error": "invalid auth time"}), "{time}");
    }
}

#[test]
fn the_sandbox_tells_its_time() {
    let (sandbox, shop) = frozen();
    let answer = fee_at(&shop, "2026-01-01 02:00:00");
    assert_eq!(answer.header("date"), Some("Thu, 01 Jan 2026 00:00:00 GMT"));
    sandbox.clock().advance(Duration::from_secs(3600));
    let late = fee_at(&shop, "2026-01-01 02:00:00");
    assert_eq!(late.header("date"), Some("Thu, 01 Jan 2026 01:00:00 GMT"));
    assert_eq!(inside(&late), json!({"error": "invalid auth time"}));
}

#[test]
fn a_gateway_whose_clock_is_wrong_says_so_itself() {
    let (sandbox, shop) = frozen();
    let ipay = sandbox.ipay();
    let hour = Duration::from_secs(3600);
    for (fault, date) in [
        (Fault::ClockAhead(hour), "Thu, 01 Jan 2026 01:00:00 GMT"),
        (Fault::ClockBehind(hour), "Wed, 31 Dec 2025 23:00:00 GMT"),
    ] {
        ipay.fault(fault).on("CalculateFee").once();
        let answer = fee_at(&shop, "2026-01-01 02:00:00");
        assert_eq!(answer.header("date"), Some(date));
        assert_eq!(inside(&answer), json!({"error": "invalid auth time"}));
        assert!(in_time(&shop, "2026-01-01 02:00:00"), "once");
    }
    ipay.fault(Fault::ClockAhead(Duration::from_secs(100))).once();
    assert_eq!(inside(&fee_at(&shop, "2026-01-01 02:00:00"))["fee"], "0", "within the window");
}
