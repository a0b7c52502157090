//! PayCore: doubts that are settled, errors in every style, answers in every spelling, pages.

use std::time::Duration;

use hryvnia::paycore::hosted::{HostedPage, UnprovenReturn};
use hryvnia::paycore::{
    ApiError, Client, CreateInvoice, CreatePayout, Currency, Fields, FindInvoice, FindPayout,
    GetInvoice, GetPayout, InvoiceStatus, ListInvoices, Made, Mode, Pages, PayCore, PayoutId,
    PayoutStatus, ProcessPayout, RefundInvoice, SendAgain, Service,
};
use hryvnia::{Amount, Delivery, ErrorKind, Settled};
use pay_sandbox::paycore::ErrorStyle;
use pay_sandbox::{Fault, Kind, Sandbox};

use crate::browser::Browser;
use crate::shop;

const CARD: &str = "5519283812030000";

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn invoice<'a>(reference: &'a str, sum: &str) -> CreateInvoice<'a> {
    CreateInvoice::new(reference, amount(sum), Currency::UAH, Mode::Test)
        .unwrap()
        .service(Service::PAYMENT_CARD_UAH_HPP)
}

fn payout<'a>(reference: &'a str, sum: &str) -> CreatePayout<'a> {
    let fields = Fields::new().with("card_number", CARD).unwrap();
    let (service, currency) = (Service::PAYMENT_CARD_UAH, Currency::UAH);
    CreatePayout::new(reference, amount(sum), currency, service, fields, Mode::Test).unwrap()
}

async fn created_payout(client: &Client, reference: &str) -> PayoutId {
    client.send(&payout(reference, "100")).await.unwrap().id().clone()
}

#[tokio::test]
async fn a_lost_answer_to_a_create_is_settled_by_the_reference() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    sandbox.paycore().fault(Fault::CloseAfterEffect).on("payment-invoices").once();
    sandbox.paycore().fault(Fault::CloseAfterEffect).on("payout-invoices").once();

    let request = invoice("order-1", "100");
    assert_eq!(client.send(&request).await.unwrap_err().delivery(), Delivery::Unknown);
    let found = client.send(&FindInvoice::of("order-1")).await;
    assert_eq!(request.settle(&found), Settled::Done);
    assert_eq!(invoice("order-1", "101").settle(&found), Settled::Open, "not the same sum");

    let request = payout("payout-1", "100");
    assert_eq!(client.send(&request).await.unwrap_err().delivery(), Delivery::Unknown);
    let found = client.send(&FindPayout::of("payout-1")).await;
    assert_eq!(request.settle(&found), Settled::Done);
    assert!(sandbox.ledger().entries().is_empty(), "nothing was paid by creating");
}

#[tokio::test]
async fn a_lost_create_is_made_once_when_it_is_sent_again() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    sandbox.paycore().fault(Fault::CloseBeforeEffect).on("payment-invoices").once();

    let request = invoice("order-1", "100");
    assert_eq!(client.send(&request).await.unwrap_err().delivery(), Delivery::Unknown);
    assert_eq!(sandbox.paycore().requests("payment-invoices"), 1, "it is not repeated by itself");
    let found = client.send(&FindInvoice::of("order-1")).await;
    assert_eq!(request.settle(&found), Settled::NotDone);
    client.send(&request).await.unwrap();
    let found = client.send(&FindInvoice::of("order-1")).await;
    assert_eq!(request.settle(&found), Settled::Done);
}

#[tokio::test]
async fn a_create_that_is_sent_again_by_name_exists_once() {
    // lost on its way there, and on its way back
    for (fault, sends) in [(Fault::CloseBeforeEffect, 2), (Fault::CloseAfterEffect, 1)] {
        let sandbox = Sandbox::start().await;
        let client = shop::paycore(&sandbox);
        sandbox.paycore().fault(fault.clone()).on("payout-invoices").once();
        let request = payout("payout-1", "100");
        let error = client.send(&request).await.unwrap_err();
        let turned = async {
            loop {
                client.sleep(Duration::from_millis(20)).await;
                sandbox.clock().advance(Duration::from_secs(5));
            }
        };
        let made = tokio::select! {
            made = SendAgain::after(&request, error).unwrap().drive(&client) => made.unwrap(),
            () = turned => unreachable!("a loop without an end"),
        };
        assert_eq!(matches!(made, Made::Now(_)), sends == 2, "{fault:?}");
        let (Made::Now(made) | Made::Before(made)) = made;
        let found = client.send(&FindPayout::of("payout-1")).await.unwrap().into_inner().unwrap();
        assert_eq!(found.id(), made.id(), "{fault:?}");
        assert!(sandbox.ledger().entries().is_empty(), "nothing was paid by creating");
    }
}

#[tokio::test]
async fn only_201_proves_a_creation() {
    for fault in [Fault::AcceptedNotCreated, Fault::ServerError, Fault::ErrorsWithOk] {
        let sandbox = Sandbox::start().await;
        let client = shop::paycore(&sandbox);
        if fault == Fault::ErrorsWithOk {
            client.send(&invoice("order-1", "100")).await.unwrap();
        }
        sandbox.paycore().fault(fault.clone()).on("payment-invoices").once();
        let error = client.send(&invoice("order-1", "100")).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{fault:?}: {error}");
        assert!(error.refusal().is_none(), "{fault:?}");
    }
}

#[tokio::test]
async fn too_many_requests_and_a_duplicate_are_told_apart_by_looking() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    sandbox.paycore().fault(Fault::TooManyRequests).on("payment-invoices").once();
    let request = invoice("order-1", "100");
    let error = client.send(&request).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    let own = ApiError::of(&error).unwrap();
    assert!(own.may_be_duplicate() && own.retry_after().is_some(), "{own:?}");
    let found = client.send(&FindInvoice::of("order-1")).await;
    assert_eq!(request.settle(&found), Settled::NotDone, "it was the rate");

    client.send(&request).await.unwrap();
    for status in [429, 422, 409] {
        sandbox.paycore().configure(|settings| settings.duplicate_status = status);
        let error = client.send(&request).await.unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{status}");
        assert!(ApiError::of(&error).unwrap().may_be_duplicate(), "{status}");
    }
    let found = client.send(&FindInvoice::of("order-1")).await;
    assert_eq!(request.settle(&found), Settled::Done);
}

#[tokio::test]
async fn a_refusal_changed_nothing_in_every_style() {
    for style in [ErrorStyle::Seed, ErrorStyle::JsonApi, ErrorStyle::Both, ErrorStyle::Map] {
        let sandbox = Sandbox::start().await;
        sandbox.paycore().configure(|settings| settings.error_style = style);
        let client = shop::paycore(&sandbox);
        let error = client.send(&invoice("order-1", "100000000")).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Refused, Delivery::Answered));
        let own = ApiError::of(&error).unwrap();
        assert_eq!(own.status(), 422, "{style:?}");
        let told = format!("{:?}", own.details()).to_lowercase();
        assert!(told.contains("amount"), "{style:?}: {told}");
        let found = client.send(&FindInvoice::of("order-1")).await.unwrap();
        assert!(found.is_none(), "{style:?}");
    }
}

#[tokio::test]
async fn a_currency_that_the_account_has_not_and_a_field_that_is_missing_are_the_gateways_no() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    let (yen, service) = (Currency::new("JPY").unwrap(), Service::PAYMENT_CARD_UAH_HPP);
    let request = CreateInvoice::new("order-1", amount("100"), yen, Mode::Test).unwrap();
    let error = client.send(&request.service(service)).await.unwrap_err();
    let fields = Fields::new().with("account", "1").unwrap().as_is();
    let (sum, service) = (amount("100"), Service::PAYMENT_CARD_UAH);
    let request =
        CreatePayout::new("payout-1", sum, Currency::UAH, service, fields, Mode::Test).unwrap();
    let lacking = client.send(&request).await.unwrap_err();
    for (error, about) in [(error, "currency"), (lacking, "card_number")] {
        assert_eq!(error.delivery(), Delivery::Answered, "{error}");
        let own = ApiError::of(&error).unwrap();
        assert_eq!(own.status(), 422, "{error}");
        let told = own.details().iter().filter_map(|detail| detail.code());
        assert!(told.clone().any(|code| code.contains(about)), "{:?}", own.details());
    }
    assert_eq!(sandbox.paycore().requests("payment-invoices"), 1);
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_not_printed() {
    let sandbox = Sandbox::start().await;
    let account = PayCore::new(sandbox.paycore().account_id(), "another-api-key").unwrap();
    let client = shop::client_at(&sandbox, &sandbox.paycore(), account).build().unwrap();
    let error = client.send(&invoice("order-1", "100")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Answered);
    assert_eq!(ApiError::of(&error).unwrap().status(), 401);
    assert!(!format!("{error} {error:?}").contains("another-api-key"));
}

#[tokio::test]
async fn a_payout_in_doubt_leaves_once() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    let id = created_payout(&client, "payout-1").await;
    sandbox.paycore().fault(Fault::CloseAfterEffect).on("process").once();
    let process = ProcessPayout::of(&id);
    assert_eq!(client.send(&process).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetPayout::of(&id)).await;
    assert_eq!(process.settle(&asked), Settled::Done);

    let again = client.send(&process).await.unwrap_err();
    assert_eq!(again.delivery(), Delivery::Unknown, "a no to a second one is no proof: {again}");
    assert_eq!(sandbox.ledger().payouts("payout-1").len(), 1);

    let id = created_payout(&client, "payout-2").await;
    sandbox.paycore().fault(Fault::CloseBeforeEffect).on("process").once();
    let process = ProcessPayout::of(&id);
    assert_eq!(client.send(&process).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetPayout::of(&id)).await;
    assert_eq!(process.settle(&asked), Settled::NotDone);
    assert!(sandbox.ledger().payouts("payout-2").is_empty());
}

#[tokio::test]
async fn a_payout_without_money_fails_and_says_why() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    for reference in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        let id = client.send(&payout(reference, "14000")).await.unwrap().id().clone();
        client.send(&ProcessPayout::of(&id)).await.unwrap();
        let payout = client.send(&GetPayout::of(&id)).await.unwrap();
        if *payout.status() == PayoutStatus::ProcessFailed {
            assert_eq!(payout.resolution().unwrap().as_str(), "insufficient_funds");
            assert!(sandbox.ledger().payouts(reference).is_empty());
            return;
        }
    }
    panic!("the money never ran out");
}

#[tokio::test]
async fn a_refund_in_doubt_is_given_once() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    let created = client.send(&invoice("order-1", "100")).await.unwrap();
    sandbox.paycore().act("order-1", "pay").unwrap();
    let paid = client.send(&GetInvoice::of(created.id())).await.unwrap();

    let refund = RefundInvoice::of(&paid, amount("40")).unwrap();
    sandbox.paycore().fault(Fault::CloseBeforeEffect).on("refund").once();
    assert_eq!(client.send(&refund).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetInvoice::of(created.id())).await;
    assert_eq!(refund.settle(&asked), Settled::NotDone);

    sandbox.paycore().fault(Fault::CloseAfterEffect).on("refund").once();
    assert_eq!(client.send(&refund).await.unwrap_err().delivery(), Delivery::Unknown);
    let asked = client.send(&GetInvoice::of(created.id())).await;
    assert_eq!(refund.settle(&asked), Settled::Done);
    assert_eq!(sandbox.ledger().of(Kind::Refund, "order-1").len(), 1);
}

#[tokio::test]
async fn every_spelling_of_an_answer_has_the_same_meaning() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    let created = client.send(&invoice("order-1", "100.5")).await.unwrap();
    sandbox.paycore().act("order-1", "pay").unwrap();
    for fault in [
        Fault::NumbersAsText,
        Fault::ExponentAmounts,
        Fault::UpperCaseStatus,
        Fault::ShuffledKeys,
        Fault::FlatData,
        Fault::EmptyError,
    ] {
        sandbox.paycore().fault(fault.clone()).on("payment-invoices/{id}").once();
        let asked = client.send(&GetInvoice::of(created.id())).await.unwrap();
        assert_eq!(*asked.status(), InvoiceStatus::Processed, "{fault:?}");
        let paid = asked.processed_amount().unwrap().decimal();
        assert_eq!(paid, amount("100.5").decimal(), "{fault:?}");
        assert_eq!(asked.mode(), Some(Mode::Test), "{fault:?}");
    }
    sandbox.paycore().fault(Fault::UnknownStatus).on("payment-invoices/{id}").once();
    let asked = client.send(&GetInvoice::of(created.id())).await.unwrap();
    let status = asked.status();
    assert_eq!(status.as_str(), "on_holiday");
    assert!(!status.is_settled() && !status.is_final() && !status.is_failed());
    for fault in [Fault::DuplicateKeys, Fault::NonJson] {
        sandbox.paycore().fault(fault.clone()).on("payment-invoices/{id}").once();
        let error = client.send(&GetInvoice::of(created.id())).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{fault:?}");
    }
}

#[tokio::test]
async fn every_invoice_of_a_list_is_seen_once() {
    let sandbox = Sandbox::start().await;
    let client = shop::paycore(&sandbox);
    let references = ["order-1", "order-2", "order-3", "order-4", "order-5"];
    for reference in references {
        client.send(&invoice(reference, "10")).await.unwrap();
    }
    for (paging, fault) in [(true, None), (false, None), (true, Some(Fault::RepeatedPage))] {
        sandbox.paycore().configure(|settings| settings.paging = paging);
        let stuck = fault.is_some();
        if let Some(fault) = fault {
            sandbox.paycore().fault(fault).on("payment-invoices").times(1);
        }
        let mut pages = Pages::of(&client, ListInvoices::new().page_size(2).unwrap());
        let mut seen = Vec::new();
        while let Some(page) = pages.next().await {
            let page = page.unwrap();
            seen.extend(page.items().iter().map(|one| one.reference_id().unwrap().to_owned()));
        }
        seen.reverse();
        let expected = if stuck { &references[3..] } else { &references[..] };
        assert_eq!(seen, expected, "paging {paging}, stuck {stuck}");
    }
}

#[tokio::test]
async fn a_payer_goes_through_the_hosted_page_and_comes_back_with_claims() {
    let sandbox = Sandbox::start().await;
    sandbox.paycore().configure(|settings| settings.send_operation_context = true);
    let (client, browser) = (shop::paycore(&sandbox), Browser::new(&sandbox).unwrap());
    let hostile = "\"><script>&#1;'їжак</script>";
    let page = HostedPage::new(amount("100.5"), Currency::UAH, Mode::Test)
        .and_then(|page| page.reference_id("top-up-1"))
        .and_then(|page| page.metadata("note", hostile))
        .and_then(|page| page.return_url("https://shop.example/back?o=42"))
        .unwrap()
        .description(hostile)
        .service(Service::PAYMENT_CARD_UAH_HPP);

    let opened = browser.open(&page.link(client.gateway()).unwrap()).await.unwrap();
    let paying = opened.headers()["location"].to_str().unwrap();
    let left = browser.post(paying, "action=pay").await.unwrap();
    let back: http::Uri = left.headers()["location"].to_str().unwrap().parse().unwrap();
    assert_eq!(back.host(), Some("shop.example"));
    let claims = UnprovenReturn::read(back.query().unwrap());
    assert_eq!(claims.claimed_reference_id(), Some("top-up-1"));

    let id = claims.claimed_id().unwrap();
    let invoice = client.send(&GetInvoice::of(&id)).await.unwrap();
    assert_eq!(*invoice.status(), InvoiceStatus::Processed);
    assert_eq!(invoice.reference_id(), Some("top-up-1"));
    assert_eq!(invoice.description(), Some(hostile));
    assert_eq!(invoice.metadata("note").as_deref(), Some(hostile));
    assert_eq!(sandbox.ledger().charges("top-up-1").len(), 1);
}

#[tokio::test]
async fn a_private_invoice_has_a_page_that_its_payer_cannot_change() {
    let sandbox = Sandbox::start().await;
    let (client, browser) = (shop::paycore(&sandbox), Browser::new(&sandbox).unwrap());
    let request = CreateInvoice::new("order-1", amount("10"), Currency::UAH, Mode::Test).unwrap();
    let created = client.send(&request).await.unwrap();
    assert_eq!(*created.status(), InvoiceStatus::Created);
    assert!(created.flow_data().redirect().is_none(), "the payer chooses on the page");
    let link = client.gateway().hosted_link(created.id()).unwrap();
    assert_eq!(created.redirect().unwrap().action(), link);
    let opened = browser.open(&link).await.unwrap();
    assert_eq!(opened.status().as_u16(), 200);
}
