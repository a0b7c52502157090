//! Callbacks to the merchant: sent once each, over plain HTTP, and noted.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Uri;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::dates::rfc3339;
use crate::gateway::Callback;
use crate::json::Json;
use crate::world::Shared;

/// How long the merchant may take to answer, in real time.
const PATIENCE: Duration = Duration::from_secs(5);

/// One attempt to reach the merchant.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub struct Delivery {
    /// Name of the gateway, such as `dpay`.
    pub gateway: &'static str,
    /// The merchant's own id of the order.
    pub id: String,
    /// Where it went.
    pub url: String,
    /// From 1; a repetition after a failure counts on, a duplicate does not.
    pub attempt: u32,
    /// When it was sent, by the sandbox's clock.
    pub at: SystemTime,
    /// What the merchant answered; `None` if nothing came back within 5 s.
    pub status: Option<u16>,
}

impl Delivery {
    pub(crate) fn to_json(&self) -> Json {
        Json::object([
            ("gateway", Json::text(self.gateway)),
            ("id", Json::text(&self.id)),
            ("url", Json::text(&self.url)),
            ("attempt", Json::number(self.attempt)),
            ("at", Json::text(rfc3339(self.at))),
            ("status", self.status.map_or(Json::Null, Json::number)),
        ])
    }
}

/// The callbacks of all gateways.
#[derive(Clone)]
pub struct Callbacks {
    shared: Arc<Shared>,
}

impl Callbacks {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Every finished attempt since the start or the last reset, in the order they ended.
    pub fn deliveries(&self) -> Vec<Delivery> {
        self.shared.world().deliveries.clone()
    }

    /// Waits until no callback is under way. One that waits for the clock is not under way.
    ///
    /// Repetitions whose time has come by then are waited for too: after
    /// [`Clock::advance`](crate::Clock::advance) by some hours, the whole chain of those hours.
    pub async fn settled(&self) {
        settled(&self.shared).await;
    }

    /// The finished attempts for one order.
    pub fn of(&self, id: &str) -> Vec<Delivery> {
        let mut deliveries = self.deliveries();
        deliveries.retain(|delivery| delivery.id == id);
        deliveries
    }
}

impl fmt::Debug for Callbacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.deliveries()).finish()
    }
}

/// Waits until no callback is under way.
pub(crate) async fn settled(shared: &Shared) {
    let mut under_way = shared.world().under_way.subscribe();
    // It fails only if the sandbox is gone, which ends all waiting.
    let _ = under_way.wait_for(|count| *count == 0).await;
}

/// A callback on its way.
pub(crate) struct Errand {
    /// How often the sandbox had been reset.
    pub(crate) age: u64,
    /// Which gateway sends it.
    pub(crate) gateway: usize,
    pub(crate) at: SystemTime,
    pub(crate) callback: Callback,
    /// What a fault has made of it.
    pub(crate) sent: Callback,
}

impl Errand {
    pub(crate) fn report(&self, gateway: &'static str, status: Option<u16>) -> Delivery {
        Delivery {
            gateway,
            id: self.callback.id.clone(),
            url: self.callback.url.clone(),
            attempt: self.callback.attempt,
            at: self.at,
            status,
        }
    }
}

/// If the address is on this machine.
pub(crate) fn is_local(url: &str) -> bool {
    let Some(host) = url.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)) else {
        return false;
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Sends what the gateways want sent, in the order they wanted it.
pub(crate) async fn deliver(shared: Arc<Shared>, mut errands: UnboundedReceiver<Errand>) {
    while let Some(errand) = errands.recv().await {
        let shared = Arc::clone(&shared);
        let attempt = async move {
            let answer = tokio::time::timeout(PATIENCE, send(&errand.sent)).await;
            let status = answer.ok().and_then(Result::ok);
            shared.world().delivered(errand, status);
        };
        tokio::spawn(attempt);
    }
}

async fn send(callback: &Callback) -> Result<u16, Box<dyn std::error::Error + Send + Sync>> {
    let uri: Uri = callback.url.parse()?;
    if uri.scheme_str() != Some("http") {
        return Err("callbacks go over plain HTTP".into());
    }
    let authority = uri.authority().ok_or("the address has no host")?;
    let host = authority.host().trim_start_matches('[').trim_end_matches(']');
    let stream = TcpStream::connect((host, authority.port_u16().unwrap_or(80))).await?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    tokio::spawn(connection);

    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = hyper::Request::builder()
        .method(callback.method.clone())
        .uri(target)
        .header("host", authority.as_str());
    for (name, value) in &callback.headers {
        request = request.header(*name, value);
    }
    let body = Full::new(Bytes::from(callback.body.clone()));
    let answer = sender.send_request(request.body(body)?).await?;
    let status = answer.status().as_u16();
    // Read to the end, so that the merchant's server sees an orderly client.
    let _ = answer.into_body().collect().await;
    Ok(status)
}
