//! Connections that serve again, and those that do not.

use std::time::Duration;

use bytes::Bytes;
use pay_http::{Delivery, ErrorKind, Result, Reuse};
use pay_wire::{Endpoint, Safety, Stamp, WireRequest, WireResponse};

use crate::server::{Act, FINE, Identity, Server};
use crate::shop::{Ask, Pay, Shop, at};

const LONG: Reuse = Reuse::For(Duration::from_secs(60));

#[tokio::test]
async fn a_kept_connection_serves_again() {
    let server = Server::plain(&[&[Act::Read, FINE, Act::Read, FINE, Act::Read, FINE]]).await;
    let client = at(server.url()).reuse(LONG).build().unwrap();
    for _ in 0..3 {
        client.send(&Pay).await.unwrap();
    }
    assert_eq!(server.counts(), (1, 3));
}

/// A question that goes to another host than the shop's.
struct Elsewhere(String);

impl Endpoint for Elsewhere {
    type Gateway = Shop;
    type Response = ();

    const NAME: &'static str = "Elsewhere";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, _: &Shop, _: &Stamp) -> Result<WireRequest> {
        Ok(http::Request::post(&self.0).body(Bytes::new()).unwrap().into())
    }

    fn decode(&self, _: &Shop, _: &WireResponse) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_kept_connection_serves_its_own_host_alone() {
    let script = [Act::Read, FINE, Act::Read, FINE];
    let (here, there) = (Server::plain(&[&script]).await, Server::plain(&[&script]).await);
    let client = at(here.url()).reuse(LONG).build().unwrap();
    client.send(&Pay).await.unwrap();
    client.send(&Elsewhere(there.url())).await.unwrap();
    client.send(&Pay).await.unwrap();
    assert_eq!((here.counts(), there.counts()), ((1, 2), (1, 1)));
}

#[tokio::test]
async fn a_connection_of_its_own_is_closed_cleanly() {
    let identity = Identity::of(&["shop.example"]);
    let server = Server::tls(&identity, &[&[Act::Read, FINE, Act::Wait]]).await;
    let client = crate::tls::client(&server, &identity, "shop.example").build().unwrap();
    for _ in 0..2 {
        client.send(&Pay).await.unwrap();
    }
    server.until(|seen| seen.closed == [true, true]).await;
    assert_eq!(server.counts(), (2, 2));
}

#[tokio::test]
async fn kept_connections_are_closed_cleanly_with_the_client() {
    let identity = Identity::of(&["shop.example"]);
    let server = Server::tls(&identity, &[&[Act::Read, FINE, Act::Wait]]).await;
    let client = crate::tls::client(&server, &identity, "shop.example").reuse(LONG);
    client.build().unwrap().send(&Pay).await.unwrap();
    server.until(|seen| seen.closed == [true]).await;
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_is_replaced_without_a_repetition() {
    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    let client = at(server.url()).reuse(LONG).build().unwrap();
    for _ in 0..3 {
        client.send(&Pay).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(server.counts(), (3, 3));
}

#[tokio::test]
async fn a_kept_connection_that_breaks_after_the_request_is_not_replaced() {
    let server = Server::plain(&[&[Act::Read, FINE, Act::Read], &[Act::Read, FINE]]).await;
    let client = at(server.url()).reuse(LONG).build().unwrap();
    client.send(&Pay).await.unwrap();

    let error = client.send(&Pay).await.unwrap_err();

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
    assert_eq!(server.counts(), (1, 2));
}

#[tokio::test]
async fn a_question_on_a_kept_connection_that_breaks_is_asked_again_by_the_rule() {
    let server = Server::plain(&[&[Act::Read, FINE, Act::Read], &[Act::Read, FINE]]).await;
    let client = at(server.url()).reuse(LONG).build().unwrap();
    client.send(&Ask).await.unwrap();
    client.send(&Ask).await.unwrap();
    assert_eq!(server.counts(), (2, 3));
}

#[tokio::test]
async fn a_connection_is_not_kept_longer_than_said_or_than_the_gateway_says() {
    let brief = Reuse::For(Duration::from_millis(1));
    let server = Server::plain(&[&[Act::Read, FINE, Act::Read, FINE]]).await;
    let client = at(server.url()).reuse(brief).build().unwrap();
    for _ in 0..2 {
        client.send(&Pay).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(server.seen().connections, 2);

    let last = Act::Write(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    let server = Server::plain(&[&[Act::Read, last, Act::Wait]]).await;
    let client = at(server.url()).reuse(LONG).build().unwrap();
    for _ in 0..2 {
        client.send(&Pay).await.unwrap();
    }
    assert_eq!(server.counts(), (2, 2));
}

#[test]
fn a_client_outlives_the_runtime_of_its_connections() {
    let runtime = || tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let servers = runtime();
    let server = servers.block_on(Server::plain(&[&[Act::Read, FINE, Act::Read, FINE]]));
    let client = at(server.url()).reuse(LONG).build().unwrap();

    for _ in 0..2 {
        runtime().block_on(client.send(&Pay)).unwrap();
    }

    assert_eq!(server.counts(), (2, 2));
}
