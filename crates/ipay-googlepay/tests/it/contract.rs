//! What carriers are told about every action.

use ipay_googlepay::{
    CalculateFee, CancelPayment, CapturePayment, CreatePayment, Endpoint, Gateway as _,
    GetInvoiceLink, GetPayment, GetReceipt, IPay, ProcessPayment, Reuse, Safety, VerifyPayment,
};

fn of<E: Endpoint>() -> (&'static str, Safety, u64, usize) {
    let deadline = E::DEADLINE.unwrap_or(IPay::DEFAULTS.deadline);
    (E::NAME, E::SAFETY, deadline.as_secs(), E::MAX_ANSWER / 1024 / 1024)
}

#[test]
fn every_action_says_what_a_second_one_would_do_and_how_long_it_may_take() {
    use Safety::{Once, ReadOnly};

    assert_eq!(
        [
            of::<CalculateFee>(),
            of::<CreatePayment<'_>>(),
            of::<VerifyPayment<'_>>(),
            of::<CapturePayment<'_>>(),
            of::<CancelPayment>(),
            of::<GetPayment<'_>>(),
            of::<GetInvoiceLink>(),
            of::<GetReceipt>(),
            of::<ProcessPayment>(),
        ],
        [
            ("CalculateFee", ReadOnly, 15, 4),
            ("PaymentCreate", Once, 60, 4),
            ("PaymentVerify3DS", Once, 60, 4),
            ("PaymentSale", Once, 60, 4),
            ("PaymentCancel", Once, 60, 4),
            ("GetPaymentStatus", ReadOnly, 15, 4),
            ("GetPaymentInvoice", ReadOnly, 15, 4),
            ("GetReceipt", ReadOnly, 15, 16),
            ("ProcessPayment", Once, 60, 4),
        ]
    );
}

#[test]
fn connections_are_not_kept_and_a_bank_may_be_silent_for_a_minute() {
    let defaults = IPay::DEFAULTS;
    assert_eq!((IPay::NAME, defaults.reuse), ("ipay", Reuse::Never));
    assert_eq!(
        [defaults.connect, defaults.read, defaults.deadline].map(|limit| limit.as_secs()),
        [10, 60, 15]
    );
    assert!(CreatePayment::DEADLINE <= Some(defaults.read));
    assert_eq!(IPay::ADDRESS, "https://api-googlepay.ipay.ua");
}
