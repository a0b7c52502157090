//! What carriers are told about every call.

use obmin_exchanger::{
    CreateOrder, Endpoint, Gateway as _, GetOrder, GetRoute, GetRouteTable, GetSiteStatus,
    ListLastOrders, ListOrders, ListRoutes, Obmin, Reuse, Safety, Turns, UpdateOrder,
};

fn of<E: Endpoint>() -> (&'static str, Safety, u64, usize) {
    let deadline = E::DEADLINE.unwrap_or(Obmin::DEFAULTS.deadline);
    (E::NAME, E::SAFETY, deadline.as_secs(), E::MAX_ANSWER / 1024 / 1024)
}

#[test]
fn every_call_says_what_a_second_one_would_do_and_how_long_it_may_take() {
    use Safety::{Once, ReadOnly};

    assert_eq!(
        [
            of::<CreateOrder<'_>>(),
            of::<UpdateOrder<'_>>(),
            of::<GetOrder<'_>>(),
            of::<ListOrders>(),
            of::<ListLastOrders>(),
            of::<ListRoutes<'_>>(),
            of::<GetRouteTable<'_>>(),
            of::<GetRoute<'_>>(),
            of::<GetSiteStatus>(),
        ],
        [
            ("public/exchanger/order/create", Once, 30, 1),
            ("public/exchanger/order/update-status", Once, 30, 1),
            ("public/exchanger/order/get", ReadOnly, 30, 1),
            ("user/exchanger/order/history", ReadOnly, 30, 16),
            ("public/exchanger/order/get-lasts", ReadOnly, 30, 1),
            ("public/exchanger/route/get", ReadOnly, 30, 16),
            ("public/exchanger/route-v2/get", ReadOnly, 30, 16),
            ("public/exchanger/route/get/one", ReadOnly, 30, 16),
            ("public/site/status/get", ReadOnly, 30, 1),
        ]
    );
}

#[test]
fn calls_of_one_key_go_one_after_the_other() {
    let defaults = Obmin::DEFAULTS;
    assert_eq!(
        (Obmin::NAME, defaults.turns, defaults.reuse),
        ("obmin", Turns::OneByOne, Reuse::Never)
    );
    assert_eq!(
        [defaults.connect, defaults.read, defaults.deadline].map(|limit| limit.as_secs()),
        [10, 30, 30]
    );
    assert_eq!(Obmin::new().site().as_str(), "https://www.obmin.me");
}
