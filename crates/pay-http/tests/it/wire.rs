//! The bytes of a request as they are on the wire, and of an answer as they come out.

use std::time::{Duration, UNIX_EPOCH};

use bytes::Bytes;
use http::Method;
use pay_http::{Result, Reuse};
use pay_wire::{Endpoint, Safety, Stamp, WireRequest, WireResponse};

use crate::server::{Act, FINE, Server};
use crate::shop::{Pay, Said, Shop, at};

const BODY: &str = r#"{"at":1700000000123,"salt":"s3cret"}"#;

fn frozen() -> std::time::SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_700_000_000_123)
}

#[tokio::test]
async fn a_request_is_written_as_it_was_signed() {
    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    let client = at(format!("{}/v1/", server.url())).clock(frozen).build().unwrap();

    let said = client.send(&Pay).await.unwrap();

    assert_eq!(said, Said { status: 200, body: "fine".into() });
    let (port, version) = (server.address.port(), env!("CARGO_PKG_VERSION"));
    assert_eq!(
        server.seen().requests,
        [format!(
            "POST /v1/pay?key=s3cret HTTP/1.1\r\n\
             host: 127.0.0.1:{port}\r\n\
             content-type: application/json\r\n\
             x-sign: s3cret\r\n\
             user-agent: hryvnia/{version}\r\n\
             connection: close\r\n\
             content-length: {}\r\n\
             \r\n\
             {BODY}",
            BODY.len()
        )]
    );
}

#[tokio::test]
async fn a_connection_that_may_serve_again_is_not_called_closed() {
    let server = Server::plain(&[&[Act::Read, FINE, Act::Read, FINE]]).await;
    let reuse = Reuse::For(Duration::from_secs(60));
    let client = at(server.url()).clock(frozen).reuse(reuse).build().unwrap();

    client.send(&Pay).await.unwrap();

    let request = server.seen().requests[0].clone();
    assert!(!request.contains("connection:"), "{request}");
    assert!(!request.contains("encoding"), "{request}");
}

/// A request with nothing in it, in the words of another version and for another host.
struct Bare<'a>(Method, &'a str);

impl Endpoint for Bare<'_> {
    type Gateway = Shop;
    type Response = ();

    const NAME: &'static str = "bare";
    const SAFETY: Safety = Safety::ReadOnly;

    fn encode(&self, _: &Shop, _: &Stamp) -> Result<WireRequest> {
        let request = http::Request::builder()
            .method(self.0.clone())
            .uri(self.1)
            .version(http::Version::HTTP_3)
            .header("user-agent", "the shop's own");
        Ok(request.body(Bytes::new()).unwrap().into())
    }

    fn decode(&self, _: &Shop, _: &WireResponse) -> Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_length_of_nothing_is_told_where_something_is_usual() {
    let server = Server::plain(&[&[Act::Read, FINE]]).await;
    let client = at(server.url()).build().unwrap();
    let (url, host) = (server.url(), server.address);

    client.send(&Bare(Method::GET, &url)).await.unwrap();
    client.send(&Bare(Method::POST, &format!("http://user:s3cret@{host}/a?b"))).await.unwrap();

    let rest =
        format!("HTTP/1.1\r\nhost: {host}\r\nuser-agent: the shop's own\r\nconnection: close\r\n");
    assert_eq!(
        server.seen().requests,
        [format!("GET / {rest}\r\n"), format!("POST /a?b {rest}content-length: 0\r\n\r\n")]
    );
}

#[tokio::test]
async fn a_redirect_is_an_answer_like_any_other() {
    let moved = b"HTTP/1.1 307 Moved\r\nlocation: /elsewhere\r\ncontent-length: 5\r\n\r\nmoved";
    let server = Server::plain(&[&[Act::Read, Act::Write(moved)]]).await;
    let client = at(server.url()).build().unwrap();

    let said = client.send(&Pay).await.unwrap();

    assert_eq!(said, Said { status: 307, body: "moved".into() });
    assert_eq!(server.counts(), (1, 1));
}

const CHUNKED: &[u8] = b"HTTP/1.1 500 No\r\ntransfer-encoding: chunked\r\n\r\n\
    3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";

const HINTED: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\n\r\n\
    HTTP/1.1 201 Made\r\ncontent-length: 1\r\n\r\n1";

const FOLLOWED: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nunasked";

#[tokio::test]
async fn every_framing_of_an_answer_is_read_whole() {
    for (answer, status, body) in [
        (&b"HTTP/1.1 200 OK\r\n\r\nto the end"[..], 200, "to the end"),
        (b"HTTP/1.0 200 OK\r\nconnection: close\r\n\r\nold", 200, "old"),
        (CHUNKED, 500, "abcde"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", 204, ""),
        (b"HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n", 304, ""),
        (HINTED, 201, "1"),
        (FOLLOWED, 200, ""),
    ] {
        let server = Server::plain(&[&[Act::Read, Act::Write(answer)]]).await;
        let client = at(server.url()).build().unwrap();
        let said = client.send(&Pay).await.unwrap();
        assert_eq!(said, Said { status, body: body.into() }, "{}", answer.escape_ascii());
    }
}
