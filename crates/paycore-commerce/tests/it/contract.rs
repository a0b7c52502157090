//! What carriers are told about every operation.

use paycore_commerce::directory::{
    GetPaymentService, GetPayoutService, ListPaymentServices, ListPayoutServices,
};
use paycore_commerce::{
    CreateInvoice, CreatePayout, Endpoint, FindInvoice, FindPayout, Gateway as _, GetAccount,
    GetBalances, GetInvoice, GetPaymentOptions, GetPayout, GetProfile, ListInvoices, ListPayouts,
    PayCore, ProcessPayout, RefundInvoice, Reuse, Safety,
};

fn of<E: Endpoint>() -> (&'static str, Safety, u64, usize) {
    let deadline = E::DEADLINE.unwrap_or(PayCore::DEFAULTS.deadline);
    (E::NAME, E::SAFETY, deadline.as_secs(), E::MAX_ANSWER / 1024 / 1024)
}

#[test]
fn every_operation_says_what_a_second_one_would_do() {
    use Safety::{Once, ReadOnly, Repeatable};

    assert_eq!(
        [
            of::<CreateInvoice<'_>>(),
            of::<GetInvoice<'_>>(),
            of::<FindInvoice<'_>>(),
            of::<ListInvoices>(),
            of::<RefundInvoice<'_>>(),
            of::<CreatePayout<'_>>(),
            of::<ProcessPayout<'_>>(),
            of::<GetPayout<'_>>(),
            of::<FindPayout<'_>>(),
            of::<ListPayouts>(),
            of::<GetProfile>(),
            of::<GetBalances>(),
            of::<GetAccount>(),
            of::<GetPaymentOptions>(),
            of::<ListPaymentServices>(),
            of::<GetPaymentService>(),
            of::<ListPayoutServices>(),
            of::<GetPayoutService>(),
        ],
        [
            ("payment-invoice create", Repeatable, 30, 1),
            ("payment-invoice get", ReadOnly, 30, 1),
            ("payment-invoice find", ReadOnly, 30, 8),
            ("payment-invoice list", ReadOnly, 30, 8),
            ("payment-invoice refund", Once, 30, 1),
            ("payout-invoice create", Repeatable, 30, 1),
            ("payout-invoice process", Once, 30, 1),
            ("payout-invoice get", ReadOnly, 30, 1),
            ("payout-invoice find", ReadOnly, 30, 8),
            ("payout-invoice list", ReadOnly, 30, 8),
            ("account profile", ReadOnly, 30, 1),
            ("account balances", ReadOnly, 30, 1),
            ("account", ReadOnly, 30, 1),
            ("account payment-options", ReadOnly, 30, 1),
            ("payment-service list", ReadOnly, 30, 8),
            ("payment-service get", ReadOnly, 30, 1),
            ("payout-service list", ReadOnly, 30, 8),
            ("payout-service get", ReadOnly, 30, 1),
        ]
    );
}

#[test]
fn connections_are_not_kept() {
    let defaults = PayCore::DEFAULTS;
    assert_eq!((PayCore::NAME, defaults.reuse), ("paycore", Reuse::Never));
    assert_eq!(
        [defaults.connect, defaults.read, defaults.deadline].map(|limit| limit.as_secs()),
        [10, 30, 30]
    );
    assert_eq!(PayCore::PRIVATE, "https://com.paycore.io/api");
    assert_eq!(PayCore::PUBLIC, "https://com.paycore.io/public-api");
    assert_eq!(PayCore::HPP, "https://com.paycore.io/hpp");
}
