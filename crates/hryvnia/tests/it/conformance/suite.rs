//! The suite.

use std::error::Error as _;
use std::fmt::Write as _;
use std::net::TcpListener;
use std::time::Duration;

use hryvnia::http::{Client, Roots};
use hryvnia::{Delivery, Endpoint, Error, ErrorKind, Gateway, Safety};
use pay_sandbox::{Fault, LocalGateway, Sandbox};

use crate::shop::client_at;

/// A gateway as the suite sees it: an account, a question, and a payment that moves money once.
pub(crate) trait Subject {
    type Gateway: Gateway;
    /// What question and payment are about.
    type Order;
    type Question<'a>: Endpoint<Gateway = Self::Gateway>;
    type Payment<'a>: Endpoint<Gateway = Self::Gateway>;

    /// Paths at the sandbox, for faults and counts.
    const QUESTION: &'static str;
    const PAYMENT: &'static str;

    fn local(sandbox: &Sandbox) -> LocalGateway;
    fn account(sandbox: &Sandbox) -> Self::Gateway;
    /// What must stand in nothing that is printed.
    fn secrets(sandbox: &Sandbox) -> Vec<String>;
    async fn order(client: &Client<Self::Gateway>) -> Self::Order;
    fn question(order: &Self::Order) -> Self::Question<'_>;
    fn payment(order: &Self::Order) -> Self::Payment<'_>;
    /// How often the money has moved, by the books.
    fn moved(sandbox: &Sandbox) -> usize;
}

async fn ready<S: Subject>() -> (Sandbox, Client<S::Gateway>, S::Order) {
    let sandbox = Sandbox::start().await;
    let client = client_at(&sandbox, &S::local(&sandbox), S::account(&sandbox)).build().unwrap();
    let order = S::order(&client).await;
    (sandbox, client, order)
}

fn failed<T>(result: Result<T, Error>) -> Error {
    result.err().expect("a failure")
}

pub(crate) fn safety_is_what_the_names_say<S: Subject>() {
    assert_eq!(<S::Question<'_> as Endpoint>::SAFETY, Safety::ReadOnly);
    assert_eq!(<S::Payment<'_> as Endpoint>::SAFETY, Safety::Once);
}

/// A lost answer: the money has moved once, the error says that nobody knows, nothing is repeated.
pub(crate) async fn a_lost_answer_moves_money_once<S: Subject>() {
    for fault in [
        Fault::CloseAfterEffect,
        Fault::HtmlBadGateway,
        Fault::HtmlWithOk,
        Fault::TruncatedBody,
        Fault::EndlessBody,
    ] {
        let (sandbox, client, order) = ready::<S>().await;
        S::local(&sandbox).fault(fault.clone()).on(S::PAYMENT).once();
        let before = S::local(&sandbox).requests(S::PAYMENT);

        let error = failed(client.send(&S::payment(&order)).await);

        assert_eq!(error.delivery(), Delivery::Unknown, "{fault:?}: {error}");
        assert!(error.refusal().is_none(), "{fault:?}");
        assert_eq!(S::local(&sandbox).requests(S::PAYMENT) - before, 1, "{fault:?}");
        assert_eq!(S::moved(&sandbox), 1, "{fault:?}");
        assert!(error.to_string().contains("money may have moved"), "{error}");
    }
}

/// A lost request: nobody can tell it from a lost answer.
pub(crate) async fn a_lost_request_is_as_unknown_as_a_lost_answer<S: Subject>() {
    let (sandbox, client, order) = ready::<S>().await;
    S::local(&sandbox).fault(Fault::CloseBeforeEffect).on(S::PAYMENT).once();

    let error = failed(client.send(&S::payment(&order)).await);

    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(S::moved(&sandbox), 0);
}

/// Questions are asked again until they are answered.
pub(crate) async fn a_question_is_repeated<S: Subject>() {
    let (sandbox, client, order) = ready::<S>().await;
    let local = S::local(&sandbox);
    let before = local.requests(S::QUESTION);
    local.fault(Fault::HtmlBadGateway).on(S::QUESTION).once();
    local.fault(Fault::CloseBeforeEffect).on(S::QUESTION).once();

    assert!(client.send(&S::question(&order)).await.is_ok());
    assert!((2..=3).contains(&(local.requests(S::QUESTION) - before)));
}

/// Nobody listens: proven unsent, tried again, and told so.
pub(crate) async fn nobody_there_is_proven_unsent<S: Subject>() {
    let (sandbox, _, order) = ready::<S>().await;
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = client_at(&sandbox, &S::local(&sandbox), S::account(&sandbox))
        .at(format!("https://{closed}"))
        .build()
        .unwrap();

    let error = failed(client.send(&S::payment(&order)).await);

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
    assert!(error.is_transient());
}

/// A certificate of nobody's: no byte of the request leaves, and no second attempt is made.
pub(crate) async fn an_unknown_certificate_ends_it<S: Subject>() {
    let (sandbox, _, order) = ready::<S>().await;
    let local = S::local(&sandbox);
    let before = (local.requests(""), local.connections());
    let client =
        client_at(&sandbox, &local, S::account(&sandbox)).roots(Roots::bundled()).build().unwrap();

    let error = failed(client.send(&S::payment(&order)).await);

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connect, Delivery::NotSent));
    assert!(!error.is_transient());
    assert_eq!((local.requests(""), local.connections()), (before.0, before.1 + 1));
}

/// Time runs out while the gateway thinks.
pub(crate) async fn a_late_answer_is_unknown<S: Subject>() {
    let (sandbox, _, order) = ready::<S>().await;
    let local = S::local(&sandbox);
    let client = client_at(&sandbox, &local, S::account(&sandbox))
        .read_deadline(Duration::from_secs(1)) // a slow machine may take its time to connect
        .build()
        .unwrap();
    local.fault(Fault::Delay(Duration::from_secs(5))).on(S::PAYMENT).once();

    let error = failed(client.send(&S::payment(&order)).await);

    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Unknown));
    assert_eq!(S::moved(&sandbox), 1);
}

/// A future that is dropped sends nothing more.
pub(crate) async fn a_dropped_future_is_not_repeated<S: Subject>() {
    let (sandbox, client, order) = ready::<S>().await;
    let local = S::local(&sandbox);
    local.fault(Fault::Delay(Duration::from_secs(5))).on(S::PAYMENT).once();
    let before = local.requests(S::PAYMENT);

    let payment = S::payment(&order);
    let arrived = async {
        while local.requests(S::PAYMENT) == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        _ = client.send(&payment) => panic!("the answer was to be late"),
        () = arrived => {}
    }
    tokio::time::sleep(Duration::from_millis(100)).await;

    assert_eq!(local.requests(S::PAYMENT) - before, 1);
    assert_eq!(S::moved(&sandbox), 1);
}

/// No secret of the account stands in what is printed.
pub(crate) async fn secrets_print_nowhere<S: Subject>() {
    let (sandbox, client, mut order) = ready::<S>().await;
    let mut printed = format!("{client:?}");
    for fault in [Fault::HtmlWithOk, Fault::CloseAfterEffect, Fault::TruncatedBody] {
        S::local(&sandbox).fault(fault).on(S::QUESTION).times(3);
        let error = failed(client.send(&S::question(&order)).await);
        write!(printed, "{error} {error:?}").unwrap();
        let mut cause = error.source();
        while let Some(below) = cause {
            write!(printed, "{below} {below:?}").unwrap();
            cause = below.source();
        }
        sandbox.reset();
        order = S::order(&client).await;
    }
    for secret in S::secrets(&sandbox) {
        assert!(!printed.contains(&secret), "{printed}");
    }
}

/// One test for each of the suite's.
macro_rules! conformance {
    ($subject:ty) => {
        #[test]
        fn safety_is_what_the_names_say() {
            suite::safety_is_what_the_names_say::<$subject>();
        }

        suite::conformance! { $subject:
            a_lost_answer_moves_money_once
            a_lost_request_is_as_unknown_as_a_lost_answer
            a_question_is_repeated
            nobody_there_is_proven_unsent
            an_unknown_certificate_ends_it
            a_late_answer_is_unknown
            a_dropped_future_is_not_repeated
            secrets_print_nowhere
        }
    };
    ($subject:ty: $($test:ident)+) => {$(
        #[tokio::test]
        async fn $test() {
            suite::$test::<$subject>().await;
        }
    )+};
}

pub(crate) use conformance;
