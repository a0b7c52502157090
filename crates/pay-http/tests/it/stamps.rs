//! Stamps that grow, whatever the clock does.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bytes::Bytes;
use pay_http::{Client, Limits};
use pay_wire::{Endpoint, Result, Safety, Stamp, WireRequest, WireResponse};

use crate::shop::{Pay, Shop, at, stamp_in};

type Seen = Arc<Mutex<Vec<u64>>>;

/// Answers everything, and keeps the stamps in the order in which they came.
fn keep(
    seen: &Seen,
) -> impl Fn(WireRequest, Limits) -> std::future::Ready<Result<WireResponse>> + use<> {
    let seen = Arc::clone(seen);
    move |request, _| {
        seen.lock().unwrap().push(stamp_in(request.body()));
        std::future::ready(Ok(http::Response::new(Bytes::new()).into()))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_two_requests_of_a_client_have_the_same_stamp() {
    let seen = Seen::default();
    let frozen = || UNIX_EPOCH + Duration::from_secs(1);
    let client = at("https://shop.example").clock(frozen).transport(keep(&seen)).build().unwrap();

    let sending: Vec<_> = (0..200)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(&Pay).await.map(drop) })
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }

    let stamps: HashSet<_> = seen.lock().unwrap().iter().copied().collect();
    assert_eq!(stamps, (1000..1200).collect());
}

/// A question whose answer is when it was asked.
struct When;

impl Endpoint for When {
    type Gateway = Shop;
    type Response = Option<u64>;

    const NAME: &'static str = "When";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, shop: &Shop, stamp: &Stamp) -> Result<WireRequest> {
        Pay.encode(shop, stamp)
    }

    fn decode(&self, _: &Shop, answer: &WireResponse) -> Result<Option<u64>> {
        Ok(answer.asked_ms())
    }
}

#[tokio::test]
async fn an_answer_is_read_with_the_moment_of_its_request() {
    let seen = Seen::default();
    let frozen = || UNIX_EPOCH + Duration::from_secs(1);
    let client = at("https://shop.example").clock(frozen).transport(keep(&seen)).build().unwrap();
    for asked in [1000, 1001] {
        assert_eq!(client.send(&When).await.unwrap(), Some(asked));
    }
}

/// A question that keeps the randomness of its stamps.
#[derive(Default)]
struct Dice(Mutex<HashSet<[u8; 32]>>);

impl Endpoint for Dice {
    type Gateway = Shop;
    type Response = ();

    const NAME: &'static str = "Dice";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, shop: &Shop, stamp: &Stamp) -> Result<WireRequest> {
        self.0.lock().unwrap().insert(*stamp.random());
        Pay.encode(shop, stamp)
    }

    fn decode(&self, _: &Shop, _: &WireResponse) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_two_stamps_have_the_same_randomness() {
    let seen = Seen::default();
    let client = at("https://shop.example").transport(keep(&seen)).build().unwrap();
    let dice = Dice::default();
    for _ in 0..100 {
        client.send(&dice).await.unwrap();
    }
    assert_eq!(dice.0.lock().unwrap().len(), 100);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn requests_in_order_have_their_stamps_in_order() {
    let seen = Seen::default();
    let client = Client::builder(Shop::<true>::default())
        .clock(|| UNIX_EPOCH + Duration::from_secs(1))
        .transport(keep(&seen))
        .build()
        .unwrap();

    let sending: Vec<_> = (0..200)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(&Pay::<true>).await.map(drop) })
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }

    assert_eq!(*seen.lock().unwrap(), (1000..1200).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_clock_that_goes_back_does_not_take_the_stamps_along() {
    let times = [5000, 3000, 5000, 7000].map(|ms| UNIX_EPOCH + Duration::from_millis(ms));
    let before_1970 = UNIX_EPOCH - Duration::from_secs(1);
    let times = Mutex::new([&times[..], &[before_1970]].concat().into_iter());
    let seen = Seen::default();
    let clock = move || times.lock().unwrap().next().unwrap();
    let client = at("https://shop.example").clock(clock).transport(keep(&seen)).build().unwrap();

    for _ in 0..5 {
        client.send(&Pay).await.unwrap();
    }

    assert_eq!(*seen.lock().unwrap(), [5000, 5001, 5002, 7000, 7001]);
}

#[tokio::test]
async fn the_clock_of_the_client_can_be_read() {
    let noon = UNIX_EPOCH + Duration::from_secs(43_200);
    let client = at("https://shop.example").clock(move || noon).build().unwrap();
    assert_eq!(client.now(), noon);
    let real = at("https://shop.example").build().unwrap();
    assert!(real.now() <= SystemTime::now() && real.now() > noon);
}
