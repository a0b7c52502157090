//! Sending a create again, by name: never before two looks have found nothing.

use std::error::Error as _;

use paycore_commerce::{
    Answer, CreateInvoice, Currency, Delivery, Endpoint as _, Error, ErrorKind, FindInvoice,
    Invoice, Made, Mode, Result, SendAgain, SendAgainStep,
};

use crate::common::{amount, decode, gateway, stamp};

const NONE: &str = r#"{"data":[]}"#;
const OURS: &str = r#"{"data":[{"id":"cpi_1","status":"created","reference_id":"order-7","amount":1,"currency":"UAH"}]}"#;
const MADE: &str = r#"{"data":{"id":"cpi_1","status":"created","reference_id":"order-7"}}"#;

fn create() -> CreateInvoice<'static> {
    CreateInvoice::new("order-7", amount("1"), Currency::UAH, Mode::Live).unwrap()
}

/// What the create is answered with.
fn failed(status: u16, body: &str) -> Error {
    decode(&create(), status, body).unwrap_err()
}

/// What came of a look.
type Look = fn(&FindInvoice<'_>) -> Result<Answer<Option<Invoice>>>;

type Again<'r> = SendAgain<'r, CreateInvoice<'r>>;

/// What it wants at this moment, in a word or as a moment.
fn wants(again: &mut Again<'_>, now_ms: u64) -> String {
    match again.next(now_ms) {
        SendAgainStep::Find(find) => {
            let wire = find.encode(&gateway(), &stamp()).unwrap();
            assert_eq!(wire.uri().query(), Some("filter%5Breference_id%5D=order-7"));
            "find".to_owned()
        }
        SendAgainStep::Send(create) => {
            assert!(create.encode(&gateway(), &stamp()).is_ok());
            "send".to_owned()
        }
        SendAgainStep::WaitUntil(until_ms) => until_ms.to_string(),
    }
}

fn finds(again: &mut Again<'_>, now_ms: u64, body: &str) -> Option<Result<Made<Invoice>>> {
    let SendAgainStep::Find(find) = again.next(now_ms) else { panic!("it does not look") };
    again.found(decode(&find, 200, body), now_ms)
}

#[test]
fn what_is_there_is_given_back() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(502, "<html>")).unwrap();
    assert_eq!(wants(&mut again, 0), "find");
    let Some(Ok(Made::Before(invoice))) = finds(&mut again, 0, OURS) else { panic!("it is there") };
    assert_eq!((invoice.id().as_str(), invoice.raw()), ("cpi_1", OURS));
}

#[test]
fn it_is_sent_after_two_looks_and_a_pause() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(502, "<html>")).unwrap();
    assert!(finds(&mut again, 1_000, NONE).is_none());
    assert_eq!(wants(&mut again, 1_000), "31000");
    assert_eq!(wants(&mut again, 30_999), "31000");
    assert_eq!(wants(&mut again, 31_000), "find");
    assert!(finds(&mut again, 31_000, NONE).is_none());
    assert_eq!(wants(&mut again, 31_000), "send");
    let made = again.sent(decode(&create, 201, MADE));
    assert!(matches!(made, Some(Ok(Made::Now(_)))));
}

#[test]
fn it_may_turn_up_at_the_second_look() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(504, "")).unwrap();
    assert!(finds(&mut again, 0, NONE).is_none());
    assert!(matches!(finds(&mut again, 30_000, OURS), Some(Ok(Made::Before(_)))));
}

#[test]
fn after_a_no_that_may_mean_duplicate_nothing_is_sent() {
    let create = create();
    for status in [409, 422] {
        let error = failed(status, r#"{"error_codes":["reference_id_duplicate"]}"#);
        let mut again = SendAgain::after(&create, error).unwrap();
        let Some(Err(error)) = finds(&mut again, 0, NONE) else { panic!("{status}") };
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Unknown));

        let error = failed(status, r#"{"error_codes":["reference_id_duplicate"]}"#);
        let mut again = SendAgain::after(&create, error).unwrap();
        assert!(matches!(finds(&mut again, 0, OURS), Some(Ok(Made::Before(_)))));
    }
    // 429 also means "too many", and then there is nothing
    let mut again = SendAgain::after(&create, failed(429, r#"{"error":"slow down"}"#)).unwrap();
    assert!(finds(&mut again, 0, NONE).is_none());
    assert!(finds(&mut again, 30_000, NONE).is_none());
    assert_eq!(wants(&mut again, 30_000), "send");
}

#[test]
fn another_one_under_the_same_reference_ends_it() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(500, "")).unwrap();
    let other = OURS.replace(r#""amount":1"#, r#""amount":2"#);
    let Some(Err(error)) = finds(&mut again, 0, &other) else { panic!("it is another one") };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
    assert!(error.to_string().starts_with("another one has this `reference_id`"), "{error}");
    assert!(error.source().is_none());
}

#[test]
fn a_look_that_failed_leaves_the_doubt() {
    let create = create();
    let refused: Look = |find| decode(find, 401, r#"{"error":"no"}"#);
    let unsent: Look = |_| Err(Error::before(ErrorKind::Connect, std::fmt::Error));
    for (look, kind) in [(refused, ErrorKind::Refused), (unsent, ErrorKind::Connect)] {
        let mut again = SendAgain::after(&create, failed(500, "")).unwrap();
        let SendAgainStep::Find(find) = again.next(0) else { panic!("it does not look") };
        let Some(Err(error)) = again.found(look(&find), 0) else { panic!("it goes on") };
        // not "not sent", and not "the gateway said no": that was the look
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Unknown));
        assert!(error.refusal().is_none() && error.source().is_some());
        assert!(error.to_string().starts_with("whether it was made could not be looked up"));
        assert!(SendAgain::after(&create, error).is_ok(), "it can be begun again");
    }
}

#[test]
fn one_that_could_not_be_sent_again_leaves_the_doubt_about_the_first() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(500, "")).unwrap();
    let mut now_ms = 0;
    for pause in [30_000, 60_000, 120_000] {
        assert!(finds(&mut again, now_ms, NONE).is_none());
        now_ms += pause;
        assert!(finds(&mut again, now_ms, NONE).is_none());
        let unsent = Error::before(ErrorKind::Connect, std::fmt::Error);
        assert!(again.sent(Err(unsent)).is_none());
    }
    let Some(Err(error)) = finds(&mut again, now_ms, NONE) else { panic!("a fourth time") };
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
}

#[test]
fn it_is_sent_three_times_at_most_with_longer_pauses() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(500, "")).unwrap();
    let mut now_ms = 0;
    for pause in [30_000, 60_000, 120_000] {
        assert!(finds(&mut again, now_ms, NONE).is_none());
        assert_eq!(wants(&mut again, now_ms), (now_ms + pause).to_string());
        now_ms += pause;
        assert!(finds(&mut again, now_ms, NONE).is_none());
        assert_eq!(wants(&mut again, now_ms), "send");
        assert!(again.sent(Err(failed(500, ""))).is_none());
    }
    let Some(Err(error)) = finds(&mut again, now_ms, NONE) else { panic!("a fourth time") };
    assert_eq!(error.delivery(), Delivery::Unknown);
}

#[test]
fn a_refusal_ends_it_after_a_look_and_only_the_unknown_begins_it() {
    let create = create();
    let mut again = SendAgain::after(&create, failed(500, "")).unwrap();
    assert!(finds(&mut again, 0, NONE).is_none() && finds(&mut again, 30_000, NONE).is_none());
    let refused = || failed(422, r#"{"error_codes":["amount_too_big"]}"#);
    assert_eq!(refused().delivery(), Delivery::Answered);
    assert!(again.sent(Err(refused())).is_none(), "it may be about the first one");
    let Some(Err(error)) = finds(&mut again, 30_000, NONE) else { panic!("it goes on") };
    assert_eq!(error.delivery(), Delivery::Answered);

    let mut again = SendAgain::after(&create, failed(500, "")).unwrap();
    assert!(finds(&mut again, 0, NONE).is_none() && finds(&mut again, 30_000, NONE).is_none());
    assert!(again.sent(Err(refused())).is_none());
    assert!(matches!(finds(&mut again, 30_000, OURS), Some(Ok(Made::Before(_)))), "it was");

    let answered = failed(403, r#"{"error":"Not allowed"}"#);
    assert_eq!(SendAgain::after(&create, answered).unwrap_err().delivery(), Delivery::Answered);
    let unsent = Error::before(ErrorKind::Connect, std::fmt::Error);
    assert_eq!(SendAgain::after(&create, unsent).unwrap_err().delivery(), Delivery::NotSent);
}

#[test]
fn the_gateways_own_pause_counts_if_it_is_longer() {
    let create = create();
    for (asked, until_ms) in [("7", 30_000), ("45", 45_000), ("soon", 30_000)] {
        let response = http::Response::builder().status(429).header("retry-after", asked);
        let response = response.body(bytes::Bytes::from_static(b"{\"error\":\"slow down\"}"));
        let error = create.decode(&gateway(), &response.unwrap().into()).unwrap_err();
        let mut again = SendAgain::after(&create, error).unwrap();
        assert!(finds(&mut again, 0, NONE).is_none());
        assert_eq!(wants(&mut again, 0), until_ms.to_string());
    }
}

#[cfg(feature = "client")]
#[tokio::test]
async fn a_client_drives_it() -> Result<()> {
    use std::sync::{Arc, Mutex};
    use std::time::{Duration, SystemTime};

    use paycore_commerce::{
        Client, CreatePayout, Fields, Retry, Service, WireRequest, WireResponse,
    };

    let to = Fields::new().with("card_number", "4111111111111111")?;
    let service = Service::PAYMENT_CARD_UAH;
    let create = CreatePayout::new("p-9", amount("1"), Currency::UAH, service, to, Mode::Live)?;

    let made = r#"{"data":{"id":"cpoi_1","status":"created","reference_id":"p-9"}}"#;
    let answers = Mutex::new(vec![(201, made), (200, NONE), (200, NONE), (502, "<html>")]);
    let asked = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let carry = move |request: WireRequest, _| {
        log.lock().unwrap().push(request.method().to_string());
        let (status, body) = answers.lock().unwrap().pop().unwrap();
        let answer: WireResponse = crate::common::answer(status, body);
        async move { Ok(answer) }
    };
    // a clock that is half a minute later at every look
    let now = Mutex::new(SystemTime::UNIX_EPOCH);
    let clock = move || {
        let mut now = now.lock().unwrap();
        *now += Duration::from_secs(30);
        *now
    };
    let builder = Client::builder(gateway()).transport(carry).retry(Retry::NEVER);
    let client = builder.clock(clock).build()?;

    let error = client.send(&create).await.unwrap_err();
    let end = SendAgain::after(&create, error)?.drive(&client).await?;
    let Made::Now(payout) = end else { panic!("it was there") };
    assert_eq!(payout.id().as_str(), "cpoi_1");
    assert_eq!(*asked.lock().unwrap(), ["POST", "GET", "GET", "POST"]);
    Ok(())
}
