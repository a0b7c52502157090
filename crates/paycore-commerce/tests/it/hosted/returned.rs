//! What a payer brings back, which proves nothing.

use paycore_commerce::InvoiceStatus;
use paycore_commerce::hosted::UnprovenReturn;
use proptest::prelude::*;

#[test]
fn the_context_of_an_operation_is_read() {
    let query = "?id=cpi_Ab3De6Gh9Jk2Mn5P&serial_number=Ab3De6Gh9Jk2Mn5P&amount=100.50&currency=UAH&status=processed&reference_id=top-up+%E2%84%9617&empty=";
    for query in [query, &query[1..]] {
        let back = UnprovenReturn::read(query);
        assert_eq!(back.claimed_id().unwrap().as_str(), "cpi_Ab3De6Gh9Jk2Mn5P");
        assert_eq!(back.claimed_serial_number(), Some("Ab3De6Gh9Jk2Mn5P"));
        assert_eq!(back.claimed_amount().unwrap().as_str(), "100.50");
        assert_eq!(back.claimed_status(), Some(InvoiceStatus::Processed));
        assert_eq!(back.claimed_reference_id(), Some("top-up №17"));
        assert_eq!(back.claimed("currency"), Some("UAH"));
        assert_eq!((back.claimed("empty"), back.claimed("other")), (None, None));
    }
}

#[test]
fn what_is_not_there_or_there_twice_is_nothing() {
    let back = UnprovenReturn::read("");
    assert!(back.claimed_id().is_none() && back.claimed_amount().is_none());
    let back = UnprovenReturn::read("id=cpi_1&id=cpi_2&amount=1e&o=42");
    assert!(back.claimed_id().is_none() && back.claimed_amount().is_none());
    assert_eq!(back.claimed("o"), Some("42"));
    let odd = UnprovenReturn::read("status=PAID");
    assert_eq!(odd.claimed_status(), Some(InvoiceStatus::Other("PAID".into())));
}

#[test]
fn its_values_print_nowhere() {
    let back = UnprovenReturn::read("id=cpi_1&card=4111111111111111&a%0Ab=1");
    assert_eq!(format!("{back:?}"), r#"UnprovenReturn(["id", "card", "a\u{a}b"])"#);
}

proptest! {
    #[test]
    fn anything_is_taken(query in r"\PC{0,60}", name in r"\PC{0,4}") {
        let back = UnprovenReturn::read(&query);
        let _ = (back.claimed(&name), back.claimed_amount(), format!("{back:?}"));
    }
}
