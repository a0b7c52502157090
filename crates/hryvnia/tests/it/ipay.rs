//! iPay: doubts that are settled, clocks that are off, answers in every spelling.

use std::time::Duration;

use hryvnia::ipay::{
    ApiError, ApiErrorKind, Browser, CalculateFee, CancelPayment, Cancellation, CapturePayment,
    Client, CreatePayment, Endpoint, GetInvoiceLink, GetPayment, GoogleToken, IPay, Kopecks,
    PaymentStatus, PmtId, ProcessPayment, Received, Step, ThreedsData, ThreedsInfo, TryAgain,
    VerifyPayment,
};
use hryvnia::{Delivery, Settled};
use pay_sandbox::{Fault, Kind, Sandbox};

use crate::letterbox::Letterbox;
use crate::shop;

fn token(sandbox: &Sandbox) -> GoogleToken {
    GoogleToken::new(&sandbox.ipay().google_token()).unwrap()
}

fn threeds(notification_url: &str) -> ThreedsInfo<'_> {
    let browser = Browser {
        language: "uk-UA",
        screen_height: 1080,
        screen_width: 1920,
        color_depth: 24,
        timezone_offset: -180,
        accept_header: "*/*",
        user_agent: "x",
    };
    ThreedsInfo::new(notification_url, "https://shop.example", browser).unwrap()
}

#[tokio::test]
async fn a_lost_answer_is_settled_by_our_own_number() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let token = token(&sandbox);
    let payment = CreatePayment::new("order-1", Kopecks::new(15_000), &token).unwrap();
    sandbox.ipay().fault(Fault::CloseAfterEffect).on("PaymentCreate").once();

    let error = client.send(&payment).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(sandbox.ipay().requests("PaymentCreate"), 1);
    let asked = client.send(&GetPayment::of("order-1")).await;
    assert_eq!(payment.settle(&asked), Settled::Done);
    assert!(matches!(asked.unwrap().step(), Step::Paid));
    assert_eq!(sandbox.ledger().charges("order-1").len(), 1);
}

#[tokio::test]
async fn a_lost_request_stays_open_because_nothing_proves_it_missing() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let token = token(&sandbox);
    let payment = CreatePayment::new("order-1", Kopecks::new(15_000), &token).unwrap();
    sandbox.ipay().fault(Fault::CloseBeforeEffect).on("PaymentCreate").once();

    assert_eq!(client.send(&payment).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetPayment::of("order-1")).await;
    assert_eq!(payment.settle(&asked), Settled::Open);
    assert!(sandbox.ledger().entries().is_empty());
}

#[tokio::test]
async fn an_overall_error_after_the_effect_is_neither_yes_nor_no() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let token = token(&sandbox);
    let payment = CreatePayment::new("order-1", Kopecks::new(15_000), &token).unwrap();
    sandbox.ipay().fault(Fault::ErrorAfterEffect).on("PaymentCreate").once();

    let error = client.send(&payment).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert!(error.refusal().is_none());
    assert_eq!(ApiError::of(&error).unwrap().kind(), ApiErrorKind::OverallError);
    assert_eq!(sandbox.ledger().charges("order-1").len(), 1);
}

#[tokio::test]
async fn a_clock_that_is_off_is_told_with_its_skew_and_asked_once() {
    let off = Duration::from_secs(7200);
    for is_late in [true, false] {
        let sandbox = Sandbox::start().await;
        let clock = sandbox.clock();
        let client = shop::client_at(&sandbox, &sandbox.ipay(), shop::merchant(&sandbox))
            .clock(move || if is_late { clock.now() - off } else { clock.now() + off })
            .build()
            .unwrap();

        let error = client.send(&CalculateFee::new(Kopecks::new(100)).unwrap()).await.unwrap_err();
        let told = ApiError::of(&error).unwrap();
        assert_eq!(
            (told.kind(), error.delivery()),
            (ApiErrorKind::InvalidAuthTime, Delivery::Answered)
        );
        let skew = told.skew().unwrap().whole_seconds();
        let ahead = if is_late { skew } else { -skew };
        assert!((7195..=7205).contains(&ahead), "{skew}");
        assert_eq!(sandbox.ipay().requests("CalculateFee"), 1);
    }
}

#[tokio::test]
async fn a_wrong_key_and_an_unknown_merchant_are_refused_and_no_key_is_printed() {
    let sandbox = Sandbox::start().await;
    let (login, key) = (sandbox.ipay().login(), sandbox.ipay().sign_key());
    for (login, key) in [(login.as_str(), "another-key"), ("nobody", key.as_str())] {
        let wrong = IPay::new(login, key).unwrap();
        let client = shop::client_at(&sandbox, &sandbox.ipay(), wrong).build().unwrap();
        let error = client.send(&CalculateFee::new(Kopecks::new(100)).unwrap()).await.unwrap_err();
        assert_eq!(ApiError::of(&error).unwrap().kind(), ApiErrorKind::InvalidAuth, "{login}");
        assert_eq!(error.delivery(), Delivery::Answered);
        assert!(!format!("{client:?} {error} {error:?}").contains(key));
    }
}

#[tokio::test]
async fn a_refused_card_says_whether_another_try_makes_sense() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let text = sandbox.ipay().google_token_for("4000000000009995");
    let token = GoogleToken::new(&text).unwrap();
    let payment = CreatePayment::new("order-1", Kopecks::new(15_000), &token).unwrap();
    let refused = client.send(&payment).await.unwrap();
    let Step::Refused(Some(group)) = refused.step() else { panic!("{refused:?}") };
    assert_eq!(group.try_again(), TryAgain::OtherCardOrLess, "not enough money");
    assert!(sandbox.ledger().charges("order-1").is_empty());
    let asked = client.send(&GetPayment::of("order-1")).await;
    assert_eq!(payment.settle(&asked), Settled::NotDone);
}

#[tokio::test]
async fn a_hold_is_taken_in_part_or_let_go() {
    let sandbox = Sandbox::start().await;
    let (login, key) = sandbox.ipay().second_merchant();
    let account = IPay::new(login, key).unwrap();
    let client = shop::client_at(&sandbox, &sandbox.ipay(), account).build().unwrap();

    let first = token(&sandbox);
    let payment = CreatePayment::new("order-1", Kopecks::new(15_000), &first).unwrap();
    let held = client.send(&payment).await.unwrap();
    let Step::Capture(held) = held.step() else { panic!("{held:?}") };
    assert!(CapturePayment::part(&held, Kopecks::new(15_001)).is_err(), "more than is held");
    let capture = CapturePayment::part(&held, Kopecks::new(10_000)).unwrap();
    sandbox.ipay().fault(Fault::CloseAfterEffect).on("PaymentSale").once();
    assert_eq!(client.send(&capture).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetPayment::of(held.pmt_id())).await;
    assert_eq!(capture.settle(&asked), Settled::Done);
    assert_eq!(sandbox.ledger().of(Kind::Capture, "order-1").len(), 1);

    let second = token(&sandbox);
    let payment = CreatePayment::new("order-2", Kopecks::new(15_000), &second).unwrap();
    let held = client.send(&payment).await.unwrap();
    let cancel = CancelPayment::whole(held.pmt_id().unwrap());
    let cancelled = client.send(&cancel).await.unwrap();
    assert!(matches!(*cancelled, Cancellation::Cancelled(_)));
    assert_eq!(sandbox.ledger().of(Kind::Release, "order-2").len(), 1);
}

#[tokio::test]
async fn a_partial_cancellation_in_doubt_is_open_for_ever() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let token = token(&sandbox);
    let payment = CreatePayment::new("order-1", Kopecks::new(15_000), &token).unwrap();
    let pmt_id: PmtId = client.send(&payment).await.unwrap().pmt_id().unwrap();
    let cancel = CancelPayment::part(pmt_id, Kopecks::new(4_000)).unwrap();
    sandbox.ipay().fault(Fault::CloseAfterEffect).on("PaymentCancel").once();

    assert_eq!(client.send(&cancel).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetPayment::of(pmt_id)).await;
    assert_eq!(cancel.settle(&asked), Settled::Open);
    assert_eq!(sandbox.ledger().of(Kind::Refund, "order-1").len(), 1);
}

#[tokio::test]
async fn what_the_browser_posts_goes_on_as_it_came() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let token = token(&sandbox);
    let shop = Letterbox::open().await.unwrap();
    let url = shop.url("/3ds?key=7");
    let payment = CreatePayment::new("order-1", Kopecks::new(60_000), &token).unwrap();
    let started = client.send(&payment.threeds(threeds(&url))).await.unwrap();
    let Step::Verify(challenge) = started.step() else { panic!("{started:?}") };

    let value = sandbox.ipay().pass_3ds("order-1").unwrap();
    assert!(value.contains('+') && value.contains('/'), "what a form spells in another way");
    sandbox.callbacks().settled().await;
    let letters = shop.take();
    let posted = ThreedsData::posted(Received::from(&letters[0])).unwrap();

    let verify = VerifyPayment::new(challenge.pmt_id(), &posted);
    assert!(client.send(&verify).await.unwrap().status().is_paid());
    assert_eq!(sandbox.ledger().charges("order-1").len(), 1);
}

/// Sends it once, and the answer never tells what became of it.
async fn in_doubt<E: Endpoint<Gateway = IPay>>(
    sandbox: &Sandbox,
    client: &Client,
    fault: &Fault,
    request: &E,
) {
    let before = sandbox.ipay().requests(E::NAME);
    sandbox.ipay().fault(fault.clone()).on(E::NAME).once();
    let error = client.send(request).await.err().expect("an answer that tells nothing");
    assert_eq!(error.delivery(), Delivery::Unknown, "{} {fault:?}", E::NAME);
    assert_eq!(sandbox.ipay().requests(E::NAME), before + 1, "{} {fault:?}", E::NAME);
}

#[tokio::test]
async fn none_of_the_five_actions_that_move_money_is_sent_twice() {
    let threeds = threeds("https://shop.example/3ds?key=7");
    for fault in [
        Fault::CloseBeforeEffect,
        Fault::CloseAfterEffect,
        Fault::TruncatedBody,
        Fault::HtmlBadGateway,
        Fault::HtmlBadGatewayBeforeEffect,
        Fault::HtmlWithOk,
        Fault::NonJson,
        Fault::ErrorAfterEffect,
    ] {
        let sandbox = Sandbox::start().await;
        let client = shop::ipay(&sandbox);
        let (login, key) = sandbox.ipay().second_merchant();
        let account = IPay::new(login, key).unwrap();
        let holding = shop::client_at(&sandbox, &sandbox.ipay(), account).build().unwrap();
        let tokens: Vec<_> = (0..5).map(|_| token(&sandbox)).collect();
        let new = |at: usize, id, sum| {
            CreatePayment::new(id, Kopecks::new(sum), &tokens[at]).unwrap().threeds(threeds)
        };

        in_doubt(&sandbox, &client, &fault, &new(0, "order-0", 15_000)).await;

        let paid = client.send(&new(1, "order-1", 15_000)).await.unwrap().pmt_id().unwrap();
        let part = CancelPayment::part(paid, Kopecks::new(100)).unwrap();
        in_doubt(&sandbox, &client, &fault, &part).await;
        assert!(sandbox.ledger().of(Kind::Refund, "order-1").len() <= 1);

        let deferred = client.send(&new(2, "order-2", 15_000).deferred()).await.unwrap();
        let process = ProcessPayment::of(deferred.pmt_id().unwrap());
        in_doubt(&sandbox, &client, &fault, &process).await;

        let challenged = client.send(&new(3, "order-3", 60_000)).await.unwrap();
        let posted = ThreedsData::new(&sandbox.ipay().pass_3ds("order-3").unwrap()).unwrap();
        let verify = VerifyPayment::new(challenged.pmt_id().unwrap(), &posted);
        in_doubt(&sandbox, &client, &fault, &verify).await;

        let held = holding.send(&new(4, "order-4", 15_000)).await.unwrap();
        let Step::Capture(held) = held.step() else { panic!("{held:?}") };
        in_doubt(&sandbox, &holding, &fault, &CapturePayment::whole(&held)).await;
        assert!(sandbox.ledger().of(Kind::Capture, "order-4").len() <= 1);
    }
}

#[tokio::test]
async fn a_sloppy_answer_has_the_same_meaning() {
    let sandbox = Sandbox::start().await;
    let client = shop::ipay(&sandbox);
    let token = token(&sandbox);
    let payment = CreatePayment::new("order-1", Kopecks::new(15_095), &token).unwrap();
    let paid = client.send(&payment).await.unwrap();
    assert_eq!(*paid.status(), PaymentStatus::Paid);
    assert_eq!(paid.invoice(), Some(Kopecks::new(15_095)));
    let link = client.send(&GetInvoiceLink::of(paid.pmt_id().unwrap())).await.unwrap();
    assert!(link.url().starts_with("https://"), "{link:?}");
}
