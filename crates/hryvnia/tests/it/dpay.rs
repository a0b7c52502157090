//! DPAY: whole stories, and the sandbox's every way to spell an answer.

use hryvnia::dpay::h2h::{ProcessH2h, StartH2h};
use hryvnia::dpay::{
    ApiError, CreateInvoice, CreatePayout, Currency, GetBalance, GetInvoice, GetPayout,
    InvoiceStatus, ListExtraFields, ListInvoices, ListPayouts, Obmenka, PaymentForm, PayoutStatus,
    ProcessInvoice, ProcessPayout, ProcessedPayout, ValidatePayout, method,
};
use hryvnia::http::{Client, Roots};
use hryvnia::{Amount, Delivery, ErrorKind, Settled};
use pay_sandbox::dpay::PayoutOutcome;
use pay_sandbox::{Fault, Sandbox};

use crate::browser::Browser;
use crate::letterbox::Letterbox;
use crate::shop;

const CARD: &str = "4444111144441111";

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn invoice<'a>(id: &'a str, sum: &str) -> CreateInvoice<'a> {
    CreateInvoice::new(id, method::VISAMASTER_UAH, amount(sum)).unwrap()
}

fn payout<'a>(id: &'a str, sum: &str) -> CreatePayout<'a> {
    CreatePayout::new(id, CARD, method::VISAMASTER_UAH, amount(sum)).unwrap()
}

#[tokio::test]
async fn an_invoice_is_paid_and_credited_without_its_fee() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);

    let created = client.send(&invoice("order-1", "100.50")).await.unwrap();
    let page = client.send(&ProcessInvoice::of(created.tracking())).await.unwrap();
    assert!(page.pay_link().is_some());
    let waiting = client.send(&GetInvoice::of("order-1")).await.unwrap();
    assert_eq!(*waiting.status(), InvoiceStatus::Payin);

    sandbox.dpay().act("order-1", "pay").unwrap();
    let paid = client.send(&GetInvoice::called_back("order-1")).await.unwrap();
    assert_eq!(*paid.status(), InvoiceStatus::Finished);
    let [sum, fee, credit] = [paid.amount(), paid.fee(), paid.accrual_amount()]
        .map(|amount| amount.unwrap().decimal().unwrap());
    assert_eq!(sum, fee + credit);
    assert_eq!(paid.accrual_currency(), Some(&Currency::UAH));
    assert_eq!(sandbox.ledger().charges("order-1").len(), 1);
}

#[tokio::test]
async fn another_sum_is_told_by_the_status() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    client.send(&invoice("order-1", "100")).await.unwrap();
    client.send(&ProcessInvoice::of("order-1")).await.unwrap();
    sandbox.dpay().act_with("order-1", "pay", r#"{"amount":"90.00"}"#).unwrap();

    let paid = client.send(&GetInvoice::of("order-1")).await.unwrap();
    assert_eq!(*paid.status(), InvoiceStatus::PayedRecalc);
    assert_eq!(paid.is_recalc(), Some(true));
    assert_eq!(paid.amount().unwrap().decimal(), amount("100").decimal());
    assert!(paid.accrual_amount().unwrap().decimal() < amount("90.01").decimal());
}

#[tokio::test]
async fn a_payout_is_made_once_though_its_answer_is_lost() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    client.send(&payout("payout-9", "150")).await.unwrap();
    sandbox.dpay().fault(Fault::CloseAfterEffect).on("payment/process").once();

    let error = client.send(&ProcessPayout::of("payout-9")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);

    let asked = client.send(&GetPayout::of("payout-9")).await;
    assert_eq!(ProcessPayout::of("payout-9").settle(&asked), Settled::Done);
    assert_eq!(sandbox.ledger().payouts("payout-9").len(), 1);
}

#[tokio::test]
async fn a_payout_whose_request_was_lost_is_settled_as_not_done() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    client.send(&payout("payout-9", "150")).await.unwrap();
    sandbox.dpay().fault(Fault::CloseBeforeEffect).on("payment/process").once();

    let error = client.send(&ProcessPayout::of("payout-9")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    let asked = client.send(&GetPayout::of("payout-9")).await;
    assert_eq!(ProcessPayout::of("payout-9").settle(&asked), Settled::NotDone);

    let again = client.send(&ProcessPayout::of("payout-9")).await.unwrap();
    assert!(matches!(again, ProcessedPayout::Accepted { .. }));
    assert_eq!(sandbox.ledger().payouts("payout-9").len(), 1);
}

#[tokio::test]
async fn a_create_whose_answer_was_lost_is_settled_by_asking() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    let nobody = client.send(&GetInvoice::of("order-1")).await;
    assert_eq!(invoice("order-1", "10").settle(&nobody), Settled::NotDone);

    sandbox.dpay().fault(Fault::CloseAfterEffect).on("einvoice/create").once();
    let error = client.send(&invoice("order-1", "10")).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(sandbox.dpay().requests("einvoice/create"), 1);
    let asked = client.send(&GetInvoice::of("order-1")).await;
    assert_eq!(invoice("order-1", "10").settle(&asked), Settled::Done);

    let again = client.send(&invoice("order-1", "10")).await.unwrap_err();
    assert!(ApiError::of(&again).unwrap().is_duplicate());
}

#[tokio::test]
async fn every_end_of_a_payout_is_told() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    sandbox.dpay().configure(|settings| settings.payout_outcome = PayoutOutcome::Wait);

    client.send(&payout("blocked", "10")).await.unwrap();
    let said = client.send(&ProcessPayout::of("blocked")).await.unwrap();
    assert!(matches!(said, ProcessedPayout::Accepted { .. }), "{said:?}");
    sandbox.dpay().force("blocked", "block").unwrap();
    let blocked = client.send(&GetPayout::of("blocked")).await;
    assert_eq!(*blocked.as_ref().unwrap().status(), PayoutStatus::Blocked);
    assert_eq!(ProcessPayout::of("blocked").settle(&blocked), Settled::Open);
    let again = client.send(&ProcessPayout::of("blocked")).await.unwrap();
    assert!(matches!(again, ProcessedPayout::Unclear { .. }), "{again:?}");

    client.send(&payout("poor", "99999999")).await.unwrap();
    let validity = client.send(&ValidatePayout::of("poor")).await.unwrap();
    assert!(!validity.is_valid() && validity.reason().is_some());
    let refused = client.send(&ProcessPayout::of("poor")).await.unwrap();
    let ProcessedPayout::Refused { status, message, .. } = refused else { panic!("{refused:?}") };
    assert_eq!((status, &*message), (PayoutStatus::Created, "Insufficient funds"));
    assert!(sandbox.ledger().payouts("poor").is_empty());

    client.send(&payout("failing", "2000")).await.unwrap();
    let said = client.send(&ProcessPayout::of("failing")).await.unwrap();
    assert!(matches!(said, ProcessedPayout::Accepted { .. }), "{said:?}");
    let failed = client.send(&GetPayout::of("failing")).await.unwrap();
    assert_eq!(*failed.status(), PayoutStatus::Failed);
}

#[tokio::test]
async fn every_spelling_of_an_answer_has_the_same_meaning() {
    for fault in [
        Fault::NumbersAsText,
        Fault::IdsAsNumbers,
        Fault::EmptyMapAsList,
        Fault::PhpSpelling,
        Fault::ShuffledKeys,
        Fault::PaymentForPaymentId,
        Fault::EmptyError,
        Fault::ErrorsAsHttp400,
    ] {
        let sandbox = Sandbox::start().await;
        let client = shop::dpay(&sandbox);
        client.send(&invoice("17", "1000")).await.unwrap();
        client.send(&ProcessInvoice::of("17")).await.unwrap();
        sandbox.dpay().fault(fault.clone()).always();

        let paid = client.send(&GetInvoice::of("17")).await.unwrap();
        assert_eq!(*paid.status(), InvoiceStatus::Finished, "{fault:?}");
        assert_eq!(paid.amount().unwrap().decimal(), amount("1000").decimal(), "{fault:?}");
        assert!(paid.error().is_none(), "{fault:?}");
        let missing = client.send(&GetInvoice::of("404")).await.unwrap_err();
        assert_eq!(missing.delivery(), Delivery::Answered, "{fault:?}");
    }
}

#[tokio::test]
async fn every_damaged_answer_is_refused_and_asked_for_no_second_time() {
    for (fault, kind) in [
        (Fault::WrongSignature, ErrorKind::Signature),
        (Fault::MissingSignature, ErrorKind::Signature),
        (Fault::DoubledSignature, ErrorKind::Signature),
        (Fault::TamperedBody, ErrorKind::Signature),
        (Fault::DuplicateKeys, ErrorKind::Decode),
        (Fault::NonJson, ErrorKind::Decode),
        (Fault::HtmlWithOk, ErrorKind::Decode),
        (Fault::EndlessBody, ErrorKind::Decode),
    ] {
        let sandbox = Sandbox::start().await;
        let client = shop::dpay(&sandbox);
        client.send(&invoice("order-1", "10")).await.unwrap();
        sandbox.dpay().fault(fault.clone()).on("einvoice/status").once();

        let error = client.send(&GetInvoice::of("order-1")).await.unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (kind, Delivery::Unknown), "{fault:?}");
        assert!(error.body().is_some_and(|body| !body.is_empty()), "{fault:?}");
        assert_eq!(sandbox.dpay().requests("einvoice/status"), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn an_unknown_status_word_is_neither_success_nor_failure() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    client.send(&invoice("order-1", "10")).await.unwrap();
    sandbox.dpay().fault(Fault::UnknownStatus).on("einvoice/status").once();

    let asked = client.send(&GetInvoice::of("order-1")).await.unwrap();
    assert!(matches!(asked.status(), InvoiceStatus::Other(_)));
    assert!(!asked.status().is_paid() && !asked.status().is_final());
}

#[tokio::test]
async fn a_wrong_salt_is_told_and_reads_nothing() {
    let sandbox = Sandbox::start().await;
    let wrong = Obmenka::new(sandbox.dpay().client(), "another salt").unwrap();
    let client = shop::client_at(&sandbox, &sandbox.dpay(), wrong).build().unwrap();
    let error = client.send(&GetBalance::new()).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Signature, Delivery::Unknown));
}

#[tokio::test]
async fn statements_balance_and_extra_fields_are_read() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    client.send(&invoice("order-1", "1000")).await.unwrap();
    client.send(&ProcessInvoice::of("order-1")).await.unwrap();
    client.send(&payout("payout-1", "1000")).await.unwrap();
    let said = client.send(&ProcessPayout::of("payout-1")).await.unwrap();
    assert!(matches!(said, ProcessedPayout::Accepted { .. }), "{said:?}");

    let made = client.send(&GetInvoice::of("order-1")).await.unwrap();
    let day = made.created().unwrap().date_time().unwrap().date();
    let (start, end) = (day.previous_day().unwrap().midnight(), day.next_day().unwrap().midnight());
    let invoices = ListInvoices::between(start, end).unwrap().status(InvoiceStatus::Finished);
    assert_eq!(client.send(&invoices).await.unwrap().invoices().len(), 1);
    let none = ListInvoices::between(start, end).unwrap().status(InvoiceStatus::Canceled);
    assert!(client.send(&none).await.unwrap().invoices().is_empty());
    let payouts = client.send(&ListPayouts::between(start, end).unwrap()).await.unwrap();
    assert!(payouts.payouts()[0].status().is_paid());

    let balance = client.send(&GetBalance::new()).await.unwrap();
    let (name, money) = balance.amounts().next().unwrap();
    assert_eq!((name, money.decimal()), ("balance", amount("99970.00").decimal()));
    assert!(client.send(&ListExtraFields::new()).await.unwrap().raw().contains("list"));
}

#[tokio::test]
async fn a_card_is_charged_host_to_host() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    sandbox.dpay().configure(|settings| settings.h2h = true);
    client.send(&invoice("order-1", "1000")).await.unwrap();
    let page = client.send(&ProcessInvoice::of("order-1")).await.unwrap();

    let start = StartH2h::new("order-1", page.h2h_session().unwrap());
    let step = client.send(&start).await.unwrap();
    let names: Vec<_> = step.fields().map(|field| field.name().to_owned()).collect();
    assert!(names.iter().any(|name| name == "cardNumber"), "{names:?}");

    let wrong = ProcessH2h::after("order-1", &step).unwrap().field("cardNumber", "1");
    let wrong = client.send(&wrong).await.unwrap();
    assert!(wrong.errors().count() > 0 && wrong.result() == Some(false));

    let right = ProcessH2h::after("order-1", &step)
        .unwrap()
        .field("cardNumber", CARD)
        .field("month", "12")
        .field("year", "30")
        .field("cvv", "123")
        .field("cardHolder", "TEST");
    let secure = client.send(&right).await.unwrap();
    assert!(secure.three_ds_form().is_some());
    let paid = client.send(&GetInvoice::of("order-1")).await.unwrap();
    assert!(paid.status().is_paid());
}

#[tokio::test]
async fn a_signed_form_opens_an_invoice() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    let form = PaymentForm::new("order-1", amount("10.00"), Currency::UAH)
        .unwrap()
        .description("Чай & кава")
        .sign(client.gateway())
        .unwrap();

    // a browser would follow this address; any HTTP client of a test will do
    let browser = Browser::new(&sandbox).unwrap();
    let opened = browser.open(&form.url()).await.unwrap();
    assert_eq!(opened.status().as_u16(), 302);
    let invoice = client.send(&GetInvoice::of("order-1")).await.unwrap();
    assert_eq!(*invoice.status(), InvoiceStatus::Payin);

    let forged = form.url().replace("AMOUNT=10.00", "AMOUNT=1.00");
    assert_eq!(browser.open(&forged).await.unwrap().status().as_u16(), 400);
}

#[tokio::test]
async fn the_host_with_an_underscore_is_reached_under_its_wildcard() {
    let sandbox = Sandbox::builder().server_name("*.obmenka.ua").start().await;
    let clock = sandbox.clock();
    let client = Client::builder(shop::register(&sandbox))
        .at(format!("{}:{}", Obmenka::OBMENKA, sandbox.dpay().addr().port()))
        .resolve("acquiring_api.obmenka.ua", sandbox.dpay().addr())
        .roots(Roots::none().and_pem(sandbox.authority().pem().as_bytes()).unwrap())
        .clock(move || clock.now())
        .build()
        .unwrap();
    assert!(client.send(&GetBalance::new()).await.is_ok());
}

#[tokio::test]
async fn every_request_has_its_own_connection_and_tls_sessions_are_resumed() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    for _ in 0..3 {
        client.send(&GetBalance::new()).await.unwrap();
    }
    let local = sandbox.dpay();
    assert_eq!((local.requests(""), local.connections()), (3, 3));
    assert_eq!(local.resumed(), 2);
}

#[tokio::test]
async fn a_callback_says_look_now() {
    let sandbox = Sandbox::start().await;
    let client = shop::dpay(&sandbox);
    let letterbox = Letterbox::open().await.unwrap();
    let url = letterbox.url("/st/order-1");
    client.send(&invoice("order-1", "1000").status_url(&url).unwrap()).await.unwrap();
    client.send(&ProcessInvoice::of("order-1")).await.unwrap();

    sandbox.callbacks().settled().await;
    let letters = letterbox.take();
    assert_eq!((letters.len(), letters[0].uri().path()), (1, "/st/order-1"));
    assert!(letters[0].body().is_empty(), "a call says nothing");
    let invoice = client.send(&GetInvoice::called_back("order-1")).await.unwrap();
    assert!(invoice.status().is_paid());
}
