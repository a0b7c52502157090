//! Where the document contradicts itself or reality: the decision for each conflict, by its number
//! in `docs/gateways/ipay-googlepay.md`.

use ipay_googlepay::{
    ApiErrorKind, Browser, CalculateFee, CancelPayment, CapturePayment, CreatePayment, ErrorGroup,
    Fiscal, GetInvoiceLink, GetPayment, Goods, Held, Kopecks, Payment, PaymentStatus,
    ProcessPayment, Quantity, Received, Requisites, Settled, Share, SmchId, Step, ThreedsData,
    ThreedsInfo, VerifyPayment, Version,
};
use serde_json::{Value, json};

use crate::common::{body, decode, gateway, kopecks, pmt_id, respond, stamp, token};
use crate::golden::threeds;

fn create(change: impl FnOnce(CreatePayment<'_>) -> CreatePayment<'_>) -> Value {
    let token = token();
    body(&change(CreatePayment::new("order-7", kopecks(100), &token).unwrap()))
}

fn payment(members: &str) -> Payment {
    respond(&GetPayment::of(pmt_id()), members).unwrap().into_inner()
}

#[test]
fn c01_the_version_is_the_number_1_20_and_can_be_switched() {
    use ipay_googlepay::Endpoint as _;

    let text = |version| {
        let gateway = gateway().version(version);
        let wire = GetPayment::of("7").encode(&gateway, &stamp()).unwrap();
        String::from_utf8(wire.body().to_vec()).unwrap()
    };
    assert!(text(Version::default()).starts_with(r#"{"request":{"version":1.20,"#));
    assert!(text(Version::Text).starts_with(r#"{"request":{"version":"1.20","#));
    assert!(text(Version::Absent).starts_with(r#"{"request":{"auth":"#));
}

#[test]
fn c02_a_fee_is_read_from_numbers_and_from_texts() {
    let request = CalculateFee::new(kopecks(1000)).unwrap();
    for members in [
        r#""invoice":1000,"amount":1100,"fee":100"#,
        r#""invoice":"1000","amount":"1100","fee":"100""#,
    ] {
        let fee = respond(&request, members).unwrap();
        let sums = [fee.invoice(), Some(fee.amount()), fee.fee()].map(Option::unwrap);
        assert_eq!(sums.map(Kopecks::get), [1000, 1100, 100]);
    }
    assert!(respond(&request, r#""invoice":"1000","amount":"1100","fee":"100","#).is_err());
}

#[test]
fn c03_a_fee_may_be_about_another_sum_than_the_one_that_was_sent() {
    let request = CalculateFee::new(kopecks(100)).unwrap();
    let fee = respond(&request, r#""invoice":1000,"amount":1100,"fee":100"#).unwrap();
    assert_eq!(fee.invoice(), Some(kopecks(1000)));
}

#[test]
fn c04_a_receiver_is_written_as_a_number_and_read_from_both() {
    let shares = [Share::new(SmchId::from(5410), kopecks(100)).unwrap()];
    let token = token();
    let request = CreatePayment::new("7", kopecks(100), &token).unwrap().split(&shares).unwrap();
    assert_eq!(body(&request)["transactions"][0]["smch_id"], 5410);
    for written in ["5410", "\"5410\""] {
        let members = format!(
            r#""pmt_id":1234567,"pmt_status":5,"transactions":[{{"smch_id":{written}}}],"mch_amount":[{{"smch_id":{written}}}]"#
        );
        let read = payment(&members);
        assert_eq!(read.transactions()[0].smch_id(), Some(SmchId::from(5410)));
        assert_eq!(read.mch_amount()[0].smch_id(), Some(SmchId::from(5410)));
    }
}

#[test]
fn c05_a_purpose_is_a_text() {
    let share = Share::new(SmchId::from(1), kopecks(1)).unwrap().description("77").unwrap();
    let shares = [share];
    let held = Held::new(pmt_id(), kopecks(1)).unwrap();
    let request = CapturePayment::split(&held, &shares).unwrap();
    assert_eq!(body(&request)["transactions"][0]["desc"], json!("77"));
}

#[test]
fn c06_a_pmt_id_is_written_as_a_number_and_read_from_both() {
    let held = Held::new(pmt_id(), kopecks(1)).unwrap();
    assert_eq!(body(&CapturePayment::whole(&held))["pmt_id"], json!(1_234_567));
    assert_eq!(body(&GetPayment::of(pmt_id()))["pmt_id"], json!(1_234_567));
    for written in ["1234567", "\"1234567\""] {
        let read = payment(&format!(r#""pmt_id":{written},"pmt_status":5"#));
        assert_eq!(read.pmt_id(), Some(pmt_id()));
    }
}

#[test]
fn c07_a_capture_always_says_its_sum() {
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    let shares = [20, 25].map(|sum| Share::new(SmchId::from(1), kopecks(sum)).unwrap());
    assert_eq!(body(&CapturePayment::whole(&held))["invoice"], 100);
    assert_eq!(body(&CapturePayment::split(&held, &shares).unwrap())["invoice"], 45);
}

#[test]
fn c08_an_ext_id_is_written_as_a_text_and_read_from_three_forms() {
    assert_eq!(body(&GetPayment::of("77")), json!({"ext_id": "77"}));
    assert_eq!(create(|payment| payment)["ext_id"], json!("order-7"));
    for written in ["\"77\"", "77", r#"{"ext_id":"77","mch_id":"1","pmt_id":"1"}"#] {
        let members = format!(r#""pmt_id":1,"pmt_status":5,"ext_id":{written}"#);
        let read = respond(&GetPayment::of("77"), &members).unwrap();
        assert_eq!(read.ext_id().unwrap().as_str(), "77");
    }
}

#[test]
fn c09_a_status_is_read_from_numbers_and_from_texts() {
    for members in [
        r#""pmt_id":1234567,"invoice":100,"amount":103,"pmt_status":5"#,
        r#""pmt_id":"1234567","invoice":"100","amount":"103","pmt_status":"5""#,
    ] {
        let read = payment(members);
        assert!(read.status().is_paid());
        assert_eq!((read.invoice(), read.amount()), (Some(kopecks(100)), Some(kopecks(103))));
    }
}

#[test]
fn c10_the_least_that_makes_a_payment_and_all_that_the_table_wants() {
    let names = |body: &Value| body.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&create(|payment| payment)), ["ext_id", "invoice", "token"]);
    let token = token();
    let full = CreatePayment::in_full("7", kopecks(1), &token, "Tea", "{}", threeds()).unwrap();
    let all = ["ext_id", "invoice", "pmt_desc", "pmt_info", "threeds_info", "token"];
    assert_eq!(names(&body(&full)), all);
}

#[test]
fn c11_members_that_only_an_example_has_may_be_missing() {
    let with = payment(
        r#""pmt_id":1234567,"pmt_status":1,"security_rate":"3D","security_data":{"redirect_url":"https://acs.example"}"#,
    );
    assert_eq!(with.security_rate(), Some("3D"));
    assert!(matches!(with.step(), Step::Verify(_)));
    let without = payment(r#""pmt_id":1234567,"pmt_status":1"#);
    assert_eq!((without.security_rate(), without.redirect_url()), (None, None));
    assert!(matches!(without.step(), Step::Unclear));
}

#[test]
fn c12_members_that_only_a_table_has_may_be_missing() {
    let with = payment(
        r#""pmt_id":1234567,"pmt_status":5,"ext_id":"7","terminal_id":"W1","recurrent_token":"r","mch_amount":[{"smch_id":"1","amount":"2"}]"#,
    );
    assert_eq!((with.terminal_id(), with.mch_amount().len()), (Some("W1"), 1));
    assert!(with.ext_id().is_some() && with.recurrent_token().is_some());
    let without = payment(r#""pmt_id":1234567,"pmt_status":5"#);
    assert_eq!((without.terminal_id(), without.mch_amount().len()), (None, 0));
    assert!(without.ext_id().is_none() && without.recurrent_token().is_none());
}

#[test]
fn c13_a_row_that_is_printed_twice_is_one_member() {
    let once = r#""pmt_id":1234567,"pmt_status":5,"auth_code":"040280","terminal_id":"W1""#;
    assert_eq!(payment(once).auth_code(), Some("040280"));
    let twice = format!(r#"{once},"auth_code":"040280""#);
    assert!(respond(&GetPayment::of(pmt_id()), &twice).is_err());
}

#[test]
fn c14_two_groups_with_the_same_words_stay_two() {
    let group = |code: i64| {
        let members =
            format!(r#""pmt_id":1234567,"pmt_status":4,"bank_response":{{"error_group":{code}}}"#);
        payment(&members).error_group()
    };
    assert_eq!(group(51), Some(ErrorGroup::ThreeDsNotPassed));
    assert_eq!(group(60), Some(ErrorGroup::ThreeDsNotPerformed));
}

#[test]
fn c15_a_group_that_no_table_has_is_kept() {
    let members = r#""pmt_id":1234567,"pmt_status":4,"bank_response":{"error_group":12}"#;
    let group = payment(members).error_group().unwrap();
    assert_eq!((group, group.code()), (ErrorGroup::Other(12), 12));
    assert_eq!(group.try_again(), ErrorGroup::Unknown.try_again());
}

#[test]
fn c16_any_status_is_understood_in_any_answer() {
    let (token, posted) = (token(), ThreedsData::new("x").unwrap());
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    for code in [1, 3, 4, 5, 9, 14, 17, 99] {
        let members = format!(r#""pmt_id":1234567,"pmt_status":{code}"#);
        let statuses = [
            respond(&CreatePayment::new("7", kopecks(1), &token).unwrap(), &members).unwrap(),
            respond(&VerifyPayment::new(pmt_id(), &posted), &members).unwrap(),
            respond(&CapturePayment::whole(&held), &members).unwrap(),
            respond(&GetPayment::of(pmt_id()), &members).unwrap(),
            respond(&ProcessPayment::of(pmt_id()), &members).unwrap(),
        ];
        assert!(statuses.iter().all(|read| read.status().code() == Some(code)));
        let cancelled = respond(&CancelPayment::whole(pmt_id()), &members).unwrap();
        assert_eq!(cancelled.payment().status().code(), Some(code));
    }
}

#[test]
fn c17_the_documents_own_token_is_none() {
    use ipay_googlepay::GoogleToken;

    let sample = "eyJwYXltZW50RGF0YSI6eyJ2ZXJzaW9uIjoiRUNfdjEiLCJkYXRhIjoiZ3ZNWHDJCIn0=";
    assert!(GoogleToken::from_base64(sample).is_err(), "spliced: not even UTF-8");
    assert!(GoogleToken::from_base64(format!("{sample} ...")).is_err());
}

#[test]
fn c18_height_and_width_are_written_as_measured() {
    let browser = Browser {
        language: "uk-UA",
        screen_height: 1080,
        screen_width: 1920,
        color_depth: 24,
        timezone_offset: -120,
        accept_header: "*/*",
        user_agent: "x",
    };
    let info = ThreedsInfo::new("https://a.example/", "https://a.example", browser).unwrap();
    let body = create(|payment| payment.threeds(info));
    assert_eq!(body["threeds_info"]["browser_screen_height"], json!("1080"));
    assert_eq!(body["threeds_info"]["browser_screen_width"], json!("1920"));
}

#[test]
fn c19_an_account_is_spelled_with_an_underscore() {
    let body = create(|payment| payment.sender(Requisites::new().account_number("UA1")));
    assert_eq!(body["sender"], json!({"account_number": "UA1"}));
}

#[test]
fn c20_what_is_posted_as_threeds_data_in_camel_case_is_sent_in_snake_case() {
    let headers: [(&str, &[u8]); 0] = [];
    let data = ThreedsData::posted(Received::new("/", &headers, b"threedsData=eJx")).unwrap();
    let sent = body(&VerifyPayment::new(pmt_id(), &data));
    assert_eq!(sent, json!({"pmt_id": 1_234_567, "threeds_data": "eJx"}));
    assert!(ThreedsData::posted(Received::new("/", &headers, b"threeds_data=eJx")).is_err());
}

#[test]
fn c21_an_invoice_is_a_sum_everywhere_and_an_address_in_one_place() {
    let ask = GetInvoiceLink::of(pmt_id());
    let link = respond(&ask, r#""invoice":"https://ipay.example/1""#).unwrap();
    assert_eq!(link.url(), "https://ipay.example/1");
    for sum in ["100", "\"100\"", "null", "\"javascript:1\"", "\"/invoice/1\""] {
        assert!(respond(&ask, &format!(r#""invoice":{sum}"#)).is_err(), "{sum}");
    }
    let read = payment(r#""pmt_id":1234567,"pmt_status":5,"invoice":"https://ipay.example/1""#);
    assert_eq!(read.invoice(), None);
}

#[test]
fn c22_goods_are_added_up_unless_told_otherwise() {
    let id = "7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30";
    let goods = Goods::new(id, "x", kopecks(450), Quantity::pieces(1).unwrap()).unwrap();
    let receipt = Fiscal::new(1, 1, [goods]).unwrap();
    let token = token();
    let request = CreatePayment::new("7", kopecks(100), &token).unwrap();
    assert!(request.clone().receipt(receipt.clone()).is_err());
    let sent = body(&request.receipt_as_is(receipt));
    assert_eq!(
        (&sent["invoice"], &sent["receipt_data"]["goods"][0]["price"]),
        (&json!(100), &json!(450))
    );
}

#[test]
fn c23_the_answer_tells_whether_a_payment_has_two_stages() {
    let token = token();
    let request = CreatePayment::new("7", kopecks(100), &token).unwrap();
    let two = respond(&request, r#""pmt_id":1,"pmt_status":3,"invoice":100"#).unwrap();
    assert!(matches!(two.step(), Step::Capture(_)));
    let one = respond(&request, r#""pmt_id":1,"pmt_status":5,"invoice":100"#).unwrap();
    assert!(matches!(one.step(), Step::Paid));
    // what a public client asks for can be asked for in one's own data
    let shares =
        [Share::new(SmchId::from(1), kopecks(100)).unwrap().info(r#"{"preauth":1}"#).unwrap()];
    let sent = body(&request.split(&shares).unwrap());
    assert_eq!(sent["transactions"][0]["info"], json!({"preauth": 1}));
}

#[test]
fn c24_a_credit_is_read_from_numbers_and_from_texts() {
    for written in ["97", "\"97\""] {
        let members = format!(
            r#""pmt_id":1234567,"pmt_status":5,"mch_amount":[{{"smch_id":"1","amount":{written}}}]"#
        );
        assert_eq!(payment(&members).mch_amount()[0].amount(), Some(kopecks(97)));
    }
}

/// The prose of the document changes its language in places; what programs compare does not.
#[test]
fn c25_only_english_words_are_compared() {
    use ipay_googlepay::ApiError;

    let error =
        respond(&ProcessPayment::of(pmt_id()), r#""error":"Загальная помилка""#).unwrap_err();
    assert_eq!(ApiError::of(&error).unwrap().kind(), ApiErrorKind::Other);
    let read = payment(r#""pmt_id":1234567,"pmt_status":"успішний""#);
    assert_eq!(*read.status(), PaymentStatus::Other("успішний".into()));
    let asked = decode(
        &GetPayment::of(pmt_id()),
        r#"{"response":{"pmt_id":1234567,"pmt_status":"успішний"}}"#,
    );
    assert_eq!(ProcessPayment::of(pmt_id()).settle(&asked), Settled::Open);
}
