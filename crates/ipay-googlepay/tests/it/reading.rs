//! The rules of reading, one test for each: any spelling of what is meant, and nothing where
//! nothing can be made of it.

use ipay_googlepay::{
    ApiError, ApiErrorKind, Delivery, ErrorGroup, ErrorKind, GetPayment, GetReceipt, Kopecks,
    Payment, PaymentStatus, PmtId, Receipt, SmchId, TrnId,
};

use crate::common::{answer, decode, gateway, kopecks, pmt_id, respond};

/// A payment in status 5 with these members too.
fn paid(members: &str) -> Payment {
    let members = format!(r#""pmt_id":1234567,"pmt_status":5,{members}"#);
    respond(&GetPayment::of(pmt_id()), &members).unwrap().into_inner()
}

#[test]
fn r1_an_integer_is_a_number_or_a_text_with_nothing_behind_the_point() {
    for (written, read) in [
        ("100", Some(100)),
        ("100.0", Some(100)),
        ("100.000", Some(100)),
        ("-5", Some(-5)),
        ("0", Some(0)),
        ("1e2", Some(100)),
        ("1.0E+2", Some(100)),
        ("-1.2345e4", Some(-12_345)),
        ("1.2345000e4", Some(12_345)),
        ("1e18", Some(1_000_000_000_000_000_000)),
        ("0e0", Some(0)),
        ("1e19", None),
        ("9.3e18", None),
        ("1.23456e4", None),
        ("1000e-1", None),
        ("1e99999999999999999999", None),
        ("\"100\"", Some(100)),
        ("\" 100 \"", Some(100)),
        ("\"+100\"", Some(100)),
        ("\"-100\"", Some(-100)),
        ("\"100.00\"", Some(100)),
        ("\"007\"", Some(7)),
        ("9223372036854775807", Some(i64::MAX)),
        ("\"9223372036854775807.0\"", Some(i64::MAX)),
        ("null", None),
        ("\"\"", None),
        ("\" \"", None),
        ("\"\\t100\"", None),
        ("\"\u{a0}100\"", None),
        ("100.5", None),
        ("\"100.01\"", None),
        ("\"100.\"", None),
        ("\".0\"", None),
        ("\"1 000\"", None),
        ("\"1,00\"", None),
        ("\"1e2\"", None),
        ("9223372036854775808", None),
        ("1e400", None),
        ("\"n/a\"", None),
        ("\"٤\"", None),
        ("true", None),
        ("[]", None),
        ("{}", None),
        ("[100]", None),
    ] {
        let payment = paid(&format!(r#""invoice":{written}"#));
        assert_eq!(payment.invoice().map(Kopecks::get), read, "{written}");
        assert!(payment.status().is_paid(), "{written}");
    }
    assert_eq!(paid(r#""amount":5"#).invoice(), None);
}

#[test]
fn r1_what_could_not_be_read_is_kept() {
    let body = r#"{"response":{"pmt_id":1234567,"pmt_status":5,"invoice":"n/a"}}"#;
    let payment = decode(&GetPayment::of(pmt_id()), body).unwrap();
    assert_eq!((payment.invoice(), payment.raw()), (None, body));
}

#[test]
fn r2_a_text_is_never_made_a_number() {
    for (written, read) in [
        ("\"021705522966\"", Some("021705522966")),
        ("\"A0B1\"", Some("A0B1")),
        ("21705522966", Some("21705522966")),
        ("40280.0", Some("40280.0")),
        ("\"\\u0410\\/1\"", Some("А/1")),
        ("null", None),
        ("\"\"", None),
        ("false", None),
        ("[]", None),
        ("{}", None),
    ] {
        let names = ["rrn", "auth_code", "terminal_id", "card_mask", "bank_acquirer_name"];
        let members = names.map(|name| format!(r#""{name}":{written}"#)).join(",");
        let payment = paid(&members);
        for text in [
            payment.rrn(),
            payment.auth_code(),
            payment.terminal_id(),
            payment.card_mask(),
            payment.bank_acquirer_name(),
        ] {
            assert_eq!(text, read, "{written}");
        }
    }
}

#[test]
fn r3_a_list_has_many_forms() {
    let (one, two) = (r#"{"trn_id":1,"smch_id":10}"#, r#"{"trn_id":"2","smch_id":"20"}"#);
    for (written, read) in [
        (format!("[{one},{two}]"), &[1, 2][..]),
        (format!(r#"{{"0":{one},"1":{two}}}"#), &[1, 2]),
        (format!(r#"{{"10":{one},"9":{two}}}"#), &[2, 1]),
        (format!("[null,{one},[],{{}},7]"), &[1]),
        (one.to_owned(), &[1]),
        (r#"{"smch_id":20,"trn_id":2}"#.to_owned(), &[2]),
        ("[]".to_owned(), &[]),
        ("{}".to_owned(), &[]),
        ("null".to_owned(), &[]),
        ("false".to_owned(), &[]),
        ("\"\"".to_owned(), &[]),
        ("\"none\"".to_owned(), &[]),
        (format!(r#"{{"first":{one}}}"#), &[]),
    ] {
        let payment = paid(&format!(r#""transactions":{written}"#));
        let ids: Vec<_> = payment
            .transactions()
            .iter()
            .map(|one| one.trn_id().map(TrnId::get).unwrap())
            .collect();
        assert_eq!(ids, read, "{written}");
    }
    // one that says little is known by either of its members
    let payment = paid(r#""transactions":{"smch_id":10,"invoice":1},"mch_amount":{"smch_id":10}"#);
    assert_eq!(payment.transactions()[0].smch_id(), Some(SmchId::from(10)));
    assert_eq!(payment.mch_amount()[0].smch_id(), Some(SmchId::from(10)));
    let payment = paid(r#""mch_amount":{"amount":"97"}"#);
    assert_eq!(payment.mch_amount()[0].amount(), Some(kopecks(97)));
    let payment = paid(r#""mch_amount":{"smch_id":"13581","amount":97}"#);
    let [credit] = payment.mch_amount() else { panic!("{payment:?}") };
    assert_eq!((credit.smch_id(), credit.amount()), (Some(SmchId::from(13581)), Some(kopecks(97))));
}

#[test]
fn r4_an_object_that_is_not_there_has_many_forms() {
    for nothing in ["null", "\"\"", "[]", "[ ]", "{}", "false", "0"] {
        let members = format!(r#""bank_response":{nothing},"security_data":{nothing}"#);
        let payment = paid(&members);
        assert_eq!((payment.error_group(), payment.redirect_url()), (None, None), "{nothing}");
    }
}

#[test]
fn r5_a_flag_has_many_forms() {
    use ipay_googlepay::google::PaymentData;

    let token = r#"{\"protocolVersion\":\"ECv2\"}"#;
    for (written, read) in [
        ("true", Some(true)),
        ("1", Some(true)),
        ("\"1\"", Some(true)),
        ("\"true\"", Some(true)),
        ("false", Some(false)),
        ("0", Some(false)),
        ("\"0\"", Some(false)),
        ("\"false\"", Some(false)),
        ("null", None),
        ("\"\"", None),
        ("\"yes\"", None),
        ("2", None),
    ] {
        let data = format!(
            r#"{{"paymentMethodData":{{"type":"CARD","info":{{"assuranceDetails":{{"accountVerified":{written}}}}},"tokenizationData":{{"type":"PAYMENT_GATEWAY","token":"{token}"}}}}}}"#
        );
        let data = PaymentData::read(data.as_bytes()).unwrap();
        assert_eq!(data.info().account_verified(), read, "{written}");
    }
}

#[test]
fn r6_an_ext_id_is_a_text_a_number_or_an_object_with_its_own() {
    for (written, read) in [
        ("\"order-77\"", Some("order-77")),
        ("77", Some("77")),
        (r#"{"ext_id":"order-77","mch_id":"1","pmt_id":"1234567"}"#, Some("order-77")),
        (r#"{"ext_id":77}"#, Some("77")),
        (r#"{"mch_id":"1","pmt_id":"1234567"}"#, None),
        ("{}", None),
        ("[]", None),
        ("null", None),
        ("\"\"", None),
        (r#"{"ext_id":{"ext_id":"deep"}}"#, None),
    ] {
        let payment = paid(&format!(r#""ext_id":{written}"#));
        assert_eq!(payment.ext_id().map(ipay_googlepay::ExtId::as_str), read, "{written}");
    }
}

#[test]
fn r7_members_that_are_not_documented_are_kept() {
    let payment = paid(r#""terminal_merchant_id":"7","debug":{"a":[1.50]},"invoice":1"#);
    let extras: Vec<_> = payment.extras().collect();
    assert_eq!(extras, [("terminal_merchant_id", "\"7\""), ("debug", r#"{"a":[1.50]}"#)]);
}

#[test]
fn r8_a_status_is_a_number_in_any_spelling_and_anything_else_is_kept() {
    for (written, status) in [
        ("5", PaymentStatus::Paid),
        ("\"5\"", PaymentStatus::Paid),
        ("5.0", PaymentStatus::Paid),
        ("5e0", PaymentStatus::Paid),
        ("5e1", PaymentStatus::Other("5e1".into())),
        ("0.5e1", PaymentStatus::Paid),
        ("\"5e0\"", PaymentStatus::Other("5e0".into())),
        ("\" 5.00 \"", PaymentStatus::Paid),
        ("\"3\"", PaymentStatus::Held),
        ("10", PaymentStatus::Other("10".into())),
        ("\"11\"", PaymentStatus::Other("11".into())),
        ("55", PaymentStatus::Other("55".into())),
        ("-5", PaymentStatus::Other("-5".into())),
        ("5.5", PaymentStatus::Other("5.5".into())),
        ("\"PAID\"", PaymentStatus::Other("PAID".into())),
        ("\"\"", PaymentStatus::Other("".into())),
        ("null", PaymentStatus::Other("".into())),
        ("[5]", PaymentStatus::Other("".into())),
        ("true", PaymentStatus::Other("".into())),
    ] {
        let members = format!(r#""pmt_id":1234567,"pmt_status":{written}"#);
        let payment = respond(&GetPayment::of(pmt_id()), &members).unwrap();
        assert_eq!(*payment.status(), status, "{written}");
        if matches!(status, PaymentStatus::Other(_)) {
            let is = [status.is_paid(), status.is_final(), status.is_failed()];
            assert_eq!(is, [false; 3], "{written}");
        }
    }
    assert_eq!(PaymentStatus::Other("10".into()).code(), Some(10));
    assert_eq!(PaymentStatus::Other("PAID".into()).code(), None);
}

#[test]
fn r9_an_error_group_is_a_number_and_zero_is_none() {
    for (written, read) in [
        ("42", Some(ErrorGroup::NotEnoughMoney)),
        ("\"42\"", Some(ErrorGroup::NotEnoughMoney)),
        ("42.0", Some(ErrorGroup::NotEnoughMoney)),
        ("\"42-insufficient_funds\"", Some(ErrorGroup::NotEnoughMoney)),
        ("12", Some(ErrorGroup::Other(12))),
        ("-1", Some(ErrorGroup::Other(-1))),
        ("0", None),
        ("\"0\"", None),
        ("\"0-none\"", None),
        ("\" 42 insufficient funds\"", Some(ErrorGroup::NotEnoughMoney)),
        ("\"066\"", Some(ErrorGroup::ThreeDsNeeded)),
        // other numbers than the one that they begin with
        ("42.5", None),
        ("\"42,5\"", None),
        ("4.25e1", None),
        ("42e1", Some(ErrorGroup::Other(420))),
        ("42e-1", None),
        ("\"42e1\"", None),
        ("\"99999999999999999999\"", None),
        ("[42]", None),
        ("null", None),
        ("\"\"", None),
        ("\"declined\"", None),
    ] {
        let payment = paid(&format!(r#""bank_response":{{"error_group":{written}}}"#));
        assert_eq!(payment.error_group(), read, "{written}");
    }
}

#[test]
fn r10_an_error_comes_first_whatever_else_is_there() {
    let request = GetPayment::of(pmt_id());
    for status in [200, 400, 401, 403, 500] {
        let body = r#"{"response":{"pmt_id":"1234567","pmt_status":"4","error":"invalid pan","error_code":"17"}}"#;
        let answer = answer(status, "text/html", body);
        let error = ipay_googlepay::Endpoint::decode(&request, &gateway(), &answer).unwrap_err();
        let told = ApiError::of(&error).unwrap();
        assert_eq!(told.kind(), ApiErrorKind::InvalidPan, "{status}");
        assert_eq!(told.code(), "17");
        assert_eq!(told.pmt_id(), Some(pmt_id()));
        assert_eq!(told.status(), Some(&PaymentStatus::Failed));
    }
    for nothing in ["null", "\"\"", "\" \"", "false", "[]", "[ ]", "{}", "{\n}", "0"] {
        assert!(paid(&format!(r#""error":{nothing}"#)).status().is_paid(), "{nothing}");
    }
    for (something, text) in
        [("true", "true"), ("7", "7"), (r#"["no"]"#, r#"["no"]"#), (r#"{"a":1}"#, r#"{"a":1}"#)]
    {
        let members = format!(r#""pmt_id":1234567,"pmt_status":5,"error":{something}"#);
        let error = respond(&request, &members).unwrap_err();
        let told = ApiError::of(&error).unwrap();
        assert_eq!((told.kind(), told.message()), (ApiErrorKind::Other, text));
    }
}

#[test]
fn r11_a_byte_order_mark_white_space_and_a_wrong_label_change_nothing() {
    let request = GetPayment::of(pmt_id());
    let body = r#"{"response":{"pmt_id":1234567,"pmt_status":5}}"#;
    for before in ["", "\u{feff}", " \r\n\t", "\u{feff}\n ", "\n\u{feff} "] {
        for media in ["application/json", "text/html; charset=utf-8", "application/pdf", ""] {
            let answer = answer(200, media, format!("{before}{body}\n"));
            let read = ipay_googlepay::Endpoint::decode(&request, &gateway(), &answer).unwrap();
            assert!(read.status().is_paid(), "{before:?} {media}");
        }
    }
}

#[test]
fn r12_what_is_no_payment_is_not_read_as_one() {
    let request = GetPayment::of(pmt_id());
    for body in [
        r#"{"response":[]}"#,
        r#"{"response":{}}"#,
        r#"{"response":null}"#,
        r#"{"response":"5"}"#,
        r#"{"response":{"invoice":100,"amount":100}}"#,
        r#"{"response":{"pmt_id":null,"pmt_status":""}}"#,
        r#"{"response":{"pmt_id":"x"}}"#,
        r#"{"pmt_id":1234567,"pmt_status":5}"#,
        "{}",
    ] {
        let error = decode(&request, body).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
    for body in [
        r#"{"error":"invalid auth"}"#,
        r#"{"error":"invalid auth","response":[]}"#,
        r#"{"error":"invalid auth","response":null}"#,
        r#"{"error":"invalid auth","response":{"error":null}}"#,
        r#"{"error":"invalid auth","error_code":17}"#,
        r#"{"error":"invalid auth","error_code":17,"response":{"error":"invalid auth"}}"#,
    ] {
        let error = decode(&request, body).unwrap_err();
        let told = ApiError::of(&error).unwrap();
        assert_eq!(told.kind(), ApiErrorKind::InvalidAuth, "{body}");
        assert_eq!(told.code(), if body.contains("17") { "17" } else { "" }, "{body}");
    }
    // one of the two is enough to know that it is a payment; the other is then not known
    let payment = respond(&request, r#""pmt_status":5"#).unwrap();
    assert_eq!((payment.pmt_id(), payment.status().is_paid()), (None, true));
    let payment = respond(&request, r#""pmt_id":"1234567""#).unwrap();
    assert_eq!(payment.pmt_id(), Some(PmtId::from(1_234_567)));
    assert_eq!(*payment.status(), PaymentStatus::Other("".into()));
}

#[test]
fn r13_broken_json_keeps_its_beginning_and_does_not_print_it() {
    let body = format!(r#"{{"response":{{"pmt_id":1,"note":"{}",}}}}"#, "secret ".repeat(1000));
    let error = decode(&GetPayment::of(pmt_id()), &body).unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    assert_eq!(error.body(), Some(&body.as_bytes()[..4096]));
    assert!(!format!("{error} {error:?}").contains("secret"));
}

/// Where a public reading lets the last one win, this family refuses: two readers could understand
/// such a document in two ways.
#[test]
fn r14_a_member_that_is_there_twice_makes_no_document() {
    for members in [
        r#""pmt_id":1234567,"pmt_status":4,"pmt_status":5"#,
        r#""pmt_id":1234567,"pmt_status":5,"bank_response":{"error_group":1,"error_group":null}"#,
        r#""pmt_id":1234567,"pmt_status":5,"x":[{"y":1,"y":1}]"#,
    ] {
        let error = respond(&GetPayment::of(pmt_id()), members).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
    }
}

#[test]
fn r15_answers_have_a_longest() {
    use ipay_googlepay::Endpoint;

    let json = GetPayment::MAX_ANSWER;
    assert_eq!((json, GetReceipt::MAX_ANSWER), (4 * 1024 * 1024, 16 * 1024 * 1024));
    // what comes is read whole, however long it is: the cap is the carrier's
    let pdf = [b"%PDF-1.7\n".as_slice(), &vec![b' '; json]].concat();
    let answer = answer(200, "application/pdf", &pdf);
    let receipt = GetReceipt::of(pmt_id());
    let receipt = Endpoint::decode(&receipt, &gateway(), &answer).unwrap();
    assert!(matches!(receipt, Receipt::Pdf(bytes) if bytes == pdf));
}
