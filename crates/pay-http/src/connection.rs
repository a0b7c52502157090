//! One HTTP/1.1 connection, and the moment from which a request may have left.

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper_util::rt::TokioIo;
use pay_wire::{Error, WireResponse};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::AbortHandle;
use tokio::time::{Duration, Instant, timeout, timeout_at};

use crate::body::read;
use crate::error::Fault;
use crate::transport::Limits;

/// The longest head of an answer, and of its trailers.
const MAX_HEAD: usize = 64 * 1024;

/// The most headers of an answer.
const MAX_HEADERS: usize = 100;

/// How long a connection that has just served may take to be ready again.
const SETTLING: Duration = Duration::from_millis(100);

pub(crate) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    task: AbortHandle,
    busy: bool,
}

/// How an exchange went, apart from failures.
pub(crate) enum Exchanged {
    Answered(WireResponse),
    /// The connection was closed. It took nothing of the request, which is here.
    Unwritten(Request<Full<Bytes>>, hyper::Error),
}

impl Connection {
    pub(crate) async fn open<S>(stream: S) -> hyper::Result<Self>
    where
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let (sender, connection) = Builder::new()
            .max_header_size(MAX_HEAD)
            .max_headers(MAX_HEADERS)
            .handshake(TokioIo::new(stream))
            .await?;
        // its failures are also those of the exchange, which reports them
        let task = tokio::spawn(async move { _ = connection.await }).abort_handle();
        Ok(Self { sender, task, busy: false })
    }

    /// Whether another request can go out on it, as far as is known.
    pub(crate) async fn is_ready(&mut self) -> bool {
        // what the gateway did in the meantime (it may have hung up) is to be seen first
        tokio::task::yield_now().await;
        matches!(timeout(SETTLING, self.sender.ready()).await, Ok(Ok(())))
    }

    /// Sends the request and reads the answer. Dropping the future closes the connection.
    pub(crate) async fn exchange(
        &mut self,
        request: Request<Full<Bytes>>,
        patience: &Patience,
    ) -> Result<Exchanged, Error> {
        self.busy = true;
        let head = match patience.wait(self.sender.try_send_request(request)).await? {
            Ok(head) => head,
            Err(mut error) => {
                return match error.take_message() {
                    Some(request) => Ok(Exchanged::Unwritten(request, error.into_error())),
                    None => Err(broken(error.into_error()).into()),
                };
            }
        };
        let (head, body) = head.into_parts();
        let body = read(body, patience).await?;
        self.busy = false;
        Ok(Exchanged::Answered(http::Response::from_parts(head, body).into()))
    }
}

impl Drop for Connection {
    /// What stopped half-way is cut off at once. A connection that has served is left to its task,
    /// which says goodbye and ends.
    fn drop(&mut self) {
        if self.busy {
            self.task.abort();
        }
    }
}

/// A failure of the connection after a request may have been written to it.
pub(crate) fn broken(source: hyper::Error) -> Fault {
    if source.is_parse() { Fault::Unreadable { source } } else { Fault::Broken { source } }
}

/// How long to wait once a request may have left.
pub(crate) struct Patience {
    pub(crate) limits: Limits,
    pub(crate) until: Instant,
}

impl Patience {
    /// Waits for something that the gateway does next.
    pub(crate) async fn wait<F: Future>(&self, next: F) -> Result<F::Output, Fault> {
        let limit = self.limits.read;
        let silence = Instant::now() + limit;
        timeout_at(silence.min(self.until), next).await.map_err(|_| {
            if silence < self.until { Fault::Silent { limit } } else { Fault::Deadline }
        })
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::duplex;

    use super::*;

    #[tokio::test]
    async fn a_connection_that_is_closed_gives_the_request_back_unwritten() {
        let (ours, theirs) = duplex(1024);
        let mut connection = Connection::open(ours).await.unwrap();
        drop(theirs);

        let hour = Duration::from_secs(3600);
        let limits = Limits { connect: hour, read: hour, total: hour, max_answer: 1 };
        let patience = Patience { limits, until: Instant::now() + hour };
        let request = Request::new(Full::new(Bytes::from("pay")));

        let exchanged = connection.exchange(request, &patience).await.unwrap();
        assert!(matches!(exchanged, Exchanged::Unwritten(..)));
    }

    #[tokio::test]
    async fn a_connection_that_is_closed_while_idle_is_seen_before_it_is_used() {
        let (ours, theirs) = duplex(1024);
        let mut connection = Connection::open(ours).await.unwrap();
        assert!(connection.is_ready().await);
        drop(theirs);
        assert!(!connection.is_ready().await);
    }
}
