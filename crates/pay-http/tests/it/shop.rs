//! A gateway that nobody has: its requests hold a secret wherever there is room for one.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use pay_http::{Client, ClientBuilder, Error, ErrorKind, Result, Retry};
use pay_wire::{
    Address, Defaults, Endpoint, Gateway, Refusal, Safety, Stamp, Turns, WireRequest, WireResponse,
};

/// What must show nowhere.
pub(crate) const SECRET: &str = "s3cret";

/// Pauses that a test can wait for.
pub(crate) const QUICK: Retry = Retry::new(3, Duration::from_millis(5), Duration::from_millis(10));

/// An account; `ORDERED` is whether its requests may not overtake one another.
pub(crate) struct Shop<const ORDERED: bool = false> {
    base: Address,
}

impl<const ORDERED: bool> Gateway for Shop<ORDERED> {
    const NAME: &'static str = "shop";
    const DEFAULTS: Defaults =
        Defaults::new(Duration::from_secs(20), Duration::from_secs(20), Duration::from_secs(40))
            .turns(if ORDERED { Turns::OneByOne } else { Turns::Any });

    fn at(self, base: Address) -> Self {
        Self { base }
    }
}

impl<const ORDERED: bool> Default for Shop<ORDERED> {
    fn default() -> Self {
        crate::spans::listen();
        Self { base: Address::well_known("https://shop.example/v1") }
    }
}

/// A builder for the shop at this address.
pub(crate) fn at(address: impl fmt::Display) -> ClientBuilder<Shop> {
    Client::builder(Shop::default()).at(address).retry(QUICK)
}

/// What the shop answered.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) status: u16,
    pub(crate) body: String,
}

macro_rules! endpoint {
    ($(#[$doc:meta])* $name:ident, $safety:ident $(, $constant:ident: $type:ty = $value:expr)*) => {
        $(#[$doc])*
        #[derive(Default)]
        pub(crate) struct $name<const ORDERED: bool = false>;

        impl<const ORDERED: bool> Endpoint for $name<ORDERED> {
            type Gateway = Shop<ORDERED>;
            type Response = Said;

            const NAME: &'static str = stringify!($name);
            const SAFETY: Safety = Safety::$safety;
            $(const $constant: $type = $value;)*

            fn encode(&self, shop: &Shop<ORDERED>, stamp: &Stamp) -> Result<WireRequest> {
                encode(shop, stamp)
            }

            fn decode(&self, _: &Shop<ORDERED>, answer: &WireResponse) -> Result<Said> {
                decode(answer)
            }
        }
    };
}

endpoint!(
    /// A question.
    Ask, ReadOnly
);
endpoint!(
    /// A change that may be made twice.
    Change, Repeatable
);
endpoint!(
    /// Money.
    Pay, Once
);
endpoint!(
    /// A question with a short answer that it waits for only briefly.
    Short, ReadOnly,
    DEADLINE: Option<Duration> = Some(Duration::from_millis(400)),
    MAX_ANSWER: usize = 10_000
);

endpoint!(
    /// A question that says it can wait for ever.
    Patient, ReadOnly,
    DEADLINE: Option<Duration> = Some(Duration::MAX)
);

fn encode<const ORDERED: bool>(shop: &Shop<ORDERED>, stamp: &Stamp) -> Result<WireRequest> {
    let request = http::Request::post(shop.base.join(&format!("/pay?key={SECRET}"))?)
        .header("content-type", "application/json")
        .header("x-sign", SECRET)
        .body(Bytes::from(format!("{{\"at\":{},\"salt\":\"{SECRET}\"}}", stamp.unix_ms())))
        .unwrap();
    Ok(request.into())
}

fn decode(answer: &WireResponse) -> Result<Said> {
    let (status, body) = (answer.status().as_u16(), answer.body());
    if answer.is_transient() {
        let away = std::io::Error::other("the shop is away");
        return Err(Error::after(ErrorKind::Transport, away).transient().with_body(body));
    }
    if status == 422 {
        let refusal = Refusal::new("422", String::from_utf8_lossy(body));
        return Err(Error::refused(refusal.clone(), refusal));
    }
    Ok(Said { status, body: String::from_utf8_lossy(body).into_owned() })
}

/// The milliseconds in a request of the shop.
pub(crate) fn stamp_in(request: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(request);
    let (_, from) = text.split_once("\"at\":").unwrap();
    from.split(',').next().unwrap().parse().unwrap()
}
