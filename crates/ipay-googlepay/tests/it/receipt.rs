//! A fiscal receipt: a PDF, or how far it is.

use std::time::Duration;

use ipay_googlepay::{ApiError, ApiErrorKind, Endpoint as _, ErrorKind, GetReceipt, Receipt};

use crate::common::{answer, gateway, pmt_id, respond};

const PDF: &str = "%PDF-1.4\n1 0 obj <<>> endobj\n%%EOF\n";

fn read(status: u16, media: &str, body: impl AsRef<[u8]>) -> ipay_googlepay::Result<Receipt> {
    GetReceipt::of(pmt_id()).decode(&gateway(), &answer(status, media, body))
}

#[test]
fn a_pdf_is_told_by_its_label_or_by_how_it_begins() {
    for (media, body) in [
        ("application/pdf", PDF),
        ("Application/PDF", PDF),
        ("application/pdf; charset=binary", PDF),
        (" application/pdf ;x", PDF),
        ("application/json", PDF),
        ("application/octet-stream", PDF),
        ("", PDF),
        ("application/pdf", "\n%PDF-1.4"),
    ] {
        let receipt = read(200, media, body).unwrap();
        assert_eq!(receipt.pdf().unwrap(), body, "{media:?}");
        assert!(receipt.is_final());
    }
}

#[test]
fn json_is_json_whatever_its_label() {
    for media in ["application/json", "application/pdf", "text/html", ""] {
        for before in ["", "\u{feff}", "\n "] {
            let body =
                format!(r#"{before}{{"response":{{"pmt_id":"1234567","status":"INPROCESS"}}}}"#);
            assert!(matches!(read(200, media, body), Ok(Receipt::InProcess)), "{media}");
        }
    }
}

#[test]
fn only_an_error_and_a_pdf_are_final() {
    let state = |word: &str| {
        let members = format!(r#""pmt_id":1234567,"status":"{word}""#);
        respond(&GetReceipt::of(pmt_id()), &members).unwrap()
    };
    assert!(matches!(state("CREATED"), Receipt::Created));
    assert!(matches!(state("created "), Receipt::Created));
    assert!(matches!(state("InProcess"), Receipt::InProcess));
    assert!(matches!(state("error"), Receipt::Failed));
    assert!(matches!(state("DONE"), Receipt::Other(word) if *word == *"DONE"));
    for (word, last) in [("CREATED", false), ("INPROCESS", false), ("ERROR", true), ("X", false)] {
        assert_eq!(state(word).is_final(), last, "{word}");
        assert_eq!(state(word).pdf(), None);
    }
}

#[test]
fn what_is_neither_is_an_error() {
    for (status, media, body) in [
        (200, "application/pdf", ""),
        (500, "application/pdf", PDF),
        (200, "text/html", "<html>%PDF-</html>"),
        (200, "application/json", r#"{"response":{"pmt_id":1234567}}"#),
        (200, "application/json", r#"{"response":{"pmt_id":1234567,"status":""}}"#),
        (200, "application/json", r#"{"response":[]}"#),
    ] {
        assert_eq!(read(status, media, body).unwrap_err().kind(), ErrorKind::Decode, "{body}");
    }
    let error = read(502, "application/pdf", PDF).unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (ErrorKind::Transport, true));
    let error = read(200, "application/pdf", r#"{"response":{"error":"access denied"}}"#);
    let error = error.unwrap_err();
    assert_eq!(ApiError::of(&error).unwrap().kind(), ApiErrorKind::AccessDenied);
}

#[test]
fn the_pauses_between_questions_grow_up_to_a_minute() {
    let seconds = [2, 2, 4, 8, 16, 32, 60, 60];
    for (asked, seconds) in (0..).zip(seconds) {
        assert_eq!(GetReceipt::pause(asked), Duration::from_secs(seconds), "{asked}");
    }
    assert_eq!(GetReceipt::pause(u32::MAX), Duration::from_secs(60));
}
