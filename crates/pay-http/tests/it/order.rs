//! Gateways that want the requests of an account one after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use pay_http::{Client, Delivery, ErrorKind, Retry};
use pay_wire::{Result, WireResponse};

use crate::server::{Act, FINE, Server};
use crate::shop::{Pay, Shop, Short};

#[tokio::test]
async fn only_one_request_is_under_way_at_a_time() {
    let under_way = Arc::new(AtomicUsize::new(0));
    let client = Client::builder(Shop::<true>::default())
        .transport(move |_, _| {
            let under_way = Arc::clone(&under_way);
            async move {
                assert_eq!(under_way.fetch_add(1, Ordering::SeqCst), 0);
                tokio::time::sleep(Duration::from_millis(2)).await;
                under_way.fetch_sub(1, Ordering::SeqCst);
                Ok(http::Response::new(Bytes::new()).into())
            }
        })
        .build()
        .unwrap();

    let sending: Vec<_> = (0..20)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.send(&Pay::<true>).await.map(drop) })
        })
        .collect();
    for sent in sending {
        sent.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn who_waits_in_vain_has_sent_nothing() {
    let endless = |_, _| std::future::pending::<Result<WireResponse>>();
    let client =
        Client::builder(Shop::<true>::default()).transport(endless).retry(Retry::NEVER).build();
    let client = client.unwrap();

    let first = client.clone();
    let first = tokio::spawn(async move { first.send(&Pay::<true>).await.map(drop) });
    tokio::time::sleep(Duration::from_millis(20)).await;
    let error = client.send(&Short::<true>).await.unwrap_err();

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent));
    assert!(error.to_string().contains("earlier requests of this account"), "{error}");
    first.abort();
}

#[tokio::test]
async fn a_dropped_future_gives_its_turn_to_the_next() {
    let server = Server::plain(&[&[Act::Read, Act::Wait], &[Act::Read, FINE]]).await;
    let client = Client::builder(Shop::<true>::default()).at(server.url()).build().unwrap();

    let first = client.clone();
    let first = tokio::spawn(async move { first.send(&Pay::<true>).await.map(drop) });
    server.until(|seen| seen.requests.len() == 1).await;
    first.abort();

    client.send(&Pay::<true>).await.unwrap();
    assert_eq!(server.seen().requests.len(), 2);
}

#[tokio::test]
async fn a_spawned_request_goes_on_where_nobody_waits_for_it() {
    let server = Server::plain(&[&[Act::Read, FINE], &[Act::Read, FINE]]).await;
    let client = Client::builder(Shop::<true>::default()).at(server.url()).build().unwrap();

    let begun = client.spawn(Pay::<true>);
    server.until(|seen| seen.requests.len() == 1).await; // it has its turn
    client.send(&Pay::<true>).await.unwrap();
    assert_eq!(server.seen().requests.len(), 2, "and gives it on");
    let (Pay::<true>, sent) = begun.await;
    assert!(sent.is_ok());
}

#[tokio::test]
async fn a_spawned_request_goes_on_where_its_future_is_dropped() {
    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    let client = Client::builder(Shop::<true>::default()).at(server.url()).build().unwrap();

    drop(client.spawn(Pay::<true>));
    server.until(|seen| seen.requests.len() == 1).await;
}

#[tokio::test]
#[should_panic = "of the transport"]
async fn a_panic_of_a_spawned_request_is_one_of_who_waits_for_it() {
    let client = Client::builder(Shop::<true>::default())
        .transport(|_, _| async { panic!("of the transport") })
        .build()
        .unwrap();
    let _ = client.spawn(Pay::<true>).await;
}
