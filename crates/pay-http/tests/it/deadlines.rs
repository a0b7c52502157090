//! Time that runs out, and what it says about the request.

use std::time::{Duration, Instant};

use pay_http::{Delivery, Error, ErrorKind, Limits, Retry};
use pay_wire::{Result, WireResponse};

use crate::server::{Act, Identity, Server};
use crate::shop::{Ask, Patient, Pay, Short, at};

const BRIEF: Duration = Duration::from_millis(300);

/// Far beyond what was set, and far below what the shop's defaults are.
const MUCH_LATER: Duration = Duration::from_secs(15);

async fn timed(sending: impl Future<Output = Result<crate::shop::Said>>) -> Error {
    let started = Instant::now();
    let error = sending.await.unwrap_err();
    assert!(started.elapsed() < MUCH_LATER, "{:?}", started.elapsed());
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Timeout, true), "{error:?}");
    error
}

#[tokio::test]
async fn a_handshake_that_does_not_end_sent_nothing() {
    let identity = Identity::of(&["shop.example"]);
    let server = Server::plain(&[&[Act::Wait]]).await; // takes the connection, and speaks no TLS
    let client = || crate::tls::client(&server, &identity, "shop.example").retry(Retry::NEVER);

    let connecting = client().connect_deadline(BRIEF).build().unwrap();
    let error = timed(connecting.send(&Pay)).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("no connection was ready for use within 300ms"), "{error}");

    let whole = client().deadline(BRIEF).build().unwrap();
    let error = timed(whole.send(&Pay)).await;
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("deadline passed before a connection"), "{error}");
}

#[tokio::test]
async fn silence_after_the_request_is_unknown() {
    let server = Server::plain(&[&[Act::Read, Act::Wait]]).await;
    let client = at(server.url()).read_deadline(BRIEF).build().unwrap();

    let error = timed(client.send(&Pay)).await;

    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.to_string().contains("silent for 300ms"), "{error}");
    server.until(|seen| seen.closed.len() == 1).await;
    assert_eq!(server.seen().requests.len(), 1);
}

#[tokio::test]
async fn silence_within_the_answer_is_unknown_and_keeps_what_came() {
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\npaid";
    let server = Server::plain(&[&[Act::Read, Act::Write(half), Act::Wait]]).await;
    let client = at(server.url()).read_deadline(BRIEF).build().unwrap();

    let error = timed(client.send(&Pay)).await;

    assert_eq!((error.delivery(), error.body()), (Delivery::Unknown, Some(&b"paid"[..])));
}

#[tokio::test]
async fn an_answer_that_drips_ends_with_the_deadline() {
    let head = b"HTTP/1.1 200 OK\r\n\r\n";
    let drip = Act::Drip(b".", Duration::from_millis(20));
    let server = Server::plain(&[&[Act::Read, Act::Write(head), drip]]).await;
    let client = at(server.url()).deadline(BRIEF).build().unwrap();

    let error = timed(client.send(&Pay)).await;

    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.to_string().contains("deadline passed before there was a whole answer"));
    assert!(error.body().unwrap().starts_with(b"."));
}

#[tokio::test]
async fn an_endpoint_may_be_less_patient_than_its_gateway() {
    let server = Server::plain(&[&[Act::Read, Act::Wait]]).await;
    let client = at(server.url()).retry(Retry::NEVER).build().unwrap();
    assert_eq!(timed(client.send(&Short)).await.delivery(), Delivery::Unknown);
}

#[tokio::test]
async fn a_deadline_beyond_all_clocks_is_one_of_a_day() {
    let day = Duration::from_secs(24 * 60 * 60);
    let fine = move |_, limits: Limits| async move {
        assert!(limits.total <= day);
        Ok(http::Response::new(bytes::Bytes::new()).into())
    };
    let client = at("https://shop.example").transport(fine).build().unwrap();
    client.send(&Patient).await.unwrap();
}

#[tokio::test]
async fn a_deadline_of_the_client_wins_over_the_one_of_the_endpoint() {
    let late = |_, _| async {
        tokio::time::sleep(BRIEF * 3).await; // Short waits for less
        Ok(http::Response::new(bytes::Bytes::new()).into())
    };
    let client = at("https://shop.example").transport(late).deadline(MUCH_LATER).build().unwrap();
    client.send(&Short).await.unwrap();
}

#[tokio::test]
async fn a_transport_that_knows_no_time_is_given_up() {
    let endless = |_, _| std::future::pending::<Result<WireResponse>>();
    let client = at("https://shop.example").transport(endless).deadline(BRIEF).build().unwrap();
    assert_eq!(timed(client.send(&Pay)).await.delivery(), Delivery::Unknown);
}

#[tokio::test]
async fn no_attempt_is_begun_that_could_not_end_in_time() {
    let server = Server::plain(&[&[Act::Read]]).await;
    let pauses = Retry::new(9, Duration::from_secs(60), Duration::from_secs(60));
    let client = at(server.url()).retry(pauses).deadline(MUCH_LATER).build().unwrap();

    let started = Instant::now();
    let error = client.send(&Ask).await.unwrap_err();

    assert!(started.elapsed() < MUCH_LATER);
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(server.seen().requests.len(), 1);
}
