//! Each phase fails once, and says how far the request got.

use std::net::SocketAddr;
use std::time::Duration;

use pay_http::{Delivery, Error, ErrorKind, Retry};
use tokio::net::TcpListener;
#[cfg(target_os = "linux")]
use tokio::net::{TcpSocket, TcpStream};
#[cfg(target_os = "linux")]
use tokio::time::timeout;

use crate::server::{Act, FINE, Identity, Server};
use crate::shop::{Ask, Pay, at};

/// An address of this machine where nobody listens.
async fn nobody() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap()
}

fn told(error: &Error) -> (ErrorKind, Delivery, bool) {
    (error.kind(), error.delivery(), error.is_transient())
}

#[tokio::test]
async fn a_name_that_does_not_resolve_sent_nothing() {
    // too long for the name system, so no server is asked
    let client = at(format!("https://{}.example", "a".repeat(64))).build().unwrap();
    let error = client.send(&Pay).await.unwrap_err();
    assert_eq!(told(&error), (ErrorKind::Connect, Delivery::NotSent, true));
    assert!(error.to_string().contains("cannot be resolved"), "{error}");
}

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    let client = at(format!("http://{}", nobody().await)).build().unwrap();
    let error = client.send(&Pay).await.unwrap_err();
    assert_eq!(told(&error), (ErrorKind::Connect, Delivery::NotSent, true));
    assert_eq!(
        error.to_string(),
        "shop Pay: the gateway cannot be reached; nothing was sent: it is safe to try again"
    );
}

#[tokio::test]
async fn the_second_address_is_tried_when_the_first_refuses() {
    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    let client = at("http://localhost")
        .resolve("LOCALHOST", nobody().await)
        .resolve("localhost", server.address)
        .retry(Retry::NEVER)
        .build()
        .unwrap();
    client.send(&Pay).await.unwrap();
    assert!(server.seen().requests[0].contains("\r\nhost: localhost\r\n"));
}

/// Linux leaves a connection unanswered that finds the queue of its listener full.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn the_second_address_is_tried_when_the_first_is_silent() {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let silent = listener.local_addr().unwrap();
    let brief = Duration::from_millis(500);
    let mut waiting = Vec::new();
    while let Ok(stream) = timeout(brief, TcpStream::connect(silent)).await {
        waiting.push(stream.unwrap());
    }

    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    let client = at("http://localhost")
        .resolve("localhost", silent)
        .resolve("localhost", server.address)
        .retry(Retry::NEVER)
        .build()
        .unwrap();
    client.send(&Pay).await.unwrap();
    assert_eq!(server.counts(), (1, 1));
}

#[tokio::test]
async fn a_connection_that_ends_in_the_handshake_sent_nothing_and_is_made_again() {
    let identity = Identity::of(&["shop.example"]);
    let server =
        Server::tls(&identity, &[&[Act::HangUp], &[Act::HangUp], &[Act::Read, FINE]]).await;
    let client = crate::tls::client(&server, &identity, "shop.example").build().unwrap();

    client.send(&Pay).await.unwrap();
    assert_eq!(server.counts(), (3, 1));

    let server = Server::tls(&identity, &[&[Act::HangUp]]).await;
    let client = crate::tls::client(&server, &identity, "shop.example").build().unwrap();
    let error = client.send(&Pay).await.unwrap_err();
    assert_eq!(told(&error), (ErrorKind::Connect, Delivery::NotSent, true));
    assert_eq!(server.seen().connections, 3);
}

#[tokio::test]
async fn a_connection_that_ends_before_the_request_tells_nothing_untrue() {
    let server = Server::plain(&[&[Act::HangUp]]).await;
    let client = at(server.url()).retry(Retry::NEVER).build().unwrap();
    let error = client.send(&Pay).await.unwrap_err();
    // it depends on who is faster, and each is true
    match error.delivery() {
        Delivery::NotSent => assert_eq!(told(&error).0, ErrorKind::Connect),
        other => assert_eq!(told(&error), (ErrorKind::Transport, other, true)),
    }
    assert_eq!(server.counts(), (1, 0));
}

#[tokio::test]
async fn a_connection_that_ends_after_the_request_leaves_it_unknown() {
    let server = Server::plain(&[&[Act::Read]]).await;
    let client = at(server.url()).build().unwrap();
    let error = client.send(&Pay).await.unwrap_err();
    assert_eq!(told(&error), (ErrorKind::Transport, Delivery::Unknown, true));
    assert_eq!(
        error.to_string(),
        "shop Pay: the connection broke before there was a whole answer; \
         money may have moved: find out what became of it before anything else is sent"
    );
    assert_eq!(server.seen().requests.len(), 1);
}

#[tokio::test]
async fn a_refusal_is_answered() {
    let no = b"HTTP/1.1 422 No\r\ncontent-length: 2\r\n\r\nno";
    let server = Server::plain(&[&[Act::Read, Act::Write(no)]]).await;
    let error = at(server.url()).build().unwrap().send(&Ask).await.unwrap_err();
    assert_eq!(told(&error), (ErrorKind::Refused, Delivery::Answered, false));
    assert_eq!(error.refusal().unwrap().message(), "no");
}

#[tokio::test]
async fn plain_http_to_another_machine_is_refused_at_the_socket() {
    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    for elsewhere in ["192.0.2.1:80", "[2001:db8::1]:80", "0.0.0.0:80"] {
        let client = at("http://localhost").resolve("localhost", elsewhere.parse().unwrap());
        let error = client.build().unwrap().send(&Pay).await.unwrap_err();
        assert_eq!(told(&error), (ErrorKind::Input, Delivery::NotSent, false), "{elsewhere}");
    }
    // an address of this machine in IPv6 clothes is good
    let here = SocketAddr::new("::ffff:127.0.0.1".parse().unwrap(), server.address.port());
    let client = at("http://localhost").resolve("localhost", here).build().unwrap();
    client.send(&Pay).await.unwrap();
}

#[tokio::test]
async fn a_dropped_future_closes_its_connection_and_sends_no_more() {
    let server = Server::plain(&[&[Act::Read, Act::Wait]]).await;
    let client = at(server.url()).build().unwrap();

    let sending = tokio::spawn(async move { client.send(&Ask).await });
    server.until(|seen| seen.requests.len() == 1).await;
    sending.abort();

    server.until(|seen| seen.closed.len() == 1).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.counts(), (1, 1));
}
