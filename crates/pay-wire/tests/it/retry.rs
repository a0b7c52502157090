//! Every combination of what an error says and what an endpoint is.

use std::io;
use std::time::Duration;

use pay_wire::{Error, ErrorKind, Refusal, Retry, Safety};

const RETRY: Retry = Retry::new(3, Duration::from_millis(100), Duration::from_millis(250));

fn fault() -> io::Error {
    io::Error::other("x")
}

#[test]
fn only_what_is_unsent_or_asks_is_repeated() {
    let not_sent = || Error::before(ErrorKind::Connect, fault());
    let unknown = || Error::after(ErrorKind::Timeout, fault());
    let refused = || Error::refused(Refusal::new("1", "no"), fault());

    for (error, safety, repeated) in [
        (not_sent().transient(), Safety::ReadOnly, true),
        (not_sent().transient(), Safety::Repeatable, true),
        (not_sent().transient(), Safety::Once, true),
        (not_sent(), Safety::ReadOnly, false),
        (not_sent(), Safety::Once, false),
        (unknown().transient(), Safety::ReadOnly, true),
        (unknown().transient(), Safety::Repeatable, false),
        (unknown().transient(), Safety::Once, false),
        (unknown(), Safety::ReadOnly, false),
        (unknown(), Safety::Once, false),
        (refused(), Safety::ReadOnly, false),
        (refused().transient(), Safety::ReadOnly, false),
        (refused().transient(), Safety::Once, false),
    ] {
        assert_eq!(RETRY.pause(1, safety, &error, 0).is_some(), repeated, "{error:?} {safety:?}");
    }
}

#[test]
fn pauses_double_up_to_the_longest_and_end() {
    let error = Error::before(ErrorKind::Connect, fault()).transient();
    let pause = |made, jitter| {
        RETRY.pause(made, Safety::Once, &error, jitter).map(|pause| pause.as_millis())
    };
    assert_eq!(pause(1, 0), Some(100));
    assert_eq!(pause(2, 0), Some(200));
    assert_eq!(pause(3, 0), None);
    assert_eq!(pause(1, 255), Some(50));

    let patient = Retry::new(u32::MAX, Duration::from_millis(100), Duration::from_millis(250));
    assert_eq!(patient.pause(3, Safety::Once, &error, 0), Some(Duration::from_millis(250)));
    assert_eq!(patient.pause(1_000_000, Safety::Once, &error, 0), Some(Duration::from_millis(250)));
    assert_eq!(Retry::NEVER.pause(1, Safety::ReadOnly, &error, 0), None);
}

#[test]
fn no_setting_makes_it_panic() {
    let error = Error::before(ErrorKind::Connect, fault()).transient();
    let endless = Retry::new(u32::MAX, Duration::MAX, Duration::MAX);
    for jitter in [0, 1, 255] {
        for made in [0, 1, 40, u32::MAX - 1] {
            assert!(endless.pause(made, Safety::Once, &error, jitter).is_some());
        }
    }
}
