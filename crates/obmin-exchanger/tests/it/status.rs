//! Statuses and their changes, against the tables of the documents.

use obmin_exchanger::{Finality, OrderStatus, Source, Transition};

use crate::vectors::{cases, text};

/// Word, finality, whether it is done, whether its time runs.
const STATUSES: [(&str, Finality, bool, bool); 11] = [
    ("new", Finality::Open, false, true),
    ("waitPayment", Finality::Open, false, true),
    ("errorPayment", Finality::Open, false, false),
    ("inProgress", Finality::Open, false, false),
    ("inProgressPayout", Finality::Open, false, false),
    ("errorPayout", Finality::Open, false, false),
    ("hold", Finality::Open, false, false),
    ("done", Finality::Final, true, false),
    ("returned", Finality::Final, false, false),
    ("deleted", Finality::Soft, false, false),
    // not a word of theirs: not done, not over
    ("Done", Finality::Open, false, false),
];

/// The table of changes: from, to, by whom. `d` stands for documented, `i` for inferred.
const CHANGES: &str = "
    - new d Server
    - waitPayment i Server
    new waitPayment d Customer Merchant Operator
    new deleted d Customer Operator Timer
    new inProgress d Operator
    new errorPayment d Operator
    waitPayment inProgress d Customer Merchant
    waitPayment deleted d Customer Timer
    waitPayment inProgressPayout i PaymentModule
    waitPayment errorPayment i PaymentModule
    inProgress inProgressPayout i Operator Server
    inProgress errorPayment i Operator Server
    inProgress hold i Operator Server
    inProgress returned i Operator Server
    inProgress deleted i Operator Server
    inProgress done i Operator Server
    errorPayment waitPayment i Operator
    errorPayment inProgress i Operator
    errorPayment inProgressPayout i Operator
    errorPayment deleted i Operator
    errorPayment returned i Operator
    inProgressPayout done i PayoutModule Operator
    inProgressPayout errorPayout i PayoutModule Operator
    inProgressPayout hold i PayoutModule Operator
    errorPayout inProgressPayout i Operator
    errorPayout done i Operator
    errorPayout returned i Operator
    errorPayout hold i Operator
    hold inProgress i Operator
    hold inProgressPayout i Operator
    hold errorPayout i Operator
    hold done i Operator
    hold returned i Operator
    hold deleted i Operator
    deleted inProgress i LatePayment Operator
    deleted inProgressPayout i LatePayment Operator
    deleted returned i LatePayment Operator";

#[test]
fn every_status_word_has_its_meaning() {
    for (word, finality, done, expires) in STATUSES {
        let status = OrderStatus::from(word);
        assert_eq!(status.as_str(), word);
        assert_eq!(
            (status.finality(), status.is_done(), status.can_expire()),
            (finality, done, expires),
            "{word}"
        );
        assert!(!status.meaning().is_empty());
    }
    assert_eq!(OrderStatus::from("Done"), OrderStatus::Other("Done".into()), "letter by letter");
    assert!(OrderStatus::from("x").meaning().contains("neither a success nor a failure"));
}

#[test]
fn the_table_of_changes_is_the_documented_one() {
    let told: Vec<_> = Transition::all()
        .iter()
        .map(|change| {
            let from = change.from().map_or("-", OrderStatus::as_str);
            let source = if change.source() == Source::Documented { "d" } else { "i" };
            let by: Vec<_> = change.by().iter().map(|by| format!("{by:?}")).collect();
            format!("{from} {} {source} {}", change.to().as_str(), by.join(" "))
        })
        .collect();
    let expected: Vec<_> = CHANGES.trim().lines().map(str::trim).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_change_is_known_or_unusual() {
    for (from, ..) in STATUSES {
        for (to, ..) in STATUSES {
            let listed =
                CHANGES.lines().any(|line| line.trim().starts_with(&format!("{from} {to} ")));
            let can = OrderStatus::from(from).can_become(&OrderStatus::from(to));
            assert_eq!(can, listed, "{from} to {to}");
        }
    }
}

#[test]
fn a_merchant_sets_what_the_pages_set() {
    for case in cases("obmin.public-transition", 25) {
        let (from, to) = (text(&case, "/from"), text(&case, "/to"));
        let allowed = OrderStatus::from(from).merchant_may_set(&OrderStatus::from(to));
        assert_eq!(allowed, case["allowed"], "{from} to {to}");
    }
    let all = || STATUSES.iter().map(|(word, ..)| OrderStatus::from(*word));
    let allowed = all().flat_map(|from| all().map(move |to| from.merchant_may_set(&to)));
    assert_eq!(allowed.filter(|allowed| *allowed).count(), 4);
    for change in Transition::all()
        .iter()
        .filter(|change| change.by().contains(&obmin_exchanger::Mover::Merchant))
    {
        assert!(change.from().unwrap().merchant_may_set(change.to()));
    }
}
