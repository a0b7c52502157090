//! Certificates, names and sessions.

use std::net::SocketAddr;

use pay_http::{ClientBuilder, Delivery, ErrorKind, Reuse, Roots};
use rcgen::date_time_ymd;
use rustls::HandshakeKind;
use rustls::version::{TLS12, TLS13};

use crate::server::{Act, FINE, Identity, Server};
use crate::shop::{Pay, Shop, at};

/// For a server that stands for `host`, trusting only the identity's authority.
pub(crate) fn client(server: &Server, identity: &Identity, host: &str) -> ClientBuilder<Shop> {
    let roots = Roots::none().and_pem(identity.authority_pem.as_bytes()).unwrap();
    at(format!("https://{host}")).resolve(host, server.address).roots(roots)
}

#[tokio::test]
async fn a_host_with_an_underscore_is_reached_under_its_name() {
    let identity = Identity::of(&["*.obmenka.ua"]);
    let server = Server::tls(&identity, &[&[Act::Read, FINE]]).await;
    let host = "acquiring_api.obmenka.ua";

    client(&server, &identity, host).build().unwrap().send(&Pay).await.unwrap();

    let seen = server.seen();
    assert_eq!(seen.handshakes[0].1.as_deref(), Some(host));
    assert!(seen.requests[0].contains("\r\nhost: acquiring_api.obmenka.ua\r\n"));
}

#[tokio::test]
async fn a_known_host_is_found_whatever_its_case_and_may_leave_the_port_open() {
    let identity = Identity::of(&["shop.example"]);
    let server = Server::tls(&identity, &[&[Act::Read, FINE]]).await;
    let roots = Roots::none().and_pem(identity.authority_pem.as_bytes()).unwrap();
    let client = at(format!("https://shop.example:{}", server.address.port()))
        .resolve("Shop.EXAMPLE", SocketAddr::new(server.address.ip(), 0))
        .roots(roots)
        .build()
        .unwrap();
    client.send(&Pay).await.unwrap();
}

#[tokio::test]
async fn what_speaks_no_tls_sent_nothing_and_is_not_tried_again() {
    let identity = Identity::of(&["shop.example"]);
    let server =
        Server::plain(&[&[Act::Write(b"HTTP/1.1 400 Bad Request\r\n\r\n"), Act::Wait]]).await;
    let client = client(&server, &identity, "shop.example").build().unwrap();

    let error = client.send(&Pay).await.unwrap_err();

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
    assert!(!error.is_transient());
    assert!(error.to_string().contains("no secure connection could be agreed on"), "{error}");
    assert_eq!(server.seen().connections, 1);
}

#[tokio::test]
async fn an_address_can_stand_in_a_certificate() {
    let identity = Identity::of(&["127.0.0.1"]);
    let server = Server::tls(&identity, &[&[Act::Read, FINE]]).await;
    let roots = Roots::none().and_pem(identity.authority_pem.as_bytes()).unwrap();
    let client = at(format!("https://{}", server.address)).roots(roots).build().unwrap();
    client.send(&Pay).await.unwrap();
}

#[tokio::test]
async fn a_certificate_that_is_not_good_is_refused_once_and_for_all() {
    let names = ["shop.example"];
    let good = Identity::of(&names);
    let expired = Identity::new(&names, rustls::ALL_VERSIONS, |params| {
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(2001, 1, 1);
    });
    let other = Identity::of(&["other.example"]);

    for (what, identity, trusted) in [
        ("unknown authority", &good, &other),
        ("expired", &expired, &expired),
        ("another name", &other, &other),
    ] {
        let server = Server::tls(identity, &[&[Act::Read, FINE]]).await;
        let client = client(&server, trusted, "shop.example").build().unwrap();

        let error = client.send(&Pay).await.unwrap_err();

        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Connect, Delivery::NotSent),
            "{what}"
        );
        assert!(!error.is_transient(), "{what}");
        assert!(error.to_string().contains("certificate is not trusted"), "{what}: {error}");
        assert_eq!(server.counts(), (1, 0), "{what}");
    }
}

#[tokio::test]
async fn the_bundled_roots_do_not_trust_just_anybody() {
    let identity = Identity::of(&["shop.example"]);
    let server = Server::tls(&identity, &[&[Act::Read, FINE]]).await;
    let client = at("https://shop.example").resolve("shop.example", server.address);
    let error = client.build().unwrap().send(&Pay).await.unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Connect, false));
}

#[tokio::test]
async fn a_new_connection_resumes_the_session_of_the_one_before() {
    for version in [&TLS12, &TLS13] {
        let identity = Identity::new(&["shop.example"], &[version], |_| {});
        let server = Server::tls(&identity, &[&[Act::Read, FINE]]).await;
        let client =
            client(&server, &identity, "shop.example").reuse(Reuse::Never).build().unwrap();

        for _ in 0..3 {
            client.send(&Pay).await.unwrap();
        }

        let kinds: Vec<_> = server.seen().handshakes.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds[1..], [HandshakeKind::Resumed; 2], "{version:?}");
        assert_ne!(kinds[0], HandshakeKind::Resumed, "{version:?}");
    }
}

#[tokio::test]
async fn a_server_without_tls_is_not_spoken_to() {
    let identity = Identity::of(&["shop.example"]);
    let server = Server::plain(&[&[Act::Write(b"HTTP/1.1 200 OK\r\n\r\n")]]).await;
    let client = client(&server, &identity, "shop.example").build().unwrap();
    let error = client.send(&Pay).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
}

#[tokio::test]
async fn an_answer_without_end_mark_is_whole_only_if_tls_said_goodbye() {
    let identity = Identity::of(&["shop.example"]);
    let answer = Act::Write(b"HTTP/1.1 200 OK\r\n\r\nto the end");
    let server =
        Server::tls(&identity, &[&[Act::Read, answer], &[Act::Read, answer, Act::HangUp]]).await;
    let client = client(&server, &identity, "shop.example").build().unwrap();

    assert_eq!(client.send(&Pay).await.unwrap().body, "to the end");

    let error = client.send(&Pay).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown));
    assert_eq!(error.body(), Some(&b"to the end"[..]));
}

#[cfg(feature = "system-roots")]
#[test]
fn the_roots_of_the_machine_are_found_or_missed_aloud() {
    match Roots::system() {
        Ok(roots) => drop(at("https://shop.example").roots(roots).build().unwrap()),
        Err(error) => assert_eq!(error.kind(), ErrorKind::Input),
    }
}
