//! Statuses, groups of errors, and what to do after an answer.

use ipay_googlepay::{
    CancelPayment, Cancellation, ErrorGroup, GetPayment, Held, Payment, PaymentStatus, Step,
    TryAgain,
};

use crate::common::{kopecks, pmt_id, respond};

fn payment(members: &str) -> Payment {
    respond(&GetPayment::of(pmt_id()), members).unwrap().into_inner()
}

#[test]
fn every_status_has_its_meaning() {
    for (code, status, [paid, failed, last], shown) in [
        (
            1,
            PaymentStatus::NeedsVerification,
            [false, false, false],
            "1 (the payer has to pass 3-D Secure)",
        ),
        (3, PaymentStatus::Held, [false, false, false], "3 (the money is held)"),
        (4, PaymentStatus::Failed, [false, true, true], "4 (not successful)"),
        (5, PaymentStatus::Paid, [true, false, true], "5 (paid)"),
        (9, PaymentStatus::Cancelled, [false, false, true], "9 (cancelled)"),
        (
            14,
            PaymentStatus::RefusedBySecurity,
            [false, true, true],
            "14 (refused by the security service)",
        ),
        (17, PaymentStatus::Deferred, [false, false, false], "17 (made without taking money)"),
        (
            6,
            PaymentStatus::Other("6".into()),
            [false, false, false],
            "6 (not documented: neither a success nor a failure)",
        ),
        (
            10,
            PaymentStatus::Other("10".into()),
            [false, false, false],
            "10 (not documented: neither a success nor a failure)",
        ),
        (
            11,
            PaymentStatus::Other("11".into()),
            [false, false, false],
            "11 (not documented: neither a success nor a failure)",
        ),
        (
            13,
            PaymentStatus::Other("13".into()),
            [false, false, false],
            "13 (not documented: neither a success nor a failure)",
        ),
    ] {
        let read = payment(&format!(r#""pmt_id":1234567,"pmt_status":{code}"#));
        assert_eq!(*read.status(), status);
        assert_eq!(status.code(), Some(code));
        assert_eq!([status.is_paid(), status.is_failed(), status.is_final()], [paid, failed, last]);
        assert_eq!(status.to_string(), shown);
    }
}

#[test]
fn every_group_tells_whether_the_payer_may_try_again() {
    for (code, group, again) in [
        (41, ErrorGroup::RefusedByIssuer, TryAgain::OtherCardOrAskBank),
        (42, ErrorGroup::NotEnoughMoney, TryAgain::OtherCardOrLess),
        (43, ErrorGroup::IssuerLimit, TryAgain::OtherCardOrAskBank),
        (50, ErrorGroup::WrongCvv, TryAgain::OtherCard),
        (51, ErrorGroup::ThreeDsNotPassed, TryAgain::Now),
        (52, ErrorGroup::Communication, TryAgain::Soon),
        (55, ErrorGroup::Unknown, TryAgain::OnceThenOtherCard),
        (56, ErrorGroup::CardExpired, TryAgain::OtherCard),
        (57, ErrorGroup::WrongCardNumber, TryAgain::OtherCard),
        (58, ErrorGroup::CardLimit, TryAgain::OtherCardOrAskBank),
        (60, ErrorGroup::ThreeDsNotPerformed, TryAgain::Soon),
        (66, ErrorGroup::ThreeDsNeeded, TryAgain::With3ds),
        (67, ErrorGroup::ForeignCard, TryAgain::OtherCard),
        (12, ErrorGroup::Other(12), TryAgain::OnceThenOtherCard),
        (44, ErrorGroup::Other(44), TryAgain::OnceThenOtherCard),
        (99, ErrorGroup::Other(99), TryAgain::OnceThenOtherCard),
    ] {
        let members =
            format!(r#""pmt_id":1234567,"pmt_status":4,"bank_response":{{"error_group":{code}}}"#);
        let read = payment(&members);
        assert_eq!(read.error_group(), Some(group));
        assert_eq!((group.code(), group.try_again()), (code, again), "{group:?}");
        assert!(!group.meaning().is_empty());
        assert!(matches!(read.step(), Step::Refused(Some(told)) if told == group));
    }
}

#[test]
fn every_status_has_its_step() {
    let step = |members: &str| format!("{:?}", payment(members).step());
    let with = |members: &str| step(&format!(r#""pmt_id":1234567,{members}"#));

    assert_eq!(with(r#""pmt_status":5"#), "Paid");
    assert_eq!(with(r#""pmt_status":9"#), "Cancelled");
    assert_eq!(with(r#""pmt_status":14"#), "Refused(None)");
    assert_eq!(with(r#""pmt_status":17"#), "Process(PmtId(1234567))");
    assert_eq!(
        with(r#""pmt_status":3,"invoice":"100""#),
        "Capture(Held { pmt_id: PmtId(1234567), invoice: Kopecks(100) })"
    );
    let url = r#""pmt_status":1,"security_data":{"redirect_url":"https://acs.example/x"}"#;
    assert_eq!(with(url), "Verify(Challenge { pmt_id: PmtId(1234567), .. })");

    for unclear in [
        r#""pmt_status":10"#,
        r#""pmt_status":"paid""#,
        r#""pmt_status":null"#,
        // what the status needs is not there, or cannot be used
        r#""pmt_status":1"#,
        r#""pmt_status":1,"security_data":[]"#,
        r#""pmt_status":1,"security_data":{"redirect_url":"javascript:alert(1)"}"#,
        r#""pmt_status":1,"security_data":{"redirect_url":"/acs"}"#,
        r#""pmt_status":3"#,
        r#""pmt_status":3,"invoice":0"#,
        r#""pmt_status":3,"invoice":"x""#,
    ] {
        assert_eq!(with(unclear), "Unclear", "{unclear}");
    }
    // 0 is no number of a payment: nothing could be sent about it
    for zero in [r#""pmt_status":17"#, r#""pmt_status":3,"invoice":100"#, url] {
        let members = format!(r#""pmt_id":0,"ext_id":"order-7",{zero}"#);
        let read = respond(&GetPayment::of("order-7"), &members).unwrap();
        assert!(matches!(read.step(), Step::Unclear), "{zero}");
    }
    for without_pmt_id in [r#""pmt_status":3,"invoice":100"#, r#""pmt_status":17"#, url] {
        assert_eq!(step(without_pmt_id), "Unclear", "{without_pmt_id}");
    }
}

#[test]
fn a_group_of_errors_makes_no_paid_payment_a_refused_one() {
    let read = payment(r#""pmt_id":1234567,"pmt_status":5,"bank_response":{"error_group":42}"#);
    assert!(matches!(read.step(), Step::Paid));
}

#[test]
fn a_failed_cancellation_is_no_failed_payment() {
    let judged = |status: &str| {
        let members = format!(r#""pmt_id":1234567,"pmt_status":{status},"invoice":100"#);
        respond(&CancelPayment::whole(pmt_id()), &members).unwrap().into_inner()
    };
    assert!(matches!(judged("9"), Cancellation::Cancelled(_)));
    assert!(matches!(judged("\"4\""), Cancellation::Failed(_)));
    for unclear in ["5", "3", "1", "14", "17", "10", "\"done\"", "null"] {
        assert!(matches!(judged(unclear), Cancellation::Unclear(_)), "{unclear}");
    }
    assert_eq!(judged("4").payment().invoice(), Some(kopecks(100)));
}

#[test]
fn a_hold_can_be_kept_and_taken_up_again() {
    let read = payment(r#""pmt_id":1234567,"pmt_status":"3","invoice":"100""#);
    let Step::Capture(held) = read.step() else { panic!("{read:?}") };
    assert_eq!(Held::new(held.pmt_id(), held.invoice()).unwrap(), held);
}
