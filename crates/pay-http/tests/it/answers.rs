//! Answers that are too long, cut off, or no HTTP at all.

use std::time::Duration;

use pay_http::{Delivery, ErrorKind, Retry};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::server::{Act, Server};
use crate::shop::{Pay, Short, at};

#[tokio::test]
async fn an_endless_answer_is_cut_at_the_cap() {
    let chunk = b"20\r\n................................\r\n";
    let head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let server = Server::plain(&[&[Act::Read, Act::Write(head), Act::Flood(chunk)]]).await;
    let client = at(server.url()).deadline(Duration::from_secs(60)).build().unwrap();

    let error = client.send(&Short).await.unwrap_err();

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert!(!error.is_transient());
    assert_eq!(error.body(), Some(&[b'.'; 4096][..]));
    assert_eq!(
        error.to_string(),
        "shop Short: the answer is longer than 10000 bytes; \
         it was a question, it moved nothing: ask again"
    );
    assert_eq!(server.seen().requests.len(), 1);
}

#[tokio::test]
async fn an_answer_that_announces_too_much_is_not_awaited() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999999\r\n\r\n";
    let beginning = Act::Write(&[b'.'; 5000]);
    let server = Server::plain(&[&[Act::Read, Act::Write(head), beginning, Act::Wait]]).await;
    let client = at(server.url()).build().unwrap();

    let error = client.send(&Pay).await.unwrap_err();

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert_eq!(error.body(), Some(&[b'.'; 4096][..]));
}

#[tokio::test]
async fn an_answer_of_exactly_the_cap_is_read() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 10000\r\n\r\n";
    let server =
        Server::plain(&[&[Act::Read, Act::Write(head), Act::Write(&[b'.'; 10_000])]]).await;
    let client = at(server.url()).deadline(Duration::from_secs(60)).build().unwrap();

    assert_eq!(client.send(&Short).await.unwrap().body.len(), 10_000);
}

#[tokio::test]
async fn a_truncated_answer_is_unknown_and_keeps_what_came() {
    for answer in [
        &b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\npaid"[..],
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npaid\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\npaid",
    ] {
        let server = Server::plain(&[&[Act::Read, Act::Write(answer)]]).await;
        let client = at(server.url()).build().unwrap();

        let error = client.send(&Pay).await.unwrap_err();

        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
        assert!(error.is_transient());
        assert_eq!(error.body(), Some(&b"paid"[..]), "{}", answer.escape_ascii());
        assert_eq!(server.seen().requests.len(), 1);
    }
}

#[tokio::test]
async fn what_is_not_http_is_unknown_and_not_asked_again() {
    let many = [&b"HTTP/1.1 200 OK\r\n"[..], &b"x: y\r\n".repeat(101), b"\r\n"].concat();
    let long = [&b"HTTP/1.1 200 OK\r\nx: "[..], &b"y".repeat(70_000), b"\r\n\r\n"].concat();
    for answer in [
        &b"SSH-2.0-OpenSSH_9.6\r\n\r\n"[..],
        b"HTTP/9.9 200 OK\r\n\r\n",
        b"HTTP/1.1 99999 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n12",
        b"HTTP/1.1 200 OK\r\nb\0d: x\r\n\r\n",
        many.leak(),
        long.leak(),
    ] {
        let server = Server::plain(&[&[Act::Read, Act::Write(answer)]]).await;
        let client = at(server.url()).deadline(Duration::from_secs(60)).build().unwrap();

        let error = client.send(&Short).await.unwrap_err();

        let shown = answer[..answer.len().min(99)].escape_ascii();
        assert_eq!(error.kind(), ErrorKind::Transport, "{shown}");
        assert_eq!((error.delivery(), error.is_transient()), (Delivery::Unknown, false), "{shown}");
        assert_eq!(server.seen().requests.len(), 1, "{shown}");
    }
}

#[test]
fn no_bytes_from_the_network_panic() {
    let head = proptest::sample::select(vec![
        &b""[..],
        &b"HTTP/1.1 200 OK\r\n"[..],
        &b"HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n"[..],
        &b"HTTP/1.1 200 OK\r\ncontent-length: 20\r\n\r\n"[..],
        &b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"[..],
        &b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n"[..],
        &b"HTTP/1.1 204 No Content\r\n\r\n"[..],
    ]);
    let text = "[\\r\\n 0-9a-fx:;HTP/.-]{0,80}".prop_map(String::into_bytes);
    let rest = prop_oneof![any::<Vec<u8>>(), text];

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 256,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let result = runner.run(&(head, rest), |(head, rest)| {
        let answer = [head, &rest].concat().leak();
        runtime.block_on(async {
            let server = Server::plain(&[&[Act::Read, Act::Write(answer)]]).await;
            let client = at(server.url()).retry(Retry::NEVER).build().unwrap();
            match client.send(&Pay).await {
                Ok(said) => prop_assert!((100..1000).contains(&said.status)),
                Err(error) => prop_assert_eq!(
                    error.refusal().is_some(),
                    error.delivery() == Delivery::Answered
                ),
            }
            prop_assert_eq!(server.seen().requests.len(), 1);
            Ok(())
        })
    });
    result.unwrap();
}
