//! Errors of the gateway in all their shapes, and what each status says about the money.

use bytes::Bytes;
use paycore_commerce::{
    ApiError, CreateInvoice, CreatePayout, Currency, Delivery, Endpoint, Error, ErrorKind, Fields,
    FindInvoice, GetBalances, GetInvoice, InvoiceId, ListInvoices, Mode, PayCore, PayoutId,
    ProcessPayout, RefundInvoice, Service, WireResponse,
};

use crate::common::{amount, answer, decode, gateway};
use crate::examples::{INVOICE, PAYOUT};

const SEED: &str = r#"{"request_id":"0f9c1c52-6f2b-4a7e-9a53-3a2b8b3f7d10","error_type":"validation_error","error_codes":["amount_required"]}"#;
const JSON_API: &str = r#"{"errors":[{"id":"0f9c1c52-6f2b-4a7e-9a53-3a2b8b3f7d10","status":"422","code":"amount_required","title":"Amount is required","source":{"pointer":"/data/attributes/amount"}}]}"#;
const TEXT: &str = r#"{"error":"Not found"}"#;
const MAP: &str = r#"{"errors":{"amount":"This value should be positive."}}"#;

fn create() -> CreateInvoice<'static> {
    let reference = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    CreateInvoice::new(reference, amount("100.5"), Currency::EUR, Mode::Test).unwrap()
}

fn create_payout() -> CreatePayout<'static> {
    let to = Fields::new().with("card_number", "4111111111111111").unwrap();
    let service = Service::PAYMENT_CARD_UAH;
    CreatePayout::new("p", amount("1"), Currency::UAH, service, to, Mode::Live).unwrap()
}

fn failed<E: Endpoint<Gateway = PayCore>>(request: &E, status: u16, body: &str) -> Error {
    decode(request, status, body).err().unwrap_or_else(|| panic!("{status} {body} was taken"))
}

/// Kind, delivery and whether it may be gone in a moment.
fn told<E: Endpoint<Gateway = PayCore>>(
    request: &E,
    status: u16,
    body: &str,
) -> (ErrorKind, Delivery, bool) {
    let error = failed(request, status, body);
    assert_eq!(error.refusal().is_some(), error.delivery() == Delivery::Answered);
    (error.kind(), error.delivery(), error.is_transient())
}

const ANSWERED: (ErrorKind, Delivery, bool) = (ErrorKind::Refused, Delivery::Answered, false);
const OPEN: (ErrorKind, Delivery, bool) = (ErrorKind::Refused, Delivery::Unknown, false);
const BUSY: (ErrorKind, Delivery, bool) = (ErrorKind::Refused, Delivery::Unknown, true);

#[test]
fn all_shapes_are_one_error() {
    let error = failed(&create(), 422, SEED);
    let seed = ApiError::of(&error).unwrap();
    assert_eq!((seed.status(), seed.error_type()), (422, Some("validation_error")));
    assert_eq!(seed.request_id(), Some("0f9c1c52-6f2b-4a7e-9a53-3a2b8b3f7d10"));
    assert_eq!(seed.details()[0].code(), Some("amount_required"));
    assert_eq!(error.refusal().unwrap().code(), "amount_required");

    let error = failed(&create(), 422, JSON_API);
    let api = ApiError::of(&error).unwrap();
    assert_eq!(api.request_id(), Some("0f9c1c52-6f2b-4a7e-9a53-3a2b8b3f7d10"));
    let [detail] = api.details() else { panic!("one") };
    assert_eq!(
        (detail.code(), detail.title()),
        (Some("amount_required"), Some("Amount is required"))
    );
    assert_eq!(detail.pointer(), Some("/data/attributes/amount"));
    assert_eq!(error.refusal().unwrap().message(), "Amount is required");

    let error = failed(&create(), 404, TEXT);
    let text = ApiError::of(&error).unwrap();
    assert!(text.is_not_found() && text.request_id().is_none());
    assert_eq!(text.details()[0].title(), Some("Not found"));
    assert_eq!(error.refusal().unwrap().code(), "404");

    let error = failed(&create(), 422, MAP);
    let [detail] = ApiError::of(&error).unwrap().details() else { panic!("one") };
    assert_eq!(detail.pointer(), Some("amount"));
    assert_eq!(detail.title(), Some("This value should be positive."));
}

#[test]
fn shapes_that_nobody_has_documented_are_errors_too() {
    for (body, code, said) in [
        (r#"{"error":{"code":"x","message":"no"}}"#, "x", "no"),
        (r#"{"errors":["one",{"title":"two","detail":"at length"}]}"#, "422", "one; at length"),
        (r#"{"error_codes":[{"code":"a"},"b"]}"#, "a", "a; b"),
        (r#"{"errors":{"a":["first","second"]}}"#, "422", r#"["first","second"]"#),
        (r#"{"request_id":"r"}"#, "422", ""),
        (r#"{"error_type":"validation_error","error_codes":[]}"#, "validation_error", ""),
        (r#"{"errors":7,"error_codes":[]}"#, "422", "7"),
        (r#"{"error":true}"#, "422", "true"),
    ] {
        let error = failed(&create(), 422, body);
        let refusal = error.refusal().unwrap_or_else(|| panic!("{body}"));
        assert_eq!((refusal.code(), refusal.message()), (code, said), "{body}");
    }
    let error = failed(&create(), 422, r#"{"errors":[{"title":"two","detail":"at length"}]}"#);
    let [told] = ApiError::of(&error).unwrap().details() else { panic!("one") };
    assert_eq!((told.title(), told.detail(), told.code()), (Some("two"), Some("at length"), None));
    // both sets of members at once
    let both = format!("{},{}", &SEED[..SEED.len() - 1], &JSON_API[1..]);
    let error = failed(&create(), 422, &both);
    assert_eq!(ApiError::of(&error).unwrap().details().len(), 2);
}

#[test]
fn headers_tell_what_the_body_does_not() {
    let mut response: http::Response<Bytes> = answer(429, TEXT).into();
    response.headers_mut().insert("x-request-id", "r-1".parse().unwrap());
    response.headers_mut().insert("retry-after", "7".parse().unwrap());
    let error = create().decode(&gateway(), &response.into()).unwrap_err();
    let api = ApiError::of(&error).unwrap();
    assert_eq!(api.request_id(), Some("r-1"));
    assert_eq!(api.retry_after().unwrap().as_secs(), 7);

    let mut response: http::Response<Bytes> = answer(422, JSON_API).into();
    response.headers_mut().insert("x-request-id", "r-1".parse().unwrap());
    let error = create().decode(&gateway(), &response.into()).unwrap_err();
    let id = ApiError::of(&error).unwrap().request_id();
    assert_eq!(id, Some("0f9c1c52-6f2b-4a7e-9a53-3a2b8b3f7d10"), "the body's own is nearer");
}

#[test]
fn only_201_proves_that_something_was_created() {
    assert!(decode(&create(), 201, INVOICE).is_ok());
    for status in [200, 202, 203, 206] {
        let error = failed(&create(), status, INVOICE);
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Decode, Delivery::Unknown));
        assert!(error.to_string().contains(&format!("HTTP {status} does not tell")), "{error}");
    }
    for status in [202, 204] {
        let error = failed(&create(), status, "");
        assert!(error.to_string().contains(&format!("HTTP {status} does not tell")), "{error}");
    }
    let id = PayoutId::from("cpoi_H3k9Vb2Nq8Rs5Tx1");
    for status in [200, 202] {
        let error = failed(&ProcessPayout::of(&id), status, PAYOUT);
        assert_eq!(error.delivery(), Delivery::Unknown, "{status}");
    }
    let id = InvoiceId::from("cpi_Qm7Xc2Lp9Zt4Wd1K");
    assert!(decode(&GetInvoice::of(&id), 200, INVOICE).is_ok());
    assert_eq!(failed(&GetInvoice::of(&id), 202, INVOICE).kind(), ErrorKind::Decode);
    let refund = RefundInvoice::by_id(&id, amount("1")).unwrap();
    assert!(decode(&refund, 200, INVOICE).is_ok() && decode(&refund, 201, INVOICE).is_ok());
    assert_eq!(failed(&refund, 202, INVOICE).delivery(), Delivery::Unknown);
}

#[test]
fn a_4xx_of_a_create_proves_that_nothing_was_created_unless_it_may_be_a_duplicate() {
    for status in [400, 401, 403, 404, 405, 413, 422] {
        assert_eq!(told(&create(), status, SEED), ANSWERED, "{status}");
        assert_eq!(told(&create_payout(), status, SEED), ANSWERED, "{status}");
    }
    for body in [SEED, JSON_API, TEXT, MAP] {
        assert_eq!(told(&create(), 429, body), BUSY, "{body}");
        assert_eq!(told(&create(), 409, body), OPEN, "{body}");
    }
    let duplicates = [
        r#"{"request_id":"r","error_type":"duplicate_request","error_codes":["reference_id_duplicate"]}"#,
        r#"{"errors":[{"title":"This value is already used.","source":{"pointer":"/data/attributes/reference_id"}}]}"#,
        r#"{"errors":{"reference_id":"This value should be unique."}}"#,
        r#"{"error":"Invoice already exists"}"#,
        r#"{"error_type":"validation_error","error_codes":["duplicated_id"]}"#,
        r#"{"errors":[{"title":"invalid","source":{"pointer":"/data/attributes/referenceId"}}]}"#,
        r#"{"errors":["Reference ID is invalid"]}"#,
        r#"{"error":"This number is taken"}"#,
        r#"{"error":"An invoice exists"}"#,
        r#"{"error_codes":["number_in_use"]}"#,
    ];
    for body in duplicates {
        // named, so it is not gone in a moment, under whatever status
        for status in [400, 409, 422, 429] {
            assert_eq!(told(&create(), status, body), OPEN, "{status} {body}");
        }
        let error = failed(&create(), 422, body);
        assert!(ApiError::of(&error).unwrap().may_be_duplicate());
        assert!(error.to_string().contains("look it up by its `reference_id`"), "{error}");
    }
}

#[test]
fn a_refusal_to_process_may_say_that_it_was_processed_before() {
    let id = PayoutId::from("cpoi_H3k9Vb2Nq8Rs5Tx1");
    let process = ProcessPayout::of(&id);
    for status in [401, 403, 404] {
        assert_eq!(told(&process, status, TEXT), ANSWERED, "{status}");
    }
    for status in [400, 405, 409, 422] {
        assert_eq!(told(&process, status, SEED), OPEN, "{status}");
    }
    assert_eq!(told(&process, 429, SEED), BUSY);
}

#[test]
fn a_refund_that_is_refused_changed_nothing() {
    let id = InvoiceId::from("cpi_Qm7Xc2Lp9Zt4Wd1K");
    let refund = RefundInvoice::by_id(&id, amount("1")).unwrap();
    for status in [400, 401, 403, 404, 422] {
        assert_eq!(told(&refund, status, SEED), ANSWERED, "{status}");
    }
    assert_eq!(told(&refund, 409, SEED), OPEN);
    assert_eq!(told(&refund, 429, SEED), BUSY);
    assert_eq!(told(&refund, 422, r#"{"error":"refund already exists"}"#), OPEN);
}

#[test]
fn a_question_is_answered_by_any_4xx_but_429() {
    let id = InvoiceId::from("cpi_1");
    for status in [400, 401, 403, 404, 409, 422] {
        assert_eq!(told(&GetInvoice::of(&id), status, TEXT), ANSWERED);
        assert_eq!(told(&ListInvoices::new(), status, TEXT), ANSWERED);
        assert_eq!(told(&FindInvoice::of("6"), status, TEXT), ANSWERED);
    }
    assert_eq!(told(&GetInvoice::of(&id), 429, SEED), BUSY);
}

#[test]
fn a_5xx_leaves_everything_open() {
    let (payout, invoice) = (PayoutId::from("cpoi_1"), InvoiceId::from("cpi_1"));
    let refund = RefundInvoice::by_id(&invoice, amount("1")).unwrap();
    let server = r#"{"request_id":"r","error_type":"server_error","error_codes":[]}"#;
    for (status, busy) in [(500, false), (501, false), (502, true), (503, true), (504, true)] {
        let expected = (ErrorKind::Refused, Delivery::Unknown, busy);
        assert_eq!(told(&create(), status, server), expected);
        assert_eq!(told(&refund, status, server), expected);
        assert_eq!(told(&ProcessPayout::of(&payout), status, server), expected);
        assert_eq!(told(&GetBalances::new(), status, server), expected);

        let kind = if busy { ErrorKind::Transport } else { ErrorKind::Decode };
        for page in
            ["<html>Bad Gateway</html>", "", "null", "[]", r#"{"message":"a proxy"}"#, r#"{"cut":"#]
        {
            let expected = (kind, Delivery::Unknown, busy);
            assert_eq!(told(&create(), status, page), expected, "{status} {page}");
            assert_eq!(told(&refund, status, page), expected, "{status} {page}");
        }
    }
}

#[test]
fn a_4xx_that_is_not_the_gateways_proves_nothing() {
    for status in [400, 401, 403, 404, 422] {
        for body in
            ["<html>Forbidden</html>", "", r#"{"message":"Forbidden"}"#, r#"{"error":null}"#]
        {
            let expected = (ErrorKind::Decode, Delivery::Unknown, false);
            assert_eq!(told(&create(), status, body), expected, "{status} {body}");
        }
    }
    let error = failed(&create(), 403, "<html>Forbidden</html>");
    assert!(error.to_string().starts_with("HTTP 403 without the gateway's document"), "{error}");
    assert_eq!(error.body(), Some(&b"<html>Forbidden</html>"[..]));
    assert_eq!(told(&create(), 429, "slow down"), (ErrorKind::Transport, Delivery::Unknown, true));
    assert_eq!(told(&create(), 302, "").0, ErrorKind::Decode);
}

#[test]
fn an_error_beside_a_success_is_an_error() {
    for (status, body) in [(200, TEXT), (201, SEED), (200, JSON_API)] {
        assert_eq!(told(&create(), status, body), OPEN, "{status} {body}");
        assert_eq!(told(&GetBalances::new(), status, body), OPEN, "{status} {body}");
    }
    let beside = INVOICE.replacen('{', r#"{"errors":["no"],"#, 1);
    assert_eq!(told(&create(), 201, &beside), OPEN);
    for nothing in ["null", "[]", "{}", "\"\"", "false", "[ ]"] {
        let beside =
            INVOICE.replacen('{', &format!(r#"{{"errors":{nothing},"error":{nothing},"#), 1);
        assert!(decode(&create(), 201, &beside).is_ok(), "{nothing}");
    }
    let traced = INVOICE.replacen('{', r#"{"request_id":"r","#, 1);
    assert!(decode(&create(), 201, traced).is_ok());
}

#[test]
fn an_error_says_what_happened_in_one_line() {
    let response: WireResponse = answer(422, SEED);
    let error = create().decode(&gateway(), &response).unwrap_err();
    assert_eq!(
        error.to_string(),
        "HTTP 422, refused with code amount_required; the gateway said no, this \
         call changed nothing"
    );
}
