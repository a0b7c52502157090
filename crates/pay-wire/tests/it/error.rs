//! What an error tells, and what it keeps to itself.

use std::error::Error as _;
use std::io;

use pay_wire::{Attempt, Delivery, Error, ErrorKind, Refusal, Safety};

fn attempt(safety: Safety) -> Attempt {
    Attempt { gateway: "shop", endpoint: "payment/process", safety }
}

fn broken() -> io::Error {
    io::Error::other("the connection broke")
}

#[test]
fn the_line_says_what_happened_and_what_to_do() {
    let lines = [
        (
            Error::before(ErrorKind::Connect, broken()).during(attempt(Safety::Once)),
            "shop payment/process: the connection broke; nothing was sent: it is safe to try again",
        ),
        (
            Error::before(ErrorKind::Input, broken()),
            "the connection broke; nothing was sent: correct it and try again",
        ),
        (
            Error::after(ErrorKind::Transport, broken()).during(attempt(Safety::Once)),
            "shop payment/process: the connection broke; money may have moved: find out what became of it before anything else is sent",
        ),
        (
            Error::after(ErrorKind::Transport, broken()).during(attempt(Safety::ReadOnly)),
            "shop payment/process: the connection broke; it was a question, it moved nothing: ask again",
        ),
        (
            Error::refused(
                Refusal::new("401", "Payment not found"),
                Refusal::new("401", "Payment not found"),
            ),
            "refused with code 401: Payment not found; the gateway said no, this call changed nothing",
        ),
    ];
    for (error, line) in lines {
        assert_eq!(error.to_string(), line);
    }
}

#[test]
fn a_refusal_is_there_exactly_when_the_gateway_answered() {
    let refused = Error::refused(Refusal::new("0", "no"), Refusal::new("0", "no"));
    assert_eq!((refused.delivery(), refused.kind()), (Delivery::Answered, ErrorKind::Refused));
    assert_eq!(refused.refusal().unwrap().code(), "0");

    for other in
        [Error::before(ErrorKind::Refused, broken()), Error::after(ErrorKind::Refused, broken())]
    {
        assert!(other.refusal().is_none());
        assert_ne!(other.delivery(), Delivery::Answered);
    }
}

#[test]
fn the_body_is_kept_but_never_printed() {
    let body = "card 4444111144441111 ".repeat(1000);
    let error = Error::after(ErrorKind::Decode, broken()).with_body(body.as_bytes());
    assert_eq!(error.body().unwrap(), &body.as_bytes()[..4096]);
    assert!(!format!("{error} {error:?} {error:#?}").contains("4444"));
}

#[test]
fn the_chain_begins_below_the_line() {
    let error = pay_wire::read::<u8>(b"x").unwrap_err();
    assert!(error.source().is_some_and(<dyn std::error::Error>::is::<serde_json::Error>));
    assert!(Error::before(ErrorKind::Input, broken()).cause::<io::Error>().is_some());
    assert!(error.cause::<Refusal>().is_none());
}

#[test]
fn what_was_attempted_first_is_kept() {
    let later = Attempt { gateway: "shop", endpoint: "status", safety: Safety::ReadOnly };
    let error = Error::after(ErrorKind::Transport, broken()).during(attempt(Safety::Repeatable));
    assert_eq!(
        error.during(later).to_string(),
        "shop payment/process: the connection broke; it may have taken effect: ask for its status, \
         or send it again under the same id"
    );
    assert_eq!(
        Error::after(ErrorKind::Transport, broken()).to_string(),
        "the connection broke; it may have taken effect: ask for its status"
    );
}

#[test]
fn what_came_by_itself_says_nothing_about_a_call_of_ours() {
    for error in
        [Error::after(ErrorKind::Signature, broken()), Error::before(ErrorKind::Input, broken())]
    {
        let delivery = error.delivery();
        let error = error.received();
        assert_eq!(
            error.to_string(),
            "the connection broke; it came by itself and is not to be believed: ask for the status"
        );
        assert_eq!(error.delivery(), delivery);
    }
}
