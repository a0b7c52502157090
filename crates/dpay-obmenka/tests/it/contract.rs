//! What carriers are told about every operation.

use std::time::Duration;

use dpay_obmenka::h2h::{ProcessH2h, StartH2h};
use dpay_obmenka::{
    CreateInvoice, CreatePayout, Endpoint, Gateway as _, GetBalance, GetInvoice, GetPayout,
    ListExtraFields, ListInvoices, ListPayouts, Obmenka, ProcessInvoice, ProcessPayout, Reuse,
    Safety, ValidatePayout,
};

fn of<E: Endpoint>() -> (&'static str, Safety) {
    (E::NAME, E::SAFETY)
}

#[test]
fn every_operation_says_what_a_second_one_would_do() {
    use Safety::{Once, ReadOnly, Repeatable};

    assert_eq!(
        [
            of::<CreateInvoice<'_>>(),
            of::<ProcessInvoice<'_>>(),
            of::<GetInvoice<'_>>(),
            of::<ListInvoices>(),
            of::<CreatePayout<'_>>(),
            of::<ValidatePayout<'_>>(),
            of::<ProcessPayout<'_>>(),
            of::<GetPayout<'_>>(),
            of::<ListPayouts>(),
            of::<GetBalance>(),
            of::<ListExtraFields>(),
            of::<StartH2h<'_>>(),
            of::<ProcessH2h<'_>>(),
        ],
        [
            ("einvoice/create", Repeatable),
            ("einvoice/process", Repeatable),
            ("einvoice/status", ReadOnly),
            ("einvoice/statement", ReadOnly),
            ("payment/create", Repeatable),
            ("payment/validate", ReadOnly),
            ("payment/process", Once),
            ("payment/status", ReadOnly),
            ("payment/statement", ReadOnly),
            ("payment/balance", ReadOnly),
            ("extrafields/list", ReadOnly),
            ("h2h/start", Once),
            ("h2h/process", Once),
        ]
    );
}

#[test]
fn connections_are_treated_as_the_provider_describes() {
    let defaults = Obmenka::DEFAULTS;
    assert_eq!((Obmenka::NAME, defaults.reuse), ("dpay", Reuse::Never));
    assert_eq!(
        (defaults.deadline, defaults.read),
        (Duration::from_secs(30), Duration::from_secs(30))
    );
    assert_eq!(Obmenka::OBMENKA, "https://acquiring_api.obmenka.ua");
    assert_eq!(Obmenka::DPAY_UKRAINE, "https://acquiring_api.dpay.ua");
    assert_eq!(Obmenka::DPAY_AFRICA, "https://api.dpay.africa");
    assert_eq!(Obmenka::OBMENKA_FORM, "https://acquiring.obmenka.ua/acs");
    assert_eq!(Obmenka::DPAY_AFRICA_FORM, "https://acs.dpay.africa/acs");
}
