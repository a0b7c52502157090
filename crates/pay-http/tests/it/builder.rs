//! Settings that cannot be meant, and what a client shows of itself.

use std::time::Duration;

use bytes::Bytes;
use pay_http::{Client, ClientBuilder, Delivery, Error, ErrorKind, Limits, Result, Reuse, Roots};
use pay_wire::{Address, WireRequest, WireResponse};

use crate::server::Identity;
use crate::shop::{Pay, SECRET, Shop, at};

async fn unused(_: WireRequest, _: Limits) -> Result<WireResponse> {
    Ok(http::Response::new(Bytes::new()).into())
}

fn refused(builder: ClientBuilder<Shop>) -> Error {
    let error = builder.build().unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent));
    error
}

#[test]
fn what_cannot_be_meant_is_refused_with_a_reason() {
    let good = || at("https://shop.example");
    let here = "127.0.0.1:1".parse().unwrap();
    for (builder, reason) in [
        (at("shop.example"), "begin with `https://`"),
        (at("http://shop.example"), "use `https`"),
        (at("https://user:s3cret@shop.example"), "take it out"),
        (good().deadline(Duration::ZERO), "the deadline must be longer"),
        (good().connect_deadline(Duration::ZERO), "the connect deadline must be longer"),
        (good().read_deadline(Duration::MAX), "the read deadline must be longer"),
        (good().roots(Roots::none()), "no certificate is trusted"),
        (good().resolve("https://shop.example", here), "bare host name"),
        (good().resolve("shop.example:443", here), "bare host name"),
        (good().resolve("", here), "bare host name"),
        (good().transport(unused).roots(Roots::bundled()), "would not reach your own transport"),
        (good().transport(unused).reuse(Reuse::Never), "would not reach your own transport"),
        (
            good().transport(unused).resolve("shop.example", here),
            "would not reach your own transport",
        ),
    ] {
        let error = refused(builder).to_string();
        assert!(error.contains(reason), "{error}");
        assert!(!error.contains(SECRET), "{error}");
    }
}

#[test]
fn a_day_is_the_longest_deadline() {
    let day = Duration::from_secs(24 * 60 * 60);
    assert!(at("https://shop.example").deadline(day).build().is_ok());
    refused(at("https://shop.example").deadline(day + Duration::from_nanos(1)));
}

#[test]
fn an_address_is_given_as_text_or_as_an_address() {
    let address: Address = "https://shop.example/v3".parse().unwrap();
    for builder in
        [at("https://shop.example/v3"), at(String::from("https://shop.example/v3/")), at(&address)]
    {
        let shown = format!("{:?}", builder.build().unwrap());
        assert_eq!(shown, r#"Client { gateway: "shop", at: "https://shop.example/v3", .. }"#);
    }
}

#[test]
fn a_client_shows_the_gateway_and_nothing_else() {
    let client = Client::new(Shop::<false>::default());
    assert_eq!(format!("{client:?}"), r#"Client { gateway: "shop", .. }"#);
    let builder = Client::builder(Shop::<false>::default());
    assert_eq!(format!("{builder:?}"), r#"ClientBuilder { gateway: "shop", .. }"#);
}

#[test]
fn pem_text_without_a_certificate_is_refused() {
    let authority = Identity::of(&["shop.example"]).authority_pem;
    let roots = Roots::none().and_pem(authority.as_bytes()).unwrap();
    assert_eq!(format!("{roots:?}"), "Roots(1 certificates)");

    let key = "-----BEGIN PRIVATE KEY-----\nczNjcmV0\n-----END PRIVATE KEY-----\n";
    let broken = authority.replace("-----END CERTIFICATE-----", "");
    let empty = "-----BEGIN CERTIFICATE-----\nczNjcmV0\n-----END CERTIFICATE-----\n";
    for (pem, reason) in [
        ("", "no certificate"),
        ("s3cret", "no certificate"),
        (key, "no certificate"),
        (&broken, "damaged"),
        (empty, "cannot be trusted"),
    ] {
        let error = Roots::bundled().and_pem(pem.as_bytes()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error:?}").contains("s3cret"));
    }
}

#[test]
fn a_call_can_be_made_on_any_thread() {
    fn is_send<T: Send>(_: &T) {}
    fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}

    let client = Client::new(Shop::<false>::default());
    is_shared(&client);
    is_send(&client.send(&Pay));
}
