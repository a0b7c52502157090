//! Old notifications, early ones, and doubles.

use std::time::Duration;

use obmin_exchanger::{Freshness, OrderStatus};
use serde_json::Value;

use crate::callback::{BODY, HASH, body, valid};
use crate::vectors::{cases, text};

#[test]
fn freshness_has_inclusive_limits() {
    let number = |case: &Value, name: &str| case[name].as_u64().unwrap();
    for case in cases("obmin.freshness", 6) {
        let limits = [number(&case, "max_age_ms"), number(&case, "max_future_ms")];
        let [age, future] = limits.map(Duration::from_millis);
        let timestamp = text(&case, "/timestamp").parse().unwrap();
        let fresh = Freshness::new(age, future).accepts(timestamp, number(&case, "now_ms"));
        assert_eq!(fresh, case["fresh"], "{}", text(&case, "/name"));
    }
    let (most, default) = (u64::MAX, Freshness::DEFAULT);
    assert_eq!(default, Freshness::new(Duration::from_secs(300), Duration::from_secs(60)));
    for (timestamp, now, fresh) in [
        (most, 0, false),
        (0, most, false),
        (most, most, true),
        (0, 300_000, true),
        (60_000, 0, true),
    ] {
        assert_eq!(default.accepts(timestamp, now), fresh, "{timestamp} {now}");
    }
    let forever = Freshness::new(Duration::MAX, Duration::MAX);
    assert!(forever.accepts(0, most) && forever.accepts(most, 0));
    let ipn = valid(body(&format!("{BODY}&hash={HASH}")));
    assert!(ipn.is_fresh(&default, 1_571_328_406_072) && !ipn.is_fresh(&default, 0));
}

#[test]
fn old_news_and_doubles_are_no_news() {
    let ipn = valid(body(&format!("{BODY}&hash={HASH}")));
    let (now, same, other) = (ipn.timestamp_ms(), OrderStatus::InProgress, OrderStatus::Done);
    assert!(ipn.is_news(None));
    assert!(ipn.is_news(Some((now - 1, &same))));
    assert!(ipn.is_news(Some((now, &other))), "two changes in one millisecond");
    assert!(!ipn.is_news(Some((now, &same))), "it came twice");
    assert!(!ipn.is_news(Some((now + 1, &other))), "it came late");
}
