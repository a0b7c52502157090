//! A transport of one's own: no socket, no TLS.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use pay_http::{Carried, Limits, Transport};
use pay_wire::WireRequest;

use crate::shop::{Said, Short, at};

#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<Vec<(String, Limits)>>>);

impl Transport for Recorder {
    fn carry(&self, request: WireRequest, limits: Limits) -> Carried<'_> {
        Box::pin(async move {
            self.0.lock().unwrap().push((request.to_text(), limits));
            Ok(http::Response::builder().status(201).body(Bytes::from("made")).unwrap().into())
        })
    }
}

#[tokio::test]
async fn it_gets_the_request_as_it_was_signed_and_the_limits() {
    let recorder = Recorder::default();
    let client = at("https://shop.example/v2")
        .clock(|| std::time::UNIX_EPOCH + Duration::from_secs(1))
        .connect_deadline(Duration::from_secs(3))
        .transport(recorder.clone())
        .build()
        .unwrap();

    let said = client.send(&Short).await.unwrap();

    assert_eq!(said, Said { status: 201, body: "made".into() });
    let seen = recorder.0.lock().unwrap();
    let [(text, limits)] = &seen[..] else { panic!("one request") };
    assert_eq!(
        text,
        "POST https://shop.example/v2/pay?key=s3cret\n\
         content-type: application/json\n\
         x-sign: s3cret\n\
         \n\
         {\"at\":1000,\"salt\":\"s3cret\"}"
    );
    assert_eq!((limits.connect, limits.read), (Duration::from_secs(3), Duration::from_secs(20)));
    assert_eq!(limits.max_answer, 10_000);
    assert!(limits.total <= Duration::from_millis(400));
}
