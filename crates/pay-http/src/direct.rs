//! The transport of this crate: HTTP/1.1 over TLS, connections of its own, nothing hidden.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Request, Uri, Version};
use http_body_util::Full;
use pay_wire::{Result, Reuse, WireRequest, WireResponse};
use snafu::{OptionExt as _, ensure};
use tokio::time::{Duration, Instant, timeout_at};

use crate::client::LONGEST;
use crate::connection::{Connection, Exchanged, Patience};
use crate::dial::{Dialler, Target};
use crate::error::{Fault, LateSnafu, SchemeSnafu};
use crate::transport::{Carried, Limits, Transport};

/// The most connections that are kept for later.
const MOST_IDLE: usize = 32;

pub(crate) struct Direct {
    dialler: Dialler,
    /// How long a connection is kept for the next request, if at all.
    kept: Option<Duration>,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    target: Target,
    connection: Connection,
    until: Instant,
}

impl Direct {
    pub(crate) fn new(dialler: Dialler, reuse: Reuse) -> Self {
        let kept = match reuse {
            Reuse::Never => None,
            Reuse::For(kept) => Some(kept.min(LONGEST)),
        };
        Self { dialler, kept, idle: Mutex::default() }
    }

    async fn exchange(&self, request: WireRequest, limits: Limits) -> Result<WireResponse> {
        let patience = Patience { limits, until: Instant::now() + limits.total };
        let target = Target::of(request.uri())?;
        let mut request = self.ready_to_write(request.into())?;
        loop {
            let idle = self.take(&target).await;
            let is_new = idle.is_none();
            let mut connection = match idle {
                Some(connection) => connection,
                None => self.connect(&target, &patience).await?,
            };
            // from here on nobody can say that nothing was sent, so this is the last look
            ensure!(Instant::now() < patience.until, LateSnafu);
            match connection.exchange(request, &patience).await? {
                Exchanged::Answered(answer) => {
                    self.keep(target, connection);
                    return Ok(answer);
                }
                Exchanged::Unwritten(_, source) if is_new => {
                    return Err(Fault::Unwritten { source }.into());
                }
                // it was closed while it lay idle: nothing was sent, so this repeats nothing
                Exchanged::Unwritten(unwritten, _) => request = unwritten,
            }
        }
    }

    async fn connect(&self, target: &Target, patience: &Patience) -> Result<Connection, Fault> {
        let limit = patience.limits.connect;
        let ready = Instant::now() + limit;
        let opened = timeout_at(ready.min(patience.until), self.dialler.dial(target)).await;
        opened.map_err(|_| {
            if ready < patience.until { Fault::Connecting { limit } } else { Fault::Late }
        })?
    }

    /// The request with what HTTP/1.1 wants around it: the origin form of its target, and headers
    /// about this connection.
    fn ready_to_write(&self, request: Request<Bytes>) -> Result<Request<Full<Bytes>>, Fault> {
        let (mut parts, body) = request.into_parts();
        let mut headers = HeaderMap::with_capacity(parts.headers.len() + 4);
        headers.insert(HOST, host(&parts.uri)?);
        headers.extend(parts.headers);
        let ours = HeaderValue::from_static(concat!("hryvnia/", env!("CARGO_PKG_VERSION")));
        headers.entry(USER_AGENT).or_insert(ours);
        if self.kept.is_none() {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        // hyper says the length of what there is; some servers insist on hearing of nothing, too
        if body.is_empty() && matches!(parts.method, Method::PATCH | Method::POST | Method::PUT) {
            headers.insert(CONTENT_LENGTH, HeaderValue::from(0));
        }
        parts.headers = headers;
        parts.version = Version::HTTP_11;
        parts.uri = parts.uri.path_and_query().cloned().map(Uri::from).unwrap_or_default();
        Ok(Request::from_parts(parts, Full::new(body)))
    }

    /// A connection that waits for a request to this target, the last used first.
    async fn take(&self, target: &Target) -> Option<Connection> {
        loop {
            let mut connection = {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                let now = Instant::now();
                idle.retain(|idle| idle.until > now);
                let found = idle.iter().rposition(|idle| idle.target == *target)?;
                idle.remove(found).connection
            };
            if connection.is_ready().await {
                return Some(connection);
            }
        }
    }

    fn keep(&self, target: Target, connection: Connection) {
        let Some(kept) = self.kept else { return };
        let now = Instant::now();
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|idle| idle.until > now);
        if idle.len() < MOST_IDLE {
            idle.push(Idle { target, connection, until: now + kept });
        }
    }
}

impl Transport for Direct {
    fn carry(&self, request: WireRequest, limits: Limits) -> Carried<'_> {
        Box::pin(self.exchange(request, limits))
    }
}

/// Host and port as they are in the address; whatever else is in its authority is not told.
fn host(uri: &Uri) -> Result<HeaderValue, Fault> {
    let host = uri.host().context(SchemeSnafu)?;
    let text = match uri.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    HeaderValue::try_from(text).ok().context(SchemeSnafu)
}

#[cfg(test)]
mod tests {
    use tokio::io::duplex;

    use super::*;
    use crate::Roots;

    #[tokio::test]
    async fn no_more_connections_are_kept_than_said() {
        let for_ever = Reuse::For(Duration::MAX);
        let direct = Direct::new(Dialler::new(Roots::none(), Vec::new()), for_ever);
        let target = Target::of(&Uri::from_static("https://shop.example")).unwrap();
        for _ in 0..=MOST_IDLE {
            let connection = Connection::open(duplex(1024).0).await.unwrap();
            direct.keep(target.clone(), connection);
        }
        assert_eq!(direct.idle.lock().unwrap().len(), MOST_IDLE);
    }
}
