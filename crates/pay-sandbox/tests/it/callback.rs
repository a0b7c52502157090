//! Callbacks, received by a listener of the test's own.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::json;

use crate::merchant::{Merchant, frozen, wait};
use crate::wire::eventually;

/// A shop that notes every request and answers with these statuses, the last one for ever.
struct Shop {
    addr: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Shop {
    fn open(statuses: &'static [u16]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let notes = Arc::clone(&seen);
        std::thread::spawn(move || {
            for (at, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                let mut text = String::new();
                while !text.contains("\r\n\r\n") {
                    let mut bytes = [0; 1024];
                    let length = stream.read(&mut bytes).unwrap();
                    text += std::str::from_utf8(&bytes[..length]).unwrap();
                }
                notes.lock().unwrap().push(text);
                let status = statuses[at.min(statuses.len() - 1)];
                let answer = format!(
                    "HTTP/1.1 {status} x\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"
                );
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { addr, seen }
    }

    fn url(&self) -> String {
        format!("http://{}/st/7?a=b%20c", self.addr)
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

fn open_invoice(merchant: &Merchant, id: &str, amount: u32, status_url: &str) {
    let body = json!({"payment_id": id, "currency": "visamaster.uah", "amount": amount, "status_url": status_url});
    merchant.call("einvoice/create", body);
    merchant.call("einvoice/process", json!({"payment_id": id}));
}

#[test]
fn the_end_of_an_order_is_one_bare_get() {
    let (sandbox, merchant) = frozen();
    let shop = Shop::open(&[302]);
    open_invoice(&merchant, "a", 1000, &shop.url());
    let body = json!({
        "payment_id": "p", "currency": "visamaster.uah", "amount": 2000, "recipient": "123456",
        "status_url": shop.url(),
    });
    merchant.call("payment/create", body);
    merchant.process_payout("p");
    wait(sandbox.callbacks().settled());

    let seen = shop.seen();
    assert_eq!(seen.len(), 2, "no redirect is followed: {seen:?}");
    for request in &seen {
        let expected = format!("GET /st/7?a=b%20c HTTP/1.1\r\nhost: {}\r\n\r\n", shop.addr);
        assert_eq!(*request, expected, "no body, no signature, nothing added");
    }
    let deliveries = sandbox.callbacks().of("p");
    assert_eq!(deliveries.len(), 1);
    assert_eq!((deliveries[0].attempt, deliveries[0].status), (1, Some(302)));
    assert_eq!(deliveries[0].url, shop.url());
}

#[test]
fn nothing_is_sent_before_the_end_or_without_an_address() {
    let (sandbox, merchant) = frozen();
    let shop = Shop::open(&[200]);
    open_invoice(&merchant, "a", 5, &shop.url());
    merchant.open_invoice("b", "1000");
    open_invoice(&merchant, "far", 1000, "http://192.0.2.1/st");
    wait(sandbox.callbacks().settled());
    assert!(shop.seen().is_empty());
    sandbox.dpay().act("a", "cancel").unwrap();
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 1);
    assert_eq!(sandbox.callbacks().deliveries().len(), 1);
    sandbox.dpay().configure(|settings| settings.callbacks = false);
    open_invoice(&merchant, "c", 1000, &shop.url());
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 1);
}

#[test]
fn a_reversal_is_told_again() {
    let (sandbox, merchant) = frozen();
    let shop = Shop::open(&[200]);
    let body = json!({
        "payment_id": "p", "currency": "visamaster.uah", "amount": 5, "recipient": "123456",
        "status_url": shop.url(),
    });
    merchant.call("payment/create", body);
    merchant.process_payout("p");
    sandbox.dpay().act("p", "reverse").unwrap();
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 2);
}

#[test]
fn failures_are_repeated_only_when_asked_for() {
    let (sandbox, merchant) = frozen();
    let shop = Shop::open(&[500, 503, 404]);
    open_invoice(&merchant, "a", 1000, &shop.url());
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 1);

    let shop = Shop::open(&[500, 503, 404]);
    sandbox.dpay().configure(|settings| settings.callback_retries = 5);
    open_invoice(&merchant, "b", 1000, &shop.url());
    eventually("the third answer is taken", || sandbox.callbacks().of("b").len() == 3);
    wait(sandbox.callbacks().settled());
    let fates = sandbox.callbacks().of("b");
    let fates: Vec<_> = fates.iter().map(|one| (one.attempt, one.status)).collect();
    assert_eq!(fates, [(1, Some(500)), (2, Some(503)), (3, Some(404))]);

    // Nobody listens on the port of a shop that has closed.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    sandbox.dpay().configure(|settings| {
        settings.callback_retries = 1;
        settings.callback_retry_delay_s = 60;
    });
    open_invoice(&merchant, "c", 1000, &format!("http://{closed}/"));
    wait(sandbox.callbacks().settled());
    assert_eq!(sandbox.callbacks().of("c").len(), 1);
    sandbox.clock().advance(Duration::from_secs(60));
    wait(sandbox.callbacks().settled());
    let fates = sandbox.callbacks().of("c");
    let fates: Vec<_> = fates.iter().map(|one| (one.attempt, one.status)).collect();
    assert_eq!(fates, [(1, None), (2, None)]);
}

#[test]
fn callbacks_come_twice_late_or_early_on_demand() {
    let (sandbox, merchant) = frozen();
    let shop = Shop::open(&[200]);
    let (dpay, clock) = (sandbox.dpay(), sandbox.clock());
    dpay.configure(|settings| settings.callback_duplicate = true);
    open_invoice(&merchant, "twice", 1000, &shop.url());
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 2);
    assert!(sandbox.callbacks().of("twice").iter().all(|one| one.attempt == 1));

    dpay.configure(|settings| {
        settings.callback_duplicate = false;
        settings.callback_late_s = 30;
    });
    open_invoice(&merchant, "late", 1000, &shop.url());
    assert_eq!(merchant.invoice("late")["status"], "FINISHED");
    clock.advance(Duration::from_secs(29));
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 2);
    clock.advance(Duration::from_secs(1));
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 3);

    dpay.configure(|settings| {
        settings.callback_late_s = 0;
        settings.callback_early_s = 30;
    });
    open_invoice(&merchant, "early", 1000, &shop.url());
    wait(sandbox.callbacks().settled());
    assert_eq!(shop.seen().len(), 4);
    assert_eq!(merchant.invoice("early")["status"], "PAYIN");
    assert!(sandbox.ledger().charges("early").is_empty());
    clock.advance(Duration::from_secs(30));
    wait(sandbox.callbacks().settled());
    assert_eq!(merchant.invoice("early")["status"], "FINISHED");
    assert_eq!(sandbox.ledger().charges("early").len(), 1);
    assert_eq!(shop.seen().len(), 4, "it was told already");
}

#[test]
fn the_state_can_be_seen_when_the_callback_comes() {
    let (_sandbox, merchant) = frozen();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    open_invoice(&merchant, "a", 1000, &url);
    let (mut stream, _) = listener.accept().unwrap();
    // The shop asks before it answers.
    assert_eq!(merchant.invoice("a")["status"], "FINISHED");
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
}
