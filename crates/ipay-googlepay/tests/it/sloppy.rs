//! Whole answers, as loosely typed backends write them, and the one meaning of each.

use ipay_googlepay::{
    Answer, CreatePayment, Endpoint as _, Error, GetPayment, Kopecks, Payment, PaymentStatus,
    PmtId, SmchId, TrnId,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::common::{answer, decode, gateway, kopecks, pmt_id, token};

/// What a payment says, in words that know nothing of spelling.
fn meaning(read: Result<Answer<Payment>, Error>) -> Value {
    let payment = match read {
        Ok(payment) => payment,
        Err(error) => return json!({"error": format!("{:?}", error.kind())}),
    };
    let status = payment.status();
    let word = match status {
        PaymentStatus::Other(word) if status.code().is_none() => Some(word),
        _ => None,
    };
    let transactions: Vec<_> = payment
        .transactions()
        .iter()
        .map(|one| {
            json!([
                one.trn_id().map(TrnId::get),
                one.smch_id().map(SmchId::get),
                one.invoice().map(Kopecks::get),
                one.amount().map(Kopecks::get),
            ])
        })
        .collect();
    let credits: Vec<_> = payment
        .mch_amount()
        .iter()
        .map(|one| json!([one.smch_id().map(SmchId::get), one.amount().map(Kopecks::get)]))
        .collect();
    let mut extras: Vec<_> = payment.extras().map(|(name, _)| name).collect();
    extras.sort_unstable();

    let mut meaning = json!({
        "pmt_id": payment.pmt_id().map(PmtId::get),
        "ext_id": payment.ext_id().map(ipay_googlepay::ExtId::as_str),
        "invoice": payment.invoice().map(Kopecks::get),
        "amount": payment.amount().map(Kopecks::get),
        "status": status.code(),
        "word": word,
        "group": payment.error_group().map(ipay_googlepay::ErrorGroup::code),
        "card": payment.card_mask(),
        "bank": payment.bank_acquirer_name(),
        "rrn": payment.rrn(),
        "terminal": payment.terminal_id(),
        "auth": payment.auth_code(),
        "rate": payment.security_rate(),
        "redirect": payment.redirect_url(),
        "recurrent": payment.recurrent_token().map(ipay_googlepay::RecurrentToken::expose),
        "transactions": transactions,
        "credits": credits,
        "extras": extras,
    });
    // only what is said
    let members = meaning.as_object_mut().unwrap();
    members.retain(|_, value| !value.is_null() && *value != json!([]));
    meaning
}

#[test]
fn sloppy_answers_have_the_meaning_of_careful_ones() {
    let cases = [
        // production, as a public client saw it
        (
            r#"{"response":{"pmt_id":"1108644127","pmt_status":"5","invoice":"97","amount":"97","mch_amount":[{"smch_id":"13581","amount":97}]}}"#,
            json!({"pmt_id": 1_108_644_127, "status": 5, "invoice": 97, "amount": 97, "credits": [[13581, 97]]}),
        ),
        (
            r#"{"response":{"pmt_id":1108644127,"pmt_status":3,"ext_id":{"ext_id":"order-77","mch_id":"5","pmt_id":"1108644127"}}}"#,
            json!({"pmt_id": 1_108_644_127, "status": 3, "ext_id": "order-77"}),
        ),
        // PHP: everything a text, empty maps as lists, lists with gaps as maps
        (
            r#"{"response":{"pmt_id":"7","invoice":"100.00","amount":" 103 ","pmt_status":"4","bank_response":{"error_group":"42-insufficient_funds"},"transactions":null,"security_data":[]}}"#,
            json!({"pmt_id": 7, "invoice": 100, "amount": 103, "status": 4, "group": 42}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":5,"bank_response":[],"transactions":{"2":{"trn_id":"3","smch_id":"30","invoice":"1","amount":"1"},"0":{"trn_id":1,"smch_id":10,"invoice":2,"amount":2}}}}"#,
            json!({"pmt_id": 7, "status": 5, "transactions": [[1, 10, 2, 2], [3, 30, 1, 1]]}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":5,"transactions":{"trn_id":1,"smch_id":"10","invoice":null,"amount":"x"}}}"#,
            json!({"pmt_id": 7, "status": 5, "transactions": [[1, 10, null, null]]}),
        ),
        (
            "\u{feff}\r\n{\"response\":{\"pmt_id\":7,\"pmt_status\":5.0,\"invoice\":1e2,\"amount\":100.0}}",
            json!({"pmt_id": 7, "status": 5, "invoice": 100, "amount": 100}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":1,"security_rate":"3D","security_data":{"redirect_url":"https:\/\/acs.example\/x?a=1\u0026b=2"}}}"#,
            json!({"pmt_id": 7, "status": 1, "rate": "3D", "redirect": "https://acs.example/x?a=1&b=2"}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":"5","rrn":21705522966,"auth_code":"040280","terminal_id":null,"bank_acquirer_name":"\u0410\u0422 \u00ab\u041e\u0449\u0430\u0434\u0431\u0430\u043d\u043a\u00bb"}}"#,
            json!({"pmt_id": 7, "status": 5, "rrn": "21705522966", "auth": "040280", "bank": "АТ «Ощадбанк»"}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":10,"expected_aml_fields":["sender.firstname"],"error":null}}"#,
            json!({"pmt_id": 7, "status": 10, "extras": ["error", "expected_aml_fields"]}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":"processing","error":""}}"#,
            json!({"pmt_id": 7, "word": "processing", "extras": ["error"]}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":"17","recurrent_token":"","card_mask":""}}"#,
            json!({"pmt_id": 7, "status": 17}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":5,"recurrent_token":123456,"mch_amount":{"0":{"smch_id":1,"amount":"5.00"}}}}"#,
            json!({"pmt_id": 7, "status": 5, "recurrent": "123456", "credits": [[1, 5]]}),
        ),
        (
            r#"{"response":{"pmt_id":7,"pmt_status":9,"ext_id":77,"bank_response":{"error_group":"0"},"terminal_merchant_id":"1","debug":[]}}"#,
            json!({"pmt_id": 7, "status": 9, "ext_id": "77", "extras": ["debug", "terminal_merchant_id"]}),
        ),
        (
            r#"{"meta":{"took":3},"response":{"pmt_status":14,"pmt_id":"7","bank_response":{"error_group":""}}}"#,
            json!({"pmt_id": 7, "status": 14}),
        ),
        (
            r#"{"error":null,"response":{"pmt_id":"0000007","pmt_status":"05","invoice":"000100"}}"#,
            json!({"pmt_id": 7, "status": 5, "invoice": 100}),
        ),
        (
            r#"{"response":{"pmt_id":-7,"pmt_status":5,"transactions":[[1,2],"x",{"trn_id":1}]}}"#,
            json!({"status": 5, "transactions": [[1, null, null, null]]}),
        ),
        (
            r#"{"response":{"pmt_id":"12345678901234567890123","pmt_status":"  5","invoice":"99999999999999999999"}}"#,
            json!({"status": 5}),
        ),
        (
            r#"{"response":{"error":"Invalid PAN ","pmt_status":"4","pmt_id":7}}"#,
            json!({"error": "Refused"}),
        ),
        (r#"{"response":[]}"#, json!({"error": "Decode"})),
        (r#"[{"response":{"pmt_id":7,"pmt_status":5}}]"#, json!({"error": "Decode"})),
        (r#"{"response":{"pmt_id":7,"pmt_status":5}"#, json!({"error": "Decode"})),
        (r#"{"response":{"pmt_id":7,"pmt_status":5,}}"#, json!({"error": "Decode"})),
        (r#"{"response":{"pmt_id":7,"pmt_status":5}}{}"#, json!({"error": "Decode"})),
        ("{'response':{'pmt_id':7,'pmt_status':5}}", json!({"error": "Decode"})),
    ];
    for (body, expected) in cases {
        let asked = expected["ext_id"].as_str().map(str::to_owned);
        let pmt_id = PmtId::from(expected["pmt_id"].as_u64().unwrap_or(7));
        let request = asked.as_ref().map_or(GetPayment::of(pmt_id), GetPayment::of);
        assert_eq!(meaning(decode(&request, body)), expected, "{body}");
    }
}

#[test]
fn an_error_page_is_no_payment_and_a_busy_gateway_may_be_asked_again() {
    let token = token();
    let create = CreatePayment::new("order-7", kopecks(1), &token).unwrap();
    for (status, body, transient) in [
        (502, "<html>Bad Gateway</html>", true),
        (503, r#"{"message":"busy"}"#, true),
        (504, r#"{"resp"#, true),
        (429, "", true),
        (500, "oops", false),
        (404, "<html></html>", false),
        (301, "", false),
        (200, "", false),
        (200, "null", false),
        (200, "\u{feff}", false),
        (200, "<html>maintenance</html>", false),
        // data where HTTP says that something went wrong: neither a yes nor a no
        (500, r#"{"response":{"pmt_id":7,"pmt_status":5}}"#, false),
        (302, r#"{"response":{"pmt_id":7,"pmt_status":4}}"#, false),
        (503, r#"{"response":{"pmt_id":7,"pmt_status":5}}"#, true),
    ] {
        let answer = answer(status, "application/json", body);
        let error = create.decode(&gateway(), &answer).unwrap_err();
        assert_eq!(error.delivery(), ipay_googlepay::Delivery::Unknown, "{status} {body}");
        assert_eq!(error.is_transient(), transient, "{status} {body}");
        assert_eq!(error.body(), Some(body.as_bytes()));
    }
    let page = answer(404, "text/html", "<html></html>");
    let error = create.decode(&gateway(), &page).unwrap_err();
    assert!(error.to_string().starts_with("HTTP 404 without the gateway's document"), "{error}");
    let made = answer(201, "application/json", r#"{"response":{"pmt_id":7,"pmt_status":5}}"#);
    assert!(create.decode(&gateway(), &made).unwrap().status().is_paid());
    assert!(GetPayment::of(pmt_id()).decode(&gateway(), &made).is_err(), "another payment");
}

#[test]
fn what_stands_in_front_of_the_gateway_refuses_nothing_in_its_name() {
    use ipay_googlepay::{ApiError, Delivery, ErrorKind};

    let token = token();
    let create = CreatePayment::new("order-7", kopecks(1), &token).unwrap();
    let ask = GetPayment::of("order-7");
    for status in [429, 502, 503, 504] {
        let busy = answer(status, "application/json", r#"{"error":"Service Unavailable"}"#);
        for error in [
            create.decode(&gateway(), &busy).unwrap_err(),
            ask.decode(&gateway(), &busy).unwrap_err(),
        ] {
            assert_eq!(
                (error.kind(), error.delivery(), error.is_transient()),
                (ErrorKind::Transport, Delivery::Unknown, true),
                "{status}"
            );
            assert!(error.refusal().is_none() && ApiError::of(&error).is_none());
        }
        // in its own words, or in its own place, it is the gateway's
        for body in
            [r#"{"error":"access denied"}"#, r#"{"response":{"error":"Service Unavailable"}}"#]
        {
            let told = answer(status, "application/json", body);
            let error = ask.decode(&gateway(), &told).unwrap_err();
            assert!(ApiError::of(&error).is_some() && !error.is_transient(), "{status} {body}");
        }
    }
    let answered = answer(400, "application/json", r#"{"error":"Service Unavailable"}"#);
    assert!(ApiError::of(&ask.decode(&gateway(), &answered).unwrap_err()).is_some());
}

proptest! {
    #[test]
    fn an_exponent_moves_the_point_and_changes_nothing_else(sum: i64, places in 0..19_usize) {
        let sign = if sum < 0 { "-" } else { "" };
        let digits = format!("{:0>1$}", sum.unsigned_abs(), places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        // JSON knows no zeros in front
        let whole = match whole.trim_start_matches('0') { "" => "0", whole => whole };
        let point = if fraction.is_empty() { "" } else { "." };
        let written = format!("{sign}{whole}{point}{fraction}e{places}");
        let body = format!(r#"{{"response":{{"pmt_id":7,"pmt_status":5,"invoice":{written}}}}}"#);
        let read = decode(&GetPayment::of(PmtId::from(7)), body).unwrap();
        prop_assert_eq!(read.invoice(), Some(kopecks(sum)), "{}", written);
    }
}
