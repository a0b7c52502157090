//! How many requests are on the wire: what can move money is there once.

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use pay_http::{Delivery, Error, ErrorKind};

use crate::server::{Act, FINE, Server};
use crate::shop::{Ask, Change, Pay, Said, at, stamp_in};

const AWAY: Act = Act::Write(b"HTTP/1.1 503 Away\r\ncontent-length: 0\r\n\r\n");

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_only_by_a_question() {
    for (asks, requests) in [(true, 3), (false, 1)] {
        let server = Server::plain(&[&[Act::Read]]).await;
        let client = at(server.url()).build().unwrap();
        let result = if asks { client.send(&Ask).await } else { client.send(&Pay).await };
        assert_eq!(result.unwrap_err().delivery(), Delivery::Unknown);
        assert_eq!(server.seen().requests.len(), requests);
        assert_eq!(server.seen().connections, requests);
    }
}

#[tokio::test]
async fn a_busy_gateway_is_asked_again_only_by_a_question() {
    let scripts: [&[Act]; 3] = [&[Act::Read, AWAY], &[Act::Read, AWAY], &[Act::Read, FINE]];

    let server = Server::plain(&scripts).await;
    let said = at(server.url()).build().unwrap().send(&Ask).await.unwrap();
    assert_eq!(said, Said { status: 200, body: "fine".into() });
    assert_eq!(server.seen().requests.len(), 3);

    for repeatable in [true, false] {
        let server = Server::plain(&scripts).await;
        let client = at(server.url()).build().unwrap();
        let result = if repeatable { client.send(&Change).await } else { client.send(&Pay).await };
        assert_eq!(result.unwrap_err().delivery(), Delivery::Unknown);
        assert_eq!(server.seen().requests.len(), 1);
    }
}

#[tokio::test]
async fn every_attempt_has_a_stamp_of_its_own() {
    let server = Server::plain(&[&[Act::Read, AWAY]]).await;
    let frozen = || std::time::UNIX_EPOCH + std::time::Duration::from_secs(1);
    let client = at(server.url()).clock(frozen).build().unwrap();

    client.send(&Ask).await.unwrap_err();

    let stamps: Vec<_> =
        server.seen().requests.iter().map(|request| stamp_in(request.as_bytes())).collect();
    assert_eq!(stamps, [1000, 1001, 1002]);
}

#[tokio::test]
async fn an_attempt_that_may_have_arrived_is_not_forgotten_by_one_that_did_not() {
    let made = AtomicUsize::new(0);
    let client = at("https://shop.example")
        .transport(move |_, _| {
            let cause = std::io::Error::other("broken");
            let error = match made.fetch_add(1, Ordering::Relaxed) {
                0 => Error::after(ErrorKind::Transport, cause),
                _ => Error::before(ErrorKind::Connect, cause),
            };
            async { Err(error.transient()) }
        })
        .build()
        .unwrap();

    let error = client.send(&Ask).await.unwrap_err();

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
}

#[tokio::test]
async fn random_bytes_are_new_each_time() {
    let client = at("https://shop.example").build().unwrap();
    let bytes: HashSet<_> = (0..100).map(|_| client.random().unwrap()).collect();
    assert_eq!(bytes.len(), 100);
}
