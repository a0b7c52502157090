//! What carries the bytes of one attempt.

use std::pin::Pin;
use std::time::Duration;

use pay_wire::{Result, WireRequest, WireResponse};

/// Carries one request to its gateway and brings the answer back: your own HTTP client, or a
/// function in a test.
///
/// Any `Fn(WireRequest, Limits) -> impl Future<Output = Result<WireResponse>>` is one:
///
/// ```
/// use pay_http::Limits;
/// use pay_wire::{Result, WireRequest, WireResponse};
///
/// async fn always_fine(_: WireRequest, _: Limits) -> Result<WireResponse> {
///     Ok(http::Response::new(bytes::Bytes::from_static(b"{\"status\":\"paid\"}")).into())
/// }
/// # fn is_a_transport(_: impl pay_http::Transport) {}
/// # is_a_transport(always_fine);
/// ```
///
/// # What is asked of it
///
/// Money depends on these, and the client cannot check them:
///
/// 1. **The request goes out as it is.** Method, target, headers and body byte for byte: they are
///    signed. What HTTP itself needs (`host`, `content-length`, `connection`) may be added, and
///    nothing that changes the answer's bytes (`accept-encoding`).
/// 2. **Once.** One call puts the request on the wire at most once: no repetition on a connection
///    that broke, no redirect followed. The client repeats where that is safe, with a new request.
/// 3. **The error tells how far it got.** [`Error::before`](pay_wire::Error::before) only if it is
///    proven that no byte of the request left: it may then be sent again, payouts too.
///    [`Error::after`](pay_wire::Error::after) in every other case, also when nobody can know.
///    Never [`Error::refused`](pay_wire::Error::refused): reading answers is not its business.
/// 4. **Failures that may be gone in a moment are marked** by
///    [`transient`](pay_wire::Error::transient): no connection, a reset, a time-out. A certificate
///    that is not trusted is none of them.
/// 5. **Every answer is an answer**: any status, redirects too, is `Ok`, with all headers
///    (doubles kept) and the whole body after transfer decoding, or it is an error, to which
///    [`with_body`](pay_wire::Error::with_body) adds what had come.
/// 6. **The [`Limits`] hold**, while reading. When it has not ended shortly after
///    [`Limits::total`], the client drops the future and reports that the request may have left.
/// 7. **It can be dropped** at any moment, and goes on sending nothing then.
/// 8. Nothing of query, headers and bodies is printed: errors, logs and spans included.
pub trait Transport: Send + Sync + 'static {
    /// Carries one request.
    fn carry(&self, request: WireRequest, limits: Limits) -> Carried<'_>;
}

/// The answer to come, or the error that tells how far the request got.
pub type Carried<'a> = Pin<Box<dyn Future<Output = Result<WireResponse>> + Send + 'a>>;

/// How long and how much, for one attempt.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// The longest time to a connection that is ready for use, TLS included.
    pub connect: Duration,
    /// The longest silence while an answer is awaited or read.
    pub read: Duration,
    /// What is left of the time for the whole call.
    pub total: Duration,
    /// The longest answer, in bytes of its body.
    pub max_answer: usize,
}

impl<F, A> Transport for F
where
    F: Fn(WireRequest, Limits) -> A + Send + Sync + 'static,
    A: Future<Output = Result<WireResponse>> + Send + 'static,
{
    fn carry(&self, request: WireRequest, limits: Limits) -> Carried<'_> {
        Box::pin(self(request, limits))
    }
}
