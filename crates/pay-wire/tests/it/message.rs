//! Bytes out, bytes back, bytes that came by themselves.

use bytes::Bytes;
use pay_wire::{HeaderFault, Received, Stamp, WireRequest, WireResponse};

fn request() -> WireRequest {
    http::Request::post("https://api.example/pay?secret=s3cret")
        .header("x-sign", "s3cret")
        .header("content-type", "application/json")
        .body(Bytes::from_static(b"{\"key\":\"s3cret\"}"))
        .unwrap()
        .into()
}

fn answer(values: &[&'static [u8]]) -> WireResponse {
    let mut response = http::Response::new(Bytes::from_static(b"s3cret"));
    for value in values {
        response.headers_mut().append("x-sign", http::HeaderValue::from_bytes(value).unwrap());
    }
    response.into()
}

#[test]
fn text_shows_everything_in_a_stable_order() {
    assert_eq!(
        request().to_text(),
        "POST https://api.example/pay?secret=s3cret\n\
         content-type: application/json\n\
         x-sign: s3cret\n\
         \n\
         {\"key\":\"s3cret\"}"
    );
}

#[test]
fn debug_shows_nothing_that_may_be_secret() {
    assert_eq!(format!("{:?}", Stamp::new(7, [7; 32])), "Stamp { unix_ms: 7, .. }");
    assert_eq!(format!("{:?}", request()), "WireRequest(POST api.example /pay, 16 bytes)");
    assert_eq!(format!("{:?}", answer(&[b"s3cret"])), "WireResponse(200, 6 bytes)");
    let headers: [(&str, &[u8]); 1] = [("x-sign", b"s3cret")];
    let received = Received::new("/callback?hash=s3cret", &headers, b"s3cret");
    assert_eq!(format!("{received:?}"), "Received(/callback, 6 bytes)");
}

#[test]
fn a_header_is_there_once_or_not_at_all() {
    let name = "x-sign";
    assert_eq!(answer(&[b"abc"]).sole_header(name), Ok("abc"));
    assert_eq!(answer(&[]).sole_header(name), Err(HeaderFault::Missing { name }));
    assert_eq!(answer(&[b"abc", b"abc"]).sole_header(name), Err(HeaderFault::Doubled { name }));
    assert_eq!(answer(&[b"a\tb"]).sole_header(name), Err(HeaderFault::Unreadable { name }));
    assert_eq!(
        answer(&["\u{456}".as_bytes()]).sole_header(name),
        Err(HeaderFault::Unreadable { name })
    );
    // `http` lets no such byte in, a list from another framework does
    let headers: [(&str, &[u8]); 1] = [(name, b"a\x7fb")];
    let received = Received::new("/", &headers, b"");
    assert_eq!(received.sole_header(name), Err(HeaderFault::Unreadable { name }));
}

#[test]
fn a_callback_is_the_same_from_a_request_and_from_parts() {
    let request = http::Request::post("/callback?a=1?b")
        .header("X-Sign", "one")
        .header("x-sign", "two")
        .body(b"body".to_vec())
        .unwrap();
    let headers: [(&str, &[u8]); 3] = [("X-Sign", b"one"), ("Accept", b"*/*"), ("X-SIGN", b"two")];

    for received in [Received::from(&request), Received::new("/callback?a=1?b", &headers, b"body")]
    {
        assert_eq!(received.target(), "/callback?a=1?b");
        assert_eq!(received.query(), "a=1?b");
        assert_eq!(received.body(), b"body");
        assert_eq!(received.header("x-sign").collect::<Vec<_>>(), [b"one", b"two"]);
        assert_eq!(received.sole_header("x-sign"), Err(HeaderFault::Doubled { name: "x-sign" }));
    }
}

#[test]
fn a_busy_gateway_is_told_by_the_status() {
    for (status, transient) in [
        (429, true),
        (502, true),
        (503, true),
        (504, true),
        (500, false),
        (501, false),
        (505, false),
        (200, false),
        (400, false),
    ] {
        let answer: WireResponse =
            http::Response::builder().status(status).body(Bytes::new()).unwrap().into();
        assert_eq!(answer.is_transient(), transient, "{status}");
    }
}

#[test]
fn an_answer_remembers_when_it_was_asked_for() {
    let answer = || WireResponse::from(http::Response::new(Bytes::from_static(b"{}")));
    assert_eq!(answer().asked_ms(), None);

    let stamp = Stamp::new(1_710_441_369_000, [7; 32]);
    let asked = answer().asked_at(&stamp);
    assert_eq!(asked.asked_ms(), Some(1_710_441_369_000));
    assert_eq!(format!("{asked:?}"), "WireResponse(200, 2 bytes)");

    // the way through `http` keeps it
    let there = http::Response::from(asked);
    assert_eq!(WireResponse::from(there).asked_ms(), Some(1_710_441_369_000));
}
