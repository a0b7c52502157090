//! Answers that were cut or changed on their way: none of them panics or reads as something else.

use paycore_commerce::{
    CreateInvoice, Currency, Delivery, ErrorKind, FindInvoice, GetInvoice, GetPayout, InvoiceId,
    ListInvoices, Mode, PayoutId, ProcessPayout, RefundInvoice,
};

use crate::common::{amount, decode};
use crate::examples::{INVOICE, PAYOUT};

#[test]
fn no_prefix_of_an_answer_is_one() {
    let id = InvoiceId::from("cpi_Qm7Xc2Lp9Zt4Wd1K");
    let reference = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let create = CreateInvoice::new(reference, amount("100.5"), Currency::EUR, Mode::Test).unwrap();
    for end in 0..INVOICE.len() {
        let cut = &INVOICE.as_bytes()[..end];
        let error = decode(&GetInvoice::of(&id), 200, cut).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
        let error = decode(&create, 201, cut).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    }
}

#[test]
fn no_flipped_bit_panics_or_reads_as_another_payout() {
    let id = PayoutId::from("cpoi_H3k9Vb2Nq8Rs5Tx1");
    assert!(decode(&GetPayout::of(&id), 200, PAYOUT).is_ok());
    for at in 0..PAYOUT.len() {
        for bit in [0, 1, 5, 7] {
            let mut bytes = PAYOUT.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            match decode(&GetPayout::of(&id), 200, &bytes) {
                Ok(payout) => {
                    assert_eq!(payout.id(), &id);
                    drop(format!("{payout:?} {:?} {:?}", payout.amount(), payout.parts()));
                }
                Err(error) => assert_eq!(error.delivery(), Delivery::Unknown),
            }
        }
    }
}

#[test]
fn an_answer_about_another_create_is_not_ours() {
    let reference = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    let create = |reference, mode| {
        CreateInvoice::new(reference, amount("100.5"), Currency::EUR, mode).unwrap()
    };
    assert!(decode(&create(reference, Mode::Test), 201, INVOICE).is_ok());
    for (reference, mode, field) in
        [("another", Mode::Test, "`reference_id`"), (reference, Mode::Live, "`test_mode`")]
    {
        let error = decode(&create(reference, mode), 201, INVOICE).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
        assert!(error.to_string().contains(field), "{error}");
    }
}

#[test]
fn an_answer_about_another_process_or_refund_is_not_ours() {
    let (payout, invoice) = (PayoutId::from("cpoi_1"), InvoiceId::from("cpi_1"));
    let process = ProcessPayout::of(&payout);
    let refund = RefundInvoice::by_id(&invoice, amount("1")).unwrap();
    let other = r#"{"data":{"id":"other","status":"processed"}}"#;
    for error in [decode(&process, 201, other).err(), decode(&refund, 200, other).err()] {
        let error = error.expect("it is about another one");
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
    }
    assert!(decode(&process, 201, other.replace("other", "cpoi_1")).is_ok());
    assert!(decode(&refund, 200, other.replace("other", "cpi_1")).is_ok());
}

#[test]
fn deep_and_long_documents_are_errors_and_not_the_end() {
    let id = InvoiceId::from("a");
    let deep = |depth| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#"{{"data":{{"id":"a","status":"created","flow_data":{open}{close}}}}}"#)
    };
    assert!(decode(&GetInvoice::of(&id), 200, deep(60)).is_ok());
    for depth in [64, 1000, 100_000] {
        let error = decode(&GetInvoice::of(&id), 200, deep(depth)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
    }
    let many = r#"{"id":"a","status":"created"},"#.repeat(20_000);
    let body = format!(r#"{{"data":[{many}{{"id":"b","status":"created"}}]}}"#);
    assert_eq!(decode(&ListInvoices::new(), 200, &body).unwrap().items().len(), 20_001);
    assert!(decode(&FindInvoice::of("6"), 200, &body).is_err());
}
