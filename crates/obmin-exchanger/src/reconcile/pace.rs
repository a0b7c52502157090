//! How long to wait before an order is asked about again.

use crate::OrderStatus;

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;

/// How long a deleted order is still asked about.
pub(super) const AFTER_DELETION: u64 = 72 * 60 * MINUTE;

/// The longest pause after failures, where the usual one is not longer.
const LONGEST_AFTER_FAILURES: u64 = 10 * MINUTE;

/// Every 15 seconds while a payment is awaited, every 30 to 60 later, every hour after deletion;
/// `jitter` is where in the range.
pub(super) fn pause(status: Option<&OrderStatus>, jitter: u8) -> u64 {
    let (from, to) = match status {
        None => (12 * SECOND, 18 * SECOND),
        Some(status) if status.can_expire() => (12 * SECOND, 18 * SECOND),
        Some(OrderStatus::Deleted) => (54 * MINUTE, 66 * MINUTE),
        Some(_) => (30 * SECOND, 60 * SECOND),
    };
    from + (to - from) * u64::from(jitter) / 255
}

/// The same after this many failures in a row: twice as long after each of them but the first.
pub(super) fn after_failures(status: Option<&OrderStatus>, failures: u32, jitter: u8) -> u64 {
    let usual = pause(status, jitter);
    let doubled = 1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
    usual.saturating_mul(doubled).min(LONGEST_AFTER_FAILURES).max(usual)
}
