//! What a log can hold of a call.

use std::cell::RefCell;
use std::fmt::{self, Write as _};
use std::sync::Once;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::server::{Act, FINE, Server};
use crate::shop::{Ask, Pay, SECRET, at};

thread_local! {
    /// What was told in this thread, if its test wants to know.
    static TOLD: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Has everything told, in all tests: what nobody listens to at first may stay silent later.
pub(crate) fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Log).unwrap());
}

/// Writes everything that it is told into one text.
struct Log;

impl Log {
    fn write(line: impl FnOnce(&mut String)) {
        TOLD.with_borrow_mut(|told| told.as_mut().map(line));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        Self::write(|text| {
            write!(text, "\n{} {}:", span.metadata().level(), span.metadata().name()).unwrap();
            span.record(&mut Line(text));
        });
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        Self::write(|text| values.record(&mut Line(text)));
    }

    fn event(&self, event: &Event<'_>) {
        Self::write(|text| {
            write!(text, "\n{}:", event.metadata().level()).unwrap();
            event.record(&mut Line(text));
        });
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        // how long it took is another number each time
        let masked: &dyn fmt::Debug = if field.name() == "ms" { &"-" } else { value };
        write!(self.0, " {}={masked:?}", field.name()).unwrap();
    }
}

#[tokio::test]
async fn a_call_tells_what_happened_and_no_secret() {
    let away = b"HTTP/1.1 503 Away\r\nx-sign: s3cret\r\ncontent-length: 6\r\n\r\ns3cret";
    let no = b"HTTP/1.1 422 No\r\nlocation: /?s3cret\r\ncontent-length: 6\r\n\r\ns3cret";
    let server = Server::plain(&[
        &[Act::Read, Act::Write(away)],
        &[Act::Read, FINE],
        &[Act::Read, Act::Write(no)],
        &[Act::Read],
    ])
    .await;
    let client = at(server.url()).build().unwrap();
    TOLD.set(Some(String::new()));

    client.send(&Ask).await.unwrap();
    client.send(&Pay).await.unwrap_err();
    client.send(&Pay).await.unwrap_err();

    let text = TOLD.take().unwrap();
    assert!(!text.contains(SECRET), "{text}");
    assert_eq!(
        text,
        r#"
INFO send: gateway="shop" endpoint="Ask"
WARN: message=failed attempt=1 status=503 ms="-" kind=Transport delivery=Unknown transient=true
DEBUG: message=done attempt=2 status=200 ms="-"
INFO send: gateway="shop" endpoint="Pay"
DEBUG: message=refused attempt=1 status=422 ms="-" kind=Refused delivery=Answered transient=false
INFO send: gateway="shop" endpoint="Pay"
WARN: message=failed attempt=1 ms="-" kind=Transport delivery=Unknown transient=true"#
    );
}
