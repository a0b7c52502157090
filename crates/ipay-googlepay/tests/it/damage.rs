//! Answers about something else, and answers to nothing: none of them is read as ours.

use ipay_googlepay::{
    CancelPayment, CapturePayment, CreatePayment, Delivery, Endpoint, ErrorKind, GetPayment,
    GetReceipt, Held, IPay, PmtId, ProcessPayment, ThreedsData, VerifyPayment,
};

use crate::common::{decode, kopecks, pmt_id, respond, token};

fn other<E: Endpoint<Gateway = IPay>>(request: &E, members: &str) {
    let error = respond(request, members).err().expect("about another payment");
    assert_eq!(
        (error.kind(), error.delivery()),
        (ErrorKind::Mismatch, Delivery::Unknown),
        "{members}"
    );
    assert!(error.refusal().is_none() && !error.is_transient());
    assert!(error.to_string().starts_with("the answer is about another payment"), "{error}");
}

#[test]
fn an_answer_about_another_payment_is_not_ours() {
    let posted = ThreedsData::new("eJx").unwrap();
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    for told in ["1234568", "\"1234568\"", "12345670.0"] {
        let members = format!(r#""pmt_id":{told},"pmt_status":5"#);
        other(&GetPayment::of(pmt_id()), &members);
        other(&VerifyPayment::new(pmt_id(), &posted), &members);
        other(&CapturePayment::whole(&held), &members);
        other(&ProcessPayment::of(pmt_id()), &members);
        other(&CancelPayment::whole(pmt_id()), &members.replace('5', "9"));
        other(&GetReceipt::of(pmt_id()), &format!(r#""pmt_id":{told},"status":"ERROR""#));
    }
}

#[test]
fn an_answer_about_another_ext_id_is_not_ours_in_any_form() {
    let token = token();
    let create = CreatePayment::new("order-77", kopecks(100), &token).unwrap();
    let ask = GetPayment::of("order-77");
    for told in [
        "\"order-78\"",
        "\"ORDER-77\"",
        "\"order-77 \"",
        "77",
        r#"{"ext_id":"order-78","pmt_id":"1"}"#,
        r#"{"ext_id":77}"#,
    ] {
        let members = format!(r#""pmt_id":1,"pmt_status":5,"ext_id":{told}"#);
        other(&create, &members);
        other(&ask, &members);
    }
    for told in ["\"order-77\"", r#"{"ext_id":"order-77"}"#, r#"{"mch_id":"1"}"#, "null", "[]"] {
        let members = format!(r#""pmt_id":1,"pmt_status":5,"ext_id":{told}"#);
        assert!(respond(&create, &members).unwrap().status().is_paid(), "{told}");
        assert!(respond(&ask, &members).unwrap().status().is_paid(), "{told}");
    }
}

#[test]
fn zeros_that_a_number_lost_do_not_make_another_payment() {
    let asked = GetPayment::of("0077");
    for (told, same) in [
        ("77", true),
        ("\"0077\"", true),
        (r#"{"ext_id":77}"#, true),
        // a text loses nothing
        ("\"77\"", false),
        ("770", false),
        ("7", false),
        ("-77", false),
        ("77.0", false),
    ] {
        let members = format!(r#""pmt_id":1,"pmt_status":5,"ext_id":{told}"#);
        assert_eq!(respond(&asked, &members).is_ok(), same, "{told}");
    }
    let members = r#""pmt_id":1,"pmt_status":5,"ext_id":0"#;
    assert!(respond(&GetPayment::of("000"), members).is_ok());
    assert!(respond(&GetPayment::of("x"), members).is_err());
}

#[test]
fn an_answer_that_does_not_say_what_it_is_about_is_ours() {
    assert!(respond(&GetPayment::of("order-77"), r#""pmt_id":1,"pmt_status":5"#).is_ok());
    assert!(respond(&GetPayment::of(pmt_id()), r#""pmt_status":5,"ext_id":"x""#).is_ok());
    assert!(respond(&GetReceipt::of(pmt_id()), r#""status":"CREATED""#).is_ok());
}

#[test]
fn no_prefix_and_no_flipped_bit_panics_or_reads_as_another_payment() {
    let body = r#"{"response":{"pmt_id":1234567,"ext_id":"order-77","invoice":100,"pmt_status":5,"bank_response":{"error_group":null},"transactions":[{"trn_id":1}]}}"#;
    let request = GetPayment::of(pmt_id());
    assert!(decode(&request, body).is_ok());
    for end in 0..body.len() {
        let error = decode(&request, &body[..end]).unwrap_err();
        assert_eq!(error.delivery(), Delivery::Unknown, "{end} bytes");
    }
    for at in 0..body.len() {
        for bit in 0..8 {
            let mut bytes = body.as_bytes().to_vec();
            bytes[at] ^= 1 << bit;
            match decode(&request, &bytes) {
                Ok(read) => assert!(read.pmt_id().is_none_or(|told| told == pmt_id())),
                Err(error) => assert_eq!(error.delivery(), Delivery::Unknown),
            }
        }
    }
}

#[test]
fn deep_and_long_documents_are_errors_and_not_the_end() {
    let request = GetPayment::of(PmtId::from(1));
    let deep = |depth| {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        format!(r#""pmt_id":1,"pmt_status":5,"x":{open}{close}"#)
    };
    assert!(respond(&request, &deep(60)).is_ok());
    for depth in [63, 1000, 100_000] {
        assert_eq!(respond(&request, &deep(depth)).unwrap_err().kind(), ErrorKind::Decode);
    }
    let many = r#"{"trn_id":1},"#.repeat(100_000);
    let members = format!(r#""pmt_id":1,"pmt_status":5,"transactions":[{many}{{}}]"#);
    assert_eq!(respond(&request, &members).unwrap().transactions().len(), 100_000);
}
