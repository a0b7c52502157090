//! Callbacks: which key, which mode, which change; and what is refused.

use allocation_counter::measure;
use paycore_commerce::{
    Callback, CallbackKeys, Delivery, Error, ErrorKind, Event, Freshness, InvoiceStatus, KeyAge,
    Mode, PayCore, PayoutStatus, Received, Revision, SignedBy, sign,
};

use crate::common::{LIVE, TEST, gateway};
use crate::examples::{CALLBACK, INVOICE, PAYOUT, SHORT_PAYOUT};
use crate::sign::cases;

const OLD_LIVE: &str = "sk_live_before";

fn account() -> PayCore {
    let keys = CallbackKeys::new()
        .current(Mode::Live, LIVE)
        .and_then(|keys| keys.previous(Mode::Live, OLD_LIVE))
        .and_then(|keys| keys.current(Mode::Test, TEST))
        .unwrap();
    gateway().callback_keys(keys)
}

fn received(body: &[u8], signatures: &[&str]) -> Result<Callback, Error> {
    let headers: Vec<(&str, &[u8])> =
        signatures.iter().map(|signature| ("X-Signature", signature.as_bytes())).collect();
    account().callback(Received::new("/callback?shop=1", &headers, body))
}

fn signed(key: &str, body: &str) -> Result<Callback, Error> {
    received(body.as_bytes(), &[sign::sign(key.as_bytes(), body.as_bytes()).as_str()])
}

fn kind(callback: Result<Callback, Error>) -> ErrorKind {
    let error = callback.unwrap_err();
    assert!(error.refusal().is_none() && !error.is_transient());
    // nothing was sent, so it must not raise an alarm about money
    assert!(error.to_string().ends_with("not to be believed: ask for the status"), "{error}");
    error.kind()
}

#[test]
fn every_vector_is_judged_as_a_callback() {
    for case in cases() {
        let keys = CallbackKeys::new().current(Mode::Live, case.secret.as_str());
        let keys = keys.or_else(|_| CallbackKeys::new().current(Mode::Test, case.secret.as_str()));
        let account = gateway().callback_keys(keys.unwrap());
        let (body, headers) = (case.body(), [("x-signature", case.signature.as_bytes())]);
        let verified = account.verify(Received::new("/", &headers, &body));
        assert_eq!(verified.is_ok(), case.valid, "{}", case.name);
        if let Err(error) = verified {
            assert_eq!(error.kind(), ErrorKind::Signature, "{}", case.name);
        }
    }
}

#[test]
fn the_documented_sample_is_read() {
    let callback = signed(LIVE, CALLBACK).unwrap();
    let key = SignedBy { mode: Mode::Live, age: KeyAge::Current };
    assert_eq!(callback.signed_by(), key);
    let Event::Payment(invoice) = callback.event() else { panic!("{callback:?}") };
    assert_eq!(invoice.id().as_str(), "cpi_UoIW6RdSYyIRj8vR");
    assert_eq!(*invoice.status(), InvoiceStatus::ProcessPending);
    assert_eq!(invoice.reference_id(), Some("e2041fe2-44da-44da-0090-4ffe9d2f25d0"));
    assert_eq!(
        invoice.redirect().unwrap().action(),
        "https://cardgate.example.io/hpp/2018e26d-8882-57f6-9a91-ac2acfeedbe3"
    );
    assert_eq!(callback.invoice().unwrap().id(), invoice.id());
    assert!(callback.payout().is_none());
    assert_eq!(callback.raw(), CALLBACK);
    assert_eq!(callback.revision().updated(), Some(1_560_889_898));
    assert_eq!(Callback::STATUS, 200);
}

#[test]
fn both_modes_and_both_ages_of_keys_are_believed_and_told() {
    let test = CALLBACK.replace(r#""test_mode":false"#, r#""test_mode":true"#);
    for (key, body, mode, age) in [
        (LIVE, CALLBACK, Mode::Live, KeyAge::Current),
        (OLD_LIVE, CALLBACK, Mode::Live, KeyAge::Previous),
        (TEST, &test, Mode::Test, KeyAge::Current),
    ] {
        assert_eq!(signed(key, body).unwrap().signed_by(), SignedBy { mode, age });
    }
    assert_eq!(kind(signed("sk_test_before", &test)), ErrorKind::Signature);
}

#[test]
fn a_mode_that_the_body_tells_must_be_the_keys() {
    let test = CALLBACK.replace(r#""test_mode":false"#, r#""test_mode":true"#);
    for (key, body, said) in [
        (TEST, CALLBACK, "signed with the test key and says that it is live"),
        (LIVE, &test, "signed with the live key and says that it is test"),
    ] {
        let error = signed(key, body).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Mismatch, Delivery::Unknown));
        assert!(error.to_string().contains(said), "{error}");
    }
    // in any spelling of a flag
    for spelled in ["1", "\"1\"", "\"true\"", "\"TRUE\""] {
        let body = CALLBACK.replace(r#""test_mode":false"#, &format!(r#""test_mode":{spelled}"#));
        assert_eq!(kind(signed(LIVE, &body)), ErrorKind::Mismatch, "{spelled}");
        assert!(signed(TEST, &body).is_ok(), "{spelled}");
    }
    // where it tells none, the key does
    for spelled in ["null", "\"\""] {
        let body = CALLBACK.replace(r#""test_mode":false"#, &format!(r#""test_mode":{spelled}"#));
        assert_eq!(signed(TEST, &body).unwrap().signed_by().mode, Mode::Test);
    }
}

#[test]
fn payouts_come_whole_and_short() {
    let callback = signed(LIVE, PAYOUT).unwrap();
    let Event::Payout(payout) = callback.event() else { panic!("{callback:?}") };
    assert_eq!(payout.reference_id(), Some("21336d7e-3637-412a-bb41-0c9f56339341"));

    let callback = signed(TEST, SHORT_PAYOUT).unwrap();
    let payout = callback.payout().unwrap();
    assert_eq!(*payout.status(), PayoutStatus::Processed);
    assert_eq!((payout.parts().len(), payout.reference_id()), (2, None));
    assert_eq!(callback.signed_by().mode, Mode::Test);
    assert_eq!(callback.revision().updated(), None);
    assert!(callback.invoice().is_none());

    let vector = cases().into_iter().find(|case| case.name == "payout-minimal").unwrap();
    let callback = received(&vector.body(), &[&vector.signature]).unwrap();
    assert_eq!(callback.payout().unwrap().id().as_str(), "cpoi_pAy0utM1n1maLb0d");
}

#[test]
fn refunds_and_charge_backs_are_told_apart_from_payments() {
    let with = |status: &str| {
        let body = CALLBACK.replace("process_pending", status);
        signed(
            LIVE,
            &body.replace(
                r#""updated":1"#,
                r#""refunded":1560889999,"refunded_amount":1.5,"updated":1"#,
            ),
        )
    };
    for status in InvoiceStatus::DOCUMENTED {
        let callback = with(status.as_str()).unwrap();
        let told = match callback.event() {
            Event::Refund(invoice) => {
                assert_eq!(invoice.refunded_amount().unwrap().as_str(), "1.5");
                assert_eq!(invoice.refunded(), Some(1_560_889_999));
                "refund"
            }
            Event::ChargeBack(_) => "charge-back",
            Event::Payment(_) => "payment",
            other => panic!("{other:?}"),
        };
        let expected = match status.as_str() {
            word if word.contains("refund") => "refund",
            word if word.contains("charged_back") => "charge-back",
            _ => "payment",
        };
        assert_eq!(told, expected, "{status}");
        assert_eq!(callback.invoice().unwrap().status(), status);
    }
    assert!(matches!(with("a_new_word").unwrap().event(), Event::Payment(_)));
}

#[test]
fn another_type_is_signed_too_and_to_be_ignored() {
    for body in [
        r#"{"data":{"type":"payment-requests","id":"prq_1","attributes":{"status":"PROCESSED"}}}"#,
        r#"{"data":{"type":"customers","id":"cus_1","attributes":{"test_mode":false}}}"#,
        r#"{"data":{"type":"payout-requests"}}"#,
    ] {
        let callback = signed(LIVE, body).unwrap();
        assert!(matches!(callback.event(), Event::Other), "{body}");
        assert!(callback.invoice().is_none() && callback.payout().is_none());
    }
}

#[test]
fn what_is_signed_and_no_callback_is_an_error() {
    for body in [
        "",
        "{}",
        "null",
        "[]",
        r#"{"data":null}"#,
        r#"{"data":[]}"#,
        r#"{"data":{"id":"cpi_1","attributes":{"status":"processed"}}}"#,
        r#"{"data":{"type":"payment-invoices","attributes":{"status":"processed"}}}"#,
        r#"{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{}}}"#,
        r#"{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"processed","status":"expired"}}}"#,
        r#"{"data":{"type":"payment-invoices","id":"cpi_1","attributes":{"status":"processed"}}} {}"#,
        "\u{feff}{\"data\":null}",
    ] {
        assert_eq!(kind(signed(LIVE, body)), ErrorKind::Decode, "{body}");
    }
    let bytes: Vec<u8> = (0..=255).collect();
    let signature = sign::sign(LIVE.as_bytes(), &bytes);
    assert_eq!(kind(received(&bytes, &[signature.as_str()])), ErrorKind::Decode);
}

#[test]
fn the_signature_is_there_once_and_exact() {
    let right = sign::sign(LIVE.as_bytes(), CALLBACK.as_bytes());
    let right = right.as_str();
    assert!(received(CALLBACK.as_bytes(), &[right]).is_ok());
    for (signatures, said) in [
        (&[][..], "the callback is not signed"),
        (&[right, right], "the callback is not signed"),
        (&[right, "AAAA"], "the callback is not signed"),
    ] {
        let error = received(CALLBACK.as_bytes(), signatures).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Signature);
        assert!(error.to_string().starts_with(said), "{error}");
    }
    let swapped: String =
        right
            .chars()
            .map(|c| {
                if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
            })
            .collect();
    // the last character of 20 bytes has two bits that mean nothing
    let sloppy = {
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let last = alphabet.find(&right[26..27]).unwrap();
        format!("{}{}=", &right[..26], &alphabet[last + 1..last + 2])
    };
    let malformed = "the signature is not 28 characters of standard Base64";
    for wrong in [
        "",
        "=",
        "AAAA=",
        &right[..27],
        &format!("A{right}"),
        &right.replace('=', "A"),
        &right.to_uppercase().replace('=', "-"),
    ] {
        let error = received(CALLBACK.as_bytes(), &[wrong]).unwrap_err();
        assert!(error.to_string().starts_with(malformed), "{wrong:?}: {error}");
    }
    for wrong in [&*swapped, &*sloppy, "AAAAAAAAAAAAAAAAAAAAAAAAAAA="] {
        let error = received(CALLBACK.as_bytes(), &[wrong]).unwrap_err();
        assert!(error.to_string().starts_with("none of the private keys"), "{wrong:?}: {error}");
    }
    for wrong in [
        "",
        "=",
        &right[..27],
        &right[..26],
        &format!("{right} "),
        &format!(" {right}"),
        &format!("{right}="),
        &format!("{}==", &right[..27]),
        &right.replace('=', "\u{e9}"),
        &swapped,
        &sloppy,
        "AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "8ab1aa6a4b9b6cb74d0998053ad28afe509f7fb5",
    ] {
        assert_eq!(
            kind(received(CALLBACK.as_bytes(), &[wrong])),
            ErrorKind::Signature,
            "{wrong:?}"
        );
    }
}

#[test]
fn one_bit_of_the_body_closes_it() {
    let right = sign::sign(LIVE.as_bytes(), CALLBACK.as_bytes());
    for at in 0..CALLBACK.len() {
        let mut body = CALLBACK.as_bytes().to_vec();
        body[at] ^= 1;
        assert_eq!(kind(received(&body, &[right.as_str()])), ErrorKind::Signature, "byte {at}");
    }
    // what a proxy does that writes the JSON anew
    let plain = CALLBACK.replace("\\/", "/");
    assert_eq!(kind(received(plain.as_bytes(), &[right.as_str()])), ErrorKind::Signature);
    let longer = format!("{CALLBACK}\n");
    assert_eq!(kind(received(longer.as_bytes(), &[right.as_str()])), ErrorKind::Signature);
}

#[test]
fn an_account_without_keys_believes_nothing() {
    let account = PayCore::new("coma_1", "key").unwrap();
    let signature = sign::sign(b"", CALLBACK.as_bytes());
    let headers = [("X-Signature", signature.as_bytes().as_slice())];
    let received = Received::new("/", &headers, CALLBACK.as_bytes());
    assert_eq!(account.callback(received).unwrap_err().kind(), ErrorKind::Input);
    assert_eq!(account.verify(received).unwrap_err().kind(), ErrorKind::Input);
}

#[test]
fn a_request_of_any_framework_is_received() {
    let request = http::Request::post("/callback")
        .header("x-signature", sign::sign(LIVE.as_bytes(), CALLBACK.as_bytes()).as_str())
        .header("Retry-Count", "1")
        .header("Next-Retry", "1560889958")
        .body(CALLBACK)
        .unwrap();
    assert!(account().callback(Received::from(&request)).is_ok());
}

#[test]
fn verifying_allocates_nothing_up_to_64_kib() {
    for size in [0, 1, 849, 4 * 1024, 64 * 1024] {
        let body = vec![b'x'; size];
        // the last of the keys, so all of them are tried
        let signature = sign::sign(TEST.as_bytes(), &body);
        let headers = [("X-Signature", signature.as_bytes().as_slice())];
        let (account, received) = (account(), Received::new("/callback", &headers, &body));
        let counted = measure(|| {
            let signed_by = account.verify(received).unwrap();
            assert_eq!(signed_by.mode, Mode::Test);
        });
        assert_eq!(counted.count_total, 0, "{size} bytes of body");
    }
    let vector = cases().into_iter().find(|case| case.name == "64KiB-by-rule").unwrap();
    let (body, headers) = (vector.body(), [("X-Signature", vector.signature.as_bytes())]);
    let (account, received) = (account(), Received::new("/callback", &headers, &body));
    let counted = measure(|| assert!(account.verify(received).is_ok()));
    assert_eq!((body.len(), counted.count_total), (65_536, 0));
}

#[test]
fn revisions_find_repetitions_and_order_changes() {
    let change = |body: &str| signed(LIVE, body).unwrap().revision().clone();
    let at = |status: &str, updated: &str| {
        change(
            &CALLBACK
                .replace("process_pending", status)
                .replace(r#""updated":1560889898"#, &format!(r#""updated":{updated}"#)),
        )
    };
    let pending = at("process_pending", "1560889898");
    let paid = at("processed", "1560889911");
    assert_eq!(
        pending.to_string(),
        "payment-invoices cpi_UoIW6RdSYyIRj8vR process_pending 1560889898"
    );
    assert_eq!(pending, at("PROCESS_PENDING", "\"1560889898\""));
    assert_eq!(paid.against(&pending), Freshness::Newer);
    assert_eq!(pending.against(&paid), Freshness::Older);
    assert_eq!(paid.against(&paid.clone()), Freshness::Same);
    // two changes in one second, or without a time
    assert_eq!(at("processed", "1560889898").against(&pending), Freshness::Unclear);
    assert_eq!(at("processed", "null").against(&pending), Freshness::Unclear);
    assert_eq!(pending.against(&at("process_pending", "null")), Freshness::Unclear);
    let short = signed(LIVE, SHORT_PAYOUT).unwrap().revision().clone();
    assert_eq!(short.against(&short.clone()), Freshness::Unclear);
    assert_eq!(short.against(&pending), Freshness::Unrelated);
    let other = CALLBACK.replace("cpi_UoIW6RdSYyIRj8vR", "cpi_2");
    assert_eq!(change(&other).against(&pending), Freshness::Unrelated);
}

#[test]
fn revisions_survive_a_store() {
    let odd = r#"{"data":{"type":"a b","id":"%20 -","attributes":{"updated":-5}}}"#;
    for body in [CALLBACK, SHORT_PAYOUT, PAYOUT, odd, r#"{"data":{"type":"x"}}"#] {
        let revision = signed(LIVE, body).unwrap().revision().clone();
        assert_eq!(revision.to_string().parse::<Revision>().unwrap(), revision, "{revision}");
    }
    for text in ["", "a b c", "a b c d", "a b c 1 2", "a  c 1", "a b c 1.5", " a b 1"] {
        assert_eq!(text.parse::<Revision>().unwrap_err().kind(), ErrorKind::Input, "{text:?}");
    }
}

#[test]
fn an_invoice_of_the_test_mode_by_the_test_key() {
    // the example of an answer is also the body of a callback
    let callback = signed(TEST, INVOICE).unwrap();
    assert_eq!(callback.invoice().unwrap().mode(), Some(Mode::Test));
    assert_eq!(kind(signed(LIVE, INVOICE)), ErrorKind::Mismatch);
}
