//! Time that runs, and time that is turned.

use std::time::{Duration, SystemTime};

use pay_sandbox::Sandbox;

use crate::merchant::{frozen, start, then};
use crate::wire::eventually;

#[test]
fn a_running_clock_fires_timers_by_itself() {
    let (sandbox, merchant) = start(Sandbox::builder());
    let now = sandbox.clock().now();
    assert!(now.duration_since(SystemTime::now()).is_err(), "it runs with the system's");
    sandbox.dpay().configure(|settings| settings.invoice_delay_s = 1);
    merchant.open_invoice("a", "1000");
    assert_eq!(merchant.invoice("a")["status"], "PAYIN");
    // Nobody asks the gateway: the books tell.
    eventually("it is paid", || sandbox.ledger().charges("a").len() == 1);
}

#[test]
fn turning_the_clock_fires_each_timer_at_its_own_moment() {
    let (sandbox, merchant) = frozen();
    sandbox.dpay().configure(|settings| settings.invoice_delay_s = 10);
    merchant.open_invoice("a", "1000");
    let clock = sandbox.clock();
    clock.advance(Duration::from_secs(5));
    merchant.open_invoice("b", "1000");
    clock.advance(Duration::from_secs(3600));
    assert_eq!(clock.now(), then() + Duration::from_secs(3605));
    let entries = sandbox.ledger().entries();
    let times: Vec<_> = entries.iter().map(|entry| (&*entry.id, entry.at)).collect();
    let after = |seconds| then() + Duration::from_secs(seconds);
    assert_eq!(times, [("a", after(10)), ("b", after(15))]);
}

#[test]
fn turning_a_running_clock_adds_to_it() {
    let (sandbox, _) = start(Sandbox::builder());
    let day = Duration::from_secs(86_400);
    sandbox.clock().advance(day);
    let ahead = sandbox.clock().now().duration_since(SystemTime::now()).unwrap();
    assert!(ahead <= day && ahead + Duration::from_secs(10) > day, "{ahead:?}");
    sandbox.clock().advance(Duration::MAX);
    assert!(sandbox.dpay().requests("") == 0, "even the end of all calendars stops nothing");
}
