//! What asking reveals about an action whose outcome was unknown.

use ipay_googlepay::{
    Answer, CancelPayment, CapturePayment, CreatePayment, GetPayment, Held, Payment, PmtId,
    ProcessPayment, Result, Settled, ThreedsData, TrnId, VerifyPayment,
};

use crate::common::{decode, kopecks, pmt_id, respond, token};
use Settled::{Done, NotDone, Open};

type Asked = Result<Answer<Payment>>;

const STATUSES: [&str; 10] = ["1", "3", "4", "5", "9", "14", "17", "10", "\"?\"", "null"];

fn asked(status: &str) -> Asked {
    let members =
        format!(r#""pmt_id":1234567,"ext_id":"order-77","invoice":100,"pmt_status":{status}"#);
    respond(&GetPayment::of("order-77"), &members)
}

/// The verdicts for all statuses, in their order.
fn verdicts(settle: impl Fn(&Asked) -> Settled) -> [Settled; 10] {
    STATUSES.map(|status| settle(&asked(status)))
}

#[test]
fn each_action_has_its_table() {
    let (token, posted) = (token(), ThreedsData::new("eJx").unwrap());
    let held = Held::new(pmt_id(), kopecks(200)).unwrap();
    let create = CreatePayment::new("order-77", kopecks(100), &token).unwrap();
    let verify = VerifyPayment::new(pmt_id(), &posted);
    let capture = CapturePayment::part(&held, kopecks(100)).unwrap();
    let process = ProcessPayment::of(pmt_id());
    let cancel = CancelPayment::whole(pmt_id());

    //   1     3     4        5     9     14       17    10    "?"   null
    assert_eq!(
        verdicts(|asked| create.settle(asked)),
        [Done, Done, NotDone, Done, Done, NotDone, Done, Open, Open, Open]
    );
    assert_eq!(
        verdicts(|asked| verify.settle(asked)),
        [NotDone, Done, NotDone, Done, Done, NotDone, Open, Open, Open, Open]
    );
    assert_eq!(
        verdicts(|asked| capture.settle(asked)),
        [Open, NotDone, NotDone, Done, Open, NotDone, Open, Open, Open, Open]
    );
    assert_eq!(
        verdicts(|asked| process.settle(asked)),
        [Open, Done, NotDone, Done, Open, NotDone, NotDone, Open, Open, Open]
    );
    assert_eq!(
        verdicts(|asked| cancel.settle(asked)),
        [Open, NotDone, Open, NotDone, Done, Open, Open, Open, Open, Open]
    );
}

#[test]
fn nothing_settles_a_partial_cancellation() {
    let part = CancelPayment::part(pmt_id(), kopecks(100)).unwrap();
    let parts = CancelPayment::parts(pmt_id(), [(TrnId::from(1), kopecks(100))]).unwrap();
    for cancel in [part, parts] {
        assert!(cancel.is_partial());
        assert_eq!(verdicts(|asked| cancel.settle(asked)), [Open; 10]);
    }
}

#[test]
fn no_error_settles_anything() {
    let (token, posted) = (token(), ThreedsData::new("eJx").unwrap());
    let held = Held::new(pmt_id(), kopecks(200)).unwrap();
    for body in [
        r#"{"response":{"error":"overall error"}}"#,
        r#"{"response":{"error":"payment not found"}}"#,
        r#"{"response":{"error":"invalid auth"}}"#,
        r#"{"response":{"error":"access denied","pmt_id":1234567,"pmt_status":4}}"#,
        "<html>",
        "{}",
    ] {
        let asked = decode(&GetPayment::of("order-77"), body);
        assert!(asked.is_err());
        let create = CreatePayment::new("order-77", kopecks(100), &token).unwrap();
        assert_eq!(
            [
                create.settle(&asked),
                VerifyPayment::new(pmt_id(), &posted).settle(&asked),
                CapturePayment::whole(&held).settle(&asked),
                ProcessPayment::of(pmt_id()).settle(&asked),
                CancelPayment::whole(pmt_id()).settle(&asked),
            ],
            [Open; 5],
            "{body}"
        );
    }
}

#[test]
fn an_answer_about_another_payment_settles_nothing() {
    let token = token();
    let create = |ext_id, sum| CreatePayment::new(ext_id, kopecks(sum), &token).unwrap();
    assert_eq!(create("order-77", 100).settle(&asked("5")), Done);
    assert_eq!(create("order-78", 100).settle(&asked("5")), Open);
    assert_eq!(create("order-78", 100).settle(&asked("4")), Open);
    // the number was used before, for another sum
    assert_eq!(create("order-77", 101).settle(&asked("5")), Open);
    assert_eq!(create("order-77", 101).settle(&asked("4")), Open);
    assert_eq!(create("order-77", 99).settle(&asked("5")), Open);
    assert_eq!(create("order-77", 99).settle(&asked("4")), Open);

    assert_eq!(ProcessPayment::of(pmt_id()).settle(&asked("5")), Done);
    assert_eq!(ProcessPayment::of(PmtId::from(1)).settle(&asked("5")), Open);
    assert_eq!(CancelPayment::whole(PmtId::from(1)).settle(&asked("5")), Open);
    let held = Held::new(PmtId::from(1), kopecks(200)).unwrap();
    assert_eq!(CapturePayment::whole(&held).settle(&asked("3")), Open);
    let posted = ThreedsData::new("eJx").unwrap();
    assert_eq!(VerifyPayment::new(PmtId::from(1), &posted).settle(&asked("4")), Open);
}
