//! PayCore's callbacks, as a shop's server gets them over a socket.

use std::time::Duration;

use bytes::Bytes;
use hryvnia::paycore::{
    Callback, Client, CreateInvoice, CreatePayout, Currency, Event, Fields, Freshness,
    InvoiceStatus, Mode, PayoutStatus, ProcessPayout, Service,
};
use hryvnia::{ErrorKind, Received, Result};
use http::{Request, StatusCode};
use pay_sandbox::paycore::Paycore;
use pay_sandbox::{Fault, Sandbox};

use crate::letterbox::Letterbox;
use crate::shop;

struct Shop {
    sandbox: Sandbox,
    client: Client,
    letterbox: Letterbox,
}

impl Shop {
    async fn open() -> Self {
        let sandbox = Sandbox::start().await;
        let client = shop::paycore(&sandbox);
        Self { sandbox, client, letterbox: Letterbox::open().await.unwrap() }
    }

    async fn invoice(&self, mode: Mode) {
        let url = self.letterbox.url("/cb?shop=7");
        let sum = "100.5".parse().unwrap();
        let request = CreateInvoice::new("order-1", sum, Currency::UAH, mode)
            .unwrap()
            .service(Service::PAYMENT_CARD_UAH_HPP)
            .callback_url(&url)
            .unwrap();
        self.client.send(&request).await.unwrap();
    }

    /// What has come, in its order.
    async fn letters(&self) -> Vec<Request<Bytes>> {
        self.sandbox.callbacks().settled().await;
        self.letterbox.take()
    }

    /// The callback about what is done; those before it have arrived, so that none overtakes it.
    async fn after(&self, done: impl FnOnce(&Paycore)) -> Callback {
        self.letters().await;
        done(&self.sandbox.paycore());
        let letters = self.letters().await;
        assert_eq!(letters.len(), 1);
        self.read(&letters[0]).unwrap()
    }

    fn read(&self, letter: &Request<Bytes>) -> Result<Callback> {
        self.client.gateway().callback(Received::from(letter))
    }
}

#[tokio::test]
async fn both_modes_are_believed_and_told_apart() {
    for mode in [Mode::Test, Mode::Live] {
        let shop = Shop::open().await;
        shop.invoice(mode).await;
        let last = shop.after(|gateway| gateway.act("order-1", "pay").unwrap()).await;
        assert_eq!(last.signed_by().mode, mode);
        let invoice = last.invoice().unwrap();
        assert_eq!(*invoice.status(), InvoiceStatus::Processed);
        assert_eq!(invoice.reference_id(), Some("order-1"));
        assert_eq!(invoice.processed_amount().unwrap().to_string(), "100.5");
    }
}

#[tokio::test]
async fn what_nobody_of_ours_signed_is_never_read() {
    for (fault, kind) in [
        (Fault::WrongSignature, ErrorKind::Signature),
        (Fault::MissingSignature, ErrorKind::Signature),
        (Fault::DoubledSignature, ErrorKind::Signature),
        (Fault::TamperedBody, ErrorKind::Signature),
        (Fault::RespelledBody, ErrorKind::Signature),
        (Fault::OtherModeSignature, ErrorKind::Mismatch),
    ] {
        let shop = Shop::open().await;
        shop.sandbox.paycore().fault(fault.clone()).on("callback").once();
        shop.invoice(Mode::Test).await;
        let letters = shop.letters().await;
        let error = shop.read(&letters[0]).unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}: {error}");
        for key in
            [shop.sandbox.paycore().private_key_test(), shop.sandbox.paycore().private_key_live()]
        {
            assert!(!format!("{error} {error:?}").contains(&key), "{fault:?}");
        }
    }
}

#[tokio::test]
async fn every_spelling_that_is_rightly_signed_has_the_same_meaning() {
    for fault in [
        Fault::NumbersAsText,
        Fault::ExponentAmounts,
        Fault::UpperCaseStatus,
        Fault::ShuffledKeys,
        Fault::TrailingNewline,
    ] {
        let shop = Shop::open().await;
        shop.sandbox.paycore().fault(fault.clone()).on("callback").once();
        shop.invoice(Mode::Test).await;
        let letters = shop.letters().await;
        let callback = shop.read(&letters[0]).unwrap();
        let invoice = callback.invoice().unwrap();
        assert_eq!(*invoice.status(), InvoiceStatus::ProcessPending, "{fault:?}");
        assert_eq!(invoice.amount().unwrap().decimal(), "100.5".parse().ok(), "{fault:?}");
    }
    for fault in [Fault::DuplicateKeys, Fault::NonJson] {
        let shop = Shop::open().await;
        shop.sandbox.paycore().fault(fault.clone()).on("callback").once();
        shop.invoice(Mode::Test).await;
        let error = shop.read(&shop.letters().await[0]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{fault:?}");
    }
}

#[tokio::test]
async fn repetitions_and_stragglers_are_known_by_their_revision() {
    let shop = Shop::open().await;
    shop.sandbox.paycore().configure(|settings| settings.callback_duplicate = true);
    shop.invoice(Mode::Test).await;
    let first = shop.letters().await;
    assert_eq!(first.len(), 2, "it comes twice");
    shop.sandbox.clock().advance(Duration::from_secs(5));
    shop.sandbox.paycore().act("order-1", "pay").unwrap();
    let second = shop.letters().await;

    let [pending, again, paid] = [&first[0], &first[1], &second[0]].map(|letter| {
        let stored = shop.read(letter).unwrap().revision().to_string();
        stored.parse::<hryvnia::paycore::Revision>().unwrap()
    });
    assert_eq!(again.against(&pending), Freshness::Same);
    assert_eq!(paid.against(&pending), Freshness::Newer);
    assert_eq!(pending.against(&paid), Freshness::Older);
}

#[tokio::test]
async fn refunds_and_charge_backs_are_events_of_their_own() {
    let shop = Shop::open().await;
    shop.invoice(Mode::Live).await;
    let set = |status: &str| format!(r#"{{"status":"{status}"}}"#);
    shop.after(|gateway| gateway.act("order-1", "pay").unwrap()).await;
    shop.after(|gateway| gateway.act_with("order-1", "set", &set("refunding")).unwrap()).await;
    let last = shop
        .after(|gateway| gateway.act_with("order-1", "set", &set("refund_failed")).unwrap())
        .await;
    let Event::Refund(invoice) = last.event() else { panic!("{last:?}") };
    assert_eq!(*invoice.status(), InvoiceStatus::RefundFailed);

    let shop = Shop::open().await;
    shop.invoice(Mode::Live).await;
    shop.after(|gateway| gateway.act("order-1", "pay").unwrap()).await;
    let last = shop.after(|gateway| gateway.act("order-1", "charge_back").unwrap()).await;
    assert!(matches!(last.event(), Event::ChargeBack(_)), "{last:?}");
}

#[tokio::test]
async fn a_short_callback_of_a_payout_says_no_more_than_it_does() {
    let shop = Shop::open().await;
    shop.sandbox.paycore().configure(|settings| settings.callback_short_payouts = true);
    let url = shop.letterbox.url("/cb");
    let fields = Fields::new().with("card_number", "5519283812030000").unwrap();
    let (sum, service) = ("100".parse().unwrap(), Service::PAYMENT_CARD_UAH);
    let request = CreatePayout::new("payout-1", sum, Currency::UAH, service, fields, Mode::Test)
        .unwrap()
        .callback_url(&url)
        .unwrap();
    let id = shop.client.send(&request).await.unwrap().id().clone();
    shop.client.send(&ProcessPayout::of(&id)).await.unwrap();
    let told: Vec<_> = shop.letters().await.iter().map(|one| shop.read(one).unwrap()).collect();
    let is_last = |one: &&Callback| *one.payout().unwrap().status() == PayoutStatus::Processed;
    let last = told.iter().find(is_last).expect("they may overtake one another");
    let payout = last.payout().unwrap();
    assert_eq!((payout.id(), payout.status()), (&id, &PayoutStatus::Processed));
    assert_eq!((payout.reference_id(), payout.mode()), (None, None));
    assert_eq!(last.signed_by().mode, Mode::Test, "the key tells what the body does not");
    assert_eq!(last.revision().updated(), None);
}

#[tokio::test]
async fn nothing_but_200_stops_the_repetitions() {
    let shop = Shop::open().await;
    shop.letterbox.answer(StatusCode::NO_CONTENT);
    shop.invoice(Mode::Test).await;
    assert_eq!(shop.letters().await.len(), 1);
    shop.sandbox.clock().advance(Duration::from_secs(60));
    assert_eq!(shop.letters().await.len(), 1, "204 is a failure");
    shop.letterbox.answer(StatusCode::from_u16(Callback::STATUS).unwrap());
    shop.sandbox.clock().advance(Duration::from_secs(24 * 3600));
    assert_eq!(shop.letters().await.len(), 1, "the third is taken");
}
