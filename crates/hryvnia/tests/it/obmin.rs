//! Obmin: doubts, refusals, answers in every spelling, notifications, and the reconciler.

use std::time::Duration;

use hryvnia::obmin::{
    ApiError, ApiErrorKind, Budget, CreateOrder, Encoding, GetOrder, GetRoute, GetXmlRates,
    HashPlace, IpnSecret, IpnVerdict, ListOrders, Obmin, OpenOrder, OrderStatus, Reconciler, Sum,
    UpdateOrder, Verbs,
};
use hryvnia::{Delivery, ErrorKind, Received, Settled};
use pay_sandbox::obmin::HashPlace as Place;
use pay_sandbox::{Fault, Kind, Sandbox};

use crate::letterbox::Letterbox;
use crate::shop;

#[tokio::test]
async fn an_order_goes_its_way_in_every_encoding_and_with_either_set_of_verbs() {
    for encoding in [Encoding::Json, Encoding::Form] {
        for verbs in [Verbs::Modern, Verbs::Post] {
            for key in [true, false] {
                let sandbox = Sandbox::start().await;
                let account = if key { shop::exchanger(&sandbox) } else { Obmin::new() };
                let account = account.encoding(encoding).verbs(verbs);
                let client = shop::client_at(&sandbox, &sandbox.obmin(), account).build().unwrap();
                let made = shop::exchange_order(&client, "250").await;
                client.send(&UpdateOrder::confirm(made.access())).await.unwrap();
                let order = client.send(&GetOrder::of(made.access())).await.unwrap();
                assert_eq!(*order.status(), OrderStatus::WaitPayment);
                assert_eq!(order.out_amount().unwrap().decimal(), "4000".parse().ok());
                let listed = client.send(&ListOrders::new()).await;
                assert_eq!(
                    listed.is_ok_and(|all| all.orders().len() == 1),
                    key,
                    "only a key's own"
                );
            }
        }
    }
}

#[tokio::test]
async fn what_the_receiver_gets_can_be_the_wish() {
    let sandbox = Sandbox::start().await;
    let client = shop::obmin(&sandbox);
    let route = shop::route();
    let order = CreateOrder::new(&route, Sum::Received("4000".parse().unwrap()))
        .unwrap()
        .to_value("66be4d2d52f0bb5b9c12ca27", "5555555555554444")
        .route_value("66be4d2d52f0bb5b9c12ca2b", "a@shop.example")
        .agreed();
    order.check(&client.send(&GetRoute::of(&route)).await.unwrap()).unwrap();
    let made = client.send(&order).await.unwrap();
    assert_eq!(made.in_amount().unwrap().decimal(), "250".parse().ok());
}

#[tokio::test]
async fn a_refusal_says_which_limit_and_which_field() {
    let sandbox = Sandbox::start().await;
    let client = shop::obmin(&sandbox);
    let route = shop::route();
    for (sum, field) in [("1", None), ("20000", None), ("250", Some("not a card"))] {
        let order = shop::exchange(&route, sum);
        let order = match field {
            Some(value) => CreateOrder::new(&route, Sum::Given(sum.parse().unwrap()))
                .unwrap()
                .to_value("66be4d2d52f0bb5b9c12ca27", value)
                .route_value("66be4d2d52f0bb5b9c12ca2b", "a@shop.example")
                .agreed(),
            None => order,
        };
        let error = client.send(&order).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
        let kind = ApiError::of(&error).unwrap().kind().clone();
        match (sum, &kind) {
            ("1", ApiErrorKind::AmountTooLow { .. })
            | ("20000", ApiErrorKind::AmountTooHigh { .. })
            | ("250", ApiErrorKind::FieldInvalid(_)) => {}
            other => panic!("{other:?}"),
        }
        let rules = client.send(&GetRoute::of(&route)).await.unwrap();
        let early = order.check(&rules).unwrap_err();
        assert_eq!(early.delivery(), Delivery::NotSent, "{sum}: the route told it before");
    }
    assert_eq!(sandbox.obmin().status(shop::FIRST_ORDER), None);
}

#[tokio::test]
async fn a_create_in_doubt_is_not_sent_again_and_no_answer_settles_it() {
    for (fault, exists) in [
        (Fault::CloseAfterEffect, true),
        (Fault::ErrorAfterEffect, true),
        (Fault::CloseBeforeEffect, false),
    ] {
        let sandbox = Sandbox::start().await;
        let client = shop::obmin(&sandbox);
        sandbox.obmin().fault(fault.clone()).on("order/create").once();
        let error = client.send(&shop::exchange(&shop::route(), "250")).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{fault:?}");
        assert!(error.refusal().is_none());
        assert_eq!(sandbox.obmin().requests("order/create"), 1, "{fault:?}");
        assert_eq!(sandbox.obmin().status(shop::FIRST_ORDER).is_some(), exists, "{fault:?}");
    }
}

#[tokio::test]
async fn too_many_calls_are_a_doubt_after_a_create_and_tell_how_long_to_wait() {
    let sandbox = Sandbox::start().await;
    sandbox.obmin().configure(|settings| settings.rate_limit = Some(0));
    let client = shop::obmin(&sandbox);
    let error = client.send(&shop::exchange(&shop::route(), "250")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    let kind = ApiError::of(&error).unwrap().kind();
    assert!(matches!(kind, ApiErrorKind::RateLimited { retry_after: Some(_) }), "{kind:?}");
}

#[tokio::test]
async fn an_update_in_doubt_is_settled_by_the_order() {
    for (fault, settled) in
        [(Fault::CloseAfterEffect, Settled::Done), (Fault::CloseBeforeEffect, Settled::NotDone)]
    {
        let sandbox = Sandbox::start().await;
        let client = shop::obmin(&sandbox);
        let made = shop::exchange_order(&client, "250").await;
        sandbox.obmin().fault(fault.clone()).on("order/update-status").once();
        let confirm = UpdateOrder::confirm(made.access());
        assert_eq!(client.send(&confirm).await.unwrap_err().delivery(), Delivery::Unknown);
        let asked = client.send(&GetOrder::of(made.access())).await;
        assert_eq!(confirm.settle(&asked), settled, "{fault:?}");
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_not_printed() {
    let sandbox = Sandbox::start().await;
    let account = Obmin::new().api_key(sandbox.obmin().api_key(), "another-secret").unwrap();
    let client = shop::client_at(&sandbox, &sandbox.obmin(), account).build().unwrap();
    let error = client.send(&ListOrders::new()).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Answered);
    assert!(matches!(ApiError::of(&error).unwrap().kind(), ApiErrorKind::Unauthorized));
    assert!(!format!("{error} {error:?}").contains("another-secret"));
}

#[tokio::test]
async fn every_spelling_of_an_answer_has_the_same_meaning() {
    let sandbox = Sandbox::start().await;
    let client = shop::obmin(&sandbox);
    let made = shop::exchange_order(&client, "250").await;
    for fault in [Fault::NumbersAsText, Fault::ShuffledKeys, Fault::EmptyError] {
        sandbox.obmin().fault(fault.clone()).on("order/get").once();
        let order = client.send(&GetOrder::of(made.access())).await.unwrap();
        assert_eq!(*order.status(), OrderStatus::New, "{fault:?}");
        assert_eq!(order.in_amount().unwrap().decimal(), "250".parse().ok(), "{fault:?}");
        assert_eq!(order.uid(), Some(shop::FIRST_ORDER), "{fault:?}");
    }
    sandbox.obmin().configure(|settings| settings.legacy_envelope = true);
    let order = client.send(&GetOrder::of(made.access())).await.unwrap();
    assert_eq!(*order.status(), OrderStatus::New);
    sandbox.obmin().fault(Fault::UnknownStatus).on("order/get").once();
    let order = client.send(&GetOrder::of(made.access())).await.unwrap();
    assert_eq!(order.status().as_str(), "onHoliday");
    assert!(!order.status().is_done());
    for fault in [Fault::DuplicateKeys, Fault::NonJson] {
        sandbox.obmin().fault(fault.clone()).on("order/get").once();
        let error = client.send(&GetOrder::of(made.access())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{fault:?}");
    }
}

/// What the shop's server makes of the notification of a confirmed order.
async fn notified(sandbox: &Sandbox, fault: Option<Fault>) -> IpnVerdict {
    let client = shop::obmin(sandbox);
    let letterbox = Letterbox::open().await.unwrap();
    let (route, url) = (shop::route(), letterbox.url("/ipn?shop=7"));
    let secret = IpnSecret::random(&client).unwrap();
    let order = shop::exchange(&route, "250").ipn(&url, &secret).unwrap();
    let made = client.send(&order).await.unwrap();
    if let Some(fault) = fault {
        sandbox.obmin().fault(fault).on("callback").once();
    }
    client.send(&UpdateOrder::confirm(made.access())).await.unwrap();
    sandbox.callbacks().settled().await;
    let letters = letterbox.take();
    assert_eq!(letters.len(), 1);
    client.gateway().callback(Received::from(&letters[0]), |id| {
        assert_eq!(Some(id), made.id());
        Some(&secret)
    })
}

#[tokio::test]
async fn a_notification_is_believed_wherever_its_hash_is() {
    for (place, found) in [
        (Place::Body, HashPlace::Body),
        (Place::Query, HashPlace::Query),
        (Place::Header, HashPlace::Header),
    ] {
        let sandbox = Sandbox::start().await;
        sandbox.obmin().configure(|settings| settings.ipn_hash = vec![place]);
        let verdict = notified(&sandbox, None).await;
        let IpnVerdict::Valid(ipn) = &verdict else { panic!("{verdict:?}") };
        assert_eq!(*ipn.status(), OrderStatus::WaitPayment);
        assert_eq!(verdict.hash_place(), Some(found));
        assert_eq!(ipn.not_signed().to_values()[0].value(), "5555555555554444");
    }
}

#[tokio::test]
async fn a_notification_is_judged_by_its_own_secret() {
    for (fault, valid) in [
        (Fault::WrongSignature, false),
        (Fault::WrongSecret, false),
        (Fault::ContradictingSignature, false),
        (Fault::TamperedBody, false),
        (Fault::TamperedUnsigned, true),
    ] {
        let sandbox = Sandbox::start().await;
        let verdict = notified(&sandbox, Some(fault.clone())).await;
        match verdict {
            IpnVerdict::Valid(_) if valid => {}
            IpnVerdict::Invalid(_) if !valid => {}
            other => panic!("{fault:?}: {other:?}"),
        }
    }
    for fault in [Fault::ColonInField, Fault::DoubledSignature, Fault::DuplicateKeys] {
        let sandbox = Sandbox::start().await;
        let verdict = notified(&sandbox, Some(fault.clone())).await;
        assert!(matches!(verdict, IpnVerdict::Malformed(_)), "{fault:?}: {verdict:?}");
    }
    let sandbox = Sandbox::start().await;
    let verdict = notified(&sandbox, Some(Fault::MissingSignature)).await;
    assert!(matches!(verdict, IpnVerdict::Unsigned(_)), "{verdict:?}");
}

#[tokio::test]
async fn the_reconciler_is_woken_by_a_notification_and_ends_with_its_orders() {
    let sandbox = Sandbox::start().await;
    let client = shop::obmin(&sandbox);
    let made = shop::exchange_order(&client, "250").await;
    let uid = made.access().uid();
    let mut reconciler = Reconciler::new(&client, Budget::default());
    let handle = reconciler.handle();
    handle.add(OpenOrder::new(made.access().clone()));
    let first = reconciler.next().await.unwrap().unwrap();
    assert_eq!(*first.status(), OrderStatus::New);

    // nothing is due for seconds; what a notification's handler does makes it due
    let before = sandbox.obmin().requests("order/get");
    sandbox.obmin().act(&uid.to_string(), "confirm").unwrap();
    assert!(handle.wake(uid));
    let woken = tokio::time::timeout(Duration::from_secs(5), reconciler.next()).await;
    let change = woken.expect("it wakes").unwrap().unwrap();
    assert_eq!(*change.status(), OrderStatus::WaitPayment);
    assert_eq!(sandbox.obmin().requests("order/get") - before, 1);

    sandbox.obmin().act(&uid.to_string(), "module_confirm").unwrap();
    sandbox.clock().advance(Duration::from_secs(60));
    let done = reconciler.next().await.unwrap().unwrap();
    assert!(done.status().is_done(), "it was paid out meanwhile: {done:?}");
    drop(handle);
    assert!(reconciler.next().await.is_none(), "no order is left");
    let books = sandbox.ledger();
    let uid = uid.to_string();
    assert_eq!((books.of(Kind::Charge, &uid).len(), books.payouts(&uid).len()), (1, 1));
}

#[tokio::test]
async fn the_export_tells_the_rates_of_the_site() {
    let sandbox = Sandbox::start().await;
    let client = shop::obmin(&sandbox);
    let rates = client.send(&GetXmlRates::new()).await.unwrap();
    let ada = rates.rates().iter().find(|rate| rate.from().as_str() == "ADA").unwrap();
    assert_eq!(ada.to().as_str(), "CARDUAH");
    let (give, get) = (ada.give().unwrap().decimal(), ada.get().unwrap().decimal());
    assert_eq!(get.unwrap() / give.unwrap(), "16".parse().unwrap(), "16 UAH for 1 ADA");
}
