//! The shop's own server, where gateways call back.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt as _, Empty};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

/// Keeps every request that comes, raw, and answers all of them with one status.
pub(crate) struct Letterbox {
    addr: SocketAddr,
    inside: Arc<Inside>,
}

struct Inside {
    letters: Mutex<Vec<Request<Bytes>>>,
    status: AtomicU16,
}

impl Letterbox {
    /// Opens on a loopback port of the system's choice, and answers 200.
    pub(crate) async fn open() -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let addr = listener.local_addr()?;
        let inside = Arc::new(Inside { letters: Mutex::default(), status: AtomicU16::new(200) });
        tokio::spawn(serve(listener, Arc::clone(&inside)));
        Ok(Self { addr, inside })
    }

    /// An address for a gateway to call back at.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// What it answers from now on.
    pub(crate) fn answer(&self, status: StatusCode) {
        self.inside.status.store(status.as_u16(), Ordering::Relaxed);
    }

    /// Takes out what has come so far.
    pub(crate) fn take(&self) -> Vec<Request<Bytes>> {
        std::mem::take(&mut self.inside.letters.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn serve(listener: TcpListener, inside: Arc<Inside>) {
    while let Ok((stream, _)) = listener.accept().await {
        let inside = Arc::clone(&inside);
        let service = service_fn(move |request| keep(request, Arc::clone(&inside)));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}

async fn keep(
    request: Request<Incoming>,
    inside: Arc<Inside>,
) -> Result<Response<Empty<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let mut response = Response::new(Empty::new());
    *response.status_mut() = match body.collect().await {
        Ok(body) => {
            let letter = Request::from_parts(head, body.to_bytes());
            inside.letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
            let status = inside.status.load(Ordering::Relaxed);
            StatusCode::from_u16(status).expect("it came from a `StatusCode`")
        }
        Err(_) => StatusCode::BAD_REQUEST,
    };
    Ok(response)
}
