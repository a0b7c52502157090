//! The HTTP and TLS shell around the gateways and the control address.

use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;

use crate::callback::settled;
use crate::control;
use crate::exchange::{BodyFate, Outcome};
use crate::gateway::{Reply, Request};
use crate::world::Shared;

/// How much of a body that is too long is read away before the answer, so that a client which
/// writes first and reads afterwards gets to see the answer.
const READ_AWAY: usize = 64 * 1024 * 1024;

/// How long a broken answer lingers, so that its first half is on the wire.
const LINGER: Duration = Duration::from_millis(20);

/// How long the control address waits for the callbacks that a turn of the clock has caused.
const PATIENCE: Duration = Duration::from_secs(20);

/// Who answers on a port.
#[derive(Clone, Copy)]
pub(crate) enum Host {
    Control,
    /// Its place among the gateways.
    Gateway(usize),
}

/// Answers on one port for as long as the sandbox runs.
pub(crate) async fn listen(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    host: Host,
    shared: Arc<Shared>,
) {
    loop {
        let Ok((stream, peer)) = listener.accept().await else {
            // Out of file descriptors, most likely: give connections time to end.
            tokio::time::sleep(LINGER).await;
            continue;
        };
        if let Host::Gateway(at) = host {
            shared.world().places[at].connections += 1;
        }
        tokio::spawn(greet(stream, peer.ip(), tls.clone(), host, Arc::clone(&shared)));
    }
}

async fn greet(
    stream: TcpStream,
    peer: IpAddr,
    tls: Option<TlsAcceptor>,
    host: Host,
    shared: Arc<Shared>,
) {
    // Answers are small and written whole: waiting for more would only slow tests down.
    let _ = stream.set_nodelay(true);
    let Some(acceptor) = tls else {
        return converse(stream, peer, host, shared).await;
    };
    let Ok(stream) = acceptor.accept(stream).await else {
        return;
    };
    let resumed = stream.get_ref().1.handshake_kind() == Some(rustls::HandshakeKind::Resumed);
    if let (Host::Gateway(at), true) = (host, resumed) {
        shared.world().places[at].resumed += 1;
    }
    converse(stream, peer, host, shared).await;
}

async fn converse<S>(stream: S, peer: IpAddr, host: Host, shared: Arc<Shared>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let answer = service_fn(|request| answer(request, peer, host, Arc::clone(&shared)));
    let connection =
        http1::Builder::new().half_close(true).serve_connection(TokioIo::new(stream), answer);
    // A connection that the client or a fault has cut is no news.
    let _ = connection.await;
}

async fn answer(
    request: hyper::Request<Incoming>,
    peer: IpAddr,
    host: Host,
    shared: Arc<Shared>,
) -> io::Result<hyper::Response<Outgoing>> {
    let request = read(request, peer).await?;
    let outcome = match host {
        Host::Control => {
            let reply = control::answer(&request, &shared);
            if request.path == control::CLOCK && reply.status == 200 {
                // The merchant may be the one who waits for this answer.
                let _ = timeout(PATIENCE, settled(&shared)).await;
            }
            Outcome::Answer { reply, after: Duration::ZERO, body: BodyFate::Whole }
        }
        Host::Gateway(at) => shared.world().answer(at, &request),
    };
    match outcome {
        Outcome::Hangup => Err(io::ErrorKind::ConnectionAborted.into()),
        Outcome::Answer { reply, after, body } => {
            tokio::time::sleep(after).await;
            Ok(response(reply, body))
        }
    }
}

async fn read(request: hyper::Request<Incoming>, peer: IpAddr) -> io::Result<Request> {
    let (head, mut incoming) = request.into_parts();
    let mut body = Vec::new();
    let mut length = 0;
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame.map_err(io::Error::other)?.into_data() else {
            continue;
        };
        length += data.len();
        if length <= Request::LONGEST_BODY {
            body.extend_from_slice(&data);
        }
        if length > READ_AWAY {
            break;
        }
    }
    Ok(Request {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        peer,
        body: (length <= Request::LONGEST_BODY).then_some(body),
    })
}

fn response(reply: Reply, fate: BodyFate) -> hyper::Response<Outgoing> {
    let mut response = hyper::Response::builder().status(reply.status);
    for (name, value) in reply.headers {
        response = response.header(name, value.into_bytes());
    }
    let body = Bytes::from(reply.body);
    let outgoing = match fate {
        BodyFate::Whole => Outgoing::Whole(Some(body)),
        BodyFate::Endless => Outgoing::Endless(body),
        BodyFate::Truncated => Outgoing::Truncated {
            whole: body.len() as u64,
            half: Some(body.slice(..body.len() / 2)),
            linger: Box::pin(tokio::time::sleep(LINGER)),
        },
    };
    response.body(outgoing).expect("gateways write valid headers")
}

/// A body that goes out whole, or in the way a fault wants it.
enum Outgoing {
    Whole(Option<Bytes>),
    /// The body, then blanks for ever.
    Endless(Bytes),
    /// Announces the whole, sends half, and breaks off.
    Truncated {
        whole: u64,
        half: Option<Bytes>,
        linger: Pin<Box<tokio::time::Sleep>>,
    },
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.get_mut() {
            Self::Whole(body) => Poll::Ready(
                body.take().filter(|body| !body.is_empty()).map(|body| Ok(Frame::data(body))),
            ),
            Self::Endless(next) => {
                let blanks = Bytes::from_static(&[b' '; 4096]);
                Poll::Ready(Some(Ok(Frame::data(std::mem::replace(next, blanks)))))
            }
            Self::Truncated { half, linger, .. } => match half.take() {
                Some(half) if !half.is_empty() => Poll::Ready(Some(Ok(Frame::data(half)))),
                _ => linger
                    .as_mut()
                    .poll(context)
                    .map(|()| Some(Err(io::ErrorKind::ConnectionAborted.into()))),
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(body) if body.as_ref().is_none_or(Bytes::is_empty))
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(body) => {
                SizeHint::with_exact(body.as_ref().map_or(0, |body| body.len() as u64))
            }
            Self::Endless(_) => SizeHint::default(),
            Self::Truncated { whole, .. } => SizeHint::with_exact(*whole),
        }
    }
}
